"""Sheets to a workbook file: the one place that writes .xlsx.

Every cell has the type it is read back with: text is text, also where it begins with a sign that Excel
would take for a formula.
"""

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.front import MARKS_HEAD, SHEETS_HEAD, front_rows
from budget_engine.files.sheets.names import CHOICES
from budget_engine.files.sheets.page import Help, Page
from budget_engine.files.sheets.workbook_values import Content, Number, cell_name, column_name
from budget_engine.values import show_cents

SPARE_ROWS = 500
"""How many rows below the last one have the same drop-downs, for rows that are added."""

_FORMATS = {
    Form.TEXT: "@",
    Form.LINES: "@",
    Form.EURO: "[$€-413] #,##0.00;[Red][$€-413] -#,##0.00",  # 413: as it is written in the Netherlands
    Form.NUMBER: "0",
    Form.DATE: "dd-mm-yyyy",
}
_FIGURES = frozenset({Form.EURO, Form.NUMBER, Form.DATE})
_QUOTE = "'"
_TINT = "DDE6F0"  # a light blue, behind names of columns
_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_NARROW, _READ_WIDTH = 12, 40
"""How many characters a column is wide."""
_LINE = 15
"""How high a line is, in points as Excel has it."""
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 160  # points: about ten lines of a remark


def written(
    pages: Sequence[Page], read_me: Sequence[str], title: str, marks: Mapping[str, str] | None = None
) -> bytes:
    """Write sheets as a workbook file, with a first sheet to read and a last one with the choices, if there are any.

    The first one has what is to be read, then a list of the sheets, and then the marks of the rule files.
    """
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    first.title = title
    styles = _Styles(first)
    front = front_rows(read_me, [(page.name, page.about) for page in pages], marks or {})
    _write_front(first, front, styles)
    choices = _Choices(styles)
    for page in pages:
        _SheetWriter(book.create_sheet(page.name), page, choices, styles).write()
    _link(first, [page.name for page in pages], front.index(SHEETS_HEAD) + 1)
    if choices.columns:
        choices.write(book.create_sheet(CHOICES))
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


def _write_front(sheet: Any, rows: Sequence[tuple[str, ...]], styles: "_Styles") -> None:
    for row, texts in enumerate(rows, start=1):
        is_label = texts in (SHEETS_HEAD, MARKS_HEAD)
        for column, text in enumerate(texts, start=1):
            styles.fill(sheet.cell(row, column), text, Form.TEXT, is_label=is_label, is_wrapped=False)
    _print_across(sheet)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = _READ_WIDTH


def _print_across(sheet: Any) -> None:
    """Print a sheet across A4 paper, one page wide and as many long as it takes."""
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = sheet.PAPERSIZE_A4, sheet.ORIENTATION_LANDSCAPE
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _link(sheet: Any, names: Sequence[str], head: int) -> None:
    """Let the name of each sheet, in the rows below the head, lead to it."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    for row, name in enumerate(names, start=head + 1):
        place = f"'{name.replace(_QUOTE, _QUOTE * 2)}'!A1"
        sheet.cell(row, 1).hyperlink = Hyperlink(ref=cell_name(row, 1), location=place)


def _without_clock(content: bytes) -> bytes:
    """Take the moment of writing out, so that the same rules give the same bytes."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = _MOMENT.sub(_NO_MOMENT, old.read(name)) if name == _PROPERTIES else old.read(name)
            new.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return stream.getvalue()


_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(?<=W3CDTF\">)[^<]+")
_NO_MOMENT = b"2000-01-01T00:00:00Z"


