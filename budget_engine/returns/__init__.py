"""What an alternative costs and yields: a ledger per party and year, never one number.

Amounts are gross, in whole cents, low / likely / high. What is not known is None and makes the total
None. An avoided or shifted cost is never added to what is certain: where nobody dares to name its chance, only the
break-even chance is given, rounded up. What the municipality pays for its own claims follows from the
declared facts (aantal, prijs, tarief); all other lines are read from the case.
"""

from budget_engine.returns.amounts import (
    NOTHING,
    YEARS,
    Amount,
    Gain,
    GainPeriod,
    GainSide,
    Net,
    PartyAmount,
    Period,
    Side,
    Year,
    amount,
)
from budget_engine.returns.booking import Apart, Both
from budget_engine.returns.break_even import BreakEven, Obstacle
from budget_engine.returns.gaps import Gap, GapKind
from budget_engine.returns.ledger import Derived, Line
from budget_engine.returns.of_alternatives import Returns, returns_of
from budget_engine.returns.pockets import Flag, FlagKind

__all__ = [
    "NOTHING",
    "YEARS",
    "Amount",
    "Apart",
    "Both",
    "BreakEven",
    "Derived",
    "Flag",
    "FlagKind",
    "Gain",
    "GainPeriod",
    "GainSide",
    "Gap",
    "GapKind",
    "Line",
    "Net",
    "Obstacle",
    "PartyAmount",
    "Period",
    "Returns",
    "Side",
    "Year",
    "amount",
    "returns_of",
]
