"""What is written as YAML reads back as exactly the same plain form, whatever the texts."""

from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.files.editing.writer import inline, text_of
from budget_engine.files.nodes import Plain, parse_yaml
from tests.conftest import RULES
from tests.odd_entries import odd_files, rule_set_of

ODD = (
    "", " ", "  a", "a ", "-", "- a", "?", ": a", "a: b", "a:", "a #b", "#", "&a", "*a", "!a", "%a", "@a", "`a",
    "|", ">", "'", '"', "''", "a'b", 'a"b', "a'b\"c\\", "\\", "\\n", "a\nb", "\n", "\n\n a", "a\tb", "\t", "a\rb",
    "ja", "nee", "null", "~", "1.10", "13,00", "[a", "{a}", "a, b", "a]", "---", "...", "--- a", "<", "=", "é",
    "☃", "𝄞", "a: 'b'", "http://x.nl/a?b=c#d", "2026-01-01", "x" * 2000,
)  # fmt: skip
VISIBLE = st.text(
    st.one_of(
        st.sampled_from(" \n\t'\"\\:#,[]{}&*!|>%@`-?~=<.ja1é"),
        st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp")),
    )
).map(lambda text: normalize("NFC", text))
TEXTS = st.one_of(st.sampled_from(ODD), VISIBLE)
NAMES = TEXTS.filter(lambda text: text != "<<")
PLAINS: st.SearchStrategy[Plain] = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


def read(text: str) -> Any:
    return parse_yaml(text.encode(), "proef.yaml").plain


def in_order(plain: Any) -> object:
    """Give a plain form in which the order of fields counts."""
    if isinstance(plain, dict):
        return [(name, in_order(value)) for name, value in plain.items()]
    return [in_order(item) for item in plain] if isinstance(plain, list) else plain


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_reads_back_wherever_it_stands(text: str) -> None:
    entries: list[Plain] = [
        text,
        [text],
        {"veld": text, "groep": {text: text}, "lijst": [[text], {text: [text]}]},
    ]

    assert in_order(read(text_of(entries))) == in_order(entries)
    assert read(f"- {inline(entries)}\n") == [entries]


@given(st.lists(PLAINS, max_size=4), st.sampled_from(["'", '"']))
def test_what_is_written_reads_back_as_it_was(entries: list[Plain], quote: str) -> None:
    text = text_of(entries, '"' if quote == '"' else "'")

    assert in_order(read(text)) == in_order(entries)
    assert "\r" not in text


@pytest.mark.parametrize("path", sorted(RULES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_real_file_written_anew_says_the_same(path: Path) -> None:
    plain = parse_yaml(path.read_bytes(), path.name).plain
    assert isinstance(plain, list)

    assert in_order(read(text_of(plain))) == in_order(plain)


def test_generated_rule_sets_written_and_read_have_the_same_hash(request: pytest.FixtureRequest) -> None:
    thorough = request.config.getoption("--grondig")
    start = request.getfixturevalue("seed") if thorough else 0

    for seed in range(start, start + (2000 if thorough else 75)):
        files = odd_files(seed)
        back = {name: read(text_of(list(entries))) for name, entries in files.items()}

        assert in_order(back) == in_order(files), seed
        assert rule_set_of(back).hash == rule_set_of(files).hash, seed


LONG = "Een lange tekst die zegt wat er is. " * 3


def test_a_rule_is_written_as_people_here_write_it() -> None:
    rule: Plain = {
        "regel": "wmo-pgb-bekwaam",
        "voor": "aanspraak",
        "als": {"alle": [{"wet": "wmo"}, {"uren": "> 4"}]},
        "dan": {"effect": "belemmering", "tekst": LONG, "inwoner": "Zo'n: tekst."},
        "grondslag": {"wet": "Wmo 2015", "artikel": "2.3.6 lid 2 onder a", "bron": "x" * 100},
        "voorbeelden": [{"feiten": {"wet": "wmo"}, "geldt": "ja"}],
    }  # fmt: skip

    text = text_of([rule])

    assert text == (
        "- regel: wmo-pgb-bekwaam\n"
        "  voor: aanspraak\n"
        "  als: {alle: [{wet: wmo}, {uren: '> 4'}]}\n"
        "  dan:\n"
        "    effect: belemmering\n"
        f"    tekst: '{LONG}'\n"
        '    inwoner: "Zo\'n: tekst."\n'
        f"  grondslag: {{wet: Wmo 2015, artikel: 2.3.6 lid 2 onder a, bron: {'x' * 100}}}\n"
        "  voorbeelden:\n"
        "    - {feiten: {wet: wmo}, geldt: ja}\n"
    )
