"""The conversation: the story first, as it is told; then who is there, what they need and what they want."""

import streamlit as st

from budget_engine.drafts.called import NEEDS, PEOPLE, meant, together, who_is
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.drafts.labels import DOMAINS
from budget_engine.drafts.notes import NOTES, not_used, taken_over
from budget_engine.drafts.shape import GOALS, MATTER, TALK_DAY
from budget_engine.drafts.typed import canonical
from budget_engine.glossary import NO
from budget_engine.language.fact import EntityKind, Kind
from budget_engine.values import parse_date, show_date
from ui.parts import field, prepared, removed, step, talk_sheet, who
from ui.parts.fold import fold
from ui.parts.questions import questions
from ui.parts.words import plain
from ui.session import Here, page

_DOMAINS = {str(domain): word for domain, word in DOMAINS.items()}
_HIGH = 220  # pixels: some nine lines, so that what comes next still stands on the screen
_TO_TAP = 8  # more sentences than these are easier found by typing


def _notes(here: Here) -> None:
    field.text(
        here, NOTES, "Aantekeningen tijdens het gesprek", is_long=True, height=_HIGH,
        placeholder="Schrijf mee zoals het verteld wordt. Ordenen kan later.",
    )  # fmt: skip
    st.caption(
        "Dit blijven werkaantekeningen: zij worden niet vastgesteld en komen in geen brief, verslag of Excel-bestand. "
        "Collega's van het team kunnen ze lezen, en een inwoner mag vragen om ze te zien."
    )


def _from_notes(here: Here, key: str) -> list[str]:
    """Let somebody choose sentences of the notes that were not used yet, so that nobody types them again."""
    offered = not_used(here.draft)
    if not offered:
        return []
    label = "Neem over uit de aantekeningen"
    if len(offered) <= _TO_TAP:
        return st.pills(label, offered, selection_mode="multi", format_func=plain, key=key)
    return st.multiselect(label, offered, placeholder="Kies een of meer zinnen", key=key)


def _people(here: Here) -> None:
    st.header("Wie horen erbij?", anchor=False)
    names = [person.name or person.id for person in here.view.case.persons]
    if names:
        st.markdown(plain(", ".join(names)))
    removed.show(here, PEOPLE)
    with step.form("persoon"):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        name = left.text_input("Naam van iemand in het huishouden", placeholder="bijvoorbeeld Anouk (moeder)")
        sent = right.form_submit_button("Voeg toe")
    if sent and name.strip():
        here.add("personen", name, [("naam", name.strip())])
        step.taken("persoon")
        st.rerun()
    elif sent:
        st.error("Vul een naam in.")


# --- needs ---------------------------------------------------------------------------------------------


def _needs(here: Here) -> None:
    st.header("Wat is de vraag?", anchor=False)
    persons = {name: here.called(PEOPLE, name) for name in here.draft.parts(PEOPLE)}
    if not persons:
        st.info("Voeg eerst iemand toe; daarna kunt u opschrijven wat die persoon vraagt.")
        removed.show(here, NEEDS)
        return
    for name in here.draft.parts(NEEDS):
        _need(here, name, persons)
    removed.show(here, NEEDS)
    opened = fold("Nieuwe vraag", f"nieuw:vraag:{here.draft.number}", is_open=not here.draft.parts(NEEDS))
    if opened.open:
        with opened:
            _new_need(here, persons)


def _need(here: Here, name: str, persons: dict[str, str]) -> None:
    place = joined(NEEDS, name)
    opened = fold(
        plain(_said(here, place, "persoon")),
        f"vraag:{here.draft.number}:{name}",
        is_open=_asks_for_a_look(here, place, ("persoon", "domein")),
        kind="compact",
    )
    if not opened.open:
        return
    with opened:
        left, right = st.columns(2)
        with left:
            field.choice(here, joined(place, "persoon"), "Van wie is deze vraag?", persons, is_narrow=True)
        with right:
            field.choice(here, joined(place, "domein"), "Waar speelt het?", _DOMAINS)
        field.text(here, joined(place, "woorden"), "In eigen woorden")
        if st.button("Haal deze vraag weg", key=f"weg:{place}", type="tertiary"):
            here.write(joined(place, EXISTS), NO)
            st.rerun()


def _said(here: Here, place: str, by: str) -> str:
    """Give a need or a goal in one line: who, where and in which words."""
    who_says, where = (here.draft.text(joined(place, part)).strip() for part in (by, "domein"))
    words = here.draft.text(joined(place, "woorden")).strip() or "nog geen eigen woorden"
    line = together(who_is(here.draft, who_says), _DOMAINS.get(where, "").lower(), words=words)
    return f"{line} (twee keer ingevuld)" if _is_twice(here, place) else line


