"""The money of one part-decision for one person, line by line: the plan that lies beside the letter.

Amounts are added up inside this part-decision and nowhere else: no law lets its money be put together with
that of another. What others are expected to pay stands apart, and is added to nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated
from budget_engine.budget import Budget, budget_of
from budget_engine.case import Nature, Party
from budget_engine.decision import GIVES, ClaimDecision
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
    Table,
    Text,
)
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.given import agreements, guessed, line_cells, period, waits_for
from budget_engine.letter.words import Words, as_part
from budget_engine.returns.ledger import Line
from budget_engine.returns.said import PARTIES
from budget_engine.sentences.names import money
from budget_engine.values import show_cents, show_date

COLUMNS = ("Wat", "Hoeveel", "Prijs", "Bedrag", "Van", "Tot en met", "Bron van de prijs", "Alleen als")
"""The heads of the table of lines."""


@dataclass(frozen=True)
class BudgetPlan:
    """Writes the plan of one part-decision for one person."""

    dossier: Dossier
    about: PartFor
    words: Words

    def document(self) -> Document:
        """Give the whole plan."""
        law = self.dossier.law_name(self.about.part.law)
        name = self.dossier.names.person(self.about.person)
        sections = (
            self._opening(),
            *(self._provision(item) for item in self.about.claims if item.result in GIVES),
            self._together(),
            agreements(self.about.part, self.words),
            self._holding(),
            self._by_others(),
            self._questions(),
        )
        return Document(
            kind=DocumentKind.PLAN,
            title=self.words.text("plan-onderwerp", naam=name, wet=law).words,
            law=self.about.part.law,
            room=self.about.room,
            sections=tuple(section for section in sections if section.blocks),
        )

    @property
    def budget(self) -> Budget:
        """Give the lines of this person under this law, added up."""
        return budget_of(self.about.part.law, (line for item in self.about.claims for line in item.lines))

    def _opening(self) -> Section:
        day = show_date(self.dossier.decision.on)
        decider = self.about.part.decider
        said = self.words.paragraph("plan-inleiding", dag=day, naam=decider.name, functie=decider.function)
        return Section(None, (Paragraph(Text(f"Zaaknummer: {self.dossier.case.id}")), said))

    # --- each provision --------------------------------------------------------------------------------------

    def _provision(self, item: ClaimDecision) -> Section:
        blocks: list[Block] = [Listed(tuple(self._details(item)))]
        if item.lines:
            blocks.append(self._table(item))
        return Section(self.about.called(self.dossier, item), tuple(blocks))

    def _details(self, item: ClaimDecision) -> Iterator[Text]:
        words, anchor = self.words, Anchor(Source.CLAIM, (item.claim,))
        form, carer = self.dossier.form(item.claim), self.dossier.carer(item.claim)
        if form is not None and carer is not None and self.dossier.is_budget(item.claim):
            yield words.text("plan-vorm-van", anchor, vorm=form, wie=carer)
        elif form is not None:
            yield words.text("plan-vorm", anchor, vorm=form)
        if item.activities is not None:
            yield words.text("wat-er-gebeurt", anchor, activiteiten=as_part(item.activities))
        yield from period(item, words)
        if item.condition is not None:
            yield words.text("als", anchor, voorwaarde=as_part(item.condition))

    def _table(self, item: ClaimDecision) -> Table:
        rows = ((*line_cells(line), line.source, waits_for(item, line, self.words)) for line in item.lines)
        anchor = Anchor(Source.CLAIM, (item.claim,))
        cells = tuple(tuple(Text(cell, (anchor,)) for cell in row) for row in rows)
        has_condition = any(line.condition is not None for line in item.lines)
        columns = len(COLUMNS) if has_condition else len(COLUMNS) - 1
        return Table("Regel voor regel", COLUMNS[:columns], tuple(row[:columns] for row in cells))

    # --- together --------------------------------------------------------------------------------------------

    def _together(self) -> Section:
        budget, part = self.budget, Anchor(Source.PART, (self.about.part.law, self.about.person))
        if not budget.months:
            return Section(None, ())
        words, law = self.words, self.dossier.law_name(self.about.part.law)
        blocks: list[Block] = [words.paragraph("bedrag", part, bedrag=show_cents(budget.cents))]
        if budget.conditional_cents:
            cents = show_cents(budget.conditional_cents)
            blocks.append(words.paragraph("bedrag-onder-voorwaarde", part, bedrag=cents))
        blocks.extend(guessed((line for item in self.about.claims for line in item.lines), words))
        years: dict[int, int] = {}
        for item in budget.years:
            years[item.year] = years.get(item.year, 0) + item.cents
        if len(years) > 1:
            items = (
                words.text("plan-jaar", part, jaar=str(year), bedrag=show_cents(cents))
                for year, cents in years.items()
            )
            blocks.append(Listed(tuple(items)))
        blocks.append(words.paragraph("plan-niet-samen", wet=law))
        return Section(words.heading("plan-samen-kop"), tuple(blocks))

    def _holding(self) -> Section:
        """Say what whoever holds a pgb must do, where there is one."""
        budgets = [
            self.about.called(self.dossier, item)
            for item in self.about.claims
            if item.result in GIVES and self.dossier.is_budget(item.claim)
        ]
        if not budgets:
            return Section(None, ())
        blocks = (
            self.words.paragraph("plan-pgb", voorziening=enumerated(budgets)),
            self.words.paragraph("plan-pgb-taken"),
        )
        return Section(self.words.heading("plan-pgb-kop"), blocks)

    def _by_others(self) -> Section:
        items = tuple(
            self.words.text(
                "plan-van-anderen",
                Anchor(Source.WISH, (line.need or "",)),
                wat=capital(line.what),
                wie=PARTIES[line.party],
                bedrag=money(line.years[0]),
            )
            for line in self.of_others()
        )
        if not items:
            return Section(None, ())
        blocks = (Listed(items), self.words.paragraph("plan-anderen-apart"))
        return Section(self.words.heading("plan-anderen-kop"), blocks)

    def of_others(self) -> Iterator[Line]:
        """Walk what others than the municipality certainly pay for the same needs, by the chosen option."""
        needs = {self.dossier.claims[item.claim].need for item in self.about.claims}
        returns = self.dossier.weighing.alternative(self.dossier.decision.chosen).returns
        for line in () if returns is None else returns.lines:
            is_certain = line.nature is Nature.CERTAIN and line.counted_with is None and line.years
            if line.need in needs and is_certain and line.party is not Party.MUNICIPALITY:
                yield line

    def _questions(self) -> Section:
        return Section(None, (self.words.paragraph("contact"),))
