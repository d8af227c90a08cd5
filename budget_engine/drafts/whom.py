"""Whom a question is about, and how it is asked by their name where a form says 'deze persoon'."""

import re
from collections.abc import Mapping

from budget_engine.case import Case
from budget_engine.drafts.labels import capital, question_of
from budget_engine.language.fact import EntityKind, FactDeclaration

_WHOEVER = r"de inwoner|deze (?:inwoner|persoon|leerling|jeugdige|minderjarige)"
"""How a form names whoever a need is of."""

_RELATED = r"deze (?:mantelzorger|ouder of voogd|ouder(?! of\b))"
"""How a form names a person by what they are to another; in a question about a need that is somebody else."""


def whoever_in(declared: FactDeclaration) -> re.Pattern[str]:
    """Give the words with which the question of a fact names whom it is about."""
    words = f"{_WHOEVER}|{_RELATED}" if declared.entity is EntityKind.PERSON else _WHOEVER
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def asked_of(declared: FactDeclaration, name: str | None) -> str:
    """Ask what a fact asks, naming somebody where the form names whoever it is about."""
    return named_in(question_of(declared), declared, name)


def named_in(question: str, declared: FactDeclaration, name: str | None) -> str:
    """Put a name in the words of a question; without a name they stay as they are."""
    return question if name is None else capital(whoever_in(declared).sub(lambda _: name, question))


def people_behind(case: Case) -> Mapping[str, str]:
    """Give of all that a question can be about the person it is of; help that is there is of whoever gets it."""
    people = {person.id: person.id for person in case.persons}
    people |= {need.id: need.person for need in case.needs}
    people |= {item.id: item.offered_to for item in case.support}
    return people | {claim.id: people[claim.need] for claim in case.claims}
