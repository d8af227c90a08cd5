"""Measures what a proof takes: run `python -m tests.benchmarks.proof`.

One large table of eight inputs, whole and with faults planted in it, and then the whole real folder.
"""

import resource
import sys
import time
from collections.abc import Callable, Sized
from random import Random

from budget_engine.files.yaml_rules import municipalities, read_rules
from budget_engine.language.rule import HitPolicy, Table
from budget_engine.proof.proofs import prove
from budget_engine.proof.tables import table_reports
from tests.benchmarks.wide_tables import Boxes, rule_set_of, wider, without
from tests.conftest import RULES
from tests.notation import TODAY

ROWS = 500


def main(rows: int = ROWS) -> None:
    """Print one line per figure."""
    boxes = Boxes.made(Random(20261124), rows)
    for policy in (HitPolicy.EXACTLY_ONE, HitPolicy.FIRST):
        table = boxes.table(policy)
        whole = f"{rows} rijen x 8 invoer, {policy}"
        _say(f"{whole}: sluit", _table(table))
        _say(f"{whole}: een gat", _table(without(table, rows // 2)))
        _say(f"{whole}: een ruime rij", _table(wider(table, rows // 3)))
    for name in (None, *municipalities(RULES)):
        rule_set = read_rules(RULES, name)
        _say(f"de hele map: {name or 'landelijk'}", lambda rules=rule_set: prove(rules, TODAY).reports)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{'piekgeheugen van deze meting':60} {used:8.0f} MB\n")


def _table(table: Table) -> Callable[[], Sized]:
    rule_set = rule_set_of(table)
    return lambda: list(table_reports(rule_set, table, TODAY))


def _say(what: str, run: Callable[[], Sized]) -> None:
    started, spent = time.perf_counter(), time.process_time()
    found = run()
    taken, busy = time.perf_counter() - started, time.process_time() - spent
    sys.stdout.write(f"{what:60} {taken:8.2f} s ({busy:.2f} s gerekend), {len(found)} meldingen\n")


if __name__ == "__main__":
    main()
