"""One entry while it is read from a workbook, and which rule file it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from budget_engine.errors import Path
from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.grid import Grid
from budget_engine.files.sheets.layout import FILE, ORDER

_SUFFIXES = (".yaml", ".xlsx")
_ASKED_LATER = ".yml"
"""An ending of which the folder says what the file must be called instead."""


@dataclass
class Draft:
    """An entry with what was read of it so far, and the cell of every part."""

    word: str
    plain: dict[str, Any]
    grid: Grid
    row: int
    file: str = ""
    number: int | None = None
    cells: dict[Path, str] = field(default_factory=dict)

    @property
    def sheet(self) -> str:
        """Name the sheet it stands on."""
        return self.grid.sheet.name

    def spot(self, path: Path, row: int, column: int) -> None:
        """Keep where a part stands; the first spot of the entry is where the entry itself is."""
        cell = self.grid.cell(row, column)
        self.cells[path] = cell
        self.cells.setdefault((), cell)


class Sources:
    """Tells in which rule file an entry stands."""

    def __init__(self, own: str | None) -> None:
        self.own = own
        self.refused: set[str] = set()
        """What was written as a name and can be none."""

    def file(self, grid: Grid, row: int, column: int | None) -> str:
        """Read the name of a file, which a workbook that is a rule file itself leaves out."""
        written = grid.text(row, column)
        if self.own is None:
            if not written:
                hint = "Schrijf in welk bestand dit staat, zoals landelijk/wmo.yaml."
                grid.refuse(row, column or 1, f"'{FILE}' ontbreekt.", hint)
            elif not _lies_inside(written):
                hint = "Schrijf de plaats in de map met regels, zoals landelijk/wmo.yaml."
                grid.refuse(row, column or 1, f"'{written}' wijst buiten de map met regels.", hint)
                self.refused.add(written)
            elif PurePosixPath(written).suffix not in (*_SUFFIXES, _ASKED_LATER):
                hint = f"Een regelbestand eindigt op {' of '.join(_SUFFIXES)}, zoals landelijk/wmo.yaml."
                grid.refuse(row, column or 1, f"'{written}' kan geen regelbestand zijn.", hint)
                self.refused.add(written)
            return written
        if written and written not in (self.own, self.own.rsplit("/", 1)[-1]):
            text = f"Dit werkboek is zelf het bestand '{self.own}'."
            grid.refuse(row, column or 1, text, "Maak de kolom 'bestand' leeg.")
        return self.own

    def place(self, draft: Draft, columns: Mapping[str, int]) -> None:
        """Read in which file an entry stands, and where."""
        self.settle(draft, (draft.row, columns.get(FILE)), (draft.row, columns.get(ORDER)))

    def settle(self, draft: Draft, file: tuple[int, int | None], order: tuple[int, int | None]) -> None:
        """Read file and place of an entry from the two cells that say them."""
        draft.file = self.file(draft.grid, *file)
        row, column = file
        if column is not None:
            draft.cells[FILE,] = draft.grid.cell(row, column)
        number = draft.grid.read(*order, Form.NUMBER)
        draft.number = int(number) if isinstance(number, str) else None


def _lies_inside(file: str) -> bool:
    """Tell whether a file lies in the folder it is named in, on any kind of computer."""
    path = PurePosixPath(file)
    return not (path.is_absolute() or ".." in path.parts or "\\" in file or ":" in file or "\n" in file)
