"""The lines of one alternative as they are counted: per year, in the prices of the year, each with its source."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from budget_engine.case import (
    Account,
    Alternative,
    Case,
    Chance,
    LedgerLine,
    Nature,
    Party,
    Rhythm,
)
from budget_engine.deadlines import Unit, shift
from budget_engine.effects import effect_key
from budget_engine.glossary import Noun, YesNo
from budget_engine.language.arithmetic import divided
from budget_engine.language.expr import Rounding
from budget_engine.language.fact import Outlet, Value
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns.amounts import YEARS, Amount, amount
from budget_engine.returns.break_even import BreakEven, Obstacle, break_even_of, total_of
from budget_engine.returns.prices import Prices, indexed
from budget_engine.values import Day

Derived = Mapping[tuple[str, str], Value | None]
"""The value of each derived fact, by fact and entity."""

MONTHS_IN_YEAR = 12  # the calendar

_OUTLETS = (
    (Outlet.FIRST_YEAR_LOW, Outlet.FIRST_YEAR_LIKELY, Outlet.FIRST_YEAR_HIGH),
    (Outlet.SECOND_YEAR_LOW, Outlet.SECOND_YEAR_LIKELY, Outlet.SECOND_YEAR_HIGH),
)


class Line(Noun):
    """One line of the ledger as it was counted, or, when it is not certain, as it was not.

    `counted_with` is the number of an earlier line with the same effect: its money stands there and counts
    once. `indexed_to` is the year in whose prices the amounts stand; without it they could not be brought there and
    are in those of `price_year`. A source is never shown without its weakness.
    """

    what: str
    claim: str | None
    party: Party
    law: str | None
    nature: Nature
    years: tuple[Amount, ...]
    break_even: BreakEven | None
    beneficiary: Account | None = None
    need: str | None = None
    effect: str | None = None
    counted_with: int | None = None
    chance: Chance | Literal["onbekend"] | None = None
    expected: tuple[Amount, ...] = ()
    counted_in: str | None = None
    price_year: str | None = None
    indexed_to: str | None = None
    source: str | None = None
    source_date: str | None = None
    reference_cost: str | None = None
    weakness: str | None = None
    to_verify: YesNo = False

    @property
    def payer(self) -> Account:
        """Give who pays."""
        return Account(party=self.party, law=self.law)

    @property
    def known_chance(self) -> Chance | None:
        """Give the chance that somebody dared to name, or None."""
        return self.chance if isinstance(self.chance, Chance) else None


class Ledger:
    """Makes the lines of each alternative of a case."""

    def __init__(
        self, case: Case, rule_set: RuleSet, derived: Derived, buckets: Sequence[date], on: Day
    ) -> None:
        self.claims = {claim.id: claim for claim in case.claims}
        self.names = {solution.id: solution.name for solution in case.solutions}
        parties = {str(party): party for party in Party}
        self.payer_of_law = {
            law.code: parties[law.carried_out_by] for law in rule_set.laws if law.carried_out_by in parties
        }
        self.own_laws = {law.code for law in rule_set.laws if law.carried_out_by == Party.MUNICIPALITY}
        self.rule_set = rule_set
        self.derived = derived
        self.buckets = buckets
        self.on = on
        self.prices = Prices(rule_set, on)

    def lines(self, alternative: Alternative) -> tuple[Line, ...]:
        """Give the lines of an alternative: its own claims first, then what the case records."""
        own = [self._of_claim(name) for name in alternative.claims if self.claims[name].law in self.own_laws]
        found = [*own]
        first: dict[str, int] = {}
        for written in alternative.returns:
            line = self._of_line(written, own)
            key = effect_key(line.effect)
            if key is not None and first.setdefault(key, len(found)) != len(found):
                line = line.model_copy(update={"counted_with": first[key]})
            found.append(line)
        return tuple(found)

    def derived_of(self, outlet: Outlet, claim: str) -> Value | None:
        """Give what the rules derive about a claim, by its part."""
        declared = self.rule_set.outlet.get(outlet)
        return None if declared is None else self.derived.get((declared.name, claim))

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
            need=claim.need,
        )

    def _cost(self, claim: str, outlet: Outlet) -> int | None:
        value = self.derived_of(outlet, claim)
        return value if isinstance(value, int) else None

    def _of_line(self, line: LedgerLine, own: Sequence[Line]) -> Line:
        name = line.reference_cost
        reference = None if name is None else self.rule_set.reference_cost(name, self.on)
        price_year = line.price_year or (None if reference is None else reference.known_year)
        factor = self.prices.factor(price_year)
        ends = [indexed(cents, factor) for cents in _ends_of(line, reference)]
        years = tuple(amount(*(self._share(line, end, year) for end in ends)) for year in range(YEARS))
        chance = line.chance if isinstance(line.chance, Chance) else None
        unsure = line.nature is not Nature.CERTAIN
        return Line(
            what=line.what,
            claim=None,
            party=line.payer.party,
            law=line.payer.law,
            nature=line.nature,
            years=years,
            break_even=self._break_even(line, years, own) if unsure and chance is None else None,
            beneficiary=line.beneficiary,
            need=line.need,
            effect=line.effect,
            chance=line.chance,
            expected=tuple(item.by_chance(chance) for item in years) if unsure else (),
            counted_in=line.counted_in,
            price_year=price_year,
            indexed_to=None if factor is None else str(self.prices.year),
            source=_joined(line.source, None if reference is None else reference.source),
            source_date=line.source_date or _day_of(reference),
            reference_cost=name,
            weakness=_joined(line.weakness, None if reference is None else reference.weakness),
            to_verify=reference is not None and reference.to_verify,
        )

    def _share(self, line: LedgerLine, cents: int | None, year: int) -> int | None:
        months = self._months_in(line, year)
        if not months:
            return 0
        if cents is None or line.rhythm is Rhythm.ONCE:
            return cents
        # Rounded over all months so far, less what the years before have of it: the years add up to the whole.
        before = sum(self._months_in(line, earlier) for earlier in range(year))
        until, already = (
            divided(cents * count, MONTHS_IN_YEAR, Rounding.HALF_UP) for count in (before + months, before)
        )
        return until - already

    def _months_in(self, line: LedgerLine, year: int) -> int:
        first, after = self.buckets[year], self.buckets[year + 1]
        count = 1 if line.rhythm is Rhythm.ONCE else line.duration or 0
        return sum(first <= shift(line.start, month, Unit.MONTHS) < after for month in range(count))

    def _break_even(self, line: LedgerLine, years: tuple[Amount, ...], own: Sequence[Line]) -> BreakEven:
        touched = [year for year in range(YEARS) if self._months_in(line, year)]
        paid = {item.claim: item for item in own}
        costs: list[int | None] | Obstacle
        if not line.against:
            costs = Obstacle.NOTHING_AGAINST
        elif any(claim not in paid for claim in line.against):
            # What another payer spends on a claim is not in this ledger, so it is not known.
            costs = Obstacle.OTHER_PAYER
        elif line.nature is Nature.GAIN and any(
            paid[claim].payer != line.beneficiary for claim in line.against
        ):
            # What another gains does not make good what is paid.
            costs = Obstacle.OTHER_GAINER
        else:
            # What was paid before the effect begins has to be made good too.
            until = max(touched, default=-1) + 1
            costs = [paid[claim].years[year].likely_cents for claim in line.against for year in range(until)]
        low = total_of(years[year].low_cents for year in touched)
        high = total_of(years[year].high_cents for year in touched)
        return break_even_of(costs, low, high, falls_in_reach=bool(touched))


def _ends_of(line: LedgerLine, reference: ReferenceCost | None) -> list[int | None]:
    """Give the amounts of a line; those it leaves to a reference cost are as many times that cost as it says."""
    given = (line.low, line.likely, line.high)
    known = (None, None, None) if reference is None else reference.ends
    times = line.quantity or 1
    return [
        end if not isinstance(end, str) else None if cost is None else cost * times
        for end, cost in zip(given, known, strict=True)
    ]


def _joined(own: str | None, other: str | None) -> str | None:
    return "; ".join(text for text in (own, other) if text) or None


def _day_of(reference: ReferenceCost | None) -> str | None:
    return None if reference is None or reference.source_date is None else reference.source_date.isoformat()
