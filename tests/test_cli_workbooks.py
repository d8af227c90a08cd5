"""What `maatwerk begroting`, `overzicht` and `werklijst` write, and how they refuse to."""

import os
from itertools import count
from pathlib import Path

import pytest

from budget_engine import demo
from budget_engine.backends.agreement import together
from budget_engine.cli import DEMO_CASES
from tests.conftest import RULES
from tests.sealed import Shell, case_file, decision_file, second_engine
from tests.small_world import RONALD, VAN_WETERING
from tests.workbooks import opened, rows

FAMILY, DECISION = case_file(VAN_WETERING), decision_file(VAN_WETERING)
ON = ("--op", "2026-11-24")


def test_a_budget_plan_is_written_where_it_is_asked(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "begroting.xlsx"

    said = shell("begroting", FAMILY, "--besluit", DECISION, "--naar", path)

    assert (said.code, said.err) == (0, "")
    assert said.out == f"De begroting staat in {path}.\n"
    assert opened(path.read_bytes()).sheetnames == [
        "lees mij", "per wet naast elkaar", "Leerlingenvervoer", "Jeugdwet", "Wmo 2015", "Participatiewet", "maanden",
    ]  # fmt: skip
    assert [item.name for item in tmp_path.iterdir()] == ["begroting.xlsx"]


def test_an_overview_holds_the_rooms_that_are_named(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "overzicht.xlsx"

    said = shell("overzicht", FAMILY, "--naar", path, "--ruimte", "noor", *ON)

    assert (said.code, said.err) == (0, "")
    assert rows(opened(path.read_bytes())["personen"]) == [{"naam": "Noor", "ruimte": "Noor"}]
    answers = rows(opened(path.read_bytes())["antwoorden"])
    assert answers
    assert {row["ruimte"] for row in answers} == {"Noor"}


def test_an_overview_without_rooms_holds_all(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "overzicht.xlsx"

    assert shell("overzicht", FAMILY, "--naar", path, *ON).code == 0

    assert len(rows(opened(path.read_bytes())["personen"])) == 4


def test_a_worklist_has_every_dossier(shell: Shell, tmp_path: Path) -> None:
    db, path = tmp_path / "dossiers.sqlite", tmp_path / "werklijst.xlsx"
    salts = (f"{number:064x}" for number in count(1))
    names = demo.as_drafts(
        DEMO_CASES, RULES, db, "2026-11-24T10:00:00+01:00", salts, together(second_engine())
    )

    said = shell("werklijst", "--db", db, "--naar", path, *ON)

    assert (said.code, said.err) == (0, "")
    listed = rows(opened(path.read_bytes())["werklijst"])
    assert len(listed) == len(names)
    assert {row["stand"].partition(" (")[0] for row in listed} == {"in bewerking", "vastgesteld"}


# --- refused ---------------------------------------------------------------------------------------------


def test_what_stands_there_stays_unless_it_may_go(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(b"van mij")
    words = ("begroting", FAMILY, "--besluit", DECISION, "--naar", path)

    refused = shell(*words)
    kept = path.read_bytes()
    done = shell(*words, "--overschrijf")

    assert (refused.code, kept) == (2, b"van mij")
    assert "bestaat al en wordt niet overschreven" in refused.err
    assert "--overschrijf" in refused.err
    assert done.code == 0
    assert opened(path.read_bytes()).sheetnames[0] == "lees mij"


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("nergens/b.xlsx", "Deze map bestaat niet."),
        ("b.xls", "Een werkboek eindigt op .xlsx."),
        ("map.xlsx", "Dit is een map en geen bestand."),
        ("bestand/b.xlsx", "Dit is een bestand en geen map."),
    ],
)
@pytest.mark.parametrize("over", [(), ("--overschrijf",)])
def test_a_place_where_no_workbook_can_stand_is_refused(
    shell: Shell, tmp_path: Path, place: str, wrong: str, over: tuple[str, ...]
) -> None:
    (tmp_path / "map.xlsx").mkdir()
    (tmp_path / "bestand").touch()
    before = sorted(tmp_path.rglob("*"))

    said = shell("overzicht", FAMILY, "--naar", tmp_path / place, *over)

    assert (said.code, said.out) == (2, "")
    assert wrong in said.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(shell: Shell, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    said = shell("overzicht", FAMILY, "--naar", tmp_path / "b.xlsx")

    tmp_path.chmod(0o700)
    assert said.code == 2
    assert "Hier kan niet worden geschreven: dat mag hier niet." in said.err


@pytest.mark.parametrize("over", [(), ("--overschrijf",)])
def test_a_disk_that_refuses_leaves_nothing_half_written(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, over: tuple[str, ...]
) -> None:
    def refuses(self: Path, content: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuses)

    said = shell("overzicht", FAMILY, "--naar", tmp_path / "b.xlsx", *over)

    assert (said.code, said.out) == (2, "")
    assert "Hier kan niet worden geschreven: dat mag hier niet." in said.err
    assert list(tmp_path.iterdir()) == []


def test_no_workbook_is_written_among_the_rules(shell: Shell) -> None:
    path = RULES / "feiten" / "begroting.xlsx"

    said = shell("overzicht", FAMILY, "--naar", path, "--overschrijf")

    assert said.code == 2
    assert "tussen de regelbestanden" in said.err
    assert not path.exists()


def test_a_decision_of_another_case_is_refused(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"

    said = shell("begroting", FAMILY, "--besluit", decision_file(RONALD), "--naar", path)

    assert said.code == 2
    assert "hoort bij zaak 'ronald-003', niet bij 'gezin-001'" in said.err
    assert not path.exists()


def test_a_room_that_is_not_there_is_refused(shell: Shell, tmp_path: Path) -> None:
    said = shell("overzicht", FAMILY, "--naar", tmp_path / "b.xlsx", "--ruimte", "sem/jeugdwe")

    assert said.code == 2
    assert "De ruimte 'sem/jeugdwe' is er niet in deze zaak." in said.err
    assert "Bedoelt u 'sem/jeugdwet'?" in said.err


def test_a_database_that_is_not_there_is_not_made(shell: Shell, tmp_path: Path) -> None:
    said = shell("werklijst", "--db", tmp_path / "weg.sqlite", "--naar", tmp_path / "b.xlsx")

    assert (said.code, said.out) == (2, "")
    assert "bestaat niet" in said.err
    assert list(tmp_path.iterdir()) == []
