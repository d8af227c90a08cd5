"""A family is asked by name, on the sheet and on their screen; in a question about help no one's place is taken."""

import re

import pytest

from budget_engine.case import Case
from budget_engine.drafts.labels import question_of
from budget_engine.drafts.whom import asked_of, people_behind
from budget_engine.family.view import family_view
from budget_engine.letter.plain import plain
from budget_engine.letter.talk_sheet import talk_sheet
from budget_engine.weighing import weigh
from tests.dossiers import CASES
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_world import VAN_WETERING, real_case
from tests.test_family import shown
from tests.test_talk_sheet import view_of

OF_A_FORM = re.compile(
    r"\b(de inwoner|deze (inwoner|persoon|leerling|jeugdige|ouder( of voogd)?))\b", re.IGNORECASE
)
every_case = pytest.mark.parametrize("slug", [folder.name for folder in CASES])


def unanswered(slug: str) -> Case:
    """Give a case of which nothing was answered, so that all is still asked."""
    case = real_case(slug, rules())
    return case.model_copy(
        update={
            "facts": {},
            "persons": tuple(one.model_copy(update={"facts": {}}) for one in case.persons),
            "needs": tuple(one.model_copy(update={"facts": {}}) for one in case.needs),
            "support": tuple(one.model_copy(update={"facts": {}}) for one in case.support),
        }
    )


@every_case
def test_no_sheet_asks_in_the_words_of_a_form(slug: str) -> None:
    sheet = plain(talk_sheet(view_of(slug)).document)

    assert not OF_A_FORM.findall(sheet)


@every_case
def test_no_screen_of_a_family_asks_in_the_words_of_a_form(slug: str) -> None:
    case = unanswered(slug)
    by_itself = {question_of(fact) for fact in rules().facts if fact.entity.value == "zaak"}

    for person in case.persons:
        view = family_view(case, rules(), weigh(case, rules(), TODAY), {person.id}, TODAY)
        asked = [line for line in shown(view) if not any(question in line for question in by_itself)]
        assert not [line for line in asked if OF_A_FORM.search(line)]


def test_each_parent_is_asked_for_consent_by_name() -> None:
    sheet = plain(talk_sheet(view_of(VAN_WETERING)).document)

    assert "- Vraag: Stemt Anouk (moeder) in met de jeugdhulp?\n- Vraag: Stemt Erik (vader) in" in sheet


@pytest.mark.parametrize(
    ("fact", "asked"),
    [
        ("ouder_stemt_in", "Stemt Sem in met de jeugdhulp?"),
        ("gezag_over_jeugdige", "Heeft Sem het gezag over de jeugdige?"),
        ("schoolplaats", "Heeft Sem een plaats op een school?"),
        ("pgb_wens_gemotiveerd", "Heeft Sem in eigen woorden gezegd waarom een pgb?"),
    ],
)
def test_a_name_stands_where_a_form_says_this_person(fact: str, asked: str) -> None:
    assert asked_of(rules().fact[fact], "Sem") == asked


def test_whoever_gives_help_keeps_their_own_words_in_a_question_about_whoever_gets_it() -> None:
    kept = [fact for fact in rules().facts if "ouder of bekende" in (fact.question or "")]

    assert kept
    assert all(asked_of(fact, "Sem") == fact.question for fact in kept)


def test_help_is_of_whoever_gets_it_and_a_provision_of_whoever_needs_it() -> None:
    case = real_case(VAN_WETERING, rules())
    behind = people_behind(case)

    assert {behind[item.id] for item in case.support} == {item.offered_to for item in case.support}
    assert all(behind[claim.id] == behind[claim.need] for claim in case.claims)
