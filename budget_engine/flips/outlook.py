"""What would turn an outcome, ready to be told: each change with what it is now, and in whose hands it lies.

An outlook never promises. It says what the rules would find if a fact were otherwise and all else stayed
as it is; whether a fact is otherwise, a person finds out.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

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

    `whatever` tells that it is not known now, and that any value at all comes to the same.
    """

    about: str
    asked_fact: str
    before: str
    after: str
    as_well: tuple[str, ...] = ()
    whatever: YesNo = False
    hands: Hands


class Flip(Noun):
    """A smallest change, what it makes of the outcome, and in whose hands it lies as a whole."""

    changes: tuple[Change, ...]
    becomes: tuple[str, ...]
    hands: Hands


class AloneGround(Noun):
    """Facts that carry an outcome by themselves, whatever the other facts that were searched would be."""

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
            AloneGround(rests_on=tuple(sorted(ground))) for ground in grounds_alone(asked, subject)
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
        whatever=now is None and _whatever(asked, subject, place, changes),
        hands=in_hands_of(asked, place, declared),
    )


def _whatever(asked: Asked, subject: Subject, place: Place, changes: Changes) -> bool:
    """Tell whether every value of a number or a day comes to the same: one of each stretch is tried."""
    if not is_ordered(place, asked.space.base):
        return False
    others = frozenset(item for item in changes if item[0] != place)
    state = asked.space.base.with_changes(dict(others))
    tried = asked.tried(subject, place[1]).of(place, state)
    becomes = asked.on(subject, changes)
    return all(asked.on(subject, others | {(place, value)}) == becomes for value in tried)


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
