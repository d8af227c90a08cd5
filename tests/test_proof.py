"""Planted defects are found with the household that shows them, and `maatwerk beoordeel` falls where it says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from budget_engine.cli import main
from budget_engine.files.witness_case import can_be_case, case_files, shown_cases
from budget_engine.files.yaml_rules import read_rules
from budget_engine.proof.contradictions import contradiction_reports
from budget_engine.proof.logic import Steps, Unsure
from budget_engine.proof.proofs import Proof, prove
from budget_engine.proof.report import Report, ReportKind
from tests.conftest import ROOT
from tests.notation import TODAY
from tests.planted_rules import folder, rule, table

BAR = "dan: {effect: belemmering, kracht: dwingend, tekst: Dit kan niet.}"
ROOM = "dan: {effect: ruimte, tekst: Dit mag.}"
TERM = "dan: {effect: termijn, tekst: Kom., gehaald: besluit_genomen_op, uiterlijk: 'termijn(begonnen_op, 6 weken)'}"
LATER = TERM.replace("termijn(", "later(")


def payer(name: str) -> str:
    return f"dan: {{effect: andere_wet, tekst: Eerst een ander., eerst: {name}}}"


Prove = Callable[..., Proof]


@pytest.fixture
def proof(tmp_path: Path) -> Prove:
    def proved(*rules: str, municipality: str | None = "proef") -> Proof:
        return prove(read_rules(folder(tmp_path / "regels", *rules), municipality), TODAY)

    return proved


def only(proof: Proof, kind: ReportKind) -> Report:
    found = [report for report in proof.reports if report.kind is kind]
    assert len(found) == 1, [report.key for report in proof.reports]
    return found[0]


def kinds(proof: Proof, name: str) -> list[tuple[ReportKind, str]]:
    return [(report.kind, report.about) for report in proof.reports if name in report.about.split()]


def given(report: Report) -> dict[str, object]:
    assert report.witness is not None
    return {item.fact: item.value for item in report.witness.given if item.fact != "peildatum"}


def files(proof: Proof) -> Mapping[str, str]:
    return case_files(shown_cases(proof))


def assessed(
    report: Report, proof: Proof, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, list]:
    """Give the household of a report to the command, as policy staff would."""
    assert report.witness is not None
    ((name, text),) = ((name, text) for name, text in files(proof).items() if report.text in text)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    arguments = ["beoordeel", str(path), "--regels", str(tmp_path / "regels"), "--json"]
    capsys.readouterr()
    assert main([*arguments, "--op", report.witness.on.isoformat()]) == 0, capsys.readouterr().err
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def faults(found: dict[str, list]) -> list[tuple[str, str, str]]:
    return [(fault["tabel"], fault["entiteit"], fault["fout"]) for fault in found["fouten"]]


def held(found: dict[str, list]) -> set[str]:
    return {finding["regel"] for finding in found["bevindingen"] if finding["geldt"] is True}


# --- tables ----------------------------------------------------------------------------------------------


def test_a_gap_is_shown_by_the_smallest_household(proof: Prove, tmp_path: Path, capsys) -> None:
    rows = "{rij: jong, leeftijd: '< 18', klasse: 1}\n{rij: oud, leeftijd: '> 18', klasse: 2}"
    proved = proof(table("kloof", "precies_een", "leeftijd", "klasse", rows))

    gap = only(proved, ReportKind.GAP)

    assert gap.key == "gat kloof"
    assert given(gap) == {"leeftijd": 18}
    assert faults(assessed(gap, proved, tmp_path, capsys)) == [("kloof", "persoon", "gat")]


def test_an_overlap_names_both_rows_and_shows_who_falls_in_them(proof: Prove, tmp_path: Path, capsys) -> None:
    rows = """
        {rij: laag, inkomen: '<= 1000,00', leeftijd: '-', klasse: 1}
        {rij: hoog, inkomen: '>= 1000,00', leeftijd: '-', klasse: 2}
    """
    proved = proof(table("dubbel", "precies_een", "inkomen, leeftijd", "klasse", rows))

    overlap = only(proved, ReportKind.OVERLAP)

    assert overlap.key == "overlap dubbel laag hoog"
    assert given(overlap) == {"inkomen": 100_000}
    assert "rij 'laag' en rij 'hoog'" in overlap.text
    assert faults(assessed(overlap, proved, tmp_path, capsys)) == [("dubbel", "persoon", "overlap")]


def test_overlaps_are_told_in_the_order_of_the_rows(proof: Prove) -> None:
    rows = "\n".join(f"{{rij: r{n}, leeftijd: '>= {9 - n}', inkomen: '-', klasse: {n}}}" for n in range(1, 6))
    proved = proof(table("veel", "precies_een", "leeftijd, inkomen", "klasse", rows))

    found = [report.about for report in proved.reports if report.kind is ReportKind.OVERLAP]

    assert found == [f"veel r{one} r{two}" for one, two in combinations(range(1, 6), 2)]


def test_a_gap_that_a_parameter_leaves_on_an_earlier_day_names_that_day(
    proof: Prove, tmp_path: Path, capsys
) -> None:
    rows = "{rij: laag, inkomen: '< 1200,00', klasse: 1}\n{rij: hoog, inkomen: '> grens', klasse: 2}"
    proved = proof(table("over-tijd", "precies_een", "inkomen", "klasse", rows))

    gap, overlap = only(proved, ReportKind.GAP), only(proved, ReportKind.OVERLAP)

    assert gap.witness is not None
    assert (gap.witness.on, given(gap)) == (TODAY, {"inkomen": 120_000})
    assert overlap.witness is not None
    assert (overlap.witness.on, given(overlap)) == (date(2015, 1, 1), {"inkomen": 100_001})
    assert faults(assessed(overlap, proved, tmp_path, capsys)) == [("over-tijd", "persoon", "overlap")]


def test_a_gap_that_only_another_value_would_give_is_a_remark(proof: Prove) -> None:
    rows = "{rij: laag, inkomen: '<= 1300,00', klasse: 1}\n{rij: hoog, inkomen: '> grens', klasse: 2}"
    proved = proof(table("elders", "precies_een", "inkomen", "klasse", rows))

    gap = only(proved, ReportKind.GAP_ELSEWHERE)

    assert gap.witness is not None
    assert gap.witness.settings == (("grens", 130_001),)
    assert not can_be_case(proved.rule_set, gap.witness)
    assert "'grens' is dan € 1.300,01" in gap.text
    assert gap.as_json(proved.rule_set)["huishouden"]["parameters"] == {"grens": "1300,01"}
    assert gap not in proved.unanswered(())


def test_a_gap_in_years_is_a_day_of_birth(proof: Prove, tmp_path: Path, capsys) -> None:
    rows = "{rij: kind, leeftijd_nu: '< 18', klasse: 1}\n{rij: groot, leeftijd_nu: '> 18', klasse: 2}"
    proved = proof(table("jaren", "precies_een", "leeftijd_nu", "klasse", rows))

    gap = only(proved, ReportKind.GAP)

    assert given(gap) == {"geboren": date(2007, 11, 25)}  # the earliest day of who is still eighteen
    assert faults(assessed(gap, proved, tmp_path, capsys)) == [("jaren", "persoon", "gat")]


def test_a_row_that_contradicts_itself_is_dead(proof: Prove) -> None:
    rows = """
        {rij: nooit, leeftijd: '< 18', groep: oud, klasse: 1}
        {rij: rest, leeftijd: '-', groep: '-', klasse: 2}
    """
    groups = "{rij: jong, leeftijd: '< 65', groep: jong}\n{rij: oud, leeftijd: '-', groep: oud}"
    proved = proof(
        table("groepen", "eerste", "leeftijd", "groep", groups),
        table("dood", "eerste", "leeftijd, groep", "klasse", rows),
    )

    assert kinds(proved, "dood") == [(ReportKind.DEAD, "dood nooit")]


def test_a_row_behind_others_names_those_that_go_first(proof: Prove) -> None:
    rows = """
        {rij: jong, leeftijd: '< 30', klasse: 1}
        {rij: nul, leeftijd: '0', klasse: 5}
        {rij: rest, leeftijd: '>= 30', klasse: 2}
        {rij: slot, leeftijd: '-', klasse: 3}
    """
    proved = proof(table("rij-aan-rij", "eerste", "leeftijd", "klasse", rows))

    found = {report.about: report.text for report in proved.reports if report.kind is ReportKind.SHADOWED}

    assert set(found) == {"rij-aan-rij nul", "rij-aan-rij slot"}
    assert "rij 'jong' gaat altijd voor" in found["rij-aan-rij nul"]
    assert "de rijen jong, rest gaan altijd voor" in found["rij-aan-rij slot"]


def test_a_row_that_the_values_rule_out_is_a_remark_for_the_municipality_alone(
    proof: Prove, tmp_path: Path
) -> None:
    rows = "{rij: mee, doet_mee: ja, klasse: 1}\n{rij: rest, doet_mee: '-', klasse: 2}"
    text = table("waarde", "eerste", "{kolom: doet_mee, is: doet_mee}", "klasse", rows)

    local, national = proof(text), prove(read_rules(tmp_path / "regels"), TODAY)

    assert kinds(local, "waarde") == [(ReportKind.NOT_HERE, "waarde mee")]
    assert kinds(national, "waarde") == []


def test_of_a_table_that_collects_only_a_dead_row_is_reported(proof: Prove) -> None:
    finding = "slug: let-op, dan: {effect: aandachtspunt, tekst: Let op.}"
    rows = f"""
        {{rij: jong, leeftijd: '< 30', inkomen: '-', {finding}}}
        {{rij: ook-jong, leeftijd: '< 40', inkomen: '-', {finding}}}
        {{rij: nooit, leeftijd: '> 120', inkomen: '-', {finding}}}
    """
    proved = proof(table("alles", "verzamel", "leeftijd, inkomen", "", rows))

    assert kinds(proved, "alles") == [(ReportKind.DEAD, "alles nooit")]


# --- lists of members -------------------------------------------------------------------------------------


def test_a_gap_in_a_list_is_shown_with_the_members_it_takes(proof: Prove, tmp_path: Path, capsys) -> None:
    count = "{kolom: helpers, is: {aantal: {over: persoon.steun, waar: {betaald: nee}}}}"
    rows = "{rij: geen, helpers: '0', klasse: 1}\n{rij: meer, helpers: '> 1', klasse: 2}"
    proved = proof(table("helpers", "precies_een", count, "klasse", rows))

    gap = only(proved, ReportKind.GAP)

    assert given(gap) == {"betaald": False}
    assert gap.witness is not None
    assert [entity.id for entity in gap.witness.members] == ["steun-2"]
    assert faults(assessed(gap, proved, tmp_path, capsys)) == [("helpers", "persoon", "gat")]


def test_what_takes_more_members_than_a_proof_looks_at_is_named_as_not_settled(proof: Prove) -> None:
    count = "{kolom: helpers, is: {aantal: {over: persoon.steun, waar: {betaald: nee}}}}"
    rows = "{rij: weinig, helpers: '< 9', klasse: 1}\n{rij: veel, helpers: '> 9', klasse: 2}"
    proved = proof(table("menigte", "precies_een", count, "klasse", rows))

    assert [report.key for report in proved.unanswered(()) if report.kind is ReportKind.UNSETTLED] == [
        "niet-uitgezocht gat menigte",
        "niet-uitgezocht dood menigte veel",
    ]


def test_a_member_of_whom_nothing_is_answered_is_named_too(proof: Prove) -> None:
    rows = "{rij: geen, helpers: '0', klasse: 1}\n{rij: meer, helpers: '> 1', klasse: 2}"
    count = "{kolom: helpers, is: {aantal: {over: persoon.steun}}}"
    proved = proof(table("helpers", "precies_een", count, "klasse", rows))

    gap = only(proved, ReportKind.GAP)

    assert gap.text.endswith(": op 24 november 2026; erbij hoort steun-2; verder is niets bekend.")


# --- rules -------------------------------------------------------------------------------------------------


def test_a_rule_that_never_holds_is_told_from_one_that_a_value_rules_out(proof: Prove) -> None:
    proved = proof(
        rule("nooit", "{leeftijd: '< 18', groep: oud}", entity="persoon"),
        rule("buiten-bereik", "{leeftijd: '> 120'}", entity="persoon"),
        rule("hier-niet", "{vergelijk: doet_mee, is: ja}", entity="persoon"),
        rule("kan", "{leeftijd: '< 18', inkomen: '> grens'}", entity="persoon"),
        rule("stil", "{een_van: [{bekend: ja}, {bekend: nee}]}", entity="zaak"),
        table(
            "groepen", "eerste", "leeftijd", "groep",
            "{rij: jong, leeftijd: '< 65', groep: jong}\n{rij: oud, leeftijd: '-', groep: oud}",
        ),
    )  # fmt: skip

    assert kinds(proved, "nooit") == [(ReportKind.NEVER, "nooit")]
    assert kinds(proved, "buiten-bereik") == [(ReportKind.NEVER, "buiten-bereik")]
    assert kinds(proved, "hier-niet") == [(ReportKind.NOT_HERE, "hier-niet")]
    assert kinds(proved, "kan") == []
    assert kinds(proved, "stil") == [(ReportKind.ALWAYS, "stil")]


@pytest.mark.parametrize(
    ("slug", "one", "two"),
    [
        ("mag-het", BAR, ROOM),
        ("wie-eerst", payer("UWV"), payer("de gemeente")),
        ("hoe-laat", TERM, LATER),
    ],
)
def test_findings_that_contradict_are_both_raised_by_the_household(
    slug: str, one: str, two: str, proof: Prove, tmp_path: Path, capsys
) -> None:
    proved = proof(
        rule("een", "{gevraagd: '>= 10,00', begonnen_op: '>= 2026-01-01'}", one, slug),
        rule("twee", "{gevraagd: '<= 10,00', begonnen_op: '>= 2026-01-01'}", two, slug),
    )

    clash = only(proved, ReportKind.CONTRADICTION)

    assert clash.about == "een twee"
    assert given(clash)["gevraagd"] == 1000
    assert {"een", "twee"} <= held(assessed(clash, proved, tmp_path, capsys))


@pytest.mark.parametrize(
    ("slug", "one", "two"),
    [
        ("mag-het", BAR, BAR),
        ("mag-het", BAR.replace("dwingend", "kan"), ROOM),
        ("wie-eerst", payer("UWV"), payer("UWV")),
        ("hoe-laat", TERM, TERM),
    ],
)
def test_findings_that_say_the_same_are_no_contradiction(slug: str, one: str, two: str, proof: Prove) -> None:
    proved = proof(
        rule("een", "{gevraagd: '>= 10,00', begonnen_op: '>= 2026-01-01'}", one, slug),
        rule("twee", "{gevraagd: '<= 10,00', begonnen_op: '>= 2026-01-01'}", two, slug),
    )

    assert kinds(proved, "een") == []


def test_findings_that_never_meet_are_no_contradiction(proof: Prove) -> None:
    proved = proof(
        rule("een", "{gevraagd: '> 10,00'}", BAR, "mag-het"),
        rule("twee", "{gevraagd: '< 10,00'}", ROOM, "mag-het"),
    )

    assert kinds(proved, "een") == []


def test_findings_share_their_steps_and_a_pair_that_gets_none_is_named(proof: Prove) -> None:
    proved = proof(*(rule(name, "{gevraagd: '1,00'}", then, "mag-het") for name, then in (
        ("een", BAR), ("twee", ROOM), ("drie", ROOM),
    )))  # fmt: skip

    found = list(contradiction_reports(proved.rule_set, TODAY, Steps(0)))

    assert [report.key for report in found] == [
        "niet-uitgezocht tegenspraak drie een",
        "niet-uitgezocht tegenspraak een twee",
    ]
    assert all(str(Unsure.STEPS) in report.text for report in found)


# --- the same every time --------------------------------------------------------------------------------------

SEVERAL = """
import sys
from datetime import date
from pathlib import Path
from budget_engine.export import line
from budget_engine.files.witness_case import case_files, shown_cases
from budget_engine.files.yaml_rules import read_rules
from budget_engine.proof.proofs import prove
proved = prove(read_rules(Path(sys.argv[1]), "proef"), date(2026, 11, 24))
print(line(proved.as_json()), *proved.text(), *case_files(shown_cases(proved)).items(), sep="\\n")
"""


def test_a_proof_says_the_same_in_every_process(tmp_path: Path) -> None:
    """Sets of text are walked in another order in another process; a proof must not lean on that."""
    rows = """
        {rij: laag, inkomen: '<= grens', leeftijd: '< 60', klasse: 1}
        {rij: hoog, inkomen: '>= 900,00', leeftijd: '> 50', klasse: 2}
    """
    count = "{kolom: helpers, is: {aantal: {over: persoon.steun, waar: {betaald: nee}}}}"
    counted = "{rij: geen, helpers: '0', stand: 1}\n{rij: meer, helpers: '> 1', stand: 2}"
    path = folder(
        tmp_path / "regels",
        table("dubbel", "precies_een", "inkomen, leeftijd", "klasse", rows),
        table("helpers", "precies_een", count.replace("persoon.steun", "zaak.vragen").replace("betaald", "dringend"),
              "stand", counted, "zaak"),
        rule("een", "{gevraagd: '>= 10,00'}", BAR, "mag-het"),
        rule("twee", "{gevraagd: '<= 10,00'}", ROOM, "mag-het"),
    )  # fmt: skip

    said = [
        subprocess.run(
            [sys.executable, "-c", SEVERAL, str(path)], check=True, capture_output=True, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "77")
    ]  # fmt: skip

    assert said[0] == said[1]
    assert "overlap dubbel laag hoog" in said[0]
    assert "gat helpers" in said[0]
