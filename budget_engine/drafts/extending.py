"""A sealed case as the start of a new dossier: an extension without a new report or application.

What was sealed of the person and the law, and what is shared, comes along with its provenance and its day, but for
what belonged to the earlier decision and its investigation (`of_one_decision`). The own judgement and the
decision start empty, and so does every period. What was granted and runs on the day itself is recorded as running.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from budget_engine.answer import Provenance
from budget_engine.case import AlternativeKind, Case
from budget_engine.decision import GIVES, Decision
from budget_engine.drafts.entry import Draft, joined
from budget_engine.drafts.extended_case import part_of_case
from budget_engine.drafts.filling import Written, fields_of_case
from budget_engine.drafts.of_one_decision import OCCASION, REVIEW, RUNS
from budget_engine.drafts.shape import FACTS, VALUE
from budget_engine.glossary import WORDS, YES
from budget_engine.language.rule_set import RuleSet

EXTENSION = "verlenging"
"""The place in a dossier that names the record it came from."""

_CLAIMS, _ALTERNATIVES = WORDS["claims"], WORDS["alternatives"]


@dataclass(frozen=True)
class Origin:
    """The record that a dossier is an extension of, and which part of it."""

    record: int
    record_hash: str
    law: str
    person: str


def origin_of(draft: Draft) -> Origin | None:
    """Give what a dossier is an extension of, or None."""
    record = draft.text(joined(EXTENSION, "record"))
    if not record.isdecimal():
        return None
    kept, law, person = (draft.text(joined(EXTENSION, name)) for name in ("kop", "wet", "persoon"))
    return Origin(int(record), kept, law, person)


def extended_claims(case: Case, decision: Decision, law: str, person: str) -> tuple[str, ...]:
    """Name the claims of a part-decision that something was granted of."""
    people = {need.id: need.person for need in case.needs}
    of_person = {claim.id for claim in case.claims if people[claim.need] == person}
    return tuple(
        item.claim
        for part in decision.part_decisions
        for item in part.claims
        if part.law == law and item.claim in of_person and item.result in GIVES
    )


def fields_of_extension(
    case: Case, decision: Decision, rule_set: RuleSet, origin: Origin, on: date, new_case: str
) -> Iterator[Written]:
    """Give the fields that a dossier starts with when it extends a part-decision on a day."""
    for name, value in (
        ("record", str(origin.record)), ("kop", origin.record_hash), ("wet", origin.law), ("persoon", origin.person),
    ):  # fmt: skip
        yield joined(EXTENSION, name), value
    whole, case = case, part_of_case(case, rule_set, origin.law, origin.person)
    unchanged = {item.id for item in case.alternatives if item.kind is AlternativeKind.NOTHING_CHANGES}
    fills_itself = {joined(_ALTERNATIVES, name, _CLAIMS) for name in unchanged}
    for field, given in fields_of_case(case):
        if field not in fills_itself:
            yield field, new_case if given == case.id and field.endswith("/entiteit") else given
    running = {
        item.claim
        for part in decision.part_decisions
        for item in part.claims
        if item.result in GIVES
        and (item.since is None or item.since <= on)
        and (item.until is None or item.until >= on)
    }
    extended = extended_claims(whole, decision, origin.law, origin.person)
    source = f"record {origin.record}"
    for claim in case.claims:
        if claim.id in running:
            yield from _answer(claim.id, claim.facts, RUNS, YES, source, decision.on, on)
        if claim.id in extended:
            yield from _answer(claim.id, claim.facts, OCCASION, REVIEW, source, on, on)


def _answer(
    claim: str,
    known: Mapping[str, tuple[object, ...]],
    fact: str,
    value: str,
    source: str,
    day: date,
    on: date,
) -> Iterator[Written]:
    """Add an answer after those that are known; it rests on the sealed record."""
    place = joined(_CLAIMS, claim, FACTS, fact, str(len(known.get(fact, ()))))
    yield joined(place, VALUE), value
    yield joined(place, WORDS["provenance"]), str(Provenance.DOCUMENT)
    yield joined(place, WORDS["evidence"]), source
    yield joined(place, WORDS["on"]), day.isoformat()
    yield joined(place, WORDS["recorded_at"]), on.isoformat()
