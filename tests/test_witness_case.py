"""The case files of a proof: where a household lives, and what its file is called."""

from pathlib import Path

from budget_engine.files.witness_case import NOWHERE, ShownCase, case_files, shown_cases
from budget_engine.files.yaml_rules import read_rules
from budget_engine.proof.proofs import prove
from tests.notation import TODAY
from tests.planted_rules import OWN, folder, table


def test_a_household_of_the_national_rules_lives_where_it_falls_as_the_report_says(tmp_path: Path) -> None:
    rows = """
        {rij: laag, inkomen: '<= 1000,00', doet_mee: '-', klasse: 1}
        {rij: hoog, inkomen: '>= 1000,00', doet_mee: nee, klasse: 2}
        {rij: mee, inkomen: '> 1000,00', doet_mee: ja, klasse: 3}
    """
    text = table("waar", "precies_een", "inkomen, {kolom: doet_mee, is: doet_mee}", "klasse", rows)
    path = folder(tmp_path / "regels", text, own=OWN.replace("is: nee", "is: ja"))
    (path / "gemeenten" / "zuid").mkdir()
    (path / "gemeenten" / "zuid" / "waarden.yaml").write_text(OWN, encoding="utf-8")
    national, proef, zuid = (read_rules(path, name) for name in (None, "proef", "zuid"))
    proved = prove(national, TODAY)

    shown = {case.report: case for case in shown_cases(proved, [proef, zuid])}
    nowhere = {case.report: case for case in shown_cases(proved, [proef])}

    assert "\ngemeente: zuid\n" in shown["overlap waar laag hoog"].text
    assert nowhere["overlap waar laag hoog"].why_not == NOWHERE


def test_no_two_reports_have_one_file_and_no_name_is_too_long() -> None:
    shown = [ShownCase(key, key) for key in ("overlap a b-c", "overlap a-b c", f"gat {'x' * 300}")]

    found = case_files([*shown, ShownCase("gat geen", why_not="nergens")])

    assert list(found.values()) == [case.text for case in shown]
    assert list(found)[:2] == ["overlap-a-b-c.yaml", "overlap-a-b-c-2.yaml"]
    assert all(len(name) < 200 for name in found)
