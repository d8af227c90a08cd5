"""A simple request on its way to a decision: what asks for more than the short route, and what is filled in.

What asks for more is named and never passed over; what the seal asks of every decision it asks here too.
"""

from collections.abc import Iterator
from datetime import date

from budget_engine.assessment import Finding
from budget_engine.authority import Login
from budget_engine.case import AlternativeKind
from budget_engine.decision import INTENDED, Result
from budget_engine.drafts import answers
from budget_engine.drafts.called import NEEDS, PEOPLE, SUPPORT
from budget_engine.drafts.entry import EXISTS, Draft, Entry, joined
from budget_engine.drafts.options import CLAIMS, SOLUTIONS, VARIANTS, kind_of
from budget_engine.drafts.proposal import Written, claim_place, mandates_for, part_place, proposal
from budget_engine.drafts.provisions import IN_KIND, unit_word
from budget_engine.drafts.shape import DECISION, MATTER, VALUE
from budget_engine.drafts.short_answers import place_of, to_judge, unsettled
from budget_engine.drafts.short_request import (
    AT_ONCE,
    FORM,
    QUANTITY,
    USUAL,
    WORDS_OF_NEED,
    Simple,
    answer_at,
    answers_in,
    defaults,
    intention_of,
    provision_of,
    simple_of,
    still_empty,
)
from budget_engine.drafts.view import CHOSEN, JUDGED_REASON, View, look
from budget_engine.glossary import NO, WORDS
from budget_engine.language.fact import Moment, Outlet
from budget_engine.language.register import Effect, Mandate
from budget_engine.language.rule import Strength
from budget_engine.values import show_cents, show_date

_ENDS = ("eenmalig_laag", "eenmalig_hoog")
"""The least and the most of an amount that is paid at once: for a simple request both are that amount."""


# --- what asks for more -------------------------------------------------------------------------------------


def asks_for_more(view: View) -> tuple[str, ...]:
    """Say in Dutch what makes this more than a simple request, so that the full road is the way."""
    return tuple(dict.fromkeys((*_more_than_one(view.draft), *_not_answered(view), *_findings_of_more(view))))


def is_long(draft: Draft) -> bool:
    """Tell whether a dossier holds more than a simple request can."""
    return any(True for _ in _more_than_one(draft))


def _more_than_one(draft: Draft) -> Iterator[str]:
    for place, text in (
        (PEOPLE, "Er hoort meer dan één persoon bij dit dossier."),
        (NEEDS, "Er is meer dan één vraag."),
        (SOLUTIONS, "Er is meer dan één voorziening."),
        (CLAIMS, "Er is meer dan één aanvraag."),
    ):
        if len(draft.parts(place)) > 1:
            yield text
    if draft.parts(SUPPORT):
        yield "Er is iemand die helpt, of kan helpen. Kijk bij Huishouden en netwerk wat dat vraagt."
    if any(kind_of(draft, name) is AlternativeKind.VARIANT for name in draft.parts(VARIANTS)):
        yield "Er zijn meer varianten om te wegen."
    if any(draft.chosen(joined(VARIANTS, name, CLAIMS)) for name in draft.parts(VARIANTS)):
        yield "Iemand koos zelf wat in een variant staat."
    if draft.text(CHOSEN) not in ("", USUAL):
        yield "Er is een andere variant gekozen dan de gewone route."


def _not_answered(view: View) -> Iterator[str]:
    declared = view.rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
    if declared is not None and answer_at(view.draft, joined(VARIANTS, USUAL), declared.name) == NO:
        yield "U zegt dat niet elke vraag hiermee een antwoord krijgt dat werkt."


def _findings_of_more(view: View) -> Iterator[str]:
    simple = simple_of(view.draft)
    if simple is None:
        return
    claim = joined(CLAIMS, simple.claim)
    if answer_at(view.draft, claim, FORM) not in ("", IN_KIND):
        yield "Wat wordt gevraagd, is geen hulp in natura."
    if answer_at(view.draft, claim, intention_of(view.rule_set)) not in ("", INTENDED[Result.GRANTED]):
        yield "Het voornemen is iets anders dan alles toekennen."
    yield from _too_much(view, simple)
    for finding in view.weighing.assessment.findings:
        if finding.counts and finding.holds and _asks_for_more(finding, simple.claim):
            yield finding.text


def _too_much(view: View, simple: Simple) -> Iterator[str]:
    """Say of an amount at once that it is more than the municipality gives on the short route."""
    provision = provision_of(view, simple)
    declared = view.rule_set.fact.get(AT_ONCE)
    if provision is None or provision.unit is not None or declared is None:
        return
    given = view.weighing.facts.entities[simple.claim].values.get(AT_ONCE)
    if isinstance(given, int) and given > provision.cents:
        yield f"Op de korte route kan dit tot en met {show_cents(provision.cents)} ineens."


def _asks_for_more(finding: Finding, claim: str) -> bool:
    if finding.about != claim:
        return False
    return finding.effect in (Effect.OTHER_LAW, Effect.COMPETENCE) or (
        finding.effect is Effect.BAR and finding.strength in (Strength.MANDATORY, Strength.DISCRETIONARY)
    )


def worth_knowing(view: View, simple: Simple) -> tuple[str, ...]:
    """Give what holds about the request without standing in its way: conditions, duties and what runs out."""
    about = {simple.person, simple.need, simple.solution, simple.claim, view.case.id}
    return tuple(
        dict.fromkeys(
            _with_day(finding)
            for item in view.raised
            for finding in item.findings
            if finding.about in about and finding.counts and not _asks_for_more(finding, simple.claim)
        )
    )


def _with_day(finding: Finding) -> str:
    return finding.text if finding.day is None else f"{finding.text} ({show_date(finding.day)})"


