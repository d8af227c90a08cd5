"""Rule folders with planted mistakes: each is refused with everything that is wrong with it.

A line with a planted mistake ends in `# fout`. What its author then reads stands in `issues.txt`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from budget_engine.cli import NOT_AS_IT_SHOULD, main
from budget_engine.errors import Issue, RulesError
from budget_engine.files.yaml_rules import municipalities, read_rules
from tests.conftest import FIXTURES
from tests.notation import DECLARED, rule
from tests.notation import issues_of as issues_of_text
from tests.planted import alike, kinds, misplaced, runs, unmet, unreadable

FOLDERS = sorted(path for path in (FIXTURES / "broken_rules").iterdir() if path.is_dir())
every_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def issues_of(folder: Path) -> list[Issue]:
    """Gather the issues of a folder, read without and with each of its municipalities."""
    found: dict[Issue, None] = {}
    for name in (None, *municipalities(folder / "rules")):
        try:
            read_rules(folder / "rules", name)
        except RulesError as refused:
            found.update(dict.fromkeys(refused.issues))
    return list(found)


def printed(folder: Path) -> str:
    return "".join(f"{issue}\n" for issue in issues_of(folder))


def test_there_are_at_least_thirty_broken_folders() -> None:
    assert len(FOLDERS) >= 30


@every_folder
def test_a_broken_folder_is_refused_with_these_issues(
    folder: Path, golden: Callable[[Path, str], None]
) -> None:
    assert issues_of(folder)
    golden(folder / "issues.txt", printed(folder))


@every_folder
def test_controleer_prints_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["controleer", str(folder / "rules")])

    assert code == NOT_AS_IT_SHOULD
    assert capsys.readouterr().err == printed(folder)


# --- what is said, and where -----------------------------------------------------------------------------

ASTRAY: dict[str, str] = {}
MISPLACED: dict[str, str] = {}


def folders(faults: dict[str, str]) -> pytest.MarkDecorator:
    """Run over every folder; those with a known fault of the engine are expected to fail."""
    return pytest.mark.parametrize("folder", runs(FOLDERS, faults))


@folders(ASTRAY)
def test_every_planted_mistake_is_reported_at_its_line_and_nothing_else_is(folder: Path) -> None:
    assert unmet(issues_of(folder), folder / "rules") == []


@folders(MISPLACED)
def test_an_issue_stands_at_a_line_that_is_there_and_holds_the_word_it_names(folder: Path) -> None:
    assert misplaced(issues_of(folder), folder / "rules") == []


@every_folder
def test_every_issue_is_a_whole_sentence_in_dutch(folder: Path) -> None:
    assert unreadable(issues_of(folder)) == []


EVERYTHING = "alles-tegelijk"


def test_every_folder_but_the_one_of_everything_differs_in_kind_from_every_other() -> None:
    assert (
        alike({folder.name: kinds(issues_of(folder)) for folder in FOLDERS if folder.name != EVERYTHING})
        == []
    )


# --- what is let through ---------------------------------------------------------------------------------

DERIVED = "- {feit: snel, voor: zaak, soort: ja_nee, afgeleid: ja}\n"
LIST = "- {feit: tarief, voor: vraag, soort: bedrag, afgeleid: ja}\n- {afleiding: tarief, is: opzoeken(tarieven)}\n"
LIMIT = "- {parameter: grens, soort: getal, bereik: 0..200}\n"


def table(inputs: str, outputs: str, *rows: str) -> str:
    return f"""
- tabel: t
  voor: zaak
  titel: Een tabel
  trefbeleid: precies_een
  invoer: {inputs}
  uitvoer: {outputs}
  rijen: [{", ".join(rows)}]
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


def asked(kind: str) -> str:
    return f"- {{feit: keus, voor: zaak, {kind}, vraag: Wat?, wie: [consulent]}}\n"


def deadline(last_day: str, met_by: str) -> str:
    written = f"effect: termijn, uiterlijk: '{last_day}', gehaald: {met_by}"
    return rule("altijd", "persoon").replace("effect: aandachtspunt", written)


def dated(since: str, works: str) -> str:
    decided = f"beleidssoort: binnenwettelijk, vastgesteld_door: raad, in_werking: {works}"
    basis = f"{{klasse: beleid, wet: Testwet, artikel: '1', {decided}}}"
    written = rule("{bekend: ja}").replace("{wet: Testwet, artikel: '1'}", basis)
    return written.replace("geldig_van: 2015-01-01", f"geldig_van: {since}")


