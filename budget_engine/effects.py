"""The name of an effect: how it is read, by what it is known, and when two names may be a slip of one.

Lines of a ledger with the same effect count once, so a name must not become another by the way it is typed.
"""

import unicodedata
from typing import Annotated

from pydantic import BeforeValidator

from budget_engine.glossary import WORDS


def _read_effect(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not value.strip():
        raise ValueError(
            f"'{WORDS['effect']}' is leeg. Schrijf een naam voor wat er gebeurt, of haal het weg."
        )
    return " ".join(value.split())


EffectId = Annotated[str, BeforeValidator(_read_effect)]
"""The name of an effect, without the spaces around it."""


def words_key(words: str) -> str:
    """Give by what words are known: capitals and the spaces around and between them say nothing.

    >>> words_key(" Uit de  bijstand") == words_key("uit de Bijstand")
    True
    """
    return " ".join(words.split()).casefold()


def effect_key(effect: str | None) -> str | None:
    """Give by what an effect is known; lines with the same one count once."""
    return None if effect is None else words_key(effect)


_LEAST_ALIKE = 3  # letters; of shorter names one letter is most of the name


def is_nearly(one: str, other: str) -> bool:
    """Tell whether two names differ by a slip: in signs and accents alone, in one letter, or in two that swapped.

    Figures are no slips: they tell what is numbered apart.

    >>> is_nearly("uit-de-bijstand", "uit de bijstand"), is_nearly("uit-de-bijstand", "uit-de-bijstnad")
    (True, True)
    >>> is_nearly("loon-erik", "lon-erik"), is_nearly("loon-erik", "loon-anouk"), is_nearly("jaar-1", "jaar-2")
    (True, False, False)
    """
    left, right = _letters(one), _letters(other)
    if left == right:
        return True
    start = _alike(left, right)
    left, right = left[start:], right[start:]
    end = _alike(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    is_swap = len(left) == len("ab") and left == right[::-1]
    is_slip = is_swap or max(len(left), len(right)) == 1
    is_numbered = any(letter.isdigit() for letter in left + right)
    return is_slip and not is_numbered and start + end >= _LEAST_ALIKE


def _letters(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if letter.isalnum())


def _alike(left: str, right: str) -> int:
    """Count the letters with which two names begin alike."""
    pairs = zip(left, right, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))
