"""A term in words: how many days are left, for what, and what it means when the day passes."""

from collections.abc import Iterable

import streamlit as st

from budget_engine.drafts.attention import Term
from budget_engine.values import show_date
from ui.parts.count import counted, days_left
from ui.parts.fold import fold
from ui.parts.words import plain


def show(term: Term) -> None:
    """Show a term, and under it what it means when its day passes."""
    st.markdown(_said(term))
    after = _after(term)
    if after:
        st.caption(after)


def listed(terms: Iterable[Term], key: str) -> None:
    """Show the term that ends first, and fold up the others; the same is said once, each with where it stands."""
    said = dict.fromkeys((_with_basis(term), _after(term)) for term in terms)
    if not said:
        return
    (first, meaning), *rest = said
    more = [f"- {line}  \n  {after}" if after else f"- {line}" for line, after in rest]
    st.header("Termijnen", anchor=False)
    st.markdown(first)
    if meaning:
        st.caption(meaning)
    if more:
        opened = fold(f"Nog {counted(len(more), 'termijn', 'termijnen')}", key)
        if opened.open:
            with opened:
                st.markdown("\n".join(more))


def _said(term: Term) -> str:
    left = days_left(term.days_left).strip("*")
    return f"**{left[:1].upper()}{left[1:]}** ({show_date(term.day)}): {plain(term.title)}."


def _after(term: Term) -> str:
    if term.overrun is None:
        return ""
    start = "Die dag is voorbij" if term.days_left < 0 else "Als die dag voorbij is"
    return f"{start}: {plain(term.overrun[:1].lower() + term.overrun[1:])}"


def _with_basis(term: Term) -> str:
    basis = term.finding.legal_basis
    return f"{_said(term).removesuffix('.')} ({plain(f'{basis.law}, {basis.article}')})."
