"""A workbook to take along: made when somebody asks for it, and the page stays as it is."""

from collections.abc import Callable

import streamlit as st

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(label: str, make: Callable[[], bytes], name: str) -> None:
    """Offer a workbook under the name of its file."""
    st.download_button(label, make, file_name=name, mime=_KIND, on_click="ignore", key=f"werkboek:{name}")
