"""Help that comes later than needed makes no alternative the cheaper one: what is not paid until then is no return."""

from collections.abc import Mapping
from datetime import date

from budget_engine.answer import Answer, Provenance
from budget_engine.case import Alternative, AlternativeKind, Case, Direction, Party, Preference
from budget_engine.dominance import LateHelp, MoneyCompared, Ordering, compared
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import amount
from budget_engine.weighing import Weighing, weigh
from tests.notation import TODAY
from tests.small_world import RONALD, real_case


def known(given: str) -> tuple[Answer]:
    return (Answer(given=given, provenance=Provenance.DOCUMENT, on=TODAY),)


HALF_A_YEAR = {
    "aantal_met_bandbreedte": known("nee"),
    "aantal": known("117"),
    "tweede_jaar": known("anders"),
    "aantal_tweede_jaar": known("234"),
}
LATE = {"natura_wachtlijst": known("ja"), "natura_beschikbaar_vanaf": known("2027-07-01")}


def with_facts(rule_set: RuleSet, **facts: tuple[Answer]) -> Case:
    """Give the case of Ronald with help in kind otherwise, better in his eyes than with his own helper."""
    case = real_case(RONALD, rule_set)
    natura, kees = (next(a for a in case.alternatives if a.id == name) for name in ("natura", "natura-kees"))
    best = natura.model_copy(
        update={"goals": kees.goals, "preference": (Preference(said_by="ronald", rank=1),)}
    )
    worse = [goal.model_copy(update={"direction": Direction.WORSE}) for goal in kees.goals]
    swapped = {"natura": best, "natura-kees": kees.model_copy(update={"goals": tuple(worse)})}
    return case.model_copy(
        update={
            "claims": tuple(
                claim.model_copy(update={"facts": {**claim.facts, **facts}})
                if claim.id == "a-natura"
                else claim
                for claim in case.claims
            ),
            "alternatives": tuple(swapped.get(item.id, item) for item in case.alternatives),
        }
    )


def of_the_municipality(weighing: Weighing) -> MoneyCompared:
    pair = next(
        p for p in weighing.comparisons or () if (p.one, p.other) == ("natura", "natura-kees")
    )  # fmt: skip
    return next(item for item in pair.money if item.party is Party.MUNICIPALITY)


def test_what_costs_less_because_of_a_waiting_list_is_not_the_cheaper_one(rule_set: RuleSet) -> None:
    cheaper = weigh(with_facts(rule_set, **HALF_A_YEAR), rule_set, TODAY)
    waiting = weigh(with_facts(rule_set, **HALF_A_YEAR, **LATE), rule_set, TODAY)

    assert of_the_municipality(cheaper).outcome is Ordering.BETTER
    assert cheaper.alternative("natura-kees").dominated_by == ("natura",)
    found = of_the_municipality(waiting)
    assert (found.one, found.other) == (of_the_municipality(cheaper).one, of_the_municipality(cheaper).other)
    assert found.outcome is Ordering.INDISTINCT
    assert found.because == (LateHelp(alternative="natura", claim="a-natura", since=date(2027, 7, 1)),)
    assert waiting.alternative("natura-kees").dominated_by == ()


def test_what_comes_late_and_costs_as_much_is_no_equal_either(rule_set: RuleSet) -> None:
    prompt, waiting = (
        of_the_municipality(weigh(with_facts(rule_set, **facts), rule_set, TODAY)) for facts in ({}, LATE)
    )

    assert (prompt.outcome, waiting.outcome) == (Ordering.EQUAL, Ordering.INDISTINCT)


NOT_YET = LateHelp(alternative="a", claim="x", since=None)


def beside(sides: Mapping[str, tuple[int, tuple[str, ...]]]) -> tuple[Ordering, tuple[LateHelp, ...]]:
    """Compare two alternatives by what the municipality pays and what they ask, where 'x' comes too late."""
    listed = [
        Alternative(id=name, kind=AlternativeKind.VARIANT, claims=claims)
        for name, (_, claims) in sides.items()
    ]
    costs = {name: {Party.MUNICIPALITY: amount(cents, cents, cents)} for name, (cents, _) in sides.items()}
    late = {name: {Party.MUNICIPALITY: (NOT_YET,)} for name, (_, claims) in sides.items() if claims}
    (pair,) = compared(listed, listed, costs, late)
    (found,) = pair.money
    return found.outcome, found.because


def test_what_is_dearer_although_it_comes_late_is_dearer() -> None:
    assert beside({"a": (3, ("x",)), "b": (1, ())}) == (Ordering.WORSE, ())


def test_help_that_both_wait_for_makes_no_difference_between_them() -> None:
    assert beside({"a": (1, ("x",)), "b": (3, ("x",))}) == (Ordering.BETTER, ())
    assert beside({"a": (1, ("x",)), "b": (3, ())}) == (Ordering.INDISTINCT, (NOT_YET,))
