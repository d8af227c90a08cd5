"""A sheet on its way to a workbook: cells, the form of every column, and help for who fills it in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from budget_engine.files.nodes import hides
from budget_engine.files.sheets.entries import value_at
from budget_engine.files.sheets.forms import CellText, Form, cell_of, text_cell
from budget_engine.files.sheets.layout import Field, Steps
from budget_engine.files.sheets.workbook_values import LONGEST_TEXT, Content, Sheet


class Unfit(ValueError):
    """Something that no cell can hold, by the way to it in its entry."""

    def __init__(self, steps: Iterable[object], text: str = "Dit past niet in een cel.") -> None:
        super().__init__(text)
        self.where = " ".join(map(str, steps))


@dataclass(frozen=True)
class Help:
    """What is shown at a column: a remark above it, and the choices below it."""

    note: str = ""
    choices: tuple[str, ...] = ()
    may_differ: bool = False
    """Whether something else than a choice may be written too."""


_NOTES: Mapping[Form, str] = {
    Form.EURO: "Een bedrag in euro's, als getal. De cel toont het euroteken zelf.",
    Form.NUMBER: "Een heel getal.",
    Form.DATE: "Een datum: dag, maand en jaar.",
    Form.LINES: "Eén per regel. Met Alt en Enter begint u een nieuwe regel in de cel.",
}


_WIDEST, _MOST_LINES = 60, 12  # in characters and in lines: what is still easy to read in a cell


@dataclass
class Page:
    """One sheet that is being written."""

    name: str
    about: str = ""
    """What stands on it, for the list of sheets."""
    cells: dict[tuple[int, int], Content] = field(default_factory=dict)
    forms: dict[tuple[int, int], Form] = field(default_factory=dict)
    columns: dict[int, Form] = field(default_factory=dict)
    """The form of a column below its header, its spare rows included."""
    help: dict[int, Help] = field(default_factory=dict)
    header: int = 1
    """The row with the names of the columns; above it stands what the sheet is about."""
    frozen: int = 1
    """How many columns stay in sight."""
    cell_help: dict[tuple[int, int], Help] = field(default_factory=dict)
    widest: int = _WIDEST
    """How many characters a column is wide at most."""
    most_lines: int = _MOST_LINES
    """How many lines of a cell are shown at most; the rest is there, and not in sight."""
    is_wide: bool = False
    """Whether it is printed across the paper, as wide as one page, with the header on every page."""
    labels: set[tuple[int, int]] = field(default_factory=set)
    """The cells that name what stands beside or below them."""

    def put(self, row: int, column: int, content: Content | None, form: Form = Form.TEXT) -> None:
        """Fill a cell; nothing is written where there is nothing to say."""
        if content is None:
            return
        if isinstance(content, str) and len(content) > LONGEST_TEXT:
            raise Unfit((), f"Deze tekst is langer dan {LONGEST_TEXT} tekens; zoveel past niet in een cel.")
        self.cells[row, column] = content
        self.forms[row, column] = form

    def label(self, row: int, column: int, text: str) -> None:
        """Fill a cell with the name of what stands beside or below it."""
        self.put(row, column, text_cell(text))
        self.labels.add((row, column))

    def head(self, columns: Sequence[tuple[str, Form]], helped: Mapping[str, Help]) -> None:
        """Write the header."""
        for number, (name, form) in enumerate(columns, start=1):
            self.label(self.header, number, name)
            self.columns[number] = form
            known = helped.get(name, Help())
            note = known.note or _NOTES.get(form, "")
            self.help[number] = Help(note, known.choices, known.may_differ or form is Form.LINES)

    def rows(self, columns: Sequence[tuple[str, Form]], rows: Iterable[Mapping[str, Content]]) -> None:
        """Write rows below the header."""
        for row, filled in enumerate(rows, start=self.header + 1):
            for number, (name, form) in enumerate(columns, start=1):
                self.put(row, number, filled.get(name), form)

    @property
    def sheet(self) -> Sheet:
        """Give the sheet as it would be read."""
        return Sheet(self.name, self.cells)


def check_texts(plain: object, steps: Steps = ()) -> None:
    """Refuse texts that a workbook cannot hold, or that another program would change."""
    if isinstance(plain, dict):
        for name, below in plain.items():
            check_texts(name, steps)
            check_texts(below, (*steps, str(name)))
    elif isinstance(plain, list):
        for number, below in enumerate(plain, start=1):
            check_texts(below, (*steps, str(number)))
    elif isinstance(plain, str):
        if len(plain) > LONGEST_TEXT:
            text = f"Deze tekst is langer dan {LONGEST_TEXT} tekens; zoveel past niet in een cel."
            raise Unfit(steps, text)
        if "\r" in plain or any(hides(line) for line in plain.split("\n")):
            raise Unfit(steps, "Er staat een teken in dat u niet ziet, en dat Excel niet houdt.")
    else:
        raise Unfit(steps, "Hier staat geen tekst.")


def filled(item: Field, value: CellText, steps: Steps) -> tuple[str, Content]:
    """Give the first column of a field that can hold a value, and the cell."""
    for name, form in item.columns:
        content = cell_of(form, value)
        if content is not None:
            return name, content
    raise Unfit(steps)


def cells_of(fields: Iterable[Field], plain: Any) -> dict[str, Content]:
    """Give the cells of one row by the names of their columns; a total has its lines elsewhere."""
    found: dict[str, Content] = {}
    for item in fields:
        value = value_at(plain, item.steps)
        if value is not None and not (item.is_term and isinstance(value, dict)):
            name, content = filled(item, value, item.steps)
            found[name] = content
    return found


def shown(
    fields: Iterable[Field], used: Iterable[Iterable[str]], *, all_of_them: bool
) -> list[tuple[str, Form]]:
    """List the columns of some fields: those that are filled, and those that are always there."""
    names = {name for row in used for name in row}
    return [
        (name, form)
        for item in fields
        for name, form in item.columns
        if name in names or (all_of_them and name in item.always_shown)
    ]
