"""The parts of a condition, each by itself: one that can never hold, and one that cannot fail.

A part that can never hold makes the whole impossible. Then that is the reason to give, and not that the
parts contradict each other.
"""

from collections.abc import Iterable, Iterator, Sequence

from budget_engine.aloud.phrases import Phrases
from budget_engine.aloud.reader import aloud_of
from budget_engine.language.expr import AllOf, Comparison, Condition, Constant, FactRef, Operator, parts_of
from budget_engine.language.fact import Bounded, Kind, Moment
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.encoding import Encoding
from budget_engine.proof.frame import cone_of
from budget_engine.proof.logic import Says


def why_never(encoding: Encoding, conditions: Iterable[Condition], moment: Moment) -> str | None:
    """Say which part can never hold by itself, with the range that rules it out; None where there is none."""
    spot, question = encoding.frame.subject, encoding.question()
    whole = list(conditions)
    for part in (*_flat(whole), *whole):
        if question.ask(encoding.truth(part, spot, moment).holds) is Says.IMPOSSIBLE:
            return _never(encoding.rule_set, part)
    return None


def _flat(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        if isinstance(condition, AllOf):
            yield from _flat(condition.parts)
        else:
            yield condition


def _never(rule_set: RuleSet, part: Condition) -> str:
    said = f'"{aloud_of(rule_set).condition(part)}" kan nooit'
    bounded = _bounded(rule_set, part)
    if bounded is None or bounded.range is None:
        return said
    phrases = Phrases(rule_set)
    low, high = (phrases.stated(bounded, bounded.print(end)) for end in bounded.range)
    return f"{said}, want het bereik loopt van {low} tot en met {high}"


def _bounded(rule_set: RuleSet, part: Condition) -> Bounded | None:
    """Give the one asked fact that a test compares with fixed values, if it is such a test."""
    tested = parts_of(part)
    facts = [term for term in tested if isinstance(term, FactRef)]
    if len(facts) != 1 or not all(isinstance(term, FactRef | Constant) for term in tested):
        return None
    declared = rule_set.fact[facts[0].name]
    return None if declared.is_derived else declared


def cannot_fail(encoding: Encoding, parts: Sequence[Condition], moment: Moment) -> list[int]:
    """List by number the parts that hold as soon as everything they read is answered and filled in."""
    spot, question = encoding.frame.subject, encoding.question()
    found = []
    for number, part in enumerate(parts):
        if not _is_one_of_several(encoding.rule_set, part):
            truth = encoding.truth(part, spot, moment)
            is_sure = question.ask(truth.fails) is Says.IMPOSSIBLE
            found += [number] if is_sure and question.ask(truth.holds) is not Says.IMPOSSIBLE else []
    return found


def _is_one_of_several(rule_set: RuleSet, part: Condition) -> bool:
    """Tell whether a test wants one answer of several: that can fail, and there are too many to ask for each."""
    if not isinstance(part, Comparison) or part.operator is not Operator.EQUAL:
        return False
    bounded = _bounded(rule_set, part)
    return bounded is not None and (bounded.kind is Kind.YES_NO or len(bounded.choices) > 1)


def can_be_unknown(encoding: Encoding, part: Condition, moment: Moment) -> bool:
    """Tell whether something that cannot fail may still not hold, because an answer or a value is lacking."""
    if cone_of(encoding.rule_set, [part], [moment]).figures:
        return True
    truth = encoding.truth(part, encoding.frame.subject, moment)
    return encoding.question().ask(encoding.logic.negated(truth.holds)) is not Says.IMPOSSIBLE
