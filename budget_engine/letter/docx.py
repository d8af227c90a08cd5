"""A document as a file for a word processor: to edit, with the words of the letter and nothing else."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
    return _without_the_clock(made)


def _without_the_clock(made: BytesIO) -> bytes:
    """Pack the parts of a file again without the time of day, so that the same document gives the same bytes."""
    kept = BytesIO()
    with ZipFile(made) as parts, ZipFile(kept, "w") as packed:
        for part in parts.infolist():
            packed.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return kept.getvalue()
