"""What things are called where a difference is told: entries, their fields and what stands in them.

Nothing here is the name of the machine: a fact is called by its noun phrase, a choice by its label.
"""

from collections.abc import Mapping, Sequence

from budget_engine.aloud.phrases import enumerated, readable
from budget_engine.aloud.reader import Aloud, indented
from budget_engine.glossary import UNKNOWN
from budget_engine.language.entry import Entry
from budget_engine.language.expr import Condition, Term
from budget_engine.language.fact import Bounded
from budget_engine.language.jargon import JargonWord
from budget_engine.language.letter_text import LetterText
from budget_engine.language.offer import Offer
from budget_engine.language.reference_cost import ReferenceCost
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
from budget_engine.language.rule import Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet

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
    Offer.word: ("voorziening in de buurt", "voorzieningen in de buurt"),
    ReferenceCost.word: ("kengetal", "kengetallen"),
    LetterText.word: ("briefdeel", "briefdelen"),
    JargonWord.word: ("vakwoord", "vakwoorden"),
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
    "vormen": "de andere vormen",
    "liever": "wat u liever zegt",
    "uitleg": "de uitleg",
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
    "wie": "degenen die het antwoord geven",
    "ligt_bij": "wie het in handen heeft",
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
    "na_afloop": "wat er is als de dag voorbij is",
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
    "voor_wie": "voor wie het is",
    "grenzen": "de grenzen",
    "hooguit": "hoeveel het hooguit is",
    "prijs": "de prijs",
    "wachttijd": "de wachttijd",
    "prijsjaar": "het prijsjaar",
    "brondatum": "de datum van de bron",
    "zwakte": "de zwakke kant",
    "nagevraagd_op": "de dag waarop het is nagevraagd",
    "antwoorden": "de antwoorden waar het mee begint",
}
"""What a field is called in a sentence, by its word in a rule file."""

_OF_ENTRY: Mapping[tuple[str, str], str] = {
    (Law.word, "naam"): "de naam",
    (Derivation.word, "is"): "de uitkomst",
    (Offer.word, "soort"): "de soort aanbod",
    (Offer.word, "wat"): "wat het is",
    (ReferenceCost.word, "laag"): "het laagste bedrag",
    (ReferenceCost.word, "waarschijnlijk"): "het waarschijnlijke bedrag",
    (ReferenceCost.word, "hoog"): "het hoogste bedrag",
    (ReferenceCost.word, "eenheid"): "waarvan het de kosten zijn",
}


def field_words(word: str, field: str) -> str:
    """Give what a field of a kind of entry is called; a field without words keeps its own, spaced."""
    return _OF_ENTRY.get((word, field)) or FIELDS.get(field) or f"het veld '{readable(field)}'"


def spelled(name: str) -> str:
    """Write a code of a rule file as words.

    >>> spelled("precies_een"), spelled("pgb_formeel")
    ('precies één', 'pgb formeel')
    """
    return _SPELLED.get(name) or readable(name)


_SPELLED = {"precies_een": "precies één", "beeindigen": "beëindigen"}


def quoted(text: str) -> str:
    """Put what somebody wrote between quotes."""
    return f"'{text}'"


def listed(parts: Sequence[str]) -> str:
    """Write parts after each other, or that there are none."""
    return enumerated(parts) if parts else "niets"


class Words:
    """Says what stands in one rule set."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.aloud = Aloud(rule_set)
        self.phrases = self.aloud.phrases

    # --- nodes and entries -------------------------------------------------------------------------

    def condition(self, condition: Condition) -> str:
        """Say a condition as one sentence part."""
        return self.aloud.condition(condition)

    def reading(self, condition: Condition) -> str:
        """Read a whole condition, a line for each part."""
        return "\n".join(indented(self.aloud.lines(condition)))

    def term(self, term: Term, of: Term | None = None) -> str:
        """Say a term; `of` is what it is compared with, whose choices it may be one of."""
        return self.aloud.term(term, None if of is None else self.aloud.declared(of))

    def given(self, fact: str, term: Term) -> str:
        """Say what a table row gives to a fact."""
        return self.aloud.term(term, self.rule_set.fact.get(fact))

    def read(self, entry: Entry) -> str:
        """Read a whole entry, a line for each thing it says."""
        return "\n".join(self.aloud.entry(entry))

    # --- names -------------------------------------------------------------------------------------

    def fact(self, name: str) -> str:
        """Say what a fact is called inside a sentence; one that is not declared by its own name."""
        return self.phrases.noun(name) if name in self.rule_set.fact else readable(name)

    def list(self, name: str) -> str:
        """Say what the amounts of a look-up list are called inside a sentence."""
        return self.phrases.list_noun(name) if name in self.rule_set.lookup_list else readable(name)

    def topic(self, slug: str) -> str:
        """Say a kind of finding by its label."""
        topic = self.rule_set.topic.get(slug)
        return slug.replace("-", " ") if topic is None or topic.label is None else topic.label.rstrip(".")

    def choice(self, fact: str, code: str) -> str:
        """Say an answer to a fact of choices by its label; a code without one is spelled out."""
        said = self.phrases.choice(code, self.rule_set.fact.get(fact))
        return spelled(code) if said == quoted(code) else said.removeprefix("'").removesuffix("'")

    def value(self, bounds: Bounded | None, text: str | None) -> str:
        """Say a value as it stands in a rule file; `bounds` is the fact, parameter or list it is of."""
        if text is None or text == UNKNOWN:
            return UNKNOWN
        return readable(text) if bounds is None else self.phrases.stated(bounds, text)

    def entry(self, entry: Entry) -> str:
        """Say which entry is meant: `de regel 'Niemand kan de pgb-taken goed doen'`."""
        match entry:
            case Rule() | Table() | DeviationGround() | Route() | Offer() | ReferenceCost():
                return f"{_ARTICLE[entry.word]} {quoted(entry.title)} ({getattr(entry, entry.key)})"
            case Declaration():
                if entry.noun_phrase is None and entry.question is not None:
                    return f"de vraag {quoted(entry.question)}"
                kind = "het oordeel" if entry.is_judgement else "het feit"
                return f"{kind} {quoted(entry.noun_phrase or readable(entry.name))}"
            case Parameter() | LookupList():
                return f"{_ARTICLE[entry.word]} {quoted(entry.noun_phrase or entry.title or readable(entry.name))}"
            case Setting():
                known = entry.parameter in self.rule_set.parameter
                return self.phrases.noun(entry.parameter) if known else readable(entry.parameter)
            case ListRows():
                return f"het blok rijen van {self.list(entry.list)}"
            case Topic():
                return f"de bevinding {quoted(self.topic(entry.slug))}"
            case Derivation():
                return f"de berekening van {self.fact(entry.fact)}"
            case Law():
                return f"de wet {quoted(entry.name)}"
            case Mandate():
                return f"het mandaat van de {entry.function} ({entry.id})"
            case LetterText():
                of_law = "" if entry.under is None else f" (wet {entry.under})"
                return f"het briefdeel {quoted(entry.piece)}{of_law}"
            case JargonWord():
                return f"het vakwoord {quoted(entry.jargon)}"
            case other:
                return f"{other.word} {other.identity}"


_ARTICLE = {
    Rule.word: "de regel",
    Table.word: "de tabel",
    DeviationGround.word: "de afwijkingsgrond",
    Route.word: "de weg",
    Offer.word: "het buurtaanbod",
    ReferenceCost.word: "het kengetal",
    Parameter.word: "de parameter",
    LookupList.word: "de lijst",
}
