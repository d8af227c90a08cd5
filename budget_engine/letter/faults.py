"""What can be wrong with a document, so that it is not sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from budget_engine.language.letter_text import PIECES


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
    LENGTH = "te_lang"


@dataclass(frozen=True)
class Blocked:
    """Why a document cannot be sent, and what to do about it."""

    fault: Fault
    text: str
    hint: str


def lacks_words(lacking: Iterable[str]) -> tuple[Blocked, ...]:
    """Give every piece of a document that nobody wrote words for, and who can do something about it."""
    return tuple(
        Blocked(Fault.WORDS, f"De tekst '{piece}' ontbreekt.", _OWN if PIECES[piece].is_local else _OLDER)
        for piece in lacking
    )


_OWN = "Vraag wie de regels van de gemeente beheert dit briefdeel te schrijven; zie docs/brieven.md."
"""What to do about a piece that only the municipality can write."""

_OLDER = (
    "De regels waarmee dit is gemaakt, zijn van voor dit briefdeel. Is er nog niets vastgesteld? Laat de regels dan "
    "bijwerken. Is het besluit vastgesteld? Dan veranderen die regels niet meer: neem een nieuw besluit met de "
    "regels van nu."
)
"""What to do about a piece for which there are national words: the rules at hand are older than it."""
