"""The options: what could help, what is asked for under which law, and the variants side by side."""

import streamlit as st

from ui.parts.claims import claims, solutions
from ui.parts.compare import side_by_side
from ui.parts.variants import variants
from ui.session import Here, page


@page("Mogelijkheden")
def render(here: Here) -> None:
    """Show one part of the options at a time."""
    asked, bundled, beside = st.tabs(
        ["Voorzieningen en aanvragen", "Varianten", "Naast elkaar"],
        key=f"mogelijkheden:{here.draft.number}",
        on_change="rerun",
    )
    if asked.open:
        with asked:
            solutions(here)
            claims(here)
    if bundled.open:
        with bundled:
            variants(here)
    if beside.open:
        with beside:
            side_by_side(here)


render()
