"""The letter that lies on top: which letters lie with it, what was chosen and why, and whom to call.

One goes to whoever the letters about a person go to. It tells of that person what the letters tell, in a line
each, and of the whole decision only what stands in its shared part; of others only that they get letters too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated
from budget_engine.drafts.labels import capital
from budget_engine.letter.content import (
    Anchor,
    Block,
    Document,
    DocumentKind,
    Listed,
    Paragraph,
    Section,
    Source,
    Text,
)
from budget_engine.letter.dossier import Dossier, LetterTo, PartFor, parts_of
from budget_engine.letter.given import receiver
from budget_engine.letter.results import piece_of
from budget_engine.letter.words import Words, as_part
from budget_engine.values import show_date


@dataclass(frozen=True)
class CoveringLetter:
    """Writes the letter on top of all letters about one person."""

    dossier: Dossier
    person: str
    parts: tuple[PartFor, ...]
    words: Words

    def document(self) -> Document:
        """Give the whole letter."""
        sections = (
            self._opening(),
            self._letters(),
            self._not_granted(),
            self._choice(),
            self._view(),
            self._by_others(),
            self._looking_back(),
            self._questions(),
            self._signed(),
        )
        return Document(
            kind=DocumentKind.COVER,
            title=self.words.heading("begeleidend-onderwerp"),
            law=None,
            room=self.person,
            sections=tuple(section for section in sections if section.blocks),
        )

    @property
    def _to(self) -> LetterTo:
        return self.dossier.letter_to(self.person) or LetterTo.SELF

    def _opening(self) -> Section:
        words, name = self.words, self.dossier.names.person(self.person)
        about = f"Datum: {show_date(self.dossier.decision.on)}\nZaaknummer: {self.dossier.case.id}"
        start = "begeleidend-inleiding" if len(self.parts) > 1 else "begeleidend-inleiding-een"
        greeting = "aanhef" if self._to is LetterTo.SELF else f"aanhef-{self._to}"
        return Section(
            None,
            (
                words.paragraph("afzender"),
                words.paragraph(f"aan-{self._to}", naam=name),
                Paragraph(Text(about)),
                words.paragraph(greeting, naam=name),
                words.paragraph(start),
            ),
        )

    # --- what was decided ------------------------------------------------------------------------------------

    def _letters(self) -> Section:
        blocks: list[Block] = []
        for part in self.parts:
            anchor = Anchor(Source.PART, (part.part.law, self.person))
            law = self.dossier.law_name(part.part.law)
            blocks.append(self.words.paragraph("begeleidend-brief", anchor, wet=law))
            items = (
                self.words.text(
                    piece_of(self.dossier, item),
                    Anchor(Source.CLAIM, (item.claim,)),
                    voor=receiver(self.dossier, item.claim, self.words),
                    voorziening=part.called(self.dossier, item),
                )
                for item in part.claims
            )
            blocks.append(Listed(tuple(items)))
        people = (part.person for part in parts_of(self.dossier) if part.person != self.person)
        if others := dict.fromkeys(people):
            names = self.dossier.names.persons(others)
            blocks.append(self.words.paragraph("begeleidend-anderen", namen=names))
        return Section(self.words.heading("besluit-kop"), tuple(blocks))

    def _not_granted(self) -> Section:
        items = tuple(
            self.words.text("niet-toegekend", wens=capital(item.what.strip()), reden=as_part(item.reasons))
            for item in self.dossier.decision.not_granted
        )
        return Section(self.words.heading("begeleidend-niet-kop"), (Listed(items),) if items else ())

    def _choice(self) -> Section:
        decision, names = self.dossier.decision, self.dossier.names
        options = tuple(Text(names.alternatives[item.id]) for item in self.dossier.case.alternatives)
        return Section(
            self.words.heading("begeleidend-keuze-kop"),
            (
                self.words.paragraph("begeleidend-vergeleken"),
                Listed(options),
                self.words.paragraph("begeleidend-gekozen", keuze=names.alternatives[decision.chosen]),
                Paragraph(Text(decision.reasons.strip())),
            ),
        )

    def _view(self) -> Section:
        view = self.dossier.decision.resident_view
        blocks = () if view is None else (Paragraph(Text(view.strip())),)
        return Section(self.words.heading("begeleidend-zienswijze-kop"), blocks)

    # --- what follows ----------------------------------------------------------------------------------------

    def _by_others(self) -> Section:
        items = tuple(self._expected())
        return Section(self.words.heading("begeleidend-anders-kop"), (Listed(items),) if items else ())

    def _expected(self) -> Iterator[Text]:
        for claim in self.dossier.expected_of_others(self.person):
            yield self.words.text(
                "verwacht-van",
                Anchor(Source.CLAIM, (claim.id,)),
                voorziening=self.dossier.called(claim.id),
                wie=self.dossier.carrier(claim.law),
            )

    def _looking_back(self) -> Section:
        days = sorted({day for part in self.parts for day in part.part.evaluation})
        if not days:
            return Section(None, ())
        shown = enumerated(show_date(day) for day in days)
        blocks = (self.words.paragraph("terugkijken", dagen=shown),)
        return Section(self.words.heading("begeleidend-terugkijken-kop"), blocks)

    def _questions(self) -> Section:
        objection = "begeleidend-bezwaar" if len(self.parts) > 1 else "begeleidend-bezwaar-een"
        blocks = (self.words.paragraph("contact"), self.words.paragraph(objection))
        return Section(self.words.heading("begeleidend-vragen-kop"), blocks)

    def _signed(self) -> Section:
        municipality = capital(self.dossier.rule_set.municipality or "")
        deciders = dict.fromkeys((part.part.decider.name, part.part.decider.function) for part in self.parts)
        signed = (
            self.words.paragraph("ondertekening", gemeente=municipality, naam=name, functie=function)
            for name, function in deciders
        )
        return Section(None, tuple(signed))
