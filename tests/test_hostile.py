"""Broken and hostile workbooks: each is refused with what is wrong, at its cell, and nothing else happens.

What its sender then reads stands in `fixtures/hostile/<name>/issues.txt`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from budget_engine.cli import NOT_AS_IT_SHOULD, WRONG_INPUT, main
from budget_engine.errors import InputError, Issue, RulesError
from budget_engine.files.sheets.excel_rules import parse_workbook, read_workbook
from budget_engine.files.yaml_rules import read_rules
from tests.benchmarks.hostile import MOST_MEGABYTES, folder_with, measured
from tests.conftest import FIXTURES
from tests.hostile_book import FILE, sound
from tests.hostile_sheets import Planted
from tests.hostile_workbooks import HOSTILE
from tests.odd_workbooks import ODD
from tests.planted import unreadable

LABEL = FILE


@dataclass(frozen=True)
class Sent:
    """A hostile workbook as it was put in a folder, and what was said of it."""

    name: str
    planted: Planted
    folder: Path
    issues: tuple[Issue, ...]
    said_apart: tuple[Issue, ...]
    """What is said of the workbook alone, as `uit-excel` reads it."""


def issues_of(read: Callable[[], object]) -> tuple[Issue, ...]:
    try:
        read()
    except InputError as refused:
        return refused.issues
    return ()


SLOW = (
    "vol-met-een-formule-aan-het-eind",
    "twintigduizend-tarieven-met-een-sleutel",
    "twintigduizend-tarieven-met-vreemde-sleutels",
    "tienduizend-vreemde-waarden",
    "miljoen-lege-cellen",
    "miljoen-lege-rijen",
    "twintigduizend-vreemde-onderdelen",
    "honderdduizend-bladen-in-de-lijst",
    "gedeelde-teksten-van-64-kb",
)
"""These take seconds for both roads together; `tests.benchmarks.hostile` measures them all."""


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[pytest.mark.grondig] * (name in SLOW)) for name in HOSTILE],
)
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    planted = HOSTILE[request.param]
    folder = folder_with(tmp_path_factory.mktemp("hostile"), planted.make())
    path = folder / "feiten" / "regels.xlsx"
    found = issues_of(lambda: read_rules(folder))
    apart = issues_of(lambda: read_workbook(path, LABEL))
    left = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    path.unlink()  # some are large
    assert left == ["feiten/feiten.yaml", LABEL]
    return Sent(request.param, planted, folder, found, apart)


def test_there_are_at_least_sixty_hostile_workbooks() -> None:
    assert len(HOSTILE) >= 60


def test_a_hostile_workbook_is_refused_with_these_issues(
    sent: Sent, golden: Callable[[Path, str], None]
) -> None:
    assert sent.issues
    place = FIXTURES / "hostile" / sent.name
    place.mkdir(parents=True, exist_ok=True)
    golden(place / "issues.txt", "".join(f"{issue}\n" for issue in sent.issues))


def test_every_planted_cell_is_named_and_no_other(sent: Sent) -> None:
    cells = sorted(str(issue.place) for issue in sent.issues)

    if sent.planted.is_crowded:
        assert {issue.place.file for issue in sent.issues} == {LABEL}
    elif sent.planted.cells:
        assert cells == sorted(f"{LABEL}!{cell}" for cell in sent.planted.cells)
    else:
        assert cells == [LABEL]


def test_every_issue_is_a_whole_sentence_in_dutch_that_says_what_to_do(sent: Sent) -> None:
    assert unreadable(sent.issues) == []
    if not sent.planted.is_read and not sent.planted.is_crowded:
        assert [issue for issue in sent.issues if issue.hint is None] == []


def test_a_workbook_by_itself_is_refused_at_the_same_cells(sent: Sent) -> None:
    if sent.planted.is_read:
        assert sent.said_apart == ()
    elif sent.said_apart or not sent.planted.is_crowded:
        assert [issue.place for issue in sent.said_apart] == [issue.place for issue in sent.issues]


def test_the_sound_workbook_beneath_them_all_is_read(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, sound())

    rules = read_rules(folder)

    assert [rule.id for rule in rules.rules] == ["volwassen"]
    assert [table.id for table in rules.tables] == ["snelheid"]


@pytest.mark.parametrize("name", ODD)
def test_what_only_looks_odd_is_read_as_it_is_meant(name: str) -> None:
    meant = parse_workbook(sound(), LABEL, LABEL)

    read = parse_workbook(ODD[name](), LABEL, LABEL)

    assert read[LABEL].plain == meant[LABEL].plain


ON_THE_COMMAND_LINE = ("geen-zip", "bom-met-leugen", "formule", "verborgen-blad", "verkeerde-keuze")


@pytest.mark.parametrize("name", ON_THE_COMMAND_LINE)
def test_controleer_prints_the_same(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_with(tmp_path, HOSTILE[name].make())

    code = main(["controleer", str(folder)])

    assert code == NOT_AS_IT_SHOULD
    assert capsys.readouterr().err == (FIXTURES / "hostile" / name / "issues.txt").read_text(encoding="utf-8")


SMALL = [name for name, planted in HOSTILE.items() if not planted.is_crowded]


@pytest.mark.parametrize("name", SMALL)
def test_uit_excel_writes_nothing_of_a_hostile_workbook(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with(tmp_path, sound())
    sent = tmp_path / "regels.xlsx"
    sent.write_bytes(HOSTILE[name].make())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    code = main(["regels", "uit-excel", str(sent), str(folder)])

    assert code in (NOT_AS_IT_SHOULD, WRONG_INPUT)
    assert capsys.readouterr().err.startswith(str(sent))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_hostile_workbook_hides_no_mistake_in_another_file(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, HOSTILE["bom-met-leugen"].make())
    (folder / "feiten" / "feiten.yaml").write_text("- {feit: leeg}\n", encoding="utf-8")

    with pytest.raises(RulesError) as refused:
        read_rules(folder)

    assert {issue.place.file for issue in refused.value.issues} == {LABEL, "feiten/feiten.yaml"}


ACCENTS = "\u0301\u0316"


@pytest.mark.parametrize("written", [ACCENTS * 100_000, "\\u0301\\u0316" * 40_000], ids=["typed", "escaped"])
def test_very_many_accents_on_one_letter_are_refused_in_a_rule_file_as_well(
    written: str, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path, sound())
    (folder / "feiten" / "bevindingen.yaml").write_text(f'- {{bevinding: "e{written}"}}\n', encoding="utf-8")

    issues = issues_of(lambda: read_rules(folder))

    assert [str(issue.place) for issue in issues] == ["feiten/bevindingen.yaml:1"]
    assert [issue.text for issue in issues] == ["Hier staan te veel accenten op één letter."]


HEAVY = (
    "bom-met-leugen",
    "miljoenen-vreemde-delen",
    "twee-miljoen-gedeelde-teksten",
    "miljoen-accenten-op-een-letter",
)


@pytest.mark.parametrize("name", HEAVY)
def test_a_bomb_does_not_go_off(name: str) -> None:
    _, _, megabytes, said = measured(lambda place: folder_with(place, HOSTILE[name].make()))

    assert said.startswith("1: ")
    assert 0 < megabytes < MOST_MEGABYTES
