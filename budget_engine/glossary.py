"""The Dutch word of each identifier: English inside, Dutch in files, screens and letters.

Every field of a model that people see in a file, a record or an answer is looked up here, so one
thing has one word. A field that is missing from the list stops the import.
"""

from typing import Annotated, Any, ClassVar

from pydantic import AliasGenerator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from budget_engine.dutch_words import WORDS

__all__ = ["MUNICIPALITY", "NO", "OTHER_PAYERS", "UNKNOWN", "WORDS", "YES", "Noun", "YesNo", "dutch"]

UNKNOWN = "onbekend"
"""How an answer that was asked and not known is written; inside the engine it is None."""

YES, NO = "ja", "nee"

MUNICIPALITY, OTHER_PAYERS = "gemeente", "andere betaler"


def dutch(identifier: str) -> str:
    """Give the Dutch word of a field name.

    >>> dutch("legal_basis")
    'grondslag'
    """
    return WORDS[identifier]


def _read_yes_no(value: object) -> object:
    if value not in (YES, NO, True, False):
        refused = f"'{value}' kan hier niet. " if isinstance(value, str) and value else ""
        raise ValueError(f"{refused}Schrijf {YES} of {NO}.")
    return value in (YES, True)


YesNo = Annotated[
    bool,
    BeforeValidator(_read_yes_no, json_schema_input_type=str),
    PlainSerializer(lambda value: YES if value else NO, return_type=str),
]
"""A claim that is written as ja or nee."""


class Noun(BaseModel):
    """A frozen thing with named parts; its parts read in Dutch outside Python."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=AliasGenerator(alias=dutch),
        populate_by_name=True,
        defer_build=True,
        arbitrary_types_allowed=True,
    )

    def as_json(self) -> dict[str, Any]:
        """Give the thing as plain JSON values under its Dutch names, without what was left empty."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
