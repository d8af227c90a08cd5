"""Small ledgers as tests write them: lines, alternatives, and what comes out, said as a dossier says it."""

from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import Amount, Apart, GainSide, Net, Period, Returns, Year
from budget_engine.values import print_cents
from tests.small_world import PERSON, weighed, world

OTHERS = """
- {wet: Anderswet, code: anders, uitvoerder: zorgverzekeraar}
"""
SMALL = world(OTHERS)
FIRST_DAY = "zaak: {feiten: {vanaf: 2027-01-01}}\n"
HELP = """
aanspraken:
  - {id: a, oplossing: o, vraag: v, wet: testwet,
     feiten: {laag: '80,00', kosten: '100,00', hoog: '150,00', later: '90,00'}}
  - {id: b, oplossing: o, vraag: v, wet: testwet,
     feiten: {laag: '10,00', kosten: '20,00', hoog: '30,00', later: '0,00'}}
  - {id: vaag, oplossing: o, vraag: v, wet: testwet, feiten: {laag: '10,00', hoog: '30,00', later: '0,00'}}
  - {id: elders, oplossing: o, vraag: v, wet: anders,
     feiten: {laag: '1,00', kosten: '1,00', hoog: '1,00', later: '1,00'}}
"""


def line(amounts: str, more: str = "start: 2027-01-01", payer: str = "{partij: gezin}") -> str:
    """Write a line of the ledger; one amount stands for low, likely and high."""
    low, likely, high = (amounts.split() * 3)[:3] if " " not in amounts else amounts.split()
    rhythm = "per_jaar" if "duur" in more else "eenmalig"
    return (
        f"{{wat: iets, eenheid: {rhythm}, laag: '{low}', waarschijnlijk: '{likely}', hoog: '{high}', "
        f"prijsjaar: '2026', bron: eigen raming, betaler: {payer}, {more}}}"
    )


def alternatives(plan: str = "", nothing: str = "", claims: str = "") -> str:
    """Write three alternatives: the plan with its lines and claims, nothing changes, and the usual route."""
    return f"""{PERSON}{HELP}
alternatieven:
  - {{id: niets, soort: niets_verandert, rendement: [{nothing}]}}
  - {{id: gewoon, soort: gewone_route}}
  - {{id: plan, soort: eigen_plan, aanspraken: [{claims}], rendement: [{plan}]}}
"""


def ledger(text: str, first_day: str = FIRST_DAY, rule_set: RuleSet = SMALL) -> Returns:
    found = weighed(first_day + text, rule_set).alternative("plan").returns
    assert found is not None
    return found


def said(found: Amount | None) -> str:
    """Write an amount as a table in a dossier has it."""
    if found is None:
        return "onbekend"
    ends = ["onbekend" if cents is None else print_cents(cents) for cents in found.ends]
    return ends[0] if len(set(ends)) == 1 else " / ".join(ends)


def table(period: Period | Year) -> dict[str, str]:
    parties = {f"{item.party} {item.law or ''}".strip(): said(item.amount) for item in period.parties}
    return {**parties, "gemeente samen": said(period.municipality_together), "totaal": said(period.total)}


def household(found: Returns | Net) -> list[str]:
    return [table(year).get("gezin", "geen regel") for year in found.years]


MUNICIPALITY = "{partij: gemeente, wet: testwet}"
FUND, EMPLOYER, HOUSEHOLD = "{partij: fonds}", "{partij: werkgever}", "{partij: gezin}"
UNSURE = "aard: vermeden, kans: onbekend"
YEAR = "start: 2027-01-01, duur: 12 maanden"
CHANCE = "kans: {laag: 10%, waarschijnlijk: 25%, hoog: 50%}"


def lines(*written: str) -> str:
    return ", ".join(written)


def apart(found: Returns) -> Apart:
    (only,) = found.apart
    return only


def gains(side: GainSide) -> dict[str, str]:
    return {str(item.party or "niemand genoemd"): said(item.amount) for item in side.two_years.gainers}
