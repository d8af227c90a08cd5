"""What was taken away: by its last words, with by whom and when, and a way back."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from budget_engine.drafts.entry import EXISTS, Field, joined
from budget_engine.drafts.options import CLAIMS, VARIANTS
from budget_engine.glossary import YES
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here, say

_OPEN = "weggehaald-open:"


def show(here: Here, place: Field, names: Sequence[str] | None = None) -> None:
    """Show what was taken away from a list, or some of it, folded; nothing where nothing was."""
    gone = here.draft.removed(place) if names is None else names
    if not gone:
        return
    kept = f"{here.draft.number}:{place}"
    opened = fold(
        f"Weggehaald ({len(gone)})",
        f"weggehaald:{kept}:{len(gone)}",
        is_open=st.session_state.get(_OPEN + kept, False),
        kind="compact",
    )
    st.session_state[_OPEN + kept] = opened.open
    if opened.open:
        with opened:
            for name in gone:
                _one(here, place, name)


def _one(here: Here, place: Field, name: str) -> None:
    words = here.in_words(place, name)
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        st.markdown(plain(words))
        entry = here.draft.entry(joined(place, name, EXISTS))
        if entry is not None:
            at = datetime.fromisoformat(entry.at)
            st.caption(f"Weggehaald op {at:%d-%m-%Y om %H:%M} door {plain(entry.written_by)}")
    said = f"Zet terug: {plain(words)}"
    if right.button("Zet terug", key=f"terug:{here.draft.number}:{place}/{name}", help=said):
        if place == CLAIMS and _was_chosen(here, name):
            say("De aanvraag staat er weer. Kies bij Varianten zelf in welke varianten zij hoort.")
        here.write(joined(place, name, EXISTS), YES)
        st.rerun()


def _was_chosen(here: Here, claim: str) -> bool:
    """Tell whether somebody ever put a claim in a variant: taking it away took it out of there too."""
    fields = (joined(VARIANTS, variant, CLAIMS) for variant in here.draft.parts(VARIANTS))
    return any(claim in (entry.given or ()) for field in fields for entry in here.draft.written_in(field))
