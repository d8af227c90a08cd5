"""A rule file changed in place: what was wanted is there, and everything else is as it was."""

from collections.abc import Callable
from copy import deepcopy
from difflib import unified_diff
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget_engine.errors import InputError
from budget_engine.files.editing.edit import Edited, edited
from budget_engine.files.editing.pairs import is_same
from budget_engine.files.editing.spans import Spans
from budget_engine.files.editing.writer import text_of
from budget_engine.files.nodes import parse_yaml
from tests.conftest import RULES
from tests.odd_entries import odd_files

Entries = list[dict[str, Any]]

SMALL = """\
# Dit bestand gaat over een proef.

# --- waarden ---
- waarde: norm
  is: 3  # nog na te kijken
  geldig_van: 2026-01-01
# Geldt zolang de raad niets anders zegt.
- waarde: grens
  is: '> 6 km'
  geldig_van: 2026-01-01

- regel: eerste
  titel: Wat is dit ?
  # Beide moeten gelden.
  als: {alle: [{wet: wmo}, {vorm: pgb}]}
  dan:
    effect: plicht
    # In gewone woorden.
    tekst: "Doe dit."

- tabel: keuze
  rijen:
    - {rij: a, vorm: natura, is: 1}
    # Alleen in bijzondere gevallen.
    - {rij: b, vorm: pgb, is: 2}
    - {rij: c, vorm: '-', is: 3}
"""


def plain_of(text: str) -> Any:
    return parse_yaml(text.encode(), "proef.yaml").plain


def changed(text: str, change: Callable[[Entries], object]) -> Edited:
    wanted = plain_of(text)
    change(wanted)
    return edited(text, wanted)


def lines_of_change(text: str, change: Callable[[Entries], object]) -> list[str]:
    """Give the lines that went and came, and nothing of what stayed."""
    new = changed(text, change).text
    found = unified_diff(text.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


ALS = "  als: {alle: [{wet: wmo}, {vorm: pgb}]}"
SAID = 'Zeg: "ja"\nof nee.'
NIET = {"niet": {"uren": "3"}}
ROW = {"rij": "n", "vorm": "geen", "is": "13,00"}


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda e: e[0].update({"is": "4"}),
         ["-  is: 3  # nog na te kijken", "+  is: 4  # nog na te kijken"]),
        (lambda e: e[1].update({"is": "> 2 km"}), ["-  is: '> 6 km'", "+  is: '> 2 km'"]),
        (lambda e: e[1].update({"is": "9"}), ["-  is: '> 6 km'", "+  is: '9'"]),
        (lambda e: e[0].update({"is": "> 4"}),
         ["-  is: 3  # nog na te kijken", "+  is: '> 4'  # nog na te kijken"]),
        (lambda e: e[2]["dan"].update({"tekst": SAID}),
         ['-    tekst: "Doe dit."', r'+    tekst: "Zeg: \"ja\"\nof nee."']),
        (lambda e: e[2]["als"]["alle"][1].update({"vorm": "natura, pgb"}),
         [f"-{ALS}", "+  als: {alle: [{wet: wmo}, {vorm: 'natura, pgb'}]}"]),
        (lambda e: e[2]["als"]["alle"].pop(0), [f"-{ALS}", "+  als: {alle: [{vorm: pgb}]}"]),
        (lambda e: e[2]["als"]["alle"].append(NIET),
         [f"-{ALS}", "+  als: {alle: [{wet: wmo}, {vorm: pgb}, {niet: {uren: 3}}]}"]),
        (lambda e: e[2]["als"]["alle"].reverse(), [f"-{ALS}", "+  als: {alle: [{vorm: pgb}, {wet: wmo}]}"]),
        (lambda e: e[2].update({"als": "altijd"}), [f"-{ALS}", "+  als: altijd"]),
        (lambda e: e[1].update({"geldig_tot": "2026-12-31"}), ["+  geldig_tot: 2026-12-31"]),
        (lambda e: e[1].pop("geldig_van"), ["-  geldig_van: 2026-01-01"]),
        (lambda e: e[2]["dan"].pop("effect"), ["-    effect: plicht"]),
        (lambda e: e[3]["rijen"].insert(1, dict(ROW)), ["+    - {rij: n, vorm: geen, is: '13,00'}"]),
        (lambda e: e[3]["rijen"].pop(2), ["-    - {rij: c, vorm: '-', is: 3}"]),
        (lambda e: e[3]["rijen"][0].update({"noot": "kijk"}),
         ["-    - {rij: a, vorm: natura, is: 1}", "+    - {rij: a, vorm: natura, is: 1, noot: kijk}"]),
        (lambda e: e.insert(1, {"waarde": "rest", "is": "1"}), ["+- waarde: rest", "+  is: 1"]),
        (lambda e: e.append({"waarde": "rest", "is": "1"}), ["+", "+- waarde: rest", "+  is: 1"]),
    ],
)  # fmt: skip
def test_only_the_lines_of_a_change_differ(change: Callable[[Entries], object], lines: list[str]) -> None:
    assert lines_of_change(SMALL, change) == lines


