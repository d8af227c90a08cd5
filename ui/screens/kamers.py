"""Who may see what: per person and law what lies there, who may see it, whether it is right, where it is printed."""

import streamlit as st

from budget_engine.drafts.apart import gone_with_a_note, safety_note
from budget_engine.drafts.called import PEOPLE
from budget_engine.room_contents import rooms_told
from ui.parts import field, rooms
from ui.parts.fold import fold
from ui.parts.one_of import pick
from ui.parts.words import plain
from ui.session import Here, page


@page("Wie mag wat zien")
def render(here: Here) -> None:
    """Show the rooms of one person at a time."""
    st.write("Wat over iemand vastligt, is van die persoon. Hier staat wie het mag zien, en of het klopt.")
    people = {name: here.called(PEOPLE, name) for name in here.draft.parts(PEOPLE)}
    gone = gone_with_a_note(here.draft)
    people.update((name, f"{here.called(PEOPLE, name)} (weggehaald)") for name in gone)
    if not people:
        st.info("Er is nog niemand ingevuld. Begin bij het gesprek: een naam is genoeg.")
        st.page_link("screens/gesprek.py", label="Naar het gesprek")
        return
    person = pick(here, "Over wie?", f"{PEOPLE}:kamers", people)
    if person is None:
        return
    if person in gone:
        st.caption(
            "Deze persoon is weggehaald. De veiligheidsnotitie staat er nog; maak haar leeg als zij weg mag."
        )
        _safety(here, person, people[person])
        return
    view = here.view
    told = [
        item
        for item in rooms_told(view.case, view.rule_set, view.weighing, view.labels, view.decision)
        if item.sight.person == person
    ]
    st.header(f"Wat over {plain(people[person])} vastligt", anchor=False)
    for number, item in enumerate(told):
        title = f"{item.title} ({plain(people[person])})" if item.sight.law else item.title
        opened = fold(title, f"kamer:{here.draft.number}:{item.sight.room}", is_open=number == 0)
        if opened.open:
            with opened:
                rooms.show(here, item)
    _safety(here, person, people[person])


def _safety(here: Here, person: str, name: str) -> None:
    st.header("Veiligheid", anchor=False)
    opened = fold(f"Veiligheidsnotitie over {plain(name)}", f"veilig:{here.draft.number}:{person}")
    if opened.open:
        with opened:
            st.warning(
                "Alleen uw team leest dit. Het komt in geen brief, verslag, bestand of besluit, en niet op het scherm "
                "waarop het gezin meekijkt. Lees het niet waar anderen meekijken."
            )
            field.text(
                here, safety_note(person), f"Waar moet uw team op letten bij {plain(name)}?", is_long=True
            )


render()
