"""What rules mean, sentence by sentence: what holds, what fails, and above all what stays unknown."""

from collections.abc import Mapping
from datetime import date
from random import Random

import pytest

from budget_engine.language.fact import Entity, Facts
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import Stage
from tests.generated import pairs
from tests.knowledge import looking_at_knowledge
from tests.notation import DECLARED, facts, outcomes, rule, rules_of, truth, values_of

HOUSEHOLD = """
personen:
  - {id: moeder, feiten: {leeftijd: '41', inkomen: '1200,00'}}
  - {id: zoon, feiten: {leeftijd: '9'}}
vragen:
  - {id: v1, persoon: zoon, domein: school, feiten: {dringend: ja, soort_hulp: zwaar}}
  - {id: v2, persoon: moeder, domein: thuis, feiten: {soort_hulp: licht}}
steun:
  - {id: oma, van: moeder, voor: [v2], feiten: {betaald: nee, uren: '3'}}
  - {id: buur, van: moeder, voor: [v2], feiten: {uren: '5'}}
oplossingen: [{id: busje, naam: Busje}]
aanspraken: [{id: a1, oplossing: busje, vraag: v1, wet: testwet, feiten: {gevraagd: '800,00'}}]
"""


# --- unknown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["zaak: {feiten: {bekend: onbekend}}", "zaak: {feiten: {}}"])
def test_what_was_not_answered_is_unknown_whether_asked_or_not(said: str) -> None:
    assert truth("{bekend: ja}", said) is None
    assert truth("{bekend: nee}", said) is None
    assert truth("{niet: {bekend: ja}}", said) is None


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        ("ja", "ja", True, True),
        ("ja", "nee", False, True),
        ("ja", "onbekend", None, True),
        ("nee", "nee", False, False),
        ("nee", "onbekend", False, None),
        ("onbekend", "onbekend", None, None),
    ],
)
def test_one_failure_decides_an_and_and_one_that_holds_decides_an_or(
    left: str, right: str, *, both: bool | None, either: bool | None
) -> None:
    for one, other in ((left, right), (right, left)):
        said = f"zaak: {{feiten: {{bekend: {one}, veilig: {other}}}}}"

        assert truth("{alle: [{bekend: ja}, {veilig: ja}]}", said) is both
        assert truth("{bekend: ja, veilig: ja}", said) is both
        assert truth("{een_van: [{bekend: ja}, {veilig: ja}]}", said) is either


@pytest.mark.parametrize(("answer", "holds"), [("ja", True), ("nee", True), ("onbekend", False)])
def test_vastgelegd_looks_at_whether_there_is_an_answer(answer: str, *, holds: bool) -> None:
    assert truth("{vastgelegd: bekend}", f"zaak: {{feiten: {{bekend: {answer}}}}}") is holds


def test_the_last_answer_counts() -> None:
    said = "zaak: {feiten: {bekend: [{waarde: ja}, {waarde: nee}]}}"

    assert truth("{bekend: nee}", said) is True


# --- comparisons ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("'41'", True),
        ("niet 41", False),
        ("'>= 41'", True),
        ("'> 41'", False),
        ("'< 42'", True),
        ("'<= 40'", False),
        ("'!= 40'", True),
        ("18..41", True),
        ("42..50", False),
        ("'18, 41'", True),
        ("'< 18, > 40'", True),
        ("niet 18..65", False),
    ],
)
def test_a_test_on_a_number(test: str, *, holds: bool) -> None:
    assert truth(f"{{leeftijd: {test}}}", HOUSEHOLD, "persoon", "moeder") is holds


def test_a_range_with_an_unknown_end_is_decided_by_the_end_that_is_known() -> None:
    limit = """
    - {parameter: grens, soort: getal, bereik: 0..200, titel: Grens}
    """
    above, below = "{leeftijd: 42..grens}", "{leeftijd: 40..grens}"

    assert truth(above, HOUSEHOLD, "persoon", "moeder", limit) is False
    assert truth(below, HOUSEHOLD, "persoon", "moeder", limit) is None


def test_two_facts_of_different_entities_are_compared_where_both_can_be_read() -> None:
    assert truth("{gevraagd: '<= inkomen'}", HOUSEHOLD, "aanspraak", "a1") is None
    known = HOUSEHOLD.replace("{leeftijd: '9'}", "{leeftijd: '9', inkomen: '900,00'}")
    assert truth("{gevraagd: '<= inkomen'}", known, "aanspraak", "a1") is True


# --- owners and members ------------------------------------------------------------------------------


def test_a_rule_reads_the_facts_of_its_owners() -> None:
    assert truth("{leeftijd: '< 18', dringend: ja}", HOUSEHOLD, "aanspraak", "a1") is True


