"""The words of a document: pieces of the rule set, filled in, and which of them are lacking."""

from dataclasses import dataclass, field
from datetime import date

from budget_engine.aloud.phrases import sentence
from budget_engine.language.letter_text import PLACE, LetterText, words_for
from budget_engine.letter.content import Anchor, Paragraph, Source, Text
from budget_engine.readable.splitting import Split


@dataclass(frozen=True)
class Words:
    """The pieces for one law on one day; `lacking` gathers the pieces that were asked for and have no words."""

    texts: tuple[LetterText, ...]
    law: str | None
    day: date
    lacking: dict[str, None] = field(default_factory=dict, compare=False)

    def text(self, piece: str, *anchors: Anchor, **places: str) -> Text:
        """Give a piece with its places filled in; one without words gives nothing, and is lacking."""
        return Text(self._filled(piece, places), (Anchor(Source.PIECE, (piece,)), *anchors))

    def paragraph(self, piece: str, *anchors: Anchor, **places: str) -> Paragraph:
        """Give a piece as a paragraph of its own."""
        return Paragraph(self.text(piece, *anchors, **places))

    def heading(self, piece: str) -> str:
        """Give a piece as a heading."""
        return self._filled(piece, {})

    def _filled(self, piece: str, places: dict[str, str]) -> str:
        found = words_for(self.texts, piece, self.law, self.day)
        if found is None:
            self.lacking[piece] = None
            return ""
        return PLACE.sub(lambda place: places[place[1]], _in_lines(found.text))


def _in_lines(text: str) -> str:
    """Keep the lines that policy staff wrote, without space around them."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def as_part(text: str) -> str:
    """Write what somebody typed as a part of a sentence: without its own stop."""
    return text.strip().rstrip(".").strip()


def in_sentences(text: str) -> tuple[str, ...]:
    """Give what somebody typed sentence by sentence, each written as a whole one."""
    split = Split(as_part(text))
    return tuple(sentence(split.text[piece.begins : piece.ends]) for piece in split.pieces)
