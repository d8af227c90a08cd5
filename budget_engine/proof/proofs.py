"""What can be proved of a rule set before anybody applies it: what is wrong, with a household that shows it.

Three kinds of proof: of tables (a gap, an overlap, a row that never counts), of rules (never holds,
cannot fail, contradicts another), and of the stock (what nobody reads, what has no value, what ran out,
what nobody decided). The order is always the same, and so is every household.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from budget_engine.aloud.phrases import enumerated
from budget_engine.errors import Where
from budget_engine.glossary import WORDS
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.contradictions import contradiction_reports
from budget_engine.proof.report import Report, ReportKind, Weight
from budget_engine.proof.rules import rule_reports
from budget_engine.proof.stock import stock_reports
from budget_engine.proof.tables import table_reports
from budget_engine.values import show_date

KINDS = frozenset(map(str, ReportKind))
"""The first words of the keys that a proof can report; other answers are about something else."""


@dataclass(frozen=True)
class Proof:
    """All reports on one rule set, as seen from a day."""

    rule_set: RuleSet
    on: date
    reports: tuple[Report, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """List the keys of all reports, in order."""
        return tuple(report.key for report in self.reports)

    def without(self, told: Collection[str]) -> "Proof":
        """Give the same proof without the reports that were told already, by their keys."""
        return replace(self, reports=tuple(item for item in self.reports if item.key not in told))

    def unanswered(self, answered: Collection[str]) -> tuple[Report, ...]:
        """List the faults that nobody said to be fine; a remark needs no answer."""
        return tuple(
            report for report in self.reports if report.weight is Weight.FAULT and report.key not in answered
        )

    def text(self, reasons: Mapping[str, str] | None = None, where: Where | None = None) -> Iterator[str]:
        """Write the proof for people; `reasons` says by key why a report is fine, `where` in which line it is."""
        reasons = reasons or {}
        own = self.rule_set.municipality
        about = "de landelijke regels" if own is None else f"de regels van {own}"
        yield f"Bewijs over {about}, gezien vanaf {show_date(self.on)}."
        for weight, heading in _HEADINGS.items():
            found = [report for report in self.reports if report.weight is weight]
            if found:
                yield ""
                yield heading
            for report in found:
                yield f"  {report.key}"
                places = [] if where is None else report.places(where)
                yield f"    {enumerated(places) + '  ' if places else ''}{report.text}"
                reason = reasons.get(report.key)
                yield f"    {report.hint}" if reason is None else f"    Beantwoord: {reason}"
        if not self.reports:
            yield "Er is niets te melden."

    def as_json(self, reasons: Mapping[str, str] | None = None, where: Where | None = None) -> dict[str, Any]:
        """Give the proof as plain values under Dutch names."""
        reasons = reasons or {}
        reports = []
        for report in self.reports:
            written = report.as_json(self.rule_set, where)
            if report.key in reasons:
                written[WORDS["reasons"]] = reasons[report.key]
            reports.append(written)
        return {
            WORDS["municipality"]: self.rule_set.municipality,
            WORDS["rule_set"]: self.rule_set.hash,
            WORDS["on"]: self.on.isoformat(),
            WORDS["reports"]: reports,
        }


_HEADINGS = {
    Weight.FAULT: "Te herstellen, of te beantwoorden met een reden in bewijs.yaml:",
    Weight.REMARK: "Goed om te weten:",
}


def prove(rule_set: RuleSet, on: date) -> Proof:
    """Prove what can be proved of a rule set, as seen from a day."""
    return Proof(rule_set, on, tuple(_reports(rule_set, on)))


def _reports(rule_set: RuleSet, on: date) -> Iterator[Report]:
    for table in rule_set.tables:
        yield from table_reports(rule_set, table, on)
    for name, rule in rule_set.rule_named.items():
        yield from rule_reports(rule_set, name, rule, on)
    yield from contradiction_reports(rule_set, on)
    yield from stock_reports(rule_set, on)
