"""Which rooms a document may tell from, and the words that stand in others.

A document about a person tells from the rooms of that person, a letter under one law from that person and
that law; both may tell what is shared. Nothing of another person or law is for them.
"""

import re
from collections.abc import Iterator

from budget_engine.answer import Answer
from budget_engine.language.fact import FactDeclaration, Kind, Privacy
from budget_engine.letter.dossier import Dossier, PartFor

LONG_ENOUGH = 25
"""Words of somebody else are recognised from so many characters on; shorter ones anybody may say."""

_TELLING = 8
"""A word of somebody's private answers gives them away from so many letters on; shorter ones anybody writes."""

_GIVES_AWAY = 10
"""A single word in what somebody wrote at a special answer gives it away from so many letters on."""

_BESIDE = 4
"""Words in a row give away what they were said of when each has so many letters."""

_IN_A_ROW = {True: 2, False: 3}
"""So many of them: two of what is special, else three."""

_WORD = re.compile(r"[^\W\d]+")
_SEGMENT = re.compile(r"[.,;:()\n]+")


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


def given_away(dossier: Dossier, about: PartFor) -> tuple[str, ...]:
    """Give the words in what was written for a part-decision in which answers about somebody else are told.

    What was answered so about whoever it is for gives nobody away, nor do words that every letter has.
    """
    own = {*_words("\n".join(text.text for text in dossier.rule_set.letter_texts))}
    others = dict[str, None]()
    people = {person.id for person in dossier.case.persons}
    for person, fact, answer in dossier.case.answers():
        if person in people:
            told = _telling(dossier.rule_set.fact[fact], answer)
            own.update(told) if person == about.person else others.update(dict.fromkeys(told))
    written = [text for item in about.claims for text in (item.reasons, item.activities, item.condition)]
    written += [text for item in about.claims for text in (item.despite_unknown, item.use_of_discretion)]
    said = " ".join(_words("\n".join(text for text in (*written, *about.part.conditions) if text)))
    return tuple(words for words in others if words not in own and f" {words} " in f" {said} ")


def _telling(declared: FactDeclaration, answer: Answer) -> Iterator[str]:
    """Walk the words by which an answer is recognised: what was chosen in one word, and how it was put."""
    is_special = declared.privacy is Privacy.SPECIAL
    if declared.kind is Kind.CHOICE and len(given := _words(str(answer.given))) == 1:
        yield from (word for word in given if len(word) >= _TELLING)
    texts = (answer.reasons, answer.evidence, answer.given if declared.kind is Kind.TEXT else None)
    for text in texts:
        if is_special and isinstance(text, str):
            yield from (word for word in _words(text) if len(word) >= _GIVES_AWAY)
        for segment in _SEGMENT.split(text if isinstance(text, str) else ""):
            words = _words(segment)
            for number in range(len(words)):
                row = words[number : number + _IN_A_ROW[is_special]]
                if len(row) == _IN_A_ROW[is_special] and all(len(word) >= _BESIDE for word in row):
                    yield " ".join(row)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
