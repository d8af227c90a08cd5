"""Every command with its exit code: what goes to standard output, what to standard error, and in which words."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from budget_engine import cli
from budget_engine.errors import EngineFault
from budget_engine.files.yaml_rules import municipalities
from tests.conftest import MUNICIPALITY, RULES
from tests.sealed import (
    ENGLISH,
    Said,
    Shell,
    case_file,
    decided,
    decision_file,
    is_dutch,
    new_store,
    rules,
)
from tests.small_world import RONALD, VAN_WETERING

ON = ("--op", "2026-11-24")


# --- wrong calls -------------------------------------------------------------------------------------------

CASE = "zaak.yaml"


@pytest.mark.parametrize(
    "call",
    [
        [],
        ["onzin"],
        ["--versie"],
        ["keten"],
        ["keten", "--db"],
        ["keten", "--db", "x.db", "y"],
        ["naspelen", "--db", "x.db", "een"],
        ["naspelen", "--db", "x.db", "1,5"],
        ["naspelen", "--db", "x.db", "1", "--alles"],
        ["beoordeel"],
        ["beoordeel", CASE, "--op"],
        ["beoordeel", CASE, "--op", "morgen"],
        ["beoordeel", CASE, "--op", "24-11-2026"],
        ["beoordeel", CASE, "--op", "2026-02-30"],
        ["beoordeel", CASE, "--op", "1066-01-01"],
        ["beoordeel", CASE, "--json=ja"],
        ["beoordeel", CASE, "--db", "x.db"],
        ["uitleg", CASE],
        ["uitleg", CASE, "regel"],
        ["besluit", CASE, "--db", "x.db"],
        ["besluit", CASE, "--besluit", "b.yaml"],
        ["schema"],
        ["schema", "huis"],
        ["demo", "--poort", "80"],
        ["app"],
        ["app", "--db", "x.db", "--poort"],
        ["app", "--db", "x.db", "--poort", "web"],
        ["app", "--db", "x.db", "--poort", "65536"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_exit_code_2_and_said_in_dutch(shell: Shell, call: list[str]) -> None:
    said = shell(*call)

    assert (said.code, said.out) == (2, "")
    assert is_dutch(said.err), said.err
    assert ".." not in said.err
    assert said.err.startswith("Verkeerde aanroep: ")


@pytest.mark.parametrize("name", [None, *cli.COMMANDS])
def test_help_is_dutch(shell: Shell, name: str | None) -> None:
    said = shell(*([name] if name else []), "--help")

    assert said.code == 0
    assert is_dutch(said.out), ENGLISH.findall(said.out)


def test_the_commands_are_those_that_were_agreed(shell: Shell) -> None:
    agreed = (
        "controleer", "beoordeel", "uitleg", "vragen", "kantelt", "leesbaar", "besluit", "naspelen", "keten",
        "begroting", "overzicht", "werklijst", "brieven", "gespreksblad", "regels", "schema", "demo", "app",
    )  # fmt: skip

    assert tuple(cli.COMMANDS) == agreed
    assert all(re.search(rf"^ +{name}\b", shell("--help").out, re.MULTILINE) for name in agreed)


# --- wrong input -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["beoordeel", "uitleg", "besluit"])
@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "leeg"),
        (b"\xef\xbb\xbf", 1, "leeg"),
        (b"[]", 1, "groep velden"),
        (b"zomaar", 1, "groep velden"),
        (b"a: 'x", 1, "aanhalingsteken"),
        ("vorm: 1\ngemeente: é".encode("latin-1"), 2, "UTF-8"),
        (b"x" * 5_000_000, None, "te groot"),
        (b"\x00\x01\x02", 1, "teken"),
        (b"id: z\nvorm: 1\n", 1, "'gemeente' ontbreekt"),
        (b"vorm: 1\ngemeente: voorbeeldgemeente\n", 1, "'id' ontbreekt"),
    ],
    ids=["empty", "mark", "list", "text", "open", "latin", "large", "binary", "nowhere", "nameless"],
)
def test_a_file_that_is_no_case_is_wrong_input_at_its_line(
    shell: Shell, tmp_path: Path, name: str, content: bytes, line: int | None, words: str
) -> None:
    path = tmp_path / "zaak.yaml"
    path.write_bytes(content)
    rest = {
        "uitleg": ["mantelzorger-ontlasten", "ellen"],
        "besluit": ["--besluit", decision_file(RONALD), "--db", tmp_path / "x.db"],
    }.get(name, [])

    said = shell(name, path, *rest)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{path}:{line}  " if line else f"{path}  ")
    assert words in said.err
    assert is_dutch(said.err.replace(str(path), "")), said.err
    assert [file.name for file in tmp_path.iterdir()] == ["zaak.yaml"]


@pytest.mark.parametrize("name", ["beoordeel", "uitleg", "besluit"])
@pytest.mark.parametrize("path", ["nergens.yaml", "nergens/zaak.yaml", ".", ""])
def test_a_path_that_is_no_file_is_wrong_input(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    rest = {"uitleg": ["regel", "x"], "besluit": ["--besluit", decision_file(RONALD), "--db", "x.db"]}

    said = shell(name, path, *rest.get(name, []))

    assert (said.code, said.out) == (2, "")
    assert is_dutch(said.err.replace(path, "")), said.err


@pytest.mark.parametrize("twist", ["windows", "mark", "json"])
def test_a_file_that_another_program_saved_is_read_as_it_is(shell: Shell, tmp_path: Path, twist: str) -> None:
    text = case_file(RONALD).read_text()
    written = {
        "windows": text.replace("\n", "\r\n").encode(),
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "json": json.dumps(decided(RONALD).case.as_json()).encode(),
    }[twist]
    path = tmp_path / "zaak.yaml"
    path.write_bytes(written)

    said = shell("beoordeel", path, *ON, "--json")

    assert said.code == 0, said.err
    assert said.out == shell("beoordeel", case_file(RONALD), *ON, "--json").out


def test_an_id_may_be_any_text(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "zaak.yaml"
    path.write_text(case_file(RONALD).read_text().replace("ronald-003", "🏠 é-003"))

    said = shell("beoordeel", path, *ON, "--json")

    assert said.code == 0
    assert json.loads(said.out)["zaak"] == "🏠 é-003"
    assert "🏠 é-003" in said.out


def test_an_unknown_municipality_gives_the_nearest_name_or_all(shell: Shell) -> None:
    near = shell("beoordeel", case_file(RONALD), "--gemeente", "voorbeldgemeente")
    far = shell("beoordeel", case_file(RONALD), "--gemeente", "xyz")

    assert (near.code, far.code) == (2, 2)
    assert near.err.endswith(f"Bedoelt u '{MUNICIPALITY}'?\n")
    assert far.err.endswith(f"Er zijn: {', '.join(municipalities(RULES))}.\n")
    assert near.out == far.out == ""


@pytest.mark.parametrize("name", ["../gemeenten", ".", "/", f"{MUNICIPALITY}/"])
def test_a_municipality_is_a_name_and_no_path(shell: Shell, name: str) -> None:
    assert shell("beoordeel", case_file(RONALD), "--gemeente", name).code == 2


def asked(name: str, db: Path) -> list[object]:
    """Give what a command that reads rules needs besides."""
    return {
        "beoordeel": [case_file(RONALD)],
        "uitleg": [case_file(RONALD), "r", "x"],
        "besluit": [case_file(RONALD), "--besluit", decision_file(RONALD), "--db", db],
        "controleer": [],
        "schema": ["zaak"],
        "demo": ["--vul", db],
    }[name]


@pytest.mark.parametrize("name", ["beoordeel", "uitleg", "besluit", "controleer", "schema"])
def test_a_rules_folder_that_is_not_there_is_wrong_input(shell: Shell, tmp_path: Path, name: str) -> None:
    said = shell(name, *asked(name, tmp_path / "x.db"), "--regels", tmp_path / "nergens")

    assert (said.code, said.out) == (2, "")
    assert "bestaat niet" in said.err


# --- rules that are wrong ------------------------------------------------------------------------------------


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    (folder / "landelijk" / "nieuw.yaml").write_text("- regel: x\n- onzin: y\n")
    return folder


@pytest.mark.parametrize("name", ["beoordeel", "uitleg", "besluit", "controleer", "schema", "demo"])
def test_an_issue_in_the_rules_is_exit_code_1_at_its_line(
    shell: Shell, broken: Path, tmp_path: Path, name: str
) -> None:
    said = shell(name, *asked(name, tmp_path / "x.db"), "--regels", broken)

    assert (said.code, said.out) == (1, "")
    assert "landelijk/nieuw.yaml:1  " in said.err
    assert "landelijk/nieuw.yaml:2  " in said.err
    assert not (tmp_path / "x.db").exists()


def test_checking_names_every_rule_set_with_its_hashes(shell: Shell) -> None:
    said = shell("controleer", RULES)

    assert (said.code, said.err) == (0, "")
    assert said.out.count("alle voorbeelden komen uit") == 1 + len(municipalities(RULES))
    assert f"    regelset {rules().hash}\n    betekenis {rules().meaning_hash}\n" in said.out
    assert said.out == shell("controleer", "--regels", RULES).out


def test_an_issue_in_one_municipality_is_said_once_and_the_national_rules_still_stand(
    shell: Shell, tmp_path: Path
) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    (folder / "gemeenten" / MUNICIPALITY / "nieuw.yaml").write_text("- onzin: y\n")

    said = shell("controleer", folder)

    assert said.code == 1
    assert said.out.startswith("landelijk: ")
    assert MUNICIPALITY not in said.out
    assert said.err.count("nieuw.yaml:1") == 1


# --- settings of the surroundings ----------------------------------------------------------------------------


def test_the_database_and_the_rules_may_come_from_the_surroundings(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAATWERK_DB", str(new_store(tmp_path / "leeg.db")))
    monkeypatch.setenv("MAATWERK_REGELS", str(tmp_path / "nergens"))

    assert shell("keten") == Said(0, "Er is nog niets vastgesteld.\n", "")
    assert shell("controleer").code == 2
    assert shell("controleer", "--regels", RULES).code == 0


# --- engines and faults --------------------------------------------------------------------------------------


def test_engines_that_differ_are_said_on_standard_error_and_nothing_is_sealed(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> None:
        raise EngineFault("er kwam niets terug.")

    monkeypatch.setattr("budget_engine.backends.durable_child.DurableChild.__call__", silent)
    path = tmp_path / "x.db"

    assessed = shell("beoordeel", case_file(RONALD), *ON, "--beide", "--json")
    sealed = shell("besluit", case_file(RONALD), "--besluit", decision_file(RONALD), "--db", path)

    assert (assessed.code, sealed.code) == (1, 1)
    assert json.loads(assessed.out)["motor"] == "betekenis en durable_rules"
    for said in (assessed, sealed):
        assert "er kwam niets terug" in said.err
    assert sealed.out == ""
    assert not path.exists()


SABOTAGE = """
import sys
from budget_engine import cli
def sabotage(options):
    print("een halve zin")
    raise KeyError("het geheim van Sem")
