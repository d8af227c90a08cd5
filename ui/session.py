"""What a page knows: who is at work, which dossier lies open, and one guard around every page.

The address holds numbers only, so a refresh or a second tab finds its way back without naming anybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

import streamlit as st

from budget_engine import logbook
from budget_engine.authority import Action, Login
from budget_engine.drafts.apart import has_safety_note
from budget_engine.drafts.called import by_its_words
from budget_engine.drafts.entry import Draft, Field, Given
from budget_engine.drafts.extending import origin_of
from budget_engine.drafts.view import View
from budget_engine.errors import InputError, MaatwerkError, NotAllowed, RulesError, SealRefused
from budget_engine.reason import Reason
from budget_engine.values import show_date
from ui.address import number_in
from ui.pages import CASE, next_page
from ui.parts.count import counted
from ui.parts.words import plain
from ui.running import House, house
from ui.signing_in import login, may

DOSSIER, MESSAGE, DONE, AGAIN = "dossier", "melding", "gelukt", "opnieuw"
"""The keys of the session beside those of fields; the first stands in the address too, as a number."""
_MUNICIPALITY = "gemeente"


@dataclass(frozen=True)
class Here:
    """Where somebody is: in which house, as whom, with which dossier open."""

    house: House
    login: Login
    view: View

    @property
    def worker(self) -> str:
        """Give the name of whoever is at work."""
        return self.login.name

    @property
    def draft(self) -> Draft:
        """Give the dossier as it was written until now."""
        return self.view.draft

    @property
    def labels(self) -> Mapping[str, str]:
        """Give what people call each thing in the case."""
        return self.view.labels

    def called(self, place: Field, name: str) -> str:
        """Give what a part of a list is called, also where it cannot be read."""
        return self.labels.get(name) or self.in_words(place, name)

    def in_words(self, place: Field, name: str) -> str:
        """Give what a part of a list is called by what was last typed in it."""
        return by_its_words(self.draft, self.view.rule_set, place, name)

    def write(self, field: Field, given: Given) -> None:
        """Keep a value that was chosen on a page, over what stands there now."""
        refusal = self.house.desk.write(
            self.draft.number, field, given, self.login, self.house.at(), self.draft.seen(field)
        )
        if refusal is not None:
            say(refusal)

    def write_all(self, written: list[tuple[Field, Given]]) -> None:
        """Keep values that belong together."""
        refusal = self.house.desk.write_all(self.draft.number, written, self.login, self.house.at())
        if refusal is not None:
            say(refusal)

    def add(self, place: Field, wish: str = "", written: list[tuple[Field, Given]] | None = None) -> str:
        """Add a part and give its name."""
        at = self.house.at()
        return self.house.desk.add(self.draft.number, place, wish, written or [], self.login, at)


def say(text: str) -> None:
    """Keep a message for the next time the page is drawn."""
    st.session_state[MESSAGE] = text


def say_done(text: str) -> None:
    """Keep for the next time the page is drawn that something was done."""
    st.session_state[DONE] = text


def dossier() -> int | None:
    """Give the number of the dossier that lies open, or None."""
    known: int | None = st.session_state.get(DOSSIER)
    number = st.query_params.get(DOSSIER, "")
    if known is None and (known := number_in(number)) is not None:
        st.session_state[DOSSIER] = known
        say(
            "De bladzijde is opnieuw opgebouwd. Kijk of het laatste veld dat u invulde er staat; de rest is bewaard."
        )
    elif known is not None and not number:
        st.query_params[DOSSIER] = str(known)
    return known


def open_dossier(number: int | None) -> None:
    """Lay a dossier open, or put it away."""
    st.session_state[DOSSIER] = number
    if number is None:
        st.query_params.pop(DOSSIER, None)
    else:
        st.query_params[DOSSIER] = str(number)


def at_work() -> Login:
    """Give who is at work, on a page that is drawn only for somebody who is."""
    found = login()
    if found is None:
        raise NotAllowed(Reason("Zeg eerst wie u bent."))
    return found


def here() -> Here | None:
    """Give where somebody is, or None when they have yet to say who they are or which dossier."""
    who, number = login(), dossier()
    if who is None or number is None:
        return None
    return Here(house(), who, house().desk.view(number, house().today(), who, house().at()))


# --- the guard -----------------------------------------------------------------------------------------


def page(title: str) -> Callable[[Callable[[Here], None]], Callable[[], None]]:
    """Make a page about the open dossier: title, when it was kept, messages, the guard, and the way on."""

    def made(render: Callable[[Here], None]) -> Callable[[], None]:
        @wraps(render)
        def drawn() -> None:
            st.title(title, anchor=False)
            guarded(lambda: _about_dossier(title, render))

        return drawn

    return made


def _about_dossier(title: str, render: Callable[[Here], None]) -> None:
    try:
        place = here()
    except InputError:
        if _lacks_municipality():
            return
        raise
    if place is None:
        house().desk.ask(at_work(), Action.WORKLIST, house().at())
        st.info("Kies eerst een dossier in de werklijst.")
        to_worklist()
        return
    _header(place)
    render(place)
    _way_on(place, title)
    if st.session_state.pop(AGAIN, False):
        st.rerun()  # something was kept while the page was drawn


def _lacks_municipality() -> bool:
    """Ask for a municipality where the dossier has none, or one that has no rules any more."""
    who, number = login(), dossier()
    if who is None or number is None:
        return False
    desk, draft = house().desk, house().desk.draft(number, who, house().at())
    standing = draft.text(_MUNICIPALITY)
    known = desk.municipalities()
    if standing in known or not known:
        return False
    of_whom = (
        f"Van de gemeente {plain(standing)} zijn hier geen regels." if standing else "De gemeente ontbreekt."
    )
    st.error(f"{of_whom} Uw dossier is bewaard. Kies met de regels van welke gemeente er wordt gerekend.")
    chosen = st.selectbox("Gemeente", known, index=None, placeholder="Kies")
    if chosen is not None:
        desk.write(number, _MUNICIPALITY, chosen, who, house().at(), draft.seen(_MUNICIPALITY))
        st.rerun()
    return True


def _way_on(place: Here, title: str) -> None:
    after = next_page(title, is_judged=place.view.judged_at is not None)
    if after is not None:
        st.divider()
        st.page_link(f"screens/{after}.py", label=f"Verder naar {CASE[after]}")


def _header(place: Here) -> None:
    last = place.draft.entries[-1] if place.draft.entries else None
    kept = "nog niets ingevuld" if last is None else f"bewaard {_when(last.at)} door {plain(last.written_by)}"
    origin = origin_of(place.draft)
    came_from = "" if origin is None else f" · verlenging van record {origin.record}"
    st.caption(f"Dossier {plain(place.draft.case)}{came_from} · {place.view.rule_set.municipality} · {kept}")
    if origin is not None:
        st.caption(
            f"Niet meegekomen uit record {origin.record}: vragen, aanvragen en doelen van anderen of onder een andere "
            "wet, wat toen is onderzocht en ingeschat, wat u van plan was, en de periodes."
        )
    if has_safety_note(place.draft):
        st.caption("Let op: er is een veiligheidsnotitie. Zij staat bij Wie mag wat zien.")
    shown, done = st.session_state.pop(MESSAGE, None), st.session_state.pop(DONE, None)
    if done:
        st.success(done)
    if shown:
        st.warning(shown)


def _when(at: str) -> str:
    """Write a moment for people; the day too when it is not today."""
    moment = datetime.fromisoformat(at)
    day = "" if moment.date() == house().today() else f"op {show_date(moment.date())} "
    return f"{day}om {moment:%H:%M:%S}"


def guarded(draw: Callable[[], None]) -> None:
    """Draw something; whatever goes wrong is said in Dutch, with what to do next."""
    try:
        draw()
    except RulesError as error:
        _broken_rules(error)
    except SealRefused as error:
        st.error("Niet vastgesteld:\n\n" + "\n".join(f"- {plain(str(reason))}" for reason in error.reasons))
    except InputError as error:
        st.error("\n\n".join(plain(str(issue)) for issue in error.issues))
    except MaatwerkError as error:
        st.error(plain(str(error)))
        to_worklist()
    except Exception as error:  # noqa: BLE001 - the edge: nobody may see a traceback, and the log gets its place
        number, is_kept = logbook.fault(error, house().at())
        where = " De plek staat in het logboek." if is_kept else ""
        st.error(
            f"Er ging iets mis op deze pagina: storing {number}.{where} Wat u invulde is bewaard. "
            "Laad de pagina opnieuw, of kies een andere pagina."
        )


def to_worklist() -> None:
    """Lead back to the worklist, whoever has one."""
    if may(Action.WORKLIST):
        st.page_link("screens/werklijst.py", label="Naar de werklijst")


def _broken_rules(error: RulesError) -> None:
    count = len(error.issues)
    logbook.note(logbook.Event.RULES_REFUSED, house().at(), punten=count)
    st.error(
        "De regels van deze gemeente kunnen nu niet worden gebruikt: "
        f"er {'is' if count == 1 else 'zijn'} {counted(count, 'fout', 'fouten')}. "
        "Uw dossier is bewaard. Vraag wie de regels beheert dit te herstellen; daarna werkt deze pagina weer."
    )
    with st.expander("Wat er mis is, voor wie de regels beheert"):
        st.code("\n".join(str(issue) for issue in error.issues), language=None)
    to_worklist()
