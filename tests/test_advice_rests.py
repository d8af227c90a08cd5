"""What the advice rests on: the gate and the recorded appraisal of the needs; never money and never effort."""

from itertools import product
from random import Random

import pytest

from budget_engine.files.yaml_rules import municipalities
from budget_engine.language.fact import EntityKind, Facts, Inlet, Kind, Outlet, Value
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet, Stage, facts_read
from budget_engine.weighing import weigh
from tests.conftest import RULES
from tests.households import value_of
from tests.notation import DECLARED, TODAY, issues_of
from tests.sealed import rules
from tests.small_world import COSTS, VAN_WETERING, real_case

GATES = ("past", "mits", "nog_onbekend", "alleen_met_afwijking", "niet_mogelijk")


def advice_of(rule_set: RuleSet, facts: Facts) -> dict[str, Value | None]:
    late = evaluate(rule_set, facts, Stage.WEIGHING).derived
    name = rule_set.outlet[Outlet.ADVICE].name
    return {item.id: late.get((name, item.id)) for item in facts.by_kind[EntityKind.ALTERNATIVE]}


def door(rule_set: RuleSet) -> tuple[str, str]:
    """Give the names of the two facts the advice may read."""
    (gate,) = rule_set.inlet(Inlet.GATE)
    return gate.name, rule_set.outlet[Outlet.EVERY_NEED_ANSWERED].name


@pytest.mark.parametrize("municipality", [None, *municipalities(RULES)])
def test_the_advice_of_every_municipality_reads_two_facts(municipality: str | None) -> None:
    rule_set = rules(municipality)
    nodes = rule_set.nodes_giving[rule_set.outlet[Outlet.ADVICE].name]

    assert {name for node in nodes for name in facts_read(node, rule_set)} == set(door(rule_set))


def test_by_no_row_is_not_fitting_reached_but_through_the_gate_or_a_need_without_an_answer(
    rule_set: RuleSet,
) -> None:
    late = weigh(real_case(VAN_WETERING, rule_set), rule_set, TODAY).late_facts
    gate, answered = door(rule_set)
    reached = set()
    for said, holds in product(GATES, (True, False, None)):
        changed = late.with_values([("een-plan", gate, said), ("een-plan", answered, holds)])
        if advice_of(rule_set, changed)["een-plan"] == "niet_passend":
            reached.add((said, holds))

    assert reached == {
        (said, holds)
        for said, holds in product(GATES, (True, False, None))
        if said == "niet_mogelijk" or holds is False
    }


def test_whatever_things_cost_and_whoever_does_what_the_advice_stays_the_same(rule_set: RuleSet) -> None:
    late = weigh(real_case(VAN_WETERING, rule_set), rule_set, TODAY).late_facts
    gate, answered = door(rule_set)
    of_money_or_effort = [
        (entity.id, declared)
        for entity in late.entities.values()
        for declared in rule_set.facts
        if declared.entity is entity.kind
        and declared.is_asked
        and (declared.kind is Kind.AMOUNT or declared.entity is EntityKind.SUPPORT)
    ]
    assert len(of_money_or_effort) > 50
    random = Random(6)
    for said, holds in product(GATES, (True, False, None)):
        spots = [
            (name, fact, value)
            for name in ("niets", "een-plan")
            for fact, value in ((gate, said), (answered, holds))
        ]
        before = late.with_values(spots)
        drawn = [
            (
                name,
                declared.name,
                None if random.random() < 0.2 else declared.parse(value_of(declared, random)),
            )
            for name, declared in of_money_or_effort
        ]

        assert advice_of(rule_set, before.with_values(drawn)) == advice_of(rule_set, before)


# --- what is refused --------------------------------------------------------------------------------------

ADVICE = """
- {feit: poort, voor: alternatief, soort: keuze, keuzes: [past, niet_mogelijk], uit: poort}
- {oordeel: beantwoord, voor: alternatief, soort: ja_nee, vraag: Alles?, wie: [consulent], naar: elke_vraag_beantwoord}
- {feit: advies, voor: alternatief, soort: keuze, keuzes: [passend, niet_passend], afgeleid: ja, naar: advies}
- {feit: te_duur, voor: alternatief, soort: ja_nee, afgeleid: ja}
- {feit: hulp, voor: persoon, soort: getal, bereik: 0..99, afgeleid: ja}
- {feit: veel_hulp, voor: zaak, soort: ja_nee, afgeleid: ja}
- {afleiding: hulp, is: {aantal: {over: persoon.steun}}}
- {afleiding: veel_hulp, als: {minstens_een: {over: zaak.personen, waar: {hulp: '> 2'}}}}
- {afleiding: te_duur, als: {minstens_een: {over: alternatief.aanspraken, waar: {jaar: '> 5000,00'}}}}
"""


