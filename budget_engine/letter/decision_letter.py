"""The decision under one law about one person, as a letter to them.

First what is decided, what is not, and how to object; then why. Every reason is that of a named person or
the text of a finding that holds; no case law stands in a resident's copy (second look, point 22).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.assessment import Finding
from budget_engine.decision import GIVES, ClaimDecision, Result
from budget_engine.drafts.labels import capital
from budget_engine.language.register import Effect, Level, SourceClass
from budget_engine.language.rule import Strength
from budget_engine.letter.asked_for import asked_section, is_mixed, nobody_applied
from budget_engine.letter.content import (
    Anchor,
    Block,
    Document,
    DocumentKind,
    Listed,
    Paragraph,
    Section,
    Source,
    Table,
    Text,
)
from budget_engine.letter.disputes import disputed, disputed_places
from budget_engine.letter.dossier import Dossier, LetterTo, PartFor
from budget_engine.letter.given import (
    agreements,
    form_said,
    guessed,
    line_cells,
    period,
    receiver,
    waits_for,
    whom,
)
from budget_engine.letter.not_chosen import NotChosen, raised
from budget_engine.letter.page_one import first_page
from budget_engine.letter.results import LESS, piece_of
from budget_engine.letter.words import Words, as_part
from budget_engine.values import show_cents, show_date

_SAID = {
    Result.GRANTED: (Effect.ROOM, Effect.CONDITION),
    Result.PARTLY: (Effect.ROOM, Effect.BAR, Effect.CONDITION, Effect.OTHER_LAW),
    Result.REFUSED: (Effect.BAR, Effect.OTHER_LAW),
    Result.LOWERED: (Effect.BAR, Effect.OTHER_LAW),
    Result.ENDED: (Effect.BAR, Effect.OTHER_LAW),
}
"""The kinds of finding that carry each result: what is given rests on the room that the law leaves, what is not given
on what stands in its way. What the municipality still does, and what to mind, carry none."""

BASIS = {
    Level.STATUTE: "grondslag",
    Level.DECREE: "grondslag-landelijk",
    Level.REGULATION: "grondslag-landelijk",
    Level.ORDINANCE: "grondslag-verordening",
    Level.DETAILED_RULES: "grondslag-college",
    Level.POLICY_RULE: "grondslag-college",
}
"""The piece that says where a rule of each level is written."""

COLUMNS = ("Wat", "Hoeveel", "Prijs", "Bedrag", "Van", "Tot en met", "Alleen als")
"""The heads of the table of amounts."""


@dataclass(frozen=True)
class DecisionLetter:
    """Writes the letter of one part-decision to one person."""

    dossier: Dossier
    about: PartFor
    words: Words

    def document(self) -> Document:
        """Give the whole letter."""
        law = self.about.part.law
        title = "besluit-onderwerp-zonder-aanvraag" if self._is_unasked else "besluit-onderwerp"
        sections = (
            self._opening(),
            self._what_it_comes_to(),
            self._costs(),
            asked_section(self.dossier, self.about, self.words),
            self._why(),
            self._also_looked_at(),
            self._disputes(),
            agreements(self.about.part, self.words),
            self._signed(),
        )
        letter = Document(
            kind=DocumentKind.DECISION,
            title=self.words.text(title, wet=self.dossier.law_name(law)).words,
            law=law,
            room=self.about.room,
            sections=tuple(section for section in sections if section.blocks),
        )
        return with_front(letter, self._decided(), self._not_granted(), self._objection())

    @property
    def _is_unasked(self) -> bool:
        return nobody_applied(self.dossier, self.about)

    # --- page one --------------------------------------------------------------------------------------------

    def _opening(self) -> Section:
        dossier, words = self.dossier, self.words
        name = dossier.names.person(self.about.person)
        to = dossier.letter_to(self.about.person) or LetterTo.SELF
        days = {dossier.asked_on(item.claim) for item in self.about.claims}
        asked = [show_date(day) for day in sorted(day for day in days if day is not None)]
        law = dossier.law_name(self.about.part.law)
        start = [
            words.paragraph("besluit-inleiding", aanvraag=enumerated(asked), wet=law)
            if asked
            else words.paragraph(
                "besluit-inleiding-zonder-aanvraag" if self._is_unasked else "besluit-inleiding-zonder-dag",
                wet=law,
            )
        ]
        if is_mixed(dossier, self.about):
            start.append(words.paragraph("besluit-inleiding-ook-zonder-aanvraag"))
        written_to = words.text(f"aan-{to}", naam=name)
        about = f"Datum: {show_date(dossier.decision.on)}\nZaaknummer: {dossier.case.id}"
        greeting = "aanhef" if to is LetterTo.SELF else f"aanhef-{to}"
        head = (words.paragraph("afzender"), Paragraph(written_to), Paragraph(Text(about)))
        return Section(None, (*head, words.paragraph(greeting, naam=name), *start))

    def _decided(self) -> Section:
        """Say of each provision whether it comes, and under which condition."""
        blocks: list[Block] = []
        for item in self.about.claims:
            blocks.append(Paragraph(self._result(item)))
            if item.condition is not None:
                condition = self.words.text("als", _claim(item), voorwaarde=as_part(item.condition))
                blocks.append(Listed((condition,)))
        return Section(self.words.heading("besluit-kop"), tuple(blocks))

    def _what_it_comes_to(self) -> Section:
        """Say of each provision what is done, and from when until when."""
        blocks: list[Block] = []
        for item in self.about.claims:
            details = tuple(self._what_it_is(item))
            if details:
                name = sentence(self.about.called(self.dossier, item))
                blocks.append(Paragraph(Text(name, (_claim(item),))))
                blocks.append(Listed(details))
        return Section(self.words.heading("inhoud-kop"), tuple(blocks))

    def _result(self, item: ClaimDecision) -> Text:
        return self.words.text(
            piece_of(self.dossier, item),
            _claim(item),
            voorziening=self.about.called(self.dossier, item),
            voor=receiver(self.dossier, item.claim, self.words),
        )

    def _what_it_is(self, item: ClaimDecision) -> Iterator[Text]:
        words = self.words
        if item.activities is not None:
            yield words.text("wat-er-gebeurt", _claim(item), activiteiten=as_part(item.activities))
        if item.result in GIVES:
            yield from form_said(self.dossier, item, words)
        yield from period(item, words)

    def _costs(self) -> Section:
        return Section(self.words.heading("kosten-kop"), tuple(self._amounts()))

    def _amounts(self) -> Iterator[Block]:
        lines = [(item, line) for item in self.about.claims for line in item.lines]
        if not lines:
            return
        rows = []
        for item, line in lines:
            cells = (*line_cells(line), waits_for(item, line, self.words))
            rows.append(tuple(Text(cell, (_claim(item),)) for cell in cells))
        waits = any(line.condition is not None for _, line in lines)
        columns = COLUMNS if waits else COLUMNS[:-1]
        yield Table("Regel voor regel", columns, tuple(row[: len(columns)] for row in rows))
        part = Anchor(Source.PART, (self.about.part.law, self.about.person))
        total = sum(line.amount for _, line in lines)
        yield self.words.paragraph("bedrag", part, bedrag=show_cents(total))
        conditional = sum(line.amount for _, line in lines if line.condition is not None)
        if conditional:
            yield self.words.paragraph("bedrag-onder-voorwaarde", part, bedrag=show_cents(conditional))
        yield from guessed((line for _, line in lines), self.words)

    def _not_granted(self) -> Section:
        refused = [item for item in self.about.claims if item.result in LESS]
        items = tuple(
            self.words.text(
                "niet-toegekend",
                _claim(item),
                wens=self.about.called(self.dossier, item),
                reden=as_part(item.reasons),
            )
            for item in refused
        )
        return Section(self.words.heading("niet-kop"), (Listed(items),) if items else ())

    def _objection(self) -> Section:
        words, until = self.words, self.dossier.objection_until
        term = (
            words.paragraph("bezwaar-zes-weken")
            if until is None
            else words.paragraph("bezwaar-termijn", dag=show_date(until))
        )
        how, what = words.paragraph("bezwaar-hoe"), words.paragraph("bezwaar-inhoud")
        return Section(words.heading("bezwaar-kop"), (term, how, what))

    # --- why -------------------------------------------------------------------------------------------------

    def _why(self) -> Section:
        blocks: list[Block] = []
        said = {item.claim: [*self._of_findings(item)] for item in self.about.claims}
        told = set[str]()
        for item in self.about.claims:
            name = self.about.called(self.dossier, item)
            blocks.append(Paragraph(Text(f"{name}. {item.reasons.strip()}", (_claim(item),))))
            extras = (item.use_of_discretion, item.despite_unknown)
            blocks.extend(Paragraph(Text(extra.strip(), (_claim(item),))) for extra in extras if extra)
            new = {text.words: text for text in said[item.claim] if text.words not in told}
            told |= {*new}
            if new:
                blocks.append(Listed(tuple(self._with_others(text, item, said) for text in new.values())))
        return Section(self.words.heading("waarom-kop"), tuple(blocks))

    def _of_findings(self, item: ClaimDecision) -> Iterator[Text]:
        """Walk the findings that carry the decision, in the words for a resident, with where it is written."""
        for finding in carrying(self.dossier, item):
            consequence = self.dossier.rule_set.consequence_of_finding[finding.rule]
            if consequence.resident_text is None or finding.source_class is SourceClass.CASE_LAW:
                continue
            said = " ".join([consequence.resident_text.strip(), *self._basis(finding)])
            yield Text(
                said,
                (Anchor(Source.FINDING, (finding.rule, finding.about)), _claim(item)),
            )

    def _with_others(self, text: Text, first: ClaimDecision, said: Mapping[str, list[Text]]) -> Text:
        """Say of a reason, which stands in a letter once, for which other provisions it holds as well."""
        others = [
            self.about.called(self.dossier, item)
            for item in self.about.claims
            if item is not first and text.words in {one.words for one in said[item.claim]}
        ]
        if not others:
            return text
        also = self.words.text("waarom-ook", voorzieningen=enumerated(others)).words
        return replace(text, words=f"{text.words} {also}")

    def _basis(self, finding: Finding) -> Iterator[str]:
        """Say where it is written; what nobody has looked up yet is not called law."""
        basis = finding.legal_basis
        if not finding.to_verify:
            yield self.words.text(BASIS[basis.level], artikel=f"{basis.law}, {basis.article}").words

    def _also_looked_at(self) -> Section:
        """Tell of the other provisions for the same person under the same law."""
        items = NotChosen(self.dossier, self.about, self.words, whom(self.dossier, self.about.person)).texts()
        return Section(self.words.heading("bekeken-kop"), (Listed(items),) if items else ())

    def _disputes(self) -> Section:
        """Say of what the decision rests on who sees it otherwise: nothing that is disputed reads as agreed."""
        decided = [item.claim for item in self.about.claims]
        places = disputed_places(self.dossier, decided, self.about.room)
        items = tuple(disputed(self.dossier, place, self.words) for place in places)
        return Section(self.words.heading("geschil-kop"), (Listed(items),) if items else ())

    # --- the end ---------------------------------------------------------------------------------------------

    def _signed(self) -> Section:
        decider = self.about.part.decider
        municipality = capital(self.dossier.rule_set.municipality or "")
        signed = self.words.paragraph(
            "ondertekening", gemeente=municipality, naam=decider.name, functie=decider.function
        )
        return Section(None, (self.words.paragraph("contact"), signed))


def with_front(letter: Document, decided: Section, refused: Section, objection: Section) -> Document:
    """Put after the opening what is decided, what is not, and how to object; the last always on page one.

    Where the reasons of what is refused are long, they come after it; a very long list of what is decided does too.
    """
    opening, *rest = letter.sections
    orders = ((decided, refused, objection), (decided, objection, refused), (objection, decided, refused))
    letters = [
        replace(letter, sections=(opening, *(part for part in front if part.blocks), *rest))
        for front in orders
    ]
    fitting = (one for one in letters if objection in one.sections[: first_page(one)])
    return next(fitting, letters[-1])


def carrying(dossier: Dossier, item: ClaimDecision) -> Iterator[Finding]:
    """Walk the findings that carry what was decided about a claim.

    A bar that may be used carries only what was decided by it: who decided said so, and no bar that must be
    used stands there already.
    """
    found = [finding for finding in raised(dossier, item.claim) if finding.effect in _SAID[item.result]]
    bars = [finding for finding in found if finding.effect is Effect.BAR]
    must = any(finding.strength is not Strength.DISCRETIONARY for finding in bars)
    is_used = item.use_of_discretion is not None and not must
    for finding in found:
        may = finding.effect is Effect.BAR and finding.strength is Strength.DISCRETIONARY
        if is_used or not may:
            yield finding


def _claim(item: ClaimDecision) -> Anchor:
    return Anchor(Source.CLAIM, (item.claim,))


def gives_something(about: PartFor) -> bool:
    """Tell whether somebody gets anything by a part-decision."""
    return any(item.result in GIVES for item in about.claims)
