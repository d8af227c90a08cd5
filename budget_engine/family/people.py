"""What people ask and want in their own words, what they do themselves, and who helps, as they say it."""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.aloud.phrases import sentence
from budget_engine.case import Support
from budget_engine.family.seen import Seen
from budget_engine.glossary import NO, YES
from budget_engine.goals import wishes_of
from budget_engine.language.fact import Giver, Outlet
from budget_engine.language.rule_set import Stage
from budget_engine.offered import called


@dataclass(frozen=True)
class Wanted:
    """What one person asks and wants, in their own words."""

    who: str
    needs: tuple[str, ...]
    goals: tuple[str, ...]


def wanted(seen: Seen) -> Iterator[Wanted]:
    """Walk what each person asks and wants, of those whose room may be seen."""
    for person in seen.case.persons:
        if person.id not in seen.rooms:
            continue
        needs = (item.own_words for item in seen.case.needs if item.person == person.id)
        goals = (words for _, words, who in wishes_of(seen.case) if who == person.id)
        asked, hoped = (tuple(dict.fromkeys(filter(None, listed))) for listed in (needs, goals))
        if asked or hoped:
            yield Wanted(seen.people[person.id], asked, hoped)


def help_given(seen: Seen) -> Iterator[str]:
    """Say what people do themselves and who helps, with how heavy it is as they say it."""
    return (" ".join(_told(seen, item)) for item in seen.case.support if seen.sees(item.id))


def named(seen: Seen, item: Support) -> str:
    """Give what help is called."""
    return (seen.words.name(item.name) or "hulp").rstrip(". ")


def _told(seen: Seen, item: Support) -> Iterator[str]:
    name, whom, who = named(seen, item), seen.people.get(item.offered_to, item.offered_to), _giver(seen, item)
    often = _answer(seen, item, Outlet.HOW_OFTEN)
    when = f", {often.strip().rstrip('.')}" if often is not None else ""
    match _given_as(seen, item):
        case Giver.NEIGHBOURHOOD:
            yield sentence(f"{name}: dit is er voor {whom}{when}")
            return
        case Giver.RESIDENT:
            yield sentence(f"{name}: {whom} doet dit zelf{when}")
        case Giver.HOUSEHOLD | Giver.NETWORK | None:
            helps = f"dit is hulp voor {whom}" if who is None else f"{who} helpt {whom}"
            yield sentence(f"{name}: {helps}{when}")
    offer = _answer(seen, item, Outlet.OFFERED)
    offered = None if offer is None else seen.words.name(offer.strip(_QUOTES + " "))
    if offered is not None:  # in the words of whoever wrote it down, so it is no quotation
        yield sentence(f"wat wordt aangeboden: {offered.rstrip('.')}")
    load = _answer(seen, item, Outlet.LOAD)
    if load is not None:
        yield sentence(f"dit is {load}" if who is None else f"voor {who} is dit {load}")
    lasts = _answer(seen, item, Outlet.LASTS)
    if lasts in _LASTS:
        yield sentence(f"{who or 'wie dit doet'} {_LASTS[lasts]}")


_QUOTES = '"“”'
_LASTS = {YES: "houdt dit vol", NO: "houdt dit zo niet vol"}


def _giver(seen: Seen, item: Support) -> str | None:
    """Name who helps, or None where nobody wrote that down."""
    if item.given_by is not None and item.given_by in seen.people:
        return seen.people[item.given_by]
    return None if item.given_by is None else seen.words.person(called(item.given_by))


def _given_as(seen: Seen, item: Support) -> Giver | None:
    declared = seen.rule_set.outlet.get(Outlet.GIVER)
    derived = seen.weighing.outcomes[Stage.ASSESSMENT].derived
    value = None if declared is None else derived.get((declared.name, item.id))
    return Giver(value) if isinstance(value, str) else None


def _answer(seen: Seen, item: Support, outlet: Outlet) -> str | None:
    """Give what is known of help through a door, as people say it."""
    declared = seen.rule_set.outlet.get(outlet)
    if declared is None or seen.is_special(declared.name):
        return None
    answer = seen.answers.get((item.id, declared.name))
    if answer is None or not answer.is_known:
        return None
    return declared.choices.get(answer.given, answer.given)
