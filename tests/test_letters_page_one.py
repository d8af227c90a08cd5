"""How to object stands on page one: as it is reckoned from the words, and as the PDF has it."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from budget_engine.decision import ClaimDecision
from budget_engine.letter.content import Document, DocumentKind, Listed, Paragraph, Section, Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Fault
from budget_engine.letter.page_one import first_page, shown_at_once
from budget_engine.letter.pdf import pdf
from budget_engine.letter.plain import plain
from tests.dossiers import CASES, FAMILY
from tests.test_letter_kinds import checked, documents, made
from tests.test_letters import dossier
from tests.test_letters_as_decided import with_claims

(YOUTH,) = (folder for folder in CASES if folder.name.startswith("004"))
LAST_OF_OBJECTION = "helpt u gratis"
SCHOOLING = "Bijles is onderwijs en valt niet onder de Jeugdwet. "
DAY = dossier(FAMILY).decision.on


def page_one(document: Document) -> str:
    from pypdf import PdfReader

    said = PdfReader(BytesIO(pdf(document, DAY))).pages[0].extract_text()
    return " ".join(said.replace("\u200b", "").split())


def refused_for(reasons: str) -> Dossier:
    def changed(item: ClaimDecision) -> ClaimDecision:
        return item.model_copy(update={"reasons": reasons}) if item.claim == "a-bijles" else item

    return with_claims(dossier(YOUTH), changed)


@pytest.mark.parametrize("times", [1, 10, 25, 200])
def test_however_long_a_refusal_is_how_to_object_is_on_page_one_of_the_pdf(times: int) -> None:
    one = made("lotte-jeugdwet", refused_for((SCHOOLING * times).strip()))

    assert one.blocked == ()
    assert LAST_OF_OBJECTION in page_one(one.document)
    assert (SCHOOLING * times).strip().rstrip(".") in plain(one.document)


def test_a_long_list_of_what_is_decided_comes_after_how_to_object() -> None:
    def changed(item: ClaimDecision) -> ClaimDecision:
        return item.model_copy(update={"condition": (SCHOOLING * 30).strip()}) if item.condition else item

    one = made("lotte-jeugdwet", with_claims(dossier(YOUTH), changed))

    assert one.blocked == ()
    assert LAST_OF_OBJECTION in page_one(one.document)


def test_a_refusal_that_pushes_the_clause_off_page_one_blocks() -> None:
    of = refused_for((SCHOOLING * 40).strip())
    document = made("lotte-jeugdwet", of).document
    sections = list(document.sections)
    headings = [section.heading for section in sections]
    objection, refused = (
        headings.index(heading)
        for heading in ("Bent u het er niet mee eens?", "Wat u niet krijgt, en waarom")
    )
    assert objection < refused
    sections[objection], sections[refused] = sections[refused], sections[objection]
    turned = replace(document, sections=tuple(sections))

    assert LAST_OF_OBJECTION not in page_one(turned)
    assert Fault.OBJECTION in {found.fault for found in checked(turned, of)}


def test_the_letters_of_the_dossiers_say_first_what_is_not_granted() -> None:
    for folder in CASES:
        for one in documents(folder):
            headings = [section.heading for section in one.document.sections]
            if "Wat u niet krijgt, en waarom" in headings and "Bent u het er niet mee eens?" in headings:
                assert headings.index("Wat u niet krijgt, en waarom") < headings.index(
                    "Bent u het er niet mee eens?"
                )


def test_a_page_shows_at_once_how_to_object_and_folds_nothing_of_what_fits_on_one_page() -> None:
    for one in (one for folder in CASES for one in documents(folder)):
        shown = one.document.sections[: shown_at_once(one.document)]
        if one.document.kind is DocumentKind.DECISION:
            assert "Bent u het er niet mee eens?" in {section.heading for section in shown}
        if one.document.kind is DocumentKind.SUMMARY:
            assert shown == one.document.sections


WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEMNOW0123456789 ,.éë-w(m)€Ææ", min_size=1, max_size=900)
BLOCKS = st.one_of(
    WORDS.map(lambda words: Paragraph(Text(words))),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: Listed(tuple(map(Text, items)))),
)
SECTIONS = st.builds(
    lambda heading, blocks: Section(heading, tuple(blocks)),
    st.one_of(st.none(), st.just("Wat wij besluiten")),
    st.lists(BLOCKS, min_size=1, max_size=4),
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["erik-wmo", "kort-erik", "verslag-erik"]), st.lists(SECTIONS, min_size=1, max_size=8))
@example(
    "erik-wmo",
    [Section("Kop", (Paragraph(Text("WM" * 700)),)), Section("Kop", (Paragraph(Text("l " * 1500)),))],
)
@example("erik-wmo", [Section(f"Kop {n}", (Paragraph(Text("een regel\n" * 3)),)) for n in range(8)])
def test_what_is_reckoned_on_page_one_is_there_in_the_pdf(name: str, sections: list[Section]) -> None:
    like = made(name, dossier(FAMILY)).document
    marked = [
        replace(part, blocks=(*part.blocks, Paragraph(Text(f"merk{number}merk"))))
        for number, part in enumerate(sections)
    ]
    document = replace(like, sections=tuple(marked))

    page = page_one(document)

    for number in range(first_page(document)):
        assert f"merk{number}merk" in page
