"""The variants side by side: what may and must, money, goals, and what is offered. Without advice."""

from collections.abc import Iterator, Mapping

import streamlit as st

from budget_engine import goals
from budget_engine.case import Direction, Goal
from budget_engine.drafts.called import PEOPLE, who_is
from budget_engine.drafts.entry import joined
from budget_engine.drafts.labels import GATES, NOTHING_ASKED, answer_word, question_of
from budget_engine.drafts.shape import GOALS
from budget_engine.language.fact import Outlet
from budget_engine.offered import Offered
from budget_engine.weighing import Weighed
from ui.parts import money, table, ways
from ui.parts.fold import fold
from ui.parts.one_of import key_with
from ui.parts.words import plain
from ui.session import Here

_NOT_IN_IT = "–"
_VARIANTS = "varianten"
NOT_DISCUSSED = goals.DIRECTIONS[Direction.NOT_DISCUSSED]


def side_by_side(here: Here) -> None:
    """Show the variants beside each other, a table for each side of the matter."""
    st.header("Naast elkaar", anchor=False)
    shown = _chosen(here)
    if not shown:
        st.info("Kies ten minste één variant.")
        return
    heads = [here.labels.get(item.id, item.id) for item in shown]
    law, paid, wishes, offers = st.tabs(
        ["Wat mag en moet", "Geld per partij", "Doelen en voorkeur", "Eigen inbreng en netwerk"]
    )
    with law:
        _law(here, shown, heads)
    with paid:
        money.show(here, [item.id for item in shown])
    with wishes:
        _goals(here, shown, heads)
    with offers:
        _offered(here, shown, heads)


def _law(here: Here, shown: list[Weighed], heads: list[str]) -> None:
    table.show(
        "Kan het volgens de wet? Per aanvraag en voor de variant als geheel. Een streepje: niet in deze variant.",
        ["Aanvraag", *heads],
        _gates(here, shown),
        more=_VARIANTS,
    )
    ways.instead_of_barred(here)
    st.page_link("screens/letop.py", label="Waarom, en wanneer wordt het anders? Naar Let op")


def _chosen(here: Here) -> list[Weighed]:
    known = {item.id: item for item in here.view.weighing.alternatives}
    names = {name: plain(here.labels.get(name, name)) for name in known}
    chosen = st.pills(
        "Welke varianten?", list(known), default=list(known), selection_mode="multi",
        format_func=names.__getitem__, key=key_with(f"naast:{here.draft.number}", names),
    )  # fmt: skip
    return [item for name, item in known.items() if name in chosen]


def _gates(here: Here, shown: list[Weighed]) -> list[table.Group]:
    answered = here.view.rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
    whole: list[table.Row] = [
        ("De variant als geheel", [GATES[item.law] if item.claims else NOTHING_ASKED for item in shown])
    ]
    if answered is not None:
        whole.append((question_of(answered), [_judged(here, item.id, answered.name) for item in shown]))
    inside = {(item.id, claim.id) for item in shown for claim in item.claims}
    words = here.view.claim_words
    rows = [
        (said, [words[name] if (item.id, name) in inside else _NOT_IN_IT for item in shown])
        for name, said in here.view.claim_names.items()
        if any((item.id, name) in inside for item in shown)
    ]
    return [("", whole), *([("Per aanvraag", rows)] if rows else [])]


def _judged(here: Here, variant: str, fact: str) -> str:
    value = here.view.weighing.facts.entities[variant].values.get(fact)
    return (
        {True: "ja", False: "nee"}.get(value, "nog niet ingeschat")
        if isinstance(value, bool)
        else "nog niet ingeschat"
    )


def _goals(here: Here, shown: list[Weighed], heads: list[str]) -> None:
    names = {person.id: here.called(PEOPLE, person.id) for person in here.view.case.persons}
    rows: list[table.Row] = [
        (here.in_words(GOALS, number), [_seen(item, _wish(here, number), names) for item in shown])
        for number in here.draft.parts(GOALS)
    ]
    preferences: list[table.Row] = [
        (
            f"Voorkeur van {here.labels.get(person.id, person.id)}",
            [_rank(here, item.id, person.id) for item in shown],
        )
        for person in here.view.case.persons
    ]
    if not rows and not preferences:
        st.info("Er zijn nog geen doelen. Schrijf ze op in het gesprek.")
        return
    groups = [("Doelen", rows), ("Wie wil dit het liefst? 1 is het liefst", preferences)]
    table.show(
        "Wat elke variant doet met wat mensen willen.",
        ["Doel", *heads],
        [item for item in groups if item[1]],
        more=_VARIANTS,
    )


def _wish(here: Here, number: str) -> tuple[str, str, str]:
    fields = (joined(GOALS, number, name) for name in ("domein", "woorden", "wie"))
    domain, words, who = (here.draft.text(field).strip() for field in fields)
    return (domain, words, who)


def _seen(item: Weighed, wish: tuple[str, str, str], names: Mapping[str, str]) -> table.Cell:
    """Say who sees what a goal becomes in a variant, whoever has it first; views never become one."""
    found = (goal for goal in item.goals if goals.wish_of(goal) == wish)
    return next((_views(goal, names) for goal in found), NOT_DISCUSSED)


def _views(goal: Goal, names: Mapping[str, str]) -> list[str]:
    """List who sees it how, whose goal it is first; that people differ stands out."""
    said = goals.told(goal, names)
    count = len(goals.views_of(goal))
    return [*said[:count], *map(table.Strong, said[count:])]


def _rank(here: Here, variant: str, person: str) -> str:
    part = next(item for item in here.view.case.alternatives if item.id == variant)
    return next((f"{item.rank}" for item in part.preference if item.said_by == person), "niet gezegd")


def _offered(here: Here, shown: list[Weighed], heads: list[str]) -> None:
    everything = {offered.support: offered for item in shown for offered in item.input}
    if not everything:
        st.info("Bij geen van deze varianten is eigen inbreng of netwerk gekozen.")
        return
    inside = {(item.id, offered.support) for item in shown for offered in item.input}
    rows = [
        (_who(here, offered), ["ja" if (item.id, name) in inside else _NOT_IN_IT for item in shown])
        for name, offered in everything.items()
    ]
    table.show(
        "Wat mensen zelf doen en wie er helpt, per variant.", ["Wat", *heads], [("", rows)], more=_VARIANTS
    )
    if any(_NOT_IN_IT in cells for _, cells in rows):
        st.markdown("Een streepje: niet gekozen bij deze variant.")
    for name, offered in everything.items():
        said = " ".join(map(plain, offered.sentences)) or "Hierover is nog niets bekend."
        st.markdown(f"**{plain(here.labels.get(name, name))}**. {said}")
    opened = fold("Wat er verder over is ingevuld", f"inzet:{here.draft.number}")
    if opened.open:
        with opened:
            for offered in everything.values():
                st.markdown(f"**{plain(_who(here, offered))}**")
                st.markdown("\n".join(f"- {line}" for line in _other(here, offered)) or "Niets.")


def _who(here: Here, offered: Offered) -> str:
    name = here.labels.get(offered.support, offered.support)
    by = "" if offered.given_by is None else f" door {who_is(here.draft, offered.given_by)}"
    return f"{name}: voor {who_is(here.draft, offered.offered_to)}{by}"


def _other(here: Here, offered: Offered) -> Iterator[str]:
    for name, given in offered.facts.items():
        declared = here.view.rule_set.fact[name]
        if declared.outlet is None:  # the others stand in the sentences
            yield f"{plain(question_of(declared))} {plain(answer_word(declared, given))}"
