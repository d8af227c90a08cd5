"""Choosing what the worklist shows: it stays in the session, and as codes in the address."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from budget_engine.worklist_choice import KEYS, Choice, as_codes, from_codes, municipalities, teams
from budget_engine.worklist_row import Row, Stand, When
from ui.parts.words import plain

_CHOICE = "werklijst:keuze"
_FIELDS = "werklijst:veld:"
"""The keys of the widgets begin with this."""
_ALL = "alles"
_Item = TypeVar("_Item")


def standing(rows: list[Row]) -> Choice:
    """Give what was chosen before: in this session, or else in the address."""
    if _CHOICE not in st.session_state:
        codes = {name: st.query_params[name] for name in KEYS if name in st.query_params}
        st.session_state[_CHOICE] = from_codes(codes, rows)
    known: Choice = st.session_state[_CHOICE]
    return known


def keep(choice: Choice) -> None:
    """Keep what was chosen, also for after a refresh."""
    st.session_state[_CHOICE] = choice
    codes = as_codes(choice)
    for name in KEYS:
        if name in codes:
            st.query_params[name] = codes[name]
        else:
            st.query_params.pop(name, None)


def forget() -> None:
    """Choose everything again."""
    keep(Choice())
    for key in [key for key in st.session_state if str(key).startswith(_FIELDS)]:
        del st.session_state[key]


def ask(rows: list[Row]) -> Choice:
    """Ask what somebody wants to see and give it; another choice begins on the first page."""
    before = standing(rows)
    first, second, third = st.columns([4, 3, 3], vertical_alignment="bottom")
    with first:
        words = _search(before.words)
    with second:
        stand = _one("Stand", list(Stand), before.stand, str)
    with third:
        when = _one("Eerste termijn", list(When), before.when, str)
    found = replace(before, words=words, stand=stand, when=when)
    found = _whose(rows, found)
    if replace(found, page=before.page) != before:
        found = replace(found, page=1)
    keep(found)
    return found


def _whose(rows: list[Row], found: Choice) -> Choice:
    places, groups = municipalities(rows), teams(rows)
    asked = 1 + (len(places) > 1) + (len(groups) > 1)
    columns = iter(st.columns([4, *[3] * (asked - 1), *[3] * (3 - asked)], vertical_alignment="bottom"))
    with next(columns):
        mine = st.segmented_control(
            "Van wie", [False, True], default=found.is_mine, required=True, key=f"{_FIELDS}mij",
            format_func=lambda is_mine: "Van mij" if is_mine else "Van mijn team",
            help="Van mij: dossiers die u hebt gemaakt of waarin u hebt geschreven.",
        )  # fmt: skip
    found = replace(found, is_mine=bool(mine))
    if len(places) > 1:
        with next(columns):
            found = replace(found, municipality=_one("Gemeente", places, found.municipality, plain))
    if len(groups) > 1:
        with next(columns):
            found = replace(found, team=_one("Team", groups, found.team, plain))
    return found


def _search(words: str) -> str:
    return st.text_input(
        "Zoek", words, key=f"{_FIELDS}zoek", placeholder="zaaknummer of naam",
        help="Zoekt in de zaaknummers en de namen van de dossiers die u mag zien. Wat u zoekt komt niet in het adres.",
    )  # fmt: skip


def _one(
    label: str, items: Sequence[_Item], standing: _Item | None, word: Callable[[_Item], str]
) -> _Item | None:
    """Ask for one of a list, or for all of it."""
    place = None if standing not in items else items.index(standing)
    chosen = st.selectbox(
        label, range(len(items)), index=place, format_func=lambda number: word(items[number]), placeholder=_ALL,
        key=f"{_FIELDS}{label}",
    )  # fmt: skip
    return None if chosen is None else items[chosen]
