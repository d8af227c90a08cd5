"""How well a text reads: where it points, what it counts, and what it never says."""

import re
import sys
import time
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.language.rule_set import RuleSet
from budget_engine.readable.flesch_douma import syllables
from budget_engine.readable.frequency import dutch_frequency
from budget_engine.readable.readability import LONG, RARE, Readability, RemarkKind, readability
from budget_engine.readable.splitting import Split
from budget_engine.readable.told import NOT_MEASURED, NOT_SEEN, beside, figures, said_of, tenths
from tests.conftest import ROOT
from tests.pages import table
from tests.readable_texts import MUNICIPAL, NONSENSE, PLAIN, SHORT_JARGON

DAY = date(2026, 11, 24)
RARE_HERE = {"grondslag": 20, "kietelen": 25, "gesprek": 50}


def read(text: str, *names: str) -> Readability:
    """Measure a text without words of the trade, by a frequency of our own."""
    return readability(text, (), DAY, names, frequency=lambda word: RARE_HERE.get(word, 45))


def measured(text: str, rules: RuleSet) -> Readability:
    return readability(text, rules.jargon, DAY, frequency=dutch_frequency())


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in read(text).sentences]


def rare(text: str, *names: str) -> list[str]:
    return [item.text for item in read(text, *names).remarks if item.kind is RemarkKind.RARE_WORD]


# --- sentences -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Een zin. Nog een zin!", ["Een zin.", "Nog een zin!"]),
        ("Bel mw. J. Jansen, tel. 0341. Dank u.", ["Bel mw. J. Jansen, tel. 0341.", "Dank u."]),
        ("Op grond van art. 2.3.5, o.g.v. de wet.", ["Op grond van art. 2.3.5, o.g.v. de wet."]),
        ("Brood, kaas enz. Daarna koffie.", ["Brood, kaas enz.", "Daarna koffie."]),
        ("Brood, kaas enz. en koffie.", ["Brood, kaas enz. en koffie."]),
        ("U krijgt:\n- hulp thuis\n- vervoer", ["U krijgt:", "- hulp thuis", "- vervoer"]),
        ("Dit doet u:\n1. bellen\n2. wachten", ["Dit doet u:", "1. bellen", "2. wachten"]),
        ("Een regel\ndie doorloopt.", ["Een regel die doorloopt."]),
        ("Een kop\n\nEen zin.", ["Een kop", "Een zin."]),
        ('Hij zei: "Kom." Zij kwam.', ['Hij zei: "Kom."', "Zij kwam."]),
        ("Echt?! Ja…", ["Echt?!", "Ja…"]),
        ("... - !", []),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


def test_a_sentence_is_long_from_one_word_over_the_bound() -> None:
    fits, long = (" ".join(["ja"] * count) + "." for count in (LONG, LONG + 1))

    assert read(fits).remarks == ()
    [remark] = read(long).remarks
    assert said_of(remark) == f"Deze zin heeft {LONG + 1} woorden. Maak er kortere zinnen van."


def test_every_remark_stands_at_its_place_and_line() -> None:
    text = "Een gesprek.\n\nWij kietelen de kat. De brief wordt door ons\nverstuurd."
    found = read(text)

    for remark in found.remarks:
        assert " ".join(text[remark.begins : remark.ends].split()) == remark.text
        assert remark.line == text[: remark.begins].count("\n") + 1
    assert [(item.kind, item.text, item.sentence) for item in found.remarks] == [
        (RemarkKind.RARE_WORD, "kietelen", 2),
        (RemarkKind.PASSIVE, "wordt door ons verstuurd", 3),
    ]


# --- rare words ------------------------------------------------------------------------------------------


def test_only_words_of_five_letters_below_the_bound_are_rare() -> None:
    found = readability("Wij zien dat gesprek weer.", (), DAY, frequency=lambda _: RARE - 1)

    assert [item.text for item in found.remarks] == ["gesprek"]
    assert not readability("Wij zien dat gesprek.", (), DAY, frequency=lambda _: RARE).remarks


