"""What somebody looks for in the log of access, read from what they typed."""

from datetime import date

from budget_engine.drafts.typed import canonical
from budget_engine.errors import InputError, Issue, Place
from budget_engine.glossary import UNKNOWN
from budget_engine.language.fact import Kind
from budget_engine.store.access import Sought
from budget_engine.values import show_date

_DIGITS = 9  # of the number of a dossier; no file holds more


def sought_of(dossier: str, since: str, until: str, who: str) -> tuple[int | None, Sought]:
    """Give the number of a dossier, or None for all, and what is looked for; InputError names every wrong field."""
    issues: list[Issue] = []
    number = dossier.strip()
    if number and not (number.isascii() and number.isdecimal() and len(number) <= _DIGITS):
        issues.append(
            Issue(Place("dossier"), "Dit is geen nummer van een dossier.", "Een nummer bestaat uit cijfers.")
        )
    first, last = _day("van", since, issues), _day("tot en met", until, issues)
    if first is not None and last is not None and last < first:
        issues.append(Issue(Place("tot en met"), f"{show_date(last)} ligt voor {show_date(first)}."))
    if issues:
        raise InputError(issues)
    return int(number) if number else None, Sought(first, last, who.strip())


def _day(place: str, typed: str, issues: list[Issue]) -> date | None:
    day = typed.strip().replace(UNKNOWN, f"'{UNKNOWN}'")  # a day of the log is never unknown
    if not day:
        return None
    try:
        return date.fromisoformat(canonical(Kind.DATE, day))
    except ValueError as error:
        issues.append(Issue(Place(place), str(error)))
        return None
