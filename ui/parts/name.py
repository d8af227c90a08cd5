"""Asks who is at work, and says on every page how it is known who that is."""

import streamlit as st

from budget_engine import demo
from budget_engine.authority import Login
from budget_engine.values import show_date
from ui import signing_in
from ui.parts.words import plain
from ui.running import SignIn, house

_LONGEST = 60


def banner() -> None:
    """Say on every page what nobody checks here, and what is invented."""
    day = f" Vandaag is hier {show_date(house().today())}." if house().shift else ""
    match house().sign_in:
        case SignIn.EXAMPLE:
            st.caption(
                f"Voorbeeld met verzonnen huishoudens en verzonnen medewerkers.{day} U kiest zelf wie u bent; "
                "er is geen wachtwoord. Schrijf hier niets over echte mensen."
            )
        case SignIn.OWN_WORD:
            st.caption(
                f"Niemand controleert hier wie u bent. Deze app is alleen voor uw eigen computer.{day}"
            )
        case SignIn.PROVIDER:
            pass


def ask_name() -> None:
    """Ask who is at work."""
    st.title("Welkom", anchor=False)
    match house().sign_in:
        case SignIn.OWN_WORD:
            _typed()
        case SignIn.EXAMPLE:
            _chosen()
        case SignIn.PROVIDER:
            _provider()


def _typed() -> None:
    st.write("Wie is er aan het werk? Uw naam komt te staan bij wat u invult.")
    with st.form("naam", border=False):
        name = st.text_input("Uw naam", max_chars=_LONGEST)
        sent = st.form_submit_button("Begin", type="primary")
    if sent and name.strip() and len(name) <= _LONGEST:
        signing_in.begin(name)
        st.rerun()
    elif sent:
        st.error("Vul uw naam in.")


def _chosen() -> None:
    st.write("Wie wilt u zijn? Alle mensen hier zijn verzonnen. Wat u ziet en mag, hangt af van wie u kiest.")
    places = st.columns(2)
    for number, person in enumerate(demo.PEOPLE):
        if places[number % 2].button(described(person), key=f"persoon:{person.subject}", width="stretch"):
            signing_in.be(person)
            st.rerun()


def _provider() -> None:
    refusal = signing_in.why_not()
    if refusal is not None:
        st.error(plain(str(refusal)))
    else:
        st.write("Meld u aan met het account van uw organisatie.")
    if st.button("Aanmelden", type="primary"):
        st.login()


def at_work(login: Login) -> None:
    """Say beside every page who is at work, and let them leave."""
    st.sidebar.caption(f"U werkt als {plain(login.name)}.")
    if login.is_checked:
        st.sidebar.caption(_role(login))
    label = "Afmelden" if house().sign_in is SignIn.PROVIDER else "Iemand anders"
    if st.sidebar.button(label, key="afmelden"):
        signing_in.leave()


def described(login: Login) -> str:
    """Name somebody with what they do here.

    >>> described(demo.PEOPLE[3])
    'J. Terpstra: medewerker werk en inkomen, team Oost'
    """
    return f"{login.name}: {_of_team(login.function or ', '.join(login.roles), login)}"


def _role(login: Login) -> str:
    return _of_team(", ".join(login.roles), login)


def _of_team(what: str, login: Login) -> str:
    return f"{what}, team {', '.join(login.teams)}" if login.teams else what
