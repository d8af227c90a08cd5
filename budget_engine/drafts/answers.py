"""Answers in a draft: which one counts, and where a new one goes. They are added, never overwritten.

What somebody mends on the day itself is a slip of the pen; what they write on a later day is a new
answer beside the old one.
"""

import re
from collections.abc import Iterable, Iterator

from budget_engine.drafts.entry import Draft, Field, Given, joined
from budget_engine.drafts.shape import FACTS, VALUE, Plain, answer_numbers, case_plain
from budget_engine.glossary import UNKNOWN
from budget_engine.language.fact import FactDeclaration
from budget_engine.language.rule_set import RuleSet

_VALUE_OF = re.compile(rf"(?P<answers>.+/{FACTS}/[^/]+)/(?P<number>[0-9]+)/{VALUE}")
_DAY = 10  # characters of a day at the start of a moment


def current(draft: Draft, place: Field, fact: str) -> Field:
    """Give the place of the answer that counts, or of the one that would be the first."""
    numbers = answer_numbers(draft, place, fact)
    return joined(place, FACTS, fact, numbers[-1] if numbers else "0")


def earlier(draft: Draft, place: Field, fact: str) -> list[Field]:
    """Give the places of the answers before the one that counts, the earliest first."""
    return [joined(place, FACTS, fact, number) for number in answer_numbers(draft, place, fact)[:-1]]


def where_to_write(draft: Draft, field: Field, given: Given, at: str) -> tuple[Field, Given]:
    """Give the field in which something is written, and what: a new answer where the old one is of an earlier day.

    Emptying an answer of an earlier day says that it is not known any more; that is an answer too.
    """
    found = _VALUE_OF.fullmatch(field)
    if found is None:
        return field, given
    number = int(found["number"])
    place = field
    while _said_before(draft, place, at[:_DAY]):
        number += 1
        place = joined(found["answers"], str(number), VALUE)
    if place == field:
        return field, given
    before = joined(found["answers"], str(number - 1), VALUE)
    kept = given or UNKNOWN
    is_the_same = draft.given(place) is None and draft.given(before) == kept
    return (before if is_the_same else place), kept


def _said_before(draft: Draft, field: Field, day: str) -> bool:
    """Tell whether a field held an answer at the end of an earlier day: that answer stays."""
    earlier_ones = [entry for entry in draft.written_in(field) if entry.at[:_DAY] < day]
    return bool(earlier_ones) and bool(earlier_ones[-1].given)


def another(draft: Draft, place: Field, fact: str) -> Iterator[tuple[Field, Given]]:
    """Give the fields of a new answer beside the one that counts; it starts as its copy and can be changed."""
    standing = current(draft, place, fact)
    *_, number = standing.split("/")
    beside = joined(place, FACTS, fact, str(int(number) + 1))
    yield joined(beside, VALUE), draft.text(joined(standing, VALUE))


def copied(draft: Draft, rule_set: RuleSet, source: Field, target: Field) -> list[tuple[Field, Given]]:
    """Give the fields that add to one part the answers of another that it lacks, with how they are known.

    A judgement stays behind: it is somebody's about that one part, and nobody made it about this one.
    """
    kind, _, name = source.rpartition("/")
    part: Plain = next((item for item in case_plain(draft, rule_set)[kind] if item["id"] == name), {})
    return [
        written
        for fact, answers in part.get(FACTS, {}).items()
        if not answer_numbers(draft, target, fact) and not _is_judgement(rule_set.fact.get(fact))
        for written in _fields(joined(target, FACTS, fact, _unused(draft, target, fact)), answers[-1])
        if not written[0].endswith(f"/{_WRITTEN_ON}")
    ]


def for_many(
    draft: Draft, fact: FactDeclaration, places: Iterable[Field], given: str
) -> list[tuple[Field, Given]]:
    """Give the fields of one answer to the same question about many parts; one that has an answer keeps it."""
    return [
        (joined(place, FACTS, fact.name, _unused(draft, place, fact.name), VALUE), given)
        for place in places
        if not answer_numbers(draft, place, fact.name)
    ]


_WRITTEN_ON = "vastgelegd_op"  # a copy is written down on its own day


def _is_judgement(declared: FactDeclaration | None) -> bool:
    return declared is not None and declared.is_judgement


def _unused(draft: Draft, place: Field, fact: str) -> str:
    """Give a number nothing was ever written under: what is left of an emptied answer is not of the new one."""
    start = joined(place, FACTS, fact)
    used = [int(field[len(start) + 1 :].split("/")[0]) for field in draft.under(start)]
    return str(max(used, default=-1) + 1)


def _fields(place: Field, group: Plain) -> Iterator[tuple[Field, Given]]:
    for name, value in group.items():
        if isinstance(value, dict):
            yield from _fields(joined(place, name), value)
        else:
            yield joined(place, name), tuple(value) if isinstance(value, list) else str(value)
