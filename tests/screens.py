"""A house without a server, with dossiers of every sort, and its pages as a test sees them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from budget_engine.case import Case
from budget_engine.drafts.entry import EXISTS, Given, joined
from budget_engine.drafts.filling import fields_of_case, fields_of_decision, first_fields
from budget_engine.glossary import UNKNOWN
from budget_engine.store import drafts
from tests.conftest import MUNICIPALITY, ROOT, RULES
from tests.sealed import real_case, real_decision, second_engine
from ui import running
from ui.running import House

APP = ROOT / "ui" / "app.py"
PAGES = (
    "werklijst", "kort", "gesprek", "huishouden", "kamers", "feiten", "mogelijkheden", "letop", "inschatting",
    "weging", "besluit", "vaststellen", "brieven", "na", "naspelen",
)  # fmt: skip
FAMILY = "001-van-wetering"
TODAY = date(2026, 11, 24)
AT = "2026-11-24T09:00:00+01:00"
WORKER = "M. Aydin"

Written = tuple[str, Given]


def house_on(folder: Path, rules: Path = RULES) -> AbstractContextManager[House]:
    """Open a house on a new file, on the day of the dossiers."""
    return house_at(folder / "app.sqlite", rules)


@contextmanager
def house_at(db: Path, rules: Path = RULES) -> Iterator[House]:
    """Open a house on a file; the second engine goes from house to house."""
    house = running.start(db, rules, TODAY)
    house.child = second_engine()
    try:
        yield house
    finally:
        house.desk.close()


def screen(name: str, draft: int | None) -> AppTest:
    """Open a page as somebody who is at work, with a dossier open."""
    page = window(WORKER)
    if draft is not None:
        page.session_state["dossier"] = draft
    if name != "werklijst":
        page.switch_page(f"screens/{name}.py")
    return page.run()


def window(worker: str) -> AppTest:
    """Give a window of somebody in which nothing was drawn yet: it opens on the page that is chosen before."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.session_state["medewerker"] = worker
    return page


def words(page: AppTest) -> str:
    """Give everything that stands on a page."""
    found: list[Any] = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.code]
    found += [*page.info, *page.error, *page.warning, *page.success]
    return "\n".join(str(item.value) for item in found)


# --- dossiers of every sort ------------------------------------------------------------------------------


def empty() -> list[Written]:
    return list(first_fields(MUNICIPALITY))


def family(rule_set: Any, *, is_decided: bool = True) -> list[Written]:
    """Give the fields of case 1, with its decision."""
    case = real_case(FAMILY, rule_set)
    decision = list(fields_of_decision(real_decision(FAMILY))) if is_decided else []
    return [*fields_of_case(case), *decision]


def unknown(rule_set: Any) -> list[Written]:
    """Give case 1 with every question asked and nothing known."""
    return [
        (field, UNKNOWN if field.endswith("/waarde") else given)
        for field, given in family(rule_set, is_decided=False)
    ]


def crowd(rule_set: Any) -> list[Written]:
    """Give a household of nine with fourteen needs, with as much asked for as case 1."""
    case: Case = real_case(FAMILY, rule_set)
    found = list(fields_of_case(case))
    for number in range(9 - len(case.persons)):
        place = joined("personen", f"kind-{number}")
        found += [(joined(place, EXISTS), "ja"), (joined(place, "naam"), f"Kind {number}")]
    domains = ("thuis", "werk", "school", "vervoer")
    for number in range(14 - len(case.needs)):
        place = joined("vragen", f"vraag-{number}")
        found += [
            (joined(place, EXISTS), "ja"),
            (joined(place, "persoon"), f"kind-{number % 5}"),
            (joined(place, "domein"), domains[number % 4]),
            (joined(place, "woorden"), f"Iets <b>anders</b> *dan* anders [{number}](nergens) $x$"),
        ]
    return found


def opened(house: House, case: str, written: list[Written]) -> int:
    """Put a dossier in a house."""
    return drafts.open_draft(house.desk.engine, case, written, WORKER, AT)
