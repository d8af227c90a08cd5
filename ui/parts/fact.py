"""A question about somebody or something: the answer, the reason of a judgement, and how we know it.

How we know it is asked only where something rests on the answer, or where the report says it along with the
answer. Of a judgement it can always be written down, because somebody may see it otherwise.
"""

import streamlit as st

from budget_engine.drafts import answers
from budget_engine.drafts.entry import Field, joined
from budget_engine.drafts.labels import PROVENANCE, answer_word, question_of
from budget_engine.drafts.shape import VALUE
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.language.fact import FactDeclaration, Kind
from ui.parts import field
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.session import Here

_YES_NO = {YES: "Ja", NO: "Nee", UNKNOWN: "Niet bekend"}


def ask(here: Here, place: Field, about: str, declared: FactDeclaration) -> None:
    """Ask one question and keep the answer."""
    standing = answers.current(here.draft, place, declared.name)
    value = joined(standing, VALUE)
    label, help_text = question_of(declared), declared.help
    match declared.kind:
        case Kind.YES_NO:
            field.choice(here, value, label, _YES_NO, help_text=help_text)
        case Kind.CHOICE:
            options = {**declared.choices, UNKNOWN: "Niet bekend"}
            field.choice(here, value, label, options, help_text=help_text)
        case Kind.TEXT:
            field.text(here, value, label, is_long=True, help_text=help_text)
        case kind:
            field.text(here, value, label, help_text=help_text, placeholder=_EXAMPLES[kind])
    if not here.draft.text(value):
        return
    if declared.is_judgement and here.draft.text(value) != UNKNOWN:
        field.text(here, joined(standing, "reden"), f"Waarom? ({_short(label)})")
    _earlier(here, place, declared)
    if here.view.asks_how_known(about, declared):
        _how_we_know(here, place, declared, standing)


_EXAMPLES = {
    Kind.NUMBER: "bijvoorbeeld 4",
    Kind.AMOUNT: "bijvoorbeeld 12,50",
    Kind.DURATION: "bijvoorbeeld 45 minuten",
    Kind.DISTANCE: "bijvoorbeeld 14,2 km",
    Kind.SHARE: "bijvoorbeeld 60%",
    Kind.DATE: "dag-maand-jaar",
}
_SHORT = 60


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def _earlier(here: Here, place: Field, declared: FactDeclaration) -> None:
    for before in answers.earlier(here.draft, place, declared.name):
        given = answer_word(declared, here.draft.text(joined(before, VALUE)))
        entry = here.draft.entry(joined(before, VALUE))
        day = here.draft.text(joined(before, "op")) or (entry.at[:10] if entry else "")
        reason = here.draft.text(joined(before, "reden"))
        st.markdown(plain(f"Eerder ({day}): {given}. {reason}"))


def _how_we_know(here: Here, place: Field, declared: FactDeclaration, standing: Field) -> None:
    """Open up how an answer is known, who sees it otherwise, and room for a newer answer."""
    disputed = here.draft.text(joined(standing, "betwist", "door"))
    known = here.draft.text(joined(standing, "herkomst"))
    said = PROVENANCE.get(known, "inschatting" if declared.is_judgement else "verteld in gesprek")
    mark = "; hier zijn we het niet over eens" if disputed else ""
    key = f"herkomst:{field.key_of(here, standing)}"
    opened = fold(f"Hoe weten we dit? {said.capitalize()}{mark}", key, kind="compact")
    if not opened.open:
        return
    with opened:
        left, right = st.columns(2)
        with left:
            field.choice(here, joined(standing, "herkomst"), "Hoe weten we dit?", PROVENANCE)
            field.text(here, joined(standing, "op"), "Op welke dag?", placeholder="dag-maand-jaar")
            field.text(here, joined(standing, "bewijs"), "Waar staat het?")
        with right:
            field.text(here, joined(standing, "door"), "Van wie?")
            if not declared.is_judgement or here.draft.text(joined(standing, VALUE)) == UNKNOWN:
                field.text(here, joined(standing, "reden"), "Toelichting")
            field.text(here, joined(standing, "betwist", "door"), "Wie ziet dit anders?")
            if disputed:
                field.text(here, joined(standing, "betwist", "zegt"), "Wat zegt die?")
        if st.button("Er is iets nieuws bekend", key=f"nieuw:{field.key_of(here, standing)}"):
            here.write_all(list(answers.another(here.draft, place, declared.name)))
            st.rerun()
