"""What cannot be is refused before sealing, and a record that was sealed before is worked out as it always was."""

import pytest

from budget_engine.decision_checks import reasons_to_refuse
from budget_engine.errors import SealRefused
from budget_engine.language.rule_set import RuleSet
from budget_engine.sealing_checks import reasons_not_to_seal
from tests.people import SOMEBODY
from tests.screens import AT, TODAY, WORKER, family, opened, screen, words
from ui.running import House

CLAIM = "aanspraken/a-huishouden"
COUNTED = [(f"{CLAIM}/feiten/{name}/0/waarde", "0") for name in ("aantal", "aantal_laag", "aantal_hoog")]
DECISION = "besluit/deelbesluiten/wmo/aanspraken/a-huishouden"
LINES = "besluit/deelbesluiten/wmo/aanspraken/a-huishouden/regels"
IMPOSSIBLE = {
    "born after the decision": ([("personen/sem/feiten/geboortedatum/0/waarde", "1-3-2099")], "1 maart 2099"),
    "reported after the decision": ([("zaak/feiten/melding_datum/0/waarde", "1-1-2030")], "1 januari 2030"),
    "asked for after the decision": (
        [(f"{CLAIM}/feiten/aanvraag_datum/0/waarde", "1-1-2030")],
        "1 januari 2030",
    ),
    "a grant of nothing": ([*COUNTED, (f"{LINES}/1/bestaat", "nee")], "Vul in hoeveel het is."),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_is_refused_at_the_seal_and_said_before(
    house: House, rule_set: RuleSet, name: str
) -> None:
    fields, said = IMPOSSIBLE[name]
    number = opened(house, "zaak", [*family(rule_set), *fields])
    view = house.desk.view(number, TODAY)

    assert said in words(screen("vaststellen", number))
    assert view.doubts
    with pytest.raises(SealRefused) as refused:
        house.seal(view, SOMEBODY)
    assert any(said in str(reason) for reason in refused.value.reasons)


def test_a_record_that_was_sealed_before_is_worked_out_without_it(house: House, rule_set: RuleSet) -> None:
    fields, _ = IMPOSSIBLE["reported after the decision"]
    number = opened(house, "zaak", [*family(rule_set), *fields])
    view = house.desk.view(number, TODAY)
    assert view.decision is not None

    assert reasons_not_to_seal(view.decision, view.case, view.rule_set, view.weighing.facts) != ()
    known = reasons_to_refuse(view.decision, view.case, view.rule_set, view.weighing)
    assert not [reason for reason in known if "1 januari 2030" in str(reason)]


def test_what_can_be_is_not_doubted(house: House, rule_set: RuleSet) -> None:
    view = house.desk.view(opened(house, "zaak", family(rule_set)), TODAY)

    assert view.doubts == {}
    assert view.refusals == ()


def test_a_day_after_the_decision_is_asked_about_at_its_field(house: House, rule_set: RuleSet) -> None:
    number = opened(house, "zaak", family(rule_set))
    field = "personen/sem/feiten/geboortedatum/0/waarde"
    house.desk.write(number, field, "1-3-2099", WORKER, AT, house.desk.draft(number).seen(field))

    assert list(house.desk.view(number, TODAY).doubts) == [field]


@pytest.mark.parametrize("reasons", ["...", "😀", " - "])
@pytest.mark.parametrize(
    ("field", "called"),
    [
        (f"{DECISION}/reden", "De reden bij 'a-huishouden'"),
        ("besluit/reden", "De motivering van het besluit"),
        ("besluit/eigen_inschatting/reden", "De reden bij de eigen inschatting"),
    ],
)
def test_a_reason_without_words_is_no_reason(
    house: House, rule_set: RuleSet, field: str, called: str, reasons: str
) -> None:
    number = opened(
        house, "zaak", [*(item for item in family(rule_set) if item[0] != field), (field, reasons)]
    )
    view = house.desk.view(number, TODAY)

    assert f"{called} heeft geen woorden. Schrijf op waarom." in [str(item) for item in view.refusals]
    with pytest.raises(SealRefused):
        house.seal(view, SOMEBODY)
