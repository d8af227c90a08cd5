"""The worklist: the dossiers somebody may see, each with the term that ends first and what its end means."""

from dataclasses import replace
from datetime import date

import streamlit as st

from budget_engine.authority import Action
from budget_engine.errors import MaatwerkError
from budget_engine.follow_up import Left
from budget_engine.store.drafts import SEALED_STAYS
from budget_engine.values import show_date
from budget_engine.workbooks.sheets import file_name
from budget_engine.workbooks.worklist import worklist
from budget_engine.worklist_choice import (
    PAGE,
    Choice,
    chosen,
    nothing_found,
    on_page,
    only_municipality,
    pages,
    said,
)
from budget_engine.worklist_row import Row
from ui import session
from ui.parts import short, term_said, worklist_choice
from ui.parts.count import counted, days_left
from ui.parts.words import plain
from ui.parts.workbook import offer
from ui.running import house
from ui.session import guarded
from ui.signing_in import may


def _new(rows: list[Row]) -> None:
    who = session.at_work()
    if not (may(Action.OPEN) and (who.teams or who.is_of_every_team)):
        return
    with st.expander("Nieuw dossier", expanded=not rows):
        with st.form("nieuw", border=False, enter_to_submit=True):
            number = st.text_input("Zaaknummer", max_chars=60)
            known = house().desk.municipalities()
            usual = known[0] if len(known) == 1 else only_municipality(rows)
            municipality = st.selectbox(
                "Gemeente", known, index=known.index(usual) if usual in known else None, placeholder="Kies"
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
        st.error(plain(str(error)))
        return
    session.open_dossier(opened)
    if is_simple:
        short.begin(opened, session.at_work(), house().today())
    st.switch_page("screens/kort.py" if is_simple else "screens/gesprek.py")


def _left(item: Left) -> str:
    if item.day is None or item.days_left is None:
        return f"**{plain(item.text)}**"
    return f"{show_date(item.day)}, {days_left(item.days_left)}: {plain(item.text)}"


def _row(row: Row) -> None:
    with st.container(border=True):
        name, rest, action = st.columns([3, 7, 2], vertical_alignment="center")
        name.markdown(f"**{plain(row.head.case)}**  \n{row.municipality}  \n{row.state}")
        with rest:
            _stand(row)
        if action.button("Open", key=f"open:{row.head.number}", help=f"Open dossier {plain(row.head.case)}"):
            session.open_dossier(row.head.number)
            st.switch_page("screens/gesprek.py")
        if may(Action.DISCARD):
            with action.popover("Meer", key=f"meer:{row.head.number}"):
                _discard(row)


def _stand(row: Row) -> None:
    """Say what stands on a row: the term that ends first, and what it means when that day passes."""
    term = row.first_term
    if row.problem is not None:
        st.markdown(
            "**Dit dossier kan nu niet worden doorgerekend.** Open het om te zien waarom; alles is bewaard."
        )
    elif row.is_sealed:
        st.markdown("\n\n".join(map(_left, row.left)) or "Het besluit is vastgesteld.")
    elif term is None:
        st.markdown("Er loopt geen termijn.")
    else:
        term_said.show(term)
        _others(row)


def _others(row: Row) -> None:
    others = [term for term in row.terms if term.day != row.terms[0].day]
    if others:
        first = f"{show_date(others[0].day)}, {days_left(others[0].days_left).replace('*', '')}"
        st.caption(f"Daarna nog {counted(len(others), 'termijn', 'termijnen')}; de eerste: {first}.")


def _discard(row: Row) -> None:
    if row.head.is_kept:
        st.write(SEALED_STAYS)
        return
    st.write(f"Dossier {plain(row.head.case)} weggooien? Alles wat erin staat gaat weg en komt niet terug.")
    if st.button("Gooi dit dossier weg", key=f"weg:{row.head.number}"):
        house().discard(row.head.number, session.at_work())
        if session.dossier() == row.head.number:
            session.open_dossier(None)
        st.rerun()


def _pages(rows: list[Row], choice: Choice) -> Choice:
    """Lead to the next rows and back where there are more than fit on a page."""
    last = pages(rows)
    page = min(choice.page, last)
    if last == 1:
        return replace(choice, page=1)
    back, said, on = st.columns([1, 2, 1], vertical_alignment="center")
    start = (page - 1) * PAGE + 1
    said.caption(f"{start} tot en met {min(page * PAGE, len(rows))} van {len(rows)}")
    if back.button("Vorige", disabled=page == 1, width="stretch"):
        _turn_to(replace(choice, page=page - 1))
    if on.button("Volgende", disabled=page == last, width="stretch"):
        _turn_to(replace(choice, page=page + 1))
    return replace(choice, page=page)


def _turn_to(choice: Choice) -> None:
    worklist_choice.keep(choice)
    st.rerun()


def _rows(today: date) -> list[Row]:
    """Give the worklist; while much of it has yet to be worked out, say how far that is."""
    shown = st.empty()

    def tell(done: int, of: int) -> None:
        if of >= _MANY and done % _STEP == 0:
            shown.progress(
                done / of, f"De termijnen van vandaag worden uitgerekend: {done} van {of} dossiers."
            )

    with st.spinner("De termijnen van vandaag worden uitgerekend."):
        rows = house().desk.worklist(today, session.at_work(), house().at(), tell)
    shown.empty()
    return rows


_MANY, _STEP = 10, 5
"""So many dossiers take long enough to say so, and after so many it is said again."""


def render() -> None:
    """Show the worklist."""
    st.title("Werklijst", anchor=False)
    today = house().today()
    rows = _rows(today)
    _new(rows)
    if not rows:
        st.info("Er zijn nog geen dossiers. Maak hierboven het eerste: een zaaknummer is genoeg.")
        return
    choice = worklist_choice.ask(rows)
    found = chosen(rows, choice, session.at_work().name)
    _count(rows, found, choice)
    choice = _pages(found, choice)
    for row in on_page(found, choice.page):
        _row(row)
    if found:
        offer("Werklijst als Excel", lambda: worklist(found, today, said(choice)), file_name("werklijst"))


def _count(rows: list[Row], found: list[Row], choice: Choice) -> None:
    if not found:
        st.info(nothing_found(choice))
    if choice.is_everything:
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.caption(f"{len(found)} van de {counted(len(rows), 'dossier', 'dossiers')}: {said(choice)}.")
    if right.button("Toon alles", type="tertiary", width="stretch"):
        worklist_choice.forget()
        st.rerun()


guarded(render)