class _Styles:
    """Gives a cell its look: each look is made once, for making one takes longer than filling a cell."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.made: dict[tuple[Form, bool, bool, bool], Any] = {}

    def fill(
        self, cell: Any, content: Content, form: Form, *, is_label: bool = False, is_wrapped: bool = True
    ) -> None:
        """Fill a cell with what stays what it is, whatever it looks like."""
        is_marked = isinstance(content, str) and content.startswith(_FORMULA_SIGNS)
        if isinstance(content, str):
            cell.value = _ESCAPE.sub("_x005F_", content)
            cell.data_type = "s"
        elif isinstance(content, Number):
            cell.value = content.digits if not content.decimals else _exact(content)
        else:
            cell.value = content
        look = (form, is_label, is_wrapped, is_marked)
        if look not in self.made:
            self.made[look] = self._made(*look)
        cell._style = self.made[look]  # noqa: SLF001 - openpyxl has no other way to give a look that is there

    def _made(self, form: Form, is_label: bool, is_wrapped: bool, is_marked: bool) -> Any:  # noqa: FBT001
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Font, PatternFill

        model = Cell(self.sheet, row=1, column=1)
        model.number_format = _FORMATS[form]
        is_figure = form in _FIGURES
        model.alignment = Alignment(
            wrap_text=is_wrapped and not is_figure,
            vertical="top",
            horizontal="right" if is_figure else None,
            indent=int(is_figure),  # so that it does not run into the text beside it
        )
        model.quotePrefix = is_marked
        if is_label:
            model.font, model.fill = Font(name="Calibri", bold=True), PatternFill("solid", start_color=_TINT)
        return model._style  # noqa: SLF001 - see fill


def _shown(content: Content, form: Form) -> str:
    """Give about what a cell shows, to see how wide it must be: one that is too narrow shows no number at all."""
    if isinstance(content, Number):
        return show_cents(content.digits) if form is Form.EURO else str(content.digits)
    return content if isinstance(content, str) else content.isoformat()


def _exact(number: Number) -> Any:
    return Decimal(number.digits).scaleb(-number.decimals)


class _Choices:
    """The lists behind the drop-downs: one column each, on a sheet that is not read back."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.columns: dict[tuple[str, ...], tuple[int, str]] = {}

    def range(self, choices: tuple[str, ...], name: str) -> str:
        """Give the range of a list of choices, a new column where there is none yet."""
        column, _ = self.columns.setdefault(choices, (len(self.columns) + 1, name))
        letter = column_name(column)
        return f"{CHOICES}!${letter}$2:${letter}${len(choices) + 1}"

    def write(self, sheet: Any) -> None:
        """Write the lists."""
        for choices, (column, name) in self.columns.items():
            for row, text in enumerate((name, *choices), start=1):
                self.styles.fill(sheet.cell(row, column), text, Form.TEXT)


class _SheetWriter:
    def __init__(self, sheet: Any, page: Page, choices: _Choices, styles: _Styles) -> None:
        self.sheet = sheet
        self.page = page
        self.choices = choices
        self.styles = styles

    def write(self) -> None:
        """Write the cells, and then what helps to fill them in."""
        page = self.page
        for (row, column), content in page.cells.items():
            self.styles.fill(
                self.sheet.cell(row, column), content, page.forms[row, column],
                is_label=(row, column) in page.labels, is_wrapped=row >= page.header,
            )  # fmt: skip
        self.sheet.freeze_panes = cell_name(page.header + 1, page.frozen + 1)
        if page.is_wide:
            _print_across(self.sheet)
            self.sheet.print_title_rows = f"{page.header}:{page.header}"
        for column, form in page.columns.items():
            dimension = self.sheet.column_dimensions[column_name(column)]
            dimension.number_format = _FORMATS[form]
            dimension.width = self._width(column)
        for row, lines in self._lines.items():
            self.sheet.row_dimensions[row].height = lines * _LINE
        last = max((row for row, _ in page.cells), default=1) + SPARE_ROWS
        for column, help_ in page.help.items():
            name = str(page.cells[page.header, column])
            self._note(page.header, column, help_)
            letter = column_name(column)
            self._drop_down(f"{letter}{page.header + 1}:{letter}{last}", help_, name)
        for (row, column), help_ in page.cell_help.items():
            self._note(row, column, help_)
            self._drop_down(cell_name(row, column), help_, str(page.cells[row, 1]))

    def _width(self, column: int) -> int:
        return max(_NARROW, min(self.page.widest, self._widths.get(column, 0) + 2))

    @cached_property
    def _lines(self) -> dict[int, int]:
        """Give the rows that ask for more than one line, for not every program works that out by itself."""
        found: dict[int, int] = {}
        for (row, column), content in self.page.cells.items():
            if isinstance(content, str):
                room = self._width(column) if row >= self.page.header else len(content) + 1
                lines = sum(len(part) // room + 1 for part in content.split("\n"))
                found[row] = max(found.get(row, 1), min(lines, self.page.most_lines))
        return {row: lines for row, lines in found.items() if lines > 1}

    @cached_property
    def _widths(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for (row, column), content in self.page.cells.items():
            if row >= self.page.header:
                longest = max(map(len, _shown(content, self.page.forms[row, column]).split("\n")))
                found[column] = max(found.get(column, 0), longest)
        return found

    def _note(self, row: int, column: int, help_: Help) -> None:
        from openpyxl.comments import Comment

        if help_.note:
            note = Comment(help_.note, "maatwerk")
            note.width, note.height = _NOTE_WIDTH, _NOTE_HEIGHT
            self.sheet.cell(row, column).comment = note

    def _drop_down(self, cells: str, help_: Help, name: str) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if not help_.choices:
            return
        validation = DataValidation(
            type="list",
            formula1=self.choices.range(help_.choices, name),
            allow_blank=True,
            showErrorMessage=not help_.may_differ,
            errorTitle="Dit kan hier niet",
            error="Kies uit de lijst.",
        )
        validation.add(cells)
        self.sheet.add_data_validation(validation)
