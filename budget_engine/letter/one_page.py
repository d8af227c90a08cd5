"""Whether a summary stays one page, reckoned from the words alone: it is also checked where no PDF can be made.

Other documents may go on; a summary fills its page to the last line, so it is reckoned by line as `brief.typ` lays it
out, and on the safe side: what it takes for one page is one page in the PDF (`tests/test_letters_one_page.py`).
"""

import re
from collections.abc import Iterator

from budget_engine.letter.content import Block, Document, Listed, Paragraph, Table
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.letter_widths import width

_WIDE, _HIGH = 595_200 - 2 * 42_600, 841_800 - 2 * 36_900
"""What a page has room for, in thousandths of a point: A4 without 1,5 cm at the sides and 1,3 cm above and below."""

_SIZE, _TITLE, _HEADING = 12_000, 17_000, 13_500
"""The sizes of the letters, in thousandths of a point."""

_EM = 1000
"""A size of a letter: what goes by that size is told in thousandths of it."""

_CAPITAL, _LEADING, _BETWEEN, _APART = 658, 520, 750, 700
"""How high a line is, and the white between lines, blocks and things listed, in thousandths of the letters."""

_OVER, _UNDER = 1000, 550
"""The white above and under a heading, in thousandths of its letters; above it no other white is added."""

_INDENT = 13_300
"""By how much the lines of a list are shorter: a bullet, and half the size of the letters."""

_LONG = 45  # letters; brief.typ lets a longer word break anywhere
_FILLED = _SIZE  # what is left open at least at the end of a line in which such a word is broken

_KEPT = re.compile(
    r"€ [0-9.]+,[0-9]{2}|[0-9]{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober"
    r"|november|december)|[0-9]+ uur"
)
"""What brief.typ keeps on one line."""

_STAYS = re.compile(r" +(?=[^\w\s€$£+<=>~^@&#*•\"'‘’“”„–—-])|(?<=[(\[{„“‘\"'«¿¡]) +")
"""A blank at which no line is broken: before a sign that closes, and after one that opens."""

_HINT = (
    "Maak in het besluit korter wat er gebeurt, wat eerst nodig is of wat iemand betaalt. Houd per regel één gedachte "
    "over; in de brief staat waarom."
)


def blocked_by_length(document: Document) -> Iterator[Blocked]:
    """Hold that a summary is one page: who reads it needs no other to know what comes."""
    over = _lines_over(document)
    if over > 0:
        lines = "één regel" if over == 1 else f"{over} regels"
        text = f"De korte tekst past niet op één bladzijde: er is ongeveer {lines} te veel."
        yield Blocked(Fault.LENGTH, text, _HINT)


def _lines_over(document: Document) -> int:
    """Give how many lines there are too many for one page."""
    over = high(document) - _HIGH
    line = _of(_SIZE, _CAPITAL) + _of(_SIZE, _LEADING)
    return max(0, -(-over // line))


def high(document: Document) -> int:
    """Give how high a document is when nothing breaks it into pages, in thousandths of a point."""
    total, below = _text(_lines(document.title, _WIDE, _TITLE, is_bold=True), _TITLE), _of(_TITLE, _UNDER)
    for section in document.sections:
        if section.heading is not None:
            lines = _lines(section.heading, _WIDE, _HEADING, is_bold=True)
            total += max(below, _of(_HEADING, _OVER)) + _text(lines, _HEADING)
            below = _of(_HEADING, _UNDER)
        for block in section.blocks:
            total += below + _block(block)
            below = _of(_SIZE, _BETWEEN)
    return total


def _block(block: Block) -> int:
    match block:
        case Paragraph():
            return _text(_lines(block.text.words, _WIDE, _SIZE), _SIZE)
        case Listed():
            items = [_text(_told(item.words), _SIZE) for item in block.items]
            return sum(items) + (len(items) - 1) * _of(_SIZE, _APART)
        case Table():
            return _HIGH  # a summary has none; one that had would not be one page


def _told(words: str) -> int:
    """Count the lines of a thing listed; what is told in more lines has the first one bold."""
    first, _, rest = words.partition("\n")
    wide = _WIDE - _INDENT
    return _lines(first, wide, _SIZE, is_bold=bool(rest)) + (_lines(rest, wide, _SIZE) if rest else 0)


def _text(lines: int, size: int) -> int:
    return lines * _of(size, _CAPITAL) + (lines - 1) * _of(size, _LEADING)


def _lines(words: str, wide: int, size: int, *, is_bold: bool = False) -> int:
    return sum(_lines_of(line, wide, size, is_bold=is_bold) for line in words.split("\n"))


def _lines_of(line: str, wide: int, size: int, *, is_bold: bool) -> int:
    """Count the lines of a text: a word that does not fit begins a line, as in the PDF."""
    kept = _KEPT.sub(lambda found: found[0].replace(" ", "\u00a0"), line)
    kept = _STAYS.sub(lambda found: found[0].replace(" ", "\u00a0"), kept)
    count, before = 1, ""
    for word in re.findall(r"[^ ]+ *|^ +", kept):
        if before and _of(size, width((before + word).rstrip(" "), is_bold=is_bold)) > wide:
            count, before = count + 1, ""
        before += word
        long = _of(size, width(word.rstrip(" "), is_bold=is_bold))
        if len(word) >= _LONG and long > wide:
            more, left = divmod(long, wide - 2 * _FILLED)
            count, before = count + more, " " * (left // _of(size, width(" ", is_bold=is_bold)) + 1)
    return count


def _of(size: int, share: int) -> int:
    return size * share // _EM
