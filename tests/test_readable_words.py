"""Words of the trade as entries of a rule file: which count on a day, and what is refused."""

from datetime import date

import pytest

from budget_engine.aloud.reader import Aloud, indented
from budget_engine.difference.differences import differences
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.sheets.excel_rules import parse_workbook, workbook_of
from budget_engine.language.jargon import words_in_use
from budget_engine.language.rule_set import RuleSet
from budget_engine.readable.frequency import dutch_frequency
from budget_engine.readable.readability import Remark, readability
from budget_engine.readable.told import said_of
from tests.notation import DECLARED, issues_of, rules_of

DAY = date(2026, 11, 24)


def word(name: str, more: str = "liever: hulp") -> str:
    return f"- {{vakwoord: '{name}', {more}, geldig_van: 2026-01-01}}\n"


def remarks(text: str, *words: str) -> tuple[Remark, ...]:
    return readability(text, rules_of(DECLARED, *words).jargon, DAY, frequency=None).remarks


def said(text: str, *words: str) -> list[str]:
    return [said_of(remark) for remark in remarks(text, *words)]


# --- the national list -------------------------------------------------------------------------------------


def test_the_national_list_has_the_words_that_letters_really_have(national: RuleSet) -> None:
    listed = {item.jargon for item in words_in_use(national.jargon, DAY)}

    assert len(listed) >= 60
    assert listed >= {
        "maatwerkvoorziening", "beschikking", "voorliggende voorziening", "verstrekking", "grief", "niet-ontvankelijk",
        "mandaat", "indicatie",
    }  # fmt: skip


def test_nothing_on_the_list_needs_an_explanation_itself(national: RuleSet) -> None:
    """Whose pgb it is cannot be told without that word: the letter explains it where it stands."""
    for item in national.jargon:
        for told in (item.plain, item.explained):
            found = readability(told or "", national.jargon, DAY, frequency=dutch_frequency()).remarks
            assert [said_of(remark) for remark in found if remark.text != "pgb"] == [], item.jargon


def test_no_words_change_an_outcome() -> None:
    one, other = (rules_of(DECLARED, word("grief", f"liever: {text}")) for text in ("punt", "klacht"))

    assert one.hash != other.hash
    assert one.meaning_hash == other.meaning_hash


# --- found in a text ---------------------------------------------------------------------------------------


def test_a_word_is_found_in_each_of_its_forms_and_with_a_capital() -> None:
    grief = word("grief", "vormen: [grieven, 'o.g.v.'], liever: punt")

    found = remarks("Grieven en een grief, o.g.v. de wet.", grief)
    assert [(item.text, item.jargon) for item in found] == [
        ("Grieven", "grief"),
        ("grief", "grief"),
        ("o.g.v.", "grief"),
    ]
    assert remarks("De griep en het begrief.", grief) == ()


def test_the_longest_form_goes_first() -> None:
    words = (word("voorziening"), word("voorliggende voorziening", "uitleg: eerst"))

    assert [item.text for item in remarks("Een voorliggende voorziening is een voorziening.", *words)] == [
        "voorliggende voorziening",
        "voorziening",
    ]


def test_words_that_belong_together_are_found_over_the_end_of_a_line_and_not_of_a_sentence() -> None:
    both = word("in natura")

    assert [item.text for item in remarks("Hulp in\nnatura.", both)] == ["in natura"]
    assert remarks("Kom in. Natura helpt.", both) == ()


def test_what_to_say_instead_and_what_it_means_are_told() -> None:
    assert said("De grief.", word("grief", "liever: punt")) == ["'grief': zeg liever: punt."]
    assert said("De grief.", word("grief", "uitleg: een punt")) == [
        "'grief': leg uit. Het betekent: een punt."
    ]
    both = word("grief", "liever: punt, uitleg: een klacht")
    assert said("De grief.", both) == ["'grief': zeg liever: punt. Of leg uit. Het betekent: een klacht."]


