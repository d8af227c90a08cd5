"""What stands on page one, reckoned from the words alone: a document is also checked where no PDF can be made.

The reckoning follows `brief.typ` and is on the safe side: what it puts on page one, the PDF has there too
(`tests/test_letters_page_one.py`).
"""

from dataclasses import dataclass

from budget_engine.letter.content import Block, Document, DocumentKind, Listed, Paragraph, Section, Table

_PAGE = (595.2, 841.8)
"""How wide and how high a page is, in points."""


@dataclass(frozen=True)
class _Layout:
    """The measures of a kind of document in points; what is between lines and blocks, in sizes of a letter."""

    across: float
    above: float
    size: float
    leading: float
    between: float
    over_heading: float
    under_heading: float

    @property
    def wide(self) -> float:
        """Give how long a line may be."""
        return _PAGE[0] - 2 * self.across

    @property
    def high(self) -> float:
        """Give how much goes on a page."""
        return _PAGE[1] - 2 * self.above


_CM = 28.35  # points in a centimetre
_SHORT = _Layout(1.9 * _CM, 1.4 * _CM, 12, 0.52, 0.75, 1, 0.55)
_CLOSE = _Layout(2.2 * _CM, 1.6 * _CM, 11, 0.6, 0.85, 1, 0.55)
_LETTER = _Layout(2.4 * _CM, 1.8 * _CM, 11.5, 0.63, 0.9, 1.15, 0.7)
_LAYOUTS = {
    DocumentKind.SUMMARY: _SHORT,
    DocumentKind.COVER: _CLOSE,
    DocumentKind.REPORT: _CLOSE,
}
_TITLE, _HEADING = 17.0, 13.5
"""The sizes of the letters in headings."""

_CAPITAL = 0.66
"""How high a line is, from its foot to the top of a capital."""

_INDENT = 18.0
"""By how much the lines of a list are shorter."""

_APART = 0.7
"""How much white is between two things in a list, in sizes of a letter."""

_ROW = 32.0
"""How high a row of a table is at least, with more than one line in a narrow cell."""

_WIDTHS = {
    **dict.fromkeys(" .,:;'’|", 0.26),
    **dict.fromkeys("!ijl", 0.29),
    **dict.fromkeys("rst", 0.4),
    **dict.fromkeys('Ifcz()[]-–“”"?/J', 0.45),
    **dict.fromkeys("aeéëè0123456789", 0.48),
    **dict.fromkeys("bdgkopqvxyöóá", 0.535),
    **dict.fromkeys("mwMWQ@%—…€&+=<>#~^_*{}$", 1.02),
}
"""How wide signs are, in sizes of a letter: a little more than they are in the PDF."""

_CAPITAL_WIDTH, _SMALL_WIDTH, _FOREIGN = 0.76, 0.555, 1.1
"""How wide other signs are, in sizes of a letter; those of other languages are reckoned as the widest."""


def first_page(document: Document) -> int:
    """Give how many sections of a document stand on page one from beginning to end."""
    layout = _LAYOUTS.get(document.kind, _LETTER)
    left = layout.high - _heading(document.title, _TITLE, layout)
    for number, section in enumerate(document.sections):
        left -= _high(section, layout)
        if left < 0:
            return number
    return len(document.sections)


def begun_on_first_page(document: Document) -> int:
    """Give how many sections of a document begin on page one; at least one does, and all of a summary do."""
    if document.kind is DocumentKind.SUMMARY:
        return len(document.sections)
    return min(first_page(document) + 1, len(document.sections))


def _high(section: Section, layout: _Layout) -> float:
    """Give how high a section is, with the white under it."""
    heading = 0.0 if section.heading is None else _heading(section.heading, _HEADING, layout)
    return heading + sum(_block(block, layout) for block in section.blocks)


def _heading(words: str, size: float, layout: _Layout) -> float:
    """Give how high a heading is; of the white above it, what was under the last block is not added again."""
    lines = _lines(words, layout.wide * 0.93, size)  # letters of a heading are heavier
    above = layout.over_heading * size - layout.between * layout.size
    return _text(lines, size, layout) + above + layout.under_heading * size


def _text(lines: int, size: float, layout: _Layout) -> float:
    return lines * _CAPITAL * size + (lines - 1) * layout.leading * size


def _block(block: Block, layout: _Layout) -> float:
    match block:
        case Paragraph():
            return _paragraph(block.text.words, layout)
        case Listed():
            lines = sum(_lines(item.words, layout.wide - _INDENT, layout.size) for item in block.items)
            apart = len(block.items) * max(_APART - layout.leading, 0) * layout.size
            return _text(lines, layout.size, layout) + apart + layout.between * layout.size
        case Table():
            most = [max(len(cell.words) for cell in row) for row in block.rows]
            rows = sum(max(_ROW, length * _ROW / 10) for length in most)
            return _paragraph(block.caption, layout) + _ROW + rows


def _paragraph(words: str, layout: _Layout) -> float:
    lines = _lines(words, layout.wide, layout.size)
    return _text(lines, layout.size, layout) + layout.between * layout.size


def _lines(words: str, wide: float, size: float) -> int:
    """Count the lines of a text; a word that does not fit begins a line, and one longer than a line is broken."""
    return sum(_lines_of(line, wide / size) for line in words.split("\n"))


def _lines_of(line: str, wide: float) -> int:
    count, used, space = 1, 0.0, _WIDTHS[" "]
    for word in line.split():
        length = sum(map(_width, word))
        if used and used + space + length > wide:
            count, used = count + 1, 0.0
        while length > wide:
            count, length = count + 1, length - wide * 0.9  # a break leaves some of the line empty
        used += length + (space if used else 0.0)
    return count


def _width(sign: str) -> float:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if not sign.isascii() and sign not in "ïü":
        return _FOREIGN
    return _CAPITAL_WIDTH if sign.isupper() else _SMALL_WIDTH
