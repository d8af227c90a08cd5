"""What the resident wrote to prepare the talk: from a file or pasted, shown beside the notes, never read as facts."""

import streamlit as st

from budget_engine.drafts.prepared import LARGEST_FILE, PREPARED, checked, read_prepared
from budget_engine.errors import InputError
from ui.parts import field, step
from ui.parts.fold import fold
from ui.session import Here

_MEGABYTE = 1_000_000


def show(here: Here) -> None:
    """Show the words, or take them in."""
    standing = here.draft.text(PREPARED)
    opened = fold(
        "Voorbereiding van de inwoner", f"voorbereiding:{here.draft.number}", is_open=bool(standing)
    )
    if not opened.open:
        return
    with opened:
        if standing:
            field.text(here, PREPARED, "Wat de inwoner vooraf schreef", is_long=True)
            st.caption("Dit zijn de woorden van de inwoner. Neem zelf over wat klopt en wat ertoe doet.")
        else:
            _take_in(here)


def _take_in(here: Here) -> None:
    st.caption(
        "De inwoner kan zich voorbereiden op de bladzijde /voorbereiden van deze app. Wat daar staat, komt hier "
        "alleen als de inwoner het u geeft."
    )
    file = st.file_uploader(
        "Bestand van de inwoner (gewone tekst)",
        type=["txt"],
        max_upload_size=max(1, LARGEST_FILE // _MEGABYTE),
        key=f"voorbereiding:bestand:{here.draft.number}",
    )
    with step.form("voorbereiding"):
        pasted = st.text_area("Of plak de tekst hier")
        sent = st.form_submit_button("Neem over")
    if not sent and file is None:
        return
    try:
        words = (
            checked(pasted) if sent and pasted.strip() else read_prepared(file.getvalue() if file else b"")
        )
    except InputError as error:
        st.error("\n\n".join(f"{issue.text} {issue.hint or ''}".strip() for issue in error.issues))
        return
    here.write(PREPARED, words)
    step.taken("voorbereiding")
    st.rerun()
