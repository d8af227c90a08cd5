"""The differences between two rule sets as people and as programs read them: text, JSON and rows of a sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from budget_engine.aloud.phrases import enumerated
from budget_engine.difference.differences import THE_WHOLE
from budget_engine.difference.one import ChangeKind, Difference
from budget_engine.difference.words import KINDS
from budget_engine.glossary import NO, YES

EQUAL = "Er is geen verschil."

HEADINGS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "Nieuw",
    ChangeKind.REMOVED: "Vervallen",
    ChangeKind.RENAMED: "Andere naam",
    ChangeKind.CHANGED: "Gewijzigd",
    ChangeKind.VALIDITY: "Andere geldigheid",
    ChangeKind.ORDER: "Alleen de volgorde of de schrijfwijze",
    ChangeKind.TEXT: "Alleen tekst",
    ChangeKind.EXAMPLES: "Alleen voorbeelden",
    ChangeKind.NOTE: "Alleen een noot",
}
NO_LAW = "Niet bij één wet"

COLUMNS = (
    "wet", "gemeente", "onderdeel", "plek", "soort wijziging", "wijziging", "van", "naar",
    "kan uitkomst veranderen",
)  # fmt: skip
"""The header of the sheet, and what `sheet_rows` gives under it."""


def summary(found: Sequence[Difference]) -> str:
    """Count the entries that were changed, that came and that went, and what can change an outcome.

    >>> summary(())
    'Er is geen verschil.'
    """
    if not found:
        return EQUAL
    entries: dict[tuple[str, str | None], list[Difference]] = {}
    for item in found:
        if item.part != THE_WHOLE:
            entries.setdefault((item.part, item.municipality), []).append(item)
    counted: dict[str, list[str]] = {"gewijzigd": [], "toegevoegd": [], "vervallen": []}
    for (part, _), items in entries.items():
        whole = {item.change for item in items if item.detail is None and item.change in _WHOLE}
        for change in sorted(whole):
            counted[_WHOLE[change]].append(part)
        if any(item.change not in whole for item in items):
            counted["gewijzigd"].append(part)
    said = [f"{enumerated(_by_kind(parts))} {verb}" for verb, parts in counted.items() if parts]
    return f"{', '.join(said) or 'Geen onderdeel gewijzigd'}; {_outcomes(found)}."


_WHOLE: Mapping[ChangeKind, str] = {ChangeKind.ADDED: "toegevoegd", ChangeKind.REMOVED: "vervallen"}


def _by_kind(parts: Iterable[str]) -> list[str]:
    words = [part.split(" ", 1)[0] for part in parts]
    return [
        f"{words.count(word)} {one if words.count(word) == 1 else more}"
        for word, (one, more) in KINDS.items()
        if word in words
    ]


def _outcomes(found: Sequence[Difference]) -> str:
    count = len([item for item in found if item.can_change])
    if count == 0:
        return "geen enkele wijziging kan een uitkomst veranderen"
    if count == 1:
        return "1 wijziging kan uitkomsten veranderen"
    return f"{count} wijzigingen kunnen uitkomsten veranderen"


def text(found: Sequence[Difference]) -> Iterator[str]:
    """Write the differences for people: the count first, then law by law and kind by kind.

    Under a sentence of what can change an outcome stands how it read, and how it reads now.
    """
    yield summary(found)
    for about, of_law in groupby(
        found, key=lambda item: (item.municipality, item.part == THE_WHOLE, item.law)
    ):
        yield ""
        yield _heading(*about)
        for change, alike in groupby(of_law, key=lambda item: item.change):
            yield f"  {HEADINGS[change]}"
            for item in alike:
                yield from _told(item)


def _heading(municipality: str | None, is_whole: bool, law: str | None) -> str:  # noqa: FBT001
    named = "De regels als geheel" if is_whole else law or NO_LAW
    return named if municipality is None else f"{named}, in {municipality}"


def _told(item: Difference) -> Iterator[str]:
    first, *rest = item.sentences
    yield f"    - {first}"
    yield from (f"      {sentence}" for sentence in rest)
    if item.can_change:
        yield "      Dit kan uitkomsten veranderen."
    if item.change is ChangeKind.CHANGED or (item.change in _WHOLE and item.detail is None):
        yield from _reading("was", item.before)
        yield from _reading("wordt", item.after)


def _reading(word: str, said: str | None) -> Iterator[str]:
    if said is not None:
        first, *rest = said.splitlines() or [""]
        yield f"      {word}: {first}"
        yield from (f"        {line}" for line in rest)


def as_json(found: Sequence[Difference]) -> dict[str, Any]:
    """Give the differences as plain JSON values under Dutch names."""
    return {
        "gelijk": YES if not found else NO,
        "samenvatting": summary(found),
        "verschillen": [item.as_json() for item in found],
    }


def sheet_rows(found: Sequence[Difference]) -> Iterator[tuple[str, ...]]:
    """Walk the rows of a sheet under `COLUMNS`, one a difference."""
    for item in found:
        yield (
            item.law or "", item.municipality or "", item.part, item.detail or "", str(item.change),
            " ".join(item.sentences), item.before or "", item.after or "", YES if item.can_change else NO,
        )  # fmt: skip
