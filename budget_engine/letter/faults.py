"""What can be wrong with a document, so that it is not sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a document."""

    WORDS = "tekst_ontbreekt"
    ADDRESSEE = "geadresseerde_onbekend"
    STEP = "stap_ontbreekt"
    OBJECTION = "bezwaarclausule"
    DECIDED = "anders_dan_besloten"
    AMOUNT = "bedrag_of_dag"
    REASON = "reden"
    DISPUTE = "geschil"
    ROOM = "andere_ruimte"
    SAFETY = "veiligheid"
    DECIDING = "niet_doorslaggevend"


@dataclass(frozen=True)
class Blocked:
    """Why a document cannot be sent, and what to do about it."""

    fault: Fault
    text: str
    hint: str


def lacks_words(lacking: Iterable[str]) -> tuple[Blocked, ...]:
    """Give every piece of a document that nobody wrote words for."""
    hint = "Vraag wie de regels beheert dit briefdeel te schrijven; zie docs/brieven.md."
    return tuple(Blocked(Fault.WORDS, f"De tekst '{piece}' ontbreekt.", hint) for piece in lacking)
