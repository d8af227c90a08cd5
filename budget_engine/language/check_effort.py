"""What a bar may rest on where people help: never on what they do alone, always on what somebody appraised.

More or less help, load or effort closes nothing by itself; that help really covers a need is a conclusion of
research, which a named person draws with reasons (second look, points 2 and 7).
"""

from collections.abc import Iterator

from budget_engine.errors import Path, Problem
from budget_engine.language.expr import EveryMember, Node, SomeMember, Total, walk
from budget_engine.language.fact import RELATIONS, EntityKind
from budget_engine.language.register import Effect
from budget_engine.language.rule_set import RuleSet, facts_read


def problems(rule_set: RuleSet) -> Iterator[Problem]:
    """Walk the bars that rest on what people do for each other, and on no appraisal."""
    for path, nodes in _bars(rule_set):
        read, looked_at = _behind(nodes, rule_set)
        declared = [rule_set.fact[name] for name in sorted(read) if name in rule_set.fact]
        of_help = [item.name for item in declared if item.entity is EntityKind.SUPPORT]
        if (of_help or looked_at) and not any(item.is_judgement for item in declared):
            named = f"'{of_help[0]}'" if of_help else "wie er helpt"
            yield Problem(
                path,
                f"Deze belemmering rust op {named}, en op geen inschatting van een mens. Wat mensen zelf doen en "
                "wie er helpt, sluit uit zichzelf niets uit.",
                "Lees er een oordeel bij waarin iemand met redenen vastlegt in hoeverre die hulp de vraag oplost.",
            )


def _bars(rule_set: RuleSet) -> Iterator[tuple[Path, tuple[Node, ...]]]:
    for rule in rule_set.rules:
        if rule.consequence.effect is Effect.BAR:
            yield rule.at("als"), (rule.when,)
    for table in rule_set.tables:
        for number, row in enumerate(table.rows):
            if row.consequence is not None and row.consequence.effect is Effect.BAR:
                yield table.at("rijen", number), tuple(cell for cell in row.cells if cell is not None)


def _behind(nodes: tuple[Node, ...], rule_set: RuleSet) -> tuple[set[str], bool]:
    """Name every fact that nodes rest on, and tell whether they look at who helps."""
    found: set[str] = set()
    looks_at_help = False
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        looks_at_help = looks_at_help or any(
            RELATIONS[part.relation][1] is EntityKind.SUPPORT
            for part in walk(node)
            if isinstance(part, Total | SomeMember | EveryMember)
        )
        for name in set(facts_read(node, rule_set)) - found:
            found.add(name)
            waiting.extend(rule_set.nodes_giving.get(name, ()))
    return found, looks_at_help
