"""The part-decision under one law: who decides, what about each claim, and what it comes to."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st

from budget_engine.decision import Result
from budget_engine.drafts.entry import Field, Given, joined
from budget_engine.drafts.labels import law_word
from budget_engine.drafts.proposal import (
    PARTS_PLACE,
    ToDecide,
    four_eyes,
    mandates_for,
    part_place,
    result_named,
    sums_of,
)
from budget_engine.language.register import Act, Mandate
from budget_engine.values import show_cents
from ui.parts import claim_decision, field
from ui.parts.claim_decision import sums_text
from ui.parts.words import plain
from ui.session import Here

_ACTS = {
    Act.GRANT: "toekennen",
    Act.REFUSE: "weigeren",
    Act.LOWER: "verlagen",
    Act.END: "beëindigen",
    Act.DEVIATE: "afwijken",
    Act.DESTROY: "vernietigen",
}


def show(here: Here, law: str, said: dict[str, Any], required: tuple[ToDecide, ...]) -> None:
    """Show the part-decision under a law."""
    place = part_place(law)
    st.subheader("Wie beslist?", anchor=False)
    mandate = _decider(here, law, place)
    _second(here, place, mandate)
    st.subheader("Waarover?", anchor=False)
    _claims(here, law, place, said, required)
    st.subheader("Voor het hele deelbesluit", anchor=False)
    left, right = st.columns(2)
    with left:
        field.text(here, joined(place, "voorwaarden"), "Voorwaarden, elke op een eigen regel", is_long=True)
    with right:
        field.days(
            here, joined(place, "evaluatie"), "Dagen waarop wordt teruggekeken, elke op een eigen regel"
        )
    field.text(here, joined(place, "eigen_bijdrage"), "Eigen bijdrage van de inwoner, in woorden")
    sums = sums_of(line for claim in said["aanspraken"] for line in claim.get("regels", []))
    if sums.years or sums.incomplete:
        st.markdown(f"Dit deelbesluit. {sums_text(sums)}")


# --- who -----------------------------------------------------------------------------------------------


def _decider(here: Here, law: str, place: Field) -> Mandate | None:
    mandates = {item.id: item for item in mandates_for(law, here.view.on, here.view.rule_set)}
    own = joined(place, "beslisser")
    if not mandates:
        st.warning(
            "Voor deze wet staat geen geldig mandaat in de regels van deze gemeente. Vraag wie de regels beheert."
        )
    left, right = st.columns(2)
    with left:
        field.text(here, joined(own, "naam"), "Naam van wie beslist")
    with right:
        options = _mandate_words(mandates)
        chosen = field.choice(
            here,
            joined(own, "mandaat"),
            "Functie, en tot welk bedrag",
            options,
            is_narrow=True,
            also=lambda name: [(joined(own, "functie"), mandates[name].function)] if name in mandates else [],
        )
    if chosen in mandates:
        st.caption(_rests_on(mandates[chosen]))
    _same_as(here, law, own, mandates)
    return mandates.get(chosen)


def _mandate_words(mandates: Mapping[str, Mandate]) -> dict[str, str]:
    """Say each mandate by its function and amount, with the version of the register where these are the same."""
    said = {name: _function_and_amount(item) for name, item in mandates.items()}
    times = Counter(said.values())
    return {
        name: word if times[word] == 1 else f"{word}, mandaatregister {mandates[name].version}"
        for name, word in said.items()
    }


def _function_and_amount(mandate: Mandate) -> str:
    amount = "zonder grens" if mandate.up_to is None else f"tot {show_cents(mandate.up_to)}"
    return f"{mandate.function}, {amount}"


def _rests_on(mandate: Mandate) -> str:
    basis = mandate.legal_basis
    said = [f"{basis.law}, artikel {basis.article}", basis.publication]
    where = "; ".join(plain(part) for part in said if part)
    return f"Dit mandaat staat in het mandaatregister, versie {plain(mandate.version)}. Het rust op {where}."


def _same_as(here: Here, law: str, own: Field, mandates: dict[str, Mandate]) -> None:
    """Offer who decides under another law, so that nobody types it twice."""
    if here.draft.text(joined(own, "naam")).strip():
        return
    for other in here.draft.parts(PARTS_PLACE):
        theirs = joined(part_place(other), "beslisser")
        name, mandate = here.draft.text(joined(theirs, "naam")), here.draft.text(joined(theirs, "mandaat"))
        if other != law and name.strip() and mandate in mandates:
            label = f"Zelfde als bij {law_word(other, here.view.rule_set)}: {plain(name)}"
            if st.button(label, key=f"zelfde:{own}"):
                function = mandates[mandate].function
                written: list[tuple[Field, Given]] = [
                    (joined(own, "naam"), name), (joined(own, "mandaat"), mandate),
                    (joined(own, "functie"), function),
                ]  # fmt: skip
                here.write_all(written)
                st.rerun()
            return


def _second(here: Here, place: Field, mandate: Mandate | None) -> None:
    own = joined(place, "tweede_persoon")
    results = [result for result in _results(here, place) if result is not None]
    asked = [] if mandate is None else four_eyes(mandate, results)
    if not asked:
        st.caption("Er hoeft niemand mee te kijken; het mag wel.")
    if asked:
        acts = " en ".join(_ACTS[act] for act in asked)
        st.info(f"Voor {acts} kijkt een tweede persoon mee, met een functie die een mandaat heeft.")
    in_force = (item for code in _laws(here) for item in mandates_for(code, here.view.on, here.view.rule_set))
    functions = {item.function: item.function for item in in_force}
    left, right = st.columns(2)
    with left:
        field.text(here, joined(own, "naam"), "Naam van wie meekijkt")
    with right:
        field.choice(here, joined(own, "functie"), "Functie van wie meekijkt", functions)


def _laws(here: Here) -> list[str]:
    return list(dict.fromkeys(law for item in here.view.rule_set.mandates for law in item.laws))


def _results(here: Here, place: Field) -> list[Result | None]:
    claims = joined(place, "aanspraken")
    return [
        result_named(here.draft.text(joined(claims, name, "uitkomst"))) for name in here.draft.parts(claims)
    ]


# --- what ----------------------------------------------------------------------------------------------


def _claims(here: Here, law: str, place: Field, said: dict[str, Any], required: tuple[ToDecide, ...]) -> None:
    musts = {item.claim.id for item in required}
    chosen = next(
        (a for a in here.view.case.alternatives if a.id == here.draft.text("besluit/gekozen")), None
    )
    for claim in said["aanspraken"]:
        name = claim["aanspraak"]
        claim_decision.show(
            here, law, name, claim,
            is_required=name in musts, is_chosen=chosen is not None and name in chosen.claims,
        )  # fmt: skip
    if not said["aanspraken"]:
        st.write("Er staat nog geen aanvraag in dit deelbesluit.")
        if st.button("Haal dit deelbesluit weg", key=f"weg:{place}"):
            here.write(joined(place, "bestaat"), "nee")
            st.rerun()
    _another(here, law, place)


def _another(here: Here, law: str, place: Field) -> None:
    """Decide about a claim that need not be decided, such as another form that was discussed."""
    there = here.draft.parts(joined(place, "aanspraken"))
    rest = [claim.id for claim in here.view.case.claims if claim.law == law and claim.id not in there]
    if not rest:
        return
    with st.form(f"erbij:{place}", clear_on_submit=True, border=False):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        name = left.selectbox(
            "Ook iets besluiten over", rest, index=None, format_func=lambda one: here.labels.get(one, one),
            placeholder="Kies een aanvraag",
        )  # fmt: skip
        sent = right.form_submit_button("Voeg toe")
    if sent and name:
        here.write(joined(place, "aanspraken", name, "bestaat"), "ja")
        st.rerun()
