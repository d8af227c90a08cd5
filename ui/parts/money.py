"""Money per party and year beside each other: never one number, and what is not known is said."""

from collections.abc import Iterator, Sequence

import streamlit as st

from budget_engine.case import Nature
from budget_engine.drafts.attention import facts_of_kind
from budget_engine.drafts.labels import parameter_word, question_of
from budget_engine.drafts.options import laws_to_pay, unknown_costs
from budget_engine.drafts.shape import MATTER
from budget_engine.language.fact import EntityKind, Outlet
from budget_engine.returns import Amount, BreakEven, Line, Period, Returns, Year
from budget_engine.returns.said import source_said
from budget_engine.trace import Missing, MissingKind
from budget_engine.values import print_basis_points, show_cents
from ui.parts import fact
from ui.parts import table as tables
from ui.parts.words import plain
from ui.session import Here

PARTIES = {
    "gemeente": "Gemeente", "zorgverzekeraar": "Zorgverzekeraar", "zorgkantoor": "Zorgkantoor", "uwv": "UWV",
    "svb": "SVB", "school": "School", "samenwerkingsverband": "Samenwerkingsverband van scholen",
    "gezin": "Het huishouden", "netwerk": "Het netwerk", "werkgever": "Werkgever",
    "woningcorporatie": "Woningcorporatie", "aanbieder": "Aanbieder", "fonds": "Fonds", "anders": "Iemand anders",
}  # fmt: skip
UNKNOWN_AMOUNT = "nog niet bekend"
_UNSURE = {Nature.AVOIDED: "komt er misschien niet van", Nature.SHIFTED: "een ander betaalt het dan"}


def table(here: Here, variants: list[str]) -> None:
    """Show the money of some variants side by side: low, likely and high per party and year."""
    ledgers = {name: here.view.weighing.alternative(name).returns for name in variants}
    known = {name: ledger for name, ledger in ledgers.items() if ledger is not None}
    if not known:
        st.info("Kies eerst vanaf welke dag de kosten worden vergeleken; daarna staat hier het geld.")
        _ask_start(here)
        return
    heads = ["Wie betaalt", *(here.labels.get(name, name) for name in known)]
    listed = list(known.values())
    periods: list[tuple[str, list[Year | Period]]] = [
        (f"{_ORDER[number]} ({year.year})", [item.years[number] for item in listed])
        for number, year in enumerate(listed[0].years)
    ]
    periods.append(("Twee jaar samen", [item.two_years for item in listed]))
    if listed[0].two_years.parties:
        tables.show(
            "Wat elke partij betaalt, per variant. Eerst het waarschijnlijke bedrag, daaronder het laagste en het "
            "hoogste. Bedragen van verschillende partijen worden niet bij elkaar opgeteld.",
            heads,
            [(title, list(_rows(here, sides))) for title, sides in periods],
        )
    else:
        st.info("Er zijn nog geen kosten: voeg aanvragen of regels toe aan een variant.")
    _unknown(here, list(known))
    _not_certain(here, known)
    _sources(here, known)
    _ask_start(here)


_ORDER = ("Eerste jaar", "Tweede jaar")


def _ask_start(here: Here) -> None:
    wanted = here.view.rule_set.outlet.get(Outlet.LEDGER_START)
    for declared in facts_of_kind(here.view.rule_set, EntityKind.CASE):
        if wanted is not None and declared.name == wanted.name:
            fact.ask(here, MATTER, here.draft.case, declared)


# --- rows ----------------------------------------------------------------------------------------------


def _rows(here: Here, sides: Sequence[Year | Period]) -> Iterator[tables.Row]:
    parties = sides[0].parties
    for number, party in enumerate(parties):
        yield _party(here, party.party, party.law), [shown(side.parties[number].amount) for side in sides]
    if sum(party.party == "gemeente" for party in parties) > 1:
        yield "Gemeente, alle wetten samen", [shown(side.municipality_together) for side in sides]


def _party(here: Here, party: str, law: str | None) -> str:
    return PARTIES[party] if law is None else f"{PARTIES[party]}, {laws_to_pay(here.view).get(law, law)}"


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


# --- what stands beside the table ----------------------------------------------------------------------


def _unknown(here: Here, variants: list[str]) -> None:
    for name in variants:
        found = unknown_costs(here.view, name)
        said = [*(_question(here, item) for item in found.questions), *map(_blank, found.lines)]
        if said:
            st.markdown(
                f"**{plain(here.labels.get(name, name))}**: het geld is nog niet bekend, want dit ontbreekt:"
            )
            st.markdown("\n".join(f"- {line}" for line in said))


def _question(here: Here, item: Missing) -> str:
    declared = here.view.rule_set.fact.get(item.fact)
    if item.kind is MissingKind.PARAMETER or declared is None:
        title = parameter_word(here.view.rule_set, item.fact)
        return f"een bedrag dat de gemeente nog moet invullen: {plain(title)}"
    return f"{plain(question_of(declared))} ({plain(here.labels.get(item.entity, item.entity))})"


def _blank(what: str) -> str:
    return f"een bedrag bij de regel: {plain(what)}"


def _not_certain(here: Here, ledgers: dict[str, Returns]) -> None:
    lines = [
        (name, line)
        for name, ledger in ledgers.items()
        for line in ledger.lines
        if line.nature is not Nature.CERTAIN
    ]
    if not lines:
        return
    tables.show(
        "Wat niet zeker is. Dit telt in de bedragen hierboven niet mee.",
        ["Wat", "Variant", "Wat voor geld", "Twee jaar samen", "Wanneer kost het niets extra?"],
        [
            (
                "",
                [
                    (
                        line.what,
                        [here.labels.get(name, name), _nature(here, line), shown(_both(line)), _even(line)],
                    )
                    for name, line in lines
                ],
            )
        ],
    )


def _sources(here: Here, ledgers: dict[str, Returns]) -> None:
    """Name the source and the weak side of every amount that others gave: it is never shown without."""
    said = [
        f"- {plain(line.what)} ({plain(here.labels.get(name, name))}): {plain('; '.join(source_said(line)))}"
        for name, ledger in ledgers.items()
        for line in ledger.lines
        if line.claim is None
    ]
    if said:
        st.markdown("**Waar deze bedragen vandaan komen**")
        st.markdown("\n".join(dict.fromkeys(said)))


def _nature(here: Here, line: Line) -> str:
    return f"{_UNSURE[line.nature]}\n({_party(here, line.party, line.law)})"


def _both(line: Line) -> Amount:
    first, *later = line.years
    for year in later:
        first = first.plus(year)
    return first


def _even(line: Line) -> str:
    found: BreakEven | None = line.break_even
    if found is None:
        return "de kans is geschat"
    known = [points for points in (found.at_high_bp, found.at_low_bp) if points is not None]
    if not known:
        return "niet uit te rekenen"
    ends = dict.fromkeys(map(print_basis_points, known))  # one figure where both ends are the same
    return f"als de kans hierop {' tot '.join(ends)} kleiner wordt"
