"""What the law says about a case: the gate of every claim, and what each finding rests on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.answer import Provenance
from budget_engine.assessment import Assessment, Finding, Gate, assess, worst
from budget_engine.errors import InputError
from budget_engine.facts import facts_of
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from tests.notation import DECLARED, TODAY, case_of, issues_of, rules_of
from tests.small_world import PERSON

CLAIMS = "aanspraken: [{id: a, oplossing: o, vraag: v, wet: testwet}, {id: b, oplossing: o, vraag: v, wet: anders}]\n"
GROUND = """
- afwijking: hardheid
  titel: Bijzonder geval
  niveau: wet
  wetten: [Testwet]
  grondslag: {wet: Testwet, artikel: '9'}
"""


def raised(
    effect: str, when: str = "{bekend: ja}", name: str = "r", *, level: str = "wet", entity: str = "aanspraak"
) -> str:
    """Write a rule that raises a finding of an effect; a bar names its strength behind it."""
    word, _, strength = effect.partition(" ")
    kracht = f", kracht: {strength}" if strength else ""
    kracht += ", eerst: een ander" if word == "andere_wet" else ""
    return f"""
- regel: {name}
  slug: let-op
  voor: {entity}
  titel: Een regel
  als: {when}
  dan: {{effect: {word}{kracht}, tekst: Let op., inwoner: Let op.}}
  grondslag: {{wet: Testwet, artikel: '1', niveau: {level}}}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


def case_text(facts: str = "", deviations: str = "") -> str:
    return f"zaak: {{feiten: {{{facts}}}}}\n{PERSON}{CLAIMS}{deviations}"


def assessed(rules: RuleSet, text: str, *, everything: bool = False) -> Assessment:
    case = case_of(text, rules)
    facts = facts_of(case, rules, TODAY)
    return assess(case, rules, facts, evaluate(rules, facts), everything=everything)


def gate_of(rules: RuleSet, text: str, claim: str = "a") -> str:
    return str(assessed(rules, text).gate_of([claim]))


def finding(assessment: Assessment, rule: str = "r", about: str = "a") -> Finding:
    return next(item for item in assessment.findings if (item.rule, item.about) == (rule, about))


# --- the gate of one finding (design, section 5) -----------------------------------------------------------

GATES = """
                      geldt           geldt met grond tot afwijken    onbekend
belemmering dwingend  niet_mogelijk   alleen_met_afwijking            onbekend
belemmering kan       mits            mits                            onbekend
voorwaarde            mits            mits                            onbekend
plicht                mits            mits                            onbekend
andere_wet            mits            mits                            onbekend
bevoegd               past            past                            past
termijn               past            past                            past
ruimte                past            past                            past
aandachtspunt         past            past                            past
"""
ROWS = [row.rsplit(maxsplit=3) for row in GATES.strip().splitlines()[1:]]


@pytest.mark.parametrize(("effect", "holds", "with_ground", "unknown"), ROWS, ids=[row[0] for row in ROWS])
def test_the_gate_of_every_effect(effect: str, holds: str, with_ground: str, unknown: str) -> None:
    plain = rules_of(DECLARED, raised(effect))
    softer = rules_of(DECLARED, raised(effect), GROUND)

    assert gate_of(plain, case_text("bekend: ja")) == holds
    assert gate_of(softer, case_text("bekend: ja")) == with_ground
    for rules in (plain, softer):
        assert gate_of(rules, case_text()) == unknown
        assert gate_of(rules, case_text("bekend: onbekend")) == unknown
        assert gate_of(rules, case_text("bekend: nee")) == "past"


@pytest.mark.parametrize("change", [("niveau: wet", "niveau: verordening"), ("[Testwet]", "[Anders]")])
def test_a_ground_opens_nothing_at_another_level_or_under_another_law(change: tuple[str, str]) -> None:
    other = "- {wet: Anders, code: anders, uitvoerder: gemeente}"
    rules = rules_of(DECLARED, other, raised("belemmering dwingend"), GROUND.replace(*change))

    assert gate_of(rules, case_text("bekend: ja")) == "niet_mogelijk"


@pytest.mark.parametrize("axis", ["inzet", "rendement"])
def test_effort_and_returns_never_bar_a_claim(axis: str) -> None:
    bar = raised("belemmering dwingend").replace("dwingend", f"dwingend, as: {axis}")

    assert issues_of(DECLARED + bar)


# --- the gate of several findings -----------------------------------------------------------------------


@given(st.lists(st.sampled_from(Gate)), st.lists(st.sampled_from(Gate)))
def test_more_findings_never_open_a_gate(some: list[Gate], more: list[Gate]) -> None:
    order = ["past", "mits", "onbekend", "alleen_met_afwijking", "niet_mogelijk"]

    assert order.index(worst([*some, *more])) == max(order.index(worst(some)), order.index(worst(more)))


