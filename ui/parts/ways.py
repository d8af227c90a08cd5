"""By which laws a need could be carried: in order, with what each still asks and where to turn when one is barred."""

import streamlit as st

from budget_engine.assessment import Lack
from budget_engine.drafts.attention import asked_word
from budget_engine.printing import gate_by, instead, no_way, route_state, to_settle, under
from budget_engine.routes import RouteOfNeed, RoutesOfNeed
from ui.parts.count import counted
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here

_MOST_ASKED = 3


def show(here: Here) -> None:
    """Show a fold per need; nothing where no need has a law that could carry it."""
    needs = [need for need in here.view.routes if need.routes or need.way_unknown or need.without_route]
    if not needs:
        return
    st.header("Welke wet kan welke vraag dragen?", anchor=False)
    st.write(
        "In de volgorde waarin zij voorgaan. Elke wet houdt een eigen besluit, en een eigen weg voor wie het niet "
        "eens is."
    )
    with st.expander(counted(len(needs), "vraag", "vragen").capitalize()):
        for need in needs:
            title = f"{plain(here.labels.get(need.need, need.need))} ({need.domain})"
            opened = fold(title, f"wegen:{need.need}:{here.draft.number}")
            if opened.open:
                with opened:
                    _need(here, need)


def instead_of_barred(here: Here) -> None:
    """Say of each need of which a way is barred where else to turn, and what each of those ways still asks."""
    for need in here.view.routes:
        if not need.instead:
            continue
        opened = fold(
            f"Langs een andere weg: {plain(here.labels.get(need.need, need.need))}",
            f"anders:{need.need}:{here.draft.number}",
        )
        if opened.open:
            with opened:
                st.markdown(plain(instead(need)))
                for item in need.routes:
                    if item.route in need.instead:
                        _route(here, item)


def _need(here: Here, need: RoutesOfNeed) -> None:
    for item in need.routes:
        _route(here, item)
    for claim in (*need.way_unknown, *need.without_route):
        st.markdown(f"- {plain(here.labels.get(claim.id, claim.id))}: {no_way(need, claim)}")
    if need.asked_once:
        st.markdown(f"**Vraag één keer, want meer wetten hebben het nodig:** {_asked(here, need.asked_once)}")
    if need.instead:
        st.warning(plain(instead(need)))


def _route(here: Here, item: RouteOfNeed) -> None:
    title = plain(item.title[0].upper() + item.title[1:])
    st.markdown(f"**{title}** ({plain(under(item))}): {route_state(item)}")
    lines = [f"{plain(here.labels.get(claim.id, claim.id))}{gate_by(item, claim)}" for claim in item.claims]
    if item.to_settle:
        lines.append(f"Staat er nog tussen: {plain('; '.join(to_settle(item, here.view.rule_set)))}")
    if item.still_asked:
        lines.append(f"Nog nodig: {_asked(here, item.still_asked)}")
    if item.claims:
        lines.append(f"Belanghebbend: {plain(item.interested)}")
        lines.append(f"Wie het niet eens is: {plain(item.remedy)}")
    for line in lines:
        st.markdown(f"- {line}")


def _asked(here: Here, lacks: tuple[Lack, ...]) -> str:
    words = list(dict.fromkeys(_word(here, lack) for lack in lacks))
    more = f" En nog {len(words) - _MOST_ASKED}." if len(words) > _MOST_ASKED else ""
    return f"{' '.join(words[:_MOST_ASKED])}{more}"


def _word(here: Here, lack: Lack) -> str:
    return plain(asked_word(here.view.rule_set, lack.kind, lack.asked_fact))
