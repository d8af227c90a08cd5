"""A document to take along, in each form that this machine can write; the log tells who took it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from budget_engine.letter.forms import LACKING, Form, forms_here
from budget_engine.workbooks.sheets import file_name
from ui.session import Here

_KINDS = {
    Form.PDF: ("PDF", "application/pdf"),
    Form.WORD: ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Form.TEXT: ("Gewone tekst", "text/plain"),
}


def buttons(here: Here, name: str, key: str, make: Callable[[Form], bytes]) -> None:
    """Offer a document in each form; `make` writes it once somebody takes it along."""
    forms = forms_here()
    for place, form in zip(st.columns(len(forms)), forms, strict=True):
        label, kind = _KINDS[form]
        place.download_button(
            label,
            partial(make, form),
            file_name=file_name(name, here.draft.case, form),
            mime=kind,
            on_click="ignore",
            key=f"neem:{key}:{name}:{form}",
            width="stretch",
        )
    if len(forms) < len(Form):
        st.caption(LACKING)


def sealed(here: Here, name: str) -> None:
    """Offer a document of what was sealed of the open dossier."""
    number, login, house = here.draft.number, here.login, here.house
    buttons(here, name, "brieven", lambda form: house.papers.take(number, name, form, login, house.at()))