def test_a_number_a_name_or_a_word_with_a_capital_is_never_rare() -> None:
    def none(text: str, *names: str) -> list[str]:
        found = readability(text, (), DAY, names, frequency=lambda _: 0)
        return [item.text for item in found.remarks]

    assert none("De 12345 en 06-1234567.") == []
    assert none("Ga naar www.voorbeeld.nl of mail a@voorbeeld.nl.") == []
    assert none("Wij zien Wetering en de GEMEENTE.") == []
    assert none("Wetering belt. Wij zien Wetering.") == []
    assert none("Wetering belt.", "Erik van Wetering") == []
    assert none("Wetering belt.") == ["Wetering"]


def test_without_the_list_of_words_the_frequency_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wordfreq", None)
    frequency = dutch_frequency.__wrapped__()

    found = readability("De grondslag ontbreekt.", (), DAY, frequency=frequency)
    assert frequency is None
    assert dict(figures(found))["Woorden die weinig voorkomen"] == NOT_MEASURED
    assert found.as_json()["woordfrequentie_gemeten"] == "nee"


def test_the_frequency_is_a_whole_number_of_tenths() -> None:
    frequency = dutch_frequency()
    assert frequency is not None

    assert [frequency(word) for word in ("geld", "verstrekking", "qqzzxxq")] == [56, 26, 0]


