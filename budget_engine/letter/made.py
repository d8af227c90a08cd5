"""The documents of a decision, each with what keeps it from being sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from budget_engine.afterwards import Released
from budget_engine.letter.budget_plan import BudgetPlan
from budget_engine.letter.checks import blocked
from budget_engine.letter.content import Document
from budget_engine.letter.covering_letter import CoveringLetter
from budget_engine.letter.decision_letter import DecisionLetter
from budget_engine.letter.dossier import Dossier, PartFor, parts_of
from budget_engine.letter.faults import Blocked
from budget_engine.letter.listed import Paper, PaperKind, plans, reported
from budget_engine.letter.other_checks import blocked_cover, blocked_plan, blocked_report, blocked_summary
from budget_engine.letter.report import Report
from budget_engine.letter.summary import Summary
from budget_engine.letter.words import Words


@dataclass(frozen=True)
class Made:
    """A document under the name of its file, the pieces that have no words, and what keeps it from being sent."""

    name: str
    document: Document
    lacking: tuple[str, ...]
    blocked: tuple[Blocked, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Say what keeps it from being sent, as a release keeps it."""
        return tuple(item.text for item in self.blocked)


def all_documents(dossier: Dossier) -> tuple[Made, ...]:
    """Make every document of a decision, in the order in which they lie in the envelope."""
    return (
        *covers_of(dossier),
        *documents_of(dossier),
        *plans_of(dossier),
        *summaries_of(dossier),
        *reports_of(dossier),
    )


def may_go(made: Made, let_go: Mapping[str, Released]) -> bool:
    """Tell whether a document may be sent: nothing keeps it back, or a second person let go all that does."""
    known = let_go.get(made.name)
    return not made.blocked or (known is not None and known.covers(made.faults))


def covers_of(dossier: Dossier) -> Iterator[Made]:
    """Make the letter on top for every person about whom something is decided."""
    for person, parts in _by_person(dossier):
        words = _words(dossier, None)
        document = CoveringLetter(dossier, person, parts, words).document()
        yield _made(PaperKind.COVER, person, document, blocked_cover, words, person, dossier)


def documents_of(dossier: Dossier) -> Iterator[Made]:
    """Make the letter of every part-decision to every person it is about."""
    for about in parts_of(dossier):
        words = _words(dossier, about.part.law)
        document = DecisionLetter(dossier, about, words).document()
        yield _made(PaperKind.LETTER, about.room, document, blocked, words, about, dossier)


def plans_of(dossier: Dossier) -> Iterator[Made]:
    """Make the budget plan of every part-decision for every person who gets something by it."""
    for about in plans(dossier):
        words = _words(dossier, about.part.law)
        document = BudgetPlan(dossier, about, words).document()
        yield _made(PaperKind.PLAN, about.room, document, blocked_plan, words, about, dossier)


def summaries_of(dossier: Dossier) -> Iterator[Made]:
    """Make the summary on one page for every person about whom something is decided."""
    for person, parts in _by_person(dossier):
        words = _words(dossier, None)
        document = Summary(dossier, person, parts, words).document()
        yield _made(PaperKind.SUMMARY, person, document, blocked_summary, words, person, dossier)


def reports_of(dossier: Dossier) -> Iterator[Made]:
    """Make the report for every person who needs something."""
    for person in reported(dossier):
        words = _words(dossier, None)
        document = Report(dossier, person, words).document()
        yield _made(PaperKind.REPORT, person, document, blocked_report, words, person, dossier)


def _words(dossier: Dossier, law: str | None) -> Words:
    return Words(dossier.rule_set.letter_texts, law, dossier.decision.on)


Of = TypeVar("Of", str, PartFor)
"""What a document is about: a person, or a part-decision for a person."""


def _made(
    kind: PaperKind,
    room: str,
    document: Document,
    hold: Callable[[Document, tuple[str, ...], Of, Dossier], tuple[Blocked, ...]],
    words: Words,
    about: Of,
    dossier: Dossier,
) -> Made:
    lacking = tuple(words.lacking)  # known only once the document was made
    return Made(Paper(kind, room).name, document, lacking, hold(document, lacking, about, dossier))


def _by_person(dossier: Dossier) -> Iterator[tuple[str, tuple[PartFor, ...]]]:
    parts = parts_of(dossier)
    for person in dict.fromkeys(about.person for about in parts):
        yield person, tuple(about for about in parts if about.person == person)
