"""Amounts and days: those that stand in a text, however they are spelled, and those that a decision knows."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from budget_engine.letter.asking import answered
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.rooms import disputes_in, said_in
from budget_engine.values import MONTHS, parse_cents, parse_date, show_cents, show_date

_MONTH = "|".join([*MONTHS, r"(?:jan|feb|mrt|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"])
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_IN_WORDS = r"\b[a-zë]*(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|tig|honderd|duizend)"
_FIGURE = re.compile(
    rf"""
      (?:€|\beuro|\beur)[\s\u00a0]*-?{_NUMBER}(?:,-+)?                # € 21,80   EUR 21,-
    | (?<![\w.,]){_NUMBER}(?:,-+)?[\s\u00a0]*(?:€|euro\b|eur\b)       # 21,80 euro
    | {_IN_WORDS}[\s\u00a0]+(?:euro|eur)\b                            # honderd euro
    | (?<![\w-])[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}(?![\w-])       # 2027-07-04
    | (?<![\w-])[0-9]{{1,2}}[-/][0-9]{{1,2}}[-/][0-9]{{2,4}}(?![\w-])     # 4-7-2027   4/7/27
    | (?<![\w.])[0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{4}}\b                   # 4.7.2027
    | \b[0-9]{{1,2}}(?:e|de|ste)?[\s\u00a0]+(?:{_MONTH})(?:[\s\u00a0]+'?[0-9]{{2,4}}\b)?   # 4 juli 2027   4 jul.
    | (?<![\w.,])[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?:,[0-9]{{2}})?(?![\w]|[.,][0-9])      # 2.950
    | (?<![\w.,])[0-9]+,[0-9]{{2}}(?![\w]|[.,][0-9])                     # 21,80
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Every shape in which somebody may write an amount or a day in Dutch; the longest comes first."""

_SEALED_AMOUNT = re.compile(r'"([0-9]+,[0-9]{2})"')
_SEALED_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_DAYS = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})\D*?\s(?P<month>{'|'.join(MONTHS)})\s(?P<year>[0-9]{{4}})"),
    re.compile(r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})"),
)
"""The shapes of a day that can only be read in one way."""

_CENTS = 2
"""So many digits stand behind the mark between euros and cents."""
_TEXTS = 64  # texts that are kept: those of the rules and of a case are read for every document


@lru_cache(_TEXTS)
def figures_in(text: str) -> frozenset[str]:
    """Give every amount and day in a text, as they are written there.

    >>> sorted(figures_in("Op 4-7-2027 betaalt u € 21 of 21,80 euro, geen € 5,000.00."))
    ['21,80 euro', '4-7-2027', '€ 21', '€ 5,000.00']
    """
    return frozenset(found[0] for found in _FIGURE.finditer(text))


def as_known(figure: str, known: Collection[str]) -> str | None:
    """Give how what is known writes the same amount or day; None where it knows no such amount or day.

    >>> as_known("4-7-2027", {"4 juli 2027"}), as_known("21 euro", {"€ 21,00"}), as_known("€ 5", {"€ 6,00"})
    ('4 juli 2027', '€ 21,00', None)
    """
    value = _value(figure)
    return None if value is None else next((other for other in sorted(known) if _value(other) == value), None)


def _value(figure: str) -> int | date | None:
    """Read an amount as cents or a day as a date, where it can only be read in one way."""
    lower = figure.lower()
    for shape in _DAYS:
        if found := shape.fullmatch(lower):
            month = found["month"]
            number = str(MONTHS.index(month) + 1) if month in MONTHS else month
            return _day(found["year"], number, found["day"])
    if re.search("€|eur", lower) is None and "," not in lower and "." not in lower:
        return None
    number = re.search(_NUMBER, lower)
    if number is None:
        return None
    *whole, last = re.split("[.,]", number[0])
    if whole and len(last) == _CENTS:
        return int("".join(whole)) * 100 + int(last)
    return int("".join([*whole, last])) * 100


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def figures_of_record(dossier: Dossier) -> set[str]:
    """Give every amount and day of a case and its decision, as documents write them."""
    found = set[str]()
    for sealed in (dossier.decision, dossier.case):
        text = sealed.model_dump_json(by_alias=True)
        found |= {show_cents(parse_cents(amount)) for amount in _SEALED_AMOUNT.findall(text)}
        found |= {show_date(parse_date(day)) for day in _SEALED_DAY.findall(text)}
        found |= figures_in(_SEALED_DAY.sub("", _SEALED_AMOUNT.sub("", text)))
    until = dossier.objection_until
    return found if until is None else {*found, show_date(until)}


def figures_decided(about: PartFor, dossier: Dossier) -> set[str]:
    """Give the amounts and days that a part-decision decides for one person, with what they come to."""
    lines = [line for item in about.claims for line in item.lines]
    cents = {cents for line in lines for cents in (line.price, line.amount)}
    if lines:
        cents.add(sum(line.amount for line in lines))
    if any(line.condition is not None for line in lines):
        cents.add(sum(line.amount for line in lines if line.condition is not None))
    days = {dossier.decision.on, *about.part.evaluation}
    days |= {day for line in lines for day in (line.since, line.until)}
    days |= {day for item in about.claims for day in (item.since, item.until) if day is not None}
    return {*map(show_cents, cents), *map(show_date, days)}


def figures_written(about: PartFor, dossier: Dossier) -> frozenset[str]:
    """Give the amounts and days in what people wrote for a part-decision, and said where it may tell of it."""
    own = about.part.own_contribution or ""
    needs = {dossier.claims[item.claim].need for item in about.claims}
    words = [need.own_words or "" for need in dossier.case.needs if need.id in needs]
    names = [*dossier.solutions.values(), *dossier.names.alternatives.values()]
    said = [*said_in(dossier, about.room), *_disputed(dossier, about.room)]
    return figures_in("\n".join([*_written(about), *about.part.conditions, own, *words, *names, *said]))


def _disputed(dossier: Dossier, room: str) -> Iterator[str]:
    """Walk the answers that a document may tell of and that somebody sees otherwise, as it says them."""
    for place in disputes_in(dossier, room):
        yield answered(dossier.rule_set.fact[place[1]], dossier.answers[place])


def _written(about: PartFor) -> Iterator[str]:
    for item in about.claims:
        texts = (
            item.reasons, item.activities, item.condition, item.use_of_discretion, item.despite_unknown,
        )  # fmt: skip
        yield from (text for text in texts if text is not None)
        for line in item.lines:
            yield from (text for text in (line.what, line.source, line.condition) if text is not None)


def figures_of_rules(dossier: Dossier) -> frozenset[str]:
    """Give the amounts and days in the words of the rules."""
    texts = [item.resident_text or "" for item in dossier.rule_set.consequence_of_finding.values()]
    texts += [text.text for text in dossier.rule_set.letter_texts]
    texts += [fact.question or "" for fact in dossier.rule_set.facts]
    return figures_in("\n".join(texts))
