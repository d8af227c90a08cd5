"""What things are called where a difference is told: entries, their fields and what stands in them.

Nothing here is the name of the machine: a fact is called by its noun phrase, a choice by its label.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from budget_engine.glossary import UNKNOWN
from budget_engine.language.entry import Entry
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Between,
    Comparison,
    Condition,
    Constant,
    EveryMember,
    FactRef,
    Lookup,
    Not,
    OneOf,
    ParameterRef,
    Recorded,
    SomeMember,
    Term,
)
from budget_engine.language.fact import Bounded, Kind
from budget_engine.language.register import (
    Declaration,
    DeviationGround,
    Law,
    ListRows,
    LookupList,
    Mandate,
    Parameter,
    Route,
    Setting,
    Topic,
)
from budget_engine.language.rule import Column, Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.wording import plain_constant, spoken
from budget_engine.values import show_cents, show_date

LONGEST_IN_A_SENTENCE = 90
"""How many characters are quoted inside a sentence; what is longer stands under it."""

KINDS: Mapping[str, tuple[str, str]] = {
    Rule.word: ("regel", "regels"),
    Table.word: ("tabel", "tabellen"),
    Derivation.word: ("afleiding", "afleidingen"),
    Declaration.word: ("feit", "feiten"),
    Parameter.word: ("parameter", "parameters"),
    Setting.word: ("waarde", "waarden"),
    LookupList.word: ("opzoeklijst", "opzoeklijsten"),
    ListRows.word: ("blok met rijen", "blokken met rijen"),
    Topic.word: ("bevinding", "bevindingen"),
    Law.word: ("wet", "wetten"),
    DeviationGround.word: ("afwijkingsgrond", "afwijkingsgronden"),
    Mandate.word: ("mandaat", "mandaten"),
    Route.word: ("weg", "wegen"),
}
"""Each kind of entry, one and more."""

FIELDS: Mapping[str, str] = {
    "titel": "de titel",
    "omschrijving": "de omschrijving",
    "slug": "de soort bevinding",
    "ernst": "de ernst",
    "catalogus": "of het in de catalogus staat",
    "wat": "de uitleg wat het is",
    "waarom": "de uitleg waarom het telt",
    "doen": "de uitleg wat te doen",
    "risico": "de uitleg van het risico",
    "inwoner": "de tekst voor de inwoner",
    "tekst": "de tekst voor de consulent",
    "bron": "de bron",
    "noot": "de noot",
    "code": "de code",
    "bwb": "het nummer in het Basiswettenbestand",
    "gelezen_versie": "de datum van de gelezen versie",
    "uitvoerder": "de uitvoerder",
    "url": "de vindplaats",
    "voor": "waar het over gaat",
    "soort": "de soort antwoord",
    "eenheid": "de eenheid",
    "bereik": "het bereik",
    "laag": "de ondergrens",
    "hoog": "de bovengrens",
    "keuzes": "de keuzes",
    "naamwoord": "de naam in een zin",
    "stelling": "de zin bij ja",
    "ontkenning": "de zin bij nee",
    "vraag": "de vraag",
    "hulp": "de hulp bij de vraag",
    "wie": "wie het antwoord geeft",
    "bewijs": "het bewijs",
    "privacy": "de gevoeligheid",
    "ankers": "de ankers",
    "uit": "waar de waarde vandaan komt",
    "naar": "waar de waarde voor dient",
    "afgeleid": "of het wordt afgeleid",
    "is_oordeel": "of het een oordeel is",
    "peilmoment": "het peilmoment",
    "klasse": "de klasse van de grondslag",
    "wet": "de wet van de grondslag",
    "artikel": "het artikel",
    "niveau": "het niveau",
    "ecli": "de uitspraak",
    "vastgesteld_door": "wie het heeft vastgesteld",
    "bekendmaking": "de bekendmaking",
    "in_werking": "de dag van inwerkingtreding",
    "beleidssoort": "de soort beleid",
    "te_verifieren": "of de tekst nog moet worden nagekeken",
    "wie_bepaalt": "wie de waarde bepaalt",
    "vereist_niveau": "het vereiste niveau",
    "geldig_van": "de eerste dag",
    "geldig_tot": "de laatste dag",
    "grondslag": "de grondslag",
    "gemeente": "de gemeente",
    "sleutels": "de sleutels",
    "rijen": "de rijen",
    "zekerheid": "de zekerheid",
    "is": "de waarde",
    "als": "de voorwaarde",
    "dan": "het gevolg",
    "voorbeelden": "de voorbeelden",
    "effect": "het gevolg",
    "kracht": "de kracht",
    "as": "waar het op drukt",
    "uiterlijk": "de laatste dag",
    "gehaald": "waarmee de termijn is gehaald",
    "eerst": "wie eerst betaalt",
    "status": "de status van de aanspraak",
    "overbrugging": "de overbrugging",
    "doorzenden": "het doorzenden",
    "bellen": "wie te bellen",
    "opgelost_door": "hoe het is op te lossen",
    "overgangsrecht": "het overgangsrecht",
    "trefbeleid": "het trefbeleid",
    "invoer": "de invoer",
    "uitvoer": "de uitvoer",
    "wetten": "de wetten",
    "versie": "de versie van het mandaatregister",
    "functie": "de functie",
    "tot_bedrag": "het hoogste bedrag",
    "handelingen": "de handelingen",
    "vier_ogen": "de handelingen met vier ogen",
    "onder": "de wet waar de weg onder valt",
    "domeinen": "de plaats per domein",
    "kan_dragen": "wanneer de wet de vraag kan dragen",
    "bij_aanspraak": "de antwoorden waarbij een aanspraak deze weg gaat",
    "belanghebbenden": "de belanghebbenden",
    "rechtsmiddel": "het rechtsmiddel",
}
"""What a field is called in a sentence, by its word in a rule file."""

_OF_ENTRY: Mapping[tuple[str, str], str] = {
    (Law.word, "naam"): "de naam",
    (Derivation.word, "is"): "de berekening",
}


def field_words(word: str, field: str) -> str:
    """Give what a field of a kind of entry is called; a field without words keeps its own, spaced."""
    return _OF_ENTRY.get((word, field)) or FIELDS.get(field) or f"het veld '{spaced(field)}'"


def spaced(name: str) -> str:
    """Write a name of the machine as words.

    >>> spaced("precies_een"), spaced("pgb_formeel")
    ('precies één', 'pgb formeel')
    """
    return _SPELLED.get(name) or name.replace("_", " ")


_SPELLED = {"precies_een": "precies één", "een_van": "een van", "minstens_een": "minstens één"}


def quoted(text: str) -> str:
    """Put what somebody wrote between quotes."""
    return f"'{text}'"


def listed(parts: list[str]) -> str:
    """Write parts after each other.

    >>> listed(["pgb"]), listed(["pgb", "natura", "zorg"])
    ('pgb', 'pgb, natura en zorg')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}" if parts else "niets"


