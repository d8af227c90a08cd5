"""One question asked once about many claims: the same day or the same form is not typed ten times."""

import streamlit as st

from budget_engine.drafts.answers import for_many
from budget_engine.drafts.entry import joined
from budget_engine.drafts.labels import question_of
from budget_engine.drafts.options import CLAIMS, Shared, shared_questions
from budget_engine.drafts.typed import problem
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.language.fact import FactDeclaration, Kind
from ui.parts.count import counted
from ui.parts.fold import fold
from ui.parts.one_of import key_with, pick
from ui.session import Here, say_done


def ask(here: Here, names: dict[str, str]) -> None:
    """Let somebody answer a question about all claims that have no answer to it yet."""
    if len(names) < 2:
        return
    opened = fold("Eén antwoord voor meer aanvragen", f"samen:{here.draft.number}")
    if opened.open:
        with opened:
            _ask(here, names)


def _ask(here: Here, names: dict[str, str]) -> None:
    shared = {item.fact.name: item for item in shared_questions(here.view)}
    if not shared:
        st.write("Er is geen vraag die bij twee of meer aanvragen nog open staat.")
        return
    titles = {name: _title(item) for name, item in shared.items()}
    name = pick(here, "Welke vraag?", "samen", titles, is_optional=True)
    if name is None:
        return
    item = shared[name]
    own = {claim: names[claim] for claim in item.claims}
    with st.form(f"samen:{name}", border=False):
        given = _answer(item.fact)
        which = st.multiselect(
            "Voor welke aanvragen?", list(own), default=list(own),
            format_func=own.__getitem__, placeholder="Kies",
            key=key_with(f"samen-voor:{here.draft.number}:{name}", own),
        )  # fmt: skip
        sent = st.form_submit_button("Vul bij alle gekozen aanvragen in")
    if sent:
        _keep(here, item.fact, which, given)


def _title(item: Shared) -> str:
    waits = f"telt bij {item.matters}, " if item.matters else ""
    return f"{question_of(item.fact)} ({waits}leeg bij {len(item.claims)})"


def _answer(declared: FactDeclaration) -> str:
    label, key = question_of(declared), f"samen-antwoord:{declared.name}"
    match declared.kind:
        case Kind.YES_NO | Kind.CHOICE:
            own = {YES: "Ja", NO: "Nee"} if declared.kind is Kind.YES_NO else declared.choices
            options = {**own, UNKNOWN: "Niet bekend"}
            chosen = st.selectbox(
                label, list(options), index=None, format_func=options.__getitem__, key=key, placeholder="Kies",
                help=declared.help,
            )  # fmt: skip
            return chosen or ""
        case _:
            return st.text_input(label, key=key, help=declared.help)


def _keep(here: Here, declared: FactDeclaration, which: list[str], given: str) -> None:
    said = problem(declared, given)
    if said is not None:
        st.error(said)
    elif not given.strip() or not which:
        st.error("Vul een antwoord in en kies ten minste één aanvraag.")
    else:
        here.write_all(for_many(here.draft, declared, [joined(CLAIMS, name) for name in which], given))
        say_done(f"Ingevuld bij {counted(len(which), 'aanvraag', 'aanvragen')}.")
        st.rerun()
