"""What was sent of a sealed decision: where each part stands, writing down a sending, and mending one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import streamlit as st

from budget_engine.afterwards import Channel
from budget_engine.drafts import typed
from budget_engine.errors import MaatwerkError
from budget_engine.follow_up import CHANNELS, FollowUp
from budget_engine.language.fact import Kind
from budget_engine.values import show_date
from ui.parts import step, table
from ui.parts.count import days_left
from ui.parts.words import plain
from ui.session import Here, say, say_done

_SENDING, _MENDING = "verzenden", "verbeteren"


def overview(here: Here, found: tuple[FollowUp, ...], title: str = "Waar elk deelbesluit staat") -> None:
    """Show of each part-decision whether it was sent, until when objection is possible, and when to look back."""
    today = here.house.today()
    rows = [
        (item.of.called, (_how(item), _objection(item, today), _evaluation(item, today))) for item in found
    ]
    heads = ("Deelbesluit", "Verzonden", "Bezwaar kan tot en met", "Terugkijken")
    table.show(title, heads, [("", rows)], stacks=True)
    for item in found:
        if item.is_told_otherwise and item.objection_until is not None and item.of.told_until is not None:
            st.warning(
                f"{plain(item.of.called)}: bij het vaststellen is uitgegaan van een andere dag van verzending. "
                f"In de brief staat dan bezwaar tot en met {show_date(item.of.told_until)}; het is tot en met "
                f"{show_date(item.objection_until)}. Laat dat weten."
            )


def by_room(found: Iterable[FollowUp]) -> dict[str, FollowUp]:
    """Lay part-decisions under what only they have: the person and the law, not what these are called."""
    return {item.of.part.room: item for item in found}


def called(listed: Mapping[str, FollowUp]) -> Callable[[str], str]:
    """Give what says of each of these what it is called."""
    return lambda room: listed[room].of.called


def _how(item: FollowUp) -> str:
    if item.sent is None:
        return "nog niet"
    return f"{show_date(item.sent[1].day)}, {CHANNELS[item.sent[1].channel]}"


def _objection(item: FollowUp, today: date) -> str:
    if item.sent is None:
        return "begint na verzending"
    if item.objection_until is None:
        return "niet bekend"
    left = (item.objection_until - today).days
    return f"{show_date(item.objection_until)}, {'voorbij' if left < 0 else _days(left)}"


def _evaluation(item: FollowUp, today: date) -> str:
    if item.evaluate_on is None:
        return "gedaan" if item.looked_back else "niets afgesproken"
    return f"{show_date(item.evaluate_on)}, {_days((item.evaluate_on - today).days)}"


def _days(left: int) -> str:
    return days_left(left).replace("**", "")


# --- sending -----------------------------------------------------------------------------------------------


def show(here: Here, record: int, found: tuple[FollowUp, ...]) -> None:
    """Let somebody write down what was sent, and mend what was written down wrongly."""
    unsent = [item for item in found if item.sent is None]
    if unsent:
        _send(here, record, unsent)
    if len(unsent) < len(found):
        with st.expander("Verkeerd genoteerd?"):
            _mend(here, record, [item for item in found if item.sent is not None])


def _send(here: Here, record: int, unsent: list[FollowUp]) -> None:
    with step.form(f"{_SENDING}:{record}"):
        listed = by_room(unsent)
        chosen = st.multiselect(
            "Wat is verzonden?", list(listed), list(listed), format_func=called(listed), placeholder="Kies"
        )
        day, channel = _day_and_channel(here)
        done = st.form_submit_button("Leg de verzending vast", type="primary")
    if done:
        _keep(
            here,
            record,
            [listed[room] for room in chosen],
            day,
            channel,
            f"{_SENDING}:{record}",
        )


def _mend(here: Here, record: int, sent: list[FollowUp]) -> None:
    st.caption("Wat er stond, blijft bewaard. Wat u nu opschrijft, geldt.")
    with step.form(f"{_MENDING}:{record}"):
        listed = by_room(sent)
        room = st.selectbox("Wat is verkeerd genoteerd?", list(listed), format_func=called(listed))
        day, channel = _day_and_channel(here)
        reasons = st.text_input("Wat was er verkeerd?")
        done = st.form_submit_button("Verbeter")
    if done:
        _keep(
            here,
            record,
            [listed[room]],
            day,
            channel,
            f"{_MENDING}:{record}",
            reasons,
        )


def _day_and_channel(here: Here) -> tuple[str, Channel | None]:
    left, right = st.columns(2)
    day = left.text_input("Dag", f"{here.house.today():%d-%m-%Y}", help="dag-maand-jaar")
    channel = right.selectbox(
        "Hoe?", list(CHANNELS), index=None, format_func=CHANNELS.__getitem__, placeholder="Kies"
    )
    return day, channel


def _keep(
    here: Here, record: int, items: list[FollowUp], day: str, channel: Channel | None, key: str, why: str = ""
) -> None:
    if not items or channel is None:
        st.error("Kies wat is verzonden." if not items else "Kies hoe het is verzonden.")
        return
    if not day.strip():
        st.error("Vul in op welke dag het is verzonden, zoals 24-11-2026.")
        return
    try:
        on = date.fromisoformat(typed.canonical(Kind.DATE, day))
    except ValueError as error:
        st.error(plain(str(error)))
        return
    refused = []
    for item in items:
        corrects = None if item.sent is None else item.sent[0].number
        try:
            here.house.desk.send(
                record, item.of.part, on, channel, here.login, here.house.at(), corrects, why
            )
        except MaatwerkError as error:
            refused.append(str(error))
    if len(refused) == len(items):
        st.error("\n\n".join(map(plain, dict.fromkeys(refused))))
        return
    step.taken(key)
    if refused:
        say(" ".join(["Niet alles is vastgelegd.", *map(plain, refused)]))
    else:
        say_done("De verzending is vastgelegd.")
    st.rerun()
