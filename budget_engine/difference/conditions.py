"""The smallest difference between two conditions or two formulas, said in verb phrases.

Each phrase goes after "In de regel '...'": "komt een voorwaarde erbij: ...", "gaat de grens van ... van 18
naar 21". Parts are paired by what they test, never by where they stand.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from budget_engine.aloud.phrases import MEMBERS
from budget_engine.difference.words import Words, listed
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Between,
    Comparison,
    Condition,
    Constant,
    EveryMember,
    Not,
    OneOf,
    Operator,
    SomeMember,
    Term,
    Total,
)

_Test: TypeAlias = Comparison | OneOf | Between
_TEST = (Comparison, OneOf, Between)
_Part = TypeVar("_Part")

REORDERED = "verandert alleen de volgorde of de schrijfwijze; de betekenis blijft gelijk"


class Edits:
    """Says how a condition of the old rules becomes one of the new."""

    def __init__(self, old: Words, new: Words) -> None:
        self.old = old
        self.new = new

    def condition(self, old: Condition, new: Condition, where: str = "") -> Iterator[str]:
        """Walk the edits from one condition to another; nothing when only order differs.

        `where` says inside what the parts stand, as "onder 'niet'".
        """
        if old == new:
            return
        kind = _list_kind(old, new)
        if kind is not None:
            yield from self._parts(kind, _parts_of(kind, old), _parts_of(kind, new), where)
            return
        if isinstance(old, Not) and isinstance(new, Not):
            yield from self.condition(old.part, new.part, _inside(where, "onder 'niet'"))
        elif isinstance(old, SomeMember | EveryMember) and _same_members(old, new):
            assert isinstance(new, SomeMember | EveryMember)
            each = "minstens één" if isinstance(old, SomeMember) else "elk"
            among = f"voor {each} van de {MEMBERS[old.relation]}"
            yield from self.condition(old.where, new.where, _inside(where, among))
        elif isinstance(old, _TEST) and isinstance(new, _TEST) and _subject(old) == _subject(new):
            yield from self._test(old, new, where)
        else:
            yield self._replaced(self.old.condition(old), self.new.condition(new), where)

    def _parts(
        self, kind: type[AllOf] | type[AnyOf], old: Sequence[Condition], new: Sequence[Condition], where: str
    ) -> Iterator[str]:
        """Walk the edits between two lists of parts, whatever their order."""
        gone, come = without(old, new), without(new, old)
        found: list[str] = []
        for one, other in paired(gone, come, _likeness):
            found += list(self.condition(one, other, where)) or [f"{REORDERED}{_at(where)}"]
            gone.remove(one)
            come.remove(other)
        what = "voorwaarde" if kind is AllOf else "mogelijkheid"
        if where:
            what = f"{what} {where}"
        yield from (f"vervalt een {what}: {self.old.condition(part)}" for part in gone)
        yield from (f"komt een {what} erbij: {self.new.condition(part)}" for part in come)
        yield from found

    def _replaced(self, old: str, new: str, where: str) -> str:
        if old == new:  # the words do not tell them apart; the tree does
            return f"is de voorwaarde anders opgebouwd{_at(where)}: {new}"
        return f"geldt voortaan{_at(where)}: {new}; eerst was dat: {old}"

    # --- one test ------------------------------------------------------------------------------------

    def _test(self, old: _Test, new: _Test, where: str) -> Iterator[str]:
        subject, before, after = _subject(new), _options(old), _options(new)
        if before is not None and after is not None and (len(before) > 1 or len(after) > 1):
            yield from self._choices(subject, before, after, where)
        elif isinstance(old, Comparison) and isinstance(new, Comparison) and _has_bound(old, new):
            yield from self._bound("grens", subject, old.right, new.right, where)
        elif isinstance(old, Between) and isinstance(new, Between):
            if old.low != new.low:
                yield from self._bound("ondergrens", subject, old.low, new.low, where)
            if old.high != new.high:
                yield from self._bound("bovengrens", subject, old.high, new.high, where)
        else:
            yield self._replaced(self.old.condition(old), self.new.condition(new), where)

    def _bound(self, what: str, subject: Term, old: Term, new: Term, where: str) -> Iterator[str]:
        of = self.new.term(subject)
        before, after = self.old.term(old, subject), self.new.term(new, subject)
        if before == after:
            after = f"{after} (anders berekend)"
        yield f"gaat de {what} voor {of}{_at(where)} van {before} naar {after}"

    def _choices(
        self, subject: Term, old: Sequence[Constant], new: Sequence[Constant], where: str
    ) -> Iterator[str]:
        of = f"bij {self.new.term(subject)}{_at(where)}"
        gone, come = without(old, new), without(new, old)
        if gone:
            said = listed([self.old.term(option, subject) for option in gone])
            yield f"{'vervallen' if len(gone) > 1 else 'vervalt'} {of} de {_choice(gone)} {said}"
        if come:
            said = listed([self.new.term(option, subject) for option in come])
            yield f"{'komen' if len(come) > 1 else 'komt'} {of} de {_choice(come)} {said} erbij"

    # --- formulas --------------------------------------------------------------------------------------

    def term(self, old: Term, new: Term, what: str) -> Iterator[str]:
        """Walk the edits from one formula to another; `what` is what it works out, as "de laatste dag"."""
        if old == new:
            return
        if isinstance(old, Total) and isinstance(new, Total) and _same_total(old, new):
            if old.where is not None and new.where is not None:
                among = f"voor wat meetelt in {what}"
                yield from self.condition(old.where, new.where, among)
            if old.of is not None and new.of is not None:
                yield from self.term(old.of, new.of, what)
            return
        before, after = self.old.term(old), self.new.term(new)
        if before == after:
            yield f"is {what} anders opgebouwd: {after}"
        else:
            yield f"is {what} voortaan {after}; eerst was dat {before}"


def _same_total(old: Total, new: Total) -> bool:
    """Tell whether two totals differ in what counts alone."""
    shape = [(total.where is None, total.of is None) for total in (old, new)]
    return shape[0] == shape[1] and replace(old, where=None, of=None) == replace(new, where=None, of=None)


def _at(where: str) -> str:
    return f" {where}" if where else ""


def _inside(where: str, inner: str) -> str:
    return f"{where}, {inner}" if where else inner


def _choice(options: Sequence[Constant]) -> str:
    return "keuzes" if len(options) > 1 else "keuze"


def _list_kind(old: Condition, new: Condition) -> type[AllOf] | type[AnyOf] | None:
    """Tell as which list both are compared: a condition that stands alone is a list of one."""
    kinds = {type(node) for node in (old, new) if isinstance(node, AllOf | AnyOf)}
    if len(kinds) != 1:
        return None
    kind = AllOf if AllOf in kinds else AnyOf
    alone = next((node for node in (old, new) if not isinstance(node, kind)), None)
    parts = next(node.parts for node in (old, new) if isinstance(node, AllOf | AnyOf))
    return (
        None
        if alone is not None and not any(part == alone or _likeness(part, alone) for part in parts)
        else kind
    )


def _parts_of(kind: type[AllOf] | type[AnyOf], node: Condition) -> Sequence[Condition]:
    return node.parts if isinstance(node, AllOf | AnyOf) and type(node) is kind else (node,)


def _subject(node: _Test) -> Term:
    return node.left if isinstance(node, Comparison) else node.term


def _options(node: _Test) -> tuple[Constant, ...] | None:
    """Give what a test allows one by one, or None where it is a bound or another fact."""
    if isinstance(node, OneOf):
        return node.options
    if isinstance(node, Between):
        return None
    is_choice = node.operator is Operator.EQUAL and isinstance(node.right, Constant)
    return (node.right,) if is_choice and isinstance(node.right, Constant) else None


def _has_bound(old: Comparison, new: Comparison) -> bool:
    """Tell whether two tests differ in nothing but what can be higher or lower."""
    return old.operator is new.operator and not any(
        isinstance(node.right, Constant) and isinstance(node.right.value, bool | str) for node in (old, new)
    )


def _same_members(old: SomeMember | EveryMember, new: Condition) -> bool:
    return (
        isinstance(new, SomeMember | EveryMember) and type(old) is type(new) and old.relation == new.relation
    )


def _likeness(one: Condition, other: Condition) -> int:
    """Tell how alike two parts are; nothing when they have nothing to do with each other."""
    if isinstance(one, _TEST) and isinstance(other, _TEST):
        return 2 + (type(one) is type(other)) if _subject(one) == _subject(other) else 0
    if isinstance(one, AllOf | AnyOf) and isinstance(other, AllOf | AnyOf):
        return min(2, sum(part in other.parts for part in one.parts)) if type(one) is type(other) else 0
    if isinstance(one, Not) and isinstance(other, Not):
        return 1 if one.part == other.part or _likeness(one.part, other.part) else 0
    if isinstance(one, Not) or isinstance(other, Not):
        return 1 if _undenied(one) == _undenied(other) else 0
    return 1 if isinstance(one, SomeMember | EveryMember) and _same_members(one, other) else 0


def _undenied(node: Condition) -> Condition:
    return node.part if isinstance(node, Not) else node


def without(parts: Iterable[_Part], others: Iterable[_Part]) -> list[_Part]:
    """List the parts that are not among others, each counted as often as it stands there."""
    left = list(others)
    found = []
    for part in parts:
        if part in left:
            left.remove(part)
        else:
            found.append(part)
    return found


def paired(
    old: Sequence[_Part], new: Sequence[_Part], likeness: Callable[[_Part, _Part], int]
) -> Iterator[tuple[_Part, _Part]]:
    """Pair what is most alike, each at most once; the first wins where two are as much alike."""
    ranked = sorted(
        (-alike, i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if (alike := likeness(one, other)) > 0
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in ranked:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield old[i], new[j]
