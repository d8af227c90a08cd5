"""Proofs about rules: those that never hold, and those that cannot fail though they look conditional.

A rule never holds when no household and no value of any parameter makes it hold on a day it is in
force. What only the values of this municipality rule out is a remark. Of national rules alone that is
not said: there every local value is still open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from budget_engine.aloud.reader import aloud_of
from budget_engine.language.expr import ALWAYS, AllOf, Condition
from budget_engine.language.fact import Entity
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import Rule
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.wording import ALL
from budget_engine.proof.encoding import Encoding
from budget_engine.proof.frame import Frame, cone_of
from budget_engine.proof.logic import Formula, Says, Steps
from budget_engine.proof.parts import can_be_unknown, cannot_fail, why_never
from budget_engine.proof.report import Report, ReportKind, unsettled
from budget_engine.proof.witness import Sought, Unsettled, happens
from budget_engine.proof.witness_words import not_here


@dataclass(frozen=True)
class Holds:
    """A rule holds."""

    rule: Rule
    condition: Condition

    def wanted(self, encoding: Encoding) -> Formula:
        """Say so as a formula."""
        return encoding.truth(self.condition, encoding.frame.subject, self.rule.moment).holds

    def is_so(self, meaning: Meaning, entity: Entity) -> bool:
        """Tell whether it really is so."""
        return meaning.truth(self.condition, entity, self.rule.moment) is True

    @property
    def sought(self) -> Sought:
        """Make a question of it."""
        return Sought(self.rule.entity, (self.condition,), (self.rule.moment,), self.wanted, self.is_so)


def rule_reports(rule_set: RuleSet, name: str, rule: Rule, on: date) -> Iterator[Report]:
    """Walk the reports on one rule."""
    steps = Steps()
    condition = rule_set.condition_of[name]
    holds = Holds(rule, condition)
    named = f"Regel '{name}' ({rule.title})"
    figures = cone_of(rule_set, [condition], [rule.moment]).figures
    found = _happens(rule_set, holds, on, steps, is_free=False)
    if found is None and figures:
        found = _happens(rule_set, holds, on, steps, is_free=True)
        if found is True and rule_set.municipality is not None:
            yield _not_here(rule_set, name, rule, figures)
    if found is None:
        wide = Encoding(rule_set, Frame(rule.entity), free_parameters=bool(figures), steps=steps)
        why = why_never(wide, _parts(rule), rule.moment) or "de voorwaarden spreken elkaar tegen"
        yield Report(
            ReportKind.NEVER, name, (rule.at("als"),), f"{named} kan nooit gelden: {why}.",
            "Maak een voorwaarde ruimer, of haal de regel weg.",
        )  # fmt: skip
    elif isinstance(found, Unsettled):
        what = f"of regel '{name}' ({rule.title}) ooit geldt"
        yield unsettled(ReportKind.NEVER, name, (rule.at("als"),), what, found)
    yield from _cannot_fail(rule_set, name, rule, named, steps)


def _parts(rule: Rule) -> tuple[Condition, ...]:
    return rule.when.parts if isinstance(rule.when, AllOf) else (rule.when,)


def _happens(
    rule_set: RuleSet, holds: Holds, on: date, steps: Steps, *, is_free: bool
) -> Literal[True] | Unsettled | None:
    """Tell whether a rule can hold; a household is only built where a formula is not exact."""
    encoding = Encoding(rule_set, Frame(holds.rule.entity), free_parameters=is_free, steps=steps)
    says = encoding.question().ask(holds.wanted(encoding))
    if says is Says.IMPOSSIBLE:
        return None
    if says is Says.POSSIBLE and not encoding.loose and not encoding.arithmetic.free_terms:
        return True
    return happens(rule_set, holds.sought, on, steps, free_parameters=is_free)


def _not_here(rule_set: RuleSet, name: str, rule: Rule, figures: tuple[str, ...]) -> Report:
    named = f"Regel '{name}' ({rule.title})"
    return Report(
        ReportKind.NOT_HERE, name, (rule.at("als"),), *not_here(rule_set, named, "de regel", figures)
    )


def _cannot_fail(rule_set: RuleSet, name: str, rule: Rule, named: str, steps: Steps) -> Iterator[Report]:
    """Report a condition that holds as soon as everything it reads is answered, or a part that does."""
    own = rule.when
    if own == ALWAYS or (isinstance(own, AllOf) and not own.parts):
        return
    encoding, parts = Encoding(rule_set, Frame(rule.entity), free_parameters=True, steps=steps), _parts(rule)
    found = cannot_fail(encoding, parts, rule.moment)
    if len(found) == len(parts):  # a condition fails where one of its parts does
        waits = can_be_unknown(encoding, own, rule.moment)
        when = " zodra alles wat zij leest bekend is" if waits else " altijd"
        also = ": dan geldt zij ook zolang er een antwoord ontbreekt" if waits else ""
        yield Report(
            ReportKind.ALWAYS, name, (rule.at("als"),), f"{named} geldt{when}: de voorwaarde kan niet falen.",
            f"Schrijf 'als: altijd'{also}. Of maak de voorwaarde enger.",
        )  # fmt: skip
        return
    for number in found:
        waits = can_be_unknown(encoding, parts[number], rule.moment)
        said = aloud_of(rule_set).condition(parts[number])
        when = "is altijd waar zodra dat bekend is" if waits else "is altijd waar"
        keep = (
            "Moet de regel hierop wachten, laat dit dan staan. Haal het anders weg"
            if waits
            else "Haal dit weg"
        )
        yield Report(
            ReportKind.ALWAYS, f"{name} als.{number + 1}", (rule.at("als", ALL, number),),
            f'{named}: de voorwaarde "{said}" {when}.', f"{keep}, of maak de voorwaarde enger.",
        )  # fmt: skip
