"""YAML as text with places: nothing is turned into something else, and what surprises is refused."""

import json
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.errors import InputError, Issue
from budget_engine.files.nodes import DEEPEST, MOST_BYTES, parse_yaml, read_yaml

HIDDEN = "Hier staat een teken dat u niet ziet."


def plain(text: str) -> object:
    return parse_yaml(text.encode(), "proef.yaml").plain


def refused(content: str | bytes) -> tuple[Issue, ...]:
    with pytest.raises(InputError) as error:
        parse_yaml(content.encode() if isinstance(content, str) else content, "proef.yaml")
    assert all(issue.place.file == "proef.yaml" for issue in error.value.issues)
    return error.value.issues


def issues(content: str | bytes) -> list[str]:
    """Give what is refused, as its author reads it: the line and the sentence."""
    return [f"{issue.place.line}  {issue.text}" for issue in refused(content)]


# --- every scalar stays what was typed -----------------------------------------------------------------

TYPED = [
    "010", "1e3", "1_000", "0x1F", "0b11", ".5", "-.5", "+1", "1.", ".inf", ".nan", "13,00", "1.250,00",
    "yes", "no", "on", "off", "y", "n", "true", "False", "null", "Null", "~", "2026-01-01",
    "2026-01-01T10:30", "2026-1-1", "12:30", "12:30:45", "190:20:30", "=", "ja", "nee", "2024-1", "60%",
    "€ 13,00", "één", "a#b", "a:b", "-1", "--",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_value_or_a_name_stays_the_text_that_was_typed(typed: str) -> None:
    assert plain(f"veld: {typed}") == {"veld": typed}
    assert plain(f"- {typed}\n- '{typed}'\n") == [typed, typed]
    assert plain(f"'{typed}': x") == {typed: "x"}


@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=30))
def test_any_text_between_quotes_stays_as_it_is_apart_from_composing_accents(text: str) -> None:
    quoted = text.replace("'", "''")

    composed = {"veld": normalize("NFC", text)}

    assert plain(f"veld: '{quoted}'") == composed
    assert plain(f"veld: {json.dumps(text, ensure_ascii=False)}") == composed


def test_a_field_without_a_value_is_empty_text_and_not_nothing() -> None:
    assert plain("a:\nb: ''\nc: []\nd: {}\n") == {"a": "", "b": "", "c": [], "d": {}}


def test_json_is_read_as_well_and_its_numbers_stay_text() -> None:
    written = {"a": [1, 1.5e3, None, True], "b": {"c": "één\n", "d": []}, "leeg": ""}

    read = plain(json.dumps(written, indent="\t"))

    assert read == {"a": ["1", "1500.0", "null", "true"], "b": {"c": "één\n", "d": []}, "leeg": ""}


def test_json_with_an_escaped_character_beyond_the_first_plane_is_read() -> None:
    assert plain(json.dumps({"a": "🚲"})) == {"a": "🚲"}


def test_accents_that_were_typed_apart_are_put_together() -> None:
    apart, together = "cafe\u0301", "café"

    assert plain(f"{apart}: {apart}") == {together: together}
    assert issues(f"{apart}: 1\n{together}: 2") == ["2  'café' staat hier twee keer."]


# --- lines -----------------------------------------------------------------------------------------------

LAYOUT = """\
# een regelbestand

- regel: eerste   # met een opmerking
  als:
    alle:
    # tussenin
    - {vorm: pgb}
    - leeftijd: '>= 18'
  dan: {effect: kan,
        tekst: Let op.}

- regel: tweede
"""
LINES = {
    (): 3, (0,): 3, (0, "regel"): 3, (0, "als"): 4, (0, "als", "alle"): 5, (0, "als", "alle", 0): 7,
    (0, "als", "alle", 1, "leeftijd"): 8, (0, "dan", "tekst"): 10, (1,): 12, (1, "regel"): 12,
    (1, "niet", "daar"): 12, (7,): 3,
}  # fmt: skip
LAYOUTS = {
    "unix": LAYOUT, "windows": LAYOUT.replace("\n", "\r\n"), "old mac": LAYOUT.replace("\n", "\r"),
    "byte order mark": "\ufeff" + LAYOUT,
}  # fmt: skip


@pytest.mark.parametrize("path", LINES, ids=str)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_path_leads_to_its_line_or_to_the_nearest_that_is_there(path: tuple, layout: str) -> None:
    document = parse_yaml(layout.encode(), "proef.yaml")

    assert str(document.place(path)) == f"proef.yaml:{LINES[path]}"


