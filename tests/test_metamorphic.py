"""What may never happen to anybody, whoever they are: laws of the rules over generated households.

Each law compares a household with the same household changed in one respect.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from random import Random

import pytest

from budget_engine.language.expr import walk
from budget_engine.language.fact import EntityKind, Kind
from budget_engine.language.register import Effect
from budget_engine.language.rule import Axis
from budget_engine.language.rule_set import facts_read
from tests.households import Plain, answers, drawn, gates, judged, outcomes, value_of, with_answer
from tests.laws_of_rules import (
    OF_THE_GATE,
    by_both_stages,
    heavier_never_takes_room_or_adds_a_bar,
    means_move_no_gate_to_the_wmo,
    nowhere,
    of_means,
    reading_a_local_value,
    reading_means_for_the_wmo,
    what_rests_on_a_dispute_says_so,
    without_values_no_gate_is_open_that_a_value_could_shut,
    without_values_nothing_is_found_that_a_value_could_change,
)
from tests.sealed import rules


def test_the_households_reach_many_kinds_of_finding(seeds: range) -> None:
    kinds = {rule.slug for rule in rules().rules}

    found = {item.slug for seed in seeds for item in drawn(seed)[1].assessment.findings if item.holds}

    assert len(found) > len(kinds) // 3


# --- laws that tests/test_metamorphic_planted.py shows to bite ---------------------------------------------


def test_a_limitation_more_or_a_heavier_load_never_removes_room_or_adds_a_bar(seeds: range) -> None:
    tried = heavier_never_takes_room_or_adds_a_bar(rules(), seeds)

    assert tried.broken == ()
    assert tried.telling > len(seeds) // 3


def test_there_are_facts_about_means_and_none_of_them_is_read_for_access_to_the_wmo() -> None:
    means = of_means(rules())

    assert {"vermogen", "inkomen_onder_bijdragegrens", "onvoldoende_geld_voor_noodzakelijke_kosten"} <= means
    assert reading_means_for_the_wmo(rules()) == {}


def test_income_and_assets_move_no_gate_of_a_claim_under_the_wmo(seeds: range) -> None:
    tried = means_move_no_gate_to_the_wmo(rules(), seeds)

    assert tried.broken == ()
    assert tried.telling > len(seeds) // 3


def test_what_rests_on_a_disputed_answer_says_so_and_says_the_same(seeds: range) -> None:
    tried = what_rests_on_a_dispute_says_so(rules(), seeds, by_both_stages)

    assert tried.broken == ()
    assert tried.telling > len(seeds) // 6


def test_a_municipality_without_values_never_says_yes_where_a_value_could_say_no(seeds: range) -> None:
    findings = without_values_nothing_is_found_that_a_value_could_change(nowhere(), seeds, values=3)
    gates_of_claims = without_values_no_gate_is_open_that_a_value_could_shut(nowhere(), seeds)

    assert findings.broken == ()
    assert gates_of_claims.broken == ()
    assert findings.telling > len(seeds)
    assert gates_of_claims.telling > len(seeds) // 10


def test_rules_do_read_local_values() -> None:
    assert len(reading_a_local_value(rules(None))) >= 5


# --- who somebody is ---------------------------------------------------------------------------------------


def test_what_people_and_things_are_called_changes_nothing(seeds: range) -> None:
    rule_set = rules()
    for seed in seeds:
        plain, before = drawn(seed)
        renamed = deepcopy(plain)
        for part in ("personen", "oplossingen"):
            for item in renamed[part]:
                item["naam"] = f"Heel iemand anders {item['id']}"

        assert outcomes(judged(renamed, rule_set)) == outcomes(before)


def test_nobody_is_asked_for_gender_origin_or_postcode_and_no_rule_compares_a_story() -> None:
    rule_set = rules()
    words = re.compile(
        r"geslacht|gender|postcode|nationaliteit|afkomst|herkomst|geboorteland|etnisch|achternaam"
    )

    assert [item.name for item in rule_set.facts if words.search(item.name)] == []
    stories = {item.name for item in rule_set.facts if item.kind is Kind.TEXT}
    compared = {
        name
        for condition in rule_set.condition_of.values()
        for part in walk(condition)
        if type(part).__name__ in ("Comparison", "OneOf", "Between")
        for name in facts_read(part, rule_set)
    }
    assert not compared & stories


def test_another_story_in_the_same_words_of_the_rules_changes_nothing(seeds: range) -> None:
    rule_set = rules()
    stories = {item.name for item in rule_set.facts if item.kind is Kind.TEXT}
    for seed in seeds:
        plain, before = drawn(seed)
        told = deepcopy(plain)
        for _, facts in answers(told):
            for fact in stories & set(facts):
                facts[fact]["waarde"] = "een heel ander verhaal, met andere woorden"

        assert outcomes(judged(told, rule_set)) == outcomes(before)


# --- returns, effort and reciprocity -----------------------------------------------------------------------


def test_nothing_on_the_axes_of_effort_and_returns_reaches_a_gate() -> None:
    rule_set = rules()
    for name, consequence in rule_set.consequence_of_finding.items():
        if consequence.axis is not Axis.LAW:
            assert consequence.effect not in OF_THE_GATE - {Effect.DUTY, Effect.CONDITION}, name
            if consequence.effect in OF_THE_GATE:
                assert rule_set.entity_of_finding[name] is not EntityKind.CLAIM, name


@pytest.mark.parametrize("change", ["support", "goals"])
def test_more_or_less_effort_or_return_moves_no_gate(change: str, seeds: range) -> None:
    rule_set = rules()
    change_of: dict[str, Callable[[Plain, Random], Plain]] = {
        "support": _other_support,
        "goals": _other_returns,
    }
    for seed in seeds:
        plain, before = drawn(seed)

        changed = change_of[change](plain, Random(seed))
        assert gates(judged(changed, rule_set)) == gates(before), seed


def _other_support(plain: Plain, random: Random) -> Plain:
    """Another offer, another load, for pay or not, more of it: none of it is asked in return for help."""
    rule_set = rules()
    found = plain
    for declared in rule_set.facts:
        if declared.entity is EntityKind.SUPPORT and declared.is_asked:
            found = with_answer(found, "s1", declared.name, value_of(declared, random))
    return found


def _other_returns(plain: Plain, random: Random) -> Plain:
    """Options that bring in a fortune or cost one, and goals one way or the other: weighed, and never a bar."""
    worth = random.choice(["0,00", "1.000.000,00"])
    line = {
        "wat": "opbrengst",
        "eenheid": "per_jaar",
        "laag": worth,
        "waarschijnlijk": worth,
        "hoog": worth,
        "prijsjaar": "2026",
        "bron": "een raming",
        "betaler": {"partij": "gezin"},
        "start": "2027-01-01",
        "duur": "12 maanden",
        "vraag": "v1",
    }
    goal = {
        "domein": "thuis",
        "woorden": "rust",
        "richting": random.choice(["beter", "slechter"]),
        "wie": "p1",
    }
    kinds = ("niets_verandert", "gewone_route", "eigen_plan", "variant")
    options = [
        {
            "id": f"alt{number}",
            "soort": kind,
            "naam": kind,
            "aanspraken": [] if kind == "niets_verandert" else ["a1", "a2"],
            "rendement": [line],
            "doelen": [goal],
            "voorkeur": [{"wie": "p1", "plaats": number}],
        }
        for number, kind in enumerate(kinds, 1)
    ]
    return with_answer(plain, "zaak", "vergelijking_vanaf", "2027-01-01") | {"alternatieven": options}
