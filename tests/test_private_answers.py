"""What is most private, such as health, is not said again: not to the family, and not in a report."""

from budget_engine.answer import Answer, Dispute, Provenance
from budget_engine.case import Case
from budget_engine.family.view import family_view
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.made import reports_of
from budget_engine.letter.plain import plain
from budget_engine.weighing import weigh
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_world import real_case, real_decision
from tests.test_family import shown

DENISE = "002-denise"
SPECIAL, OPEN = "diagnose", "in_loondienst"
"""Two facts about a person; the first is of a special class."""


def with_answer(fact: str, given: str, says: str | None = None) -> Case:
    """Give the case of Denise, with an answer about her that somebody may see otherwise."""
    case = real_case(DENISE, rules())
    dispute = None if says is None else Dispute(disputed_by="denise", says=says)
    answer = Answer(given=given, provenance=Provenance.EXPERT, on=TODAY, given_by="huisarts", dispute=dispute)
    persons = (
        person.model_copy(update={"facts": {**person.facts, fact: (answer,)}})
        if person.id == "denise"
        else person
        for person in case.persons
    )
    return case.model_copy(update={"persons": tuple(persons)})


def on_screen(case: Case) -> str:
    view = family_view(case, rules(), weigh(case, rules(), TODAY), {"denise"}, TODAY)
    return "\n".join(shown(view))


def report(case: Case) -> str:
    decision = real_decision(DENISE)
    (made,) = reports_of(Dossier(case, decision, rules(), weigh(case, rules(), decision.on)))
    return plain(made.document)


def test_a_dispute_about_what_is_special_is_not_on_the_screen_of_the_family() -> None:
    says = "Dat is al jaren geleden."

    assert says in on_screen(with_answer(OPEN, "ja", says))
    assert says not in on_screen(with_answer(SPECIAL, "een angststoornis", says))


def test_a_report_says_that_something_special_is_disputed_and_not_what_was_answered() -> None:
    text = report(with_answer(SPECIAL, "een angststoornis", "Dat is al jaren geleden."))

    assert "Dat is al jaren geleden." in text
    assert "Wij gaan uit van: wat hierover is opgeschreven." in text
    assert "angststoornis" not in text


def test_a_report_does_not_name_what_is_special_among_what_is_not_known() -> None:
    asked = {fact: rules().fact[fact].question or "" for fact in (SPECIAL, OPEN)}
    unknown = {fact: report(with_answer(fact, "onbekend")) for fact in asked}

    assert asked[OPEN].removeprefix("Werkt deze persoon") in unknown[OPEN]
    assert asked[SPECIAL] not in unknown[SPECIAL]
