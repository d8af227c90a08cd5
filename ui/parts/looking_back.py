"""Looking back at a part-decision: how it goes with each goal, what works, and what is agreed."""

import streamlit as st

from budget_engine.afterwards import Agreed, Evaluation, OnePart
from budget_engine.case import Direction
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.errors import InputError
from budget_engine.follow_up import FollowUp
from budget_engine.glossary import NO
from budget_engine.goals import DIRECTIONS as SAID
from budget_engine.looking_back import (
    AGREED,
    AGREEMENT,
    DAY,
    DIRECTION,
    FIRST,
    PRESENT,
    WHO,
    WHY,
    WORKS,
    WORKS_NOT,
    WRONG,
    as_typed,
    emptied,
    evaluation_of,
    goals_of,
    is_begun,
    mended,
    place_of,
    views_at,
)
from budget_engine.recordkeeping import Sealed
from budget_engine.values import show_date
from ui.parts import field, removed
from ui.parts.goals import DIRECTIONS
from ui.parts.heading import small_heading
from ui.parts.words import plain
from ui.session import Here, say_done

AGREEMENTS = {
    str(Agreed.GO_ON): "De hulp gaat door",
    str(Agreed.CHANGE): "De hulp wijzigt",
    str(Agreed.STOP): "De hulp stopt",
}


def ask(here: Here, sealed: Sealed, item: FollowUp) -> None:
    """Ask how it goes now, and record it; until then every field is kept as it is typed."""
    part = item.of.part
    place = place_of(sealed.number, part)
    _mending(here, sealed, item)
    left, right = st.columns([1, 2])
    with left:
        field.text(here, joined(place, DAY), "Dag", placeholder="dag-maand-jaar")
    with right:
        field.text(here, joined(place, PRESENT), "Wie waren erbij? Eén naam op elke regel", is_long=True)
    goals = goals_of(sealed.case, sealed.decision, part.person)
    if goals:
        st.caption(
            "Vraag bij elk doel eerst hoe iemand het zelf ziet. Wat u niet kiest, is nog niet besproken. Ziet een "
            "ander het anders, zet dat er dan naast; beide blijven staan."
        )
    for number, words in enumerate(goals):
        _goal(here, views_at(sealed.number, part, number), words)
    left, right = st.columns(2)
    with left:
        field.text(here, joined(place, WORKS), "Wat werkt?", is_long=True)
    with right:
        field.text(here, joined(place, WORKS_NOT), "Wat werkt niet?", is_long=True)
    agreed = field.choice(here, joined(place, AGREED), "Wat is afgesproken?", AGREEMENTS)
    if agreed in (Agreed.CHANGE, Agreed.STOP):
        st.info(
            "Er verandert nog niets. Voor wijzigen of stoppen is een nieuw besluit nodig; maak daarvoor een dossier."
        )
    field.text(here, joined(place, AGREEMENT), "Wat spraken jullie af, en waarom?", is_long=True)
    if st.button("Leg deze evaluatie vast", key=f"evaluatie:{place}"):
        _record(here, sealed, part, goals)


def _mending(here: Here, sealed: Sealed, item: FollowUp) -> None:
    """Say which evaluation is being mended, ask what was wrong in it, and lead back."""
    number = mended(here.draft, sealed.number, item.of.part)
    if number is None:
        return
    day = next(
        (f" van {show_date(what.day)}" for event, what in item.looked_back if event.number == number), ""
    )
    st.info(f"U verbetert de evaluatie{day}. Wat er stond, blijft bewaard. Wat u nu vastlegt, geldt.")
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        field.text(
            here, joined(place_of(sealed.number, item.of.part), WRONG), "Wat was er verkeerd genoteerd?"
        )
    if right.button("Toch niet verbeteren", key=f"toch niet:{number}", width="stretch"):
        here.write_all(emptied(here.draft, sealed.number, item.of.part))
        st.rerun()


def _goal(here: Here, place: str, words: str) -> None:
    small_heading(words, 3)
    for name in (FIRST, *here.draft.parts(place)):
        left, middle, right, away = st.columns([3, 3, 4, 3], vertical_alignment="bottom")
        with left:
            field.choice(here, joined(place, name, DIRECTION), "Hoe gaat het nu?", DIRECTIONS, is_narrow=True)
        with middle:
            field.text(here, joined(place, name, WHO), "Wie zegt dat?")
        with right:
            field.text(here, joined(place, name, WHY), "Waarom?")
        if name == FIRST:
            if away.button(
                "Ook iemand anders", key=f"anders:{place}", help="Zet ernaast hoe een ander het ziet"
            ):
                here.add(place)
                st.rerun()
        elif away.button("Haal weg", key=f"weg:{place}:{name}", help="Haal deze kijk weg"):
            here.write(joined(place, name, EXISTS), NO)
            st.rerun()
    removed.show(here, place)


def _record(here: Here, sealed: Sealed, part: OnePart, goals: tuple[str, ...]) -> None:
    try:
        evaluation = evaluation_of(here.draft, sealed.number, part, goals)
        here.house.desk.evaluate(sealed.number, evaluation, here.login, here.house.at())
    except InputError as error:
        st.error("\n\n".join(f"- {plain(issue.place.file)}: {plain(issue.text)}" for issue in error.issues))
        return
    here.write_all(emptied(here.draft, sealed.number, part))
    say_done("De evaluatie is vastgelegd.")
    st.rerun()


def show(here: Here, sealed: Sealed, item: FollowUp) -> bool:
    """Show how people looked back at a part-decision until now; tells whether one of these is to be mended."""
    is_to_mend = False
    for event, what in item.looked_back:
        with st.container(border=True):
            st.markdown(
                f"**{show_date(what.day)}**, met {plain(', '.join(what.present))}. {AGREEMENTS[what.agreed]}."
                + (f" {plain(what.agreement)}" if what.agreement else "")
            )
            st.markdown("\n".join(_lines(what)) or "Er is geen doel besproken.")
            why = f" Verbeterd: {plain(what.reasons)}" if what.reasons else ""
            left, right = st.columns([3, 1], vertical_alignment="center")
            left.caption(
                f"Vastgelegd door {plain(event.by)} op {event.at[8:10]}-{event.at[5:7]}-{event.at[:4]}.{why}"
            )
            day = show_date(what.day)
            if right.button(
                "Verbeter evaluatie",
                key=f"verbeter:{event.number}",
                help=f"Verbeter de evaluatie van {day}",
                width="stretch",
            ):
                is_to_mend = _begin_to_mend(here, sealed, event.number, what)
    return is_to_mend


def _begin_to_mend(here: Here, sealed: Sealed, number: int, what: Evaluation) -> bool:
    if is_begun(here.draft, sealed.number, what.part):
        st.error("Hierover bent u al iets aan het invullen. Leg dat eerst vast, of maak de velden leeg.")
        return False
    goals = goals_of(sealed.case, sealed.decision, what.part.person)
    here.write_all(as_typed(sealed.number, number, what, goals))
    return True


def _lines(what: Evaluation) -> list[str]:
    lines = []
    for goal in what.goals:
        if goal.direction is Direction.NOT_DISCUSSED:
            lines.append(f"- {plain(goal.own_words)}: niet besproken")
        else:
            why = f" {plain(goal.reasons)}" if goal.reasons else ""
            lines.append(
                f"- {plain(goal.own_words)}: {SAID[goal.direction]}, zegt {plain(goal.said_by or '')}.{why}"
            )
    lines += [f"- Wat werkt: {plain(what.works)}"] if what.works else []
    lines += [f"- Wat niet werkt: {plain(what.works_not)}"] if what.works_not else []
    return lines
