"""A text cut into sentences and words, each with its place.

A word is what stands between blanks and holds a letter or a digit, so no mark inside it makes two of one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_CHUNK = re.compile(r"\S+")
_BARE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_OPENING, _CLOSING, _STOPS = "([\"'“‘„«", "\"'”’»)]", ".!?…"
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LISTED = re.compile(r"[-–—•*·o]|(?:\d{1,3}|[a-z])[.)]+")
_INITIAL = re.compile(r"[^\W\d_]\.")

_SHORT_FORMS = (
    "a.h.w. art. artt. bijv. bv. blz. ca. dd. d.d. d.m.v. dhr. d.w.z. dr. drs. evt. excl. fam. i.c. i.g.v. i.h.b. "
    "i.h.k.v. incl. ing. i.o. i.o.m. ir. i.p.v. i.v.m. jhr. jo. mevr. m.b.t. m.b.v. m.i. m.i.v. mr. m.u.v. mw. n.a.v. "
    "nl. nr. nrs. n.v.t. o.a. o.b.v. o.g.v. o.l.v. p. p/a. par. prof. resp. sr. st. t.a.v. tel. t.b.v. t.g.v. t.o.v. "
    "t/m. vgl. vlg. vnl. w.o. zgn."
)
_SHORT = frozenset(_SHORT_FORMS.split())
"""Short forms that end in a full stop within a sentence."""
_AT_AN_END = "a.u.b. c.a. c.s. e.a. e.d. e.v. enz. etc. jl. jr. m.m. p.j. p.m. p.u. p.w."
_MAY_END = frozenset(_AT_AN_END.split())
"""Short forms after which a sentence may be over: it is when the next word has a capital."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it stands without the marks around it, and its place in the whole text."""

    text: str
    begins: int
    ends: int
    opens_sentence: bool
    is_followed_by_break: bool
    """Whether a comma, colon, bracket or the like stands right behind it, or a bracket before it."""

    @property
    def small(self) -> str:
        """Give the word in small letters, with one kind of apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def is_of_letters(self) -> bool:
        """Tell whether it holds nothing but letters, hyphens and apostrophes: no number, address or code."""
        return all(char.isalpha() or char in "-'’" for char in self.text)

    @property
    def has_capital(self) -> bool:
        """Tell whether a capital stands anywhere in it."""
        return self.text != self.text.lower()


@dataclass(frozen=True)
class Piece:
    """A sentence, a heading or an item of a list."""

    words: tuple[Word, ...]
    begins: int
    ends: int


@dataclass(frozen=True)
class Split:
    """A text, and the sentences in it."""

    text: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the sentences in the order in which they stand."""
        return tuple(_pieces(self.text))

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def line(self, place: int) -> int:
        """Give the number of the line in which a place lies."""
        return bisect_right(self._lines, place)


def _pieces(text: str) -> Iterator[Piece]:
    """Cut at full stops, blank lines and items of a list."""
    chunks = list(_CHUNK.finditer(text))
    held: list[re.Match[str]] = []
    has_letters = False  # '1.' before an item of a list is no sentence
    for number, chunk in enumerate(chunks):
        if held and _begins_anew(text[held[-1].end() : chunk.start()], chunk[0]):
            yield from _piece(held)
            held, has_letters = [], False
        held.append(chunk)
        has_letters = has_letters or any(map(str.isalpha, chunk[0]))
        follows = chunks[number + 1][0] if number + 1 < len(chunks) else ""
        if has_letters and _ends(chunk[0], follows):
            yield from _piece(held)
            held, has_letters = [], False
    if held:
        yield from _piece(held)


def _begins_anew(between: str, chunk: str) -> bool:
    return "\n" in between and (_BLANK_LINE.search(between) or _LISTED.fullmatch(chunk)) is not None


def _ends(chunk: str, follows: str) -> bool:
    """Tell whether a sentence is over: a full stop that belongs to a short form or an initial ends none."""
    closed = chunk.rstrip(_CLOSING)
    stops = closed[len(closed.rstrip(_STOPS)) :]
    if stops != ".":
        return stops != ""
    short = closed.lstrip(_OPENING)
    if short.lower() in _MAY_END:
        return follows.lstrip(_OPENING)[:1].isupper()
    return short.lower() not in _SHORT and (_INITIAL.fullmatch(short) is None or short.islower())


def _piece(chunks: list[re.Match[str]]) -> Iterator[Piece]:
    words: list[Word] = []
    for chunk, after in zip(chunks, [*chunks[1:], None], strict=True):
        found = _BARE.search(chunk[0])
        if found is None:
            continue
        begins = chunk.start() + found.start()
        end = found.end()
        if "." in found[0] and chunk[0][end : end + 1] == ".":  # 'd.d.' keeps its last full stop
            end += 1
        breaks = any(mark in ",;:()–—" for mark in chunk[0][end:])
        if after is not None and (after[0].startswith(("(", "–", "—")) or after[0] == "-"):
            breaks = True
        words.append(Word(chunk[0][found.start() : end], begins, chunk.start() + end, not words, breaks))
    if words:
        yield Piece(tuple(words), chunks[0].start(), chunks[-1].end())
