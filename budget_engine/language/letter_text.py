"""The words of letters and reports: pieces of text that policy staff write, with places that the toolkit fills.

A piece says nothing about anybody. What it says of a household comes from the sealed record, through the
places that this piece may have; a municipality puts its own words over the national ones. No text changes an
outcome.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from budget_engine.errors import Problem, nearest
from budget_engine.language.entry import Entry
from budget_engine.values import Day, Said

PLACE = re.compile(r"\{([^{}]*)\}")
"""A place in a text that is filled from the record."""

OBJECTION_TERM = "zes weken"
"""What a text says of how long somebody may object, as long as the day is not known (Awb 6:7)."""


@dataclass(frozen=True)
class Piece:
    """A text that documents ask for: what it is for, what is filled in, and what it must say in any words.

    Every place stands in it, save those it may go `without`. `is_local` tells that only a municipality knows it,
    so that no national text can stand for it.
    """

    about: str
    places: tuple[str, ...] = ()
    is_local: bool = False
    without: tuple[str, ...] = ()
    says: str | None = None


PIECES: Mapping[str, Piece] = {
    # every document
    "afzender": Piece("de naam en het adres van de gemeente, boven een brief", is_local=True),
    "contact": Piece("bij wie de inwoner terecht kan met vragen", is_local=True),
    "aanhef": Piece("de eerste regel van een brief aan iemand zelf", ("naam",), without=("naam",)),
    "aanhef-samen": Piece("hetzelfde, aan een jongere en aan wie gezag heeft", ("naam",), without=("naam",)),
    "aanhef-ouders": Piece("hetzelfde, aan wie gezag heeft over een kind", ("naam",), without=("naam",)),
    "aan-zelf": Piece("aan wie de brief gaat: iemand zelf", ("naam",)),
    "aan-samen": Piece("hetzelfde: een jongere en wie gezag heeft", ("naam",)),
    "aan-ouders": Piece("hetzelfde: wie gezag heeft over een kind", ("naam",)),
    "ondertekening": Piece(
        "wie namens het college tekent", ("gemeente", "naam", "functie"), without=("gemeente",)
    ),
    # the decision under one law
    "besluit-onderwerp": Piece("waar een besluit over gaat", ("wet",)),
    "besluit-onderwerp-zonder-aanvraag": Piece("hetzelfde, als niemand een aanvraag deed", ("wet",)),
    "besluit-inleiding": Piece("waarmee een besluit begint", ("aanvraag", "wet")),
    "besluit-inleiding-zonder-dag": Piece("hetzelfde, als niet vastligt wanneer is gevraagd", ("wet",)),
    "besluit-inleiding-zonder-aanvraag": Piece(
        "hetzelfde, als niemand een aanvraag deed, zoals bij een verlenging", ("wet",)
    ),
    "besluit-inleiding-ook-zonder-aanvraag": Piece("dat voor een deel van de hulp niemand een aanvraag deed"),
    "besluit-kop": Piece("de kop boven wat is besloten"),
    "toegekend": Piece("iets wordt toegekend", ("voorziening", "voor")),
    "toegekend-als": Piece("iets wordt toegekend, als eerst iets anders gebeurt", ("voorziening", "voor")),
    "deels-toegekend": Piece("iets wordt voor een deel toegekend", ("voorziening", "voor")),
    "deels-toegekend-als": Piece("hetzelfde, als eerst iets anders gebeurt", ("voorziening", "voor")),
    "deels-zonder-aanvraag": Piece(
        "iets wordt voor een deel toegekend, en niemand deed een aanvraag", ("voorziening", "voor")
    ),
    "deels-zonder-aanvraag-als": Piece("hetzelfde, als eerst iets anders gebeurt", ("voorziening", "voor")),
    "geweigerd": Piece("iets wordt niet toegekend", ("voorziening", "voor")),
    "verlaagd": Piece("iets wordt minder", ("voorziening", "voor")),
    "verlaagd-als": Piece("hetzelfde, als eerst iets anders gebeurt", ("voorziening", "voor")),
    "beeindigd": Piece("iets stopt", ("voorziening", "voor")),
    "inhoud-kop": Piece("de kop boven wat er precies komt"),
    "wat-er-gebeurt": Piece("wat er wordt gedaan, en hoe vaak", ("activiteiten",)),
    "krijgt-uw-werkgever": Piece("wie iets krijgt, als het geld naar de werkgever van de lezer gaat"),
    "krijgt-werkgever": Piece("hetzelfde, als de brief over een ander gaat", ("naam",)),
    "vorm-natura": Piece("dat de gemeente iets regelt en betaalt"),
    "vorm-pgb": Piece("dat iets een pgb is, en wat dat betekent"),
    "vorm-pgb-hooguit": Piece("hoeveel geld er hooguit is in een pgb", ("bedrag",)),
    "vorm-vergoeding": Piece("dat iemand kosten terugkrijgt"),
    "vorm-subsidie": Piece("dat het geld naar de werkgever gaat"),
    "periode": Piece("van wanneer tot wanneer", ("van", "tot")),
    "periode-vanaf": Piece("vanaf wanneer, zonder einde", ("van",)),
    "als": Piece("een voorwaarde bij wat is toegekend", ("voorwaarde",)),
    "kosten-kop": Piece("de kop boven wat het kost"),
    "bedrag": Piece("wat een deelbesluit bij elkaar kost", ("bedrag",)),
    "bedrag-onder-voorwaarde": Piece("welk deel daarvan alleen onder een voorwaarde komt", ("bedrag",)),
    "bedrag-schatting": Piece("dat een bedrag nog een schatting is"),
    "voorwaarde-hierboven": Piece("dat bij een bedrag de voorwaarde hoort die er al staat"),
    "niet-kop": Piece("de kop boven wat niet is toegekend"),
    "niet-toegekend": Piece("een wens die niet is toegekend", ("wens", "reden")),
    "bezwaar-kop": Piece("de kop boven hoe iemand bezwaar maakt"),
    "bezwaar-termijn": Piece("tot en met welke dag bezwaar kan, na verzending", ("dag",)),
    "bezwaar-zes-weken": Piece(
        "hoe lang bezwaar kan, zolang de brief niet is verzonden", says=OBJECTION_TERM
    ),
    "bezwaar-hoe": Piece("waar en hoe iemand bezwaar maakt", is_local=True),
    "bezwaar-inhoud": Piece("wat er in een bezwaar staat, en wie erbij kan helpen"),
    "gevraagd-kop": Piece("de kop boven wat is gevraagd"),
    "waarvoor-kop": Piece("de kop boven waar de hulp voor is, als niemand een aanvraag deed"),
    "waarom-kop": Piece("de kop boven de redenen"),
    "grondslag": Piece("waar het in de wet staat", ("artikel",)),
    "grondslag-landelijk": Piece("hetzelfde, voor landelijke regels bij de wet", ("artikel",)),
    "grondslag-verordening": Piece("hetzelfde, voor een verordening", ("artikel",)),
    "grondslag-college": Piece("hetzelfde, voor regels van het college", ("artikel",)),
    "waarom-ook": Piece("voor welke hulp dezelfde reden ook geldt", ("voorzieningen",)),
    "bekeken-kop": Piece("de kop boven wat ook is bekeken"),
    "bekeken": Piece("andere hulp die niet kan, en waarom niet", ("voorziening", "reden")),
    "bekeken-omdat": Piece("andere hulp, met de reden die iemand opschreef", ("voorziening", "reden")),
    "bekeken-in-keuze": Piece(
        "andere hulp uit een keuze die niet elke vraag beantwoordt", ("voorziening", "keuze", "reden")
    ),
    "bekeken-in-plaats": Piece(
        "andere hulp, en wat er in plaats daarvan komt", ("voorziening", "wie", "gekozen")
    ),
    "bekeken-niet-gekozen": Piece("andere hulp waarvoor niets in de plaats komt", ("voorziening",)),
    "afspraken-kop": Piece("de kop boven voorwaarden, bijdrage en terugkijken"),
    "eigen-bijdrage": Piece("wat iemand zelf betaalt", ("bijdrage",)),
    "eigen-bijdrage-niets": Piece("dat iemand zelf niets betaalt"),
    "terugkijken": Piece("wanneer wordt teruggekeken", ("dagen",)),
    "geschil-kop": Piece("de kop boven waar mensen het niet over eens zijn"),
    "geschil": Piece(
        "waar wij van uitgaan, en wie iets anders zegt", ("feit", "antwoord", "wie", "ziet", "zegt")
    ),
    "geschil-zonder-woorden": Piece(
        "wie iets anders ziet, zonder dat vastligt wat", ("feit", "antwoord", "wie", "ziet")
    ),
    # the letter on top
    "begeleidend-onderwerp": Piece("de titel van de brief bovenop"),
    "begeleidend-inleiding": Piece("waarmee die brief begint"),
    "begeleidend-inleiding-een": Piece("hetzelfde, als er maar één brief bij zit"),
    "begeleidend-brief": Piece("welke brief erbij ligt", ("wet",)),
    "begeleidend-anderen": Piece("dat anderen een eigen brief krijgen", ("namen",)),
    "begeleidend-niet-kop": Piece("de kop boven wensen die in het hele plan niet zijn toegekend"),
    "begeleidend-keuze-kop": Piece("de kop boven welke keuze is gemaakt"),
    "begeleidend-vergeleken": Piece("de regel boven de keuzes die er waren"),
    "begeleidend-gekozen": Piece("welke keuze het is geworden", ("keuze",)),
    "begeleidend-zienswijze-kop": Piece("de kop boven wat het gezin ervan vindt"),
    "begeleidend-anders-kop": Piece("de kop boven wat anderen doen"),
    "verwacht-van": Piece("iets dat van een ander dan de gemeente komt", ("voorziening", "wie")),
    "begeleidend-terugkijken-kop": Piece("de kop boven wanneer wordt teruggekeken"),
    "begeleidend-vragen-kop": Piece("de kop boven bij wie iemand terecht kan"),
    "begeleidend-bezwaar": Piece("waar staat hoe iemand bezwaar maakt"),
    "begeleidend-bezwaar-een": Piece("hetzelfde, als er maar één brief bij zit"),
    # the budget plan of one part-decision
    "plan-onderwerp": Piece("de titel van een budgetplan", ("naam", "wet")),
    "plan-inleiding": Piece("bij welk besluit een budgetplan hoort", ("dag", "naam", "functie")),
    "plan-vorm": Piece("in welke vorm iets wordt gegeven", ("vorm",)),
    "plan-vorm-van": Piece("hetzelfde, en wie de hulp geeft", ("vorm", "wie")),
    "plan-samen-kop": Piece("de kop boven wat het bij elkaar kost"),
    "plan-jaar": Piece("wat in één jaar valt", ("jaar", "bedrag")),
    "plan-niet-samen": Piece("dat dit geld niet bij dat van een andere wet komt", ("wet",)),
    "plan-pgb-kop": Piece("de kop boven wat iemand met een pgb moet doen"),
    "plan-pgb": Piece("wat iemand als pgb krijgt", ("voorziening",)),
    "plan-pgb-taken": Piece("wat iemand met een pgb moet doen"),
    "plan-anderen-kop": Piece("de kop boven wat anderen dan de gemeente betalen"),
    "plan-van-anderen": Piece("wat een ander naar verwachting betaalt", ("wat", "wie", "bedrag")),
    "plan-anderen-apart": Piece("dat dit geen deel is van het besluit"),
    # the report of the research, to be signed
    "verslag-onderwerp": Piece("de titel van een verslag", ("naam",)),
    "verslag-inleiding": Piece("wat iemand met het verslag kan doen"),
    "verslag-gesprekken-kop": Piece("de kop boven wanneer is gesproken"),
    "verslag-melding": Piece("wanneer om hulp is gevraagd", ("dag",)),
    "verslag-gesprekken": Piece("wanneer is gesproken, waar en met wie", ("gesprekken",)),
    "verslag-ondersteuning": Piece("wanneer op cliëntondersteuning is gewezen", ("dag",)),
    "verslag-plan-gewezen": Piece("wanneer op het persoonlijk plan is gewezen", ("dag",)),
    "verslag-plan-ingeleverd": Piece("wanneer het persoonlijk plan kwam", ("dag",)),
    "verslag-antwoord": Piece("wat is verteld, en hoe wij dat weten", ("vraag", "antwoord", "bron")),
    "verslag-doel": Piece("wat iemand wil bereiken, in eigen woorden", ("doel",)),
    "verslag-inschatting-kop": Piece("de kop boven wat iemand vaststelde", ("domein",)),
    "verslag-inschatting": Piece(
        "wat iemand vaststelde, met reden, naam en dag", ("vraag", "antwoord", "reden", "wie")
    ),
    "verslag-bekeken-kop": Piece("de kop boven de hulp die is bekeken", ("domein",)),
    "verslag-voorziening": Piece("welke hulp is bekeken", ("voorziening", "wet")),
    "verslag-kan-niet": Piece("waarom iets niet kan", ("reden",)),
    "verslag-nodig": Piece("wat eerst nodig is", ("reden",)),
    "verslag-ander-eerst": Piece("dat een ander eerst betaalt", ("reden",)),
    "verslag-let-op": Piece("waar nog op wordt gelet", ("reden",)),
    "verslag-nee": Piece("een antwoord 'nee' dat in de weg staat, met de reden", ("vraag", "reden")),
    "verslag-zoals-in": Piece("hulp die er in meer keuzes is, en in welke", ("voorziening", "keuzes")),
    "verslag-keuze-ja": Piece("dat een keuze elke vraag beantwoordt", ("reden", "wie")),
    "verslag-keuze-nee": Piece("dat een keuze dat niet doet", ("reden", "wie")),
    "verslag-in-keuze": Piece("bij welke keuzes iets hoort", ("keuzes",)),
    "verslag-steun-kop": Piece("de kop boven wat mensen zelf doen en wie helpt"),
    "verslag-steun": Piece("hulp die er is, en van wie", ("steun", "wie")),
    "verslag-persoon-kop": Piece("de kop boven wat over iemand zelf is vastgesteld"),
    "verslag-keuzes-kop": Piece("de kop boven de keuzes naast elkaar"),
    "verslag-onbekend-kop": Piece("de kop boven wat nog niet bekend is"),
    "verslag-onbekend": Piece("iets dat nog niet bekend is, en over wie of wat", ("vraag", "over")),
    "verslag-aanvullen-kop": Piece("de kop boven wat iemand zelf wil zeggen"),
    "verslag-mening": Piece("wat het gezin van het verslag vond", ("mening",)),
    "verslag-aanvullen": Piece("dat iemand iets kan toevoegen of verbeteren"),
    "verslag-tekenen-kop": Piece("de kop boven de handtekeningen"),
    "verslag-tekenen": Piece("wat tekenen betekent"),
    "verslag-ouders": Piece("wie voor een kind tekent", ("naam",)),
    # the summary on one page, in very plain words
    "kort-onderwerp": Piece("de titel van de korte tekst", ("naam",)),
    "kort-zeker-kop": Piece("de kop boven wat er zeker komt"),
    "kort-nog-niet-kop": Piece("de kop boven wat nog van iets anders afhangt"),
    "kort-ding": Piece("iets dat komt, en waar in iemands leven", ("domein", "voorziening")),
    "kort-deels": Piece("dat het minder is dan is gevraagd"),
    "kort-deels-zonder-aanvraag": Piece("dat niet alles er komt, en niemand deed een aanvraag"),
    "kort-minder": Piece("dat het minder is dan nu"),
    "kort-geld-voor": Piece("hoe geld heet dat naar een werkgever gaat", ("wie",)),
    "kort-pgb": Piece("dat iets een pgb is"),
    "kort-begint-en-stopt": Piece("wanneer iets begint en stopt", ("begin", "einde")),
    "kort-begint": Piece("wanneer iets begint, zonder einde", ("dag",)),
    "kort-eerst": Piece("wat eerst moet gebeuren", ("voorwaarde",)),
    "kort-dan": Piece("wat er dan komt, als het doorgaat", ("activiteiten",)),
    "kort-dan-van-tot": Piece("van wanneer tot wanneer, als het doorgaat", ("begin", "einde")),
    "kort-dan-vanaf": Piece("vanaf wanneer, als het doorgaat", ("dag",)),
    "kort-niet-kop": Piece("de kop boven wat iemand niet krijgt"),
    "kort-niet": Piece("iets dat iemand niet krijgt", ("voorziening",)),
    "kort-betalen-kop": Piece("de kop boven wat iemand zelf betaalt"),
    "kort-betalen-niets": Piece("dat iemand zelf niets betaalt"),
    "kort-betalen-rest": Piece(
        "waarvoor iemand niets betaalt, als andere hulp wel iets kost", ("voorziening",)
    ),
    "kort-betalen-open": Piece("waarvan niet vastligt of iemand ervoor betaalt", ("voorziening",)),
    "kort-praten-kop": Piece("de kop boven wanneer er weer een gesprek is"),
    "kort-praten": Piece("wanneer er weer een gesprek is", ("dag",)),
    "kort-bezwaar-kop": Piece("de kop boven wat iemand kan doen die het niet eens is"),
    "kort-bezwaar": Piece("bezwaar maken, tot en met een dag", ("dag",)),
    "kort-bezwaar-zes-weken": Piece("hetzelfde, zolang de brief niet is verzonden", says=OBJECTION_TERM),
    "kort-brief": Piece("dat de brief telt, en niet deze korte tekst"),
    "kort-woorden-kop": Piece("de kop boven wat moeilijke woorden betekenen"),
    "kort-woord": Piece("wat een moeilijk woord betekent", ("woord", "uitleg")),
    # the sheet for the talk at the kitchen table
    "blad-onderwerp": Piece("de titel van het gespreksblad", ("zaak",)),
    "blad-inleiding": Piece("waarmee het gespreksblad begint"),
    "blad-wie": Piece("over wie het gesprek gaat", ("namen",)),
    "blad-vragen-kop": Piece("de kop boven wat is gevraagd, in eigen woorden"),
    "blad-doelen-kop": Piece("de kop boven wat men wil bereiken"),
    "blad-nog-kop": Piece("de kop boven de vragen die nog openstaan"),
    "blad-nog": Piece("waarom die vragen worden gesteld"),
    "blad-helpt-kop": Piece("de kop boven wat mensen zelf doen en wie helpt"),
    "blad-altijd-kop": Piece("de kop boven wat altijd kan"),
    "blad-ondersteuning": Piece("dat iemand gratis met de inwoner kan meedenken"),
    "blad-plan": Piece("dat de inwoner zelf een plan kan maken"),
    "blad-meenemen": Piece("dat er iemand bij het gesprek mag zijn"),
    "blad-opnieuw": Piece("dat er nog een gesprek kan komen"),
    "blad-lezen": Piece("dat de inwoner het verslag krijgt en kan verbeteren"),
    "blad-afspraken-kop": Piece("de kop boven ruimte voor afspraken"),
    # the page on which a resident prepares the talk
    "voor-titel": Piece("de titel van de bladzijde waarmee de inwoner zich voorbereidt"),
    "voor-inleiding": Piece("waarmee die bladzijde begint"),
    "voor-bewaren": Piece("wat er gebeurt met wat de inwoner schrijft"),
    "voor-gesprek-kop": Piece("de kop boven wie er meekomt en wat goed gaat"),
    "voor-wie": Piece("de vraag wie er meekomt"),
    "voor-goed": Piece("de vraag wat goed gaat"),
    "voor-thuis-kop": Piece("de kop boven de vragen over thuis"),
    "voor-thuis": Piece("waar die vragen over gaan"),
    "voor-werk-kop": Piece("de kop boven de vragen over werk"),
    "voor-werk": Piece("waar die vragen over gaan"),
    "voor-school-kop": Piece("de kop boven de vragen over school"),
    "voor-school": Piece("waar die vragen over gaan"),
    "voor-onderweg-kop": Piece("de kop boven de vragen over onderweg"),
    "voor-onderweg": Piece("waar die vragen over gaan"),
    "voor-moeilijk": Piece("de vraag wat moeilijk gaat"),
    "voor-graag": Piece("de vraag wat iemand graag wil"),
    "voor-hulp-kop": Piece("de kop boven wat iemand zelf doet en wie helpt"),
    "voor-zelf": Piece("de vraag wat iemand zelf doet"),
    "voor-helpt": Piece("de vraag wie er helpt"),
    "voor-zwaar": Piece("de vraag hoe zwaar helpen is"),
    "voor-vergeten-kop": Piece("de kop boven wat niet vergeten mag worden"),
    "voor-vergeten": Piece("de vraag wat niet vergeten mag worden"),
    "voor-altijd-kop": Piece("de kop boven wat altijd mag"),
    "voor-mee": Piece("dat er iemand bij het gesprek mag zijn"),
    "voor-ondersteuner": Piece("dat iemand gratis kan meedenken"),
    "voor-plan": Piece("dat iemand zelf een plan kan maken"),
    "voor-nee": Piece("dat iets niet vertellen ook mag"),
    "voor-klaar-kop": Piece("de kop boven afdrukken en bewaren"),
    "voor-klaar": Piece("wat iemand met de tekst kan doen"),
}
"""Every piece that documents ask for, in the order in which they are met."""


class LetterText(Entry):
    """The words of one piece, of one law where they differ by law."""

    word, key = "briefdeel", "piece"
    changes_outcomes = False

    piece: str
    under: str | None = None
    text: Said
    municipality: str | None = None
    valid_from: Day
    valid_until: Day | None = None
    note: str | None = None

    @property
    def identity(self) -> str:
        """Tell the words for one law from those for another."""
        return super().identity if self.under is None else f"{super().identity}|{self.under}"

    def is_in_use(self, day: date) -> bool:
        """Tell whether these are the words on a day."""
        return self.valid_from <= day <= (self.valid_until or date.max)


def words_for(texts: Iterable[LetterText], piece: str, law: str | None, day: date) -> LetterText | None:
    """Give the words of a piece on a day: a municipality's own first, then those for the law."""
    found = [
        text for text in texts if text.piece == piece and text.under in (law, None) and text.is_in_use(day)
    ]
    return min(found, key=lambda text: (text.municipality is None, text.under is None), default=None)


