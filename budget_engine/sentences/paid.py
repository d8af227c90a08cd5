"""What every party pays in each variant, as bars with a range and as sentences; nothing is added up over parties.

What is certain, what may be avoided, what shifts and what may be gained are four pictures and never
one. A municipality stands under all its laws together here; the table beside the picture has each law by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.case import Nature, Party
from budget_engine.language.arithmetic import divided
from budget_engine.language.expr import Rounding
from budget_engine.returns import NOTHING, Amount, Gain, PartyAmount, Returns
from budget_engine.returns.said import PARTIES
from budget_engine.sentences.names import Names, money
from budget_engine.values import show_cents


@dataclass(frozen=True)
class Bar:
    """What one party pays in one variant over all years of the ledger."""

    party: Party
    alternative: str
    amount: Amount

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is paid for sure."""
        return self.amount == NOTHING

    @property
    def is_drawn(self) -> bool:
        """Tell whether there is anything to draw: something is paid, and some of it is known."""
        return not self.is_nothing and any(cents is not None for cents in self.amount.ends)


def bars_of(ledgers: Mapping[str, Returns], nature: Nature) -> tuple[Bar, ...]:
    """Give the bars of one kind of money, by party and then by variant; without parties that pay nothing anywhere.

    What is not certain is as it would be if it were certain to come about; a gain stands at who gets it.
    """
    found: dict[Party, list[Bar]] = {}
    for name, ledger in ledgers.items():
        for party, amount in _by_party(_paid(ledger, nature)).items():
            found.setdefault(party, []).append(Bar(party, name, amount))
    return tuple(
        bar
        for party in Party
        if not all(bar.is_nothing for bar in found.get(party, ()))
        for bar in found[party]
    )


def _paid(ledger: Returns, nature: Nature) -> Sequence[PartyAmount | Gain]:
    if nature is Nature.CERTAIN:
        return ledger.two_years.parties
    both = next((apart.if_certain for apart in ledger.apart if apart.nature is nature), None)
    if both is None:
        return ()
    return both.gainers.two_years.gainers if nature is Nature.GAIN else both.payers.two_years.parties


def _by_party(listed: Iterable[PartyAmount | Gain]) -> dict[Party, Amount]:
    found: dict[Party, Amount] = {}
    for item in listed:
        if item.party is None:
            continue  # nobody said for whom it is; a gain always names who gets it
        found[item.party] = found.get(item.party, NOTHING).plus(item.amount)
    return found


# --- in words ------------------------------------------------------------------------------------------


def paid_sentences(bars: Iterable[Bar], names: Names) -> Iterator[str]:
    """Say of each party what it pays in each variant: what the bars show, for who does not see them."""
    by: dict[Party, list[Bar]] = {}
    for bar in bars:
        by.setdefault(bar.party, []).append(bar)
    for party, listed in by.items():
        alike: dict[Amount, list[str]] = {}
        for bar in listed:
            alike.setdefault(bar.amount, []).append(names.alternative(bar.alternative))
        said = "; ".join(f"bij {enumerated(where)} {range_said(amount)}" for amount, where in alike.items())
        yield sentence(f"{PARTIES[party]} in {names.period}: {said}")


def range_said(amount: Amount) -> str:
    """Write what is likely with its range, and what of it is not known.

    >>> range_said(Amount(low_cents=100, likely_cents=200, high_cents=300))
    'waarschijnlijk € 2,00 (€ 1,00 tot € 3,00)'
    >>> range_said(Amount(low_cents=100, likely_cents=None, high_cents=None))
    'minstens € 1,00, hooguit niet bekend'
    >>> range_said(NOTHING), range_said(Amount(low_cents=None, likely_cents=None, high_cents=None))
    ('niets', 'niet bekend')
    """
    low, likely, high = amount.ends
    if likely is None and None not in (low, high) and low != high:
        return f"{money(amount)} (wat waarschijnlijk is, is niet bekend)"
    around = _around(amount, show_cents)
    return around if around == money(amount) else f"waarschijnlijk {around}"


def short_said(amount: Amount) -> str:
    """Write an amount with its range in whole euros, as it fits beside a bar; in cents where those would hide it.

    >>> short_said(Amount(low_cents=149, likely_cents=25050, high_cents=300000))
    '€ 251 (€ 1 tot € 3.000)'
    >>> short_said(Amount(low_cents=60, likely_cents=100, high_cents=149))
    '€ 1,00 (€ 0,60 tot € 1,49)'
    >>> short_said(Amount(low_cents=None, likely_cents=None, high_cents=None))
    'niet bekend'
    """
    known = {cents for cents in amount.ends if cents is not None}
    is_hidden = len({_whole(cents) for cents in known | {0}}) < len(known | {0})
    return _around(amount, show_cents if is_hidden else _whole)


def _around(amount: Amount, write: Callable[[int], str]) -> str:
    """Write what is likely with its range between brackets, or the range alone where there is nothing to add."""
    low, likely, high = amount.ends
    if likely is None or (low == high and low is not None):
        return money(amount, write)
    span = "grenzen niet bekend" if low is None and high is None else money(amount, write)
    return f"{write(likely)} ({span})"


def _whole(cents: int) -> str:
    euros = divided(cents, CENTS, Rounding.HALF_UP)
    return show_cents(euros * CENTS).removesuffix(",00")


CENTS = 100  # in a euro
