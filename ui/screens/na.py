"""After sealing: sent, until when objection is possible, looked back at, extended, and texts to copy."""

import streamlit as st

from budget_engine.follow_up import FollowUp, case_system_lines, file_note
from budget_engine.recordkeeping import Sealed
from budget_engine.values import show_date
from ui import session
from ui.parts import looking_back, sealed, sending
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here, page


def _earlier(here: Here, last: int) -> None:
    """Show what is still open of what was sealed before, which a new decision does not take away."""
    listed = here.house.desk.earlier(last, here.house.today(), here.login, here.house.at())
    if not listed:
        return
    opened = fold("Eerder vastgesteld", f"eerder:{here.draft.number}")
    if opened.open:
        with opened:
            for record, found in listed.items():
                st.markdown(f"**Record {record}**: nog niet verzonden, of er kan nog bezwaar tegen.")
                sending.overview(here, found, f"Wat nog open staat van record {record}")
                sending.show(here, record, found)


# --- looking back and extending ------------------------------------------------------------------------------


def _looking_back(here: Here, what: Sealed, found: tuple[FollowUp, ...]) -> None:
    key = f"terugkijken:{what.number}"
    for item in found:
        if item.looked_back:
            st.subheader(plain(item.of.called), anchor=False)
            if looking_back.show(here, what, item):
                st.session_state[key] = item.of.part.room
                st.rerun()
    listed = sending.by_room(found)
    chosen = st.selectbox(
        "Waarop kijkt u terug?",
        list(listed),
        index=None,
        key=key,
        format_func=sending.called(listed),
        placeholder="Kies een deelbesluit",
    )
    if chosen is not None:
        looking_back.ask(here, what, listed[chosen])


def _extending(here: Here, record: int, found: tuple[FollowUp, ...]) -> None:
    granted = sending.by_room(item for item in found if item.of.is_granted)
    if not granted:
        st.markdown("Er is niets toegekend, dus er is niets om te verlengen.")
        return
    st.markdown(
        "U maakt een nieuw dossier met wat over deze persoon onder deze wet is vastgesteld. De inwoner hoeft niet "
        "opnieuw te melden of aan te vragen. Van huisgenoten en helpers gaat alleen mee wat voor het huishouden telt. "
        "Wat u van plan bent, uw eigen inschatting, het besluit en de periodes vult u opnieuw in."
    )
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        "Wat wilt u verlengen?",
        list(granted),
        index=None,
        format_func=sending.called(granted),
        placeholder="Kies een deelbesluit",
    )
    if right.button("Maak een dossier voor de verlenging", disabled=chosen is None) and chosen is not None:
        made = here.house.desk.extend(record, granted[chosen].of.part, here.login, here.house.at())
        session.open_dossier(made)
        st.switch_page("screens/gesprek.py")


def _texts(case: str, found: tuple[FollowUp, ...], record: int, kept: str) -> None:
    st.caption("Het zaaknummer, een regel per deelbesluit en een notitie, elk met een knop om te kopiëren.")
    st.code(case, language=None)
    for label, text in (
        ("Per deelbesluit een regel voor het zaaksysteem", case_system_lines(found, case, record)),
        ("Notitie voor het dossier", file_note(found, case, record, kept)),
    ):
        with st.expander(label):
            st.code(text, language=None, wrap_lines=True)


@page("Verzonden en daarna")
def render(here: Here) -> None:
    """Show what happened to the decision that was sealed last, and record what happens next."""
    last = sealed.sealed(here)
    if last is None or not last.hash:
        st.info(
            "Dit dossier is nog niet vastgesteld. Daarna legt u hier vast wanneer en hoe het besluit is verzonden."
        )
        st.page_link("screens/vaststellen.py", label="Naar Vaststellen")
        return
    at = here.house.at()
    what = here.house.desk.as_sealed_of(last.record, here.login, at)
    found = here.house.desk.follow_ups(last.record, here.login, at)
    st.markdown(
        f"Dit gaat over het besluit van **{show_date(what.decision.on)}**, vastgesteld als record {last.record}."
    )
    if last.since:
        st.info("Daarna is er iets gewijzigd in dit dossier. Wat hier staat, gaat over wat is vastgesteld.")
    st.header("Verzonden", anchor=False)
    sending.overview(here, found)
    sending.show(here, last.record, found)
    _earlier(here, last.record)
    st.header("Terugkijken", anchor=False)
    _looking_back(here, what, found)
    st.header("Verlengen", anchor=False)
    _extending(here, last.record, found)
    st.header("Om over te nemen", anchor=False)
    _texts(here.draft.case, found, last.record, last.hash)


render()
