"""Measures what would turn an outcome, and which questions matter: run `python -m tests.benchmarks.turning [CASE]`.

Processor seconds, the median of three, each on a fresh search; the rules are read and their readers found
once before, as in a running app.
"""

import sys
from collections.abc import Callable
from statistics import median
from time import process_time

from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.flips.outlook import outlook
from budget_engine.flips.questions import open_questions_of, questions_of
from budget_engine.flips.readers import readers_of
from budget_engine.flips.subjects import Asked, OfAdvice, OfAmounts, OfFinding, OfGate, subjects_of
from budget_engine.weighing import weigh
from tests.dossiers import CASES
from tests.notation import TODAY
from tests.sealed import rules

TIMES = 3


def measured(work: Callable[[], int]) -> tuple[float, int]:
    """Give the median seconds of some work, and what it counted."""
    taken, counted = [], 0
    for _ in range(TIMES):
        started = process_time()
        counted = work()
        taken.append(process_time() - started)
    return median(taken), counted


def main(slug: str) -> None:
    """Print a line for each part of the search on one case."""
    (folder,) = (folder for folder in CASES if folder.name.startswith(slug))
    rule_set = rules("voorbeeldgemeente")
    case = read_case(open_case(folder / "case.yaml"), rule_set)
    weighing = weigh(case, rule_set, TODAY)
    readers_of(rule_set).finding_cone  # noqa: B018 - found once for a rule set
    kinds = {
        "bevindingen en poorten, drie feiten": (OfFinding, OfGate),
        "adviezen en bedragen, twee feiten": (OfAdvice, OfAmounts),
    }
    for said, kind in kinds.items():

        def turns(kind: tuple[type, ...] = kind) -> int:
            asked = Asked(case, rule_set, weighing)
            subjects = [subject for subject in subjects_of(asked) if isinstance(subject, kind)]
            return sum(len(outlook(asked, subject).flips) for subject in subjects)

        taken, counted = measured(turns)
        sys.stdout.write(f"{said:40} {taken:6.2f} s, {counted} veranderingen\n")
    taken, counted = measured(lambda: len(open_questions_of(Asked(case, rule_set, weighing))))
    sys.stdout.write(f"{'open vragen':40} {taken:6.2f} s, {counted} vragen\n")
    taken, counted = measured(lambda: len(questions_of(Asked(case, rule_set, weighing)).not_asked))
    sys.stdout.write(f"{'alle vragen, met het bewijs':40} {taken:6.2f} s, {counted} niet gevraagd\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "001")
