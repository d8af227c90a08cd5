"""The terms of a dossier and who it is about, without working out the rest: for a list of many dossiers.

Only findings that are terms are worked out, on the same meaning as everything else, so what comes out is
what the page of the dossier says.
"""

from dataclasses import dataclass
from datetime import date

from budget_engine.assessment import assess
from budget_engine.case import Case
from budget_engine.drafts.attention import Term, terms
from budget_engine.drafts.called import PEOPLE
from budget_engine.drafts.entry import Draft, joined
from budget_engine.drafts.reading import read_case_of
from budget_engine.drafts.shape import DECISION
from budget_engine.drafts.typed import canonical
from budget_engine.facts import facts_of
from budget_engine.language.fact import Kind
from budget_engine.language.meaning import Meaning, Outcomes
from budget_engine.language.register import Effect
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.weighing import weigh


@dataclass(frozen=True)
class Glance:
    """What a list shows of a dossier: its municipality, the names of its people, its terms, or why there are none."""

    municipality: str
    people: tuple[str, ...]
    terms: tuple[Term, ...]
    problem: str | None = None

    @classmethod
    def broken(cls, draft: Draft, problem: str) -> "Glance":
        """Give what can be shown of a dossier that cannot be worked out."""
        return cls(draft.text("gemeente"), people_in(draft), (), problem)


DECIDED_ON = joined(DECISION, "op")


def reference_date(draft: Draft, today: date) -> date:
    """Give the day on which a dossier is worked out: that of its decision where it is named, else today."""
    typed = draft.text(DECIDED_ON)
    try:
        return date.fromisoformat(canonical(Kind.DATE, typed)) if typed.strip() else today
    except ValueError:
        return today


def glance(draft: Draft, rule_set: RuleSet, today: date) -> Glance:
    """Look at a dossier; the days that are left count from today."""
    case = read_case_of(draft, rule_set)
    found = running_terms(case, rule_set, reference_date(draft, today), today)
    return Glance(draft.text("gemeente"), people_in(draft), tuple(found))


def people_in(draft: Draft) -> tuple[str, ...]:
    """Name the people of a dossier, as they were typed."""
    names = (draft.text(joined(PEOPLE, name, "naam")) for name in draft.parts(PEOPLE))
    return tuple(name for name in names if name)


def running_terms(case: Case, rule_set: RuleSet, on: date, today: date) -> list[Term]:
    """Give the terms of a case, the first to end first."""
    if _has_terms_elsewhere(rule_set):
        return terms(weigh(case, rule_set, on).assessment, today, rule_set)
    facts = facts_of(case, rule_set, on)
    meaning = Meaning(rule_set, facts)
    holding = {
        (name, entity.id): True
        for name, rule in rule_set.rules_at(Stage.ASSESSMENT)
        if rule.consequence.effect is Effect.DEADLINE
        for entity in facts.by_kind[rule.entity]
        if meaning.truth(rule_set.condition_of[name], entity, rule.moment)
    }
    return terms(assess(case, rule_set, facts, Outcomes(holding, {}, ())), today, rule_set)


def _has_terms_elsewhere(rule_set: RuleSet) -> bool:
    """Tell whether a term hangs on the row of a table or on a gate, for which all must be worked out."""
    rows = (row.consequence for table in rule_set.tables for row in table.rows)
    late = (rule.consequence for _, rule in rule_set.rules_at(Stage.WEIGHING))
    return any(said is not None and said.effect is Effect.DEADLINE for said in (*rows, *late))
