"""The parts of a simple request on one page: its fields, what must be so, and what is good to know."""

from datetime import date

import streamlit as st

from budget_engine.authority import Login
from budget_engine.drafts import answers
from budget_engine.drafts.called import NEEDS, PEOPLE
from budget_engine.drafts.entry import Field, joined
from budget_engine.drafts.labels import DOMAINS, question_of
from budget_engine.drafts.options import CLAIMS, SOLUTIONS
from budget_engine.drafts.provisions import Provision, provision_word, provisions, unit_word
from budget_engine.drafts.shape import DECISION, MATTER, VALUE
from budget_engine.drafts.short_answers import Statement, Unsettled, place_of, to_judge
from budget_engine.drafts.short_request import (
    Simple,
    account_place,
    choose,
    defaults,
    not_on_this_day,
    provision_of,
    simple_of,
)
from budget_engine.drafts.short_route import is_long, worth_knowing
from budget_engine.drafts.short_settled import renewed
from budget_engine.drafts.view import JUDGED_REASON, View
from budget_engine.errors import MaatwerkError
from budget_engine.glossary import NO, WORDS, YES
from budget_engine.language.fact import Kind, Moment
from budget_engine.sealing_checks import AT_ONCE, BORN, QUANTITY
from ui.parts import fact, field, removed
from ui.parts.fold import fold
from ui.parts.words import plain
from ui.running import house
from ui.session import Here, dossier
from ui.signing_in import login

_DAY = "dag-maand-jaar"
_FIRST = 3
"""How much of what is good to know stands in view."""


def begin(number: int, login: Login, today: date) -> None:
    """Give a dossier the one person, need, provision and claim of a simple request, with what they begin with."""
    desk, at = house().desk, house().at()
    for place, wish in (
        (PEOPLE, "inwoner"),
        (NEEDS, "vraag"),
        (SOLUTIONS, "voorziening"),
        (CLAIMS, "aanvraag"),
    ):
        if not desk.draft(number, login, at).parts(place):
            desk.add(number, place, wish, [], login, at)
    draft = desk.draft(number, login, at)
    simple = simple_of(draft)
    if simple is not None:
        rule_set = desk.view(number, today, login, at).rule_set
        desk.write_all(number, defaults(draft, rule_set, simple, today), login, at)


def can_serve() -> bool:
    """Tell whether the open dossier may still go the short route; with none open it may begin there."""
    number, who = dossier(), login()
    if number is None or who is None:
        return True
    desk, at = house().desk, house().at()
    try:
        return not is_long(desk.draft(number, who, at)) and desk.sealed(number, who, at) is None
    except MaatwerkError:
        return True  # the page itself says what is wrong


def missing(here: Here, places: tuple[Field, ...]) -> None:
    """Name the parts that a request lacks, and offer back what was taken away."""
    st.warning(
        f"Voor de korte route ontbreekt {' en '.join(_PART[place] for place in places)}. Zet terug wat is weggehaald, "
        "of begin hier opnieuw met wat ontbreekt; wat er al staat, blijft."
    )
    for place in places:
        removed.show(here, place)


_PART = {PEOPLE: "de persoon", NEEDS: "de vraag", SOLUTIONS: "de voorziening", CLAIMS: "de aanvraag"}


def _ask(here: Here, place: Field, name: str, label: str = "") -> None:
    """Ask for an amount, a number or a day, by its own question unless a label says it shorter."""
    declared = here.view.rule_set.fact.get(name)
    if declared is not None:
        field.text(
            here,
            joined(answers.current(here.draft, place, name), VALUE),
            label or question_of(declared),
            help_text=declared.help,
            placeholder=_DAY if declared.kind is Kind.DATE else None,
        )


def request(here: Here, simple: Simple, whole: View) -> None:
    """Ask who asks for what, in which words, and how much of it."""
    st.header("Wie vraagt wat?", anchor=False)
    _who(here, simple)
    need = joined(NEEDS, simple.need)
    field.text(here, joined(need, WORDS["own_words"]), "De vraag, in eigen woorden")
    words = {str(domain): word for domain, word in DOMAINS.items()}
    field.choice(here, joined(need, WORDS["domain"]), "Waar speelt het?", words, is_required=True)
    provision = _provision(here, simple)
    if provision is not None:
        _how_much(here, simple, provision, whole)


def _who(here: Here, simple: Simple) -> None:
    left, right = st.columns([2, 1])
    with left:
        field.text(here, joined(PEOPLE, simple.person, WORDS["name"]), "Naam")
    with right:
        _ask(here, joined(PEOPLE, simple.person), BORN)


def _how_much(here: Here, simple: Simple, provision: Provision, whole: View) -> None:
    left, right = st.columns(2)
    with left:
        if provision.unit is None:
            _ask(here, joined(CLAIMS, simple.claim), AT_ONCE, "Welk bedrag ineens?")
        else:
            unit = unit_word(provision.unit, here.view.rule_set)
            _ask(here, joined(CLAIMS, simple.claim), QUANTITY, f"Hoeveel {unit} in het eerste jaar?")
    with right:
        account = account_place(here.draft, simple)
        field.text(
            here,
            account,
            "Op welk taakveld komt dit?",
            placeholder="bijvoorbeeld 6.711",
            help_text="Een taakveld is het nummer waaronder de gemeente dit geld boekt. Het staat in de begroting; "
            "vraag het zo nodig aan financiën.",
        )
        if here.draft.text(account).strip():
            field.wrong_ahead(here, account, whole.reading.decision_problems)


