"""Own judgement, advice and choice kept apart: in data, in sentences, and as it was always sealed."""

from dataclasses import replace
from itertools import product

import pytest

from budget_engine.decision import Decision, difference_of
from budget_engine.decision_checks import reasons_to_refuse
from budget_engine.language.rule_set import RuleSet
from budget_engine.sentences.judged import standpoints_told
from budget_engine.standpoints import Differs, standpoints_of
from budget_engine.weighing import weigh
from tests.small_world import RONALD, VAN_WETERING, real_case, real_decision

SLUGS = (VAN_WETERING, "002-denise", RONALD, "004-lotte")
OWN = {
    VAN_WETERING: "een-plan",
    "002-denise": "plan-b",
    RONALD: "natura-met-overgang",
    "004-lotte": "een-begeleider",
}


def judging(slug: str, alternative: str) -> Decision:
    """Give the decision of a dossier as if its worker had judged otherwise."""
    decision = real_decision(slug)
    own = decision.own_judgement.model_copy(update={"alternative": alternative})
    return decision.model_copy(update={"own_judgement": own})


@pytest.mark.parametrize("slug", SLUGS)
def test_deviating_asks_nothing_that_agreeing_does_not(slug: str, rule_set: RuleSet) -> None:
    case, decision = real_case(slug, rule_set), real_decision(slug)
    weighing = weigh(case, rule_set, decision.on)
    agreeing = reasons_to_refuse(decision, case, rule_set, weighing)
    assert decision.own_judgement.alternative == decision.chosen == OWN[slug]

    for item in case.alternatives:
        assert reasons_to_refuse(judging(slug, item.id), case, rule_set, weighing) == agreeing


@pytest.mark.parametrize("slug", SLUGS)
def test_whatever_the_advice_says_the_decision_can_be_taken_all_the_same(
    slug: str, rule_set: RuleSet
) -> None:
    case, decision = real_case(slug, rule_set), real_decision(slug)
    weighing = weigh(case, rule_set, decision.on)
    usual = reasons_to_refuse(decision, case, rule_set, weighing)

    for advice in ("passend", "niet_passend", "collegiaal_overleg", None):
        other = tuple(item.model_copy(update={"advice": advice}) for item in weighing.alternatives)
        turned = replace(weighing, alternatives=other)
        assert reasons_to_refuse(decision, case, rule_set, turned) == usual


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_sealed_is_what_was_always_sealed_and_agrees_with_the_rest(
    slug: str, rule_set: RuleSet
) -> None:
    case = real_case(slug, rule_set)
    weighing = weigh(case, rule_set, real_decision(slug).on)

    for item in case.alternatives:
        decision = judging(slug, item.id)
        sealed, whole = difference_of(decision, weighing), standpoints_of(decision, weighing)
        assert list(sealed.as_json()) == ["eigen_inschatting", "advies", "gekozen", "stemt_overeen"]
        assert sealed.own_judgement == whole.own_judgement.alternative
        assert sealed.advice == whole.chosen.advice
        assert sealed.chosen == whole.chosen.alternative
        assert sealed.agrees is whole.agrees is (Differs.ALTERNATIVE not in whole.differs)


def test_every_alternative_has_its_advice_once_and_every_reason_is_kept(rule_set: RuleSet) -> None:
    case = real_case(RONALD, rule_set)
    decision = judging(RONALD, "natura")
    weighing = weigh(case, rule_set, decision.on)

    found = standpoints_of(decision, weighing)

    said = [found.own_judgement, found.chosen, *found.others]
    assert {item.alternative: item.advice for item in said} == {
        item.id: item.advice for item in weighing.alternatives
    }
    assert len(said) == len(weighing.alternatives)
    assert (found.own_judgement.reasons, found.chosen.reasons) == (
        decision.own_judgement.reasons,
        decision.reasons,
    )
    assert found.differs == (Differs.ALTERNATIVE,)
    assert standpoints_of(judging(RONALD, "niets"), weighing).differs == (Differs.ALTERNATIVE, Differs.ADVICE)
    assert standpoints_of(real_decision(RONALD), weighing).differs == ()


def test_the_sentences_say_what_each_is_and_who_differs_reads_no_more_than_who_agrees(
    rule_set: RuleSet,
) -> None:
    case = real_case(RONALD, rule_set)
    weighing = weigh(case, rule_set, real_decision(RONALD).on)

    same, other = (
        standpoints_told(case, rule_set, weighing, judging(RONALD, name))
        for name in ("natura-met-overgang", "natura")
    )

    assert same[0] == (
        "De eigen inschatting van S. de Wit op 19 november 2026, voordat het advies te zien was: 'Natura met een "
        "vaste begeleider, na acht weken overdracht met Kees'. Reden: De begeleiding moet blijven; alleen het beheer "
        "kan zo niet. Ronald heeft tijd nodig om aan een ander te wennen."
    )
    assert same[1].startswith(
        "Gekozen is hetzelfde als de eigen inschatting: 'Natura met een vaste begeleider, na"
    )
    assert other[1].startswith(
        "Gekozen is iets anders dan de eigen inschatting: 'Natura met een vaste begeleider, na"
    )
    assert len(same) == len(other)
    for told, item in product((same[-1], other[-1]), case.alternatives):
        assert told.count(f"'{item.name}': ") == 1
