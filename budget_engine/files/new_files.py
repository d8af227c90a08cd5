"""Files written where nothing stands yet: whole or not at all, also when somebody stops halfway."""

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.disk import because, is_folder, stands

_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP)
"""What a disk answers that knows no second name for a file, such as a memory stick."""


_OTHER_NAME = "Kies een andere naam, of haal het bestand eerst weg."


def refuse_existing(path: Path, hint: str = _OTHER_NAME) -> None:
    """Refuse a place where something stands, or in a folder that is not there; `hint` says what to do."""
    _refuse_folder(path)
    if stands(path) or path.is_symlink():
        raise InputError(
            [Issue(Place(str(path)), "Dit bestand bestaat al en wordt niet overschreven.", hint)]
        )
    _refuse_no_folder(path)


def refuse_no_file(path: Path) -> None:
    """Refuse a place where no file can stand: a folder, or in a folder that is not there."""
    _refuse_folder(path)
    _refuse_no_folder(path)


def _refuse_folder(path: Path) -> None:
    if is_folder(path):
        raise InputError(
            [Issue(Place(str(path)), "Dit is een map en geen bestand.", "Noem een bestand in die map.")]
        )


def _refuse_no_folder(path: Path) -> None:
    if not is_folder(path.parent):
        text = "Dit is een bestand en geen map." if stands(path.parent) else "Deze map bestaat niet."
        raise InputError([Issue(Place(str(path.parent)), text)])


def refuse_other_ending(path: Path, ending: str) -> None:
    """Refuse a name that ends otherwise than programs expect of what will stand in the file."""
    if path.suffix.lower() != ending:
        hint = f"Noem het {path.with_suffix(ending).name}."
        raise InputError([Issue(Place(str(path)), f"Een werkboek eindigt op {ending}.", hint)])


def write_new(path: Path, content: bytes) -> None:
    """Write a file; InputError when something came to stand there meanwhile, or when the disk refuses."""
    _write(path, content, _name)


def write_over(path: Path, content: bytes) -> None:
    """Write a file over what stands there, which stays whole until then; InputError when the disk refuses."""
    _write(path, content, lambda half, whole: half.replace(whole))


def _write(path: Path, content: bytes, settle: Callable[[Path, Path], object]) -> None:
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        half.write_bytes(content)
        settle(half, path)
    except FileExistsError:
        refuse_existing(path)
    except OSError as error:
        text = f"Hier kan niet worden geschreven{because(error)}."
        raise InputError([Issue(Place(str(path)), text)]) from None
    finally:
        half.unlink(missing_ok=True)


def _name(half: Path, path: Path) -> None:
    """Give a whole file its name; unlike a move, a second name never takes the place of a file."""
    try:
        path.hardlink_to(half)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        half.rename(path)


def write_all_new(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write files into a folder by their names, all or none; the folder is made when it is not there."""
    made = _made(folder)
    for name in contents:
        refuse_existing(folder / name)
    written: list[Path] = []
    try:
        for name, content in contents.items():
            write_new(folder / name, content.encode() if isinstance(content, str) else content)
            written.append(folder / name)
        made.clear()
    finally:
        if len(written) < len(contents):
            for path in written:
                path.unlink(missing_ok=True)
        for path in made:
            path.rmdir()


def refuse_no_room(folder: Path) -> None:
    """Refuse a folder in which something stands already or nothing can be written, before work that takes long.

    A hidden file is no reason: some systems leave one in every folder that is looked at.
    """
    made = _made(folder)
    trial = folder / f".{os.getpid()}.half"
    try:
        there = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        trial.touch()
        trial.unlink()
    except OSError as error:
        text = f"In deze map kan niet worden geschreven{because(error)}."
        raise InputError([Issue(Place(str(folder)), text, "Kies een andere map.")]) from None
    finally:
        for path in made:
            path.rmdir()
    if there:
        text = f"In deze map staat al iets ({there[0]}), en er wordt niets overschreven."
        raise InputError([Issue(Place(str(folder)), text, "Kies een nieuwe of een lege map.")])


def _made(folder: Path) -> list[Path]:
    """Make a folder and those above it, and give what was made, the inner first."""
    missing = [path for path in (folder, *folder.parents) if not stands(path)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        text = f"Deze map kan niet worden gemaakt{because(error)}."
        raise InputError([Issue(Place(str(folder)), text, "Kies een andere naam.")]) from None
    return missing
