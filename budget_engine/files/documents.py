"""Plain text to a model, with every problem in Dutch and at its path."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path as FilePath
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from budget_engine.errors import InputError, Path, Problem, nearest
from budget_engine.files.nodes import read_yaml
from budget_engine.glossary import Noun

Model = TypeVar("Model", bound=Noun)


def read_document(path: FilePath, model: type[Model]) -> Model:
    """Read a YAML file as a model; InputError holds all its issues, each at its line."""
    document = read_yaml(path)
    problems: list[Problem] = []
    found = read_model(model, document.plain, problems)
    if found is None:
        raise InputError(document.issue(problem.path, problem.text, problem.hint) for problem in problems)
    return found


def read_model(model: type[Model], plain: Any, problems: list[Problem], path: Path = ()) -> Model | None:
    """Read a model from its plain form; problems are added, and then None comes back."""
    try:
        return model.model_validate(plain, by_alias=True, by_name=False)  # in a file a field has one name
    except ValidationError as error:
        found = _without_other_arms(error.errors(include_url=False))
        problems.extend(_translated(model, details, path) for details in found)
        return None


def _without_other_arms(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what concerns an arm of a union that was not meant: a word, where a group of fields stands."""
    words = {error["loc"][:-1] for error in errors if _is_word_arm(error)}
    return [
        error
        for error in errors
        if not (_is_word_arm(error) and not isinstance(error["input"], str))
        and not (
            error["loc"][:-1] in words and error["type"] == "model_type" and isinstance(error["input"], str)
        )
    ]


def _is_word_arm(error: ErrorDetails) -> bool:
    return error["type"] == "literal_error" and str(error["loc"][-1]).startswith("literal[")


def _translated(model: type[Noun], error: ErrorDetails, path: Path) -> Problem:
    location = tuple(step for step in error["loc"] if isinstance(step, int) or not _is_branch(step))
    where = (*path, *location)
    name = location[-1] if location else ""
    kind, value = error["type"], error["input"]
    if kind == "missing":
        return Problem(where, f"'{name}' ontbreekt.")
    if kind == "extra_forbidden":
        return Problem(
            where, f"'{name}' hoort hier niet.", nearest(str(name), _fields_at(model, location[:-1]))
        )
    if kind == "value_error":
        return Problem(where, str(error["ctx"]["error"]))
    if kind in ("enum", "literal_error"):
        return Problem(where, _refused(value), _choice_hint(model, location, value))
    if kind in ("tuple_type", "list_type"):
        return Problem(where, "Hier hoort een lijst te staan.", _list_hint(model, location, value))
    return Problem(where, _PLAIN_ERRORS.get(kind) or _refused(value), _PLAIN_HINTS.get(kind))


def _refused(value: Any) -> str:
    return f"'{value}' kan hier niet." if isinstance(value, str) else "Hier hoort één waarde te staan."


def _choice_hint(model: type[Noun], location: Sequence[str | int], value: Any) -> str:
    known = _choices_at(model, location)
    if isinstance(value, str):
        words = [word.strip() for word in value.split(",")]
        if len(words) > 1 and set(words) <= set(known):
            return f"Zet elk woord apart in de lijst: [{', '.join(words)}]."
        near = nearest(value, known)
        if near is not None:
            return near
    fields = ", ".join(f"{field}: ..." for field in _fields_at(model, location))
    choice = f"Kies uit: {', '.join(known)}" if len(known) > 1 else f"Schrijf {''.join(known)}"
    return f"{choice}, of {{{fields}}}." if fields else f"{choice}."


def _list_hint(model: type[Noun], location: Sequence[str | int], value: Any) -> str | None:
    items = [item for arm in _annotations_at(model, location) for item in get_args(arm)[:1]]
    of_words = any(isinstance(item, type) and issubclass(item, str) for item in items)
    if isinstance(value, str) and of_words and _WORDS.fullmatch(value):
        return f"Schrijf [{value}]."
    return "Begin elk onderdeel met een streepje." if isinstance(value, dict) else None


_WORDS = re.compile(r"[\w.-]+(, *[\w.-]+)*")

_PLAIN_ERRORS = {
    "model_type": "Hier hoort een groep velden te staan.",
    "model_attributes_type": "Hier hoort een groep velden te staan.",
    "dict_type": "Hier hoort een groep velden te staan.",
    "string_type": "Hier hoort één stuk tekst te staan.",
    "too_short": "Deze lijst is te kort.",
}
_PLAIN_HINTS = {"int_parsing": "Schrijf een getal in cijfers, zoals 12."}


def _is_branch(step: str) -> bool:
    # pydantic names the branch of a union by its type, which is no step in the document
    return step in ("str", "int", "date") or step.startswith(
        ("function-", "tuple[", "dict[", "list[", "literal[", "is-instance[")
    )


def _arms(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _arms(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for arm in get_args(annotation):
            yield from _arms(arm)
    else:
        yield annotation


def _annotations_at(model: type[Noun], location: Sequence[str | int]) -> list[Any]:
    found: list[Any] = [model]
    for step in location:
        below: list[Any] = []
        for annotation in found:
            if isinstance(annotation, type) and issubclass(annotation, Noun):
                below += [
                    field.annotation for field in annotation.model_fields.values() if field.alias == step
                ]
            elif get_origin(annotation) in (tuple, list):
                below.append(get_args(annotation)[0])
            elif get_origin(annotation) is dict:
                below.append(get_args(annotation)[1])
        found = [arm for annotation in below for arm in _arms(annotation)]
    return found


def _fields_at(model: type[Noun], location: Sequence[str | int]) -> list[str]:
    nouns = [
        arm for arm in _annotations_at(model, location) if isinstance(arm, type) and issubclass(arm, Noun)
    ]
    return [str(field.alias) for noun in nouns for field in noun.model_fields.values()]


def _choices_at(model: type[Noun], location: Sequence[str | int]) -> list[str]:
    found: list[str] = []
    for arm in _annotations_at(model, location):
        if isinstance(arm, type) and issubclass(arm, Enum):
            found += [str(member.value) for member in arm]
        elif get_origin(arm) is Literal:
            found += [str(word) for word in get_args(arm)]
    return found
