"""A few rule files with a part of every kind that stands in a workbook, and ways to change one."""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from openpyxl import load_workbook

from budget_engine.files.nodes import parse_yaml
from budget_engine.files.sheets.excel_rules import parse_workbook, workbook_of

LAW = """
- wet: Wmo 2015
  code: wmo
  gelezen_versie: 2026-01-01
  uitvoerder: gemeente
- feit: vorm
  voor: aanspraak
  soort: keuze
  keuzes: {natura: in natura, pgb: als pgb, geen: nog niet gekozen}
  vraag: In welke vorm wordt de hulp gegeven?
  wie: [inwoner, consulent]
- feit: uren
  voor: steun
  soort: getal
  bereik: 0..168
  vraag: Hoeveel uren per week?
  wie: [consulent]
- feit: betaald
  voor: steun
  soort: ja_nee
  vraag: Wordt deze hulp betaald?
  wie: [consulent]
- feit: uren_mantelzorg
  voor: persoon
  soort: getal
  afgeleid: ja
- afleiding: uren_mantelzorg
  is: {som: {over: persoon.steun, van: uren, waar: {betaald: nee}}}
- regel: pgb-uren
  slug: pgb-uren
  voor: aanspraak
  titel: Er is veel hulp naast een pgb
  als:
    alle:
      - {vorm: pgb}
      - een_van:
          - {uren_mantelzorg: '>= 40'}
          - niet: {minstens_een: {over: persoon.steun, waar: {betaald: nee}}}
  dan: {effect: aandachtspunt, tekst: Kijk of dit vol te houden is.}
  grondslag: {wet: Wmo 2015, artikel: "2.10"}
  peilmoment: besluit
  geldig_van: 2015-01-01
  voorbeelden:
    - {naam: veel uren, feiten: {vorm: pgb}, leden: {persoon.steun: [{uren: 41, betaald: nee}, {}]}, geldt: ja}
    - {feiten: {vorm: natura}, op: 2026-11-22, geldt: nee}
- tabel: eigen-bijdrage
  voor: aanspraak
  titel: Hoe hoog is de bijdrage?
  trefbeleid: precies_een
  invoer: [vorm]
  uitvoer: [bijdrage]
  rijen:
    - {rij: natura, vorm: natura, bijdrage: "21,60"}
    - {rij: anders, vorm: niet natura, bijdrage: "-"}
  peilmoment: besluit
  geldig_van: 2026-01-01
"""
OWN = """
- waarde: bijdrage_per_maand
  is: 21,60
  geldig_van: 2026-01-01
  noot: een noot
- waarde: beslistermijn
  is: 2
  geldig_van: 2026-01-01
- rijen_van: tarieven
  geldig_van: 2026-01-01
  rijen:
    - {vorm: natura, is: "68,40", bron: fictief}
    - {vorm: pgb, is: "1.061,56", geldig_van: 2026-07-01}
- mandaat: consulent
  versie: "2026"
  functie: consulent
  wetten: [wmo, "jeugdwet, deel 2"]
  tot_bedrag: 2500,00
  handelingen: [toekennen, verlagen]
  geldig_van: 2026-01-01
  grondslag: {klasse: beleid, wet: Wmo 2015, artikel: verordening artikel 3}
"""
LAW_FILE, OWN_FILE = "landelijk/wmo.yaml", "gemeenten/proef/eigen.yaml"

Files = dict[str, Any]


def small_files() -> Files:
    return {
        OWN_FILE: parse_yaml(OWN.encode(), OWN_FILE).plain,
        LAW_FILE: parse_yaml(LAW.encode(), LAW_FILE).plain,
    }


@lru_cache
def small_workbook() -> bytes:
    return workbook_of(small_files())


SMALL_SHEETS = (
    "wetten", "feiten", "waarden", "afleidingen", "regels", "mandaten", "tarieven proef", "eigen-bijdrage",
    "voorwaarden", "keuzes", "voorbeelden",
)  # fmt: skip
"""The sheets of that workbook that hold something of the rules."""


def changed(content: bytes, *changes: Callable[[Any], object]) -> bytes:
    """Change a workbook as a person would: open it, touch it, save it."""
    book = load_workbook(io.BytesIO(content))
    for change in changes:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def found_in(content: bytes) -> Files:
    return {name: document.plain for name, document in parse_workbook(content, "regels.xlsx").items()}


def cell(sheet: str, place: str, value: Any) -> Callable[[Any], None]:
    """Type something in a cell."""

    def change(book: Any) -> None:
        book[sheet][place].value = value

    return change


def where(book: Any, sheet: str, **wanted: str) -> int:
    """Find the row of a sheet whose columns hold these texts."""
    rows = list(book[sheet].iter_rows())
    head = {str(cell.value): cell.column for cell in rows[0]}
    return next(
        row[0].row
        for row in rows[1:]
        if all(book[sheet].cell(row[0].row, head[name]).value == text for name, text in wanted.items())
    )
