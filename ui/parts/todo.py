"""What still has to be done before a decision can be sealed, in words, at the part that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from budget_engine.drafts.entry import joined
from budget_engine.drafts.labels import capital, law_word
from budget_engine.drafts.shape import DECISION
from budget_engine.drafts.view import JUDGEMENT
from ui.parts.field import as_typed
from ui.parts.spot import PAGES, spot
from ui.parts.told import PAGE_OF, problem, told
from ui.parts.words import plain
from ui.session import Here

_MISSING = " ontbreekt."
_MOST = 6
_WORKED_OUT = "/bedrag"
"""The amount of a line is worked out: what is missing is its quantity or its price."""
_SEEN = joined(DECISION, "advies_gezien_op")


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is about, what, and on which page."""

    about: str
    text: str
    page: str


def tasks(here: Here) -> list[Task]:
    """List what keeps the decision from being sealed, in the order of the pages."""
    order = list(PAGES)
    return sorted(dict.fromkeys(_tasks(here)), key=lambda task: order.index(task.page))


def _tasks(here: Here) -> Iterator[Task]:
    reading = here.view.reading
    for field, texts in reading.problems.items():
        place = spot(here, field)
        for text in as_typed(here, field, texts):
            yield Task(place.about, _said(here, place.field, text), place.page)
    for field in here.draft.disagreements():
        place = spot(here, field)
        yield Task(
            place.about,
            f"{capital(place.field)}: er staan twee versies naast elkaar. Kies er een.",
            place.page,
        )
    for field, texts in reading.decision_problems.items():
        place = spot(here, field)
        if field == JUDGEMENT or field.startswith(JUDGEMENT + "/"):
            yield Task(place.about, "Leg eerst uw eigen inschatting vast.", "inschatting")
        elif field == _SEEN:
            yield Task(place.about, "Bekijk daarna de weging en het advies.", "weging")
        elif not field.endswith(_WORKED_OUT):
            for text in as_typed(here, field, texts):
                yield Task(place.about, _said(here, place.field, text), place.page)
    not_now = here.house.desk.not_now(here.view, here.login, here.house.at())
    for reason in (*here.view.refusals, *not_now):
        about = "het hele besluit"
        if reason.law is not None:
            about = f"deelbesluit {law_word(reason.law, here.view.rule_set)}"
        yield Task(about, told(here, reason), PAGE_OF[reason.mended])


def _said(here: Here, word: str, text: str) -> str:
    if text.endswith(_MISSING):
        return f"Nog niet ingevuld: {word}."
    said = problem(here, text)
    return f"{capital(word)}{'' if word.endswith('?') else ':'} {said}" if word else said


def show(here: Here, listed: list[Task]) -> None:
    """Show the tasks per page, with a link to each page, and per page by what they are about."""
    del here
    for page, title in PAGES.items():
        own = [task for task in listed if task.page == page]
        if not own:
            continue
        st.page_link(f"screens/{page}.py", label=f"Op de bladzijde {title}")
        about: dict[str, list[str]] = {}
        for task in own:
            about.setdefault(task.about, []).append(task.text)
        for name, texts in about.items():
            st.markdown(f"**{plain(capital(name))}**\n\n" + "\n".join(f"- {text}" for text in _listed(texts)))


def _listed(texts: list[str]) -> list[str]:
    """Put what is not filled in together in one sentence, and count what there is too much of to read."""
    start = "Nog niet ingevuld: "
    empty = [text.removeprefix(start).rstrip(".") for text in texts if text.startswith(start)]
    found = [f"{start}{plain(', '.join(dict.fromkeys(empty)))}."] if empty else []
    found += [plain(text) for text in texts if not text.startswith(start)]
    rest = len(found) - _MOST
    return found if rest <= 0 else [*found[:_MOST], f"en nog {rest} andere"]
