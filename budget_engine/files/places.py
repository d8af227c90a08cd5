"""Where everything in a rule set stands: the line or the cell of a spot in an entry.

What is found in rules that were read names its spot by the entry and the way inside, in the full form
of a rule file. People write shorter forms, so the way is sought in what somebody wrote.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from budget_engine.errors import Path, Place
from budget_engine.files.nodes import Document
from budget_engine.files.rule_entries import Read
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.wording import ALL


@dataclass(frozen=True)
class PlacedRules:
    """A rule set, and the documents it was read from."""

    rule_set: RuleSet
    read: Read
    documents: Sequence[Document]

    def place(self, path: Path) -> Place:
        """Give the line or cell of a spot in an entry, or of its nearest part that is there."""
        file, number, *inside = self.read.place(path)
        document = self.documents[int(file)]
        assert isinstance(document.plain, list)
        way = written_path(document.plain[int(number)], tuple(inside))
        return document.place((int(number), *way))


def written_path(plain: Any, path: Path) -> Path:
    """Give the way to a spot in an entry as somebody wrote it, which may be shorter than the full form.

    >>> written_path({"als": {"wet": "wmo", "vorm": "pgb"}}, ("als", "alle", 1, "vorm"))
    ('als', 'vorm')
    >>> written_path({"als": {"vorm": "niet pgb"}}, ("als", "niet", "vorm"))
    ('als', 'vorm')
    """
    found: list[str | int] = []
    steps = list(path)
    while steps:
        step = steps.pop(0)
        if step == ALL and isinstance(plain, dict) and ALL not in plain and steps:
            number = steps.pop(0)  # the fields of a mapping are read as parts that must all hold
            names = list(plain)
            step = names[number] if isinstance(number, int) and number < len(names) else ALL
            if steps and steps[0] == step:
                steps.pop(0)
        is_there = (
            step in plain
            if isinstance(plain, dict)
            else isinstance(plain, list) and step in range(len(plain))
        )
        if is_there:
            plain = plain[step]
            found.append(step)
    return tuple(found)
