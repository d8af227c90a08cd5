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

PEOPLE = tuple(
    Login(subject=f"demo#{number}", name=name, roles=(role,), teams=teams, function=function)
    for number, (name, role, teams, function) in enumerate(
        (
            ("M. Aydin", Role.CASEWORKER, (TEAM,), "consulent"),
            ("S. de Wit", Role.CASEWORKER, (TEAM,), "consulent"),
            ("R. Bos", Role.CASEWORKER, (TEAM,), "consulent"),
            ("J. Terpstra", Role.CASEWORKER, (TEAM,), "medewerker werk en inkomen"),
            ("P. Jansma", Role.QUALITY, (TEAM,), "kwaliteitsmedewerker"),
            ("H. Smeets", Role.QUALITY, (TEAM,), "kwaliteitsmedewerker werk en inkomen"),
            ("N. Kaya", Role.POLICY, (), "beleidsmedewerker"),
            ("D. Smit", Role.AUDITOR, (), "auditor"),
            ("F. de Boer", Role.KEEPING, (), "functioneel beheerder"),
            ("K. Willems", Role.CASEWORKER, ("West",), "consulent"),
        ),
        start=1,
    )
)
"""Invented people, one of whom somebody chooses to be in the demo: who decide about the demo cases, one of
each other role, and one of another team."""

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
