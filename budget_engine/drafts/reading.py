"""A draft to the case and the decision it makes so far, and what is wrong in which field.

A dossier in the making is never complete. What cannot be read yet is left out, from the inside to the
outside, until a case remains that can be worked with; nothing of what was typed is lost by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.drafts.entry import Draft, Field, joined
from budget_engine.drafts.shape import (
    CUSTODY,
    DECISION,
    FACTS,
    GOALS,
    MATTER,
    OTHERS,
    PARTS,
    ROOMS,
    VALUE,
    Plain,
    answer_numbers,
    case_plain,
    decision_plain,
    place_of_room,
    rooms_written,
)
from budget_engine.errors import Path, Problem
from budget_engine.files import case_checks
from budget_engine.files.documents import read_model
from budget_engine.glossary import WORDS
from budget_engine.language.rule_set import RuleSet


@dataclass(frozen=True)
class Reading:
    """What a draft says so far: a case, a decision where it is complete, and what is wrong where."""

    case: Case
    decision: Decision | None
    problems: Mapping[Field, tuple[str, ...]]
    decision_problems: Mapping[Field, tuple[str, ...]]


def read_draft(draft: Draft, rule_set: RuleSet) -> Reading:
    """Read a draft as far as it goes."""
    case, problems = _case(draft, rule_set)
    return _with_decision(draft, rule_set, case, problems)


def read_decision_anew(draft: Draft, rule_set: RuleSet, before: Reading) -> Reading:
    """Read the decision of a draft of which the case is as it was."""
    return _with_decision(draft, rule_set, before.case, before.problems)


def _with_decision(
    draft: Draft, rule_set: RuleSet, case: Case, problems: Mapping[Field, tuple[str, ...]]
) -> Reading:
    found: list[Problem] = []
    plain = decision_plain(draft, rule_set)
    decision = read_model(Decision, plain, found)
    return Reading(case, decision, problems, _by_field(found, _DecisionPlaces(draft, plain)))


def read_case_of(draft: Draft, rule_set: RuleSet) -> Case:
    """Read the case that a draft makes so far, and nothing of its decision."""
    return _case(draft, rule_set)[0]


def _by_field(
    problems: list[Problem], places: "_CasePlaces | _DecisionPlaces"
) -> dict[Field, tuple[str, ...]]:
    found: dict[Field, tuple[str, ...]] = {}
    for problem in problems:
        said = problem.text if problem.hint is None else f"{problem.text} {problem.hint}"
        field = places.field(problem.path)
        found[field] = tuple(dict.fromkeys((*found.get(field, ()), said)))
    return found


# --- the case ------------------------------------------------------------------------------------------


def _case(draft: Draft, rule_set: RuleSet) -> tuple[Case, dict[Field, tuple[str, ...]]]:
    plain = case_plain(draft, rule_set)
    dropped: set[Path] = set()
    said: list[Problem] = []
    for _ in range(_MOST_ROUNDS):
        rest = _without(plain, dropped)
        found: list[Problem] = []
        case = read_model(Case, rest, found)
        if case is not None:
            found = [item for item in case_checks.problems(case, rule_set) if not _stands(item)]
        if case is not None and not found:
            return case, _by_field(said, _CasePlaces(draft, plain))
        gone = _names(plain, dropped)
        for problem in found:
            path = _as_it_was(problem.path, plain, dropped)
            if problem.unknown not in gone and not _was_dropped(path, dropped):
                said.append(Problem(path, problem.text, problem.hint))
        dropped |= {_to_drop(_as_it_was(item.path, plain, dropped), plain, dropped) for item in found}
    raise AssertionError("Elke ronde laat iets weg; er blijft altijd een zaak over.")


_MOST_ROUNDS = 40  # a field, its group, its part, and then what refers to it: far fewer than this


def _stands(problem: Problem) -> bool:
    """Tell whether a case can be worked with although this is wrong: an alternative that is not there yet."""
    return problem.path == (WORDS["alternatives"],) and problem.unknown is not None


def _without(plain: Any, dropped: set[Path], path: Path = ()) -> Any:
    if isinstance(plain, dict):
        return {
            name: _without(value, dropped, (*path, name))
            for name, value in plain.items()
            if (*path, name) not in dropped
        }
    if isinstance(plain, list):
        return [
            _without(value, dropped, (*path, number))
            for number, value in enumerate(plain)
            if (*path, number) not in dropped
        ]
    return plain


def _as_it_was(path: Path, plain: Any, dropped: set[Path]) -> Path:
    """Give a path in what remains as a path in the whole."""
    was: Path = ()
    for step in path:
        here = step
        if isinstance(plain, list) and isinstance(step, int):
            kept = [number for number in range(len(plain)) if (*was, number) not in dropped]
            here = kept[step] if step < len(kept) else step
        was = (*was, here)
        plain = _at(plain, here)
    return was


def _at(plain: Any, step: str | int) -> Any:
    if isinstance(plain, dict):
        return plain.get(step)
    if isinstance(plain, list) and isinstance(step, int) and step < len(plain):
        return plain[step]
    return None


def _to_drop(path: Path, plain: Any, dropped: set[Path]) -> Path:
    """Give the innermost thing on a path that is still there and may be left out."""
    for length in range(len(path), 0, -1):
        here: Any = plain
        for step in path[:length]:
            here = _at(here, step)
        if here is not None and path[:length] not in dropped:
            return path[:length]
    return path


def _was_dropped(path: Path, dropped: set[Path]) -> bool:
    return any(path[:length] in dropped for length in range(1, len(path) + 1))


def _names(plain: Plain, dropped: set[Path]) -> set[str]:
    """Name the parts that were left out: what refers to them is no problem of its own."""
    return {
        str(part["id"])
        for place in PARTS
        for number, part in enumerate(plain[place])
        if (place, number) in dropped
    }


# --- from a path to a field ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _CasePlaces:
    """Finds the field of a draft at a path of its case."""

    draft: Draft
    plain: Plain

    def field(self, path: Path) -> Field:
        """Give the field, or the part it stands in where the path names no field."""
        first, *rest = (*map(str, path[:1]), *path[1:]) or ("",)
        if first == "afwijkingen" and rest:
            return joined("afwijkingen", *self._row("afwijkingen", rest))
        if first == ROOMS and rest:
            return joined(*self._in_room(place_of_room(rooms_written(self.draft)[int(rest[0])]), rest[1:]))
        if first == MATTER:
            return joined(MATTER, *self._inside(MATTER, rest))
        if first not in PARTS or not rest:
            return str(first)
        place = joined(str(first), str(self.plain[str(first)][int(rest[0])]["id"]))
        if rest[1:2] == [GOALS] and OTHERS not in rest and rest[-1] in _OF_THE_GOAL:
            return joined(GOALS, *self._row(GOALS, rest[2:]))
        return joined(place, *self._inside(place, rest[1:]))

    def _in_room(self, place: Field, steps: list[str | int]) -> Iterator[str]:
        yield place
        match steps:
            case [str(kind), *_] if kind == CUSTODY:
                yield kind
            case [str(kind), *after] if after:
                yield from (kind, *self._row(joined(place, kind), after))
            case fields:
                yield from (str(step) for step in fields)

    def _inside(self, place: Field, steps: list[str | int]) -> Iterator[str]:
        match steps:
            case [str(first), str(name), *after] if first == FACTS:
                yield from self._answer(place, name, after)
            case [str(first), int(number), str(others), *after] if (first, others) == (
                GOALS,
                OTHERS,
            ) and after:
                goals = self.draft.parts(GOALS)
                within = goals[number] if number < len(goals) else str(number)
                yield from (first, within, others)
                yield from self._row(joined(place, first, within, others), after)
            case [str(first), *after] if first in _ROWS and after:
                yield first
                yield from self._row(_ROWS[first] or joined(place, first), after)
            case fields:
                yield from (str(step) for step in fields if isinstance(step, str))

    def _answer(self, place: Field, name: str, after: list[str | int]) -> Iterator[str]:
        numbers = answer_numbers(self.draft, place, name)
        at = next((step for step in after if isinstance(step, int)), 0)
        inside = [step for step in after if isinstance(step, str)]
        yield from (FACTS, name, numbers[at] if at < len(numbers) else "0", *(inside or (VALUE,)))

    def _row(self, place: Field, steps: list[str | int]) -> Iterator[str]:
        names = self.draft.parts(place)
        number = int(steps[0])
        yield names[number] if number < len(names) else str(number)
        yield from (str(step) for step in steps[1:] if isinstance(step, str))


_OF_THE_GOAL = ("domein", "woorden", "wie")
"""What is written once about a goal, and not again at every alternative."""

_ROWS: Mapping[str, Field] = {WORDS["returns"]: "", WORDS["preference"]: "", GOALS: GOALS}
"""The numbered lists inside a part, and where their numbers are given out when not in the part itself."""


@dataclass(frozen=True)
class _DecisionPlaces:
    """Finds the field of a draft at a path of its decision."""

    draft: Draft
    plain: Plain

    def field(self, path: Path) -> Field:
        """Give the field, or the group it stands in."""
        plain: Any = self.plain
        place = DECISION
        for step in path:
            if isinstance(step, int):
                part = _at(plain, step)
                name = (part.get("wet") or part.get("aanspraak")) if isinstance(part, dict) else None
                rows = self.draft.parts(place)
                if name is not None:
                    place = joined(place, str(name))
                elif step < len(rows):
                    place = joined(place, rows[step])
            else:
                place = joined(place, step)
            plain = _at(plain, step)
        return place
