"""How a document says what was answered, and whom and what it is about."""

from budget_engine.answer import Answer
from budget_engine.drafts.labels import DOMAINS, answer_word
from budget_engine.drafts.whom import people_behind
from budget_engine.language.fact import FactDeclaration, Kind, Privacy
from budget_engine.letter.dossier import Dossier
from budget_engine.values import parse_cents, parse_date, show_cents, show_date

_PRIVATE = "wat hierover is opgeschreven"
"""What stands for an answer of a special kind."""


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
    people = people_behind(dossier.case)
    return dossier.names.person(people[about]) if about in people else None


def what(dossier: Dossier, about: str) -> str:
    """Name what a question is about, as people call it."""
    case = dossier.case
    named = {person.id: dossier.names.person(person.id) for person in case.persons}
    named |= {need.id: f"de vraag over {DOMAINS[need.domain].lower()}" for need in case.needs}
    named |= {item.id: item.name or item.id for item in case.support}
    named |= {claim.id: dossier.called(claim.id) for claim in case.claims}
    return {**named, **dossier.solutions}.get(about, about)