def test_an_entity_whose_owner_is_missing_reads_its_facts_as_unknown() -> None:
    rule_set = rules_of(DECLARED, rule("{leeftijd: '< 18'}", "vraag"))
    household = facts(HOUSEHOLD, rule_set)
    orphan = household.entities["v1"]
    owners = {kind: name for kind, name in orphan.owners.items() if kind != "persoon"}
    lonely = Entity(orphan.id, orphan.kind, owners, orphan.values, orphan.members)

    found = evaluate(rule_set, Facts({**household.entities, "v1": lonely}))

    assert found.findings["r", "v1"] is None


def test_a_kind_without_entities_gives_no_finding_at_all() -> None:
    found = outcomes(rules_of(DECLARED, rule("{betaald: ja}", "steun")), "personen: [{id: p}]")

    assert found.findings == {}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("{minstens_een: {over: persoon.steun, waar: {uren: '>= 4'}}}", True),
        ("{minstens_een: {over: persoon.steun, waar: {uren: '>= 6'}}}", False),
        ("{minstens_een: {over: persoon.steun, waar: {betaald: ja}}}", None),
        ("{alle: {over: persoon.steun, waar: {uren: '>= 3'}}}", True),
        ("{alle: {over: persoon.steun, waar: {betaald: nee}}}", None),
        ("{alle: {over: persoon.steun, waar: {betaald: ja}}}", False),
    ],
)
def test_one_member_can_decide_while_others_are_unknown(condition: str, *, holds: bool | None) -> None:
    assert truth(condition, HOUSEHOLD, "persoon", "moeder") is holds


@pytest.mark.parametrize(
    ("condition", "closed", "opened"),
    [
        ("{minstens_een: {over: persoon.steun, waar: {uren: '>= 1'}}}", False, None),
        ("{alle: {over: persoon.steun, waar: {uren: '>= 1'}}}", True, None),
        ("{vergelijk: {aantal: {over: persoon.steun}}, is: '0'}", True, None),
        ("{vergelijk: {som: {over: persoon.steun, van: uren}}, is: '0'}", True, None),
        ("{vergelijk: {hoogste: {over: persoon.steun, van: uren}}, is: '>= 0'}", None, None),
    ],
)
def test_of_nothing_there_is_none_unless_the_list_is_open(
    condition: str, *, closed: bool | None, opened: bool | None
) -> None:
    assert truth(condition, "personen: [{id: p}]", "persoon", "p") is closed
    assert truth(condition, "personen: [{id: p, onvolledig: [steun]}]", "persoon", "p") is opened


@pytest.mark.parametrize(
    ("total", "value"),
    [
        ("{aantal: {over: persoon.steun}}", 2),
        ("{aantal: {over: persoon.steun, waar: {betaald: nee}}}", None),
        ("{aantal: {over: persoon.steun, waar: {uren: '> 3'}}}", 1),
        ("{som: {over: persoon.steun, van: uren}}", 8),
        ("{som: {over: persoon.steun, van: uren, waar: {betaald: nee}}}", None),
        ("{laagste: {over: persoon.steun, van: uren}}", 3),
        ("{hoogste: {over: persoon.steun, van: uren * 2 + 1}}", 11),
    ],
)
def test_a_total_is_unknown_as_soon_as_it_is_not_known_who_counts(total: str, value: int | None) -> None:
    derived = f"""
    - {{feit: totaal, voor: persoon, soort: getal, bereik: 0..1000000, afgeleid: ja}}
    - {{afleiding: totaal, is: {total}, peilmoment: besluit}}
    """

    found = outcomes(rules_of(DECLARED, derived), HOUSEHOLD)

    assert values_of(found, "totaal")["moeder"] == value


def test_a_claim_may_use_totals_over_the_lists_of_its_owners() -> None:
    condition = "{minstens_een: {over: zaak.personen, waar: {leeftijd: '>= 18'}}}"

    assert truth(condition, HOUSEHOLD, "aanspraak", "a1") is True


# --- arithmetic, parameters, lists -------------------------------------------------------------------

MONEY = """
- {parameter: tarief, soort: bedrag, eenheid: per uur, titel: Uurtarief}
- {waarde: tarief, is: "20,00", geldig_van: 2025-01-01, geldig_tot: 2025-12-31}
- {waarde: tarief, is: "21,50", geldig_van: 2026-01-01}
- {feit: kosten, voor: steun, soort: bedrag, afgeleid: ja}
- {feit: duur_hulp, voor: steun, soort: getal, eenheid: uur, bereik: 0..100, vraag: Hoelang?, wie: [inwoner]}
- {afleiding: kosten, is: tarief * duur_hulp, peilmoment: besluit}
"""
ONE_HELPER = "personen: [{id: p}]\nsteun: [{id: s, van: p, feiten: {duur_hulp: '3'}}]"


@pytest.mark.parametrize(
    ("on", "cents"), [(date(2024, 12, 31), None), (date(2025, 6, 1), 6000), (date(2026, 1, 1), 6450)]
)
def test_a_parameter_is_read_at_the_reference_moment(on: date, cents: int | None) -> None:
    found = outcomes(rules_of(DECLARED, MONEY), ONE_HELPER, on)

    assert values_of(found, "kosten") == {"s": cents}


