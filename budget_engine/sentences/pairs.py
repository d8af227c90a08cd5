"""Two alternatives that fit beside each other: every trade-off one sentence, both sides named, no verdict."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.assessment import Gate
from budget_engine.case import Direction
from budget_engine.dominance import (
    Comparison,
    GoalCompared,
    MoneyCompared,
    Ordering,
    PreferenceCompared,
)
from budget_engine.drafts.labels import GATES
from budget_engine.goals import DIRECTIONS
from budget_engine.returns import NOTHING
from budget_engine.returns.said import PARTIES
from budget_engine.sentences.names import Names, money
from budget_engine.values import show_date

BECOMES: Mapping[Direction, str] = {**DIRECTIONS, Direction.SAME: "blijft zoals het is"}
"""What becomes of a goal, where another alternative is near: 'gelijk' would read there as equal to that one."""

_TURN: Mapping[Direction, str] = {
    Direction.BETTER: "wordt dat beter",
    Direction.SAME: "blijft dat zoals het is",
    Direction.WORSE: "wordt dat slechter",
    Direction.UNSURE: "is dat onzeker",
    Direction.NOT_DISCUSSED: "is dat niet besproken",
}
"""What an alternative does to a goal, after 'bij'."""


def tradeoff_sentences(item: Comparison, gates: Mapping[str, Gate], names: Names) -> Iterator[str]:
    """Tell what sets two alternatives apart: goals, then what people would rather have, then money.

    Where the law says something else of both, that is told first: it is no point for either.
    """
    mine, theirs = gates[item.one], gates[item.other]
    if mine is not theirs:
        one, other = names.alternative(item.one), names.alternative(item.other)
        yield f"Wat de wet zegt, verschilt: {one}: {GATES[mine]}; {other}: {GATES[theirs]}."
    yield from _goals(item, names)
    yield from _preference(item, names)
    yield from _money(item, names)
    worse = item.nowhere_better
    if worse is not None:
        other = item.other if worse == item.one else item.one
        yield (
            f"Op geen enkel punt dat hier is vergeleken, is {names.alternative(worse)} beter dan "
            f"{names.alternative(other)}."
        )


# --- goals ------------------------------------------------------------------------------------------------


View: TypeAlias = tuple[Direction | None, bool]
"""How the one who has a goal sees what becomes of it, and whether somebody sees it otherwise."""


def _goals(item: Comparison, names: Names) -> Iterator[str]:
    if not item.goals:
        yield "Er zijn nog geen doelen vastgelegd; wat elke variant voor mensen doet, is dus niet vergeleken."
    alike: dict[tuple[Ordering, View, View], list[GoalCompared]] = {}
    for goal in item.goals:
        views = (goal.one, goal.one_contested), (goal.other, goal.other_contested)
        alike.setdefault((goal.outcome, *views), []).append(goal)
    for outcome in Ordering:
        for (found, mine, theirs), goals in alike.items():
            if found is outcome:
                yield _goal(outcome, (mine, theirs), names.wishes(goals), item, names)


def _goal(
    outcome: Ordering,
    views: tuple[View, View],
    wishes: str,
    item: Comparison,
    names: Names,
) -> str:
    one, other = names.alternative(item.one), names.alternative(item.other)
    mine, theirs = views
    match outcome:
        case Ordering.BETTER:
            return _ahead(one, other, wishes, mine[0], theirs[0])
        case Ordering.WORSE:
            return _ahead(other, one, wishes, theirs[0], mine[0])
        case Ordering.EQUAL:
            return f"Voor {wishes} is de inschatting bij beide gelijk: {_seen(mine)}."
        case Ordering.INDISTINCT:
            start = f"Voor {wishes} is niet te onderscheiden welke variant meer doet: "
            if mine == theirs:
                return f"{start}bij beide {_seen(mine)}."
            return f"{start}bij {one} {_seen(mine)}, bij {other} {_seen(theirs)}."
        case Ordering.NOT_DISCUSSED:
            lacking = [name for name, seen in ((one, mine), (other, theirs)) if seen[0] is None]
            where = "geen van beide" if len(lacking) > 1 else lacking[0]
            if len(lacking) > 1:
                return f"Wat deze varianten doen voor {wishes}, is bij {where} besproken."
            return f"Wat {where} doet voor {wishes}, is niet besproken."


def _ahead(
    better: str, worse: str, wishes: str, direction: Direction | None, behind: Direction | None
) -> str:
    turn = "is dat niet besproken" if behind is None else _TURN[behind]
    if direction is Direction.BETTER:
        return f"{better} doet meer voor {wishes}; bij {worse} {turn}."
    return f"Voor {wishes} verandert er bij {better} niets; bij {worse} {turn}."


def _seen(view: View) -> str:
    direction, is_contested = view
    if direction is None:
        return "niet besproken"
    said = BECOMES[direction]
    return f"{said} volgens wie het wil, en daar is men het niet over eens" if is_contested else said


# --- what people would rather have ---------------------------------------------------------------------------


def _preference(item: Comparison, names: Names) -> Iterator[str]:
    if not item.preference:
        yield "Welke variant de mensen om wie het gaat liever hebben, is nog niet besproken."
    one, other = names.alternative(item.one), names.alternative(item.other)
    told = {outcome: _who(item.preference, outcome) for outcome in Ordering}
    sides = [
        f"{names.persons(whom)} {_have(whom)} liever {name}"
        for name, whom in ((one, told[Ordering.BETTER]), (other, told[Ordering.WORSE]))
        if whom
    ]
    if sides:
        yield f"{'; '.join(sides)}."
    if told[Ordering.EQUAL]:
        yield f"Voor {names.persons(told[Ordering.EQUAL])} staan beide op dezelfde plaats."
    silent = told[Ordering.NOT_DISCUSSED]
    if silent:
        yield f"Welke van de twee {names.persons(silent)} liever {_have(silent)}, is niet besproken."


def _who(preference: Iterable[PreferenceCompared], outcome: Ordering) -> list[str]:
    return [item.said_by for item in preference if item.outcome is outcome]


def _have(whom: list[str]) -> str:
    return "heeft" if len(whom) == 1 else "hebben"


# --- money ------------------------------------------------------------------------------------------------


def _money(item: Comparison, names: Names) -> Iterator[str]:
    if not item.money:
        yield "Wat elke variant kost, is nog niet te vergelijken: de eerste dag van de vergelijking ontbreekt."
    nothing = [side for side in item.money if side.one == side.other == NOTHING]
    unknown = [side for side in item.money if _is_unknown(side)]
    for side in item.money:
        if side not in nothing and side not in unknown:
            yield sentence(_paid(side, item, names))
    if unknown:
        yield f"Wat {_parties(unknown)} in {names.period} {_pay(unknown)}, is bij beide niet bekend."
    if nothing:
        yield sentence(f"{_parties(nothing)} {_pay(nothing)} bij beide niets")


def _is_unknown(side: MoneyCompared) -> bool:
    return not any(cents is not None for amount in (side.one, side.other) for cents in amount.ends)


def _parties(sides: Iterable[MoneyCompared]) -> str:
    return enumerated(PARTIES[side.party] for side in sides)


def _pay(sides: list[MoneyCompared]) -> str:
    return "betaalt" if len(sides) == 1 else "betalen"


def _paid(side: MoneyCompared, item: Comparison, names: Names) -> str:
    one, other = names.alternative(item.one), names.alternative(item.other)
    party, mine, theirs = PARTIES[side.party], money(side.one), money(side.other)
    start = f"wat {party} in {names.period} betaalt, is"
    match side.outcome:
        case Ordering.BETTER:
            return f"{party} betaalt in {names.period} minder bij {one}: {mine}, tegen {theirs} bij {other}"
        case Ordering.WORSE:
            return f"{party} betaalt in {names.period} minder bij {other}: {theirs}, tegen {mine} bij {one}"
        case Ordering.EQUAL:
            return f"{start} bij beide even hoog geraamd: {mine}"
        case Ordering.INDISTINCT | Ordering.NOT_DISCUSSED:
            said = f"{start} niet te onderscheiden: {mine} bij {one} tegen {theirs} bij {other}"
            return " ".join(map(sentence, (said, *_late(side, names))))


def _late(side: MoneyCompared, names: Names) -> Iterator[str]:
    """Say of help that comes too late that what is not paid until then is no return."""
    less = "wat tot die tijd niet wordt betaald" if side.one == side.other else "dat het minder kost"
    for item in side.because:
        what = f"{names.claim(item.claim)} bij {names.alternative(item.alternative)}"
        yield (
            f"wanneer {what} begint, is niet bekend; {less}, is geen opbrengst"
            if item.since is None
            else f"{what} komt er pas vanaf {show_date(item.since)}; {less}, is geen opbrengst"
        )
