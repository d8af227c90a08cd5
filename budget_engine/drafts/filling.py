"""A case and a decision as the entries that would make them: a file brought into the app."""

from collections.abc import Iterable, Iterator
from typing import Any

from budget_engine.case import Case, Direction
from budget_engine.decision import Decision
from budget_engine.drafts.entry import EXISTS, Entry, Field, Given, joined
from budget_engine.drafts.shape import (
    ALWAYS,
    CHECKS,
    CUSTODY,
    DECISION,
    FACTS,
    GOALS,
    MATTER,
    OTHERS,
    PARTS,
    ROOMS,
    SEEN_BY,
    place_of_room,
)
from budget_engine.glossary import WORDS

Written = tuple[Field, Given]
"""A field and what is written in it."""


def first_fields(municipality: str) -> Iterator[Written]:
    """Give what every dossier starts with: its municipality, and the alternatives that are always there."""
    yield "gemeente", municipality
    for name, kind in ALWAYS.items():
        place = joined(WORDS["alternatives"], name)
        yield joined(place, EXISTS), "ja"
        yield joined(place, WORDS["kind"]), str(kind)


def fields_of_case(case: Case) -> Iterator[Written]:
    """Give the fields that make this very case."""
    plain = case.as_json()
    yield "gemeente", case.municipality
    yield from _group(MATTER, plain.get(MATTER, {}))
    goals = _goals(plain.get(WORDS["alternatives"], ()))
    for number, goal in enumerate(goals, 1):
        place = joined(GOALS, str(number))
        yield joined(place, EXISTS), "ja"
        yield from _group(place, dict(zip(("domein", "woorden", "wie"), goal, strict=True)))
    for place in PARTS:
        for part in plain.get(place, ()):
            yield from _part(joined(place, part["id"]), part, goals)
    yield from _rows("afwijkingen", plain.get("afwijkingen", ()))
    for room, own in zip(case.rooms, plain.get(ROOMS, ()), strict=True):
        if own.get(CUSTODY):
            yield joined(place_of_room(room.name), CUSTODY), tuple(own[CUSTODY])
        for kind in (SEEN_BY, CHECKS):
            yield from _rows(joined(place_of_room(room.name), kind), own.get(kind, ()))


def fields_of_decision(decision: Decision) -> Iterator[Written]:
    """Give the fields that make this very decision."""
    plain = decision.as_json()
    listed = ("deelbesluiten", "niet_toegekend")
    rest = {name: value for name, value in plain.items() if name not in (*listed, "zaak", "vorm")}
    yield from _group(DECISION, rest)
    yield from _rows(joined(DECISION, "niet_toegekend"), plain.get("niet_toegekend", ()))
    for part in plain["deelbesluiten"]:
        place = joined(DECISION, "deelbesluiten", part["wet"])
        yield joined(place, EXISTS), "ja"
        flat = {name: value for name, value in part.items() if name not in ("wet", "aanspraken")}
        lines = {name: "\n".join(flat[name]) for name in ("voorwaarden", "evaluatie") if name in flat}
        yield from _group(place, {**flat, **lines})
        for claim in part["aanspraken"]:
            own = joined(place, "aanspraken", claim["aanspraak"])
            yield joined(own, EXISTS), "ja"
            yield from _group(own, {k: v for k, v in claim.items() if k not in ("aanspraak", "regels")})
            yield from _rows(joined(own, "regels"), claim.get("regels", ()))


def entries_of(written: Iterable[Written], written_by: str, at: str) -> tuple[Entry, ...]:
    """Make entries out of fields, for a dossier that holds nothing yet."""
    return tuple(
        Entry(number, field, given, written_by, at) for number, (field, given) in enumerate(written, 1)
    )


def _part(place: Field, part: dict[str, Any], goals: list[tuple[str, str, str]]) -> Iterator[Written]:
    rows = (WORDS["returns"], WORDS["preference"], GOALS)
    yield joined(place, EXISTS), "ja"
    rest = {name: value for name, value in part.items() if name not in ("id", *rows)}
    if place.startswith(WORDS["alternatives"]):
        rest.setdefault(WORDS["claims"], [])  # an empty list was meant, and is not filled by itself
    yield from _group(place, rest)
    for line in (WORDS["returns"], WORDS["preference"]):
        yield from _rows(joined(place, line), [_flat_chance(row) for row in part.get(line, ())])
    for goal in part.get(GOALS, ()):
        number = goals.index((goal["domein"], goal["woorden"], goal["wie"])) + 1
        own = {
            name: goal[name]
            for name in ("richting", "noot")
            if goal.get(name, _NOT_DISCUSSED) != _NOT_DISCUSSED
        }
        yield from _group(joined(place, GOALS, str(number)), own)
        yield from _rows(joined(place, GOALS, str(number), OTHERS), goal.get(OTHERS, ()))


_NOT_DISCUSSED = str(Direction.NOT_DISCUSSED)
"""What stands where nobody chose a direction, and so is nothing to fill in."""


def _flat_chance(row: dict[str, Any]) -> dict[str, Any]:
    chance = row.get("kans")
    if not isinstance(chance, dict):
        return row
    rest = {name: value for name, value in row.items() if name != "kans"}
    return {**rest, **{f"kans_{end}": value for end, value in chance.items()}}


def _goals(alternatives: Iterable[dict[str, Any]]) -> list[tuple[str, str, str]]:
    named = ((g["domein"], g["woorden"], g["wie"]) for part in alternatives for g in part.get(GOALS, ()))
    return list(dict.fromkeys(named))


def _rows(place: Field, rows: Iterable[dict[str, Any]]) -> Iterator[Written]:
    for number, row in enumerate(rows, 1):
        own = joined(place, str(number))
        yield joined(own, EXISTS), "ja"
        yield from _group(own, row)


def _group(place: Field, group: dict[str, Any]) -> Iterator[Written]:
    for name, value in group.items():
        field = joined(place, name)
        if name == FACTS:
            for fact, answers in value.items():
                for number, answer in enumerate(answers):
                    yield from _group(joined(field, fact, str(number)), answer)
        elif isinstance(value, dict):
            yield from _group(field, value)
        elif isinstance(value, list):
            yield field, tuple(value)
        else:
            yield field, str(value)
