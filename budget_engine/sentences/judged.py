"""Own judgement, choice and advice in sentences: what each is, and what differs; no word of approval."""

from collections.abc import Iterator

from budget_engine.aloud.phrases import sentence
from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.drafts.labels import advice_word
from budget_engine.language.rule_set import RuleSet
from budget_engine.sentences.names import Names, names_of
from budget_engine.standpoints import AdviceOn, Standpoint, Standpoints, standpoints_of
from budget_engine.values import show_date
from budget_engine.weighing import Weighing


def standpoints_told(
    case: Case, rule_set: RuleSet, weighing: Weighing, decision: Decision
) -> tuple[str, ...]:
    """Tell of a decision what was judged, what was chosen, and what the advice says."""
    names = names_of(case, rule_set, None, 0)
    return tuple(standpoint_sentences(standpoints_of(decision, weighing), rule_set, names))


def standpoint_sentences(item: Standpoints, rule_set: RuleSet, names: Names) -> Iterator[str]:
    """Tell who judged what and why, what was chosen and why, and what the advice says of each."""
    own, chosen = item.own_judgement, item.chosen
    yield (
        f"De eigen inschatting van {item.given_by} op {show_date(item.at.date())}, voordat het advies te zien was: "
        f"{names.alternative(own.alternative)}. {_reasons(own)}"
    )
    same = "hetzelfde als de eigen inschatting" if item.agrees else "iets anders dan de eigen inschatting"
    yield f"Gekozen is {same}: {names.alternative(chosen.alternative)}. {_reasons(chosen)}"
    listed: list[Standpoint | AdviceOn] = [own, *([] if item.agrees else [chosen]), *item.others]
    advice = "; ".join(
        f"{names.alternative(one.alternative)}: {advice_word(one.advice, rule_set)}" for one in listed
    )
    yield f"Het advies per variant: {advice}."


def _reasons(item: Standpoint) -> str:
    return f"Reden: {sentence(item.reasons)}"
