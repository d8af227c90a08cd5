"""The youth of the fourth dossier: help in kind only, and every finding, term and cent of it."""

import re
from datetime import date
from pathlib import Path

import pytest

from budget_engine.case import Party
from budget_engine.decision import ClaimDecision, Decision, Result, budgets_shown
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import NOTHING, Returns, Year
from budget_engine.values import parse_cents, print_cents, up_to_tenth_of_percent
from budget_engine.weighing import Weighing, weigh
from tests.conftest import FIXTURES, MUNICIPALITY
from tests.dossiers import findings, municipal, said, weighed
from tests.notation import TODAY
from tests.sealed import Shell
from tests.small_world import changed, real_case, real_decision

SLUG = "004-lotte"
LOTTE = FIXTURES / "cases" / SLUG
DOSSIER = (LOTTE / "dossier.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lotte(rule_set: RuleSet) -> Weighing:
    return weighed(LOTTE, rule_set)


@pytest.fixture(scope="module")
def lotte_in_full(rule_set: RuleSet) -> Weighing:
    return weighed(LOTTE, rule_set, everything=True)


def with_changes(rule_set: RuleSet, *changes: tuple[str, str], on: date = TODAY) -> Weighing:
    return weigh(real_case(SLUG, rule_set, *changes), rule_set, on)


def gates(weighing: Weighing) -> dict[str, str]:
    return {item.id: str(item.gate) for item in weighing.assessment.gates}


# --- what is raised and what is not ------------------------------------------------------------------

GATES = {
    "a-thuis": "past",
    "a-school": "mits",
    "a-groep": "mits",
    "a-vervoer": "past",
    "a-bijles": "niet_mogelijk",
    "a-taxi-jaar": "past",
    "a-thuis-wisselend": "mits",
    "a-groep-wachtlijst": "past",
}
HOLDS = {
    "jw-onderwijs-bar": {"a-bijles"},  # fact 30
    "jw-vaste-hulpverlener": {"a-school", "a-thuis-wisselend"},  # fact 42, 45
    "jw-vaste-hulpverlener-niet": {"a-thuis-wisselend"},  # fact 45
    "jw-uren-herleidbaar": {"a-thuis-wisselend"},  # fact 45
    "jw-natura-wachtlijst": {"a-groep-wachtlijst"},  # fact 45
    "jw-vervoer": {"a-taxi-jaar"},  # fact 31
    "awb-advies-afwachten": {"a-groep"},  # fact 43
    "awb-termijn": set(GATES),
    "awb-bezwaar": {"lotte-004"},
    "wazo-zorgverlof": {"saskia"},  # fact 29
    "jw-steun-vol-te-houden": {"s-saskia"},  # fact 26, 27
    "jw-toestemming-12-16": {"a-groep"},  # fact 9: she wants to look first
}
NOT_YET_KNOWN = {
    "awb-advies-ongunstig": {"a-groep"},  # fact 43
    "jw-vaste-hulpverlener-niet": {"a-school"},  # fact 42
    "jw-eigenkracht-factor-werk": {  # fact 53, where Saskia's work was weighed
        "a-thuis", "a-groep", "a-thuis-wisselend", "a-groep-wachtlijst",
    },
}  # fmt: skip
SETTLED = [
    ("awb-advies", "v2"),  # fact 19: school and the behavioural expert differed, and called each other
    ("jw-school-overleg", "a-school"),  # fact 40
    ("jw-eigen-kracht-toereikend", "a-thuis"),  # fact 33
    ("jw-natura-wachtlijst", "a-thuis"),  # fact 41
    ("jw-onderwijs-bar", "a-school"),  # going along at school is not teaching
    ("jw-vervoer", "a-vervoer"),  # fact 34
    ("jw-woonplaats", "a-thuis"),  # fact 3
    ("jw-leeftijd", "a-thuis"),  # fact 25
    ("awb-motivering", "a-bijles"),
    ("avg-gegevens-school", "lotte"),  # fact 10
]


def raised(weighing: Weighing, *, known: bool) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in weighing.assessment.findings:
        if (item.holds is True) is known:
            found.setdefault(item.rule, set()).add(item.about)
    return found


def test_what_is_raised_is_what_the_dossier_says_and_nothing_of_the_wmo(lotte: Weighing) -> None:
    assert raised(lotte, known=True) == HOLDS
    assert raised(lotte, known=False) == NOT_YET_KNOWN


@pytest.mark.parametrize(("rule", "about"), SETTLED)
def test_what_the_dossier_settles_is_looked_at_and_not_raised(
    rule: str, about: str, lotte_in_full: Weighing
) -> None:
    assert findings(lotte_in_full, rule, about).holds is False


def test_nobody_asks_for_a_pgb_so_no_test_of_a_pgb_is_made(lotte_in_full: Weighing) -> None:
    about_pgb = [item for item in lotte_in_full.assessment.findings if "pgb" in item.slug]

    assert about_pgb
    assert {item.holds for item in about_pgb} == {False}


def test_a_wish_for_a_pgb_would_have_to_say_why_help_in_kind_does_not_fit(rule_set: RuleSet) -> None:
    claim = part("a-thuis")

    asked = with_changes(rule_set, (claim, changed(claim, ("vorm: natura", "vorm: pgb"))))

    assert findings(asked, "jw-pgb-motivering", "a-thuis").holds is True


# --- gates and advice -----------------------------------------------------------------------------------


def test_the_gates_are_the_dossiers(lotte: Weighing) -> None:
    assert gates(lotte) == GATES


ADVICE = {
    "niets": "niet_passend",
    "gewone-route": "niet_passend",
    "eigen-plan": "niet_passend",
    "een-begeleider": "passend_onder_voorwaarden",
    "samen-zelf": "niet_passend",
}
"""In the order of the columns of the dossier."""
OPTIONS = tuple(ADVICE)


def test_only_one_fixed_worker_answers_every_need_within_the_law(lotte: Weighing) -> None:
    assert {item.id: item.advice for item in lotte.alternatives} == ADVICE


def part(claim: str) -> str:
    """Give the text of one claim."""
    blocks = (LOTTE / "case.yaml").read_text(encoding="utf-8").split("  - id: ")
    return next(block for block in blocks if block.startswith(f"{claim}\n"))


UNKNOWN_WORKER = "vaste_hulpverlener_bereid: {waarde: onbekend"
UNKNOWN_ADVICE = "advies_uitkomst: {waarde: onbekend"
UNKNOWN_CONSENT = "jeugdige_stemt_in: {waarde: onbekend"


@pytest.mark.parametrize(
    ("answers", "claim"),
    [({UNKNOWN_WORKER: "ja"}, "a-school"), ({UNKNOWN_ADVICE: "geschikt", UNKNOWN_CONSENT: "ja"}, "a-groep")],
)
def test_what_was_unknown_opens_the_gate_when_it_is_answered(
    answers: dict[str, str], claim: str, rule_set: RuleSet
) -> None:
    changes = [(old, old.replace("onbekend", answer)) for old, answer in answers.items()]

    assert gates(with_changes(rule_set, *changes)) == {**GATES, claim: "past"}


def test_a_worker_who_cannot_come_leaves_the_condition_open_and_bars_nothing(rule_set: RuleSet) -> None:
    answered = with_changes(rule_set, (UNKNOWN_WORKER, UNKNOWN_WORKER.replace("onbekend", "nee")))

    assert findings(answered, "jw-vaste-hulpverlener-niet", "a-school").holds is True
    assert gates(answered)["a-school"] == "mits"


def test_on_her_eighteenth_birthday_the_same_case_points_to_the_wmo(rule_set: RuleSet) -> None:
    day_before = with_changes(rule_set, on=date(2028, 5, 17))
    birthday = with_changes(rule_set, on=date(2028, 5, 18))

    assert "jw-leeftijd" not in raised(day_before, known=True)
    assert findings(birthday, "jw-leeftijd", "a-thuis").holds is True


# --- where they do not agree ----------------------------------------------------------------------------


WAITING = "a-groep-wachtlijst"
DISPUTED = {
    32: ("jw-eigen-kracht-toereikend", "a-thuis", "v1", "eigen_kracht_ouders"),
    34: ("jw-vervoer", "a-vervoer", "v3", "kan_zelfstandig_reizen"),
    46: ("jw-natura-wachtlijst", WAITING, WAITING, "natura_beschikbaar_vanaf"),
}
"""By the number of the fact in the dossier: the rule, its claim, and what is disputed of whom."""


@pytest.mark.parametrize("number", DISPUTED)
def test_a_disputed_fact_is_seen_in_what_rests_on_it(number: int, lotte_in_full: Weighing) -> None:
    rule, claim, about, fact = DISPUTED[number]

    found = findings(lotte_in_full, rule, claim)

    disputed = [(ground.about, ground.asked_fact) for ground in found.decisive if ground.is_disputed]
    assert (found.is_disputed, disputed) == (True, [(about, fact)])


def test_if_the_father_were_right_the_help_at_home_would_not_be_needed(rule_set: RuleSet) -> None:
    """What he disputes decides, so the decision says why he is not followed."""
    his_view = with_changes(
        rule_set, ("waarde: ontoereikend\n        herkomst", "waarde: toereikend\n        herkomst")
    )

    assert (gates(his_view)["a-thuis"], gates(his_view)["a-school"]) == ("niet_mogelijk", "mits")
    (at_home,) = [item for item in claims_of(real_decision(SLUG)) if item.claim == "a-thuis"]
    assert "Jeroen" in at_home.reasons


# --- terms, and what is still to be asked ---------------------------------------------------------------


def test_the_terms_of_the_dossier_come_out(lotte: Weighing) -> None:
    terms = {(item.rule, item.day) for item in lotte.assessment.findings if item.effect == "termijn"}

    assert terms == {("awb-termijn", date(2026, 12, 31)), ("awb-bezwaar", date(2027, 1, 5))}


STILL_TO_ASK = {
    1: ("kleine-groep", "advies_uitkomst"),
    2: ("a-school", "vaste_hulpverlener_bereid"),
    3: (MUNICIPALITY, "jeugd_factor_werk_ouder_in_verordening"),
}
"""Section 4 of the dossier, by its numbers; 4 is something to do, 5 and 6 come after the decision."""


def test_the_open_questions_are_the_dossiers_and_no_others(lotte: Weighing) -> None:
    """Nothing is asked of income, of why the parents separated, of the treatment, of marks."""
    asked = {(item.about, item.asked_fact) for item in lotte.assessment.open_questions}

    assert asked == set(STILL_TO_ASK.values())


# --- money, worked out by hand in the dossier -------------------------------------------------------------

ROW_OF = {"jeugdwet": "gemeente Jeugdwet", "gezin": "gezin", "school": "school"}


def ledger(weighing: Weighing, option: str) -> Returns:
    returns = weighing.alternative(option).returns
    assert returns is not None
    return returns


def per_party(year: Year) -> dict[str, str]:
    return {
        (item.law if item.party is Party.MUNICIPALITY else str(item.party)) or "": said(item.amount)
        for item in year.parties
    }


def row(name: str) -> list[str]:
    """Give the cells of a row in a table of the dossier, with amounts as the engine prints them."""
    (line,) = [line for line in DOSSIER.splitlines() if line.startswith(f"| {name} |")]
    return [re.sub(r"(?<=\d)\.(?=\d{3})", "", cell.strip()) for cell in line.strip("|").split("|")[1:]]


@pytest.mark.parametrize("option", OPTIONS)
def test_the_first_year_of_every_option_is_the_dossiers_to_the_cent(option: str, lotte: Weighing) -> None:
    assert per_party(ledger(lotte, option).years[0]) == {
        party: row(name)[OPTIONS.index(option)] for party, name in ROW_OF.items()
    }


@pytest.mark.parametrize("option", OPTIONS)
def test_both_years_of_the_municipality_are_the_dossiers_to_the_cent(option: str, lotte: Weighing) -> None:
    column = OPTIONS.index(option)

    assert municipal(ledger(lotte, option)) == {
        "2027": row("2027")[column],
        "2028": row("2028")[column],
        "twee_jaar": row("twee jaar")[column],
    }


BUILT_OF = {
    "a-thuis": "thuis, vaste begeleider, 74,40 per uur",
    "a-school": "op school, 74,40 per uur",
    "a-groep": "kleine groep, 66,00 per dagdeel",
    "a-vervoer": "taxi heen, twaalf weken; 12,00, 17,50 en 22,00 per rit",
    "a-taxi-jaar": "taxi heen en terug, hele jaar; 12,00, 17,50 en 22,00 per rit",
    "a-bijles": "bijles, 45,00 per uur",
    "a-thuis-wisselend": "thuis, wisselend team, 74,40 per uur",
    "a-groep-wachtlijst": "groep van twaalf; 56,92, 68,82 en 74,37 per dagdeel",
}


@pytest.mark.parametrize("claim", BUILT_OF)
def test_every_claim_costs_what_the_dossier_works_out(claim: str, lotte: Weighing) -> None:
    line = next(line for option in OPTIONS for line in ledger(lotte, option).lines if line.claim == claim)

    ends = [print_cents(end) for year in line.years for end in year.ends if end is not None]

    assert ends == [cell.split(" = ")[-1] for cell in row(BUILT_OF[claim])]


@pytest.mark.parametrize("name", BUILT_OF.values())
def test_the_sums_of_the_dossier_add_up(name: str) -> None:
    prices = [parse_cents(price) for price in re.findall(r"\d+,\d\d", name)]
    low_likely_high = prices if len(prices) > 1 else prices * 3

    for cell, price in zip(row(name), low_likely_high * 2, strict=True):
        count, _, amount = cell.rpartition(" = ")
        assert int(count.split(" ")[0] if count else 0) * price == parse_cents(amount)


def test_who_waits_costs_less_and_that_is_no_return(lotte: Weighing) -> None:
    usual, fixed = ledger(lotte, "gewone-route"), ledger(lotte, "een-begeleider")

    waiting, helped = (item.years[0].municipality_together or NOTHING for item in (usual, fixed))

    assert helped.minus(waiting).likely_cents == 6428_76
    assert "6.428,76 goedkoper" in DOSSIER
    assert {str(line.nature) for line in usual.lines} == {"zeker"}


def test_the_bus_is_known_to_the_cent_though_the_familys_total_is_not(lotte: Weighing) -> None:
    returns = ledger(lotte, "een-begeleider")

    (bus,) = [line for line in returns.lines if line.what == "buskaartjes naar de groep"]

    assert [said(year) for year in bus.years] == ["30,80 / 52,80 / 57,20", "0,00"]
    assert returns.years[0].total is None
    assert returns.years[0].municipality_together is not None


def test_the_break_even_chance_is_the_dossiers(lotte: Weighing) -> None:
    """3.422,40 of going along at school, against 12.300 to 15.000 for a year of special education."""
    returns = ledger(lotte, "een-begeleider")

    ((nature, chance),) = [(line.nature, line.break_even) for line in returns.lines if line.break_even]

    assert nature == "vermeden"
    assert chance.at_low_bp == up_to_tenth_of_percent(3422_40, 12300_00) == 2790
    assert chance.at_high_bp == up_to_tenth_of_percent(3422_40, 15000_00) == 2290


# --- the decision -----------------------------------------------------------------------------------------


def test_the_decision_gives_and_refuses_what_the_dossier_says() -> None:
    decision = real_decision(SLUG)
    (budget,) = budgets_shown(decision)
    refused = {item.claim for item in claims_of(decision) if item.result is Result.REFUSED}

    assert (budget.law, budget.cents, budget.conditional_cents) == ("jeugdwet", 15531_60, 6008_40)
    assert refused == {"a-bijles", "a-taxi-jaar"}
    assert len(decision.not_granted) == len(refused)


def test_the_decision_is_sealed_and_worked_out_again_it_says_the_same(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "x.db"

    sealed = shell("besluit", LOTTE / "case.yaml", "--besluit", LOTTE / "besluit.yaml", "--db", path)
    again = shell("naspelen", "--db", path)

    assert (sealed.code, sealed.err) == (0, "")
    assert (again.code, again.out) == (0, "Record 1: gelijk.\n")


TUTORING = "aanspraak: a-bijles\n        uitkomst: "
REFUSED = "'a-bijles' kan volgens de wet niet worden toegekend"
SIGNED = "{naam: P. Jansma, functie: kwaliteitsmedewerker, mandaat: toegang-kwaliteit}"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (SIGNED, "{naam: R. Bos, functie: consulent, mandaat: toegang-consulent}", "15.000,00"),
        ("    tweede_persoon: {naam: R. Bos, functie: consulent}\n", "", "tweede persoon"),
        (f"{TUTORING}geweigerd", f"{TUTORING}toegekend", REFUSED),
    ],
    ids=["above-the-amount-of-a-caseworker", "a-refusal-without-a-colleague", "tutoring-is-education"],
)
def test_what_the_dossier_rules_out_is_not_sealed(
    old: str, new: str, reason: str, shell: Shell, tmp_path: Path
) -> None:
    text = changed((LOTTE / "besluit.yaml").read_text(encoding="utf-8"), (old, new))
    path = tmp_path / "besluit.yaml"
    path.write_text(text, encoding="utf-8")

    refused = shell("besluit", LOTTE / "case.yaml", "--besluit", path, "--db", tmp_path / "x.db")

    assert refused.code == 1
    assert reason in refused.err
    assert not (tmp_path / "x.db").exists()


def claims_of(decision: Decision) -> list[ClaimDecision]:
    return [item for part_decision in decision.part_decisions for item in part_decision.claims]
