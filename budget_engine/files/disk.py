"""What the computer says of a path, in Dutch: what stands there, and why it will not do what was asked."""

import errno
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISDIR

from budget_engine.errors import InputError, Issue, Place

_MEANINGS: Mapping[int, str] = {
    errno.ENOENT: "dit bestand of deze map is er niet",
    errno.EACCES: "dat mag hier niet",
    errno.EPERM: "dat mag hier niet",
    errno.EROFS: "op deze plek kan alleen worden gelezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijfruimte die u mag gebruiken is op",
    errno.ENOTDIR: "een deel van dit pad is een bestand en geen map",
    errno.EISDIR: "dit is een map en geen bestand",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "een verwijzing wijst naar zichzelf",
    errno.EIO: "de schijf geeft een fout",
}


def because(error: OSError) -> str:
    """Say why the system refused, as the end of a sentence; what is rare keeps its number.

    >>> because(OSError(errno.ENOSPC, "No space left on device"))
    ': de schijf is vol'
    >>> because(OSError(errno.EXDEV, "Invalid cross-device link"))
    ' (fout 18 van het systeem)'
    """
    said = _MEANINGS.get(error.errno or 0)
    return f" (fout {error.errno} van het systeem)" if said is None else f": {said}"


def stands(path: Path) -> bool:
    """Tell whether anything stands at a path; InputError when the system will not say."""
    return _mode(path) is not None


def is_folder(path: Path) -> bool:
    """Tell whether a folder stands at a path; InputError when the system will not say."""
    mode = _mode(path)
    return mode is not None and S_ISDIR(mode)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        text = f"Hier kan niet worden gekeken{because(error)}."
        raise InputError([Issue(Place(str(path)), text)]) from None
