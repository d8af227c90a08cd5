"""The severity that the catalogue of findings gives each slug, and what the docs say that differs from it.

The catalogue stands here a second time on purpose: the rules have a copy of their own, which may not drift.
"""

import re

from budget_engine.language.register import Effect
from budget_engine.language.rule_set import RuleSet
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "afwijkingen-van-de-catalogus.md"

_SEVERITIES = """
aandachtspunt:
    afbouw-overgangstermijn
    afstemming-met-school-samenwerkingsverband
    algemeen-gebruikelijk-vier-criteria
    algemene-voorziening-onderzoeken
    belastbaarheid-huisgenoot-onderzoeken
    eigen-kracht-individueel-onderzoeken
    gebruikelijke-hulp-individueel-onderzoeken
    hardheidsclausule-overwegen
    integrale-wettoets-andere-wet-onderzoeken
    jeugdhulp-vervoer-noodzaak-en-omvang-motiveren
    leefkilometers-richtgetal-individueel
    leerlingenvervoer-zelfstandig-reizen-onderzoeken
    medisch-advies-vergewisplicht
    natura-wachtlijst-niet-tijdig-beschikbaar
    netwerk-niet-afdwingbaar
    norm-niet-objectief-onderbouwd
    omvang-uren-niet-inzichtelijk
    ondersteuningsbehoefte-stappenplan-wmo
    pgb-bekwaamheid-individueel-beoordelen
    pgb-kwaliteit-motiveren
    pgb-tarief-zorgovereenkomst-gewekt-vertrouwen
    schoolvervoer-gecombineerde-belasting
    stappenplan-jeugdhulp-volledig
    verhuisprimaat-afwegen
    weigeringsgrond-vereist-grondslag-verordening
    wlz-toegang-onzeker-overbruggen
    wmo-geen-inkomensgrens-als-weigering
    zorgverlener-geen-belanghebbende
belemmering:
    algemeen-gebruikelijk-voldoet
    algemene-voorziening-toereikend
    alleen-hoofdverblijf-woningaanpassing
    bestaande-vervoersvoorziening-volstaat
    bijzondere-bijstand-voorliggende-voorziening
    eigen-kracht-ouders-toereikend
    gebruikelijke-hulp-dekt-vraag
    jobcoach-via-uwv-of-participatiewet
    leerlingenvervoer-begeleiding-is-oudertaak
    loonkostensubsidie-jobcoach-doelgroep
    onderwijs-niet-via-jeugdwet
    pgb-belangenverstrengeling-beheerder
    pgb-houder-niet-bekwaam
    pgb-informeel-niet-geschikt-specialistisch
    pw-passend-traject-aangeboden
    verhuisd-naar-ongeschikte-woning
    vervoer-beperkt-tot-lokaal
    voorziening-dient-client-zelf
    wlz-zorg-gaat-voor
    zvw-hulpmiddel-voorliggend
    zvw-verzorging-voorliggend
ruimte:
    betaalde-hulp-is-geen-mantelzorg
    bijzondere-bijstand-toekomstige-kosten-beoordelen
    eigen-kracht-geen-inkomenstoets
    huishoudelijke-hulp-niet-algemeen-gebruikelijk
    leerlingenvervoer-begeleiding-onmogelijk-voor-gezin
    leerlingenvervoer-vorm-vergoeding
    pgb-professioneel-tarief-gekwalificeerde-ouder
    pgb-tarief-differentiatie-toegestaan
    pgb-tarief-informeel-jeugd-eigen-norm
    therapeutisch-doel-geen-weigeringsgrond
    wlz-drempel-niet-gehaald-wmo-blijft
    zelf-al-opgelost-is-geen-eigen-kracht
termijn:
    beslistermijn-overschreden
    melding-is-geen-aanvraag
voorwaarde:
    afwegingscriteria-in-verordening
    beschikking-natura-vermeldt-omvang
    bijzondere-bijstand-noodzaak-aantonen
    deskundigheid-onderzoek-gewaarborgd
    dyslexiezorg-protocol-begrenst
    hoorplicht-bezwaar
    hulphond-meerwaarde-aantonen
    ingangsdatum-niet-voor-aanvraag
    inlichtingenplicht-medewerking
    onderzoek-uitbesteed-plichten-blijven
    pgb-informeel-aantoonbaar-beter
    pgb-orientatie-natura-motiveren
    pgb-tarief-grondslag-in-verordening
    pgb-tarief-informeel-wmo-cao-vvt
    resultaat-indicatie-concreet-maken
    uwv-werkvervoer-goedkoopst-adequaat
    wlz-aanspraak-vaststellen
"""


def severities() -> dict[str, Effect]:
    """Give the severity of every slug of the catalogue."""
    found: dict[str, Effect] = {}
    severity = Effect.CONCERN
    for line in _SEVERITIES.strip().splitlines():
        if line.endswith(":"):
            severity = Effect(line.rstrip(":"))
        else:
            found[line.strip()] = severity
    return found


def documented() -> list[tuple[str, Effect, set[Effect]]]:
    """List what the docs say differs: the slug, its severity in the catalogue, and those in the rules."""
    rows = re.findall(r"^\| `([^`]+)` \| ([a-z_]+) \| ([a-z_, ]+) \| \S", _text(), flags=re.MULTILINE)
    return [(slug, Effect(severity), effects(changed)) for slug, severity, changed in rows]


def documented_of_our_own() -> list[tuple[str, set[Effect]]]:
    """List the slugs outside the catalogue that the docs say have more than one severity."""
    _, _, after = _text().partition("## Bevindingen die niet in de catalogus staan")
    return [
        (slug, effects(found))
        for slug, found in re.findall(r"^\| `([^`]+)` \| ([a-z_, ]+) \| \S", after, flags=re.MULTILINE)
    ]


def rows_of_the_document() -> int:
    return len(re.findall(r"^\| `", _text(), flags=re.MULTILINE))


def effects(words: str) -> set[Effect]:
    return {Effect(word.strip()) for word in words.split(",")}


def effects_of_slugs(rule_set: RuleSet) -> dict[str, set[Effect]]:
    """Give for every slug the effects with which some rule or row raises it."""
    found: dict[str, set[Effect]] = {}
    for name, slug in rule_set.slug_of_finding.items():
        found.setdefault(slug, set()).add(rule_set.consequence_of_finding[name].effect)
    return found


def _text() -> str:
    return DOCUMENT.read_text(encoding="utf-8")
