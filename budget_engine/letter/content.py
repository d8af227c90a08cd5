"""What a document says, apart from how it looks: sections with paragraphs, lists and tables.

Every form (text, docx, PDF) is made from this. Each piece of text keeps what it says something about, so
that a document can be held against the record it was made from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class DocumentKind(StrEnum):
    """Which document it is."""

    COVER = "begeleidende_brief"
    DECISION = "besluit"
    PLAN = "budgetplan"
    SUMMARY = "samenvatting"
    REPORT = "verslag"
    TALK_SHEET = "gespreksblad"


class Source(StrEnum):
    """What a text says something about."""

    CLAIM = "aanspraak"
    FINDING = "bevinding"
    FACT = "feit"
    WISH = "wens"
    PART = "deelbesluit"
    PIECE = "briefdeel"


@dataclass(frozen=True)
class Anchor:
    """One thing that a text says something about: its kind, and the ids that it is found by."""

    source: Source
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """Some words, and what they say something about."""

    words: str
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    text: Text


@dataclass(frozen=True)
class Listed:
    """A list of which each item stands by itself."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Table:
    """A table with a heading for each column; `caption` says what it holds.

    `shares` are how wide the columns are against each other, over the whole page; without them each is as
    wide as its words.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    shares: tuple[int, ...] = ()


Block: TypeAlias = Paragraph | Listed | Table


@dataclass(frozen=True)
class Section:
    """A part of a document under its own heading; the first may have none."""

    heading: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole document; `room` is the room it may print from, `law` the law it decides under."""

    kind: DocumentKind
    title: str
    law: str | None
    room: str
    sections: tuple[Section, ...]

    def texts(self) -> Iterator[Text]:
        """Walk every text in the order in which it is read."""
        for section in self.sections:
            for block in section.blocks:
                yield from texts_of(block)


def texts_of(block: Block) -> Iterator[Text]:
    """Walk the texts of a block."""
    match block:
        case Paragraph():
            yield block.text
        case Listed():
            yield from block.items
        case Table():
            for row in block.rows:
                yield from row
