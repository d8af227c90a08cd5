"""The overview of a case holds what its rooms hold, and not a word of another room."""

import re
from datetime import datetime
from functools import cache

import pytest

from budget_engine.assessment import Gate
from budget_engine.case import SHARED_ROOM, Case
from budget_engine.drafts.labels import GATES
from budget_engine.errors import InputError
from budget_engine.language.fact import Outlet
from budget_engine.record import rooms_of
from budget_engine.weighing import weigh
from budget_engine.workbooks.overview import ELSEWHERE, case_overview, refuse_unknown_rooms, rooms_in
from tests.sealed import decided, rules
from tests.small_world import VAN_WETERING
from tests.workbooks import all_words, in_cents, opened, rows

FIELDS = {"name": "naam", "own_words": "woorden"}


@cache
def planted() -> Case:
    """Give case 1 with a word of its own in every text of every room, so that it shows where each text goes."""
    case = decided(VAN_WETERING).case
    rooms = rooms_of(case)
    changed = {}
    for field in ("persons", "needs", "support", "solutions", "claims", "alternatives"):
        changed[field] = tuple(
            _planted(part, rooms.get(part.id, SHARED_ROOM)) for part in getattr(case, field)
        )
    changed["matter"] = _planted(case.matter, SHARED_ROOM)
    return case.model_copy(update=changed)


def word(room: str) -> str:
    return f"Geheim{''.join(part.capitalize() for part in re.split('[^a-z]', room))}Woord"


def _planted(part, room):  # type: ignore[no-untyped-def]
    facts = {
        name: tuple(_answer(answer, word(room), rules().fact[name].kind) for answer in answers)
        for name, answers in part.facts.items()
    }
    texts = {name: word(room) for name in FIELDS if hasattr(part, name)}
    return part.model_copy(update={"facts": facts, **texts})


def _answer(answer, planted_word, kind):  # type: ignore[no-untyped-def]
    said = {"evidence": planted_word, "reasons": planted_word, "given_by": planted_word}
    if kind == "tekst":
        said["given"] = planted_word
    return answer.model_copy(update=said)


@cache
def overview(*rooms: str) -> bytes:
    case, on = planted(), decided(VAN_WETERING).decision.on
    return case_overview(case, rules(), weigh(case, rules(), on), on, rooms)


ROOMS = rooms_in(decided(VAN_WETERING).case)


@pytest.mark.parametrize("room", ROOMS)
def test_of_one_room_nothing_of_another_is_written(room: str) -> None:
    said = all_words(overview(room))

    assert word(room) in said or room not in set(rooms_of(planted()).values())
    assert [other for other in ROOMS if other != room and re.search(rf"{word(other)}\b", said)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_all_rooms_but_one_hold_nothing_of_that_one(room: str) -> None:
    said = all_words(overview(*(other for other in ROOMS if other != room)))

    assert not re.search(rf"{word(room)}\b", said)
    assert all(word(other) in said for other in ROOMS if other != room)


def test_names_of_things_of_another_room_are_not_written() -> None:
    case = planted()
    own = {name for name, room in rooms_of(case).items() if room == "sem/jeugdwet"}
    others = [part.id for _, _, part in case.parts() if part.id not in own and "-" in part.id]

    said = all_words(overview("sem/jeugdwet"))

    assert [name for name in others if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", said)] == []


def test_a_finding_that_rests_on_another_room_says_only_that() -> None:
    found = rows(opened(overview("sem/jeugdwet"))["bevindingen"])

    assert found
    assert any(ELSEWHERE in row.get("rust op", "") for row in found)


def test_everything_counts_that_stands_in_the_case() -> None:
    case = planted()
    book = opened(overview(*ROOMS))
    counted = {name: len(rows(book[name])) for name in ("personen", "vragen", "aanvragen", "antwoorden")}

    assert counted == {
        "personen": len(case.persons), "vragen": len(case.needs), "aanvragen": len(case.claims),
        "antwoorden": sum(1 for _ in case.answers()),
    }  # fmt: skip


def test_gates_are_in_the_words_of_the_screen() -> None:
    said = {row["kan het?"] for row in rows(opened(overview(*ROOMS))["aanvragen"])}

    assert said <= {*GATES.values(), "een ander beslist"}
    assert GATES[Gate.PROVIDED] in said


def test_findings_that_do_not_count_are_left_out() -> None:
    case, on = planted(), decided(VAN_WETERING).decision.on
    counting = [item for item in weigh(case, rules(), on).assessment.findings if item.counts]

    found = rows(opened(overview(*ROOMS))["bevindingen"])

    assert sorted(row["bevinding"] for row in found) == sorted(item.text for item in counting)


def test_answers_are_numbers_amounts_and_days_where_they_are() -> None:
    case = decided(VAN_WETERING).case
    on = decided(VAN_WETERING).decision.on
    book = opened(case_overview(case, rules(), weigh(case, rules(), on), on, ROOMS))

    found = [row["antwoord"] for row in rows(book["antwoorden"])]

    assert {type(answer) for answer in found} >= {str, int, datetime}
    amounts = [
        cell
        for cell in book["antwoorden"]["C"]
        if "€" in cell.number_format and isinstance(cell.value, int | float)
    ]
    assert amounts
    assert all(in_cents(cell.value) >= 0 for cell in amounts)


def test_the_same_case_gives_the_same_bytes() -> None:
    case, on = planted(), decided(VAN_WETERING).decision.on

    assert case_overview(case, rules(), weigh(case, rules(), on), on, list(reversed(ROOMS))) == overview(
        *ROOMS
    )


def test_a_room_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        refuse_unknown_rooms(planted(), ["sem/wmo2"], "--ruimte")

    assert "De ruimte 'sem/wmo2' is er niet in deze zaak." in str(refused.value)


def test_what_was_noted_about_safety_is_not_written() -> None:
    declared = rules().outlet[Outlet.SAFETY]
    case, on = decided(VAN_WETERING).case, decided(VAN_WETERING).decision.on
    (*_, answer) = case.matter.facts[declared.name]
    noted = answer.model_copy(update={"reasons": "Geheime reden", "evidence": "Geheim bewijs"})
    facts = {**case.matter.facts, declared.name: (noted,)}
    case = case.model_copy(update={"matter": case.matter.model_copy(update={"facts": facts})})

    said = all_words(case_overview(case, rules(), weigh(case, rules(), on), on, ROOMS))

    assert declared.question in said
    assert "Geheim" not in said
