"""The passive voice: 'wordt ... betaald', 'is ... besloten', by the shape of words and by short lists.

Without a grammar this stays an estimate. It would rather miss one than call an active sentence passive: a word
counts as a participle only by its shape, and goes with the auxiliary next to it or nearest before it.
"""

import re
from collections.abc import Iterator

from budget_engine.readable.participles import (
    ALSO_DONE,
    BEFORE_NOUN,
    HEBBEN,
    HOW_ONE_IS,
    MODAL,
    OTHER_WORDS,
    SPLITS,
    STRONG,
    WITH_ZIJN,
    WORDEN,
    ZIJN,
)
from budget_engine.readable.splitting import Word

_FINITE = WORDEN | HEBBEN | (ZIJN - {"zijn"})

_APART = (
    "aan|achter|af|bij|binnen|bloot|boven|buiten|dicht|door|gade|gelijk|goed|groot|heen|her|hoog|in|klaar|kwijt|langs|"
    "los|mede|mee|na|naar|neer|om|omhoog|onder|op|open|over|rond|samen|schoon|stil|stop|tegemoet|tegen|terecht|terug|"
    "tewerk|thuis|toe|uit|vast|vol|voor|voort|vrij|waar|weer|weg|zwart"
)
_GE = re.compile(rf"(?:{_APART}){{0,2}}ge\w{{2,}}(?:d|t|en|aan|ien)")
"""With ge-: gevraagd, toegekend, opgezegd, ingetrokken."""

_WITHOUT_GE = re.compile(
    rf"(?:{_APART}){{0,2}}(?:be|ver|ont|her|er|onder|over|door|mis|vol|weer|achter|om|voor|aan)\w{{2,}}(?:d|[kfshpx]t)"
)
"""Without ge-: beoordeeld, verlengd, verwacht; after another sound than those a t is a present tense: bepaalt."""


_OTHER_ENDS = re.compile(
    r"\w*(?:heid|stond|vond|bood|bond|hield|schap|blijft|gevend|hebbend|staand|komend|gaand|lopend|houdend|liggend)"
)
"""Past tenses, nouns and what is going on, which end like a participle."""


def passive(words: tuple[Word, ...]) -> Iterator[tuple[Word, Word]]:
    """Walk the passives of one sentence: the auxiliary and its participle, in the order in which they stand."""
    for clause in _clauses(words):
        for place, word in enumerate(clause):
            before = clause[place - 1].small if place else ""
            if not _is_participle(word.small) or before in BEFORE_NOUN:
                continue
            auxiliary = _auxiliary(clause, place)
            if auxiliary is None or not _makes_passive(clause[auxiliary].small, word.small):
                continue
            first, last = sorted((auxiliary, place))
            yield clause[first], clause[last]
            break


def _makes_passive(auxiliary: str, participle: str) -> bool:
    is_state = participle in HOW_ONE_IS or participle in WITH_ZIJN
    if auxiliary in WORDEN:
        return not is_state or participle in ALSO_DONE
    return auxiliary in ZIJN and not is_state


def _clauses(words: tuple[Word, ...]) -> Iterator[list[Word]]:
    """Cut a sentence at commas and at words that open a clause; what lies within commas ends the clause."""
    held: list[Word] = []
    for word in words:
        if held and word.small in SPLITS:
            yield held
            held = []
        held.append(word)
        if word.is_followed_by_break:
            yield held
            held = []
    if held:
        yield held


def _is_participle(word: str) -> bool:
    if word in STRONG:
        return True
    if word in OTHER_WORDS or _OTHER_ENDS.fullmatch(word) is not None:
        return False
    return (_GE.fullmatch(word) or _WITHOUT_GE.fullmatch(word)) is not None


def _auxiliary(clause: list[Word], place: int) -> int | None:
    """Give the place of the auxiliary that a participle goes with: right behind it, else nearest before it."""
    behind = place + 1
    while behind < len(clause) and clause[behind].small in MODAL:  # 'betaald kan worden'
        behind += 1
    if behind < len(clause) and _is_auxiliary(clause, behind, place):
        return behind
    return next((near for near in range(place - 1, -1, -1) if _is_auxiliary(clause, near, place)), None)


def _is_auxiliary(clause: list[Word], near: int, place: int) -> bool:
    word = clause[near].small
    if near and clause[near - 1].small in BEFORE_NOUN - {"het"}:
        return False  # 'de was', 'een is'
    if word == "zijn" and abs(near - place) > 1:  # his, unless nothing else could be the verb
        return not any(other.small in _FINITE for other in clause)
    return word in _FINITE or word == "zijn"