WRONG = {
    "a rule that holds before its decision works": dated("2025-01-01", "2030-01-01"),
    "a judgement that is derived": asked("soort: ja_nee, afgeleid: ja").replace("feit", "oordeel"),
    "a finding without a sentence": rule("{bekend: ja}").replace("tekst: Let op.", "tekst: ' '"),
    "a field in English": rule("{bekend: ja}").replace("titel:", "title:"),
    "a term whose last day is a number": deadline("leeftijd", "aanvraag_op"),
    "a term that counts from a number": deadline("later(leeftijd, 2 weken)", "aanvraag_op"),
    "a term that is met by a number": deadline("later(aanvraag_op, 2 weken)", "leeftijd"),
    "two rows with one name": DERIVED
    + table("[bekend]", "[snel]", "{rij: a, bekend: ja, snel: ja}", "{rij: a, bekend: nee, snel: nee}"),
    "two columns with one name": DERIVED
    + table("[bekend, bekend]", "[snel]", "{rij: a, bekend: ja, snel: ja}"),
    "two outputs with one name": DERIVED
    + table("[bekend]", "[snel, snel]", "{rij: a, bekend: ja, snel: ja}"),
    "a table without rows": DERIVED + table("[bekend]", "[snel]"),
    "a column that adds a date to a number": DERIVED
    + table("[{kolom: som, is: peildatum + 10}]", "[snel]", "{rij: a, som: '-', snel: ja}"),
    "a list with a key that is no fact": LIST
    + "- {opzoeklijst: tarieven, sleutels: [produkt], soort: bedrag}\n",
    "a list with a key out of reach": LIST + "- {opzoeklijst: tarieven, sleutels: [uren], soort: bedrag}\n",
    "a list without keys": LIST + "- {opzoeklijst: tarieven, sleutels: [], soort: bedrag}\n",
    "a list of answers yes and no": "- {opzoeklijst: tarieven, sleutels: [soort_hulp], soort: ja_nee}\n",
    "a choice called onbekend": asked("soort: keuze, keuzes: [a, onbekend]"),
    "a choice that stands there twice": asked("soort: keuze, keuzes: [a, a]"),
    "choices of a number": asked("soort: getal, keuzes: [a]"),
    "a fact that is asked without a question": asked("soort: ja_nee").replace(", vraag: Wat?", ""),
    "a comparison beyond the range of the fact": rule("{leeftijd: '> 200'}", "persoon"),
    "a range that runs backwards": rule("{leeftijd: 65..18}", "persoon"),
    "an example with an open list that does not exist": rule("{leeftijd: 9}", "persoon")
    + "  voorbeelden: [{feiten: {leeftijd: 9}, onvolledig: [persoon.hulp], geldt: ja}]\n",
    "an example of a rule with the outcome of a table": rule("{leeftijd: 9}", "persoon")
    + "  voorbeelden: [{feiten: {leeftijd: 9}, rij: a, geldt: ja}]\n",
    "an example with a value that is none": LIMIT
    + rule("{leeftijd: '> grens'}", "persoon")
    + "  voorbeelden: [{feiten: {leeftijd: 9}, parameters: {grens: veel}, geldt: nee}]\n",
    "an example with a value out of range": LIMIT
    + rule("{leeftijd: '> grens'}", "persoon")
    + "  voorbeelden: [{feiten: {leeftijd: 9}, parameters: {grens: 999}, geldt: nee}]\n",
    "an example with an amount that is none": rule("{leeftijd: 9}", "persoon")
    + "  voorbeelden: [{feiten: {leeftijd: 9, bekend: ja}, bedragen: {tarieven: veel}, geldt: ja}]\n"
    "- {opzoeklijst: tarieven, sleutels: [bekend], soort: bedrag}\n",
}


STILL: set[str] = set() - {"a range that runs backwards"}
"""What is let through today, or ends in an error of Python; take out what is refused."""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            text, id=name, marks=[pytest.mark.xfail(strict=True, reason="let through")] * (name in STILL)
        )
        for name, text in WRONG.items()
    ],
)
def test_this_is_refused_as_well(text: str) -> None:
    assert issues_of_text(DECLARED + text)


def test_a_municipality_makes_no_law(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "feiten").mkdir(parents=True)
    (rules / "gemeenten" / "proef").mkdir(parents=True)
    (rules / "feiten" / "feiten.yaml").write_text(DECLARED, encoding="utf-8")
    (rules / "gemeenten" / "proef" / "eigen.yaml").write_text(rule("{bekend: ja}"), encoding="utf-8")

    with pytest.raises(RulesError, match="Een gemeente stelt geen wet vast"):
        read_rules(rules, "proef")


def test_the_folder_says_of_which_municipality_something_is(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "feiten").mkdir(parents=True)
    parameter = """
- {parameter: grens, soort: getal, bereik: 0..9}
- {waarde: grens, is: 1, geldig_van: 2026-01-01, gemeente: proef}
"""
    (rules / "feiten" / "feiten.yaml").write_text(DECLARED + parameter, encoding="utf-8")

    with pytest.raises(RulesError, match="'gemeente' hoort hier niet"):
        read_rules(rules)


def test_a_folder_without_a_single_file_is_refused_and_says_what_belongs_there(tmp_path: Path) -> None:
    (tmp_path / "feiten").mkdir()

    with pytest.raises(RulesError, match="geen enkel regelbestand") as refused:
        read_rules(tmp_path)

    assert [issue.place.file for issue in refused.value.issues] == [str(tmp_path)]


@pytest.mark.parametrize("name", [".DS_Store", ".~lock.tarieven.xlsx#", "LEESMIJ.md"])
@pytest.mark.parametrize("part", ["feiten", "gemeenten", "gemeenten/proef"])
def test_notes_and_what_a_computer_leaves_behind_are_no_rules_and_no_mistake(
    tmp_path: Path, part: str, name: str
) -> None:
    (tmp_path / "feiten").mkdir()
    (tmp_path / "gemeenten" / "proef").mkdir(parents=True)
    (tmp_path / "feiten" / "feiten.yaml").write_text(DECLARED, encoding="utf-8")
    (tmp_path / "gemeenten" / "proef" / "feiten.yaml").write_text(
        "- {feit: proef_wijk, voor: zaak, soort: ja_nee, vraag: Is er een wijkteam?, wie: [consulent]}\n"
    )
    bare = read_rules(tmp_path, "proef").hash

    (tmp_path / part / name).write_bytes(b"\x00\x01")

    assert read_rules(tmp_path, "proef").hash == bare
