"""The words of letters: which there are, whose come first, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from budget_engine.errors import RulesError
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.sheets.excel_rules import workbook_of
from budget_engine.files.yaml_rules import read_rules
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
        assert tuple(place.strip("`{}*") for place in row[2].split()) == known.places
        assert tuple(place.strip("`{}*") for place in row[2].split() if place.endswith("*")) == known.without
        assert row[3] == ("van de gemeente" if known.is_local else f"'{known.says}'" if known.says else "")


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
        (piece("als", "Er geldt iets."), "In 'als' moet {voorwaarde} staan."),
        (piece("toegekend", "{voor} krijgt hulp."), "In 'toegekend' moet {voorziening} staan."),
        (piece("periode", "Dit geldt vanaf {van}."), "In 'periode' moet {tot} staan."),
        (piece("kort-eerst", "Er moet eerst iets."), "In 'kort-eerst' moet {voorwaarde} staan."),
        (piece("kort-ding", "Hulp {domein}"), "In 'kort-ding' moet {voorziening} staan."),
        (piece("kort-bezwaar", "Bel ons."), "In 'kort-bezwaar' moet {dag} staan."),
        (piece("eigen-bijdrage", "U betaalt iets."), "In 'eigen-bijdrage' moet {bijdrage} staan."),
        (piece("ondertekening", "Namens {gemeente}, {functie}"), "In 'ondertekening' moet {naam} staan."),
        (piece("bezwaar-zes-weken", "Binnen twee weken."), "In 'bezwaar-zes-weken' moet 'zes weken' staan."),
        (piece("kort-bezwaar-zes-weken", "x"), "In 'kort-bezwaar-zes-weken' moet 'zes weken' staan."),
    ],
)
def test_what_is_wrong_with_a_piece_is_said_at_its_place(written: str, said: str) -> None:
    found = issues_of(DECLARED + written)

    assert len(found) == 1
    assert said in found[0]


def test_every_place_that_a_text_drops_is_named_but_those_it_may_go_without() -> None:
    for name, known in PIECES.items():
        if name in {"bezwaar-zes-weken", "kort-bezwaar-zes-weken"}:
            continue
        found = issues_of(DECLARED + piece(name, "Er staat iets."))
        needed = {place for place in known.places if place not in known.without}

        assert {said.split("  ")[1] for said in found} == {
            f"In '{name}' moet {{{place}}} staan." for place in needed
        }


def test_a_dropped_place_is_named_at_its_cell_in_a_workbook(tmp_path: Path) -> None:
    for folder in ("landelijk", "brieven"):
        (tmp_path / folder).mkdir()
    (tmp_path / "landelijk" / "wet.yaml").write_text(DECLARED)
    entries = parse_yaml((piece("als", "Er geldt iets.") + piece("kort-ding", "Hulp")).encode(), "x").plain
    assert isinstance(entries, list)
    content = workbook_of({"eigen.xlsx": entries}, with_file=False)
    (tmp_path / "brieven" / "eigen.xlsx").write_bytes(content)

    with pytest.raises(RulesError) as raised:
        read_rules(tmp_path)

    found = {str(issue).split("\n")[0].split("eigen.xlsx!")[1] for issue in raised.value.issues}
    assert found == {
        "briefdeel!D2  In 'als' moet {voorwaarde} staan.",
        "briefdeel!D3  In 'kort-ding' moet {domein} staan.",
        "briefdeel!D3  In 'kort-ding' moet {voorziening} staan.",
    }


def test_a_text_may_say_the_objection_term_in_its_own_words() -> None:
    own = "Zes weken hebt u de tijd. Daarna kan het niet meer."

    assert issues_of(DECLARED + piece("bezwaar-zes-weken", own)) == []
