"""What people write by mistake where a test or a value stands, and how it is written.

Each function gives the sentence and the hint of one slip, or None: then the text is read as it is.
"""

import re
from collections.abc import Collection
from typing import TypeAlias

from budget_engine.errors import choose_from, nearest
from budget_engine.language.fact import Kind, parse_plain
from budget_engine.language.measure import Measure

Slip: TypeAlias = tuple[str, str | None]

_SIGNS = {"=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=", "<>": "!=", "≠": "!=", "==": "="}
_TURNED = re.compile(rf"({'|'.join(_SIGNS)}) *(.+)")
_LOOSE = re.compile(rf"([a-z][a-z0-9_]*)(?: *({'|'.join(_SIGNS)}|<=|>=|!=|<|>|=) *(.+))?")
_UPWARDS = re.compile(r"([0-9]+)(?: ?\+| .*en (?:ouder|meer|hoger))")
_ONLY_SIGN = re.compile(r"[<>=!]+")
_TWO_TESTS = re.compile(r".+ (en|of|tot|tot en met|t/m) .+|.+[<>].*")
_DASHED = re.compile(r"([0-9][^+*()]*?) +[-–] +([0-9][^+*()]*)")
_DASHED_TIGHT = re.compile(r"([0-9]+)[-–]([0-9]+)")
_BARE = re.compile(r"(?:€ *)?[0-9][0-9.,:/]*")
_COUNTED = re.compile(r"([0-9]+) ([a-z]+)")
_PLURAL = {
    "dag": "dagen", "werkdag": "werkdagen", "week": "weken", "maand": "maanden", "jaar": "jaren", "uur": "uren",
}  # fmt: skip


def of_condition(plain: object) -> str:
    """Tell how a condition is written, from what stands in its place.

    >>> of_condition("leeftijd < 18"), of_condition("spoed")
    ("Schrijf {leeftijd: '< 18'}.", 'Schrijf {spoed: ja}.')
    """
    found = _LOOSE.fullmatch(plain) if isinstance(plain, str) else None
    if found is None:
        return "Schrijf bijvoorbeeld {vorm: pgb} of {alle: [...]}."
    name, sign, value = found.groups()
    sign, value = sign or "=", value or "ja"
    sign = _SIGNS.get(sign, sign)
    return f"Schrijf {{{name}: {value}}}." if sign == "=" else f"Schrijf {{{name}: '{sign} {value}'}}."


def of_test(text: str, measure: Measure) -> Slip | None:
    """Look at a whole test: a sign turned round, a dash for a range, a range with one end, two tests in one.

    >>> of_test("=> 18", Measure(Kind.NUMBER))
    ("'=> 18' kan niet worden gelezen.", "Schrijf '>= 18'.")
    """
    turned = _TURNED.fullmatch(text)
    if turned:
        return f"'{text}' kan niet worden gelezen.", f"Schrijf '{_SIGNS[turned[1]]} {turned[2]}'."
    if _ONLY_SIGN.fullmatch(text):
        return f"Achter '{text}' ontbreekt een waarde.", None
    if measure.kind in (Kind.YES_NO, Kind.CHOICE):
        return None
    dashed = _DASHED.fullmatch(text) or (_DASHED_TIGHT.fullmatch(text) if measure.is_numeric else None)
    if dashed:
        return f"'{text}' is geen bereik.", f"Schrijf {dashed[1]}..{dashed[2]}."
    upwards = _UPWARDS.fullmatch(text)
    if upwards:
        return f"'{text}' kan niet worden gelezen.", f"Schrijf '>= {upwards[1]}'."
    low, dots, high = text.partition("..")
    if dots and not high:
        return f"'{text}' heeft geen einde.", f"Schrijf '>= {low}'." if low else None
    if dots and not low:
        return f"'{text}' heeft geen begin.", f"Schrijf '<= {high}'."
    two = _TWO_TESTS.fullmatch(text)
    if two and two[1] == "of":
        return f"'{text}' is meer dan één toets.", "Zet er een komma tussen, zoals '< 18, > 65'."
    if two and "(" not in text:
        return f"'{text}' is meer dan één toets.", "Schrijf een bereik, zoals 18..65."
    return None


def of_choice(text: str, choices: Collection[str], name: str | None) -> Slip:
    """Say that a word is no choice of a fact, and which are."""
    refused = f"'{text}' is geen keuze bij '{name}'." if name else f"'{text}' is hier geen keuze."
    if all(word in choices for word in text.split(" of ")):
        return refused, f"Zet een komma tussen keuzes: '{text.replace(' of ', ', ')}'."
    return refused, nearest(text, choices) or choose_from(sorted(choices))


def of_value(text: str, kind: Kind) -> Slip | None:
    """Look at what starts as a value: the sentence of its kind says how it is written.

    >>> of_value("13", Kind.AMOUNT)[0]
    "'13' is geen bedrag. Schrijf euro's met twee cijfers achter de komma, zoals 13,00 of 1.250,00."
    """
    starts_as_date = kind is Kind.DATE and text[:1].isdecimal()
    if not starts_as_date and not _BARE.fullmatch(text):
        return None
    try:
        parse_plain(kind, text)
    except ValueError as error:
        return str(error), None
    return None


def of_unit(text: str, measure: Measure) -> str | None:
    """Give a hint where the unit of a number is written in the singular."""
    counted = _COUNTED.fullmatch(text)
    if counted and measure.unit is not None and _PLURAL.get(counted[2]) == measure.unit:
        return f"Schrijf {counted[1]} {measure.unit} of {counted[1]}."
    return None
