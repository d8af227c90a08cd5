"""What facts, parameters, lists and their values are called inside a Dutch sentence.

A rule file says it with `stelling`, `ontkenning` and `naamwoord`. What says nothing is called by its
question or its title, and else by its name. Where two things would be called the same, each gets its
name in brackets behind it: nobody can take the one for the other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from budget_engine.glossary import NO, YES
from budget_engine.language.expr import Constant
from budget_engine.language.fact import RELATIONS, Bounded, FactDeclaration, Kind, print_plain
from budget_engine.language.register import LookupList, Parameter
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import show_cents, show_date

MEMBERS: Mapping[str, str] = {
    "zaak.personen": "personen in de zaak",
    "zaak.vragen": "vragen in de zaak",
    "zaak.oplossingen": "oplossingen in de zaak",
    "zaak.alternatieven": "alternatieven in de zaak",
    "persoon.vragen": "vragen van de persoon",
    "persoon.steun": "vormen van steun voor de persoon",
    "vraag.steun": "vormen van steun bij de vraag",
    "vraag.aanspraken": "aanspraken bij de vraag",
    "oplossing.aanspraken": "aanspraken op de oplossing",
    "alternatief.aanspraken": "aanspraken in het alternatief",
}
"""The members of each relation, as more than one."""

assert MEMBERS.keys() == RELATIONS.keys()

_UNITS: Mapping[str, tuple[str, str]] = {
    "jaren": ("jaar", "jaar"),
    "maanden": ("maand", "maanden"),
    "weken": ("week", "weken"),
    "dagen": ("dag", "dagen"),
    "werkdagen": ("werkdag", "werkdagen"),
    "uren": ("uur", "uur"),
    "minuten": ("minuut", "minuten"),
    "kilometers": ("kilometer", "kilometer"),
    "maand": ("maand", "maanden"),
    "etmaal": ("etmaal", "etmalen"),
    "rit": ("rit", "ritten"),
    "stuk": ("stuk", "stuks"),
    "dagdeel": ("dagdeel", "dagdelen"),
    "dagdelen": ("dagdeel", "dagdelen"),
    "etmalen": ("etmaal", "etmalen"),
    "personen": ("persoon", "personen"),
    "kinderen": ("kind", "kinderen"),
    "ritten": ("rit", "ritten"),
    "punten": ("punt", "punten"),
}
"""Units as people say them after a number: one, and any other."""


def readable(name: str) -> str:
    """Write a name of a rule file as words.

    >>> readable("dagdelen_per_week")
    'dagdelen per week'
    """
    return name.replace("_", " ")


def enumerated(parts: Iterable[str], last: str = "en") -> str:
    """Write parts one after another.

    >>> enumerated(["thuis", "werk", "school"]), enumerated(["thuis", "werk"], "of")
    ('thuis, werk en school', 'thuis of werk')
    """
    *first, end = parts
    return f"{', '.join(first)} {last} {end}" if first else end


def sentence(text: str) -> str:
    """Write a part of a sentence as a whole one; what ends in a stop of its own keeps it.

    >>> sentence("er is een mantelzorger"), sentence("is er een plan?")
    ('Er is een mantelzorger.', 'Is er een plan?')
    """
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", ":")) else ".")


def counted(number: int, unit: str | None) -> str:
    """Write a number with its unit, singular and plural told apart.

    >>> counted(1, "weken"), counted(2, "weken"), counted(2, "jaren"), counted(3, None)
    ('1 week', '2 weken', '2 jaar', '3')
    """
    if unit is None:
        return str(number)
    one, more = _UNITS.get(unit, (readable(unit), readable(unit)))
    return f"{number} {one if number == 1 else more}"


_BEFORE_HEAD = re.compile(
    r"\b(?:van|voor|per|in|op|bij|om|uit|na|rond|tussen|tegen|onder|boven|naar|met|tot|die|dat|waar\w*|aan|over|als)\b"
)
_PLURAL_HEAD = re.compile(r"(?:[a-z]{2,}en|[a-z]{2,}ers|[a-z]+'s)$")
_ONE_ON_EN = frozenset({"reden", "regen", "toren", "keten", "wagen", "haven", "leven"})


def is_plural(noun: str) -> bool:
    """Tell whether a noun phrase asks for a verb in the plural.

    >>> is_plural("de kosten per jaar"), is_plural("de leeftijd van de personen"), is_plural("het leven")
    (True, False, False)
    """
    if not noun.startswith("de "):
        return False
    head = _BEFORE_HEAD.split(noun.removeprefix("de "), maxsplit=1)[0].split()
    return bool(head) and head[-1] not in _ONE_ON_EN and _PLURAL_HEAD.search(head[-1]) is not None


_CLAUSE = re.compile(
    r"\b(?:waar(?:aan|bij|door|in|langs|mee|na|naar|om|onder|op|over|tegen|uit|van|voor)|die|dat|wie|terwijl|vraag of"
    r"|als (?:de|het|een|er|zij|hij))\b"
)
_ASIDE = re.compile(r"'[^']*'|\([^()]*\)")


def before_verb(noun: str) -> str:
    """Close a noun phrase that has a clause of its own with a comma, so that two verbs do not meet.

    >>> before_verb("de wet waaronder de aanspraak valt"), before_verb("de waarde van de hulp")
    ('de wet waaronder de aanspraak valt,', 'de waarde van de hulp')
    """
    has_clause = _CLAUSE.search(_ASIDE.sub("", noun)) is not None
    return f"{noun}," if has_clause and not noun.endswith(",") else noun


class Phrases:
    """Calls everything in a rule set by what people call it."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self._nouns = _unique(_nouns(rule_set))
        self._statements = _unique(_statements(rule_set))

    # --- names ---------------------------------------------------------------------------------------

    def noun(self, name: str) -> str:
        """Give the noun phrase of a fact or parameter."""
        return self._nouns["", name]

    def list_noun(self, name: str) -> str:
        """Give the noun phrase of what a look-up list gives."""
        return self._nouns["lijst", name]

    def statement(self, fact: str, *, answer: bool) -> str:
        """Say the answer ja or nee of a fact as a main clause."""
        return self._statements[YES if answer else NO, fact]

    def known(self, fact: str, *, is_known: bool) -> str:
        """Say that a fact has an answer, or has none yet."""
        noun = self.noun(fact)
        said = f"{before_verb(noun)} {'zijn' if is_plural(noun) else 'is'}"
        return f"{said} bekend" if is_known else f"{said} nog niet bekend"

    def bounded(self, name: str) -> Bounded:
        """Give the declaration of a fact or parameter."""
        return self.rule_set.fact.get(name) or self.rule_set.parameter[name]

    # --- values --------------------------------------------------------------------------------------

    def value(self, constant: Constant, of: Bounded | None = None) -> str:
        """Write a value as people do; `of` names the choices it comes from."""
        value = constant.value
        match constant.kind:
            case Kind.YES_NO:
                return YES if value else NO
            case Kind.CHOICE:
                return self.choice(str(value), of)
            case Kind.NUMBER:
                return counted(value, constant.unit) if isinstance(value, int) else str(value)
            case Kind.AMOUNT:
                return show_cents(value) if isinstance(value, int) else str(value)
            case Kind.DATE:
                return show_date(value) if isinstance(value, date) else str(value)
            case Kind.DURATION:
                return re.sub(r"^(-?1) minuten$", r"\1 minuut", print_plain(constant.kind, value))
            case Kind.DISTANCE | Kind.SHARE | Kind.TEXT:
                return print_plain(constant.kind, value)

    def choice(self, code: str, of: Bounded | None) -> str:
        """Write a choice by its label, with the code where two labels are the same."""
        choices = {} if of is None else of.choices
        label = _label(code, choices)
        same = [other for other in choices if _label(other, choices) == label]
        return f"'{label}'" if len(same) < 2 else f"'{label}' ({code})"

    def stated(self, of: Bounded, text: str) -> str:
        """Write a value that stands as text in a rule file, with the unit of what it is a value of."""
        said = self.value(Constant(of.kind, of.parse(text), of.unit), of)
        is_price = of.unit is not None and of.kind is not Kind.NUMBER
        return f"{said} {readable(of.unit or '')}" if is_price else said


