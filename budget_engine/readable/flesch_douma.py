"""Flesch-Douma: one figure from the words per sentence and the syllables per word.

206,84 - 0,93 x words per sentence - 77 x syllables per word: the formula of Flesch as Douma fitted it to Dutch
in 1960. It counts lengths and nothing else, so nonsense in short words gets the highest figure of all. It stands
among other figures and is never shown alone.
"""

import re

_NUCLEUS = re.compile(
    "eau|ea(?=ms?$)|aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyäëïöüáéíóúàèìòùâêîôûå]"
)
"""What makes a syllable: vowels that are said as one, and that of team. A vowel with a diaeresis begins a new one."""

_QU = re.compile("qu")

_START, _PER_WORD, _PER_SYLLABLE = 20_684, 93, 7_700  # the formula above, in hundredths


def syllables(word: str) -> int:
    """Count the syllables of a Dutch word by its vowels; a word without any has one.

    >>> [syllables(word) for word in ("hulp", "mooie", "ideeën", "cliënt", "beoordeling", "niveau")]
    [1, 2, 3, 2, 4, 2]
    """
    return max(1, len(_NUCLEUS.findall(_QU.sub("k", word.lower()))))


def flesch_douma(sentences: int, words: int, of_words: int) -> int | None:
    """Give the figure in tenths, halves upwards; None when there is nothing to count.

    `of_words` is the number of syllables of all words together.

    >>> flesch_douma(sentences=2, words=10, of_words=15)
    867
    """
    if not sentences or not words:
        return None
    scale = sentences * words
    hundredths = _START * scale - _PER_WORD * words * words - _PER_SYLLABLE * of_words * sentences
    of_a_tenth = 10 * scale
    return (2 * hundredths + of_a_tenth) // (2 * of_a_tenth)