@pytest.mark.parametrize("path", [(0, "als", "alle", 9), (0, "als", "alle", "over")], ids=str)
def test_what_is_missing_below_a_field_is_missed_at_that_field(path: tuple) -> None:
    document = parse_yaml(LAYOUT.encode(), "proef.yaml")

    assert document.place(path) == document.place((0, "als", "alle"))


def test_line_ends_and_a_byte_order_mark_make_no_difference_to_what_is_read() -> None:
    windows = "\ufeff" + LAYOUT.replace("\n", "\r\n")

    assert plain(windows) == plain(LAYOUT)


def test_every_fault_of_a_file_is_given_in_the_order_of_its_lines() -> None:
    assert issues("a: !x 1\nb: {c: 1, c: 2}\n<<: {d: 3}\nb: 4\n") == [
        "1  Een label als '!x' kan hier niet.",
        "2  'c' staat hier twee keer.",
        "3  Samenvoegen met '<<' kan hier niet.",
        "4  'b' staat hier twee keer.",
    ]


# --- what surprises is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("a: 1\nb: 2\na: 3", "3  'a' staat hier twee keer."),
        ("{a: 1, 'a': 2}", "1  'a' staat hier twee keer."),
        ("010: 1\n'010': 2", "2  '010' staat hier twee keer."),
        ("a: &x 1\nb: *x", "1  Een anker (&) met verwijzing (*) kan hier niet."),
        ("a: &x [*x]", "1  Een anker (&) met verwijzing (*) kan hier niet."),
        ("a: *b", "1  Een verwijzing met '*' kan hier niet."),
        ("a: !eigen 1", "1  Een label als '!eigen' kan hier niet."),
        ("a: 1\n---\nb: 2", "2  Dit bestand bevat meer dan één document."),
        ("a: 1\n...\n---\nb: 2", "3  Dit bestand bevat meer dan één document."),
        ("a:\n\tb: 1", "2  Hier staat een tab."),
        ("- a: 1\n\tb: 2", "2  Hier staat een tab."),
        ("a: |\n\tb", "2  Hier staat een tab."),
        ("a: 1\nb: > 18", "2  Tekst kan niet beginnen met '>'."),
        ("a: 1\nb: {c: >= 18}", "2  Tekst kan niet beginnen met '>'."),
        ("a: @b", "1  Tekst kan niet beginnen met '@'."),
        ("%a: b", "1  Tekst kan niet beginnen met '%'."),
        ("a: * b", "1  Tekst kan niet beginnen met '*'."),
        ("? [a, b]\n: c", "1  Een naam van een veld is gewone tekst."),
        ("{bedrag: 13,00}", "1  Binnen { } is een komma een scheiding tussen velden; '00' staat nu los."),
        ("a: b: c", "1  Hier staat een dubbele punt te veel."),
        ("a: [b", "1  Hier ontbreekt een komma of een sluithaak."),
        ("a: [b\nc: d", "2  Hier ontbreekt een komma of een sluithaak."),
        ("a: [b]]", "1  Hier staat een sluithaak te veel."),
        ("a: 'b", "1  Dit aanhalingsteken wordt niet gesloten."),
        ("a: 1\nb: 'c\nd: e\nf: g\n", "2  Dit aanhalingsteken wordt niet gesloten."),
        ("a: 'een zzp'er'", "1  Na het aanhalingsteken staat nog tekst."),
        ("{a: 'een zzp'er', b: c}", "1  Na het aanhalingsteken staat nog tekst."),
        ('a: "b\\q"', "1  Een schuine streep naar links kan hier niet."),
        ("a: b\nc\nd: e", "2  Hier ontbreekt een dubbele punt na de naam."),
        ("a: - b", "1  Hier kan geen streepje staan."),
        ("{a: b} c", "1  Dit kan niet worden gelezen."),
        ("- a\n b\n- c:\n  - d\n - e", "5  De inspringing van deze lijst klopt niet."),
        ("", "1  Dit bestand is leeg."),
        ("# alleen een opmerking\n", "1  Dit bestand is leeg."),
        (b"a: 1\nb: caf\xe9", "2  Dit bestand is niet in UTF-8 opgeslagen."),
        ("a: één".encode("utf-16"), "1  Dit bestand is niet in UTF-8 opgeslagen."),
        (b"\x00\x01\x02", f"1  {HIDDEN}"),
    ],
)  # fmt: skip
def test_this_is_refused_at_its_line(text: str | bytes, issue: str) -> None:
    assert issue in issues(text)


