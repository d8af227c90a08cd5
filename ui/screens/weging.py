"""The weighing and the advice: in words, never one number, and only after the own judgement."""

import streamlit as st

from budget_engine.drafts.view import is_judged
from ui.parts import money, weighed
from ui.parts.fold import fold
from ui.session import Here, page


@page("Weging en advies")
def render(here: Here) -> None:
    """Show the weighing, once the own judgement lies there."""
    if not is_judged(here.draft):
        st.info("Leg eerst uw eigen inschatting vast. Daarna staat hier de weging met het advies.")
        st.page_link("screens/inschatting.py", label="Naar de eigen inschatting")
        return
    if not weighed.is_seen(here):
        return
    told = here.house.desk.told(here.view)
    if told is None:
        return
    st.caption(
        "Het advies kijkt alleen naar de wet en naar de inschatting of elke vraag een antwoord krijgt dat werkt. "
        "U besluit, en u mag anders besluiten dan het advies."
    )
    weighed.standpoints(here, told)
    st.header("Advies per variant", anchor=False)
    for start in range(0, len(told.advice), 2):
        for column, item in zip(st.columns(2), told.advice[start : start + 2], strict=False):
            with column:
                weighed.advice(here, item)
    weighed.tradeoffs(here, told)
    weighed.not_compared(here, told)
    opened = fold("Geld per partij, van alle varianten naast elkaar", f"weging:geld:{here.draft.number}")
    if opened.open:
        with opened:
            money.show(here, [item.id for item in here.view.weighing.alternatives], level=3)


render()
