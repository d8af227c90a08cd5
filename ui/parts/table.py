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

_LINE = "border-bottom:1px solid rgba(128,128,128,.35);padding:.35rem .6rem;"
_CELL = f"{_LINE}text-align:left;vertical-align:top;"
_LINES = f"{_CELL}min-width:10rem;"
_HEAD = f"{_CELL}font-weight:500;min-width:11rem;"
_CAPTION = "position:sticky;left:0;width:fit-content;max-width:40rem;padding:.25rem .6rem .5rem;"
"""A caption stays in view when a wide table is moved sideways."""
_GROUP = f"{_CELL}font-weight:700;padding-top:1rem;"


def show(caption: str, heads: Sequence[str], groups: Iterable[Group]) -> None:
    """Show a table; the first head stands above the heads of the rows."""
    top = "".join(f'<th scope="col" style="{_CELL}">{_words(head)}</th>' for head in heads)
    body = "".join(_group(group, len(heads)) for group in groups)
    st.html(
        f'<div role="region" tabindex="0" aria-label="{escape(caption)}" style="overflow-x:auto">'
        '<table style="border-collapse:collapse;min-width:100%">'
        f'<caption style="text-align:left"><div style="{_CAPTION}">{_words(caption)}</div></caption>'
        f"<thead><tr>{top}</tr></thead>{body}</table></div>"
    )


def _group(group: Group, columns: int) -> str:
    heading, rows = group
    head = (
        f'<tr><th scope="rowgroup" colspan="{columns}" style="{_GROUP}">{_words(heading)}</th></tr>'
        if heading
        else ""
    )
    return f"<tbody>{head}{''.join(map(_row, rows))}</tbody>"


def _row(row: Row) -> str:
    head, cells = row
    inside = "".join(
        f'<td style="{_CELL if isinstance(cell, str) else _LINES}">{_cell(cell)}</td>' for cell in cells
    )
    return f'<tr><th scope="row" style="{_HEAD}">{_words(head)}</th>{inside}</tr>'


def _words(text: str) -> str:
    return "<br>".join(map(escape, unbroken(text).split("\n")))


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _words(cell)
    return "<br>".join(
        f"<strong>{_words(line)}</strong>" if isinstance(line, Strong) else _words(line) for line in cell
    )
