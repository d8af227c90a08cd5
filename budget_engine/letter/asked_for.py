"""What a letter says was asked: whether anybody applied, and each need that its provisions answer, in words."""

from collections.abc import Iterator

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.case import Need
from budget_engine.drafts.short_request import WORDS_OF_NEED
from budget_engine.language.fact import Privacy
from budget_engine.letter.content import Anchor, Listed, Section, Source, Text
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.rooms import may_tell, points_at_the_file
from budget_engine.letter.words import Words, as_part
from budget_engine.values import bare


def nobody_applied(dossier: Dossier, about: PartFor) -> bool:
    """Tell whether a letter is only about what nobody applied for."""
    return not any(dossier.is_applied_for(item.claim) for item in about.claims)


def is_mixed(dossier: Dossier, about: PartFor) -> bool:
    """Tell whether somebody applied for some of what a letter is about, and not for the rest."""
    return len({dossier.is_applied_for(item.claim) for item in about.claims}) > 1


def needs_of(dossier: Dossier, about: PartFor) -> tuple[Need, ...]:
    """Give the needs that the provisions of a letter answer."""
    served = {dossier.claims[item.claim].need for item in about.claims}
    return tuple(need for need in dossier.case.needs if need.id in served)


def said_of(dossier: Dossier, need: Need, room: str) -> str | None:
    """Give a need in own words, or else as it was written down; None where a document of a room has no words for it."""
    if not may_tell(room, dossier.rooms.get(need.id)):
        return None
    if need.own_words and bare(need.own_words):
        return f"“{need.own_words.strip()}”"
    answer = dossier.answers.get((need.id, WORDS_OF_NEED))
    declared = dossier.rule_set.fact.get(WORDS_OF_NEED)
    is_told = answer is not None and answer.is_known and bare(answer.given)
    if answer is None or not is_told or declared is None or declared.privacy is Privacy.SPECIAL:
        return None
    return None if points_at_the_file(dossier, answer.given) else sentence(as_part(answer.given))


def asked_words(dossier: Dossier, about: PartFor, need: Need) -> str:
    """Give what a letter says of a need: its words, or else what was asked for it by name."""
    said = said_of(dossier, need, about.room)
    if said is not None:
        return said
    names = (
        about.called(dossier, item) for item in about.claims if dossier.claims[item.claim].need == need.id
    )
    return sentence(enumerated(dict.fromkeys(names)))


def asked_section(dossier: Dossier, about: PartFor, words: Words) -> Section:
    """Say of each need that a letter answers what was asked."""
    piece = "waarvoor-kop" if nobody_applied(dossier, about) else "gevraagd-kop"
    return Section(words.heading(piece), (Listed(tuple(_told(dossier, about))),))


def _told(dossier: Dossier, about: PartFor) -> Iterator[Text]:
    for need in needs_of(dossier, about):
        yield Text(asked_words(dossier, about, need), (Anchor(Source.WISH, (need.id,)),))
