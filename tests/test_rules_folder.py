"""The rules themselves: sourced, shown by examples, and nothing of a law outside its own file."""

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from budget_engine.assessment import Assessment, Finding
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.files.yaml_rules import municipalities, read_rules
from budget_engine.language.expr import Node, ParameterRef, walk
from budget_engine.language.fact import EntityKind, Kind, LiesWith, Privacy, Role
from budget_engine.language.register import Level, SourceClass
from budget_engine.language.rule import Rule, Table
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES, MUNICIPALITY, RULES
from tests.notation import TODAY
from tests.sealed import rules

CASE = FIXTURES / "cases" / "001-van-wetering" / "case.yaml"
LAWS = sorted((RULES / "landelijk").glob("*.yaml"))
RULE_SET = rules()
FINDING_TABLES = [table for table in RULE_SET.tables if any(row.consequence for row in table.rows)]
DERIVING_TABLES = [table for table in RULE_SET.tables if table.outputs]


def assessed(rule_set: RuleSet, *, everything: bool = False) -> Assessment:
    case = read_case(open_case(CASE), rule_set)
    return weigh(case, rule_set, TODAY, everything=everything).assessment


Found = dict[tuple[str, str], Finding]


def findings_by(rule_set: RuleSet) -> Found:
    """Give everything that was found, met or not, by rule and entity."""
    return {(item.rule, item.about): item for item in assessed(rule_set, everything=True).findings}


@cache
def found_before() -> Found:
    return findings_by(RULE_SET)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    return folder


def edited(folder: Path, change: Callable[[str], str]) -> None:
    """Change every rule file of a folder in the same way."""
    for path in folder.rglob("*.yaml"):
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


# --- every rule ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULE_SET.rules, ids=lambda rule: rule.id)
def test_every_rule_has_an_example_that_raises_it_and_one_that_does_not(rule: Rule) -> None:
    outcomes = {example.holds for example in rule.examples}

    assert {"ja", "nee"} <= outcomes


@pytest.mark.parametrize("table", FINDING_TABLES, ids=lambda table: table.id)
def test_every_table_of_findings_shows_rows_that_hold_and_rows_that_do_not(table: Table) -> None:
    shown = {row for example in table.examples for row in (example.row or "").split(", ")}

    assert {row.id for row in table.rows} <= shown
    assert "geen" in shown


@pytest.mark.parametrize("rule", RULE_SET.rules, ids=lambda rule: rule.id)
def test_every_rule_speaks_to_the_worker_and_to_the_resident(rule: Rule) -> None:
    for text in (rule.consequence.text, rule.consequence.resident_text):
        assert text
        assert text[0].isupper()
        assert text.endswith((".", "?"))


def test_what_rests_on_a_law_that_was_not_read_is_marked_to_verify() -> None:
    unread = {law.name for law in RULE_SET.laws if law.read_version is None}

    unmarked = {
        (basis.law, basis.article)
        for basis in RULE_SET.finding_basis.values()
        if basis.law in unread and not basis.to_verify and basis.source_class is SourceClass.STATUTE
    }

    read = {("Awb", "3:46"), ("Awb", "6:7 en 6:8")}
    applied_in_rulings = {("Awb", "3:2"), ("Awb", "4:13")}
    assert unmarked == read | applied_in_rulings, "the articles of the Awb of which the text is known"


def test_case_law_names_its_ruling_and_policy_who_decided_it() -> None:
    for name, basis in RULE_SET.finding_basis.items():
        if basis.source_class is SourceClass.CASE_LAW:
            assert re.fullmatch(r"ECLI:NL:[A-Z]+:\d{4}:[A-Z]{0,2}\d+", basis.ruling or ""), name
        if basis.source_class is SourceClass.POLICY:
            assert basis.decided_by, name
            assert basis.level not in (Level.STATUTE, Level.DECREE, Level.REGULATION), name


def test_every_fact_that_is_asked_has_a_question_and_somebody_who_may_answer() -> None:
    for declared in RULE_SET.facts:
        if declared.is_asked:
            assert declared.question, declared.name
            assert declared.question.endswith("?"), declared.name
            assert declared.who, declared.name


