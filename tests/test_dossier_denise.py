"""Denise, the second dossier: every road of its table, every question, every cent, and what may not weigh in."""

import re
from datetime import date

import pytest

from budget_engine.case import AlternativeKind, Case
from budget_engine.decision_checks import reasons_to_refuse
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import Amount, Line, Returns
from budget_engine.values import print_cents, up_to_tenth_of_percent
from budget_engine.weighing import Weighing, weigh
from tests.conftest import MUNICIPALITY
from tests.dossiers import DENISE, findings, said, weighed
from tests.notation import TODAY
from tests.small_world import real_case, real_decision

PLAN_B, PLAN_C, ASSISTANCE = "a-plan-b", "a-plan-c", "a-bijzondere-bijstand"
LIKELY = 'eenmalig: {waarde: "2950,00"'


@pytest.fixture(scope="module")
def denise(rule_set: RuleSet) -> Weighing:
    return weighed(DENISE, rule_set)


@pytest.fixture(scope="module")
def case(rule_set: RuleSet) -> Case:
    return read_case(open_case(DENISE / "case.yaml"), rule_set)


def gates(weighing: Weighing) -> dict[str, str]:
    return {gate.id: str(gate.gate) for gate in weighing.assessment.gates}


# --- what the law says: the table of the dossier, road by road ---------------------------------------------

ROADS = {
    "health insurance": [("zvw-tandarts-niet-vergoed", "frameprothese", "aandachtspunt", True)],
    "special assistance": [("pw-bijzondere-bijstand-tandarts", ASSISTANCE, "belemmering", True)],
    "own policy against the law": [("pw-eigen-beleid-tandarts", ASSISTANCE, "aandachtspunt", None)],
    "a provision for work": [
        ("pw-voorziening-werk", PLAN_B, "ruimte", True),
        ("pw-andere-grondslag-werk", ASSISTANCE, "aandachtspunt", True),
    ],
    "the team's own budget": [("voorbeeldgemeente-maatwerkbudget", PLAN_B, "aandachtspunt", True)],
    "the Wmo": [("wmo-niet-de-weg", "v1", "aandachtspunt", True)],
}


@pytest.mark.parametrize("road", ROADS)
def test_every_road_of_the_dossier_comes_out_as_its_table_says(road: str, denise: Weighing) -> None:
    for rule, about, effect, holds in ROADS[road]:
        found = findings(denise, rule, about)
        assert (found.effect, found.holds) == (effect, holds)


def test_special_assistance_is_barred_and_plan_b_as_a_provision_for_work_fits(denise: Weighing) -> None:
    assert gates(denise) == {
        ASSISTANCE: "niet_mogelijk",
        PLAN_B: "past",
        "a-saneren": "mits",
        PLAN_C: "alleen_met_afwijking",
    }


def test_the_bar_names_its_rulings_and_that_they_are_still_to_be_verified(
    denise: Weighing, rule_set: RuleSet
) -> None:
    bar = findings(denise, "pw-bijzondere-bijstand-tandarts", ASSISTANCE)

    assert rule_set.finding_basis[bar.rule].ruling == "ECLI:NL:CRVB:2024:2313"
    assert bar.to_verify
    for other in ("2024:2375", "2017:2362"):
        assert other in bar.text


def test_in_an_acute_emergency_special_assistance_is_not_barred(rule_set: RuleSet) -> None:
    acute = real_case(
        DENISE.name, rule_set, ("acute_noodsituatie: {waarde: nee", "acute_noodsituatie: {waarde: ja")
    )

    weighing = weigh(acute, rule_set, TODAY)

    assert gates(weighing)[ASSISTANCE] == "past"
    assert findings(weighing, "pw-zeer-dringende-redenen", ASSISTANCE).holds is True


def test_without_a_judgement_on_what_is_acute_nothing_is_refused_yet(rule_set: RuleSet) -> None:
    unknown = real_case(
        DENISE.name, rule_set, ("acute_noodsituatie: {waarde: nee", "acute_noodsituatie: {waarde: onbekend")
    )

    assert gates(weigh(unknown, rule_set, TODAY))[ASSISTANCE] == "onbekend"


def test_without_a_judgement_on_what_is_needed_for_work_the_answer_is_not_yet_known(
    rule_set: RuleSet,
) -> None:
    unknown = real_case(DENISE.name, rule_set, ("        waarde: nodig\n", "        waarde: onbekend\n"))

    assert gates(weigh(unknown, rule_set, TODAY))[PLAN_B] == "onbekend"


# --- the maximum of article 14 --------------------------------------------------------------------------------


@pytest.mark.parametrize(("price", "gate"), [("3000,00", "past"), ("3000,01", "alleen_met_afwijking")])
def test_above_the_maximum_is_a_deviation_and_the_maximum_itself_is_not(
    price: str, gate: str, rule_set: RuleSet
) -> None:
    dearer = real_case(DENISE.name, rule_set, (LIKELY, LIKELY.replace("2950,00", price)))

    assert gates(weigh(dearer, rule_set, TODAY))[PLAN_B] == gate


