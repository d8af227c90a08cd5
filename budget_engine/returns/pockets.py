"""What the amounts do not say by themselves: another pocket, a waterbed, and what is not delivered.

None of these is a reason to give less than fits. They are said so that nobody reads a shift as a saving.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from budget_engine.case import Account, Alternative, Nature
from budget_engine.glossary import Noun
from budget_engine.language.fact import Outlet
from budget_engine.returns.amounts import YEARS
from budget_engine.returns.booking import Effect
from budget_engine.returns.ledger import Ledger, Line
from budget_engine.values import Day


class FlagKind(StrEnum):
    """What is said about money."""

    WRONG_POCKET = "verkeerde_portemonnee"
    WATERBED = "waterbed"
    NOT_DELIVERED = "niet_geleverd"


class Flag(Noun):
    """One thing to know about the money of an alternative.

    `line` is the number of a line of the ledger, `years` the years it is about. With a waterbed, the payers
    are those who come to pay and the gainers those who no longer do.
    """

    kind: FlagKind
    line: int | None = None
    need: str | None = None
    claim: str | None = None
    payers: tuple[Account, ...] = ()
    gainers: tuple[Account, ...] = ()
    since: Day | None = None
    years: tuple[int, ...] = ()


def flags_of(
    alternative: Alternative,
    ledger: Ledger,
    lines: Sequence[Line],
    effects: Sequence[Effect],
    nothing: Sequence[Effect],
) -> Iterator[Flag]:
    """Walk what is to be known about the money of an alternative, beside that of *niets verandert*."""
    yield from _wrong_pockets(alternative, ledger, lines)
    yield from _waterbeds(lines, effects, nothing)
    yield from _not_delivered(lines, ledger)


# --- who pays is not who gains ----------------------------------------------------------------------------


def _wrong_pockets(alternative: Alternative, ledger: Ledger, lines: Sequence[Line]) -> Iterator[Flag]:
    """Find lines whose money is for another than who pays, and effects for another than who pays for them."""
    before = len(lines) - len(alternative.returns)
    for number, written in enumerate(alternative.returns, before):
        line = lines[number]
        if line.nature is Nature.SHIFTED or line.beneficiary is None:
            continue
        paying = [payer for name in written.against for payer in _payer_of(name, ledger)] or [line.payer]
        others = tuple(dict.fromkeys(payer for payer in paying if payer != line.beneficiary))
        if others:
            yield Flag(
                kind=FlagKind.WRONG_POCKET,
                line=number,
                need=line.need,
                payers=others,
                gainers=(line.beneficiary,),
            )


def _payer_of(claim: str, ledger: Ledger) -> list[Account]:
    law = ledger.claims[claim].law
    party = ledger.payer_of_law.get(law)
    return [] if party is None else [Account(party=party, law=law)]


# --- a cost that only moves ----------------------------------------------------------------------------


def _waterbeds(lines: Sequence[Line], effects: Sequence[Effect], nothing: Sequence[Effect]) -> Iterator[Flag]:
    """Find what is declared as shifted, and certain costs of a need that only change hands."""
    for number, line in enumerate(lines):
        if line.nature is Nature.SHIFTED and line.counted_with is None:
            gainers = () if line.beneficiary is None else (line.beneficiary,)
            if gainers != (line.payer,):
                yield Flag(
                    kind=FlagKind.WATERBED, line=number, need=line.need, payers=(line.payer,), gainers=gainers
                )
    before, after = _by_need(nothing), _by_need(effects)
    for need, earlier in before.items():
        moved = _moved(earlier, after.get(need, {}))
        if moved is not None:
            yield Flag(kind=FlagKind.WATERBED, need=need, payers=moved[0], gainers=moved[1])


def _by_need(effects: Sequence[Effect]) -> dict[str, dict[Account, int | None]]:
    """Add up per need and payer what is likely in the two years; None where it is not known."""
    found: dict[str, dict[Account, int | None]] = {}
    for item in effects:
        if item.line.nature is not Nature.CERTAIN or item.line.need is None:
            continue
        paid = found.setdefault(item.line.need, {})
        so_far = paid.get(item.line.payer, 0)
        for year in item.years:
            likely = year.likely_cents
            so_far = None if so_far is None or likely is None else so_far + likely
        paid[item.line.payer] = so_far
    return found


def _moved(
    earlier: Mapping[Account, int | None], later: Mapping[Account, int | None]
) -> tuple[tuple[Account, ...], tuple[Account, ...]] | None:
    """Tell who comes to pay at least as much as others stop paying; None where that is not so or not known."""
    differences: dict[Account, int] = {}
    for account in {**earlier, **later}:
        was, becomes = earlier.get(account, 0), later.get(account, 0)
        if was is None or becomes is None:
            return None
        differences[account] = becomes - was
    less = -sum(change for change in differences.values() if change < 0)
    more = sum(change for change in differences.values() if change > 0)
    if not less or more < less:
        return None
    return (
        tuple(account for account, change in differences.items() if change > 0),
        tuple(account for account, change in differences.items() if change < 0),
    )


# --- what is not delivered ------------------------------------------------------------------------------


def _not_delivered(lines: Sequence[Line], ledger: Ledger) -> Iterator[Flag]:
    """Find claims that the rules say come later than needed: the lower costs of those years are no return."""
    for number, line in enumerate(lines):
        if line.claim is None or ledger.derived_of(Outlet.DELIVERED_LATE, line.claim) is not True:
            continue
        since = ledger.derived_of(Outlet.DELIVERED_FROM, line.claim)
        day = since if isinstance(since, date) else None
        years = tuple(
            ledger.buckets[0].year + year
            for year in range(YEARS)
            if day is None or ledger.buckets[year] < day
        )
        if years:
            yield Flag(
                kind=FlagKind.NOT_DELIVERED,
                line=number,
                need=line.need,
                claim=line.claim,
                since=day,
                years=years,
            )