@pytest.mark.parametrize("name", [None, *municipalities(RULES)])
def test_every_fact_that_is_asked_says_in_whose_hands_it_lies(name: str | None) -> None:
    unsaid = [item.name for item in rules(name).facts if item.is_asked and item.lies_with is None]

    assert unsaid == []


def test_what_a_resident_could_only_change_at_their_own_cost_is_never_in_their_hands() -> None:
    """Health and belief, what an expert says, help that others give, and money are nobody's choice."""
    for declared in RULE_SET.facts:
        if declared.lies_with is LiesWith.RESIDENT:
            assert declared.privacy is not Privacy.SPECIAL, declared.name
            assert Role.EXPERT not in declared.who, declared.name
            assert declared.entity is not EntityKind.SUPPORT, declared.name
            assert declared.kind not in (Kind.AMOUNT, Kind.SHARE, Kind.DURATION, Kind.DISTANCE), declared.name


def test_what_was_received_or_asked_before_is_recorded_by_the_municipality_and_no_choice_any_more() -> None:
    """Of all days a resident only chooses the one on which the help should start."""
    chosen = {
        declared.name
        for declared in RULE_SET.facts
        if declared.kind is Kind.DATE and declared.lies_with is LiesWith.RESIDENT
    }

    assert chosen == {"ingangsdatum"}


TO_VERIFY = {
    "prices": {"prijs", "prijs_laag", "prijs_hoog", "naturaprijs", "prijsbron", "kostensoort", "kostprijs"},
    "amounts at once": {"eenmalig", "eenmalig_laag", "eenmalig_hoog"},
    "what runs now": {"lopend", "heeft_vervoersvoorziening"},
    "where a claim on another law stands": {
        "wlz_status", "zvw_status", "zvw_hulpmiddel_status", "uwv_werkvervoer", "eerdere_route_status",
    },
    "whether papers are complete": {"aanvraag_compleet", "gegevens_inwoner_ontbreken", "ciz_besluit_volledig"},
    "what the college intends": {"voornemen"},
}  # fmt: skip


@pytest.mark.parametrize("kind", TO_VERIFY)
def test_what_the_municipality_can_look_up_is_for_the_municipality(kind: str) -> None:
    hands = {name: RULE_SET.fact[name].lies_with for name in TO_VERIFY[kind]}

    assert set(hands.values()) == {LiesWith.MUNICIPALITY}, hands


def test_every_derived_fact_is_given_by_something() -> None:
    given = {derivation.fact for derivation in RULE_SET.derivations}
    given |= {fact for table in RULE_SET.tables for fact in table.outputs}

    assert {declared.name for declared in RULE_SET.facts if declared.is_derived} == given


def test_every_declared_fact_is_read_by_something() -> None:
    """A question nobody needs is a burden on the household."""
    read = all_read()

    asked_for_nothing = [
        declared.name
        for declared in RULE_SET.facts
        if declared.outlet is None and declared.name not in read and not declared.note
    ]

    assert asked_for_nothing == []


def all_read() -> set[str]:
    """Name the facts that a rule, a table, a formula, a route or a term of any municipality reads."""
    found: set[str] = set()
    for rule_set in (rules(None), *(rules(name) for name in municipalities(RULES))):
        nodes: list[Node | None] = [*rule_set.condition_of.values()]
        nodes += [node for table in rule_set.tables for node in table.nodes]
        nodes += [node for derivation in rule_set.derivations for node in derivation.nodes]
        for consequence in rule_set.consequence_of_finding.values():
            nodes.append(consequence.deadline)
            found |= {name for name in (consequence.met_by, consequence.claim_status) if name is not None}
        for route in rule_set.routes:
            found |= {route.could_carry, *route.of_claims}
        found |= set(rule_set.moment_fact.values())
        found |= {name for node in nodes if node is not None for name in facts_read(node, rule_set)}
    return found


