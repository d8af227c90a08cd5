"""The app: its pages in the order of the work."""

from pathlib import Path

import streamlit as st

from budget_engine.values import show_date
from ui.pages import CASE
from ui.parts.name import ask_name
from ui.parts.table import ONLY_NARROW
from ui.running import house
from ui.session import dossier, guarded, worker

_ICON = Path(__file__).parent / "icon.png"

st.set_page_config(page_title="Maatwerk", page_icon=str(_ICON), layout="wide")

# The only styles of our own. Streamlit leaves a hand's breadth empty above a page; on a phone its header lies there.
# A long name is cut off in a pill, and what stands small is too faint to read.
_PILL = ".stButtonGroup [data-variant=pills]"
_STYLE = (
    "<style>@media (min-width: 768px) {.stMainBlockContainer {padding-top: 2.5rem} "
    f".{ONLY_NARROW} {{display: none}}}} "
    f"{_PILL} {{border-radius: 1rem}} {_PILL}, {_PILL} * {{height: auto; white-space: normal; text-align: left}} "
    "[data-testid=stCaptionContainer], .stExpander summary {opacity: .85}</style>"
)


def _pages() -> list[st.Page]:
    pages = [st.Page("screens/werklijst.py", title="Werklijst", default=True)]
    pages += [st.Page(f"screens/{name}.py", title=title, url_path=name) for name, title in CASE.items()]
    return [*pages, st.Page("screens/naspelen.py", title="Opnieuw doorrekenen", url_path="naspelen")]


def _draw() -> None:
    st.html(_STYLE)
    chosen = st.navigation(_pages(), position="sidebar")
    if house().is_demo:
        day = house().today()
        st.caption(f"Voorbeeld met verzonnen huishoudens. Vandaag is hier {show_date(day)}.")
    if worker() is None:
        ask_name()
        return
    st.sidebar.caption(f"U werkt als {worker()}.")
    dossier()  # keeps the open dossier in the address, also on pages that need none
    chosen.run()


guarded(_draw)
