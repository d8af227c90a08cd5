"""What stands beside *niets verandert* alone: what becomes of it in another alternative, nobody said.

What somebody pays when nothing changes does not vanish because an alternative does not name it. Until it is
written there, as nothing if need be, the difference for who pays it is not known. What they pay there stays as it is.
"""

from collections.abc import Iterator, Sequence

from budget_engine.case import Nature
from budget_engine.effects import effect_key
from budget_engine.returns.amounts import NOTHING, Amount, amount
from budget_engine.returns.booking import Effect
from budget_engine.returns.ledger import Line

UNKNOWN_AMOUNT = amount(None, None, None)


def without_counterpart(before: Sequence[Effect], lines: Sequence[Line]) -> Iterator[Line]:
    """Walk the certain lines of *niets verandert* of which these lines do not say what becomes of them.

    A line that names its effect asks for a certain line with that effect; one that only names its need asks for
    a certain line or a claim of that need. A line that names neither cannot be looked for. What a claim costs
    ends with the claim.
    """
    certain = [line for line in lines if line.nature is Nature.CERTAIN]
    effects, needs = {effect_key(line.effect) for line in certain}, {line.need for line in certain}
    for item in before:
        line = item.line
        if line.nature is not Nature.CERTAIN or line.claim is not None or set(item.years) == {NOTHING}:
            continue
        has_counterpart = (
            effect_key(line.effect) in effects if line.effect is not None else line.need in needs
        )
        if not has_counterpart and (line.effect or line.need) is not None:
            yield line


def not_comparable(before: Sequence[Effect], alone: Sequence[Line]) -> list[Effect]:
    """Give what is booked beside *niets verandert*, with the amounts of these lines unknown."""
    return [
        Effect(item.line, tuple(map(_unknown, item.years)), item.expected) if item.line in alone else item
        for item in before
    ]


def _unknown(found: Amount) -> Amount:
    return found if found == NOTHING else UNKNOWN_AMOUNT
