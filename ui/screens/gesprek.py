"""The conversation: who was there, what they need and want in their own words, tapped onto domains."""

import streamlit as st

from budget_engine.drafts.called import NEEDS, PEOPLE
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.drafts.labels import DOMAINS
from budget_engine.drafts.shape import GOALS, MATTER, TALK_DAY
from budget_engine.drafts.typed import canonical
from budget_engine.glossary import NO
from budget_engine.language.fact import EntityKind, Kind
from budget_engine.values import parse_date, show_date
from ui.parts import field, removed, step, who
from ui.parts.questions import questions
from ui.parts.words import plain
from ui.session import Here, page

_DOMAINS = {str(domain): word for domain, word in DOMAINS.items()}


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


def _needs(here: Here) -> None:
    st.header("Wat is de vraag?", anchor=False)
    persons = {name: here.called(PEOPLE, name) for name in here.draft.parts(PEOPLE)}
    if not persons:
        st.info("Voeg eerst iemand toe; daarna kunt u opschrijven wat die persoon vraagt.")
        removed.show(here, NEEDS)
        return
    for name in here.draft.parts("vragen"):
        place = joined("vragen", name)
        with st.container(border=True):
            left, right = st.columns(2)
            with left:
                field.choice(
                    here, joined(place, "persoon"), "Van wie is deze vraag?", persons, is_narrow=True
                )
            with right:
                field.choice(here, joined(place, "domein"), "Waar speelt het?", _DOMAINS)
            field.text(here, joined(place, "woorden"), "In eigen woorden")
            if st.button("Haal deze vraag weg", key=f"weg:{place}", type="tertiary"):
                here.write(joined(place, EXISTS), NO)
                st.rerun()
    removed.show(here, NEEDS)
    with step.form("vraag"):
        shown = {name: plain(word) for name, word in persons.items()}
        asker = st.pills(
            "Nieuwe vraag van", list(shown), format_func=shown.__getitem__, default=next(iter(shown))
        )
        where = st.pills("Domein", list(_DOMAINS), format_func=_DOMAINS.__getitem__)
        words = st.text_area("In eigen woorden", placeholder="Schrijf op wat diegene zegt.")
        sent = st.form_submit_button("Voeg vraag toe")
    if sent and asker and where:
        here.add(
            "vragen",
            f"{asker}-{where}",
            [("persoon", asker), ("domein", where), ("woorden", words.strip() or None)],
        )
        step.taken("vraag")
        st.rerun()
    elif sent:
        st.error("Tik aan van wie de vraag is en in welk domein.")


def _goals(here: Here) -> None:
    st.header("Wat wil men bereiken?", anchor=False)
    for number in here.draft.parts(GOALS):
        place = joined(GOALS, number)
        left, middle, right, away = st.columns([4, 8, 5, 3], vertical_alignment="bottom")
        with left:
            field.choice(here, joined(place, "domein"), "Domein", _DOMAINS, is_narrow=True)
        with middle:
            field.text(here, joined(place, "woorden"), "Doel in eigen woorden")
        with right:
            who.ask(here, joined(place, "wie"), "Wie zegt dit?")
        if away.button("Haal weg", key=f"weg:{place}", help="Haal dit doel weg"):
            here.write(joined(place, EXISTS), NO)
            st.rerun()
    removed.show(here, GOALS)
    with step.form("doel"):
        where = st.pills("Domein van een nieuw doel", list(_DOMAINS), format_func=_DOMAINS.__getitem__)
        words = st.text_input("Nieuw doel, in eigen woorden")
        said_by = st.text_input("Wie zegt dit?")
        sent = st.form_submit_button("Voeg doel toe")
    if sent and where and words.strip() and said_by.strip():
        here.add(GOALS, "", [("domein", where), ("woorden", words.strip()), ("wie", said_by.strip())])
        step.taken("doel")
        st.rerun()
    elif sent:
        st.error("Tik een domein aan, schrijf het doel op en wie het zegt.")


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
    """Show the conversation."""
    st.header("Wanneer, en wie waren erbij?", anchor=False)
    left, right = st.columns([1, 3])
    with left:
        field.text(here, TALK_DAY, "Datum van het gesprek", placeholder="dag-maand-jaar")
        _not_yet(here)
    with right:
        municipalities = {name: name for name in here.house.desk.municipalities()}
        field.choice(here, "gemeente", "Gemeente", municipalities, is_required=True)
    _people(here)
    _needs(here)
    _goals(here)
    st.header("Zo is het onderzoek gegaan", anchor=False)
    questions(here, MATTER, here.draft.case, EntityKind.CASE)


render()
