"""The words of `maatwerk regels`: what policy staff do with a folder of rules, in Dutch."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

HELP = {
    "naar-excel": "Schrijf een map met regels als werkboek.",
    "uit-excel": "Zet een werkboek terug in een map met regels; alleen wat is gewijzigd verandert.",
    "bewijs": "Zoek gaten, overlap en regels die nooit kunnen gelden, met een huishouden dat het laat zien.",
    "voorbeelden": "Draai de voorbeelden die bij de regels staan.",
    "onbewaakt": "Zoek wat u kunt wijzigen zonder dat een voorbeeld het merkt.",
    "lees-voor": "Lees de regels voor als zinnen, of maak er een regelboek van.",
    "vergelijk": "Vertel wat er verschilt tussen twee mappen of werkboeken met regels.",
}

ENDS = (
    "Einde: code 0 het is zoals het hoort; 1 er is een verschil, of er staat een melding open; 2 de aanroep, een "
    "bestand of een regel klopt niet; 3 een fout van de toolkit zelf. Met --json blijft de uitvoer bij 2 leeg; wat "
    "er mis is, staat op de foutuitvoer."
)

ON_A_FOLDER = ("bewijs", "voorbeelden", "onbewaakt", "lees-voor")
OF_A_MUNICIPALITY = (*ON_A_FOLDER, "vergelijk")


def add_rule_commands(
    parser: argparse.ArgumentParser, folder: Path, day: Callable[[str], Any]
) -> argparse.ArgumentParser:
    """Give the command `regels` its own commands; `folder` is the folder where none is named."""
    parser.epilog = ENDS
    subparsers = parser.add_subparsers(dest="onderdeel", required=True, metavar="onderdeel")
    made = {
        name: subparsers.add_parser(name, help=said, description=said, epilog=ENDS)
        for name, said in HELP.items()
    }
    for name in HELP:
        made[name].add_argument("--json", action="store_true", help="schrijf JSON")
    made["naar-excel"].add_argument("map", type=Path, metavar="MAP", help="de map met regels")
    made["naar-excel"].add_argument("werkboek", type=Path, metavar="UIT.xlsx", help="het werkboek dat komt")
    made["uit-excel"].add_argument("werkboek", type=Path, metavar="IN.xlsx", help="het werkboek")
    made["uit-excel"].add_argument("map", type=Path, metavar="MAP", help="de map met regels")
    made["uit-excel"].add_argument("--proef", action="store_true", help="zeg wat er zou veranderen, en stop")
    for name in ON_A_FOLDER:
        made[name].add_argument("map", type=Path, nargs="?", default=folder, metavar="MAP")
    for name in OF_A_MUNICIPALITY:
        made[name].add_argument(
            "--gemeente", metavar="NAAM", help="alleen de regels zoals deze gemeente die heeft"
        )
    made["bewijs"].add_argument(
        "--op",
        type=day,
        metavar="DATUM",
        help="de dag waarop het bewijs kijkt wat een waarde heeft, afloopt of is verlopen (anders vandaag)",
    )
    made["bewijs"].add_argument("--zaken", type=Path, metavar="MAP", help="schrijf elk huishouden als zaak")
    made["lees-voor"].add_argument("--wet", metavar="NAAM", help="alleen de regels van deze wet")
    made["lees-voor"].add_argument("--naam", metavar="NAAM", help="alleen dit onderdeel, zoals een regel")
    made["lees-voor"].add_argument("--boek", type=Path, metavar="MAP", help="schrijf het regelboek als HTML")
    made["lees-voor"].add_argument(
        "--op",
        type=day,
        metavar="DATUM",
        help="de dag waarvan het boek de getallen geeft (anders vandaag); dezelfde dag geeft hetzelfde boek",
    )
    made["lees-voor"].add_argument(
        "--alleen-eigen", action="store_true", help="alleen wat de gemeente zelf heeft, met --gemeente"
    )
    made["vergelijk"].add_argument("oud", type=Path, metavar="A", help="een map of werkboek met regels")
    made["vergelijk"].add_argument("nieuw", type=Path, metavar="B", help="waarmee A wordt vergeleken")
    made["vergelijk"].add_argument("--blad", type=Path, metavar="UIT.xlsx", help="schrijf een werkboek")
    return parser
