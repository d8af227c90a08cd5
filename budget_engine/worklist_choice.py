"""Which dossiers of the worklist somebody wants to see: a choice, and the rows that fit it.

Only rows of dossiers that somebody may read come in here, so only those are searched. What is typed to search
for stays out of the address: it may be the name of a resident.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from zlib import crc32

from budget_engine.worklist_row import Row, Stand, When

PAGE = 25
"""How many dossiers stand on one page of the list."""

_STAND, _WHEN, _MUNICIPALITY, _TEAM, _MINE, _PAGE = "stand", "termijn", "gemeente", "team", "mij", "blad"
KEYS = (_STAND, _WHEN, _MUNICIPALITY, _TEAM, _MINE, _PAGE)
"""What a choice is called in the address."""


@dataclass(frozen=True)
class Choice:
    """What somebody looks for; None where anything is fine. `page` counts from 1."""

    stand: Stand | None = None
    when: When | None = None
    municipality: str | None = None
    team: str | None = None
    is_mine: bool = False
    words: str = ""
    page: int = 1

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is left out."""
        return replace(self, page=1) == Choice()


def chosen(rows: Iterable[Row], choice: Choice, name: str) -> list[Row]:
    """Give the rows that fit the choice of somebody with a name, in their order."""
    return [row for row in rows if _fits(row, choice, name)]


def only_municipality(rows: Iterable[Row]) -> str | None:
    """Name the municipality of all these dossiers; None where they are of none or of more than one."""
    found = {row.municipality for row in rows if row.municipality}
    return next(iter(found)) if len(found) == 1 else None


def _fits(row: Row, choice: Choice, name: str) -> bool:
    return (
        choice.stand in (None, row.stand)
        and choice.when in (None, row.when)
        and choice.municipality in (None, row.municipality)
        and choice.team in (None, row.head.team)
        and (not choice.is_mine or row.is_of(name))
        and _is_found(row, choice.words)
    )


def _is_found(row: Row, words: str) -> bool:
    """Tell whether every word stands in the number of the case or in a name."""
    text = _plain(" ".join((row.head.case, *row.people)))
    return all(word in text for word in _plain(words).split())


def _plain(text: str) -> str:
    """Write a text as it is compared: without accents and capitals.

    >>> _plain("Zoë")
    'zoe'
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def on_page(rows: list[Row], page: int) -> list[Row]:
    """Give the rows of one page; after the last page comes the last page."""
    number = min(max(page, 1), pages(rows))
    return rows[(number - 1) * PAGE : number * PAGE]


def pages(rows: list[Row]) -> int:
    """Count the pages; an empty list has one."""
    return max(-(-len(rows) // PAGE), 1)


# --- in the address ------------------------------------------------------------------------------------


def as_codes(choice: Choice) -> dict[str, str]:
    """Write a choice for the address; a team as a number, and what was searched for not at all."""
    codes = {
        _STAND: "" if choice.stand is None else str(list(Stand).index(choice.stand)),
        _WHEN: "" if choice.when is None else str(list(When).index(choice.when)),
        _MUNICIPALITY: choice.municipality or "",
        _TEAM: "" if choice.team is None else _number_of(choice.team),
        _MINE: "1" if choice.is_mine else "",
        _PAGE: "" if choice.page == 1 else str(choice.page),
    }
    return {name: code for name, code in codes.items() if code}


def from_codes(codes: Mapping[str, str], rows: Iterable[Row]) -> Choice:
    """Read a choice from the address; what is not among the rows, or no code, counts as no choice."""
    listed = list(rows)
    page = codes.get(_PAGE, "")
    return Choice(
        stand=_at(list(Stand), codes.get(_STAND, "")),
        when=_at(list(When), codes.get(_WHEN, "")),
        municipality=next((m for m in municipalities(listed) if m == codes.get(_MUNICIPALITY)), None),
        team=next((t for t in teams(listed) if _number_of(t) == codes.get(_TEAM)), None),
        is_mine=codes.get(_MINE) == "1",
        page=int(page) if page.isascii() and page.isdecimal() and len(page) <= _DIGITS else 1,
    )


_Code = TypeVar("_Code", Stand, When)
_DIGITS = 6  # of the number of a page; no list is longer


def _at(listed: list[_Code], code: str) -> _Code | None:
    is_number = code.isascii() and code.isdecimal() and len(code) <= _DIGITS
    return listed[int(code)] if is_number and int(code) < len(listed) else None


def _number_of(team: str) -> str:
    return str(crc32(team.encode()))


def municipalities(rows: Iterable[Row]) -> list[str]:
    """Name the municipalities of some rows."""
    return sorted({row.municipality for row in rows if row.municipality})


def teams(rows: Iterable[Row]) -> list[str]:
    """Name the teams of some rows."""
    return sorted({row.head.team for row in rows if row.head.team})


# --- in words ------------------------------------------------------------------------------------------


def said(choice: Choice) -> str:
    """Say what was chosen.

    >>> said(Choice(stand=Stand.RUNNING, is_mine=True)), said(Choice())
    ('loopt, van mij', 'alles')
    """
    parts = [
        "" if choice.stand is None else str(choice.stand),
        "" if choice.when is None else _WHEN_SAID[choice.when],
        choice.municipality or "",
        "" if choice.team is None else f"team {choice.team}",
        "van mij" if choice.is_mine else "",
        "met wat gezocht is" if choice.words.strip() else "",
    ]
    return ", ".join(filter(None, parts)) or "alles"


_WHEN_SAID: Mapping[When, str] = {
    When.OVERDUE: "termijn verlopen",
    When.SOON: "termijn binnen een week",
    When.LATER: "termijn later",
    When.NONE: "geen termijn",
}


def nothing_found(choice: Choice) -> str:
    """Say of an empty list what to do."""
    if choice.words.strip():
        return (
            "Geen dossier past bij wat u zoekt. Zoek op een deel van het zaaknummer of van een naam, "
            "of zet de keuzes ernaast op 'alles'."
        )
    if choice.is_mine:
        return "U hebt nog in geen dossier geschreven dat hierbij past. Kies 'Van mijn team' om ze allemaal te zien."
    if choice.when is When.OVERDUE:
        return (
            "Geen enkele termijn is verlopen. Kies bij termijn 'binnen een week' om te zien wat eraan komt."
        )
    return "Geen dossier past bij deze keuze. Maak de keuzes ruimer, of kies 'Toon alles'."
