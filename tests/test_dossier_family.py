"""The family of the first dossier: every question, term, dispute and cent of it."""

from datetime import date

import pytest

from budget_engine.case import Nature, Party
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import Period, Year
from budget_engine.values import print_cents, up_to_tenth_of_percent
from budget_engine.weighing import Weighing, weigh
from tests.conftest import MUNICIPALITY
from tests.dossiers import FAMILY, findings, said, weighed
from tests.notation import TODAY


@pytest.fixture(scope="module")
def family(rule_set: RuleSet) -> Weighing:
    return weighed(FAMILY, rule_set)


@pytest.fixture(scope="module")
def family_in_full(rule_set: RuleSet) -> Weighing:
    return weighed(FAMILY, rule_set, everything=True)


# --- what is still to be asked -----------------------------------------------------------------

STILL_TO_ASK = {
    1: [("erik", "doelgroep_loonkostensubsidie"), ("erik", "loonwaarde")],
    2: [("driewielfiets", "advies_uitkomst")],
    3: [("v1", "verschil_deskundigen_uitgezocht")],
    4: [("voorbeeldgemeente", "jeugd_factor_werk_ouder_in_verordening")],
    8: [("s-mirjam", "vol_te_houden"), ("s-mirjam", "uitval_opgevangen")],
    10: [("erik", "eigen_risico_op")],
}
"""Section 4 of the dossier, by its numbers."""

TO_DO = {
    5: [("jw-pgb-voorlichting", "a-wilgenhof"), ("jw-pgb-voorlichting", "a-wilgenhof-logeren")],
    6: [
        ("akw-dubbele-kinderbijslag", "sem"),
        ("wmo-mantelzorgwaardering", "anouk"),
        ("wmo-toeslagen", "gezin-001"),
    ],
    7: [("wazo-zorgverlof", "anouk")],
    9: [("wmo-jonge-mantelzorger", "noor")],
}


@pytest.mark.parametrize("number", STILL_TO_ASK)
def test_what_the_dossier_says_to_ask_is_an_open_question(number: int, family: Weighing) -> None:
    asked = {(item.about, item.asked_fact): item for item in family.assessment.open_questions}

    for place in STILL_TO_ASK[number]:
        assert asked[place].touches


@pytest.mark.parametrize("number", TO_DO)
def test_what_the_dossier_says_to_do_is_a_duty_or_a_concern_that_holds(number: int, family: Weighing) -> None:
    for rule, about in TO_DO[number]:
        found = findings(family, rule, about)
        assert found.holds is True
        assert found.effect in ("plicht", "aandachtspunt")


def test_what_the_dossier_says_not_to_ask_is_not_asked(family: Weighing, rule_set: RuleSet) -> None:
    """Income, wealth, a full diagnosis, marks at school, the value of the house: no answer matters."""
    questions = [
        f"{item.asked_fact} {getattr(rule_set.fact.get(item.asked_fact), 'question', '')}".lower()
        for item in family.assessment.open_questions
    ]

    for word in ("inkomen", "vermogen", "diagnos", "cijfer", "woz"):
        assert not [question for question in questions if word in question]


def test_nothing_else_is_asked_than_the_dossier_says(family: Weighing) -> None:
    said_in_dossier = {place for places in STILL_TO_ASK.values() for place in places}

    others = {
        (item.about, item.asked_fact): item.touches
        for item in family.assessment.open_questions
        if (item.about, item.asked_fact) not in said_in_dossier
    }

    assert others == {
        # the other road to guidance at work, as long as fact 51 is not known
        ("a-jobcoach", "zonder_begeleiding_geen_werk"): ("pw-jobcoach-noodzaak",),
        ("a-jobcoach-pgb", "zonder_begeleiding_geen_werk"): ("pw-jobcoach-noodzaak",),
        # what the municipality has not filled in
        ("voorbeeldgemeente", "wmo_vervoersnorm_in_verordening"): ("wmo-vervoersnorm",),
    }


# --- terms ------------------------------------------------------------------------------------


def test_the_terms_of_the_dossier_come_out_met_ones_included(family_in_full: Weighing) -> None:
    terms = {
        (item.rule, item.day, item.holds)
        for item in family_in_full.assessment.findings
        if item.effect == "termijn" and (item.holds or item.rule in MET)
    }

    assert terms == {
        ("wmo-persoonlijk-plan-7d", date(2026, 10, 12), False),
        ("wmo-onderzoek-6w", date(2026, 11, 16), False),
        ("wmo-beslissing-2w", date(2026, 11, 26), True),
        ("pw-10d-beslistermijn", date(2026, 12, 17), True),
        ("awb-termijn", date(2027, 1, 7), True),
        ("awb-bezwaar", date(2027, 1, 5), True),
    }


