"""What is sealed, how it is divided over rooms, and that it can be put together again."""

import json
import re
from itertools import count

import pytest

from budget_engine.case import SHARED_ROOM, Case
from budget_engine.decision import Decision
from budget_engine.errors import InputError, SealRefused
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import read_case
from budget_engine.record import (
    Kept,
    Kind,
    Link,
    Part,
    Record,
    body_of,
    canonical,
    case_json,
    decision_json,
    joined,
    rooms_of,
    seal_destruction,
    split,
    text_hash,
)
from budget_engine.weighing import weigh
from tests.sealed import AT, decided, rules, salts
from tests.small_world import RONALD, VAN_WETERING, real_case, real_decision

BOTH = pytest.mark.parametrize("slug", [VAN_WETERING, RONALD])
LINK = Link(7, "0" * 64, AT)


def sealed(slug: str, link: Link = LINK) -> Record:
    return decided(slug).record(link)


# --- the head ------------------------------------------------------------------------------------------------

HEAD = {
    "vorm", "soort", "nummer", "vorige", "tijd", "betekenis", "motor", "zaak", "gemeente", "op", "regelset",
    "betekenis_hash", "beslissers", "delen",
}  # fmt: skip


@BOTH
def test_a_head_says_where_when_by_whom_and_by_which_rules(slug: str) -> None:
    record = sealed(slug)

    head = json.loads(record.text)

    assert set(head) == HEAD
    assert (head["soort"], head["nummer"], head["vorige"], head["tijd"]) == ("besluit", 7, "0" * 64, AT)
    assert (head["regelset"], head["betekenis_hash"]) == (rules().hash, rules().meaning_hash)
    deciders = {part.decider.name for part in decided(slug).decision.part_decisions}
    assert head["beslissers"] == sorted(deciders)


@BOTH
def test_a_head_holds_nothing_personal_beside_who_decided(slug: str) -> None:
    case = decided(slug).case
    text = sealed(slug).text

    assert not [person.name for person in case.persons if person.name and person.name in text]
    assert not [answer for _, answer in written(case) if len(answer) > 12 and answer in text]


@BOTH
def test_every_text_is_canonical_and_every_part_is_hashed_with_its_own_salt(slug: str) -> None:
    record = sealed(slug)

    for text in (record.text, *(part.text for part in record.parts)):
        assert canonical(json.loads(text)) == text
    assert record.hash == text_hash(record.text)
    assert json.loads(record.text)["delen"] == [
        {"ruimte": part.room, "hash": text_hash(f"{part.salt}\n{part.text}")} for part in record.parts
    ]
    used = [part.salt for part in record.parts]
    assert used == [salt for salt, _ in zip(salts(), used, strict=False)]


def test_the_same_input_gives_the_same_record_and_another_salt_another_hash() -> None:
    one, two = (sealed(RONALD) for _ in range(2))
    salted = decided(RONALD).record(LINK, (f"{number:064x}" for number in count(500)))

    assert one == two
    assert salted.text != one.text
    assert [part.text for part in salted.parts] == [part.text for part in one.parts]


def test_a_part_hash_hangs_on_its_salt_and_its_text() -> None:
    parts = [Part("x", salt, text) for salt in ("a", "ab", "") for text in ("{}", "b{}", "{ }")]

    assert len({part.hash for part in parts}) == len(parts)


# --- the body ------------------------------------------------------------------------------------------------


@BOTH
def test_a_body_is_the_same_after_it_was_divided_and_joined(slug: str) -> None:
    made = decided(slug)
    record = sealed(slug)

    again = joined(json.loads(part.text) for part in reversed(record.parts))

    assert again == json.loads(canonical(made.body))
    assert joined(split(made.body, made.case).values()) == made.body


@BOTH
def test_the_case_and_the_decision_come_back_whole(slug: str) -> None:
    made = decided(slug)

    assert Case.model_validate(case_json(made.body)) == made.case
    assert Decision.model_validate(decision_json(made.body)) == made.decision


def test_a_case_with_many_of_one_kind_keeps_their_order() -> None:
    extra = "personen:\n" + "".join(f"  - {{id: persoon-{number}}}\n" for number in range(120, 0, -1))
    case = real_case(RONALD, rules(), ("personen:\n", extra))
    decision = real_decision(RONALD)

    body = body_of(case, rules(), weigh(case, rules(), decision.on), decision)

    assert Case.model_validate(case_json(body)) == case


