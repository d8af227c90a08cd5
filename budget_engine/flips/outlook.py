"""What would turn an outcome, ready to be told: each change with what it is now, and in whose hands it lies.

An outlook never promises. It says what the rules would find if a fact were otherwise and all else stayed
as it is; whether a fact is otherwise, a person finds out.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from budget_engine.assessment import Gate
from budget_engine.flips.deciding import grounds_alone
from budget_engine.flips.search import NO_CHANGES, Changes, Turned, is_ordered, parts_of
from budget_engine.flips.subjects import (
    MOST_FACTS,
    Asked,
    OfAdvice,
    OfAmounts,
    OfFinding,
    OfGate,
    Outcome,
    Subject,
)
from budget_engine.flips.supposing import Place
from budget_engine.glossary import UNKNOWN, Noun, YesNo
from budget_engine.language.fact import FactDeclaration, LiesWith, Value, print_plain
from budget_engine.language.hands import hands_of
from budget_engine.weighing import Engine


class Hands(StrEnum):
    """In whose hands it lies that a fact is or becomes otherwise."""

    RESIDENT = "inwoner"
    WORKER = "medewerker"
    NOBODY = "niemand"


_FURTHEST = tuple(Hands)


class SubjectKind(StrEnum):
    """What kind of outcome it is."""

    FINDING = "bevinding"
    GATE = "poort"
    ADVICE = "advies"
    AMOUNTS = "bedragen"


class Change(Noun):
    """One fact that is supposed otherwise: `after`, or just as well any of `as_well`.

    Of a number or a day `after` is the nearest that turns the outcome; all `from_value` up to `to_value` come to
    the same, and where one of them is None every value on that side. `whatever` tells that any value at all does.
    """

    about: str
    asked_fact: str
    before: str
    after: str
    as_well: tuple[str, ...] = ()
    from_value: str | None = None
    to_value: str | None = None
    whatever: YesNo = False
    hands: Hands


class Flip(Noun):
    """A smallest change, what it makes of the outcome, and in whose hands it lies as a whole."""

    changes: tuple[Change, ...]
    becomes: tuple[str, ...]
    hands: Hands


class AloneGround(Noun):
    """A finding that carries an outcome, and the answers it rests on, whatever all other answers would be."""

    rule: str
    rests_on: tuple[Place, ...]


class Outlook(Noun):
    """What would turn one outcome.

    `most` is how many facts at once were supposed otherwise; `is_whole` is False where the search was cut
    off. `not_searched` are answers that are never supposed otherwise. `each_enough` holds two or more grounds
    that each carry the outcome, or nothing where there is only one.
    """

    kind: SubjectKind
    about: str
    rule: str | None
    now: tuple[str, ...]
    flips: tuple[Flip, ...]
    each_enough: tuple[AloneGround, ...]
    most: int
    is_whole: bool
    not_searched: tuple[str, ...]


def outlook(asked: Asked, subject: Subject, most: int | None = None) -> Outlook:
    """Find out what would turn an outcome, with at most so many facts at once."""
    turned = asked.turns(subject, most)
    return Outlook(
        kind=_KIND[type(subject)],
        about=subject.about,
        rule=subject.rule if isinstance(subject, OfFinding) else None,
        now=_texts(asked, subject, asked.on(subject, NO_CHANGES)),
        flips=tuple(_flip(asked, subject, changes) for changes in turned.changes),
        each_enough=tuple(
            AloneGround(rule=rule, rests_on=tuple(sorted(ground)))
            for rule, ground in grounds_alone(asked, subject)
        ),
        most=MOST_FACTS[type(subject)] if most is None else most,
        is_whole=turned.is_whole,
        not_searched=tuple(sorted(asked.space.not_searched)),
    )


_KIND = {
    OfFinding: SubjectKind.FINDING,
    OfGate: SubjectKind.GATE,
    OfAdvice: SubjectKind.ADVICE,
    OfAmounts: SubjectKind.AMOUNTS,
}


# --- one change -------------------------------------------------------------------------------------------------


def _flip(asked: Asked, subject: Subject, changes: Changes) -> Flip:
    listed = tuple(
        _change(asked, subject, place, value, changes) for place, value in sorted(changes, key=str)
    )
    return Flip(
        changes=listed,
        becomes=_texts(asked, subject, asked.on(subject, changes)),
        hands=max((item.hands for item in listed), key=_FURTHEST.index),
    )


def _change(asked: Asked, subject: Subject, place: Place, value: Value, changes: Changes) -> Change:
    about, fact = place
    declared = asked.rule_set.fact[fact]
    now = asked.space.facts.entities[about].values.get(fact)
    alike = asked.alike(subject, place, value)
    return Change(
        about=about,
        asked_fact=fact,
        before=UNKNOWN if now is None else declared.print(now),
        after=declared.print(value),
        as_well=tuple(declared.print(other) for other in alike if other != value),
        **_reach(asked, subject, place, value, changes),
        hands=in_hands_of(asked, place, declared),
    )


def _reach(asked: Asked, subject: Subject, place: Place, value: Value, changes: Changes) -> dict[str, Any]:
    """Give how far up and down a number or a day comes to the same as the one that was found; of others nothing."""
    if isinstance(subject, OfAmounts) or not is_ordered(place, asked.space.base):
        return {}
    others = frozenset(item for item in changes if item[0] != place)
    state = asked.space.base.with_changes(dict(others))
    becomes = asked.on(subject, changes)
    stretches = asked.tried(subject, place[1]).stretches(place, state)
    same = [asked.on(subject, others | {(place, start)}) == becomes for start, _ in stretches]
    here = next(number for number, ends in enumerate(stretches) if _lies_in(value, ends))
    first, last = here, here
    while first > 0 and same[first - 1]:
        first -= 1
    while last + 1 < len(same) and same[last + 1]:
        last += 1
    declared = asked.rule_set.fact[place[1]]
    return {
        "from_value": None if first == 0 else declared.print(stretches[first][0]),
        "to_value": None if last + 1 == len(same) else declared.print(stretches[last][1]),
        "whatever": all(same),
    }


def _lies_in(value: Any, ends: tuple[Any, Any]) -> bool:
    return bool(ends[0] <= value <= ends[1])


def in_hands_of(asked: Asked, place: Place, declared: FactDeclaration) -> Hands:
    """Tell in whose hands a fact lies: a circumstance that is not known or disputed is first for the worker."""
    answer = asked.answers.get(place)
    is_settled = answer is not None and answer.is_known and answer.dispute is None
    match hands_of(declared):
        case LiesWith.RESIDENT:
            return Hands.RESIDENT
        case LiesWith.MUNICIPALITY | None:
            return Hands.WORKER
        case LiesWith.NOBODY:
            return Hands.NOBODY if is_settled else Hands.WORKER


def _texts(asked: Asked, subject: Subject, outcome: Outcome) -> tuple[str, ...]:
    """Write an outcome in the codes of the rule files."""
    match subject:
        case OfFinding():
            return (
                {True: "geldt", False: "geldt_niet"}.get(outcome is True, "")
                if outcome is not None
                else UNKNOWN,
            )
        case OfGate():
            assert isinstance(outcome, Gate)
            return (str(outcome),)
        case OfAdvice():
            return (UNKNOWN if outcome is None else str(outcome),)
        case OfAmounts():
            assert isinstance(outcome, tuple)
            kinds = [asked.rule_set.fact[fact].kind for fact in asked.amount_facts]
            return tuple(
                UNKNOWN if value is None else print_plain(kind, value)
                for kind, value in zip(kinds, outcome, strict=True)
            )


# --- verified -----------------------------------------------------------------------------------------------------


def differences(
    asked: Asked, subject: Subject, turned: Turned, engines: Iterable[tuple[str, Engine]]
) -> Iterator[str]:
    """Work every change out again with whole engines, and name what does not come out as it was found.

    A change must turn the outcome, to the same for every engine, and no part of it may turn it.
    """
    now = asked.on(subject, NO_CHANGES)
    named = list(engines)
    for changes in turned.changes:
        found = asked.on(subject, changes)
        if found == now:
            yield f"{subject}: {sorted(changes, key=str)} keert de uitkomst niet om."
        for name, engine in named:
            said = asked.by(engine, subject, changes)
            if said != found:
                yield f"{subject}: {sorted(changes, key=str)} geeft {found}, {name} zegt {said}."
        for part in parts_of(changes):
            if asked.on(subject, part) != now:
                yield f"{subject}: {sorted(part, key=str)} keert de uitkomst al om."
