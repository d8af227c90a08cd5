"""What is decided about one person, on one page and in very plain words; the letters are what counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.aloud.phrases import sentence
from budget_engine.decision import GIVES, ClaimDecision
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
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.words import Words, as_part
from budget_engine.values import show_date


@dataclass(frozen=True)
class Summary:
    """Writes the summary for one person, over all laws under which something is decided about them."""

    dossier: Dossier
    person: str
    parts: tuple[PartFor, ...]
    words: Words

    def document(self) -> Document:
        """Give the whole page."""
        name = self.dossier.names.person(self.person)
        sections = (
            self._gets(),
            self._does_not_get(),
            self._pays(),
            self._talks_again(),
            self._objects(),
        )
        return Document(
            kind=DocumentKind.SUMMARY,
            title=self.words.text("kort-onderwerp", naam=name).words,
            law=None,
            room=self.person,
            sections=tuple(section for section in sections if section.blocks),
        )

    @property
    def _claims(self) -> list[ClaimDecision]:
        return [item for part in self.parts for item in part.claims]

    def _gets(self) -> Section:
        blocks: list[Block] = []
        for item in self._claims:
            if item.result in GIVES:
                blocks.append(Paragraph(Text(f"{self.dossier.called(item.claim)}.", (_claim(item),))))
                details = tuple(self._details(item))
                if details:
                    blocks.append(Listed(details))
        return Section(self.words.heading("kort-krijgt-kop"), tuple(blocks))

    def _details(self, item: ClaimDecision) -> Iterator[Text]:
        if item.condition is not None:
            yield self.words.text("kort-eerst", _claim(item), voorwaarde=as_part(item.condition))
        if item.since is not None:
            yield self.words.text("kort-begint", _claim(item), dag=show_date(item.since))
        if item.until is not None:
            yield self.words.text("kort-stopt", _claim(item), dag=show_date(item.until))

    def _does_not_get(self) -> Section:
        items = tuple(
            self.words.text("kort-niet", _claim(item), voorziening=self.dossier.called(item.claim))
            for item in self._claims
            if item.result not in GIVES
        )
        return Section(self.words.heading("kort-niet-kop"), (Listed(items),) if items else ())

    def _pays(self) -> Section:
        said = dict.fromkeys(
            sentence(f"{as_part(part.part.own_contribution)} ({self.dossier.law_name(part.part.law)})")
            for part in self.parts
            if part.part.own_contribution
        )
        items = tuple(Text(words) for words in said)
        return Section(self.words.heading("kort-betalen-kop"), (Listed(items),) if items else ())

    def _talks_again(self) -> Section:
        days = sorted({day for part in self.parts for day in part.part.evaluation})
        items = tuple(self.words.text("kort-praten", dag=show_date(day)) for day in days)
        return Section(self.words.heading("kort-praten-kop"), (Listed(items),) if items else ())

    def _objects(self) -> Section:
        until = self.dossier.objection_until
        objection = (
            self.words.paragraph("kort-bezwaar-zes-weken")
            if until is None
            else self.words.paragraph("kort-bezwaar", dag=show_date(until))
        )
        blocks = (objection, self.words.paragraph("contact"), self.words.paragraph("kort-brief"))
        return Section(self.words.heading("kort-bezwaar-kop"), blocks)


def _claim(item: ClaimDecision) -> Anchor:
    return Anchor(Source.CLAIM, (item.claim,))
