"""A finding that opens: what it says, why it holds or is not known, where it stands, and the walk to it."""

import streamlit as st

from budget_engine.assessment import Finding
from budget_engine.drafts.attention import Raised, asked_word
from budget_engine.drafts.labels import PROVENANCE, answer_word, effect_word, question_of
from budget_engine.language.register import Topic
from budget_engine.printing import figure_text, source_of, what_follows
from budget_engine.trace import MissingKind
from budget_engine.values import show_date
from ui.parts.words import plain
from ui.session import Here

_NAMES = 3


def show(here: Here, item: Raised, key: str) -> None:
    """Show one rule with all it is about; reason, source and trace open on request."""
    first = item.first
    word = effect_word(first.effect, first.strength)
    day = "" if first.day is None else f" Uiterlijk {show_date(first.day)}."
    state = " · nog niet bekend of dit geldt" if first.holds is None else ""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{word}**{state} · {about(here, item.about)}")
        st.markdown(f"{plain(first.text)}{day}{_marks(item)}")
        for follows in what_follows(first):
            st.markdown(plain(follows))
        opened = st.expander(
            "Waarom, en waar staat het?", key=f"waarom:{key}", on_change="rerun", type="compact"
        )
        if opened.open:
            with opened:
                _why(here, item, key)


def about(here: Here, names: tuple[str, ...]) -> str:
    """Say what a finding is about, in words."""
    words = [plain(here.labels.get(name, name)) for name in names]
    more = f" en {len(words) - _NAMES} andere" if len(words) > _NAMES else ""
    return f"{'; '.join(words[:_NAMES])}{more}"


def over(here: Here, names: tuple[str, ...]) -> str:
    """Say about whom or what something is asked; nothing where it is the municipality that must fill it in."""
    known = tuple(name for name in names if name in here.labels)
    return f" *Over: {about(here, known)}*" if known else ""


def _marks(item: Raised) -> str:
    disputed = " **Hier zijn we het niet over eens.**" if any(f.is_disputed for f in item.findings) else ""
    aside = item.first.set_aside_on
    return disputed + (f" Terzijde gesteld: {plain(aside)}." if aside else "")


def _why(here: Here, item: Raised, key: str) -> None:
    topic = here.view.rule_set.topic.get(item.first.slug)
    for word, text in () if topic is None else _said(topic):
        st.markdown(f"**{word}** {plain(text)}")
    st.markdown(f"**Bron:** {plain(source_of(item.first.rule, here.view.rule_set))}")
    chosen = item.findings[0]
    if len(item.findings) > 1:
        names = {finding.about: finding for finding in item.findings}
        name = st.selectbox(
            "Over", list(names), format_func=lambda about: here.labels.get(about, about), key=f"over:{key}"
        )
        chosen = names[name]
    for line in _grounds(here, chosen):
        st.markdown(f"- {line}")
    for figure in chosen.figures:
        st.markdown(f"- {plain(figure_text(figure, here.view.rule_set))}")
    st.markdown(f"Regel {plain(item.first.rule)}. Zo is het gegaan:")
    st.code("\n".join(here.view.explained(chosen.rule, chosen.about)), language=None, wrap_lines=True)


def _said(topic: Topic) -> list[tuple[str, str]]:
    """Give what the kind of finding says to the worker, with the word before each."""
    texts = (
        ("Wat is dit?", topic.what),
        ("Waarom doet het ertoe?", topic.why),
        ("Wat kunt u doen?", topic.to_do),
        ("Wat als dat niet gebeurt?", topic.risk),
        ("Zo zegt u het tegen de inwoner:", topic.resident_text),
    )
    return [(word, text) for word, text in texts if text is not None]


def _grounds(here: Here, finding: Finding) -> list[str]:
    facts = here.view.rule_set.fact
    found = []
    for ground in finding.decisive:
        declared = facts[ground.asked_fact]
        known = f" ({PROVENANCE[ground.provenance]})" if ground.provenance is not None else ""
        answer = plain(answer_word(declared, ground.given))
        who = plain(here.labels.get(ground.about, ground.about))
        disputed = " Hier zijn we het niet over eens." if ground.is_disputed else ""
        found.append(f"{plain(question_of(declared))} {who}: **{answer}**{known}.{disputed}")
    for lack in finding.missing:
        word = plain(asked_word(here.view.rule_set, lack.kind, lack.asked_fact))
        if lack.kind is MissingKind.PARAMETER:
            found.append(word)
        else:
            found.append(f"Nog niet bekend: {word} ({plain(here.labels.get(lack.about, lack.about))})")
    return found
