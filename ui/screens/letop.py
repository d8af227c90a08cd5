"""What to look out for: three findings that decide, three questions to ask, and the rest folded."""

import streamlit as st

from budget_engine.drafts.attention import MOST, Raised, terms, undecided
from ui.parts import finding, outlook, term_said, to_ask, ways
from ui.parts.count import counted
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here, page


@page("Let op")
def render(here: Here) -> None:
    """Show the findings."""
    assessment = here.view.weighing.assessment
    holding, unknown = list(here.view.raised), undecided(assessment)
    if not here.view.case.needs:
        st.info("Zodra er een vraag is opgeschreven, staat hier wat de wet daarover zegt.")
        st.page_link("screens/gesprek.py", label="Naar het gesprek")
    running = terms(assessment, here.house.today(), here.view.rule_set)
    term_said.listed(running, f"termijnen:{here.draft.number}")
    st.header("Dit weegt het zwaarst", anchor=False)
    if not holding:
        st.write("Er is nog niets gevonden dat geldt.")
    for number, item in enumerate(holding[:MOST]):
        finding.show(here, item, f"beslist:{number}:{item.first.rule}")
    st.header("Dit is nog te vragen", anchor=False)
    to_ask.first(here)
    if here.view.to_ask:
        st.page_link("screens/feiten.py", label="Naar de vragen")
    st.header("De rest", anchor=False)
    _folded(here, f"Wat ook geldt ({max(len(holding) - MOST, 0)})", holding[MOST:], "ook")
    _folded(here, f"Wat nog niet bekend is ({len(unknown)})", unknown, "onbekend")
    ways.show(here)
    _gates(here)
    if assessment.faults:
        st.error(
            "Een tabel in de regels geeft geen antwoord of twee antwoorden. Dit houdt vaststellen tegen. "
            "Vraag wie de regels beheert: " + ", ".join(sorted({fault.table for fault in assessment.faults}))
        )


def _gates(here: Here) -> None:
    """Fold up per claim what would turn what may and must; of the advice nothing is said here."""
    words = here.view.claim_words
    named = {name: said for name, said in here.view.claim_names.items() if name in words}
    if not named:
        return
    st.header(outlook.TITLE, anchor=False)
    st.write("Per aanvraag wat nu mag en moet, en welke feiten dat anders zouden maken.")
    opened = fold(
        counted(len(named), "aanvraag", "aanvragen").capitalize(), f"anders:poorten:{here.draft.number}"
    )
    if opened.open:
        with opened:
            for name, said in named.items():
                outlook.of_gate(here, name, f"{plain(said)}: {words[name]}")


def _folded(here: Here, label: str, items: list[Raised], key: str) -> None:
    if not items:
        return
    opened = st.expander(label, key=f"rest:{key}:{here.draft.number}", on_change="rerun")
    if opened.open:
        with opened:
            for number, item in enumerate(items):
                finding.show(here, item, f"{key}:{number}:{item.first.rule}")


render()
