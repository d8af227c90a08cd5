"""A term in words: how many days are left, for what, and what it means when the day passes."""

from collections.abc import Iterable

import streamlit as st

from budget_engine.drafts.attention import MOST, Term
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
    """Show terms as a list, the same said once and the first to end in view, each with where it stands."""
    lines = _lines(terms)
    if not lines:
        return
    st.header("Termijnen", anchor=False)
    st.markdown("\n".join(lines[:MOST]))
    if len(lines) > MOST:
        opened = fold(f"Nog {counted(len(lines) - MOST, 'termijn', 'termijnen')}", key)
        if opened.open:
            with opened:
                st.markdown("\n".join(lines[MOST:]))


def _said(term: Term) -> str:
    left = days_left(term.days_left).strip("*")
    return f"**{left[:1].upper()}{left[1:]}** ({show_date(term.day)}): {plain(term.title)}."


def _after(term: Term) -> str:
    if term.overrun is None:
        return ""
    start = "Die dag is voorbij" if term.days_left < 0 else "Als die dag voorbij is"
    return f"{start}: {plain(term.overrun[:1].lower() + term.overrun[1:])}"


def _lines(terms: Iterable[Term]) -> list[str]:
    """Write a line for each term; what the end of two in a row means is said at the last of them."""
    said = list(dict.fromkeys((_with_basis(term), _after(term)) for term in terms))
    then = [*(after for _, after in said[1:]), ""]
    return [
        f"- {line}  \n  {after}" if after and after != following else f"- {line}"
        for (line, after), following in zip(said, then, strict=True)
    ]


def _with_basis(term: Term) -> str:
    basis = term.finding.legal_basis
    return f"{_said(term).removesuffix('.')} ({plain(f'{basis.law}, {basis.article}')})."
