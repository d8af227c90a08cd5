"""What the neighbourhood offers for a need: to read, and to take over as a possible support."""

import streamlit as st

from budget_engine.aloud.offers import said_of
from budget_engine.drafts.called import NEEDS, SUPPORT
from budget_engine.drafts.entry import joined
from budget_engine.drafts.offers import is_taken, offers_for, taken
from budget_engine.glossary import WORDS
from budget_engine.language.offer import Offer
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here


def show(here: Here) -> None:
    """Show what is on offer for the need that somebody chooses; nothing is chosen by itself."""
    st.header("Wat er in de buurt is", anchor=False)
    if not here.view.rule_set.offers:
        st.caption("Van deze gemeente is geen aanbod uit de buurt ingevuld.")
        return
    st.markdown(
        "Neem over wat past. Vraag daarna na of het er voor deze persoon echt is, en op tijd; "
        "dat zegt deze lijst niet."
    )
    needs = {need: here.called(NEEDS, need) for need in here.draft.parts(NEEDS)}
    need = st.selectbox(
        "Bij welke vraag?",
        list(needs),
        index=None,
        placeholder="Kies een vraag",
        format_func=needs.__getitem__,
        key="buurt:vraag",
    )
    if need is None:
        return
    domain = here.draft.text(joined(NEEDS, need, WORDS["domain"]))
    offers = offers_for(here.view.rule_set, domain, here.view.on)
    if not offers:
        st.caption("Voor dit domein is geen aanbod ingevuld.")
    for offer in offers:
        _offer(here, offer, need)


def _offer(here: Here, offer: Offer, need: str) -> None:
    opened = fold(plain(offer.title), f"buurt:{need}:{offer.id}")
    if not opened.open:
        return
    with opened:
        for line in said_of(offer):
            st.markdown(plain(line))
        if is_taken(here.draft, offer, need):
            st.caption("Dit staat al bij deze vraag.")
        elif st.button("Neem over als mogelijke steun", key=f"neem-over:{need}:{offer.id}"):
            here.add(SUPPORT, offer.id, taken(here.draft, here.view.rule_set, offer, need))
            st.rerun()
