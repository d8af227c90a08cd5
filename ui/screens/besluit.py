"""The decision: when, what and why, and per law who decides, about what, and what it comes to."""

import streamlit as st

from budget_engine.drafts.called import NOT_GRANTED
from budget_engine.drafts.entry import joined
from budget_engine.drafts.labels import capital, law_word
from budget_engine.drafts.proposal import PARTS_PLACE, proposal, to_decide
from budget_engine.drafts.shape import DECISION, decision_plain
from budget_engine.drafts.view import CHOSEN
from ui.parts import field, part_decision, removed, step
from ui.parts.words import plain
from ui.session import Here, page


def _judgement_first(here: Here) -> None:
    if here.view.judged_at is None:
        st.info(
            "Uw eigen inschatting is nog niet vastgelegd. Die komt voor het advies en voor het besluit. U kunt hier "
            "alvast schrijven; vaststellen kan pas daarna."
        )
        st.page_link("screens/inschatting.py", label="Naar de eigen inschatting")


def _whole(here: Here) -> None:
    variants = {item.id: here.labels[item.id] for item in here.view.case.alternatives}
    left, right = st.columns([1, 3])
    with left:
        field.text(here, joined(DECISION, "op"), "Datum van het besluit", placeholder="dag-maand-jaar")
    with right:
        field.choice(here, CHOSEN, "Gekozen variant", variants)
    left, right = st.columns(2)
    with left:
        field.text(here, joined(DECISION, "reden"), "Waarom deze variant?", is_long=True)
    with right:
        field.text(here, joined(DECISION, "zienswijze"), "Wat vindt de inwoner ervan?", is_long=True)


def _proposal(here: Here) -> None:
    if not here.view.case.claims:
        st.info("Er zijn nog geen aanvragen. Voeg ze eerst toe; daarna valt er iets te besluiten.")
        st.page_link("screens/mogelijkheden.py", label="Naar Mogelijkheden")
        return
    if not here.draft.text(CHOSEN):
        st.info("Kies hierboven een variant. Dan staat hier waarover een besluit nodig is.")
        return
    wanted = to_decide(here.view)
    written = proposal(here.view)
    if not wanted:
        st.info("In deze variant staat niets waarover de gemeente besluit.")
    if not written:
        return
    with st.container(border=True):
        st.markdown("**Dit weten we al.** Hierover is een besluit nodig:")
        laws: dict[str, list[str]] = {}
        for item in wanted:
            asked = "" if item.is_chosen else " (gevraagd, niet in de gekozen variant)"
            label = f"{plain(here.labels.get(item.claim.id, item.claim.id))}{asked}"
            laws.setdefault(item.claim.law, []).append(label)
        st.markdown("\n".join(f"- {label}" for labels in laws.values() for label in labels))
        st.caption(
            "Het voorstel vult in wat al in het dossier staat: de aanvragen, de begindatum en de regels met aantal en "
            "prijs. Wat u zelf schreef blijft staan. Redenen vult u zelf in."
        )
        if st.button("Neem het voorstel over", type="primary"):
            here.write_all(written)
            st.rerun()


def _parts(here: Here) -> None:
    laws = here.draft.parts(PARTS_PLACE)
    if not laws:
        return
    said = {part["wet"]: part for part in decision_plain(here.draft, here.view.rule_set)["deelbesluiten"]}
    required = to_decide(here.view)
    names = [plain(capital(law_word(law, here.view.rule_set))) for law in laws]
    for law, tab in zip(
        laws, st.tabs(names, key=f"wetten:{here.draft.number}", on_change="rerun"), strict=True
    ):
        if tab.open:
            with tab:
                part_decision.show(here, law, said[law], required)


def _not_granted(here: Here) -> None:
    for number in here.draft.parts(NOT_GRANTED):
        place = joined(NOT_GRANTED, number)
        left, middle, right = st.columns([4, 5, 2], vertical_alignment="bottom")
        with left:
            field.text(here, joined(place, "wat"), f"Wens {number}", is_long=True, height="content")
        with middle:
            field.text(
                here, joined(place, "reden"), f"Waarom niet (wens {number})?", is_long=True, height="content"
            )
        if right.button("Haal weg", key=f"weg:{place}", help=f"Haal wens {number} weg"):
            here.write(joined(place, "bestaat"), "nee")
            st.rerun()
    removed.show(here, NOT_GRANTED)
    with step.form("wens"):
        left, middle, right = st.columns([3, 5, 2], vertical_alignment="bottom")
        what = left.text_input("Wens die niet is toegekend")
        why = middle.text_input("Waarom niet?")
        sent = right.form_submit_button("Voeg toe")
    if sent and what.strip():
        here.add(NOT_GRANTED, "", [("wat", what.strip()), ("reden", why.strip() or None)])
        step.taken("wens")
        st.rerun()
    elif sent:
        st.error("Schrijf op wat de wens was.")


@page("Besluit")
def render(here: Here) -> None:
    """Show the decision."""
    _judgement_first(here)
    st.header("Wat is gekozen?", anchor=False)
    _whole(here)
    st.header("Per wet een deelbesluit", anchor=False)
    _proposal(here)
    _parts(here)
    st.header("Wat niet is toegekend", anchor=False)
    st.caption("Wensen die niet zijn toegekend, ook als er geen aanvraag voor was.")
    _not_granted(here)


render()
