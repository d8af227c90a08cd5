"""The public rulings as a worker would have entered them before the decision, and how each can be turned.

A ruling is a case file and what is expected of it. Its municipality is invented anew by the tests and knows
only the local values that the ruling itself names, so no rule can lean on who the municipality is.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from budget_engine.assessment import Finding
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.files.yaml_rules import read_rules
from budget_engine.language.entry import Entry
from budget_engine.language.register import DecidedLocally, Effect
from budget_engine.language.rule_set import RuleSet
from budget_engine.weighing import Weighing, weigh
from tests.conftest import FIXTURES, RULES
from tests.households import appraised
from tests.sealed import rules

Plain = dict[str, Any]
OWNERS = ("personen", "vragen", "steun", "oplossingen", "aanspraken", "alternatieven")
MUNICIPALITY = "gedinggemeente"
ANOTHER = "elders"
RANK = {Effect.CONCERN: 1, Effect.CONDITION: 2, Effect.DUTY: 2, Effect.BAR: 3, Effect.OTHER_LAW: 3}
"""Severity classes in order; `ruimte` and `termijn` stand outside it and must match."""


@dataclass(frozen=True)
class Ruling:
    """One ruling: its folder, the plain case and what is expected."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def case(self) -> Plain:
        return _plain(self.folder / "case.yaml")

    @cached_property
    def expected(self) -> Plain:
        return _plain(self.folder / "expected.yaml")

    @property
    def on(self) -> date:
        return date.fromisoformat(self.expected["op"])

    @property
    def local(self) -> Mapping[str, str]:
        """The local values that the ruling names."""
        found: Mapping[str, str] = self.expected.get("gemeentewaarden", {})
        return found

    @property
    def wanted(self) -> dict[str, Effect]:
        return {item["slug"]: Effect(item["ernst"]) for item in self.expected["verwacht"]}

    @property
    def disputed(self) -> frozenset[str]:
        """The claims on which nothing may bar where the resident won; empty where the authority won."""
        return frozenset(self.expected.get("omstreden", ()))

    @property
    def rejected(self) -> frozenset[str]:
        """The kinds of finding that the ruling says do not apply."""
        return frozenset(self.expected.get("niet", ()))


RULINGS = [Ruling(folder) for folder in sorted((FIXTURES / "rulings").iterdir())]


def _plain(path: Path) -> Plain:
    found: Plain = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only
    return found


def weighed(case: Plain, on: date, local: Mapping[str, str], municipality: str = MUNICIPALITY) -> Weighing:
    """Weigh a plain case by the national rules and a municipality that has just these values."""
    named = tuple(sorted(local.items()))
    rule_set = rules_elsewhere(named) if municipality == ANOTHER else rules_with(named, municipality)
    text = json.dumps(case | {"gemeente": municipality})  # which is YAML too, and written at once
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_text(text, encoding="utf-8")
        return weigh(read_case(open_case(path), rule_set), rule_set, on)


@cache
def before(ruling: Ruling) -> Weighing:
    """Weigh a ruling as it is; nothing changes it."""
    return weighed(ruling.case, ruling.on, ruling.local)


@cache
def rules_elsewhere(local: tuple[tuple[str, str], ...]) -> RuleSet:
    """Give the rules of another municipality that has the same local values."""
    here = rules_with(local, MUNICIPALITY)
    settings = tuple(
        item if item.municipality is None else item.model_copy(update={"municipality": ANOTHER})
        for item in here.settings
    )
    return replace(here, municipality=ANOTHER, settings=settings)


@cache
def rules_with(local: tuple[tuple[str, str], ...], municipality: str) -> RuleSet:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("feiten", "landelijk", "kosten", "weging"):
            (folder / part).symlink_to(RULES / part, target_is_directory=True)
        own = folder / "gemeenten" / municipality
        own.mkdir(parents=True)
        values = [_local_value(name, value) for name, value in local]
        (own / "parameters.yaml").write_text(
            yaml.safe_dump(values or [_nothing()], allow_unicode=True), "utf-8"
        )
        return read_rules(folder, municipality)


def _local_value(name: str, value: str) -> Plain:
    basis = {
        "klasse": "beleid",
        "wet": "Awb",
        "artikel": "verordening (naar de uitspraak)",
        "niveau": "verordening",
        "vastgesteld_door": "gemeenteraad",
        "beleidssoort": "binnenwettelijk",
        "bekendmaking": "naar de uitspraak",
        "in_werking": "2000-01-01",
    }
    return {"waarde": name, "is": value, "geldig_van": "2000-01-01", "grondslag": basis}


def _nothing() -> Plain:
    """A municipality has at least one file with an entry; this one says that a value is not known."""
    name = next(item.name for item in rules(None).parameters if item.set_by is DecidedLocally.LOCAL)
    return {"waarde": name, "is": "onbekend", "geldig_van": "2000-01-01"}


def holding(weighing: Weighing) -> list[Finding]:
    return [item for item in weighing.assessment.findings if item.holds]


