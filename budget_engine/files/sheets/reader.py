"""Sheets back to rule files: every entry in its file and at its place, every part with its cell."""

from collections.abc import Iterator, Mapping, Sequence

from budget_engine.errors import InputError, Issue, Place, nearest
from budget_engine.files.rule_entries import OPENING
from budget_engine.files.sheets.beside import Beside
from budget_engine.files.sheets.block_reader import read_block
from budget_engine.files.sheets.draft import Draft, Sources
from budget_engine.files.sheets.fields import read_fields
from budget_engine.files.sheets.front import marks_in, refuse_missing
from budget_engine.files.sheets.grid import Grid
from budget_engine.files.sheets.layout import FILE, ORDER, is_block, layout_of
from budget_engine.files.sheets.names import BESIDE, KINDS, NOT_READ
from budget_engine.files.sheets.sheet_document import SheetDocument
from budget_engine.files.sheets.workbook_values import Sheet


def documents_of(sheets: Sequence[Sheet], file: str, own: str | None = None) -> Mapping[str, SheetDocument]:
    """Read the entries of all sheets, by the rule file they stand in; InputError holds every issue.

    `own` is the name of the workbook where it is a rule file itself.
    """
    refuse_missing(sheets, file)
    marks = marks_in(sheets, file)
    issues: list[Issue] = []
    grids = [Grid(sheet, file, issues) for sheet in sheets if sheet.name not in NOT_READ]
    sources = Sources(own)
    drafts: list[Draft] = []
    others = []
    for grid in grids:
        if grid.sheet.name in KINDS:
            drafts.extend(_entries(grid, KINDS[grid.sheet.name], sources))
        elif grid.sheet.name in BESIDE:
            others.append(grid)
        else:
            drafts.extend(_block(grid, sources))
    found = _sorted(drafts)
    beside = Beside(found, sources)
    for grid in others:
        beside.read(grid)
    if issues:
        raise InputError(issues)
    if not found:
        hint = "Zet de onderdelen op werkbladen als regels, feiten en waarden."
        raise InputError([Issue(Place(file), "In dit werkboek staat geen onderdeel.", hint)])
    return {
        name: SheetDocument(
            file,
            [draft.plain for draft in listed],
            cells={
                (number, *path): cell
                for number, draft in enumerate(listed)
                for path, cell in draft.cells.items()
            },
            mark=marks.get(name),
        )
        for name, listed in found.items()
    }


def _sorted(drafts: Sequence[Draft]) -> dict[str, list[Draft]]:
    """Put the entries of each file in order; those without a number come after the one above them."""
    found: dict[str, list[Draft]] = {}
    above: dict[tuple[str, str], int] = {}
    order: dict[int, int] = {}
    last = 1 + max((draft.number or 0 for draft in drafts), default=0)
    for draft in drafts:
        near = (draft.sheet, draft.file)
        order[id(draft)] = above.get(near, last) if draft.number is None else draft.number
        above[near] = order[id(draft)]
        found.setdefault(draft.file, []).append(draft)
    for listed in found.values():
        listed.sort(key=lambda draft: order[id(draft)])
    return dict(sorted(found.items()))


def _block(grid: Grid, sources: Sources) -> Iterator[Draft]:
    """Read a sheet of one table or one group of amounts; any other sheet may hold nothing."""
    word = grid.text(1, 1)
    if word in OPENING and is_block(word):
        yield read_block(grid, word, sources)
    elif grid.by_row or grid.sheet.wrong:
        row = min([*grid.by_row, *(row for row, _ in grid.sheet.wrong)])
        column = min(grid.by_row.get(row, {1: ""}))
        known = [*KINDS, *BESIDE]
        hint = nearest(grid.sheet.name, known)
        blocks = " of ".join(f"'{name}'" for name in OPENING if is_block(name))
        grid.refuse(
            row,
            column,
            f"Dit werkblad '{grid.sheet.name}' wordt niet gelezen.",
            hint or f"Begin een tabel met {blocks} in cel A1, of haal het werkblad weg.",
        )


def _entries(grid: Grid, word: str, sources: Sources) -> Iterator[Draft]:
    """Read the sheet of one kind: an entry on every row."""
    fields = layout_of(word).fields
    columns = grid.header(1)
    known = {name: item for item in fields for name, _ in item.columns}
    grid.unknown(1, columns, [FILE, ORDER, *known])
    for row in grid.rows(2):
        draft = Draft(word, {}, grid, row)
        sources.place(draft, columns)
        read_fields(grid, row, fields, columns, draft, ())
        yield draft
