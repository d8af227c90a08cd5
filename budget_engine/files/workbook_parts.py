"""The parts of a workbook file, opened without trust: an .xlsx is a zip, and a zip can lie.

Everything is looked at before it is unpacked, and unpacked no further than was declared and allowed.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from budget_engine.errors import InputError, Issue, Place

MOST_PACKED = 20_000_000
"""How many bytes a workbook file may have; the whole real folder takes about a million (measured)."""
MOST_UNPACKED = 60_000_000
"""How many bytes all parts together may have once unpacked."""
MOST_PARTS = 2000
"""How many parts a workbook may have: a sheet with remarks takes four."""
MOST_SQUEEZED = 100
"""How many times smaller a part may have become; a sheet of cells becomes ten to forty times smaller."""
SMALL_PART = 1_000_000
"""Below this many bytes it does not matter how far a part was squeezed."""

_ENCRYPTED = 0x1  # the first bit of the flags of a part, in the zip format
_OLD_OFFICE = bytes.fromhex("d0cf11e0")  # how .xls files, and workbooks with a password, begin
_KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_REFUSED_PARTS: Mapping[str, tuple[str, str]] = {
    "vbaproject": ("Er zit een macro in dit werkboek.", "Bewaar het als 'Excel-werkmap (.xlsx)', zonder macro's."),
    "macrosheets/": ("Er zit een macro in dit werkboek.", "Haal het macroblad weg en bewaar opnieuw."),
    "activex/": ("Er zit een programma in dit werkboek.", "Haal de knoppen weg en bewaar opnieuw."),
    "externallinks/": (
        "Dit werkboek verwijst naar een ander werkboek.",
        "Verbreek de koppeling, of plak de waarden.",
    ),
    "connections.xml": ("Dit werkboek haalt gegevens van elders.", "Verwijder de verbinding en plak de waarden."),
    "embeddings/": ("In dit werkboek zit een ander bestand.", "Haal het weg en bewaar opnieuw."),
}  # fmt: skip
_UNSAFE = (
    "Dit werkboek is niet te vertrouwen: het is anders ingepakt dan Excel doet.",
    "Open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx.",
)
_TOO_LARGE = "Dit werkboek is te groot."
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _refusal(name: str, text: str, hint: str | None = None) -> InputError:
    return InputError([Issue(Place(name), text, hint)])


def parts_of(content: bytes, name: str) -> Mapping[str, bytes]:
    """Unpack a workbook; InputError when it is no workbook, too large, or packed to mislead."""
    if content.startswith(_OLD_OFFICE):
        hint = "Bewaar het als 'Excel-werkmap (.xlsx)', zonder wachtwoord."
        raise _refusal(name, "Dit is een oud werkboek, of een met een wachtwoord.", hint)
    if len(content) > MOST_PACKED:
        raise _refusal(name, _TOO_LARGE, f"Hooguit {MOST_PACKED} bytes.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            issues = list(_issues(listed, name))
            if issues:
                raise InputError(issues)
            parts = {part.filename: _unpacked(archive, part) for part in listed if not part.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise _refusal(name, "Dit is geen werkboek, of het is beschadigd.", _UNSAFE[1]) from None
    for part, unpacked in parts.items():
        if not part.lower().endswith((".png", ".jpeg", ".jpg", ".bin")) and any(
            mark in unpacked for mark in _DOCTYPE
        ):
            raise _refusal(name, *_UNSAFE)
    return parts


def _issues(listed: list[zipfile.ZipInfo], name: str) -> Iterator[Issue]:
    """Find what is wrong with a workbook by its list of parts alone."""
    place = Place(name)
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        yield Issue(place, _TOO_LARGE, f"Hooguit {MOST_UNPACKED} bytes en {MOST_PARTS} delen, uitgepakt.")
        return
    seen: set[str] = set()
    for part in listed:
        path = part.filename.lower()
        if part.flag_bits & _ENCRYPTED:
            yield Issue(place, "Dit werkboek heeft een wachtwoord.", "Bewaar het zonder wachtwoord.")
            return
        if (
            path in seen
            or not _is_plain_name(part)
            or part.compress_type not in _KNOWN_PACKING
            or (part.file_size > SMALL_PART and part.file_size > MOST_SQUEEZED * part.compress_size)
        ):
            yield Issue(place, *_UNSAFE)
            return
        seen.add(path)
        for word, refused in _REFUSED_PARTS.items():
            if word in path:
                yield Issue(place, *refused)


def _is_plain_name(part: zipfile.ZipInfo) -> bool:
    written = part.orig_filename
    path = PurePosixPath(written)
    return (
        written.isprintable()
        and not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in written
        and ":" not in written
    )


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack one part as far as it was declared; a part that holds more or less is refused as damaged."""
    with archive.open(part) as stream:
        found = stream.read(part.file_size + 1)
    if len(found) != part.file_size:
        raise zipfile.BadZipFile
    return found
