"""A rule file changed where it must change and nowhere else.

The text stays as it is; only the characters of what differs are replaced, and whole lines come and go with
what is added or removed. Comments, order, layout and quotes of everything else stay byte for byte. What
comes out is read again and compared with what was wanted, so that a slip here can never reach a file.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.editing.changes import Parts, parts_of
from budget_engine.files.editing.pairs import is_same
from budget_engine.files.editing.spans import Spans
from budget_engine.files.editing.surgery import Surgery
from budget_engine.files.editing.writer import Quote
from budget_engine.files.nodes import Plain, parse_yaml

_BOM = "\ufeff"
_OLD_ENDS = (
    "De regels van dit bestand eindigen op een oude manier (alleen met CR).",
    "Bewaar het opnieuw met gewone regeleinden.",
)


@dataclass(frozen=True)
class Edited:
    """What became of a file: its new text, which entries changed, and what happened to comments."""

    text: str
    parts: Parts = field(default_factory=Parts)
    moved: int = 0
    left: tuple[str, ...] = ()
    """Comments that stood above what was removed; they stay in the file."""
    gone: tuple[str, ...] = ()
    """Comments that stood inside what was removed or rewritten, and went with it."""


def edited(text: str, wanted: Sequence[Plain], name: str = "tekst") -> Edited:
    """Change the text of a rule file so that it says what is wanted, and nothing else of it.

    InputError when the text is no list of entries, or when what is wanted cannot be written.
    """
    aim = [_normal(entry) for entry in wanted]
    old = parse_yaml(text.encode(), name)
    if not isinstance(old.plain, list):
        raise InputError([old.issue((), "Een regelbestand is een lijst onderdelen.")])
    if is_same(old.plain, aim):
        return Edited(text)
    body = text.removeprefix(_BOM)
    if "\r" in body and "\n" not in body:
        raise InputError([Issue(Place(name, 1), *_OLD_ENDS)])
    newline = "\r\n" if "\r\n" in body else "\n"
    ends = body.endswith("\n")
    surgery = Surgery(Spans(body if ends else f"{body}{newline}"), _usual_quote(body), newline)
    changed = surgery.operated(aim)
    if not body.rstrip(" \t").endswith(("\n\n", "\n\r\n")):
        changed = f"{changed.rstrip()}{newline}"
    whole = text[: len(text) - len(body)] + (changed if ends else changed.removesuffix(newline))
    found = parse_yaml(whole.encode(), name).plain
    if not is_same(found, aim):
        raise RuntimeError(f"{name}: the edited text does not say what was wanted; nothing was written")
    return _told(whole, old.plain, aim, surgery)


def comments_of(text: str) -> tuple[str, ...]:
    """Give every comment of a rule file, in order."""
    return tuple(Spans(f"{text.removeprefix(_BOM)}\n").comment_texts())


def _told(text: str, old: list[Plain], aim: list[Plain], surgery: Surgery) -> Edited:
    after = Counter(comments_of(text))
    gone = Counter(surgery.spans.comment_texts()) - after
    return Edited(
        text,
        parts_of(old, aim),
        moved=surgery.moved,
        left=tuple(surgery.left),
        gone=tuple(gone.elements()),
    )


def _usual_quote(text: str) -> Quote:
    return '"' if text.count('"') > text.count("'") else "'"


def _normal(plain: Plain) -> Plain:
    """Give the form in which texts are read: letters with their accents as one character."""
    if isinstance(plain, str):
        return normalize("NFC", plain)
    if isinstance(plain, list):
        return [_normal(item) for item in plain]
    return {normalize("NFC", name): _normal(value) for name, value in plain.items()}
