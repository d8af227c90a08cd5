"""What stands behind the money: what to know of it, what is missing, and where each amount comes from."""

from collections.abc import Iterable, Iterator, Mapping

import streamlit as st

from budget_engine.case import Nature
from budget_engine.drafts.options import laws_to_pay
from budget_engine.returns import Amount, Line, Returns
from budget_engine.returns.said import break_even_said, flag_said, gaps_said, source_said
from budget_engine.sentences.paid import range_said
from budget_engine.values import print_basis_points
from ui.parts import table as tables
from ui.parts.fold import fold
from ui.parts.heading import Level, small_heading
from ui.parts.parties import account_of, party_of, shown
from ui.parts.words import plain
from ui.session import Here

Ledgers = Mapping[str, Returns]


def not_certain(here: Here, ledgers: Ledgers, nature: Nature, kind: str) -> None:
    """Show each line that is not certain: who pays, for whom it is, when it breaks even, and its source.

    `kind` names the kind of money, by which somebody who hears the page tells its tables apart.
    """
    tables.show(
        f"{kind}, regel voor regel: wie dit dan betaalt, wie er voordeel van heeft, en waar het bedrag vandaan komt.",
        ["Wat", "Hoe het is opgeschreven"],
        [
            (f"{line.what} ({here.labels.get(name, name)})", _rows(here, line, ledger))
            for name, ledger in ledgers.items()
            for line in ledger.lines
            if line.nature is nature
        ],
    )


def _rows(here: Here, line: Line, ledger: Returns) -> list[tables.Row]:
    return [
        ("Wie betaalt dit dan?", [account_of(here, line.payer)]),
        ("Wie heeft er voordeel van?", [account_of(here, line.beneficiary)]),
        (
            "Twee jaar samen, als het zeker was",
            [f"{range_said(_all_years(line.years))}{_counted_once(line, ledger)}"],
        ),
        ("Hoe zeker is het?", [_chance(line)]),
        ("Waar komt het bedrag vandaan?", [list(source_said(line))]),
    ]


def _counted_once(line: Line, ledger: Returns) -> str:
    if line.counted_with is None:
        return ""
    return f"\ntelt één keer, samen met: {ledger.lines[line.counted_with].what}"


def _all_years(years: Iterable[Amount]) -> Amount:
    first, *later = years
    for year in later:
        first = first.plus(year)
    return first


def _chance(line: Line) -> str:
    if line.break_even is not None:
        return f"kans onbekend; {break_even_said(line.break_even, line.nature)}"
    chance = line.known_chance
    if chance is None:
        return "kans onbekend"
    ends = dict.fromkeys(map(print_basis_points, (chance.low, chance.likely, chance.high)))
    return f"kans geschat op {' / '.join(ends)}; naar die kans:\n{shown(_all_years(line.expected))}"


# --- what to know, and what is missing -------------------------------------------------------------------


def to_know(here: Here, ledgers: Ledgers, level: Level) -> None:
    """Say of which amounts somebody should know something, so that nobody reads a shift as a saving."""
    laws = laws_to_pay(here.view)
    said = _alike(
        (name, text)
        for name, ledger in ledgers.items()
        for text in (*(flag_said(flag, ledger, laws) for flag in ledger.flags), *_gains(here, ledger))
    )
    if said:
        small_heading("Wat u bij deze bedragen moet weten", level)
        _list(here, said)


def _gains(here: Here, ledger: Returns) -> Iterator[str]:
    """Say for whom certain money is, where somebody wrote that down."""
    for gain in ledger.gainers.two_years.gainers:
        if gain.party is not None:
            amount = ", ".join(shown(gain.amount).split("\n"))
            yield f"Van wat wordt betaald, is voor {party_of(here, gain.party, gain.law)}: {amount}."


def folded(here: Here, ledgers: Ledgers) -> None:
    """Fold up what is missing, and the source and weak side of every amount that others gave."""
    gaps = _alike((name, text) for name, ledger in ledgers.items() for text in gaps_said(ledger))
    if gaps:
        opened = fold(
            f"Wat er aan deze bedragen ontbreekt ({len(gaps)})",
            f"geldmist:{here.draft.number}",
            kind="compact",
        )
        if opened.open:
            with opened:
                _list(here, gaps)
    sources = _alike(
        (name, f"{line.what}: {'; '.join(source_said(line))}.")
        for name, ledger in ledgers.items()
        for line in ledger.lines
        if line.claim is None
    )
    if sources:
        opened = fold("Waar deze bedragen vandaan komen", f"geldbron:{here.draft.number}", kind="compact")
        if opened.open:
            with opened:
                _list(here, sources)


def _alike(said: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Put what is said of more variants in the same words together."""
    found: dict[str, list[str]] = {}
    for name, text in said:
        found.setdefault(text, []).append(name)
    return found


def _list(here: Here, said: Mapping[str, list[str]]) -> None:
    lines = (
        f"- {plain(text)} *({'; '.join(plain(here.labels.get(name, name)) for name in dict.fromkeys(names))})*"
        for text, names in said.items()
    )
    st.markdown("\n".join(lines))