def raised(weighing: Weighing) -> dict[str, set[Effect]]:
    """Give the effects with which each kind of finding was raised."""
    found: dict[str, set[Effect]] = {}
    for item in holding(weighing):
        found.setdefault(item.slug, set()).add(item.effect)
    return found


def bars(weighing: Weighing) -> set[tuple[str, str]]:
    return {(item.about, item.rule) for item in holding(weighing) if item.effect is Effect.BAR}


def is_at_least(effect: Effect, wanted: Effect) -> bool:
    """Tell whether an effect is as severe as wanted: what stands outside the order must match."""
    if wanted in RANK and effect in RANK:
        return RANK[effect] >= RANK[wanted]
    return effect is wanted


# --- turning a case --------------------------------------------------------------------------------------


def answers(case: Plain) -> Iterator[tuple[str, Plain]]:
    """Give each group of facts with the id of what it is about; the case itself is called `zaak`."""
    if "zaak" in case:
        yield "zaak", case["zaak"].setdefault("feiten", {})
    for owners in OWNERS:
        for item in case.get(owners, ()):
            yield item["id"], item.setdefault("feiten", {})


def without_facts(case: Plain) -> Plain:
    """Give the case with every fact unknown; who there is and what is asked stays."""
    turned = deepcopy(case)
    for _, facts in answers(turned):
        facts.clear()
    return turned


def turned(case: Plain, changes: Mapping[str, Mapping[str, str]]) -> Plain:
    """Give the case with other answers; how we know them stays, and a reason is added where one is needed."""
    found = deepcopy(case)
    groups = dict(answers(found))
    for about, facts in changes.items():
        for fact, value in facts.items():
            old = groups[about].get(fact)
            groups[about][fact] = (old | {"waarde": value}) if isinstance(old, dict) else appraised(value)
    return found


def mapped(plain: Any, change: Callable[[str], str]) -> Any:
    """Change every text in a plain case."""
    match plain:
        case str():
            return change(plain)
        case list():
            return [mapped(item, change) for item in plain]
        case dict():
            return {key: mapped(value, change) for key, value in plain.items()}


DAY = re.compile(r"\d{4}-\d\d-\d\d")
AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+),(\d\d)")


def later(text: str, days: int) -> str:
    """Move a date, back where `days` is negative; other text stays."""
    if not DAY.fullmatch(text):
        return text
    return (date.fromisoformat(text) + timedelta(days=days)).isoformat()


def dearer(text: str, percent: int) -> str:
    """Raise an amount, or lower it where `percent` is negative, rounded down to whole cents; other text stays."""
    found = AMOUNT.fullmatch(text)
    if not found:
        return text
    cents = int(found[1].replace(".", "") + found[2]) * (100 + percent) // 100
    return f"{cents // 100},{cents % 100:02}"


def texts_in(plain: Any) -> Iterator[str]:
    match plain:
        case str():
            yield plain
        case list():
            for item in plain:
                yield from texts_in(item)
        case dict():
            for value in plain.values():
                yield from texts_in(value)


def days_with_the_same_law(ruling: Ruling, rule_set: RuleSet, direction: int) -> int:
    """Give the most whole weeks, up to a year and a half, in which no rule or value begins or ends.

    No date of the case, nor the day it is judged on, may pass such a day.
    """
    days = {date.fromisoformat(text) for text in texts_in(ruling.case) if DAY.fullmatch(text)} | {ruling.on}
    turns = {day for entry in rule_set.entries() for day in _turns(entry)}
    for weeks in range(78, 0, -1):
        moved = timedelta(days=7 * weeks * direction)
        spans = [sorted((day, day + moved)) for day in days]
        if not any(start < turn <= end for start, end in spans for turn in turns):
            return moved.days
    return 0


def _turns(entry: Entry) -> Iterator[date]:
    start, end = getattr(entry, "valid_from", None), getattr(entry, "valid_until", None)
    if start is not None:
        yield start
    if end is not None:
        yield end + timedelta(days=1)


def renamed(case: Plain) -> Plain:
    """Give everybody and everything in the case another id and another name."""
    others = {
        item["id"]: f"iemand-anders-{number}" if owners == "personen" else f"iets-anders-{number}"
        for owners in OWNERS
        for number, item in enumerate(case.get(owners, ()), len(owners) * 100)
    }
    return {part: _renamed(value, others) for part, value in case.items()}


REFERS = frozenset(
    {"id", "persoon", "van", "voor", "door", "oplossing", "vraag", "wie", "aanspraken", "steun"}
)
"""The fields of a case file that name somebody or something in it."""


def _renamed(plain: Any, others: Mapping[str, str], field: str = "") -> Any:
    match plain:
        case str() if field in REFERS:
            return others.get(plain, plain)
        case str():
            return f"Heel anders dan {plain}" if field == "naam" else plain
        case list():
            return [_renamed(item, others, field) for item in plain]
        case dict():
            return {key: _renamed(value, others, key) for key, value in plain.items()}
