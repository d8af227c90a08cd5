"""What people see otherwise, said in the document that rests on it: nothing that is disputed reads as agreed."""

import re

from budget_engine.drafts.labels import capital
from budget_engine.letter.content import Anchor, Source, Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.words import Words, as_part

_MORE = re.compile(r"\ben\b|,")
"""What stands between the names of more than one person."""


def disputed(dossier: Dossier, place: tuple[str, str], words: Words) -> Text:
    """Say of an answer who sees it otherwise, and what they say."""
    dispute = dossier.answers[place].dispute
    declared = dossier.rule_set.fact[place[1]]
    anchor = Anchor(Source.FACT, place)
    who = "" if dispute is None else dossier.names.person(dispute.disputed_by)
    places = {
        "feit": as_part(declared.question or declared.noun_phrase or declared.name),
        "wie": capital(who),
        "ziet": "zien" if _MORE.search(who) else "ziet",
    }
    if dispute is None or dispute.says is None:
        return words.text("geschil-zonder-woorden", anchor, **places)
    return words.text("geschil", anchor, **places, zegt=as_part(dispute.says))
