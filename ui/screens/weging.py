"""The weighing and the advice: three sides apart, never one number, and only after the own judgement."""

import time

import streamlit as st

from budget_engine.drafts.called import together, who_is
from budget_engine.drafts.labels import GATES
from budget_engine.drafts.view import is_judged
from budget_engine.glossary import UNKNOWN
from budget_engine.goals import DIRECTIONS, told
from budget_engine.language.fact import Outlet
from budget_engine.weighing import Weighed
from ui.parts import money
from ui.parts.words import plain
from ui.session import Here, page

_LOOKS = 11  # a fifth of a second apart: a little over two seconds


@page("Weging en advies")
def render(here: Here) -> None:
    """Show the weighing, once the own judgement lies there."""
    if not is_judged(here.draft):
        st.info("Leg eerst uw eigen inschatting vast. Daarna staat hier de weging met het advies.")
        st.page_link("screens/inschatting.py", label="Naar de eigen inschatting")
        return
    for _ in range(_LOOKS):  # the advice is seen after the judgement, by the second that is written down
        if here.house.desk.advice(here.view, here.worker, here.house.now()):
            break
        time.sleep(0.2)
    else:
        st.warning("De klok van deze computer staat voor uw inschatting. Zet haar goed en kijk opnieuw.")
        return
    st.write("Het advies zegt wat de regels zien. U besluit.")
    for item in here.view.weighing.alternatives:
        _variant(here, item)
    st.header("Geld per partij", anchor=False)
    money.table(here, [item.id for item in here.view.weighing.alternatives])


def _variant(here: Here, item: Weighed) -> None:
    declared = here.view.rule_set.outlet.get(Outlet.ADVICE)
    advice = UNKNOWN if item.advice is None else item.advice
    word = "nog niet bekend" if declared is None else declared.choices.get(advice, "nog niet bekend")
    with st.container(border=True):
        st.header(plain(here.labels[item.id]), anchor=False)
        st.markdown(f"**Advies: {word}**")
        left, middle, right = st.columns(3)
        with left:
            st.markdown("**Wat mag en moet**")
            st.markdown(f"{GATES[item.law].capitalize()}.")
            for claim in item.claims:
                st.markdown(f"- {plain(here.labels[claim.id])}: {GATES[claim.gate]}")
        with middle:
            st.markdown("**Eigen inbreng en netwerk**")
            for offered in item.input:
                st.markdown(f"- {plain(here.labels.get(offered.support, offered.support))}")
            if not item.input:
                st.markdown("Niets vastgelegd.")
        with right:
            st.markdown("**Opbrengst voor de doelen**")
            for goal in item.goals:
                words = plain(together(who_is(here.draft, goal.said_by), words=goal.own_words))
                st.markdown(f"- {words} **{DIRECTIONS[goal.direction].capitalize()}**")
                for said in told(goal, here.labels)[1:]:
                    st.markdown(f"    - {plain(said)}")
            if not item.goals:
                st.markdown("Nog geen doelen vastgelegd.")
        if item.dominated_by:
            names = ", ".join(plain(here.labels[name]) for name in item.dominated_by)
            st.markdown(f"Op geen enkel punt beter dan: {names}.")


render()
