"""Sealing: what still has to be done, what will be sealed, and the button that seals it."""

import streamlit as st

from budget_engine.authority import Action, is_called
from budget_engine.decision import ClaimDecision, Decision, PartDecision, budgets_shown
from budget_engine.drafts.labels import RESULTS, capital, law_word
from budget_engine.errors import EngineFault, SealRefused, StoreError
from budget_engine.reason import Reason
from budget_engine.values import show_cents, show_date
from budget_engine.workbooks.plan import DRAFTED, budget_plan, sealed_as
from budget_engine.workbooks.sheets import file_name
from ui.parts import sealed, todo
from ui.parts.told import told
from ui.parts.words import plain, unbroken
from ui.parts.workbook import offer, overview
from ui.session import Here, page

_SHOWN = "vaststellen:laatste"


def _to_do(here: Here, not_by: tuple[Reason, ...]) -> list[todo.Task]:
    listed = todo.tasks(here)
    st.header("Wat nog moet gebeuren", anchor=False)
    if listed:
        todo.show(here, listed)
    elif not_by:
        st.info("Het besluit is compleet. Onderaan staat wie het vaststelt en wie er nog voor moet instaan.")
    else:
        st.success("Er is niets meer dat vaststellen tegenhoudt.")
    return listed


# --- what will be sealed ---------------------------------------------------------------------------------


def _summary(here: Here, decision: Decision, title: str) -> None:
    st.header(title, anchor=False)
    chosen = here.labels.get(decision.chosen, decision.chosen)
    st.markdown(f"Besluit van **{show_date(decision.on)}**. Gekozen: **{plain(chosen)}**.")
    st.markdown(plain(decision.reasons))
    budgets = {budget.law: budget for budget in budgets_shown(decision)}
    for part in decision.part_decisions:
        with st.container(border=True, gap="xsmall"):
            st.subheader(plain(capital(law_word(part.law, here.view.rule_set))), anchor=False)
            st.markdown(_who(part))
            st.markdown("\n".join(f"- {_claim(here, item)}" for item in part.claims))
            budget = budgets[part.law]
            if budget.cents:
                years: dict[int, int] = {}
                for item in budget.years:
                    years[item.year] = years.get(item.year, 0) + item.cents
                per_year = ", ".join(f"{year}: {show_cents(cents)}" for year, cents in years.items())
                said = f"Samen **{show_cents(budget.cents)}** ({per_year}){_conditional(budget.conditional_cents)}."
                st.markdown(unbroken(said))
            for text in part.conditions:
                st.markdown(f"Voorwaarde: {plain(text)}")
            if part.evaluation:
                st.markdown(f"Terugkijken op {', '.join(show_date(day) for day in part.evaluation)}.")
    if decision.not_granted:
        st.markdown("Niet toegekend: " + "; ".join(plain(item.what) for item in decision.not_granted) + ".")


def _older(here: Here, decision: Decision) -> None:
    """Say that a decision bears an earlier day than the one on which it would be sealed."""
    today = here.house.today()
    if decision.on < today:
        st.warning(
            f"Dit besluit is van {show_date(decision.on)}, en vandaag is het {show_date(today)}. Regels, bedragen en "
            f"leeftijden gaan uit van {show_date(decision.on)}. Beslist u vandaag, zet de dag van het besluit dan op "
            "vandaag."
        )


def _workbooks(here: Here, decision: Decision | None, state: str) -> None:
    """Offer the workbooks on one line: the page of a large case has no room to spare."""
    with st.container(horizontal=True):
        if decision is not None:
            _budget(here, decision, state)
        overview(here)


def _budget(here: Here, decision: Decision, state: str) -> None:
    view = here.view

    def made() -> bytes:
        here.house.desk.ask(here.login, Action.EXPORT, here.house.at(), here.draft.number)
        return budget_plan(decision, view.case, view.rule_set, state, view.labels)

    offer(
        "Begroting als Excel",
        made,
        file_name("begroting", here.draft.case),
    )


def _who(part: PartDecision) -> str:
    second = f" {plain(part.second.name)} ({plain(part.second.function)}) kijkt mee." if part.second else ""
    return f"{plain(part.decider.name)} beslist als {plain(part.decider.function)}.{second}"


def _claim(here: Here, item: ClaimDecision) -> str:
    label = plain(here.labels.get(item.claim, item.claim))
    cents = sum(line.amount for line in item.lines)
    money = f", {show_cents(cents)}" if cents else ""
    days = f", van {show_date(item.since)}" if item.since else ""
    days += f" tot en met {show_date(item.until)}" if item.until else ""
    only_if = f" Als: {plain(item.condition)}" if item.condition else ""
    return unbroken(f"{label}: **{RESULTS[item.result].lower()}**{money}{days}.{only_if}")