def test_a_moved_entry_takes_its_comment_along_and_leaves_the_heading() -> None:
    lines = lines_of_change(SMALL, lambda entries: entries.insert(0, entries.pop(1)))

    comment = "# Geldt zolang de raad niets anders zegt."
    grens = ["- waarde: grens", "  is: '> 6 km'", "  geldig_van: 2026-01-01"]
    norm = ["- waarde: norm", "  is: 3  # nog na te kijken", "  geldig_van: 2026-01-01"]
    moved = [
        [f"{sign}{line}" for line in part]
        for sign, part in (("-", [comment, *grens]), ("+", [comment, *grens]))
    ]
    other = [[f"{sign}{line}" for line in norm] for sign in "-+"]
    assert sorted(lines) in (sorted([*moved[0], *moved[1]]), sorted([*other[0], *other[1]]))
    assert changed(SMALL, lambda entries: entries.insert(0, entries.pop(1))).moved == 1


def test_a_removed_entry_leaves_the_comment_above_and_says_so() -> None:
    result = changed(SMALL, lambda entries: entries.pop(1))

    assert result.left == ("# Geldt zolang de raad niets anders zegt.",)
    assert result.left[0] in result.text
    assert (len(result.parts.removed), result.parts.changed, result.gone) == (1, (), ())


def test_a_comment_inside_what_is_removed_goes_and_is_told() -> None:
    result = changed(SMALL, lambda entries: entries.pop(2))

    assert result.gone == ("# Beide moeten gelden.", "# In gewone woorden.")


def test_a_part_in_another_shape_keeps_its_comments_above_it() -> None:
    lines = lines_of_change(SMALL, lambda entries: entries[2].update({"dan": "niets"}))

    assert lines == [
        "-  dan:",
        "-    effect: plicht",
        "-    # In gewone woorden.",
        '-    tekst: "Doe dit."',
        "+  # In gewone woorden.",
        "+  dan: niets",
    ]


def test_what_is_wanted_already_changes_no_byte_whatever_the_layout() -> None:
    odd = "﻿- {waarde: norm,   is:   '3'}\r\n\r\n\r\n# slot"

    assert edited(odd, plain_of(odd)).text == odd
    assert edited(odd, [{"is": "3", "waarde": "norm"}]).text == odd


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("has_end", [True, False])
@pytest.mark.parametrize("mark", ["", "﻿"])
def test_line_ends_a_missing_last_one_and_a_byte_order_mark_stay(
    mark: str, ending: str, *, has_end: bool
) -> None:
    text = mark + (SMALL if has_end else SMALL.rstrip("\n")).replace("\n", ending)

    def change(entries: Entries) -> None:
        entries[0]["is"] = "4"
        entries[3]["rijen"].append({"rij": "d", "is": "9"})

    new = changed(text, change).text

    expected = SMALL.replace("is: 3  #", "is: 4  #") + "    - {rij: d, is: 9}\n"
    assert new == mark + (expected if has_end else expected.rstrip("\n")).replace("\n", ending)


