"""A short step that adds something: what was filled in stays until the step was taken."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_TAKEN = "gedaan:"


def form(key: str) -> DeltaGenerator:
    """Give the form of a step; Enter takes it."""
    return st.form(f"{key}:{st.session_state.get(_TAKEN + key, 0)}", border=False)


def key_in(key: str, name: str) -> str:
    """Give the key of a field in the form of a step, which is another one after the step was taken."""
    return f"{key}:{name}:{st.session_state.get(_TAKEN + key, 0)}"


def taken(key: str) -> None:
    """Say that a step was taken: the next time its form is empty."""
    st.session_state[_TAKEN + key] = st.session_state.get(_TAKEN + key, 0) + 1
