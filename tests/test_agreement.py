"""Both engines say the same on every rule, entity, fault and derived fact."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from budget_engine.backends.agreement import BothEngines, differences
from budget_engine.backends.durable_run import Engine, engine_for
from budget_engine.errors import EngineFault
from budget_engine.facts import facts_of
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.fact import Facts
from budget_engine.language.meaning import Outcomes, evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.weighing import weigh
from tests.agreement_block import in_process
from tests.conftest import FIXTURES
from tests.notation import DECLARED, TODAY, facts, rule, rules_of

BLOCKS, RULE_SETS, HOUSEHOLDS = 5, 125, 8  # 5,000 pairs
THOROUGH_BLOCKS, THOROUGH_RULE_SETS, THOROUGH_HOUSEHOLDS = 50, 500, 4  # 100,000 pairs


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_engines_agree_on_generated_rules_and_households(block: int) -> None:
    found = in_process(block * RULE_SETS, RULE_SETS, HOUSEHOLDS)

    assert found["welke"] == []
    assert found["paren"] == RULE_SETS * HOUSEHOLDS
    assert min(found["bekend"], found["onbekend"]) > 1000
    assert found["fouten"] > 10


@pytest.mark.grondig
@pytest.mark.timeout(3600)
def test_the_engines_agree_on_many_more_from_a_random_seed(
    seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: Counter[str] = Counter()
    differing: list[str] = []
    for block in range(THOROUGH_BLOCKS):
        found = in_process(seed + block * THOROUGH_RULE_SETS, THOROUGH_RULE_SETS, THOROUGH_HOUSEHOLDS)
        differing += found.pop("welke")
        seen.update(found)

    with capsys.disabled():
        print(f"\nzaad {seed}: {dict(seen)}")
    assert differing == []
    assert seen["paren"] == THOROUGH_BLOCKS * THOROUGH_RULE_SETS * THOROUGH_HOUSEHOLDS


CASES = sorted(FIXTURES.glob("cases/*/case.yaml")) + sorted(FIXTURES.glob("rulings/*/case.yaml"))


@pytest.fixture(scope="module")
def engines(rule_set: RuleSet) -> Iterator[Mapping[Stage, Engine]]:
    """The rules of the project, compiled once; a test below shows that no case reaches the next."""
    compiled = {stage: engine_for(rule_set, stage) for stage in Stage}
    yield compiled
    for engine in compiled.values():
        engine.close()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_engines_agree_on_every_case_and_ruling(
    path: Path, rule_set: RuleSet, engines: Mapping[Stage, Engine]
) -> None:
    case = read_case(open_case(path), rule_set)

    for on in (date(2016, 6, 1), TODAY, date(2027, 8, 1)):
        weighing = weigh(case, rule_set, on)
        for stage, household in ((Stage.ASSESSMENT, weighing.facts), (Stage.WEIGHING, weighing.late_facts)):
            found = engines[stage].evaluate(household)
            assert differences(weighing.outcomes[stage], found, "durable_rules") == []


# --- the edges that once broke an engine, each in a few lines ----------------------------------------

HOUSEHOLD = """
personen: [{id: p, feiten: {inkomen: '10000000,00', leeftijd: '41'}}, {id: q, feiten: {leeftijd: '9'}}]
vragen: [{id: v1, persoon: p, domein: thuis, feiten: {soort_hulp: licht}}, {id: v2, persoon: q, domein: school}]
steun: [{id: s1, van: p, feiten: {uren: '0'}}, {id: s2, van: q}]
oplossingen: [{id: o, naam: Iets}]
aanspraken:
  - {id: a1, oplossing: o, vraag: v1, wet: testwet, feiten: {gevraagd: '10000000,00'}}
  - {id: a2, oplossing: o, vraag: v2, wet: anders}
