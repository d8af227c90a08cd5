"""How a declared thing is written: the form of a rule file, which is also what is hashed and sealed."""

from datetime import date
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from budget_engine.errors import Path
from budget_engine.glossary import NO, YES, Noun
from budget_engine.language.expr import Condition, Term


class _Syntax:
    """Lets a node of the language stand as a field: held as it is, written as a rule file has it."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.any_schema()

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return self.schema


ConditionField = Annotated[Condition, _Syntax({"type": "object", "description": "voorwaarde"})]
TermField = Annotated[Term, _Syntax({"type": ["string", "object"], "description": "formule of totaal"})]


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} is not written in a rule file")


Unread: TypeAlias = frozenset[tuple[str, str]]
"""What was declared but could not be read: the word that opens it and its name."""

NOTHING_UNREAD: Unread = frozenset()


class Entry(Noun):
    """A declared thing, or a part of one, that can be written as a rule file has it."""

    word: ClassVar[str] = ""
    """The word that opens the thing in a rule file; it holds the field named by `key`."""

    key: ClassVar[str] = ""

    texts: ClassVar[frozenset[str]] = frozenset()
    """The fields that change no outcome: left out of `betekenis_hash`."""

    changes_outcomes: ClassVar[bool] = True
    """Whether anything in it can change an outcome; else the whole is left out of `betekenis_hash`."""

    @property
    def identity(self) -> str:
        """Tell entries of one name apart: versions by their first day, and each municipality's own."""
        parts = [
            getattr(self, self.key),
            getattr(self, "municipality", None),
            getattr(self, "valid_from", None),
        ]
        return "|".join(str(part) for part in parts if part is not None)

    def at(self, *inside: str | int) -> Path:
        """Give the path of a spot in the entry: its opening word, its identity, and the way inside."""
        return (self.word, self.identity, *inside)

    def as_entry(self, *, with_texts: bool = True) -> dict[str, Any]:
        """Give the entry in the form of a rule file, fields that say nothing left out."""
        written: dict[str, Any] = {}
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if value == field.default or (not with_texts and name in self.texts):
                continue
            alias = self.word if name == self.key else str(field.alias)
            written[alias] = self.write_field(name, value, with_texts=with_texts)
        return written

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write one field; a noun with nodes says here how they are written."""
        del name
        if isinstance(value, Entry):
            return value.as_entry(with_texts=with_texts)
        if isinstance(value, tuple):
            return [self.write_field("", item, with_texts=with_texts) for item in value]
        return _plain(value)