# --- what the confirmed answers become ------------------------------------------------------------


def settled(
    view: View, simple: Simple, login: Login, today: date, at: str, answer: str = ""
) -> list[Written]:
    """Give all that belongs to the request once its answers are confirmed, up to the decision; what stands stays.

    `answer` is what was said to the question that `to_judge` gives.
    """
    first = [*_first(view, simple, today), *judged(view, answer)]
    then = _with(view, first, login, at)
    proposed = [*_words_of_decision(then, simple), *_decider(then, simple, login), *proposal(then)]
    return [*first, *dict(still_missing(then.draft, proposed)).items()]


def ahead(view: View, simple: Simple, login: Login, today: date, at: str) -> View:
    """Give the request as it will be once its answers are confirmed: what comes up then is said before."""
    return _with(view, _first(view, simple, today), login, at)


def _first(view: View, simple: Simple, today: date) -> list[Written]:
    begun = defaults(view.draft, view.rule_set, simple, today)
    return [*_confirmed(view, simple), *_dates(view, simple), *begun]


def _with(view: View, written: list[Written], login: Login, at: str) -> View:
    last = view.draft.last
    entries = [
        Entry(last + number, field, given, login.name, at, view.draft.seen(field))
        for number, (field, given) in enumerate(written, 1)
    ]
    return look(view.draft.with_entries(entries), view.rule_set, view.on)


def _confirmed(view: View, simple: Simple) -> Iterator[Written]:
    for item in unsettled(view, simple).statements:
        standing = answers.current(view.draft, place_of(item.fact, item.about, simple), item.fact.name)
        yield joined(standing, VALUE), item.given


def judged(view: View, answer: str) -> list[Written]:
    """Give what a person answered to the question that `to_judge` gives, with the reason they wrote."""
    asked = to_judge(view)
    if asked is None or not answer:
        return []
    standing = answers.current(view.draft, joined(VARIANTS, USUAL), asked.name)
    reason = view.draft.text(JUDGED_REASON).strip()
    reasons = [(joined(standing, WORDS["reasons"]), reason)] if reason else []
    return [(joined(standing, VALUE), answer), *reasons]


def _dates(view: View, simple: Simple) -> list[Written]:
    """Give the day, the amounts and the words that say what was said in another field already."""
    draft, rule_set, claim = view.draft, view.rule_set, joined(CLAIMS, simple.claim)
    start = answer_at(draft, claim, rule_set.moment_fact.get(Moment.START, ""))
    ledger = rule_set.outlet.get(Outlet.LEDGER_START)
    at_once = answer_at(draft, claim, AT_ONCE)
    said = draft.text(joined(NEEDS, simple.need, WORDS["own_words"]))
    fields = [
        *answers_in(draft, rule_set, MATTER, {"" if ledger is None else ledger.name: start}),
        *answers_in(draft, rule_set, claim, dict.fromkeys(_ENDS, at_once)),
        *answers_in(draft, rule_set, joined(NEEDS, simple.need), {WORDS_OF_NEED: said}),
    ]
    return still_empty(draft, fields)


def _words_of_decision(view: View, simple: Simple) -> Iterator[Written]:
    reason = view.draft.text(JUDGED_REASON).strip()
    law = _law_of(view, simple)
    place = claim_place(law, simple.claim)
    yield joined(DECISION, WORDS["reasons"]), reason
    yield joined(place, WORDS["reasons"]), reason
    yield joined(place, WORDS["activities"]), activities_of(view, simple)


def activities_of(view: View, simple: Simple) -> str:
    """Say what is done and how often, as far as the quantity says it."""
    provision = provision_of(view, simple)
    quantity = answer_at(view.draft, joined(CLAIMS, simple.claim), QUANTITY)
    if provision is None or provision.unit is None or not quantity:
        return ""
    name = view.draft.text(joined(SOLUTIONS, simple.solution, WORDS["name"]))
    return f"{name}, {quantity} {unit_word(provision.unit, view.rule_set)} in het eerste jaar"


def _decider(view: View, simple: Simple, login: Login) -> Iterator[Written]:
    """Propose that whoever is at work decides, on a mandate of their function, or else the one that goes least far."""
    own = joined(part_place(_law_of(view, simple)), WORDS["decider"])
    mandate = _mandate(view, simple, login)
    yield joined(own, WORDS["name"]), login.name
    if mandate is not None:
        yield joined(own, WORDS["mandate"]), mandate.id
        yield joined(own, WORDS["function"]), mandate.function


def _law_of(view: View, simple: Simple) -> str:
    return view.draft.text(joined(CLAIMS, simple.claim, WORDS["law"]))


def _mandate(view: View, simple: Simple, login: Login) -> Mandate | None:
    listed = mandates_for(_law_of(view, simple), view.on, view.rule_set)
    of_function = [item for item in listed if item.function == login.function] or listed
    by_reach = sorted(of_function, key=lambda item: (item.up_to is None, item.up_to or 0, item.id))
    return by_reach[0] if by_reach else None


def proposed_decider(view: View, simple: Simple, login: Login) -> str | None:
    """Say who is proposed to decide, as what and up to which amount; None where the law has no mandate here."""
    mandate = _mandate(view, simple, login)
    if mandate is None:
        return None
    reach = "zonder grens" if mandate.up_to is None else f"tot {show_cents(mandate.up_to)}"
    return f"{login.name}, {mandate.function}, {reach}"


def still_missing(draft: Draft, fields: list[Written]) -> Iterator[Written]:
    """Leave out what stands already; that something is there is said again where it was taken away."""
    for field, given in fields:
        if given and (field.endswith(f"/{EXISTS}") or not draft.text(field).strip()):
            yield field, given
