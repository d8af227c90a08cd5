"""Which rooms a document may tell from, and the words that stand in others.

A document about a person tells from the rooms of that person, a letter under one law from that person and
that law; both may tell what is shared. Nothing of another person or law is for them.
"""

import re
from collections.abc import Iterable, Iterator

from budget_engine.letter.dossier import Dossier
from budget_engine.values import bare

LONG_ENOUGH = 25
"""Words of somebody else are recognised from so many characters on; shorter ones anybody may say."""

_LETTERS = re.compile(r"[^\W\d]+")
_SEGMENT = re.compile(r"[.,;:()\n]+")


def letters_of(text: str) -> list[str]:
    """Give the words of a text in small letters, without numbers."""
    return _LETTERS.findall(text.lower())


def segments(text: str) -> list[str]:
    """Divide a text where a mark stands."""
    return _SEGMENT.split(text)


def may_tell(document_room: str, room: str | None) -> bool:
    """Tell whether a document of one room may say what stands in another; None is what is shared."""
    if room is None or room == document_room:
        return True
    return room.startswith(f"{document_room}/") or document_room.startswith(f"{room}/")


def words_elsewhere(dossier: Dossier, document_room: str) -> tuple[str, ...]:
    """Give what people said or wrote in rooms that a document may not tell from; what is said here too is left out.

    What was written for a decision here excuses only what was written for one elsewhere: it makes no answer about
    somebody else a thing of this room.
    """
    said, written = [*_answered(dossier)], [*_written(dossier)]
    of_answers = _here(dossier, document_room, said)
    of_all = f"{of_answers}{_here(dossier, document_room, written)}"
    return (
        *_there(dossier, document_room, said, of_answers),
        *_there(dossier, document_room, written, of_all),
    )


def _here(dossier: Dossier, document_room: str, said: Iterable[tuple[str, str]]) -> str:
    """Give all words of rooms that a document may tell from, apart from each other."""
    own = (bare(words) for about, words in said if may_tell(document_room, dossier.rooms.get(about)))
    return "".join(f"| {words} |" for words in own)


def _there(dossier: Dossier, document_room: str, said: Iterable[tuple[str, str]], here: str) -> Iterator[str]:
    """Walk words of other rooms that are long enough to be recognised and are not said here."""
    for about, words in dict.fromkeys(said):
        told = bare(words)
        is_theirs = not may_tell(document_room, dossier.rooms.get(about))
        if is_theirs and len(told) >= LONG_ENOUGH and f" {told} " not in here:
            yield " ".join(words.split())


def said_in(dossier: Dossier, document_room: str) -> Iterator[str]:
    """Walk what people said or wrote in rooms that a document may tell from."""
    for about, words in (*_answered(dossier), *_written(dossier)):
        if may_tell(document_room, dossier.rooms.get(about)):
            yield words


def _answered(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Walk what people said: about whom or what, and the words."""
    for about, _, answer in dossier.case.answers():
        dispute = answer.dispute
        texts = (answer.given, answer.reasons, answer.evidence, dispute and dispute.says)
        yield from ((about, words) for words in texts if words)
    for need in dossier.case.needs:
        if need.own_words:
            yield need.id, need.own_words


def _written(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Walk what was written for the decision: about what, and the words; the case is what is shared."""
    shared = [dossier.decision.reasons, dossier.decision.resident_view or ""]
    shared += [text for item in dossier.decision.not_granted for text in (item.what, item.reasons)]
    yield from ((dossier.case.id, words) for words in shared)
    for part in dossier.decision.part_decisions:
        for item in part.claims:
            extras = (item.use_of_discretion, item.despite_unknown)
            written = (item.reasons, item.activities, item.condition, *extras)
            yield from ((item.claim, words) for words in written if words)


def disputes_in(dossier: Dossier, document_room: str) -> tuple[tuple[str, str], ...]:
    """Give the answers that a document may tell of and that somebody sees otherwise."""
    places = (place for place, answer in dossier.answers.items() if answer.dispute is not None)
    return tuple(sorted(place for place in places if may_tell(document_room, dossier.rooms.get(place[0]))))


def points_at_the_file(dossier: Dossier, reasons: str) -> bool:
    """Tell whether a reason names something by its id: that is for who keeps the file, and may be of others.

    An id that is a plain word is not looked for: people write it too.
    """
    case = dossier.case
    ids = {part.id for parts in (case.needs, case.support, case.claims) for part in parts}
    named = {word.strip(".,;:()'") for word in reasons.split()}
    return any(name in named and not name.isalpha() for name in ids)
