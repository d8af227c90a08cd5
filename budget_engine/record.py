"""Seals a decision so that any later change to it shows.

A record is a head and a body in parts, one part per room: a person, a person under one law, and one
that is shared. The head holds a salted hash of every part and the hash of the previous head, so a part
can be destroyed later and the chain still stands. Hashes cover the very text that is stored: checking
needs no model classes and still works after the models have changed. Time and salt are arguments.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import rfc8785

from budget_engine import __version__
from budget_engine.case import SHARED_ROOM, Case
from budget_engine.decision import Decision, budgets_of, difference_of
from budget_engine.errors import SealRefused
from budget_engine.glossary import WORDS
from budget_engine.language import meaning
from budget_engine.language.fact import print_plain
from budget_engine.language.rule_set import RuleSet
from budget_engine.trace import Tracer, lines
from budget_engine.weighing import Weighed, Weighing

LAYOUT = "3"
FIRST_LAYOUT, SECOND_LAYOUT = "1", "2"
"""Records of before the ledger held more than certain money, and of before it held alternatives beside each other; they
are still read and replayed."""

Body: TypeAlias = "dict[str, dict[str, Any]]"
"""Everything that is sealed: per section its items, by a key that keeps their order."""


class Kind(StrEnum):
    """What a record is about."""

    DECISION = "besluit"
    DESTRUCTION = "vernietiging"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a body: its room, the salt of its hash, and its text."""

    room: str
    salt: str
    text: str

    @property
    def hash(self) -> str:
        """Give the salted hash that the head holds."""
        return hashlib.sha256(f"{self.salt}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """A sealed head with the parts of its body."""

    number: int
    text: str
    parts: tuple[Part, ...]

    @property
    def hash(self) -> str:
        """Give the hash of the head, which the next head holds."""
        return text_hash(self.text)


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it lies in a store: its text, and the hash and index columns found beside it."""

    record: Record
    hash: str
    columns: Mapping[str, Any]

    @property
    def head(self) -> dict[str, Any]:
        """Give the head as plain values; empty when its text is no group of fields any more."""
        try:
            head = json.loads(self.record.text)
            is_canonical = canonical(head) == self.record.text
        except (ValueError, RecursionError):
            return {}
        return head if is_canonical and _is_head(head) else {}


@dataclass(frozen=True, slots=True)
class Stored:
    """All that lies in a store.

    `rule_sets` gives text and meaning hash by the hash they are kept under. `permits` are the parts that
    may be taken out, with the number of the record that says so. `strays` are the numbers of parts
    without a head, `unguarded` the names of the triggers that are gone or changed.
    """

    records: tuple[Kept, ...]
    rule_sets: Mapping[str, tuple[str, str]]
    permits: frozenset[tuple[int, str, int]] = frozenset()
    strays: tuple[int, ...] = ()
    unguarded: tuple[str, ...] = ()


def _is_head(head: Any) -> bool:
    """Tell whether what lies where a head should is shaped as one, so that its fields can be looked at."""
    return (
        isinstance(head, dict)
        and type(head.get("nummer")) is int
        and all(isinstance(head.get(name), str | None) for name in ("soort", "regelset", "vorige"))
        and _are(head.get("delen"), ruimte=str, hash=str)
        and _are(head.get("vernietigt", []), nummer=int, ruimte=str)
    )


def _are(items: Any, **fields: type) -> bool:
    return isinstance(items, list) and all(
        isinstance(item, dict) and all(isinstance(item.get(name), kind) for name, kind in fields.items())
        for item in items
    )


def text_hash(text: str) -> str:
    """Give the hash of a stored text."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> str:
    """Write a value as canonical JSON (RFC 8785)."""
    return rfc8785.dumps(value).decode()


# --- what is sealed ------------------------------------------------------------------------------------


def body_of(
    case: Case, rule_set: RuleSet, weighing: Weighing, decision: Decision, layout: str = LAYOUT
) -> Body:
    """Give everything that is sealed with a decision, section by section, as it is laid out."""
    body: Body = {"zaak": _case_sections(case)}
    body["uitkomsten"] = _outcomes(weighing)
    body["afgeleid"] = _derived(rule_set, weighing)
    body["bevindingen"] = {
        f"{item.about}:{item.rule}": item.as_json() for item in weighing.assessment.findings
    }
    body["uitleg"] = _explanations(rule_set, weighing)
    body["fouten"] = {f"{item.about}:{item.table}": item.as_json() for item in weighing.assessment.faults}
    body["poorten"] = {item.id: item.as_json() for item in weighing.assessment.gates}
    body["open_vragen"] = {
        f"{item.about}:{item.asked_fact}": item.as_json() for item in weighing.assessment.open_questions
    }
    body["weging"] = {item.id: _weighed(item, layout) for item in weighing.alternatives}
    body["besluit"] = _decision_sections(decision)
    body["begroting"] = {item.law: item.as_json() for item in budgets_of(decision)}
    body["verschil"] = {"besluit": difference_of(decision, weighing).as_json()}
    return {section: items for section, items in body.items() if items}


def _weighed(item: Weighed, layout: str) -> dict[str, Any]:
    """Name the support in an alternative only: what is known about it stays in the room of its person."""
    weighed = {**item.as_json(), WORDS["input"]: [offered.support for offered in item.input]}
    if layout != FIRST_LAYOUT:
        return weighed
    weighed = _only(weighed, _FIRST_WEIGHED)
    returns = weighed.get(WORDS["returns"])
    if returns is not None:
        lines = [_only(line, _FIRST_LINE) for line in returns[WORDS["lines"]]]
        for line in lines:
            even = line[WORDS["break_even"]]
            line[WORDS["break_even"]] = None if even is None else _only(even, _FIRST_BREAK_EVEN)
        weighed[WORDS["returns"]] = {**_only(returns, _FIRST_RETURNS), WORDS["lines"]: lines}
    return weighed


_FIRST_WEIGHED = ("id", "kind", "claims", "law", "input", "returns", "goals", "advice", "dominated_by")
_FIRST_RETURNS = ("years", "two_years", "net", "lines")
_FIRST_LINE = ("what", "claim", "party", "law", "nature", "years", "break_even")
_FIRST_BREAK_EVEN = ("at_low_bp", "at_high_bp")


def _only(found: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    words = {WORDS[field] for field in fields}
    return {name: value for name, value in found.items() if name in words}


def _case_sections(case: Case) -> dict[str, Any]:
    sections: dict[str, Any] = {}
    for name, value in case.as_json().items():
        if isinstance(value, list):
            sections.update({f"{name}.{number:04d}": item for number, item in enumerate(value)})
        else:
            sections[name] = value
    return sections


def case_json(body: Body) -> dict[str, Any]:
    """Put the case back together from its sections."""
    found: dict[str, Any] = {}
    for name in sorted(body["zaak"]):
        field, _, number = name.partition(".")
        if number:
            found.setdefault(field, []).append(body["zaak"][name])
        else:
            found[field] = body["zaak"][name]
    return found


def _outcomes(weighing: Weighing) -> dict[str, Any]:
    words = {True: "geldt", False: "geldt_niet", None: "onbekend"}
    found: dict[str, dict[str, list[str]]] = {}
    for outcomes in weighing.outcomes.values():
        for (rule, entity), truth in sorted(outcomes.findings.items()):
            found.setdefault(entity, {}).setdefault(words[truth], []).append(rule)
    return dict(found)


def _derived(rule_set: RuleSet, weighing: Weighing) -> dict[str, Any]:
    found: dict[str, dict[str, str]] = {}
    for outcomes in weighing.outcomes.values():
        for (fact, entity), value in sorted(outcomes.derived.items()):
            if value is not None:
                found.setdefault(entity, {})[fact] = print_plain(rule_set.fact[fact].kind, value)
    return dict(found)


def _explanations(rule_set: RuleSet, weighing: Weighing) -> dict[str, Any]:
    tracer = Tracer(rule_set, weighing.late_facts)
    return {
        f"{item.about}:{item.rule}": list(
            lines(tracer.finding(item.rule, weighing.late_facts.entities[item.about]), tracer.aloud)
        )
        for item in weighing.assessment.findings
    }


def _decision_sections(decision: Decision) -> dict[str, Any]:
    written = decision.as_json()
    parts = written.pop("deelbesluiten")
    sections: dict[str, Any] = {"besluit": written}
    for number, part in enumerate(parts):
        for place, item in enumerate(part.pop("aanspraken")):
            sections[f"aanspraak.{number:04d}.{place:04d}"] = item
        sections[f"deelbesluit.{number:04d}"] = part
    return sections


def decision_json(body: Body) -> dict[str, Any]:
    """Put the decision back together from its sections."""
    sections = body["besluit"]
    parts = []
    for name in sorted(name for name in sections if name.startswith("deelbesluit.")):
        number = name.removeprefix("deelbesluit.")
        claims = [sections[key] for key in sorted(sections) if key.startswith(f"aanspraak.{number}.")]
        parts.append({**sections[name], "aanspraken": claims})
    return {**sections["besluit"], "deelbesluiten": parts}


# --- rooms -----------------------------------------------------------------------------------------------


def rooms_of(case: Case) -> Mapping[str, str]:
    """Give the room of every entity: a person, a person under one law, or shared."""
    person_of_need = {need.id: need.person for need in case.needs}
    rooms = {person.id: person.id for person in case.persons}
    rooms |= {need.id: need.person for need in case.needs}
    rooms |= {support.id: support.offered_to for support in case.support}
    rooms |= {claim.id: f"{person_of_need[claim.need]}/{claim.law}" for claim in case.claims}
    for solution in case.solutions:
        used = {rooms[claim.id] for claim in case.claims if claim.solution == solution.id}
        if len(used) == 1:
            rooms[solution.id] = used.pop()
    return rooms


def split(body: Body, case: Case) -> dict[str, Body]:
    """Divide a body over the rooms of its case."""
    rooms = {**rooms_of(case), **dict(_rooms_of_parts(body, rooms_of(case)))}
    rooms |= {f"{WORDS['rooms']}.{number:04d}": room.name for number, room in enumerate(case.rooms)}
    found: dict[str, Body] = {}
    for section, items in body.items():
        for key, item in items.items():
            room = rooms.get(_entity(section, key, item), SHARED_ROOM)
            found.setdefault(room, {}).setdefault(section, {})[key] = item
    return found


def _entity(section: str, key: str, item: Any) -> str:
    if section == "zaak":
        return str(item.get("id", item.get("entiteit", key))) if "." in key else ""
    if section == "besluit":
        return str(item.get("aanspraak", key))
    if section == "begroting":
        return f"{section} {key}"
    return key.partition(":")[0]


def _rooms_of_parts(body: Body, rooms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the room of a part-decision and its budget, where all its claims are in one."""
    sections = body.get("besluit", {})
    for name, part in sections.items():
        if name.startswith("deelbesluit."):
            number = name.removeprefix("deelbesluit.")
            claims = [item for key, item in sections.items() if key.startswith(f"aanspraak.{number}.")]
            used = {rooms.get(str(item["aanspraak"]), SHARED_ROOM) for item in claims}
            if len(used) == 1:
                (room,) = used
                yield name, room
                yield f"begroting {part['wet']}", room


def joined(parts: Iterable[Mapping[str, Any]]) -> Body:
    """Put a body back together from its parts."""
    body: Body = {}
    for part in parts:
        for section, items in part.items():
            body.setdefault(section, {}).update(items)
    return body


# --- sealing ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """Where a record goes in the chain, and when: number, hash of the previous head, and the time."""

    number: int
    previous: str | None
    sealed_at: str


def seal(
    body: Body, case: Case, rule_set: RuleSet, decision: Decision, link: Link, salts: Iterator[str]
) -> Record:
    """Seal a decision that was checked; the caller saw to it that nothing refuses it."""
    parts = tuple(
        Part(room=room, salt=next(salts), text=canonical(content))
        for room, content in sorted(split(body, case).items())
    )
    head = {
        **_head(Kind.DECISION, link),
        **named_in_head(case, rule_set, decision),
        "delen": [{"ruimte": part.room, "hash": part.hash} for part in parts],
    }
    return Record(link.number, canonical(head), parts)


def named_in_head(case: Case, rule_set: RuleSet, decision: Decision) -> dict[str, Any]:
    """Give what a head says of its decision, so that the body and the head can be held together."""
    return {
        "zaak": case.id,
        "gemeente": case.municipality,
        "op": decision.on.isoformat(),
        "regelset": rule_set.hash,
        "betekenis_hash": rule_set.meaning_hash,
        "beslissers": sorted({part.decider.name for part in decision.part_decisions}),
    }


def is_body(text: str) -> bool:
    """Tell whether a text is what a part holds: sections with items, in canonical JSON."""
    try:
        body = json.loads(text)
        if not isinstance(body, dict) or not all(isinstance(items, dict) for items in body.values()):
            return False
        return canonical(body) == text
    except (ValueError, RecursionError):
        return False


def seal_destruction(of: int, rooms: Iterable[str], reasons: str, decided_by: str, link: Link) -> Record:
    """Seal that parts of an earlier record are destroyed: which, why and by whom."""
    destroyed = [{"nummer": of, "ruimte": room} for room in sorted(rooms)]
    if not destroyed or of >= link.number:
        raise SealRefused(["Vernietigen gaat over delen van een eerder record."])
    if not reasons.strip() or not decided_by.strip():
        raise SealRefused(["Bij vernietigen horen een reden en een naam."])
    head = {
        **_head(Kind.DESTRUCTION, link),
        "vernietigt": destroyed,
        "reden": reasons,
        "beslissers": [decided_by],
        "delen": [],
    }
    return Record(link.number, canonical(head), ())


def _head(kind: Kind, link: Link) -> dict[str, Any]:
    return {
        "vorm": LAYOUT,
        "soort": str(kind),
        "nummer": link.number,
        "vorige": link.previous,
        "tijd": link.sealed_at,
        "betekenis": meaning.VERSION,
        "motor": __version__,
    }
