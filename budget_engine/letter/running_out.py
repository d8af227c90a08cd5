"""Which terms to decide run out for a document that is kept back: only then may somebody let it go."""

from collections.abc import Iterator
from datetime import date

from budget_engine.afterwards import RunningOut
from budget_engine.language.register import Effect
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.rooms import may_tell
from budget_engine.values import show_date


def running_out(dossier: Dossier, room: str, today: date) -> tuple[RunningOut, ...]:
    """Give the terms to decide on what a document of a room is about, the first to end first.

    They are of the claims that were decided on, and run until something that is recorded meets them; how long records
    are kept and until when somebody may object is no such term.
    """
    found = {(item.last_day, item.title): item for item in _terms(dossier, room, today)}
    return tuple(found[key] for key in sorted(found))


def no_release(running: tuple[RunningOut, ...]) -> str | None:
    """Say why nothing can be released yet, or None where a term is over or ends within a week."""
    if not running:
        return (
            "Voor dit stuk loopt geen termijn om te beslissen. Dan kan het niet worden vrijgegeven; "
            "verbeter wat eraan mist."
        )
    if running[0].is_near:
        return None
    return (
        "Vrijgeven kan pas als een termijn om te beslissen afloopt: in de laatste week, of daarna. "
        f"De eerste loopt tot en met {show_date(running[0].last_day)}, "
        f"nog {running[0].days_left} dagen. Verbeter tot dan wat eraan mist."
    )


def _terms(dossier: Dossier, room: str, today: date) -> Iterator[RunningOut]:
    rule_set = dossier.rule_set
    decided = {item.claim for part in dossier.decision.part_decisions for item in part.claims}
    for finding in dossier.weighing.assessment.findings:
        is_running = finding.effect is Effect.DEADLINE and finding.holds is True
        if not is_running or finding.day is None or finding.about not in decided:
            continue
        if rule_set.consequence_of_finding[finding.rule].met_by is None:
            continue
        if may_tell(room, dossier.rooms.get(finding.about)):
            rule = rule_set.rule_named.get(finding.rule)
            title = finding.text if rule is None else rule.title
            left = (finding.day - today).days
            yield RunningOut(rule=finding.rule, title=title, last_day=finding.day, days_left=left)
