"""What people see otherwise, said in the document that rests on it: nothing that is disputed reads as agreed."""

import re
from collections.abc import Collection, Iterator

from budget_engine.drafts.labels import capital
from budget_engine.drafts.whom import asked_of
from budget_engine.flips.subjects import Asked
from budget_engine.flips.supposing import Place
from budget_engine.language.rule_set import Stage
from budget_engine.letter.asking import answered, whom
from budget_engine.letter.content import Anchor, Source, Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.rooms import disputes_in
from budget_engine.letter.words import Words, as_part

_MORE = re.compile(r"\ben\b|,")
"""What stands between the names of more than one person."""


def disputed(dossier: Dossier, place: tuple[str, str], words: Words) -> Text:
    """Say of an answer what we go by, who sees it otherwise, and what they say."""
    answer = dossier.answers[place]
    dispute = answer.dispute
    declared = dossier.rule_set.fact[place[1]]
    anchor = Anchor(Source.FACT, place)
    who = "" if dispute is None else dossier.names.person(dispute.disputed_by)
    places = {
        "feit": as_part(asked_of(declared, whom(dossier, place[0]))),
        "antwoord": as_part(answered(declared, answer)),
        "wie": capital(who),
        "ziet": "zien" if _MORE.search(who) else "ziet",
    }
    if dispute is None or dispute.says is None:
        return words.text("geschil-zonder-woorden", anchor, **places)
    return words.text("geschil", anchor, **places, zegt=as_part(dispute.says))


def disputed_places(dossier: Dossier, claims: Collection[str], room: str) -> tuple[Place, ...]:
    """Give the disputed answers that what was decided rests on, and that a document of a room may tell of.

    That is what a finding that is raised rests on, and what would turn a finding if it were otherwise: so also
    what keeps a bar away.
    """
    seen = {
        (ground.about, ground.asked_fact): None
        for finding in dossier.weighing.assessment.findings
        if finding.about in claims and finding.counts
        for ground in finding.decisive
        if ground.is_disputed
    }
    may_be_told = disputes_in(dossier, room)
    asked = Asked(dossier.case, dossier.rule_set, dossier.weighing)
    turning = {place: None for place in may_be_told if any(_turns(asked, place, claim) for claim in claims)}
    return tuple(place for place in {**seen, **turning} if place in may_be_told)


def _turns(asked: Asked, place: Place, claim: str) -> bool:
    """Tell whether another answer would turn a finding about a claim."""
    space, entity = asked.space, asked.space.facts.entities[claim]
    return any(
        space.base.with_changes({place: value}).finding(rule, entity) is not space.base.finding(rule, entity)
        for rule in _reading(asked, place, claim)
        for value in space.tried_for_finding(rule).of(place, space.base)
    )


def _reading(asked: Asked, place: Place, claim: str) -> Iterator[str]:
    """Walk the findings about a claim that rest on an answer and were not set aside."""
    cones, set_aside = asked.space.readers.finding_cone, asked.space.set_aside
    for rule, about in asked.weighing.outcomes[Stage.ASSESSMENT].findings:
        if about == claim and (rule, about) not in set_aside and place[1] in cones[rule]:
            yield rule
