"""What gives somebody away in a document of another: words in which an answer about them is recognised.

An answer about a person is recognised by what was chosen and by how it was put; one about what they ask, who
helps them or what they get, by how it was put alone. What was answered so about whoever the document is for
gives nobody away, nor do words that the rules, or the names of what is on offer, have for everybody.
"""

from collections.abc import Iterable, Iterator

from budget_engine.answer import Answer
from budget_engine.language.fact import FactDeclaration, Kind, Privacy
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.rooms import letters_of, segments

_TELLING = 8
"""A word that was chosen about a person gives them away from so many letters on; shorter ones anybody writes."""

_GIVES_AWAY = 10
"""A single word in what somebody wrote at a special answer gives it away from so many letters on."""

_BESIDE = 4
"""Words in a row give away what they were said of when each has so many letters."""

_IN_A_ROW = {True: 2, False: 3}
"""So many of them: two of what is special, else three."""


def given_away(dossier: Dossier, person: str, printed: Iterable[str]) -> tuple[str, ...]:
    """Give the words in printed texts in which answers about somebody else than `person` are told."""
    people = {item.id for item in dossier.case.persons}
    own = {*letters_of("\n".join(text.text for text in dossier.rule_set.letter_texts))}
    others = dict[str, None]()
    for about, fact, answer in dossier.case.answers():
        room = dossier.rooms.get(about)
        if room is not None:
            told = _telling(dossier.rule_set.fact[fact], answer, is_of_person=about in people)
            own.update(told) if _is_of(room, person) else others.update(dict.fromkeys(told))
    said = [f" {' '.join(letters_of(text))} " for text in printed]
    found = [words for words in others if words not in own and any(f" {words} " in text for text in said)]
    if not found:
        return ()
    public = f" {' '.join(_for_everybody(dossier, person))} "
    return tuple(words for words in found if " " not in words or f" {words} " not in public)


def _is_of(room: str, person: str) -> bool:
    return room == person or room.startswith(f"{person}/")


def _for_everybody(dossier: Dossier, person: str) -> Iterator[str]:
    """Walk what stands in the rules, how things are called, and what whoever it is for said or was answered of them."""
    rule_set = dossier.rule_set
    texts = [text.text for text in rule_set.letter_texts]
    texts += [item.resident_text or "" for item in rule_set.consequence_of_finding.values()]
    texts += [fact.question or "" for fact in rule_set.facts]
    texts += [*dossier.solutions.values(), *dossier.names.alternatives.values()]
    for about, _, answer in dossier.case.answers():
        room = dossier.rooms.get(about)
        if room is None or _is_of(room, person):
            texts += [answer.given, answer.reasons or "", answer.evidence or ""]
    texts += [need.own_words or "" for need in dossier.case.needs if need.person == person]
    return (f"{' '.join(letters_of(text))} |" for text in texts)


def _telling(declared: FactDeclaration, answer: Answer, *, is_of_person: bool) -> Iterator[str]:
    """Walk the words by which an answer is recognised: what was chosen in one word, and how it was put."""
    is_special = declared.privacy is Privacy.SPECIAL
    is_chosen = declared.kind is Kind.CHOICE and is_of_person
    if is_chosen and len(given := letters_of(str(answer.given))) == 1:
        yield from (word for word in given if len(word) >= _TELLING)
    texts = (answer.reasons, answer.evidence, answer.given if declared.kind is Kind.TEXT else None)
    for text in texts:
        if is_special and isinstance(text, str):
            yield from (word for word in letters_of(text) if len(word) >= _GIVES_AWAY)
        for segment in segments(text if isinstance(text, str) else ""):
            yield from _rows(letters_of(segment), _IN_A_ROW[is_special])


def _rows(words: list[str], length: int) -> Iterator[str]:
    for number in range(len(words)):
        row = words[number : number + length]
        if len(row) == length and all(len(word) >= _BESIDE for word in row):
            yield " ".join(row)
