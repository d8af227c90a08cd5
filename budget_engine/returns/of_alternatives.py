"""The ledger of every alternative: what is certain, what is not, what to know about it and what is missing."""

from collections.abc import Iterable
from datetime import date

from budget_engine.case import AlternativeKind, Case, Party
from budget_engine.deadlines import Unit, shift
from budget_engine.glossary import Noun
from budget_engine.language.fact import EntityKind, Facts, Outlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns.amounts import YEARS, GainSide, Net, Period, Year, net_of
from budget_engine.returns.booking import Apart, apart_of, certain_of, effects_of, payers_in
from budget_engine.returns.counterparts import not_comparable, without_counterpart
from budget_engine.returns.gaps import Gap, elsewhere, gaps_of
from budget_engine.returns.ledger import Derived, Ledger, Line
from budget_engine.returns.pockets import Flag, flags_of


class Returns(Noun):
    """The ledger of one alternative.

    Years, two years and net hold what is certain, by who pays; `gainers` is the same money by whom it is
    for. What is avoided or shifted stands `apart` and is never added to it.
    """

    years: tuple[Year, ...]
    two_years: Period
    net: Net | None
    lines: tuple[Line, ...]
    gainers: GainSide
    apart: tuple[Apart, ...]
    flags: tuple[Flag, ...]
    missing: tuple[Gap, ...]


def returns_of(case: Case, rule_set: RuleSet, facts: Facts, derived: Derived, on: date) -> dict[str, Returns]:
    """Give the ledger of every alternative; empty where the case does not say when the comparison starts."""
    start = _start(rule_set, facts)
    if start is None:
        return {}
    buckets = [shift(start, number, Unit.YEARS) for number in range(YEARS + 1)]
    ledger = Ledger(case, rule_set, derived, buckets, on)
    lines = {alternative.id: ledger.lines(alternative) for alternative in case.alternatives}
    effects = {name: effects_of(listed) for name, listed in lines.items()}
    accounts = payers_in(_all(lines.values()))
    certain = {name: certain_of(listed, accounts, start.year) for name, listed in effects.items()}
    nothing = next((a.id for a in case.alternatives if a.kind is AlternativeKind.NOTHING_CHANGES), None)
    found = {}
    for alternative in case.alternatives:
        name, before = alternative.id, effects.get(nothing or "", [])
        alone = list(without_counterpart(before, lines[name]))
        comparable = certain_of(not_comparable(before, alone), accounts, start.year)
        net = None if nothing is None else net_of(certain[name].payers, comparable.payers)
        found[name] = Returns(
            years=certain[name].payers.years,
            two_years=certain[name].payers.two_years,
            net=net,
            lines=lines[name],
            gainers=certain[name].gainers,
            apart=tuple(apart_of(effects[name], start.year)),
            flags=tuple(flags_of(alternative, ledger, lines[name], effects[name], before)),
            missing=(
                *gaps_of(lines[name], alone, ledger.prices, others_pay_less=_others_pay_less(net)),
                *elsewhere(alternative, case.alternatives, lines),
            ),
        )
    return found


def _others_pay_less(net: Net | None) -> bool:
    """Tell whether a party beside the municipality is known to pay less than when nothing changes."""
    parties = () if net is None else net.two_years.parties
    return any(
        party.party is not Party.MUNICIPALITY and party.likely_cents is not None and party.likely_cents < 0
        for party in parties
    )


def _all(lines: Iterable[tuple[Line, ...]]) -> list[Line]:
    return [line for listed in lines for line in listed]


def _start(rule_set: RuleSet, facts: Facts) -> date | None:
    declared = rule_set.outlet.get(Outlet.LEDGER_START)
    if declared is None:
        return None
    (matter,) = facts.by_kind[EntityKind.CASE]
    value = matter.values.get(declared.name)
    return value if isinstance(value, date) else None
