"""The sheet for the talk at the kitchen table, to take along: a PDF to print, and a file to change."""

import streamlit as st

from budget_engine.drafts.called import PEOPLE
from budget_engine.letter.talk_sheet import talk_sheet
from ui.parts import take
from ui.parts.fold import fold
from ui.session import Here

_EVERYBODY = "iedereen"


def offer(here: Here) -> None:
    """Offer the sheet of this dossier, for the whole household or for one person."""
    opened = fold("Gespreksblad om af te drukken", f"gespreksblad:{here.draft.number}")
    if opened.open:
        with opened:
            _sheet(here)


def _sheet(here: Here) -> None:
    st.markdown(
        "Op het blad staat wat u al weet in eigen woorden, wat u nog wilt vragen, en ruimte om te schrijven. Er "
        "staan geen diagnoses, kosten of afspraken over veiligheid op."
    )
    persons = here.draft.parts(PEOPLE)
    names = {_EVERYBODY: "Iedereen in dit dossier", **{name: here.called(PEOPLE, name) for name in persons}}
    chosen = st.selectbox(
        "Voor wie is het blad?",
        list(names),
        format_func=names.__getitem__,
        key=f"gespreksblad:{here.draft.number}:{len(names)}",
        help="Vertelde iemand u iets alleen? Maak dan voor ieder een eigen blad.",
    )
    person = None if chosen == _EVERYBODY else chosen
    made = talk_sheet(here.view, person)
    if made.lacking:
        st.info("Voor dit blad ontbreken teksten. Vraag wie de regels beheert.")
        return
    number, login, house = here.draft.number, here.login, here.house
    take.buttons(
        here,
        made.name,
        f"blad:{number}",
        lambda form: house.papers.take_talk_sheet(number, person, form, login, house.at()),
    )
