"""A document on a screen: its words as they will be read, and beside them what makes them hard to read."""

import streamlit as st

from budget_engine.letter.content import Block, Document, Listed, Paragraph, Section, Table, Text
from budget_engine.letter.page_one import shown_at_once
from budget_engine.letter.plain import TO_WRITE
from budget_engine.readable.readability import Readability
from budget_engine.readable.told import NOT_SEEN, Beside, beside, figures
from ui.parts.words import plain, unbroken

_MOST = 6
"""So many sentences are shown at first; who mends these knows how to mend the rest."""


def show(document: Document) -> None:
    """Show a document as text under headings of its own: what stands on page one, and the rest folded."""
    st.header(plain(document.title), anchor=False)
    front = shown_at_once(document)
    _sections(document.sections[:front])
    if document.sections[front:]:
        with st.expander("De rest van dit stuk"):
            _sections(document.sections[front:])


def _sections(sections: tuple[Section, ...]) -> None:
    for section in sections:
        if section.heading is not None:
            st.subheader(plain(section.heading), anchor=False)
        for block in section.blocks:
            _block(block)


def _block(block: Block) -> None:
    match block:
        case Paragraph():
            st.markdown(_lines(block.text.words))
        case Listed():
            st.markdown("\n".join(f"- {_lines(item.words)}" for item in block.items))
        case Table():
            st.markdown(f"**{plain(block.caption)}**")
            st.markdown("\n".join(f"- {_row(block, row)}" for row in block.rows))


def _row(block: Table, row: tuple[Text, ...]) -> str:
    """Write a row under each other, so that it fits beside the remarks; what is empty is left out."""
    first, *rest = zip(block.columns, row, strict=True)
    named = [f"**{plain(first[1].words)}**"] if first[1].words.strip() else []
    told = [f"{plain(column)}: {plain(unbroken(cell.words))}" for column, cell in rest if cell.words.strip()]
    return "  \n  ".join([*named, ", ".join(told)]) if named or told else plain(TO_WRITE)


def _lines(words: str) -> str:
    return "  \n".join(map(plain, unbroken(words).splitlines()))


def readable(found: Readability) -> None:
    """Say which sentences and words could be plainer, and the figures; none of them is a mark."""
    listed = list(beside(found))
    if not listed:
        st.markdown("Geen zin of woord valt op.")
    _remarks(listed[:_MOST])
    if listed[_MOST:]:
        with st.expander(f"Nog {len(listed) - _MOST} andere"):
            _remarks(listed[_MOST:])
    with st.expander("Cijfers van deze tekst"):
        st.markdown("\n".join(f"- {name}: {plain(figure)}" for name, figure in figures(found)))
    st.caption(NOT_SEEN)


def _remarks(listed: list[Beside]) -> None:
    for item in listed:
        said = "\n".join(f"- {plain(line)}" for line in item.lines)
        st.markdown(f"“{plain(item.sentence.text)}”\n\n{said}")