MET = ("wmo-onderzoek-6w", "wmo-persoonlijk-plan-7d")


def test_each_law_has_its_own_term(family: Weighing, rule_set: RuleSet) -> None:
    case = read_case(open_case(FAMILY / "case.yaml"), rule_set)
    law = {claim.id: claim.law for claim in case.claims}

    laws: dict[str, set[str]] = {}
    for item in family.assessment.findings:
        if item.effect == "termijn" and item.about in law:
            laws.setdefault(item.rule, set()).add(law[item.about])

    assert laws == {
        "wmo-beslissing-2w": {"wmo"},
        "pw-10d-beslistermijn": {"participatiewet"},
        "awb-termijn": {"jeugdwet", "leerlingenvervoer", "participatiewet"},
    }


# --- disputes, work ---------------------------------------------------------------------------


def test_a_disputed_fact_is_seen_in_what_rests_on_it(family: Weighing) -> None:
    """Fact 27: the school and the behavioural expert differ. Fact 60: what Noor can be asked to do."""
    disputed = {
        (item.rule, ground.about, ground.asked_fact)
        for item in family.assessment.findings
        for ground in item.decisive
        if ground.is_disputed
    }

    assert ("llv-wec-advies", "v1", "grootste_groep_in_voertuig") in disputed
    assert ("wmo-passende-bijdrage", "v3", "gebruikelijke_hulp") in disputed
    assert all(
        item.is_disputed == any(ground.is_disputed for ground in item.decisive)
        for item in family.assessment.findings
    )


def test_support_at_work_is_guidance_and_a_subsidy_apart(rule_set: RuleSet) -> None:
    case = read_case(open_case(FAMILY / "case.yaml"), rule_set)
    plan = next(item for item in case.alternatives if item.id == "een-plan")
    product = {item.id: item.facts["product"][-1].given for item in case.solutions}

    at_work = [
        product[claim.solution] for claim in case.claims if claim.id in plan.claims and claim.need == "v4"
    ]

    assert sorted(at_work) == ["jobcoach", "loonkostensubsidie"]


# --- money, copied from the dossier's own table --------------------------------------------------

FIRST_YEAR = {
    "niets": {
        "leerlingenvervoer": "0,00",
        "jeugdwet": "0,00",
        "wmo": "0,00",
        "participatiewet": "0,00",
        "samen": "0,00",
        "zorgverzekeraar": "0,00",
        "gezin": "6766,40 / 9892,80 / 13303,20",
        "werkgever": "2275,00 / 4550,00 / 9100,00",
    },
    "gewone-route": {
        "leerlingenvervoer": "3400,00 / 5200,00 / 7600,00",
        "jeugdwet": "4309,09 / 5682,18 / 8165,47",
        "wmo": "6068,80 / 6950,40 / 7457,60",
        "participatiewet": "12214,38 / 17021,80 / 22980,52",
        "samen": "25992,27 / 34854,38 / 46203,59",
        "zorgverzekeraar": "0,00",
        "gezin": "1467,20",
        "werkgever": "onbekend",
    },
    "een-plan": {
        "leerlingenvervoer": "3520,00 / 5120,00 / 7040,00",
        "jeugdwet": "7875,00 / 9550,00 / 9550,00",
        "wmo": "9114,00 / 11122,00 / 13068,00",
        "participatiewet": "9462,38 / 12709,80 / 17712,52",
        "samen": "29971,38 / 38501,80 / 47370,52",
        "zorgverzekeraar": "0,00 / 450,00 / 600,00",
        "gezin": "190,00 / 312,00 / 921,00",
        "werkgever": "onbekend",
    },
    "alles-als-geld": {
        "leerlingenvervoer": "1306,40",
        "jeugdwet": "7875,00 / 9550,00 / 9550,00",
        "wmo": "7881,60 / 9421,60 / 11211,60",
        "participatiewet": "9462,38 / 12709,80 / 17712,52",
        "samen": "26525,38 / 32987,80 / 39780,52",
        "zorgverzekeraar": "0,00 / 450,00 / 600,00",
        "gezin": "190,00 / 312,00 / 921,00",
        "werkgever": "onbekend",
    },
}
SECOND_YEAR_TOGETHER = {
    "gewone-route": "27630,76 / 37865,96 / 50363,16",
    "een-plan": "23100,78 / 30431,20 / 36564,62",
}
TWO_YEARS_LIKELY = {"gewone-route": "72720,34", "een-plan": "68933,00"}


