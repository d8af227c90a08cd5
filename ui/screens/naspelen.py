"""Working decisions out again with both engines, and the control chain: for whoever checks afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from budget_engine.authority import Action
from budget_engine.errors import EngineFault, StoreError
from budget_engine.replay import Difference, Outcome, Replay, is_as_it_should
from budget_engine.values import parse_date, show_date
from budget_engine.workbooks.plan import budget_plan, sealed_as
from budget_engine.workbooks.sheets import file_name
from ui.parts.count import counted
from ui.parts.words import plain
from ui.parts.workbook import offer
from ui.running import house
from ui.session import at_work, guarded, to_worklist
from ui.signing_in import may

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.SAME: "gelijk",
    Outcome.TEXT: "gelijk, alleen een tekst leest anders",
    Outcome.DIFFERENT: "anders",
    Outcome.REFUSED: "niet opnieuw doorgerekend",
}
_KINDS = {"besluit": "besluit", "vernietiging": "vernietiging van delen"}
_IN_VIEW = 20
_TIME = 5  # characters of hours and minutes
_HASH = re.compile(r"[0-9a-f]{64}")
_DONE = "opnieuw doorgerekend"


@dataclass(frozen=True)
class Done:
    """What came of working out again the last time: per record, beside the records, and when."""

    replays: Mapping[int, Replay]
    beside: tuple[str, ...]
    at: str


def _done() -> Done | None:
    known: Done | None = st.session_state.get(_DONE)
    return known


# --- records -----------------------------------------------------------------------------------------------


def _records() -> None:
    st.header("Wat is vastgesteld", anchor=False)
    listed = house().desk.records(at_work(), house().at())
    if not listed:
        st.info(
            "Er is nog niets vastgesteld. Stel eerst een besluit vast; daarna kan het hier opnieuw worden doorgerekend."
        )
        to_worklist()
        return
    numbers = [number for number, _ in listed]
    left, middle, right = st.columns([2, 2, 2], vertical_alignment="bottom")
    number = left.selectbox("Record", numbers, index=len(numbers) - 1)
    if middle.button("Reken dit record opnieuw door", width="stretch"):
        _replay(number)
    if right.button("Reken alles opnieuw door", width="stretch"):
        _replay(None)
    st.table([_row(number, head) for number, head in listed], hide_index=True)
    _outcomes()
    _budget(number)


def _budget(number: int) -> None:
    """Offer the budget plan of a decision as it was sealed, or say why there is none."""
    try:
        found = house().desk.as_sealed(number, at_work(), house().at())
    except StoreError as error:
        st.caption(f"Van record {number} is er geen begroting als Excel. {plain(str(error))}")
        return
    offer(
        f"Begroting van record {number} als Excel",
        lambda: budget_plan(found.decision, found.case, found.rule_set(), sealed_as(number)),
        file_name(f"begroting-record-{number}", found.case.id),
    )


def _row(number: int, head: Mapping[str, object]) -> dict[str, str]:
    done = _done()
    found = None if done is None else done.replays.get(number)
    outcome = "" if done is None or found is None else f"{OUTCOMES[found.outcome]} (om {done.at[11:16]})"
    kind = head.get("soort")
    return {
        "Record": str(number),
        "Soort": _KINDS.get(kind, plain(kind)) if isinstance(kind, str) else "niet leesbaar",
        "Zaak": _text(head, "zaak"),
        "Gemeente": _text(head, "gemeente"),
        "Besluit van": _day(head.get("op")),
        "Vastgesteld": _moment(head.get("tijd")),
        "Opnieuw doorgerekend": outcome,
    }


def _text(head: Mapping[str, object], name: str) -> str:
    value = head.get(name)
    return plain(value) if isinstance(value, str) else ""


def _day(value: object) -> str:
    try:
        return show_date(parse_date(value)) if isinstance(value, str) else ""
    except ValueError:
        return plain(str(value))


def _moment(value: object) -> str:
    """Write when something was sealed; a text that is no moment is shown as it lies there."""
    if not isinstance(value, str):
        return ""
    day, _, time = value.partition("T")
    return f"{_day(day)}, {plain(time[:_TIME])}" if time else plain(value)


def _replay(number: int | None) -> None:
    try:
        with st.spinner("Beide motoren rekenen opnieuw."):
            replays, beside = house().replay(number, at_work())
    except EngineFault as error:
        st.error(f"Opnieuw doorrekenen is niet gelukt. {plain(str(error))}")
        return
    found = {replay.number: replay for replay in replays}
    st.session_state[_DONE] = Done(found, tuple(beside), house().at())


# --- outcomes ----------------------------------------------------------------------------------------------


def _outcomes() -> None:
    done = _done()
    if done is None:
        return
    for text in done.beside:
        st.error(plain(text))
    for number, replay in sorted(done.replays.items()):
        said = f"Record {number}: {OUTCOMES[replay.outcome]}."
        if not is_as_it_should(replay):
            st.error(said)
        elif replay.outcome is Outcome.SAME:
            st.success(said)
        else:
            st.info(said)
        if replay.differences:
            _differences(replay)


def _differences(replay: Replay) -> None:
    if replay.outcome is Outcome.REFUSED:
        st.markdown("\n".join(f"- {plain(item.found or '')}" for item in replay.differences))
        return
    _table(replay.differences[:_IN_VIEW])
    rest = replay.differences[_IN_VIEW:]
    if rest:
        opened = st.expander(
            f"Nog {counted(len(rest), 'verschil', 'verschillen')}",
            key=f"verschillen:{replay.number}",
            on_change="rerun",
        )
        if opened.open:
            with opened:
                _table(rest)


def _table(differences: tuple[Difference, ...]) -> None:
    st.table(
        [
            {
                "Plaats": plain(item.place),
                "Vastgesteld": plain(item.sealed or "niets"),
                "Nu": plain(item.found or "niets"),
            }
            for item in differences
        ],
        hide_index=True,
    )


# --- the chain ---------------------------------------------------------------------------------------------


def _chain() -> None:
    st.header("De controlereeks", anchor=False)
    st.write(
        "Elk record sluit aan op het vorige. Wordt er iets gewijzigd, verwisseld of weggehaald, dan past de reeks "
        "niet meer en staat hier welk record het is."
    )
    kept = st.text_input(
        "Kop die u eerder bewaarde (mag leeg blijven)", key="kop", max_chars=80,
        help="Zo ziet u ook of de laatste records zijn weggehaald of herschreven.",
    ).strip()  # fmt: skip
    if kept and not _HASH.fullmatch(kept):
        st.error("Dit is geen kop. Een kop heeft 64 tekens: cijfers en de letters a tot en met f.")
        kept = ""
    last, breaks = house().desk.chain(at_work(), house().at(), kept or None)
    if house().desk.put_back:
        names = ", ".join(house().desk.put_back)
        st.error(
            f"Toen dit bestand werd geopend ontbrak bewaking, of zij was veranderd: {names}. Zij is teruggezet. "
            "Dat doet niemand via deze toolkit: vraag wie bij het bestand kan."
        )
    for item in breaks:
        where = f"Record {item.number}" if item.number else "Naast de records"
        st.error(f"{where}: {plain(item.text)}")
    if last is None:
        st.write("Er ligt geen record in de reeks.")
        return
    if not breaks:
        st.success("De reeks is heel.")
        st.write(f"Het laatste record is {last.number}. Bewaar deze kop buiten dit systeem:")
    else:
        st.write(f"Het laatste record dat er ligt is {last.number}, met deze kop:")
    st.code(last.hash, language=None)


def _proves() -> None:
    st.header("Wat dit niet bewijst", anchor=False)
    st.write(
        "Opnieuw doorrekenen laat zien dat de regels van toen, met de feiten van toen, nog steeds dezelfde uitkomst "
        "geven. Het bewijst niet dat die feiten waar waren, dat het gesprek goed was, of dat alles is gevraagd en "
        "opgeschreven. Of alle besluiten hier liggen, blijkt pas naast het zaaksysteem."
    )


def render() -> None:
    """Show what was sealed, work it out again, and check the chain."""
    st.title("Opnieuw doorrekenen", anchor=False)
    st.write(
        "Hier rekenen beide motoren een vastgesteld besluit opnieuw door, met de regels en de feiten die erbij zijn "
        "bewaard."
    )
    if may(Action.REPLAY) or not may(Action.SEE_CHAIN):
        guarded(_records)
    if may(Action.SEE_CHAIN):
        guarded(_chain)
        guarded(_proves)


guarded(render)
