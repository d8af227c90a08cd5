"""The app: its pages in the order of the work."""

from pathlib import Path

import streamlit as st

from budget_engine.authority import Action
from ui import watching
from ui.pages import CASE
from ui.parts import short
from ui.parts.name import ask_name, at_work, banner
from ui.parts.table import ONLY_NARROW, STACKED
from ui.session import dossier, guarded
from ui.signing_in import has_just_begun, login, may

_ICON = Path(__file__).parent / "icon.png"

st.set_page_config(page_icon=str(_ICON), layout="wide")

# The only styles of our own. Streamlit leaves a hand's breadth empty above a page; on a phone its header lies there.
# A long name is cut off in a pill and on a button, a list of what was chosen halfway a line, and what stands small is
# too faint to read. With the menu open a tablet leaves a page as narrow as a phone, which Streamlit does not see: it
# looks at the whole window.
_PILL = ".stButtonGroup [data-variant=pills]"
_BUTTON = "[data-testid^=stBaseButton]"
_CHOSEN = "[data-testid=stMultiSelectTagsContainer]"
_NARROW = "max-width: 35rem"
_STYLE = (
    "<style>@media (min-width: 769px) {.stMainBlockContainer {padding-top: 2.5rem; padding-bottom: 3rem}} "
    ".stMainBlockContainer {container-type: inline-size} "
    f".{ONLY_NARROW} {{display: none}} @container (max-width: 44rem) {{.{ONLY_NARROW} {{display: block}}}} "
    f"@container ({_NARROW}) {{.stHorizontalBlock {{flex-wrap: wrap}} .stColumn {{min-width: calc(100% - 1.5rem)}} "
    f"{STACKED}}} "
    f".stMain {_BUTTON}, .stMain {_BUTTON} * "
    "{height: auto; white-space: normal; overflow: visible; text-overflow: clip} "
    f"{_PILL} {{border-radius: 1rem}} {_PILL}, {_PILL} * {{height: auto; white-space: normal; text-align: left}} "
    f".stMultiSelect :has(> {_CHOSEN}) {{max-height: none}} "
    "[data-testid=stCaptionContainer], .stExpander summary {opacity: .85}</style>"
)


# The pages that are about no dossier: the file, the title, and the actions one of which somebody must have.
_BESIDE = {
    "naspelen": ("Opnieuw doorrekenen", (Action.REPLAY, Action.SEE_CHAIN)),
    "inzage": ("Wie opende wat", (Action.SEE_ACCESS,)),
    "teams": ("Teams", (Action.ASSIGN,)),
    "regels": ("Regels", (Action.SEE_RULES,)),
}
_WHO = "wie"


def _pages() -> dict[str, st.Page]:
    """Give every page; what somebody has no action for is not shown, and refuses by itself when it is asked for."""
    offered = {"werklijst": may(Action.WORKLIST), **dict.fromkeys(CASE, may(Action.READ))}
    offered["kort"] = may(Action.READ) and short.can_serve()
    offered |= {name: any(map(may, actions)) for name, (_, actions) in _BESIDE.items()}
    titles = {"werklijst": "Werklijst", **CASE, **{name: title for name, (title, _) in _BESIDE.items()}}
    titles[_WHO], offered[_WHO] = "Wie u bent", True
    first = next(name for name in titles if offered[name] or login() is None)
    return {
        name: st.Page(
            f"screens/{name}.py",
            title=title,
            url_path=name,
            default=name == first,
            visibility="visible" if offered[name] else "hidden",
        )
        for name, title in titles.items()
    }


def _draw() -> None:
    st.html(_STYLE)
    found = login()
    pages = _pages()
    is_watched = watching.is_on()
    chosen = st.navigation(
        list(pages.values()), position="hidden" if is_watched else "sidebar", expanded=True
    )
    st.set_page_config(page_title=f"{'Welkom' if found is None else chosen.title} - Maatwerk")
    banner()
    if found is None:
        ask_name()
        return
    if has_just_begun() and chosen.visibility == "hidden":
        st.switch_page(next(page for page in pages.values() if page.visibility == "visible"))
    at_work(found)
    dossier()  # keeps the open dossier in the address, also on pages that need none
    if is_watched:
        watching.draw()
        return
    if chosen.url_path in CASE:
        watching.offer()
    chosen.run()


guarded(_draw)
