"""The screen that a family may watch: on from the sidebar, over all pages and after a refresh, until it is left.

The address holds the numbers of those at the table, never a name. While it is on, no page of the worker is drawn.
"""

import streamlit as st

from budget_engine.drafts.apart import at_the_table, number_of
from budget_engine.drafts.called import PEOPLE
from budget_engine.errors import MaatwerkError
from budget_engine.family.view import FamilyView, family_view
from budget_engine.room_contents import seen_together
from budget_engine.sight import known_readers
from ui.address import number_in
from ui.parts import family
from ui.parts.one_of import key_with
from ui.parts.words import plain
from ui.session import Here, dossier, here

_WATCHING = "gezin"
"""The key in the session and in the address: numbers with dashes between."""
_APART = "-"


def is_on() -> bool:
    """Tell whether a family watches in this window."""
    known: str | None = st.session_state.get(_WATCHING)
    said = st.query_params.get(_WATCHING)
    if known is None and said is not None:
        st.session_state[_WATCHING] = said
    elif known is not None and said is None:
        st.query_params[_WATCHING] = known
    return st.session_state.get(_WATCHING) is not None and dossier() is not None


def offer() -> None:
    """Let the worker say beside a page who sits at the table, and turn the screen to them."""
    try:
        place = here()
    except MaatwerkError:
        return  # the page itself says what is wrong
    if place is None or not place.view.case.persons:
        return
    with st.sidebar.expander("Gezin kijkt mee"):
        _begin(place)


def _begin(place: Here) -> None:
    view = place.view
    names = {
        who: place.called(PEOPLE, who) if who in view.labels else who for who in known_readers(view.case)
    }
    shown = {who: plain(name) for who, name in names.items()}
    present = st.pills(
        "Wie zitten er aan tafel?", list(shown), format_func=shown.__getitem__, selection_mode="multi",
        key=key_with(f"tafel:{place.draft.number}", shown),
        help="Er is alleen te zien wat ieder van hen mag zien. Wie mag wat zien, staat op de bladzijde met die naam.",
    )  # fmt: skip
    if not present:
        return
    together = seen_together(view.case, view.rule_set, view.weighing, present, view.labels)
    st.markdown("\n".join(f"- {plain(line)}" for line in together.lines))
    if together.is_lacking:
        st.page_link("screens/huishouden.py", label="Vul dit aan bij Huishouden en netwerk")
    st.page_link("screens/kamers.py", label="Wie mag wat zien")
    if st.button("Begin", key="gezin:begin", type="primary"):
        numbers = [number_of(place.draft, who) for who in present]
        if None in numbers:  # with one fewer at the table, more would be seen
            st.error("Niet iedereen is nog in dit dossier te vinden. Kies opnieuw.")
            return
        said = _APART.join(map(str, numbers))
        st.session_state[_WATCHING] = said
        st.query_params[_WATCHING] = said
        st.rerun()


def draw() -> None:
    """Draw what the family may see, in place of whatever page was asked for."""
    if family.banner():
        st.session_state.pop(_WATCHING, None)
        st.query_params.pop(_WATCHING, None)
        st.rerun()
    try:
        place = here()
    except MaatwerkError:
        place = None  # why not is for the worker, who reads it on their own page
    found = None if place is None else _view(place)
    if found is None:
        st.info("Dit scherm kan nu niets laten zien. Stop met meekijken en begin opnieuw.")
    else:
        family.show(found, str(st.session_state[_WATCHING]))


def _view(place: Here) -> FamilyView | None:
    written = str(st.session_state.get(_WATCHING, "")).split(_APART)
    numbers = [number for number in map(number_in, written) if number is not None]
    if len(numbers) < len(written):
        return None
    present = at_the_table(place.draft, numbers)
    if present is None:
        return None
    view = place.view
    today = place.house.today()
    return family_view(view.case, view.rule_set, view.weighing, present, today, view.decision)
