"""Examples, and lists of names with a text, as rows: one row for every fact, choice or anchor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from budget_engine.errors import Path, nearest
from budget_engine.files.sheets.forms import Form, cell_of, text_cell
from budget_engine.files.sheets.grid import Grid
from budget_engine.files.sheets.layout import SPELLED_OUT, Field
from budget_engine.files.sheets.page import Unfit
from budget_engine.files.sheets.workbook_values import Content, Number
from budget_engine.language.rule import Example

NAME, TEXT, PLACE = "code", "omschrijving", "plaats"
EXAMPLE, SAYS, LIST, MEMBER, OF, VALUE = "voorbeeld", "wat", "lijst", "lid", "naam", "waarde"
EXAMPLE_COLUMNS = (
    (EXAMPLE, Form.NUMBER), (SAYS, Form.TEXT), (LIST, Form.TEXT), (MEMBER, Form.NUMBER),
    (OF, Form.TEXT), (VALUE, Form.TEXT),
)  # fmt: skip
Row: TypeAlias = dict[str, Content]


class _Shape(StrEnum):
    """How a field of an example is written."""

    TEXT = "tekst"
    LIST = "lijst"
    NAMES = "namen"
    MEMBERS = "leden"
    GROUPS = "groepen"


def _shape(annotation: Any) -> _Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _Shape.GROUPS if get_origin(arguments[0]) is dict else _Shape.LIST
    if origin is dict:
        return _Shape.MEMBERS if get_origin(arguments[1]) is tuple else _Shape.NAMES
    return _Shape.TEXT


_SHAPES: Mapping[str, _Shape] = {
    str(declared.alias): _shape(get_type_hints(Example)[name])
    for name, declared in Example.model_fields.items()
}

EXAMPLE_WORDS = tuple(_SHAPES)
"""What a row of an example can say."""
_SAYS_WHAT_COMES_OUT = ("holds", "row", "value", "fault")
OUTCOMES = tuple(str(Example.model_fields[name].alias) for name in _SAYS_WHAT_COMES_OUT)
GIVES = str(Example.model_fields["gives"].alias)
"""The fields that say what comes out of an example, and what that gives to facts."""


# --- names with a text --------------------------------------------------------------------------------------


def _value_column(form: Form) -> str:
    return PLACE if form is Form.NUMBER else TEXT


def mapping_columns(form: Form) -> tuple[tuple[str, Form], ...]:
    """Give the columns of a list of names with a text or a number."""
    return ((NAME, Form.TEXT), *mapping_field(form).columns)


def mapping_field(form: Form) -> Field:
    """Give the columns a value of such a list may stand in."""
    header = _value_column(form)
    other = () if form is Form.TEXT else ((f"{header}{SPELLED_OUT}", Form.TEXT),)
    return Field((header,), ((header, form), *other))


def mapping_rows(plain: Any, form: Form, alias: str) -> Iterator[Row]:
    """Write a list of names, with or without a text each, as rows."""
    if not plain:
        yield {}
    elif isinstance(plain, list) and all(isinstance(item, str) for item in plain):
        yield from ({NAME: text_cell(item)} for item in plain)
    elif isinstance(plain, dict):
        for name, value in plain.items():
            if not isinstance(value, str):
                raise Unfit((alias, name))
            row = {NAME: text_cell(name)}
            for column, cell_form in mapping_field(form).columns:
                content = cell_of(cell_form, value)
                if content is not None:
                    yield {**row, column: content}
                    break
    else:
        raise Unfit((alias,))


def read_mapping(
    grid: Grid, rows: Sequence[int], columns: Mapping[str, int], form: Form
) -> tuple[Any, dict[Path, tuple[int, int]]]:
    """Read rows back to a list of names, or to names with their texts."""
    item = mapping_field(form)
    found: dict[str, Any] = {}
    spots: dict[Path, tuple[int, int]] = {}
    has_texts = False
    for row in rows:
        name = grid.read(row, columns.get(NAME), Form.TEXT)
        value = grid.field(row, item, columns)
        if name is None and value is None and len(rows) == 1:
            return {}, spots
        if not isinstance(name, str):
            if grid.is_blank(row, columns.get(NAME)):
                grid.refuse(
                    row, columns[NAME], "Hier ontbreekt een code.", "Vul haar in, of haal de rij weg."
                )
            continue
        if name in found:
            grid.refuse(
                row, columns[NAME], f"'{name}' staat hier twee keer.", "Haal een van de twee rijen weg."
            )
        has_texts = has_texts or value is not None
        found[name] = "" if value is None else value[0]
        spots[(name,)] = (row, columns[NAME] if value is None else value[1])
        spots[(len(found) - 1,)] = (row, columns[NAME])
    return (found if has_texts else list(found)), spots


# --- examples -------------------------------------------------------------------------------------------------


def example_rows(plain: Any) -> Iterator[Row]:
    """Write examples as rows."""
    if not isinstance(plain, list):
        raise Unfit(("voorbeelden",))
    if not plain:
        yield {}
    for number, example in enumerate(plain, start=1):
        if not isinstance(example, dict):
            raise Unfit(("voorbeelden", number))
        if not example:
            yield {EXAMPLE: Number(number)}
        for what, value in example.items():
            try:
                rows = list(_field_rows(what, value))
            except (AttributeError, TypeError):
                raise Unfit(("voorbeelden", number, what)) from None
            yield from ({EXAMPLE: Number(number), SAYS: what, **row} for row in rows)


def _field_rows(what: str, value: Any) -> Iterator[Row]:
    shape = _SHAPES.get(what)
    if shape is _Shape.NAMES:
        yield from ({OF: text_cell(name), VALUE: _said(text)} for name, text in value.items())
        if not value:
            yield {}
    elif shape is _Shape.LIST and isinstance(value, list):
        yield from ({VALUE: _said(text)} for text in value)
        if not value:
            yield {}
    elif shape is _Shape.GROUPS:
        yield from _numbered_rows({}, value)
        if not value:
            yield {}
    elif shape is _Shape.MEMBERS:
        for relation, members in value.items():
            yield from _numbered_rows({LIST: text_cell(relation)}, members)
        if not value:
            yield {}
    else:
        yield {VALUE: _said(value)}


def _numbered_rows(start: Row, members: Any) -> Iterator[Row]:
    if not isinstance(members, list):
        raise TypeError
    if not members and start:
        yield start
    for number, member in enumerate(members, start=1):
        row: Row = {**start, MEMBER: Number(number)}
        yield from ({**row, OF: text_cell(name), VALUE: _said(text)} for name, text in member.items())
        if not member:
            yield row


def _said(value: Any) -> Content:
    if not isinstance(value, str):
        raise TypeError
    return text_cell(value)


@dataclass
class _Cells:
    """The cells of one row of an example."""

    row: int
    number: int
    what: str
    relation: str | None
    member: int | None
    name: str | None
    value: str | None


def read_examples(
    grid: Grid, rows: Sequence[int], columns: Mapping[str, int]
) -> tuple[list[Any], dict[Path, tuple[int, int]]]:
    """Read rows back to examples, in the order of their numbers."""
    reading = _Examples(grid, columns)
    cells = [found for row in rows if (found := reading.cells(row)) is not None]
    numbers = sorted({cell.number for cell in cells})
    examples: list[Any] = [{} for _ in numbers]
    place_of = {number: place for place, number in enumerate(numbers)}
    for cell in cells:
        place = place_of[cell.number]
        reading.spots.setdefault((place,), (cell.row, columns[EXAMPLE]))
        if cell.what:
            reading.add(examples[place], cell, (place,))
    return examples, reading.spots


class _Examples:
    def __init__(self, grid: Grid, columns: Mapping[str, int]) -> None:
        self.grid = grid
        self.columns = columns
        self.spots: dict[Path, tuple[int, int]] = {}

    def cells(self, row: int) -> _Cells | None:
        """Read the cells of a row, or None where it belongs to no example."""
        number = self._number(row, EXAMPLE)
        what = self.grid.text(row, self.columns.get(SAYS))
        found = _Cells(
            row, number or 0, what, self._text(row, LIST), self._number(row, MEMBER), self._text(row, OF),
            self._text(row, VALUE),
        )  # fmt: skip
        if number is None:
            is_bare = not (what or found.relation or found.name or found.value)
            if self.grid.is_blank(row, self.columns.get(EXAMPLE)) and not is_bare:
                self._refuse(
                    row, EXAMPLE, "Bij welk voorbeeld hoort deze rij?", "Vul het nummer van het voorbeeld in."
                )
            return None
        if what and what not in _SHAPES:
            hint = nearest(what, _SHAPES) or f"Kies uit: {', '.join(_SHAPES)}."
            self._refuse(row, SAYS, f"'{what}' kan niet in een voorbeeld staan.", hint)
            return None
        if not what and (found.relation or found.name or found.value):
            self._refuse(row, SAYS, "Hier ontbreekt wat deze rij zegt.", f"Kies uit: {', '.join(_SHAPES)}.")
        return found

    def _refuse(self, row: int, column: str, text: str, hint: str | None) -> None:
        self.grid.refuse(row, self.columns.get(column, 1), text, hint)

    def _text(self, row: int, column: str) -> str | None:
        found = self.grid.read(row, self.columns.get(column), Form.TEXT)
        return found if isinstance(found, str) else None

    def _number(self, row: int, column: str) -> int | None:
        found = self.grid.read(row, self.columns.get(column), Form.NUMBER)
        return int(found) if isinstance(found, str) else None

    def _only(self, cell: _Cells, *used: str) -> None:
        filled = {LIST: cell.relation, MEMBER: cell.member, OF: cell.name, VALUE: cell.value}
        for column, content in filled.items():
            if content is not None and column not in used:
                text = f"Bij '{cell.what}' hoort hier niets te staan."
                self._refuse(cell.row, column, text, "Maak de cel leeg.")

    def add(self, example: dict[str, Any], cell: _Cells, path: Path) -> None:
        """Add what a row says to its example."""
        what = cell.what
        at = (*path, what)
        self.spots.setdefault(at, (cell.row, self.columns.get(VALUE, 1)))
        match _SHAPES[what]:
            case _Shape.NAMES:
                self._only(cell, OF, VALUE)
                self._pair(example.setdefault(what, {}), cell, at)
            case _Shape.LIST:
                self._only(cell, VALUE)
                listed = example.setdefault(what, [])
                if cell.value is not None:
                    self.spots[*at, len(listed)] = cell.row, self.columns[VALUE]
                    listed.append(cell.value)
            case _Shape.GROUPS:
                self._only(cell, MEMBER, OF, VALUE)
                self._numbered(example.setdefault(what, []), cell, at, f"Groep {{}} bij '{what}'")
            case _Shape.MEMBERS:
                self._only(cell, LIST, MEMBER, OF, VALUE)
                self._member(example.setdefault(what, {}), cell, at)
            case _Shape.TEXT:
                self._only(cell, VALUE)
                if what in example:
                    self._refuse(
                        cell.row,
                        SAYS,
                        f"'{what}' staat twee keer in dit voorbeeld.",
                        "Haal een van de twee weg.",
                    )
                if cell.value is None and self.grid.is_blank(cell.row, self.columns.get(VALUE)):
                    self._refuse(
                        cell.row, VALUE, "Hier ontbreekt een waarde.", "Vul haar in, of haal de rij weg."
                    )
                example[what] = cell.value or ""

    def _pair(self, into: dict[str, Any], cell: _Cells, path: Path) -> None:
        if cell.name is None:
            if cell.value is not None:
                self._refuse(cell.row, OF, "Hier ontbreekt de naam.", "Schrijf de naam van het feit.")
            return
        if cell.name in into:
            self._refuse(
                cell.row, OF, f"'{cell.name}' staat twee keer in dit voorbeeld.", "Haal een van de twee weg."
            )
        if cell.value is None and self.grid.is_blank(cell.row, self.columns.get(VALUE)):
            self._refuse(cell.row, VALUE, "Hier ontbreekt een waarde.", "Vul haar in, of haal de rij weg.")
        into[cell.name] = cell.value or ""
        self.spots[*path, cell.name] = cell.row, self.columns.get(VALUE, 1)

    def _member(self, into: dict[str, Any], cell: _Cells, path: Path) -> None:
        if cell.relation is None:
            if cell.name is not None or cell.member is not None:
                self._refuse(
                    cell.row, LIST, "Hier ontbreekt de lijst.", "Schrijf bijvoorbeeld persoon.steun."
                )
            return
        members = into.setdefault(cell.relation, [])
        self._numbered(members, cell, (*path, cell.relation), f"Lid {{}} van '{cell.relation}'")

    def _numbered(self, members: list[dict[str, Any]], cell: _Cells, path: Path, said: str) -> None:
        """Add what a row says to the member, or the group, that it numbers."""
        if cell.member is None:
            if cell.name is not None:
                text = "Bij welk nummer hoort deze rij?"
                self._refuse(cell.row, MEMBER, text, "Vul 1, 2 of een volgend nummer in.")
            return
        if not 1 <= cell.member <= len(members) + 1:
            text = f"{said.format(len(members) + 1)} ontbreekt."
            self._refuse(cell.row, MEMBER, text, "Nummer ze 1, 2, 3, in die volgorde.")
            return
        if cell.member == len(members) + 1:
            members.append({})
        at = (*path, cell.member - 1)
        self.spots.setdefault(at, (cell.row, self.columns[MEMBER]))
        self._pair(members[cell.member - 1], cell, at)
