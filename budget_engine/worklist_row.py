"""A dossier as the worklist shows it."""

from dataclasses import dataclass
from datetime import date

from budget_engine.drafts.attention import Term
from budget_engine.follow_up import Left
from budget_engine.store.drafts import DraftHead


@dataclass(frozen=True)
class Row:
    """A dossier in the worklist; `problem` says why it could not be worked out."""

    head: DraftHead
    municipality: str
    terms: tuple[Term, ...]
    problem: str | None
    left: tuple[Left, ...] = ()
    """What is still to come of what was sealed last: to be sent, objection until, to be looked back at."""

    @property
    def is_sealed(self) -> bool:
        """Tell whether a decision was sealed and nothing was written since."""
        return self.head.sealed_entry is not None and self.head.sealed_entry >= self.head.last_entry

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
