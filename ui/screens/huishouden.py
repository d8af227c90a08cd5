"""The household and its network: who lives here, who helps, what it asks of them."""

import streamlit as st

from budget_engine.drafts.called import NEEDS, PEOPLE, SUPPORT, meant
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.glossary import NO
from budget_engine.language.fact import EntityKind
from ui.parts import field, network_map, offers, removed, step, who
from ui.parts.fold import fold
from ui.parts.questions import questions
from ui.parts.words import plain
from ui.session import Here, page


@page("Huishouden en netwerk")
def render(here: Here) -> None:
    """Show the people, and who helps them."""
    people = here.draft.parts("personen")
    if not people:
        st.info("Er is nog niemand ingevuld. Begin bij het gesprek: een naam is genoeg.")
        st.page_link("screens/gesprek.py", label="Naar het gesprek")
        removed.show(here, PEOPLE)
        return
    network_map.show(here)
    st.header("Mensen", anchor=False)
    _still(here, people)
    for name in people:
        _person(here, name)
    removed.show(here, PEOPLE)
    st.header("Eigen inbreng en netwerk", anchor=False)
    st.caption(
        "Wat mensen zelf doen en wie er helpt. Helpen is vrijwillig: schrijf op wat iemand aanbiedt, wat het vraagt "
        "en wat er gebeurt als het stopt."
    )
    _still(here, here.draft.parts("steun"))
    for name in here.draft.parts("steun"):
        _support(here, name)
    removed.show(here, SUPPORT)
    _new_support(here)
    offers.show(here)


def _person(here: Here, name: str) -> None:
    place = joined("personen", name)
    opened = fold(plain(here.called(PEOPLE, name)), f"persoon:{place}")
    if not opened.open:
        return
    with opened:
        field.text(here, joined(place, "naam"), "Naam")
        questions(here, place, name, EntityKind.PERSON)
        if st.button("Hoort er niet bij", key=f"weg:{place}", help="Wat is ingevuld blijft bewaard."):
            here.write(joined(place, EXISTS), NO)
            st.rerun()


def _still(here: Here, names: tuple[str, ...]) -> None:
    """Say of whom something is still to be asked."""
    counts = {name: sum(name in item.about for item in here.view.asked) for name in names}
    said = [f"{plain(here.labels.get(name, name))} {count}" for name, count in counts.items() if count]
    if said:
        st.caption(f"Nog te vragen: {', '.join(said)}.")


def _support(here: Here, name: str) -> None:
    place = joined("steun", name)
    people = {person: here.called(PEOPLE, person) for person in here.draft.parts(PEOPLE)}
    needs = {need: here.called(NEEDS, need) for need in here.draft.parts(NEEDS)}
    opened = fold(plain(here.called(SUPPORT, name)), f"steun:{place}")
    if not opened.open:
        return
    with opened:
        left, right = st.columns(2)
        with left:
            field.text(here, joined(place, "naam"), "Wat is het?")
            field.choice(here, joined(place, "van"), "Voor wie?", people)
        with right:
            who.ask(here, joined(place, "door"), "Wie doet het?")
            field.choices(
                here,
                joined(place, "voor"),
                "Bij welke vragen?",
                needs,
                here.draft.chosen(joined(place, "voor")),
            )
        offered = here.view.offered.get(name)
        if offered is not None:
            st.markdown(plain(" ".join(offered.sentences)))
        questions(here, place, name, EntityKind.SUPPORT)
        if st.button("Haal weg", key=f"weg:{place}", help="Wat is ingevuld blijft bewaard."):
            here.write(joined(place, EXISTS), NO)
            st.rerun()


def _new_support(here: Here) -> None:
    people = {person: here.called(PEOPLE, person) for person in here.draft.parts(PEOPLE)}
    with step.form("steun"):
        left, middle, right = st.columns([3, 2, 2])
        what = left.text_input(
            "Nieuwe hulp of eigen inbreng", placeholder="bijvoorbeeld: zaterdagochtend met tante"
        )
        by = middle.text_input("Wie doet het?")
        person = right.selectbox("Voor wie?", list(people), format_func=people.__getitem__)
        sent = st.form_submit_button("Voeg toe")
    if sent and what.strip() and person:
        helper = meant(here.draft, by) or None
        here.add("steun", what, [("naam", what.strip()), ("van", person), ("door", helper)])
        step.taken("steun")
        st.rerun()
    elif sent:
        st.error("Schrijf op wat de hulp is.")


render()
