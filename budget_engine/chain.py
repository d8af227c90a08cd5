"""Checks that nothing in a store was changed, swapped, doubled or removed.

Only texts and hashes are looked at, so the check outlives the models. What it cannot see by itself is
a tail that was cut off: for that, compare the last hash with one that was kept elsewhere.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from budget_engine.afterwards import KeptEvent
from budget_engine.record import Kept, Kind, Stored, canonical, is_body, text_hash


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """Something that is not as it was sealed, and the number of its record."""

    number: int
    text: str


def breaks(stored: Stored, last: str | None = None) -> list[Break]:
    """Name every break in a store; `last` is the hash of a head that must be there: once it was the last."""
    kept, rule_sets = stored.records, stored.rule_sets
    heads = [item.head for item in kept]
    found = [Break(number, "Dit deel hoort bij geen record.") for number in stored.strays]
    found.extend(Break(0, unguarded_text(name)) for name in stored.unguarded)
    found.extend(_permits(stored, heads))
    previous: str | None = None
    for place, (item, head) in enumerate(zip(kept, heads, strict=True), start=1):
        found.extend(_own(item, head, place, previous))
        found.extend(_parts(item, head, heads))
        found.extend(_rules(item.record.number, head, rule_sets))
        previous = text_hash(item.record.text)
    found.extend(
        Break(0, f"De bewaarde regels {name[:_SHORT]} zijn gewijzigd.")
        for name, (text, _) in rule_sets.items()
        if text_hash(text) != name
    )
    used = {head.get("regelset") for head in heads}
    found.extend(
        Break(0, f"De bewaarde regels {name[:_SHORT]} horen bij geen record.")
        for name in rule_sets
        if name not in used
    )
    if last is not None and last not in {item.record.hash for item in kept}:
        number = kept[-1].record.number if kept else 0
        text = f"De kop {last[:_SHORT]} komt niet voor: er zijn records weggehaald of herschreven."
        found.append(Break(number, text))
    return sorted(set(found))


def unguarded_text(name: str) -> str:
    """Say that a trigger is gone: only somebody who works on the file itself can do that."""
    return f"De bewaking '{name}' is uit het bestand gehaald of veranderd."


_SHORT = 12  # enough of a hash to find it by


def _own(item: Kept, head: Mapping[str, Any], place: int, previous: str | None) -> Iterator[Break]:
    number = item.record.number
    if number != place:
        yield Break(number, f"Hier hoort record {place} te staan.")
    if not head:
        yield Break(number, "De tekst van de kop is gewijzigd.")
    if item.hash != text_hash(item.record.text):
        yield Break(number, "De hash van de kop klopt niet met de tekst.")
    if head and head.get("soort") not in set(Kind):
        yield Break(number, f"Een record van de soort '{head.get('soort')}' bestaat niet.")
    if head and not _is_moment(head.get("tijd")):
        yield Break(number, "De tijd in de kop is geen tijdstip.")
    if head.get("nummer") != number:
        yield Break(number, f"In de kop staat nummer {head.get('nummer')}.")
    if head.get("vorige") != previous:
        yield Break(number, "De kop sluit niet aan op het record ervoor.")
    for name, value in item.columns.items():
        if head.get(name) != value:
            yield Break(number, f"De kolom voor '{name}' zegt iets anders dan de tekst.")


def _is_moment(value: object) -> bool:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _parts(item: Kept, head: Mapping[str, Any], heads: Sequence[Mapping[str, Any]]) -> Iterator[Break]:
    number = item.record.number
    named = {part.get("ruimte"): part.get("hash") for part in head.get("delen", ())}
    found = {part.room for part in item.record.parts}
    if len(found) != len(item.record.parts):
        yield Break(number, "Een deel van dit record staat er dubbel.")
    for part in item.record.parts:
        room = part.room
        if is_destroyed(number, room, heads):
            yield Break(number, f"Het deel '{room}' is vernietigd verklaard, maar het ligt er nog.")
        if room not in named:
            yield Break(number, f"Het deel '{room}' hoort niet bij dit record.")
        elif part.hash != named[room] or not is_body(part.text):
            yield Break(number, f"De tekst van het deel '{room}' is gewijzigd.")
    for room in named:
        if room not in found and not is_destroyed(number, str(room), heads):
            yield Break(number, f"Het deel '{room}' ontbreekt.")


def is_destroyed(number: int, room: str, heads: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a later sealed record names the destruction of a part."""
    wanted = {"nummer": number, "ruimte": room}
    return any(
        head.get("soort") == Kind.DESTRUCTION
        and head.get("nummer", 0) > number
        and wanted in head.get("vernietigt", ())
        for head in heads
    )


