"""Rule files as a workbook and back, without loss: the same entries, in the same files and order.

A workbook holds cells that people read and change, and no copy of the files beside them. What was
written is read back before it leaves here, so that a workbook that would lose something is never given.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as FilePath

from budget_engine.errors import InputError, Issue, Place, sparing_hints
from budget_engine.files.nodes import Plain, read_content
from budget_engine.files.sheets.front import mark_of
from budget_engine.files.sheets.help import declared_in
from budget_engine.files.sheets.names import READ_ME
from budget_engine.files.sheets.reader import documents_of
from budget_engine.files.sheets.sheet_document import SheetDocument
from budget_engine.files.sheets.workbook import written
from budget_engine.files.sheets.workbook_parts import MOST_PACKED
from budget_engine.files.sheets.workbook_sheets import sheets_of
from budget_engine.files.sheets.writer import pages_of

_READ_ME = (
    "Dit werkboek bevat regels: elk soort onderdeel heeft een werkblad, net als elke tabel en elke groep bedragen.",
    "Verander een cel of voeg onderaan een rij toe; laat de koppen en de namen van de werkbladen zoals ze zijn.",
    "Een bedrag typt u als getal en een datum als datum; al het andere is tekst, ook een artikel zoals 2.10.",
    "Voorwaarden staan genummerd op 'voorwaarden' en voorbeelden op 'voorbeelden', met het onderdeel erbij.",
)
_OF_A_FOLDER = (
    "Lees het terug met 'maatwerk regels uit-excel'; wat niet kan, wordt gezegd met de cel erbij.",
    "Maak voor elke ronde een nieuw werkboek; zo maakt u niets ongedaan wat een ander intussen wijzigde.",
)
_OF_A_FILE = (
    "Dit werkboek is zelf een bestand met regels. Bewaar het; 'maatwerk controleer' noemt de cel als er iets niet kan.",
)


def workbook_of(
    files: Mapping[str, Sequence[Plain]], *, around: Iterable[Plain] = (), with_file: bool = True
) -> bytes:
    """Write rule files as one workbook; InputError says what does not fit in it.

    `around` are entries that are not written but explain what is: the facts that a table reads. Without
    `with_file` the workbook is one rule file, and does not say in which file an entry stands.
    """
    declared = declared_in([*around, *(entry for entries in files.values() for entry in entries)])
    pages = pages_of(files, declared, with_file=with_file)
    own = None if with_file else next(iter(files))
    try:
        found = documents_of([page.sheet for page in pages], "werkboek", own)
    except InputError as error:
        raise InputError(
            Issue(Place(", ".join(files)), f"Dit past niet in een werkboek: {issue.text}", issue.hint)
            for issue in error.issues
        ) from None
    lost = [
        Issue(Place(name), f"Onderdeel {number} past niet in een werkboek.", "Controleer eerst de regels.")
        for name, entries in files.items()
        for number, plain in enumerate(entries, start=1)
        if not _is_kept(found, name, number - 1, plain)
    ]
    if lost or sum(map(len, files.values())) != sum(len(document.entries) for document in found.values()):
        raise InputError(lost or [Issue(Place(", ".join(files)), "Niet alles past in een werkboek.")])
    marks = {name: mark_of(entries) for name, entries in files.items()} if with_file else {}
    read_me = (*_READ_ME, *(_OF_A_FOLDER if with_file else _OF_A_FILE))
    return written(pages, read_me, READ_ME, marks)


def _is_kept(found: Mapping[str, SheetDocument], file: str, number: int, plain: Plain) -> bool:
    document = found.get(file)
    return document is not None and number < len(document.entries) and document.entries[number] == plain


def read_workbook(path: FilePath, label: str | None = None) -> Mapping[str, SheetDocument]:
    """Read a workbook as rule files; InputError holds every issue, each at its cell."""
    name = label or str(path)
    return parse_workbook(read_content(path, name, MOST_PACKED), name)


@sparing_hints()
def parse_workbook(content: bytes, name: str, own: str | None = None) -> Mapping[str, SheetDocument]:
    """Read the bytes of a workbook; `own` is its name as a rule file, where it is one itself."""
    return documents_of(sheets_of(content, name), name, own)
