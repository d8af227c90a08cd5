"""The ledger of a variant: what others pay and what may not come about, a line at a time."""

from collections.abc import Iterator, Mapping

import streamlit as st

from budget_engine.aloud.costs import range_of, reference_cost
from budget_engine.case import Nature, Party, Rhythm
from budget_engine.drafts.entry import EXISTS, Field, joined
from budget_engine.drafts.options import VARIANTS, claims_of, laws_to_pay
from budget_engine.glossary import UNKNOWN
from ui.parts import field, removed, step
from ui.parts.fold import fold
from ui.parts.heading import small_heading
from ui.parts.parties import PARTIES
from ui.parts.words import plain
from ui.session import Here

RHYTHMS = {str(Rhythm.ONCE): "Eén keer", str(Rhythm.YEARLY): "Elk jaar"}
NATURES = {
    str(Nature.CERTAIN): "Dit wordt betaald",
    str(Nature.AVOIDED): "Dit komt er misschien niet van",
    str(Nature.SHIFTED): "Een ander betaalt het dan",
    str(Nature.GAIN): "Dit komt er misschien bij",
}
_CHANCES = ("kans_laag", "kans_waarschijnlijk", "kans_hoog")
_ENDS = ("laag", "waarschijnlijk", "hoog")
_SHORT = 60


def lines(here: Here, variant: str) -> None:
    """Show the lines of a variant; each opens to a small form."""
    place = joined(VARIANTS, variant, "rendement")
    small_heading("Wat kost het anderen, en wat levert het op?")
    st.write(
        "Wat de gemeente voor de aanvragen betaalt, volgt uit de aanvragen zelf. "
        "Schrijf hier wat anderen betalen, en wat misschien wordt voorkomen."
    )
    for number in here.draft.parts(place):
        _line(here, variant, joined(place, number))
    removed.show(here, place)
    _new(here, place)


def _new(here: Here, place: Field) -> None:
    with step.form(f"regel:{place}"):
        left, middle, right = st.columns([4, 3, 2], vertical_alignment="bottom")
        what = left.text_input("Nieuwe regel: wat?", placeholder="bijvoorbeeld ritprijs van de reiziger")
        who = middle.selectbox(
            "Wie betaalt?", list(PARTIES), index=None, format_func=PARTIES.__getitem__, placeholder="Kies"
        )
        sent = right.form_submit_button("Voeg regel toe")
    if sent and what.strip() and who:
        number = here.add(
            place, "", [("wat", what.strip()), ("betaler/partij", who), ("aard", str(Nature.CERTAIN))]
        )
        st.session_state[_open_key(here, joined(place, number))] = True
        step.taken(f"regel:{place}")
        st.rerun()
    elif sent:
        st.error("Schrijf op wat het is en wie het betaalt.")


def _open_key(here: Here, place: Field) -> str:
    return f"regel:{here.draft.number}:{place}"


def _line(here: Here, variant: str, place: Field) -> None:
    opened = fold(_title(here, place), _open_key(here, place))
    if opened.open:
        with opened:
            drawn = {joined(place, name) for name in _form(here, variant, place)}
            for said in _other_problems(here, place, drawn):
                st.markdown(f":red[**Klopt nog niet:** {plain(said)}]")
            if st.button("Haal deze regel weg", key=f"weg:{place}"):
                here.write(joined(place, EXISTS), "nee")
                st.rerun()
    elif any(_problems(here, place)):
        st.caption("Deze regel is nog niet compleet en telt nog niet mee.")


def _title(here: Here, place: Field) -> str:
    draft = here.draft
    what = draft.text(joined(place, "wat")) or "nog zonder omschrijving"
    party = PARTIES.get(draft.text(joined(place, "betaler", "partij")), "nog niet bekend wie betaalt")
    return f"{plain(what[:_SHORT])} · {party}"


def _problems(here: Here, place: Field) -> Iterator[tuple[Field, str]]:
    for name, said in here.view.reading.problems.items():
        if name == place or name.startswith(f"{place}/"):
            yield from ((name, text) for text in said)


def _other_problems(here: Here, place: Field, drawn: set[Field]) -> list[str]:
    return [text for name, text in _problems(here, place) if name not in drawn]


# --- the form of one line: only what matters for what was chosen ----------------------------------------


def _form(here: Here, variant: str, place: Field) -> Iterator[str]:
    """Draw the fields of a line and name each."""
    yield from _who(here, place)
    yield from _how_much(here, place)
    yield from _reference(here, place)
    yield from _source(here, place)
    nature = here.draft.text(joined(place, "aard"))
    field.choice(here, joined(place, "aard"), "Wat voor geld is dit?", NATURES)
    yield "aard"
    is_unsure = nature not in ("", str(Nature.CERTAIN))
    if is_unsure or _is_filled(here, place, ("kans", *_CHANCES)):
        yield from _chance(here, place)
    yield from _gain(here, place)
    if is_unsure or _is_filled(here, place, ("tegenover",)):
        yield from _against(here, variant, place)


def _is_filled(here: Here, place: Field, names: tuple[str, ...]) -> bool:
    return any(here.draft.given(joined(place, name)) for name in names)


def _who(here: Here, place: Field) -> Iterator[str]:
    field.text(here, joined(place, "wat"), "Wat?")
    yield "wat"
    left, right = st.columns(2)
    with left:
        yield from _account(here, place, "betaler", "Wie betaalt?")
    with right:
        needs = {name: here.labels.get(name, name) for name in here.draft.parts("vragen")}
        field.choice(here, joined(place, "vraag"), "Bij welke vraag hoort dit?", needs)
        yield "vraag"


