"""What a neighbourhood offers, in the sentences that are read aloud and shown beside a need."""

from collections.abc import Iterator

from budget_engine.aloud.phrases import sentence
from budget_engine.language.offer import Offer
from budget_engine.values import show_cents, show_date


def said_of(offer: Offer) -> Iterator[str]:
    """Say what an offer is, what it is not, what it costs and how long it takes; what is not known is said."""
    yield sentence(offer.what)
    asked = None if offer.asked_on is None else f"op {show_date(offer.asked_on)}"
    said = (
        ("Voor wie", offer.for_whom), ("Grenzen", "; ".join(offer.limits)), ("Hooguit", offer.at_most),
        ("Wat het kost", _price(offer)), ("Wachttijd", offer.waiting_time or "niet bekend"),
        ("Wie u kunt bellen", offer.contact), ("Adres", offer.url), ("Nagevraagd", asked),
    )  # fmt: skip
    yield from (sentence(f"{label}: {text}") for label, text in said if text)


def _price(offer: Offer) -> str:
    if offer.price is None:
        return "niet bekend"
    return "niets" if offer.price == 0 else f"{show_cents(offer.price)} per {offer.unit}"
