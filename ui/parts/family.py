"""Draws what a family may see: large, in plain words, and nothing of the worker's."""

from collections.abc import Iterable

import streamlit as st

from budget_engine.family.choices import Choice
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


def show(found: FamilyView) -> None:
    """Show all of it."""
    if found.nothing is not None:
        st.markdown(found.nothing)
        return
    st.markdown(f"Dit gaat over {plain(', '.join(found.people))}.")
    _wanted(found)
    _listed("Wat u zelf doet en wie u helpt", found.help)
    _choices(found)
    _law(found)
    _listed("Hier ziet u het anders", found.otherwise)
    _listed("Dit zoeken wij nog met u uit", found.questions)
    _listed("Wat er nu komt, en wanneer", found.comes)
    _listed("Wat deze woorden betekenen", [f"{word}: {means}" for word, means in found.meanings])
    if found.is_partial:
        st.markdown("Niet alles staat hier. Wat over iemand anders gaat, bespreken wij met die persoon.")


def _wanted(found: FamilyView) -> None:
    if not found.wanted:
        return
    st.header("Wat u vraagt, en wat u wilt bereiken", anchor=False)
    for item in found.wanted:
        st.subheader(plain(item.who), anchor=False)
        _lines(f"“{words.strip()}”" for words in item.needs)
        if item.goals:
            st.markdown("Dit wilt u bereiken:")
            _lines(f"“{words.strip()}”" for words in item.goals)


def _choices(found: FamilyView) -> None:
    if not found.choices:
        return
    st.header("De keuzes naast elkaar", anchor=False)
    for start in range(0, len(found.choices), _SIDE_BY_SIDE):
        pair = found.choices[start : start + _SIDE_BY_SIDE]
        for column, choice in zip(st.columns(_SIDE_BY_SIDE), pair, strict=False):
            with column, st.container(border=True):
                _choice(choice)


def _choice(choice: Choice) -> None:
    st.subheader(plain(choice.name), anchor=False)
    for words, lines in (
        ("Wat het doet met wat u wilt", choice.goals),
        ("Welke hulp erbij hoort", choice.help),
        ("Wat u zelf doet en wie u helpt", choice.does),
        ("Dit is nodig", choice.needed),
        ("Wie dit wil", choice.liked),
    ):
        if lines:
            st.markdown(f"**{words}**")
            _lines(lines)
    if choice.is_without_help:
        st.markdown("Hier hoort geen nieuwe hulp bij.")


def _law(found: FamilyView) -> None:
    if not found.law:
        return
    st.header("Wat de wet zegt", anchor=False)
    for item in found.law:
        st.markdown(f"**{plain(item.what)}**. {plain(item.says)}")
        _lines(item.why)


def _listed(title: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        st.header(title, anchor=False)
        _lines(listed)


def _lines(lines: Iterable[str]) -> None:
    text = "\n".join(f"- {plain(line)}" for line in lines)
    if text:
        st.markdown(text)
