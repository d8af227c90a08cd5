"""Files put into a folder all together, or not at all.

What is new is laid ready first, beside what was there. Then the files change places one by one. When that
stops halfway, by a full disk or a machine that stops, the folder is put back as it was: at once, or else by
whoever writes in it next. Until then the rules of the folder are not read.
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.disk import because
from budget_engine.files.nodes import read_content
from budget_engine.files.yaml_rules import MUNICIPALITIES, SHARED, UNFINISHED

Contents = Mapping[str, bytes | None]
"""What stands, or must stand, in each file by its name in the folder; None is no file."""

_PART = re.compile(r"[^\W_](?:[\w .()&',-]*[\w)])?")
_EXAMPLE = f"Noem het zoals landelijk/wmo.yaml of {MUNICIPALITIES}/naam/tarieven.yaml."
_NOTHING = "Er is niets veranderd."
_PLAN = "plan.json"
_DONE = f"{UNFINISHED}.klaar"


def target(folder: Path, name: str, suffixes: tuple[str, ...]) -> Path:
    """Give the place of a rule file in a folder; InputError when its name leads anywhere else.

    A name comes from a file that somebody sent: it may hold '..', begin at the root or point through a link.
    """
    pure = PurePosixPath(name)
    is_shared = pure.parent.as_posix() in SHARED
    is_own = pure.parent.parent.as_posix() == MUNICIPALITIES
    is_plain = pure.as_posix() == name and all(_PART.fullmatch(part) for part in pure.parts)
    if not (is_shared or is_own) or not is_plain or pure.suffix not in suffixes:
        raise InputError([Issue(Place(name), "Zo kan een regelbestand niet heten.", _EXAMPLE)])
    path = folder / pure
    if any(place.is_symlink() for place in (path, *list(path.parents)[: len(pure.parts) - 1])):
        hint = "Zet het bestand zelf in de map."
        raise InputError([Issue(Place(name), "Dit is een verwijzing naar een andere plek.", hint)])
    return path


def refuse_among_rules(folder: Path, path: Path) -> None:
    """Refuse to write anything else among the rule files of a folder: it would be read as rules, or hide there."""
    places = [os.path.realpath(folder / name) for name in (*SHARED, MUNICIPALITIES)]
    if any(Path(os.path.realpath(path)).is_relative_to(place) for place in places):
        text = f"Deze plek ligt tussen de regelbestanden van {folder}."
        raise InputError([Issue(Place(str(path)), text, "Kies een plek daarbuiten.")])


def check_names(names: list[str]) -> None:
    """Refuse names that are one file on some computers; InputError names both."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(normalize("NFC", name).casefold(), name)
        if other != name:
            hint = "Op sommige computers is dat hetzelfde bestand. Kies een andere naam."
            raise InputError([Issue(Place(name), f"'{other}' bestaat ook.", hint)])


