"""Whatever somebody types comes out on paper: the same words in every form, and never a document that fails."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget_engine.letter.content import Document, DocumentKind, Listed, Paragraph, Section, Table, Text
from budget_engine.letter.docx import docx
from budget_engine.letter.forms import Form, written
from budget_engine.letter.pdf import _laid_out, pdf
from budget_engine.letter.plain import plain
from budget_engine.letter.printable import _SHOWN, lacking_in, printable, printable_words
from tests.test_letter_forms import DAY, words, words_of_docx, words_of_pdf


def letter(said: str) -> Document:
    cells = ((Text(said), Text("b"), Text("c"), Text("d")),)
    blocks = (Paragraph(Text(said)), Listed((Text(said),)), Table("Regels", ("A", "B", "C", "D"), cells))
    return Document(DocumentKind.DECISION, "Ons besluit", None, "erik", (Section("Reden", blocks),))


ODD = {
    "emoji": "Fijn 😀👩‍👧 zo 🇳🇱 ☺️",
    "chinees": "漢字 漢字",
    "arabisch": "مرحبا",
    "losse accenten": "cafe\u0301 x\u0323\u0302 q\u0301",
    "accenten op arabisch": "م\u0301\u0323",
    "lang": "onvoorstelbaar" * 40,
    "opmaak": "<b>vet</b> *vet* #vet _x_ $x$ & {{ naam }}",
    "besturing": "a\x00b\x07c\td\ud83d",
}


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_whatever_is_typed_is_written_in_every_form(said: str) -> None:
    for form in Form:
        assert written(letter(said), form, DAY)


@pytest.mark.parametrize(
    "said", [ODD["emoji"], ODD["chinees"], ODD["opmaak"]], ids=["emoji", "chinees", "opmaak"]
)
def test_the_same_words_stand_in_every_form(said: str) -> None:
    shown = printable(letter(said))

    text = words(plain(shown).replace("<", " <"))
    for found in (words_of_docx(docx(shown)), words_of_pdf(pdf(shown, DAY))):
        for word in printable_words(said).split():
            assert word.replace("-", "") in " ".join(found), text


def test_what_cannot_be_shown_is_named() -> None:
    assert printable_words("Kees 漢字 is lief 😀.") == "Kees (tekens) is lief (teken)."
    assert lacking_in(letter("😀"))
    assert not lacking_in(letter("Één ’s → €\u00a05"))


def test_every_sign_that_counts_as_shown_is_printed() -> None:
    shown = re.compile(f"[{_SHOWN}]")
    signs = [chr(code) for code in range(0x20, 0xFB10)]
    known = [sign for sign in signs if shown.match(sign) and unicodedata.category(sign) != "Cn"]

    assert _laid_out(letter(" ".join(known)), DAY)


@settings(max_examples=12, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_no_text_at_all_makes_a_document_fail(said: str) -> None:
    assert written(letter(said), Form.PDF, DAY)
    assert written(letter(said), Form.WORD, DAY)
    assert written(letter(said), Form.TEXT, DAY)
