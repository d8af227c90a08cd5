"""Choosing which one of many is drawn; the choice holds while names change and parts are added."""

from collections.abc import Mapping
from zlib import crc32

import streamlit as st

from ui.session import Here

_JUST = "zojuist:"


def key_with(key: str, names: Mapping[str, str]) -> str:
    """Give the key of a list under these very names.

    A browser sends back the words it showed. Under other words it is another list, so that nothing lands
    with a neighbour when a name changes.
    """
    return f"{key}:{crc32(repr(list(names.items())).encode())}"


def pick(
    here: Here, label: str, kind: str, names: Mapping[str, str], *, is_optional: bool = False
) -> str | None:
    """Let somebody choose one of the parts of a kind by its name, and give it."""
    kept = _kept(here, kind)
    chosen = st.session_state.get(kept)
    if chosen not in names:
        chosen = None if is_optional else next(iter(names), None)
    key = key_with(kept, names)
    if key not in st.session_state or st.session_state.pop(_JUST + kept, False):
        st.session_state[key] = chosen
    standing = st.session_state[key]
    # also where it stands so already: a browser that is still loading would begin with another
    st.session_state[key] = standing if standing in names else None
    found: str | None = st.selectbox(
        label, list(names), index=None if is_optional else 0, format_func=names.__getitem__,
        placeholder="Kies", key=key,
    )  # fmt: skip
    st.session_state[kept] = found
    return found


def go_to(here: Here, kind: str, name: str) -> None:
    """Let something that was just added stand chosen the next time the page is drawn."""
    st.session_state[_kept(here, kind)] = name
    st.session_state[_JUST + _kept(here, kind)] = True


def _kept(here: Here, kind: str) -> str:
    return f"kies:{here.draft.number}:{kind}"
