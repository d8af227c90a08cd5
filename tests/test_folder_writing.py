"""Files that change places in a folder all together, on full disks and on machines that stop."""

import os
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from budget_engine.errors import InputError, RulesError
from budget_engine.files.editing import folder as editing
from budget_engine.files.editing.folder import files_of, put
from budget_engine.files.editing.writing import alone, mend
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_rules import UNFINISHED, municipalities, read_rules
from budget_engine.language.rule_set import RuleSet
from tests.two_towns import LAW, LAW_FILE, OWN_FILE, TARIFFS, Files, laid_in, refused, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "regels")


@pytest.fixture
def wanted(folder: Path) -> Files:
    return deepcopy(files_of(folder))  # a document that was read before is shared


def both(wanted: Files) -> Files:
    wanted[OWN_FILE][0]["rijen"][0]["is"] = "40,00"
    wanted[LAW_FILE][0]["titel"] = "Anders"
    wanted["gemeenten/oord/tarieven.yaml"] = deepcopy(wanted[OWN_FILE])
    return wanted


@pytest.mark.parametrize("stop", range(1, 4))
def test_a_disk_that_refuses_halfway_leaves_the_old_folder(
    folder: Path, wanted: Files, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails_at(monkeypatch, stop, full_disk)

    said = refused(folder, both(wanted))

    assert said[0].endswith("Er is niets veranderd.")
    monkeypatch.undo()
    assert municipalities(folder) == ["dorp", "stad"]
    assert len(put(folder, wanted).files) == 5


@pytest.mark.parametrize("stop", range(1, 4))
def test_a_machine_that_stops_halfway_is_seen_and_put_back(folder: Path, wanted: Files, stop: int) -> None:
    before = texts(folder)
    child = os.fork()
    if child == 0:  # the machine that stops
        with pytest.MonkeyPatch.context() as patch:
            fails_at(patch, stop, lambda: os._exit(9))
            put(folder, both(wanted))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    with pytest.raises(RulesError, match="bleef halverwege steken"):
        read_rules(folder)
    changes = put(folder, files_of_texts(before))

    assert texts(folder) == before
    assert changes.was_mended
    assert next(changes.lines()).startswith("Een eerdere wijziging was halverwege")
    assert municipalities(folder) == ["dorp", "stad"]


def test_what_was_changed_by_hand_after_a_stop_is_not_written_over(folder: Path, wanted: Files) -> None:
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            fails_at(patch, 3, lambda: os._exit(9))
            put(folder, both(wanted))
        os._exit(0)
    os.waitpid(child, 0)
    (folder / LAW_FILE).write_text("# met de hand\n")

    said = refused(folder, wanted)

    assert said[0].startswith(f"{LAW_FILE}  Een eerdere wijziging bleef halverwege steken, en daarna")
    kept = [path.read_text() for path in (folder / UNFINISHED).glob("*.oud")]
    assert LAW in kept


def test_a_planted_plan_reaches_nothing_outside_the_folder(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "buiten.yaml"
    outside.write_text("blijft")
    (folder / UNFINISHED).mkdir()
    for plan in (
        '{"bestanden": {"../buiten.yaml": null}, "mappen": ["../leeg"]}',
        "[]",
        "{",
        '{"bestanden": 3}',
    ):
        (folder / UNFINISHED / "plan.json").write_text(plan)

        with pytest.raises(InputError):
            mend(folder)

    assert outside.read_text() == "blijft"


def test_a_file_that_changed_meanwhile_is_not_written_over(
    folder: Path, wanted: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves the file while the folder is being tried."""

    def saved_meanwhile(*given: Any) -> RuleSet:
        (folder / OWN_FILE).write_text(TARIFFS.replace("38,40", "50,00"))
        return read_rules(*given)

    monkeypatch.setattr(editing, "read_rules", saved_meanwhile)
    with pytest.raises(InputError, match="intussen veranderd"):
        put(folder, both(wanted))

    assert (folder / OWN_FILE).read_text() == TARIFFS.replace("38,40", "50,00")
    assert (folder / LAW_FILE).read_text() == LAW
    assert sorted(path.name for path in folder.iterdir()) == ["feiten", "gemeenten", "landelijk"]


def test_a_second_program_does_not_change_what_the_first_is_changing(folder: Path, wanted: Files) -> None:
    with alone(folder):
        said = refused(folder, both(wanted))

    assert said[0].startswith(f"{folder}  Iemand anders is deze map op dit moment aan het wijzigen.")
    assert put(folder, wanted).files


def test_two_programs_that_make_one_new_folder_do_not_do_so_together(tmp_path: Path, wanted: Files) -> None:
    with alone(tmp_path / "nieuw"), pytest.raises(InputError, match="Iemand anders"):
        put(tmp_path / "nieuw", wanted)


def test_looking_needs_nobody_to_wait(folder: Path, wanted: Files) -> None:
    with alone(folder):
        assert put(folder, both(wanted), only_look=True).files


def test_two_programs_at_once_leave_what_one_of_them_wanted(folder: Path, wanted: Files) -> None:
    """Both begin at the same moment, many times over; each change is whole and the folder always reads."""
    tariffs = ["41,00", "42,00"]
    children = []
    for tariff in tariffs:
        child = os.fork()
        if child == 0:
            for _ in range(15):
                wanted[OWN_FILE][0]["rijen"][0]["is"] = wanted[LAW_FILE][0]["titel"] = tariff
                with suppress(InputError):
                    put(folder, wanted)
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]

    found = files_of(folder)
    last = found[OWN_FILE][0]["rijen"][0]["is"]
    assert last in tariffs
    assert found[LAW_FILE][0]["titel"] == last
    assert not (folder / UNFINISHED).exists()


def test_what_cannot_be_put_back_says_so_and_keeps_what_stood(
    folder: Path, wanted: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = Path.replace, iter(range(1, 100))
    monkeypatch.setattr(
        Path, "replace", lambda one, other: real(one, other) if next(count) == 1 else full_disk()
    )

    with pytest.raises(InputError, match="kon niet worden teruggezet") as caught:
        put(folder, both(wanted))

    assert UNFINISHED in str(caught.value.issues[0].hint)
    monkeypatch.undo()
    assert put(folder, files_of_texts({LAW_FILE: LAW.encode()})).was_mended


def test_what_an_editor_leaves_behind_does_not_stop_a_change(folder: Path, wanted: Files) -> None:
    """An editor that is open leaves a link to nowhere; a pipe would be read for ever."""
    (folder / "landelijk" / ".#wmo.yaml").symlink_to("iemand@computer.123")
    os.mkfifo(folder / ".pijp")

    assert put(folder, both(wanted)).files


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_file_that_is_closed_for_writing_is_respected(folder: Path, wanted: Files) -> None:
    (folder / OWN_FILE).chmod(0o444)

    assert "mag niet worden veranderd" in refused(folder, both(wanted))[0]


def test_the_rights_of_a_file_stay(folder: Path, wanted: Files) -> None:
    (folder / OWN_FILE).chmod(0o640)

    put(folder, both(wanted))

    assert (folder / OWN_FILE).stat().st_mode & 0o777 == 0o640


def files_of_texts(before: dict[str, bytes]) -> Files:
    return {name: parse_yaml(content, name).plain for name, content in before.items()}


def full_disk() -> None:
    raise OSError(28, "No space left on device")


def fails_at(patch: pytest.MonkeyPatch, stop: int, fail: Callable[[], object]) -> None:
    """Let the given change of place go wrong, and those before it go well."""
    real, count = Path.replace, iter(range(1, 100))

    def replace(self: Path, place: Path) -> Path:
        if self.suffix == ".nieuw" and next(count) == stop:
            fail()
        return real(self, place)

    patch.setattr(Path, "replace", replace)
