"""Works a sealed decision out again, by the rules and on the facts that were sealed with it.

What is compared is meaning: rule, entity, outcome, effect, deciding and missing facts, gates, ledger,
amounts, advice. A sentence that would read otherwise is reported as text and is no difference. A
record of an unknown meaning version, or one of which a part is gone, is refused, not guessed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from budget_engine import record
from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.decision_checks import reasons_to_refuse
from budget_engine.glossary import WORDS, Noun
from budget_engine.language import meaning
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import Body, Record
from budget_engine.weighing import Engine, weigh


class Outcome(StrEnum):
    """What came of working a record out again."""

    SAME = "gelijk"
    TEXT = "tekst"
    DIFFERENT = "anders"
    REFUSED = "geweigerd"


class Difference(Noun):
    """One spot that differs: where, what was sealed, and what comes out now."""

    place: str
    sealed: str | None
    found: str | None


class Replay(Noun):
    """The outcome of working one record out again."""

    number: int
    outcome: Outcome
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record cannot be worked out again, and whether that is as it should be."""

    text: str
    is_lawful: bool = False


_DESTROYED = "vernietigd"

TEXT_FIELDS = frozenset({"tekst", "opgelost_door"})
TEXT_SECTIONS = frozenset({"uitleg"})

_WEIGHING = "weging"
_NOT_COMPARED = {
    record.FIRST_LAYOUT: frozenset({WORDS["dominated_by"]}),
    record.SECOND_LAYOUT: frozenset({WORDS["dominated_by"], WORDS["missing"]}),
}
"""What of the weighing is left out of a replay of an old layout: what beat what was worked out otherwise then, and less
was asked about the money. The amounts themselves are compared."""


def refused(number: int, refusal: Refusal) -> Replay:
    """Say that a record is not worked out again, and why."""
    place = _DESTROYED if refusal.is_lawful else "geweigerd"
    return Replay(
        number=number,
        outcome=Outcome.REFUSED,
        differences=(Difference(place=place, sealed=None, found=refusal.text),),
    )


def is_as_it_should(replay: Replay) -> bool:
    """Tell whether a replay came out well; a part that was destroyed as sealed is no fault."""
    if replay.outcome is Outcome.REFUSED:
        return all(item.place == _DESTROYED for item in replay.differences)
    return replay.outcome is not Outcome.DIFFERENT


def readable(head: Mapping[str, Any]) -> Refusal | None:
    """Tell why a head cannot be replayed by this engine, or None."""
    if head.get("vorm") not in (*_NOT_COMPARED, record.LAYOUT):
        return Refusal(f"De vorm '{head.get('vorm')}' van dit record kent deze versie niet.")
    if head.get("betekenis") != meaning.VERSION:
        return Refusal(
            f"Dit record is gemaakt met betekenis {head.get('betekenis')}; deze versie rekent met {meaning.VERSION}."
        )
    return None


def sealed_in(sealed: Record) -> tuple[Body, Case, Decision] | Refusal:
    """Read the body of a record, with its case and its decision, or say that it does not read as such."""
    try:  # a part that was rewritten with its hashes may hold anything
        body: Body = record.joined(json.loads(part.text) for part in sealed.parts)
        case = Case.model_validate(record.case_json(body))
        decision = Decision.model_validate(record.decision_json(body))
    except (ValidationError, KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return Refusal("Wat hier is verzegeld, leest niet als een zaak en een besluit.")
    return body, case, decision


def rerun(sealed: Record, rule_set: RuleSet, engine: Engine = meaning.evaluate) -> Replay:
    """Work a sealed decision out again; `rule_set` is the one of the hash in its head."""
    head = json.loads(sealed.text)
    found = sealed_in(sealed)
    if isinstance(found, Refusal):
        return refused(sealed.number, found)
    body, case, decision = found
    if not {decision.chosen, decision.own_judgement.alternative} <= {item.id for item in case.alternatives}:
        return refused(sealed.number, Refusal("Wat is gekozen, is geen alternatief van deze zaak."))
    for name, value in record.named_in_head(case, rule_set, decision).items():
        if head.get(name) != value:
            return refused(sealed.number, Refusal(f"De kop zegt bij '{name}' iets anders dan het besluit."))
    if head["regelset"] != rule_set.hash:
        return refused(sealed.number, Refusal("De bewaarde regels horen niet bij dit record."))
    weighing = weigh(case, rule_set, decision.on, engine=engine)
    laid_out = record.body_of(case, rule_set, weighing, decision, str(head.get("vorm")))
    again = json.loads(record.canonical(laid_out))
    left_out = _NOT_COMPARED.get(str(head.get("vorm")), frozenset())
    differences = [item for item in _compared(body, again) if not _is_left_out(item.place, left_out)]
    differences += [
        Difference(place="besluit", sealed=None, found=str(reason))
        for reason in reasons_to_refuse(decision, case, rule_set, weighing)
    ]
    meant = [item for item in differences if not _is_text(item.place)]
    outcome = Outcome.DIFFERENT if meant else Outcome.TEXT if differences else Outcome.SAME
    return Replay(number=sealed.number, outcome=outcome, differences=tuple(differences))


def _is_left_out(place: str, fields: frozenset[str]) -> bool:
    section, *_, field = place.split(" > ")
    return section == _WEIGHING and field in fields


def _is_text(place: str) -> bool:
    steps = place.split(" > ")
    return steps[0] in TEXT_SECTIONS or steps[-1] in TEXT_FIELDS


def _compared(sealed: Any, found: Any, place: tuple[str, ...] = ()) -> Iterator[Difference]:
    if isinstance(sealed, dict) and isinstance(found, dict):
        for key in sorted({*sealed, *found}):
            yield from _compared(sealed.get(key), found.get(key), (*place, key))
    elif sealed != found:
        yield Difference(place=" > ".join(place), sealed=_written(sealed), found=_written(found))


def _written(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
