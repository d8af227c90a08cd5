"""Giving dossiers to teams: their numbers only, nothing of what is in them."""

import streamlit as st

from budget_engine.errors import InputError
from budget_engine.store.heads import DraftHead
from ui.parts.words import plain
from ui.running import house
from ui.session import at_work, guarded


def _row(head: DraftHead) -> None:
    with st.container(border=True):
        name, team, action = st.columns([3, 4, 2], vertical_alignment="bottom")
        name.markdown(f"**{plain(head.case)}**  \ndossier {head.number}, {_standing(head)}")
        wanted = team.text_input("Team", value=head.team, key=f"team:{head.number}:{head.team}", max_chars=60)
        if action.button(
            "Geef aan dit team", key=f"geef:{head.number}", help=f"Geef dossier {head.number} aan een team"
        ):
            try:
                house().desk.assign(head.number, wanted, at_work(), house().at())
            except InputError as error:
                st.error(plain(str(error.issues[0].text)))
            else:
                st.rerun()


def _standing(head: DraftHead) -> str:
    return f"team {plain(head.team)}" if head.team else "nog van geen team"


def render() -> None:
    """Show which dossier is of which team."""
    st.title("Teams", anchor=False)
    heads = house().desk.teams(at_work(), house().at())
    st.write(
        "Alleen wie van het team is, kan een dossier lezen. Geef een dossier hier aan een team. Schrijf het team zoals "
        "het bij het aanmelden heet."
    )
    if not heads:
        st.info("Er zijn nog geen dossiers.")
    for head in heads:
        _row(head)


guarded(render)
