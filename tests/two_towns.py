"""A folder of rules that fits on a page, with two municipalities."""

from pathlib import Path
from typing import Any

import pytest

from budget_engine.cli import main
from budget_engine.errors import InputError
from budget_engine.files.editing.folder import put

Files = dict[str, Any]

BASE = """\
# Wat deze kleine set kent.

- wet: Wmo 2015
  code: wmo
- bevinding: pgb-nakijken
  ernst: aandachtspunt

- {feit: peildatum, voor: zaak, soort: datum, uit: peildatum, peilmoment: besluit}
- feit: vorm
  voor: aanspraak
  soort: keuze
  keuzes: {natura: in natura, pgb: als pgb}
  vraag: In welke vorm?
  wie: [inwoner]
- opzoeklijst: tarieven
  sleutels: [vorm]
  soort: bedrag
  bereik: 0,00..1000,00
"""
LAW = """\
- regel: wmo-vorm
  slug: pgb-nakijken
  voor: aanspraak
  titel: Een pgb is gekozen
  als: {vorm: pgb}
  dan: {effect: aandachtspunt, tekst: Kijk mee., inwoner: Wij kijken mee.}
  grondslag: {wet: Wmo 2015, artikel: 2.3.6}
  peilmoment: besluit
  geldig_van: 2015-01-01
  voorbeelden:
    - {feiten: {vorm: pgb}, geldt: ja}
    - {feiten: {vorm: natura}, geldt: nee}
"""
TARIFFS = """\
# Verzonnen tarieven.

- rijen_van: tarieven
  geldig_van: 2026-01-01
  grondslag:
    {klasse: beleid, beleidssoort: binnenwettelijk, wet: Wmo 2015, artikel: verordening artikel 1,
     niveau: verordening, vastgesteld_door: gemeenteraad, in_werking: 2026-01-01}
  rijen:
    - {vorm: natura, is: "38,40"}  # per uur
    - {vorm: pgb, is: "21,10"}
"""
FACTS_FILE, LAW_FILE, OWN_FILE = "feiten/basis.yaml", "landelijk/wmo.yaml", "gemeenten/dorp/tarieven.yaml"
SMALL = {FACTS_FILE: BASE, LAW_FILE: LAW, OWN_FILE: TARIFFS, "gemeenten/stad/tarieven.yaml": TARIFFS}


def laid_in(folder: Path) -> Path:
    """Write the small rules into a folder."""
    for name, text in SMALL.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def refused(folder: Path, wanted: Files, **more: Any) -> list[str]:
    """Give what is said when a folder refuses what is wanted; it must stand there untouched."""
    before = texts(folder)

    with pytest.raises(InputError) as caught:
        put(folder, wanted, **more)

    assert texts(folder) == before
    return [str(issue) for issue in caught.value.issues]


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run a command; give its exit code, what it said and what it complained of."""
    code = main(["regels", *map(str, words)])
    out, wrong = capsys.readouterr()
    return code, out, wrong


def altered(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
