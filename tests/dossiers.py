"""What the tests of the dossiers share: a weighed dossier, and money as the dossier writes it."""

from pathlib import Path
from typing import Any

from budget_engine.assessment import Finding
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import Amount, Period, Year
from budget_engine.values import print_cents
from budget_engine.weighing import Weighing, weigh
from tests.conftest import FIXTURES
from tests.notation import TODAY

CASES = sorted((FIXTURES / "cases").iterdir())
FAMILY = FIXTURES / "cases" / "001-van-wetering"
DENISE = FIXTURES / "cases" / "002-denise"
RONALD = FIXTURES / "cases" / "003-ronald"
LOTTE = FIXTURES / "cases" / "004-lotte"


def weighed(folder: Path, rule_set: RuleSet, *, everything: bool = False) -> Weighing:
    case = read_case(open_case(folder / "case.yaml"), rule_set)
    return weigh(case, rule_set, TODAY, everything=everything)


def findings(weighing: Weighing, rule: str, about: str) -> Finding:
    (found,) = [item for item in weighing.assessment.findings if (item.rule, item.about) == (rule, about)]
    return found


def municipal(returns: Any) -> dict[str, str] | None:
    if returns is None:
        return None
    periods: dict[str, Period | Year] = {str(year.year): year for year in returns.years}
    return {
        name: said(p.municipality_together) for name, p in {**periods, "twee_jaar": returns.two_years}.items()
    }


def said(amount: Amount | None) -> str:
    """Write an amount as the dossier does: one figure, or low / likely / high."""
    if amount is None or None in amount.ends:
        return "onbekend"
    ends = [print_cents(end) for end in amount.ends if end is not None]
    return ends[0] if len(set(ends)) == 1 else " / ".join(ends)
