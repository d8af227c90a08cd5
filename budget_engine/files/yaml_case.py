"""A case file to a case, or all that is wrong with it.

The file is YAML, the same shape as its JSON. `standaard_herkomst` says once how we know what is
written as a bare `feit: waarde`; a case holds the provenance with every answer.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from budget_engine.answer import Answer, Provenance
from budget_engine.case import Case
from budget_engine.errors import InputError, Path, Problem, nearest, sparing_hints
from budget_engine.files import case_checks
from budget_engine.files.case_checks import FACTS, KIND_OF_FIELD
from budget_engine.files.documents import read_model
from budget_engine.files.nodes import Document, read_yaml
from budget_engine.glossary import UNKNOWN, WORDS
from budget_engine.language.rule_set import RuleSet

DEFAULT = "standaard_herkomst"


def open_case(path: FilePath) -> Document:
    """Read the text of a case file; InputError when it is no YAML or no group of fields."""
    document = read_yaml(path)
    if not isinstance(document.plain, dict):
        raise InputError([document.issue((), "Een zaakbestand is een groep velden.", "Begin met 'vorm: 1'.")])
    return document


def municipality_of(document: Document, known: Collection[str]) -> str:
    """Give the municipality that a case file names; InputError when it names none, or one without rules."""
    word = WORDS["municipality"]
    name = document.plain.get(word) if isinstance(document.plain, dict) else None
    if name is None:
        raise InputError(
            [document.issue((), f"'{word}' ontbreekt.", "Noem de gemeente waar de zaak speelt.")]
        )
    if not isinstance(name, str) or not name:
        raise InputError([document.issue((word,), "Hier hoort de naam van één gemeente te staan.")])
    if name not in known:
        hint = nearest(name, known) or f"Er zijn: {', '.join(known) or 'geen'}."
        raise InputError([document.issue((word,), f"De gemeente '{name}' heeft geen regels.", hint)])
    return name


@sparing_hints()
def read_case(document: Document, rule_set: RuleSet) -> Case:
    """Read a case by the facts that a rule set declares; InputError holds all its issues."""
    assert isinstance(document.plain, dict)
    problems: list[Problem] = []
    plain = _with_provenance(document.plain, problems)
    case = read_model(Case, plain, problems)
    if case is not None:
        problems.extend(case_checks.problems(case, rule_set))
    else:
        problems.extend(_problems_of_the_rest(plain, rule_set))
    if problems or case is None:
        raise InputError(
            document.issue(_as_written(problem.path, document.plain), problem.text, problem.hint)
            for problem in problems
        )
    return case


def _problems_of_the_rest(plain: dict[str, Any], rule_set: RuleSet) -> Iterator[Problem]:
    """Look at what could be read too, so that one look shows everything.

    A reference to what was left out is no second problem.
    """
    rest = _Rest(plain)
    case = rest.case()
    if case is None:
        return
    left_out = set(_names(plain)) - {*case.ids(), *(item.kind for item in case.alternatives)}
    for problem in case_checks.problems(case, rule_set):
        if problem.unknown not in left_out:
            yield replace(problem, path=rest.as_written(problem.path))


class _Rest:
    """What remains of a case file without the fields that cannot be read."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.plain: Any = plain
        self.numbers = {
            name: list(range(len(parts))) for name, parts in plain.items() if isinstance(parts, list)
        }

    def case(self) -> Case | None:
        """Leave fields out, from the inside to the outside, until a case remains; None when none does."""
        for _ in range(_MOST_ROUNDS):
            problems: list[Problem] = []
            found = read_model(Case, self.plain, problems)
            if found is not None:
                return found
            parts: set[Path] = set()
            for problem in problems:
                path = _nearest_field(problem.path, self.plain)
                part = problem.path[: len(path) + 1]
                if len(path) == 1 and part != path:  # the list it stands in is the nearest: one part goes
                    parts.add(part)
                elif path:
                    self.plain = _replaced(self.plain, path, None)
                elif problem.path[0] in _IDENTITY:
                    self.plain = {**self.plain, problem.path[0]: _IDENTITY[str(problem.path[0])]}
            for name, number in sorted((str(name), int(number)) for name, number in parts)[::-1]:
                self.plain = _replaced(self.plain, (name, number), None)
                del self.numbers[name][number]
        return None

    def as_written(self, path: Path) -> Path:
        """Give a path with the number that a part has in the file."""
        name, *inside = path or ("",)
        if inside and name in self.numbers:
            return (name, self.numbers[str(name)][int(inside[0])], *inside[1:])
        return path


