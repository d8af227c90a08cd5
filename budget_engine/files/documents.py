"""Plain text to a model, with every problem in Dutch and at its path."""

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path as FilePath
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

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
        return model.model_validate(plain)
    except ValidationError as error:
        problems.extend(_translated(model, details, path) for details in error.errors(include_url=False))
        return None


def _translated(model: type[Noun], error: ErrorDetails, path: Path) -> Problem:
    location = tuple(step for step in error["loc"] if isinstance(step, int) or not _is_branch(step))
    where = (*path, *location)
    name = location[-1] if location else ""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "missing":
        return Problem(where, f"'{name}' ontbreekt.")
    if kind == "extra_forbidden":
        return Problem(
            where, f"'{name}' hoort hier niet.", nearest(str(name), _fields_at(model, location[:-1]))
        )
    if kind in ("enum", "literal_error"):
        known = _choices_at(model, location) or [str(context.get("expected", ""))]
        hint = nearest(str(value), known) or f"Kies uit: {', '.join(known)}."
        return Problem(where, f"'{value}' kan hier niet.", hint)
    if kind == "value_error":
        return Problem(where, str(context.get("error", error["msg"])))
    return Problem(where, _PLAIN_ERRORS.get(kind, f"Dit kan niet worden gelezen: {value!r}."))


_PLAIN_ERRORS = {
    "model_type": "Hier hoort een groep velden te staan.",
    "model_attributes_type": "Hier hoort een groep velden te staan.",
    "dict_type": "Hier hoort een groep velden te staan.",
    "tuple_type": "Hier hoort een lijst te staan.",
    "list_type": "Hier hoort een lijst te staan.",
    "string_type": "Hier hoort één stuk tekst te staan.",
    "too_short": "Deze lijst is te kort.",
    "datetime_from_date_parsing": "Dit is geen tijdstip. Schrijf bijvoorbeeld 2026-11-20T10:30.",
    "datetime_parsing": "Dit is geen tijdstip. Schrijf bijvoorbeeld 2026-11-20T10:30.",
}


def _is_branch(step: str) -> bool:
    # pydantic names the branch of a union by its type, which is no step in the document
    return (
        step.startswith(("function-", "tuple[", "dict[", "list[", "str", "int", "is-instance"))
        and "_" not in step[:4]
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
    enums = [
        arm for arm in _annotations_at(model, location) if isinstance(arm, type) and issubclass(arm, Enum)
    ]
    return [str(member.value) for enum in enums for member in enum]
