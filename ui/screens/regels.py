"""The rules by which is worked out: read aloud, one at a time; they are changed in their files."""

import streamlit as st

from budget_engine.aloud.recital import Choice, names_of, recital, titles_of
from budget_engine.authority import Action
from budget_engine.language.rule_set import RuleSet
from ui.running import house
from ui.session import at_work, guarded


def _rule_set() -> RuleSet | None:
    known = house().desk.municipalities()
    municipality = st.selectbox(
        "Regels van de gemeente", known, index=0 if len(known) == 1 else None, placeholder="Kies"
    )
    return None if municipality is None else house().desk.rule_set(municipality)


def _read(rule_set: RuleSet) -> None:
    count = len(rule_set.rules) + sum(len(table.rows) for table in rule_set.tables)
    st.markdown(f"{count} regels en rijen; alle voorbeelden komen uit.")
    by_law, by_name = st.columns(2)
    law = by_law.selectbox("Van welke wet?", list(titles_of(rule_set)), index=None, placeholder="Alle wetten")
    names = sorted(set(names_of(rule_set)))
    name = by_name.selectbox(
        "Welke regel, tabel of vraag?", names, index=None, placeholder="Typ een deel van de naam"
    )
    if law is None and name is None:
        st.caption("Kies een wet of een naam; dan staat hier wat er geldt, in zinnen.")
        return
    st.code("\n".join(recital(rule_set, Choice(law, name))), language=None, wrap_lines=True, height=600)


def render() -> None:
    """Show what the rules say."""
    st.title("Regels", anchor=False)
    house().desk.ask(at_work(), Action.SEE_RULES, house().at())
    st.caption("De regels staan in bestanden en worden daar gewijzigd; zie rules/LEESMIJ.md.")
    rule_set = _rule_set()
    if rule_set is None:
        st.info("Kies een gemeente.")
        return
    with st.expander("Aan welke kenmerken deze regels te herkennen zijn"):
        st.markdown(f"- regelset `{rule_set.hash}`\n- betekenis `{rule_set.meaning_hash}`")
    _read(rule_set)


guarded(render)
