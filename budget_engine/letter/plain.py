"""A document as plain text: for reading on a screen, for copying, and for holding one form against another."""

from collections.abc import Iterator

from budget_engine.letter.content import Block, Document, Listed, Paragraph, Table, texts_of

TO_WRITE = "(ruimte om te schrijven)"
"""Stands for a row of a table that is left empty for a pen."""


def plain(document: Document) -> str:
    """Write a document as text, one blank line between what stands apart."""
    return "\n\n".join(part for part in _parts(document) if part) + "\n"


def running_text(document: Document) -> str:
    """Write what is read as sentences: headings, paragraphs and items of lists, and no tables."""
    found = [document.title]
    for section in document.sections:
        found += [] if section.heading is None else [section.heading]
        for block in section.blocks:
            if not isinstance(block, Table):
                found += [text.words for text in texts_of(block) if text.words]
    return "\n\n".join(found) + "\n"


def _parts(document: Document) -> Iterator[str]:
    yield document.title
    for section in document.sections:
        if section.heading is not None:
            yield section.heading
        for block in section.blocks:
            yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return block.text.words
        case Listed():
            return "\n".join("- " + item.words.replace("\n", "\n  ") for item in block.items)
        case Table():
            rows = [
                "; ".join(
                    f"{column}: {cell.words}"
                    for column, cell in zip(block.columns, row, strict=True)
                    if cell.words.strip()
                )
                for row in block.rows
            ]
            return "\n".join([f"{block.caption}:", *(f"- {row or TO_WRITE}" for row in rows)])
