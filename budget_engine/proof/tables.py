"""Proofs about decision tables: households without a row or with two, and rows that never count.

A gap or an overlap is sought with the parameters as they are set on each day. A row that never counts
is one that no value of any parameter brings to life; what only today's values rule out is a remark, and
so is a gap that another value would give. Of a table that collects its rows, only dead rows are reported:
there two rows or none are as it should be.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from budget_engine.errors import Path
from budget_engine.language.expr import Node
from budget_engine.language.fact import Entity
from budget_engine.language.meaning import FaultKind, Meaning, fault_of
from budget_engine.language.rule import HitPolicy, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.encoding import Encoding
from budget_engine.proof.frame import Cone, Frame, cone_of
from budget_engine.proof.logic import Formula, Says, Steps
from budget_engine.proof.parts import why_never
from budget_engine.proof.report import Report, ReportKind, unsettled
from budget_engine.proof.witness import Found, Sought, Unsettled, find
from budget_engine.proof.witness_words import household, not_here

MOST_PAIRS = 25
"""How many overlapping pairs of rows of one table are reported; more would not be read."""


def table_reports(rule_set: RuleSet, table: Table, on: date) -> Iterator[Report]:
    """Walk the reports on one table."""
    proof = TableProof(rule_set, table, on)
    match table.policy:
        case HitPolicy.COLLECT:
            yield from proof.dead_rows()
        case HitPolicy.FIRST:
            yield from proof.gaps()
            yield from proof.dead_rows()
        case HitPolicy.EXACTLY_ONE:
            yield from proof.gaps()
            yield from proof.overlaps()
            yield from proof.dead_rows()


@dataclass(frozen=True)
class TableProof:
    """The proofs of one table; they share what the solver may spend."""

    rule_set: RuleSet
    table: Table
    on: date
    steps: Steps = field(default_factory=Steps)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """List what the rows test, and when the table is in force."""
        cells = (cell for row in self.table.rows for cell in row.cells if cell is not None)
        return (*cells, self.rule_set.in_force_of[self.table.id])

    @cached_property
    def cone(self) -> Cone:
        """Gather what the rows rest on."""
        return cone_of(self.rule_set, self.nodes, [self.table.moment])

    def sought(self, rows: "RowsSought") -> Sought:
        """Make a question about the rows of the table."""
        return Sought(self.table.entity, self.nodes, (self.table.moment,), rows.wanted, rows.is_so)

    def _find(self, rows: "RowsSought", *, free_parameters: bool = False) -> Found:
        return find(self.rule_set, self.sought(rows), self.on, self.steps, free_parameters=free_parameters)

    # --- no row, or two ---------------------------------------------------------------------------------

    def gaps(self) -> Iterator[Report]:
        """Report the smallest household for which no row holds."""
        if any(all(cell is None for cell in row.cells) for row in self.table.rows):
            return
        gap = Gap(self.table)
        what = f"of tabel '{self.table.title}' ({self.table.id}) voor iedereen een rij heeft"
        for kind, is_free in ((ReportKind.GAP, False), (ReportKind.GAP_ELSEWHERE, True)):
            if is_free and not self.cone.figures:
                return
            found = self._find(gap, free_parameters=is_free)
            if isinstance(found, Unsettled):
                yield unsettled(kind, self.table.id, (self.table.at(),), what, found)
            elif found is not None:
                who = household(self.rule_set, found)
                yield Report(
                    kind,
                    self.table.id,
                    (self.table.at("rijen"),),
                    f"In tabel '{self.table.title}' ({self.table.id}) geldt geen enkele rij: {who}.",
                    "Voeg een rij toe, maak een rij ruimer, of sluit af met een rij van streepjes.",
                    found,
                )
            if found is not None:
                return

    def overlaps(self) -> Iterator[Report]:
        """Report each pair of rows that can hold together, with the smallest household."""
        seen: set[tuple[int, int]] = set()
        for kind, is_free in ((ReportKind.OVERLAP, False), (ReportKind.OVERLAP_ELSEWHERE, True)):
            if is_free and not self.cone.figures:
                return
            for pair in self._pairs(seen, is_free=is_free):
                if pair is None:
                    what = f"of in tabel '{self.table.id}' nog meer rijen samen gelden"
                    yield unsettled(kind, self.table.id, (self.table.at(),), what, Unsettled(self.steps.why))
                    return
                if len(seen) == MOST_PAIRS:
                    what = f"welke rijen van tabel '{self.table.id}' nog meer samen gelden"
                    why = f"er zijn al {MOST_PAIRS} paren gemeld"
                    yield unsettled(kind, self.table.id, (self.table.at(),), what, Unsettled(why))
                    return
                seen.add(pair)
                yield from self._overlap(kind, pair, is_free=is_free)

    def _pairs(self, seen: set[tuple[int, int]], *, is_free: bool) -> Iterator[tuple[int, int] | None]:
        """Walk the pairs that can hold together, in order; None where the solver ran out of steps."""
        encoding = self._encoding(is_free=is_free)
        spot = encoding.frame.subject
        holds = [row.holds for row in encoding.rows(self.table, spot)]
        question = encoding.question()
        question.add(encoding.in_force(self.table, spot).holds)
        for first in range(len(holds)):
            later = [number for number in range(first + 1, len(holds)) if (first, number) not in seen]
            says, found = Says.POSSIBLE, set[int]()
            while later and says is Says.POSSIBLE:
                says = question.ask(holds[first], encoding.logic.any_of(holds[number] for number in later))
                if says is Says.POSSIBLE:
                    found |= {number for number in later if question.number(holds[number])}
                    later = [number for number in later if number not in found]
            for number in sorted(found):  # the solver meets them in an order of its own
                yield first, number
            if says is Says.UNSURE:
                yield None
                return

    def _overlap(self, kind: ReportKind, pair: tuple[int, int], *, is_free: bool) -> Iterator[Report]:
        one, two = (self.table.rows[number].id for number in pair)
        about, at = f"{self.table.id} {one} {two}", tuple(map(self._spot, pair))
        found = self._find(Overlap(self.table, pair), free_parameters=is_free)
        if isinstance(found, Unsettled):
            what = f"of rij '{one}' en rij '{two}' van tabel '{self.table.id}' samen gelden"
            yield unsettled(kind, about, at, what, found)
        elif found is not None:
            who = household(self.rule_set, found)
            yield Report(
                kind,
                about,
                at,
                f"In tabel '{self.table.title}' ({self.table.id}) gelden rij '{one}' en rij '{two}' allebei: {who}.",
                "Laat de grenzen aansluiten, of zet het trefbeleid op 'eerste'.",
                found,
            )

    # --- rows that never count --------------------------------------------------------------------------

    def dead_rows(self) -> Iterator[Report]:
        """Report the rows that never hold, and of ordered tables those that never come to their turn."""
        here = self._alive(is_free=False)
        never = dict.fromkeys(
            number
            for number, says in here.items()
            if says[0] is not Says.POSSIBLE or says[1] is not Says.POSSIBLE
        )
        anywhere = self._alive(is_free=True) if never and self.cone.figures else here
        for number in never:
            alone, in_turn = anywhere[number]
            row = self.table.rows[number]
            about, at = f"{self.table.id} {row.id}", (self._spot(number),)
            named = f"Rij '{row.id}' van tabel '{self.table.title}' ({self.table.id})"
            if Says.UNSURE in (alone, in_turn):
                what = f"of {named[0].lower()}{named[1:]} ooit geldt"
                yield unsettled(ReportKind.DEAD, about, at, what, Unsettled(self.steps.why))
            elif alone is Says.IMPOSSIBLE:
                why = self._why_dead(number) or "de vakken spreken elkaar tegen"
                yield Report(
                    ReportKind.DEAD, about, at, f"{named} kan nooit gelden: {why}.",
                    "Maak een vak ruimer, of haal de rij weg.",
                )  # fmt: skip
            elif in_turn is Says.IMPOSSIBLE:
                yield self._shadowed(number, about, named, never)
            elif self.rule_set.municipality is not None:
                said = not_here(self.rule_set, named, "de rij", self._figures_of(number))
                yield Report(ReportKind.NOT_HERE, about, at, *said)
        if self.cone.relations:
            yield from self._with_members(set(never))

    def _why_dead(self, number: int) -> str | None:
        cells = (cell for cell in self.table.rows[number].cells if cell is not None)
        return why_never(self._encoding(is_free=bool(self.cone.figures)), cells, self.table.moment)

    def _figures_of(self, number: int) -> tuple[str, ...]:
        """List the parameters and lists that a row and the rows before it rest on."""
        rows = self.table.rows[: number + 1]
        if self.table.policy is not HitPolicy.FIRST:
            rows = rows[number:]
        cells = (cell for row in rows for cell in row.cells if cell is not None)
        return cone_of(self.rule_set, cells, [self.table.moment]).figures

    def _alive(self, *, is_free: bool) -> dict[int, tuple[Says, Says]]:
        """Tell of each row whether it can hold by itself, and whether it can in its turn."""
        encoding = self._encoding(is_free=is_free)
        spot = encoding.frame.subject
        rows = encoding.rows(self.table, spot)
        in_force = encoding.in_force(self.table, spot).holds
        in_turn = encoding.question()
        in_turn.add(in_force)
        found = {}
        for number, row in enumerate(rows):
            turn = in_turn.ask(row.holds)
            alone = turn
            if turn is not Says.POSSIBLE:
                by_itself = encoding.question()
                by_itself.add(in_force)
                alone = by_itself.ask(row.holds)
            found[number] = (alone, turn)
            if self.table.policy is HitPolicy.FIRST:
                in_turn.add(row.fails)
        return found

    def _shadowed(self, number: int, about: str, named: str, never: Collection[int]) -> Report:
        encoding = self._encoding(is_free=bool(self.cone.figures))
        spot = encoding.frame.subject
        rows = [encoding.row(self.table, row, spot) for row in self.table.rows[: number + 1]]
        question = encoding.question()
        question.add(encoding.in_force(self.table, spot).holds, rows[number].holds)
        needed = question.needed([row.fails for row in rows[:number]])
        before = [self.table.rows[place].id for place in needed or range(number)]
        which = f"rij '{before[0]}' gaat" if len(before) == 1 else f"de rijen {', '.join(before)} gaan"
        hint = "Zet de rij eerder, maak een eerdere rij enger, of haal de rij weg."
        if (
            number == len(self.table.rows) - 1
        ):  # the last row must always hold, so it cannot just be taken out
            last = max((place for place in range(number) if place not in never), default=number - 1)
            hint = (
                f"Maak een eerdere rij enger, of haal de rij weg en zet in elke kolom van rij "
                f"'{self.table.rows[last].id}' een '-': dan sluit die rij de tabel af."
            )
        text = f"{named} komt nooit aan de beurt: {which} altijd voor."
        return Report(ReportKind.SHADOWED, about, (self._spot(number),), text, hint)

    def _with_members(self, dead: set[int]) -> Iterator[Report]:
        """Name the rows of which no household was found because they rest on lists of members."""
        for number, row in enumerate(self.table.rows):
            if number not in dead:
                found = self._find(RowInTurn(self.table, number))
                if found is None or isinstance(found, Unsettled):
                    what = f"of rij '{row.id}' van tabel '{self.table.id}' ooit geldt"
                    why = found or Unsettled("er is geen huishouden voor gevonden")
                    about, at = f"{self.table.id} {row.id}", (self._spot(number),)
                    yield unsettled(ReportKind.DEAD, about, at, what, why)

    def _spot(self, number: int) -> Path:
        return self.table.at("rijen", number)

    def _encoding(self, *, is_free: bool) -> Encoding:
        return Encoding(self.rule_set, Frame(self.table.entity), free_parameters=is_free, steps=self.steps)


# --- what is sought in the rows of a table -------------------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """No row holds, while the table is in force."""

    table: Table

    def wanted(self, encoding: Encoding) -> Formula:
        """Say so as a formula."""
        spot = encoding.frame.subject
        rows = encoding.rows(self.table, spot)
        return encoding.logic.all_of(
            [encoding.in_force(self.table, spot).holds, *(row.fails for row in rows)]
        )

    def is_so(self, meaning: Meaning, entity: Entity) -> bool:
        """Tell whether it really is so."""
        fault = fault_of(self.table.policy, meaning.rows(self.table, entity))
        return fault is FaultKind.GAP and _is_in_force(meaning, self.table, entity)


@dataclass(frozen=True)
class Overlap:
    """Two rows hold, while the table is in force."""

    table: Table
    pair: tuple[int, int]

    def wanted(self, encoding: Encoding) -> Formula:
        """Say so as a formula."""
        spot = encoding.frame.subject
        rows = [self.table.rows[number] for number in self.pair]
        both = [encoding.row(self.table, row, spot).holds for row in rows]
        return encoding.logic.all_of([encoding.in_force(self.table, spot).holds, *both])

    def is_so(self, meaning: Meaning, entity: Entity) -> bool:
        """Tell whether it really is so."""
        rows = meaning.rows(self.table, entity)
        both = all(rows[number] for number in self.pair)
        fault = fault_of(self.table.policy, rows)
        return both and fault is FaultKind.OVERLAP and _is_in_force(meaning, self.table, entity)


@dataclass(frozen=True)
class RowInTurn:
    """A row holds, and of an ordered table all rows before it fail."""

    table: Table
    number: int

    def wanted(self, encoding: Encoding) -> Formula:
        """Say so as a formula."""
        spot = encoding.frame.subject
        rows = encoding.rows(self.table, spot)
        is_ordered = self.table.policy is HitPolicy.FIRST
        before = [row.fails for row in rows[: self.number]] if is_ordered else []
        in_force = encoding.in_force(self.table, spot).holds
        return encoding.logic.all_of([in_force, *before, rows[self.number].holds])

    def is_so(self, meaning: Meaning, entity: Entity) -> bool:
        """Tell whether it really is so."""
        rows = meaning.rows(self.table, entity)
        is_ordered = self.table.policy is HitPolicy.FIRST
        before = rows[: self.number] if is_ordered else []
        is_first = rows[self.number] is True and all(row is False for row in before)
        return is_first and _is_in_force(meaning, self.table, entity)


RowsSought = Gap | Overlap | RowInTurn


def _is_in_force(meaning: Meaning, table: Table, entity: Entity) -> bool:
    return meaning.truth(meaning.rule_set.in_force_of[table.id], entity, table.moment) is True
