"""The child process in which durable_rules runs: one line of JSON in, one line of JSON out.

A fault in its C code ends this process and not the caller's. It ends by itself when its input closes.
A rule set is sent once, as its own sealed text, and kept compiled.
"""

import json
import sys
from datetime import datetime
from types import TracebackType
from typing import Any

from budget_engine import logbook
from budget_engine.backends.durable_run import Engine, engine_for
from budget_engine.backends.wire import KEPT, plain_outcomes, read_facts
from budget_engine.errors import MaatwerkError
from budget_engine.files.yaml_rules import read_sealed
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.values import DUTCH_TIME


class _Worker:
    def __init__(self) -> None:
        self.rule_sets: dict[str, RuleSet] = {}
        self.engines: dict[tuple[str, Stage], Engine] = {}

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        name = request["regelset"]
        if "regels" in request:
            self._keep(name, read_sealed(request["regels"]))
        stage = Stage(request["fase"])
        if (name, stage) not in self.engines:
            self.engines[name, stage] = engine_for(self.rule_sets[name], stage)
        try:
            return plain_outcomes(self.engines[name, stage].evaluate(read_facts(request["feiten"])))
        except MaatwerkError:
            del self.engines[name, stage]  # after a fault the compiled object is not to be trusted
            raise

    def _keep(self, name: str, rule_set: RuleSet) -> None:
        while len(self.rule_sets) >= KEPT:
            oldest = next(iter(self.rule_sets))
            del self.rule_sets[oldest]
            for place in [place for place in self.engines if place[0] == oldest]:
                self.engines.pop(place).close()
        self.rule_sets[name] = rule_set


def _fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write the places of a fault in the log; what its message says may hold facts."""
    del kind
    logbook.fault(error.with_traceback(trace), datetime.now(DUTCH_TIME).isoformat(timespec="seconds"))


def main() -> None:
    """Answer requests until the input closes."""
    sys.excepthook = _fault
    worker = _Worker()
    for line in sys.stdin:
        try:
            answer = worker.answer(json.loads(line))
        except MaatwerkError as error:
            answer = {"fout": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
