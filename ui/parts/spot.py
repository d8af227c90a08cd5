"""Where something stands, in words, and on which page: for what is still missing, and for what changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from budget_engine.drafts.entry import Field
from budget_engine.drafts.labels import law_word, question_of
from budget_engine.drafts.shape import DECISION, FACTS, PARTS
from ui.pages import CASE
from ui.session import Here

PAGES: Mapping[str, str] = {
    name: title for name, title in CASE.items() if name not in ("kort", "vaststellen")
}
"""The pages that something can be mended on, with their titles."""

_PAGE_OF: Mapping[str, str] = {
    "gemeente": "gesprek", "gesprek": "gesprek", "zaak": "gesprek", "doelen": "gesprek", "vragen": "gesprek",
    "personen": "huishouden", "steun": "huishouden", "oplossingen": "mogelijkheden",
    "aanspraken": "mogelijkheden", "alternatieven": "mogelijkheden", "afwijkingen": "letop",
    "kamers": "kamers", "veiligheidsnotitie": "kamers",
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
    "bestaat": "toegevoegd of weggehaald", "voorbereiding": "voorbereiding van de inwoner",
    "niet_toegekend": "niet toegekende wens", "waarde": "antwoord", "herkomst": "hoe we dit weten",
    "woorden": "eigen woorden", "persoon": "van wie", "domein": "domein", "alternatief": "variant",
    "gemeente": "gemeente", "rendement": "opbrengst", "doelen": "doel", "voorkeur": "voorkeur", "wet": "wet",
    "steun": "netwerk", "soort": "soort", "oplossing": "voorziening", "vraag": "vraag", "door": "van wie",
    "lezers": "wie mag meelezen", "gezag": "wie het gezag heeft",
    "klopt": "klopt dit?", "wie": "wie", "mag_zien": "mag wel of niet",
}  # fmt: skip
"""What the fields of a dossier are called on a screen, by their last step."""

_WHO_HELPS = "wie het doet"


@dataclass(frozen=True)
class Spot:
    """Where something stands: the thing it is about, the field, and the page to mend it on."""

    about: str
    field: str
    page: str


def spot(here: Here, field: Field) -> Spot:
    """Say where a field stands."""
    first, *rest = field.split("/")
    if first == DECISION:
        return _in_decision(here, rest)
    name = rest[0] if rest else ""
    about = ""
    if first in PARTS and name in here.draft.names_used(first):
        about = here.called(first, name)  # also of what is not complete yet, so not in the case
    page = _PAGE_OF.get(first, "gesprek")
    if FACTS in rest and rest.index(FACTS) + 1 < len(rest):
        declared = here.view.rule_set.fact.get(rest[rest.index(FACTS) + 1])
        page = "feiten" if first == "vragen" else page
        return Spot(about or _section(first), question_of(declared) if declared is not None else "", page)
    last = field.rpartition("/")[2]
    word = _WHO_HELPS if (first, last) == ("steun", "van") else _WORDS.get(last, last.replace("_", " "))
    return Spot(about or _section(first), word, page)


_SECTIONS: Mapping[str, str] = {
    "zaak": "de zaak als geheel", "personen": "iemand in het huishouden", "steun": "hulp of eigen inbreng",
    "vragen": "een vraag", "oplossingen": "een voorziening", "aanspraken": "een aanvraag",
    "alternatieven": "een variant", "afwijkingen": "een afwijking", "kamers": "wie mag wat zien",
    "veiligheidsnotitie": "een veiligheidsnotitie",
}  # fmt: skip


def _section(first: str) -> str:
    return _SECTIONS.get(first, first)


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
            about = here.labels.get(rest[3], "een aanvraag")
            if rest[4:5] == ["regels"] and len(rest) > 5:
                about = f"{about}, regel {rest[5]}"
        if last == rest[1]:
            word = "deelbesluit"
    elif rest[:1] == ["niet_toegekend"]:
        about = "niet toegekende wensen"
    return Spot(about, word, page)
