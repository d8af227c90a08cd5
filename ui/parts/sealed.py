"""That a decision was sealed from a dossier: by which record, and what was changed since."""

from dataclasses import dataclass

import streamlit as st

from budget_engine.authority import Action
from budget_engine.drafts.entry import Entry
from budget_engine.drafts.shape import is_sealed
from ui.parts.spot import spot
from ui.parts.words import plain
from ui.session import Here
from ui.signing_in import may

SHORT = 12
"""How many characters of a hash stand on a screen: enough to find it by."""
_MOST = 10


@dataclass(frozen=True)
class Sealed:
    """The last record of a dossier with the hash of its head, and what was written after it."""

    record: int
    hash: str | None
    since: tuple[Entry, ...]


def sealed(here: Here) -> Sealed | None:
    """Give what was sealed of the open dossier last, or None."""
    found = here.house.desk.sealed(here.draft.number, here.login, here.house.at())
    if found is None:
        return None
    head, kept = found
    if head.record is None or head.sealed_entry is None:
        return None
    last = head.sealed_entry
    since = tuple(entry for entry in here.draft.entries if entry.number > last and is_sealed(entry.field))
    return Sealed(head.record, kept, since)


def show(here: Here, found: Sealed) -> None:
    """Say that the decision was sealed, and what changed since."""
    if not found.hash:
        st.error(
            f"Record {found.record}, dat van dit dossier is vastgesteld, ligt niet meer in de database. Kijk bij "
            "Opnieuw doorrekenen wat er is gebeurd."
        )
        return
    named = (
        f" Kenmerk van het record (het begin van de kop): {found.hash[:SHORT]}. Daaraan is later te zien of er niets "
        "aan is veranderd."
    )
    if found.since:
        st.info(
            f"Dit dossier is eerder vastgesteld als record {found.record}.{named} Daarna is er iets gewijzigd; dat "
            "staat niet in dat record. Wilt u het meenemen, stel dan opnieuw vast: er komt een record bij."
        )
        _changes(here, found.since)
    else:
        st.success(f"Vastgesteld als record {found.record}.{named} Sindsdien is er niets gewijzigd.")
    if may(Action.REPLAY):
        st.page_link("screens/naspelen.py", label="Naar Opnieuw doorrekenen")
    st.page_link("screens/werklijst.py", label="Naar de werklijst")


def _changes(here: Here, since: tuple[Entry, ...]) -> None:
    last: dict[str, Entry] = {entry.field: entry for entry in since}
    shown = sorted(last.values(), key=lambda entry: entry.number, reverse=True)
    st.markdown(f"**Gewijzigd sinds het vaststellen ({len(shown)})**")
    lines = []
    for entry in shown[:_MOST]:
        place = spot(here, entry.field)
        when = f"{entry.at[8:10]}-{entry.at[5:7]} om {entry.at[11:16]}"
        lines.append(f"- {plain(place.about)}: {plain(place.field)} ({plain(entry.written_by)}, {when})")
    if len(shown) > _MOST:
        lines.append(f"- en nog {len(shown) - _MOST} andere")
    st.markdown("\n".join(lines))
