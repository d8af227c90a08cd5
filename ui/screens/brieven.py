"""The documents of a decision: to read before it is sealed, and to take along after."""

import streamlit as st

from budget_engine.afterwards import RunningOut
from budget_engine.letter.made import Made, may_go
from budget_engine.letter.running_out import no_release
from budget_engine.papers import Papers
from budget_engine.values import show_date
from ui.parts import paper, sealed, step, take
from ui.parts.count import days_left
from ui.parts.words import plain
from ui.session import Here, page, say_done


def _papers(here: Here) -> Papers | None:
    """Give the documents of what was sealed, or else of the decision as it stands."""
    found = here.house.papers.of_dossier(here.draft.number, here.login, here.house.at())
    return found if found is not None else here.house.papers.of_draft(here.view)


def _not_yet(here: Here) -> None:
    """Say what comes before the documents, and lead there."""
    if here.view.judged_at is None:
        st.info("Leg eerst uw eigen inschatting vast. Met het besluit erbij ziet u hier dan de brieven.")
        st.page_link("screens/inschatting.py", label="Naar de eigen inschatting")
    else:
        st.info("Het besluit is nog niet compleet. Vul het eerst in; dan ziet u hier de brieven.")
        st.page_link("screens/besluit.py", label="Naar Besluit")


def _of_what(here: Here, found: Papers) -> None:
    """Say of which decision these are the documents."""
    if found.record is None:
        st.info(
            "Dit besluit is nog niet vastgesteld. Lees hier alvast hoe de brieven worden; meenemen kan pas daarna."
        )
        return
    st.markdown(f"De brieven bij het besluit dat is vastgesteld als record {found.record}.")
    last = sealed.sealed(here)
    if last is not None and last.since:
        st.warning(
            "Na het vaststellen is er iets gewijzigd in dit dossier. Dat staat niet in deze brieven. "
            "Stel opnieuw vast om het mee te nemen."
        )


def _chosen(here: Here, found: Papers) -> Made:
    """Ask which document to show; those that cannot be sent say so in the list."""
    made = {item.name: item for item in found.made}
    names = list(made)

    def shown(name: str) -> str:
        waits = " (kan nog niet worden verstuurd)" if made[name].blocked else ""
        return f"{found.called(made[name])}{waits}"

    chosen = st.selectbox("Welk stuk?", names, format_func=shown, key=f"stuk:{here.draft.number}")
    return made[chosen or names[0]]


def _blocked(made: Made) -> None:
    st.error(
        "Dit stuk kan nog niet worden verstuurd:\n\n"
        + "\n".join(f"- {plain(item.text)} {plain(item.hint)}" for item in made.blocked)
    )


def _ending(term: RunningOut) -> str:
    left = days_left(term.days_left).replace("**", "")
    return f"{term.title}: {show_date(term.last_day)}, {left}"


def _let_go(here: Here, record: int, made: Made) -> bool:
    """Tell whether a second person released the document; if not, let them do so while a term runs out."""
    let_go = here.house.desk.released(record, here.login, here.house.at())
    known = let_go.get(made.name)
    if known is not None:
        told = f"{plain(known.by)} heeft dit stuk op {known.at[8:10]}-{known.at[5:7]}-{known.at[:4]} vrijgegeven: "
        ending = "" if known.running_out is None else f" Termijn: {_ending(known.running_out)}."
        st.info(f"{told}{plain(known.reasons)}{plain(ending)}")
    if may_go(made, let_go):
        return True
    if known is not None:
        st.warning("Er is nu iets anders mis met dit stuk dan toen. Het moet opnieuw worden vrijgegeven.")
    running = here.house.desk.running_out(record, made.name, here.login, here.house.at())
    near = [item for item in running if item.is_near]
    if not near:
        st.caption(no_release(running))
        return False
    with (
        st.expander("Loopt de termijn af? Een collega kan dit stuk vrijgeven"),
        step.form(f"vrij:{made.name}"),
    ):
        term = st.selectbox(
            "Welke termijn loopt af?", near, index=None, format_func=_ending, placeholder="Kies"
        )
        reasons = st.text_area("Waarom mag dit stuk weg zoals het is?")
        done = st.form_submit_button("Geef vrij")
    if done:
        here.house.desk.release(record, made.name, reasons, term, here.login, here.house.at())
        step.taken(f"vrij:{made.name}")
        say_done("Dit stuk is vrijgegeven.")
        st.rerun()
    return False


@page("Brieven")
def render(here: Here) -> None:
    """Show one document at a time, with what keeps it back and what makes it hard to read."""
    found = _papers(here)
    if found is None:
        _not_yet(here)
        return
    _of_what(here, found)
    made = _chosen(here, found)
    if made.blocked:
        _blocked(made)
    if found.record is not None and (not made.blocked or _let_go(here, found.record, made)):
        take.sealed(here, made.name)
    left, right = st.columns([2, 1])
    with left, st.container(border=True, gap="xxsmall"):
        paper.show(made.document)
    with right:
        st.header("Leest dit makkelijk?", anchor=False)
        paper.readable(found.read(made))


render()