# --- one figure among others -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("brief", 1), ("gemeente", 3), ("ideeën", 3), ("cliënt", 2), ("situatie", 4), ("officieel", 4), ("bureau", 2),
        ("maatwerkvoorziening", 5), ("beoordeling", 4), ("opnieuw", 2), ("leeuw", 1), ("januari", 4),
        ("coördinatie", 5),
        ("bijeen", 2), ("wijkteam", 2), ("huishouden", 3), ("quotum", 2), ("tv", 1), ("financieel", 4), ("tevreden", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_by_the_rules_of_dutch(word: str, count: int) -> None:
    assert syllables(word) == count


def test_flesch_douma_is_worked_out_by_hand() -> None:
    """One sentence of 4 words and 6 syllables: 206,84 - 0,93 x 4 - 77 x 6/4 = 87,62."""
    assert read("De hulp begint morgen.").flesch_douma_tenths == 876


def test_an_empty_text_gives_nothing() -> None:
    for text in ("", " \n\n", "—  …"):
        found = read(text)
        assert (found.sentences, found.remarks, found.word_count, found.longest) == ((), (), 0, 0)
        assert found.flesch_douma_tenths is None
        assert list(beside(found)) == []


# --- four texts ------------------------------------------------------------------------------------------


def test_the_four_texts_rank_as_a_reader_would(national: RuleSet) -> None:
    plain, municipal, jargon = (measured(text, national) for text in (PLAIN, MUNICIPAL, SHORT_JARGON))

    def per_hundred(found: Readability) -> int:
        return 100 * len(found.remarks) // found.word_count

    assert per_hundred(plain) == 0
    assert per_hundred(municipal) > 10
    assert per_hundred(jargon) > 20
    assert municipal.counted()[RemarkKind.LONG_SENTENCE] == 3
    assert jargon.counted()[RemarkKind.LONG_SENTENCE] == 0
    assert jargon.counted()[RemarkKind.JARGON] >= 7
    assert all(municipal.counted()[kind] for kind in RemarkKind)


def test_no_figure_sees_nonsense_and_every_result_says_so(national: RuleSet) -> None:
    nonsense, plain = measured(NONSENSE, national), measured(PLAIN, national)

    assert nonsense.remarks == ()
    assert nonsense.flesch_douma_tenths is not None
    assert plain.flesch_douma_tenths is not None
    assert nonsense.flesch_douma_tenths > plain.flesch_douma_tenths
    assert "onzin" in NOT_SEEN
    assert "onzin" in (ROOT / "docs" / "leesbaarheid.md").read_text(encoding="utf-8")


def test_the_page_shows_the_figures_of_the_four_texts(national: RuleSet) -> None:
    rows = table("leesbaarheid", "tekst")

    assert len(rows) == 4
    for row, text in zip(rows, (PLAIN, MUNICIPAL, NONSENSE, SHORT_JARGON), strict=True):
        found = measured(text, national)
        assert found.flesch_douma_tenths is not None
        share = 100 * len(found.remarks) // found.word_count
        assert row[1:] == [str(share), tenths(found.flesch_douma_tenths)]


LEVEL = re.compile(r"\b[ABC][12]\b|taalniveau|leesniveau", re.IGNORECASE)


def test_no_level_is_named_anywhere(national: RuleSet) -> None:
    written = [
        *(ROOT / "budget_engine" / "readable").rglob("*.py"),
        *(ROOT / "ui").rglob("*.py"),
        *(ROOT / "rules" / "brieven").glob("*.yaml"),
        ROOT / "budget_engine" / "cli_readable.py",
        ROOT / "docs" / "leesbaarheid.md",
    ]
    for path in written:
        assert LEVEL.search(path.read_text(encoding="utf-8")) is None, path
    for text in (PLAIN, MUNICIPAL, NONSENSE, SHORT_JARGON):
        found = measured(text, national)
        said = [*map(": ".join, figures(found)), *(line for item in beside(found) for line in item.lines)]
        assert LEVEL.search("\n".join(said)) is None


def test_a_word_that_comes_back_is_spoken_of_once(national: RuleSet) -> None:
    found = measured(
        "Dit is een beschikking. De beschikking geldt. Tegen beschikkingen kunt u iets doen.", national
    )

    lines = [line for item in beside(found) for line in item.lines]
    assert len(lines) == 1
    assert lines[0].startswith("'beschikking': zeg liever: besluit. Of leg uit.")
    assert lines[0].endswith("(Staat 3 keer in de tekst.)")


# --- laws ------------------------------------------------------------------------------------------------

PARTS = st.sampled_from(
    [
        "de", "hulp", "Wet", "enz.", "art.", "nr", "J.", "J", "b)", "1.", "2", "-", "d.d.", "d.d", "(zie", "punt)",
        '"Kom."',
        "wordt", "betaald", "stop!", "ja?", "eind.", "…", ",", ":", "a.u.b", "o", "p", "\n", "\n\n", "\n- ",
        "\nb) ", "\n3. ",
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=40).map(" ".join) | st.text(max_size=80)
SENTENCES = (
    "U krijgt een beschikking.",
    "De hulp wordt morgen door ons geregeld!",
    "Wij kietelen de kat?",
    "Zijn gesprek was bij de Gemeente.",
)


@given(TEXTS, st.data())
def test_adding_a_full_stop_never_makes_the_longest_sentence_longer(text: str, data: st.DataObject) -> None:
    ends = [word.ends for piece in Split(text).pieces for word in piece.words]
    place = data.draw(st.sampled_from([*ends, len(text)]))

    assert read(f"{text[:place]}.{text[place:]}").longest <= read(text).longest


@given(TEXTS)
def test_every_word_is_in_one_sentence_and_every_place_is_in_the_text(text: str) -> None:
    found = read(text)

    assert found.word_count == sum(any(map(str.isalnum, chunk)) for chunk in re.findall(r"\S+", text))
    ends = [0, *(end for item in found.sentences for end in (item.begins, item.ends)), len(text)]
    assert ends == sorted(ends)
    for remark in found.remarks:
        sentence = found.sentences[remark.sentence - 1]
        assert sentence.begins <= remark.begins < remark.ends <= sentence.ends


def test_the_order_of_sentences_does_not_matter_for_what_is_counted(national: RuleSet) -> None:
    def counts(text: str) -> object:
        found = measured(text, national)
        words = sorted(item.word_count for item in found.sentences)
        return found.counted(), words, found.word_count, found.mean_tenths, found.flesch_douma_tenths

    first, *others = (counts(" ".join(order)) for order in permutations(SENTENCES))
    assert all(other == first for other in others)


SHAPES = {
    "letter": MUNICIPAL,
    "stops": ".",
    "stops and a letter": "." * 50_000 + "a",
    "numbers": "1. ",
    "lines": "\n \n",
    "prefixes": "omhoog",
    "passives": "wordt betaald. ",
    "one sentence": "wordt zijn gevraagd in natura ",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hundred_thousand_characters_take_a_few_seconds(national: RuleSet, shape: str) -> None:
    text = (SHAPES[shape] * (100_000 // len(SHAPES[shape]) + 1))[:100_000]
    start = time.perf_counter()

    found = measured(text, national)
    list(beside(found))
    assert time.perf_counter() - start < 10  # a quiet machine: under 2 s
