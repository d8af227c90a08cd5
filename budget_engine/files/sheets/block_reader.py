"""The sheet of one table or one group of amounts, back to the entry that it shows."""

from collections.abc import Sequence
from typing import Any

from budget_engine.files.rule_entries import OPENING
from budget_engine.files.sheets.draft import Draft, Sources
from budget_engine.files.sheets.entries import INPUTS, OUTPUTS, ROWS
from budget_engine.files.sheets.fields import read_fields
from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.grid import Grid, instead_of
from budget_engine.files.sheets.layout import (
    FILE,
    FORMULA_AT,
    KEY,
    KIND_AT,
    NAME_AT,
    ORDER,
    VALUE_AT,
    Field,
    layout_of,
    layout_of_row,
    output_field,
)
from budget_engine.files.sheets.workbook_values import column_name
from budget_engine.language.register import ListRow
from budget_engine.language.rule import Column, Row, Table


def read_block(grid: Grid, word: str, sources: Sources) -> Draft:
    """Read a sheet that begins with the word that opens a table or a group of amounts."""
    draft = Draft(word, {}, grid, 1)
    reading = _Block(grid, draft)
    if reading.is_pushed_aside():
        return draft
    header = reading.top()
    sources.settle(draft, reading.spot(FILE), reading.spot(ORDER))
    reading.rows(header)
    return draft


