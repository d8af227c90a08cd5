"""What is still worth asking: what an answer can change, what only matters when it arises, and what is not asked."""

from collections.abc import Iterable

import streamlit as st

from budget_engine.drafts.attention import MOST, Asked, asked_word
from budget_engine.drafts.view import is_judged
from budget_engine.trace import MissingKind
from ui.parts.count import counted
from ui.parts.finding import over
from ui.parts.fold import fold
from ui.parts.told import in_words
from ui.parts.words import plain
from ui.session import Here

_FIRST = 10
"""How many of a long list stand in view."""
_UNWRITTEN = "Hierover is nog niets opgeschreven. Een antwoord kan weghalen wat nu bij Let op staat."


def first(here: Here) -> None:
    """Show the few questions whose answers decide most."""
    listed = here.view.to_ask
    if not listed:
        st.write("Er is niets meer te vragen dat de uitkomst nog kan veranderen.")
    _list(here, listed[:MOST])


def rest(here: Here) -> None:
    """Fold up the other questions, what is asked only when it arises, and what is not asked."""
    listed = here.view.to_ask
    if len(listed) > MOST:
        count = counted(len(listed) - MOST, "vraag die ertoe kan doen", "vragen die ertoe kunnen doen")
        opened = fold(f"Nog {count}", f"vraag:rest:{here.draft.number}")
        if opened.open:
            with opened:
                _list(here, listed[MOST:])
    opened = fold("Alleen als het speelt", f"vraag:speelt:{here.draft.number}")
    if opened.open:
        with opened:
            _when_it_arises(here)
    opened = fold("Niet gevraagd, en waarom niet", f"vraag:niet:{here.draft.number}")
    if opened.open:
        with opened:
            _not_asked(here)


def _list(here: Here, listed: Iterable[Asked]) -> None:
    st.markdown("\n".join(f"- {_question(here, item)}" for item in listed))


def _question(here: Here, item: Asked) -> str:
    word = plain(asked_word(here.view.rule_set, item.kind, item.fact))
    return f"{word}{over(here, item.about)}{_what_it_decides(here, item)}"


def _what_it_decides(here: Here, item: Asked) -> str:
    if item.decides:
        said = here.view.asking.decides(item.decides, of_advice=is_judged(here.draft))
        return f"  \n  {plain(in_words(said))}"
    return f"  \n  {_UNWRITTEN}" if item.kind is MissingKind.QUESTION else ""


def _when_it_arises(here: Here) -> None:
    listed = here.view.when_it_arises
    st.markdown(
        f"{counted(len(listed), 'vraag telt', 'vragen tellen')} pas mee als iemand iets invult, zoals een bezwaar of "
        "een verhuizing. Vraag hier niet naar als het niet speelt. Wat een aanvraag kan raken, staat bovenaan."
    )
    shows_all = len(listed) > _FIRST and st.toggle(
        f"Toon alle {len(listed)}", key=f"alles:speelt:{here.draft.number}"
    )
    st.markdown(
        "\n".join(
            f"- {plain(here.view.asking.question(item.asked_fact))}{over(here, item.about)}"
            for item in (listed if shows_all else listed[:_FIRST])
        )
    )


def _not_asked(here: Here) -> None:
    listed = here.view.not_asked
    facts = {item.asked_fact for item in listed}
    st.markdown(
        f"{counted(len(facts), 'vraag is', 'vragen zijn')} niet gesteld: geen antwoord kan nog iets veranderen. "
        "Zo vraagt u niet meer dan nodig is. Kies over wie of wat u het wilt zien."
    )
    abouts = dict.fromkeys(about for item in listed for about in item.about)
    chosen = st.selectbox(
        "Over wie of wat?", list(abouts), index=None, placeholder="Kies",
        format_func=here.view.asking.named, key=f"niet-gevraagd:{here.draft.number}",
    )  # fmt: skip
    if chosen is None:
        return
    own = [item for item in listed if chosen in item.about]
    st.caption(f"{counted(len(own), 'vraag', 'vragen')} niet gesteld, bij elkaar gezet naar de reden.")
    told, by_reason = here.view.asking, dict[str, list[str]]()
    for item in own:
        by_reason.setdefault(told.why_not(item), []).append(told.question(item.asked_fact))
    for reason, questions in by_reason.items():
        st.markdown(f"Niet nodig, want {plain(in_words(reason))}:")
        st.markdown("\n".join(f"- {plain(question)}" for question in questions))
