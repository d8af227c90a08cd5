"""The text of a rule set reads back as the same rules: that is what is kept with a decision."""

import json
from dataclasses import replace
from functools import cached_property
from random import Random

import pytest

from budget_engine.backends.durable_run import engine_for
from budget_engine.errors import RulesError
from budget_engine.facts import facts_of
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.files.yaml_rules import read_sealed
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.language.valued import valued
from budget_engine.weighing import weigh
from tests.benchmarks.large import large_case, large_rule_set
from tests.conftest import FIXTURES
from tests.notation import DECLARED, TODAY, facts, issues_of, rule, rules_of


def test_the_rules_read_back_as_themselves(national: RuleSet, rule_set: RuleSet) -> None:
    for ours in (national, rule_set):
        again = read_sealed(ours.text)

        assert again.text == ours.text
        assert (again.hash, again.meaning_hash) == (ours.hash, ours.meaning_hash)


def test_with_other_values_everything_else_is_looked_up_as_if_it_was_read_so(rule_set: RuleSet) -> None:
    names = [name for name, what in vars(RuleSet).items() if isinstance(what, cached_property)]
    for name in names:
        getattr(rule_set, name)
    settings, rows = rule_set.settings[::2], rule_set.list_rows[::2]

    found = valued(rule_set, settings, rows)

    anew = replace(rule_set, settings=settings, list_rows=rows)
    assert [name for name in names if getattr(found, name) != getattr(anew, name)] == []
    assert found == anew
    assert found.hash != rule_set.hash


@pytest.mark.parametrize("seed", range(40))
def test_large_sets_read_back_with_the_same_outcomes(seed: int) -> None:
    random = Random(seed)
    ours = large_rule_set(random, rules=12)
    household = facts_of(large_case(random, ours, people=6), ours, TODAY)

    again = read_sealed(ours.text)

    assert (again.text, again.meaning_hash) == (ours.text, ours.meaning_hash)
    assert evaluate(again, household, Stage.ASSESSMENT) == evaluate(ours, household, Stage.ASSESSMENT)


def test_what_rules_find_is_the_same_after_reading_back(rule_set: RuleSet) -> None:
    case = read_case(open_case(FIXTURES / "cases" / "001-van-wetering" / "case.yaml"), rule_set)

    assert weigh(case, read_sealed(rule_set.text), TODAY) == weigh(case, rule_set, TODAY)


@pytest.mark.parametrize(
    "test",
    [
        "'<= kleinste(inkomen,10,00)'",
        "'<= kleinste(inkomen, 10,00), >= 500,00'",
        "'niet 10,00, 20,00'",
        "'0,00..9,99'",
    ],
)
def test_a_comma_in_a_function_is_no_comma_between_tests(test: str) -> None:
    ours = rules_of(DECLARED, rule(f"{{inkomen: {test}}}", "persoon"))

    assert read_sealed(ours.text).hash == ours.hash


@pytest.mark.parametrize("condition", ["altijd", "{niet: altijd}", "{een_van: [altijd, {bekend: ja}]}"])
def test_altijd_reads_back_and_both_engines_know_it(condition: str) -> None:
    ours = rules_of(DECLARED, rule(condition))
    household = facts("zaak: {feiten: {}}", ours)

    again = read_sealed(ours.text)

    assert again.text == ours.text
    assert engine_for(again, Stage.ASSESSMENT).evaluate(household) == evaluate(
        ours, household, Stage.ASSESSMENT
    )


@pytest.mark.parametrize(
    ("dutch", "english"), [("titel:", "title:"), ("als:", "when:"), ("geldig_van:", "valid_from:")]
)
def test_a_field_has_one_name_in_a_file_and_that_is_dutch(dutch: str, english: str) -> None:
    written = rule("{bekend: ja}").replace(dutch, english)

    assert any(f"'{english[:-1]}' hoort hier niet" in issue for issue in issues_of(DECLARED + written))


def test_texts_and_examples_change_the_hash_and_not_the_meaning(rule_set: RuleSet) -> None:
    plain = json.loads(rule_set.text)
    entry = next(item for item in plain["onderdelen"] if "regel" in item)
    entry["dan"]["tekst"] = "Een andere zin."

    again = read_sealed(json.dumps(plain))

    assert again.hash != rule_set.hash
    assert again.meaning_hash == rule_set.meaning_hash


def test_the_order_of_entries_in_files_changes_nothing() -> None:
    first, second = rule("{bekend: ja}", name="a"), rule("{veilig: ja}", name="b")

    assert rules_of(DECLARED, first, second).hash == rules_of(DECLARED, second, first).hash


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"vorm": "9", "gemeente": null, "onderdelen": []}']
)
def test_a_damaged_text_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(RulesError, match="verzegelde regels"):
        read_sealed(text)
