"""Files that change places in a folder all together, on full disks and on machines that stop."""

import os
import tempfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from budget_engine.errors import InputError, RulesError
from budget_engine.files.editing.folder import files_of, put
from budget_engine.files.editing.writing import mend
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_rules import UNFINISHED, municipalities, read_rules
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
    class Meanwhile(tempfile.TemporaryDirectory):  # type: ignore[type-arg]
        """Somebody saves the file while the folder is being tried."""

        def cleanup(self) -> None:
            (folder / OWN_FILE).write_text(TARIFFS.replace("38,40", "50,00"))
            super().cleanup()

        def __exit__(self, *args: object) -> None:
            self.cleanup()

    monkeypatch.setattr(tempfile, "TemporaryDirectory", Meanwhile)
    with pytest.raises(InputError, match="intussen veranderd"):
        put(folder, both(wanted))

    assert (folder / OWN_FILE).read_text() == TARIFFS.replace("38,40", "50,00")
    assert (folder / LAW_FILE).read_text() == LAW
    assert sorted(path.name for path in folder.iterdir()) == ["feiten", "gemeenten", "landelijk"]


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
