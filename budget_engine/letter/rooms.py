"""Which rooms a document may tell from, and the words that stand in others.

A document about a person tells from the rooms of that person, a letter under one law from that person and
that law; both may tell what is shared. Nothing of another person or law is for them.
"""

from collections.abc import Iterator

from budget_engine.letter.dossier import Dossier

LONG_ENOUGH = 25
"""Words of somebody else are recognised from so many characters on; shorter ones anybody may say."""


def may_tell(document_room: str, room: str | None) -> bool:
    """Tell whether a document of one room may say what stands in another; None is what is shared."""
    if room is None or room == document_room:
        return True
    return room.startswith(f"{document_room}/") or document_room.startswith(f"{room}/")


def words_elsewhere(dossier: Dossier, document_room: str) -> tuple[str, ...]:
    """Give what people said or wrote in rooms that a document may not tell from; what is said here too is left out."""
    here = set[str]()
    there: dict[str, None] = {}
    for about, words in _said(dossier):
        told = " ".join(words.split())
        if may_tell(document_room, dossier.rooms.get(about)):
            here.add(told)
        elif len(told) >= LONG_ENOUGH:
            there[told] = None
    return tuple(words for words in there if not any(words.rstrip(".") in said for said in here))


def said_in(dossier: Dossier, document_room: str) -> Iterator[str]:
    """Walk what people said or wrote in rooms that a document may tell from."""
    for about, words in _said(dossier):
        if may_tell(document_room, dossier.rooms.get(about)):
            yield words


def _said(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Walk everything that was said or written: about whom or what, and the words; the case is what is shared."""
    shared = [dossier.decision.reasons, dossier.decision.resident_view or ""]
    shared += [text for item in dossier.decision.not_granted for text in (item.what, item.reasons)]
    yield from ((dossier.case.id, words) for words in shared)
    for about, _, answer in dossier.case.answers():
        dispute = answer.dispute
        texts = (answer.given, answer.reasons, answer.evidence, dispute and dispute.says)
        yield from ((about, words) for words in texts if words)
    for need in dossier.case.needs:
        if need.own_words:
            yield need.id, need.own_words
    for part in dossier.decision.part_decisions:
        for item in part.claims:
            written = (item.reasons, item.activities, item.condition, item.despite_unknown)
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
