"""What is decided about one claim: the result, why, from when, and what it comes to line by line."""

from typing import Any

import streamlit as st

from budget_engine.assessment import Finding, Gate
from budget_engine.decision import GIVES, Result
from budget_engine.drafts.entry import Field, Given, joined
from budget_engine.drafts.labels import RESULTS
from budget_engine.drafts.proposal import (
    Matters,
    Sums,
    claim_place,
    intended_result,
    intention_for,
    matters,
    result_named,
    sums_of,
)
from budget_engine.values import parse_cents, show_cents
from ui.parts import field
from ui.parts.fold import fold
from ui.parts.words import plain, unbroken
from ui.session import Here

_DAY = "dag-maand-jaar"


def show(
    here: Here, law: str, claim: str, said: dict[str, Any], *, is_required: bool, is_chosen: bool
) -> None:
    """Show one claim folded, with what was decided so far; opened it can be changed."""
    place = claim_place(law, claim)
    sums = sums_of(said.get("regels", []))
    result = result_named(here.draft.text(joined(place, "uitkomst")))
    label = plain(here.labels.get(claim, claim))
    state = RESULTS[result].lower() if result is not None else "nog niets besloten"
    money = f" · {unbroken(show_cents(sums.cents))}" if sums.cents else ""
    opened = fold(f"**{label}** · {state}{money}", f"aanvraag:{field.key_of(here, place)}")
    if opened.open:
        with opened:
            _opened(here, law, claim, said, sums, is_required=is_required, is_chosen=is_chosen)


def _opened(
    here: Here, law: str, claim: str, said: dict[str, Any], sums: Sums, *, is_required: bool, is_chosen: bool
) -> None:
    place = claim_place(law, claim)
    result = result_named(here.draft.text(joined(place, "uitkomst")))
    if claim not in {item.id for item in here.view.case.claims}:
        st.warning("Deze aanvraag staat niet meer in het dossier. Haal haar uit het besluit.")
        _take_out(here, place)
        return
    _result(here, place, claim)
    _outside_choice(result, is_chosen=is_chosen)
    field.text(here, joined(place, "reden"), "Waarom?", is_long=True)
    if result is None:
        st.caption("Kies eerst de uitkomst; daarna staat hier wat er nog bij hoort.")
    else:
        _given(here, place, claim, result, said, sums)
    if not is_required:
        _take_out(here, place)


def _take_out(here: Here, place: Field) -> None:
    if st.button("Haal deze aanvraag uit het besluit", key=f"weg:{place}"):
        here.write(joined(place, "bestaat"), "nee")
        st.rerun()


def _result(here: Here, place: Field, claim: str) -> None:
    def along(given: str) -> list[tuple[Field, Given]]:
        result = result_named(given)
        written = None if result is None else intention_for(here.view, claim, result)
        return [] if written is None else [written]

    field.choice(here, joined(place, "uitkomst"), "Uitkomst", RESULTS, is_narrow=True, also=along)
    result = result_named(here.draft.text(joined(place, "uitkomst")))
    if result is None or intended_result(here.view, claim) is result:
        return
    st.warning(
        "Er is getoetst met een ander voornemen dan deze uitkomst. De regels over weigeren en verlagen kijken "
        "naar het voornemen, dus die twee moeten gelijk zijn."
    )
    if st.button("Toets opnieuw met deze uitkomst", key=f"gelijk:{place}"):
        here.write_all(along(str(result)))
        st.rerun()


def _outside_choice(result: Result | None, *, is_chosen: bool) -> None:
    if not is_chosen and result in GIVES:
        st.warning(
            "Deze aanvraag hoort niet bij de gekozen variant. Toekennen kan alleen wat in die variant staat; "
            "kies een andere uitkomst, of voeg haar bij Mogelijkheden aan de variant toe."
        )
    elif not is_chosen:
        st.caption("Dit is gevraagd en hoort niet bij de gekozen variant. Wie iets vraagt, krijgt antwoord.")


