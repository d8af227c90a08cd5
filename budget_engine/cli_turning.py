"""What `maatwerk kantelt` and `maatwerk vragen` say: what would turn an outcome, and what is still worth asking."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from budget_engine.backends.agreement import Work, working
from budget_engine.case import Case
from budget_engine.drafts.asking import Asking
from budget_engine.drafts.labels import called
from budget_engine.drafts.turning import NO_PROMISE, Turning
from budget_engine.errors import InputError, Issue, Place, nearest
from budget_engine.flips.dropped import NotAsked
from budget_engine.flips.outlook import Outlook, differences, outlook
from budget_engine.flips.questions import Questions, questions_of
from budget_engine.flips.subjects import (
    Asked,
    OfAdvice,
    OfAmounts,
    OfFinding,
    OfGate,
    Subject,
    subjects_of,
)
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.weighing import Weighing, weigh


@dataclass(frozen=True)
class Said:
    """What a command says, as lines and as JSON, and what the engines differed on."""

    lines: Iterable[str]
    json: Any
    differences: list[str]


def run(options: argparse.Namespace, case: Case, rule_set: RuleSet, on: date) -> Said:
    """Weigh a case, and say what was asked for: `vragen` or `kantelt`."""
    weighing = weigh(case, rule_set, on)
    if options.command == "vragen":
        return asking(options, case, rule_set, weighing)
    with working(both=options.beide) as work:
        return turning(options, case, rule_set, weighing, work)


def turning(
    options: argparse.Namespace, case: Case, rule_set: RuleSet, weighing: Weighing, work: Work
) -> Said:
    """Say what would turn the outcomes that are asked for."""
    asked = Asked(case, rule_set, weighing)
    subjects = _subjects(options, asked)
    found = [outlook(asked, subject, options.hoogstens) for subject in subjects]
    engines = [("meaning", evaluate), *([] if work.both is None else [(work.name, work.engine)])]
    differing = [
        line
        for subject in subjects
        for line in differences(asked, subject, asked.turns(subject, options.hoogstens), engines)
    ]
    told = Turning(rule_set, weighing.facts, called(case, rule_set))
    checked = "beide motoren" if work.both is not None else "één motor (met --beide door twee)"
    return Said(
        lines=_lines(told, found, checked),
        json=[item.as_json() for item in found],
        differences=[*differing, *work.differences()],
    )


def _lines(told: Turning, found: Iterable[Outlook], checked: str) -> Iterator[str]:
    for item in found:
        yield told.heading(item)
        yield from (f"  {line}" for line in told.lines(item))
        yield ""
    yield f"Elke verandering is nagerekend door {checked}. {NO_PROMISE}"


def _subjects(options: argparse.Namespace, asked: Asked) -> list[Subject]:
    listed = subjects_of(asked)
    if options.over is None and options.regel is not None:
        raise InputError(
            [Issue(Place("--regel"), "Noem bij --regel ook over wie of wat.", "Zet dat voor --regel.")]
        )
    if options.over is None:
        return [item for item in listed if isinstance(item, OfAdvice)]
    abouts = [item.about for item in listed]
    if options.over not in asked.weighing.facts.entities:
        text = f"'{options.over}' is niet in deze zaak."
        raise InputError([Issue(Place("OVER"), text, nearest(options.over, abouts))])
    if options.regel is not None:
        return [_finding(options, asked)]
    found = [item for item in listed if item.about == options.over]
    if not found:
        text = f"Over '{options.over}' is niets gevonden."
        raise InputError([Issue(Place("OVER"), text, "Noem met --regel een regel over dit onderdeel.")])
    return [*_of(found, OfAdvice), *_of(found, OfGate), *_of(found, OfAmounts), *_of(found, OfFinding)]


def _of(found: list[Subject], kind: type) -> list[Subject]:
    return [item for item in found if isinstance(item, kind)]


def _finding(options: argparse.Namespace, asked: Asked) -> OfFinding:
    kind = asked.rule_set.entity_of_finding.get(options.regel)
    if kind is None or options.regel not in asked.rule_set.consequence_of_finding:
        text = f"De regel '{options.regel}' is niet bekend."
        raise InputError([Issue(Place("--regel"), text, nearest(options.regel, asked.rule_set.rule_named))])
    entity = asked.weighing.facts.entities[options.over]
    if entity.kind is not kind:
        text = f"'{options.regel}' gaat over een {kind}; '{options.over}' is een {entity.kind}."
        raise InputError([Issue(Place("OVER"), text)])
    return OfFinding(options.regel, options.over)


def deciding(case: Case, rule_set: RuleSet, weighing: Weighing, rule: str, about: str) -> Iterator[str]:
    """Say which facts decide a finding: each turns it by itself, or none does and grounds stand side by side."""
    if (rule, about) not in weighing.outcomes[Stage.ASSESSMENT].findings:
        return
    found = outlook(Asked(case, rule_set, weighing), OfFinding(rule, about))
    told = Turning(rule_set, weighing.facts, called(case, rule_set))
    singles = dict.fromkeys(
        (flip.changes[0].about, flip.changes[0].asked_fact) for flip in found.flips if len(flip.changes) == 1
    )
    if singles:
        yield "Doorslaggevend, elk van deze feiten keert dit alleen al om:"
        yield from (f"  {told.known(place)}" for place in singles)
    yield from told.each_enough(found.each_enough)
    if found.flips and not singles and not found.each_enough:
        yield "Geen enkel feit keert dit alleen om; twee of meer samen wel. Zie 'maatwerk kantelt'."


# --- questions ----------------------------------------------------------------------------------------------


def asking(options: argparse.Namespace, case: Case, rule_set: RuleSet, weighing: Weighing) -> Said:
    """Say which questions still matter, and which do not."""
    found = questions_of(Asked(case, rule_set, weighing))
    told = Asking(rule_set, called(case, rule_set))
    lines = _questions(told, found, everything=options.alles)
    return Said(lines=lines, json=found.as_json(), differences=[])


def _questions(told: Asking, found: Questions, *, everything: bool) -> Iterator[str]:
    yield f"Nog te vragen: {len(found.open)}. Wat het meest beslist, staat bovenaan."
    for number, item in enumerate(found.open, 1):
        yield f"  {number}. {told.question(item.asked_fact)} ({told.named(item.about)})"
        yield f"     {told.decides([item])}"
    yield ""
    yield f"Alleen als het speelt: {len(found.when_it_arises)} vragen. Ze tellen pas mee als iemand ze invult."
    if everything:
        listed = found.when_it_arises
        yield from (f"  {told.question(item.asked_fact)} ({told.about(item.about)})" for item in listed)
    else:
        yield "  Met --alles staan ze er allemaal."
    yield ""
    yield from _dropped(told, found.not_asked, everything=everything)


def _dropped(told: Asking, dropped: tuple[NotAsked, ...], *, everything: bool) -> Iterator[str]:
    facts = {item.asked_fact for item in dropped}
    yield f"Niet gevraagd: {len(facts)} vragen. Geen antwoord kan nog iets veranderen."
    if not everything:
        yield "  Met --alles staat bij elke vraag waarom."
        return
    for item in dropped:
        yield f"  {told.question(item.asked_fact)} ({told.about(item.about)})"
        yield f"     want {told.why_not(item)}."
