"""What an alternative costs and yields: a ledger per party and year, never one number.

Amounts are gross, in whole cents, low / likely / high. What is not known is None and makes the total
None. An avoided or shifted cost is never added to what is certain: where nobody dares to name its chance, only the
break-even chance is given, rounded up. What the municipality pays for its own claims follows from the
declared facts (aantal, prijs, tarief); all other lines are read from the case.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from budget_engine.case import (
    Account,
    Alternative,
    AlternativeKind,
    Case,
    Chance,
    LedgerLine,
    Nature,
    Party,
    Rhythm,
)
from budget_engine.deadlines import Unit, shift
from budget_engine.glossary import Noun
from budget_engine.language.arithmetic import divided
from budget_engine.language.expr import Rounding
from budget_engine.language.fact import EntityKind, Facts, Outlet, Value
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import up_to_tenth_of_percent

Derived = Mapping[tuple[str, str], Value | None]
"""The value of each derived fact, by fact and entity."""

YEARS = 2
MONTHS_IN_YEAR = 12  # the calendar

_OUTLETS = (
    (Outlet.FIRST_YEAR_LOW, Outlet.FIRST_YEAR_LIKELY, Outlet.FIRST_YEAR_HIGH),
    (Outlet.SECOND_YEAR_LOW, Outlet.SECOND_YEAR_LIKELY, Outlet.SECOND_YEAR_HIGH),
)


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


NOTHING = Amount(low_cents=0, likely_cents=0, high_cents=0)


def amount(low: int | None, likely: int | None, high: int | None) -> Amount:
    """Make an amount of its three ends."""
    return Amount(low_cents=low, likely_cents=likely, high_cents=high)


def _added(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left + right


def _subtracted(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left - right


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


class Net(Noun):
    """The difference with the alternative in which nothing changes."""

    years: tuple[Year, ...]
    two_years: Period


class BreakEven(Noun):
    """How much smaller a chance must become before the costs are made good, in basis points."""

    at_low_bp: int | None
    at_high_bp: int | None


class Line(Noun):
    """One line of the ledger as it was counted, or, when it is not certain, as it was not."""

    what: str
    claim: str | None
    party: Party
    law: str | None
    nature: Nature
    years: tuple[Amount, ...]
    break_even: BreakEven | None


class Returns(Noun):
    """The ledger of one alternative."""

    years: tuple[Year, ...]
    two_years: Period
    net: Net | None
    lines: tuple[Line, ...]


def returns_of(case: Case, rule_set: RuleSet, facts: Facts, derived: Derived) -> dict[str, Returns]:
    """Give the ledger of every alternative; empty where the case does not say when the comparison starts."""
    start = _start(rule_set, facts)
    if start is None:
        return {}
    buckets = [shift(start, number, Unit.YEARS) for number in range(YEARS + 1)]
    ledger = _Ledger(case, rule_set, derived, buckets)
    lines = {alternative.id: ledger.lines(alternative) for alternative in case.alternatives}
    accounts = _accounts(
        line for listed in lines.values() for line in listed if line.nature is Nature.CERTAIN
    )
    years = {name: _years(listed, accounts, start) for name, listed in lines.items()}
    nothing = next((a.id for a in case.alternatives if a.kind is AlternativeKind.NOTHING_CHANGES), None)
    return {
        name: Returns(
            years=years[name],
            two_years=_period(_summed(years[name])),
            net=None if nothing is None else _net(years[name], years[nothing]),
            lines=lines[name],
        )
        for name in lines
    }


def _start(rule_set: RuleSet, facts: Facts) -> date | None:
    declared = rule_set.outlet.get(Outlet.LEDGER_START)
    if declared is None:
        return None
    (matter,) = facts.by_kind[EntityKind.CASE]
    value = matter.values.get(declared.name)
    return value if isinstance(value, date) else None


class _Ledger:
    def __init__(self, case: Case, rule_set: RuleSet, derived: Derived, buckets: list[date]) -> None:
        self.claims = {claim.id: claim for claim in case.claims}
        self.names = {solution.id: solution.name for solution in case.solutions}
        self.own_laws = {law.code for law in rule_set.laws if law.carried_out_by == Party.MUNICIPALITY}
        self.rule_set = rule_set
        self.derived = derived
        self.buckets = buckets

    def lines(self, alternative: Alternative) -> tuple[Line, ...]:
        """Give the lines of an alternative: its own claims first, then what the case records."""
        own = [self._of_claim(name) for name in alternative.claims if self.claims[name].law in self.own_laws]
        return (*own, *(self._of_line(line, own) for line in alternative.returns))

    def _of_claim(self, name: str) -> Line:
        claim = self.claims[name]
        return Line(
            what=self.names[claim.solution],
            claim=name,
            party=Party.MUNICIPALITY,
            law=claim.law,
            nature=Nature.CERTAIN,
            years=tuple(amount(*(self._cost(name, outlet) for outlet in ends)) for ends in _OUTLETS),
            break_even=None,
        )

    def _cost(self, claim: str, outlet: Outlet) -> int | None:
        declared = self.rule_set.outlet.get(outlet)
        value = None if declared is None else self.derived.get((declared.name, claim))
        return value if isinstance(value, int) else None

    def _of_line(self, line: LedgerLine, own: list[Line]) -> Line:
        years = tuple(
            amount(*(self._share(line, end, year) for end in (line.low, line.likely, line.high)))
            for year in range(YEARS)
        )
        unsure = line.nature is not Nature.CERTAIN and not isinstance(line.chance, Chance)
        return Line(
            what=line.what,
            claim=None,
            party=line.payer.party,
            law=line.payer.law,
            nature=line.nature,
            years=years,
            break_even=self._break_even(line, years, own) if unsure else None,
        )

    def _share(self, line: LedgerLine, cents: int | None, year: int) -> int | None:
        months = self._months_in(line, year)
        if not months:
            return 0
        if cents is None or line.rhythm is Rhythm.ONCE:
            return cents
        return divided(cents * months, MONTHS_IN_YEAR, Rounding.HALF_UP)

    def _months_in(self, line: LedgerLine, year: int) -> int:
        first, after = self.buckets[year], self.buckets[year + 1]
        count = 1 if line.rhythm is Rhythm.ONCE else line.duration or 0
        return sum(first <= shift(line.start, month, Unit.MONTHS) < after for month in range(count))

    def _break_even(self, line: LedgerLine, years: tuple[Amount, ...], own: list[Line]) -> BreakEven:
        touched = [year for year in range(YEARS) if self._months_in(line, year)]
        paid = {item.claim: item for item in own}
        # What another payer spends on a claim is not in this ledger, so it is not known.
        costs = [
            paid[claim].years[year].likely_cents if claim in paid else None
            for claim in line.against
            for year in touched
        ]
        cost = _total_of(costs) if costs else None
        low = _total_of([years[year].low_cents for year in touched])
        high = _total_of([years[year].high_cents for year in touched])
        return BreakEven(at_low_bp=_share_of(cost, low), at_high_bp=_share_of(cost, high))


def _total_of(amounts: list[int | None]) -> int | None:
    known = [cents for cents in amounts if cents is not None]
    return sum(known) if len(known) == len(amounts) else None


def _share_of(cost: int | None, avoided: int | None) -> int | None:
    return None if cost is None or not avoided else up_to_tenth_of_percent(cost, avoided)


def _accounts(lines: Iterable[Line]) -> list[Account]:
    found = {(line.party, line.law) for line in lines}
    order = sorted(found, key=lambda pair: (list(Party).index(pair[0]), pair[1] or ""))
    return [Account(party=party, law=law) for party, law in order]


def _years(lines: Iterable[Line], accounts: list[Account], start: date) -> tuple[Year, ...]:
    counted = [line for line in lines if line.nature is Nature.CERTAIN]
    years = []
    for number in range(YEARS):
        parties = []
        for account in accounts:
            found = NOTHING
            for line in counted:
                if (line.party, line.law) == (account.party, account.law):
                    found = found.plus(line.years[number])
            parties.append(_party(account.party, account.law, found))
        years.append(_year(start.year + number, _period(parties)))
    return tuple(years)


def _year(year: int, period: Period) -> Year:
    return Year(
        year=year,
        parties=period.parties,
        municipality_together=period.municipality_together,
        total=period.total,
    )


def _party(party: Party, law: str | None, found: Amount) -> PartyAmount:
    low, likely, high = found.ends
    return PartyAmount(party=party, law=law, low_cents=low, likely_cents=likely, high_cents=high)


def _period(parties: Iterable[PartyAmount]) -> Period:
    listed = tuple(parties)
    own = [party for party in listed if party.party is Party.MUNICIPALITY]
    return Period(parties=listed, municipality_together=_together(own), total=_together(listed))


def _together(parties: Iterable[PartyAmount]) -> Amount | None:
    found = NOTHING
    for party in parties:
        found = found.plus(party.amount)
    return None if None in found.ends else found


def _summed(years: Iterable[Year]) -> list[PartyAmount]:
    first, *later = years
    parties = list(first.parties)
    for year in later:
        parties = [
            _party(left.party, left.law, left.amount.plus(right.amount))
            for left, right in zip(parties, year.parties, strict=True)
        ]
    return parties


def _net(years: tuple[Year, ...], nothing: tuple[Year, ...]) -> Net:
    found = tuple(
        _year(year.year, _difference(year, other)) for year, other in zip(years, nothing, strict=True)
    )
    return Net(years=found, two_years=_difference(_period(_summed(years)), _period(_summed(nothing))))


def _difference(period: Period | Year, nothing: Period | Year) -> Period:
    parties = [
        _party(left.party, left.law, left.amount.minus(right.amount))
        for left, right in zip(period.parties, nothing.parties, strict=True)
    ]
    return _period(parties)
