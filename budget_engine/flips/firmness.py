"""Whether an advice stands firm on what is not certain: no score, only which uncertain facts could turn it.

Uncertain is what outcomes wait for and what somebody sees otherwise. Every one of those facts, alone and two
at once, is supposed otherwise; what is known and undisputed stays as it is.
"""

from collections import Counter
from dataclasses import replace

from budget_engine.flips.questions import Matters
from budget_engine.flips.search import Turned
from budget_engine.flips.subjects import Asked, OfAdvice
from budget_engine.flips.supposing import Place
from budget_engine.glossary import Noun

NAMED = 2
"""So many facts are named that matter most."""


class Firmness(Noun):
    """How firm an advice is: over how many uncertain facts, and the ones that matter most.

    `is_firm` is True when nothing that is uncertain can turn it, alone or two at once; `hinges_on` are the two
    facts that turn it by themselves, or else with fewest others; `by_itself` tells whether the first does so alone.
    """

    alternative: str
    uncertain: int
    is_firm: bool
    hinges_on: tuple[Place, ...]
    by_itself: bool


def uncertain_facts(matters: Matters) -> frozenset[Place]:
    """Give the open questions, and the facts that somebody sees otherwise."""
    answers = matters.asked.answers.items()
    disputed = {place for place, answer in answers if answer.is_known and answer.dispute is not None}
    return frozenset({*matters.open, *disputed})


def firmness(asked: Asked, alternative: str, uncertain: frozenset[Place]) -> Firmness:
    """Tell how firm the advice about an alternative is."""
    over = replace(asked, only=uncertain.__contains__, kept={})
    turned = over.turns(OfAdvice(alternative))
    return Firmness(
        alternative=alternative,
        uncertain=len(uncertain),
        is_firm=not turned.changes and turned.is_whole,
        hinges_on=_most_deciding(turned),
        by_itself=any(len(changes) == 1 for changes in turned.changes),
    )


def _most_deciding(turned: Turned) -> tuple[Place, ...]:
    """Give the facts that turn it with fewest others; of those the ones that do so most often."""
    if not turned.changes:
        return ()
    fewest: dict[Place, int] = {}
    often: Counter[Place] = Counter()
    for changes in turned.changes:
        for place, _ in changes:
            fewest[place] = min(fewest.get(place, len(changes)), len(changes))
            often[place] += 1
    order = sorted(fewest, key=lambda place: (fewest[place], -often[place], place))
    return tuple(order[:NAMED])
