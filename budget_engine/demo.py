"""A file with the demo cases: what was decided about some, and others that are still being worked on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from budget_engine.authority import Login, Role
from budget_engine.backends.agreement import Work
from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.drafts.entry import Draft
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.view import ADVICE_SEEN_AT, is_of_judgement
from budget_engine.files.documents import read_document
from budget_engine.files.yaml_case import municipality_of, open_case, read_case
from budget_engine.files.yaml_rules import municipalities, read_rules
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import Record
from budget_engine.recordkeeping import ToSeal, seal_decision
from budget_engine.store import drafts
from budget_engine.store.access import mark_as_example
from budget_engine.store.schema import lay_out, open_store

DAY = "2026-11-24"
"""The day on which the demo plays: the dossiers and their terms are about these weeks."""

TEAM = "Oost"
"""The team of every dossier of the demo."""

PEOPLE = (
    Login(
        subject="demo#1", name="Truus de Vries", roles=(Role.CASEWORKER,), teams=(TEAM,), function="consulent"
    ),
    Login(
        subject="demo#2",
        name="P. Jansma",
        roles=(Role.QUALITY,),
        teams=(TEAM,),
        function="kwaliteitsmedewerker",
    ),
    Login(subject="demo#3", name="N. Kaya", roles=(Role.POLICY,), function="beleidsmedewerker"),
    Login(subject="demo#4", name="D. Smit", roles=(Role.AUDITOR,), function="auditor"),
    Login(subject="demo#5", name="F. de Boer", roles=(Role.KEEPING,), function="functioneel beheerder"),
    Login(
        subject="demo#6", name="K. Willems", roles=(Role.CASEWORKER,), teams=("West",), function="consulent"
    ),
)
"""Invented people, one of whom somebody chooses to be in the demo; the last one is of another team."""

OPEN_IN_APP = 2
"""How many of the demo cases the app finds undecided, from the last one back: something to work on."""


def folders(cases: Path) -> list[Path]:
    """List the demo cases that have a decision."""
    return sorted(path for path in cases.iterdir() if (path / "besluit.yaml").is_file())


def read(folder: Path, rules: Path) -> tuple[Case, RuleSet, Decision]:
    """Read a demo case with its rules and its decision."""
    document = open_case(folder / "case.yaml")
    rule_set = read_rules(rules, municipality_of(document, municipalities(rules)))
    return read_case(document, rule_set), rule_set, read_document(folder / "besluit.yaml", Decision)


def sealed(folder: Path, rules: Path, db: Path, at: str, salts: Iterator[str], work: Work) -> Record:
    """Seal the decision about a demo case."""
    case, rule_set, decision = read(folder, rules)
    return seal_decision(ToSeal(case, rule_set, decision, at, salts), db, work)


def as_drafts(cases: Path, rules: Path, db: Path, at: str, salts: Iterator[str], work: Work) -> list[str]:
    """Fill a file with the demo cases as dossiers, most of them decided; gives the ids of the cases."""
    engine = open_store(db, create=True)
    lay_out(engine)
    mark_as_example(engine)
    listed = folders(cases)
    names = []
    for place, folder in enumerate(listed):
        case, rule_set, decision = read(folder, rules)
        is_open = place >= len(listed) - OPEN_IN_APP
        by = decision.own_judgement.given_by
        written = [*fields_of_case(case), *fields_of_decision(decision)]
        if is_open:  # the judgement, and with it the advice, is still to come; nobody may find one ready
            written = [item for item in written if not is_of_judgement(item[0]) and item[0] != ADVICE_SEEN_AT]
        number = drafts.open_draft(engine, case.id, written, by, at, TEAM)
        names.append(case.id)
        if not is_open:
            last = drafts.read_entries(engine, number, Draft(number, case.id)).last
            beside = partial(drafts.sealed_from, number, last)
            seal_decision(ToSeal(case, rule_set, decision, at, salts), db, work, beside)
    engine.dispose()
    return names
