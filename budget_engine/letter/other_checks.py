"""What keeps a document beside the letters from being sent: the letter on top, the plan, the report, the summary."""

from collections.abc import Iterable, Iterator

from budget_engine.budget import BudgetLine, budget_of
from budget_engine.case import Party
from budget_engine.letter.as_decided import AsDecided
from budget_engine.letter.content import Document
from budget_engine.letter.dossier import Dossier, PartFor, parts_about
from budget_engine.letter.faults import Blocked, lacks_words
from budget_engine.letter.figures import figures_decided, figures_of_record, figures_of_rules, figures_written
from budget_engine.letter.framed import Framed
from budget_engine.letter.held import Held
from budget_engine.letter.kept_report import KeptReport
from budget_engine.letter.kept_short import KeptShort
from budget_engine.letter.one_page import blocked_by_length
from budget_engine.letter.rooms import disputes_in
from budget_engine.letter.said_why import SaidWhy
from budget_engine.values import show_cents


def blocked_beside(
    document: Document, lacking: Iterable[str], person: str, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why a document about a person cannot be sent, whatever kind it is."""
    held = Held(document, dossier)
    return (
        *lacks_words(lacking),
        *held.addressee(person),
        *held.figures({*figures_of_record(dossier), *figures_of_rules(dossier)}),
        *held.rooms(),
        *held.safety(),
    )


def blocked_cover(
    document: Document, lacking: Iterable[str], person: str, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why the letter on top cannot be sent."""
    parts = parts_about(dossier, person)
    decided = AsDecided(document, dossier, parts)
    return (
        *blocked_beside(document, lacking, person, dossier),
        *decided.claims(),
        *decided.together(),
        *Held(document, dossier).given_away(),
        *Framed(document, dossier, person, parts).held(),
    )


def blocked_summary(
    document: Document, lacking: Iterable[str], person: str, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why the summary cannot be sent."""
    parts = parts_about(dossier, person)
    short = KeptShort(document, dossier, parts)
    return (
        *blocked_beside(document, lacking, person, dossier),
        *Held(document, dossier).given_away(),
        *short.claims(),
        *short.together(),
        *Framed(document, dossier, person, parts).held(),
        *blocked_by_length(document),
    )


def blocked_plan(
    document: Document, lacking: Iterable[str], about: PartFor, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why a plan cannot be sent: it has every amount and day that was decided."""
    held, budget = Held(document, dossier), budget_of(about.part.law, _lines(about))
    decided = AsDecided(document, dossier, (about,))
    years: dict[int, int] = {}
    for item in budget.years:
        years[item.year] = years.get(item.year, 0) + item.cents
    returns = dossier.weighing.alternative(dossier.decision.chosen).returns
    lines = () if returns is None else returns.lines
    others = (line for line in lines if line.party is not Party.MUNICIPALITY)
    expected = (cents for line in others for year in line.years for cents in year.ends if cents is not None)
    known = {
        *figures_written(about, dossier),
        *figures_of_rules(dossier),
        *map(show_cents, years.values()),
        *map(show_cents, expected),
    }
    return (
        *lacks_words(lacking),
        *held.figures(known, figures_decided(about, dossier)),
        *decided.claims(),
        *decided.together(),
        *decided.periods(),
        *Framed(document, dossier, about.person, (about,)).held(),
        *held.rooms(),
        *held.given_away(),
        *held.safety(),
    )


def blocked_report(
    document: Document, lacking: Iterable[str], person: str, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why a report cannot be sent: it says of everything it may tell who sees it otherwise."""
    disputes = Held(document, dossier).disputes(disputes_in(dossier, document.room))
    return (
        *blocked_beside(document, lacking, person, dossier),
        *disputes,
        *SaidWhy(document, dossier).disputes(),
        *Framed(document, dossier, person).held(),
        *KeptReport(document, dossier, person).held(),
    )


def _lines(about: PartFor) -> Iterator[BudgetLine]:
    return (line for item in about.claims for line in item.lines)
