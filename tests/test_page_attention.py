"""What stands first: terms, the findings about the variant of choice, the questions by domain, the own judgement."""

from itertools import repeat
from pathlib import Path

import pytest

from budget_engine import demo
from budget_engine.backends.agreement import working
from budget_engine.case import Case, Domain
from budget_engine.drafts.attention import (
    Asked,
    Raised,
    count_by_domain,
    of_what_is_chosen_first,
    raised,
)
from budget_engine.drafts.view import CHOSEN, JUDGED_REASON, JUDGED_VARIANT, View, is_of_judgement
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from budget_engine.store.heads import drafts_in
from budget_engine.store.schema import open_store
from budget_engine.trace import MissingKind
from tests.conftest import FIXTURES, RULES
from tests.options import imported, write
from tests.screens import AT, FAMILY, WORKER, screen, words
from ui.running import House

COLLEAGUE = "S. de Wit"


@pytest.fixture
def family(house: House, rule_set: RuleSet) -> int:
    return imported(house, rule_set, FAMILY)


@pytest.fixture
def seen(house: House, family: int) -> View:
    return house.desk.view(family, house.today())


def claims(case: Case, variant: str) -> set[str]:
    return next(set(item.claims) for item in case.alternatives if item.id == variant)


# --- the order of the findings -------------------------------------------------------------------------


def test_before_a_choice_the_order_stays_where_all_claims_stand_in_a_variant(seen: View) -> None:
    found = raised(seen.weighing.assessment)

    assert of_what_is_chosen_first(found, seen.case, None) == found


def test_what_is_about_the_chosen_variant_goes_first_in_the_order_it_had(seen: View) -> None:
    found = raised(seen.weighing.assessment)
    own = {"een-plan", *claims(seen.case, "een-plan")}

    ordered = of_what_is_chosen_first(found, seen.case, "een-plan")

    is_own = [bool(own.intersection(item.about)) for item in ordered]
    assert is_own == sorted(is_own, reverse=True)
    assert not is_own[-1]
    assert [item for item in found if item in ordered[: sum(is_own)]] == ordered[: sum(is_own)]
    assert sorted(map(repr, ordered)) == sorted(map(repr, found))


def test_what_is_about_claims_in_no_variant_goes_last(seen: View) -> None:
    found = raised(seen.weighing.assessment)
    heaviest, *_ = found
    lone = set(heaviest.about)
    without = tuple(
        item.model_copy(update={"claims": tuple(name for name in item.claims if name not in lone)})
        for item in seen.case.alternatives
    )

    ordered = of_what_is_chosen_first(found, seen.case.model_copy(update={"alternatives": without}), None)

    assert ordered[-1] == heaviest
    assert ordered[:-1] == found[1:]


def test_what_was_set_aside_stays_behind_what_holds(seen: View) -> None:
    first, second, *_ = raised(seen.weighing.assessment)
    aside = Raised(tuple(item.model_copy(update={"set_aside_on": "verdrag"}) for item in second.findings))
    chosen = next(item.id for item in seen.case.alternatives if set(second.about) & set(item.claims))

    assert of_what_is_chosen_first([first, aside], seen.case, chosen)[-1] == aside


def test_a_choice_moves_the_findings_and_a_judgement_only_once_it_was_stored(
    house: House, family: int
) -> None:
    def first() -> tuple[str, ...]:
        return house.desk.view(family, house.today()).raised[0].about

    assert first() == ("a-kilometers",)
    write(house, family, JUDGED_VARIANT, "een-plan")
    assert first() == ("a-kilometers",)
    assert house.desk.judge(family, "een-plan", "Daarom.", WORKER, house.now()) is None
    assert "a-groep-natura" in first()
    write(house, family, CHOSEN, "alles-als-geld")
    assert first() == ("a-kilometers",)


def test_the_terms_stand_above_the_findings(house: House, family: int) -> None:
    shown = words(screen("letop", family)).replace("\\", "")

    assert "**Nog 2 dagen** (26 november 2026): Op een aanvraag" in shown


# --- the questions by domain -----------------------------------------------------------------------------


def asked(*about: str) -> Asked:
    return Asked("iets", MissingKind.QUESTION, about, ())


def test_a_question_counts_in_the_domain_of_its_need_its_claim_and_its_solution(seen: View) -> None:
    claim = next(item for item in seen.case.claims if item.id == "a-huishouden")
    listed = [
        asked(claim.need),
        asked(claim.id, "a-huishouden-drie-uur"),
        asked(claim.solution),
        asked("erik"),
    ]

    assert count_by_domain(listed, seen.case) == {Domain.HOME: 3}


def test_the_page_counts_every_question_about_a_domain(house: House, family: int, seen: View) -> None:
    found = count_by_domain(seen.to_ask, seen.case)

    shown = words(screen("feiten", family))

    assert found[Domain.HOME] > 0
    assert f"per domein. Thuis: {found[Domain.HOME]} · Werk: {found[Domain.WORK]}" in shown
    assert "niets meer te vragen ·" not in shown


# --- a reason of somebody else -----------------------------------------------------------------------------


def test_words_of_a_colleague_are_stored_as_own_only_after_a_yes(house: House, family: int) -> None:
    for field, given in ((JUDGED_VARIANT, "een-plan"), (JUDGED_REASON, "Zo kan het.")):
        house.desk.write(family, field, given, COLLEAGUE, AT)
    app = screen("inschatting", family)
    (button,) = [item for item in app.button if item.label == "Leg mijn inschatting vast"]

    assert f"Deze reden schreef {COLLEAGUE}." in words(app).replace("\\", "")
    assert button.disabled

    app.checkbox[0].check().run()

    assert not next(item for item in app.button if item.label == button.label).disabled


def test_own_words_take_the_place_of_those_of_a_colleague(house: House, family: int) -> None:
    house.desk.write(family, JUDGED_REASON, "Zo kan het.", COLLEAGUE, AT)
    app = screen("inschatting", family)

    app.text_area[0].set_value("Ik vind dit beter.").run()

    assert "Deze reden schreef" not in words(app)
    assert not app.checkbox


def test_an_open_demo_dossier_holds_no_judgement_and_a_decided_one_does(tmp_path: Path) -> None:
    db = tmp_path / "demo.sqlite"
    with working(both=True) as work:
        demo.as_drafts(FIXTURES / "cases", RULES, db, AT, repeat("0" * 64), work)
    engine = open_store(db)

    judged = {
        head.case: any(
            is_of_judgement(field) for field in drafts.read_entries(engine, head.number, None).versions
        )
        for head in drafts_in(engine)
    }

    engine.dispose()
    assert list(judged.values()).count(False) == demo.OPEN_IN_APP
    assert judged["gezin-001"]
