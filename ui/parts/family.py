"""Draws what a family may see: large, in plain words, and nothing of the worker's."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from budget_engine.aloud.phrases import enumerated
from budget_engine.family.choices import Choice
from budget_engine.family.law import LawSays
from budget_engine.family.view import FamilyView
from ui.parts.words import plain

_LARGE = (
    "<style>.stMainBlockContainer {max-width: 72rem} .stMainBlockContainer [data-testid=stMarkdownContainer] "
    "{font-size: 1.25rem; line-height: 1.6} .stMainBlockContainer h2 {font-size: 1.75rem} "
    ".stMainBlockContainer h3 {font-size: 1.4rem}</style>"
)
"""Type that is read from across a table."""
_SIDE_BY_SIDE = 2


def banner() -> bool:
    """Say large that the family watches, and tell whether the worker leaves it."""
    st.html(_LARGE)
    st.title("U kijkt mee", anchor=False)
    left, right = st.columns([5, 2], vertical_alignment="center")
    left.info("Hier staat wat wij hebben opgeschreven, in gewone woorden. Klopt iets niet? Zeg het gerust.")
    return right.button("Stop met meekijken", key="gezin:stop")


def show(found: FamilyView, key: str) -> None:
    """Show all of it, a subject at a time."""
    if found.nothing is not None:
        st.markdown(found.nothing)
        return
    subjects = {
        "Wie en wat": _people,
        "Wat u wilt": _wanted,
        "De keuzes": _choices,
        "Wat de wet zegt": _law,
        "Hoe verder": _further,
    }
    for tab, draw in zip(st.tabs(list(subjects), key=f"gezin:{key}"), subjects.values(), strict=True):
        with tab:
            draw(found)
            if found.is_partial:
                st.markdown(
                    "Niet alles staat hier. Wat over iemand anders gaat, bespreken wij met die persoon."
                )


def _people(found: FamilyView) -> None:
    st.header("Over wie dit gaat", anchor=False)
    st.markdown(f"Dit gaat over {plain(enumerated(found.people))}.")
    for item in found.wanted:
        if item.needs:
            st.subheader(f"{plain(item.who)} vraagt", anchor=False)
            _lines(f"“{words.strip()}”" for words in item.needs)
    _listed("Wat u zelf doet en wie u helpt", found.help)


def _wanted(found: FamilyView) -> None:
    st.header("Wat u wilt bereiken", anchor=False)
    for item in found.wanted:
        if item.goals:
            st.subheader(plain(item.who), anchor=False)
            _lines(f"“{words.strip()}”" for words in item.goals)
    if not any(item.goals for item in found.wanted):
        st.markdown("Daar is nog niets over opgeschreven.")
    _listed("Hier ziet u het anders", found.otherwise)


def _choices(found: FamilyView) -> None:
    st.header("De keuzes naast elkaar", anchor=False)
    if not found.choices:
        st.markdown("Er zijn nog geen keuzes opgeschreven.")
    for start in range(0, len(found.choices), _SIDE_BY_SIDE):
        pair = found.choices[start : start + _SIDE_BY_SIDE]
        for column, choice in zip(st.columns(_SIDE_BY_SIDE), pair, strict=False):
            with column, st.container(border=True):
                _choice(choice)


def _choice(choice: Choice) -> None:
    st.subheader(plain(choice.name), anchor=False)
    _lines(choice.liked)
    if choice.goals:
        st.markdown("**Wat het doet met wat u wilt**")
        _lines(choice.goals)
    for words, lines in (
        ("Welke hulp erbij hoort", choice.help),
        ("Wat u zelf doet en wie u helpt", choice.does),
        ("Wat er nog voor nodig is", choice.needed),
    ):
        if lines:
            with st.expander(f"{words} ({len(lines)})", type="compact"):
                _lines(lines)
    if choice.is_without_help:
        st.markdown("Hier hoort geen nieuwe hulp bij.")


def _law(found: FamilyView) -> None:
    st.header("Wat de wet zegt", anchor=False)
    if not found.law:
        st.markdown("Er is hier nog niets gevraagd.")
    for says, items in groupby(found.law, key=lambda item: item.says):
        st.subheader(says, anchor=False)
        st.markdown("\n".join(_with_why(item) for item in items))


def _with_why(item: LawSays) -> str:
    return "\n".join((f"- {plain(item.what)}", *(f"    - {plain(line)}" for line in item.why)))


def _further(found: FamilyView) -> None:
    if not (found.questions or found.comes):
        st.header("Hoe het verder gaat", anchor=False)
        st.markdown("Dat bespreken wij met u.")
    _listed("Dit zoeken wij nog met u uit", found.questions)
    _listed("Wat er nu komt, en wanneer", found.comes)
    _listed("Wat deze woorden betekenen", [f"{word}: {means}" for word, means in found.meanings])


def _listed(title: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        st.header(title, anchor=False)
        _lines(listed)


def _lines(lines: Iterable[str]) -> None:
    text = "\n".join(f"- {plain(line)}" for line in lines)
    if text:
        st.markdown(text)