def test_a_word_of_the_municipality_goes_for_the_national_one_and_a_word_of_another_day_is_not_used() -> None:
    words = rules_of(
        DECLARED,
        word("grief", "liever: landelijk"),
        word("grief", "liever: van hier, gemeente: proef"),
        word("mandaat", "liever: oud, geldig_tot: 2026-06-30"),
    ).jargon

    assert [item.plain for item in words_in_use(words, DAY)] == ["van hier"]
    assert {item.plain for item in words_in_use(words, date(2026, 6, 30))} == {"van hier", "oud"}


# --- refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (word("grief", "noot: x"), "Bij 'grief' staat niet wat de lezer eraan heeft."),
        (word("grief") + word("grief"), "De geldigheid overlapt: hetzelfde geldt al op 2026-01-01."),
        (word("grief") + word("Grief"), "De geldigheid overlapt: hetzelfde geldt al op 2026-01-01."),
        (
            word("grief") + word("klacht", "vormen: [Grief], liever: x"),
            "'grief' is ook een vorm van 'grief'.",
        ),
        (word("grief", "vormen: [grieven, grieven], liever: x"), "'grieven' staat er twee keer."),
        (word("grief", "vormen: [grief], liever: x"), "'grief' staat er twee keer."),
        (
            word("grief", "vormen: ['artikel 5'], liever: x"),
            "'artikel 5' wordt zo nooit in een tekst gevonden.",
        ),
        (word("grief", "vormen: ['grief,'], liever: x"), "'grief,' wordt zo nooit in een tekst gevonden."),
        (word("grief", "liever: ' '"), "Dit mag niet leeg zijn."),
        (word("grief", "vormen: [''], liever: x"), "Dit mag niet leeg zijn."),
        (word("grief", "liever: x, geldig_tot: 2025-01-01"), "Dit eindigt voordat het begint."),
        (word("grief", "liever: x, liefst: y"), "'liefst' hoort hier niet."),
    ],
)
def test_what_is_wrong_with_a_word_is_said_at_its_place(written: str, told: str) -> None:
    found = issues_of(DECLARED + written)

    assert len(found) == 1, found
    assert told in found[0]


def test_a_form_may_go_from_one_word_to_another_on_a_day() -> None:
    rules_of(
        DECLARED,
        word("grief", "liever: x, geldig_tot: 2026-06-30"),
        "- {vakwoord: klacht, vormen: [grief], liever: y, geldig_van: 2026-07-01}",
    )


# --- read aloud, in a workbook -----------------------------------------------------------------------------


def test_a_word_is_read_aloud() -> None:
    written = word("grief", "vormen: [grieven], liever: punt, uitleg: een klacht, noot: vaak in beroep")
    rule_set = rules_of(DECLARED, written)

    [item] = rule_set.jargon
    assert list(indented(Aloud(rule_set).entry_lines(item))) == [
        "Vakwoord: grief.",
        "  Ook gevonden als: grieven.",
        "  Zeg liever: punt.",
        "  Dit betekent het: een klacht.",
        "  Dit staat op de lijst vanaf 1 januari 2026.",
        "  Opmerking: vaak in beroep.",
    ]


def test_a_word_comes_back_from_a_workbook() -> None:
    written = word("grief", "vormen: [grieven, 'o.g.v.'], liever: punt, uitleg: een klacht, noot: vaak")
    plain = parse_yaml(written.encode(), "woorden.yaml").plain
    assert isinstance(plain, list)

    found = parse_workbook(workbook_of({"brieven/woorden.yaml": plain}), "regels.xlsx")
    assert {name: document.plain for name, document in found.items()} == {"brieven/woorden.yaml": plain}


def test_a_changed_word_is_told_by_name() -> None:
    old, new = (rules_of(DECLARED, word("grief", f"liever: {text}")) for text in ("punt", "klacht"))

    [told] = differences(old, new)
    assert told.sentences == ("Bij het vakwoord 'grief' gaat wat u liever zegt van 'punt' naar 'klacht'.",)
    assert not told.can_change
    [added] = differences(rules_of(DECLARED), new)
    assert added.sentences == ("Het vakwoord 'grief' is nieuw.",)
