"""Books the lines of an alternative on the accounts of who pays and of whom it is for.

Certain, avoided and shifted money and what somebody may gain are booked apart and never added up together.
An effect is booked once, however many lines tell it: on the accounts of the line that tells it first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from budget_engine.case import Account, Nature, Party
from budget_engine.glossary import Noun
from budget_engine.returns.amounts import (
    NOTHING,
    YEARS,
    Amount,
    GainSide,
    Side,
    added,
    gain_side_of,
    side_of,
)
from budget_engine.returns.ledger import Line


@dataclass(frozen=True, slots=True)
class Effect:
    """The money of one effect: the line that tells it first, and the range that holds every telling."""

    line: Line
    years: tuple[Amount, ...]
    expected: tuple[Amount, ...]


def effects_of(lines: Sequence[Line]) -> list[Effect]:
    """Give every effect once. A line that names no effect is one by itself."""
    found: dict[int, Effect] = {}
    for number, line in enumerate(lines):
        if line.counted_with is None:
            found[number] = Effect(line, line.years, line.expected)
        else:
            told = found[line.counted_with]
            found[line.counted_with] = Effect(
                told.line, _hulls(told.years, line.years), _hulls(told.expected, line.expected)
            )
    return list(found.values())


def _hulls(left: tuple[Amount, ...], right: tuple[Amount, ...]) -> tuple[Amount, ...]:
    return tuple(one.hull(other) for one, other in zip(left, right, strict=True))


class Both(Noun):
    """The same money twice: by who pays, and by whom it is for."""

    payers: Side
    gainers: GainSide


class Apart(Noun):
    """Money that is not certain, avoided, shifted or a gain, beside what is certain and never added to it.

    `if_certain` is what it would be if it were sure to come about; `expected` is that by its chance, and
    unknown as soon as nobody dared to name one.
    """

    nature: Nature
    if_certain: Both
    expected: Both


def payers_in(lines: Iterable[Line]) -> list[Account]:
    """List the accounts on which certain money is booked, in the order of the parties."""
    return _in_order({line.payer for line in lines if line.nature is Nature.CERTAIN})


def certain_of(effects: Iterable[Effect], accounts: Iterable[Account], first_year: int) -> Both:
    """Book what is certain, on accounts that are the same for every alternative."""
    certain = [item for item in effects if item.line.nature is Nature.CERTAIN]
    return _booked([(item.line, item.years) for item in certain], list(accounts), first_year)


def apart_of(effects: Sequence[Effect], first_year: int) -> Iterator[Apart]:
    """Book what is avoided, what is shifted and what may be gained, each by itself."""
    for nature in (Nature.AVOIDED, Nature.SHIFTED, Nature.GAIN):
        own = [item for item in effects if item.line.nature is nature]
        if own:
            accounts = _in_order({item.line.payer for item in own})
            yield Apart(
                nature=nature,
                if_certain=_booked([(item.line, item.years) for item in own], accounts, first_year),
                expected=_booked([(item.line, item.expected) for item in own], accounts, first_year),
            )


def _in_order(accounts: Iterable[Account]) -> list[Account]:
    order = list(Party)
    return sorted(accounts, key=lambda account: (order.index(account.party), account.law or ""))


def _booked(
    items: Sequence[tuple[Line, tuple[Amount, ...]]], accounts: list[Account], first_year: int
) -> Both:
    named = {line.beneficiary for line, _ in items if line.beneficiary is not None}
    gainers: list[Account | None] = [*_in_order(named)]
    if any(line.beneficiary is None for line, _ in items):
        gainers.append(None)
    paid = {
        account: _sums([amounts for line, amounts in items if line.payer == account]) for account in accounts
    }
    gained = {
        account: _sums([amounts for line, amounts in items if line.beneficiary == account])
        for account in gainers
    }
    return Both(payers=side_of(paid, first_year), gainers=gain_side_of(gained))


def _sums(booked: Sequence[tuple[Amount, ...]]) -> list[Amount]:
    if not booked:
        return [NOTHING] * YEARS
    return [added(amounts) for amounts in zip(*booked, strict=True)]
