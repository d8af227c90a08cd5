"""What the parts of a workbook refer to: other parts, and things that do not belong in it."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budget_engine.files.sheets.workbook_xml import walk

_LINKS = ".rels"
_TYPES = "[Content_Types].xml"
_MOST_LINKS = 20_000
"""How much all parts together may refer to; the whole real folder has about 500 references (measured)."""
_WEB_LINK = "hyperlink"
MACRO = ("Er zit een macro in dit werkboek.", "Bewaar het als 'Excel-werkmap (.xlsx)', zonder macro's.")
QUERY = ("Dit werkboek haalt gegevens van elders.", "Verwijder de verbinding en plak de waarden.")
OTHER_FILE = ("In dit werkboek zit een ander bestand.", "Haal het weg en bewaar opnieuw.")
PROGRAM = ("Er zit een programma in dit werkboek.", "Haal de knoppen weg en bewaar opnieuw.")
OTHER_BOOK = (
    "Dit werkboek verwijst naar een ander werkboek.",
    "Verbreek de koppeling, of plak de waarden.",
)
_ELSEWHERE = (
    "Dit werkboek haalt een plaatje, sjabloon of bestand van elders.",
    "Haal de koppeling weg en bewaar opnieuw.",
)
_REFUSED_KINDS: Mapping[str, tuple[str, str]] = {
    "vbaproject": MACRO,
    "xlmacrosheet": MACRO,
    "xlintlmacrosheet": MACRO,
    "externallink": OTHER_BOOK,
    "externallinkpath": OTHER_BOOK,
    "connections": QUERY,
    "querytable": QUERY,
    "control": PROGRAM,
    "activexcontrolbinary": PROGRAM,
    "oleobject": OTHER_FILE,
    "package": OTHER_FILE,
}
"""The kinds of reference that are refused, whatever the part they lead to is called."""


@dataclass(frozen=True)
class Link:
    """One thing a part refers to."""

    name: str
    kind: str
    target: str
    is_outside: bool


def links_of(part: str, parts: Mapping[str, bytes]) -> Iterator[Link]:
    """Read what a part refers to; the part without a name is the workbook as a whole."""
    folder, base = posixpath.split(part)
    references = posixpath.join(folder, "_rels", f"{base}{_LINKS}")
    if references in parts:
        yield from _read(parts[references], folder)


def _read(content: bytes, folder: str) -> list[Link]:
    found: list[Link] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target, is_outside = attributes["Target"], attributes.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes["Type"].rsplit("/", 1)[-1]
            found.append(Link(attributes["Id"], kind, target, is_outside))
            if len(found) > _MOST_LINKS:
                raise ValueError

    walk(content, opened)
    return found


def refused_links(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Say what a workbook refers to and may not, and what to do about it; ValueError where it is too much."""
    number = 0
    for name, content in parts.items():
        if name.lower().endswith(_LINKS):
            links = _read(content, "")
            number += len(links)
            if number > _MOST_LINKS:
                raise ValueError
            for link in links:
                if link.kind.lower() in _REFUSED_KINDS:
                    yield _REFUSED_KINDS[link.kind.lower()]
                elif link.is_outside and link.kind != _WEB_LINK:
                    yield _ELSEWHERE
    if b"macroEnabled" in parts.get(_TYPES, b""):
        yield MACRO
