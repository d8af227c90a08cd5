"""A dossier as the worklist shows it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from budget_engine.drafts.attention import A_WEEK, Term
from budget_engine.follow_up import Left
from budget_engine.store.heads import DraftHead


class Stand(StrEnum):
    """How a dossier stands, as somebody looks for it."""

    RUNNING = "loopt"
    SEALED = "vastgesteld"
    BROKEN = "kan niet worden doorgerekend"


class When(StrEnum):
    """When the first term of a dossier ends."""

    OVERDUE = "verlopen"
    SOON = "binnen een week"
    LATER = "later"
    NONE = "geen termijn"


@dataclass(frozen=True)
class Row:
    """A dossier in the worklist; `problem` says why it could not be worked out, `people` names who it is about."""

    head: DraftHead
    municipality: str
    terms: tuple[Term, ...]
    problem: str | None
    people: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    """What is still to come of what was sealed last: to be sent, objection until, to be looked back at."""

    @property
    def is_sealed(self) -> bool:
        """Tell whether a decision was sealed and nothing was written since."""
        return self.head.sealed_entry is not None and self.head.sealed_entry >= self.head.last_for_seal

    @property
    def state(self) -> str:
        """Say how far it is."""
        if self.head.record is None:
            return "in bewerking"
        if self.is_sealed:
            return f"vastgesteld (record {self.head.record})"
        return f"in bewerking na record {self.head.record}"

    @property
    def first_term(self) -> Term | None:
        """Give the term that ends first; once the decision is sealed none runs here any more."""
        return None if self.is_sealed or not self.terms else self.terms[0]

    @property
    def first_day(self) -> date:
        """Give the day by which rows are ordered; what was sealed and still has to be sent goes before what was."""
        if self.first_term is not None:
            return self.first_term.day
        return next((item.day or date.min for item in self.left), date.max) if self.is_sealed else date.max

    @property
    def stand(self) -> Stand:
        """Tell how it stands."""
        if self.problem is not None:
            return Stand.BROKEN
        return Stand.SEALED if self.is_sealed else Stand.RUNNING

    @property
    def when(self) -> When:
        """Tell when its first term ends, or what comes first of what was sealed; what has no day can be done now."""
        term = self.first_term
        if term is None and not (self.is_sealed and self.left):
            return When.NONE
        days_left = (self.left[0].days_left or 0) if term is None else term.days_left
        if days_left < 0:
            return When.OVERDUE
        return When.SOON if days_left <= A_WEEK else When.LATER

    def is_of(self, name: str) -> bool:
        """Tell whether somebody opened it or wrote in it."""
        return name == self.head.opened_by or name in self.head.writers
