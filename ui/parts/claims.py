"""Solutions and claims: added by name, and asked about one at a time."""

import streamlit as st

from budget_engine.drafts.answers import copied
from budget_engine.drafts.asked_about import open_about
from budget_engine.drafts.catalogue import catalogue, provision
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.drafts.labels import law_names
from budget_engine.drafts.options import (
    CLAIMS,
    SOLUTIONS,
    claims_for,
    solution_names,
    without_claim,
)
from budget_engine.language.fact import EntityKind
from ui.parts import field, one_for_many, removed, step, table
from ui.parts.count import counted
from ui.parts.fold import fold
from ui.parts.one_of import go_to, key_with, pick
from ui.parts.questions import questions
from ui.parts.words import plain
from ui.session import Here

_FEW = 6  # more than these stand folded, so that the questions stay in view


def solutions(here: Here) -> None:
    """Show the solutions: a name each, and their few questions."""
    st.header("Voorzieningen", anchor=False)
    names = solution_names(here.view)
    _new_solution(here)
    _solutions(here, names)
    removed.show(here, SOLUTIONS)


def _solutions(here: Here, names: dict[str, str]) -> None:
    if not names:
        st.info("Wat zou kunnen helpen? Noem eerst een voorziening; daarna kunt u er een aanvraag van maken.")
        return
    st.markdown(plain(", ".join(names.values())) + ".")
    chosen = pick(here, "Vragen over een voorziening", SOLUTIONS, names, is_optional=True)
    if chosen is None:
        return
    place = joined(SOLUTIONS, chosen)
    with st.container(border=True):
        field.text(here, joined(place, "naam"), "Naam van de voorziening")
        questions(here, place, chosen, EntityKind.SOLUTION)
        used = claims_for(here.draft, chosen)
        if used:
            belong = "hoort" if len(used) == 1 else "horen"
            count = counted(len(used), "aanvraag", "aanvragen")
            st.caption(f"Hier {belong} {count} bij. Haal die eerst weg als deze voorziening weg moet.")
        elif st.button("Haal deze voorziening weg", key=f"weg:{place}"):
            here.write(joined(place, EXISTS), "nee")
            st.rerun()


def _new_solution(here: Here) -> None:
    known = catalogue(here.view.rule_set, here.view.on)
    with step.form("voorziening"):
        left, middle, right = st.columns([4, 4, 2], vertical_alignment="bottom")
        code = None
        if known is not None:
            code = left.selectbox(
                "Kies uit de lijst", known.in_order(), index=None, format_func=known.word, placeholder="Kies",
                help="De soorten voorzieningen uit de regels. Staat het er niet bij, schrijf het dan zelf op.",
            )  # fmt: skip
        name = middle.text_input("Nieuwe voorziening", placeholder="of schrijf zelf een naam")
        sent = right.form_submit_button("Voeg toe")
    written = provision(known, code, name)
    if sent and written:
        here.add(SOLUTIONS, str(written[0][1]), written)
        step.taken("voorziening")
        st.rerun()
    elif sent:
        st.error("Kies een voorziening uit de lijst, of schrijf op welke voorziening het is.")


def claims(here: Here) -> None:
    """Show the claims: where each stands, one answer for many, and the questions about one of them."""
    st.header("Aanvragen", anchor=False)
    needs = {name: here.labels.get(name, name) for name in here.draft.parts("vragen") if name in here.labels}
    if not needs:
        st.info(
            "Er is nog geen vraag. Schrijf in het gesprek op wat iemand nodig heeft; daarna kan hier een aanvraag."
        )
        st.page_link("screens/gesprek.py", label="Naar het gesprek")
    names = here.view.claim_names
    if needs and here.draft.parts(SOLUTIONS):
        _new_claim(here, needs, is_first=not names)
    _claims(here, names, needs)
    removed.show(here, CLAIMS)


def _claims(here: Here, names: dict[str, str], needs: dict[str, str]) -> None:
    if not names:
        st.info("Er zijn nog geen aanvragen. Kies hierboven een voorziening, een vraag en een wet.")
        return
    one_for_many.ask(here, names)
    _overview(here, names)
    chosen = pick(here, "Welke aanvraag vult u in?", CLAIMS, names)
    if chosen is not None:
        with st.container(border=True):
            _claim(here, chosen, names, needs)