def _label(code: str, choices: Mapping[str, str]) -> str:
    """Give what a choice is called; a label that repeats the code is none."""
    label = choices.get(code)
    return label if label and label != code else readable(code)


def _nouns(rule_set: RuleSet) -> Iterator[tuple[tuple[str, str], str]]:
    for declared in rule_set.facts:
        yield ("", declared.name), declared.noun_phrase or _asked(declared)
    for parameter in rule_set.parameters:
        yield ("", parameter.name), parameter.noun_phrase or _titled(parameter, "de waarde")
    for listed in rule_set.lists:
        named = f"het bedrag uit {listed.noun_phrase}" if listed.noun_phrase else None
        yield ("lijst", listed.name), named or _titled(listed, "het bedrag uit de lijst")


def _asked(declared: FactDeclaration) -> str:
    if declared.question:
        return f"het antwoord op de vraag '{declared.question}'"
    if declared.statement:
        return f"het antwoord bij '{declared.statement}'"
    return f"het gegeven '{readable(declared.name)}'"


def _titled(declared: Parameter | LookupList, word: str) -> str:
    return f"{word} '{declared.title or readable(declared.name)}'"


def _statements(rule_set: RuleSet) -> Iterator[tuple[tuple[str, str], str]]:
    for declared in rule_set.facts:
        if declared.kind is Kind.YES_NO:
            for answer, said in ((YES, declared.statement), (NO, declared.denial)):
                asked = f"op de vraag '{declared.question}' is het antwoord {answer}"
                named = f"het gegeven '{readable(declared.name)}' is {answer}"
                yield (answer, declared.name), said or (asked if declared.question else named)


def _unique(called: Iterable[tuple[tuple[str, str], str]]) -> Mapping[tuple[str, str], str]:
    found = dict(called)
    count = Counter(text.casefold() for text in found.values())
    return {key: text if count[text.casefold()] == 1 else f"{text} ({key[1]})" for key, text in found.items()}
