"""How often a word is met in written and spoken Dutch, by the list of wordfreq.

The list comes with the extra `leesbaarheid`. Without it nothing is guessed: the frequency is not measured.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

Frequency: TypeAlias = Callable[[str], int]
"""Gives the Zipf value of a word in tenths: 30 is once in a million words, 60 once in a thousand."""

_KEPT = 50_000  # words: more than the longest letter has


@lru_cache(maxsize=1)
def dutch_frequency() -> Frequency | None:
    """Give the frequency of Dutch words, or None where the list is not installed."""
    try:
        from wordfreq import zipf_frequency
    except ImportError:
        return None

    @lru_cache(maxsize=_KEPT)
    def tenths(word: str) -> int:
        found: int = round(zipf_frequency(word, "nl") * 10)
        return found

    return tenths
