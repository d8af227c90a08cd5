"""Who somebody is: by what a provider of identities says of them, or by a name they typed themselves.

Nothing here asks for a password. A provider (OIDC) did that, and its claims arrive with the page; how long they
count is decided here, for the cookie that carries them lives on long after somebody went home.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from budget_engine.authority import Login, Role
from budget_engine.errors import InputError, Issue, Place, choose_from
from budget_engine.reason import Reason

SECTION = "maatwerk"
"""The section beside `[auth]` in the secrets of Streamlit; all of it may be left out."""
_HOURS = 8
"""A working day: after that somebody signs in again."""
_MOST_HOURS = 24
"""Longer than a day is no maximum age any more."""
_SECONDS = 3600
"""In an hour."""
_EARLY = 300
"""Seconds that the clock of a provider may be ahead of ours."""


@dataclass(frozen=True)
class ProviderSettings:
    """Under which names a provider gives roles, teams and function, and how many hours they count."""

    roles: str = "rollen"
    teams: str = "teams"
    function: str = "functie"
    hours: int = _HOURS


def settings_of(section: Mapping[str, object]) -> ProviderSettings:
    """Read the settings of a provider; InputError names each that cannot be."""
    words = {"rollen": "roles", "teams": "teams", "functie": "function", "uren": "hours"}
    issues, found = [], {}
    for word, value in section.items():
        place = Place(f"[{SECTION}] {word}")
        if word not in words:
            issues.append(Issue(place, "Deze instelling bestaat niet.", choose_from(words)))
        elif word == "uren" and not (type(value) is int and 0 < value <= _MOST_HOURS):
            issues.append(Issue(place, f"Schrijf een geheel aantal uren van 1 tot en met {_MOST_HOURS}."))
        elif word != "uren" and not (isinstance(value, str) and value.strip()):
            issues.append(Issue(place, "Schrijf de naam van een claim, tussen aanhalingstekens."))
        else:
            found[words[word]] = value
    if issues:
        raise InputError(issues)
    return ProviderSettings(**found)  # type: ignore[arg-type]


def signed_in(claims: Mapping[str, object], settings: ProviderSettings, now: datetime) -> Login | Reason:
    """Read who somebody is from the claims of a provider; a Reason says why that cannot be.

    Roles that are not ours are those of another application and count for nothing.
    """
    subject, issuer = _text(claims.get("sub")), _text(claims.get("iss"))
    name = _text(claims.get("name")) or _text(claims.get("preferred_username"))
    if not subject or not name:
        return Reason("De aanmelding zegt niet wie u bent. Vraag wie het aanmelden beheert.")
    since = claims.get("iat")
    age = now.timestamp() - since if type(since) is int else None
    if age is None or not -_EARLY <= age < settings.hours * _SECONDS:
        return Reason("Uw aanmelding is verlopen. Meld u opnieuw aan.")
    given = frozenset(_listed(claims, settings.roles))
    roles = tuple(role for role in Role if role in given)
    if not roles:
        return Reason("U bent aangemeld, maar u hebt hier geen rol. Vraag wie de rollen beheert.")
    return Login(
        subject=f"{issuer}#{subject}",
        name=name,
        roles=roles,
        teams=tuple(dict.fromkeys(_listed(claims, settings.teams))),
        function=next(iter(_listed(claims, settings.function)), None),
    )


def by_own_word(name: str) -> Login:
    """Give somebody who only typed a name, on a machine of their own: they may everything, and nobody checked it."""
    return Login(
        subject=f"zelf#{name.casefold()}",
        name=name,
        roles=tuple(Role),
        is_of_every_team=True,
        is_checked=False,
    )


def _listed(claims: Mapping[str, object], name: str) -> Iterable[str]:
    """Read a claim as a list of words: a list, or one text; `a.b` is also looked for as b within a."""
    value = claims.get(name)
    if value is None and "." in name:
        outer, _, inner = name.partition(".")
        within = claims.get(outer)
        return _listed(within, inner) if isinstance(within, Mapping) else ()
    listed = value if isinstance(value, list | tuple) else (value,)
    return [text for text in map(_text, listed) if text]


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
