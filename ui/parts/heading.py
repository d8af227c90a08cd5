"""A heading below those of Streamlit, without the link to itself that it would put there."""

from html import escape
from typing import Literal, TypeAlias

import streamlit as st

Level: TypeAlias = Literal[3, 4]
"""How deep a small heading lies; somebody who goes from heading to heading misses none in between."""


def small_heading(text: str, level: Level = 4) -> None:
    """Write a small heading; its level is one below that of the heading it stands under."""
    style = "font-size:1rem;font-weight:600;margin:0;padding:.5rem 0 0"
    st.html(f'<h{level} style="{style}">{escape(text)}</h{level}>')
