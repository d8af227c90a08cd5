"""What a family may see at the table: what everybody who is there may see, and nothing else.

It is built up from what may be shown, never from everything with something left out: names, what people said
themselves, what they offer, and the texts that the rules have for residents. No fact of a special class, no
amount and nothing of a room that somebody present may not see is looked at.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.family.choices import Choice, choices
from budget_engine.family.law import LawSays, law_says, questions, seen_otherwise, what_comes
from budget_engine.family.people import Wanted, help_given, wanted
from budget_engine.family.seen import Seen
from budget_engine.language.rule_set import RuleSet
from budget_engine.resident_words import explained, resident_words
from budget_engine.sight import sights_of, visible
from budget_engine.weighing import Weighing


@dataclass(frozen=True)
class FamilyView:
    """The whole screen; `nothing` says why it is empty, and `is_partial` that there is more than is shown."""

    people: tuple[str, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    help: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    law: tuple[LawSays, ...] = ()
    otherwise: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    comes: tuple[str, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    is_partial: bool = False
    nothing: str | None = None


NOBODY = "Er is nog niet aangegeven wie er aan tafel zitten."
NOT_TOGETHER = "Wat er is opgeschreven, bespreken wij met ieder apart."
_MOST_QUESTIONS = 6  # our own choice: what a family can take in at once
_MOST_TERMS = 4  # the same for days


def family_view(
    case: Case,
    rule_set: RuleSet,
    weighing: Weighing,
    present: Collection[str],
    on: date,
    decision: Decision | None = None,
) -> FamilyView:
    """Give what those who are present may all see; `present` are people of the case, or anybody else in words."""
    if not present:
        return FamilyView(nothing=NOBODY)
    sights = sights_of(case, rule_set, weighing)
    rooms = visible(sights, present)
    if not rooms:
        return FamilyView(nothing=NOT_TOGETHER, is_partial=True)
    hidden = {person.id for person in case.persons if person.id not in rooms}
    words = resident_words(case, rule_set, on, hidden - set(present))
    seen = Seen(case, rule_set, weighing, rooms, words, on, decision)
    named = [name for who, name in seen.people.items() if who in rooms or who in present]
    found = FamilyView(
        people=tuple(named),
        wanted=tuple(wanted(seen)),
        help=tuple(help_given(seen)),
        choices=tuple(choices(seen)),
        law=tuple(dict.fromkeys(law_says(seen))),
        otherwise=tuple(dict.fromkeys(seen_otherwise(seen))),
        questions=tuple(dict.fromkeys(questions(seen)))[:_MOST_QUESTIONS],
        comes=tuple(dict.fromkeys(what_comes(seen)))[:_MOST_TERMS],
        is_partial=len(rooms) < len(sights),
    )
    return replace(found, meanings=tuple(explained(words, _lines(found)).items()))


def _lines(found: FamilyView) -> list[str]:
    """List what stands on the screen, to see which words of the trade are in it."""
    lines = [*found.help, *found.otherwise, *found.questions, *found.comes]
    for choice in found.choices:
        lines += [choice.name, *choice.help, *choice.does, *choice.needed]
    for item in found.law:
        lines += [item.what, item.says, *item.why]
    return lines
