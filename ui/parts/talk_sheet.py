"""The sheet for the talk at the kitchen table, to take along: a PDF to print, and a file to change."""

from importlib.util import find_spec

import streamlit as st

from budget_engine.cli_letters import LACKING, NEEDED
from budget_engine.drafts.called import PEOPLE
from budget_engine.letter.docx import docx
from budget_engine.letter.pdf import pdf
from budget_engine.letter.talk_sheet import talk_sheet
from budget_engine.workbooks.sheets import file_name
from ui.session import Here

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EVERYBODY = "iedereen"


def offer(here: Here) -> None:
    """Offer the sheet of this dossier, for the whole household or for one person."""
    st.header("Gespreksblad om af te drukken", anchor=False)
    st.markdown(
        "Op het blad staat wat u al weet in eigen woorden, wat u nog wilt vragen, en ruimte om te schrijven. Er "
        "staan geen diagnoses, kosten of afspraken over veiligheid op."
    )
    if any(find_spec(name) is None for name in NEEDED):
        st.info(LACKING)
        return
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
    stem = file_name("gespreksblad", here.draft.case).removesuffix(".xlsx")
    left, right, _ = st.columns([2, 2, 3])
    with left:
        st.download_button(
            "Gespreksblad (PDF)",
            lambda: pdf(made.document, here.view.on),
            file_name=f"{stem}.pdf",
            mime="application/pdf",
            on_click="ignore",
            key=f"blad:pdf:{here.draft.number}",
        )
    with right:
        st.download_button(
            "Gespreksblad (Word)",
            lambda: docx(made.document),
            file_name=f"{stem}.docx",
            mime=_WORD,
            on_click="ignore",
            key=f"blad:docx:{here.draft.number}",
        )