def per_party(period: Period | Year) -> dict[str, str]:
    found = {
        (item.law if item.party is Party.MUNICIPALITY else str(item.party)) or "": said(item.amount)
        for item in period.parties
    }
    return {**found, "samen": said(period.municipality_together)}


@pytest.mark.parametrize("option", FIRST_YEAR)
def test_the_first_year_of_every_option_is_the_dossiers_to_the_cent(option: str, family: Weighing) -> None:
    returns = family.alternative(option).returns
    assert returns is not None

    assert per_party(returns.years[0]) == FIRST_YEAR[option]


def test_the_second_year_and_both_years_are_the_dossiers_to_the_cent(family: Weighing) -> None:
    for option, together in SECOND_YEAR_TOGETHER.items():
        returns = family.alternative(option).returns
        assert returns is not None
        assert returns.two_years.municipality_together is not None
        assert said(returns.years[1].municipality_together) == together
        likely = returns.two_years.municipality_together.likely_cents
        assert likely is not None
        assert print_cents(likely) == TWO_YEARS_LIKELY[option]


def test_the_break_even_chance_is_the_dossiers(family: Weighing) -> None:
    """9.550 of youth help against a year in a family home of 42.665 to 59.710."""
    returns = family.alternative("een-plan").returns
    assert returns is not None

    (chance,) = [line.break_even for line in returns.lines if line.nature is Nature.AVOIDED]

    assert (chance.at_low_bp, chance.at_high_bp) == (2240, 1600)
    assert chance.at_low_bp == up_to_tenth_of_percent(9550_00, 42665_00)
    assert chance.at_high_bp == up_to_tenth_of_percent(9550_00, 59710_00)


def test_an_unknown_party_makes_the_total_unknown_but_not_what_the_municipality_pays(
    family: Weighing,
) -> None:
    returns = family.alternative("een-plan").returns
    assert returns is not None

    assert returns.years[0].total is None
    assert returns.years[0].municipality_together is not None


# --- what somebody who knows the law sees (section 7 of the dossier) ---------------------------------


def test_without_fact_51_the_answer_about_guidance_at_work_is_not_yet_known(family: Weighing) -> None:
    (gate,) = [item for item in family.assessment.gates if item.id == "a-jobcoach"]

    assert gate.gate == "onbekend"


def test_without_the_advice_the_tricycle_can_be_given_on_a_condition(family: Weighing) -> None:
    (gate,) = [item for item in family.assessment.gates if item.id == "a-fiets"]

    assert gate.gate == "mits"
    assert "awb-advies-afwachten" in gate.findings


def test_kilometres_in_money_do_not_solve_the_road_to_school(family: Weighing) -> None:
    assert findings(family, "llv-wec-passend-vervoer", "a-kilometers").holds is True


def test_there_is_no_pgb_for_work(family: Weighing) -> None:
    (gate,) = [item for item in family.assessment.gates if item.id == "a-jobcoach-pgb"]

    assert gate.gate == "niet_mogelijk"


# --- costs that cannot be worked out --------------------------------------------------------------------------------

WHOLE = (FAMILY / "case.yaml").read_text(encoding="utf-8")
HELP_AT_HOME = next(part for part in WHOLE.split("  - id: ") if part.startswith("a-huishouden\n"))


@pytest.mark.parametrize(
    ("old", "new", "lacking"),
    [
        pytest.param("2027-01-01", "onbekend", ("vraag", "a-huishouden", "ingangsdatum"), id="no first day"),
        pytest.param("uur", "dagdeel", ("parameter", MUNICIPALITY, "tarieven"), id="no tariff for that unit"),
    ],
)
def test_what_keeps_an_amount_unknown_is_asked_of_who_can_say_it(
    old: str, new: str, lacking: tuple[str, str, str], rule_set: RuleSet
) -> None:
    line = next(
        line for line in HELP_AT_HOME.splitlines() if old in line and line.strip()[:5] in ("ingan", "eenhe")
    )
    text = WHOLE.replace(HELP_AT_HOME, HELP_AT_HOME.replace(line, line.replace(old, new, 1)))
    case = read_case(parse_yaml(text.encode(), "case.yaml"), rule_set)

    questions = weigh(case, rule_set, TODAY).assessment.open_questions

    waiting = {(item.kind, item.about, item.asked_fact): item.touches for item in questions}
    assert waiting[lacking] == ("jaarkosten",)
