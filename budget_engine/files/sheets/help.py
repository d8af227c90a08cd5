"""What helps who fills in a workbook: the question, the help and the choices of a fact, at its column.

Nothing of this is read back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from budget_engine.files.entry_forms import JUDGEMENT
from budget_engine.files.sheets.page import Help
from budget_engine.glossary import NO, YES
from budget_engine.language.fact import Kind
from budget_engine.language.register import Declaration, LookupList
from budget_engine.language.wording import ANYTHING

_MOST_SHOWN = 12
"""How many choices a remark lists; the drop-down has them all."""


@dataclass(frozen=True)
class Declared:
    """The facts and lists that are declared, as they were written."""

    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)

    def kind_of_list(self, name: object) -> str | None:
        """Give the kind of the values of a look-up list, where it is declared."""
        kind = self.lists.get(str(name), {}).get("soort")
        return kind if isinstance(kind, str) else None

    def keys_of(self, name: object) -> list[str]:
        """Give the facts by which a look-up list is searched, where it is declared."""
        keys = self.lists.get(str(name), {}).get("sleutels")
        return [str(key) for key in keys] if isinstance(keys, list) else []

    def of_key(self, fact: str) -> Help:
        """Give the help at a column of keys: only a choice of the fact can stand there."""
        return Help(self._note(fact), self._choices(fact))

    def of_test(self, fact: str) -> Help:
        """Give the help at a column of tests: a choice is suggested, more may be written."""
        choices = self._choices(fact)
        return Help(self._note(fact), (ANYTHING, *choices) if choices else (), may_differ=True)

    def _choices(self, fact: str) -> tuple[str, ...]:
        declared = self.facts.get(fact, {})
        if declared.get("soort") == Kind.YES_NO:
            return (YES, NO)
        choices = declared.get("keuzes")
        return tuple(map(str, choices)) if isinstance(choices, list | dict) else ()

    def _note(self, fact: str) -> str:
        declared = self.facts.get(fact, {})
        said = [declared.get(name) for name in ("vraag", "hulp", "noot")]
        lines = [text for text in said if isinstance(text, str)]
        choices = declared.get("keuzes")
        if isinstance(choices, dict):
            listed = [f"{code}: {text}" if text else code for code, text in choices.items()]
            lines += listed[:_MOST_SHOWN] + (["..."] if len(listed) > _MOST_SHOWN else [])
        return "\n".join(lines)


def declared_in(entries: Iterable[Any]) -> Declared:
    """Gather what is declared among entries of rule files."""
    found = Declared()
    for plain in entries:
        if isinstance(plain, dict):
            name = plain.get(Declaration.word, plain.get(JUDGEMENT))
            if isinstance(name, str):
                found.facts[name] = plain
            listed = plain.get(LookupList.word)
            if isinstance(listed, str):
                found.lists[listed] = plain
    return found
