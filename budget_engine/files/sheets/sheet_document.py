"""A rule file as it stood in a workbook: what is said of it is said at its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from budget_engine.errors import Issue, Path, Place
from budget_engine.files.nodes import Document, Plain
from budget_engine.files.sheets.entries import PART, SPOT, references, word_of
from budget_engine.files.sheets.examples import GIVES, OUTCOMES
from budget_engine.files.sheets.front import Mark
from budget_engine.files.sheets.layout import layout_of
from budget_engine.files.sheets.names import CONDITIONS, EXAMPLES, MAPPINGS
from budget_engine.files.sheets.outline import WHAT
from budget_engine.language.example import EXPECTS

_MISSING = re.compile(r"'([^']+)' ontbreekt\.|Voeg '([^']+)' toe\.")
_QUOTED = re.compile("'([^']*)'")


@dataclass(frozen=True)
class SheetDocument(Document):
    """The entries of one rule file as they stood in a workbook, and the way back to their cells."""

    cells: Mapping[Path, str] = field(default_factory=dict)
    mark: Mark | None = None
    """Tells what the rule file said when the workbook was made; None where the workbook does not say."""

    def place(self, path: Sequence[str | int]) -> Place:
        """Give the cell of a path, or of its nearest part that has one."""
        for end in range(len(path), 0, -1):
            found = self.cells.get(tuple(path[:end]))
            if found is not None:
                return Place(self.file, cell=found)
        return Place(self.file)

    def issue(self, path: Sequence[str | int], text: str, hint: str | None = None) -> Issue:
        """Make an issue at the cell that its text is about."""
        return Issue(self._place_about(path, text), text, self._where_instead(path, text, hint) or hint)

    def _place_about(self, path: Sequence[str | int], text: str) -> Place:
        """Give the cell of a path; a name, its test and an outcome share a path and have cells of their own."""
        names = _QUOTED.findall(text)
        inner: list[Path] = []
        if path and text.startswith((f"'{path[-1]}'", f"Het feit '{path[-1]}'")):
            inner.append((WHAT,))
        if text.startswith(EXPECTS):
            inner += [*((GIVES, name) for name in names[:1]), *((word,) for word in OUTCOMES)]
        return self.place(next((at for end in inner if (at := (*path, *end)) in self.cells), path))

    @property
    def entries(self) -> list[Plain]:
        """Give the entries, in order."""
        assert isinstance(self.plain, list)
        return self.plain

    def _where_instead(self, path: Sequence[str | int], text: str, hint: str | None) -> str | None:
        """Say on which sheet a part belongs that is missing and has no column where its entry stands."""
        found = _MISSING.fullmatch(text) or _MISSING.fullmatch(hint or "")
        word = word_of(self.entries[int(path[0])]) if path else None
        if found is None or word is None:
            return None
        name, layout = found[1] or found[2], layout_of(word)
        sheet = next((own for own, (alias, _) in MAPPINGS.items() if alias == name), EXAMPLES)
        if (name,) in layout.conditions:
            sheet = CONDITIONS
        elif name not in layout.mappings and name != layout.examples:
            return None
        known = [(other, plain) for plain in self.entries if (other := word_of(plain)) is not None]
        number = sum(1 for plain in self.entries[: int(path[0])] if word_of(plain) is not None)
        spot = f" en '{SPOT}' '{name}'" if sheet == CONDITIONS else ""
        return f"Zet dit op het werkblad '{sheet}', met '{PART}' '{references(known)[number]}'{spot}."
