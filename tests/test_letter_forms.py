"""Every form of a letter holds the same words: text, a file for a word processor, and a PDF."""

from collections import Counter
from io import BytesIO

import pytest

from budget_engine.letter.content import Document, DocumentKind, Listed, Paragraph, Section, Table, Text
from budget_engine.letter.decision_letter import COLUMNS
from budget_engine.letter.docx import docx
from budget_engine.letter.pdf import pdf
from budget_engine.letter.plain import plain
from tests.dossiers import CASES
from tests.test_letters import dossier, letters

LETTERS = [item for folder in CASES for item in letters(dossier(folder))]
every_letter = pytest.mark.parametrize(
    "item", LETTERS, ids=lambda item: f"{item[2].case.id}-{item[0].document.room}"
)
ODD = '<b>&amp; {{ naam }} {%p if x %} #read("x") *vet* _schuin_ $x$ = kop - \\ € “aan” ’s ﬁ'


def words(text: str) -> list[str]:
    """Leave out what only shows how words are laid out: blanks, bullets, colons between heading and cell."""
    for mark in ("•", "‣", "–", "\u00a0", "\u200b"):
        text = text.replace(mark, " ")
    return text.split()


def words_of_docx(made: bytes) -> list[str]:
    import docx as word

    found = []
    for part in word.Document(BytesIO(made)).element.body.iter():
        kind = str(part.tag).rpartition("}")[2]
        found.append(part.text or "" if kind == "t" else "\n" if kind in ("br", "p") else "")
    return words("".join(found))


def words_of_pdf(made: bytes) -> list[str]:
    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    bodies = [page.rsplit("\n", 1)[0] for page in pages]  # the last line is the number of the page
    return words("\n".join(bodies))


def said(document: Document) -> list[str]:
    """List the words of a document in the order of reading, column names once."""
    found = [document.title]
    for section in document.sections:
        found.append(section.heading or "")
        for block in section.blocks:
            if isinstance(block, Table):
                found += [f"{block.caption}:", *block.columns]
                found += [cell.words for row in block.rows for cell in row]
            else:
                texts = [block.text] if isinstance(block, Paragraph) else block.items
                found += [text.words for text in texts]
    return words("\n".join(found))


@every_letter
def test_word_and_pdf_hold_the_words_of_the_letter(item) -> None:
    made, _, of = item

    told = Counter(said(made.document))
    printed = Counter(words_of_pdf(pdf(made.document, of.decision.on)))
    heads = words(" ".join(COLUMNS))  # a table that goes on over a page has its heads there again

    assert words_of_docx(docx(made.document)) == said(made.document)
    assert told - printed == Counter()
    assert set(printed - told) <= {*heads}


@every_letter
def test_the_text_holds_them_too(item) -> None:
    made = item[0]
    text = " ".join(plain(made.document).split())

    for one in made.document.texts():
        assert " ".join(one.words.split()) in text


def test_a_pdf_is_the_same_to_the_byte_and_another_letter_is_another() -> None:
    (first, _, of), (second, _, _) = LETTERS[:2]
    day = of.decision.on

    assert pdf(first.document, day) == pdf(first.document, day)
    assert pdf(first.document, day) != pdf(second.document, day)


@every_letter
def test_a_pdf_is_tagged_in_dutch_with_a_title(item) -> None:
    from pypdf import PdfReader

    made, _, of = item
    read = PdfReader(BytesIO(pdf(made.document, of.decision.on)))
    root = read.trailer["/Root"]

    assert str(root["/Lang"]).startswith("nl")
    assert root["/MarkInfo"]["/Marked"]
    assert read.metadata is not None
    assert read.metadata.title == made.document.title
    assert "/StructTreeRoot" in root


def test_what_somebody_typed_is_never_read_as_a_template() -> None:
    text = Text(ODD)
    table = Table(ODD, ("a", "b"), ((text, text),))
    odd = Document(
        DocumentKind.DECISION, ODD, "wmo", "p/wmo", (Section(ODD, (Paragraph(text), Listed((text,)), table)),)
    )
    day = LETTERS[0][2].decision.on

    assert words_of_docx(docx(odd)) == said(odd)
    assert "vet" in " ".join(words_of_pdf(pdf(odd, day)))
    assert '#read("x")' in " ".join(words_of_pdf(pdf(odd, day)))
