"""Sheets of one table, or of one group of amounts: what it is on top, its rows below.

tabel        advies
voor         alternatief
invoer       poort
uitvoer      advies

rij          poort        advies
mag-niet     niet         niet_passend
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from budget_engine.files.rule_entries import OPENING
from budget_engine.files.sheets.entries import INPUTS, OUTPUTS, ROWS, value_at
from budget_engine.files.sheets.forms import Form, cell_of, text_cell
from budget_engine.files.sheets.help import Declared
from budget_engine.files.sheets.layout import (
    FILE,
    FORMULA_AT,
    KEY,
    KIND_AT,
    NAME_AT,
    VALUE_AT,
    Field,
    layout_of,
    layout_of_row,
    output_field,
)
from budget_engine.files.sheets.page import Help, Page, Unfit, cells_of, filled, shown
from budget_engine.files.sheets.workbook_values import Content
from budget_engine.language.fact import Kind
from budget_engine.language.register import ListRow
from budget_engine.language.rule import Column, Row, Table
from budget_engine.language.wording import ANYTHING

_Line = dict[str, Content]


def block_page(word: str, plain: dict[str, Any], start: Mapping[str, Content], declared: Declared) -> Page:
    """Write a table or a group of amounts as a sheet of its own."""
    about = f"{word} {plain[word]}"
    page = Page(_title(word, plain, start), ": ".join([about, *_said(plain, "titel", "noot")]))
    row = _top(page, word, plain, start)
    if OPENING[word] is Table:
        inputs, outputs = _list(plain, INPUTS), _list(plain, OUTPUTS)
        for column in inputs:
            row += 1
            _input(page, row, column)
        page.header = row + 2
        _table_rows(page, plain, [_name(column) for column in inputs], outputs, declared)
    else:
        keys = _keys(word, plain, declared)
        for key in keys:
            row += 1
            page.label(row, 1, KEY)
            page.put(row, VALUE_AT, text_cell(key))
        page.header = row + 2
        _list_rows(page, plain, keys, declared.kind_of_list(plain[word]), declared)
    return page


def _title(word: str, plain: dict[str, Any], start: Mapping[str, Content]) -> str:
    """Name the sheet after the table or list, and after the municipality whose file it stands in."""
    folders = PurePosixPath(str(start.get(FILE, ""))).parts[1:-1]
    return " ".join([str(plain[word]), *folders])


def _said(plain: dict[str, Any], *names: str) -> Iterator[str]:
    return (plain[name] for name in names if isinstance(plain.get(name), str))


def _list(plain: dict[str, Any], name: str) -> list[Any]:
    found = plain.get(name, [])
    if not isinstance(found, list):
        raise Unfit((name,))
    return found


def _top(page: Page, word: str, plain: dict[str, Any], start: Mapping[str, Content]) -> int:
    """Write what the sheet is about as names with a value beside them; give the last row."""
    lines: list[tuple[str, Form, Content]] = []
    for item in layout_of(word).fields:
        value = value_at(plain, item.steps)
        if value is not None:
            name, content = filled(item, value, item.steps)
            lines.append((name, dict(item.columns)[name], content))
        if item.steps == (word,):
            lines += [(name, Form.TEXT if isinstance(content, str) else Form.NUMBER, content)
                      for name, content in start.items()]  # fmt: skip
    choices = {name: item.choices for item in layout_of(word).fields for name, _ in item.columns}
    for row, (name, form, content) in enumerate(lines, start=1):
        page.label(row, 1, name)
        page.put(row, VALUE_AT, content, form)
        if choices.get(name):
            page.cell_help[row, VALUE_AT] = Help(choices=choices[name])
    names = ", ".join(name for item in layout_of(word).fields for name in item.always_shown)
    page.cell_help[1, NAME_AT] = Help(f"Boven de lege rij kan staan: {names}.")
    return len(lines)


def _name(column: Any) -> str:
    name = column.get(Column.word) if isinstance(column, dict) else column
    if not isinstance(name, str) or not name:
        raise Unfit((INPUTS,))
    return name


def _input(page: Page, row: int, column: Any) -> None:
    """Write one column of a table: its name, and what it is where it is no fact of that name."""
    page.label(row, 1, INPUTS)
    page.put(row, VALUE_AT, text_cell(_name(column)))
    if not isinstance(column, dict):
        return
    for item in layout_of_row(Column).fields:
        said = column.get(item.steps[-1])
        if item.steps[-1] != Column.word and said is not None:
            page.label(row, KIND_AT, item.steps[-1])
            if isinstance(said, str):
                page.put(row, FORMULA_AT, text_cell(said))
            elif not item.is_term:
                raise Unfit((INPUTS, _name(column)))


def _rows(plain: dict[str, Any]) -> list[dict[str, Any]]:
    rows = _list(plain, ROWS)
    if not all(isinstance(row, dict) for row in rows):
        raise Unfit((ROWS,))
    return rows


def _table_rows(
    page: Page, plain: dict[str, Any], inputs: Sequence[str], outputs: Sequence[str], declared: Declared
) -> None:
    rows = _rows(plain)
    taken = {*inputs, *outputs}
    name, *own = layout_of_row(Row).fields
    own = [item for item in own if item.steps[0] not in taken]
    tests = [_text_field(column) for column in inputs]
    given = [_outcome(column, rows) for column in outputs]
    lines = [cells_of((name, *tests, *given, *own), row) for row in rows]
    columns = shown((name, *tests, *given), lines, all_of_them=True)
    columns += (column for column in shown(own, lines, all_of_them=True) if _is_used(column[0], lines))
    helped = {
        **{item: Help(choices=field.choices) for field in own for item, _ in field.columns if field.choices},
        **{column: declared.of_test(column) for column in (*inputs, *outputs)},
    }
    page.head(columns, helped)
    page.rows(columns, lines)


def _text_field(name: str, *, is_term: bool = False) -> Field:
    return Field((name,), ((name, Form.TEXT),), is_term=is_term, always_shown=(name,))


def _outcome(name: str, rows: Iterable[dict[str, Any]]) -> Field:
    """Let an outcome have a column of amounts only where every row gives an amount or nothing."""
    values = [row.get(name) for row in rows]
    amounts = [isinstance(value, str) and cell_of(Form.EURO, value) is not None for value in values]
    blank = [value == ANYTHING for value in values]
    is_amount = any(amounts) and all(one or other for one, other in zip(amounts, blank, strict=True))
    return output_field(name) if is_amount else _text_field(name, is_term=True)


def _is_used(name: str, lines: Iterable[_Line]) -> bool:
    return name == "noot" or any(name in line for line in lines)


def _keys(word: str, plain: dict[str, Any], declared: Declared) -> list[str]:
    """Give the keys of a group of amounts: those of its list, or whatever is no field of a row."""
    own = {item.steps[0] for item in layout_of_row(ListRow).fields}
    keys = list(dict.fromkeys(name for row in _rows(plain) for name in row if name not in own))
    known = declared.keys_of(plain[word])
    return [*(key for key in known if key in keys), *(key for key in keys if key not in known)]


def _list_rows(
    page: Page, plain: dict[str, Any], keys: Sequence[str], kind: str | None, declared: Declared
) -> None:
    own = [item for item in layout_of_row(ListRow).fields if item.steps[0] not in keys]
    by_key = [_text_field(key) for key in keys]
    lines = [cells_of((*by_key, *own), row) for row in _rows(plain)]
    amount = own[0].columns[0][0] if kind in (None, Kind.AMOUNT) else own[0].columns[-1][0]
    columns = [
        *((key, Form.TEXT) for key in keys),
        *(
            column
            for column in shown(own, lines, all_of_them=True)
            if column not in own[0].columns or column[0] == amount or any(column[0] in line for line in lines)
        ),
    ]
    helped = {
        **{item: Help(choices=field.choices) for field in own for item, _ in field.columns if field.choices},
        **{key: declared.of_key(key) for key in keys},
    }
    page.head(columns, helped)
    page.rows(columns, lines)
