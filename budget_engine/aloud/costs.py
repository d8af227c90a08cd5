"""What something costs elsewhere, read aloud: an amount is never said without its source and its weakness."""

from collections.abc import Iterator, Mapping

from budget_engine.aloud.conditions import Line
from budget_engine.aloud.phrases import sentence
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import Confidence
from budget_engine.values import show_cents, show_date

SURE: Mapping[Confidence, str] = {
    Confidence.HIGH: "staat letterlijk in de bron",
    Confidence.MEDIUM: "niet helemaal zeker",
    Confidence.LOW: "onzeker",
}


def range_of(cost: ReferenceCost) -> str:
    """Say the amounts of a reference cost; an end that is not known is said to be so.

    >>> from datetime import date
    >>> from budget_engine.language.reference_cost import CostUnit
    >>> range_of(ReferenceCost(id="rit", title="Rit", unit=CostUnit.RIDE, low=850, high=1900,
    ...     price_year="2026", source="s", weakness="w", valid_from=date(2026, 1, 1)))
    'per rit € 8,50 tot € 19,00'
    """
    low, high = (None if end is None else show_cents(end) for end in (cost.low, cost.high))
    if low is None or high is None:
        ends = [f"{word} {end}" for word, end in (("ten minste", low), ("hooguit", high)) if end is not None]
        ends.append("een ondergrens is niet bekend" if low is None else "een bovengrens is niet bekend")
    else:
        ends = [low if low == high else f"{low} tot {high}"]
    if cost.likely is not None:
        ends.append(f"waarschijnlijk {show_cents(cost.likely)}")
    return f"per {cost.unit} {', '.join(ends)}"


def reference_cost(read: ReferenceCost) -> Iterator[Line]:
    """Read a reference cost aloud, with where it comes from and what is weak about it."""
    yield 0, sentence(f"Kengetal: {read.title} ({read.id})")
    year = "van een onbekend jaar" if read.known_year is None else f"van {read.known_year}"
    yield 1, sentence(f"Dit kost {range_of(read)}; in prijzen {year}")
    day = "" if read.source_date is None else f", {show_date(read.source_date)}"
    yield 1, sentence(f"Bron: {read.source}{day}")
    yield 1, sentence(f"Zwakke kant: {read.weakness}")
    if read.confidence is not None:
        yield 1, sentence(f"Zekerheid: {SURE[read.confidence]}")
    if read.to_verify:
        yield 1, "Dit is nog niet nagekeken."
    if read.url:
        yield 1, sentence(f"Vindplaats: {read.url}")
    end = "" if read.valid_until is None else f" tot en met {show_date(read.valid_until)}"
    yield 1, sentence(f"Dit kan worden gebruikt vanaf {show_date(read.valid_from)}{end}")
    if read.note:
        yield 1, sentence(f"Opmerking: {read.note}")
