"""The words of letters, read aloud: what a piece is for, its words as they stand, and words of the trade."""

from collections.abc import Iterator

from budget_engine.aloud.conditions import Line
from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.language.jargon import JargonWord
from budget_engine.language.letter_text import PIECES, LetterText
from budget_engine.values import show_date


def of_letters(read: LetterText | JargonWord) -> Iterator[Line]:
    """Read aloud what is on a list for letters."""
    match read:
        case LetterText():
            return letter_text(read)
        case JargonWord():
            return jargon_word(read)


def letter_text(read: LetterText) -> Iterator[Line]:
    """Read a piece of a letter aloud."""
    yield 0, sentence(f"Briefdeel: {read.piece}")
    piece = PIECES.get(read.piece)
    if piece is not None:
        yield 1, sentence(f"Dit is voor: {piece.about}")
        if piece.places:
            yield 1, sentence(f"Ingevuld wordt: {enumerated(piece.places)}")
        if piece.says is not None:
            yield 1, sentence(f"Erin staat altijd: '{piece.says}'")
    if read.under is not None:
        yield 1, sentence(f"Alleen voor de wet {read.under}")
    if read.municipality is not None:
        yield 1, sentence(f"De woorden van de gemeente {read.municipality}")
    words = " ".join(read.text.split())
    yield 1, sentence(f"De woorden: '{words}'")
    yield from _kept("Deze woorden gelden", read)


def jargon_word(read: JargonWord) -> Iterator[Line]:
    """Read a word of the trade aloud."""
    yield 0, sentence(f"Vakwoord: {read.jargon}")
    if read.forms:
        yield 1, sentence(f"Ook gevonden als: {enumerated(read.forms)}")
    if read.plain is not None:
        yield 1, sentence(f"Zeg liever: {read.plain}")
    if read.explained is not None:
        yield 1, sentence(f"Dit betekent het: {read.explained}")
    if read.municipality is not None:
        yield 1, sentence(f"Van de gemeente {read.municipality}")
    yield from _kept("Dit staat op de lijst", read)


def _kept(said: str, read: LetterText | JargonWord) -> Iterator[Line]:
    """Read aloud from when until when something is there, and what was noted about it."""
    end = "" if read.valid_until is None else f" tot en met {show_date(read.valid_until)}"
    yield 1, sentence(f"{said} vanaf {show_date(read.valid_from)}{end}")
    if read.note:
        yield 1, sentence(f"Opmerking: {read.note}")
