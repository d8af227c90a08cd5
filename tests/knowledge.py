"""Which outcomes look at whether there is an answer; all others are monotone in knowledge."""

from collections.abc import Iterable

from budget_engine.language.expr import Node, Recorded, walk
from budget_engine.language.rule_set import RuleSet, facts_read


def looking_at_knowledge(rule_set: RuleSet) -> set[str]:
    """Name the findings and derived facts that rest on `vastgelegd`, directly or through a derived fact."""
    found: set[str] = set()
    size = -1
    while size != len(found):
        size = len(found)
        for names, nodes in _everything(rule_set):
            if any(_looks(node, rule_set, found) for node in nodes):
                found |= set(names)
    return found


def _everything(rule_set: RuleSet) -> Iterable[tuple[Iterable[str], Iterable[Node]]]:
    for name, condition in rule_set.condition_of.items():
        yield [name], [condition]
    for derivation in rule_set.derivations:
        yield [derivation.fact], derivation.nodes
    for table in rule_set.tables:
        yield [*table.outputs, *(table.row_name(row) for row in table.rows)], table.nodes


def _looks(node: Node, rule_set: RuleSet, known: set[str]) -> bool:
    return any(isinstance(part, Recorded) for part in walk(node)) or bool(
        known & set(facts_read(node, rule_set))
    )
