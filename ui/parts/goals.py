"""What a variant does to the goals: how the one who has a goal sees it, and who sees it otherwise."""

import streamlit as st

from budget_engine.case import Direction
from budget_engine.drafts.called import VARIANTS, meant
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.drafts.shape import GOALS, OTHERS
from budget_engine.glossary import NO
from budget_engine.goals import DIRECTIONS as SAID
from ui.parts import field, removed, step, who
from ui.parts.heading import small_heading
from ui.parts.words import plain
from ui.session import Here

DIRECTIONS = {str(code): word.capitalize() for code, word in SAID.items() if code != Direction.NOT_DISCUSSED}
"""What can be said of a goal; that it was not discussed is what stands where nothing was said."""


def goals(here: Here, variant: str) -> None:
    """Ask of every goal how it turns out, first in the eyes of the one who has it."""
    small_heading("Wat doet deze variant met de doelen?")
    numbers = here.draft.parts(GOALS)
    if not numbers:
        st.info("Er zijn nog geen doelen. Schrijf ze op in het gesprek.")
        return
    st.caption(
        "Vraag eerst hoe iemand dit voor het eigen doel ziet. Wat u niet kiest, is nog niet besproken. "
        "Ziet een ander het anders, zet dat er dan naast; beide blijven staan."
    )
    for number in numbers:
        place = joined(VARIANTS, variant, GOALS, number)
        left, right = st.columns([3, 2])
        with left:
            field.choice(here, joined(place, "richting"), plain(here.in_words(GOALS, number)), DIRECTIONS)
        with right:
            field.text(here, joined(place, "noot"), "Toelichting")
        _others(here, joined(place, OTHERS))
    with st.expander("Ziet iemand een doel anders?"):
        _new_view(here, variant, numbers)


def _others(here: Here, place: str) -> None:
    for number in here.draft.parts(place):
        own = joined(place, number)
        left, middle, right, away = st.columns([4, 6, 6, 3], vertical_alignment="bottom")
        with left:
            who.ask(here, joined(own, "wie"), "Wie ziet het anders?")
        with middle:
            field.choice(here, joined(own, "richting"), "Hoe ziet die het?", DIRECTIONS, is_narrow=True)
        with right:
            field.text(here, joined(own, "reden"), "Waarom?")
        if away.button("Haal weg", key=f"weg:{own}", help="Haal deze kijk weg"):
            here.write(joined(own, EXISTS), NO)
            st.rerun()
    removed.show(here, place)


def _new_view(here: Here, variant: str, numbers: tuple[str, ...]) -> None:
    names = {number: here.in_words(GOALS, number) for number in numbers}
    with step.form(f"anders-gezien:{variant}"):
        goal = st.selectbox(
            "Welk doel ziet iemand anders?", list(names), index=None, format_func=names.__getitem__,
            placeholder="Kies",
        )  # fmt: skip
        left, middle, right = st.columns(3)
        said_by = left.text_input("Wie ziet dit anders?", placeholder="een naam, of bijvoorbeeld de mentor")
        direction = middle.selectbox(
            "Wat vindt die?",
            list(DIRECTIONS),
            index=None,
            format_func=DIRECTIONS.__getitem__,
            placeholder="Kies",
        )
        reasons = right.text_input("Waarom vindt die dat?")
        sent = st.form_submit_button("Zet dit ernaast")
    if sent and goal and direction and said_by.strip():
        fields = [("wie", meant(here.draft, said_by)), ("richting", direction)]
        place = joined(VARIANTS, variant, GOALS, goal, OTHERS)
        here.add(place, "", [*fields, ("reden", reasons.strip() or None)])
        step.taken(f"anders-gezien:{variant}")
        st.rerun()
    elif sent:
        st.error("Kies een doel, en vul in wie het anders ziet en wat die vindt.")