def standing(path: Path, name: str) -> bytes | None:
    """Give what stands in a file now, or None when it is not there; InputError when it cannot be read."""
    try:
        exists = path.lstat() is not None
    except FileNotFoundError:
        exists = False
    except OSError as error:
        raise _failed(name, error) from None
    return read_content(path, name) if exists else None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for oneself while it is changed; InputError when another program is changing it.

    The lock is on the folder around it, for the folder itself may have to be made: it leaves nothing
    behind, and the system lets go of it when a program stops.
    """
    around = next(place for place in folder.absolute().parents if place.is_dir())
    try:
        held = os.open(around, os.O_RDONLY)
    except OSError as error:
        raise _failed(str(folder), error) from None
    try:
        _lock(held, folder)
        yield
    finally:
        os.close(held)


def _lock(held: int, folder: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        text = "Iemand anders is deze map op dit moment aan het wijzigen."
        raise InputError([Issue(Place(str(folder)), text, f"Probeer het zo opnieuw. {_NOTHING}")]) from None


def put_all(folder: Path, old: Contents, new: Contents) -> None:
    """Put files in their places, all or none; InputError when a file changed meanwhile or cannot be written.

    `old` is what stood in each of them when the new contents were worked out.
    """
    paths = {name: target(folder, name, (PurePosixPath(name).suffix,)) for name in new}
    _may_be_written(folder, paths)
    stage = folder / f"{UNFINISHED}.{os.getpid()}"
    made = _missing_folders(folder, paths)
    is_done = False
    try:
        for path in made:
            path.mkdir()
        _lay_ready(stage, folder, old, new, made)
        for name, path in paths.items():
            if standing(path, name) != old[name]:
                hint = f"Lees het opnieuw en doe de wijziging nog eens. {_NOTHING}"
                raise InputError([Issue(Place(name), "Dit bestand is intussen veranderd.", hint)])
        stage.rename(folder / UNFINISHED)
        for number, (name, path) in enumerate(paths.items()):
            if new[name] is None:
                path.unlink()
            else:
                (folder / UNFINISHED / f"{number}.nieuw").replace(path)
        (folder / UNFINISHED).rename(folder / _DONE)
        is_done = True
    except OSError as error:
        raise _failed(str(error.filename2 or error.filename or folder), error) from None
    finally:
        if not is_done:
            mend(folder)
            _take_away(made)
        for leftover in (stage, folder / _DONE):
            shutil.rmtree(leftover, ignore_errors=True)


def refuse_unfinished(folder: Path) -> None:
    """Refuse a folder in which an earlier change stopped halfway: to look at it would be to mend it."""
    if (folder / UNFINISHED).is_dir():
        text = "Een eerdere wijziging van deze map bleef halverwege steken."
        hint = "Doe 'maatwerk regels uit-excel' zonder --proef; dan komt eerst terug wat er stond."
        raise InputError([Issue(Place(UNFINISHED), text, hint)])


def mend(folder: Path) -> bool:
    """Put back what an earlier change left half done, and tell whether there was one.

    InputError when a file was changed by hand since: then both texts are kept and a person decides.
    """
    try:
        return _put_back(folder)
    except OSError as error:
        text = f"Wat half gewijzigd was, kon niet worden teruggezet{because(error)}."
        hint = f"Wat er stond, is bewaard in {UNFINISHED}. Maak ruimte of vraag rechten, en doe het opnieuw."
        raise InputError([Issue(Place(UNFINISHED), text, hint)]) from None


def _put_back(folder: Path) -> bool:
    if folder.is_dir():
        for leftover in folder.glob(f"{UNFINISHED}.*"):
            shutil.rmtree(leftover, ignore_errors=True)
    stage = folder / UNFINISHED
    if not stage.is_dir():
        return False
    plan = _plan(stage)
    issues: list[Issue] = []
    back: list[tuple[Path, Path]] = []
    for number, (name, mark) in enumerate(plan.marks.items()):
        path, kept = target(folder, name, (PurePosixPath(name).suffix,)), stage / f"{number}.oud"
        now = standing(path, name)
        if now == standing(kept, name):
            continue
        back.append((path, kept))
        if _mark(now) != mark:
            text = "Een eerdere wijziging bleef halverwege steken, en daarna is dit bestand veranderd."
            place = f"{UNFINISHED}/{kept.name}"
            hint = f"Wat er stond, is bewaard in {place}. Kies zelf, en haal de map {UNFINISHED} dan weg."
            issues.append(Issue(Place(name), text, hint))
    if issues:
        raise InputError(issues)
    for path, kept in back:
        if kept.exists():
            shutil.copy2(kept, stage / "terug")  # what is kept stays whole until the end
            (stage / "terug").replace(path)
        else:
            path.unlink()
    shutil.rmtree(stage)
    inside = [name for name in plan.made if all(map(_PART.fullmatch, PurePosixPath(name).parts))]
    _take_away([folder / name for name in inside])
    return True


def _lay_ready(stage: Path, folder: Path, old: Contents, new: Contents, made: list[Path]) -> None:
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    for number, name in enumerate(new):
        for ending, content in (("oud", old[name]), ("nieuw", new[name])):
            if content is not None:
                laid = stage / f"{number}.{ending}"
                _write(laid, content)
                if old[name] is not None:
                    shutil.copymode(folder / name, laid)
    plan = {
        "bestanden": {name: _mark(content) for name, content in new.items()},
        "mappen": [path.relative_to(folder).as_posix() for path in made if folder in path.parents],
    }
    _write(stage.joinpath(_PLAN), json.dumps(plan, ensure_ascii=False).encode())


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


@dataclass(frozen=True)
class _Plan:
    """What a change does: the mark of what each file must hold, None for no file, and folders it made."""

    marks: Mapping[str, str | None]
    made: tuple[str, ...]


def _plan(stage: Path) -> _Plan:
    try:
        plan = json.loads(read_content(stage.joinpath(_PLAN), f"{UNFINISHED}/{_PLAN}"))
        marks = {str(name): None if mark is None else str(mark) for name, mark in plan["bestanden"].items()}
        return _Plan(marks, tuple(map(str, plan["mappen"])))
    except (ValueError, KeyError, TypeError, AttributeError):
        text = "Wat een eerdere wijziging achterliet, is niet te lezen."
        raise InputError([Issue(Place(UNFINISHED), text, "Haal die map weg.")]) from None


def _mark(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _missing_folders(folder: Path, paths: Mapping[str, Path]) -> list[Path]:
    """Give the folders that must be made, the outer before the inner."""
    wanted = {parent for path in paths.values() for parent in path.parents if parent.is_relative_to(folder)}
    wanted |= {parent for parent in folder.parents if not parent.exists()}
    return sorted((path for path in wanted if not path.exists()), key=lambda path: len(path.parts))


def _take_away(made: list[Path]) -> None:
    """Take away the folders that were made, as far as nothing stands in them."""
    for path in reversed(made):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _may_be_written(folder: Path, paths: Mapping[str, Path]) -> None:
    closed = [name for name, path in paths.items() if path.exists() and not os.access(path, os.W_OK)]
    issues = [Issue(Place(name), "Dit bestand mag niet worden veranderd.", _NOTHING) for name in closed]
    if folder.exists() and not os.access(folder, os.W_OK):
        issues.append(Issue(Place(str(folder)), "In deze map mag niets worden geschreven.", _NOTHING))
    if issues:
        raise InputError(issues)


def _failed(name: str, error: OSError) -> InputError:
    text = f"Hier kan niet worden gelezen of geschreven{because(error)}."
    return InputError([Issue(Place(name), text, _NOTHING)])
