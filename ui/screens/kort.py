"""The short route: a simple request on one page, from the name to the own judgement and the advice."""

import streamlit as st

from budget_engine.drafts.short_answers import unsettled
from budget_engine.drafts.short_request import USUAL, Simple, is_empty, lacking, missing_parts, simple_of
from budget_engine.drafts.short_route import asks_for_more
from budget_engine.drafts.short_settled import (
    ahead,
    decided,
    judged,
    not_right,
    proposed_decider,
    settled,
)
from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_REASON, View, reason_of_another
from budget_engine.glossary import NO
from ui.parts import sealed, short, todo, weighed
from ui.parts.words import plain
from ui.session import Here, page


def _full_road(here: Here, more: tuple[str, ...]) -> None:
    if more:
        listed = "\n".join(f"- {plain(text)}" for text in more)
        st.warning(f"Dit vraagt meer dan de korte route:\n\n{listed}\n\nAlles wat u invulde, staat er al.")
    st.page_link("screens/gesprek.py", label="Verder met het hele dossier")
    if here.view.case.claims:
        st.page_link("screens/letop.py", label="Bekijk Let op")


def _start(here: Here) -> None:
    st.write("Voor één persoon met één vraag, die alles krijgt wat is gevraagd: één voorziening, in natura.")
    missing = missing_parts(here.draft)
    if missing:
        short.missing(here, missing)
    if (missing or is_empty(here.draft)) and st.button("Begin hier", type="primary"):
        short.begin(here.draft.number, here.login, here.house.today())
        st.rerun()


def _settle(here: Here, simple: Simple, whole: View, *, may_go_on: bool) -> None:
    missing, wrong = lacking(here.view, simple), not_right(whole, simple)
    if missing:
        st.caption(f"Nog nodig: {', '.join(missing)}.")
    if wrong:
        st.caption(f"Nog nodig: iets dat klopt bij {', '.join(wrong)}.")
    other = reason_of_another(here.draft, here.worker)
    if other is not None:
        st.warning(
            f"De reden schreef {plain(other)}. Schrijf op wat u zelf vindt, of ga naar Eigen inschatting."
        )
    decider = proposed_decider(here.view, simple, here.login)
    if decider is not None:
        st.caption(f"Voorstel voor wie beslist: {plain(decider)}. Wijzigen kan daarna bij Besluit.")
    answer = short.confirm(here, is_ready=may_go_on and not missing and not wrong and other is None)
    if answer == NO:
        here.write_all(judged(here.view, answer))
        st.rerun()
    elif answer is not None:
        here.write_all(settled(here.view, simple, here.login, here.house.today(), here.house.at(), answer))
        reasons = here.draft.text(JUDGED_REASON)
        refusal = here.house.desk.judge(here.draft.number, USUAL, reasons, here.login, here.house.now())
        if refusal is None:
            st.rerun()
        st.error(plain(refusal))


def _after(here: Here, simple: Simple) -> None:
    listed = todo.tasks(here)
    ready = "" if listed else " Het besluit staat klaar."
    st.success(f"Uw inschatting is vastgelegd.{ready}")
    if weighed.is_seen(here):
        if not here.draft.text(ADVICE_SEEN_AT):
            st.rerun()  # that it was seen is kept now, and no longer left to do
        told = here.house.desk.told(here.view)
        st.header("Advies", anchor=False)
        for item in () if told is None else told.advice:
            if item.alternative == USUAL:
                weighed.advice(here, item)
    short.afterwards(here, simple, is_open=bool(listed))
    if listed:
        st.header("Wat nog moet gebeuren", anchor=False)
        todo.show(here, listed)
    st.page_link("screens/vaststellen.py", label="Naar Vaststellen")


@page("Korte route")
def render(here: Here) -> None:
    """Show the request, and what was settled of it."""
    found = sealed.sealed(here)
    if found is not None:
        sealed.show(here, found)
        return
    simple, more = simple_of(here.draft), asks_for_more(here.view)
    if simple is None:
        _start(here)
        _full_road(here, more)
        return
    if here.view.judged_at is not None:
        if more:
            _full_road(here, more)
        _after(here, simple)
        return
    then = ahead(here.view, simple, here.login, here.house.today(), here.house.at())
    whole = decided(then, simple, here.login, here.house.at())
    short.request(here, simple, whole)
    short.dates(here, simple)
    short.reason(here)
    unknown = unsettled(here.view, simple)
    short.must_be_so(here, simple, unknown)
    short.good_to_know(here, then, simple)
    more = tuple(dict.fromkeys((*more, *asks_for_more(then))))
    if more:
        _full_road(here, more)
    _settle(here, simple, whole, may_go_on=not more and not unknown.questions)


render()
