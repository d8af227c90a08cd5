"""The second engine lives in a process of its own: what it does there never harms the caller."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget_engine.backends import durable_child
from budget_engine.backends.durable_child import DurableChild
from budget_engine.errors import EngineFault
from budget_engine.facts import facts_of
from budget_engine.language.fact import Facts
from budget_engine.language.meaning import Outcomes, evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from tests.conftest import ROOT
from tests.notation import DECLARED, TODAY, case_of, facts, rule, rules_of

RULE_SET = rules_of(DECLARED, rule("{bekend: ja}"))
HOUSEHOLD = facts("zaak: {feiten: {bekend: ja}}", RULE_SET)
ANSWER = '{"bevindingen": [["r", "zaak", true]], "afgeleid": [], "fouten": []}'


@pytest.fixture
def child() -> Iterator[DurableChild]:
    with DurableChild() as running:
        yield running


def asked(child: DurableChild, rule_set: RuleSet = RULE_SET, household: Facts = HOUSEHOLD) -> Outcomes:
    return child(rule_set, household, Stage.ASSESSMENT)


def written(program: str) -> DurableChild:
    """Make a child that runs another program than the engine."""
    return DurableChild(("-c", program))


def test_the_child_answers_as_the_engine_does(child: DurableChild) -> None:
    assert asked(child).findings == {("r", "zaak"): True}


def test_rules_are_sent_once_and_used_again(child: DurableChild) -> None:
    asked(child)
    sent = set(child.sent)

    asked(child)

    assert sent == child.sent == {RULE_SET.hash}


def test_more_rule_sets_than_it_keeps_are_sent_again(child: DurableChild) -> None:
    many = [rules_of(DECLARED, rule("{bekend: ja}", name=f"r{number}")) for number in range(12)]

    for rule_set in [*many, *many]:
        household = facts("zaak: {feiten: {bekend: ja}}", rule_set)
        assert list(asked(child, rule_set, household).findings.values()) == [True]


def test_a_child_that_was_killed_is_started_again(child: DurableChild) -> None:
    asked(child)
    assert child.process is not None
    child.process.kill()
    child.process.wait()

    assert asked(child).findings == {("r", "zaak"): True}


def test_a_child_that_crashes_in_c_twice_is_a_fault_and_not_a_crash() -> None:
    crashing = "import os, signal, sys; sys.stdin.readline(); os.kill(os.getpid(), signal.SIGSEGV)"

    with written(crashing) as child, pytest.raises(EngineFault, match="viel uit, ook na een nieuwe start"):
        asked(child)


def test_a_child_that_crashes_once_is_asked_again(tmp_path: Path) -> None:
    once = tmp_path / "eens"
    program = f"""
import pathlib, sys
sys.stdin.readline()
mark = pathlib.Path({str(once)!r})
if not mark.exists():
    mark.touch()
    sys.exit(1)
print({ANSWER!r}, flush=True)
sys.stdin.readline()
"""

    with written(program) as child:
        assert asked(child).findings == {("r", "zaak"): True}


def test_a_silent_child_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_child, "PATIENCE_WITH_RULES", 0.2)

    started = time.monotonic()
    with written("import time; time.sleep(60)") as child, pytest.raises(EngineFault, match="geen antwoord"):
        asked(child)

    assert time.monotonic() - started < 30


def test_a_child_that_reads_its_rules_has_more_time_than_one_that_knows_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(durable_child, "PATIENCE", 0.2)
    slow = f"""
import sys, time
sys.stdin.readline(); time.sleep(0.5); print({ANSWER!r}, flush=True)
sys.stdin.readline(); time.sleep(60)
"""

    with written(slow) as child:
        assert asked(child).findings == {("r", "zaak"): True}
        monkeypatch.setattr(durable_child, "PATIENCE_WITH_RULES", 0.2)
        with pytest.raises(EngineFault, match="seconden geen antwoord"):
            asked(child)


def test_a_child_that_trickles_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_child, "PATIENCE_WITH_RULES", 0.3)
    trickling = "import time\nwhile True:\n    print('x', end='', flush=True)\n    time.sleep(0.05)"

    started = time.monotonic()
    with written(trickling) as child, pytest.raises(EngineFault, match="geen antwoord"):
        asked(child)

    assert time.monotonic() - started < 30


def test_a_child_that_talks_nonsense_is_a_fault() -> None:
    nonsense = "import sys; sys.stdin.readline(); print('niets zinnigs', flush=True)"

    with written(nonsense) as child, pytest.raises(EngineFault):
        asked(child)


def test_the_child_ends_when_its_input_closes() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "budget_engine.backends.durable_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )

    process.communicate(timeout=20)

    assert process.returncode == 0


def test_leaving_the_context_leaves_no_process_behind() -> None:
    with DurableChild() as child:
        asked(child)
        process = child.process

    assert process is not None
    assert process.poll() is not None


def test_a_large_household_fits_through_the_pipe(child: DurableChild) -> None:
    rule_set = rules_of(DECLARED, rule("{leeftijd: '>= 18'}", "persoon"))
    persons = "\n".join(f"  - {{id: persoon_{n}, feiten: {{leeftijd: '{n % 100}'}}}}" for n in range(900))
    household = facts_of(case_of(f"personen:\n{persons}", rule_set), rule_set, TODAY)

    found = child(rule_set, household, Stage.ASSESSMENT)

    assert found.findings == evaluate(rule_set, household).findings
