"""Asks who is at work: a name that stands beside everything that is written down."""

import streamlit as st

from ui import session

_LONGEST = 60


def ask_name() -> None:
    """Ask for a name and start to work under it."""
    st.title("Welkom", anchor=False)
    st.write("Wie is er aan het werk? Uw naam komt te staan bij wat u invult.")
    with st.form("naam", border=False):
        name = st.text_input("Uw naam", max_chars=_LONGEST)
        sent = st.form_submit_button("Begin", type="primary")
    if sent and name.strip() and len(name) <= _LONGEST:
        session.begin(name)
        st.rerun()
    elif sent:
        st.error("Vul uw naam in.")
