"""The parts of a workbook file, opened without trust: an .xlsx is a zip, and a zip can lie.

Everything is looked at before it is unpacked, and unpacked no further than was declared and allowed.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.sheets.workbook_links import (
    MACRO,
    OTHER_BOOK,
    OTHER_FILE,
    PROGRAM,
    QUERY,
    refused_links,
)
from budget_engine.files.sheets.workbook_xml import DAMAGED

MOST_PACKED = 20_000_000
"""How many bytes a workbook file may have; the whole real folder takes about a million (measured)."""
MOST_UNPACKED = 60_000_000
"""How many bytes all parts together may have once unpacked."""
MOST_PARTS = 2000
"""How many parts a workbook may have: a sheet with remarks takes four."""
MOST_MARKS = 3_000_000
"""How many marks of XML all parts may hold together; the whole real folder takes 700,000 (measured)."""
LONGEST_NAME = 255
"""How many characters the name of a part may have."""
MOST_SQUEEZED = 100
"""How many times smaller a part may have become; a sheet of cells becomes ten to forty times smaller."""
SMALL_PART = 1_000_000
"""Below this many bytes it does not matter how far a part was squeezed."""

_ENCRYPTED = 0x1  # the first bit of the flags of a part, in the zip format
_OPENING = 30  # bytes before the name of a part, where it stands in the archive
_SYSTEM_BITS = 16  # what comes before them in the attributes of a part is of another system
_FIRST, _LISTED = b"PK\x03\x04", b"PK\x01\x02"  # how a part begins, and its line in the list of parts
_OLD_OFFICE = bytes.fromhex("d0cf11e0")  # how .xls files, and workbooks with a password, begin
_PROGRAMS = (b"MZ", b"\x7fELF")
_NO_XML = (".png", ".jpeg", ".jpg", ".bin")
_KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_REFUSED_PARTS: Mapping[str, tuple[str, str]] = {
    "vbaproject": MACRO,
    "macrosheets/": MACRO,
    "activex/": PROGRAM,
    "externallinks/": OTHER_BOOK,
    "connections.xml": QUERY,
    "querytables/": QUERY,
    "embeddings/": OTHER_FILE,
}
"""What a part with such a name is; its kind is looked at as well, and may say the same."""
NO_WORKBOOK = (
    "Dit is geen werkboek, of het is beschadigd.",
    "Open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx.",
)
_UNSAFE = (
    "Dit werkboek is niet te vertrouwen: het is anders ingepakt dan Excel doet.",
    NO_WORKBOOK[1],
)
_TOO_LARGE = (
    "Dit werkboek is te groot.",
    f"Hooguit {MOST_PACKED} bytes; uitgepakt hooguit {MOST_UNPACKED} bytes in {MOST_PARTS} delen.",
)
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _refusal(name: str, text: str, hint: str | None = None) -> InputError:
    return InputError([Issue(Place(name), text, hint)])


def parts_of(content: bytes, name: str) -> Mapping[str, bytes]:
    """Unpack a workbook; InputError when it is no workbook, too large, or packed to mislead."""
    if content.startswith(_OLD_OFFICE):
        hint = "Bewaar het als 'Excel-werkmap (.xlsx)', zonder wachtwoord."
        raise _refusal(name, "Dit is een oud werkboek, of een met een wachtwoord.", hint)
    if len(content) > MOST_PACKED or content.count(_LISTED) > MOST_PARTS:
        raise _refusal(name, *_TOO_LARGE)
    if not content.startswith(_FIRST):
        raise _refusal(name, *NO_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            issues = list(_issues(listed, name))
            if issues:
                raise InputError(issues)
            parts = {part.filename: _unpacked(archive, part) for part in listed if not part.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise _refusal(name, *NO_WORKBOOK) from None
    issues = [Issue(Place(name), *refused) for refused in _refused(parts)]
    if issues:
        raise InputError(issues)
    return parts


def _refused(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Say what is in the parts of a workbook and may not be."""
    if sum(content.count(b"<") for content in parts.values()) > MOST_MARKS:
        yield _TOO_LARGE
        return
    for name, content in parts.items():
        if not name.lower().endswith(_NO_XML) and any(mark in content for mark in _DOCTYPE):
            yield _UNSAFE
            return
        if content.startswith((_FIRST, _OLD_OFFICE, *_PROGRAMS)):
            yield OTHER_FILE
    try:
        yield from refused_links(parts)
    except DAMAGED:
        yield NO_WORKBOOK


def _issues(listed: list[zipfile.ZipInfo], name: str) -> Iterator[Issue]:
    """Find what is wrong with a workbook by its list of parts alone."""
    place = Place(name)
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        yield Issue(place, *_TOO_LARGE)
        return
    if _is_overlapping(listed):
        yield Issue(place, *_UNSAFE)
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
            or stat.S_ISLNK(part.external_attr >> _SYSTEM_BITS)
            or part.compress_type not in _KNOWN_PACKING
            or (part.file_size > SMALL_PART and part.file_size > MOST_SQUEEZED * part.compress_size)
        ):
            yield Issue(place, *_UNSAFE)
            return
        seen.add(path)
        for word, refused in _REFUSED_PARTS.items():
            if word in path:
                yield Issue(place, *refused)


def _is_overlapping(listed: list[zipfile.ZipInfo]) -> bool:
    """Tell whether parts lie in each other, so that little content counts many times."""
    end = 0
    for part in sorted(listed, key=lambda part: part.header_offset):
        if part.header_offset < end:
            return True
        end = part.header_offset + _OPENING + len(part.orig_filename) + part.compress_size
    return False


def _is_plain_name(part: zipfile.ZipInfo) -> bool:
    written = part.orig_filename
    path = PurePosixPath(written)
    return (
        written.isprintable()
        and len(written) <= LONGEST_NAME
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
