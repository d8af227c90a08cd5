"""What was found in a text, in Dutch sentences that stand beside it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.readable.readability import LONG, Readability, Remark, RemarkKind, Sentence

NOT_SEEN = (
    "Geen van deze cijfers ziet of de tekst klopt, of er onzin staat, en of de lezer er iets aan heeft. "
    "Lees de tekst zelf, en laat iemand anders hem lezen."
)
"""Stands below every result."""

NOT_MEASURED = "niet gemeten (de woordenlijst is niet geïnstalleerd; zie docs/leesbaarheid.md)"


@dataclass(frozen=True)
class Beside:
    """A sentence, and what stands beside it."""

    sentence: Sentence
    lines: tuple[str, ...]


def said_of(remark: Remark) -> str:
    """Say what a writer could look at, and what could stand there instead."""
    match remark.kind:
        case RemarkKind.LONG_SENTENCE:
            return f"Deze zin heeft {remark.word_count} woorden. Maak er kortere zinnen van."
        case RemarkKind.RARE_WORD:
            return f"'{remark.text}' komt weinig voor. Kent de lezer dit woord?"
        case RemarkKind.PASSIVE:
            return f"'{remark.text}': lijdende vorm. Zeg liever wie het doet."
        case RemarkKind.JARGON:
            return _jargon(remark)


def _jargon(remark: Remark) -> str:
    if remark.plain is None:
        return f"'{remark.text}': leg uit. Het betekent: {remark.explained}."
    if remark.explained is None:
        return f"'{remark.text}': zeg liever: {remark.plain}."
    return f"'{remark.text}': zeg liever: {remark.plain}. Of leg uit. Het betekent: {remark.explained}."


def beside(found: Readability) -> Iterator[Beside]:
    """Walk the sentences that have a remark, with what is said of them.

    A word that comes back is spoken of once, with how often it stands in the text.
    """
    times = Counter(map(_word, found.remarks))
    said = set[str]()
    on = found.remarks_by_sentence()
    for sentence in found.sentences:
        lines = []
        for remark in on.get(sentence.number, ()):
            word = _word(remark)
            if word is None or word not in said:
                often = (
                    "" if word is None or times[word] == 1 else f" (Staat {times[word]} keer in de tekst.)"
                )
                lines.append(f"{said_of(remark)}{often}")
            said.update(() if word is None else (word,))
        if lines:
            yield Beside(sentence, tuple(lines))


def _word(remark: Remark) -> str | None:
    """Give the word that a remark is about; None for what is about its sentence."""
    match remark.kind:
        case RemarkKind.JARGON:
            return remark.jargon
        case RemarkKind.RARE_WORD:
            return remark.text.lower()
        case RemarkKind.LONG_SENTENCE | RemarkKind.PASSIVE:
            return None


def figures(found: Readability) -> Iterator[tuple[str, str]]:
    """Walk the figures, each with its name; none of them is a mark."""
    counted = found.counted()
    yield "Zinnen", str(len(found.sentences))
    yield "Woorden", str(found.word_count)
    yield "Langste zin", f"{found.longest} {'woord' if found.longest == 1 else 'woorden'}"
    yield "Woorden per zin", f"gemiddeld {tenths(found.mean_tenths)}"
    yield f"Zinnen van meer dan {LONG} woorden", str(counted[RemarkKind.LONG_SENTENCE])
    yield "Vakwoorden", str(counted[RemarkKind.JARGON])
    rare = str(counted[RemarkKind.RARE_WORD]) if found.is_frequency_measured else NOT_MEASURED
    yield "Woorden die weinig voorkomen", rare
    yield "Lijdende vormen", str(counted[RemarkKind.PASSIVE])
    flesch_douma = found.flesch_douma_tenths
    yield (
        "Flesch-Douma",
        (
            "niet te tellen"
            if flesch_douma is None
            else f"{tenths(flesch_douma)} (telt alleen de lengte van zinnen en woorden)"
        ),
    )


def tenths(value: int) -> str:
    """Write a figure that is held in tenths.

    >>> tenths(359), tenths(-4)
    ('35,9', '-0,4')
    """
    whole, part = divmod(abs(value), 10)
    return f"{'-' if value < 0 else ''}{whole},{part}"
