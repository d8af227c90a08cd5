"""Money per party: a picture for each kind of money, the same in sentences and in a table; never one number."""

from collections.abc import Iterator, Sequence

import streamlit as st

from budget_engine.case import Nature
from budget_engine.drafts.attention import facts_of_kind
from budget_engine.drafts.labels import parameter_word, question_of
from budget_engine.drafts.options import unknown_costs
from budget_engine.drafts.shape import MATTER
from budget_engine.language.fact import EntityKind, Outlet
from budget_engine.returns import Period, Returns, Year
from budget_engine.sentences.names import Names, names_of
from budget_engine.sentences.paid import Bar, bars_of, paid_sentences
from budget_engine.trace import Missing, MissingKind
from ui.parts import bars, fact, money_behind
from ui.parts import table as tables
from ui.parts.bars import Scale
from ui.parts.fold import fold
from ui.parts.heading import Level, small_heading
from ui.parts.parties import PARTIES, TOGETHER, party_of, shown
from ui.parts.words import plain, unbroken
from ui.session import Here

_KINDS = {
    Nature.CERTAIN: "Wat wordt betaald",
    Nature.AVOIDED: "Wat er misschien niet van komt",
    Nature.SHIFTED: "Wat een ander dan betaalt",
    Nature.GAIN: "Wat er misschien bij komt",
}
_NOT_CERTAIN = {
    Nature.AVOIDED: "Wat een variant misschien voorkomt. Deze bedragen gelden alleen als dat zeker was, en dat is het "
    "niet: zij tellen nergens bij op en gaan nergens af.",
    Nature.SHIFTED: "Deze kosten verdwijnen niet: een ander betaalt ze dan. Ook zij tellen nergens bij op.",
    Nature.GAIN: "Wat iemand misschien verdient of krijgt, en voor wie dat is. Dit geldt alleen als dat zeker was: "
    "het telt nergens bij op en gaat nergens af.",
}
_ORDER = ("Eerste jaar", "Tweede jaar")


def show(here: Here, variants: list[str], level: Level = 4) -> None:
    """Show the money of some variants: pictures, sentences, what to know, and folded the table with its sources.

    `level` is that of its headings: one below the heading that it stands under.
    """
    ledgers = {name: here.view.weighing.alternative(name).returns for name in variants}
    known = {name: ledger for name, ledger in ledgers.items() if ledger is not None}
    if not known:
        st.info("Kies eerst vanaf welke dag de kosten worden vergeleken; daarna staat hier het geld.")
        _ask_start(here)
        return
    years = len(next(iter(known.values())).years)
    names = names_of(here.view.case, here.view.rule_set, here.labels, years)
    if not any(ledger.two_years.parties for ledger in known.values()):
        st.info("Er zijn nog geen kosten: voeg aanvragen of regels toe aan een variant.")
    pictured = {nature: bars_of(known, nature) for nature in Nature}
    scale = bars.scale_of(bar for listed in pictured.values() for bar in listed)
    for nature, listed in pictured.items():
        if listed and nature is Nature.CERTAIN:
            small_heading(_KINDS[nature], level)
            _picture(here, known, nature, listed, names, scale)
        elif listed:
            with st.expander(_KINDS[nature]):
                small_heading(_KINDS[nature], level)
                _picture(here, known, nature, listed, names, scale)
    _unknown(here, list(known))
    money_behind.to_know(here, known, level)
    opened = fold(
        "De bedragen in een tabel, per jaar en per wet", f"geldtabel:{here.draft.number}", kind="compact"
    )
    if opened.open:
        with opened:
            _table(here, known)
    money_behind.folded(here, known)
    _ask_start(here)


def _picture(
    here: Here, ledgers: dict[str, Returns], nature: Nature, listed: Sequence[Bar], names: Names, scale: Scale
) -> None:
    """Show one kind of money: the bars where there is one to draw, and the same in sentences."""
    if nature in _NOT_CERTAIN:
        st.markdown(_NOT_CERTAIN[nature])
    sentences = "\n".join(f"- {plain(unbroken(said))}" for said in paid_sentences(listed, names))
    if not any(bar.is_drawn for bar in listed):
        st.markdown(sentences)
    else:
        how = "staven" if nature is Nature.CERTAIN else "open staven"
        bars.show(
            listed,
            {bar.party: PARTIES[bar.party] for bar in listed},
            {name: here.labels.get(name, name) for name in ledgers},
            f"{_KINDS[nature]} in {names.period}, als {how} per partij en per variant. Onder de staven staat "
            "hetzelfde in zinnen, en in een tabel.",
            scale,
            is_certain=nature is Nature.CERTAIN,
        )
        with st.expander("Dezelfde bedragen in zinnen", type="compact"):
            st.markdown(sentences)
    if nature in _NOT_CERTAIN:
        money_behind.not_certain(here, ledgers, nature, _KINDS[nature])


def _table(here: Here, ledgers: dict[str, Returns]) -> None:
    listed = list(ledgers.values())
    if not listed[0].two_years.parties:
        return
    periods: list[tuple[str, list[Year | Period]]] = [
        (f"{_ORDER[number]} ({year.year})", [item.years[number] for item in listed])
        for number, year in enumerate(listed[0].years)
    ]
    periods.append(("Twee jaar samen", [item.two_years for item in listed]))
    tables.show(
        "Wat elke partij betaalt, per variant. Eerst het waarschijnlijke bedrag, daaronder het laagste en het "
        "hoogste. Bedragen van verschillende partijen worden niet bij elkaar opgeteld.",
        ["Wie betaalt", *(here.labels.get(name, name) for name in ledgers)],
        [(title, list(_rows(here, sides))) for title, sides in periods],
        more="varianten",
    )


def _ask_start(here: Here) -> None:
    wanted = here.view.rule_set.outlet.get(Outlet.LEDGER_START)
    for declared in facts_of_kind(here.view.rule_set, EntityKind.CASE):
        if wanted is not None and declared.name == wanted.name:
            fact.ask(here, MATTER, here.draft.case, declared)


# --- rows ----------------------------------------------------------------------------------------------


def _rows(here: Here, sides: Sequence[Year | Period]) -> Iterator[tables.Row]:
    parties = sides[0].parties
    for number, party in enumerate(parties):
        yield party_of(here, party.party, party.law), [shown(side.parties[number].amount) for side in sides]
    if sum(party.party == "gemeente" for party in parties) > 1:
        yield TOGETHER, [shown(side.municipality_together) for side in sides]


# --- what is not known ----------------------------------------------------------------------------------


def _unknown(here: Here, variants: list[str]) -> None:
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in variants:
        found = unknown_costs(here.view, name)
        said = (*(_question(here, item) for item in found.questions), *map(_blank, found.lines))
        if said:
            alike.setdefault(said, []).append(plain(here.labels.get(name, name)))
    for said, names in alike.items():
        st.markdown(f"**{'; '.join(names)}**: niet alle bedragen zijn bekend, want dit ontbreekt:")
        st.markdown("\n".join(f"- {line}" for line in said))


def _question(here: Here, item: Missing) -> str:
    declared = here.view.rule_set.fact.get(item.fact)
    if item.kind is MissingKind.PARAMETER or declared is None:
        title = parameter_word(here.view.rule_set, item.fact)
        return f"een bedrag dat de gemeente nog moet invullen: {plain(title)}"
    return f"{plain(question_of(declared))} ({plain(here.labels.get(item.entity, item.entity))})"


def _blank(what: str) -> str:
    return f"een bedrag bij de regel: {plain(what)}"
