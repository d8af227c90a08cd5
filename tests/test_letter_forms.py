"""Every form of a document holds the same words: text, a file for a word processor, and a PDF."""

import re
from collections import Counter
from functools import cache
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from budget_engine.letter import budget_plan, decision_letter, report
from budget_engine.letter.content import Document, DocumentKind, Listed, Paragraph, Section, Table, Text
from budget_engine.letter.docx import docx
from budget_engine.letter.made import Made, all_documents
from budget_engine.letter.pdf import pdf
from budget_engine.letter.plain import plain
from tests.dossiers import CASES
from tests.test_letters import dossier

DAY = dossier(CASES[0]).decision.on
DOCUMENTS = [(folder.name, made) for folder in CASES for made in all_documents(dossier(folder))]
every_document = pytest.mark.parametrize(
    "made", [made for _, made in DOCUMENTS], ids=[f"{case}-{made.name}" for case, made in DOCUMENTS]
)
HEADS = (decision_letter.COLUMNS, budget_plan.COLUMNS, report.SIGNED, report.WRITTEN)
A_CELL = 40  # signs; what is shorter may be a cell of a table, or the end of a paragraph
ODD = '<b>&amp; {{ naam }} {%p if x %} #read("x") *vet* _schuin_ $x$ = kop - \\ € “aan” ’s ﬁ'


def words(text: str) -> list[str]:
    """Leave out what only shows how words are laid out: blanks, bullets, a break at a hyphen, cells side by side."""
    text = re.sub(r"(?<=\w)-\n", "", text).replace("-", "")
    for mark in ("•", "‣", "–", "\u00a0", "\u200b"):
        text = text.replace(mark, " ")
    return re.sub(r"(?<=[a-z])(?=[0-9])", " ", text).split()


def words_of_docx(made: bytes) -> list[str]:
    import docx as word

    found = []
    for part in word.Document(BytesIO(made)).element.body.iter():
        kind = str(part.tag).rpartition("}")[2]
        found.append(part.text or "" if kind == "t" else "\n" if kind in ("br", "p") else "")
    return words("".join(found))


@cache
def printed(document: Document) -> bytes:
    return pdf(document, DAY)


def test_a_file_for_a_word_processor_is_the_same_whenever_it_is_written() -> None:
    made = docx(DOCUMENTS[0][1].document)

    with ZipFile(BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {ZipInfo("").date_time}
    assert docx(DOCUMENTS[0][1].document) == made


def pages_of(made: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


def words_of_pdf(made: bytes) -> list[str]:
    pages = pages_of(made)
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


@every_document
def test_word_and_pdf_hold_the_words_of_the_document(made: Made) -> None:
    told = Counter(said(made.document))
    shown = Counter(words_of_pdf(printed(made.document)))
    heads = words(" ".join(head for columns in HEADS for head in columns))  # again where a table goes on

    assert words_of_docx(docx(made.document)) == said(made.document)
    assert told - shown == Counter()
    assert set(shown - told) <= {*heads}


@every_document
def test_the_text_holds_them_too(made: Made) -> None:
    text = " ".join(plain(made.document).split())

    for one in made.document.texts():
        assert " ".join(one.words.split()) in text


def test_a_pdf_is_the_same_to_the_byte_and_another_document_is_another() -> None:
    first_of_each = {made.document.kind: made.document for _, made in reversed(DOCUMENTS)}

    assert {*first_of_each} == {*DocumentKind} - {DocumentKind.TALK_SHEET}
    for document in first_of_each.values():
        assert pdf(document, DAY) == printed(document)
    assert len({printed(document) for document in first_of_each.values()}) == len(first_of_each)


@every_document
def test_a_pdf_is_tagged_in_dutch_with_a_title(made: Made) -> None:
    from pypdf import PdfReader

    read = PdfReader(BytesIO(printed(made.document)))
    root = read.trailer["/Root"]

    assert str(root["/Lang"]).startswith("nl")
    assert root["/MarkInfo"]["/Marked"]
    assert read.metadata is not None
    assert read.metadata.title == made.document.title
    assert "/StructTreeRoot" in root


@every_document
def test_what_must_stand_on_page_one_is_printed_on_page_one(made: Made) -> None:
    pages = pages_of(printed(made.document))
    first = " ".join(pages[0].split())

    match made.document.kind:
        case DocumentKind.SUMMARY:
            assert len(pages) == 1
        case DocumentKind.DECISION:
            assert "Een onafhankelijke cliëntondersteuner helpt u gratis." in first
        case DocumentKind.COVER:
            assert "Welke keuze wij maakten" in first
        case DocumentKind.PLAN | DocumentKind.REPORT | DocumentKind.TALK_SHEET:
            assert "Zaaknummer" in first


@every_document
def test_no_page_holds_who_signs_alone_and_no_line_ends_inside_an_amount_or_a_day(made: Made) -> None:
    pages = pages_of(printed(made.document))

    assert not [page for page in pages if "Namens het college" in page and "Hebt u vragen" not in page]
    lines = [line.strip() for page in pages for line in page.splitlines() if len(line) > A_CELL]
    assert not [line for line in lines if line.endswith("€") or re.search(r"\bop [0-9]{1,2}$", line)]


def test_what_somebody_typed_is_never_read_as_a_template() -> None:
    text = Text(ODD)
    table = Table(ODD, ("a", "b"), ((text, text),))
    odd = Document(
        DocumentKind.DECISION, ODD, "wmo", "p/wmo", (Section(ODD, (Paragraph(text), Listed((text,)), table)),)
    )

    assert words_of_docx(docx(odd)) == said(odd)
    assert "vet" in " ".join(words_of_pdf(pdf(odd, DAY)))
    assert '#read("x")' in " ".join(words_of_pdf(pdf(odd, DAY)))
