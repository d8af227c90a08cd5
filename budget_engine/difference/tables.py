"""The differences between two versions of a decision table: its columns, its rows and their order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeAlias

from budget_engine.difference.canonical import canonical, canonical_term
from budget_engine.difference.conditions import REORDERED, paired, without
from budget_engine.difference.exclusion import exclude_each_other
from budget_engine.difference.fields import fields_changed
from budget_engine.difference.one import ChangeKind, Difference, Pair, moved
from budget_engine.difference.words import listed, quoted, spelled
from budget_engine.language.expr import Condition, Term
from budget_engine.language.rule import Column, HitPolicy, Row, Table
from budget_engine.language.wording import plain_cell

Rows: TypeAlias = Sequence[tuple[Row, Row]]


def table_changed(pair: Pair, old: Table, new: Table) -> Iterator[Difference]:
    """Walk the differences between two versions of a table, its plain fields left aside."""
    yield from _columns(pair, old, new)
    yield from _outputs(pair, old, new)
    rows = _paired_rows(old, new)
    gone = without(old.rows, [one for one, _ in rows])
    come = without(new.rows, [other for _, other in rows])
    for row in gone:
        yield _whole_row(pair, old, row, ChangeKind.REMOVED)
    for row in come:
        yield _whole_row(pair, new, row, ChangeKind.ADDED)
    for one, other in rows:
        yield from _RowChange(pair, old, new, one, other).differences()
    yield from _order(pair, old, new, rows)


# --- columns ---------------------------------------------------------------------------------------------


def _columns(pair: Pair, old: Table, new: Table) -> Iterator[Difference]:
    before, after = _named(old), _named(new)
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name), after.get(name)
        if one == other or (one is not None and other is not None and one.as_entry() == other.as_entry()):
            continue
        said = [
            None if column is None else _looks_at(pair, column, is_new=column is other)
            for column in (one, other)
        ]
        if one is not None and other is not None and _same_term(one, other):
            yield pair.told(ChangeKind.ORDER, [REORDERED], can_change=False, detail=f"kolom {name}")
            continue
        if one is None:
            phrase = f"komt een kolom erbij: {said[1]}"
        elif other is None:
            phrase = f"vervalt een kolom: {said[0]}"
        else:
            phrase = f"kijkt de kolom {quoted(spelled(name))} voortaan naar {said[1]}, eerst naar {said[0]}"
        yield pair.told(
            ChangeKind.CHANGED,
            [phrase],
            can_change=True,
            detail=f"kolom {name}",
            before=said[0],
            after=said[1],
        )
    yield from _same_in_other_order(pair, list(before), list(after), "kolommen")


def _named(table: Table) -> Mapping[str, Column]:
    return {column.name: column for column in table.inputs}


def _same_term(one: Column, other: Column) -> bool:
    return (
        one.term is not None
        and other.term is not None
        and canonical_term(one.term) == canonical_term(other.term)
    )


def _looks_at(pair: Pair, column: Column, *, is_new: bool) -> str:
    words = pair.edits.new if is_new else pair.edits.old
    if column.recorded is not None:
        return f"of {words.fact(column.recorded)} bekend is"
    return spelled(column.name) if column.term is None else words.term(column.term)


def _outputs(pair: Pair, old: Table, new: Table) -> Iterator[Difference]:
    gone, come = without(old.outputs, new.outputs), without(new.outputs, old.outputs)
    for facts, words, verb in ((gone, pair.edits.old, "niet meer"), (come, pair.edits.new, "voortaan ook")):
        for fact in facts:
            said = words.fact(fact)
            yield pair.told(
                ChangeKind.CHANGED, [f"geeft de tabel {verb} {said}"], can_change=True, detail=f"uitvoer {fact}",
                before=said if facts is gone else None, after=said if facts is come else None,
            )  # fmt: skip
    yield from _same_in_other_order(pair, old.outputs, new.outputs, "uitkomsten")


def _same_in_other_order(
    pair: Pair, old: Sequence[str], new: Sequence[str], what: str
) -> Iterator[Difference]:
    both = [name for name in old if name in new]
    if both != [name for name in new if name in old]:
        phrase = f"staan de {what} in een andere volgorde; dat maakt niet uit"
        yield pair.told(ChangeKind.ORDER, [phrase], can_change=False, detail=f"volgorde van de {what}")


# --- rows --------------------------------------------------------------------------------------------------


def _paired_rows(old: Table, new: Table) -> Rows:
    """Pair rows by name, and what is left by what stands in their cells."""
    names = {row.id: row for row in new.rows}
    found = [(row, names[row.id]) for row in old.rows if row.id in names]
    left_old = without(old.rows, [one for one, _ in found])
    left_new = without(new.rows, [other for _, other in found])
    inputs = [column.name for column in old.inputs]
    if inputs == [column.name for column in new.inputs]:
        found += paired(left_old, left_new, lambda one, other: int(one.cells == other.cells))
    return found


def row_words(row: Row) -> str:
    """Name a row inside a sentence."""
    return f"rij {quoted(row.id.replace('-', ' '))}"


def _whole_row(pair: Pair, table: Table, row: Row, change: ChangeKind) -> Difference:
    is_new = change is ChangeKind.ADDED
    words = pair.edits.new if is_new else pair.edits.old
    read = words.aloud.row(table, row)
    place = table.rows.index(row)
    where = ""
    if is_new and table.policy is HitPolicy.FIRST:
        where = " als eerste" if place == 0 else f" na {row_words(table.rows[place - 1])}"
    verb = f"komt {row_words(row)} erbij{where}" if is_new else f"vervalt {row_words(row)}"
    law = row.legal_basis.law if row.legal_basis is not None else pair.law
    return replace(pair, law=law).told(
        change, [f"{verb}: {read}"], can_change=True, detail=f"rij {row.id}",
        before=None if is_new else read, after=read if is_new else None,
    )  # fmt: skip


@dataclass(frozen=True)
class _RowChange:
    """One row in the old and the new table."""

    pair: Pair
    old_table: Table
    new_table: Table
    old: Row
    new: Row

    def differences(self) -> Iterator[Difference]:
        """Walk the differences between the two: name, tests and outcome, and the other fields."""
        title = quoted(self.new_table.title)
        law = self.new.legal_basis.law if self.new.legal_basis is not None else self.pair.law
        within = replace(
            self.pair, spot=f"rij {self.new.id}", law=law,
            subject=f"In {row_words(self.new)} van de tabel {title}",
        )  # fmt: skip
        if self.old.id != self.new.id:
            phrase = f"is de naam van de rij anders; die was {quoted(self.old.id.replace('-', ' '))}"
            yield within.told(
                ChangeKind.RENAMED, [phrase], can_change=True, before=self.old.id, after=self.new.id
            )
        phrases, reordered = self._tests()
        outcomes, reordered_outcomes = self._outcomes()
        if phrases or outcomes:
            yield within.told(
                ChangeKind.CHANGED, [*phrases, *outcomes], can_change=True,
                before=self.pair.edits.old.aloud.row(self.old_table, self.old),
                after=self.pair.edits.new.aloud.row(self.new_table, self.new),
            )  # fmt: skip
        if reordered or reordered_outcomes:
            yield within.told(ChangeKind.ORDER, [REORDERED], can_change=False)
        yield from fields_changed(within, self.old, self.new)

    def _tests(self) -> tuple[list[str], bool]:
        old = {column.name: cell for column, cell in zip(self.old_table.inputs, self.old.cells, strict=True)}
        new = {column.name: cell for column, cell in zip(self.new_table.inputs, self.new.cells, strict=True)}
        phrases: list[str] = []
        reordered = False
        for name in dict.fromkeys([*old, *new]):
            one, other = old.get(name), new.get(name)
            if one == other:
                continue
            if one is not None and other is not None and canonical(one) == canonical(other):
                reordered |= plain_cell(one) != plain_cell(other)
            else:
                phrases += self._test(one, other)
        return phrases, reordered

    def _test(self, one: Condition | None, other: Condition | None) -> list[str]:
        edits = self.pair.edits
        if one is None or other is None:
            said = edits.old.condition(one) if one is not None else ""
            said = edits.new.condition(other) if other is not None else said
            return [
                f"telt voortaan ook mee dat {quoted(said)}"
                if one is None
                else f"telt niet meer mee dat {quoted(said)}"
            ]
        return list(edits.condition(one, other)) or [
            moved("de toets", edits.old.condition(one), edits.new.condition(other))
        ]

    def _outcomes(self) -> tuple[list[str], bool]:
        old = dict(zip(self.old_table.outputs, self.old.outputs, strict=True))
        new = dict(zip(self.new_table.outputs, self.new.outputs, strict=True))
        phrases: list[str] = []
        reordered = False
        for fact in dict.fromkeys([*old, *new]):
            one, other = old.get(fact), new.get(fact)
            if one == other:
                continue
            if one is not None and other is not None and canonical_term(one) == canonical_term(other):
                reordered = True
            else:
                phrases.append(self._outcome(fact, one, other))
        return phrases, reordered

    def _outcome(self, fact: str, one: Term | None, other: Term | None) -> str:
        edits = self.pair.edits
        what = edits.new.fact(fact) if fact in self.new_table.outputs else edits.old.fact(fact)
        before = None if one is None else edits.old.given(fact, one)
        after = None if other is None else edits.new.given(fact, other)
        if before is None or after is None:
            text = before or after
            return f"{'krijgt' if before is None else 'vervalt'} {what}: {text}"
        if before == after:
            return f"is {what} anders opgebouwd: {after}"
        return f"gaat {what} van {before} naar {after}"


# --- order -------------------------------------------------------------------------------------------------


def _order(pair: Pair, old: Table, new: Table, rows: Rows) -> Iterator[Difference]:
    """Tell that rows stand in another order, and whether that can matter."""
    place = {one.id: number for number, (one, _) in enumerate(_by_new_order(rows, new))}
    stood = [place[row.id] for row in old.rows if row.id in place]
    if stood == sorted(stood):
        return
    standing = [other for _, other in _by_new_order(rows, new)]
    turned = [(standing[low], standing[high]) for high, low in combinations(stood, 2) if low < high]
    matters, why = _matters(new, turned)
    stay = set(_longest_rising(stood))
    phrases = [
        f"staat {row_words(row)} nu {_beside(standing, number)}"
        for number, row in enumerate(standing)
        if number not in stay
    ]
    phrases[-1] += f". {why}"
    yield pair.told(
        ChangeKind.ORDER, phrases, can_change=matters, detail="volgorde van de rijen",
        before=listed([row.id for row in old.rows]), after=listed([row.id for row in new.rows]),
    )  # fmt: skip


def _by_new_order(rows: Rows, new: Table) -> list[tuple[Row, Row]]:
    return sorted(rows, key=lambda item: new.rows.index(item[1]))


def _beside(standing: Sequence[Row], number: int) -> str:
    if number + 1 < len(standing):
        return f"voor {row_words(standing[number + 1])}"
    return "onderaan"


def _matters(table: Table, turned: Sequence[tuple[Row, Row]]) -> tuple[bool, str]:
    """Tell whether the order of rows that changed places can matter, and why."""
    if table.policy is not HitPolicy.FIRST:
        return False, f"Bij het trefbeleid {quoted(spelled(table.policy))} maakt de volgorde niet uit"
    if any(row.consequence is not None for row in table.rows):
        # a row below one that is not known yet is not known itself, though its own tests fail
        return True, "Dat kan uitmaken: een rij telt pas als vaststaat dat de rijen erboven niet gelden"
    overlap = next((both for both in turned if not _never_together(*both)), None)
    if overlap is None:
        return False, "Dat maakt niet uit: niemand kan in twee van de verplaatste rijen tegelijk vallen"
    first, second = (row_words(row) for row in overlap)
    return True, f"Dat kan uitmaken: wie in {first} en in {second} valt, krijgt nu de uitkomst van {first}"


def _never_together(one: Row, other: Row) -> bool:
    return any(
        mine is not None and theirs is not None and exclude_each_other(mine, theirs)
        for mine, theirs in zip(one.cells, other.cells, strict=True)
    )


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Give a longest rising part of a row of numbers: what can be said to have stayed.

    >>> _longest_rising([1, 2, 0, 3])
    [1, 2, 3]
    """
    best: dict[int, list[int]] = {}
    for number in numbers:
        before = [best[other] for other in best if other < number]
        best[number] = [*max(before, key=len, default=[]), number]
    return max(best.values(), key=len, default=[])
