"""When entries hold: none twice at once, none with a day on which nothing holds, none before it was decided."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from budget_engine.errors import Path, Problem
from budget_engine.language.entry import Entry
from budget_engine.language.jargon import JargonWord
from budget_engine.language.offer import Offer
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import DecidedLocally, ListRow, ListRows, Mandate, Setting
from budget_engine.language.rule import Rule
from budget_engine.language.rule_set import RuleSet

Dated = tuple[date, date, Entry, Path]
"""From and until when an entry, or a place in it, holds."""


def problems(rule_set: RuleSet) -> Iterator[Problem]:
    """Walk what is wrong with the days on which entries hold."""
    for rows in rule_set.list_rows:
        for number, row in enumerate(rows.rows):
            yield from _row_dates(rows, number, row)
    for dated in _versions(rule_set):
        for earlier, later in pairwise(sorted(dated, key=lambda item: item[:2])):
            yield from _after(earlier, later, rule_set)
    for entry in rule_set.entries():
        basis, since = getattr(entry, "legal_basis", None), getattr(entry, "valid_from", None)
        if basis is not None and basis.in_force is not None and since is not None and since < basis.in_force:
            yield _too_soon(entry.at("geldig_van"), since, basis.in_force)
        first, last = getattr(entry, "valid_from", None), getattr(entry, "valid_until", None)
        if first is not None and last is not None and last < first:
            yield Problem(entry.at("geldig_tot"), "Dit eindigt voordat het begint.")


def _versions(rule_set: RuleSet) -> list[list[Dated]]:
    """Gather what may follow one another: the versions of a rule, of a value, of a mandate, of a row in a list."""
    groups: dict[tuple[str, ...], list[Dated]] = {}

    def add(key: tuple[str, ...], start: date, end: date | None, entry: Entry, *path: str | int) -> None:
        groups.setdefault(key, []).append((start, end or date.max, entry, path))

    for rule in rule_set.rules:
        add(("regel", rule.id), rule.valid_from, rule.valid_until, rule)
    for item in rule_set.settings:
        add(("waarde", item.parameter, item.municipality or ""), item.valid_from, item.valid_until, item)
    for mandate in rule_set.mandates:
        add(("mandaat", mandate.id), mandate.valid_from, mandate.valid_until, mandate)
    for offer in rule_set.offers:
        add(("buurtaanbod", offer.id), offer.valid_from, offer.valid_until, offer)
    for cost in rule_set.reference_costs:
        add(("kengetal", cost.id), cost.valid_from, cost.valid_until, cost)
    for text in rule_set.letter_texts:
        key = ("briefdeel", text.piece, text.under or "", text.municipality or "")
        add(key, text.valid_from, text.valid_until, text)
    for jargon in rule_set.jargon:
        add(
            ("vakwoord", jargon.jargon.lower(), jargon.municipality or ""),
            jargon.valid_from,
            jargon.valid_until,
            jargon,
        )
    for rows in rule_set.list_rows:
        for number, row in enumerate(rows.rows):
            named = (f"{key}={value}" for key, value in sorted(row.keys.items()))
            start, end = row.valid_from or rows.valid_from, row.valid_until or rows.valid_until
            add(("rijen", rows.list, rows.municipality or "", *named), start, end, rows, "rijen", number)
    return list(groups.values())


def _after(earlier: Dated, later: Dated, rule_set: RuleSet) -> Iterator[Problem]:
    (begin, end, first, place), (start, until, entry, path) = earlier, later
    if start <= end:
        twice = _twice(entry.at(*path), entry, start, same=(begin, end) == (start, until))
        yield replace(twice, other=first.at(*place))
    elif start > end + timedelta(days=1) and not _may_lapse(entry, rule_set):
        text = f"Tussen {end.isoformat()} en {start.isoformat()} geldt hier niets."
        hint = "Laat de vorige langer gelden, of begin eerder."
        if isinstance(entry, Setting):
            hint = "Laat de vorige langer gelden, begin eerder, of schrijf 'is: onbekend' ertussen."
        yield Problem(entry.at(*path), text, hint)


def _twice(path: Path, entry: Entry, start: date, *, same: bool) -> Problem:
    if isinstance(entry, Rule):
        text = f"De naam '{entry.id}' is al van een regel die op {start.isoformat()} geldt."
        return Problem(path, text, "Kies een andere naam, of laat die regel eindigen op de dag ervoor.")
    text = f"De geldigheid overlapt: hetzelfde geldt al op {start.isoformat()}."
    return Problem(path, text, "Haal er één weg." if same else "Laat de vorige eindigen op de dag ervoor.")


def _may_lapse(entry: Entry, rule_set: RuleSet) -> bool:
    """Tell whether something may stop for a while: an offer, an estimate, an explanation, a value beside another."""
    if isinstance(entry, Setting) and entry.municipality is not None:
        declared = rule_set.parameter.get(entry.parameter)
        return declared is not None and declared.set_by is DecidedLocally.BOTH
    return isinstance(entry, Mandate | Offer | ReferenceCost | JargonWord)


def _row_dates(rows: ListRows, number: int, row: ListRow) -> Iterator[Problem]:
    """Look at the days a row names itself; those of the whole group are looked at with the group."""
    first, last = row.valid_from or rows.valid_from, row.valid_until or rows.valid_until
    if (row.valid_from or row.valid_until) and last is not None and last < first:
        hint = f"Het onderdeel zelf geldt tot en met {last.isoformat()}." if row.valid_until is None else None
        day = "geldig_van" if row.valid_until is None else "geldig_tot"
        yield Problem(rows.at("rijen", number, day), "Dit eindigt voordat het begint.", hint)
    works = None if rows.legal_basis is None else rows.legal_basis.in_force
    if row.valid_from is not None and works is not None and row.valid_from < works:
        yield _too_soon(rows.at("rijen", number), row.valid_from, works)


def _too_soon(path: Path, since: date, works: date) -> Problem:
    text = f"Dit geldt vanaf {since.isoformat()}, maar het besluit werkt pas vanaf {works.isoformat()}."
    return Problem(path, text)