def test_a_file_with_line_ends_of_old_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="alleen met CR"):
        edited("- waarde: norm\r  is: 3\r", [{"waarde": "norm", "is": "4"}])


def test_the_order_of_choices_counts_and_the_order_of_fields_does_not() -> None:
    text = "- feit: vorm\n  soort: keuze\n  keuzes: {natura: zo, pgb: anders}\n"

    turned = [{"feit": "vorm", "keuzes": {"pgb": "anders", "natura": "zo"}, "soort": "keuze"}]

    assert edited(text, turned).text == text.replace("{natura: zo, pgb: anders}", "{pgb: anders, natura: zo}")


# --- whatever the text and whatever is wanted ---------------------------------------------------------------------

TEXTS = (
    "",
    "ja",
    "3",
    "13,00",
    "> 4",
    "a: b",
    "a #b",
    "'",
    '"',
    "- x",
    "a\nb",
    " a",
    "{x}",
    "zo'n",
    "één",
    "x" * 90,
)
NAMES = (
    "regel",
    "waarde",
    "rij",
    "is",
    "als",
    "dan",
    "rijen",
    "keuzes",
    "noot",
    "geldig_van",
    "a: b",
    "alle",
)


class Chance:
    """Draws rule files that look like nothing, and changes to them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def plain(self, depth: int) -> Any:
        kind = self.random.choice("tttmmls" if depth else "t")
        if kind == "m":
            return self.group(depth)
        if kind == "l":
            return [self.plain(depth - 1) for _ in range(self.random.randint(0, 4))]
        return self.random.choice(TEXTS)

    def group(self, depth: int) -> dict[str, Any]:
        names = self.random.sample(NAMES, self.random.randint(0, 5))
        return {name: self.plain(depth - 1) for name in names}

    def entries(self) -> list[Any]:
        return [self.group(3) for _ in range(self.random.randint(1, 6))]

    def changed(self, plain: Any, depth: int = 3) -> Any:
        if self.random.random() < 0.1:
            return self.plain(depth)
        if isinstance(plain, dict):
            items = list(plain.items())
            self.disturb(items, lambda: (self.random.choice(NAMES), self.plain(depth - 1)), depth)
            return {name: self.maybe(value, depth) for name, value in items}
        if isinstance(plain, list):
            items = list(plain)
            self.disturb(items, lambda: self.plain(depth - 1), depth)
            return [self.maybe(item, depth) for item in items]
        return self.random.choice(TEXTS)

    def maybe(self, plain: Any, depth: int) -> Any:
        return self.changed(plain, max(depth - 1, 0)) if self.random.random() < 0.3 else plain

    def disturb(self, items: list[Any], new: Callable[[], Any], depth: int) -> None:
        for _ in range(self.random.choice([0, 0, 1, 1, 2])):
            act = self.random.choice("arms")
            if act == "a" and depth:
                items.insert(self.random.randint(0, len(items)), new())
            elif act == "r" and items:
                items.pop(self.random.randrange(len(items)))
            elif act == "m" and items:
                items.insert(self.random.randrange(len(items)), items.pop(self.random.randrange(len(items))))
            elif act == "s":
                self.random.shuffle(items)

    def laid_out(self, entries: list[Any]) -> str:
        """Write entries with comments and blank lines strewn in, as long as they still say the same."""
        text = text_of(entries)
        for number in range(self.random.randint(0, 8)):
            lines = text.splitlines()
            at = self.random.randint(0, len(lines))
            kind = self.random.choice("lltb")
            if kind == "t" and at < len(lines):
                lines[at] += f"  # bij {number}"
            elif kind == "l":
                indent = " " * self.random.choice([0, 0, 2, 4, 6])
                lines.insert(at, f"{indent}# los {number}")
            elif kind == "b":
                lines.insert(at, "")
            tried = "".join(f"{line}\n" for line in lines)
            try:
                text = tried if plain_of(tried) == plain_of(text) else text
            except InputError:
                continue
        return self.random.choice(["", "﻿"]) + self.random.choice(
            [text, text.replace("\n", "\r\n"), text.rstrip("\n")]
        )


@given(st.integers(0, 10**9))
def test_whatever_is_wanted_is_there_and_no_comment_is_lost_in_silence(seed: int) -> None:
    chance = Chance(seed)
    old = chance.entries()
    text = chance.laid_out(old)
    wanted = [item for item in chance.changed(old) if item] if isinstance(old, list) else old
    if not isinstance(wanted, list) or not wanted:
        wanted = old[:1]

    result = edited(text, wanted)

    assert is_same(plain_of(result.text), wanted)
    assert edited(result.text, wanted).text == result.text
    before, after = comments(text), comments(result.text)
    assert sorted(before) == sorted([*after, *result.gone])
    assert text.startswith("﻿") == result.text.startswith("﻿")
    assert ("\r\n" in text) >= ("\r\n" in result.text)


ODD = (
    "- - a\n  - b: c\n    d: e\n- [x,\n   y, # om\n   z,\n  ]\n",
    "- noot: |\n    een\n    # geen opmerking\n\n    twee\n\n  # wel een\n  is: >-\n    lang\n    verhaal\n\n- is: 3\n",
    "- ? naam\n  : waarde\n  is: 3\n- a:\n  b:\n  c: ''\n",
    "- regel: x\n  als:\n  - wet: wmo\n    vorm: pgb\n  -\n    niet: ja # hm\n  -\n  tekst: een lange\n    tekst\n",
    '- {a: "x\n  y", b: [c: d, e], "f": {g: h,\n # mid\n i: j}, }\n',
    "[a, {b: c}, [d]]\n",
    "---\n# kop\n- a # 1\n# 2\n- 'b # 3'\n- \"c # 4\" # 5\n...\n",
    "- a: 'it''s'\n  b: \"x\\ty\"\n- x#y: z#\n  'q': \"r\"\n",
    "[]\n",
)


@pytest.mark.parametrize("text", ODD)
def test_odd_layouts_become_what_is_wanted(text: str) -> None:
    old = plain_of(text)
    for seed in range(300):
        chance = Chance(seed)
        wanted = chance.changed(old) if old else chance.entries()
        wanted = wanted if isinstance(wanted, list) and wanted else ["a"]

        result = edited(text, wanted)

        assert is_same(plain_of(result.text), wanted)
        assert sorted(comments(text)) == sorted([*comments(result.text), *result.gone])


@given(st.integers(0, 10**6))
@settings(max_examples=settings().max_examples // 8)
def test_one_generated_rule_file_becomes_another_whatever_its_texts(seed: int) -> None:
    files = [entries for number in (seed, seed + 1) for entries in odd_files(number).values()]
    old, wanted = files[0], [*files[0][::2], *files[-1]]

    result = edited(text_of(list(old)), list(wanted))

    assert is_same(plain_of(result.text), list(wanted))


def comments(text: str) -> list[str]:
    return Spans(text.removeprefix("﻿") + "\n").comment_texts()


@cache
def real(name: str) -> tuple[str, list[Any]]:
    text = (RULES / name).read_text(encoding="utf-8")
    return text, plain_of(text)


@settings(max_examples=settings().max_examples // 4)
@given(st.integers(0, 10**9))
def test_entries_that_stay_keep_every_byte_in_a_real_file(seed: int) -> None:
    random = Random(seed)
    text, old = real(random.choice(["landelijk/zvw.yaml", "kosten/jaarkosten.yaml", "feiten/zaak.yaml"]))
    wanted = deepcopy(old)
    touched = random.randrange(len(wanted))
    chance = Chance(seed)
    wanted[touched] = {**wanted[touched], "noot": chance.plain(2), "dan": chance.plain(2)}
    wanted.insert(random.randint(0, len(wanted)), wanted.pop(random.randrange(len(wanted))))

    new = edited(text, wanted).text

    spans = Spans(text)
    for number, region in enumerate(spans.regions(spans.root)):
        if number != touched:
            assert text[region.start : region.end] in new
    assert [line for line in text.splitlines() if line.startswith("#")] != []
    assert sorted(comments(text)) == sorted(comments(new))