class Words:
    """Says what stands in one rule set."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set

    # --- nodes -------------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> str:
        """Say a condition as one sentence part."""
        match condition:
            case AllOf() | AnyOf():
                if not condition.parts:
                    return "in alle gevallen" if isinstance(condition, AllOf) else "in geen geval"
                joint = " en " if isinstance(condition, AllOf) else " of "
                return joint.join(self._inner(part) for part in condition.parts)
            case Not():
                return f"niet: {self._inner(condition.part)}"
            case SomeMember() | EveryMember():
                each = "minstens één" if isinstance(condition, SomeMember) else "allemaal"
                return (
                    f"van {spaced(condition.relation.split('.')[1])} {each}: {self._inner(condition.where)}"
                )
            case Comparison() | OneOf() | Between() | Recorded():
                return spaced(spoken(condition, self.rule_set.dates))

    def _inner(self, condition: Condition) -> str:
        said = self.condition(condition)
        return f"({said})" if isinstance(condition, AllOf | AnyOf) and len(condition.parts) > 1 else said

    def cell(self, column: Column, cell: Condition | None) -> str:
        """Say the test of a table cell."""
        return f"{spaced(column.name)} doet er niet toe" if cell is None else self.condition(cell)

    def term(self, term: Term) -> str:
        """Say a term."""
        match term:
            case Constant():
                said = show_value(term.kind, term.value)
                return f"{said} {spaced(term.unit)}" if term.unit and term.kind is Kind.NUMBER else said
            case FactRef():
                return self.fact(term.name)
            case ParameterRef():
                return self.parameter(term.name)
            case Lookup():
                return self.list(term.list)
            case calculation:
                return spaced(spoken(calculation, self.rule_set.dates))

    # --- names -------------------------------------------------------------------------------------

    def fact(self, name: str) -> str:
        """Say what a fact is called inside a sentence."""
        return _phrase(self.rule_set.fact.get(name), name)

    def parameter(self, name: str) -> str:
        """Say what a parameter is called inside a sentence."""
        return _phrase(self.rule_set.parameter.get(name), name)

    def list(self, name: str) -> str:
        """Say what a look-up list is called inside a sentence."""
        return _phrase(self.rule_set.lookup_list.get(name), name)

    def topic(self, slug: str) -> str:
        """Say a kind of finding by its label."""
        topic = self.rule_set.topic.get(slug)
        return slug.replace("-", " ") if topic is None or topic.label is None else topic.label.rstrip(".")

    def choice(self, fact: str, code: str) -> str:
        """Say an answer to a fact of choices by its label."""
        declared = self.rule_set.fact.get(fact)
        label = None if declared is None else declared.choices.get(code)
        return spaced(label or code)

    def value(self, bounds: Bounded | None, text: str | None) -> str:
        """Say a value as it stands in a rule file; `bounds` is the fact, parameter or list it is of."""
        if text is None or text == UNKNOWN:
            return UNKNOWN
        if bounds is None:
            return spaced(text)
        if bounds.kind is Kind.CHOICE:
            return spaced(bounds.choices.get(text) or text)
        said = show_value(bounds.kind, bounds.parse(text))
        return f"{said} {spaced(bounds.unit)}" if bounds.unit and bounds.kind is Kind.NUMBER else said

    def entry(self, entry: Entry) -> str:
        """Say which entry is meant: `de regel 'Niemand kan de pgb-taken goed doen'`."""
        match entry:
            case Rule() | Table() | DeviationGround() | Route():
                return f"{_ARTICLE[entry.word]} {quoted(entry.title)}"
            case Declaration():
                said = entry.noun_phrase or entry.question
                kind = "het oordeel" if entry.is_judgement else "het feit"
                return f"{kind} {quoted(said or spaced(entry.name))}"
            case Parameter() | LookupList():
                return (
                    f"{_ARTICLE[entry.word]} {quoted(entry.noun_phrase or entry.title or spaced(entry.name))}"
                )
            case Setting():
                bounds = self.rule_set.parameter.get(entry.parameter)
                title = None if bounds is None else bounds.noun_phrase or bounds.title
                return f"de waarde van {quoted(title or spaced(entry.parameter))}"
            case ListRows():
                return f"het blok rijen van {quoted(self.list(entry.list))}"
            case Topic():
                return f"de bevinding {quoted(entry.label or entry.slug.replace('-', ' '))}"
            case Derivation():
                return f"de berekening van {quoted(self.fact(entry.fact))}"
            case Law():
                return f"de wet {quoted(entry.name)}"
            case Mandate():
                return f"het mandaat van de {entry.function} ({entry.id})"
            case other:
                return f"{other.word} {other.identity}"


_ARTICLE = {
    Rule.word: "de regel",
    Table.word: "de tabel",
    DeviationGround.word: "de afwijkingsgrond",
    Route.word: "de weg",
    Parameter.word: "de parameter",
    LookupList.word: "de lijst",
}


def _phrase(bounds: Bounded | None, name: str) -> str:
    return (None if bounds is None else bounds.noun_phrase) or spaced(name)


def show_value(kind: Kind, value: Any) -> str:
    """Write a value of a kind for people.

    >>> show_value(Kind.AMOUNT, 3012), show_value(Kind.DATE, date(2027, 1, 1)), show_value(Kind.YES_NO, True)
    ('€ 30,12', '1 januari 2027', 'ja')
    """
    if isinstance(value, date):
        return show_date(value)
    if kind is Kind.AMOUNT:
        return show_cents(value)
    return spaced(plain_constant(Constant(kind, value)))