def _permits(stored: Stored, heads: Sequence[Mapping[str, Any]]) -> Iterator[Break]:
    sealed = {
        (item.get("nummer"), item.get("ruimte"), head.get("nummer"))
        for head in heads
        if head.get("soort") == Kind.DESTRUCTION
        for item in head.get("vernietigt", ())
    }
    for number, room, by_record in stored.permits:
        if (number, room, by_record) not in sealed:
            yield Break(by_record, f"Dit record zegt niet dat deel '{room}' van record {number} weg mag.")
    for number, room, record in sealed:
        if (number, room, record) not in stored.permits:
            yield Break(record or 0, f"De vernietiging van deel '{room}' van record {number} ontbreekt.")


def _rules(number: int, head: Mapping[str, Any], rule_sets: Mapping[str, tuple[str, str]]) -> Iterator[Break]:
    name = head.get("regelset")
    if name is None:
        return
    if name not in rule_sets:
        yield Break(number, "De regels van dit record ontbreken.")
    elif text_hash(rule_sets[name][0]) != name:
        yield Break(number, "De bewaarde regels van dit record zijn gewijzigd.")
    elif rule_sets[name][1] != head.get("betekenis_hash"):
        yield Break(number, "De betekenishash van de regels klopt niet.")


# --- what happened after sealing -----------------------------------------------------------------------------


def event_breaks(stored: Stored, events: Sequence[KeptEvent]) -> list[Break]:
    """Name every break in the chain of events; they are about no record as such, which may be whole."""
    heads = [item.head for item in stored.records]
    hashes = {item.record.number: item.record.hash for item in stored.records}
    found: list[str] = []
    previous: str | None = None
    for place, event in enumerate(events, start=1):
        found.extend(
            f"Gebeurtenis {event.number}: {text}" for text in _event(event, place, previous, hashes, heads)
        )
        previous = text_hash(event.text)
    return [Break(0, text) for text in found]


def _event(
    event: KeptEvent,
    place: int,
    previous: str | None,
    hashes: Mapping[int, str],
    heads: Sequence[Mapping[str, Any]],
) -> Iterator[str]:
    head = _event_head(event.text)
    if event.number != place or head.get("nummer") != event.number:
        yield f"hier hoort gebeurtenis {place} te staan."
    if not head or event.hash != text_hash(event.text):
        yield "de tekst of de hash ernaast is gewijzigd."
    if head.get("vorige") != previous:
        yield "sluit niet aan op de gebeurtenis ervoor."
    record, room = head.get("record"), str(head.get("ruimte"))
    if record != event.record or head.get("kop") != hashes.get(event.record):
        yield f"het record waarover zij gaat ({event.record}) is niet dat van toen."
    may_be_gone = is_destroyed(event.record, room, heads)
    if event.content is None:
        if not may_be_gone:
            yield "wat er gebeurde, ontbreekt."
    elif (event.content.hash, event.content.room, event.content.record) != (head.get("inhoud"), room, record):
        yield "wat er gebeurde, is gewijzigd."
    elif may_be_gone:
        yield "is vernietigd verklaard, maar wat er gebeurde ligt er nog."


def _event_head(text: str) -> Mapping[str, Any]:
    try:
        head = json.loads(text)
        return head if isinstance(head, dict) and canonical(head) == text else {}
    except (ValueError, TypeError, RecursionError):
        return {}
