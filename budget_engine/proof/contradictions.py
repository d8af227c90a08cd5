"""Findings that contradict each other about one entity, each with a household in which both are found.

What is held to be a contradiction is kept narrow, so that every report is worth reading:

- one kind of finding (one slug) that both bars with no way out and leaves room, or bars and is a duty:
  the worker would read 'this cannot' and 'this may' under one name;
- two laws that go first, each with another first payer: the resident would be sent to two counters;
- one act (one fact under `gehaald`) with two last days that differ, under one slug: only one can be named.

Findings of one slug that only say more or less of the same, and findings about different things under
one article, are no contradiction. Whether one of two laws precedes the other is for the rules to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from budget_engine.errors import Path
from budget_engine.language.arithmetic import all_hold
from budget_engine.language.expr import Node, Term
from budget_engine.language.fact import Entity, EntityKind, Moment
from budget_engine.language.meaning import Meaning, selected
from budget_engine.language.register import Effect
from budget_engine.language.rule import Consequence, Row, Rule, Strength, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.encoding import Encoding
from budget_engine.proof.logic import Formula, Steps
from budget_engine.proof.report import Report, ReportKind, unsettled
from budget_engine.proof.witness import Sought, Unsettled, find
from budget_engine.proof.witness_words import household

OPPOSITES = frozenset({Effect.ROOM, Effect.DUTY})
"""What a bar without a way out cannot stand beside, under one name."""


@dataclass(frozen=True)
class Source:
    """What gives a finding: a rule, or a row of a table."""

    name: str
    slug: str
    entity: EntityKind
    moment: Moment
    consequence: Consequence
    origin: Rule | tuple[Table, Row]

    @property
    def at(self) -> Path:
        """Give the spot of the rule or the row."""
        if isinstance(self.origin, Rule):
            return self.origin.at()
        table, row = self.origin
        return table.at("rijen", table.rows.index(row))

    def nodes(self, rule_set: RuleSet) -> tuple[Node, ...]:
        """List what the finding rests on, with its last day."""
        day = () if self.consequence.deadline is None else (self.consequence.deadline,)
        if isinstance(self.origin, Rule):
            return (rule_set.condition_of[self.name], *day)
        table, _ = self.origin
        cells = (cell for row in table.rows for cell in row.cells if cell is not None)
        return (*cells, rule_set.in_force_of[table.id], *day)

    def holds(self, encoding: Encoding) -> Formula:
        """Say as a formula that the finding is raised."""
        spot = encoding.frame.subject
        if isinstance(self.origin, Rule):
            return encoding.truth(encoding.rule_set.condition_of[self.name], spot, self.moment).holds
        table, row = self.origin
        chosen = encoding.selected(table, spot)[table.rows.index(row)]
        return encoding.logic.all_of([encoding.in_force(table, spot).holds, chosen])

    def is_raised(self, meaning: Meaning, entity: Entity) -> bool:
        """Tell whether the finding really is raised."""
        if isinstance(self.origin, Rule):
            return meaning.truth(meaning.rule_set.condition_of[self.name], entity, self.moment) is True
        table, row = self.origin
        chosen = selected(table.policy, meaning.rows(table, entity))[table.rows.index(row)]
        in_force = meaning.truth(meaning.rule_set.in_force_of[table.id], entity, table.moment)
        return all_hold((in_force, chosen)) is True


def sources(rule_set: RuleSet) -> Iterator[Source]:
    """Walk what gives findings, rules first."""
    for name, rule in rule_set.rule_named.items():
        yield Source(name, rule.slug, rule.entity, rule.moment, rule.consequence, rule)
    for table in rule_set.tables:
        for row in table.rows:
            if row.consequence is not None and row.slug is not None:
                name = table.row_name(row)
                yield Source(name, row.slug, table.entity, table.moment, row.consequence, (table, row))


def contradiction_reports(rule_set: RuleSet, on: date, steps: Steps | None = None) -> Iterator[Report]:
    """Walk the pairs of findings that contradict each other in some household.

    They share what the solver may spend: a pair that is left when it is gone is named as not settled.
    """
    steps = steps or Steps()
    for one, two in combinations(sources(rule_set), 2):
        if one.entity is not two.entity:
            continue
        clash = _clash(one, two)
        if clash is not None:
            yield from _report(rule_set, Both(one, two, by_day=clash == _TWO_DAYS), clash, on, steps)


_TWO_DAYS = "noemen twee verschillende laatste dagen"


def _clash(one: Source, two: Source) -> str | None:
    """Say in which way two findings would contradict each other, if they would."""
    first, second = one.consequence, two.consequence
    if first.effect is second.effect is Effect.OTHER_LAW and first.first_payer and second.first_payer:
        if first.first_payer == second.first_payer:
            return None
        return f"wijzen naar twee betalers die eerst gaan, {first.first_payer} en {second.first_payer}"
    if one.slug != two.slug:
        return None
    if first.deadline is not None and second.deadline is not None and first.met_by is not None:
        return _TWO_DAYS if first.met_by == second.met_by else None
    for bar, other in ((first, second), (second, first)):
        is_closed = bar.effect is Effect.BAR and bar.strength is Strength.MANDATORY
        if is_closed and other.effect in OPPOSITES:
            return f"zeggen onder één naam ({one.slug}) dat het niet kan, en dat het {_SAID[other.effect]}"
    return None


_SAID = {Effect.ROOM: "mag", Effect.DUTY: "moet"}


@dataclass(frozen=True)
class Both:
    """Two findings are raised about one entity; with `by_day` their last days differ as well."""

    one: Source
    two: Source
    by_day: bool

    def _days(self) -> tuple[tuple[Term, Moment], ...]:
        days = ((item.consequence.deadline, item.moment) for item in (self.one, self.two))
        return tuple((day, moment) for day, moment in days if day is not None) if self.by_day else ()

    def wanted(self, encoding: Encoding) -> Formula:
        """Say so as a formula."""
        logic, spot = encoding.logic, encoding.frame.subject
        both = [self.one.holds(encoding), self.two.holds(encoding)]
        days = [encoding.value(day, spot, moment) for day, moment in self._days()]
        differ = [logic.negated(logic.same(days[0].value, days[1].value))] if days else []
        return logic.all_of([*both, *(day.known for day in days), *differ])

    def is_so(self, meaning: Meaning, entity: Entity) -> bool:
        """Tell whether it really is so."""
        days = [meaning.value(day, entity, moment) for day, moment in self._days()]
        differ = not days or (None not in days and days[0] != days[1])
        return differ and all(item.is_raised(meaning, entity) for item in (self.one, self.two))


def _report(rule_set: RuleSet, both: Both, clash: str, on: date, steps: Steps) -> Iterator[Report]:
    one, two = both.one, both.two
    nodes = (*one.nodes(rule_set), *two.nodes(rule_set))
    sought = Sought(one.entity, nodes, (one.moment, two.moment), both.wanted, both.is_so)
    found = find(rule_set, sought, on, steps)
    about, at = f"{one.name} {two.name}", (one.at, two.at)
    if isinstance(found, Unsettled):
        what = f"of '{one.name}' en '{two.name}' elkaar ooit tegenspreken"
        yield unsettled(ReportKind.CONTRADICTION, about, at, what, found)
    elif found is not None:
        who = household(rule_set, found)
        yield Report(
            ReportKind.CONTRADICTION, about, at, f"'{one.name}' en '{two.name}' {clash}: {who}.",
            "Zeg in de voorwaarden welke van de twee dan geldt.", found,
        )  # fmt: skip
