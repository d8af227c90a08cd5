"""A table that can be read aloud: a caption, a head for every column and row, and only words in its cells."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from ui.parts.words import unbroken


class Strong(str):
    """A line that stands out in its cell."""

    __slots__ = ()


Cell = str | Sequence[str]
"""What stands in a cell: a text, in which a new line stands on a line of its own, or lines."""

Row = tuple[str, Sequence[Cell]]
"""The head of a row, and its cells."""

Group = tuple[str, Sequence[Row]]
"""Rows under one heading; without a heading when it is empty."""

_LINE = "border-bottom:1px solid rgba(128,128,128,.35);padding:.28rem .6rem;"
_CELL = f"{_LINE}text-align:left;vertical-align:top;"
_LINES = f"{_CELL}min-width:10rem;"
_STAYS = "position:sticky;left:0;"
"""Caption, headings and the heads of rows stay in view when a wide table is moved sideways."""
_HEAD = f"{_CELL}{_STAYS}font-weight:500;min-width:min(11rem,36vw);"
_CAPTION = (
    f"{_STAYS}width:fit-content;max-width:min(40rem,calc(100vw - 3rem));white-space:normal;"
    "padding:.25rem .6rem .5rem;"
)
_GROUP = f"{_CELL}font-weight:700;padding-top:1rem;"
_PAPER = {"dark": "#0e1117"}
"""What lies behind the head of a row, so that cells do not show through it; white where it is light."""
ONLY_NARROW = "alleen-smal"
"""The class of what is shown on a narrow screen only; `ui/app.py` has its style."""
_STACKS, _HEAD_OF_CELL = "stapelt", "kop"
STACKED = (
    f"table.{_STACKS}, .{_STACKS} :is(tbody, tr, th, td, caption) {{display: block}} "
    f".{_STACKS} thead {{position: absolute; clip-path: inset(50%)}} "
    f".{_STACKS} :is(th, td) {{border-bottom: 0 !important; padding-block: .15rem !important}} "
    f".{_STACKS} tbody th {{font-weight: 700 !important; padding-top: .75rem !important}} "
    f".{_STACKS} td::before {{content: attr(data-{_HEAD_OF_CELL}) ': '; opacity: .85}}"
)
"""The style of a table that stacks on a narrow page: each row a block, each cell with the head of its column."""
_FEW = 2, 5
"""So many columns, with that of the heads, fit on a phone and on a wide screen."""


def show(
    caption: str, heads: Sequence[str], groups: Iterable[Group], *, more: str = "", stacks: bool = False
) -> None:
    """Show a table; the first head stands above the heads of the rows.

    `more` names what the other columns are: who cannot see them all at once is told to move the table. One that
    `stacks` shows its cells under each other where the page is narrow.
    """
    paper = f"background:{_PAPER.get(st.context.theme.type or '', '#fff')};"
    first, *others = heads
    top = f'<th scope="col" role="columnheader" style="{_CELL}{_STAYS}{paper}">{_words(first)}</th>'
    top += "".join(
        f'<th scope="col" role="columnheader" style="{_CELL}">{_words(head)}</th>' for head in others
    )
    body = "".join(_group(group, heads, paper) for group in groups)
    named = f' class="{_STACKS}"' if stacks else ""
    move = _move(len(heads), more) if more else ""
    st.html(
        f'<div role="region" tabindex="0" aria-label="{escape(caption)}" style="overflow-x:auto">'
        f'<table{named} role="table" style="border-collapse:separate;border-spacing:0;min-width:100%">'
        f'<caption style="text-align:left"><div style="{_CAPTION}">{_words(caption)}{move}</div></caption>'
        f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>{body}</table></div>'
    )


def _move(columns: int, more: str) -> str:
    on_phone, on_wide_screen = _FEW
    if columns <= on_phone:
        return ""
    where = "" if columns > on_wide_screen else f' class="{ONLY_NARROW}"'
    return f"<div{where}>Schuif opzij voor meer {escape(more)}.</div>"


def _group(group: Group, heads: Sequence[str], paper: str) -> str:
    heading, rows = group
    head = (
        f'<tr role="row"><th scope="rowgroup" colspan="{len(heads)}" style="{_GROUP}">'
        f'<span style="position:sticky;left:.6rem">{_words(heading)}</span></th></tr>'
        if heading
        else ""
    )
    return f'<tbody role="rowgroup">{head}{"".join(_row(row, heads[1:], paper) for row in rows)}</tbody>'


def _row(row: Row, heads: Sequence[str], paper: str) -> str:
    head, cells = row
    inside = "".join(
        f'<td role="cell" data-{_HEAD_OF_CELL}="{escape(above)}" '
        f'style="{_CELL if isinstance(cell, str) else _LINES}">{_cell(cell)}</td>'
        for above, cell in zip(heads, cells, strict=False)
    )
    return f'<tr role="row"><th scope="row" role="rowheader" style="{_HEAD}{paper}">{_words(head)}</th>{inside}</tr>'


def _words(text: str) -> str:
    return "<br>".join(map(escape, unbroken(text).split("\n")))


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _words(cell)
    return "<br>".join(
        f"<strong>{_words(line)}</strong>" if isinstance(line, Strong) else _words(line) for line in cell
    )
