"""Words that every form of a document can show: what the letters of the PDF lack is named in all forms alike.

What somebody typed stays as it is in the record; only the document says `(teken)` where a sign of theirs stood.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from budget_engine.letter.content import Block, Document, Listed, Paragraph, Section, Table, Text

ONE, MORE = "(teken)", "(tekens)"
"""What is said for a sign, and for a row of signs, that no letter of ours can show."""

_SHOWN = (
    "\n -~\u00a0-\u0482\u048a-\u04ff\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u060c\u0621-\u063a\u0640-\u064a"
    "\u0660-\u066d\u06f0-\u06f9\u10d0-\u10ff\u1e00-\u1eff\u1f00-\u1fff\u2010-\u2027\u2030-\u2040\u2044-\u2052"
    "\u2054-\u205e\u2070-\u2071\u2074-\u208e\u20a0-\u20c0\u2100-\u211e\u2126-\u2151\u2153-\u2184\u2190-\u23ff"
    "\u2460-\u2606\u2609-\u262f\u2638-\u268b\u2690-\u269c\u270c-\u2714\u2717-\u2726\u272a-\u274b\u2798-\u27af"
    "\ufb01\ufb02"
)
"""The signs that the fonts inside the layout program have, in blocks; `tests/test_printable.py` prints them all."""

_BLANK = re.compile(r"[\t\v\f\r\u0085\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""What is a space or a new line in another place."""

_UNSEEN = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
"""Signs that only steer others, and show nothing themselves; with those that another machine puts in unasked."""

_LACKING = re.compile(f"[^{_SHOWN}]+(?: ?[^{_SHOWN}]+)*")

_PLAIN = re.compile("[^\n -~\u00a0-\u024f\u2010-\u2027\u20ac]+")
"""What is more than letters as they are used in Dutch, and around it."""


def printable(document: Document) -> Document:
    """Give a document of which every form can be made, with the same words in each."""
    return _each(document, printable_words)


def plainest(document: Document) -> Document:
    """Give a document with nothing in it but Latin letters, for what even so cannot be laid out."""
    return _each(document, lambda words: _PLAIN.sub(MORE, words))


def printable_words(words: str) -> str:
    """Name what cannot be shown, and leave all else as it is.

    >>> printable_words("Fijn! ☺ 😀 café")
    'Fijn! ☺ (teken) café'
    """
    spaced = _BLANK.sub(" ", words.replace("\r\n", "\n"))
    bare = _UNSEEN.sub("", unicodedata.normalize("NFC", spaced))
    return _LACKING.sub(lambda found: ONE if len(found[0]) == 1 else MORE, bare)


def lacking_in(document: Document) -> bool:
    """Tell whether something in a document is named instead of shown."""
    return any(_LACKING.search(_UNSEEN.sub("", _BLANK.sub(" ", words))) for words in _words_of(document))


def _words_of(document: Document) -> Iterator[str]:
    yield document.title
    yield from (section.heading or "" for section in document.sections)
    yield from (text.words for text in document.texts())


def _each(document: Document, said: Callable[[str], str]) -> Document:
    def text(own: Text) -> Text:
        return replace(own, words=said(own.words))

    def block(own: Block) -> Block:
        match own:
            case Paragraph():
                return Paragraph(text(own.text))
            case Listed():
                return Listed(tuple(map(text, own.items)))
            case Table():
                rows = tuple(tuple(map(text, row)) for row in own.rows)
                return replace(own, caption=said(own.caption), rows=rows)

    sections = (
        Section(None if part.heading is None else said(part.heading), tuple(map(block, part.blocks)))
        for part in document.sections
    )
    return replace(document, title=said(document.title), sections=tuple(sections))