def test_a_municipal_value_goes_before_the_national_one_also_when_it_is_not_filled_in() -> None:
    local = """
    - {waarde: tarief, is: "30,00", geldig_van: 2026-01-01, geldig_tot: 2026-06-30, gemeente: proef,
       grondslag: {wet: Testwet, artikel: '1'}}
    - {waarde: tarief, is: onbekend, geldig_van: 2026-07-01, gemeente: proef}
    """
    rule_set = rules_of(DECLARED, MONEY, local, municipality="proef")

    early, late = (outcomes(rule_set, ONE_HELPER, on) for on in (date(2026, 2, 1), date(2026, 8, 1)))

    assert values_of(early, "kosten") == {"s": 9000}
    assert values_of(late, "kosten") == {"s": None}


LIST = """
- opzoeklijst: tarieven
  soort: bedrag
  sleutels: [soort_hulp]
- rijen_van: tarieven
  geldig_van: 2026-01-01
  rijen: [{soort_hulp: licht, is: "10,00"}, {soort_hulp: zwaar, is: "15,00"}]
- {feit: prijs, voor: vraag, soort: bedrag, afgeleid: ja}
- {afleiding: prijs, is: opzoeken(tarieven), peilmoment: besluit}
"""


def test_a_list_gives_the_amount_of_its_keys_and_unknown_where_there_is_no_row() -> None:
    three = """
    personen: [{id: p}]
    vragen:
      - {id: v1, persoon: p, domein: thuis, feiten: {soort_hulp: licht}}
      - {id: v2, persoon: p, domein: thuis, feiten: {soort_hulp: anders}}
      - {id: v3, persoon: p, domein: thuis}
    """
    rule_set = rules_of(DECLARED, LIST)

    now, before = (outcomes(rule_set, three, on) for on in (date(2026, 1, 1), date(2025, 12, 31)))

    assert values_of(now, "prijs") == {"v1": 1000, "v2": None, "v3": None}
    assert values_of(before, "prijs") == {"v1": None, "v2": None, "v3": None}


OPEN_ELSEWHERE = {
    "a need of a person": ("vragen", "minstens_een", "persoon.vragen", "{soort_hulp: anders}", "persoon", "moeder"),
    "a claim of an unknown need": (
        "vragen", "minstens_een", "oplossing.aanspraken", "{wet: anders}", "oplossing", "busje"
    ),
    "a claim of an unknown solution": ("oplossingen", "alle", "vraag.aanspraken", "{wet: testwet}", "vraag", "v1"),
    "a need of an unknown person": ("personen", "minstens_een", "zaak.vragen", "{soort_hulp: anders}", "zaak", "zaak"),
    "support of an unknown person": ("personen", "minstens_een", "vraag.steun", "{betaald: ja}", "vraag", "v1"),
}  # fmt: skip


@pytest.mark.parametrize("spot", OPEN_ELSEWHERE.values(), ids=OPEN_ELSEWHERE)
def test_a_list_is_open_where_members_of_another_open_list_could_stand_in_it(spot: tuple[str, ...]) -> None:
    opened, quantifier, over, where, entity, about = spot
    condition = f"{{{quantifier}: {{over: {over}, waar: {where}}}}}"

    assert truth(condition, HOUSEHOLD, entity, about) is not None
    assert truth(condition, f"{HOUSEHOLD}zaak: {{onvolledig: [{opened}]}}", entity, about) is None


# --- monotone in knowledge -------------------------------------------------------------------------------


def _forgotten(household: Facts, random: Random) -> Facts:
    entities = {}
    for name, entity in household.entities.items():
        kept = {fact: value for fact, value in entity.values.items() if random.random() < 0.7}
        entities[name] = Entity(
            entity.id, entity.kind, entity.owners, kept, entity.members, entity.open_relations
        )
    return Facts(entities)


@pytest.mark.parametrize("block", range(10))
def test_a_further_answer_never_changes_what_was_known(block: int) -> None:
    """Over generated rule sets: forget a third of the answers; whatever is still known was right."""
    checked = 0
    for number in range(block * 40, block * 40 + 40):
        rule_set, households = pairs(number, 8)
        excused = looking_at_knowledge(rule_set)
        random = Random(number)
        for stage in Stage:
            for household in households:
                less = evaluate(rule_set, _forgotten(household, random), stage)
                more = evaluate(rule_set, household, stage)
                checked += _same_where_known(less.findings, more.findings, excused)
                checked += _same_where_known(less.derived, more.derived, excused)

    assert checked > 1000


def _same_where_known(
    less: Mapping[tuple[str, str], object], more: Mapping[tuple[str, str], object], excused: set[str]
) -> int:
    known = {place: value for place, value in less.items() if value is not None and place[0] not in excused}
    assert {place: more[place] for place in known} == known
    return len(known)
