"""The forms in which a document is taken along."""

from datetime import date
from enum import StrEnum
from importlib.util import find_spec

from budget_engine.letter.content import Document
from budget_engine.letter.docx import docx
from budget_engine.letter.pdf import pdf
from budget_engine.letter.plain import plain
from budget_engine.letter.printable import printable


class Form(StrEnum):
    """In which form a document is taken along: the ending of its file."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "txt"


_NEEDS = {Form.PDF: "typst", Form.WORD: "docxtpl"}
"""What each form is written with, where it is installed: the extra `brieven`."""


LACKING = "Voor Word en PDF ontbreekt een onderdeel. Installeer het met: pip install -e '.[brieven]'"
"""What is said where they cannot be written."""


def forms_here() -> tuple[Form, ...]:
    """Give the forms in which documents can be written on this machine."""
    return tuple(form for form in Form if form not in _NEEDS or find_spec(_NEEDS[form]) is not None)


def written(document: Document, form: Form, on: date) -> bytes:
    """Write a document in a form; the same document gives the same bytes, and every form the same words."""
    shown = printable(document)
    match form:
        case Form.PDF:
            return pdf(shown, on)
        case Form.WORD:
            return docx(shown)
        case Form.TEXT:
            return plain(shown).encode()
