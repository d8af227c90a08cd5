"""The ways it could go, side by side in words: what each does to what people want, and what it asks of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated
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
    AlternativeKind.OWN_PLAN: "Eigen plan",
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
            goals=tuple(_goals(seen, item, wishes)),
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
    word = _whose_plan(seen, item) if item.kind is AlternativeKind.OWN_PLAN else _KINDS[item.kind]
    own = seen.words.name(item.name) if item.kind in _NAMED else None
    if own is None or own.lower() in (word.lower(), _KINDS[item.kind].lower()):
        return word
    return f"{word}: {own}" if item.kind is AlternativeKind.OWN_PLAN else own


def _whose_plan(seen: Seen, item: Alternative) -> str:
    """Name whose plan it is: of those who want it most and may be spoken of; without them it is nobody's."""
    wanting = [own.said_by for own in item.preference if own.rank == 1]
    if wanting and all(who in seen.people and seen.may_name(who) for who in wanting):
        return f"Het plan van {enumerated(seen.people[who] for who in wanting)}"
    return _KINDS[AlternativeKind.OWN_PLAN]


def _goals(seen: Seen, item: Alternative, wishes: Sequence[Wish]) -> Iterator[str]:
    """Say what becomes of each goal, as whoever has it sees it, and who of those here sees it otherwise."""
    silent = []
    for wish in wishes:
        goal = next((own for own in item.goals if wish_of(own) == wish), None)
        said = f"“{wish[1].strip().rstrip('.')}” ({seen.people.get(wish[2], wish[2])})"
        others = [] if goal is None else list(_otherwise(seen, goal))
        if not others and (goal is None or not is_discussed(goal)):
            silent.append(said)
            continue
        yield f"{said}: {_BECOMES[Direction.NOT_DISCUSSED if goal is None else goal.direction]}."
        yield from others
    if silent:
        yield f"Daar hebben wij het nog niet over gehad: {'; '.join(silent)}."


def _otherwise(seen: Seen, goal: Goal) -> Iterator[str]:
    for view in views_of(goal):
        if not view.is_own and view.said_by in seen.people and seen.may_name(view.said_by):
            how = "ziet dit anders" if is_discussed(goal) else "zegt"
            yield f"{seen.people[view.said_by]} {how}: {_BECOMES[view.direction]}."


def _needed(seen: Seen, claims: Collection[str]) -> Iterator[str]:
    """Walk what is needed before the help of this choice can be given."""
    for finding in seen.weighing.assessment.findings:
        if finding.effect is Effect.CONDITION and finding.about in claims:
            yield from told(seen, finding)


def _liked(seen: Seen, item: Alternative) -> Iterator[str]:
    for own in item.preference:
        if own.said_by in seen.people and seen.may_name(own.said_by):
            name = seen.people[own.said_by]
            yield f"{name} wil dit het liefst." if own.rank == 1 else f"{name} zet dit op plaats {own.rank}."


def told(seen: Seen, finding: Finding) -> Iterator[str]:
    """Tell residents of a finding; where the same is known by now, that it is known and not that it is asked."""
    known = (
        other
        for other in seen.weighing.assessment.findings
        if (other.slug, other.about, other.effect) == (finding.slug, finding.about, Effect.CONCERN)
        and finding.effect is Effect.CONDITION
        and other.holds is True
    )
    text = resident_text(seen, next(known, finding))
    if text is not None:
        yield text


def resident_text(seen: Seen, finding: Finding) -> str | None:
    """Give what the rules say to residents of a finding that holds; None where it may not be told here."""
    if finding.holds is not True or not finding.counts or not seen.sees(finding.about):
        return None
    if not seen.rests_on_what_is_seen(finding.decisive):
        return None
    said = seen.rule_set.consequence_of_finding[finding.rule].resident_text
    return None if said is None else seen.words.text(said)
