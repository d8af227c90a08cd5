"""What became of the files of a folder when it was changed, by file and by part, and how that is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from budget_engine.files.editing.pairs import is_same, paired
from budget_engine.files.nodes import Plain
from budget_engine.files.sheets.entries import references, word_of

_MOST_NAMED = 10
"""How many parts of one file are named one by one."""


class Became(StrEnum):
    """What became of a file."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "gelijk"
    GONE = "weggehaald"
    UNNAMED = "niet genoemd"


@dataclass(frozen=True)
class Parts:
    """The parts of one file that changed, came and went, each as it is called in a workbook."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def parts_of(old: Sequence[Plain], new: Sequence[Plain]) -> Parts:
    """Name what differs between two versions of a file."""
    pairs = paired(old, new, ())
    was, becomes = _names(old), _names(new)
    kept = {number for number in pairs if number is not None}
    return Parts(
        tuple(
            becomes[place]
            for place, number in enumerate(pairs)
            if number is not None and not is_same(old[number], new[place])
        ),
        tuple(becomes[place] for place, number in enumerate(pairs) if number is None),
        tuple(was[number] for number in range(len(old)) if number not in kept),
    )


def _names(entries: Sequence[Plain]) -> list[str]:
    opened = [(word_of(plain), plain) for plain in entries]
    names = iter(references([(word, plain) for word, plain in opened if word is not None]))
    return [
        f"onderdeel {number}" if word is None else next(names)
        for number, (word, _) in enumerate(opened, start=1)
    ]


@dataclass(frozen=True)
class FileChange:
    """What became of one file, by its parts, and of the comments around them."""

    name: str
    became: Became
    parts: Parts = Parts()
    moved: int = 0
    left: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Say it in Dutch."""
        match self.became:
            case Became.NEW:
                yield f"{self.name}: nieuw bestand met {_counted(len(self.parts.added))}."
            case Became.GONE:
                count = _counted(len(self.parts.removed))
                yield f"{self.name}: weggehaald, want er staat niets meer in ({count} weg)."
                yield from _named(self.parts)
            case Became.CHANGED:
                yield f"{self.name}: {', '.join(self._counts())}."
                yield from _named(self.parts)
            case Became.SAME | Became.UNNAMED:
                return
        for comment in self.left:
            yield f"    Blijft staan, boven wat weg is: {comment}"
        for comment in self.gone:
            yield f"    Ging mee weg: {comment}"

    def _counts(self) -> Iterator[str]:
        told = [
            (len(self.parts.changed), "gewijzigd"),
            (len(self.parts.added), "erbij"),
            (len(self.parts.removed), "weg"),
            (self.moved, "verplaatst"),
        ]
        first = True
        for count, word in told:
            if count:
                yield f"{_counted(count) if first else count} {word}"
                first = False
        if first:
            yield "andere opmaak"

    def as_json(self) -> dict[str, object]:
        """Give it as plain fields."""
        parts = self.parts
        return {
            "bestand": self.name, "wat": str(self.became), "gewijzigd": len(parts.changed),
            "erbij": len(parts.added), "weg": len(parts.removed), "verplaatst": self.moved,
            "onderdelen": {
                "gewijzigd": list(parts.changed), "erbij": list(parts.added), "weg": list(parts.removed)
            },
            "opmerkingen_gebleven": list(self.left), "opmerkingen_weg": list(self.gone),
        }  # fmt: skip


def _named(parts: Parts) -> Iterator[str]:
    for what, names in (("Gewijzigd", parts.changed), ("Erbij", parts.added), ("Weg", parts.removed)):
        more = len(names) - _MOST_NAMED
        if names:
            yield f"    {what}: {', '.join(names[:_MOST_NAMED])}{f' en nog {more}' if more > 0 else ''}."


def _counted(count: int) -> str:
    return f"{count} {'onderdeel' if count == 1 else 'onderdelen'}"


@dataclass(frozen=True)
class Changes:
    """What became of every file of a folder, by name."""

    files: tuple[FileChange, ...]
    was_mended: bool = False
    """Whether an earlier change that stopped halfway was put back first."""
    made: str | None = None
    """What is said of a folder that was not there."""
    advice: str | None = None
    """What to do next, where something changed."""

    def lines(self) -> Iterator[str]:
        """Say in Dutch what changed, what stayed and what was left alone."""
        if self.made is not None:
            yield self.made
        if self.was_mended:
            yield "Een eerdere wijziging was halverwege blijven steken. Eerst is teruggezet wat er stond."
        for file in self.files:
            yield from file.lines()
        same = [file.name for file in self.files if file.became is Became.SAME]
        if len(same) == len(self._named()):
            yield "Er is niets veranderd."
        elif same:
            yield f"{len(same)} {'bestand is' if len(same) == 1 else 'bestanden zijn'} gelijk gebleven."
        unnamed = [file.name for file in self.files if file.became is Became.UNNAMED]
        if unnamed:
            yield f"Niet genoemd en dus niet veranderd: {', '.join(unnamed)}."
        if self.advice is not None and any(file.became is Became.CHANGED for file in self.files):
            yield self.advice

    def as_json(self) -> dict[str, object]:
        """Give it as plain fields."""
        return {
            "bestanden": [file.as_json() for file in self.files], "eerst_hersteld": self.was_mended,
            "map_gemaakt": self.made is not None,
        }  # fmt: skip

    def _named(self) -> list[FileChange]:
        return [file for file in self.files if file.became is not Became.UNNAMED]
