"""The map of the network: everybody and everything is on it and in the sentences, whatever they are called."""

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budget_engine.drafts.filling import fields_of_case
from budget_engine.facts import facts_of
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from budget_engine.network_map import Help, Load, NetworkMap, Somebody, network_map
from budget_engine.offered import offered_of
from budget_engine.store import drafts
from tests.screens import AT, TODAY, screen, words
from tests.sealed import real_case
from ui.parts.network_map import boxes, drawn, told, wide, wrap
from ui.running import House

CASES = ("001-van-wetering", "002-denise", "003-ronald", "004-lotte")
SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(max_size=200)


def of(name: str, rule_set: RuleSet) -> NetworkMap:
    case = real_case(name, rule_set)
    derived = evaluate(rule_set, facts_of(case, rule_set, TODAY)).derived
    return network_map(case, rule_set, {item.support: item for item in offered_of(case, rule_set, derived)})


def letters(text: str) -> str:
    return "".join(text.split())


def read(found: NetworkMap) -> ET.Element:
    return ET.fromstring(drawn(found))  # noqa: S314 - our own drawing


def shown(found: NetworkMap) -> str:
    """Give every word of the drawing, as a reader of its XML finds them."""
    return letters("".join(text.text or "" for text in read(found).iter(f"{SVG}text")))


@pytest.mark.parametrize("name", CASES)
def test_every_person_help_and_link_is_on_the_map_and_in_the_sentences(name: str, rule_set: RuleSet) -> None:
    case, found = real_case(name, rule_set), of(name, rule_set)

    drawing, sentences = shown(found), dict(told(found))
    assert [person.id for person in found.people] == [person.id for person in case.persons]
    assert [item.id for item in found.helps] == [item.id for item in case.support]
    for person in found.people:
        assert letters(person.name) in drawing
        assert person.name in sentences
    for item in found.helps:
        assert letters(item.giver) in drawing
        assert letters(item.what) in drawing
        assert all(letters(note) in drawing for note in item.notes)
        (receiver,) = [person.name for person in found.people if person.id == item.receiver]
        assert any(line.startswith(" ".join(item.sentences)) for line in sentences[receiver])
    links = read(found).findall(f".//{SVG}path")
    assert len(links) == len(case.support)


def test_the_load_is_said_as_whoever_helps_says_it_and_unknown_as_unknown(rule_set: RuleSet) -> None:
    helps = {item.id: item for item in of(CASES[0], rule_set).helps}

    assert helps["s-anouk"].notes == (
        "hoe zwaar: zwaar",
        "houdt het zo niet vol",
        "als het stopt: niets geregeld",
    )
    assert helps["s-anouk"].load is Load.HEAVY
    assert "vol te houden: gevraagd, niet bekend" in helps["s-mirjam"].notes
    assert "als het stopt: nog niet gevraagd" in helps["s-erik"].notes


def test_no_age_and_nothing_else_of_a_person_is_on_the_map(rule_set: RuleSet) -> None:
    case, found = real_case(CASES[0], rule_set), of(CASES[0], rule_set)

    born = [
        answer.given for person in case.persons for answers in person.facts.values() for answer in answers
    ]
    assert not [given for given in born if given[:4].isdigit() and letters(given) in shown(found)]
    assert {person.name for person in found.people} == {"Anouk", "Erik", "Noor", "Sem"}


def invented(names: list[str], whats: list[str]) -> NetworkMap:
    people = tuple(Somebody(f"p{number}", name) for number, name in enumerate(names))
    helps = tuple(
        Help(
            f"s{number}",
            what,
            what[::-1],
            "uit de buurt",
            f"p{number % len(people)}",
            Load.NOT_ASKED,
            (),
            (what,),
        )
        for number, what in enumerate(whats)
    )
    return NetworkMap(people, helps)


@given(st.lists(NAMES, min_size=1, max_size=8), st.lists(NAMES, min_size=1, max_size=14))
@example(["<script>alert(1)</script>", "\x00", "a" * 200], ["]]>&amp;", "' onload='x", "长" * 90, "\ud800"])
def test_whatever_people_are_called_the_drawing_holds_and_no_boxes_touch(
    names: list[str], whats: list[str]
) -> None:
    found = invented(names, whats)

    tree = read(found)
    people, helps = boxes(found)

    assert {item.tag for item in tree.iter()} <= {SVG + tag for tag in ("svg", "g", "path", "rect", "text")}
    assert not [name for item in tree.iter() for name in item.attrib if name.startswith("on")]
    assert len(tree.findall(f".//{SVG}rect")) == len(names) + len(whats) + 1  # and the paper
    for one, other in combinations([*people.values(), *helps.values()], 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


@given(NAMES, st.integers(4, 40))
def test_a_line_never_runs_out_of_its_box_and_nothing_is_cut_off(text: str, room: int) -> None:
    lines = wrap(text, room)

    assert all(wide(line) <= room or line == "zonder naam" for line in lines)
    kept = letters("".join(lines))
    assert kept == "zondernaam" or set(kept) <= set(text)
    assert kept == "zondernaam" or not [sign for sign in text if sign.isalnum() and sign not in kept]


def test_two_who_would_be_called_the_same_keep_what_sets_them_apart(rule_set: RuleSet) -> None:
    case = real_case(CASES[0], rule_set)
    first, second, *rest = case.persons
    people = (
        first.model_copy(update={"name": "Jan (vader)"}), second.model_copy(update={"name": "Jan (zoon)"}), *rest
    )  # fmt: skip
    twins = case.model_copy(update={"persons": people})
    derived = evaluate(rule_set, facts_of(twins, rule_set, TODAY)).derived
    offered = {item.support: item for item in offered_of(twins, rule_set, derived)}

    found = network_map(twins, rule_set, offered)

    assert {person.name for person in found.people} >= {"Jan (vader)", "Jan (zoon)"}


def test_who_has_nobody_is_said_too() -> None:
    alone = replace(invented(["Anna", "Ben"], ["koken"]))

    assert dict(told(alone))["Ben"] == ["Wie hier helpt, is nog niet opgeschreven."]


def test_the_page_draws_the_map_and_tells_it(house: House, rule_set: RuleSet) -> None:
    case = real_case(CASES[0], rule_set)
    number = drafts.open_draft(house.desk.engine, "zaak-1", list(fields_of_case(case)), "M. Aydin", AT)
    page = screen("huishouden", number)
    page.session_state[f"kaart:{number}"] = True
    page.run()

    assert not page.exception
    assert "De woorden in het vak zeggen hetzelfde" in words(page)
    assert "Mirjam is er voor Sem, elke zaterdag van 10 tot 13 uur." in words(page)
