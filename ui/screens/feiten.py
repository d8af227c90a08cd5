"""The questions by domain, in the order of what still matters: first what can change the outcome."""

import streamlit as st

from budget_engine.case import Domain, Need
from budget_engine.drafts.attention import count_by_domain
from budget_engine.drafts.entry import joined
from budget_engine.drafts.labels import DOMAINS
from budget_engine.language.fact import EntityKind
from ui.parts import to_ask
from ui.parts.fold import fold
from ui.parts.questions import questions
from ui.parts.words import plain
from ui.session import Here, page


@page("Vragen per domein")
def render(here: Here) -> None:
    """Show what to ask, domain by domain."""
    _first(here)
    needs = here.view.case.needs
    if not needs:
        st.info("Er is nog geen vraag opgeschreven. Begin bij het gesprek.")
        st.page_link("screens/gesprek.py", label="Naar het gesprek")
        return
    domains = [domain for domain in Domain if any(need.domain is domain for need in needs)]
    found = count_by_domain(here.view.to_ask, here.view.case)
    counts = (f"{DOMAINS[domain]}: {found[domain] or 'geen'}" for domain in domains)
    st.markdown(f"Vragen die ertoe kunnen doen, per domein. {' · '.join(counts)}.")
    words = [DOMAINS[domain] for domain in domains]
    tabs = st.tabs(words, key=f"domeinen:{here.draft.number}:{'-'.join(domains)}", on_change="rerun")
    for domain, tab in zip(domains, tabs, strict=True):
        if tab.open:
            with tab:
                for need in needs:
                    if need.domain is domain:
                        _need(here, need)


def _first(here: Here) -> None:
    st.header("Vraag dit eerst", anchor=False)
    to_ask.first(here)
    to_ask.rest(here)


def _need(here: Here, need: Need) -> None:
    st.header(plain(here.labels[need.id]), anchor=False)
    questions(here, joined("vragen", need.id), need.id, EntityKind.NEED)
    claims = [claim for claim in here.view.case.claims if claim.need == need.id]
    for claim in claims:
        label = f"Aanvraag: {plain(here.labels[claim.id])}"
        opened = fold(label, f"aanvraag:{here.draft.number}:{claim.id}")
        if opened.open:
            with opened:
                questions(here, joined("aanspraken", claim.id), claim.id, EntityKind.CLAIM)


render()
