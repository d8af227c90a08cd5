"""What is done with a database: a decision sealed into it, all of it worked out again, its chain checked.

Here the parts that know nothing of each other meet: engines, records, store, chain and replay.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budget_engine.afterwards import KeptEvent
from budget_engine.backends.agreement import Work
from budget_engine.case import Case
from budget_engine.chain import Break, breaks, event_breaks, is_destroyed
from budget_engine.decision import Decision
from budget_engine.decision_checks import reasons_to_refuse
from budget_engine.errors import RulesError, SealRefused, StoreError
from budget_engine.files.yaml_rules import read_sealed
from budget_engine.language.rule_set import RuleSet
from budget_engine.reason import Reason
from budget_engine.record import Kept, Kind, Record, Stored, body_of, seal, text_hash
from budget_engine.replay import Refusal, Replay, readable, refused, rerun, sealed_in
from budget_engine.sealing_checks import reasons_not_to_seal
from budget_engine.store.events import all_events
from budget_engine.store.records import append, contents, destructions_of, one
from budget_engine.store.schema import lay_out, open_store
from budget_engine.weighing import weigh

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session


class DestroyedError(StoreError):
    """A record of which parts were taken out as a later record says; `is_whole` where nothing of it is left."""

    def __init__(self, rooms: Iterable[str], *, is_whole: bool) -> None:
        self.is_whole = is_whole
        super().__init__(_destroyed(rooms))


@dataclass(frozen=True)
class ToSeal:
    """What is sealed: a decision about a case by a rule set, the time, and the salts of its parts."""

    case: Case
    rule_set: RuleSet
    decision: Decision
    sealed_at: str
    salts: Iterator[str]


def seal_decision(
    wanted: ToSeal, db: Path, work: Work, beside: "Callable[[Session, Record], None] | None" = None
) -> Record:
    """Work a case out with both engines and seal the decision; SealRefused holds every reason not to.

    `beside` writes what belongs to the record in the same transaction, or refuses it.
    """
    case, rule_set, decision = wanted.case, wanted.rule_set, wanted.decision
    weighing = weigh(case, rule_set, decision.on, engine=work.engine)
    reasons: list[Reason | str] = [
        *work.differences(),
        *reasons_to_refuse(decision, case, rule_set, weighing),
        *reasons_not_to_seal(decision, case, rule_set, weighing.facts),
    ]
    if work.both is None:
        reasons.append("Vaststellen kan alleen nadat beide motoren hebben gerekend.")
    if reasons:
        raise SealRefused(reasons)
    body = body_of(case, rule_set, weighing, decision)
    store = open_store(db, create=True)
    lay_out(store)
    try:
        return append(
            store,
            lambda link: seal(body, case, rule_set, decision, link, wanted.salts),
            wanted.sealed_at,
            rule_set,
            beside,
        )
    finally:
        store.dispose()


def chain_of(db: Path, last: str | None = None) -> tuple[Record | None, list[Break]]:
    """Give the last record of a database and every break in its chain and in that of the events.

    `last` is the hash of a head that was kept elsewhere, of a record or of an event.
    """
    stored, events = _contents(db), events_in(db)
    of_event = last is not None and last in {text_hash(event.text) for event in events}
    found = [*breaks(stored, None if of_event else last), *event_breaks(stored, events)]
    return (stored.records[-1].record if stored.records else None), found


def events_in(db: Path) -> tuple[KeptEvent, ...]:
    """Give every event of a database as it lies."""
    store = open_store(db)
    try:
        return all_events(store)
    finally:
        store.dispose()


def _contents(db: Path) -> Stored:
    store = open_store(db)
    try:
        return contents(store)
    finally:
        store.dispose()


def replayed(db: Path, number: int | None, work: Work) -> tuple[list[Replay], list[str]]:
    """Work one decision out again, or all; also gives what is wrong beside the decisions themselves.

    StoreError when there is no such record.
    """
    stored = _contents(db)
    kept, texts = stored.records, stored.rule_sets
    broken: dict[int, list[str]] = {}
    for found in breaks(stored):
        broken.setdefault(found.number, []).append(found.text)
    wanted = [item for item in kept if number in (None, item.record.number)]
    if number is not None and not wanted:
        raise StoreError(f"Er is geen record {number}.")
    heads = [item.head for item in kept]
    read: dict[str, RuleSet] = {}
    replays: list[Replay] = []
    for item in wanted:
        if item.record.number not in broken and item.head["soort"] != Kind.DECISION:
            if number is not None:
                nothing = Refusal("Dit record is geen besluit; er valt niets na te rekenen.", is_lawful=True)
                replays.append(refused(number, nothing))
            continue
        refusal = _refusal(item, broken.pop(item.record.number, []), heads)
        if refusal is not None:
            replays.append(refused(item.record.number, refusal))
            continue
        name = item.head["regelset"]
        try:
            if name not in read:
                read[name] = read_sealed(texts[name][0])
        except RulesError:
            unreadable = Refusal("De bewaarde regels kan deze versie niet lezen.")
            replays.append(refused(item.record.number, unreadable))
            continue
        replays.append(rerun(item.record, read[name], work.engine))
    problems = work.differences()
    beside = (
        [f"Record {at}: {text}" if at else text for at, texts_of in broken.items() for text in texts_of]
        if number is None
        else []
    )
    return replays, [*problems, *beside]


@dataclass(frozen=True)
class Sealed:
    """A decision as it was sealed, with its case and the text of its rules."""

    number: int
    case: Case
    decision: Decision
    rules: str
    sealed_at: str

    def rule_set(self) -> RuleSet:
        """Read the rules by which it was sealed; RulesError where this version cannot."""
        return read_sealed(self.rules)


def sealed_decision(db: Path, number: int) -> Sealed:
    """Give a decision as it was sealed; StoreError says why it cannot be trusted or read any more."""
    stored = _contents(db)
    item = next((kept for kept in stored.records if kept.record.number == number), None)
    if item is None:
        raise StoreError(f"Er is geen record {number}.")
    broken = [found.text for found in breaks(stored) if found.number == number]
    refusal = _refusal(item, broken, [kept.head for kept in stored.records])
    if refusal is None and item.head["soort"] != Kind.DECISION:
        refusal = Refusal("Dit record is geen besluit.")
    found = sealed_in(item.record) if refusal is None else refusal
    if isinstance(found, Refusal):
        raise StoreError(found.text)
    _, case, decision = found
    return Sealed(number, case, decision, stored.rule_sets[item.head["regelset"]][0], item.head["tijd"])


def sealed_alone(engine: "Engine", number: int) -> Sealed:
    """Give a decision as it was sealed, looking at this record alone; StoreError where it is not as it was sealed.

    Whether the chain is whole is another question, and a longer one.
    """
    found = one(engine, number)
    if found is None:
        raise StoreError(f"Er is geen record {number}.")
    item, rules = found
    named = {part["ruimte"]: part["hash"] for part in item.head.get("delen", ())}
    lying = {part.room: part.hash for part in item.record.parts}
    heads = destructions_of(engine, number) if lying != named else []
    gone = tuple(room for room in named if is_destroyed(number, room, heads))
    left = {room: kept for room, kept in named.items() if room not in gone}
    if item.hash != item.record.hash or lying != left:
        raise StoreError(f"Record {number} is niet meer zoals het is vastgesteld.")
    if gone:
        raise DestroyedError(gone, is_whole=not left)
    read = sealed_in(item.record)
    if isinstance(read, Refusal):
        raise StoreError(read.text)
    _, case, decision = read
    return Sealed(number, case, decision, rules, str(item.head["tijd"]))


def _refusal(item: Kept, broken: list[str], heads: list[dict[str, Any]]) -> Refusal | None:
    if broken:
        return Refusal(" ".join(broken))
    head: Mapping[str, Any] = item.head
    number = item.record.number
    gone = [part["ruimte"] for part in head["delen"] if is_destroyed(number, part["ruimte"], heads)]
    if gone:
        return Refusal(_destroyed(gone), is_lawful=True)
    return readable(head)


def _destroyed(rooms: Iterable[str]) -> str:
    return f"Vernietigd: {', '.join(rooms)}."
