"""The questions about one person, need, offer or claim: what still matters first, the rest folded."""

import streamlit as st

from budget_engine.drafts.asked_about import asked_about
from budget_engine.drafts.entry import Field
from budget_engine.drafts.labels import question_of
from budget_engine.language.fact import EntityKind, FactDeclaration
from ui.parts import fact
from ui.parts.count import counted
from ui.parts.fold import fold
from ui.session import Here

_IN_VIEW = 6


def questions(here: Here, place: Field, about: str, kind: EntityKind, most: int = _IN_VIEW) -> None:
    """Show the questions about one thing."""
    still, given, rest = asked_about(here.view, place, about, kind)
    keep = f"{here.draft.number}:{place}"
    is_open = bool(st.session_state.get(f"meer:{keep}", False))
    below = _held_below(f"meer:{keep}", is_open=is_open)
    above = [item for item in still if item.name not in below]
    pinned = _just_answered(keep, above[:most], [item for item in given if item.name not in below])
    for item in pinned:
        fact.ask(here, place, about, item)
    more = [item for item in still if item not in pinned]
    count = counted(len(more), "vraag die ertoe doet", "vragen die ertoe doen")
    if is_open:
        more = _just_answered(f"meer:{keep}", more, [item for item in given if item.name in below])
    if more:
        _folded(here, place, about, f"Nog {count}", more, f"meer:{keep}")
    others = [item for item in given if item not in pinned and item not in more]
    if others:
        _folded(here, place, about, "Wat al is ingevuld", others, f"klaar:{keep}")
    if rest:
        _other(here, place, about, rest, keep)


def _held_below(key: str, *, is_open: bool) -> list[str]:
    """Give what stands in the fold of further questions while it is open: that too stays under the hands."""
    known: dict[str, list[str]] = st.session_state.setdefault("in_beeld", {})
    if not is_open:
        known.pop(key, None)
    return list(known.get(key, []))


def _just_answered(
    keep: str, still: list[FactDeclaration], given: list[FactDeclaration]
) -> list[FactDeclaration]:
    """Keep a question in its place after it was answered, so that nothing jumps away under the hands."""
    known: dict[str, list[str]] = st.session_state.setdefault("in_beeld", {})
    before = known.get(keep, [])
    by_name = {item.name: item for item in (*still, *given)}
    order = [name for name in before if name in by_name]
    order += [item.name for item in still if item.name not in order]
    known[keep] = order
    return [by_name[name] for name in order]


def _folded(here: Here, place: Field, about: str, label: str, items: list[FactDeclaration], key: str) -> None:
    opened = fold(label, key)
    if opened.open:
        with opened:
            for item in items:
                fact.ask(here, place, about, item)


def _other(here: Here, place: Field, about: str, rest: list[FactDeclaration], keep: str) -> None:
    """Let somebody answer what nobody asked."""
    by_name = {item.name: item for item in rest}
    chosen = st.selectbox(
        "Iets anders vastleggen", list(by_name), index=None, placeholder="Kies een vraag",
        format_func=lambda name: question_of(by_name[name]), key=f"anders:{keep}",
    )  # fmt: skip
    if chosen is not None:
        fact.ask(here, place, about, by_name[chosen])
        known = st.session_state["in_beeld"]
        if chosen not in known[keep]:
            known[keep].append(chosen)