def test_the_highest_estimate_above_the_maximum_asks_for_a_second_pair_of_eyes(denise: Weighing) -> None:
    near = findings(denise, "voorbeeldgemeente-voorziening-werk-nadert-maximum", PLAN_B)

    assert (near.effect, near.holds) == ("aandachtspunt", True)
    (part,) = real_decision(DENISE.name).part_decisions
    assert part.second is not None
    assert part.second.name != part.decider.name


DEVIATION = """afwijkingen:
  - regel: voorbeeldgemeente-voorziening-werk-maximum
    entiteit: a-plan-b
    grond: voorbeeldgemeente-hardheid-werk
    reden: De techniek werd duurder, en minder is niet genoeg om te kunnen werken.
    door: R. Postma
    op: 2026-11-24

alternatieven:
"""
WHO_MAY_DEVIATE = (
    "{naam: R. Postma, functie: kwaliteitsmedewerker werk en inkomen, mandaat: werk-en-inkomen-kwaliteit}"
)


def test_a_dearer_plan_b_is_granted_only_by_who_may_deviate_and_with_reasons(rule_set: RuleSet) -> None:
    dearer = real_case(
        DENISE.name,
        rule_set,
        (LIKELY, LIKELY.replace("2950,00", "3100,00")),
        ("\nalternatieven:\n", f"\n{DEVIATION}"),
    )
    amounts = (('prijs: "1470,00", bedrag: "1470,00"', 'prijs: "1620,00", bedrag: "1620,00"'),)
    decider = "{naam: J. Terpstra, functie: medewerker werk en inkomen, mandaat: werk-en-inkomen}"
    weighing = weigh(dearer, rule_set, TODAY)

    by_worker = reasons_to_refuse(real_decision(DENISE.name, *amounts), dearer, rule_set, weighing)
    by_quality = reasons_to_refuse(
        real_decision(DENISE.name, *amounts, (decider, WHO_MAY_DEVIATE)), dearer, rule_set, weighing
    )

    assert gates(weighing)[PLAN_B] == "past"
    assert any("Afwijking van" in str(reason) for reason in by_worker)
    assert by_quality == ()


# --- what is still to be asked, and what is not -----------------------------------------------------------------

STILL_TO_ASK = {
    "the norm of 2026": ("denise", "bijstand_per_jaar"),
    "what she keeps with work": ("denise", "inkomen_met_werk_per_jaar"),
    "care for her son on Mondays": ("denise", "opvang_kinderen_geregeld"),
    "another insurance before the year ends": ("denise", "overstap_verzekering_besproken"),
    "whether the employer can wait": ("v1", "begindatum_kan_schuiven"),
    "what counts for the maximum": (MUNICIPALITY, "persoonlijke_voorziening_techniek_telt_mee"),
    "whether there is policy of its own": (MUNICIPALITY, "zorgkosten_eigen_beleid"),
}


def test_what_is_asked_is_what_the_dossier_says_and_nothing_else(denise: Weighing) -> None:
    asked = {(item.about, item.asked_fact) for item in denise.assessment.open_questions}

    assert asked == set(STILL_TO_ASK.values())


def test_no_open_question_keeps_plan_b_waiting(denise: Weighing) -> None:
    raised = {item.rule: item for item in denise.assessment.findings if item.holds is None}

    touched = {rule for item in denise.assessment.open_questions for rule in item.touches}
    assert touched <= set(raised)
    assert {str(raised[rule].effect) for rule in touched} == {"aandachtspunt"}


REPROACH = re.compile(r"\b(rook|rookt|roken|sigaret|scha[am]+|poets|depress|schuldig|verwijt|zelf schuld)\w*")


@pytest.mark.parametrize("name", ["case.yaml", "besluit.yaml", "beoordeling.txt", "trace.txt"])
def test_nothing_that_could_be_a_reproach_is_in_the_file(name: str) -> None:
    text = (DENISE / name).read_text(encoding="utf-8").lower()

    assert re.findall(REPROACH, text) == []


def test_nobody_is_asked_for_a_medical_file_or_how_it_came_about(rule_set: RuleSet) -> None:
    asked = re.compile(r"\b(medisch dossier|rookt|roken|poetst|hoe is het zo|hoe komt het)\b")

    questions = {fact.name: (fact.question or "").lower() for fact in rule_set.facts}

    assert [name for name, question in questions.items() if asked.search(question)] == []


def test_her_offer_to_pay_back_is_recorded_and_counted_on_nowhere(denise: Weighing, case: Case) -> None:
    assert [item.id for item in case.support] == ["s-terugbetalen"]
    assert all(alternative.input == () for alternative in denise.alternatives)


