"""What stands on page one, reckoned from the words alone: a document is also checked where no PDF can be made.

The reckoning follows `brief.typ` and is on the safe side: what it puts on page one, the PDF has there too
(`tests/test_letters_page_one.py`).
"""

from dataclasses import dataclass

from budget_engine.letter.content import Block, Document, DocumentKind, Listed, Paragraph, Section, Table

_WIDE, _HIGH = 595_200, 841_800
"""How wide and how high a page is, in thousandths of a point: here all lengths are."""

_EM = 1000
"""A size of a letter: what goes by that size is told in thousandths of it."""


@dataclass(frozen=True)
class _Layout:
    """The margins and the letters of a kind of document; the rest goes by the size of the letters."""

    across: int
    above: int
    size: int
    leading: int
    between: int
    over_heading: int
    under_heading: int

    @property
    def wide(self) -> int:
        """Give how long a line may be."""
        return _WIDE - 2 * self.across

    @property
    def high(self) -> int:
        """Give how much goes on a page."""
        return _HIGH - 2 * self.above

    def own(self, share: int) -> int:
        """Give a share of the size of the letters."""
        return _of(self.size, share)


_SHORT = _Layout(42_600, 36_900, 12_000, 520, 750, 1000, 550)  # 1,5 and 1,3 cm
_CLOSE = _Layout(62_400, 45_400, 11_000, 600, 850, 1000, 550)  # 2,2 and 1,6 cm
_LETTER = _Layout(68_100, 51_100, 11_500, 630, 900, 1150, 700)  # 2,4 and 1,8 cm
_LAYOUTS = {
    DocumentKind.SUMMARY: _SHORT,
    DocumentKind.COVER: _CLOSE,
    DocumentKind.REPORT: _CLOSE,
}
_TITLE, _HEADING = 17_000, 13_500
"""The sizes of the letters in headings."""

_CAPITAL = 660
"""How high a line is, from its foot to the top of a capital."""

_APART = 700
"""How much white is between two things in a list."""

_INDENT = 18_000
"""By how much the lines of a list are shorter."""

_ROW, _IN_CELL = 32_000, 10
"""How high a row of a table is at least, and so many letters of its longest cell take as much again."""

_HEAVIER = 930
"""The share of a line that is left for a heading, of which the letters are heavier."""

_BROKEN = 900
"""The share of a line that is filled at least where a very long word is broken."""

_WIDTHS = {
    **dict.fromkeys(" .,:;'’|", 260),
    **dict.fromkeys("!ijl", 290),
    **dict.fromkeys("rst", 400),
    **dict.fromkeys('Ifcz()[]-–“”"?/J', 450),
    **dict.fromkeys("aeéëè0123456789", 480),
    **dict.fromkeys("bdgkopqvxyöóá", 535),
    **dict.fromkeys("mwMWQ@%—…€&+=<>#~^_*{}$", 1020),
}
"""How wide signs are: a little more than they are in the PDF."""

_CAPITAL_WIDTH, _SMALL_WIDTH, _FOREIGN = 760, 555, 1100
"""How wide other signs are; those of other languages are reckoned as the widest."""


def first_page(document: Document) -> int:
    """Give how many sections of a document stand on page one from beginning to end."""
    layout = _LAYOUTS.get(document.kind, _LETTER)
    left = layout.high - _heading(document.title, _TITLE, layout)
    for number, section in enumerate(document.sections):
        left -= _high(section, layout)
        if left < 0:
            return number
    return len(document.sections)


def shown_at_once(document: Document) -> int:
    """Give how many sections of a document a screen shows at once: what begins on page one, or ends there in a report.

    At least one is shown, and all of a summary.
    """
    match document.kind:
        case DocumentKind.SUMMARY:
            return len(document.sections)
        case DocumentKind.REPORT:
            return max(first_page(document), 1)
        case DocumentKind.COVER | DocumentKind.DECISION | DocumentKind.PLAN | DocumentKind.TALK_SHEET:
            return min(first_page(document) + 1, len(document.sections))


def _of(size: int, share: int) -> int:
    return size * share // _EM


def _high(section: Section, layout: _Layout) -> int:
    """Give how high a section is, with the white under it."""
    heading = 0 if section.heading is None else _heading(section.heading, _HEADING, layout)
    return heading + sum(_block(block, layout) for block in section.blocks)


def _heading(words: str, size: int, layout: _Layout) -> int:
    """Give how high a heading is; of the white above it, what was under the last block is not added again."""
    lines = _lines(words, _of(layout.wide, _HEAVIER), size)
    above = _of(size, layout.over_heading) - layout.own(layout.between)
    return _text(lines, size, layout) + above + _of(size, layout.under_heading)


def _text(lines: int, size: int, layout: _Layout) -> int:
    return lines * _of(size, _CAPITAL) + (lines - 1) * layout.own(layout.leading)


def _block(block: Block, layout: _Layout) -> int:
    match block:
        case Paragraph():
            return _paragraph(block.text.words, layout)
        case Listed():
            lines = sum(_lines(item.words, layout.wide - _INDENT, layout.size) for item in block.items)
            apart = len(block.items) * layout.own(max(_APART - layout.leading, 0))
            return _text(lines, layout.size, layout) + apart + layout.own(layout.between)
        case Table():
            most = [max(len(cell.words) for cell in row) for row in block.rows]
            rows = sum(max(_ROW, length * _ROW // _IN_CELL) for length in most)
            return _paragraph(block.caption, layout) + _ROW + rows


def _paragraph(words: str, layout: _Layout) -> int:
    lines = _lines(words, layout.wide, layout.size)
    return _text(lines, layout.size, layout) + layout.own(layout.between)


def _lines(words: str, wide: int, size: int) -> int:
    """Count the lines of a text; a word that does not fit begins a line, and one longer than a line is broken."""
    return sum(_lines_of(line, wide * _EM // size) for line in words.split("\n"))


def _lines_of(line: str, wide: int) -> int:
    count, used, space = 1, 0, _WIDTHS[" "]
    for word in line.split():
        length = sum(map(_width, word))
        if used and used + space + length > wide:
            count, used = count + 1, 0
        while length > wide:
            count, length = count + 1, length - _of(wide, _BROKEN)
        used += length + (space if used else 0)
    return count


def _width(sign: str) -> int:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if not sign.isascii() and sign not in "ïü":
        return _FOREIGN
    return _CAPITAL_WIDTH if sign.isupper() else _SMALL_WIDTH