# --- rooms ---------------------------------------------------------------------------------------------------


def written(case: Case) -> list[tuple[str, str]]:
    """List what was answered in own words, with the id of who or what it is about."""
    return [
        (part.id, answer.given)
        for _, _, part in case.parts()
        for name, answers in part.facts.items()
        for answer in answers
        if rules().fact[name].kind == "tekst"
    ]


@BOTH
def test_every_room_is_a_person_a_person_under_a_law_or_shared(slug: str) -> None:
    made = decided(slug)
    persons = {person.id for person in made.case.persons}
    laws = {claim.law for claim in made.case.claims}

    rooms = {part.room for part in sealed(slug).parts}

    assert SHARED_ROOM in rooms
    assert rooms - {SHARED_ROOM} <= persons | {f"{person}/{law}" for person in persons for law in laws}
    assert any("/" in room for room in rooms)


@BOTH
def test_what_was_said_about_somebody_does_not_stay_behind_in_the_shared_part(slug: str) -> None:
    made = decided(slug)
    rooms = rooms_of(made.case)
    personal = [text for about, text in written(made.case) if len(text) > 25 and about in rooms]
    common = [text for about, text in written(made.case) if about not in rooms]
    shared = next(part.text for part in sealed(slug).parts if part.room == SHARED_ROOM)

    left = {text for text in personal if canonical(text)[1:-1] in shared}

    assert len(personal) > 5
    assert left <= set(common)


@pytest.mark.parametrize("name", [SHARED_ROOM, "ellen:x", "ellen/wmo", "ellen.x", "ellen x", "😀"])
def test_an_odd_id_gets_rooms_of_its_own_or_is_refused(name: str) -> None:
    text = "\n".join(
        re.sub(r"\bronald\b(?!-)", json.dumps(name, ensure_ascii=False), line)
        for line in case_text().splitlines()
    )
    try:
        case = read_case(parse_yaml(text.encode(), "zaak.yaml"), rules())
    except InputError:
        return
    plain = split(
        {"bevindingen": {f"{name}:regel": {"tekst": "van deze persoon"}}, "besluit": {"besluit": {}}}, case
    )

    assert plain[name] == {"bevindingen": {f"{name}:regel": {"tekst": "van deze persoon"}}}
    assert plain[SHARED_ROOM] == {"besluit": {"besluit": {}}}


def case_text() -> str:
    return (
        "vorm: 1\nid: z\ngemeente: voorbeeldgemeente\npersonen: [{id: ellen}, {id: ronald}]\n"
        "vragen: [{id: v, persoon: ronald, domein: thuis}]\n"
    )


# --- destruction ---------------------------------------------------------------------------------------------


def test_a_record_of_destruction_names_what_why_and_by_whom_and_has_no_parts() -> None:
    record = seal_destruction(3, ["sem", "noor"], "bewaartermijn voorbij", "D. Smit", LINK)

    head = json.loads(record.text)

    assert record.parts == ()
    assert head["soort"] == Kind.DESTRUCTION
    assert head["vernietigt"] == [{"nummer": 3, "ruimte": "noor"}, {"nummer": 3, "ruimte": "sem"}]
    assert (head["reden"], head["beslissers"], head["delen"]) == ("bewaartermijn voorbij", ["D. Smit"], [])


@pytest.mark.parametrize(("of", "rooms"), [(7, ["sem"]), (8, ["sem"]), (3, [])])
def test_only_something_of_an_earlier_record_can_be_destroyed(of: int, rooms: list[str]) -> None:
    with pytest.raises(SealRefused):
        seal_destruction(of, rooms, "bewaartermijn voorbij", "D. Smit", LINK)


@pytest.mark.parametrize(("reasons", "by"), [("", "D. Smit"), ("  ", "D. Smit"), ("voorbij", "")])
def test_destruction_asks_for_a_reason_and_a_name(reasons: str, by: str) -> None:
    with pytest.raises(SealRefused):
        seal_destruction(3, ["sem"], reasons, by, LINK)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '"x"'])
def test_a_head_that_cannot_be_read_has_no_fields(text: str) -> None:
    assert Kept(Record(1, text, ()), "", {}).head == {}