def _overview(here: Here, names: dict[str, str]) -> None:
    # no count: what lies open keeps its title, also when a claim is added
    opened = fold("Overzicht van de aanvragen", f"overzicht:{here.draft.number}", is_open=len(names) <= _FEW)
    if opened.open:
        rows = [(said, list(_stand(here, name))) for name, said in names.items()]
        heads = ["Aanvraag", "Kan het?", "Open vragen"]
        with opened:
            table.show("Alle aanvragen, met wat nu bekend is.", heads, [("", rows)], stacks=True)


def _stand(here: Here, claim: str) -> tuple[str, str]:
    count, _ = open_about(here.view, joined(CLAIMS, claim), claim, EntityKind.CLAIM)
    return here.view.claim_words.get(claim, "nog niet compleet"), str(count)


def _open(here: Here, claim: str) -> str:
    """Say how many questions are open, and where those stand that were asked already."""
    count, unknown = open_about(here.view, joined(CLAIMS, claim), claim, EntityKind.CLAIM)
    asked = (
        f" Daarvan al gevraagd en nog niet bekend: {unknown}, bij 'Wat al is ingevuld'." if unknown else ""
    )
    return f"Open vragen: {count}.{asked}"


def _new_claim(here: Here, needs: dict[str, str], *, is_first: bool) -> None:
    known = solution_names(here.view)
    laws = law_names(here.view.rule_set)
    opened = fold("Nieuwe aanvraag", f"nieuwe-aanvraag:{here.draft.number}", is_open=is_first)
    if not opened.open:
        return
    with opened, step.form("aanvraag"):
        left, right = st.columns(2)
        what = left.selectbox("Voorziening", list(known), index=len(known) - 1, format_func=known.__getitem__)
        law = right.selectbox(
            "Wet", list(laws), index=None, format_func=laws.__getitem__, placeholder="Kies een wet"
        )
        which = st.multiselect(
            "Voor welke vraag?",
            list(needs),
            format_func=needs.__getitem__,
            placeholder="Kies; meer mag ook",
            help="Kiest u meer vragen, dan komt er voor elke vraag een aanvraag.",
        )
        sent = st.form_submit_button("Voeg aanvraag toe")
    if sent and what and which and law:
        added = [
            here.add(CLAIMS, f"a-{what}", [("oplossing", what), ("vraag", need), ("wet", law)])
            for need in which
        ]
        go_to(here, CLAIMS, added[0])
        step.taken("aanvraag")
        st.rerun()
    elif sent:
        st.error("Kies een voorziening, een wet en ten minste één vraag.")


def _claim(here: Here, claim: str, names: dict[str, str], needs: dict[str, str]) -> None:
    place = joined(CLAIMS, claim)
    st.subheader(plain(names[claim]), anchor=False)
    gate, _ = _stand(here, claim)
    st.markdown(f"Kan het? {gate.capitalize()}. {_open(here, claim)}")
    _same_as(here, claim, names)
    questions(here, place, claim, EntityKind.CLAIM)
    title = "Voorziening, vraag of wet wijzigen, of aanvraag weghalen"
    is_complete = claim in {item.id for item in here.view.case.claims}
    opened = fold(title, f"kern:{here.draft.number}:{place}", is_open=not is_complete)
    if not opened.open:
        return
    with opened:
        field.choice(here, joined(place, "oplossing"), "Voorziening", solution_names(here.view))
        field.choice(here, joined(place, "vraag"), "Vraag", needs)
        field.choice(here, joined(place, "wet"), "Wet", law_names(here.view.rule_set))
        if st.button("Haal deze aanvraag weg", key=f"weg:{place}"):
            here.write_all(without_claim(here.draft, claim))
            st.rerun()


def _same_as(here: Here, claim: str, names: dict[str, str]) -> None:
    others = {name: said for name, said in names.items() if name != claim}
    if not others:
        return
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    source = left.selectbox(
        "Neem antwoorden over van", list(others), index=None, format_func=others.__getitem__,
        placeholder="Kies een aanvraag", key=key_with(f"over:{here.draft.number}:{claim}", others),
        help="Alleen wat hier nog leeg is wordt ingevuld. Inschattingen gaan niet mee: die maakt u per aanvraag.",
    )  # fmt: skip
    if source is None:
        return
    fields = copied(here.draft, here.view.rule_set, joined(CLAIMS, source), joined(CLAIMS, claim))
    count = sum(name.endswith("/waarde") for name, _ in fields)
    if not count:
        st.caption("Alles wat daar is beantwoord, is hier ook al beantwoord.")
    elif right.button(f"Neem {count} over", key=f"neem:{here.draft.number}:{claim}"):
        here.write_all(fields)
        st.rerun()
