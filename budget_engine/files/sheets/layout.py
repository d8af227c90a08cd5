"""Where every field of an entry stands in a workbook, read from the models themselves.

A field with one value has a cell; a group of fields has a column for each. Conditions and totals,
examples, and lists of names with a text each have sheets of their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from budget_engine.files.rule_entries import OPENING
from budget_engine.files.sheets.forms import Form
from budget_engine.glossary import NO, YES, YesNo
from budget_engine.language.entry import ConditionField, Entry, TermField
from budget_engine.language.register import BoundedEntry
from budget_engine.language.rule import Example
from budget_engine.values import Cents, Day, Place

Steps: TypeAlias = tuple[str, ...]
"""The names by which a field is reached in an entry: one, or two for a field of a group."""

FILE, ORDER = "bestand", "nr"
KEY = "sleutel"
NAME_AT, VALUE_AT, KIND_AT, FORMULA_AT = 1, 2, 3, 4
"""The columns above the rows of a table: a name with its value, and for a computed column what it is."""
SPELLED_OUT = " als tekst"
"""Ends the name of the column for what is written otherwise than its number or date would be."""
RANGE = "bereik"
_ONLY_INSIDE = frozenset({"low", "high", "is_judgement"})
"""Fields that a rule file writes otherwise: a range as one text, an open norm by the word that opens it."""
_OPEN_VALUES = frozenset({"value"})
"""Fields whose kind of value is declared elsewhere: an amount here, a number or a choice there."""

_TYPED: Mapping[Any, Form] = {Day: Form.DATE, Cents: Form.EURO, Place: Form.NUMBER, int: Form.NUMBER}


@dataclass(frozen=True)
class Field:
    """One value of an entry, and the columns it may stand in: exactly one of them is filled."""

    steps: Steps
    columns: tuple[tuple[str, Form], ...]
    choices: tuple[str, ...] = ()
    needed_with: Steps | None = None
    """The group of which this field is a necessary part; () for the entry itself, None for no group."""
    is_term: bool = False
    """Whether a total may stand here too, on the sheet of conditions."""
    always_shown: tuple[str, ...] = ()
    """The columns that are there even when no entry fills them."""


@dataclass(frozen=True)
class Layout:
    """Where the fields of one kind of noun stand."""

    fields: tuple[Field, ...]
    conditions: tuple[Steps, ...] = ()
    mappings: Mapping[str, Form] = field(default_factory=dict)
    examples: str | None = None
    blocks: Mapping[str, type[Entry]] = field(default_factory=dict)
    """The fields that hold a list of entries, which stand as rows on a sheet of their own."""

    @property
    def terms(self) -> Iterator[Field]:
        """Walk the fields that may hold a total."""
        return (item for item in self.fields if item.is_term)


@lru_cache
def layout_of(word: str) -> Layout:
    """Give the layout of the entries that a word opens."""
    return _layout(OPENING[word], word)


@lru_cache
def layout_of_row(model: type[Entry]) -> Layout:
    """Give the layout of a row, or of another part that is written on a line of its own."""
    return _layout(model, model.word)


def is_block(word: str) -> bool:
    """Tell whether every entry of a kind has a sheet of its own."""
    return bool(layout_of(word).blocks)


def _layout(model: type[Entry], word: str) -> Layout:
    fields: list[Field] = []
    conditions: list[Steps] = []
    mappings: dict[str, Form] = {}
    blocks: dict[str, type[Entry]] = {}
    examples = None
    for found in _walk(model, word, (), ()):
        arms = found.arms
        if ConditionField in arms:
            conditions.append(found.steps)
        elif found.item is Example:
            examples = found.steps[-1]
        elif found.item is not None:
            blocks[found.steps[-1]] = found.item
        elif any(get_origin(arm) is dict for arm in arms):
            values = next(get_args(arm)[1] for arm in arms if get_origin(arm) is dict)
            mappings[found.steps[-1]] = _TYPED.get(values, Form.TEXT)
        elif not found.is_by_column:
            fields.append(_field(found))
    return Layout(tuple(fields), tuple(conditions), mappings, examples, blocks)


@dataclass(frozen=True)
class _Found:
    name: str
    steps: Steps
    arms: tuple[Any, ...]
    needed_with: Steps | None

    @property
    def item(self) -> type[Entry] | None:
        """Give what the field is a list of, where that is an entry."""
        items = [get_args(arm)[0] for arm in self.arms if get_origin(arm) is tuple]
        return items[0] if items and isinstance(items[0], type) and issubclass(items[0], Entry) else None

    @property
    def is_by_column(self) -> bool:
        """Tell whether it holds the cells of a row, which stand under the names of their columns."""
        items = [get_args(arm)[0] for arm in self.arms if get_origin(arm) is tuple]
        return any(part in (ConditionField, TermField) for item in items for part in get_args(item))


def _walk(model: type[Entry], word: str, above: Steps, group: Steps | None) -> Iterator[_Found]:
    hints = get_type_hints(model, include_extras=True)
    has_range = False
    for name, declared in model.model_fields.items():
        if name in _ONLY_INSIDE and issubclass(model, BoundedEntry):
            if not has_range and name != "is_judgement":
                has_range = True
                yield _Found(name, (*above, RANGE), (str,), None)
            continue
        steps = (*above, word if name == model.key and word else str(declared.alias))
        arms = tuple(_arms(hints[name]))
        nested = next((arm for arm in arms if isinstance(arm, type) and issubclass(arm, Entry)), None)
        needed = group if declared.is_required() else None
        if nested is None:
            yield _Found(name, steps, arms, needed)
        else:
            yield from _walk(
                nested, nested.word if nested.key else "", steps, steps if needed is None else needed
            )


def _arms(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if get_origin(inner) in (Union, UnionType) and annotation not in (ConditionField, TermField):
        for arm in get_args(inner):
            yield from _arms(arm)
    elif annotation is not type(None):
        yield annotation


def _field(found: _Found) -> Field:
    header = " ".join(found.steps)
    arm = found.arms[0]
    if get_origin(arm) is tuple:
        item = get_args(arm)[0]
        return Field(
            found.steps, ((header, Form.LINES),), _choices(item), found.needed_with, always_shown=(header,)
        )
    if found.name in _OPEN_VALUES:
        columns = open_columns(header)
        return Field(found.steps, columns, (), (), always_shown=tuple(name for name, _ in columns))
    form = _TYPED.get(arm)
    if form is not None:
        columns = ((header, form), (f"{header}{SPELLED_OUT}", Form.TEXT))
        return Field(found.steps, columns, (), found.needed_with, always_shown=(header,))
    if arm != TermField and not _is_text(arm):
        raise TypeError(f"{found.steps}: {arm} has no place in a workbook")
    return Field(
        found.steps, ((header, Form.TEXT),), _choices(arm), found.needed_with, arm == TermField, (header,)
    )  # fmt: skip


def open_columns(header: str) -> tuple[tuple[str, Form], ...]:
    """Give the columns of a value that may be an amount, a number, a date or a text."""
    typed = ((f"{header} {form}", form) for form in (Form.EURO, Form.NUMBER, Form.DATE))
    return (*typed, (header, Form.TEXT))


def output_field(name: str) -> Field:
    """Give the columns in which an outcome of a table may stand: an amount, or anything else."""
    return Field((name,), ((f"{name} {Form.EURO}", Form.EURO), (name, Form.TEXT)))


def _is_text(arm: Any) -> bool:
    inner = get_args(arm)[0] if get_origin(arm) is Annotated else arm
    return (
        inner is str
        or arm == YesNo
        or get_origin(inner) is Literal
        or (isinstance(inner, type) and issubclass(inner, Enum))
    )


def _choices(arm: Any) -> tuple[str, ...]:
    if arm == YesNo:
        return (YES, NO)
    inner = get_args(arm)[0] if get_origin(arm) is Annotated else arm
    if get_origin(inner) is Literal:
        return tuple(map(str, get_args(inner)))
    if isinstance(inner, type) and issubclass(inner, Enum):
        return tuple(str(member.value) for member in inner)
    return ()