def test_no_text_repeats_an_amount_that_a_municipality_or_a_year_can_change() -> None:
    """What a rule reads as a parameter may change; a text that repeats it would then be wrong."""
    repeated = {
        (name, parameter)
        for rule_set in (rules(None), *(rules(name) for name in municipalities(RULES)))
        for name, consequence in rule_set.consequence_of_finding.items()
        for parameter in amounts_behind(name, rule_set)
        for setting in rule_set.settings
        if setting.parameter == parameter and setting.value is not None
        for text in (consequence.text, consequence.resident_text or "")
        if re.search(rf"(?<![\d.,]){spelled(setting.value)}(?![.,]?\d)", text)
    }

    assert repeated == set()


def amounts_behind(finding: str, rule_set: RuleSet) -> set[str]:
    """Name the amounts that a finding rests on, through what is derived too."""
    if finding in rule_set.condition_of:
        open_nodes: list[Node] = [rule_set.condition_of[finding]]
    else:
        table = next(
            table for table in rule_set.tables for row in table.rows if table.row_name(row) == finding
        )
        open_nodes = [*table.nodes]
    seen: set[str] = set()
    found: set[str] = set()
    while open_nodes:
        node = open_nodes.pop()
        found |= {part.name for part in walk(node) if isinstance(part, ParameterRef)}
        for fact in set(facts_read(node, rule_set)) - seen:
            seen.add(fact)
            open_nodes += rule_set.nodes_giving.get(fact, ())
    return {name for name in found if rule_set.parameter[name].kind is Kind.AMOUNT}


def spelled(amount: str) -> str:
    """Give how a text may write an amount: with or without dots, and whole euros without cents."""
    euros, _, cents = amount.replace(".", "").partition(",")
    dotted = f"{int(euros):,}".replace(",", ".")
    written = f"({euros}|{re.escape(dotted)})"
    return written + (f",{cents}" if cents.strip("0") else "(,00)?")


def test_an_amount_is_found_however_it_is_written() -> None:
    for text in ("3000", "3.000", "3.000,00", "3000,00"):
        assert re.fullmatch(spelled("3.000,00"), text)
    assert re.fullmatch(spelled("21,80"), "21,80")
    assert not re.fullmatch(spelled("21,80"), "21")


def test_what_is_invented_for_the_example_municipality_says_so() -> None:
    for path in (RULES / "gemeenten" / MUNICIPALITY).glob("*.yaml"):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            if "grondslag" in entry:
                assert "fictief" in str(entry), entry


def test_the_national_rules_stand_without_any_municipality(national: RuleSet) -> None:
    assert national.municipality is None
    assert not national.mandates
    assert len(national.rules) > 80


# --- one law, one file -----------------------------------------------------------------------------------


CASE_LAW = RULES / "landelijk" / "crvb.yaml"


def _bases_in(path: Path) -> list[dict[str, str]]:
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    bases = [entry["grondslag"] for entry in entries if "grondslag" in entry]
    return bases + [
        row["grondslag"] for entry in entries for row in entry.get("rijen", ()) if "grondslag" in row
    ]


@pytest.mark.parametrize("path", [path for path in LAWS if path != CASE_LAW], ids=lambda path: path.stem)
def test_a_national_file_holds_one_law(path: Path) -> None:
    assert len({basis["wet"] for basis in _bases_in(path)}) == 1


def test_the_lines_of_the_highest_court_stand_together() -> None:
    """Other courts stand beside the article they read, so that a new line of the highest is found in one file."""
    of_the_court = {path for path in LAWS for basis in _bases_in(path) if ":CRVB:" in basis.get("ecli", "")}

    assert of_the_court == {CASE_LAW}
    assert {basis.get("klasse") for basis in _bases_in(CASE_LAW)} == {"rechtspraak"}


LEANED_ON = {"wmo", "participatiewet", "awb", "crvb"}
"""The laws that others speak of most; the rest is taken out with --grondig."""
TAKEN_OUT = [
    pytest.param(path, marks=() if path.stem in LEANED_ON else pytest.mark.grondig, id=path.stem)
    for path in LAWS
]


@pytest.mark.parametrize("path", TAKEN_OUT)
def test_without_the_file_of_a_law_only_the_findings_of_that_law_vanish(path: Path, copied: Path) -> None:
    before = found_before()
    own = _names_in(path)
    (copied / "landelijk" / path.name).unlink()

    after = findings_by(read_rules(copied, MUNICIPALITY))

    assert after == {place: item for place, item in before.items() if item.rule not in own}
    assert own & {rule for rule, _ in before}


