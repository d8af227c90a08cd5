"""How a document asks what a form asks: by the name of whom it is about, and with what it is about."""

import re

from budget_engine.answer import Answer
from budget_engine.drafts.labels import DOMAINS, answer_word, capital, question_of
from budget_engine.language.fact import FactDeclaration, Kind, Privacy
from budget_engine.letter.dossier import Dossier
from budget_engine.values import parse_cents, parse_date, show_cents, show_date

_WHOEVER = re.compile(r"\b(de inwoner|deze persoon)\b", re.IGNORECASE)
"""How the forms name whom a question is about."""

_PRIVATE = "wat hierover is opgeschreven"
"""What stands for an answer of a special kind."""


def asked_of(declared: FactDeclaration, name: str | None) -> str:
    """Ask what a fact asks, naming somebody where a form says 'deze persoon'."""
    question = question_of(declared)
    return question if name is None else capital(_WHOEVER.sub(name, question))


def answered(declared: FactDeclaration, answer: Answer) -> str:
    """Give what was answered, as a document says it; what is most private is not said again."""
    if declared.privacy is Privacy.SPECIAL:
        return _PRIVATE
    if not answer.is_known:
        return answer_word(declared, answer.given)
    match declared.kind:
        case Kind.DATE:
            return show_date(parse_date(answer.given))
        case Kind.AMOUNT:
            return show_cents(parse_cents(answer.given))
        case Kind.YES_NO | Kind.CHOICE | Kind.TEXT | Kind.NUMBER | Kind.DURATION | Kind.DISTANCE | Kind.SHARE:
            return answer_word(declared, answer.given)


def whom(dossier: Dossier, about: str) -> str | None:
    """Name whom something in a case is about, or None where it is about nobody by themselves."""
    case = dossier.case
    people = {person.id: person.id for person in case.persons}
    people |= {need.id: need.person for need in case.needs}
    people |= {item.id: item.offered_to for item in case.support}
    people |= {claim.id: people[claim.need] for claim in case.claims}
    return dossier.names.person(people[about]) if about in people else None


def what(dossier: Dossier, about: str) -> str:
    """Name what a question is about, as people call it."""
    case = dossier.case
    named = {person.id: dossier.names.person(person.id) for person in case.persons}
    named |= {need.id: f"de vraag over {DOMAINS[need.domain].lower()}" for need in case.needs}
    named |= {item.id: item.name or item.id for item in case.support}
    named |= {claim.id: dossier.called(claim.id) for claim in case.claims}
    return {**named, **dossier.solutions}.get(about, about)
