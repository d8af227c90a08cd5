"""What was typed into a dossier, entry after entry; nothing is overwritten.

An entry says what one person wrote in one field, and which entries of that field they had before them.
Where two people wrote without having seen each other's words, both versions stand until somebody who saw
both writes the field again. What one person writes later replaces what they wrote there before; where they had not
seen it, as in two windows at once, the earlier words are still shown until somebody writes the field again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from budget_engine.glossary import NO

Field: TypeAlias = str
"""The place of a field in a dossier: steps with slashes between, such as personen/erik/naam."""

Given: TypeAlias = str | tuple[str, ...] | None
"""What stands in a field: a text as it was typed, a list of choices, or None where it was emptied."""

EXISTS = "bestaat"
"""The field of a part (a person, a need, a line) that says whether it is there: ja or nee."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody wrote: the field, what, who, when, and what they had before them."""

    number: int
    field: Field
    given: Given
    written_by: str
    at: str
    seen: tuple[int, ...] = ()

    def replaces(self, earlier: "Entry") -> bool:
        """Tell whether this takes the place of what stood in the field: it was seen, or is one's own."""
        return earlier.number in self.seen or earlier.written_by == self.written_by


@dataclass(frozen=True)
class Draft:
    """A dossier that is being worked on: its number, the id of its case, and all entries in order."""

    number: int
    case: str
    entries: tuple[Entry, ...] = ()

    @cached_property
    def _standing(self) -> Mapping[Field, list[Entry]]:
        found: dict[Field, list[Entry]] = {}
        for entry in self.entries:
            others = [item for item in found.get(entry.field, ()) if not entry.replaces(item)]
            found[entry.field] = [*others, entry]
        return found

    @cached_property
    def versions(self) -> Mapping[Field, tuple[Entry, ...]]:
        """Give what stands in each field: one entry, or each version that nobody has weighed yet.

        The newest stands last. Versions that say the same are one.
        """
        return {field: _without_echoes(entries) for field, entries in self._standing.items()}

    def gave_way(self, field: Field) -> tuple[Entry, ...]:
        """Give words that were replaced under the same name without being seen, until the field is written again."""
        return self._gave_way.get(field, ())

    @cached_property
    def _gave_way(self) -> Mapping[Field, tuple[Entry, ...]]:
        before: dict[Field, list[Entry]] = {}
        found: dict[Field, tuple[Entry, ...]] = {}
        for entry in self.entries:
            was = before.get(entry.field, [])
            lost = (item for item in was if entry.replaces(item) and item.number not in entry.seen)
            kept = () if any(item.number in entry.seen for item in was) else found.get(entry.field, ())
            found[entry.field] = (*kept, *(item for item in lost if _says_more(item, entry)))
            before[entry.field] = [*(item for item in was if not entry.replaces(item)), entry]
        return found

    @cached_property
    def last(self) -> int:
        """Give the number of the newest entry; 0 where nothing was written yet."""
        return self.entries[-1].number if self.entries else 0

    def entry(self, field: Field) -> Entry | None:
        """Give the newest entry of a field, or None where nothing was ever written."""
        standing = self.versions.get(field)
        return None if standing is None else standing[-1]

    def given(self, field: Field) -> Given:
        """Give what stands in a field, the newest version where there are more."""
        entry = self.entry(field)
        return None if entry is None else entry.given

    def text(self, field: Field) -> str:
        """Give the text in a field; empty where there is none."""
        given = self.given(field)
        return given if isinstance(given, str) else ""

    def chosen(self, field: Field) -> tuple[str, ...]:
        """Give the choices in a field that holds a list."""
        given = self.given(field)
        return given if isinstance(given, tuple) else ()

    def seen(self, field: Field) -> tuple[int, ...]:
        """Give the numbers of what stands in a field, also of what two people said the same.

        Whoever writes the field again has seen these.
        """
        return tuple(entry.number for entry in self._standing.get(field, ()))

    def disagreements(self) -> Mapping[Field, tuple[Entry, ...]]:
        """Give the fields in which two versions stand side by side, of what was not taken away."""
        return {
            field: entries
            for field, entries in self.versions.items()
            if len(entries) > 1 and not self._is_gone(field)
        }

    def _is_gone(self, field: Field) -> bool:
        steps = field.split("/")
        places = ("/".join(steps[:length]) for length in range(1, len(steps)))
        return any(self.text(f"{place}/{EXISTS}") == NO for place in places)

    def parts(self, place: Field) -> tuple[str, ...]:
        """List the parts of a kind that are there, in the order in which they were added."""
        return tuple(name for name, exists in self._parts.get(place, {}).items() if exists)

    def removed(self, place: Field) -> tuple[str, ...]:
        """List the parts of a kind that were there and were taken away, in the order in which they were added."""
        return tuple(name for name, exists in self._parts.get(place, {}).items() if not exists)

    def names_used(self, place: Field) -> frozenset[str]:
        """Name every part of a kind that ever was there: a name is not given out twice."""
        return frozenset(self._parts.get(place, ()))

    def written_in(self, field: Field) -> tuple[Entry, ...]:
        """Give everything that was ever written in a field, the earliest first."""
        return tuple(self._written.get(field, ()))

    @cached_property
    def _written(self) -> Mapping[Field, list[Entry]]:
        found: dict[Field, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.field, []).append(entry)
        return found

    def under(self, place: Field) -> tuple[Field, ...]:
        """List the fields that stand somewhere under a place."""
        return tuple(self._under.get(place, ()))

    @cached_property
    def _under(self) -> Mapping[Field, list[Field]]:
        found: dict[Field, list[Field]] = {}
        for field in self.versions:
            place = field
            while place := place.rpartition("/")[0]:
                found.setdefault(place, []).append(field)
        return found

    @cached_property
    def _parts(self) -> Mapping[Field, Mapping[str, bool]]:
        found: dict[Field, dict[str, bool]] = {}
        for field, entries in self.versions.items():
            place, _, last = field.rpartition("/")
            if last == EXISTS:
                kind, _, name = place.rpartition("/")
                found.setdefault(kind, {})[name] = entries[-1].given == "ja"
        return found

    def with_entries(self, added: Iterable[Entry]) -> "Draft":
        """Give the same dossier with more entries."""
        return Draft(self.number, self.case, (*self.entries, *added))


def _without_echoes(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(
        entry
        for place, entry in enumerate(entries, 1)
        if place == len(entries) or all(entry.given != later.given for later in entries[place:])
    )


def _says_more(earlier: Entry, later: Entry) -> bool:
    """Tell whether words are lost to the eye where a later entry takes their place."""
    if isinstance(earlier.given, str) and isinstance(later.given, str):
        return earlier.given.strip() not in later.given
    return bool(earlier.given) and earlier.given != later.given


def joined(*steps: str) -> Field:
    """Make the place of a field out of its steps."""
    return "/".join(steps)
