"""What can be read and still cannot be so, at the field where it stands: before sealing it is refused."""

from collections.abc import Iterator, Mapping
from datetime import date

from budget_engine.case import Case
from budget_engine.decision import GIVES, INTENDED
from budget_engine.drafts.answers import current
from budget_engine.drafts.entry import Draft, Field, joined
from budget_engine.drafts.shape import DECISION, MATTER, VALUE
from budget_engine.drafts.typed import canonical
from budget_engine.glossary import WORDS
from budget_engine.language.fact import Facts, Kind, Outlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.sealing_checks import AT_ONCE, QUANTITY, too_late
from budget_engine.values import parse_date, show_date


def doubts_of(draft: Draft, case: Case, rule_set: RuleSet, facts: Facts) -> Mapping[Field, str]:
    """Say by field what cannot be so next to the day of the decision, or for what is to be granted."""
    return dict((*_days(draft, case, rule_set, facts), *_nothing(draft, case, rule_set, facts)))


def _days(draft: Draft, case: Case, rule_set: RuleSet, facts: Facts) -> Iterator[tuple[Field, str]]:
    on = _day_of_decision(draft)
    if on is None:
        return
    for about, fact, _ in too_late(case, rule_set, facts, on):
        yield _field(draft, case, about, fact), f"Deze dag ligt na het besluit van {show_date(on)}."


def _nothing(draft: Draft, case: Case, rule_set: RuleSet, facts: Facts) -> Iterator[tuple[Field, str]]:
    intended = rule_set.outlet.get(Outlet.INTENTION)
    gives = {INTENDED[result] for result in GIVES}
    for claim in case.claims:
        values = facts.entities[claim.id].values
        if intended is None or values.get(intended.name) not in gives:
            continue
        known = {fact: values.get(fact) for fact in (QUANTITY, AT_ONCE) if values.get(fact) is not None}
        for fact in known if not any(known.values()) else ():
            yield _field(draft, case, claim.id, fact), "Hier staat 0. Vul in hoeveel er komt."


def _day_of_decision(draft: Draft) -> date | None:
    try:
        return parse_date(canonical(Kind.DATE, draft.text(joined(DECISION, "op"))))
    except ValueError:
        return None  # the field itself says so


def _field(draft: Draft, case: Case, about: str, fact: str) -> Field:
    place = next((joined(WORDS[field], about) for field, _, part in case.parts() if part.id == about), MATTER)
    return joined(current(draft, place, fact), VALUE)
