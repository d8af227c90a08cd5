"""The words of letters: which there are, whose come first, and what is refused."""

from datetime import date

import pytest

from budget_engine.language.letter_text import PIECES, PLACE, words_for
from budget_engine.language.rule_set import RuleSet
from tests.notation import DECLARED, issues_of, rules_of
from tests.pages import codes, table

TODAY = date(2026, 11, 24)


def piece(name: str, text: str = "x", more: str = "") -> str:
    return f"- {{briefdeel: {name}, tekst: '{text}', geldig_van: 2026-01-01{more}}}\n"


def test_the_page_names_every_piece_with_its_places() -> None:
    rows = table("brieven", "briefdeel")

    assert list(codes(rows)) == list(PIECES)
    for row, known in zip(rows, PIECES.values(), strict=True):
        assert tuple(place.strip("`{}") for place in row[2].split()) == known.places
        assert bool(row[3]) is known.is_local


def test_every_piece_has_national_words_unless_only_a_municipality_knows_them(national: RuleSet) -> None:
    for name, known in PIECES.items():
        found = words_for(national.letter_texts, name, None, TODAY)
        assert (found is None) is known.is_local, name


def test_every_place_of_a_piece_is_used_by_the_national_words(national: RuleSet) -> None:
    for text in national.letter_texts:
        assert set(PLACE.findall(text.text)) == set(PIECES[text.piece].places), text.piece


def test_words_of_a_municipality_go_first_and_then_those_for_the_law() -> None:
    rule_set = rules_of(
        DECLARED,
        piece("aanhef", "landelijk"),
        piece("aanhef", "voor de wet", ", onder: testwet"),
        piece("aanhef", "van hier", ", gemeente: proef"),
        piece("aanhef", "van hier voor de wet", ", onder: testwet, gemeente: proef"),
    )
    texts = rule_set.letter_texts

    for kept, wanted in (
        (texts, "van hier voor de wet"),
        ([text for text in texts if text.municipality is None], "voor de wet"),
        ([text for text in texts if text.under is None], "van hier"),
    ):
        found = words_for(kept, "aanhef", "testwet", TODAY)
        assert found is not None
        assert found.text == wanted
    other = words_for([text for text in texts if text.municipality is None], "aanhef", "anders", TODAY)
    assert other is not None
    assert other.text == "landelijk"


def test_words_of_another_day_are_not_used() -> None:
    rule_set = rules_of(DECLARED, piece("aanhef", "oud", ", geldig_tot: 2026-06-30"))

    assert words_for(rule_set.letter_texts, "aanhef", None, date(2026, 6, 30)) is not None
    assert words_for(rule_set.letter_texts, "aanhef", None, date(2026, 7, 1)) is None


def test_no_words_change_an_outcome() -> None:
    one, other = (rules_of(DECLARED, piece("aanhef", text)) for text in ("Beste {naam},", "Dag {naam},"))

    assert one.hash != other.hash
    assert one.meaning_hash == other.meaning_hash


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (piece("aanhev"), "Geen document vraagt om het briefdeel 'aanhev'."),
        (piece("aanhef", "Beste {nam},"), "'{nam}' kan in 'aanhef' niet worden ingevuld."),
        (piece("besluit-kop", "Over {wet}"), "'{wet}' kan in 'besluit-kop' niet worden ingevuld."),
        (piece("aanhef", "Beste {naam,"), "Een accolade opent of sluit hier niets."),
        (piece("aanhef", "x", ", onder: tuinwet"), "De wet 'tuinwet' is niet bekend."),
        (piece("aanhef") + piece("aanhef", "y"), "De geldigheid overlapt"),
        (piece("aanhef", "  "), "Dit mag niet leeg zijn."),
    ],
)
def test_what_is_wrong_with_a_piece_is_said_at_its_place(written: str, said: str) -> None:
    found = issues_of(DECLARED + written)

    assert len(found) == 1
    assert said in found[0]
