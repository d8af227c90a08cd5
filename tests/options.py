"""The page with the options as tests meet it: a small dossier, and what stands on the screen."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from budget_engine.drafts.entry import Given
from budget_engine.drafts.filling import fields_of_case
from budget_engine.drafts.view import View
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from tests.conftest import MUNICIPALITY
from tests.screens import window
from tests.small_world import real_case
from ui.running import House

TODAY = date(2026, 11, 24)
AT = "2026-11-24T10:00:00"
WORKER = "Mila"
TABS = ASKED, BUNDLED, BESIDE = "Voorzieningen en aanvragen", "Varianten", "Naast elkaar"


def side_by_side(app: AppTest, key: str) -> Any:
    """Find choices that stand side by side; their key ends in a number for the words in them."""
    return next(group for group in app.button_group if str(group.key).split("__")[0] == key)


def small_dossier(house: House) -> int:
    """Give a dossier with two people, a need of each, two solutions and one claim with answers."""
    number = house.desk.open("zaak-1", MUNICIPALITY, WORKER, AT)
    for kind, wish, fields in (
        ("personen", "anna", {"naam": "Anna"}),
        ("personen", "bo", {"naam": "Bo"}),
        ("vragen", "v-anna", {"persoon": "anna", "domein": "thuis", "woorden": "Een schoon huis."}),
        ("vragen", "v-bo", {"persoon": "bo", "domein": "thuis"}),
        ("oplossingen", "hulp", {"naam": "Hulp in huis"}),
        ("oplossingen", "taxi", {"naam": "Taxi"}),
        ("aanspraken", "a-hulp", {"oplossing": "hulp", "vraag": "v-anna", "wet": "wmo"}),
        ("doelen", "", {"domein": "thuis", "woorden": "Rust.", "wie": "anna"}),
    ):
        house.desk.add(number, kind, wish, list(fields.items()), WORKER, AT)
    answer(house, number, "aanspraken/a-hulp", vorm="natura", aantal="100", lopend="ja")
    write(house, number, "aanspraken/a-hulp/feiten/vorm/0/bewijs", "brief van maandag")
    return number


def write(house: House, number: int, field: str, given: Given) -> None:
    assert house.desk.write(number, field, given, WORKER, AT, house.desk.draft(number).seen(field)) is None


def answer(house: House, number: int, place: str, **answers: str) -> None:
    for fact, value in answers.items():
        write(house, number, f"{place}/feiten/{fact}/0/waarde", value)


def claim(house: House, number: int, need: str = "v-bo", law: str = "wmo", solution: str = "hulp") -> str:
    fields = [("oplossing", solution), ("vraag", need), ("wet", law)]
    return house.desk.add(number, "aanspraken", f"a-{solution}", list(fields), WORKER, AT)


def view(house: House, number: int) -> View:
    return house.desk.view(number, TODAY)


def given(house: House, number: int, field: str) -> Given:
    return house.desk.draft(number).given(field)


def screen(number: int, tab: str = ASKED, *opened: str) -> AppTest:
    """Show a tab of the page, with some of what is folded opened."""
    app = window(WORKER).switch_page("screens/mogelijkheden.py")
    app.session_state["dossier"], app.session_state[f"mogelijkheden:{number}"] = number, tab
    for key in opened:
        app.session_state[f"{key}:{number}"] = True
    return whole(app.run())


def whole(app: AppTest) -> AppTest:
    assert not app.exception
    assert "storing" not in said(app)
    return app


def said(app: AppTest) -> str:
    """Give everything that can be read on a screen, in its order."""
    words = []
    for element in app.main:
        proto = getattr(element, "proto", None)
        words += [str(getattr(proto, name, "")) for name in ("body", "label", "placeholder")]
    return "\n".join(word for word in words if word)


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button with a label."""
    found = [button for button in app.button if button.label == label]
    assert len(found) == 1, f"{len(found)} buttons are called '{label}'"
    found[0].click()
    return whole(app.run())


def named(elements: Sequence[Any], label: str) -> Any:
    """Give the one field with a label."""
    found = [element for element in elements if element.label == label]
    assert len(found) == 1, f"{len(found)} fields are called '{label}'"
    return found[0]


def imported(house: House, rule_set: RuleSet, slug: str) -> int:
    """Bring a demo case in as a dossier."""
    case = real_case(slug, rule_set)
    return drafts.open_draft(house.desk.engine, case.id, fields_of_case(case), WORKER, AT)
