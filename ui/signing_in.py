"""Who is at work in this window: chosen in the demo, signed in with a provider, or by the name they typed.

The address says who somebody is only where people type their own name, and everybody may everything. Behind a
provider it is the signed cookie that says so, and in the demo the window itself.
"""

import streamlit as st

from budget_engine import demo
from budget_engine.authority import Action, Login, may_ask
from budget_engine.reason import Reason
from budget_engine.sign_in import by_own_word, signed_in
from ui.address import number_in
from ui.running import SignIn, house

WORKER, PERSON, _SUBJECT, _BEGUN = "medewerker", "persoon", "kenmerk", "net begonnen"
"""The keys of the session; the first stands in the address too, as a number, where people type their name."""


def login() -> Login | None:
    """Give who is at work, or None when nobody said so yet, or a sign-in does not count."""
    found = _found()
    if isinstance(found, Reason):
        found = None
    _keep_apart(found)
    return found


def why_not() -> Reason | None:
    """Say why a sign-in does not count; None where it does, or where nobody signed in."""
    found = _found()
    return found if isinstance(found, Reason) else None


def _found() -> Login | Reason | None:
    match house().sign_in:
        case SignIn.OWN_WORD:
            name = _own_word()
            return None if name is None else by_own_word(name)
        case SignIn.EXAMPLE:
            return _example()
        case SignIn.PROVIDER:
            _forget_address()
            if not st.user.get("is_logged_in", False):
                return None
            return signed_in(st.user.to_dict(), house().provider, house().real_now())


def _keep_apart(found: Login | None) -> None:
    """Begin with an empty session where somebody else is at work in this window than before."""
    subject = None if found is None else found.subject
    before = st.session_state.get(_SUBJECT)
    if before is not None and before != subject:
        for key in [key for key in st.session_state if key not in (WORKER, PERSON, _BEGUN)]:
            del st.session_state[key]
    if subject is not None:
        st.session_state[_SUBJECT] = subject


def _own_word() -> str | None:
    known: str | None = st.session_state.get(WORKER)
    number = st.query_params.get(WORKER, "")
    if known is None and (asked := number_in(number)) is not None:
        known = house().desk.worker_name(asked)
        if known is not None:
            st.session_state[WORKER] = known
    elif known is not None and not number:
        st.query_params[WORKER] = str(house().desk.worker(known))
    return known


def _example() -> Login | None:
    _forget_address()
    chosen: str | None = st.session_state.get(PERSON)
    return next((person for person in demo.PEOPLE if person.subject == chosen), None)


def _forget_address() -> None:
    st.query_params.pop(WORKER, None)


def begin(name: str) -> None:
    """Start to work under a name."""
    st.session_state[WORKER] = name.strip()
    st.query_params[WORKER] = str(house().desk.worker(name.strip()))


def be(person: Login) -> None:
    """Start to work as one of the people of the demo."""
    st.session_state[PERSON] = person.subject
    st.session_state[_BEGUN] = True


def has_just_begun() -> bool:
    """Tell, once, whether somebody chose who to be since the page was drawn before."""
    return bool(st.session_state.pop(_BEGUN, False))


def leave() -> None:
    """Stop being at work in this window; nothing of it stays behind."""
    st.session_state.clear()
    st.query_params.clear()
    if house().sign_in is SignIn.PROVIDER:
        st.logout()  # the browser goes to the provider, and comes back as nobody
        st.stop()
    st.rerun()


def may(action: Action) -> bool:
    """Tell whether whoever is at work has an action at all, so that it can be offered."""
    found = login()
    return found is not None and may_ask(found, action) is None
