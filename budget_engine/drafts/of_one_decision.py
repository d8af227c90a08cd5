"""Which answers belong to one decision and its investigation, and which facts about people a law looks at.

An extension is decided on an investigation of its own. What people judged, and what the municipality did or found the
time before, says nothing of that one: it stays behind in the record and is asked anew. The marks of the declared facts
tell which that is. Of a person only that goes on what the rules of the law look at.
"""

from collections.abc import Iterable, Iterator

from budget_engine.answer import Provenance
from budget_engine.case import FactAnswers
from budget_engine.language.expr import Constant, Node, member_parts, walk
from budget_engine.language.fact import (
    EntityKind,
    FactDeclaration,
    Inlet,
    Kind,
    LiesWith,
    Moment,
    Outlet,
    Role,
)
from budget_engine.language.rule_set import RuleSet, facts_read

RUNS, OCCASION, REVIEW = "lopend", "aanleiding_besluit", "heronderzoek"
"""The answers that say of a claim that it runs now, and why it is decided about anew: nobody applied."""

BY_NAME = frozenset({
    "advies_spreekt_zich_tegen", "advies_uitkomst", "afzien_van_horen", "bezwaar_beslistermijn",
    "deskundigen_verschillen", "natura_wachtlijst", "ondertekenaar", "opschorting_reden", "spoed", "verzending_wijze",
    "weigeringsgrond",
})  # fmt: skip
"""What belongs to one decision and no mark tells: a choice, or what lies with nobody, as it was at that moment."""

_OUTLETS = (Outlet.INTENTION, Outlet.TALKS, Outlet.VIEW_OF_REPORT)
_MOMENTS = (Moment.REPORT, Moment.APPLICATION, Moment.START)
"""By their part: what the earlier decision intended, its talks, and the days it counted from."""


def going_on(facts: FactAnswers, left: frozenset[str]) -> FactAnswers:
    """Give the answers but for those to the facts that are left behind, and those that rest on a judgement."""
    return {
        name: answers
        for name, answers in facts.items()
        if name not in left and not (answers and answers[-1].provenance is Provenance.JUDGEMENT)
    }


def of_one_decision(rule_set: RuleSet) -> frozenset[str]:
    """Name the facts of which the answer belongs to one decision and its investigation."""
    conditions = [node for _, nodes in _findings(rule_set) for node in nodes]
    looked_at = {name for node in conditions for name in facts_read(node, rule_set)}
    by_part = {rule_set.outlet[outlet].name for outlet in _OUTLETS if outlet in rule_set.outlet}
    counted_from = {rule_set.moment_fact[moment] for moment in _MOMENTS if moment in rule_set.moment_fact}
    by_mark = {item.name for item in rule_set.facts if is_marked(item) and _counts(item, looked_at)}
    return frozenset(by_mark | by_part | counted_from | BY_NAME) - {RUNS}


def is_marked(declared: FactDeclaration) -> bool:
    """Tell whether the declaration says that its answer belongs to one decision.

    That is a judgement, a day that no resident can tell, and what the municipality itself did or found.
    """
    by_others = bool(declared.who) and Role.RESIDENT not in declared.who
    is_day = declared.kind is Kind.DATE and (by_others or declared.entity is EntityKind.CASE)
    is_own = by_others and declared.kind is Kind.YES_NO and declared.lies_with is LiesWith.MUNICIPALITY
    return declared.is_judgement or is_day or is_own


def _counts(declared: FactDeclaration, looked_at: Iterable[str]) -> bool:
    """Tell whether it is about the law: a yes/no that no rule looks at only says how an amount is written."""
    return declared.is_judgement or declared.kind is not Kind.YES_NO or declared.name in looked_at


def _findings(rule_set: RuleSet) -> Iterator[tuple[frozenset[str], tuple[Node, ...]]]:
    """Walk what findings rest on: the names of the laws, and all that is looked at."""
    for rule in rule_set.rules:
        yield frozenset({rule.legal_basis.law}), (rule.when,)
    for table in rule_set.tables:
        bases = [row.legal_basis or table.legal_basis for row in table.rows if row.consequence is not None]
        if bases:
            yield frozenset(basis.law for basis in bases if basis is not None), table.nodes


# --- the law that looks at a fact ----------------------------------------------------------------------------


def looked_at_under(rule_set: RuleSet, law: str) -> frozenset[str]:
    """Name the facts that a rule looks at that counts for claims under a law, and those that documents rest on.

    A rule counts where it rests on the law or names it, and where it rests on a law that nobody claims under, such as
    the Awb.
    """
    codes = {known.name: known.code for known in rule_set.laws}
    claimed = {code for inlet in rule_set.inlet(Inlet.LAW) for code in inlet.choices}
    elsewhere = {name for name, code in codes.items() if code in claimed - {law}}
    nodes: list[Node] = []
    for laws, looked_at in _findings(rule_set):
        if not elsewhere.issuperset(laws) or any(_names(node, law) for node in looked_at):
            nodes += looked_at
    read = facts_behind(nodes, rule_set)
    by_part = {declared.name for declared in rule_set.outlet.values()}
    giving = [node for name in by_part for node in rule_set.nodes_giving.get(name, ())]
    return read | by_part | facts_behind(giving, rule_set)


def _names(node: Node, law: str) -> bool:
    return any(isinstance(part, Constant) and part.value == law for part in walk(node))


def facts_behind(nodes: Iterable[Node], rule_set: RuleSet) -> frozenset[str]:
    """Name the facts that nodes read, and those that these are worked out from."""
    found: set[str] = set()
    open_nodes = list(nodes)
    while open_nodes:
        for name in facts_read(open_nodes.pop(), rule_set):
            if name not in found:
                found.add(name)
                open_nodes += rule_set.nodes_giving.get(name, ())
    return frozenset(found)


def facts_of_members(rule_set: RuleSet) -> frozenset[str]:
    """Name the facts that some rule reads of all who are in a household or help."""
    nodes: list[Node] = [rule.when for rule in rule_set.rules]
    nodes += [node for giving in rule_set.nodes_giving.values() for node in giving]
    return facts_behind(
        [part for node in nodes for each in walk(node) for part in member_parts(each)], rule_set
    )
