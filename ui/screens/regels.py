"""The rules by which is worked out: counted, searched and read aloud; they are changed in their files."""

import streamlit as st

from budget_engine.aloud.listing import Listed, counts, listed, own_of
from budget_engine.aloud.recital import Choice, recital, titles_of
from budget_engine.authority import Action
from budget_engine.language.rule_set import RuleSet
from ui.parts.count import counted
from ui.parts.words import plain
from ui.running import house
from ui.session import at_work, guarded

_MOST = 24
"""So many lines stand in view; more are moved in a window of their own."""


def _rule_set() -> RuleSet | None:
    known = house().desk.municipalities()
    municipality = st.selectbox(
        "Regels van welke gemeente?", known, index=0 if len(known) == 1 else None, placeholder="Kies"
    )
    return None if municipality is None else house().desk.rule_set(municipality)


def _how_much(rule_set: RuleSet) -> None:
    said = [f"{many} {kind}" for kind, many in counts(rule_set) if many]
    st.markdown(f"Hiermee wordt gerekend: {', '.join(said[:-1])} en {said[-1]}. Alle voorbeelden komen uit.")


def _search(rule_set: RuleSet) -> None:
    st.header("Zoek en lees", anchor=False)
    by_law, by_words = st.columns(2)
    law = by_law.selectbox("Van welke wet?", list(titles_of(rule_set)), index=None, placeholder="Alle wetten")
    words = by_words.text_input("Zoek een woord", placeholder="bijvoorbeeld vervoer, of pgb tarief")
    found = listed(rule_set, law, words)
    if not found:
        st.info("Niets gevonden. Zoek met minder woorden, of kies alle wetten.")
        return
    if law is None and not words.strip():
        st.caption("Kies een wet of zoek een woord. Daarna leest u hier in zinnen wat er geldt.")
        return
    st.caption(f"{counted(len(found), 'onderdeel', 'onderdelen')} gevonden.")
    chosen = st.selectbox(
        "Wat wilt u lezen?", found, index=0 if len(found) == 1 else None, format_func=_called,
        placeholder="Kies één onderdeel" if law is None else "Kies één onderdeel, of lees hieronder de hele wet",
    )  # fmt: skip
    if chosen is not None:
        _aloud("\n".join(recital(rule_set, Choice(chosen.part, chosen.name))))
        st.caption(f"In de bestanden heet dit {chosen.word} `{chosen.name}`.")
    elif law is not None and not words.strip():
        _aloud("\n".join(recital(rule_set, Choice(law))))


def _called(item: Listed) -> str:
    return f"{item.title} ({item.word}, {item.part})"


def _aloud(text: str) -> None:
    said = text.strip("\n")
    st.code(said, language=None, wrap_lines=True, height=600 if said.count("\n") > _MOST else None)


def _own(rule_set: RuleSet) -> None:
    st.header("Wat deze gemeente zelf bepaalt", anchor=False)
    st.write(
        "Eigen regels, bedragen, mandaten en woorden in brieven: alles wat niet voor elke gemeente geldt."
    )
    opened = st.expander(
        f"Lees wat {plain(rule_set.municipality or '')} zelf bepaalt", key="eigen", on_change="rerun"
    )
    if opened.open:
        with opened:
            own = own_of(rule_set, house().desk.rule_set(None))
            _aloud("\n".join(own) or "Deze gemeente heeft niets van zichzelf vastgelegd.")


def _changing() -> None:
    st.header("Iets wijzigen", anchor=False)
    st.markdown(
        "Een bedrag, een regel of een vraag wijzigt u niet hier, maar in de bestanden in de map met regels. Dat kan in "
        "een tekstbestand of in Excel, en u hoeft niet te programmeren. Het bestand `LEESMIJ.md` in die map doet het "
        "stap voor stap voor. Daarna controleert `maatwerk controleer` of alles klopt. Zolang er een fout in staat, "
        "worden de nieuwe regels niet gebruikt."
    )


def _marks(rule_set: RuleSet) -> None:
    with st.expander("Waaraan u deze regels later herkent"):
        st.markdown(
            "Bij elk besluit wordt bewaard met welke regels het is genomen. Deze twee kenmerken zijn die van nu.\n"
            f"- alles, ook de woorden: `{rule_set.hash}`\n- alleen wat een uitkomst kan veranderen: "
            f"`{rule_set.meaning_hash}`"
        )


def render() -> None:
    """Show what the rules say."""
    st.title("Regels", anchor=False)
    house().desk.ask(at_work(), Action.SEE_RULES, house().at())
    st.write(
        "Hier leest u in zinnen waarmee wordt gerekend: wat de wetten zeggen en wat de gemeente zelf bepaalt."
    )
    rule_set = _rule_set()
    if rule_set is not None:
        _how_much(rule_set)
        _search(rule_set)
        _own(rule_set)
    _changing()
    if rule_set is not None:
        _marks(rule_set)


guarded(render)
