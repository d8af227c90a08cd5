"""Where something stands, in words, and on which page: for what is still missing, and for what changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from budget_engine.decision import INTENDED
from budget_engine.drafts.entry import Field
from budget_engine.drafts.labels import ALTERNATIVES, question_of
from budget_engine.drafts.shape import DECISION, FACTS
from budget_engine.glossary import UNKNOWN
from budget_engine.language.fact import Inlet
from budget_engine.language.rule_set import RuleSet
from ui.session import Here

PAGES: Mapping[str, str] = {
    "gesprek": "Gesprek",
    "huishouden": "Huishouden en netwerk",
    "feiten": "Vragen per domein",
    "mogelijkheden": "Mogelijkheden",
    "letop": "Let op",
    "inschatting": "Eigen inschatting",
    "weging": "Weging en advies",
    "besluit": "Besluit",
}
"""The pages that something can be mended on, with their titles."""

_PAGE_OF: Mapping[str, str] = {
    "gemeente": "gesprek", "gesprek": "gesprek", "zaak": "gesprek", "doelen": "gesprek", "vragen": "gesprek",
    "personen": "huishouden", "steun": "huishouden", "oplossingen": "mogelijkheden",
    "aanspraken": "mogelijkheden", "alternatieven": "mogelijkheden", "afwijkingen": "letop",
}  # fmt: skip

_WORDS: Mapping[str, str] = {
    "op": "datum", "gekozen": "gekozen variant", "zienswijze": "wat de inwoner ervan vindt",
    "beslisser": "wie beslist", "tweede_persoon": "wie meekijkt", "mandaat": "mandaat", "functie": "functie",
    "naam": "naam", "uitkomst": "uitkomst", "van": "begin", "tot": "einde", "aantal": "aantal",
    "eenheid": "eenheid", "prijs": "prijs", "bedrag": "bedrag", "taakveld": "taakveld", "bron": "bron",
    "wat": "omschrijving", "voorwaarde": "voorwaarde", "voorwaarden": "voorwaarden",
    "eigen_bijdrage": "eigen bijdrage", "ondanks_onbekend": "waarom nu al toekennen",
    "gebruik_van_kan": "waarom weigeren waar dat niet hoeft", "verschil": "waarom het bedrag verschilt",
    "activiteiten": "wat er gebeurt", "evaluatie": "dagen waarop wordt teruggekeken", "reden": "reden",
    "aanspraken": "aanvragen", "deelbesluiten": "deelbesluiten", "regels": "regels van de begroting",
    "eigen_inschatting": "eigen inschatting", "advies_gezien_op": "advies gezien",
    "bestaat": "toegevoegd of weggehaald",
    "niet_toegekend": "niet toegekende wens", "waarde": "antwoord", "herkomst": "hoe we dit weten",
    "woorden": "eigen woorden", "persoon": "van wie", "domein": "domein", "alternatief": "variant",
    "gemeente": "gemeente", "rendement": "opbrengst", "doelen": "doel", "voorkeur": "voorkeur", "wet": "wet",
    "steun": "netwerk", "soort": "soort", "oplossing": "voorziening", "vraag": "vraag", "door": "van wie",
}  # fmt: skip
"""What the fields of a dossier are called on a screen, by their last step."""


RESULTS: Mapping[str, str] = {
    "toegekend": "Toegekend",
    "deels_toegekend": "Deels toegekend",
    "geweigerd": "Geweigerd",
    "verlaagd": "Verlaagd",
    "beeindigd": "Beëindigd",
}
"""What the results of a decision are called on a screen."""


@dataclass(frozen=True)
class Spot:
    """Where something stands: the thing it is about, the field, and the page to mend it on."""

    about: str
    field: str
    page: str


def law_word(code: str, rule_set: RuleSet) -> str:
    """Give what a law is called, as the labels of claims have it."""
    names = {name: word for fact in rule_set.inlet(Inlet.LAW) for name, word in fact.choices.items()}
    return names.get(code, code).partition(" (")[0]


def capital(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def spot(here: Here, field: Field) -> Spot:
    """Say where a field stands."""
    first, *rest = field.split("/")
    if first == DECISION:
        return _in_decision(here, rest)
    name = rest[0] if rest else ""
    about = here.labels.get(name, "") if name else ""
    page = _PAGE_OF.get(first, "gesprek")
    if FACTS in rest and rest.index(FACTS) + 1 < len(rest):
        declared = here.view.rule_set.fact.get(rest[rest.index(FACTS) + 1])
        page = "feiten" if first == "vragen" else page
        return Spot(about or _section(first), question_of(declared) if declared is not None else "", page)
    last = field.rpartition("/")[2]
    return Spot(about or _section(first), _WORDS.get(last, last.replace("_", " ")), page)


def _section(first: str) -> str:
    return {"zaak": "de zaak als geheel", "doelen": "doelen", "gesprek": "gesprek"}.get(first, first)


def _in_decision(here: Here, rest: list[str]) -> Spot:
    last = rest[-1] if rest else ""
    word = _WORDS.get(last, last.replace("_", " "))
    page = {"eigen_inschatting": "inschatting", "advies_gezien_op": "weging"}.get(
        rest[0] if rest else "", "besluit"
    )
    about = "het hele besluit"
    if rest[:1] == ["deelbesluiten"] and len(rest) > 1:
        about = f"deelbesluit {law_word(rest[1], here.view.rule_set)}"
        if rest[2:3] == ["aanspraken"] and len(rest) > 3:
            about = here.labels.get(rest[3], rest[3])
            if rest[4:5] == ["regels"] and len(rest) > 5:
                about = f"{about}, regel {rest[5]}"
        if last == rest[1]:
            word = "deelbesluit"
    elif rest[:1] == ["niet_toegekend"]:
        about = "niet toegekende wensen"
    return Spot(about, word, page)


# --- what the engine refuses, read for people ----------------------------------------------------------------


_QUOTED = re.compile(r"'([^']+)'")
_LAW = re.compile(r"\b(?:onder|Deelbesluit|geldt niet voor) ([a-z_]+)\b")
_RULES = re.compile(r" \(([a-z0-9@/_,. -]+)\)(?=[.;]| kan|$)")

_MENDED_ON: tuple[tuple[str, str], ...] = (
    ("eigen inschatting", "inschatting"),
    ("Het advies is pas", "weging"),
    ("Het antwoord op", "feiten"),
    ("niet bevoegd", "mogelijkheden"),
    ("wie bevoegd is", "mogelijkheden"),
    ("Afwijking van", "letop"),
    ("kan volgens de wet niet", "letop"),
    ("vastgelegde afwijking", "letop"),
    ("ontbreekt; zonder dat", "mogelijkheden"),
)
"""Words in a refusal by which the page is known; all else is mended on the page of the decision."""


_WORDS_OF_THE_ENGINE: tuple[tuple[str, str], ...] = (
    ("het gekozen alternatief", "de gekozen variant"),
    ("Het alternatief", "De variant"),
    ("alternatief", "variant"),
    ("aanspraak", "aanvraag"),
    ("Aanspraak", "Aanvraag"),
    (
        "Zet het voornemen in de zaak gelijk en beoordeel opnieuw.",
        "Kies bij deze aanvraag ‘Toets opnieuw met deze uitkomst’.",
    ),
)
"""Words that the files have and the screen says otherwise (second look, point 26)."""

_CODES: Mapping[str, str] = {
    **{code: word.lower() for code, word in RESULTS.items()},
    **{str(kind): word for kind, word in ALTERNATIVES.items()},
    **{code: code.replace("_", " ") for code in INTENDED.values()},
    "nog_open": "nog niet bepaald",
    UNKNOWN: "nog niet bekend",
}


@dataclass(frozen=True)
class Refused:
    """A reason why a decision cannot be sealed, in words; `about` is the law it is about, where it is one."""

    text: str
    law: str | None
    page: str


def refused(here: Here, said: str) -> Refused:
    """Read what the engine refuses as a person would say it: no ids, no codes."""
    laws = {claim.id: claim.law for claim in here.view.case.claims}
    codes = {law.code for law in here.view.rule_set.laws}
    named = next((laws[name] for name in _QUOTED.findall(said) if name in laws), None)
    named = named or next((code for code in _LAW.findall(said) if code in codes), None)
    page = next((page for words, page in _MENDED_ON if words in said), "besluit")
    return Refused(readable(here, said.removeprefix(f"Deelbesluit {named}: ")), named, page)


def readable(here: Here, said: str) -> str:
    """Put the words of people in the place of names and codes; what people typed is left as it is."""
    codes = {law.code for law in here.view.rule_set.laws}
    found = []
    for number, piece in enumerate(_QUOTED.split(_RULES.sub(lambda m: _because(here, m[1], m[0]), said))):
        if number % 2:
            found.append(f"‘{_named(here, piece)}’")
            continue
        for word, ours in _WORDS_OF_THE_ENGINE:
            piece = piece.replace(word, ours)  # noqa: PLW2901 - the piece itself is what is rewritten
        found.append(
            _LAW.sub(
                lambda m: m[0].replace(m[1], law_word(m[1], here.view.rule_set)) if m[1] in codes else m[0],
                piece,
            )
        )
    return "".join(found)


def _named(here: Here, name: str) -> str:
    rule_set = here.view.rule_set
    if name in rule_set.fact:
        return question_of(rule_set.fact[name])
    if name in rule_set.rule_named:
        return rule_set.rule_named[name].title
    if name in here.labels:
        return here.labels[name]
    return _CODES.get(name, name)


def _because(here: Here, listed: str, whole: str) -> str:
    """Give the titles of the rules that are named between brackets; other words between brackets stay."""
    known = here.view.rule_set.rule_named
    texts = {finding.rule: finding.text for finding in here.view.weighing.assessment.findings}
    titles = [
        known[name].title if name in known else texts.get(name) for name in map(str.strip, listed.split(","))
    ]
    if None in titles:
        return whole
    return f" ({'; '.join(title for title in titles if title)})"
