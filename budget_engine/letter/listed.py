"""Which documents a decision gives: of each its kind, and the room it tells from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from budget_engine.letter.decision_letter import gives_something
from budget_engine.letter.dossier import Dossier, PartFor, parts_of


class PaperKind(StrEnum):
    """The kinds of documents, by how their files are called."""

    COVER = "begeleidende-brief"
    LETTER = "besluit"
    PLAN = "budgetplan"
    SUMMARY = "kort"
    REPORT = "verslag"


@dataclass(frozen=True)
class Paper:
    """A document of a decision: its kind, and the room it is about, of a person or of a person under a law."""

    kind: PaperKind
    room: str

    @property
    def name(self) -> str:
        """Give the name of its file: letters, digits and hyphens."""
        named = self.room if self.kind is PaperKind.LETTER else f"{self.kind}-{self.room}"
        return re.sub(r"[^\w-]+", "-", named)


def papers_of(dossier: Dossier) -> tuple[Paper, ...]:
    """List the documents of a decision, in the order in which they lie in the envelope."""
    parts = parts_of(dossier)
    people = dict.fromkeys(about.person for about in parts)
    return (
        *(Paper(PaperKind.COVER, person) for person in people),
        *(Paper(PaperKind.LETTER, about.room) for about in parts),
        *(Paper(PaperKind.PLAN, about.room) for about in plans(dossier)),
        *(Paper(PaperKind.SUMMARY, person) for person in people),
        *(Paper(PaperKind.REPORT, person) for person in reported(dossier)),
    )


def plans(dossier: Dossier) -> Iterator[PartFor]:
    """Walk what is decided about a person by which they get something: it has a budget plan."""
    return (about for about in parts_of(dossier) if gives_something(about))


def reported(dossier: Dossier) -> Iterator[str]:
    """Walk everybody who needs something: the research about them has a report."""
    return iter(dict.fromkeys(need.person for need in dossier.case.needs))
