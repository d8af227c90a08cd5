"""Every page in every state: it says something, it gives a next step, and nobody sees a traceback."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.glossary import NO
from budget_engine.language.rule_set import RuleSet
from tests.conftest import RULES
from tests.screens import PAGES, crowd, empty, family, house_on, opened, screen, unknown, words
from ui.running import House

GONE = [(joined(place, EXISTS), NO) for place in ("aanspraken/a-huishouden", "personen/sem", "personen/erik")]
STATES: dict[str, Callable[[RuleSet], list[tuple[str, object]]]] = {
    "empty": lambda rule_set: empty(),  # noqa: ARG005
    "case 1": family,
    "nine people and fourteen needs": crowd,
    "everything unknown": unknown,
    "a claim taken away after it was decided": lambda rule_set: [*family(rule_set), *GONE[:1]],
    "people taken away after a decision about them": lambda rule_set: [*family(rule_set), *GONE[1:]],
}  # type: ignore[dict-item]
every_page = pytest.mark.parametrize("name", PAGES)
ONE_SAID_AS_MORE = re.compile(
    r"\b1 (aanvragen|dagen|doelen|fouten|punten|varianten|verschillen|voorzieningen|vragen)\b"
)
SLIPS = ("Er ging iets mis", "Traceback", "None", "Ellipsis", "object at 0x", "Gate.", "Effect.")


@pytest.fixture(scope="module")
def full_house(tmp_path_factory: pytest.TempPathFactory, rule_set: RuleSet) -> Iterator[dict[str, int]]:
    with house_on(tmp_path_factory.mktemp("huis")) as house:
        yield {state: opened(house, state, fields(rule_set)) for state, fields in STATES.items()}  # type: ignore[arg-type]


def steps(page: AppTest) -> int:
    """Count what somebody can do on a page."""
    links = page.get("page_link")
    asked = (*page.text_input, *page.text_area, *page.selectbox, *page.multiselect, *page.button)
    return len(links) + len(asked) + len(page.button_group)


@every_page
@pytest.mark.parametrize("state", STATES)
def test_a_page_renders(full_house: dict[str, int], name: str, state: str) -> None:
    page = screen(name, full_house[state])

    assert not page.exception
    assert page.title
    said = words(page)
    for slip in SLIPS:
        assert slip not in said, said
    headings = [item.proto for item in (*page.title, *page.header, *page.subheader)]
    assert not [item.body for item in headings if not item.hide_anchor]  # a link to itself helps nobody here
    assert not ONE_SAID_AS_MORE.findall("\n".join([said, *(fold.label for fold in page.expander)]))
    assert steps(page)


@every_page
def test_a_page_without_a_dossier_points_at_the_worklist(full_house: dict[str, int], name: str) -> None:
    page = screen(name, None)

    assert not page.exception
    if name not in ("werklijst", "naspelen"):
        assert "Kies eerst een dossier" in words(page)
    assert steps(page)


def test_what_a_decision_names_and_is_gone_is_said_before_sealing(full_house: dict[str, int]) -> None:
    page = screen("vaststellen", full_house["a claim taken away after it was decided"])

    said = words(page)
    assert "is weggehaald. Zet het terug, of haal het uit het besluit." in said
    assert next(item for item in page.button if item.label == "Stel vast").disabled


def test_words_of_people_are_not_read_as_layout(full_house: dict[str, int]) -> None:
    page = screen("feiten", full_house["nine people and fourteen needs"])

    shown = "\n".join(str(item.value) for item in (*page.header, *page.markdown, *page.caption))
    assert "Iets \\<b\\>anders" in shown
    assert "Iets <b>anders" not in shown


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory, rule_set: RuleSet) -> Iterator[tuple[House, int]]:
    """A house whose rules were fine when the dossier was made, and then somebody saved a slip."""
    folder = tmp_path_factory.mktemp("kapot")
    rules = folder / "rules"
    shutil.copytree(RULES, rules)
    with house_on(folder, rules) as house:
        number = opened(house, "zaak", family(rule_set))
        broken = rules / "landelijk" / "wmo.yaml"
        broken.write_text(
            broken.read_text(encoding="utf-8").replace("effect: plicht", "effect: plcht", 1), encoding="utf-8"
        )
        yield house, number


@every_page
def test_a_page_with_broken_rules_says_so_and_keeps_the_dossier(
    broken_house: tuple[House, int], name: str
) -> None:
    house, number = broken_house
    before = len(house.desk.draft(number).entries)

    page = screen(name, number)

    assert not page.exception
    said = words(page)
    assert "Traceback" not in said
    assert "Er ging iets mis" not in said
    if name != "naspelen":
        assert "kan nu niet worden doorgerekend" in said or "kunnen nu niet worden gebruikt" in said
    assert steps(page)
    assert len(house.desk.draft(number).entries) == before


def test_rules_that_are_mended_work_again_without_a_new_start(tmp_path: Path, rule_set: RuleSet) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    file = rules / "landelijk" / "wmo.yaml"
    sound = file.read_text(encoding="utf-8")
    with house_on(tmp_path, rules) as house:
        number = opened(house, "zaak", family(rule_set))
        file.write_text(sound.replace("effect: plicht", "effect: plcht", 1), encoding="utf-8")
        assert "kunnen nu niet worden gebruikt: er is 1 fout." in words(screen("letop", number))

        file.write_text(sound, encoding="utf-8")

        assert "Dit weegt het zwaarst" in words(screen("letop", number))
