"""What would turn an advice, held against every change there is, under advice tables of every kind."""

from itertools import combinations, product
from random import Random

import pytest

from budget_engine.case import Case
from budget_engine.flips.search import Changes, parts_of
from budget_engine.flips.subjects import Asked, OfAdvice
from budget_engine.flips.supposing import Place
from budget_engine.language.fact import Value
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from budget_engine.weighing import weigh
from tests.conftest import RULES
from tests.notation import DECLARED, TODAY, case_of, rules_of
from tests.small_world import PERSON

WORLDS = 60
MOST = 2
FACTS = ("een", "twee", "drie", "vier")
GATES = ("past", "mits", "nog_onbekend", "niet_mogelijk")
ADVICES = ("passend", "passend_onder_voorwaarden", "collegiaal_overleg")
EFFECTS = (
    "effect: belemmering, kracht: dwingend",
    "effect: belemmering, kracht: kan",
    "effect: voorwaarde",
    "effect: plicht",
)
OWN = "".join(
    f"- {{feit: {name}, voor: aanspraak, soort: ja_nee, vraag: Is het {name}?, wie: [consulent]}}\n"
    for name in FACTS
)


def bar(number: int, random: Random) -> str:
    """Write a rule about a claim that sets its gate."""
    chosen = random.sample(FACTS, 2)
    cells = [f"{{{name}: {random.choice(['ja', 'nee'])}}}" for name in chosen]
    return f"""
- regel: poort-{number}
  slug: let-op
  voor: aanspraak
  titel: Een regel
  als: {{{random.choice(["alle", "een_van"])}: [{", ".join(cells)}]}}
  dan: {{{random.choice(EFFECTS)}, tekst: Let op., inwoner: Let op.}}
  grondslag: {{wet: Testwet, artikel: '1'}}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


def table(random: Random) -> str:
    """Write an advice table in which the same advice may stand behind several gates."""
    rows = [
        "{rij: dicht, poort: niet_mogelijk, elke_vraag_beantwoord: '-', advies: niet_passend}",
        "{rij: zonder-antwoord, poort: '-', elke_vraag_beantwoord: nee, advies: niet_passend}",
    ]
    for number in range(random.randint(1, 3)):
        gates = ", ".join(random.sample(GATES[:3], random.randint(1, 2)))
        advice = random.choice(ADVICES)
        rows.append(f"{{rij: r{number}, poort: '{gates}', elke_vraag_beantwoord: '-', advies: {advice}}}")
    rows.append(f"{{rij: rest, poort: '-', elke_vraag_beantwoord: '-', advies: {random.choice(ADVICES)}}}")
    listed = "\n".join(f"    - {row}" for row in rows)
    return f"""
- tabel: advies
  voor: alternatief
  titel: Wat is het advies?
  trefbeleid: eerste
  invoer: [poort, elke_vraag_beantwoord]
  uitvoer: [advies]
  rijen:
{listed}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


def made(seed: int) -> tuple[RuleSet, Case]:
    random = Random(seed)
    alternatives = (RULES / "feiten/alternatieven.yaml").read_text(encoding="utf-8")
    bars = (bar(number, random) for number in range(random.randint(2, 3)))
    rule_set = rules_of(DECLARED, alternatives, OWN, table(random), *bars)
    answers = {name: random.choice(["ja", "nee", "onbekend"]) for name in FACTS}
    claims = "\n".join(
        f"- {{id: {name}, oplossing: o, vraag: v, wet: testwet, "
        f"feiten: {{{', '.join(f'{fact}: {given}' for fact, given in answers.items())}}}}}"
        for name in ("a", "b")
    )
    answered = random.choice(["ja", "nee", "onbekend"])
    judged = f"{{waarde: {answered}, herkomst: oordeel, door: consulent, reden: gezien}}"
    text = f"""{PERSON}
aanspraken:
{claims}
alternatieven:
- {{id: niets, soort: niets_verandert}}
- {{id: gewoon, soort: gewone_route}}
- {{id: eigen, soort: eigen_plan}}
- {{id: plan, soort: variant, naam: Plan, aanspraken: [a, b], feiten: {{elke_vraag_beantwoord: {judged}}}}}
"""
    return rule_set, case_of(text, rule_set)


def every_change(dossier: Asked) -> list[Changes]:
    places: list[Place] = [(claim, fact) for claim in ("a", "b") for fact in FACTS]
    places.append(("plan", "elke_vraag_beantwoord"))
    values: tuple[Value, ...] = (True, False)
    return [
        frozenset(zip(chosen, drawn, strict=True))
        for size in range(MOST + 1)
        for chosen in combinations(places, size)
        for drawn in product(values, repeat=size)
        if all(
            dossier.space.facts.entities[place[0]].values.get(place[1]) is not value
            for place, value in zip(chosen, drawn, strict=True)
        )
    ]


@pytest.mark.parametrize("start", range(0, WORLDS, 20))
def test_every_smallest_change_of_an_advice_is_found_and_nothing_else(start: int) -> None:
    met = 0
    for seed in range(start, start + 20):
        rule_set, case = made(seed)
        dossier = Asked(case, rule_set, weigh(case, rule_set, TODAY))
        subject = OfAdvice("plan")
        now = dossier.by(evaluate, subject, frozenset())
        turning = {
            changes for changes in every_change(dossier) if dossier.by(evaluate, subject, changes) != now
        }
        smallest = {changes for changes in turning if turning.isdisjoint(parts_of(changes))}

        found = dossier.turns(subject, MOST)

        assert found.is_whole
        assert set(found.changes) == smallest, seed
        met += len(smallest)

    assert met > 20