def table(column: str, *, policy: str = "eerste") -> str:
    """Write an advice table with one more column, by which somebody may be told that a plan does not fit."""
    cell = "ja" if "vastgelegd" in column else "'-'"
    name = column if not column.startswith("{") else column.removeprefix("{kolom: ").partition(",")[0]
    return f"""
- tabel: advies
  voor: alternatief
  titel: Wat is het advies?
  trefbeleid: {policy}
  invoer: [poort, beantwoord, {column}]
  uitvoer: [advies]
  rijen:
    - {{rij: dicht, poort: niet_mogelijk, beantwoord: '-', {name}: {cell}, advies: niet_passend}}
    - {{rij: anders, poort: '-', beantwoord: '-', {name}: '-', advies: passend}}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


PLAIN = table("weg").replace(", weg]", "]").replace(", weg: '-'", "")
MONEY, EFFORT, OTHER = "kost of oplevert", "zelf doen en wie er helpt", "alleen naar de poort"


@pytest.mark.parametrize(
    ("column", "said"),
    [
        pytest.param("te_duur", f"'jaar', hier via 'te_duur'. Wat iets {MONEY}", id="costs, through a fact"),
        pytest.param("veel_hulp", f"persoon.steun', hier via 'veel_hulp'. Wat mensen {EFFORT}", id="helpers"),
        pytest.param("bekend", f"'bekend'. Het kijkt {OTHER}", id="any other fact"),
        pytest.param(
            "{kolom: n, is: {aantal: {over: alternatief.aanspraken}}}", OTHER, id="how much is asked"
        ),
        pytest.param(
            "{kolom: kosten, is: {som: {over: alternatief.aanspraken, van: jaar}}}",
            MONEY,
            id="the sum of costs",
        ),
        pytest.param("{kolom: v, vastgelegd: te_duur}", MONEY, id="whether costs are known"),
    ],
)
@pytest.mark.parametrize("policy", ["eerste", "precies_een"])
def test_an_advice_that_reads_anything_else_is_refused(column: str, said: str, policy: str) -> None:
    found = issues_of(DECLARED + COSTS + ADVICE + table(column, policy=policy))

    assert any(said in issue for issue in found), found


def test_an_advice_by_a_derivation_is_held_to_the_same() -> None:
    declared = ADVICE.replace("soort: keuze, keuzes: [passend, niet_passend]", "soort: ja_nee")

    found = issues_of(DECLARED + COSTS + declared + "- {afleiding: advies, als: {te_duur: nee}}\n")

    assert any(MONEY in issue for issue in found), found


def test_the_appraisal_of_the_needs_may_not_be_worked_out_from_money() -> None:
    by_money = ADVICE.replace(
        "- {oordeel: beantwoord, voor: alternatief, soort: ja_nee, vraag: Alles?, wie: [consulent], ",
        "- {afleiding: beantwoord, als: {te_duur: nee}}\n"
        "- {feit: beantwoord, voor: alternatief, soort: ja_nee, afgeleid: ja, ",
    )

    found = issues_of(DECLARED + COSTS + by_money + PLAIN)

    assert any("schat een mens in" in issue for issue in found), found


def test_the_table_itself_is_let_through() -> None:
    assert issues_of(DECLARED + COSTS + ADVICE + PLAIN) == []


# --- bars ---------------------------------------------------------------------------------------------------

BAR_END = """
  titel: Een regel
  dan: {effect: belemmering, kracht: dwingend, tekst: Let op., inwoner: Let op.}
  grondslag: {wet: Testwet, artikel: '1'}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""
APPRAISED = """
- {oordeel: hulp_dekt, voor: vraag, soort: ja_nee, vraag: Lost het de vraag op?, wie: [consulent]}
- {feit: weinig_hulp, voor: vraag, soort: ja_nee, afgeleid: ja}
- {afleiding: weinig_hulp, als: {minstens_een: {over: vraag.steun, waar: {uren: '< 5'}}}}
- {feit: helpers, voor: vraag, soort: getal, bereik: 0..99, afgeleid: ja}
- {afleiding: helpers, is: {aantal: {over: vraag.steun}}}
"""


def bars(condition: str) -> list[str]:
    rule = f"- regel: r\n  slug: let-op\n  voor: aanspraak\n  als: {condition}{BAR_END}"
    return [issue for issue in issues_of(DECLARED + APPRAISED + rule) if "Deze belemmering rust" in issue]


@pytest.mark.parametrize(
    ("condition", "read"),
    [
        pytest.param("{minstens_een: {over: vraag.steun, waar: {uren: '< 5'}}}", "'uren'", id="little help"),
        pytest.param("{weinig_hulp: ja}", "'uren'", id="through a fact"),
        pytest.param("{helpers: '> 1'}", "wie er helpt", id="how many help"),
    ],
)
def test_a_bar_on_what_people_do_without_an_appraisal_is_refused(condition: str, read: str) -> None:
    (said,) = bars(condition)

    assert f"rust op {read}" in said
    assert bars(f"{{alle: [{condition}, {{hulp_dekt: ja}}]}}") == []