def _conditional(cents: int) -> str:
    return f", waarvan {show_cents(cents)} onder een voorwaarde" if cents else ""


def _held_back(here: Here) -> None:
    """Say before sealing which letters could not be sent: afterwards the decision cannot be changed any more."""
    papers = here.house.papers.of_draft(here.view)
    held = () if papers is None else papers.held_back
    if papers is None or not held:
        return
    listed = "\n".join(
        f"- {plain(papers.called(made))}: {plain(fault.text)} {plain(fault.hint)}"
        for made in held
        for fault in made.blocked
    )
    st.warning(
        f"Van de {len(papers.made)} stukken kunnen er zo {len(held)} niet worden verstuurd. Verander het nu; na het "
        f"vaststellen kan dat alleen met een nieuw besluit.\n\n{listed}"
    )
    st.page_link("screens/brieven.py", label="Lees de stukken bij Brieven")


# --- sealing -----------------------------------------------------------------------------------------------


def _stand_for(here: Here, not_by: tuple[Reason, ...]) -> None:
    """Say who must be there besides, and let whoever stands in the decision say that it is right so."""
    st.markdown("\n".join(f"- {plain(str(reason))}" for reason in not_by))
    decision = here.view.decision
    named = (
        []
        if decision is None
        else [a for part in decision.part_decisions for a in (part.decider, part.second)]
    )
    if not any(actor is not None and is_called(actor, here.login.name) for actor in named):
        return
    if here.house.desk.stands_for(here.view, here.login, here.house.at()):
        st.success(
            "U hebt gezegd dat u dit hebt gelezen en instaat voor uw deel. Wordt er nog iets gewijzigd, dan vragen we "
            "het opnieuw."
        )
        return
    st.caption(
        "Wordt er daarna nog iets gewijzigd, dan is uw akkoord niet meer van dit dossier en vragen we het opnieuw."
    )
    if st.button("Ik heb dit gelezen en sta in voor mijn deel", key=f"sta in:{here.draft.number}"):
        here.house.desk.stand_for(here.view, here.login, here.house.at())
        st.rerun()


def _seal(here: Here, listed: list[todo.Task], not_by: tuple[Reason, ...]) -> None:
    st.header("Vaststellen", anchor=False)
    if not_by:
        _stand_for(here, not_by)
    if listed:
        st.caption("Vaststellen kan nog niet: hierboven staat wat eerst moet gebeuren.")
    elif not not_by:
        st.caption(
            "Beide motoren rekenen de zaak nu nog een keer na. Zijn zij het eens, dan komt het besluit in de "
            "controlereeks. Wat is vastgesteld wordt nooit meer gewijzigd; een nieuw besluit komt erbij."
        )
    shown = st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = (here.draft.number, here.draft.last)
    if not st.button("Stel vast", type="primary", disabled=bool(listed or not_by)):
        return
    if shown != (here.draft.number, here.draft.last):
        st.error("Er is intussen iets gewijzigd in dit dossier. Lees het na en stel dan vast.")
        return
    try:
        with st.spinner("Beide motoren rekenen de zaak na."):
            here.house.seal(here.view, here.login)
    except SealRefused as error:
        reasons = "\n".join(f"- {plain(told(here, reason))}" for reason in error.reasons)
        st.error(f"Niet vastgesteld:\n\n{reasons}")
    except (StoreError, EngineFault) as error:
        st.error(f"Niet vastgesteld. {plain(str(error))}")
    else:
        st.rerun()


@page("Vaststellen")
def render(here: Here) -> None:
    """Show what is to be done, what will be sealed, and seal it."""
    found = sealed.sealed(here)
    if found is not None:
        sealed.show(here, found)
    decision = here.view.decision
    if found is not None and not found.since:
        if decision is not None:
            _summary(here, decision, "Wat is vastgesteld")
        _workbooks(here, decision, sealed_as(found.record))
        return
    not_by = here.house.desk.not_by(here.view, here.login, here.house.at())
    listed = _to_do(here, not_by)
    if decision is not None:
        _older(here, decision)
        _summary(here, decision, "Wat wordt vastgesteld")
    _workbooks(here, decision, DRAFTED)
    if decision is not None and not listed:
        _held_back(here)
    _seal(here, listed, not_by)


render()
