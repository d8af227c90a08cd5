"""A summary that would be more than one page is blocked, as it is reckoned and as the PDF has it."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget_engine.decision import ClaimDecision
from budget_engine.letter.content import Document, DocumentKind
from budget_engine.letter.faults import Fault
from budget_engine.letter.letter_widths import WIDTHS_BOLD, WIDTHS_REGULAR, width
from budget_engine.letter.one_page import blocked_by_length
from budget_engine.letter.pdf import pdf
from budget_engine.letter.plain import plain
from tests.dossiers import CASES, FAMILY
from tests.test_letter_kinds import documents, made
from tests.test_letters import dossier
from tests.test_letters_as_decided import with_claims
from tests.test_letters_page_one import DAY, SECTIONS

SUMMARIES = [
    one for folder in CASES for one in documents(folder) if one.document.kind is DocumentKind.SUMMARY
]
LONGER = (
    " En dan komt er elke week iemand bij u langs om samen te kijken wat er goed gaat en wat nog moeilijk is, op een "
    "dag die u zelf kiest."
)
MEASURED = """
#set text(lang: "nl", region: "nl", font: "Libertinus Serif", size: 1000pt, hyphenate: false, weight: sys.inputs.bold)
#context [#metadata(json(bytes(sys.inputs.words)).map(word => measure(word).width.pt())) <wide>]
"""


def pages(document: Document) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf(document, DAY))).pages)


def is_blocked(document: Document) -> bool:
    return bool([*blocked_by_length(document)])


@pytest.mark.parametrize("one", SUMMARIES, ids=[one.name for one in SUMMARIES])
def test_no_summary_of_the_dossiers_is_blocked_and_each_is_one_page(one) -> None:  # type: ignore[no-untyped-def]
    assert one.blocked == ()
    assert pages(one.document) == 1


@pytest.mark.parametrize("length", [20, 60, 110, 140, 280, 1000])
@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_a_summary_with_more_to_do_is_blocked_where_it_is_more_than_one_page(folder, length) -> None:  # type: ignore[no-untyped-def]
    def changed(item: ClaimDecision) -> ClaimDecision:
        return item.model_copy(update={"activities": (item.activities or "Hulp.") + (LONGER * 8)[:length]})

    of = with_claims(dossier(folder), changed)
    names = [one.name for one in documents(folder) if one.document.kind is DocumentKind.SUMMARY]
    for one in (made(name, of) for name in names):
        faults = [item.fault for item in one.blocked]
        assert Fault.LENGTH in faults or pages(one.document) == 1
        assert length < len(LONGER) * 2 or one.name != "kort-erik" or Fault.LENGTH in faults


def test_it_says_how_much_is_too_much_and_what_to_do() -> None:
    erik = made("kort-erik", dossier(FAMILY)).document
    twice = replace(erik, sections=(*erik.sections, *erik.sections))

    (found,) = blocked_by_length(twice)

    assert "past niet op één bladzijde" in found.text
    assert "korter" in found.hint


@settings(max_examples=40, deadline=None)
@given(st.lists(SECTIONS, min_size=1, max_size=8), st.booleans())
def test_what_is_reckoned_as_one_page_is_one_page_in_the_pdf(sections, in_front) -> None:  # type: ignore[no-untyped-def]
    like = made("kort-sem", dossier(FAMILY)).document
    document = replace(like, sections=(*sections, *(like.sections if in_front else ())))

    assert is_blocked(document) or pages(document) == 1


@pytest.mark.parametrize("is_bold", [False, True])
def test_no_words_are_reckoned_shorter_than_they_are(is_bold: bool) -> None:  # noqa: FBT001
    import typst

    signs = sorted({*WIDTHS_REGULAR, *WIDTHS_BOLD, *"éëïöüÉÏÇñÝÿ½²§"})
    told = {word for one in SUMMARIES for word in plain(one.document).split()}
    words = [*told, *(left + right for left in signs for right in signs)]

    found = json.loads(
        typst.query(
            MEASURED.encode(),
            "<wide>",
            field="value",
            one=True,
            ignore_system_fonts=True,
            sys_inputs={"words": json.dumps(words), "bold": "bold" if is_bold else "regular"},
        )
    )

    short = {
        word: wide for word, wide in zip(words, found, strict=True) if width(word, is_bold=is_bold) < wide - 1
    }
    assert short == {}
