"""The log of access: who opened which dossier and when, for whoever checks afterwards."""

from dataclasses import replace

import streamlit as st

from budget_engine.authority import Action, told
from budget_engine.log_choice import sought_of
from budget_engine.store.access import Access
from ui.parts.words import plain
from ui.running import house
from ui.session import at_work, guarded


def _line(line: Access) -> dict[str, str]:
    known = line.action in set(Action)
    return {
        "Wanneer": f"{line.at[8:10]}-{line.at[5:7]}-{line.at[:4]} om {line.at[11:16]}",
        "Wie": f"{plain(line.name)} (nummer {line.person})",
        "Dossier": "" if line.draft is None else str(line.draft),
        "Wat": told(Action(line.action)) if known else plain(line.action),
        "Gekregen": "nee" if line.is_refused else "ja",
    }


def _log() -> None:
    fields = st.columns(4)
    asked = (
        ("Nummer van een dossier", "dossier"),
        ("Van dag", "van"),
        ("Tot en met dag", "tot"),
        ("Wie", "wie"),
    )
    typed = [
        column.text_input(label, max_chars=60, key=f"inzage:{name}", help=_HELP[name])
        for column, (label, name) in zip(fields, asked, strict=True)
    ]
    number, sought = sought_of(*typed)
    before = _pages(f"{number} {sought}")
    found = house().desk.accesses(at_work(), house().at(), number, replace(sought, before=before[-1]))
    if not found.shown:
        st.info("Hierover staat niets in het logboek.")
        return
    if found.is_more:
        st.info(f"Er zijn er meer. Dit zijn {len(found.shown)} regels; oudere staan op het volgende blad.")
    st.table([_line(line) for line in found.shown], hide_index=True)
    if len(before) > 1 or found.is_more:
        newer, older = st.columns(2)
        newer.button("Nieuwere regels", on_click=_turn, args=(before[:-1],), disabled=len(before) == 1)
        further = (*before, found.shown[-1].number)
        older.button("Oudere regels", on_click=_turn, args=(further,), disabled=not found.is_more)


def _pages(sought: str) -> tuple[int | None, ...]:
    """Give before which line each page begins until now; something else to look for begins at the newest line."""
    if st.session_state.get(_SOUGHT) != sought:
        st.session_state[_SOUGHT] = sought
        _turn((None,))
    kept: tuple[int | None, ...] = st.session_state[_PAGES]
    return kept


def _turn(pages: tuple[int | None, ...]) -> None:
    st.session_state[_PAGES] = pages


_SOUGHT, _PAGES = "inzage:gezocht", "inzage:bladen"
_HELP = {
    "dossier": "Leeg laten mag: dan ziet u alle dossiers.",
    "van": "dag-maand-jaar, zoals 24-11-2026. Leeg laten mag.",
    "tot": "dag-maand-jaar, zoals 24-11-2026. Leeg laten mag.",
    "wie": "Een deel van een naam, of het nummer dat achter de naam staat.",
}


def render() -> None:
    """Show who asked what of which dossier."""
    st.title("Wie opende wat", anchor=False)
    st.write(
        "Wie een dossier opent, wijzigt of wil openen, staat hier: per mens, dossier en handeling een regel per uur. "
        "Wat iets verandert of meeneemt, staat er elke keer. De laatste regel staat bovenaan. Namen van inwoners staan "
        "er niet in. Niemand kan een regel wijzigen of weghalen."
    )
    house().desk.ask(at_work(), Action.SEE_ACCESS, house().at())
    _log()


guarded(render)