class _Block:
    def __init__(self, grid: Grid, draft: Draft) -> None:
        self.grid = grid
        self.draft = draft
        self.is_table = OPENING[draft.word] is Table
        self.named: dict[str, int] = {}
        self.keys: list[str] = []

    def spot(self, name: str) -> tuple[int, int | None]:
        """Give the cell of the value beside a name."""
        return (self.named[name], VALUE_AT) if name in self.named else (1, None)

    def is_pushed_aside(self) -> bool:
        """Tell, and say, that an empty column was put between the names and their values."""
        is_empty = all(VALUE_AT not in cells for cells in self.grid.by_row.values())
        if is_empty and KIND_AT in self.grid.by_row[1]:
            letter = column_name(VALUE_AT)
            text = f"Kolom {letter} is leeg, en daardoor staat alles ernaast op een andere plek."
            self.grid.refuse(1, VALUE_AT, text, f"Haal de lege kolom {letter} weg.")
        return is_empty and KIND_AT in self.grid.by_row[1]

    def top(self) -> int:
        """Read what stands above the first empty row; give the row of the header below it."""
        filled = {*self.grid.by_row, *(row for row, _ in self.grid.sheet.wrong)}
        end = next(row for row in range(1, len(filled) + 2) if row not in filled)
        fields = layout_of(self.draft.word).fields
        column_of = {name: item for item in fields for name, _ in item.columns}
        listed = INPUTS if self.is_table else KEY
        inputs: list[Any] = []
        for row in range(1, end):
            name = self.grid.text(row, NAME_AT)
            if name == listed:
                self._listed(row, inputs)
                continue
            self._nothing_beside(row, VALUE_AT)
            if name in self.named:
                self.grid.refuse(
                    row, NAME_AT, f"'{name}' staat er twee keer.", "Haal een van de twee rijen weg."
                )
            elif name not in (FILE, ORDER, *column_of):
                text = f"'{name}' hoort hier niet." if name else "Hier ontbreekt een naam."
                hint = f"{instead_of(name, column_of, self.named)} Boven de rijen hoort een lege rij."
                self.grid.refuse(row, NAME_AT, text, hint)
            self.named.setdefault(name, row)
        self._fields(fields)
        if self.is_table:
            self.draft.plain[INPUTS] = inputs
        return next((row for row in self.grid.rows(end)), end)

    def _fields(self, fields: Sequence[Field]) -> None:
        """Read the values beside the names, as if they stood in one row."""
        for item in fields:
            filled = [name for name, _ in item.columns if name in self.named]
            for name in filled:
                read_fields(
                    self.grid, self.named[name], [item], {name: VALUE_AT}, self.draft, (), check=False
                )
        for item in fields:
            group = item.needed_with
            if group == () and item.steps[0] not in self.draft.plain:
                name = item.columns[0][0]
                row = self.named.get(name, 1)
                hint = f"Zet boven de rijen '{name}' met de waarde ernaast."
                if self.grid.is_blank(row, VALUE_AT) or row == 1:
                    self.grid.refuse(row, VALUE_AT, f"'{name}' ontbreekt.", hint)

    def _nothing_beside(self, row: int, last: int) -> None:
        for column in sorted(self.grid.by_row.get(row, {})):
            if column > last:
                text = "Hier hoort niets te staan."
                self.grid.refuse(row, column, text, "Maak de cel leeg. Boven de rijen hoort een lege rij.")

    def _listed(self, row: int, inputs: list[Any]) -> None:
        """Read one column of a table, or one key of a group of amounts."""
        name = self.grid.text(row, VALUE_AT)
        if not name and self.grid.is_blank(row, VALUE_AT):
            self.grid.refuse(
                row, VALUE_AT, "Hier ontbreekt de naam van een kolom.", "Vul hem in, of haal de rij weg."
            )
            return
        if not self.is_table:
            self._nothing_beside(row, VALUE_AT)
            self.keys.append(name)
            return
        self._nothing_beside(row, FORMULA_AT)
        kind, formula = self.grid.text(row, KIND_AT), self.grid.text(row, FORMULA_AT)
        path = (INPUTS, len(inputs))
        self.draft.spot(path, row, VALUE_AT)
        if not kind and not formula:
            inputs.append(name)
            return
        kinds = [item.steps[-1] for item in layout_of_row(Column).fields if item.steps[-1] != Column.word]
        if kind not in kinds:
            self.grid.refuse(row, KIND_AT, f"'{kind}' kan hier niet.", f"Schrijf {' of '.join(kinds)}.")
        self.draft.spot((*path, kind), row, FORMULA_AT)
        inputs.append({Column.word: name, kind: formula} if formula else {Column.word: name})

    # --- rows ----------------------------------------------------------------------------------------------

    def rows(self, header: int) -> None:
        """Read the rows below the header."""
        columns = self.grid.header(header)
        given = self._given()
        taken = {item.steps[0] for item in given}
        own = [
            item
            for item in layout_of_row(Row if self.is_table else ListRow).fields
            if item.steps[0] not in taken
        ]
        fields = [*given, *own]
        known = [name for item in fields for name, _ in item.columns]
        self.grid.unknown(header, columns, known)
        missing = [item for item in given if not any(name in columns for name, _ in item.columns)]
        if missing and self.grid.is_header_read:
            names = ", ".join(f"'{item.columns[-1][0]}'" for item in missing)
            text = f"De kolom {names} ontbreekt." if len(missing) == 1 else f"De kolommen {names} ontbreken."
            self.grid.refuse(header, 1, text, "Zet de naam in deze rij, en vul de kolom in bij elke rij.")
        fields = [item for item in fields if item not in missing]
        tests = {item.steps[-1] for item in given} if self.is_table else set()
        rows: list[Any] = []
        self.draft.plain[ROWS] = rows
        self.draft.spot((ROWS,), header, 1)
        for row in self.grid.rows(header + 1):
            rows.append({})
            self.draft.spot((ROWS, len(rows) - 1), row, min(columns.values(), default=1))
            path = (ROWS, len(rows) - 1)
            read_fields(self.grid, row, fields, columns, self.draft, path, tests=tests)

    def _given(self) -> list[Field]:
        """Give the columns that this table or group itself names."""
        if not self.is_table:
            return [Field((key,), ((key, Form.TEXT),), needed_with=()) for key in self.keys]
        names = [
            column[Column.word] if isinstance(column, dict) else column for column in self.draft.plain[INPUTS]
        ]
        outputs = self.draft.plain.get(OUTPUTS, [])
        tests = [Field((name,), ((name, Form.TEXT),), needed_with=()) for name in names]
        return [*tests, *(output_field(name) for name in outputs if isinstance(name, str))]