"""


@pytest.mark.parametrize(
    ("condition", "entity"),
    [
        ("{gevraagd: '<= inkomen'}", "aanspraak"),
        ("{niet: {gevraagd: '< inkomen'}}", "aanspraak"),
        ("{een_van: [{leeftijd: '< 18'}, {soort_hulp: licht}, {gevraagd: '> 1,00'}]}", "aanspraak"),
        (
            "{alle: [{niet: {een_van: [{leeftijd: '< 18'}, {bekend: ja}]}}, {soort_hulp: niet zwaar}]}",
            "aanspraak",
        ),
        ("{vergelijk: leeftijd * leeftijd, is: '>= 81'}", "persoon"),
        ("{peildatum: '>= 2026-11-24'}", "zaak"),
        (
            "{minstens_een: {over: zaak.personen, waar: {een_van: [{inkomen: '> 5,00'}, {leeftijd: 9..9}]}}}",
            "steun",
        ),
        ("{alle: {over: persoon.steun, waar: {uren: '0, 1'}}}", "aanspraak"),
        ("altijd", "zaak"),
    ],
)
def test_the_engines_agree_on_a_condition(condition: str, entity: str) -> None:
    rule_set = rules_of(DECLARED, rule(condition, entity))
    household = facts(HOUSEHOLD, rule_set)
    engine = engine_for(rule_set, Stage.ASSESSMENT)

    meant = evaluate(rule_set, household)

    assert meant.findings
    assert differences(meant, engine.evaluate(household), "durable_rules") == []


def test_the_engines_agree_where_rules_read_more_of_a_person_than_a_fact_of_the_engine_holds() -> None:
    """A fact of durable_rules holds 252 properties; a rule set that reads more is spread over engines."""
    names = [f"feit_{number:03}" for number in range(600)]
    declared = "".join(
        f"- {{feit: {name}, voor: persoon, soort: ja_nee, vraag: Is dat zo?}}\n" for name in names
    )
    wide = "".join(rule(f"{{{name}: ja}}", "persoon", f"regel-{name}") for name in names)
    rule_set = rules_of(DECLARED, declared, wide)
    answers = ", ".join(
        f"{name}: {'ja' if number % 3 else 'nee'}" for number, name in enumerate(names) if number % 7
    )
    household = facts(f"personen: [{{id: p, feiten: {{{answers}}}}}]", rule_set)

    meant = evaluate(rule_set, household)

    assert set(meant.findings.values()) == {True, False, None}
    found = engine_for(rule_set, Stage.ASSESSMENT).evaluate(household)
    assert differences(meant, found, "durable_rules") == []


def test_one_compiled_engine_takes_case_after_case(rule_set: RuleSet) -> None:
    """What one case leaves behind must never reach the next."""
    engine = engine_for(rule_set, Stage.ASSESSMENT)
    cases = [read_case(open_case(path), rule_set) for path in CASES[::2]]
    households = [facts_of(case, rule_set, TODAY) for case in cases]

    for household in [*households, *reversed(households)]:
        meant = evaluate(rule_set, household)
        assert differences(meant, engine.evaluate(household), "durable_rules") == []


# --- a difference is said, and so is silence ----------------------------------------------------------


def test_a_difference_names_rule_entity_and_what_each_engine_says() -> None:
    rule_set = rules_of(DECLARED, rule("{bekend: ja}"))
    household = facts("zaak: {feiten: {bekend: ja}}", rule_set)

    def turned(rules: RuleSet, given: Facts, stage: Stage) -> Outcomes:
        meant = evaluate(rules, given, stage)
        return Outcomes({place: not truth for place, truth in meant.findings.items()}, meant.derived, ())

    both = BothEngines(turned, "de tweede")
    both(rule_set, household, Stage.ASSESSMENT)

    assert both.differences == ["Regel 'r' over 'zaak': betekenis zegt ja, de tweede zegt nee."]


def test_an_engine_that_fails_counts_as_a_difference() -> None:
    rule_set = rules_of(DECLARED, rule("{bekend: ja}"))

    def silent(rules: RuleSet, given: Facts, stage: Stage) -> Outcomes:
        raise EngineFault("viel uit")

    both = BothEngines(silent, "de tweede")
    both(rule_set, facts("zaak: {}", rule_set), Stage.ASSESSMENT)

    hint = "Probeer het straks opnieuw; blijft het zo, meld het dan bij wie de app beheert."
    assert both.differences == [f"De tweede motor gaf geen antwoord. {hint} (viel uit)"]
