"""A small folder of rules with a defect of every kind planted in it, as policy staff would write them."""

from pathlib import Path
from textwrap import dedent

from tests.notation import DECLARED

TABLE_END = """
  grondslag: {wet: Testwet, artikel: '1'}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""
RULE_END = f"  titel: Een regel{TABLE_END}"
LET_OP = "dan: {effect: aandachtspunt, tekst: Let op.}"

MORE = """
- {bevinding: mag-het, ernst: belemmering}
- {bevinding: wie-eerst, ernst: andere_wet}
- {bevinding: hoe-laat, ernst: termijn}
- {feit: besluit_genomen_op, voor: aanspraak, soort: datum, vraag: Wanneer?, wie: [consulent]}
- {feit: begonnen_op, voor: aanspraak, soort: datum, vraag: Wanneer?, wie: [consulent]}
- {feit: geboren, voor: persoon, soort: datum, vraag: Wanneer?, wie: [inwoner]}
- oordeel: zelfstandig
  voor: persoon
  soort: keuze
  keuzes: {ja_zeker: kan het zelf, deels: kan het deels, nee: kan het niet}
  vraag: Kan iemand het zelf?
  wie: [consulent]
- {feit: groep, voor: persoon, soort: keuze, keuzes: [jong, oud], afgeleid: ja}
- {feit: leeftijd_nu, voor: persoon, soort: getal, eenheid: jaren, afgeleid: ja}
- {afleiding: leeftijd_nu, is: 'jaren_tussen(geboren, peildatum)'}
- {feit: prijs, voor: aanspraak, soort: bedrag, afgeleid: ja}
- {feit: klasse, voor: persoon, soort: getal, afgeleid: ja}
- {feit: stand, voor: zaak, soort: getal, afgeleid: ja}
- {parameter: grens, soort: bedrag, bereik: "0,00..9000,00"}
- {parameter: doet_mee, soort: ja_nee}
- {waarde: grens, is: "1000,00", geldig_van: 2015-01-01, geldig_tot: 2025-12-31}
- {waarde: grens, is: "1200,00", geldig_van: 2026-01-01}
- {waarde: doet_mee, is: nee, geldig_van: 2015-01-01}
"""

OWN = "- {waarde: doet_mee, is: nee, geldig_van: 2015-01-01, url: 'https://voorbeeld.nl', zekerheid: H}\n"


def table(name: str, policy: str, inputs: str, outputs: str, rows: str, entity: str = "persoon") -> str:
    """Write a decision table."""
    given = f"  uitvoer: [{outputs}]\n" if outputs else ""
    return (
        f"- tabel: {name}\n  voor: {entity}\n  titel: Tabel {name}\n  trefbeleid: {policy}\n"
        f"  invoer: [{inputs}]\n{given}  rijen:\n"
        + "".join(f"    - {row}\n" for row in dedent(rows).strip().splitlines())
        + TABLE_END.lstrip("\n")
    )


def rule(
    name: str, condition: str, then: str = LET_OP, slug: str = "let-op", entity: str = "aanspraak"
) -> str:
    """Write a rule."""
    return f"- regel: {name}\n  slug: {slug}\n  voor: {entity}\n  als: {condition}\n  {then}\n{RULE_END}"


def folder(path: Path, *rules: str, own: str = "") -> Path:
    """Write a folder of rules with one municipality, 'proef'."""
    files = {
        "feiten/feiten.yaml": DECLARED + MORE,
        "landelijk/regels.yaml": "\n".join(rules),
        "gemeenten/proef/waarden.yaml": own or OWN,
    }
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path
