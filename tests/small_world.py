"""What tests of the later stages share: a small rule set with costs and advice, and the two real cases.

The advice is the table of `rules/weging`, so that what is tested is what is used.
"""

from functools import cache

from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.errors import Problem
from budget_engine.files.documents import read_model
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.weighing import Weighing, weigh
from tests.conftest import FIXTURES, RULES
from tests.notation import DECLARED, TODAY, case_of, rules_of

COSTS = """
- {feit: vanaf, voor: zaak, soort: datum, naar: grootboek_begin, vraag: Vanaf wanneer?, wie: [consulent]}
- {feit: laag, voor: aanspraak, soort: bedrag, vraag: Hoeveel op zijn minst?, wie: [consulent]}
- {feit: kosten, voor: aanspraak, soort: bedrag, vraag: Hoeveel waarschijnlijk?, wie: [consulent]}
- {feit: hoog, voor: aanspraak, soort: bedrag, vraag: Hoeveel hooguit?, wie: [consulent]}
- {feit: later, voor: aanspraak, soort: bedrag, vraag: Hoeveel in het tweede jaar?, wie: [consulent]}
- {feit: jaar_laag, voor: aanspraak, soort: bedrag, afgeleid: ja, naar: eerste_jaar_laag}
- {feit: jaar, voor: aanspraak, soort: bedrag, afgeleid: ja, naar: eerste_jaar_waarschijnlijk}
- {feit: jaar_hoog, voor: aanspraak, soort: bedrag, afgeleid: ja, naar: eerste_jaar_hoog}
- {feit: later_laag, voor: aanspraak, soort: bedrag, afgeleid: ja, naar: tweede_jaar_laag}
- {feit: later_midden, voor: aanspraak, soort: bedrag, afgeleid: ja, naar: tweede_jaar_waarschijnlijk}
- {feit: later_hoog, voor: aanspraak, soort: bedrag, afgeleid: ja, naar: tweede_jaar_hoog}
- {afleiding: jaar_laag, is: laag}
- {afleiding: jaar, is: kosten}
- {afleiding: jaar_hoog, is: hoog}
- {afleiding: later_laag, is: later}
- {afleiding: later_midden, is: later}
- {afleiding: later_hoog, is: later}
"""
"""What a claim costs: three ends in the first year, one amount in the second."""

PERSON = """
personen: [{id: p}]
vragen: [{id: v, persoon: p, domein: thuis}]
oplossingen: [{id: o, naam: Hulp}]
"""


def world(*extra: str) -> RuleSet:
    """Read the small rule set, with more rules where a test needs them."""
    return rules_of(DECLARED, COSTS, *(_weighing_rules()), *extra)


@cache
def _weighing_rules() -> tuple[str, ...]:
    return tuple((RULES / name).read_text() for name in ("feiten/alternatieven.yaml", "weging/advies.yaml"))


def weighed(text: str, rule_set: RuleSet) -> Weighing:
    """Weigh a case that is written in the test."""
    return weigh(case_of(text, rule_set), rule_set, TODAY)


# --- the real cases, with one thing changed ---------------------------------------------------------

VAN_WETERING, RONALD = "001-van-wetering", "003-ronald"


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Replace parts of a text; each must stand there exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, f"'{old}' stands there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def real_case(slug: str, rule_set: RuleSet, *changes: tuple[str, str]) -> Case:
    """Read a case of the fixtures, with some of its text changed."""
    text = changed((FIXTURES / "cases" / slug / "case.yaml").read_text(), *changes)
    return read_case(_parsed(text), rule_set)


_parsed = cache(lambda text: parse_yaml(text.encode(), "case.yaml"))


@cache
def real_decision(slug: str, *changes: tuple[str, str]) -> Decision:
    """Read a decision of the fixtures, with some of its text changed."""
    decision, problems = read_decision(real_decision_text(slug, *changes))
    assert decision is not None, problems
    return decision


def real_decision_text(slug: str, *changes: tuple[str, str]) -> str:
    """Give the decision of a fixture as its author wrote it, with some of its text changed."""
    return changed((FIXTURES / "cases" / slug / "besluit.yaml").read_text(), *changes)


def read_decision(text: str) -> tuple[Decision | None, list[str]]:
    """Read a decision, or say what is wrong with it."""
    problems: list[Problem] = []
    decision = read_model(Decision, parse_yaml(text.encode(), "besluit.yaml").plain, problems)
    return decision, [problem.text for problem in problems]