def problems(texts: Iterable[LetterText], laws: frozenset[str]) -> Iterator[Problem]:
    """Walk what is wrong with the pieces themselves: a name, a law or a place that nobody knows."""
    for text in texts:
        piece = PIECES.get(text.piece)
        if piece is None:
            hint = nearest(text.piece, PIECES) or "De namen staan in docs/brieven.md."
            yield Problem(text.at(), f"Geen document vraagt om het briefdeel '{text.piece}'.", hint)
            continue
        if text.under is not None and text.under not in laws:
            yield Problem(
                text.at("onder"),
                f"De wet '{text.under}' is niet bekend.",
                nearest(text.under, laws),
                text.under,
            )
        for place in PLACE.findall(text.text):
            if place not in piece.places:
                listed = ", ".join(f"{{{name}}}" for name in piece.places)
                hint = f"Hier kan worden ingevuld: {listed}." if listed else "Hier wordt niets ingevuld."
                yield Problem(
                    text.at("tekst"), f"'{{{place}}}' kan in '{text.piece}' niet worden ingevuld.", hint
                )
        yield from _left_out(text, piece)
        if "{" in PLACE.sub("", text.text) or "}" in PLACE.sub("", text.text):
            text_is = "Een accolade opent of sluit hier niets."
            yield Problem(text.at("tekst"), text_is, "Schrijf een plek als {naam}, met beide accolades.")


def _left_out(text: LetterText, piece: Piece) -> Iterator[Problem]:
    """Name what a text must say and does not: without it a document would be silent about what was decided."""
    there = {*PLACE.findall(text.text)}
    for place in piece.places:
        if place not in there and place not in piece.without:
            yield Problem(
                text.at("tekst"),
                f"In '{text.piece}' moet {{{place}}} staan.",
                "Zonder deze plek zegt de brief niet wat is besloten.",
            )
    if piece.says is not None and piece.says not in " ".join(text.text.lower().split()):
        yield Problem(
            text.at("tekst"),
            f"In '{text.piece}' moet '{piece.says}' staan.",
            "Zo lang kan iemand bezwaar maken (Awb 6:7).",
        )
