"""The ways it could go, side by side in words: what each does to what people want, and what it asks of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from budget_engine.assessment import Finding
from budget_engine.case import Alternative, AlternativeKind, Direction, Goal
from budget_engine.family.people import named
from budget_engine.family.seen import Seen
from budget_engine.goals import Wish, is_discussed, views_of, wish_of, wishes_of
from budget_engine.language.register import Effect


@dataclass(frozen=True)
class Choice:
    """One way it could go: what it does to what people want, what help is in it, and what it asks."""

    name: str
    goals: tuple[str, ...]
    help: tuple[str, ...]
    does: tuple[str, ...]
    needed: tuple[str, ...]
    liked: tuple[str, ...]
    is_without_help: bool


_KINDS: Mapping[AlternativeKind, str] = {
    AlternativeKind.NOTHING_CHANGES: "Als er niets verandert",
    AlternativeKind.USUAL_ROUTE: "De gewone hulp",
    AlternativeKind.OWN_PLAN: "Uw eigen plan",
    AlternativeKind.VARIANT: "Een andere keuze",
}
_NAMED = (AlternativeKind.OWN_PLAN, AlternativeKind.VARIANT)
_BECOMES: Mapping[Direction, str] = {
    Direction.BETTER: "wordt beter",
    Direction.SAME: "blijft zoals het is",
    Direction.WORSE: "wordt slechter",
    Direction.UNSURE: "dat weten wij nog niet",
    Direction.NOT_DISCUSSED: "daar hebben wij het nog niet over gehad",
}


def choices(seen: Seen) -> Iterator[Choice]:
    """Walk the ways it could go, in the order of the case."""
    wishes = [wish for wish in wishes_of(seen.case) if seen.may_name(wish[2])]
    for item in seen.case.alternatives:
        claims = [name for name in item.claims if seen.sees(name)]
        yield Choice(
            name=choice_name(seen, item),
            goals=tuple(line for wish in wishes for line in _goal(seen, item, wish)),
            help=tuple(dict.fromkeys(seen.claim(name) for name in claims)),
            does=tuple(
                named(seen, own) for own in seen.case.support if own.id in item.support and seen.sees(own.id)
            ),
            needed=tuple(dict.fromkeys(_needed(seen, claims))),
            liked=tuple(_liked(seen, item)),
            is_without_help=not item.claims,
        )


def choice_name(seen: Seen, item: Alternative) -> str:
    """Give what a choice is called here."""
    word = _KINDS[item.kind]
    own = seen.words.name(item.name) if item.kind in _NAMED else None
    if own is None or own.lower() == word.lower():
        return word
    return f"{word}: {own}" if item.kind is AlternativeKind.OWN_PLAN else own


def _goal(seen: Seen, item: Alternative, wish: Wish) -> Iterator[str]:
    """Say what becomes of a goal, as whoever has it sees it, and who of those here sees it otherwise."""
    goal = next((own for own in item.goals if wish_of(own) == wish), None)
    becomes = _BECOMES[Direction.NOT_DISCUSSED if goal is None else goal.direction]
    yield f"“{wish[1].strip().rstrip('.')}” ({seen.people.get(wish[2], wish[2])}): {becomes}."
    if goal is not None:
        yield from _otherwise(seen, goal)


def _otherwise(seen: Seen, goal: Goal) -> Iterator[str]:
    for view in views_of(goal):
        if not view.is_own and view.said_by in seen.people and seen.may_name(view.said_by):
            how = "ziet dit anders" if is_discussed(goal) else "zegt"
            yield f"{seen.people[view.said_by]} {how}: {_BECOMES[view.direction]}."


def _needed(seen: Seen, claims: Collection[str]) -> Iterator[str]:
    """Walk what is needed before the help of this choice can be given."""
    for finding in seen.weighing.assessment.findings:
        if finding.effect is Effect.CONDITION and finding.about in claims:
            text = resident_text(seen, finding)
            if text is not None:
                yield text


def _liked(seen: Seen, item: Alternative) -> Iterator[str]:
    for own in item.preference:
        if own.said_by in seen.people and seen.may_name(own.said_by):
            name = seen.people[own.said_by]
            yield f"{name} wil dit het liefst." if own.rank == 1 else f"{name} zet dit op plaats {own.rank}."


def resident_text(seen: Seen, finding: Finding) -> str | None:
    """Give what the rules say to residents of a finding that holds; None where it may not be told here."""
    if finding.holds is not True or not finding.counts or not seen.sees(finding.about):
        return None
    if not seen.rests_on_what_is_seen(finding.decisive):
        return None
    said = seen.rule_set.consequence_of_finding[finding.rule].resident_text
    return None if said is None else seen.words.text(said)
