"""Why something is refused, as data: a sentence that keeps its names apart, and where it can be mended.

The command line shows the names as they stand in the files; a screen puts its own words in their place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """What a name in a sentence is the name of."""

    PART = "onderdeel"
    """A person, need, claim, alternative or other part of the case."""
    FACT = "feit"
    RULE = "regel"
    LAW = "wet"
    CODE = "code"
    """A word from a list that the files spell in their own way: a result, an intention, a kind."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name or several of the same kind, as the files have them."""

    sort: Sort
    names: tuple[str, ...]


class Mended(StrEnum):
    """Where somebody can take a reason away."""

    DECISION = "besluit"
    JUDGEMENT = "eigen inschatting"
    ADVICE = "advies"
    ANSWERS = "antwoorden"
    OPTIONS = "mogelijkheden"
    FINDINGS = "bevindingen"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason, in Dutch, why something may not be done.

    `sentence` is a constant with a place in braces for every name; what people typed stands in `named` as a
    plain text. `law` is the part-decision it is about, and `mended` where it can be taken away.
    """

    sentence: str
    named: Mapping[str, Named | str] = field(default_factory=dict)
    mended: Mended = Mended.DECISION
    law: str | None = None

    def __str__(self) -> str:
        return self.told(lambda name: ", ".join(name.names))

    def told(self, called: Callable[[Named], str]) -> str:
        """Tell it with what `called` says in the place of every name.

        >>> reason = Reason("Over '{claim}' is niets besloten.", {"claim": named_part("ric")})
        >>> str(reason), reason.told(lambda name: name.names[0].upper())
        ("Over 'ric' is niets besloten.", "Over 'RIC' is niets besloten.")
        """
        return self.sentence.format_map(
            {place: name if isinstance(name, str) else called(name) for place, name in self.named.items()}
        )


def named_part(name: str) -> Named:
    """Name a part of the case."""
    return Named(Sort.PART, (name,))


def named_rules(*names: str) -> Named:
    """Name rules."""
    return Named(Sort.RULE, names)


def named_law(code: str) -> Named:
    """Name a law by its code."""
    return Named(Sort.LAW, (code,))


def named_code(word: str) -> Named:
    """Name a word that the files spell in their own way."""
    return Named(Sort.CODE, (word,))
