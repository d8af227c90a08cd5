"""What the page says on which a resident prepares the talk: the questions in their order, in words of the rules.

It knows of no household: there is nothing here but what the municipality asks everybody.
"""

from dataclasses import dataclass
from datetime import date

from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.words import Words


@dataclass(frozen=True)
class Chapter:
    """A part of the page: a name for its picture, a heading, some sentences, and questions by their name."""

    name: str
    heading: str
    sentences: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preparing:
    """The whole page: its title, how it begins, what happens with what is typed, its parts, and how it ends."""

    title: str
    start: str
    kept: str
    chapters: tuple[Chapter, ...]
    ending: Chapter
    contact: str
    lacking: tuple[str, ...]


_CHAPTERS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("gesprek", (), ("wie", "goed")),
    ("thuis", ("thuis",), ("moeilijk", "graag")),
    ("werk", ("werk",), ("moeilijk", "graag")),
    ("school", ("school",), ("moeilijk", "graag")),
    ("onderweg", ("onderweg",), ("moeilijk", "graag")),
    ("hulp", (), ("zelf", "helpt", "zwaar")),
    ("vergeten", (), ("vergeten",)),
    ("altijd", ("mee", "ondersteuner", "plan", "nee"), ()),
)
"""The parts by name: which sentences they hold, and which questions."""


def preparing(rule_set: RuleSet, on: date) -> Preparing:
    """Give the page of a municipality, or of the whole country, on a day."""
    words = Words(rule_set.letter_texts, None, on)

    def said(name: str) -> str:
        return words.heading(f"voor-{name}")

    chapters = tuple(
        Chapter(
            name,
            said(f"{name}-kop"),
            tuple(map(said, sentences)),
            tuple((question, said(question)) for question in questions),
        )
        for name, sentences, questions in _CHAPTERS
    )
    found = Words(rule_set.letter_texts, None, on)
    contact = found.heading("contact")  # only a municipality knows it; without one the page goes without
    ending = Chapter("klaar", said("klaar-kop"), (said("klaar"),), ())
    start, kept, title = said("inleiding"), said("bewaren"), said("titel")
    return Preparing(title, start, kept, chapters, ending, contact, tuple(words.lacking))
