"""Who may see what lies with somebody: read from a case, kept as it was typed, and sealed in its own room."""

import json
from itertools import count

import pytest

from budget_engine.case import SHARED_ROOM, Case
from budget_engine.drafts.entry import Draft
from budget_engine.drafts.filling import entries_of, fields_of_case
from budget_engine.drafts.reading import read_draft
from budget_engine.errors import InputError
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import Link, body_of, case_json, joined, seal
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES
from tests.small_world import RONALD, VAN_WETERING, real_case, real_decision

AT = "2026-11-24T09:00:00+01:00"
READ = "[{wie: anouk, uitkomst: gelezen}]"
ROOMS = """
kamers:
  - persoon: sem
    gezag: [anouk, erik]
    lezers: [{wie: Mirjam, waarom: past elke zaterdag op, door: consulent, op: 2026-11-02}]
    klopt: [{wie: anouk, uitkomst: klopt, op: 2026-11-10}]
  - persoon: sem
    wet: jeugdwet
    lezers: [{wie: erik, mag_zien: nee, waarom: wil hij zelf niet}]
    klopt: [{wie: anouk, uitkomst: anders, woorden: Sem slaapt wel., op: 2026-11-10}]
"""


def with_rooms(rule_set: RuleSet, rooms: str = ROOMS) -> Case:
    text = (FIXTURES / "cases" / VAN_WETERING / "case.yaml").read_text(encoding="utf-8")
    text = text.partition("\nkamers:")[0] + "\n" + rooms
    return read_case(parse_yaml(text.encode(), "zaak.yaml"), rule_set)


def test_a_room_is_sealed_in_the_part_that_it_is_about(rule_set: RuleSet) -> None:
    case, decision = with_rooms(rule_set), real_decision(VAN_WETERING)
    body = body_of(case, rule_set, weigh(case, rule_set, decision.on), decision)

    record = seal(body, case, rule_set, decision, Link(1, None, AT), (f"{n:064x}" for n in count()))

    parts = {part.room: part.text for part in record.parts}
    assert [room for room, text in parts.items() if "past elke zaterdag op" in text] == ["sem"]
    assert [room for room, text in parts.items() if "Sem slaapt wel." in text] == ["sem/jeugdwet"]
    assert "kamers" not in parts[SHARED_ROOM]
    again = joined(json.loads(text) for text in parts.values())
    assert Case.model_validate(case_json(again)) == case


def test_a_case_without_rooms_is_sealed_as_it_always_was(rule_set: RuleSet) -> None:
    case, decision = real_case(RONALD, rule_set), real_decision(RONALD)

    body = body_of(case, rule_set, weigh(case, rule_set, decision.on), decision)

    assert "kamers" not in json.dumps(body)


def test_what_a_file_says_of_rooms_comes_back_from_a_dossier(rule_set: RuleSet) -> None:
    case = with_rooms(rule_set)

    reading = read_draft(Draft(1, case.id, entries_of(fields_of_case(case), "M. Aydin", AT)), rule_set)

    assert reading.problems == {}
    assert reading.case.rooms == case.rooms


def test_a_room_of_somebody_who_was_taken_away_is_left_out_and_asks_for_nothing(rule_set: RuleSet) -> None:
    written = [*fields_of_case(with_rooms(rule_set)), ("personen/sem/bestaat", "nee")]

    reading = read_draft(Draft(1, "zaak", entries_of(written, "M. Aydin", AT)), rule_set)

    assert reading.case.rooms == ()
    assert not [field for field in reading.problems if field.startswith("kamers")]


def test_who_had_custody_and_was_taken_away_is_no_longer_named_and_asks_for_nothing(
    rule_set: RuleSet,
) -> None:
    written = [*fields_of_case(with_rooms(rule_set)), ("personen/erik/bestaat", "nee")]

    reading = read_draft(Draft(1, "zaak", entries_of(written, "M. Aydin", AT)), rule_set)

    assert next(room.custody for room in reading.case.rooms if room.name == "sem") == ("anouk",)
    assert not [field for field in reading.problems if field.startswith("kamers/sem/gezag")]


def test_what_is_wrong_in_a_room_is_said_at_its_field(rule_set: RuleSet) -> None:
    place = "kamers/sem.jeugdwet/klopt/1"
    written = [*fields_of_case(with_rooms(rule_set)), (f"{place}/op", "gisteren"), (f"{place}/woorden", "")]

    reading = read_draft(Draft(1, "zaak", entries_of(written, "M. Aydin", AT)), rule_set)

    said = {field: texts for field, texts in reading.problems.items() if field.startswith("kamers")}
    assert set(said) == {f"{place}/op"} or set(said) == {f"{place}/op", place}
    assert reading.case.rooms[0].name == "sem"


@pytest.mark.parametrize(
    ("rooms", "said"),
    [
        ("kamers: [{persoon: seb, klopt: [{wie: anouk, uitkomst: klopt}]}]", "'seb' is geen persoon"),
        ("kamers: [{persoon: sem, wet: jw, klopt: [{wie: anouk, uitkomst: klopt}]}]", "'jw' is geen wet"),
        ("kamers: [{persoon: sem}]", "zegt niets"),
        ("kamers: [{persoon: sem, gezag: [mirjam]}]", "'mirjam' is geen ander in deze zaak"),
        ("kamers: [{persoon: sem, gezag: [sem]}]", "'sem' is geen ander in deze zaak"),
        ("kamers: [{persoon: sem, wet: jeugdwet, gezag: [anouk]}]", "Gezag gaat over de persoon"),
        ("kamers: [{persoon: sem, klopt: [{wie: anouk, uitkomst: anders}]}]", "zegt ook wat"),
        ("kamers: [{persoon: sem, lezers: [{wie: erik}]}]", "'waarom' ontbreekt"),
        ("kamers: [{persoon: sem, lezers: [{wie: erik, waarom: a}, {wie: erik, waarom: b}]}]", "twee keer"),
        (
            f"kamers: [{{persoon: sem, klopt: {READ}}}, {{persoon: sem, klopt: {READ}}}]",
            "staat er al",
        ),
    ],
)
def test_a_room_that_cannot_be_is_refused_with_what_is_wrong(
    rule_set: RuleSet, rooms: str, said: str
) -> None:
    with pytest.raises(InputError) as refusal:
        with_rooms(rule_set, f"\n{rooms}\n")

    assert any(said in str(issue) for issue in refusal.value.issues), refusal.value.issues
