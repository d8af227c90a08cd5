"""The answers to reports on the rules: why something that was reported is fine, who said so, and when.

They stand in `bewijs.yaml` in the folder of rules. They are no rules: no rule set holds them and no
hash covers them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from budget_engine.errors import InputError, Issue, Place, Problem, nearest
from budget_engine.files.disk import is_folder, stands
from budget_engine.files.documents import read_model
from budget_engine.files.nodes import Document, read_yaml
from budget_engine.glossary import Noun
from budget_engine.values import Day, Said

FILE = "bewijs.yaml"
"""Beside `feiten`, `landelijk` and the others, in the folder of rules."""


class ReportAnswer(Noun):
    """Why one report is fine: `report` is its stable key, such as 'gat vervoersvolgorde'."""

    report: Said
    reasons: Said
    given_by: Said
    on: Day


@dataclass(frozen=True)
class ReportAnswers:
    """All answers of a folder, with the line each stands on."""

    answers: tuple[tuple[ReportAnswer, Place], ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """Give the reason by the key of its report."""
        return {answer.report: answer.reasons for answer, _ in self.answers}

    def unanswered(self, reports: Collection[str]) -> list[str]:
        """List the reports that nobody answered, in their order."""
        answered = {answer.report for answer, _ in self.answers}
        return [report for report in reports if report not in answered]

    def stale(self, reports: Collection[str], kinds: Collection[str]) -> Iterator[Issue]:
        """Walk the answers of some kinds (the first word of the key) to a report that is no longer there."""
        for answer, place in self.answers:
            if answer.report.split(" ", 1)[0] in kinds and answer.report not in reports:
                text = f"'{answer.report}' wordt niet meer gemeld."
                yield Issue(place, text, nearest(answer.report, reports) or "Haal deze regel weg.")


def read_answers(folder: FilePath) -> ReportAnswers:
    """Read the answers of a folder of rules, none where there is no file; InputError holds all issues."""
    path = folder / FILE
    if not is_folder(folder) or not stands(path):
        return ReportAnswers()
    return answers_in(read_yaml(path, FILE))


def answers_in(document: Document) -> ReportAnswers:
    """Read the answers of a document; InputError holds all its issues."""
    if not isinstance(document.plain, list):
        hint = "Begin elke reden met '- melding:'."
        raise InputError([document.issue((), "Dit bestand is een lijst van meldingen met een reden.", hint)])
    issues: list[Issue] = []
    found: dict[str, tuple[ReportAnswer, Place]] = {}
    for number, plain in enumerate(document.plain):
        answer, wrong = _read(document, number, plain)
        issues.extend(wrong)
        if answer is None:
            continue
        place = document.place((number,))
        if answer.report in found:
            text = f"De melding '{answer.report}' staat er al op regel {found[answer.report][1].line}."
            issues.append(Issue(place, text, "Houd één reden over."))
        found.setdefault(answer.report, (answer, place))
    if issues:
        raise InputError(issues)
    return ReportAnswers(tuple(found.values()))


def _read(document: Document, number: int, plain: object) -> tuple[ReportAnswer | None, list[Issue]]:
    problems: list[Problem] = []
    answer = read_model(ReportAnswer, plain, problems, (number,))
    return answer, [document.issue(problem.path, problem.text, problem.hint) for problem in problems]
