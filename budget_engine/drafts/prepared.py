"""What a resident wrote to prepare the talk, as it lies in a dossier: words to read, never facts by themselves."""

from budget_engine.drafts.entry import joined
from budget_engine.drafts.shape import TALK
from budget_engine.errors import InputError, Issue, Place

PREPARED = joined(TALK, "voorbereiding")
"""The field that holds the words; no rule, document or decision reads it."""
LARGEST_FILE = 200_000
"""Bytes: more than the page for residents can make with every answer full."""
MOST_SIGNS = 50_000
"""So many signs can be read beside the notes; the page for residents stays below it."""
_PLACE = Place("voorbereiding")


def read_prepared(content: bytes) -> str:
    """Read a file that a resident saved or sent; InputError says in Dutch what is wrong with it."""
    if len(content) > LARGEST_FILE:
        hint = f"Neem het belangrijkste over, of laat de inwoner een bestand tot {LARGEST_FILE // 1000} kB bewaren."
        raise InputError([Issue(_PLACE, "Dit bestand is te groot.", hint)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([_no_text()]) from None
    return checked(text)


def checked(text: str) -> str:
    """Give words as they are kept: lines as everywhere, no signs that nobody sees; InputError says what is wrong."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in lines:
        raise InputError([_no_text()])
    kept = "".join(sign for sign in lines if sign in "\n\t" or sign.isprintable()).strip()
    if not kept:
        raise InputError([Issue(_PLACE, "Er staat niets in.")])
    if len(kept) > MOST_SIGNS:
        hint = "Neem het belangrijkste over."
        raise InputError([Issue(_PLACE, f"Dit is langer dan {MOST_SIGNS} tekens.", hint)])
    return kept


def _no_text() -> Issue:
    hint = "Vraag om het bestand van de bladzijde 'Uw gesprek voorbereiden', of plak de tekst hieronder."
    return Issue(_PLACE, "Dit bestand is geen gewone tekst.", hint)
