"""A workbook to take along: made when somebody asks for it, and the page stays as it is."""

from collections.abc import Callable

import streamlit as st

from budget_engine.workbooks.sheets import file_name
from ui.session import Here

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(label: str, make: Callable[[], bytes], name: str) -> None:
    """Offer a workbook under the name of its file."""
    st.download_button(label, make, file_name=name, mime=_KIND, on_click="ignore", key=f"werkboek:{name}")


def overview(here: Here) -> None:
    """Offer the overview of the open dossier as it stands."""
    number, login, house = here.draft.number, here.login, here.house
    offer(
        "Overzicht van het dossier als Excel",
        lambda: house.papers.take_overview(number, login, house.at()),
        file_name("overzicht", here.draft.case),
    )