def _asks_for_a_look(here: Here, place: str, asked: tuple[str, ...]) -> bool:
    """Tell whether something is not filled in, is wrong, or was filled in twice."""
    is_whole = all(here.draft.text(joined(place, part)).strip() for part in asked)
    is_right = not any(part in here.view.reading.problems for part in here.draft.under(place))
    return not (is_whole and is_right) or _is_twice(here, place)


def _is_twice(here: Here, place: str) -> bool:
    """Tell whether two people wrote in a field without knowing it of each other."""
    return any(len(here.draft.versions[part]) > 1 for part in here.draft.under(place))


def _new_need(here: Here, persons: dict[str, str]) -> None:
    with step.form("vraag"):
        shown = {name: plain(word) for name, word in persons.items()}
        left, right = st.columns(2)
        asker = left.pills(
            "Nieuwe vraag van", list(shown), format_func=shown.__getitem__, default=next(iter(shown))
        )
        where = right.pills("Domein", list(_DOMAINS), format_func=_DOMAINS.__getitem__)
        chosen = _from_notes(here, step.key_in("vraag", "notities"))
        typed = st.text_area("In eigen woorden", placeholder="Schrijf op wat diegene zegt.", height=80)
        sent = st.form_submit_button("Voeg vraag toe")
    if sent and asker and where:
        words = taken_over(chosen, typed)
        here.add(
            NEEDS,
            f"{asker}-{where}",
            [("persoon", asker), ("domein", where), ("woorden", words or None)],
        )
        step.taken("vraag")
        st.rerun()
    elif sent:
        st.error("Tik aan van wie de vraag is en in welk domein.")


# --- goals ---------------------------------------------------------------------------------------------


def _goals(here: Here) -> None:
    st.header("Wat wil men bereiken?", anchor=False)
    for number in here.draft.parts(GOALS):
        _goal(here, number)
    removed.show(here, GOALS)
    opened = fold("Nieuw doel", f"nieuw:doel:{here.draft.number}", is_open=not here.draft.parts(GOALS))
    if opened.open:
        with opened:
            _new_goal(here)


def _goal(here: Here, number: str) -> None:
    place = joined(GOALS, number)
    opened = fold(
        plain(_said(here, place, "wie")),
        f"doel:{here.draft.number}:{number}",
        is_open=_asks_for_a_look(here, place, ("domein", "woorden", "wie")),
        kind="compact",
    )
    if not opened.open:
        return
    with opened:
        left, right = st.columns(2)
        with left:
            field.choice(here, joined(place, "domein"), "Domein", _DOMAINS)
        with right:
            who.ask(here, joined(place, "wie"), "Wie zegt dit?")
        field.text(here, joined(place, "woorden"), "Doel in eigen woorden")
        if st.button("Haal weg", key=f"weg:{place}", help="Haal dit doel weg", type="tertiary"):
            here.write(joined(place, EXISTS), NO)
            st.rerun()


def _new_goal(here: Here) -> None:
    with step.form("doel"):
        left, right = st.columns(2)
        where = left.pills("Domein van een nieuw doel", list(_DOMAINS), format_func=_DOMAINS.__getitem__)
        said_by = right.text_input("Wie zegt dit?")
        chosen = _from_notes(here, step.key_in("doel", "notities"))
        typed = st.text_input("Nieuw doel, in eigen woorden")
        sent = st.form_submit_button("Voeg doel toe")
    words = taken_over(chosen, typed)
    if sent and where and words and said_by.strip():
        here.add(GOALS, "", [("domein", where), ("woorden", words), ("wie", meant(here.draft, said_by))])
        step.taken("doel")
        st.rerun()
    elif sent:
        st.error("Tik een domein aan, schrijf het doel op en wie het zegt.")


# --- when ----------------------------------------------------------------------------------------------


def _when(here: Here) -> None:
    left, right = st.columns([1, 3])
    with left:
        field.text(here, TALK_DAY, "Datum van het gesprek", placeholder="dag-maand-jaar")
        _not_yet(here)
    with right:
        municipalities = {name: name for name in here.house.desk.municipalities()}
        field.choice(here, "gemeente", "Gemeente", municipalities, is_required=True)


def _not_yet(here: Here) -> None:
    """Say of a day of the talk that has yet to come that it does; what was typed stays."""
    try:
        day = parse_date(canonical(Kind.DATE, here.draft.text(TALK_DAY)))
    except ValueError:
        return  # the field itself says so
    today = here.house.today()
    if day > today:
        st.markdown(f":red[**Klopt dit?** Deze dag ligt na vandaag, {show_date(today)}.]")


@page("Gesprek")
def render(here: Here) -> None:
    """Show the conversation: the notes first, and beneath them what was taken out of it."""
    _notes(here)
    prepared.show(here)
    talk_sheet.offer(here)
    _when(here)
    _people(here)
    _needs(here)
    _goals(here)
    st.header("Zo is het onderzoek gegaan", anchor=False)
    questions(here, MATTER, here.draft.case, EntityKind.CASE)


render()
