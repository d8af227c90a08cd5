"""One room: what lies in it, who may see it and why, whether it is right, and where it is printed."""

import streamlit as st

from budget_engine.drafts.apart import seen_otherwise
from budget_engine.drafts.called import PEOPLE, who_is
from budget_engine.drafts.entry import EXISTS, Field, joined
from budget_engine.drafts.labels import HEARD
from budget_engine.drafts.shape import CHECKS, CUSTODY, SEEN_BY, place_of_room
from budget_engine.drafts.typed import canonical
from budget_engine.glossary import NO, YES
from budget_engine.language.fact import Kind
from budget_engine.room_contents import RoomTold
from budget_engine.rooms import Heard
from budget_engine.values import parse_date, show_date
from ui.parts import field, removed, step
from ui.parts.fold import fold
from ui.parts.heading import small_heading
from ui.parts.words import plain
from ui.session import Here

_SOMEBODY_ELSE = "iemand anders"
_WHOLE = "het geheel"
_MAY = {YES: "mag dit zien", NO: "mag dit niet zien"}


def show(here: Here, told: RoomTold) -> None:
    """Show one room."""
    place = place_of_room(told.sight.room)
    small_heading("Wat ligt hier?", 3)
    st.markdown("\n".join(f"- {plain(line)}" for line in told.holds))
    small_heading("Wie mag dit zien?", 3)
    _readers(here, told, joined(place, SEEN_BY))
    small_heading("Klopt dit?", 3)
    _asked(here, told)
    _checks(here, told, joined(place, CHECKS))
    small_heading("Waar staat dit straks?", 3)
    lead = "".join(f"{plain(line)}\n\n" for line in told.prints if line.endswith(":"))
    st.markdown(lead + "\n".join(f"- {plain(line)}" for line in told.prints if not line.endswith(":")))


def _readers(here: Here, told: RoomTold, place: Field) -> None:
    sight = told.sight
    if sight.lacking is not None:
        st.warning(sight.lacking)
        st.page_link("screens/huishouden.py", label="Naar Huishouden en netwerk")
    if sight.asks_custody and sight.law is None:
        may_have = {who: here.called(PEOPLE, who) for who in sight.asks_custody}
        place_of_custody = joined(place_of_room(sight.room), CUSTODY)
        standing = here.draft.chosen(place_of_custody)
        label = f"Wie heeft het gezag over {plain(here.called(PEOPLE, sight.person))}?"
        field.choices(here, place_of_custody, label, may_have, standing)
    names = [here.called(PEOPLE, who) for who in sight.by_rule]
    by_rule = f" En volgens de regels, naar leeftijd en gezag: {', '.join(names)}." if names else ""
    st.markdown(f"Uw team.{plain(by_rule)}")
    for number in here.draft.parts(place):
        own = joined(place, number)
        may = _MAY[here.draft.text(joined(own, "mag_zien")) or YES]
        by, on = here.draft.text(joined(own, "door")), _day(here, joined(own, "op"))
        said = f"{_who(here, own)} {may}: {here.draft.text(joined(own, 'waarom'))} ({by}{on})"
        _row(here, own, said)
    removed.show(here, place)
    _new_reader(here, told, place)


def _new_reader(here: Here, told: RoomTold, place: Field) -> None:
    taken = {here.draft.text(joined(place, number, "wie")) for number in here.draft.parts(place)}
    people = {name: here.called(PEOPLE, name) for name in here.draft.parts(PEOPLE) if name not in taken}
    options = {**people, _SOMEBODY_ELSE: "Iemand anders, zoals een ex-partner, bewindvoerder of school"}
    key = f"lezer:{here.draft.number}:{told.sight.room}"
    with st.popover("Kies anders wie dit mag zien", key=f"{key}:open"), step.form(key):
        who = st.selectbox(
            "Wie?", list(options), index=None, format_func=options.__getitem__, placeholder="Kies"
        )
        other = st.text_input("Naam, bij iemand anders")
        may = st.segmented_control("Mag die dit zien?", list(_MAY), default=YES, format_func=_MAY.__getitem__)
        why = st.text_input("Waarom?")
        sent = st.form_submit_button("Leg vast")
    if not sent:
        return
    name = other.strip() if who == _SOMEBODY_ELSE else who
    if not name or not may or not why.strip() or name in taken:
        st.error("Kies wie, of die het mag zien, en schrijf op waarom. Wie er al staat, haalt u eerst weg.")
        return
    today = here.house.today().isoformat()
    here.add(
        place,
        "",
        [("wie", name), ("mag_zien", may), ("waarom", why.strip()), ("door", here.worker), ("op", today)],
    )
    step.taken(key)
    st.rerun()


