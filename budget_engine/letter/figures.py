"""Amounts and days: those that stand in a text, and those that a decision knows."""

import re
from collections.abc import Iterator

from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.values import MONTHS, parse_cents, parse_date, show_cents, show_date

_AMOUNT = re.compile(r"€\u00a0?\s?-?[0-9.]+,[0-9]{2}")
_DAY = re.compile(rf"\b[0-9]{{1,2}} (?:{'|'.join(MONTHS)}) [0-9]{{4}}\b")
_SEALED_AMOUNT = re.compile(r'"([0-9]+,[0-9]{2})"')
_SEALED_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


def figures_in(text: str) -> set[str]:
    """Give every amount and day in a text, as they are written there."""
    return {*_AMOUNT.findall(text), *_DAY.findall(text)}


def figures_of_record(dossier: Dossier) -> set[str]:
    """Give every amount and day of a case and its decision, as documents write them."""
    found = set[str]()
    for sealed in (dossier.decision, dossier.case):
        text = sealed.model_dump_json(by_alias=True)
        found |= {show_cents(parse_cents(amount)) for amount in _SEALED_AMOUNT.findall(text)}
        found |= {show_date(parse_date(day)) for day in _SEALED_DAY.findall(text)}
        found |= figures_in(text)
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


def figures_written(about: PartFor, dossier: Dossier) -> set[str]:
    """Give the amounts and days in what people wrote for a part-decision."""
    own = about.part.own_contribution or ""
    words = [need.own_words or "" for need in dossier.case.needs]
    return figures_in("\n".join([*_written(about), *about.part.conditions, own, *words]))


def _written(about: PartFor) -> Iterator[str]:
    for item in about.claims:
        texts = (
            item.reasons, item.activities, item.condition, item.use_of_discretion, item.despite_unknown,
        )  # fmt: skip
        yield from (text for text in texts if text is not None)
        yield from (text for line in item.lines for text in (line.source, line.condition) if text is not None)


def figures_of_rules(dossier: Dossier) -> set[str]:
    """Give the amounts and days in the words of the rules."""
    texts = [item.resident_text or "" for item in dossier.rule_set.consequence_of_finding.values()]
    texts += [text.text for text in dossier.rule_set.letter_texts]
    return figures_in("\n".join(texts))
