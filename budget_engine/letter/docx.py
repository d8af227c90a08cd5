"""A document as a file for a word processor: to edit, with the words of the letter and nothing else."""

from io import BytesIO
from pathlib import Path

from budget_engine.letter.content import Document
from budget_engine.letter.shape import shape_of

_TEMPLATE = Path(__file__).parent / "brief.docx"


def docx(document: Document) -> bytes:
    """Fill the template; a name that the template asks for and the letter lacks is an error."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined

    template = DocxTemplate(_TEMPLATE)
    template.render(shape_of(document), Environment(undefined=StrictUndefined, autoescape=True))
    made = BytesIO()
    template.save(made)
    return made.getvalue()