def afterwards(here: Here, simple: Simple, *, is_open: bool) -> None:
    """Keep the fields of the request until it is sealed, and put what is changed in them in the decision too."""
    at = here.house.at()
    written, standing = renewed(here.view, simple, here.login, at), provision_of(here.view, simple)
    opened = fold(
        "De aanvraag zoals u haar invulde",
        f"kort:aanvraag:{here.draft.number}",
        is_open=is_open or bool(written),
    )
    if opened.open:
        with opened:
            _who(here, simple)
            if standing is not None:
                st.markdown(plain(provision_word(standing, here.view.rule_set)))
                _how_much(here, simple, standing, here.view)
            dates(here, simple)
    if written:
        st.info("U veranderde iets aan de aanvraag nadat het besluit was ingevuld.")
        if st.button("Zet dit ook in het besluit", type="primary"):
            here.write_all(written)
            st.rerun()


def _provision(here: Here, simple: Simple) -> Provision | None:
    listed = {item.code: item for item in provisions(here.view.rule_set, here.view.on)}
    standing = provision_of(here.view, simple)
    code = None if standing is None else standing.code
    chosen = st.selectbox(
        "Voorziening",
        list(listed),
        index=None if code is None else list(listed).index(code),
        format_func=lambda name: provision_word(listed[name], here.view.rule_set),
        placeholder="Kies",
        key=f"voorziening:{here.draft.number}:{code}",
        help="Eerst waarvoor de gemeente een tarief heeft, daarna wat ineens wordt betaald.",
    )
    gone = not_on_this_day(here.view, simple)
    if gone is not None:
        st.warning(plain(gone))
    if chosen is not None and chosen != code:
        for written, given in choose(here.view, simple, listed[chosen]):
            if here.draft.text(written) != given:
                here.write(written, given or None)
        st.rerun()
    return standing


def dates(here: Here, simple: Simple) -> None:
    """Ask the days; all but that of the report stand filled in with today."""
    st.header("Wanneer?", anchor=False)
    named, claim = here.view.rule_set.moment_fact, joined(CLAIMS, simple.claim)
    asked = [(MATTER, Moment.REPORT), (claim, Moment.APPLICATION), (claim, Moment.START)]
    columns = st.columns(len(asked) + 1, vertical_alignment="bottom")
    for (place, moment), column in zip(asked, columns, strict=False):
        with column:
            _ask(here, place, named.get(moment, ""))
    with columns[-1]:
        field.text(here, joined(DECISION, "op"), "Op welke dag is het besluit?", placeholder=_DAY)
    st.caption("Wat al is ingevuld, is een voorstel. Verander het als het anders is.")


def reason(here: Here) -> None:
    """Ask why; it is the own judgement, and the reason of the decision."""
    st.header("Waarom kent u dit toe?", anchor=False)
    field.text(
        here,
        JUDGED_REASON,
        "Uw eigen inschatting en de reden van het besluit",
        is_long=True,
        help_text="U schrijft dit op voordat u het advies ziet. Het komt ook als reden in het besluit te staan.",
    )


def must_be_so(here: Here, simple: Simple, found: Unsettled) -> None:
    """Show the answers that are proposed, and ask what only a person can say."""
    st.header("Dit moet kloppen", anchor=False)
    for about, asked in found.questions:
        fact.ask(here, place_of(asked, about, simple), about, asked)
    if not found.statements:
        st.markdown("Er is niets meer onbekend dat in de weg staat.")
        return
    st.markdown(
        "Dit is nog niet bekend. Met deze antwoorden staat niets in de weg. Lees ze na: zij tellen pas mee als u ze "
        "bevestigt."
    )
    st.markdown("\n".join(f"- {_said(item)}" for item in found.statements))
    opened = fold("Klopt er iets niet? Geef zelf het antwoord", f"kort:anders:{here.draft.number}")
    if opened.open:
        with opened:
            for item in found.statements:
                fact.ask(here, place_of(item.fact, item.about, simple), item.about, item.fact)


def _said(item: Statement) -> str:
    return f"{plain(item.question)} **{plain(item.answer)}**"


def confirm(here: Here, *, is_ready: bool) -> str | None:
    """Let somebody confirm the answers; gives what they say to what only a person can weigh, or None."""
    asked = to_judge(here.view)
    if asked is None:
        done = st.button(
            "Dit is besproken en klopt. Leg mijn inschatting vast", type="primary", disabled=not is_ready
        )
        return "" if done else None
    st.header(question_of(asked), anchor=False)
    if asked.help:
        st.caption(plain(asked.help))
    left, right = st.columns([3, 1])
    with left:
        yes = st.button(
            "Ja. Dit is besproken en klopt, leg mijn inschatting vast", type="primary", disabled=not is_ready
        )
    with right:
        no = st.button("Nee, dit vraagt meer", disabled=not is_ready)
    return YES if yes else NO if no else None


def good_to_know(here: Here, then: View, simple: Simple) -> None:
    """Show what holds about the request and does not stand in its way, the first few in view."""
    listed = [plain(text) for text in worth_knowing(then, simple)]
    if not listed:
        return
    st.header("Denk hieraan", anchor=False)
    st.markdown("\n".join(f"- {text}" for text in listed[:_FIRST]))
    if len(listed) > _FIRST:
        opened = fold(f"Nog {len(listed) - _FIRST} om aan te denken", f"kort:denk:{here.draft.number}")
        if opened.open:
            with opened:
                st.markdown("\n".join(f"- {text}" for text in listed[_FIRST:]))
    st.caption(
        "Opschrijven kan bij Gesprek. Ook als daar nog iets ontbreekt, kunt u het besluit vaststellen. Sommige "
        "brieven gaan pas weg als het er wel staat; de bladzijde Brieven zegt dan wat er mist."
    )
