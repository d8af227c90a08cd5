"""One sheet while it is read: what stands where, and every cell that cannot be kept."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from budget_engine.aloud.phrases import enumerated
from budget_engine.errors import InputError, Issue, Place, nearest
from budget_engine.files.sheets.forms import CellError, CellText, Form, value_of
from budget_engine.files.sheets.layout import SPELLED_OUT, Field
from budget_engine.files.sheets.workbook_values import Content, Sheet, cell_name, column_name

MOST_ISSUES = 200
"""How much is told at once about one workbook: one mistake in a column can stand in thousands of cells."""
_HIDDEN = "Maak zichtbaar wat u wilt houden en haal de rest weg; haal ook een filter weg."

_MOST_NAMED = 6
"""How many names a hint lists; among more of them nobody finds the one that was meant."""


def instead_of(name: str, known: Iterable[str], there: Collection[str]) -> str:
    """Say what to do about a name that does not belong here: which of those that are not there yet is meant."""
    free = [other for other in known if other not in there and not other.endswith(SPELLED_OUT)]
    near = nearest(name, free)
    if near is not None or not free:
        return near or "Haal dit weg."
    if len(free) > _MOST_NAMED:
        return (
            "Haal dit weg, of kijk in een werkboek van 'maatwerk regels naar-excel' welke namen hier horen."
        )
    return f"Haal dit weg, of schrijf {enumerated(free, 'of')}."


class Grid:
    """Reads the cells of one sheet; every issue is kept at its cell."""

    def __init__(self, sheet: Sheet, file: str, issues: list[Issue]) -> None:
        self.sheet = sheet
        self.file = file
        self.issues = issues
        self.by_row: dict[int, dict[int, Content]] = {}
        self.unread: set[tuple[int, int]] = set()
        """The cells that cannot be read: what else is said of them follows from that."""
        self.is_header_read = True
        """Whether every name of a column could be read; without one of them much else seems to be missing."""
        for (row, column), content in sheet.cells.items():
            if not isinstance(content, str) or content.strip():
                self.by_row.setdefault(row, {})[column] = content
        self._look()

    def _look(self) -> None:
        sheet = self.sheet
        if sheet.is_hidden:
            self._keep(Issue(Place(self.file, cell=sheet.name), "Dit werkblad is verborgen.", _HIDDEN))
        for (row, column), (text, hint) in sheet.wrong.items():
            self.refuse(row, column, text, hint)
            self.unread.add((row, column))
        for row, column in sheet.merged:
            self.refuse(row, column, "Deze cellen zijn samengevoegd.", "Splits ze, en vul elke cel in.")
        for row in sorted(sheet.hidden_rows & self.by_row.keys()):
            self.refuse(row, min(self.by_row[row]), "Deze rij is verborgen, maar er staat iets in.", _HIDDEN)
        first = {column: row for row in sorted(self.by_row, reverse=True) for column in self.by_row[row]}
        for column in sorted(sheet.hidden_columns & first.keys()):
            text = "Deze kolom is verborgen, maar er staat iets in."
            self.refuse(first[column], column, text, _HIDDEN)

    def cell(self, row: int, column: int) -> str:
        """Name a cell with its sheet."""
        return f"{self.sheet.name}!{cell_name(row, column)}"

    def refuse(self, row: int, column: int, text: str, hint: str | None = None) -> None:
        """Keep what is wrong with a cell, unless it was said already that it cannot be read."""
        if (row, column) not in self.unread:
            self._keep(Issue(Place(self.file, cell=self.cell(row, column)), text, hint))

    def _keep(self, issue: Issue) -> None:
        """Keep an issue; InputError where there are so many that nobody reads the rest."""
        self.issues.append(issue)
        if len(self.issues) > MOST_ISSUES:
            text = f"Er is meer mis: na {MOST_ISSUES} fouten is niet verder gekeken."
            more = Issue(Place(self.file), text, "Herstel eerst wat hier staat.")
            raise InputError([more, *self.issues[:MOST_ISSUES]])

    def rows(self, first: int) -> Iterator[int]:
        """Walk the rows that hold something, from a row on."""
        return (row for row in sorted(self.by_row) if row >= first)

    def header(self, row: int) -> dict[str, int]:
        """Give the column of each name in a header; refuses double names, and values below no name."""
        found: dict[str, int] = {}
        for column in sorted(self.by_row.get(row, {})):
            name = self.read(row, column, Form.TEXT)
            if not isinstance(name, str):
                self.is_header_read = False
                continue
            if name in found:
                text = f"De kolom '{name}' staat er twee keer."
                self.refuse(row, column, text, "Haal er een weg of geef hem zijn eigen naam.")
            found.setdefault(name, column)
        wrong = {column for at, column in self.sheet.wrong if at == row}
        named = set(self.by_row.get(row, {})) | wrong
        self.is_header_read = self.is_header_read and not wrong
        self._unnamed(row, named)
        return found

    def _unnamed(self, row: int, named: Collection[int]) -> None:
        """Refuse what stands below no name: a whole column once, where its name is missing."""
        loose: dict[int, list[int]] = {}
        for below in self.rows(row + 1):
            for column in self.by_row[below].keys() - named:
                loose.setdefault(column, []).append(below)
        for column, rows in loose.items():
            if len(rows) > 1:
                hint = f"Zet de naam terug, of maak kolom {column_name(column)} helemaal leeg."
                self.refuse(row, column, "Hier ontbreekt de naam van deze kolom.", hint)
                self.is_header_read = False
            else:
                hint = f"Zet in {column_name(column)}{row} de naam van de kolom, of maak de cel leeg."
                self.refuse(rows[0], column, "Boven deze cel staat geen naam van een kolom.", hint)
            for below in rows:
                del self.by_row[below][column]
                if not self.by_row[below]:  # a remark in an empty row is no row of which all else is missing
                    del self.by_row[below]

    def unknown(self, row: int, columns: Mapping[str, int], known: Collection[str]) -> None:
        """Refuse the columns that do not belong on this sheet."""
        for name, column in columns.items():
            if name not in known:
                hint = instead_of(name, known, columns)
                self.refuse(row, column, f"De kolom '{name}' hoort hier niet.", hint)

    def read(self, row: int, column: int | None, form: Form) -> CellText | None:
        """Give the value of a cell, or None where it is empty or cannot be read."""
        content = None if column is None else self.by_row.get(row, {}).get(column)
        if content is None or column is None:
            return None
        try:
            return value_of(form, content)
        except CellError as error:
            self.refuse(row, column, str(error), error.hint)
            self.unread.add((row, column))
            return None

    def text(self, row: int, column: int | None) -> str:
        """Give the text of a cell, without blanks around it that no quotes keep, or nothing."""
        found = self.read(row, column, Form.TEXT)
        return found if isinstance(found, str) else ""

    def is_blank(self, row: int, column: int | None) -> bool:
        """Tell whether a cell holds nothing at all, not even what cannot be read."""
        return column is None or (
            column not in self.by_row.get(row, {}) and (row, column) not in self.sheet.wrong
        )

    def field(self, row: int, field: Field, columns: Mapping[str, int]) -> tuple[Any, int] | None:
        """Give the value of a field and the column it stands in; refuses one that is filled twice."""
        filled = [
            (columns[name], form)
            for name, form in field.columns
            if name in columns and not self.is_blank(row, columns[name])
        ]
        if len(filled) > 1:
            names = " of ".join(f"'{name}'" for name, _ in field.columns if name in columns)
            self.refuse(row, filled[1][0], "Deze waarde staat er twee keer.", f"Vul één kolom in: {names}.")
        if not filled:
            return None
        column, form = filled[0]
        value = self.read(row, column, form)
        return None if value is None else (value, column)
