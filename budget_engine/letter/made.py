"""The documents of a decision, each with what keeps it from being sent."""

from collections.abc import Iterator
from dataclasses import dataclass

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


def covers_of(dossier: Dossier) -> Iterator[Made]:
    """Make the letter on top for every person about whom something is decided."""
    for person, parts in _by_person(dossier):
        words = Words(dossier.rule_set.letter_texts, None, dossier.decision.on)
        document = CoveringLetter(dossier, person, parts, words).document()
        lacking = tuple(words.lacking)
        yield Made(
            Paper(PaperKind.COVER, person).name,
            document,
            lacking,
            blocked_cover(document, lacking, person, dossier),
        )


def documents_of(dossier: Dossier) -> Iterator[Made]:
    """Make the letter of every part-decision to every person it is about."""
    for about in parts_of(dossier):
        words = Words(dossier.rule_set.letter_texts, about.part.law, dossier.decision.on)
        document = DecisionLetter(dossier, about, words).document()
        lacking = tuple(words.lacking)
        yield Made(
            Paper(PaperKind.LETTER, about.room).name,
            document,
            lacking,
            blocked(document, lacking, about, dossier),
        )


def plans_of(dossier: Dossier) -> Iterator[Made]:
    """Make the budget plan of every part-decision for every person who gets something by it."""
    for about in plans(dossier):
        words = Words(dossier.rule_set.letter_texts, about.part.law, dossier.decision.on)
        document = BudgetPlan(dossier, about, words).document()
        lacking = tuple(words.lacking)
        yield Made(
            Paper(PaperKind.PLAN, about.room).name,
            document,
            lacking,
            blocked_plan(document, lacking, about, dossier),
        )


def summaries_of(dossier: Dossier) -> Iterator[Made]:
    """Make the summary on one page for every person about whom something is decided."""
    for person, parts in _by_person(dossier):
        words = Words(dossier.rule_set.letter_texts, None, dossier.decision.on)
        document = Summary(dossier, person, parts, words).document()
        lacking = tuple(words.lacking)
        yield Made(
            Paper(PaperKind.SUMMARY, person).name,
            document,
            lacking,
            blocked_summary(document, lacking, person, dossier),
        )


def reports_of(dossier: Dossier) -> Iterator[Made]:
    """Make the report for every person who needs something."""
    for person in reported(dossier):
        words = Words(dossier.rule_set.letter_texts, None, dossier.decision.on)
        document = Report(dossier, person, words).document()
        lacking = tuple(words.lacking)
        yield Made(
            Paper(PaperKind.REPORT, person).name,
            document,
            lacking,
            blocked_report(document, lacking, person, dossier),
        )


def _by_person(dossier: Dossier) -> Iterator[tuple[str, tuple[PartFor, ...]]]:
    parts = parts_of(dossier)
    for person in dict.fromkeys(about.person for about in parts):
        yield person, tuple(about for about in parts if about.person == person)
