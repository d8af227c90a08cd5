"""A document as plain data, for the templates that lay it out: what they show is what `plain` shows."""

from typing import Any, TypeAlias

from budget_engine.letter.content import Block, Document, Listed, Paragraph, Table

Shape: TypeAlias = dict[str, Any]


def shape_of(document: Document) -> Shape:
    """Give the words of a document under the names that templates use."""
    return {
        "kind": str(document.kind),
        "title": document.title,
        "sections": [
            {"heading": section.heading or "", "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
    }


def _block(block: Block) -> Shape:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "words": block.text.words}
        case Listed():
            return {"kind": "listed", "entries": [item.words for item in block.items]}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "columns": list(block.columns),
                "shares": list(block.shares),
                "rows": [[cell.words for cell in row] for row in block.rows],
            }
