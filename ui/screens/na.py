"""After sealing: sent, until when objection is possible, looked back at, extended, and texts to copy."""

from datetime import date

import streamlit as st

from budget_engine.afterwards import Channel
from budget_engine.drafts import typed
from budget_engine.errors import MaatwerkError
from budget_engine.follow_up import CHANNELS, FollowUp, case_system_lines, file_note
from budget_engine.language.fact import Kind
from budget_engine.recordkeeping import Sealed
from budget_engine.values import show_date
from ui import session
from ui.parts import looking_back, sealed, step, table
from ui.parts.count import days_left
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here, page, say

_SENDING, _MENDING = "verzenden", "verbeteren"


def _overview(here: Here, found: tuple[FollowUp, ...], title: str = "Waar elk deelbesluit staat") -> None:
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


def _sending(here: Here, record: int, found: tuple[FollowUp, ...]) -> None:
    unsent = [item for item in found if item.sent is None]
    if unsent:
        _send(here, record, unsent)
    if len(unsent) < len(found):
        with st.expander("Verkeerd genoteerd?"):
            _mend(here, record, [item for item in found if item.sent is not None])


def _send(here: Here, record: int, unsent: list[FollowUp]) -> None:
    with step.form(f"{_SENDING}:{record}"):
        names = [item.of.called for item in unsent]
        chosen = st.multiselect("Wat is verzonden?", names, names, placeholder="Kies")
        day, channel = _day_and_channel(here)
        done = st.form_submit_button("Leg de verzending vast", type="primary")
    if done:
        _keep(
            here,
            record,
            [item for item in unsent if item.of.called in chosen],
            day,
            channel,
            f"{_SENDING}:{record}",
        )


def _mend(here: Here, record: int, sent: list[FollowUp]) -> None:
    st.caption("Wat er stond, blijft bewaard. Wat u nu opschrijft, geldt.")
    with step.form(f"{_MENDING}:{record}"):
        name = st.selectbox("Wat is verkeerd genoteerd?", [item.of.called for item in sent])
        day, channel = _day_and_channel(here)
        reasons = st.text_input("Wat was er verkeerd?")
        done = st.form_submit_button("Verbeter")
    if done:
        _keep(
            here,
            record,
            [item for item in sent if item.of.called == name],
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
    say(
        " ".join(
            [
                "De verzending is vastgelegd." if not refused else "Niet alles is vastgelegd.",
                *map(plain, refused),
            ]
        )
    )
    st.rerun()


def _earlier(here: Here, last: int) -> None:
    """Show what is still open of what was sealed before, which a new decision does not take away."""
    listed = here.house.desk.earlier(last, here.house.today(), here.login, here.house.at())
    if not listed:
        return
    opened = fold("Eerder vastgesteld", f"eerder:{here.draft.number}")
    if opened.open:
        with opened:
            for record, found in listed.items():
                st.markdown(f"**Record {record}**: nog niet verzonden, of er kan nog bezwaar tegen.")
                _overview(here, found, f"Wat nog open staat van record {record}")
                _sending(here, record, found)


# --- looking back and extending ------------------------------------------------------------------------------


def _looking_back(here: Here, what: Sealed, found: tuple[FollowUp, ...]) -> None:
    for item in found:
        if item.looked_back:
            st.subheader(plain(item.of.called), anchor=False)
            looking_back.show(item)
    names = {item.of.called: item for item in found}
    chosen = st.selectbox(
        "Waarop kijkt u terug?", list(names), index=None, placeholder="Kies een deelbesluit"
    )
    if chosen is not None:
        looking_back.ask(here, what, names[chosen].of.part)


def _extending(here: Here, record: int, found: tuple[FollowUp, ...]) -> None:
    granted = {item.of.called: item for item in found if item.of.is_granted}
    if not granted:
        st.markdown("Er is niets toegekend, dus er is niets om te verlengen.")
        return
    st.markdown(
        "U maakt een nieuw dossier met wat over deze persoon onder deze wet is vastgesteld. De inwoner hoeft niet "
        "opnieuw te melden of aan te vragen. Van huisgenoten en helpers gaat alleen mee wat voor het huishouden telt. "
        "Wat u van plan bent, uw eigen inschatting, het besluit en de periodes vult u opnieuw in."
    )
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        "Wat wilt u verlengen?", list(granted), index=None, placeholder="Kies een deelbesluit"
    )
    if right.button("Maak een dossier voor de verlenging", disabled=chosen is None) and chosen is not None:
        made = here.house.desk.extend(record, granted[chosen].of.part, here.login, here.house.at())
        session.open_dossier(made)
        st.switch_page("screens/gesprek.py")


def _texts(case: str, found: tuple[FollowUp, ...], record: int, kept: str) -> None:
    st.caption("Het zaaknummer, een regel per deelbesluit en een notitie, elk met een knop om te kopiëren.")
    st.code(case, language=None)
    for label, text in (
        ("Per deelbesluit een regel voor het zaaksysteem", case_system_lines(found, case, record)),
        ("Notitie voor het dossier", file_note(found, case, record, kept)),
    ):
        with st.expander(label):
            st.code(text, language=None, wrap_lines=True)


@page("Verzonden en daarna")
def render(here: Here) -> None:
    """Show what happened to the decision that was sealed last, and record what happens next."""
    last = sealed.sealed(here)
    if last is None or not last.hash:
        st.info(
            "Dit dossier is nog niet vastgesteld. Daarna legt u hier vast wanneer en hoe het besluit is verzonden."
        )
        st.page_link("screens/vaststellen.py", label="Naar Vaststellen")
        return
    at = here.house.at()
    what = here.house.desk.as_sealed_of(last.record, here.login, at)
    found = here.house.desk.follow_ups(last.record, here.login, at)
    st.markdown(
        f"Dit gaat over het besluit van **{show_date(what.decision.on)}**, vastgesteld als record {last.record}."
    )
    if last.since:
        st.info("Daarna is er iets gewijzigd in dit dossier. Wat hier staat, gaat over wat is vastgesteld.")
    st.header("Verzonden", anchor=False)
    _overview(here, found)
    _sending(here, last.record, found)
    _earlier(here, last.record)
    st.header("Terugkijken", anchor=False)
    _looking_back(here, what, found)
    st.header("Verlengen", anchor=False)
    _extending(here, last.record, found)
    st.header("Om over te nemen", anchor=False)
    _texts(here.draft.case, found, last.record, last.hash)


render()
