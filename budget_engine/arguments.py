"""The words of the command line: commands, options and their help, in Dutch."""

import argparse
import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from budget_engine.arguments_rules import add_rule_commands
from budget_engine.values import parse_date

_DUTCH = (
    (r"the following arguments are required: (.+)", r"hier ontbreekt: \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\2 kan niet bij \1; kies uit \3"),
    (r"argument (.+?): ignored explicit argument (.+)", r"achter \1 hoort geen waarde"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 kan meer dan één optie zijn: \2"),
    (r"argument (.+?): expected one argument", r"achter \1 hoort één waarde"),
    (r"argument (.+?): expected at least one argument", r"achter \1 hoort ten minste één waarde"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 kan niet samen met \2"),
    (r"argument (.+?): invalid (?:\w+) value: (.+)", r"\2 kan niet bij \1"),
    (r"unrecognized arguments: (.+)", r"onbekend: \1"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)


class _DutchHelp(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class DutchParser(argparse.ArgumentParser):
    """An argument parser that explains and complains in Dutch."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, allow_abbrev=False, formatter_class=_DutchHelp)
        self._positionals.title = "waarden"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg en stop")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and stop with exit code 2."""
        for pattern, dutch in _DUTCH:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, dutch, message)
                break
        self.exit(2, f"Verkeerde aanroep: {message.removesuffix('.')}.\nZie '{self.prog} --help'.\n")


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _hash(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is geen hash; dat zijn 64 cijfers en letters van a tot en met f"
        )
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not _FIRST_PORT <= int(text) <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"'{text}' is geen poort; kies een getal van 1024 tot en met 65535")
    return int(text)


_FIRST_PORT, _LAST_PORT = 1024, 65535  # below are the system's own; a port is two bytes
_PORT = 8501  # where Streamlit listens by itself


def parser_for(commands: Iterable[str], rules: Path) -> argparse.ArgumentParser:
    """Make the parser; every command that reads rules takes `--regels`."""
    parser = DutchParser(
        prog="maatwerk", description="Weegt en verantwoordt een integraal pgb of maatwerkbudget."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    folder = Path(os.environ.get("MAATWERK_REGELS", str(rules)))
    made = {name: subparsers.add_parser(name, help=HELP[name], description=HELP[name]) for name in commands}
    _add_shared(made, folder)
    add_rule_commands(made["regels"], folder, _day)
    made["controleer"].add_argument("map", type=Path, nargs="?", metavar="MAP", help="de map met regels")
    made["beoordeel"].add_argument("zaken", nargs="+", metavar="ZAAK.yaml")
    made["beoordeel"].add_argument(
        "--beide", action="store_true", help="reken met beide motoren en vergelijk"
    )
    made["beoordeel"].add_argument("--alles", action="store_true", help="ook wat niet geldt")
    for name in ("uitleg", "vragen", "kantelt"):
        made[name].add_argument("zaak", type=Path, metavar="ZAAK.yaml")
    _add_turning(made["vragen"], made["kantelt"])
    _add_reading(made["leesbaar"])
    made["uitleg"].add_argument("regel", metavar="REGEL")
    made["uitleg"].add_argument("entiteit", metavar="ENTITEIT")
    made["besluit"].add_argument("zaak", type=Path, metavar="ZAAK.yaml")
    made["besluit"].add_argument("--besluit", type=Path, required=True, metavar="BESLUIT.yaml")
    which = made["naspelen"].add_mutually_exclusive_group()
    which.add_argument("nummer", type=int, nargs="?", metavar="NUMMER")
    which.add_argument("--alles", action="store_true", help="alle besluiten (dit is ook zo zonder nummer)")
    made["keten"].add_argument(
        "--kop", type=_hash, metavar="HASH", help="de hash van een kop die er moet zijn"
    )
    made["schema"].add_argument("wat", choices=("zaak", "besluit", "regels", "beoordeling"))
    _add_workbooks({name: made[name] for name in _WORKBOOKS})
    _add_letters(*(made[name] for name in _LETTERS))
    _add_serving(made["demo"], made["app"])
    return parser


def _add_shared(made: Mapping[str, argparse.ArgumentParser], folder: Path) -> None:
    """Add what several commands take: the rules, the database, the municipality, the day, and JSON."""
    for name in (
        "controleer",
        "beoordeel",
        "uitleg",
        "vragen",
        "kantelt",
        "leesbaar",
        "besluit",
        *_WORKBOOKS,
        *_LETTERS,
        "schema",
        "demo",
        "app",
    ):
        made[name].add_argument(
            "--regels", type=Path, default=folder, metavar="MAP", help="de map met regels"
        )
    for name in ("besluit", "naspelen", "keten", "werklijst", "brieven", "app"):
        database = os.environ.get("MAATWERK_DB")
        made[name].add_argument(
            "--db", type=Path, required=database is None, default=database, metavar="DB", help="de database"
        )
    for name in (
        "beoordeel",
        "uitleg",
        "vragen",
        "kantelt",
        "leesbaar",
        "begroting",
        "overzicht",
        "gespreksblad",
        "schema",
    ):
        made[name].add_argument("--gemeente", metavar="NAAM", help="toets met de regels van deze gemeente")
    for name in ("beoordeel", "uitleg", "vragen", "kantelt", "overzicht", "werklijst", "gespreksblad"):
        made[name].add_argument("--op", type=_day, metavar="DATUM", help="de peildatum (anders vandaag)")
    for name in ("beoordeel", "naspelen", "vragen", "kantelt", "leesbaar"):
        made[name].add_argument("--json", action="store_true", help="schrijf JSON")


def _add_serving(demo: argparse.ArgumentParser, app: argparse.ArgumentParser) -> None:
    """Add where the app is served, and what the demo fills."""
    demo.add_argument(
        "--vul", type=Path, metavar="DB", help="vul dit bestand en laat zien wat eruit komt, zonder app"
    )
    for parser in (demo, app):
        parser.add_argument(
            "--poort",
            type=_port,
            default=_PORT,
            metavar="N",
            help=f"de poort van de app op deze computer ({_PORT})",
        )


_WORKBOOKS = ("begroting", "overzicht", "werklijst")


def _add_workbooks(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Add of what a workbook is made, and where it is written."""
    for name in ("begroting", "overzicht"):
        made[name].add_argument("zaak", type=Path, metavar="ZAAK.yaml")
    made["begroting"].add_argument("--besluit", type=Path, required=True, metavar="BESLUIT.yaml")
    made["begroting"].set_defaults(op=None)  # its decision has a day of its own
    made["overzicht"].add_argument(
        "--ruimte",
        action="append",
        metavar="RUIMTE",
        help="alleen wat hier staat: iemand (sem), iemand onder een wet (sem/jeugdwet) of gedeeld; mag vaker",
    )
    for parser in made.values():
        parser.add_argument(
            "--naar", type=Path, required=True, metavar="X.xlsx", help="het werkboek dat komt"
        )
        parser.add_argument("--overschrijf", action="store_true", help="ook als er al een bestand staat")


_LETTERS = ("brieven", "gespreksblad")


def _add_letters(documents: argparse.ArgumentParser, sheet: argparse.ArgumentParser) -> None:
    """Add of what documents are made, in which forms, and where they are written."""
    documents.add_argument("nummer", type=int, metavar="NUMMER", help="het nummer van het record")
    documents.set_defaults(op=None)  # its decision has a day of its own
    sheet.add_argument("zaak", type=Path, metavar="ZAAK.yaml")
    sheet.add_argument(
        "--voor", metavar="PERSOON", help="alleen wat over deze persoon gaat (anders iedereen)"
    )
    for parser in (documents, sheet):
        parser.add_argument("--naar", type=Path, required=True, metavar="MAP", help="een nieuwe of lege map")
        parser.add_argument(
            "--vorm",
            choices=("pdf", "docx", "txt"),
            action="append",
            help="alleen in deze vorm; mag vaker worden gegeven",
        )


_AT_ONCE = (1, 2, 3)  # so many facts are changed at once; see MOST_FACTS in flips.subjects


def _add_turning(asking: argparse.ArgumentParser, turning: argparse.ArgumentParser) -> None:
    """Add what is asked of the questions, and of what would turn an outcome."""
    asking.add_argument("--alles", action="store_true", help="ook waarom iets niet wordt gevraagd")
    turning.add_argument(
        "over",
        nargs="?",
        metavar="OVER",
        help="een aanvraag, variant of persoon (anders het advies per variant)",
    )
    turning.add_argument("--regel", metavar="REGEL", help="wat deze regel over OVER zou omkeren")
    turning.add_argument(
        "--hoogstens",
        type=int,
        choices=_AT_ONCE,
        metavar="N",
        help="hooguit zoveel feiten tegelijk (1 tot 3)",
    )
    turning.add_argument("--beide", action="store_true", help="reken elke verandering na met beide motoren")


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the text to look at, the day whose list of words counts, and names that are no rare words."""
    parser.add_argument("tekst", type=Path, metavar="TEKSTBESTAND", help="gewone tekst (.txt, UTF-8)")
    parser.add_argument(
        "--op", type=_day, metavar="DATUM", help="de lijst met vakwoorden van deze dag (anders vandaag)"
    )
    parser.add_argument(
        "--naam",
        action="append",
        default=[],
        metavar="NAAM",
        help="een naam van een mens of plaats; mag vaker worden gegeven",
    )


HELP = {
    "controleer": "Controleer een map met regels.",
    "beoordeel": "Beoordeel een of meer zaken.",
    "uitleg": "Leg uit waarom een regel over een entiteit geldt, niet geldt of onbekend is.",
    "vragen": "Welke vragen nog iets kunnen veranderen, en welke niet meer.",
    "kantelt": "Welke kleinste verandering van feiten een uitkomst anders zou maken.",
    "leesbaar": "Welke zinnen en woorden van een tekst gewoner kunnen.",
    "besluit": "Stel een besluit vast.",
    "naspelen": "Reken vastgestelde besluiten opnieuw door.",
    "keten": "Controleer of niets in de database is gewijzigd.",
    "begroting": "Schrijf de begroting bij een besluit als Excel-werkboek, per wet.",
    "overzicht": "Schrijf wat in een zaak staat als Excel-werkboek.",
    "werklijst": "Schrijf de werklijst als Excel-werkboek.",
    "brieven": "Schrijf de stukken bij een vastgesteld besluit: brieven, verslag en samenvatting.",
    "gespreksblad": "Schrijf het blad voor het gesprek aan de keukentafel: tekst, Word en PDF.",
    "regels": "Lees, bewijs, vergelijk en bewerk een map met regels.",
    "schema": "Toon de vorm van een bestand of antwoord als JSON Schema.",
    "demo": "Start de app met de voorbeeldzaken in een nieuw tijdelijk bestand (of vul een bestand met --vul).",
    "app": "Start de app op deze computer.",
}