def test_a_file_that_is_changed_and_changed_back_gives_the_same_rules_again(copied: Path) -> None:
    path = copied / "landelijk" / "wmo.yaml"
    text = path.read_text(encoding="utf-8")
    first = read_rules(copied, MUNICIPALITY)

    path.write_text(text.replace("geldig_van: 2015-01-01", "geldig_van: 2016-01-01"), encoding="utf-8")
    other = read_rules(copied, MUNICIPALITY)
    path.write_text(text, encoding="utf-8")

    assert other.hash != first.hash
    assert read_rules(copied, MUNICIPALITY) == first


def _names_in(path: Path) -> set[str]:
    found: set[str] = set()
    for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        if "regel" in entry:
            found |= {name for name in RULE_SET.rule_named if name.split("@")[0] == entry["regel"]}
        if "tabel" in entry:
            found |= {f"{entry['tabel']}/{row['rij']}" for row in entry["rijen"]}
    return found


# --- a consistent change changes exactly that -----------------------------------------------------------


def test_another_threshold_moves_only_what_is_measured_by_it(copied: Path) -> None:
    """Sem lives 14,2 km from school: a limit of 15 km bars the transport, and nothing else moves."""
    before = found_before()

    edited(
        copied,
        lambda text: text.replace("is: 6 km\n", "is: 15 km\n").replace("0 m..6 km", "0 m..15 km"),
    )
    after = findings_by(read_rules(copied, MUNICIPALITY))

    moved = {place for place in before if before[place].holds is not after[place].holds}
    assert {rule for rule, _ in moved} == {"llv-wec-afstand"}
    assert {after[place].holds for place in moved} == {True}
    assert {about for _, about in moved} == {
        about for rule, about in before if rule == "llv-wec-afstand" and _is_transport(about)
    }


def _is_transport(claim: str) -> bool:
    case = read_case(open_case(CASE), RULE_SET)
    return next(item.law for item in case.claims if item.id == claim) == "leerlingenvervoer"


def test_another_slug_changes_the_slug_and_nothing_else(copied: Path) -> None:
    edited(copied, lambda text: re.sub(r"\bdubbele-kinderbijslag-aanbieden\b", "een-andere-naam", text))

    after = assessed(read_rules(copied, MUNICIPALITY)).model_dump_json()

    before = assessed(RULE_SET).model_dump_json()
    assert "dubbele-kinderbijslag-aanbieden" in before
    assert after == before.replace("dubbele-kinderbijslag-aanbieden", "een-andere-naam")


def test_a_fact_under_another_name_changes_the_name_and_nothing_else(copied: Path, tmp_path: Path) -> None:
    """Nothing in Python knows a fact by its name: not even the one every claim is about."""
    text = CASE.read_text(encoding="utf-8")
    renamed = {"afstand_naar_school": "schoolafstand", "voornemen": "plan_van_het_college"}

    def change(content: str) -> str:
        for old, new in renamed.items():
            content = re.sub(rf"(?<!naar: )\b{old}\b", new, content)  # a door is named by its part
        return content

    edited(copied, change)
    case_file = tmp_path / "case.yaml"
    case_file.write_text(change(text), encoding="utf-8")
    rule_set = read_rules(copied, MUNICIPALITY)
    after = weigh(read_case(open_case(case_file), rule_set), rule_set, TODAY)

    before = weigh(read_case(open_case(CASE), RULE_SET), RULE_SET, TODAY)
    assert _sorted(after.assessment.model_dump_json()) == _sorted(change(before.assessment.model_dump_json()))
    assert [item.returns for item in after.alternatives] == [item.returns for item in before.alternatives]
    assert [item.advice for item in after.alternatives] == [item.advice for item in before.alternatives]


def _sorted(text: str) -> list[str]:
    """Names order lists, so a renamed fact may stand elsewhere in one."""
    return sorted(re.split(r"[\[\]{},]+", text))
