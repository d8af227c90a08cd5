"""What the advice may rest on: the gate and the recorded appraisal of the needs, and nothing else.

So no advice is ever reached through money or through effort (second look, points 1 and 2). And nothing rests on
the advice, which comes after the own judgement.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.errors import Problem
from budget_engine.language.expr import Node, Total, walk
from budget_engine.language.fact import RELATIONS, EntityKind, FactDeclaration, Inlet, Kind, Outlet
from budget_engine.language.rule import Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.language.strata import spot_of

_COSTS = frozenset(
    {
        Outlet.LEDGER_START,
        Outlet.FIRST_YEAR_LOW,
        Outlet.FIRST_YEAR_LIKELY,
        Outlet.FIRST_YEAR_HIGH,
        Outlet.SECOND_YEAR_LOW,
        Outlet.SECOND_YEAR_LIKELY,
        Outlet.SECOND_YEAR_HIGH,
        Outlet.DELIVERED_LATE,
        Outlet.DELIVERED_FROM,
    }
)
"""What the ledger reads of the rules: what a claim costs, and from which day."""

_NO_GROUND = {
    "geld": (
        "Wat iets kost of oplevert, maakt een variant nooit minder passend.",
        "Haal dit uit het advies; het geld staat ernaast, per partij.",
    ),
    "inzet": (
        "Wat mensen zelf doen en wie er helpt, maakt een variant nooit minder passend.",
        "Haal dit uit het advies; eigen inbreng en netwerk staan ernaast.",
    ),
    "anders": (
        "Het kijkt alleen naar de poort en naar de inschatting of elke vraag een antwoord krijgt.",
        "Zet dit in een regel met een grondslag; dan weegt het mee in de poort.",
    ),
}


@dataclass(frozen=True)
class _Rest:
    """Something the advice rests on but may not: its name, and which kind of thing it is."""

    name: str
    kind: str


def problems(rule_set: RuleSet) -> Iterator[Problem]:
    """Walk what the advice may not read, and what may not read the advice."""
    advice = rule_set.outlet.get(Outlet.ADVICE)
    if advice is not None:
        yield from _readers(advice, rule_set)
        yield from _read(advice, rule_set)
    answered = rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
    if answered is not None and not (answered.is_judgement and answered.is_asked):
        yield Problem(
            ("feit", answered.name, "naar"),
            "Of elke vraag een antwoord krijgt dat werkt, schat een mens in; het volgt niet uit andere feiten.",
            f"Schrijf 'oordeel: {answered.name}', met een vraag en wie haar mag beantwoorden.",
        )


def _readers(advice: FactDeclaration, rule_set: RuleSet) -> Iterator[Problem]:
    """Refuse what reads the advice: a finding on it would show the advice before the own judgement."""
    readers: list[tuple[Rule | Table | Derivation, tuple[Node, ...]]] = [
        *((rule, (rule.when,)) for rule in rule_set.rules),
        *((table, table.nodes) for table in rule_set.tables),
        *((d, d.nodes) for d in rule_set.derivations),
    ]
    for entry, nodes in readers:
        if any(advice.name in facts_read(node, rule_set) for node in nodes):
            yield Problem(
                entry.at(),
                f"Dit leest '{advice.name}'. Het advies komt na de eigen inschatting en is nergens een grond voor.",
                "Gebruik de feiten waar het advies op rust.",
            )


def _read(advice: FactDeclaration, rule_set: RuleSet) -> Iterator[Problem]:
    nodes = rule_set.nodes_giving.get(advice.name, ())
    for name in dict.fromkeys(read for node in nodes for read in facts_read(node, rule_set)):
        if name in rule_set.fact and name != advice.name:
            for found in _rests(name, rule_set, set()):
                via = "" if found.name == name else f", hier via '{name}'"
                text, hint = _NO_GROUND[found.kind]
                spot = spot_of(rule_set, advice.name, name)
                yield Problem(spot, f"Het advies leest '{found.name}'{via}. {text}", hint)
                break
    for found in _counted(nodes):
        text, hint = _NO_GROUND[found.kind]
        yield Problem(_giving(advice, rule_set), f"Het advies telt over {found.name}. {text}", hint)


def _giving(advice: FactDeclaration, rule_set: RuleSet) -> tuple[str | int, ...]:
    derivation = rule_set.derivation_of.get(advice.name)
    return rule_set.table_of[advice.name][0].at() if derivation is None else derivation.at()


def _rests(name: str, rule_set: RuleSet, seen: set[str]) -> Iterator[_Rest]:
    """Walk what a fact rests on and the advice may not: money first, then effort, then anything else."""
    declared = rule_set.fact.get(name)
    if declared is None or name in seen:
        return
    seen.add(name)
    if declared.inlet is Inlet.GATE or declared.outlet is Outlet.EVERY_NEED_ANSWERED:
        return
    if declared.kind is Kind.AMOUNT or declared.outlet in _COSTS:
        yield _Rest(name, "geld")
        return
    if declared.entity is EntityKind.SUPPORT:
        yield _Rest(name, "inzet")
        return
    nodes = rule_set.nodes_giving.get(name, ())
    if not nodes:
        yield _Rest(name, "anders")
        return
    below = [
        found
        for node in nodes
        for read in facts_read(node, rule_set)
        for found in _rests(read, rule_set, seen)
    ]
    yield from sorted([*below, *_counted(nodes)], key=lambda found: list(_NO_GROUND).index(found.kind))


def _counted(nodes: tuple[Node, ...]) -> Iterator[_Rest]:
    """Walk the lists that are counted: how many there are is read even where no fact of them is."""
    for relation in dict.fromkeys(
        part.relation for node in nodes for part in walk(node) if isinstance(part, Total)
    ):
        of_support = RELATIONS[relation][1] is EntityKind.SUPPORT
        yield _Rest(relation, "inzet" if of_support else "anders")