def _asked(here: Here, told: RoomTold) -> None:
    """List what was answered, folded by whom or what it is about, so that somebody can read it."""
    for number, (about, said) in enumerate(told.asked.items()):
        key = f"nalezen:{here.draft.number}:{told.sight.room}:{number}"
        count = "1 antwoord" if len(said) == 1 else f"{len(said)} antwoorden"
        opened = fold(f"{plain(about.rstrip('. '))}: {count}", key, kind="compact")
        if opened.open:
            opened.markdown("\n".join(f"- {plain(line)}" for line in said))


def _checks(here: Here, told: RoomTold, place: Field) -> None:
    numbers = here.draft.parts(place)
    if not numbers:
        st.markdown("Dit is nog niet nagelezen door de persoon over wie het gaat.")
    for number in numbers:
        own = joined(place, number)
        outcome = here.draft.text(joined(own, "uitkomst"))
        says = HEARD[Heard(outcome)] if outcome in set(Heard) else "zei iets"
        words = here.draft.text(joined(own, "woorden"))
        quoted = f": “{words}”" if words else ""
        _row(here, own, f"{_who(here, own)} {says}{quoted}{_day(here, joined(own, 'op'))}")
    removed.show(here, place)
    _new_check(here, told, place)


def _new_check(here: Here, told: RoomTold, place: Field) -> None:
    people = {name: here.called(PEOPLE, name) for name in here.draft.parts(PEOPLE)}
    options = {**people, _SOMEBODY_ELSE: "Iemand anders"}
    about = {_WHOLE: "Het geheel", **{_code(place): said for place, said in told.answers.items()}}
    key = f"klopt:{here.draft.number}:{told.sight.room}"
    with st.popover("Schrijf op wat iemand ervan zegt", key=f"{key}:open"), step.form(key):
        who = st.selectbox(
            "Wie?", list(options), index=None, format_func=options.__getitem__, placeholder="Kies"
        )
        other = st.text_input("Naam, bij iemand anders")
        outcome = st.radio("Wat zegt die?", list(Heard), format_func=HEARD.__getitem__)
        words = st.text_input("In eigen woorden (bij: ziet het anders)")
        which = st.selectbox(
            "Waarover?", list(about), format_func=about.__getitem__,
            help="Gaat het over één antwoord, dan staat daar overal bij dat iemand het anders ziet.",
        )  # fmt: skip
        sent = st.form_submit_button("Leg vast")
    if not sent:
        return
    name = other.strip() if who == _SOMEBODY_ELSE else who
    if not name or (outcome is Heard.OTHERWISE and not words.strip()):
        st.error("Kies wie het zegt. Ziet die het anders, schrijf dan op wat die zegt.")
        return
    today = here.house.today().isoformat()
    written = [("wie", name), ("uitkomst", str(outcome)), ("woorden", words.strip() or None), ("op", today)]
    here.add(place, "", [(field, given) for field, given in written if given])
    if outcome is Heard.OTHERWISE and which != _WHOLE:
        thing, _, fact = which.partition(" ")
        said_by = who_is(here.draft, name)
        here.write_all(seen_otherwise(here.draft, here.view.case, thing, fact, said_by, words.strip()))
    step.taken(key)
    st.rerun()


def _code(answer: tuple[str, str]) -> str:
    return " ".join(answer)


def _row(here: Here, own: Field, said: str) -> None:
    left, right = st.columns([6, 1], vertical_alignment="center")
    left.markdown(f"- {plain(said)}")
    if right.button("Haal weg", key=f"weg:{here.draft.number}:{own}", help=f"Haal weg: {plain(said)}"):
        here.write(joined(own, EXISTS), NO)
        st.rerun()


def _who(here: Here, own: Field) -> str:
    return who_is(here.draft, here.draft.text(joined(own, "wie")))


def _day(here: Here, field: Field) -> str:
    try:
        return f", {show_date(parse_date(canonical(Kind.DATE, here.draft.text(field))))}"
    except ValueError:
        return ""
