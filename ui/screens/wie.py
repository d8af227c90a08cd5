"""Who somebody is here, and what that lets them do."""

import streamlit as st

from budget_engine.authority import Action, told
from ui.parts.name import described
from ui.parts.words import plain
from ui.session import at_work, guarded, to_worklist
from ui.signing_in import may


def render() -> None:
    """Show who is at work and what they may."""
    st.title("Wie u bent", anchor=False)
    who = at_work()
    st.markdown(plain(described(who)))
    if who.function:
        st.markdown(f"Functie: {plain(who.function)}.")
    st.header("Wat u mag", anchor=False)
    st.markdown("\n".join(f"- {told(action)}" for action in Action if may(action)))
    if not any(map(may, (Action.READ, Action.REPLAY, Action.SEE_CHAIN, Action.ASSIGN))):
        st.info(
            "Uw rol opent geen dossiers. U leest hier de regels waarmee wordt gerekend. Wijzigen gaat in de bestanden; "
            "de bladzijde Regels zegt hoe."
        )
        st.page_link("screens/regels.py", label="Naar Regels")
    to_worklist()


guarded(render)
