"""A dossier as the worklist shows it."""

from dataclasses import dataclass
from enum import StrEnum

from budget_engine.drafts.attention import Term
from budget_engine.store.drafts import DraftHead


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


_A_WEEK = 7  # days, today not counted


@dataclass(frozen=True)
class Row:
    """A dossier in the worklist; `problem` says why it could not be worked out, `people` names who it is about."""

    head: DraftHead
    municipality: str
    terms: tuple[Term, ...]
    problem: str | None
    people: tuple[str, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Tell whether a decision was sealed and nothing was written since."""
        return self.head.record is not None and self.head.sealed_entry == self.head.last_entry

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
    def stand(self) -> Stand:
        """Tell how it stands."""
        if self.problem is not None:
            return Stand.BROKEN
        return Stand.SEALED if self.is_sealed else Stand.RUNNING

    @property
    def when(self) -> When:
        """Tell when its first term ends."""
        term = self.first_term
        if term is None:
            return When.NONE
        if term.days_left < 0:
            return When.OVERDUE
        return When.SOON if term.days_left <= _A_WEEK else When.LATER

    def is_of(self, name: str) -> bool:
        """Tell whether somebody opened it or wrote in it."""
        return name == self.head.opened_by or name in self.head.writers