# --- money, copied from the dossier ------------------------------------------------------------------------------

ABOVE_NOTHING_CHANGES = {
    "gewone-route": "0,00",
    "plan-b": "2700,00 / 2950,00 / 3300,00",
    "in-stappen": "1480,00",
    "plan-c": "7100,00 / 7800,00 / 9000,00",
}
BY_OTHERS = {
    ("gewone-route", "fonds"): "0,00 / 2000,00 / 2950,00",
    ("in-stappen", "zorgverzekeraar"): "250,00",
    ("niets", "gezin"): "onbekend",
    ("in-stappen", "gezin"): "onbekend",
}


@pytest.mark.parametrize("option", ABOVE_NOTHING_CHANGES)
def test_every_option_costs_the_municipality_what_the_dossier_says_above_doing_nothing(
    option: str, denise: Weighing
) -> None:
    net = returns_of(denise, option).net
    assert net is not None

    assert said(own_line(denise, option).years[0]) == ABOVE_NOTHING_CHANGES[option]
    assert said(net.years[0].municipality_together) == ABOVE_NOTHING_CHANGES[option]


def returns_of(weighing: Weighing, option: str) -> Returns:
    found = weighing.alternative(option).returns
    assert found is not None
    return found


def own_line(weighing: Weighing, option: str) -> Line:
    """Give the line of the one claim of an option."""
    (line,) = [line for line in returns_of(weighing, option).lines if line.claim is not None]
    return line


def test_doing_nothing_is_a_year_of_assistance_as_long_as_it_lasts(denise: Weighing) -> None:
    nothing = returns_of(denise, "niets")

    assert [said(year.municipality_together) for year in nothing.years] == ["15406,00", "15406,00"]


@pytest.mark.parametrize(("option", "party"), BY_OTHERS)
def test_what_others_pay_in_the_first_year_is_the_dossiers(option: str, party: str, denise: Weighing) -> None:
    first = returns_of(denise, option).years[0]

    amounts: dict[str, Amount] = {str(item.party): item.amount for item in first.parties}

    assert said(amounts[party]) == BY_OTHERS[option, party]


def test_the_break_even_chances_are_those_of_the_dossier(denise: Weighing) -> None:
    lines = returns_of(denise, "plan-b").lines

    year, half_year = (line.break_even for line in lines if line.effect == "uit-de-bijstand")
    assert year is not None
    assert half_year is not None

    assert (year.at_low_bp, year.at_high_bp) == (1920, 1920)
    assert (half_year.at_low_bp, half_year.at_high_bp) == (3830, 3830)
    assert year.at_low_bp == up_to_tenth_of_percent(2950_00, 15406_00)
    assert half_year.at_low_bp == up_to_tenth_of_percent(2950_00, 15406_00 // 2)


def test_assistance_that_may_stop_is_never_counted_as_a_saving(denise: Weighing) -> None:
    net = returns_of(denise, "plan-b").net
    assert net is not None

    assert said(net.two_years.municipality_together) == said(own_line(denise, "plan-b").years[0])


# --- the options and the decision -------------------------------------------------------------------------------


def test_plan_b_is_her_own_plan_and_the_only_one_that_fits(denise: Weighing, case: Case) -> None:
    own = [item.id for item in case.alternatives if item.kind is AlternativeKind.OWN_PLAN]

    assert own == ["plan-b"]
    assert {item.id: item.advice for item in denise.alternatives} == {
        "niets": "niet_passend",
        "gewone-route": "niet_passend",
        "plan-b": "passend",
        "in-stappen": "niet_passend",
        "plan-c": "collegiaal_overleg",
    }


def test_the_term_is_eight_weeks_and_the_decision_falls_before_december(denise: Weighing) -> None:
    term = findings(denise, "awb-termijn", PLAN_B)

    assert term.day == date(2027, 1, 4)
    assert real_decision(DENISE.name).on < date(2026, 12, 1)


def test_the_good_decision_can_be_sealed_and_is_about_plan_b_alone(
    denise: Weighing, case: Case, rule_set: RuleSet
) -> None:
    decision = real_decision(DENISE.name)

    assert reasons_to_refuse(decision, case, rule_set, denise) == ()
    (part,) = decision.part_decisions
    assert [(item.claim, str(item.result)) for item in part.claims] == [(PLAN_B, "toegekend")]
    assert part.law == "participatiewet"
    assert part.conditions == ()
    assert part.evaluation == (date(2027, 3, 1), date(2027, 8, 1))
    assert decision.not_granted == ()


def test_the_decision_pays_the_dentist_in_two_parts_that_together_are_the_offer() -> None:
    (part,) = real_decision(DENISE.name).part_decisions

    lines = tuple(part.lines())

    assert len(lines) == 2
    assert print_cents(sum(line.amount for line in lines)) == "2950,00"