_MOST_ROUNDS = 8  # a line of money stands four fields deep; each round goes out one, some rounds twice
_IDENTITY = {WORDS["form"]: "1", "id": "zaak", WORDS["municipality"]: "gemeente"}


def _nearest_field(path: Path, plain: Any) -> Path:
    """Give the innermost field on a path that is there; its list items keep their places."""
    found: Path = ()
    for number, step in enumerate(path):
        is_there = step in plain if isinstance(plain, dict) else _is_item(step, plain)
        if not is_there:
            break
        plain = plain[step]
        if isinstance(step, str):
            found = path[: number + 1]
    return found


def _is_item(step: str | int, plain: Any) -> bool:
    return isinstance(plain, list) and isinstance(step, int) and step < len(plain)


def _names(plain: dict[str, Any]) -> Iterator[str]:
    """Walk what other parts of a case refer to: ids, and the kinds of its alternatives."""
    for field in KIND_OF_FIELD:
        parts = plain.get(WORDS[field], ())
        for part in parts if isinstance(parts, list) else (parts,):
            if isinstance(part, dict):
                yield from (
                    value for value in (part.get("id"), part.get(WORDS["kind"])) if isinstance(value, str)
                )


# --- provenance -------------------------------------------------------------------------------------


def _with_provenance(plain: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    prepared = {key: value for key, value in plain.items() if key != DEFAULT}
    default = _default(plain.get(DEFAULT), problems)
    for where, facts in _all_facts(plain):
        if isinstance(facts, dict):
            answers = {
                name: _answers(given, default, (*where, FACTS, name), problems)
                for name, given in facts.items()
            }
            prepared = _replaced(prepared, (*where, FACTS), answers)
    return prepared


def _default(given: Any, problems: list[Problem]) -> dict[str, Any]:
    """Read how bare answers are known; what is wrong with it is said once, and not at every answer."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        text = "Hier hoort een groep velden te staan."
        problems.append(Problem((DEFAULT,), text, "Schrijf {herkomst: ..., op: ...}."))
        return _SOME_PROVENANCE
    if "waarde" in given:
        problems.append(
            Problem((DEFAULT, "waarde"), "'waarde' hoort hier niet.", "Hier staat alleen hoe we iets weten.")
        )
    if read_model(Answer, {**given, "waarde": UNKNOWN}, problems, (DEFAULT,)) is None:
        return _SOME_PROVENANCE
    return given


_SOME_PROVENANCE = {"herkomst": str(Provenance.DOCUMENT)}


def _all_facts(plain: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    matter = plain.get(WORDS["matter"])
    if isinstance(matter, dict) and FACTS in matter:
        yield (WORDS["matter"],), matter[FACTS]
    for field in KIND_OF_FIELD:
        parts = plain.get(WORDS[field])
        for number, part in enumerate(parts if isinstance(parts, list) else []):
            if isinstance(part, dict) and FACTS in part:
                yield (WORDS[field], number), part[FACTS]


def _answers(given: Any, default: dict[str, Any], path: Path, problems: list[Problem]) -> list[Any]:
    answers = []
    if given == []:
        hint = f"Schrijf '{UNKNOWN}' als het gevraagd is en niet bekend, of laat het feit weg."
        problems.append(Problem(path, "Hier ontbreekt een antwoord.", hint))
    for answer in given if isinstance(given, list) else [given]:
        if isinstance(answer, str):
            if not default:
                hint = f"Schrijf {{waarde: {answer}, herkomst: ...}}, of noem één '{DEFAULT}' voor het hele bestand."
                problems.append(Problem(path, "Hier staat niet hoe we dit weten.", hint))
            answers.append({**(default or _SOME_PROVENANCE), "waarde": answer})
        elif isinstance(answer, dict):
            answers.append(answer if "herkomst" in answer else {**default, **answer})
        else:
            answers.append(answer)
    return answers


def _replaced(plain: Any, path: Path, value: Any) -> Any:
    """Give a copy with another value at a path; None takes the field out."""
    first, *rest = path
    copy: Any = dict(plain) if isinstance(plain, dict) else list(plain)
    if rest:
        copy[first] = _replaced(copy[first], tuple(rest), value)
    elif value is None:
        del copy[first]
    else:
        copy[first] = value
    return copy


def _as_written(path: Path, plain: Any) -> Path:
    """Drop the number of an answer where the file has one answer and no list."""
    written: list[str | int] = []
    for step in path:
        if isinstance(step, int) and not isinstance(plain, list):
            continue
        written.append(step)
        if isinstance(plain, dict):
            plain = plain.get(step)
        elif isinstance(plain, list) and isinstance(step, int) and step < len(plain):
            plain = plain[step]
        else:
            plain = None
    return tuple(written)
