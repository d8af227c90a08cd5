"""One variant: what belongs to it, whether it answers every need, and what it does to the goals."""

import streamlit as st

from budget_engine.case import AlternativeKind
from budget_engine.drafts.attention import facts_of_kind
from budget_engine.drafts.called import PEOPLE, PREFERENCE, SUPPORT, who_is
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.drafts.options import (
    CLAIMS,
    VARIANTS,
    claims_of,
    kind_of,
    may_go,
    variant_names,
)
from budget_engine.language.fact import EntityKind
from ui.parts import fact, field, ledger, removed, step
from ui.parts.goals import goals
from ui.parts.heading import small_heading
from ui.parts.one_of import go_to, pick
from ui.parts.words import plain
from ui.session import Here

_WHY_FILLED = {
    AlternativeKind.NOTHING_CHANGES: "Vanzelf ingevuld met de aanvragen waarvan vaststaat dat ze nu al lopen.",
    AlternativeKind.USUAL_ROUTE: "Vanzelf ingevuld met wat in natura kan: per vraag en per wet de eerste aanvraag.",
}


def variants(here: Here) -> None:
    """Show one variant at a time, and room for another."""
    st.header("Varianten", anchor=False)
    st.write("Drie varianten zijn er altijd. Voeg er een toe als er nog een ander plan is.")
    names = variant_names(here.view)
    left, right = st.columns(2, vertical_alignment="bottom")
    with right:
        _new(here)
    with left:
        chosen = pick(here, "Welke variant vult u in?", VARIANTS, names)
    _one(here, names, chosen)
    removed.show(here, VARIANTS)


def _one(here: Here, names: dict[str, str], chosen: str | None) -> None:
    if chosen is None:
        return
    place = joined(VARIANTS, chosen)
    st.subheader(plain(names[chosen]), anchor=False)
    field.text(here, joined(place, "naam"), "Naam van deze variant", placeholder=names[chosen])
    _belongs(here, chosen)
    for declared in facts_of_kind(here.view.rule_set, EntityKind.ALTERNATIVE):
        fact.ask(here, place, chosen, declared)
    goals(here, chosen)
    _preference(here, chosen)
    ledger.lines(here, chosen)
    if may_go(here.draft, chosen) and st.button("Haal deze variant weg", key=f"weg:{place}"):
        here.write(joined(place, EXISTS), "nee")
        st.rerun()


def _new(here: Here) -> None:
    with step.form("variant"):
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        name = left.text_input("Nieuwe variant", placeholder="bijvoorbeeld: één plan")
        sent = right.form_submit_button("Voeg toe")
    if sent and name.strip():
        written = [("naam", name.strip()), ("soort", str(AlternativeKind.VARIANT))]
        go_to(here, VARIANTS, here.add(VARIANTS, name, list(written)))
        step.taken("variant")
        st.rerun()
    elif sent:
        st.error("Geef de variant een naam.")


def _belongs(here: Here, variant: str) -> None:
    place = joined(VARIANTS, variant)
    small_heading("Wat hoort erbij?")
    names = here.view.claim_names
    standing, is_filled = claims_of(here.view, variant)
    if names:
        field.choices(here, joined(place, CLAIMS), "Aanvragen", names, standing)
    else:
        st.info("Er zijn nog geen aanvragen. Voeg ze toe onder 'Voorzieningen en aanvragen'.")
    said = _WHY_FILLED.get(kind_of(here.draft, variant))
    if is_filled and said:
        st.caption(f"{said} Kiest u zelf iets, dan blijft het zoals u het kiest.")
    offered = {name: here.called(SUPPORT, name) for name in here.draft.parts(SUPPORT)}
    if offered:
        field.choices(
            here,
            joined(place, "steun"),
            "Eigen inbreng en netwerk",
            offered,
            here.draft.chosen(joined(place, "steun")),
        )
    else:
        st.caption("Er is nog geen eigen inbreng of netwerk vastgelegd. Dat kan bij Huishouden en netwerk.")


def _preference(here: Here, variant: str) -> None:
    place = joined(VARIANTS, variant, PREFERENCE)
    people = {name: here.called(PEOPLE, name) for name in here.draft.parts(PEOPLE)}
    small_heading("Wie wil dit het liefst?")
    if not people:
        st.info("Voeg eerst iemand toe in het gesprek.")
        return
    rows = here.draft.parts(place)
    for number in rows:
        own = joined(place, number)
        person = here.draft.text(joined(own, "wie"))
        left, right = st.columns([5, 2], vertical_alignment="bottom")
        with left:
            label = f"Op welke plaats zet {plain(who_is(here.draft, person))} deze variant?"
            field.text(here, joined(own, "plaats"), label, placeholder="1 is het liefst")
        if right.button("Haal weg", key=f"weg:{own}"):
            here.write(joined(own, EXISTS), "nee")
            st.rerun()
    said = {here.draft.text(joined(place, number, "wie")) for number in rows}
    gone = here.draft.removed(place)
    removed.show(
        here, place, [name for name in gone if here.draft.text(joined(place, name, "wie")) not in said]
    )
    others = {name: word for name, word in people.items() if name not in said}
    if others:
        _new_preference(here, place, others)


def _new_preference(here: Here, place: str, people: dict[str, str]) -> None:
    with step.form(f"voorkeur:{place}"):
        left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
        person = left.selectbox(
            "Voorkeur van", list(people), index=None, format_func=people.__getitem__, placeholder="Kies"
        )
        rank = middle.text_input("Plaats", placeholder="1 is het liefst")
        sent = right.form_submit_button("Voeg voorkeur toe")
    if sent and person and rank.strip():
        here.add(place, "", [("wie", person), ("plaats", rank.strip())])
        step.taken(f"voorkeur:{place}")
        st.rerun()
    elif sent:
        st.error("Kies van wie de voorkeur is en op welke plaats deze variant komt.")
