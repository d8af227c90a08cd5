"""What rests on what: circles, looks at knowledge, stages, and how far numbers can run.

A problem names the entry it stands in, by the word that opens it and its key, and where in the entry.
"""

from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from budget_engine.errors import Path, Problem
from budget_engine.language.bounds import Bounds, BoundsError
from budget_engine.language.expr import Node, Recorded, Term, walk
from budget_engine.language.fact import EntityKind
from budget_engine.language.register import LOOKS_AT_KNOWLEDGE, Effect
from budget_engine.language.rule import Rule, Table
from budget_engine.language.rule_set import RuleSet, Stage, facts_read

_MOST_CIRCLES, _LONGEST_CIRCLE = 20, 12
MOST_STEPS = 50
"""How many derived facts may rest on each other in a row; the rules have 5 (measured)."""


def problems(rule_set: RuleSet) -> list[Problem]:
    """Give the problems of what rests on what; numbers are only looked at when there is no circle."""
    found = [*_circles(rule_set), *_knowledge(rule_set), *_stages(rule_set)]
    return found or list(_long_chains(rule_set)) or list(_bounds(rule_set))


def _graph(rule_set: RuleSet) -> dict[str, list[str]]:
    """Give the facts that each derived fact reads."""
    return {
        fact: sorted({name for node in nodes for name in facts_read(node, rule_set)})
        for fact, nodes in rule_set.nodes_giving.items()
    }


def _long_chains(rule_set: RuleSet) -> Iterator[Problem]:
    """Refuse what rests on very many derived facts in a row: no one can follow it, and no engine must."""
    graph = _graph(rule_set)
    steps: dict[str, int] = {}
    for fact in TopologicalSorter(graph).static_order():
        if fact not in graph:
            continue
        steps[fact] = 1 + max((steps.get(name, 0) for name in graph[fact]), default=0)
        if steps[fact] == MOST_STEPS + 1:
            text = f"'{fact}' rust op meer dan {MOST_STEPS} afgeleide feiten achter elkaar."
            first = max(graph[fact], key=lambda name: (steps.get(name, 0), name))
            yield Problem(spot_of(rule_set, fact, first), text, "Reken meer in één keer uit.")


def _circles(rule_set: RuleSet) -> Iterator[Problem]:
    graph = _graph(rule_set)
    for _ in range(_MOST_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            path: list[str] = error.args[1][:0:-1]  # each now reads the next
            fact = min(path)
            turn = path.index(fact)
            round_trip = [*path[turn:], *path[:turn], fact]
            yield Problem(
                spot_of(rule_set, *round_trip[:2]),
                f"Dit draait in een kring: {' <- '.join(_shown(round_trip))}.",
                "Een feit kan niet op zichzelf rusten.",
            )
            graph[fact] = []
        else:
            return


def _shown(round_trip: list[str]) -> list[str]:
    """Leave out the middle of a circle that nobody would read to the end."""
    if len(round_trip) <= _LONGEST_CIRCLE:
        return round_trip
    left = len(round_trip) - _LONGEST_CIRCLE
    return [*round_trip[: _LONGEST_CIRCLE - 1], f"(nog {left} feiten)", round_trip[-1]]


def spot_of(rule_set: RuleSet, fact: str, read: str) -> Path:
    """Find where what gives a fact reads another."""
    derivation = rule_set.derivation_of.get(fact)
    if derivation is not None:
        return derivation.at("als" if derivation.term is None else "is")
    table, _ = rule_set.table_of[fact]
    spots: list[tuple[Path, tuple[Node | None, ...]]] = [
        *((("invoer", number), (column.term,)) for number, column in enumerate(table.inputs)),
        *((("rijen", number), (*row.cells, *row.outputs)) for number, row in enumerate(table.rows)),
    ]
    for path, nodes in spots:
        if any(read in facts_read(node, rule_set) for node in nodes if node is not None):
            return table.at(*path)
    return table.at()


def _knowledge(rule_set: RuleSet) -> Iterator[Problem]:
    """Refuse `vastgelegd` where a further answer must never take an outcome back (principle 5)."""
    tainted = _resting_on(rule_set, lambda node: any(isinstance(part, Recorded) for part in walk(node)))
    uses: Iterable[tuple[Rule | Table, Effect, tuple[str | int, ...], tuple[Node, ...]]] = (
        *((rule, rule.consequence.effect, ("als",), (rule.when,)) for rule in rule_set.rules),
        *(
            (table, row.consequence.effect, ("rijen", number), table.nodes)
            for table in rule_set.tables
            for number, row in enumerate(table.rows)
            if row.consequence is not None
        ),
    )
    for entry, effect, path, nodes in uses:
        direct = any(isinstance(part, Recorded) for node in nodes for part in walk(node))
        through = sorted(name for node in nodes for name in facts_read(node, rule_set) if name in tainted)
        if effect not in LOOKS_AT_KNOWLEDGE and (direct or through):
            by = f", hier via '{through[0]}'" if through and not direct else ""
            yield Problem(
                entry.at(*path),
                f"'vastgelegd' mag niet onder {effect}{by}: zo'n uitkomst zou verdwijnen als iemand antwoord geeft.",
                "Het mag alleen onder aandachtspunt, plicht, voorwaarde en termijn.",
            )
    for name in sorted(tainted):
        if rule_set.fact[name].outlet is not None:
            yield Problem(
                ("feit", name, "naar"),
                "Wat de toetsing of de begroting leest, mag niet op 'vastgelegd' rusten.",
            )


def _resting_on(rule_set: RuleSet, has: Callable[[Node], bool]) -> frozenset[str]:
    nodes = rule_set.nodes_giving
    found = {fact for fact, provided in nodes.items() if any(has(node) for node in provided)}
    grown = True
    while grown:
        more = {
            fact for fact, provided in nodes.items()
            if fact not in found and any(name in found for node in provided for name in facts_read(node, rule_set))
        }  # fmt: skip
        found |= more
        grown = bool(more)
    return frozenset(found)


def _stages(rule_set: RuleSet) -> Iterator[Problem]:
    late: list[Rule | Table] = [rule for _, rule in rule_set.rules_at(Stage.WEIGHING)]
    for entry in (*late, *rule_set.tables_at(Stage.WEIGHING)):
        if entry.entity is not EntityKind.ALTERNATIVE:
            yield Problem(
                entry.at("voor"),
                "Wat de poort leest, gaat over een alternatief; anders hangt de poort van zichzelf af.",
            )


# --- numbers and examples -----------------------------------------------------------------------------


def _bounds(rule_set: RuleSet) -> Iterator[Problem]:
    bounds = Bounds(rule_set)
    spots: list[tuple[tuple[str | int, ...], tuple[Node, ...]]] = [
        *((rule.at("als"), (rule_set.condition_of[name],)) for name, rule in rule_set.rule_named.items()),
        *((table.at(), table.nodes) for table in rule_set.tables),
        *((item.at(), item.nodes) for item in rule_set.derivations),
    ]
    for path, nodes in spots:
        for text, hint in dict.fromkeys(_bounds_errors(bounds, nodes)):
            yield Problem(path, text, hint)


def _bounds_errors(bounds: Bounds, nodes: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Term):
                try:
                    bounds.of(part)
                except BoundsError as error:
                    yield str(error), error.hint
