"""Two engines on the same rules and facts: where they differ, said by rule and entity."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from budget_engine.errors import EngineFault
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.language.fact import Facts
from budget_engine.language.meaning import Fault, Outcomes, evaluate
from budget_engine.language.rule_set import RuleSet, Stage

ONE_ENGINE, TWO_ENGINES = "betekenis", "betekenis en durable_rules"

Second: TypeAlias = Callable[[RuleSet, Facts, Stage], Outcomes]


class BothEngines:
    """Works every stage out twice; what comes back is `meaning`, what differs is kept.

    A second engine that fails is a difference too: nothing is sealed on one opinion.
    """

    def __init__(self, second: Second, name: str) -> None:
        self.second = second
        self.name = name
        self.differences: list[str] = []

    def __call__(self, rule_set: RuleSet, facts: Facts, stage: Stage) -> Outcomes:
        """Work out a stage with both engines."""
        first = evaluate(rule_set, facts, stage)
        try:
            second = self.second(rule_set, facts, stage)
        except EngineFault as fault:
            self.differences.append(
                "De tweede motor gaf geen antwoord. Probeer het straks opnieuw; blijft het zo, meld het dan bij wie "
                f"de app beheert. ({fault})"
            )
        else:
            self.differences.extend(differences(first, second, self.name))
        return first


@dataclass(frozen=True)
class Work:
    """How a case is worked out: with `meaning` alone, or twice."""

    engine: Second
    name: str
    both: BothEngines | None = None

    def differences(self) -> list[str]:
        """Name what the engines differed on."""
        return [] if self.both is None else self.both.differences


@contextmanager
def working(*, both: bool) -> Iterator[Work]:
    """Give the engine to work with, and end the child process of the second one afterwards."""
    if not both:
        yield Work(evaluate, ONE_ENGINE)
        return
    from budget_engine.backends.durable_child import DurableChild

    with DurableChild() as child:
        yield together(child)


def together(child: Second) -> Work:
    """Give `meaning` and a second engine that runs already as one way to work a case out."""
    from budget_engine.backends.durable_child import NAME

    engines = BothEngines(child, NAME)
    return Work(engines, TWO_ENGINES, engines)


def differences(first: Outcomes, second: Outcomes, name: str) -> list[str]:
    """Name every outcome on which a second engine differs from `meaning`."""
    return [
        *_compared("Regel", first.findings, second.findings, name),
        *_compared("Afgeleid feit", first.derived, second.derived, name),
        *_only("betekenis", first.faults, second.faults),
        *_only(name, second.faults, first.faults),
    ]


def _only(name: str, own: tuple[Fault, ...], other: tuple[Fault, ...]) -> Iterator[str]:
    for fault in own:
        if fault not in other:
            yield f"Alleen {name} ziet een {fault.kind} in '{fault.table}' over '{fault.entity}'."


def _compared(
    what: str, first: Mapping[tuple[str, str], Any], second: Mapping[tuple[str, str], Any], name: str
) -> Iterator[str]:
    for place in sorted({*first, *second}):
        if place not in first or place not in second or first[place] != second[place]:
            rule, entity = place
            yield (
                f"{what} '{rule}' over '{entity}': betekenis zegt {_said(first, place)}, "
                f"{name} zegt {_said(second, place)}."
            )


def _said(outcomes: Mapping[tuple[str, str], Any], place: tuple[str, str]) -> str:
    if place not in outcomes:
        return "niets"
    value = outcomes[place]
    return UNKNOWN if value is None else (YES if value else NO) if isinstance(value, bool) else str(value)
