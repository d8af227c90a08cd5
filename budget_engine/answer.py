"""An answer to a fact: what was given, as it was written, and how we know it.

Answers are added, never overwritten: the last one counts, the earlier ones stay. A disputed answer is
read by its recorded value, and what rests on it says so.
"""

from enum import StrEnum

from pydantic import model_validator

from budget_engine.glossary import UNKNOWN, Noun
from budget_engine.values import Day


class Provenance(StrEnum):
    """How we know something."""

    OWN_STATEMENT = "eigen_verklaring"
    REGISTER = "register"
    DOCUMENT = "document"
    EXPERT = "deskundige"
    JUDGEMENT = "oordeel"
    POLICY_CHOICE = "beleidskeuze"


class Dispute(Noun):
    """Somebody sees it otherwise: who, what they say, and why."""

    disputed_by: str
    says: str | None = None
    reasons: str | None = None


class Answer(Noun):
    """One answer with its provenance; `given` is text, read by the declaration of its fact."""

    given: str
    provenance: Provenance
    given_by: str | None = None
    on: Day | None = None
    recorded_at: Day | None = None
    evidence: str | None = None
    reasons: str | None = None
    dispute: Dispute | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether the answer is other than asked-and-not-known."""
        return self.given != UNKNOWN

    @model_validator(mode="after")
    def _a_value(self) -> "Answer":
        if not self.given.strip():
            raise ValueError(
                f"Een antwoord is niet leeg. Schrijf '{UNKNOWN}' als het gevraagd is en niet bekend."
            )
        return self


Answers = tuple[Answer, ...]
"""All answers to one fact, the earliest first; the last one counts."""
