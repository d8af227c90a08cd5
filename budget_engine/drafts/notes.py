"""The working notes of a talk: kept as they are typed, and sentences of them to use as somebody's own words.

Notes are no part of the case: nothing here is sealed, printed or sent. What is used of them is copied; the
notes themselves stay as they are.
"""

import re

from budget_engine.drafts.called import NEEDS
from budget_engine.drafts.entry import Draft, joined
from budget_engine.drafts.shape import GOALS, TALK
from budget_engine.glossary import WORDS

NOTES = joined(TALK, "notities")
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def sentences_of(notes: str) -> tuple[str, ...]:
    r"""Give the sentences of notes, each once and without the dash before it; a line ends a sentence too.

    >>> sentences_of("- Ik slaap slecht. Sem ook!\nwerk: wil weg daar")
    ('Ik slaap slecht.', 'Sem ook!', 'werk: wil weg daar')
    """
    found: list[str] = []
    for line in notes.splitlines():
        bare, start = _BULLET.sub("", line), 0
        for end in _END.finditer(bare):
            found.append(bare[start : end.end()])
            start = end.end()
        found.append(bare[start:])
    return tuple(dict.fromkeys(said.strip() for said in found if any(map(str.isalnum, said))))


def not_used(draft: Draft) -> tuple[str, ...]:
    """Give the sentences of the notes that no need and no goal holds yet."""
    used = [_even(draft.text(joined(place, name, WORDS["own_words"]))) for place, name in _of_people(draft)]
    return tuple(
        said for said in sentences_of(draft.text(NOTES)) if not any(_even(said) in words for words in used)
    )


def taken_over(sentences: list[str], typed: str) -> str:
    """Put what was chosen from the notes and what was typed after each other, as one text in own words."""
    return " ".join(filter(None, (*sentences, typed.strip())))


def _of_people(draft: Draft) -> list[tuple[str, str]]:
    return [(place, name) for place in (NEEDS, GOALS) for name in draft.parts(place)]


def _even(text: str) -> str:
    return " ".join(text.casefold().split())
