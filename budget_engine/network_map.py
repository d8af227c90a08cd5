"""The household with who helps around it, as nodes and links: what a drawing shows and sentences tell.

Nothing is counted, ranked or judged. What nobody knows is said as such, and how heavy help is stands in the
words of whoever gives it. Of people only their names are here: no age, no health, no money.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from budget_engine.case import Case
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.language.fact import Giver, Outlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.offered import Offered, called


class Load(StrEnum):
    """How a line is drawn; the words beside it say the same."""

    LIGHT = "licht"
    BEARABLE = "te_doen"
    HEAVY = "zwaar"
    UNKNOWN = "onbekend"
    NOT_ASKED = "niet gevraagd"


@dataclass(frozen=True)
class Somebody:
    """A member of the household."""

    id: str
    name: str


@dataclass(frozen=True)
class Help:
    """What somebody does for a member of the household.

    `notes` are short: how heavy it is, whether it lasts, what happens if it stops. `sentences` tell all of it.
    """

    id: str
    what: str
    giver: str
    kind: str
    receiver: str
    load: Load
    notes: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class NetworkMap:
    """The people and everything that is done for them; a help of nobody known is among them too."""

    people: tuple[Somebody, ...]
    helps: tuple[Help, ...]

    def helps_of(self, person: str) -> tuple[Help, ...]:
        """Give what is done for somebody, in the order of the case."""
        return tuple(item for item in self.helps if item.receiver == person)


_KINDS: Mapping[Giver | None, str] = {
    Giver.RESIDENT: "doet het zelf",
    Giver.HOUSEHOLD: "uit hetzelfde huis",
    Giver.NETWORK: "familie, vrienden of buren",
    Giver.NEIGHBOURHOOD: "uit de buurt",
    None: "wat voor steun: niet bekend",
}

_NOT_ASKED, _NOT_KNOWN = "nog niet gevraagd", "gevraagd, niet bekend"


def network_map(case: Case, rule_set: RuleSet, offered: Mapping[str, Offered]) -> NetworkMap:
    """Give the household and its network as they were written down."""
    names = _names(case)
    helps = (
        Help(
            id=item.id,
            what=(item.name or "").strip() or "wat dit is, is nog niet opgeschreven",
            giver=_giver(item.given_by, names),
            kind=_KINDS[offered[item.id].giver],
            receiver=item.offered_to,
            load=_load(rule_set, offered[item.id]),
            notes=tuple(_notes(rule_set, offered[item.id])),
            sentences=offered[item.id].sentences,
        )
        for item in case.support
    )
    return NetworkMap(tuple(Somebody(name, said) for name, said in names.items()), tuple(helps))


def _names(case: Case) -> dict[str, str]:
    """Name everybody without who they are to others, unless two would be called the same."""
    short = {person.id: called((person.name or person.id).strip()) for person in case.persons}
    often = Counter(short.values())
    return {
        person.id: short[person.id] if often[short[person.id]] == 1 else (person.name or person.id).strip()
        for person in case.persons
    }


def _giver(given_by: str | None, names: Mapping[str, str]) -> str:
    if given_by is None or not given_by.strip():
        return "wie dit doet, is nog niet opgeschreven"
    return names.get(given_by, given_by.strip())


def _load(rule_set: RuleSet, offered: Offered) -> Load:
    given = _answer(rule_set, offered, Outlet.LOAD)
    if given is None:
        return Load.NOT_ASKED
    return next((load for load in Load if load == given), Load.UNKNOWN)


def _notes(rule_set: RuleSet, offered: Offered) -> Iterator[str]:
    """Say how heavy it is, whether it lasts and what if it stops, of what is asked of this kind of help."""
    declared = rule_set.outlet.get(Outlet.LOAD)
    words = {} if declared is None else declared.choices
    lasts = {YES: "houdt het vol", NO: "houdt het zo niet vol"}
    fallback = {YES: "als het stopt: dat is geregeld", NO: "als het stopt: niets geregeld"}
    for outlet, title, said in (
        (Outlet.LOAD, "hoe zwaar", {code: f"hoe zwaar: {word}" for code, word in words.items()}),
        (Outlet.LASTS, "vol te houden", lasts),
        (Outlet.FALLBACK, "als het stopt", fallback),
    ):
        if not _is_asked(rule_set, offered, outlet):
            continue
        given = _answer(rule_set, offered, outlet)
        yield f"{title}: {_NOT_ASKED}" if given is None else said.get(given, f"{title}: {_NOT_KNOWN}")


def _answer(rule_set: RuleSet, offered: Offered, outlet: Outlet) -> str | None:
    """Give what was answered, also that it was asked and is not known; None where nobody asked."""
    declared = rule_set.outlet.get(outlet)
    if declared is None:
        return None
    given = offered.facts.get(declared.name)
    if given is None and any(item.asked_fact == declared.name and item.was_asked for item in offered.unknown):
        return UNKNOWN
    return given


def _is_asked(rule_set: RuleSet, offered: Offered, outlet: Outlet) -> bool:
    declared = rule_set.outlet.get(outlet)
    is_open = declared is not None and any(item.asked_fact == declared.name for item in offered.unknown)
    return is_open or _answer(rule_set, offered, outlet) is not None
