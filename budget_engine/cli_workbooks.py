"""What `maatwerk begroting`, `overzicht` and `werklijst` write: a workbook, whole or not at all."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from budget_engine.cli_files import Rules, Told, read_case_file, read_decision
from budget_engine.errors import StoreError
from budget_engine.files.editing.writing import refuse_among_rules
from budget_engine.files.new_files import (
    refuse_existing,
    refuse_no_file,
    refuse_other_ending,
    write_new,
    write_over,
)

Made = tuple[bytes, list[str]]


def run(options: argparse.Namespace, today: date) -> Told:
    """Write what was asked for; InputError or StoreError says why not, and then nothing is written."""
    path: Path = options.naar
    refuse_other_ending(path, ".xlsx")
    refuse_among_rules(options.regels, path)
    if options.overschrijf:
        refuse_no_file(path)
    else:
        refuse_existing(path, "Kies een andere naam, of gebruik --overschrijf.")
    content, noticed = _MADE[options.command](options, today)
    (write_over if options.overschrijf else write_new)(path, content)
    return Told([f"{_WHAT[options.command]} staat in {path}."], noticed)


def _plan(options: argparse.Namespace, _today: date) -> Made:
    from budget_engine.workbooks.plan import budget_plan, refuse_other_case

    case, rule_set = read_case_file(options.zaak, Rules(options.regels), options.gemeente)
    decision = read_decision(options.besluit)
    refuse_other_case(decision, case, str(options.besluit))
    return budget_plan(decision, case, rule_set), []


def _overview(options: argparse.Namespace, today: date) -> Made:
    from budget_engine.weighing import weigh
    from budget_engine.workbooks.overview import case_overview, refuse_unknown_rooms, rooms_in

    case, rule_set = read_case_file(options.zaak, Rules(options.regels), options.gemeente)
    rooms: list[str] = options.ruimte or list(rooms_in(case))
    refuse_unknown_rooms(case, rooms, "--ruimte")
    return case_overview(case, rule_set, weigh(case, rule_set, today), today, rooms), []


def _worklist(options: argparse.Namespace, today: date) -> Made:
    from budget_engine.desk import Desk
    from budget_engine.sign_in import by_own_word
    from budget_engine.workbooks.worklist import worklist

    if not options.db.is_file():
        raise StoreError(f"De database '{options.db}' bestaat niet.")
    desk = Desk(options.db, options.regels)
    try:
        noticed = [f"Bewaking die ontbrak of was veranderd, is teruggezet: {', '.join(desk.put_back)}."]
        rows = desk.worklist(today, by_own_word("opdrachtregel"), today.isoformat())
        return worklist(rows, today), noticed if desk.put_back else []
    finally:
        desk.close()


_MADE: dict[str, Callable[[argparse.Namespace, date], Made]] = {
    "begroting": _plan,
    "overzicht": _overview,
    "werklijst": _worklist,
}
_WHAT = {"begroting": "De begroting", "overzicht": "Het overzicht", "werklijst": "De werklijst"}