def test_a_gate_names_the_findings_that_set_it_and_no_others() -> None:
    rules = rules_of(
        DECLARED,
        raised("belemmering dwingend", "{veilig: ja}", "dicht"),
        raised("plicht", "{bekend: ja}", "eerst"),
        raised("voorwaarde", "{bekend: ja}", "ook"),
    )

    ways = [
        assessed(rules, case_text(f"bekend: ja, veilig: {answer}")).gates[0]
        for answer in ("nee", "onbekend", "ja")
    ]

    assert [(str(way.gate), way.findings) for way in ways] == [
        ("mits", ("eerst", "ook")),
        ("onbekend", ("dicht",)),
        ("niet_mogelijk", ("dicht",)),
    ]


def test_each_claim_has_a_gate_of_its_own_and_a_package_takes_the_worst() -> None:
    rules = rules_of(DECLARED, raised("belemmering dwingend", "{wet: anders}"), raised("plicht", name="p"))

    found = assessed(rules, case_text("bekend: ja"))

    assert [(gate.id, str(gate.gate)) for gate in found.gates] == [("a", "mits"), ("b", "niet_mogelijk")]
    assert found.gate_of(["a", "b"]) is Gate.CLOSED
    assert found.gate_of([]) is Gate.OPEN


# --- findings set aside ---------------------------------------------------------------------------------

ASIDE = """afwijkingen:
  - {regel: r, entiteit: a, grond: hardheid, reden: Het kan niet anders., door: S. de Wit, op: 2026-11-20}
"""
HARD = rules_of(DECLARED, raised("belemmering dwingend"), GROUND, raised("plicht", "{veilig: ja}", "p"))


@pytest.mark.parametrize("answer", ["ja", "onbekend"])
def test_a_finding_that_is_set_aside_stays_and_no_longer_counts(answer: str) -> None:
    found = assessed(HARD, case_text(f"bekend: {answer}, veilig: nee", ASIDE))

    assert found.gate_of(["a"]) is Gate.OPEN
    assert finding(found).holds is (True if answer == "ja" else None)
    assert finding(found).set_aside_on == "hardheid"


def test_setting_one_finding_aside_leaves_the_others_and_other_claims() -> None:
    found = assessed(HARD, case_text("bekend: ja, veilig: ja", ASIDE))

    assert found.gate_of(["a"]) is Gate.PROVIDED
    assert found.gate_of(["b"]) is Gate.BY_DEVIATION


def test_what_does_not_hold_is_not_set_aside() -> None:
    found = assessed(HARD, case_text("bekend: nee", ASIDE), everything=True)

    assert finding(found).set_aside_on is None


def test_nothing_is_asked_for_a_finding_that_is_set_aside() -> None:
    one_aside = case_text("veilig: nee", ASIDE)
    both_aside = one_aside + ASIDE.splitlines()[1].replace("entiteit: a", "entiteit: b") + "\n"

    assert [item.asked_fact for item in assessed(HARD, one_aside).open_questions] == ["bekend"]
    assert assessed(HARD, both_aside).open_questions == ()


@pytest.mark.parametrize("effect", ["ruimte", "bevoegd"])
def test_what_favours_the_resident_and_who_is_competent_cannot_be_set_aside(effect: str) -> None:
    rules = rules_of(DECLARED, raised(effect), GROUND)

    with pytest.raises(InputError):
        case_of(case_text("bekend: ja", ASIDE), rules)


# --- open questions -------------------------------------------------------------------------------------


def test_a_question_gathers_everything_it_touches() -> None:
    rules = rules_of(
        DECLARED,
        raised("plicht", "{bekend: ja}", "een"),
        raised("ruimte", "{een_van: [{bekend: ja}, {veilig: ja}]}", "twee"),
        raised("aandachtspunt", "{veilig: nee}", "drie", entity="zaak"),
    )

    found = assessed(rules, case_text())

    assert [(item.about, item.asked_fact, item.touches) for item in found.open_questions] == [
        ("zaak", "bekend", ("een", "twee")),
        ("zaak", "veilig", ("drie", "twee")),
    ]


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ("bekend: nee", []),
        ("bekend: ja", ["veilig"]),
        ("veilig: ja", ["bekend"]),
        ("bekend: onbekend", ["bekend", "veilig"]),
    ],
)
def test_only_what_can_still_change_an_outcome_is_asked(facts: str, asked: list[str]) -> None:
    rules = rules_of(DECLARED, raised("plicht", "{alle: [{bekend: ja}, {veilig: ja}]}"))

    found = assessed(rules, case_text(facts))

    assert [question.asked_fact for question in found.open_questions] == asked


def test_a_parameter_is_a_question_for_the_municipality_and_not_for_the_household() -> None:
    limit = "- {parameter: grens, soort: bedrag, titel: Grens}"
    rules = rules_of(DECLARED, limit, raised("belemmering dwingend", "{gevraagd: '> grens'}"))
    asked = case_text().replace("wet: testwet}", "wet: testwet, feiten: {gevraagd: '5,00'}}")

    found = assessed(rules, asked)

    assert gate_of(rules, asked) == "onbekend"
    assert {(item.kind, item.asked_fact) for item in finding(found).missing} == {("parameter", "grens")}


