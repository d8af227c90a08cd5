"""What screens ask about options: answers taken over, questions shared, and names that tell claims apart."""

import pytest

from budget_engine.drafts.answers import copied
from budget_engine.drafts.options import claims_of, shared_questions, without_claim
from budget_engine.language.rule_set import RuleSet
from tests.options import (
    AT,
    WORKER,
    answer,
    claim,
    small_dossier,
    view,
    write,
)
from ui.running import House


@pytest.fixture
def dossier(house: House) -> int:
    return small_dossier(house)


def test_a_judgement_about_one_claim_is_not_taken_over_by_another(
    house: House, dossier: int, rule_set: RuleSet
) -> None:
    own = claim(house, dossier)
    judged = next(
        fact.name
        for fact in rule_set.facts
        if fact.entity == "aanspraak" and fact.is_judgement and fact.is_asked
    )
    answer(house, dossier, "aanspraken/a-hulp", **{judged: "onbekend"})

    fields = dict(copied(house.desk.draft(dossier), rule_set, "aanspraken/a-hulp", f"aanspraken/{own}"))

    assert f"aanspraken/{own}/feiten/vorm/0/waarde" in fields
    assert not any(f"/{judged}/" in field for field in fields)


def test_what_was_told_in_an_earlier_talk_keeps_its_day_when_taken_over(
    house: House, dossier: int, rule_set: RuleSet
) -> None:
    write(house, dossier, "gesprek/datum", "2-11-2026")
    answer(house, dossier, "aanspraken/a-hulp", eenheid="uur")
    own = claim(house, dossier)
    house.desk.write(dossier, "gesprek/datum", "20-11-2026", WORKER, "2026-11-25T10:00:00")

    fields = dict(copied(house.desk.draft(dossier), rule_set, "aanspraken/a-hulp", f"aanspraken/{own}"))

    assert fields[f"aanspraken/{own}/feiten/eenheid/0/op"] == "2026-11-02"


def test_what_is_left_of_an_emptied_answer_does_not_cling_to_the_one_taken_over(
    house: House, dossier: int, rule_set: RuleSet
) -> None:
    own = claim(house, dossier)
    answer(house, dossier, f"aanspraken/{own}", vorm="pgb")
    write(house, dossier, f"aanspraken/{own}/feiten/vorm/0/betwist/door", "Bo")
    write(house, dossier, f"aanspraken/{own}/feiten/vorm/0/waarde", None)
    fields = copied(house.desk.draft(dossier), rule_set, "aanspraken/a-hulp", f"aanspraken/{own}")

    house.desk.write_all(dossier, fields, WORKER, AT)

    (answered,) = next(item for item in view(house, dossier).case.claims if item.id == own).facts["vorm"]
    assert (answered.given, answered.dispute) == ("natura", None)


def test_a_question_is_shared_only_where_two_claims_lack_its_answer(house: House, dossier: int) -> None:
    claim(house, dossier)

    shared = {item.fact.name: item for item in shared_questions(view(house, dossier))}

    assert "vorm" not in shared
    assert len(shared["aanvraag_datum"].claims) == 2
    assert not any(item.fact.is_judgement for item in shared.values())


def test_claims_for_the_same_are_told_apart(house: House, dossier: int) -> None:
    twice = [claim(house, dossier, "v-anna"), claim(house, dossier, "v-anna")]
    answer(house, dossier, f"aanspraken/{twice[0]}", vorm="natura", aantal="12")
    answer(house, dossier, f"aanspraken/{twice[1]}", vorm="natura", aantal="12")

    names = view(house, dossier).claim_names

    assert len(set(names.values())) == len(names)
    assert names["a-hulp"].endswith("in natura, aantal 100")


@pytest.mark.parametrize(
    ("second_year", "unit", "number", "expected"),
    [
        ("gelijk", "uur", "156", "156 uur per jaar"),
        ("anders", "rit", "60", "60 ritten in het eerste jaar"),
        ("gelijk", "rit", "1", "1 rit per jaar"),
        ("gelijk", "onbekend", "156", "aantal 156"),
    ],
)
def test_a_quantity_in_a_name_has_its_unit(
    house: House, dossier: int, second_year: str, unit: str, number: str, expected: str
) -> None:
    other = claim(house, dossier, "v-anna")
    answer(house, dossier, f"aanspraken/{other}", vorm="natura", aantal=number)
    answer(house, dossier, f"aanspraken/{other}", eenheid=unit, tweede_jaar=second_year)

    assert view(house, dossier).claim_names[other].endswith(f"in natura, {expected}")


def test_a_claim_that_goes_leaves_the_variants_it_was_put_in(house: House, dossier: int) -> None:
    other = claim(house, dossier)
    write(house, dossier, "alternatieven/eigen-plan/aanspraken", ("a-hulp", other))

    house.desk.write_all(dossier, without_claim(house.desk.draft(dossier), "a-hulp"), WORKER, AT)

    assert claims_of(view(house, dossier), "eigen-plan") == ((other,), False)
    assert view(house, dossier).reading.problems == {}
