"""What keeps a document beside the letters from being sent: the letter on top, the plan, the report, the summary."""

from collections.abc import Iterable, Iterator

from budget_engine.letter.content import Document
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Blocked, Fault, lacks_words
from budget_engine.letter.held import Held, figures_in, figures_of_record


def blocked_beside(
    document: Document, lacking: Iterable[str], person: str, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why a document about a person cannot be sent, whatever kind it is."""
    held = Held(document, dossier)
    return (
        *lacks_words(lacking),
        *held.addressee(person),
        *held.figures({*figures_of_record(dossier), *_of_rules(dossier)}),
        *held.rooms(),
        *held.safety(),
    )


def blocked_cover(
    document: Document, lacking: Iterable[str], person: str, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why the letter on top cannot be sent."""
    return (*blocked_beside(document, lacking, person, dossier), *_not_granted(document, dossier))


def _not_granted(document: Document, dossier: Dossier) -> Iterator[Blocked]:
    """Hold that each wish that was not granted is named with its reason."""
    said = " ".join(Held(document, dossier).words.split())
    for item in dossier.decision.not_granted:
        if " ".join(item.reasons.split()).rstrip(".") not in said:
            yield Blocked(
                Fault.REASON,
                f"In de begeleidende brief staat niet waarom '{item.what}' niet is toegekend.",
                "Maak de brief opnieuw uit het besluit.",
            )


def _of_rules(dossier: Dossier) -> set[str]:
    """Give the amounts and days in the words of the rules."""
    texts = [item.resident_text or "" for item in dossier.rule_set.consequence_of_finding.values()]
    texts += [text.text for text in dossier.rule_set.letter_texts]
    return figures_in("\n".join(texts))