# --- what a finding rests on ----------------------------------------------------------------------------

HELP = "zaak: {feiten: {bekend: {waarde: ja, herkomst: deskundige, betwist: {door: Erik}}, veilig: ja}}\n"
DERIVED = """
- {feit: samen, voor: zaak, soort: ja_nee, afgeleid: ja}
- {afleiding: samen, als: {bekend: ja}}
- {feit: steun_uren, voor: persoon, soort: getal, afgeleid: ja}
- {afleiding: steun_uren, is: {som: {over: persoon.steun, van: uren}}}
"""


def rests_on(when: str, text: str = HELP + PERSON + CLAIMS) -> Finding:
    return finding(assessed(rules_of(DECLARED, DERIVED, raised("plicht", when)), text))


def test_a_finding_names_what_it_rests_on_and_how_that_is_known() -> None:
    found = rests_on("{een_van: [{bekend: ja}, {veilig: nee}]}")

    assert [ground.asked_fact for ground in found.decisive] == ["bekend", "peildatum"]
    ground = found.decisive[0]
    assert (ground.about, ground.given) == ("zaak", "ja")
    assert ground.provenance is Provenance.EXPERT
    assert ground.is_disputed


@pytest.mark.parametrize(
    ("when", "disputed"),
    [
        ("{bekend: ja}", True),
        ("{samen: ja}", True),
        ("{alle: [{veilig: ja}, {samen: ja}]}", True),
        ("{veilig: ja}", False),
        ("{een_van: [{bekend: nee}, {veilig: ja}]}", False),
    ],
)
def test_what_rests_on_a_disputed_answer_says_so_and_nothing_else_does(when: str, *, disputed: bool) -> None:
    found = rests_on(when)

    assert found.holds is True
    assert found.is_disputed is disputed


def test_a_disputed_answer_about_one_member_shows_in_a_total() -> None:
    support = """steun:
  - {id: oma, van: p, feiten: {uren: {waarde: '3', herkomst: eigen_verklaring, betwist: {door: oma, zegt: '1'}}}}
  - {id: buur, van: p, feiten: {uren: '5'}}
"""

    found = rests_on("{steun_uren: '8'}", PERSON + support + CLAIMS)

    hours = [ground for ground in found.decisive if ground.asked_fact == "uren"]
    assert [(ground.about, ground.given) for ground in hours] == [("buur", "5"), ("oma", "3")]
    assert [ground.is_disputed for ground in hours] == [False, True]
    assert found.is_disputed


def test_a_dispute_about_an_earlier_answer_is_over_once_it_is_answered_again() -> None:
    again = HELP.replace(
        "betwist: {door: Erik}}", "betwist: {door: Erik}}, {waarde: ja, herkomst: register}]"
    )

    found = rests_on("{bekend: ja}", again.replace("bekend: {", "bekend: [{") + PERSON + CLAIMS)

    assert not found.is_disputed
    assert found.decisive[0].provenance is Provenance.REGISTER


# --- what is shown --------------------------------------------------------------------------------------


def test_what_does_not_hold_is_shown_only_when_everything_is_asked() -> None:
    rules = rules_of(DECLARED, raised("plicht"))
    text = case_text("bekend: nee")

    assert assessed(rules, text).findings == ()
    assert finding(assessed(rules, text, everything=True)).holds is False


@pytest.mark.parametrize("answer", ["ja", "onbekend"])
def test_a_question_of_competence_is_raised_and_leaves_the_gate(answer: str) -> None:
    found = assessed(rules_of(DECLARED, raised("bevoegd")), case_text(f"bekend: {answer}"))

    assert found.gate_of(["a"]) is Gate.OPEN
    assert finding(found).counts


def test_a_table_that_gives_two_rows_is_a_fault() -> None:
    table = """
- {feit: soort, voor: zaak, soort: getal, afgeleid: ja}
- tabel: t
  voor: zaak
  titel: Een tabel
  trefbeleid: precies_een
  invoer: [bekend, veilig]
  uitvoer: [soort]
  rijen: [{rij: een, bekend: ja, veilig: '-', soort: 1}, {rij: twee, bekend: '-', veilig: ja, soort: 2}]
  peilmoment: besluit
  geldig_van: 2015-01-01
"""

    both, none = (
        assessed(rules_of(DECLARED, table), case_text(f"bekend: {answer}, veilig: {answer}")).faults
        for answer in ("ja", "nee")
    )

    assert [(fault.table, fault.about, str(fault.fault)) for fault in both] == [("t", "zaak", "overlap")]
    assert [str(fault.fault) for fault in none] == ["gat"]
