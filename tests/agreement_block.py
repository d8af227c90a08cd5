"""A block of generated pairs through both engines, in a process of its own: a crash is a result.

    python -m tests.agreement_block FIRST_SEED RULE_SETS HOUSEHOLDS

Prints one line of JSON: how much was compared, and everything that differed.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from typing import Any

from budget_engine.backends.agreement import differences
from budget_engine.backends.durable_run import engine_for
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import Stage
from tests.generated import pairs

MOST_SHOWN = 5


def compared(first: int, rule_sets: int, households: int) -> dict[str, Any]:
    """Work generated pairs out twice and count what came of it."""
    seen: Counter[str] = Counter()
    differing: list[str] = []
    for seed in range(first, first + rule_sets):
        rule_set, made = pairs(seed, households)
        seen["paren"] += len(made)
        for stage in Stage:
            engine = engine_for(rule_set, stage)
            for household in made:
                meant = evaluate(rule_set, household, stage)
                found = differences(meant, engine.evaluate(household), "durable_rules")
                if found and len(differing) < MOST_SHOWN:
                    differing.append(f"zaad {seed}, {stage}: {found[0]}")
                seen["verschillen"] += bool(found)
                for value in (*meant.findings.values(), *meant.derived.values()):
                    seen["onbekend" if value is None else "bekend"] += 1
                seen["fouten"] += len(meant.faults)
            engine.close()
    return {**seen, "verschillen": seen["verschillen"], "welke": differing}


def in_process(first: int, rule_sets: int, households: int) -> dict[str, Any]:
    """Run a block in a child process, with memory that is spoilt when it is freed."""
    arguments = [sys.executable, "-m", "tests.agreement_block", str(first), str(rule_sets), str(households)]
    done = subprocess.run(
        arguments,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MALLOC_PERTURB_": "165"},
    )
    if done.returncode:
        return {"welke": [f"blok {first} viel uit met {done.returncode}: {done.stderr[-2000:]}"]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(compared(*map(int, sys.argv[1:]))))