cli.COMMANDS["keten"] = sabotage
sys.argv = ["maatwerk", "keten", "--db", "x.db"]
cli.run()
"""
FAULT = r"Er ging iets mis in de toolkit: storing ([0-9a-f]{8})\. De plek [^\n]+\.\n"


def sabotaged(log: Path | None) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if name != "MAATWERK_LOG"}
    if log is not None:
        surroundings["MAATWERK_LOG"] = str(log)
    return subprocess.run(
        [sys.executable, "-c", SABOTAGE], capture_output=True, text=True, env=surroundings, check=False
    )


def test_a_fault_of_the_toolkit_is_one_dutch_line_with_a_number_and_its_places_are_in_the_log(
    tmp_path: Path,
) -> None:
    log = tmp_path / "maatwerk.log"

    done = [sabotaged(log) for _ in range(2)]

    assert [item.returncode for item in done] == [3, 3]
    number = re.fullmatch(FAULT, done[0].stderr)
    assert number is not None
    assert done[0].stdout == "een halve zin\n"
    written = log.read_text()
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["storing"] for line in lines] == [number[1]] * 2
    for line in lines:
        assert (line["gebeurtenis"], line["soort"]) == ("storing", "KeyError")
        assert any(re.fullmatch(r"cli\.py:\d+ main", place) for place in line["waar"])
        assert line["waar"][-1] == "<string>:6 sabotage"
    assert "geheim" not in written
    assert "Sem" not in written


def test_a_fault_without_a_log_says_how_to_keep_the_details() -> None:
    done = sabotaged(None)

    assert done.returncode == 3
    assert re.fullmatch(FAULT, done.stderr)
    assert "MAATWERK_LOG" in done.stderr


@pytest.mark.parametrize("log", ["nergens/maatwerk.log", ".", "x" * 300])
def test_a_fault_with_a_log_that_cannot_be_written_still_shows_nothing_of_the_case(
    tmp_path: Path, log: str
) -> None:
    done = sabotaged(tmp_path / log)

    assert done.returncode == 3
    assert re.fullmatch(FAULT, done.stderr)
    assert "Sem" not in done.stderr


def test_a_reader_that_stops_early_is_no_fault(tmp_path: Path) -> None:
    script = "import sys; from budget_engine import cli; sys.argv = ['maatwerk', *sys.argv[1:]]; cli.run()"
    with subprocess.Popen(
        [sys.executable, "-c", script, "beoordeel", str(case_file(VAN_WETERING)), *ON, "--alles", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == ""
