"""The pieces that say what was decided: for sure or not yet, and of what somebody applied for or nobody did."""

from collections.abc import Mapping

from budget_engine.decision import ClaimDecision, Result
from budget_engine.letter.dossier import Dossier

RESULTS: Mapping[Result, str] = {
    Result.GRANTED: "toegekend",
    Result.PARTLY: "deels-toegekend",
    Result.REFUSED: "geweigerd",
    Result.LOWERED: "verlaagd",
    Result.ENDED: "beeindigd",
}
"""The piece that says each result."""

AWAITED: Mapping[Result, str] = {
    Result.GRANTED: "toegekend-als",
    Result.PARTLY: "deels-toegekend-als",
    Result.LOWERED: "verlaagd-als",
}
"""The piece that says each result that still waits for something."""

UNASKED: Mapping[str, str] = {
    "deels-toegekend": "deels-zonder-aanvraag",
    "deels-toegekend-als": "deels-zonder-aanvraag-als",
    "kort-deels": "kort-deels-zonder-aanvraag",
}
"""What is said in place of a piece that speaks of what was asked, where nobody applied."""

LESS = frozenset({Result.PARTLY, Result.REFUSED, Result.LOWERED, Result.ENDED})
"""The results by which somebody gets less than was asked, or than they had."""

_LESS_IN_SHORT: Mapping[Result, str] = {Result.PARTLY: "kort-deels", Result.LOWERED: "kort-minder"}


def piece_of(dossier: Dossier, item: ClaimDecision) -> str:
    """Give the piece that says what is decided about a claim; what still waits for something is not said as sure."""
    is_awaited = item.condition is not None and item.result in AWAITED
    return _fitting(dossier, item, AWAITED[item.result] if is_awaited else RESULTS[item.result])


def less_in_short(dossier: Dossier, item: ClaimDecision) -> str | None:
    """Give the piece that says in a summary that what comes is less than was asked, or than it was."""
    piece = _LESS_IN_SHORT.get(item.result)
    return None if piece is None else _fitting(dossier, item, piece)


def _fitting(dossier: Dossier, item: ClaimDecision, piece: str) -> str:
    return piece if dossier.is_applied_for(item.claim) else UNASKED.get(piece, piece)
