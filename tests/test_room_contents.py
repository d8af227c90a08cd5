"""What is said of a room: who may see it and what must be known first, and in which documents it will stand."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.drafts.labels import labels_of
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.listed import papers_of
from budget_engine.letter.made import all_documents
from budget_engine.room_contents import RoomTold, SeenTogether, rooms_told, seen_together
from budget_engine.sight import sights_of
from budget_engine.weighing import Weighing, weigh
from tests.conftest import FIXTURES
from tests.dossiers import CASES
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_world import VAN_WETERING, real_case, real_decision

BORN, SIXTEEN = "geboortedatum: {waarde: 2017-02-08", "geboortedatum: {waarde: 2010-02-08"
CUSTODY = "gezag_over_jeugdige: "
Weighed = tuple[Case, Weighing]


@cache
def changed(*changes: tuple[str, str]) -> Weighed:
    """Weigh case 1 with some of its text written otherwise."""
    text = (FIXTURES / "cases" / VAN_WETERING / "case.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    case = read_case(parse_yaml(text.encode(), "zaak.yaml"), rules())
    return case, weigh(case, rules(), TODAY)


def without_custody() -> Weighed:
    return changed((CUSTODY, "# "))


def told(weighed: Weighed, decision: Decision | None = None) -> Mapping[str, RoomTold]:
    case, weighing = weighed
    rooms = rooms_told(case, rules(), weighing, labels_of(case, rules()), decision)
    return {item.sight.room: item for item in rooms}


def together(weighed: Weighed, *present: str) -> SeenTogether:
    case, weighing = weighed
    return seen_together(case, rules(), weighing, present, labels_of(case, rules()))


# --- who may see it --------------------------------------------------------------------------------------


def test_two_parents_with_custody_see_what_lies_with_their_young_child() -> None:
    said = together(changed(), "anouk", "erik")

    assert "Sem: alles wat op dit scherm kan." in said.lines
    assert not said.is_lacking


@pytest.mark.parametrize("who", ["noor", "sem"])
def test_as_long_as_nobody_wrote_down_who_has_custody_that_is_what_is_lacking(who: str) -> None:
    case, weighing = without_custody()

    lacking = sights_of(case, rules(), weighing)[who].lacking

    assert lacking is not None
    assert lacking.startswith("Leg vast wie het gezag heeft")


BLENDED = (
    ("vragen:\n", """  - id: karin
    naam: Karin (nieuwe partner)
    feiten:
      geboortedatum: 1986-01-01
      gezag_over_jeugdige: ja
  - id: luuk
    naam: Luuk (zoon van Karin)
    feiten:
      geboortedatum: 2016-01-01
vragen:
"""),
)  # fmt: skip
OF_LUUK = ("kamers:\n", "kamers:\n  - {persoon: luuk, gezag: [karin]}\n")


def test_a_step_parent_sees_nothing_of_the_children_of_another() -> None:
    sights = sights_of(*_with_rules(changed(*BLENDED, OF_LUUK)))

    seen = {
        who: {room for room, sight in sights.items() if who in sight.readers} for who in ("karin", "anouk")
    }
    assert seen["karin"] == {"karin", "luuk"}
    assert "luuk" not in seen["anouk"]
    assert {"noor", "sem"} <= seen["anouk"]


def test_custody_lets_nobody_in_while_it_is_not_said_of_which_child_it_is() -> None:
    sight = sights_of(*_with_rules(changed(*BLENDED)))["luuk"]

    assert sight.by_rule == ()
    assert sight.asks_custody == ("anouk", "erik", "karin")
    assert sight.lacking is not None
    assert sight.lacking.startswith("Er is meer dan één kind.")
    assert "Luuk: niets." in "\n".join(together(changed(*BLENDED), "karin").lines).replace(
        " (zoon van Karin)", ""
    )


def test_who_may_be_young_counts_until_their_age_is_known() -> None:
    unborn = tuple(
        (old, new.replace("      geboortedatum: 2016-01-01\n", "      huisgenoot: ja\n"))
        for old, new in BLENDED
    )
    one_child = changed(*unborn, ("kamers:\n  - {persoon: noor, gezag: [anouk, erik]}\n", "kamers:\n"))

    assert sights_of(*_with_rules(one_child))["noor"].by_rule == ("noor",)


def _with_rules(weighed: Weighed) -> tuple[Case, RuleSet, Weighing]:
    case, weighing = weighed
    return case, rules(), weighing


def test_before_a_family_watches_it_says_why_parents_see_nothing_of_their_child() -> None:
    said = together(without_custody(), "anouk", "erik")

    noor = next(line for line in said.lines if line.startswith("Noor"))
    assert noor == (
        "Noor: niets. Niet voor Anouk (moeder) en Erik (vader): wie het gezag heeft, is nog niet vastgelegd."
    )
    assert said.is_lacking


# --- where it will stand ---------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_documents_that_are_named_are_those_that_are_made(folder: Path) -> None:
    case, decision = real_case(folder.name, rules()), real_decision(folder.name)
    dossier = Dossier(case, decision, rules(), weigh(case, rules(), decision.on))

    assert [item.name for item in papers_of(dossier)] == [made.name for made in all_documents(dossier)]


def test_a_room_under_a_law_stands_in_the_documents_of_that_law_and_of_that_person() -> None:
    prints = told(changed(), real_decision(VAN_WETERING))["sem/jeugdwet"].prints

    assert [line for line in prints if "Sem" in line] == [
        "De begeleidende brief over Sem.",
        "Het besluit (Jeugdwet) over Sem.",
        "Het budgetplan (Jeugdwet) van Sem.",
        "De korte tekst voor Sem.",
        "Het verslag, in het deel over Sem.",
    ]
    assert not any("leerlingenvervoer" in line for line in prints)


def test_who_gets_no_decision_stands_in_a_report_alone() -> None:
    prints = told(changed(), real_decision(VAN_WETERING))["anouk"].prints

    assert [line for line in prints if "Anouk" in line] == ["Het verslag, in het deel over Anouk (moeder)."]


def test_before_a_decision_it_says_what_kinds_there_can_be() -> None:
    prints = told(changed())["erik/zvw"].prints

    assert prints[0].startswith("Er is nog geen besluit.")
    assert "Het verslag, in het deel over Erik (vader)." in prints
    assert not any("Zorgverzekeringswet" in line for line in prints)


def test_from_sixteen_it_says_that_the_letter_goes_to_the_parents_too() -> None:
    case, weighing = changed((BORN, SIXTEEN))
    rooms = told((case, weighing))

    sem = rooms["sem/jeugdwet"]
    assert sem.sight.by_rule == ("sem",)
    said = " ".join(sem.prints)
    assert "De brieven gaan naar Sem, Anouk (moeder) en Erik (vader)." in said
    assert "De brief gaat ook naar Anouk (moeder) en Erik (vader)" in said
