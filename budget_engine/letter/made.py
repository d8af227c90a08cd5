"""The documents of a decision, each with what keeps it from being sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.letter.checks import blocked
from budget_engine.letter.content import Document
from budget_engine.letter.decision_letter import DecisionLetter
from budget_engine.letter.dossier import Dossier, parts_of
from budget_engine.letter.faults import Blocked, lacks_words
from budget_engine.letter.summary import Summary
from budget_engine.letter.words import Words


@dataclass(frozen=True)
class Made:
    """A document under the name of its file, the pieces that have no words, and what keeps it from being sent."""

    name: str
    document: Document
    lacking: tuple[str, ...]
    blocked: tuple[Blocked, ...]


def all_documents(dossier: Dossier) -> tuple[Made, ...]:
    """Make every document of a decision, in the order in which they lie in the envelope."""
    return (*documents_of(dossier), *summaries_of(dossier))


def documents_of(dossier: Dossier) -> Iterator[Made]:
    """Make the letter of every part-decision to every person it is about."""
    for about in parts_of(dossier):
        words = Words(dossier.rule_set.letter_texts, about.part.law, dossier.decision.on)
        document = DecisionLetter(dossier, about, words).document()
        lacking = tuple(words.lacking)
        yield Made(
            about.room.replace("/", "-"), document, lacking, blocked(document, lacking, about, dossier)
        )


def summaries_of(dossier: Dossier) -> Iterator[Made]:
    """Make the summary on one page for every person about whom something is decided."""
    parts = parts_of(dossier)
    for person in dict.fromkeys(about.person for about in parts):
        own = tuple(about for about in parts if about.person == person)
        words = Words(dossier.rule_set.letter_texts, None, dossier.decision.on)
        document = Summary(dossier, person, own, words).document()
        lacking = tuple(words.lacking)
        yield Made(f"kort-{person}", document, lacking, lacks_words(lacking))
