"""The weighing in words: who says what, the advice per variant, and what sets the variants apart."""

import time
from collections.abc import Iterable

import streamlit as st

from budget_engine.drafts.called import together, who_is
from budget_engine.drafts.entry import joined
from budget_engine.drafts.labels import GATES_SAID, NOTHING_ASKED, advice_word
from budget_engine.drafts.shape import DECISION
from budget_engine.drafts.view import CHOSEN
from budget_engine.goals import DIRECTIONS, told
from budget_engine.sentences.names import names_of
from budget_engine.sentences.told import AdviceTold, WeighingTold, firm_sentence
from budget_engine.weighing import Weighed
from ui.parts import outlook
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here

_OWN = joined(DECISION, "eigen_inschatting")
_LOOKS = 11  # a fifth of a second apart: a little over two seconds
_ANSWERED = {True: "ja", False: "nee", None: "nog niet ingeschat"}


def is_seen(here: Here) -> bool:
    """Tell whether the advice may be shown now, and keep that it was; wait until the judgement lies before it."""
    for _ in range(_LOOKS):  # by the second that is written down
        if here.house.desk.advice(here.view, here.login, here.house.now()):
            return True
        time.sleep(0.2)
    st.warning("De klok van deze computer staat voor uw inschatting. Zet haar goed en kijk opnieuw.")
    return False


def standpoints(here: Here, said: WeighingTold) -> None:
    """Lay the own judgement, the advice on it and the choice beside each other; none is held against another."""
    st.header("Inschatting, advies en keuze", anchor=False)
    advice = {item.alternative: advice_word(item.advice, here.view.rule_set) for item in said.advice}
    own, chosen = here.draft.text(joined(_OWN, "alternatief")), here.draft.text(CHOSEN)
    left, middle, right = st.columns(3)
    with left:
        st.markdown("**De eigen inschatting**")
        st.markdown(_named(here, own))
        st.markdown(plain(here.draft.text(joined(_OWN, "reden"))))
        st.markdown(f"Van {plain(here.draft.text(joined(_OWN, 'door')))}, voordat het advies te zien was.")
    with middle:
        st.markdown("**Het advies**")
        for variant in dict.fromkeys(name for name in (own, chosen) if name in advice):
            st.markdown(f"{_named(here, variant)}: {plain(advice[variant])}")
        st.markdown("Over de andere varianten staat het advies hieronder.")
    with right:
        st.markdown("**De keuze**")
        if not chosen:
            st.markdown("Nog niet gekozen. Dat doet u bij Besluit.")
            return
        st.markdown(_named(here, chosen))
        st.markdown(plain(here.draft.text(joined(DECISION, "reden"))) or "Nog geen reden opgeschreven.")
        st.markdown(
            "Dezelfde als de eigen inschatting." if chosen == own else "Een andere dan de eigen inschatting."
        )


def _named(here: Here, variant: str) -> str:
    return plain(here.labels.get(variant, variant))


def advice(here: Here, item: AdviceTold) -> None:
    """Show the advice on one variant: what it looked at, how firm it is, and what would turn it."""
    weighed = here.view.weighing.alternative(item.alternative)
    with st.container(border=True):
        st.subheader(_named(here, item.alternative), anchor=False)
        st.markdown(f"**Advies: {plain(advice_word(item.advice, here.view.rule_set))}**")
        law = (
            f"Wat de wet zegt: {GATES_SAID[item.gate]}."
            if weighed.claims
            else f"{NOTHING_ASKED.capitalize()}."
        )
        st.markdown(f"{law} Elke vraag een antwoord dat werkt: {_ANSWERED[item.needs_answered]}.")
        people = names_of(here.view.case, here.view.rule_set, here.labels, 0).people
        firm = firm_sentence(item.firmness, here.view.rule_set, {**here.labels, **people})
        st.markdown(plain(firm))
        outlook.of_advice(here, item.alternative)
        opened = fold(
            "Aanvragen, eigen inbreng en doelen",
            f"kanten:{here.draft.number}:{item.alternative}",
            kind="compact",
        )
        if opened.open:
            with opened:
                _three_sides(here, weighed)


def _three_sides(here: Here, item: Weighed) -> None:
    left, middle, right = st.columns(3)
    with left:
        st.markdown("**Wat mag en moet**")
        _listed(
            (f"{_named(here, claim.id)}: {here.view.claim_words[claim.id]}" for claim in item.claims),
            f"{NOTHING_ASKED.capitalize()}.",
        )
    with middle:
        st.markdown("**Eigen inbreng en netwerk**")
        _listed((_named(here, offered.support) for offered in item.input), "Niets vastgelegd.")
    with right:
        st.markdown("**Opbrengst voor de doelen**")
        for goal in item.goals:
            words = plain(together(who_is(here.draft, goal.said_by), words=goal.own_words))
            st.markdown(f"- {words} **{DIRECTIONS[goal.direction].capitalize()}**")
            for view in told(goal, here.labels)[1:]:
                st.markdown(f"    - {plain(view)}")
        if not item.goals:
            st.markdown("Nog geen doelen vastgelegd.")


def _listed(lines: Iterable[str], nothing: str) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines) or nothing)


# --- what sets them apart ------------------------------------------------------------------------------


def tradeoffs(here: Here, said: WeighingTold) -> None:
    """Show which variants are weighed, and each two of them in sentences."""
    st.header("De afweging", anchor=False)
    st.markdown(plain(said.summary))
    if said.alone is not None:
        _listed(map(plain, said.alone.sentences), "")
    for pair in said.tradeoffs:
        st.subheader(f"{_named(here, pair.one)} naast {_named(here, pair.other)}", anchor=False)
        _listed(map(plain, pair.sentences), "")


def not_compared(here: Here, said: WeighingTold) -> None:
    """Show why a variant is not compared, and of the resident's own plan what can and what cannot."""
    if not said.standings:
        return
    st.header("Waarom een variant niet is vergeleken, en wat er van het eigen plan kan", anchor=False)
    for item in said.standings:
        with st.expander(_named(here, item.alternative), type="compact"):
            _listed(map(plain, item.sentences), "")
