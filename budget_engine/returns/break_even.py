"""How much smaller a chance must become before what is paid is made good, where nobody dares to name the chance."""

from collections.abc import Iterable
from enum import StrEnum

from budget_engine.case import CERTAINTY
from budget_engine.glossary import Noun
from budget_engine.values import up_to_tenth_of_percent


class Obstacle(StrEnum):
    """Why a break-even chance cannot be worked out."""

    NOTHING_AGAINST = "geen_aanvraag_ertegenover"
    OTHER_GAINER = "andere_baathebber"
    OTHER_PAYER = "andere_betaler"
    COST_UNKNOWN = "kosten_onbekend"
    AMOUNT_UNKNOWN = "bedrag_onbekend"
    AMOUNT_NOTHING = "bedrag_nul"
    OUT_OF_REACH = "buiten_de_twee_jaar"


class BreakEven(Noun):
    """How much smaller a chance must become before the costs are made good, in basis points.

    At the low and at the high amount; what cannot be worked out is None, and `obstacles` says why.
    """

    at_low_bp: int | None
    at_high_bp: int | None
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def is_never(self) -> bool:
        """Tell whether even a certain effect would not make the costs good, be it as high as it can be."""
        return self.at_high_bp is not None and self.at_high_bp > CERTAINTY

    @property
    def is_never_at_low(self) -> bool:
        """Tell whether the low amount would not make the costs good, even if it were certain."""
        return self.at_low_bp is not None and self.at_low_bp > CERTAINTY


def break_even_of(
    costs: Iterable[int | None] | Obstacle, low: int | None, high: int | None, *, falls_in_reach: bool
) -> BreakEven:
    """Hold what is paid against an amount that may not come; `costs` may be the reason they are not there."""
    found: list[Obstacle] = []
    cost = None
    if isinstance(costs, Obstacle):
        found.append(costs)
    else:
        cost = total_of(costs)
        if cost is None:
            found.append(Obstacle.COST_UNKNOWN)
    if not falls_in_reach:
        found.append(Obstacle.OUT_OF_REACH)
    else:
        if None in (low, high):
            found.append(Obstacle.AMOUNT_UNKNOWN)
        if 0 in (low, high):
            found.append(Obstacle.AMOUNT_NOTHING)
    return BreakEven(at_low_bp=_share_of(cost, low), at_high_bp=_share_of(cost, high), obstacles=tuple(found))


def total_of(amounts: Iterable[int | None]) -> int | None:
    """Add amounts up; None as soon as one is not known."""
    found = 0
    for cents in amounts:
        if cents is None:
            return None
        found += cents
    return found


def _share_of(cost: int | None, avoided: int | None) -> int | None:
    return None if cost is None or not avoided else up_to_tenth_of_percent(cost, avoided)
