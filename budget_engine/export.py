"""What leaves the toolkit as JSON: always the same fields in the same order, under their Dutch names."""

import json
from collections.abc import Iterable
from typing import Any, Literal

from budget_engine.assessment import Finding, Question, TableFault
from budget_engine.case import Case
from budget_engine.errors import Issue
from budget_engine.flips.dropped import NotAsked
from budget_engine.flips.questions import Matters, OpenQuestion, WhenItArises
from budget_engine.flips.subjects import Asked
from budget_engine.glossary import Noun
from budget_engine.language import meaning
from budget_engine.language.rule_set import RuleSet
from budget_engine.routes import RoutesOfNeed, routes_of
from budget_engine.sentences.told import WeighingTold, weighing_told
from budget_engine.values import Day
from budget_engine.weighing import Weighed, Weighing

LAYOUT = "1"


class AssessmentReport(Noun):
    """Everything that `beoordeel` says about one case."""

    form: Literal["1"]
    case: str
    rule_set: str
    meaning: str
    engine: str
    municipality: str
    on: Day
    findings: tuple[Finding, ...]
    faults: tuple[TableFault, ...]
    alternatives: tuple[Weighed, ...]
    weighing: WeighingTold | None
    open_questions: tuple[Question, ...]
    when_it_arises: tuple[WhenItArises, ...]
    not_asked: tuple[NotAsked, ...]
    routes: tuple[RoutesOfNeed, ...]


class UnreadProblem(Noun):
    """One thing that is wrong in a case file that could not be read."""

    place: str
    text: str
    hint: str | None


def report_of(
    case: Case, rule_set: RuleSet, weighing: Weighing, on: Day, engine: str, *, everything: bool = False
) -> AssessmentReport:
    """Gather what was found about a case; with `everything` also what is not asked, and why."""
    assessment = weighing.assessment
    matters = Matters(Asked(case, rule_set, weighing))
    return AssessmentReport(
        form=LAYOUT,
        case=case.id,
        rule_set=rule_set.hash,
        meaning=meaning.VERSION,
        engine=engine,
        municipality=rule_set.municipality or case.municipality,
        on=on,
        findings=assessment.findings,
        faults=assessment.faults,
        alternatives=weighing.alternatives,
        weighing=weighing_told(case, rule_set, weighing, matters=matters),
        open_questions=_deciding_first(assessment.open_questions, matters.open_questions()),
        when_it_arises=matters.when_it_arises() if everything else (),
        not_asked=matters.not_asked() if everything else (),
        routes=routes_of(case, rule_set, weighing.facts, assessment),
    )


def _deciding_first(listed: Iterable[Question], asked: Iterable[OpenQuestion]) -> tuple[Question, ...]:
    """Put the questions in the order of what their answers decide; figures of the municipality come last."""
    order = {(item.about, item.asked_fact): number for number, item in enumerate(asked)}
    return tuple(sorted(listed, key=lambda item: order.get((item.about, item.asked_fact), len(order))))


def unread(path: str, issues: Iterable[Issue]) -> dict[str, Any]:
    """Say of a case file that could not be read what is wrong with it."""
    problems = [UnreadProblem(place=str(item.place), text=item.text, hint=item.hint) for item in issues]
    return {"pad": path, "problemen": [problem.as_json() for problem in problems]}


def line(value: Any) -> str:
    """Write JSON on one line; equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
