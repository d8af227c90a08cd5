"""A document as a PDF that is tagged for who has it read aloud; the same document gives the same bytes."""

import json
from datetime import date
from pathlib import Path

from budget_engine.letter.content import Document
from budget_engine.letter.printable import plainest
from budget_engine.letter.shape import shape_of

_TEMPLATE = Path(__file__).parent / "brief.typ"


def pdf(document: Document, on: date) -> bytes:
    """Lay a document out on pages; `on` is the day that the file says it was made for.

    Only the fonts inside the layout program are used, so that every machine makes the same pages.
    """
    from typst import TypstError

    try:
        return _laid_out(document, on)
    except TypstError:  # signs that can be shown each by itself and not together
        return _laid_out(plainest(document), on)


def _laid_out(document: Document, on: date) -> bytes:
    import typst

    made = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(shape_of(document)), "day": on.isoformat()},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made
