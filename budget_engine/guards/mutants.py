"""Every small change of a rule, a derivation or a table: what its examples should notice.

A mutant is the changed entry, with the spot of the change in the entry, a name that stays the same
as long as that spot does, and a Dutch sentence. That a change makes no difference to any household
is for `guards` to find out; here it only has to differ as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budget_engine.errors import Path
from budget_engine.guards.changes import Change, Changes
from budget_engine.language.expr import (
    ALWAYS,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    Node,
    Operator,
    ParameterRef,
    Term,
)
from budget_engine.language.fact import NUMERIC
from budget_engine.language.household import Owner
from budget_engine.language.rule import Derivation, HitPolicy, Row, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.wording import ALL, ANY


@dataclass(frozen=True, slots=True)
class Mutant:
    """An entry with one small change in it.

    `path` is the spot in the entry in the form of a rule file, `name` tells the mutants of one entry
    apart, `text` is the end of a sentence that begins with "als", and `about` are the nodes concerned.
    """

    owner: Owner
    title: str
    path: Path
    name: str
    text: str
    about: tuple[Node, ...]
    changed: Owner

    @property
    def key(self) -> str:
        """Give the words by which a report of this mutant is answered."""
        return f"onbewaakt {self.title} {self.name}"


def title_of(rule_set: RuleSet, owner: Owner) -> str:
    """Give the name of an entry; versions of one rule are told apart by their first day.

    A version that was changed has the name of the one it was made of.
    """
    match owner:
        case Rule():
            named = rule_set.rule_named
            return owner.id if owner.id in named else f"{owner.id}@{owner.valid_from.isoformat()}"
        case Table():
            return owner.id
        case Derivation():
            return owner.fact


def owners_of(rule_set: RuleSet) -> tuple[Owner, ...]:
    """List all that has examples, in the order of the rule set."""
    return (*rule_set.rules, *rule_set.tables, *rule_set.derivations)


def mutants_of(rule_set: RuleSet, owner: Owner) -> tuple[Mutant, ...]:
    """List every small change of one entry, each once, in the order of its text."""
    return _told_apart(title_of(rule_set, owner), _Maker(rule_set).of(owner))


def _told_apart(title: str, found: Iterator[Mutant]) -> tuple[Mutant, ...]:
    """Leave out what comes to the same entry, and number the names that would be double."""
    kept: list[Mutant] = []
    count: dict[str, int] = {}
    for mutant in found:
        if mutant.changed == mutant.owner or any(mutant.changed == other.changed for other in kept):
            continue
        count[mutant.name] = count.get(mutant.name, 0) + 1
        name = mutant.name if count[mutant.name] == 1 else f"{mutant.name} ({count[mutant.name]})"
        kept.append(replace(mutant, title=title, name=name))
    return tuple(kept)


class _Maker:
    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.changes = Changes(rule_set)

    def of(self, owner: Owner) -> Iterator[Mutant]:
        """Walk the mutants of an entry, those that come to the same included."""
        match owner:
            case Rule():
                yield from self._of_rule(owner)
            case Derivation():
                yield from self._of_derivation(owner)
            case Table():
                yield from self._of_table(owner)

    def _of_rule(self, rule: Rule) -> Iterator[Mutant]:
        for change in self._condition(rule.when):
            yield _mutant(rule, ("als",), change, rule.model_copy(update={"when": change.node}))
        consequence = rule.consequence
        if consequence.deadline is None or consequence.met_by is None:
            return  # no example can see a last day that decides nothing
        for change in self.changes.term(consequence.deadline):
            made = consequence.model_copy(update={"deadline": change.node})
            changed = rule.model_copy(update={"consequence": made})
            yield _mutant(rule, ("dan", "uiterlijk"), self._in_formula(change, consequence.deadline), changed)

    def _of_derivation(self, derivation: Derivation) -> Iterator[Mutant]:
        if derivation.when is not None:
            for change in self._condition(derivation.when):
                yield _mutant(
                    derivation, ("als",), change, derivation.model_copy(update={"when": change.node})
                )
        if derivation.term is not None:
            for change in self.changes.term(derivation.term):
                made = derivation.model_copy(update={"term": change.node})
                yield _mutant(derivation, ("is",), self._in_formula(change, derivation.term), made)

    def _in_formula(self, change: Change, whole: Term) -> Change:
        """Say in which formula a value is changed."""
        if not change.is_bare or whole == change.about:
            return change
        return replace(change, text=f'bij "{self.changes.aloud.term(whole)}" {change.text}')

    def _condition(self, condition: Condition) -> Iterator[Change]:
        if not isinstance(condition, AllOf | AnyOf):  # the parts of these fall away one by one
            text = f"de voorwaarde {self.changes.said(condition)} vervalt"
            yield Change((), "vervalt", text, condition, ALWAYS)
        yield from self.changes.condition(condition)

    def _of_table(self, table: Table) -> Iterator[Mutant]:
        for number, row in enumerate(table.rows):
            place = ("rijen", number)
            if len(table.rows) > 1:
                rows = (*table.rows[:number], *table.rows[number + 1 :])
                text = f"rij '{row.id}' vervalt"
                change = Change((), "vervalt", text, AllOf(_tests(row)), ALWAYS)
                yield self._row_mutant(table, row, place, change, rows)
            if table.policy is HitPolicy.FIRST and number + 1 < len(table.rows):
                below = table.rows[number + 1]
                rows = (*table.rows[:number], below, row, *table.rows[number + 2 :])
                text = f"de rijen '{row.id}' en '{below.id}' van plaats wisselen"
                change = Change((), f"na {below.id}", text, AllOf((*_tests(row), *_tests(below))), ALWAYS)
                yield self._row_mutant(table, row, place, change, rows)
            for made, path, change in self._in_row(table, row):
                rows = (*table.rows[:number], made, *table.rows[number + 1 :])
                yield self._row_mutant(table, row, (*place, *path), change, rows, *map(str, path))

    def _row_mutant(
        self, table: Table, row: Row, path: Path, change: Change, rows: tuple[Row, ...], *inside: str
    ) -> Mutant:
        name = " ".join((f"rij {row.id}", *inside, change.name))
        changed = table.model_copy(update={"rows": rows})
        return Mutant(table, "", path, name, change.text, (change.about,), changed)

    def _in_row(self, table: Table, row: Row) -> Iterator[tuple[Row, Path, Change]]:
        for number, cell in enumerate(row.cells):
            if cell is None:
                continue
            column = table.inputs[number].name
            text = f"in rij '{row.id}' de voorwaarde {self.changes.said(cell)} vervalt"
            gone = Change((), "vervalt", text, cell, ALWAYS)
            yield _row_with(row, "cells", number, None), (column,), gone
            for change in self.changes.condition(cell):
                said = Change((), change.name, f"in rij '{row.id}' {change.text}", change.about, change.node)
                yield _row_with(row, "cells", number, change.node), (column,), said
        for number, (fact, output) in enumerate(zip(table.outputs, row.outputs, strict=True)):
            if output is None:
                continue
            for change in self.changes.output(fact, output):
                given = f"bij {self.changes.aloud.phrases.noun(fact)} " if change.is_bare else ""
                text = f"in rij '{row.id}' {given}{change.text}"
                said = Change((), change.name, text, change.about, change.node)
                yield _row_with(row, "outputs", number, change.node), (fact,), said


def _row_with(row: Row, field: str, number: int, node: Node | None) -> Row:
    parts = getattr(row, field)
    return row.model_copy(update={field: (*parts[:number], node, *parts[number + 1 :])})


def _tests(row: Row) -> tuple[Condition, ...]:
    return tuple(cell for cell in row.cells if cell is not None)


def _mutant(owner: Owner, path: Path, change: Change, changed: Owner) -> Mutant:
    where = (*path, *change.path)
    return Mutant(owner, "", where, f"{_short(where)} {change.name}", change.text, (change.about,), changed)


def _short(path: Path) -> str:
    """Write a path in words: which part, counted from one, and not whether all or any of them count.

    >>> _short(("als", "alle", 1, "vorm"))
    'als.2.vorm'
    """
    steps = [step for step in path if step not in (ALL, ANY)]
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)


def only_looks_up(rule_set: RuleSet, table: Table) -> bool:
    """Tell whether a table does no more than give amounts by unique keys, like a look-up list.

    Each row but a last one that takes all the rest has one value in every column, no two rows the same,
    and gives constants or parameters that are amounts or other numbers.
    """
    if not table.outputs or any(rule_set.fact[fact].kind not in NUMERIC for fact in table.outputs):
        return False
    if any(not isinstance(output, Constant | ParameterRef) for row in table.rows for output in row.outputs):
        return False
    rows = list(table.rows)
    if rows and not _tests(rows[-1]):
        rows.pop()
    keys = [tuple(map(_key, row.cells)) for row in rows]
    return bool(keys) and all(None not in key for key in keys) and len(set(keys)) == len(keys)


def _key(cell: Condition | None) -> object:
    """Give the one value a cell asks for, or None."""
    if isinstance(cell, Comparison) and cell.operator is Operator.EQUAL and isinstance(cell.right, Constant):
        return cell.right
    return None
