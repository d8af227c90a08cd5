"""Amounts with a range, and what every party pays or gains over a period.

Amounts are whole cents, low / likely / high. What is not known is None, and makes every sum it is in None.
"""

from collections.abc import Iterable, Mapping, Sequence

from budget_engine.case import CERTAINTY, Account, Chance, Party
from budget_engine.glossary import Noun
from budget_engine.language.arithmetic import divided
from budget_engine.language.expr import Rounding

YEARS = 2


class Amount(Noun):
    """An amount with its range in cents; each end may be unknown."""

    low_cents: int | None
    likely_cents: int | None
    high_cents: int | None

    @property
    def ends(self) -> tuple[int | None, int | None, int | None]:
        """Give low, likely and high."""
        return (self.low_cents, self.likely_cents, self.high_cents)

    def plus(self, other: "Amount") -> "Amount":
        """Add two amounts; unknown stays unknown."""
        return amount(*(_added(left, right) for left, right in zip(self.ends, other.ends, strict=True)))

    def minus(self, other: "Amount") -> "Amount":
        """Subtract by interval: the lowest difference is low minus high."""
        low, likely, high = self.ends
        other_low, other_likely, other_high = other.ends
        return amount(
            _subtracted(low, other_high), _subtracted(likely, other_likely), _subtracted(high, other_low)
        )

    def hull(self, other: "Amount") -> "Amount":
        """Give the smallest range that holds both; nobody chose between them, so what differs is not likely."""
        if self == other:
            return self
        (low, likely, high), (other_low, other_likely, other_high) = self.ends, other.ends
        return amount(
            None if low is None or other_low is None else min(low, other_low),
            likely if likely == other_likely else None,
            None if high is None or other_high is None else max(high, other_high),
        )

    def by_chance(self, chance: Chance | None) -> "Amount":
        """Multiply by a chance end by end: low is rounded down and high up, so the range keeps every point.

        With an unknown chance only what is nothing anyway stays known.
        """
        if chance is None:
            return amount(*(0 if end == 0 else None for end in self.ends))
        steps = zip(
            self.ends,
            (chance.low, chance.likely, chance.high),
            (Rounding.DOWN, Rounding.HALF_UP, Rounding.UP),
            strict=True,
        )
        return amount(
            *(
                None if cents is None else divided(cents * share, CERTAINTY, rounding)
                for cents, share, rounding in steps
            )
        )


NOTHING = Amount(low_cents=0, likely_cents=0, high_cents=0)


def amount(low: int | None, likely: int | None, high: int | None) -> Amount:
    """Make an amount of its three ends."""
    return Amount(low_cents=low, likely_cents=likely, high_cents=high)


def _added(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left + right


def _subtracted(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left - right


def added(amounts: Iterable[Amount]) -> Amount:
    """Add amounts up; of none it is nothing."""
    found = NOTHING
    for item in amounts:
        found = found.plus(item)
    return found


# --- who pays ------------------------------------------------------------------------------------------


class PartyAmount(Noun):
    """What one party pays, for a municipality under one law."""

    party: Party
    law: str | None
    low_cents: int | None
    likely_cents: int | None
    high_cents: int | None

    @property
    def amount(self) -> Amount:
        """Give the amount by itself."""
        return amount(self.low_cents, self.likely_cents, self.high_cents)


class Period(Noun):
    """What every party pays over a period; the total is None as soon as one amount is unknown."""

    parties: tuple[PartyAmount, ...]
    municipality_together: Amount | None
    total: Amount | None


class Year(Noun):
    """A period of twelve months, named by the year in which it begins."""

    year: int
    parties: tuple[PartyAmount, ...]
    municipality_together: Amount | None
    total: Amount | None


class Side(Noun):
    """What every party pays, per year and over the two years."""

    years: tuple[Year, ...]
    two_years: Period


class Net(Noun):
    """The difference with the alternative in which nothing changes."""

    years: tuple[Year, ...]
    two_years: Period


Booked = Mapping[Account, Sequence[Amount]]
"""What is booked on each account, per year."""


def side_of(booked: Booked, first_year: int) -> Side:
    """Give what every party pays, per year and together."""
    parties = list(booked)
    years = tuple(
        _year(first_year + number, period_of({account: booked[account][number] for account in parties}))
        for number in range(YEARS)
    )
    return Side(
        years=years, two_years=period_of({account: added(amounts) for account, amounts in booked.items()})
    )


def period_of(paid: Mapping[Account, Amount]) -> Period:
    """Give what every party pays over one period."""
    parties = tuple(_party(account, found) for account, found in paid.items())
    own = [party.amount for party in parties if party.party is Party.MUNICIPALITY]
    return Period(
        parties=parties, municipality_together=_known(own), total=_known(party.amount for party in parties)
    )


def _year(year: int, period: Period) -> Year:
    return Year(
        year=year,
        parties=period.parties,
        municipality_together=period.municipality_together,
        total=period.total,
    )


def _party(account: Account, found: Amount) -> PartyAmount:
    low, likely, high = found.ends
    return PartyAmount(
        party=account.party, law=account.law, low_cents=low, likely_cents=likely, high_cents=high
    )


def _known(amounts: Iterable[Amount]) -> Amount | None:
    found = added(amounts)
    return None if None in found.ends else found


def net_of(side: Side, nothing: Side) -> Net:
    """Give the difference with the alternative in which nothing changes, end against end."""
    years = zip(side.years, nothing.years, strict=True)
    return Net(
        years=tuple(_year(year.year, _difference(year, other)) for year, other in years),
        two_years=_difference(side.two_years, nothing.two_years),
    )


def _difference(period: Period | Year, nothing: Period | Year) -> Period:
    return period_of(
        {
            Account(party=left.party, law=left.law): left.amount.minus(right.amount)
            for left, right in zip(period.parties, nothing.parties, strict=True)
        }
    )


# --- who gains ------------------------------------------------------------------------------------------


class Gain(Noun):
    """What is for one party, for a municipality under one law; the party is None where nobody said who."""

    party: Party | None
    law: str | None
    low_cents: int | None
    likely_cents: int | None
    high_cents: int | None

    @property
    def amount(self) -> Amount:
        """Give the amount by itself."""
        return amount(self.low_cents, self.likely_cents, self.high_cents)


class GainPeriod(Noun):
    """For whom the money of a period is; the total is that of who pays."""

    gainers: tuple[Gain, ...]
    total: Amount | None


class GainSide(Noun):
    """For whom the money is, per year and over the two years."""

    years: tuple[GainPeriod, ...]
    two_years: GainPeriod


def gain_side_of(booked: Mapping[Account | None, Sequence[Amount]]) -> GainSide:
    """Give for whom the money is, per year and together."""
    return GainSide(
        years=tuple(
            _gains({account: amounts[number] for account, amounts in booked.items()})
            for number in range(YEARS)
        ),
        two_years=_gains({account: added(amounts) for account, amounts in booked.items()}),
    )


def _gains(gained: Mapping[Account | None, Amount]) -> GainPeriod:
    return GainPeriod(
        gainers=tuple(_gain(account, found) for account, found in gained.items()),
        total=_known(gained.values()),
    )


def _gain(account: Account | None, found: Amount) -> Gain:
    low, likely, high = found.ends
    return Gain(
        party=None if account is None else account.party,
        law=None if account is None else account.law,
        low_cents=low,
        likely_cents=likely,
        high_cents=high,
    )
