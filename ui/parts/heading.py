"""A heading below those of Streamlit, without the link to itself that it would put there."""

from html import escape

import streamlit as st


def small_heading(text: str) -> None:
    """Write a heading of the fourth level."""
    st.html(f'<h4 style="font-size:1rem;font-weight:600;margin:0;padding:.5rem 0 0">{escape(text)}</h4>')
