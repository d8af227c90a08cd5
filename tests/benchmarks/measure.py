"""Measures what the toolkit takes: run `python -m tests.benchmarks.measure`.

Every figure is the median of some runs in one go, on one machine; quote medians and ratios, and never
hold a test to them. Memory is the peak of a process that did nothing else.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from budget_engine.assessment import assess
from budget_engine.backends.durable_run import engine_for
from budget_engine.facts import facts_of
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.files.yaml_rules import read_rules
from budget_engine.language.fact import Facts
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.trace import Tracer
from budget_engine.weighing import weigh
from tests.benchmarks.large import CONDITIONS, PEOPLE, RULES, large_case, large_rule_set
from tests.conftest import FIXTURES, MUNICIPALITY
from tests.conftest import RULES as FOLDER
from tests.notation import TODAY

CASE = FIXTURES / "cases" / "001-van-wetering" / "case.yaml"
RUNS, COLD_RUNS = 21, 7


def median(run: Callable[[], object], runs: int = RUNS) -> float:
    """Give the median of some runs in milliseconds."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def traced(rule_set: RuleSet, facts: Facts) -> None:
    """Work everything out and explain every finding, the ones that fail included."""
    tracer = Tracer(rule_set, facts)
    for name, about in evaluate(rule_set, facts, Stage.ASSESSMENT).findings:
        tracer.finding(name, facts.entities[about])


def cold(code: str) -> Callable[[], object]:
    """Give a run of some Python in a process of its own."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def peak(code: str) -> float:
    """Give the peak memory in megabytes of a process that runs some Python."""
    after = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{after}"], check=True, capture_output=True, text=True
    )
    return int(done.stdout.splitlines()[-1]) / 1024


def main(runs: int = RUNS, cold_runs: int = COLD_RUNS) -> None:
    """Print one line per figure."""
    rule_set = read_rules(FOLDER, MUNICIPALITY)
    case = read_case(open_case(CASE), rule_set)
    facts = facts_of(case, rule_set, TODAY)
    outcomes = evaluate(rule_set, facts, Stage.ASSESSMENT)
    _say("zaak 1: betekenis, alle regels", median(lambda: evaluate(rule_set, facts, Stage.ASSESSMENT), runs))
    _say("zaak 1: betekenis met uitleg van alles", median(lambda: traced(rule_set, facts), runs))
    _say("zaak 1: betekenis en bevindingen zoals beoordeel ze geeft", median(
        lambda: assess(case, rule_set, facts, evaluate(rule_set, facts, Stage.ASSESSMENT)), runs
    ))  # fmt: skip
    _say("zaak 1: alles tot en met de weging", median(lambda: weigh(case, rule_set, TODAY), runs))
    engine = engine_for(rule_set, Stage.ASSESSMENT)
    assert engine.evaluate(facts).findings == outcomes.findings
    _say("zaak 1: durable_rules, warm", median(lambda: engine.evaluate(facts), runs))

    pydantic = median(cold("import pydantic.main"), cold_runs)
    command = f"from budget_engine.cli import main; main(['beoordeel', {str(CASE)!r}, '--json'])"
    assessed = median(cold(command), cold_runs)
    _say("koud: import pydantic.main", pydantic)
    _say("koud: maatwerk beoordeel zaak 1", assessed)
    sys.stdout.write(f"{'koud: verhouding':60} {assessed / pydantic:8.1f} maal\n")
    sys.stdout.write(f"{'piekgeheugen: maatwerk beoordeel zaak 1':60} {peak(command):8.0f} MB\n")

    random = Random(20261122)
    large = large_rule_set(random)
    household = facts_of(large_case(random, large), large, TODAY)
    name = f"{RULES} regels x {CONDITIONS} voorwaarden x {PEOPLE} personen"
    _say(f"{name}: betekenis", median(lambda: evaluate(large, household, Stage.ASSESSMENT), runs))
    second = engine_for(large, Stage.ASSESSMENT)
    assert second.evaluate(household).findings == evaluate(large, household, Stage.ASSESSMENT).findings
    _say(f"{name}: durable_rules, warm", median(lambda: second.evaluate(household), runs))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{'piekgeheugen van deze meting, beide motoren':60} {used:8.0f} MB\n")


def _say(what: str, milliseconds: float) -> None:
    sys.stdout.write(f"{what:60} {milliseconds:8.1f} ms\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
