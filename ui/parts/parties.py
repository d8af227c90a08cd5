"""Who pays or gains, and how much, in the words of the screen."""

from budget_engine.case import Account
from budget_engine.drafts.options import laws_to_pay
from budget_engine.returns import Amount
from budget_engine.values import show_cents
from ui.session import Here

PARTIES = {
    "gemeente": "Gemeente", "zorgverzekeraar": "Zorgverzekeraar", "zorgkantoor": "Zorgkantoor", "uwv": "UWV",
    "svb": "SVB", "school": "School", "samenwerkingsverband": "Samenwerkingsverband van scholen",
    "gezin": "Het huishouden", "netwerk": "Het netwerk", "werkgever": "Werkgever",
    "woningcorporatie": "Woningcorporatie", "aanbieder": "Aanbieder", "fonds": "Fonds", "anders": "Iemand anders",
}  # fmt: skip
TOGETHER = "Gemeente, alle wetten samen"
UNKNOWN_AMOUNT = "nog niet bekend"


def party_of(here: Here, party: str, law: str | None) -> str:
    """Name a party, with the law under which it pays."""
    return PARTIES[party] if law is None else f"{PARTIES[party]}, {laws_to_pay(here.view).get(law, law)}"


def account_of(here: Here, account: Account | None) -> str:
    """Name an account; where nobody said whose it is, that is said."""
    return "nog niet opgeschreven" if account is None else party_of(here, account.party, account.law)


def shown(amount: Amount | None) -> str:
    """Write an amount with its range for people; one that is certain as one amount."""
    if amount is None or set(amount.ends) == {None}:
        return UNKNOWN_AMOUNT
    low, likely, high = (UNKNOWN_AMOUNT if cents is None else show_cents(cents) for cents in amount.ends)
    return (
        likely
        if low == likely == high
        else f"{likely}\nlaag\N{NO-BREAK SPACE}{low}\nhoog\N{NO-BREAK SPACE}{high}"
    )