@given(st.text("ab:-[]{}'\"#&*!|>%@`,? \n\t", max_size=40))
def test_nothing_of_what_libyaml_says_in_english_comes_through(text: str) -> None:
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        said = [part for part in (error.context, error.problem) if part]
    else:
        return

    found = refused(text)

    assert said
    assert not [issue for issue in found for part in said if part in str(issue)]
    assert all(issue.place.line in range(1, len(text.splitlines()) + 1) for issue in found)


SILENT = {
    "an anchor that nothing refers to": "titel: &Jeugd regel",
    "an alias as the name of a field": "a: &x b\n*x : c",
    "an anchor on a name": "&x a: b",
    "a label on a name": "!x a: b",
    "a label of YAML itself": "a: !!int '3'",
    "a label that would start a program": "a: !!python/object/apply:os.system [ls]",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_anchors_and_labels_are_refused_and_never_dropped(text: str) -> None:
    assert issues(text)


UNSEEN = {
    "zero width space": "\u200b", "zero width joiner": "\u200d", "right to left": "\u202e", "isolate": "\u2066",
    "soft hyphen": "\u00ad", "line separator": "\u2028", "next line": "\u0085", "bell": "\a", "delete": "\u007f",
    "tag": "\U000e0041", "mark inside": "\ufeff", "private": "\ue000", "narrow space": "\u202f",
}  # fmt: skip


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize(
    "text", ["a: 1\nb: x{}y", "a: 1\nx{}y: b", "a: 1\nb: c # x{}y"], ids=["value", "name", "remark"]
)
def test_what_nobody_can_see_is_refused_at_its_line(text: str, character: str) -> None:
    assert issues(text.format(character)) == [f"2  {HIDDEN}"]


def test_a_byte_order_mark_halfway_is_refused_as_what_it_is() -> None:
    assert issues("a: 1\n\ufeffb: 2") == [f"2  {HIDDEN}"]


@pytest.mark.parametrize("escape", [r"\u200b", r"\u202e", r"\0", r"\x7f", r"\uFEFF"])
def test_what_nobody_can_see_is_refused_when_it_is_escaped_too(escape: str) -> None:
    assert issues(f'a: 1\nb: "x{escape}y"') == [f"2  {HIDDEN}"]


def test_accents_that_were_escaped_are_put_together() -> None:
    assert plain(r'a: "cafe\u0301"') == {"a": "café"}


# --- sizes ---------------------------------------------------------------------------------------------------


def nested(depth: int) -> str:
    return "[" * depth + "x" + "]" * depth


def test_a_file_may_be_nested_so_deep_and_no_deeper() -> None:
    assert plain(nested(DEEPEST))
    assert issues(nested(DEEPEST + 1)) == [f"1  Dit is dieper dan {DEEPEST} lagen genest."]
    assert issues(nested(900)) == [f"1  Dit is dieper dan {DEEPEST} lagen genest."]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_a_depth_bomb_is_refused_and_does_not_end_the_process(opening: str) -> None:
    script = (
        "from budget_engine.files.nodes import parse_yaml\nfrom budget_engine.errors import InputError\n"
        f"try: parse_yaml({opening!r}.encode() * 100_000, 'bom.yaml')\nexcept InputError: print('geweigerd')"
    )

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (0, "geweigerd\n")


def test_anchors_cannot_blow_a_small_file_up() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]

    assert len(issues("a0: &a0 x\n" + "\n".join(levels))) > 1


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.yaml"
    path.write_bytes(b"a: b\n" * (MOST_BYTES // 5) + b"c: d\n")

    with pytest.raises(InputError, match="te groot") as refused:
        read_yaml(path)

    assert refused.value.issues[0].hint == f"Hooguit {MOST_BYTES} bytes."


# --- files ----------------------------------------------------------------------------------------------------


def test_a_file_is_read_under_the_name_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "wmo.yaml"
    path.write_text("regel: één\n", encoding="utf-8")

    document = read_yaml(path, "landelijk/wmo.yaml")

    assert document.plain == {"regel": "één"}
    assert str(document.issue(("regel",), "Fout.", "Zo.")) == "landelijk/wmo.yaml:1  Fout.\n    Zo."


def test_a_file_that_is_not_there_is_an_issue(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Dit bestand bestaat niet"):
        read_yaml(tmp_path / "weg.yaml")


def test_a_folder_or_a_folder_on_the_way_that_is_none_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("a: b")

    for path in (tmp_path, tmp_path / "bestand" / "wmo.yaml"):
        with pytest.raises(InputError, match=r"is een map|kan niet worden gelezen"):
            read_yaml(path)


def test_a_folder_is_called_a_folder_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="map"):
        read_yaml(tmp_path, "regels")