def _given(here: Here, place: Field, claim: str, result: Result, said: dict[str, Any], sums: Sums) -> None:
    needs = matters(here.view, claim, sums.cents)
    if result in GIVES:
        field.text(here, joined(place, "activiteiten"), "Wat gebeurt er, en hoe vaak?", is_long=True)
    if result is not Result.REFUSED or any(here.draft.text(joined(place, end)) for end in ("van", "tot")):
        left, right = st.columns(2)
        with left:
            field.text(here, joined(place, "van"), "Eerste dag", placeholder=_DAY)
        with right:
            field.text(here, joined(place, "tot"), "Laatste dag", placeholder=_DAY)
    if result in GIVES:
        _gate(here, place, needs)
    elif needs.bars_used or here.draft.text(joined(place, "gebruik_van_kan")):
        _because(
            "Dit mag worden geweigerd, maar het hoeft niet. Zeg daarom waarom het toch gebeurt.",
            needs.bars_used,
        )
        field.text(here, joined(place, "gebruik_van_kan"), "Waarom toch?", is_long=True)
    if result in GIVES or said.get("regels"):
        _lines(here, place, result, said, sums)
    if result in GIVES:
        _difference(here, place, needs)


def _gate(here: Here, place: Field, needs: Matters) -> None:
    match needs.gate:
        case Gate.CLOSED:
            _because("Volgens de wet kan dit niet worden toegekend.", needs.gate_findings)
            st.page_link("screens/letop.py", label="Naar Let op")
        case Gate.BY_DEVIATION:
            _because("Dit kan alleen met een vastgelegde afwijking.", needs.gate_findings)
            st.page_link("screens/letop.py", label="Naar Let op")
        case Gate.UNKNOWN:
            _because(
                "Nog niet bekend is of dit kan. Noem waaraan eerst moet zijn voldaan, of waarom u nu al toekent.",
                needs.gate_findings,
            )
        case Gate.PROVIDED:
            _because("Dit kan, als aan het volgende is voldaan.", needs.gate_findings)
        case Gate.OPEN:
            pass
    stands = [name for name in ("voorwaarde", "ondanks_onbekend") if here.draft.text(joined(place, name))]
    if needs.gate in (Gate.UNKNOWN, Gate.PROVIDED) or "voorwaarde" in stands:
        field.text(here, joined(place, "voorwaarde"), "Waaraan moet eerst zijn voldaan?", is_long=True)
    if needs.asks_condition or "ondanks_onbekend" in stands:
        field.text(here, joined(place, "ondanks_onbekend"), "Of: waarom nu al toekennen?", is_long=True)


def _because(first: str, findings: tuple[Finding, ...]) -> None:
    listed = "\n".join(f"- {plain(text)}" for text in dict.fromkeys(item.text for item in findings))
    st.info(f"{first}\n\n{listed}" if listed else first)


# --- lines -----------------------------------------------------------------------------------------------


def _lines(here: Here, place: Field, result: Result, said: dict[str, Any], sums: Sums) -> None:
    rows = joined(place, "regels")
    names = here.draft.parts(rows)
    st.markdown("**Wat het kost**")
    if result not in GIVES and names:
        st.warning("Bij deze uitkomst horen geen regels met bedragen.")
        if st.button("Haal alle regels weg", key=f"regels weg:{place}"):
            here.write_all([(joined(rows, name, "bestaat"), "nee") for name in names])
            st.rerun()
    for name, line in zip(names, said.get("regels", []), strict=True):
        _line(here, joined(rows, name), name, line)
    if result in GIVES and st.button("Voeg regel toe", key=f"regel erbij:{place}"):
        _add_line(here, place, rows, names)
    if sums.years or sums.incomplete:
        st.markdown(sums_text(sums))


