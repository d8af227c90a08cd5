"""What `beoordeel` prints: these keys in this order, equal bytes for equal input, and one line per case."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from budget_engine.language import meaning
from tests.conftest import FIXTURES
from tests.sealed import Shell, case_file, rules
from tests.small_world import RONALD, VAN_WETERING

Report = Callable[..., dict[str, Any]]
ON = ("--op", "2026-11-24")
SMALLER = sorted(FIXTURES.glob("cases/*/case.yaml"))[2:]
RULINGS = sorted(FIXTURES.glob("rulings/*/case.yaml"))
BOTH = pytest.mark.parametrize("slug", [VAN_WETERING, RONALD])


@pytest.fixture(scope="module")
def answered() -> dict[tuple[str, ...], str]:
    """What was said before: a test below shows that equal input gives equal bytes."""
    return {}


@pytest.fixture
def report(shell: Shell, answered: dict[tuple[str, ...], str]) -> Report:
    def asked(*call: str) -> dict[str, Any]:
        if call not in answered:
            slug, *options = call
            said = shell("beoordeel", case_file(slug), *ON, "--json", *options)
            assert (said.code, said.err) == (0, "")
            answered[call] = said.out
        found: dict[str, Any] = json.loads(answered[call])
        return found

    return asked


# --- keys and their order ----------------------------------------------------------------------------------

REPORT = (
    "vorm zaak regelset betekenis motor gemeente op bevindingen fouten alternatieven afweging open_vragen"
    " als_het_speelt niet_gevraagd wegen"
)
FINDING = (
    "regel slug effect kracht as entiteit geldt klasse grondslag beslissend ontbreekt betwist te_verifieren"
    " opgelost_door datum terzijde_door tekst"
)
BASIS = "wet artikel niveau ecli vastgesteld_door bekendmaking in_werking beleidssoort bron"
FIGURE = "naam waarde rij geldig_van geldig_tot gemeente grondslag bron url zekerheid"
GROUND = "entiteit feit waarde herkomst betwist"
LACK = "soort entiteit feit"
ALTERNATIVE = "id soort aanspraken wet inzet rendement doelen advies gedomineerd_door"
AMOUNT = "laag_cent waarschijnlijk_cent hoog_cent"


def keys(value: dict[str, Any]) -> str:
    return " ".join(value)


def in_order(found: str, agreed: str) -> bool:
    """Tell whether all keys are among those agreed, in that order; what is empty is left out."""
    return found.split() == [key for key in agreed.split() if key in found.split()]


@BOTH
@pytest.mark.parametrize("options", [(), ("--alles",)], ids=["by default", "--alles"])
def test_an_assessment_has_its_keys_in_the_order_that_was_agreed(
    report: Report, slug: str, options: tuple[str, ...]
) -> None:
    found = report(slug, *options)

    assert keys(found) == REPORT
    assert found["bevindingen"]
    for finding in found["bevindingen"]:
        goes_first = " andere_wet" if finding["effect"] == "andere_wet" else ""
        rests_on = " cijfers" if "cijfers" in finding else ""
        assert keys(finding) == FINDING + goes_first + rests_on
        for basis in (finding["grondslag"], *(figure["grondslag"] for figure in finding.get("cijfers", []))):
            assert in_order(keys(basis), BASIS)
            assert keys(basis).startswith("wet artikel")
        for figure in finding.get("cijfers", []):
            assert in_order(keys(figure), FIGURE)
        assert {keys(ground) for ground in finding["beslissend"]} <= {GROUND}
        assert {keys(lack) for lack in finding["ontbreekt"]} <= {LACK}
    assert {keys(item) for item in found["open_vragen"]} == {f"{LACK} raakt"}


@BOTH
def test_an_alternative_has_its_keys_in_the_order_that_was_agreed(report: Report, slug: str) -> None:
    for item in report(slug)["alternatieven"]:
        assert keys(item) == ALTERNATIVE
        assert {keys(claim) for claim in item["aanspraken"]} <= {"id poort"}
        assert keys(item["rendement"]) == "jaren twee_jaar netto regels baathebbers apart signalen ontbreekt"


def periods(returns: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for side in (returns, returns["netto"]):
        yield from side["jaren"]
        yield side["twee_jaar"]


@BOTH
def test_money_has_its_keys_in_the_order_that_was_agreed(report: Report, slug: str) -> None:
    for item in report(slug)["alternatieven"]:
        for year in (*item["rendement"]["jaren"], *item["rendement"]["netto"]["jaren"]):
            assert keys(year) == "jaar partijen gemeente_samen totaal"
        for period in periods(item["rendement"]):
            assert {keys(party) for party in period["partijen"]} == {f"partij wet {AMOUNT}"}
            for sum_of in (period["gemeente_samen"], period["totaal"]):
                assert sum_of is None or keys(sum_of) == AMOUNT


def test_a_line_with_an_unknown_chance_has_its_break_even_in_tenths_of_a_percent(report: Report) -> None:
    found = [
        line["kostenneutraal"]
        for item in report(VAN_WETERING)["alternatieven"]
        for line in item["rendement"]["regels"]
        if line["kostenneutraal"] is not None
    ]

    assert found
    for item in found:
        ends = (item["bij_laag_bp"], item["bij_hoog_bp"])
        assert all(end % 10 == 0 for end in ends) if None not in ends else "niet_uit_te_rekenen" in item


# --- values ------------------------------------------------------------------------------------------------


@BOTH
def test_the_first_fields_say_what_was_assessed_by_what_and_on_which_day(report: Report, slug: str) -> None:
    found = report(slug)

    assert (found["vorm"], found["op"], found["gemeente"]) == ("1", "2026-11-24", "voorbeeldgemeente")
    assert (found["regelset"], found["betekenis"]) == (rules().hash, meaning.VERSION)
    assert found["motor"] == "betekenis"


@BOTH
def test_values_are_the_agreed_words_and_never_broken_numbers(report: Report, slug: str) -> None:
    found = report(slug, "--alles")

    for finding in found["bevindingen"]:
        assert finding["geldt"] in (True, False, None)
        assert type(finding["betwist"]) is type(finding["te_verifieren"]) is bool
        assert finding["klasse"] in ("wet", "rechtspraak", "beleid")
        assert {lack["soort"] for lack in finding["ontbreekt"]} <= {"vraag", "parameter"}
        assert (finding["geldt"] is None) <= bool(finding["ontbreekt"])
    assert {type(number) for number in numbers(found)} == {int}


def numbers(value: Any) -> Iterator[int | float]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from numbers(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


ONLY_WITH_ALL = ("bevindingen", "als_het_speelt", "niet_gevraagd")


@BOTH
def test_by_default_only_what_holds_or_is_unknown_and_with_all_the_rest_too(
    report: Report, slug: str
) -> None:
    short, long = report(slug), report(slug, "--alles")

    assert {finding["geldt"] for finding in short["bevindingen"]} == {True, None}
    assert [item for item in long["bevindingen"] if item["geldt"] is not False] == short["bevindingen"]
    assert len(long["bevindingen"]) > len(short["bevindingen"])
    assert all(long[name] and not short[name] for name in ONLY_WITH_ALL[1:])
    assert {name: long[name] for name in long if name not in ONLY_WITH_ALL} == {
        name: short[name] for name in short if name not in ONLY_WITH_ALL
    }


@BOTH
def test_findings_stand_in_the_order_of_rule_and_entity(report: Report, slug: str) -> None:
    places = [(item["regel"], item["entiteit"]) for item in report(slug, "--alles")["bevindingen"]]

    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_every_open_question_is_missing_in_exactly_the_rules_it_touches(report: Report) -> None:
    found = report(VAN_WETERING)

    for question in found["open_vragen"]:
        asked = {name: question[name] for name in LACK.split()}
        touched = {item["regel"] for item in found["bevindingen"] if asked in item["ontbreekt"]}
        assert set(question["raakt"]) == touched
        assert touched


def test_a_row_of_a_table_is_named_by_its_table(report: Report) -> None:
    rows = {table.row_name(row) for table in rules().tables for row in table.rows}

    named = {item["regel"] for item in report(VAN_WETERING, "--alles")["bevindingen"]}

    assert named & rows
    assert all("/" in name for name in named & rows)
    assert named - rows <= set(rules().rule_named)


# --- equal bytes -------------------------------------------------------------------------------------------


def by_itself(*call: str, **surroundings: str) -> bytes:
    """Give what a command says in a process of its own."""
    script = "from budget_engine.cli import run; run()"
    return subprocess.run(
        [sys.executable, "-c", script, *call],
        capture_output=True,
        check=True,
        env={**os.environ, **surroundings},
    ).stdout


@pytest.mark.parametrize("options", [pytest.param((), marks=pytest.mark.grondig), ("--alles", "--beide")])
def test_equal_input_gives_equal_bytes_whatever_the_hash_seed(options: tuple[str, ...]) -> None:
    call = ["beoordeel", *map(str, SMALLER), *ON, "--json", *options]

    answers = {
        by_itself(*call, PYTHONHASHSEED=seed, LANG=language)
        for seed, language in (("0", "C"), ("4711", "tr_TR.UTF-8"))
    }

    assert len(answers) == 1
    assert len(answers.pop().splitlines()) == len(SMALLER)


@pytest.mark.parametrize(
    "call",
    [
        ("beoordeel", str(case_file(RONALD)), *ON, "--beide", "--json"),
        ("naspelen", "--json"),
        ("keten",),
    ],
    ids=lambda call: call[0],
)
def test_what_these_tests_keep_between_commands_changes_no_answer(
    shell: Shell, db: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MAATWERK_DB", str(db))

    answers = [shell(*call).out for _ in range(2)]

    assert answers == [by_itself(*call).decode()] * 2


def test_both_engines_give_the_same_answer_under_another_name(report: Report) -> None:
    one, two = report(VAN_WETERING), report(VAN_WETERING, "--beide")

    assert two == {**one, "motor": "betekenis en durable_rules"}


def test_another_day_and_another_folder_give_another_answer_and_the_file_stays_as_it_was(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "zaak.yaml"
    path.write_bytes(case_file(VAN_WETERING).read_bytes())

    here = shell("beoordeel", path, *ON, "--json").out
    later = shell("beoordeel", path, "--op", "2027-11-24", "--json").out

    assert here == shell("beoordeel", case_file(VAN_WETERING), *ON, "--json").out
    assert json.loads(later)["op"] == "2027-11-24"
    assert json.loads(later)["bevindingen"] != json.loads(here)["bevindingen"]
    assert path.read_bytes() == case_file(VAN_WETERING).read_bytes()


@pytest.mark.parametrize("day", ["1900-01-01", "2000-02-29", "2200-12-31"])
def test_any_day_that_may_be_named_can_be_worked_out(shell: Shell, day: str) -> None:
    said = shell("beoordeel", case_file(VAN_WETERING), "--op", day, "--alles", "--json")

    assert said.code == 0
    assert json.loads(said.out)["op"] == day


# --- several cases -------------------------------------------------------------------------------------------


def test_several_cases_give_a_line_each_with_their_path_as_given(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FIXTURES)
    paths = [f"./cases/../cases/{slug}/case.yaml" for slug in (RONALD, VAN_WETERING, RONALD)]

    said = shell("beoordeel", *paths, *ON, "--json")

    lines = [json.loads(line) for line in said.out.splitlines()]
    assert (said.code, said.err) == (0, "")
    assert [line["pad"] for line in lines] == paths
    assert {keys(line) for line in lines} == {f"pad {REPORT}"}
    assert lines[0] == lines[2]


def test_the_rulings_are_all_assessed_in_one_call(shell: Shell) -> None:
    said = shell("beoordeel", *RULINGS, *ON, "--json")

    assert said.code == 0
    assert [json.loads(line)["pad"] for line in said.out.splitlines()] == [str(path) for path in RULINGS]


def test_a_case_that_cannot_be_read_has_its_problems_on_its_line_and_the_others_go_on(
    shell: Shell, tmp_path: Path
) -> None:
    bad = tmp_path / "fout.yaml"
    bad.write_text(case_file(RONALD).read_text().replace("personen:", "personnen:", 1))
    paths = [bad, case_file(RONALD), tmp_path / "weg.yaml", case_file(VAN_WETERING)]

    said = shell("beoordeel", *paths, *ON, "--json")

    lines = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 2
    assert [line["pad"] for line in lines] == [str(path) for path in paths]
    assert [keys(line) for line in lines] == ["pad problemen", f"pad {REPORT}"] * 2
    problems = lines[0]["problemen"]
    assert {keys(problem) for line in lines[::2] for problem in line["problemen"]} == {"plaats tekst hint"}
    assert {"Bedoelt u 'personen'?", None} <= {problem["hint"] for problem in problems}
    assert all(problem["plaats"].startswith(f"{bad}:") for problem in problems)
    assert all(problem["tekst"] in said.err for line in lines[::2] for problem in line["problemen"])


def test_one_case_that_cannot_be_read_has_the_same_line(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "leeg.yaml"
    bad.touch()

    said = shell("beoordeel", bad, "--json")

    assert said.code == 2
    assert keys(json.loads(said.out)) == "pad problemen"


def test_a_municipality_that_one_case_names_and_that_is_not_there_is_its_problem_alone(
    shell: Shell, tmp_path: Path
) -> None:
    far = tmp_path / "elders.yaml"
    far.write_text(
        case_file(RONALD).read_text().replace("gemeente: voorbeeldgemeente", "gemeente: elders", 1)
    )

    said = shell("beoordeel", far, case_file(RONALD), *ON, "--json")
    chosen = shell("beoordeel", far, *ON, "--gemeente", "voorbeeldgemeente", "--json")

    lines = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 2
    assert [keys(line) for line in lines] == ["pad problemen", f"pad {REPORT}"]
    assert chosen.code == 0
    assert json.loads(chosen.out)["regelset"] == lines[1]["regelset"]


def test_without_json_the_problems_stand_on_standard_error_alone(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "leeg.yaml"
    bad.touch()

    said = shell("beoordeel", bad, case_file(RONALD), *ON)

    assert said.code == 2
    assert said.err == f"{bad}:1  Dit bestand is leeg.\n"
    assert said.out == shell("beoordeel", case_file(RONALD), *ON).out


# --- for people ----------------------------------------------------------------------------------------------


@BOTH
def test_people_read_every_finding_with_its_source_and_every_open_question(
    shell: Shell, report: Report, slug: str
) -> None:
    found = report(slug)

    said = shell("beoordeel", case_file(slug), *ON)

    text = " ".join(said.out.split())
    assert (said.code, said.err) == (0, "")
    for item in found["bevindingen"]:
        assert f"(regel {item['regel']})" in text
        assert f"{item['grondslag']['wet']}, {item['grondslag']['artikel']}" in text
        assert " ".join(item["tekst"].split()) in text
    for question in found["open_vragen"]:
        assert question["feit"] in text
    for item in found["alternatieven"]:
        assert f"Alternatief {item['id']} ({item['soort']})" in text


@BOTH
def test_no_line_for_people_holds_a_value_as_python_writes_it(shell: Shell, slug: str) -> None:
    said = shell("beoordeel", case_file(slug), *ON, "--alles")

    for word in ("None", "True", "False", "<", "datetime", "{", "[]", "()"):
        assert word not in said.out
