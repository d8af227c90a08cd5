"""The log of access: who opened which dossier and when, for whoever checks afterwards."""

import streamlit as st

from budget_engine.authority import Action, told
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
    typed = st.text_input(
        "Nummer van een dossier (mag leeg blijven)", max_chars=10, key="inzage:dossier"
    ).strip()
    if typed and not typed.isdecimal():
        st.error("Dit is geen nummer van een dossier. Een nummer bestaat uit cijfers.")
        return
    lines = house().desk.accesses(at_work(), house().at(), int(typed) if typed else None)
    if not lines:
        st.info("Hierover staat niets in het logboek.")
        return
    st.table([_line(line) for line in lines], hide_index=True)


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
