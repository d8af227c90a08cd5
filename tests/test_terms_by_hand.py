"""Terms that were worked out by hand with a calendar, beside what the rules make of them."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from budget_engine.deadlines import Unit, last_day
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.weighing import weigh
from tests.conftest import MUNICIPALITY, ROOT
from tests.sealed import rules

PAGE = (ROOT / "docs" / "termijnen.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (`[a-z0-9-]+`|\d+ [a-z]+) \| (\d{4}-\d\d-\d\d) \| (\d+) \| (\d{4}-\d\d-\d\d) \| (.+) \|$",
    re.MULTILINE,
)
ROWS = [
    (what, date.fromisoformat(since), int(still), date.fromisoformat(until))
    for what, since, still, until, _ in ROW.findall(PAGE)
]
STOOD_STILL = re.compile(
    r"^\| ([a-z ]+) \| `([a-z0-9-]+)` \| (\d{4}-\d\d-\d\d) \| (\d{4}-\d\d-\d\d) "
    r"\| (\d{4}-\d\d-\d\d|-) \| (\d{4}-\d\d-\d\d|onbekend) \| (.+) \|$",
    re.MULTILINE,
)
BESIDE_THE_TERM = STOOD_STILL.findall(PAGE)
BY_RULE = [row for row in ROWS if row[0].startswith("`")]
BY_LENGTH = [row for row in ROWS if not row[0].startswith("`")]

STARTS = {
    "wmo-onderzoek-6w": ("zaak", "melding_datum", "wmo", "huishoudelijke_hulp"),
    "wmo-persoonlijk-plan-7d": ("zaak", "melding_datum", "wmo", "huishoudelijke_hulp"),
    "wmo-beslissing-2w": ("aanspraak", "aanvraag_datum", "wmo", "huishoudelijke_hulp"),
    "awb-termijn": ("aanspraak", "aanvraag_datum", "jeugdwet", "jeugdhulp_groep"),
    "pw-10d-beslistermijn": ("aanspraak", "aanvraag_datum", "participatiewet", "loonkostensubsidie"),
    "awb-bezwaar": ("zaak", "verzending_datum", "wmo", "huishoudelijke_hulp"),
}
"""What each rule counts from, and a claim that falls under it."""


def test_there_are_at_least_sixty_and_each_says_why() -> None:
    written = [line for line in PAGE.splitlines() if re.match(r"\| (`|\d)", line)]

    assert len(ROWS) == len(written) >= 60
    assert {row[0].strip("`") for row in BY_RULE} == set(STARTS)
    assert all(len(why.split()) > 5 for *_, why in ROW.findall(PAGE))


@pytest.mark.parametrize(("what", "since", "still", "until"), BY_RULE)
def test_a_rule_ends_its_term_on_the_day_worked_out_by_hand(
    what: str, since: date, still: int, until: date, tmp_path: Path
) -> None:
    rule = what.strip("`")

    assert _last_days(rule, since, _stood_still(since, still), tmp_path) == {until}


def test_every_way_to_stand_still_beside_the_term_says_why() -> None:
    assert len(BESIDE_THE_TERM) == len(re.findall(r"^\| [a-z ]+ \| `", PAGE, re.MULTILINE)) >= 15
    assert all(len(why.split()) > 5 for *_, why in BESIDE_THE_TERM)


@pytest.mark.parametrize(("what", "rule", "since", "stopped", "went_on", "until", "why"), BESIDE_THE_TERM)
def test_only_days_within_the_term_move_its_end(
    what: str, rule: str, since: str, stopped: str, went_on: str, until: str, why: str, tmp_path: Path
) -> None:
    still = {"opgeschort_van": stopped} | ({} if went_on == "-" else {"opgeschort_tot": went_on})
    expected = None if until == "onbekend" else date.fromisoformat(until)

    assert _last_days(rule, date.fromisoformat(since), still, tmp_path) == {expected}, (what, why)


def _last_days(rule: str, since: date, still: Mapping[str, object], folder: Path) -> set[date | None]:
    path = folder / "case.yaml"
    path.write_text(json.dumps(_case(rule, since, still), default=str), encoding="utf-8")
    found = weigh(read_case(open_case(path), rules()), rules(), since).assessment.findings
    return {item.day for item in found if item.rule == rule}


def _case(rule: str, since: date, still: Mapping[str, object]) -> dict[str, object]:
    owner, fact, law, product = STARTS[rule]
    facts: dict[str, dict[str, object]] = {"zaak": {}, "aanspraak": {}}
    facts[owner][fact] = since
    facts["aanspraak"] |= still
    return {
        "vorm": "1",
        "id": "termijn",
        "gemeente": MUNICIPALITY,
        "standaard_herkomst": {"herkomst": "document", "op": since},
        "zaak": {"feiten": facts["zaak"]},
        "personen": [{"id": "inwoner"}],
        "vragen": [{"id": "v1", "persoon": "inwoner", "domein": "thuis"}],
        "oplossingen": [{"id": "o1", "naam": "Hulp", "feiten": {"product": product}}],
        "aanspraken": [
            {"id": "a1", "oplossing": "o1", "vraag": "v1", "wet": law, "feiten": facts["aanspraak"]}
        ],
    }


def _stood_still(since: date, still: int) -> dict[str, object]:
    """Stand still from the first day of the term, which is the day after the one it counts from."""
    if not still:
        return {}
    first = since + timedelta(days=1)
    return {"opgeschort_van": first, "opgeschort_tot": first + timedelta(days=still)}


@pytest.mark.parametrize(("what", "since", "still", "until"), BY_LENGTH)
def test_a_term_of_that_length_ends_on_the_day_worked_out_by_hand(
    what: str, since: date, still: int, until: date
) -> None:
    amount, unit = what.split()

    assert last_day(since, int(amount), Unit(unit), still) == until
