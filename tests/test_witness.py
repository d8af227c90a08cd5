"""What a proof says never happens, happens in no household; what it finds, `meaning` finds as well."""

from datetime import date

import pytest

from budget_engine.language.fact import Facts
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import Rule
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.frame import Frame, cone_of
from budget_engine.proof.logic import Logic, Says, Steps, Unsure
from budget_engine.proof.rules import Holds
from budget_engine.proof.witness import OTHERWISE, Sought, Unsettled, Witness, find
from tests.generated import pairs
from tests.notation import DECLARED, TODAY, rule, rules_of

ON = date(2026, 1, 3)
HOUSEHOLDS = 6


@pytest.fixture
def few(seeds: range) -> range:
    """A third of the usual number: every rule of every set is searched for its smallest household."""
    return seeds[::3]


def sought(rule_set: RuleSet, name: str) -> Sought:
    return Holds(rule_set.rule_named[name], rule_set.condition_of[name]).sought


@pytest.mark.timeout(3600)  # thorough runs try many
def test_no_household_contradicts_what_is_found_or_is_never_found(few: range) -> None:
    for seed in few:
        rule_set, households = pairs(seed, HOUSEHOLDS)
        for name, item in rule_set.rule_named.items():
            found = find(rule_set, sought(rule_set, name), ON)

            assert not (isinstance(found, Unsettled) and found.why == OTHERWISE), (seed, name)
            if found is None:
                held = [_holds(rule_set, facts, name, item) for facts in households]
                assert not any(held), (seed, name)
            if isinstance(found, Witness):
                assert _holds(rule_set, found.facts, name, item), (seed, name)


def _holds(rule_set: RuleSet, facts: Facts, name: str, item: Rule) -> bool:
    meaning = Meaning(rule_set, facts)
    entities = facts.by_kind[item.entity]
    return any(meaning.truth(rule_set.condition_of[name], one, item.moment) is True for one in entities)


def test_the_same_household_comes_back_whatever_was_asked_before() -> None:
    rule_set = rules_of(
        DECLARED,
        rule("{minstens_een: {over: zaak.vragen, waar: {soort_hulp: zwaar, dringend: ja}}}", name="een"),
        rule("{inkomen: '> 10,00', leeftijd: '18..20'}", "persoon", name="twee"),
    )

    alone = find(rule_set, sought(rule_set, "twee"), TODAY)
    find(rule_set, sought(rule_set, "een"), TODAY)
    again = find(rule_set, sought(rule_set, "twee"), TODAY)

    assert alone == again
    assert isinstance(alone, Witness)
    assert {item.fact: item.value for item in alone.given} == {
        "peildatum": TODAY,
        "leeftijd": 18,
        "inkomen": 1001,
    }


def test_every_member_that_must_be_there_is_there_and_no_other() -> None:
    both = (
        "{alle: [{minstens_een: {over: vraag.aanspraken, waar: {gevraagd: '1,00'}}},"
        " {minstens_een: {over: vraag.aanspraken, waar: {gevraagd: '2,00'}}}]}"
    )
    rule_set = rules_of(DECLARED, rule(both, "vraag"))

    found = find(rule_set, sought(rule_set, "r"), TODAY)

    assert isinstance(found, Witness)
    assert sorted(found.facts.entities["vraag"].members["vraag.aanspraken"]) == ["aanspraak-2", "aanspraak-3"]
    assert [item.value for item in found.given if item.fact == "gevraagd"] == [100, 200]


def test_a_search_that_may_spend_nothing_is_not_settled() -> None:
    rule_set = rules_of(DECLARED, rule("{veilig: ja}"))

    assert find(rule_set, sought(rule_set, "r"), TODAY, Steps(0)) == Unsettled(Unsure.STEPS)


@pytest.mark.parametrize(
    ("steps", "why"), [(Steps(left=20_000), Unsure.STEPS), (Steps(longest_ms=1), Unsure.CLOCK)]
)
def test_a_question_that_is_not_settled_says_what_stopped_it(steps: Steps, why: Unsure) -> None:
    logic = Logic()
    x, y, z = (logic.number(name) for name in "xyz")

    says = logic.question([x > 10, y < -10], steps).ask(x * x * x + y * y * y + z * z * z == 42)

    assert (says, steps.why) == (Says.UNSURE, why)


def test_a_cone_holds_what_a_condition_rests_on_through_what_is_derived() -> None:
    rule_set = rules_of(
        DECLARED,
        "- {feit: volgt, voor: persoon, soort: ja_nee, afgeleid: ja}",
        "- {parameter: grens, soort: bedrag}",
        "- {afleiding: volgt, als: {alle: [{inkomen: '> grens'}, "
        "{minstens_een: {over: persoon.steun, waar: {betaald: nee}}}]}}",
        rule("{volgt: ja}", "persoon"),
    )

    cone = cone_of(rule_set, [rule_set.condition_of["r"]], [rule_set.rule_named["r"].moment])

    assert (set(cone.facts), cone.parameters) == ({"peildatum", "inkomen", "betaald"}, ("grens",))
    assert cone.relations == ("persoon.steun",)
    frame = Frame(rule_set.rule_named["r"].entity, cone.member_kinds)
    assert [spot.id for spot in frame.members(frame.subject, "persoon.steun")] == ["steun-2", "steun-3"]