def _account(here: Here, place: Field, who: str, label: str) -> Iterator[str]:
    party, law = f"{who}/partij", f"{who}/wet"
    chosen = field.choice(here, joined(place, party), label, PARTIES)
    yield party
    if chosen in _UNDER_A_LAW or _is_filled(here, place, (law,)):
        title = f"{label.removesuffix('?')}, onder welke wet?"
        field.choice(here, joined(place, law), title, laws_to_pay(here.view))
        yield law


_UNDER_A_LAW = frozenset(
    str(party)
    for party in (
        Party.MUNICIPALITY, Party.HEALTH_INSURER, Party.CARE_OFFICE, Party.UWV, Party.SVB, Party.SCHOOL,
        Party.SCHOOL_PARTNERSHIP,
    )
)  # fmt: skip


def _how_much(here: Here, place: Field) -> Iterator[str]:
    left, middle, right = st.columns(3)
    with left:
        rhythm = field.choice(here, joined(place, "eenheid"), "Hoe vaak?", RHYTHMS)
    with middle:
        field.text(here, joined(place, "start"), "Vanaf welke dag?", placeholder="dag-maand-jaar")
    yield from ("eenheid", "start")
    if rhythm == str(Rhythm.YEARLY) or _is_filled(here, place, ("duur",)):
        with right:
            field.text(here, joined(place, "duur"), "Hoeveel maanden?", placeholder="bijvoorbeeld 24 maanden")
        yield "duur"
    for column, name in zip(st.columns(3), _ENDS, strict=True):
        with column:
            field.text(here, joined(place, name), _AMOUNTS[name], placeholder="bijvoorbeeld 12,50")
        yield name
    st.caption("Weet niemand het bedrag? Schrijf dan onbekend. Met een kengetal mag u het leeg laten.")
    known = {name: here.draft.text(joined(place, name)) for name in _ENDS}
    is_one_amount = known["waarschijnlijk"] and not known["laag"] and not known["hoog"]
    if is_one_amount and st.button("Laag en hoog zijn hetzelfde", key=f"zelfde:{place}"):
        here.write_all([(joined(place, end), known["waarschijnlijk"]) for end in ("laag", "hoog")])
        st.rerun()


_AMOUNTS = {"laag": "Laagste bedrag", "waarschijnlijk": "Waarschijnlijk bedrag", "hoog": "Hoogste bedrag"}


def _source(here: Here, place: Field) -> Iterator[str]:
    left, middle, right = st.columns([3, 2, 2])
    with left:
        field.text(here, joined(place, "bron"), "Waar komt het bedrag vandaan?")
    with middle:
        field.text(here, joined(place, "brondatum"), "Van welke dag?", placeholder="dag-maand-jaar")
    with right:
        field.text(
            here, joined(place, "prijsjaar"), "Prijzen van welk jaar?", placeholder="bijvoorbeeld 2026"
        )
    field.text(here, joined(place, "zwakte"), "Waarom moet dit bedrag met voorzichtigheid worden gelezen?")
    yield from ("bron", "brondatum", "prijsjaar", "zwakte")


def _reference(here: Here, place: Field) -> Iterator[str]:
    """Offer the reference costs of the rules; what is chosen shows its source and its weak side at once."""
    costs = {cost.id: cost for cost in here.view.rule_set.reference_costs if cost.is_in_use(here.view.on)}
    left, right = st.columns([5, 2])
    with left:
        chosen = field.choice(
            here,
            joined(place, "kengetal"),
            "Komt het bedrag van een kengetal?",
            {name: f"{cost.title}, {range_of(cost)}" for name, cost in costs.items()},
        )
    with right:
        field.text(here, joined(place, "aantal"), "Hoeveel keer?", placeholder="bijvoorbeeld 365")
    yield from ("kengetal", "aantal")
    if chosen in costs:
        _, *said = reference_cost(costs[chosen])
        st.markdown(" ".join(plain(line) for _, line in said))


def _chance(here: Here, place: Field) -> Iterator[str]:
    said = field.choice(
        here,
        joined(place, "kans"),
        "Durft iemand de kans te noemen?",
        {UNKNOWN: "Nee, de kans is niet te zeggen"},
    )
    yield "kans"
    if said == UNKNOWN and not _is_filled(here, place, _CHANCES):
        return
    labels = ("Kleinste kans", "Waarschijnlijke kans", "Grootste kans")
    for column, name, label in zip(st.columns(3), _CHANCES, labels, strict=True):
        with column:
            field.text(here, joined(place, name), label, placeholder="bijvoorbeeld 30%")
        yield name


def _gain(here: Here, place: Field) -> Iterator[str]:
    left, right = st.columns(2)
    with left:
        yield from _account(here, place, "baathebber", "Wie heeft er voordeel van?")
    with right:
        field.text(
            here,
            joined(place, "effect"),
            "Naam van het effect",
            placeholder="alleen nodig als meer regels over hetzelfde gaan",
        )
        yield "effect"


def _against(here: Here, variant: str, place: Field) -> Iterator[str]:
    own: Mapping[str, str] = {
        name: said for name, said in here.view.claim_names.items() if name in claims_of(here.view, variant)[0]
    }
    at = joined(place, "tegenover")
    field.choices(here, at, "Welke aanvragen van deze variant staan ertegenover?", own, here.draft.chosen(at))
    yield "tegenover"
