"""What a dossier keeps apart: a note on safety that is in no case, who sees an answer otherwise, who is at the table.

A safety note is a field of the dossier and nothing else: no reader of a case looks at it, so no document, export
or record can hold it.
"""

from collections.abc import Iterable

from budget_engine.case import Case
from budget_engine.drafts.answers import current
from budget_engine.drafts.entry import Draft, Field, Given, joined
from budget_engine.drafts.shape import MATTER, PARTS, SEEN_BY, place_of_room, rooms_written
from budget_engine.glossary import WORDS

SAFETY = "veiligheidsnotitie"
_WHO = "wie"


def safety_note(person: str) -> Field:
    """Give the field of the safety note about somebody."""
    return joined(SAFETY, person)


def has_safety_note(draft: Draft) -> bool:
    """Tell whether anything stands in a safety note."""
    return any(draft.text(field).strip() for field in draft.under(SAFETY))


def safety_notes(draft: Draft, people: Iterable[str]) -> list[tuple[Field, Given]]:
    """Give the safety notes about people as they stand; where two stand side by side, both after each other."""
    found: list[tuple[Field, Given]] = []
    for field in map(safety_note, people):
        texts = [str(entry.given or "").strip() for entry in draft.versions.get(field, ())]
        if any(texts):
            found.append((field, "\n".join(filter(None, texts))))
    return found


def gone_with_a_note(draft: Draft) -> tuple[str, ...]:
    """Name those who were taken away while a safety note about them still stands, so that it can be read."""
    return tuple(who for who in draft.removed(PARTS[0]) if draft.text(safety_note(who)).strip())


# --- who sees an answer otherwise ----------------------------------------------------------------------


def seen_otherwise(
    draft: Draft, case: Case, about: str, fact: str, who: str, words: str
) -> list[tuple[Field, Given]]:
    """Give the fields that say of the answer that counts who sees it otherwise; who did so before stays named."""
    answer = joined(current(draft, _place_of(case, about), fact), "betwist")
    by, says = draft.text(joined(answer, "door")), draft.text(joined(answer, "zegt"))
    if by and by != who:
        who, words = f"{by} en {who}", f"{says} {words}".strip()
    return [(joined(answer, "door"), who), (joined(answer, "zegt"), words)]


def _place_of(case: Case, about: str) -> Field:
    for field, _, part in case.parts():
        if part.id == about:
            return joined(WORDS[field], about)
    return MATTER


# --- who is at the table -------------------------------------------------------------------------------


def number_of(draft: Draft, who: str) -> int | None:
    """Give the number by which somebody at the table stands in an address, which names nobody."""
    first = draft.written_in(joined(PARTS[0], who, "bestaat"))
    if first:
        return first[0].number
    return next((entry for entry, name in _readers(draft) if name == who), None)


def at_the_table(draft: Draft, numbers: Iterable[int]) -> tuple[str, ...] | None:
    """Give who the numbers of an address stand for; None where one of them stands for nobody."""
    known: dict[int | None, str] = dict(_readers(draft))
    known.update((number_of(draft, name), name) for name in draft.parts(PARTS[0]))
    found = tuple(known.get(number) for number in numbers)
    named = tuple(name for name in found if name is not None)
    return named if len(named) == len(found) else None


def _readers(draft: Draft) -> list[tuple[int, str]]:
    """List who was chosen to see a room, by the number of the entry that named them."""
    places = (joined(place_of_room(room), SEEN_BY) for room in rooms_written(draft))
    fields = (joined(place, number, _WHO) for place in places for number in draft.parts(place))
    written = ((draft.entry(field), draft.text(field)) for field in fields)
    return [(entry.number, who) for entry, who in written if entry is not None and who]
