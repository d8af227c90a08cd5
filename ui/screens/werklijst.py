"""The worklist: every dossier with the term that ends first."""

from datetime import date

import streamlit as st

from budget_engine.authority import Action
from budget_engine.drafts.attention import Term
from budget_engine.errors import MaatwerkError
from budget_engine.follow_up import Left
from budget_engine.values import show_date
from budget_engine.workbooks.sheets import file_name
from budget_engine.workbooks.worklist import worklist
from budget_engine.worklist_row import Row
from ui import session
from ui.parts import short
from ui.parts.count import days_left
from ui.parts.words import plain
from ui.parts.workbook import offer
from ui.running import house
from ui.session import guarded
from ui.signing_in import may


def _new() -> None:
    who = session.at_work()
    listed = house().desk.worklist(house().today(), who, house().at())
    if not (may(Action.OPEN) and (who.teams or who.is_of_every_team)):
        return
    with st.expander("Nieuw dossier", expanded=not listed):
        with st.form("nieuw", border=False, enter_to_submit=True):
            number = st.text_input("Zaaknummer", max_chars=60)
            known = house().desk.municipalities()
            municipality = st.selectbox(
                "Gemeente", known, index=None if len(known) > 1 else 0, placeholder="Kies"
            )
            team: str | None = who.teams[0] if who.teams else ""
            if len(who.teams) > 1:
                team = st.selectbox("Team", who.teams, index=None, placeholder="Kies")
            sent = st.form_submit_button("Maak dossier", type="primary")
            simple = st.form_submit_button(
                "Maak eenvoudige aanvraag",
                help="Eén persoon, één vraag, één voorziening: alles op één bladzijde.",
            )
        if sent or simple:
            _open_new(number, municipality, team, is_simple=simple)


def _open_new(number: str, municipality: str | None, team: str | None, *, is_simple: bool) -> None:
    if team is None:
        st.error("Kies van welk team het dossier wordt.")
        return
    if municipality is None:
        st.error("Kies een gemeente. Staat zij er niet bij, vraag dan wie de regels beheert.")
        return
    try:
        opened = house().desk.open(number, municipality, session.at_work(), house().at(), team)
    except MaatwerkError as error:
        st.error(str(error))
        return
    session.open_dossier(opened)
    if is_simple:
        short.begin(opened, session.at_work(), house().today())
    st.switch_page("screens/kort.py" if is_simple else "screens/gesprek.py")


def _term(term: Term) -> str:
    return f"{show_date(term.day)}, {days_left(term.days_left)}: {term.finding.text}"


def _left(item: Left) -> str:
    if item.day is None or item.days_left is None:
        return f"**{plain(item.text)}**"
    return f"{show_date(item.day)}, {days_left(item.days_left)}: {plain(item.text)}"


def _row(row: Row, today: date) -> None:
    del today
    with st.container(border=True):
        name, rest, action = st.columns([3, 7, 2], vertical_alignment="center")
        name.markdown(f"**{row.head.case}**  \n{row.municipality}  \n{row.state}")
        if row.problem is not None:
            rest.markdown(
                "**Dit dossier kan nu niet worden doorgerekend.** Open het om te zien waarom; alles is bewaard."
            )
        elif row.is_sealed:
            rest.markdown("\n\n".join(map(_left, row.left)) or "Het besluit is vastgesteld.")
        elif row.first_term is not None:
            rest.markdown(_term(row.first_term))
        else:
            rest.markdown("Er loopt geen termijn.")
        if action.button("Open", key=f"open:{row.head.number}", help=f"Open dossier {row.head.case}"):
            session.open_dossier(row.head.number)
            st.switch_page("screens/gesprek.py")
        if may(Action.DISCARD):
            with action.popover("Meer", key=f"meer:{row.head.number}"):
                _discard(row)


def _discard(row: Row) -> None:
    st.write(f"Dossier {row.head.case} weggooien? Alles wat erin staat gaat weg en komt niet terug.")
    if row.head.record is not None:
        st.write("Wat ervan is vastgesteld, blijft.")
    if st.button("Gooi dit dossier weg", key=f"weg:{row.head.number}"):
        house().desk.discard(row.head.number, session.at_work(), house().at())
        if session.dossier() == row.head.number:
            session.open_dossier(None)
        st.rerun()


def render() -> None:
    """Show the worklist."""
    st.title("Werklijst", anchor=False)
    _new()
    today = house().today()
    rows = house().desk.worklist(today, session.at_work(), house().at())
    if not rows:
        st.info("Er zijn nog geen dossiers. Maak hierboven het eerste: een zaaknummer is genoeg.")
    for row in rows:
        _row(row, today)
    if rows:
        offer("Werklijst als Excel", lambda: worklist(rows, today), file_name("werklijst"))


guarded(render)
