"""Wanneer wordt het anders? What would turn an outcome, worked out when somebody opens it; never a promise."""

import streamlit as st

from budget_engine.drafts.turning import HANDS, NO_PROMISE, Turning
from budget_engine.flips.outlook import Outlook
from budget_engine.flips.subjects import OfAdvice, OfGate
from ui.parts.fold import fold
from ui.parts.told import in_words
from ui.parts.words import plain
from ui.session import Here

TITLE = "Wanneer wordt het anders?"
_FIRST = 10
"""How many changes in the same hands stand in view."""


def of_advice(here: Here, variant: str) -> None:
    """Fold up what would turn the advice about a variant; it is not there before the own judgement."""
    key = f"anders:advies:{here.draft.number}:{variant}"
    opened = fold(TITLE, key, kind="compact")
    if opened.open:
        with opened:
            _show(here.view.outlook(OfAdvice(variant)), here.view.turning(**{variant: "deze variant"}), key)


def of_gate(here: Here, claim: str, title: str) -> None:
    """Fold up what would turn what may and must of a claim."""
    key = f"anders:poort:{here.draft.number}:{claim}"
    opened = fold(title, key)
    if opened.open:
        with opened:
            _show(here.view.outlook(OfGate(claim)), here.view.turning(**{claim: "deze aanvraag"}), key)


def _show(found: Outlook | None, told: Turning, key: str) -> None:
    if found is None:
        return
    st.markdown(f"Nu: **{plain(told.now(found))}**. {NO_PROMISE}")
    by_hands = told.by_hands(found)
    is_long = any(len(said) > _FIRST for said in by_hands.values())
    count = sum(len(said) for said in by_hands.values())
    shows_all = is_long and st.toggle(f"Toon alle {count}", key=f"alles:{key}")
    for hands, said in by_hands.items():
        in_view = said if shows_all else said[:_FIRST]
        more = len(said) - len(in_view)
        st.markdown(f"**{HANDS[hands]}**")
        st.markdown("\n".join(f"- {plain(in_words(text[0].upper() + text[1:]))}" for text in in_view))
        if more:
            st.markdown(f"En nog {more}.")
    for line in told.each_enough(found.each_enough):
        st.markdown(plain(line))
    for line in told.searched(found):
        st.markdown(plain(line))
