"""What an alternative does to what people want: who sees it how, and what may be said of it beside another.

Whoever has a goal says first how it turns out. Others stand beside that, each with a name and a reason;
where they differ, both stay, and nothing is made of them together but the widest span.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from budget_engine.aloud.phrases import sentence
from budget_engine.case import Case, Direction, Domain, Goal

_VALUES: Mapping[Direction, tuple[int, int]] = {
    Direction.BETTER: (1, 1),
    Direction.SAME: (0, 0),
    Direction.WORSE: (-1, -1),
    Direction.UNSURE: (-1, 1),
    Direction.NOT_DISCUSSED: (-1, 1),
}
"""The worst and the best a direction can turn out to be."""

Wish: TypeAlias = tuple[Domain, str, str]
"""What makes two goals the same one: the domain, the words, and whose they are."""


@dataclass(frozen=True)
class Seen:
    """One view of what an alternative does to a goal; `is_own` of the one who has the goal."""

    said_by: str
    direction: Direction
    reasons: str | None
    is_own: bool


def wish_of(goal: Goal) -> Wish:
    """Give what makes a goal the same goal in another alternative."""
    return (goal.domain, goal.own_words, goal.said_by)


def views_of(goal: Goal) -> tuple[Seen, ...]:
    """List how people see a goal, the one who has it first and the others in the order of the case."""
    own = Seen(goal.said_by, goal.direction, goal.note, is_own=True)
    return (own, *(Seen(v.said_by, v.direction, v.reasons, is_own=False) for v in goal.seen_otherwise))


def range_of(goal: Goal) -> tuple[int, int]:
    """Give the worst and the best that a goal turns out to be in anybody's eyes; never a mean of them.

    Minus one is worse, nought the same, one better. Only where all agree is it one number.
    """
    ends = [_VALUES[view.direction] for view in views_of(goal)]
    return min(low for low, _ in ends), max(high for _, high in ends)


def is_discussed(goal: Goal) -> bool:
    """Tell whether the one who has the goal said how it turns out, if only that nobody can tell yet."""
    return goal.direction is not Direction.NOT_DISCUSSED


def is_contested(goal: Goal) -> bool:
    """Tell whether people see it differently; a view that was never asked is no other view."""
    said = {view.direction for view in views_of(goal)} - {Direction.NOT_DISCUSSED}
    return len(said) > 1


# --- not yet discussed ---------------------------------------------------------------------------------


def wishes_of(case: Case) -> tuple[Wish, ...]:
    """List every goal that some alternative names, each once."""
    return tuple(dict.fromkeys(wish_of(goal) for item in case.alternatives for goal in item.goals))


def not_discussed(case: Case) -> Mapping[str, tuple[Wish, ...]]:
    """Give for every alternative the goals of the case that nobody said anything of there."""
    everything = wishes_of(case)
    said = {
        item.id: {wish_of(goal) for goal in item.goals if is_discussed(goal)} for item in case.alternatives
    }
    return {name: tuple(wish for wish in everything if wish not in known) for name, known in said.items()}


# --- in words ------------------------------------------------------------------------------------------

DIRECTIONS: Mapping[Direction, str] = {
    Direction.BETTER: "beter",
    Direction.SAME: "gelijk",
    Direction.WORSE: "slechter",
    Direction.UNSURE: "onzeker",
    Direction.NOT_DISCUSSED: "niet besproken",
}
"""What an alternative does to a goal, in a word; the screen lists these, and sentences change one of them."""


def told(goal: Goal, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say who sees what a goal becomes, the one who has it first, and whether people agree.

    `names` gives what the people of the case are called; anybody else is called as was written.
    """
    said = [_view(view, names) for view in views_of(goal)]
    return (*said, "Hier zijn we het niet over eens.") if is_contested(goal) else tuple(said)


def _view(view: Seen, names: Mapping[str, str]) -> str:
    who = names.get(view.said_by, view.said_by)
    itself = f"{who} zelf" if view.is_own else who
    if view.direction is Direction.NOT_DISCUSSED:
        return sentence(f"{itself}: hier is nog niet over gesproken")
    why = "" if view.reasons is None else f" ({view.reasons.strip().rstrip('.')})"
    return sentence(f"{itself}: {DIRECTIONS[view.direction]}{why}")
