"""What people typed while they looked back at a part-decision, read as an evaluation.

It is kept in the dossier field by field, as everything else that is typed, until it is recorded as an event. It
is no part of the case, and does not make a sealed dossier one that was changed.
"""

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from budget_engine.afterwards import Agreed, Evaluation, GoalNow, OnePart
from budget_engine.case import Case, Direction
from budget_engine.decision import Decision
from budget_engine.drafts import typed
from budget_engine.drafts.entry import EXISTS, Draft, Field, Given, joined
from budget_engine.drafts.shape import AFTER, GOALS
from budget_engine.errors import InputError, Issue, Place
from budget_engine.glossary import NO, YES
from budget_engine.language.fact import Kind

FIRST = "0"
"""The first view of a goal, which is always asked for; others are added."""
DAY, PRESENT, WORKS, WORKS_NOT, AGREED, AGREEMENT = (
    "datum", "aanwezig", "werkt", "werkt_niet", "afgesproken", "afspraak",
)  # fmt: skip
DIRECTION, WHO, WHY = "richting", "wie", "reden"
CORRECTS, WRONG = "verbetert", "wat_was_verkeerd"
"""The number of the event that is being mended, and what was wrong in it."""
_DIGITS = 9  # of the number of an event; no file holds more of them


def place_of(record: int, part: OnePart) -> Field:
    """Give where it is typed how people look back at a part-decision."""
    return joined(AFTER, str(record), part.person, part.law)


def views_at(record: int, part: OnePart, goal: int) -> Field:
    """Give where the views of a goal are typed."""
    return joined(place_of(record, part), GOALS, str(goal))


def goals_of(case: Case, decision: Decision, person: str) -> tuple[str, ...]:
    """Give the goals that were sealed with what was chosen: those of a person, or all where that person has none."""
    goals = next((item.goals for item in case.alternatives if item.id == decision.chosen), ())
    own = [goal.own_words for goal in goals if goal.said_by == person]
    return tuple(dict.fromkeys(own or (goal.own_words for goal in goals)))


def evaluation_of(draft: Draft, record: int, part: OnePart, goals: Iterable[str]) -> Evaluation:
    """Read what was typed; InputError names everything that is still missing or wrong."""
    place = place_of(record, part)
    issues: list[Issue] = []

    def said(name: str) -> str | None:
        return draft.text(joined(place, name)).strip() or None

    def lacking(what: str, text: str) -> None:
        issues.append(Issue(Place(what), text))

    day = ""
    try:
        day = typed.canonical(Kind.DATE, said(DAY) or "")
    except ValueError:
        lacking("dag", "Schrijf de dag waarop u terugkeek, zoals 1-7-2027.")
    present = tuple(line.strip() for line in (said(PRESENT) or "").splitlines() if line.strip())
    if not present:
        lacking("wie erbij waren", "Schrijf op wie erbij waren.")
    views = tuple(_views(draft, record, part, goals))
    for words, direction, who, _ in views:
        if direction != Direction.NOT_DISCUSSED and not who:
            lacking(words, "Schrijf op wie dit zegt.")
    corrects, reasons = mended(draft, record, part), said(WRONG)
    if corrects is not None and reasons is None:
        lacking("wat er verkeerd was", "Schrijf op wat er verkeerd was genoteerd.")
    agreed, agreement = said(AGREED), said(AGREEMENT)
    if agreed is None:
        lacking("wat is afgesproken", "Kies of de hulp doorgaat, wijzigt of stopt.")
    elif agreed != Agreed.GO_ON and agreement is None:
        lacking("afspraak", "Schrijf op wat er wijzigt of stopt, en waarom. Er komt een nieuw besluit.")
    if issues:
        raise InputError(issues)
    try:
        return Evaluation(
            part=part,
            day=day,
            present=present,
            goals=tuple(
                GoalNow(own_words=words, direction=Direction(direction), said_by=who, reasons=why)
                for words, direction, who, why in views
            ),
            works=said(WORKS),
            works_not=said(WORKS_NOT),
            agreed=Agreed(str(agreed)),
            agreement=agreement,
            corrects=corrects,
            reasons=reasons if corrects is not None else None,
        )
    except ValidationError as error:
        raise InputError([Issue(Place("evaluatie"), str(item["msg"])) for item in error.errors()]) from error


def _views(
    draft: Draft, record: int, part: OnePart, goals: Iterable[str]
) -> Iterator[tuple[str, str, str | None, str | None]]:
    for number, words in enumerate(goals):
        place = views_at(record, part, number)
        for name in (FIRST, *draft.parts(place)):
            direction, who, why = (
                draft.text(joined(place, name, field)).strip() for field in (DIRECTION, WHO, WHY)
            )
            if direction:
                yield words, direction, who or None, why or None
            elif name == FIRST:
                yield words, str(Direction.NOT_DISCUSSED), None, None


def mended(draft: Draft, record: int, part: OnePart) -> int | None:
    """Give the number of the event that is being mended, or None where people look back anew."""
    number = draft.text(joined(place_of(record, part), CORRECTS))
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _DIGITS else None


def is_begun(draft: Draft, record: int, part: OnePart) -> bool:
    """Tell whether somebody typed something that was not recorded yet."""
    fields = draft.under(place_of(record, part))
    return any(draft.given(field) for field in fields if not field.endswith(f"/{EXISTS}"))


def as_typed(
    record: int, number: int, evaluation: Evaluation, goals: Iterable[str]
) -> list[tuple[Field, Given]]:
    """Give what is typed to mend an event: what it says, in the fields in which people look back."""
    part = evaluation.part
    words: dict[str, Given] = {
        DAY: f"{evaluation.day:%d-%m-%Y}", PRESENT: "\n".join(evaluation.present), WORKS: evaluation.works,
        WORKS_NOT: evaluation.works_not, AGREED: str(evaluation.agreed), AGREEMENT: evaluation.agreement,
        CORRECTS: str(number),
    }  # fmt: skip
    written: list[tuple[Field, Given]] = [
        (joined(place_of(record, part), name), given) for name, given in words.items() if given
    ]
    for goal, own_words in enumerate(goals):
        views = [view for view in evaluation.goals if view.own_words == own_words]
        for name, view in enumerate(view for view in views if view.direction is not Direction.NOT_DISCUSSED):
            place = joined(views_at(record, part, goal), str(name))
            if str(name) != FIRST:
                written.append((joined(place, EXISTS), YES))
            typed_of = {DIRECTION: str(view.direction), WHO: view.said_by, WHY: view.reasons}
            written += [(joined(place, field), given) for field, given in typed_of.items() if given]
    return written


def emptied(draft: Draft, record: int, part: OnePart) -> list[tuple[Field, Given]]:
    """Give what makes the fields empty again, once what stood there was recorded."""
    return [
        (field, NO if field.endswith(f"/{EXISTS}") else None)
        for field in draft.under(place_of(record, part))
        if draft.given(field)
    ]