def _line(here: Here, own: Field, name: str, line: dict[str, Any]) -> None:
    st.markdown(f"Regel {name}: {_summary(line)}")
    opened = st.expander(
        f"Wijzig regel {name}", key=_key_of_line(here, own), on_change="rerun", type="compact"
    )
    if not opened.open:
        return
    with opened:
        field.text(here, joined(own, "wat"), "Waarvoor?")
        quantity, unit, price, amount = st.columns(4)
        with quantity:
            field.text(here, joined(own, "aantal"), "Aantal")
        with unit:
            field.text(here, joined(own, "eenheid"), "Eenheid", placeholder="bijvoorbeeld uur")
        with price:
            field.text(here, joined(own, "prijs"), "Prijs per eenheid", placeholder="bijvoorbeeld 38,40")
        amount.markdown(f"Bedrag  \n**{_amount(line)}**")
        since, until, account, source = st.columns(4)
        with since:
            field.text(here, joined(own, "van"), "Van", placeholder=_DAY)
        with until:
            field.text(here, joined(own, "tot"), "Tot en met", placeholder=_DAY)
        with account:
            field.text(here, joined(own, "taakveld"), "Taakveld", placeholder="bijvoorbeeld 6.711")
        with source:
            field.text(here, joined(own, "bron"), "Bron van de prijs")
        field.text(here, joined(own, "voorwaarde"), "Alleen als (mag leeg blijven)")
        for problem in here.view.reading.decision_problems.get(own, ()):
            st.markdown(f":red[**Klopt nog niet:** {plain(problem)}]")
        if st.button("Haal deze regel weg", key=f"weg:{own}"):
            here.write(joined(own, "bestaat"), "nee")
            st.rerun()


def _key_of_line(here: Here, own: Field) -> str:
    return f"regel:{field.key_of(here, own)}"


def _add_line(here: Here, place: Field, rows: Field, names: tuple[str, ...]) -> None:
    """Add a line that starts with the days of the claim and the account of the line before it."""
    given: list[tuple[Field, Given]] = [
        (name, here.draft.text(joined(place, name))) for name in ("van", "tot")
    ]
    if names:
        given.append(("taakveld", here.draft.text(joined(rows, names[-1], "taakveld"))))
    added = here.add(rows, "", [(name, text) for name, text in given if text])
    st.session_state[_key_of_line(here, joined(rows, added))] = True
    st.rerun()


def _summary(line: dict[str, Any]) -> str:
    what = plain(str(line.get("wat", "nog zonder omschrijving")))
    if "bedrag" not in line:
        return f"{what} · nog niet compleet"
    counted = f"{line['aantal']} {plain(str(line.get('eenheid', '')))} maal {_euros(line['prijs'])}"
    return f"{what} · {counted} = **{_euros(line['bedrag'])}**"


def _amount(line: dict[str, Any]) -> str:
    return _euros(line["bedrag"]) if "bedrag" in line else "nog niet bekend"


def _euros(written: str) -> str:
    return show_cents(parse_cents(written))


def sums_text(sums: Sums) -> str:
    """Write what lines come to, and per year where that is known."""
    years = ", ".join(f"{year}: {show_cents(cents)}" for year, cents in sums.years)
    per_year = f" ({years})" if years else ""
    incomplete = ""
    if sums.incomplete:
        word = "regel is" if sums.incomplete == 1 else "regels zijn"
        incomplete = f" {sums.incomplete} {word} nog niet compleet."
    return f"Samen: **{show_cents(sums.cents)}**{per_year}.{incomplete}"


def _difference(here: Here, place: Field, needs: Matters) -> None:
    standing = here.draft.text(joined(place, "verschil"))
    if needs.derived_cents is None:
        st.info("Uit de feiten volgt geen bedrag. Zeg waar de regels op rusten.")
    elif needs.asks_difference:
        st.info(
            f"De regels zijn samen {show_cents(needs.total_cents)}; uit de feiten volgt "
            f"{show_cents(needs.derived_cents)} voor het eerste jaar. Zeg waarom dat verschilt."
        )
    elif not standing:
        return
    field.text(here, joined(place, "verschil"), "Waarom dit bedrag?", is_long=True)
