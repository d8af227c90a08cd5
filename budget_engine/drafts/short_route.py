"""A simple request on its way to a decision: what asks for more than the short route, and what is filled in.

What asks for more is named and never passed over; what the seal asks of every decision it asks here too.
"""

from collections.abc import Iterator

from budget_engine.assessment import Finding
from budget_engine.case import AlternativeKind
from budget_engine.decision import INTENDED, Result
from budget_engine.drafts.called import NEEDS, PEOPLE, SUPPORT
from budget_engine.drafts.entry import Draft, joined
from budget_engine.drafts.options import CLAIMS, SOLUTIONS, VARIANTS, kind_of
from budget_engine.drafts.provisions import IN_KIND
from budget_engine.drafts.short_request import (
    FORM,
    USUAL,
    Simple,
    answer_at,
    intention_of,
    provision_of,
    simple_of,
)
from budget_engine.drafts.view import CHOSEN, View
from budget_engine.glossary import NO
from budget_engine.language.fact import Outlet
from budget_engine.language.register import Effect
from budget_engine.language.rule import Strength
from budget_engine.sealing_checks import AT_ONCE
from budget_engine.values import show_cents, show_date

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
    known = view.weighing.facts.entities.get(simple.claim)
    given = None if known is None else known.values.get(AT_ONCE)
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
