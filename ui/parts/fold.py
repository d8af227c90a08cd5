"""Something folded that stays as it is while somebody works in it, also when its title would change.

To Streamlit another title is another fold, which closes under the hands; so an open one keeps its title.
"""

from typing import Literal

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

_TITLE, _START = "opschrift:", "begin:"


def fold(
    title: str, key: str, *, is_open: bool = False, kind: Literal["default", "compact"] = "default"
) -> ExpanderContainer:
    """Give a fold to draw in where its `open` says so; `is_open` is how it starts."""
    starts_open = st.session_state.setdefault(_START + key, is_open)
    known = st.session_state.get(_TITLE + key)
    is_standing_open = st.session_state.get(key, starts_open)
    if known is not None and not is_standing_open and known != title:
        st.session_state[key] = False  # a fold that starts open stays closed under its new title
    shown = known if known is not None and is_standing_open else title
    st.session_state[_TITLE + key] = shown
    return st.expander(shown, expanded=starts_open, key=key, on_change="rerun", type=kind)
