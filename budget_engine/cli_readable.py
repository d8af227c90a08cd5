"""What `maatwerk leesbaar` says: the figures of a text, and beside each sentence what could be plainer."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from unicodedata import normalize

from budget_engine.errors import InputError, Issue, Place
from budget_engine.export import line
from budget_engine.files.nodes import read_content
from budget_engine.language.rule_set import RuleSet
from budget_engine.readable.frequency import dutch_frequency
from budget_engine.readable.readability import Readability, readability
from budget_engine.readable.told import NOT_SEEN, beside, figures, said_of

_MOST = 1_000_000  # bytes: a letter has some ten thousand
_SHOWN = 80  # characters of a sentence, so that it stays on one line of a screen

_NO_TEXT = (
    "Dit is geen gewone tekst.",
    "Bewaar de brief als .txt in UTF-8, of plak de tekst in zo'n bestand.",
)
_EMPTY = ("In dit bestand staat geen tekst.", "Zet er de tekst in die u wilt laten nakijken.")


def text_of(path: Path) -> str:
    """Read a file of plain text; InputError says why it cannot be read."""
    content = read_content(path, str(path), _MOST)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Issue(Place(str(path)), *_NO_TEXT)]) from None
    if "\0" in text:
        raise InputError([Issue(Place(str(path)), *_NO_TEXT)])
    if not any(map(str.isalnum, text)):
        raise InputError([Issue(Place(str(path)), *_EMPTY)])
    return normalize("NFC", "\n".join(text.splitlines()))


def lines_of(options: argparse.Namespace, text: str, rule_set: RuleSet, on: date) -> Iterable[str]:
    """Say what was found in a text, as lines or as JSON."""
    found = readability(text, rule_set.jargon, on, options.naam, frequency=dutch_frequency())
    return [_json(str(options.tekst), found)] if options.json else _told(str(options.tekst), found)


def _json(path: str, found: Readability) -> str:
    remarks = [{**remark.as_json(), "tekst_ernaast": said_of(remark)} for remark in found.remarks]
    return line({"pad": path, **found.as_json(), "opmerkingen": remarks, "niet_gezien": NOT_SEEN})


def _told(path: str, found: Readability) -> Iterator[str]:
    yield from (f"{name}: {figure}" for name, figure in figures(found))
    for item in beside(found):
        text = item.sentence.text
        yield ""
        yield f"{path}:{item.sentence.line}  {text if len(text) <= _SHOWN else f'{text[: _SHOWN - 1]}…'}"
        yield from (f"    {said}" for said in item.lines)
    yield ""
    yield NOT_SEEN
