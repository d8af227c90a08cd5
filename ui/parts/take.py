"""A document to take along, in each form that this machine can write; the log tells who took it."""

from datetime import date
from functools import partial

import streamlit as st

from budget_engine.letter.forms import LACKING, Form, forms_here
from budget_engine.letter.made import Made
from budget_engine.workbooks.sheets import file_name
from ui.session import Here

_KINDS = {
    Form.PDF: ("PDF", "application/pdf"),
    Form.WORD: ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Form.TEXT: ("Gewone tekst", "text/plain"),
}


def buttons(here: Here, made: Made, on: date, key: str) -> None:
    """Offer a document in each form."""
    forms = forms_here()
    for place, form in zip(st.columns(len(forms)), forms, strict=True):
        label, kind = _KINDS[form]
        place.download_button(
            label,
            partial(_file, here, made, form, on),
            file_name=file_name(made.name, here.draft.case, form),
            mime=kind,
            on_click="ignore",
            key=f"neem:{key}:{made.name}:{form}",
            width="stretch",
        )
    if len(forms) < len(Form):
        st.caption(LACKING)


def _file(here: Here, made: Made, form: Form, on: date) -> bytes:
    return here.house.papers.take(here.draft.number, made, form, on, here.login, here.house.at())
