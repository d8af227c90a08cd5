"""`maatwerk regels`: what policy staff do with a folder of rules, each command a few lines.

A command gives what to say, what is wrong and an exit code; `cli` writes it. Nothing is written over a
file that is there, except by `uit-excel`, which changes only what differs, all files or none.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budget_engine.errors import InputError, Issue, nearest
from budget_engine.errors import Path as EntryPath
from budget_engine.errors import Place as Spot
from budget_engine.files.new_files import refuse_existing, write_all_new, write_new

if TYPE_CHECKING:
    from budget_engine.language.rule_set import RuleSet
    from budget_engine.proof.proofs import Proof

DONE, NOT_AS_IT_SHOULD = 0, 1


@dataclass(frozen=True)
class Told:
    """What a command says: lines for people or one JSON value, and what is wrong."""

    lines: Iterable[str]
    json: Any
    code: int = DONE
    wrong: tuple[Issue, ...] = ()


def run(options: argparse.Namespace, today: date) -> Told:
    """Run one of the commands; InputError and RulesError say what is wrong with a file."""
    command: Callable[[argparse.Namespace, date], Told] = COMMANDS[options.onderdeel]
    return command(options, today)


# --- workbooks -----------------------------------------------------------------------------------------


def to_excel(options: argparse.Namespace, _today: date) -> Told:
    """Write a folder of rules as a workbook; an existing file is never written over."""
    from budget_engine.files.editing.folder import files_of
    from budget_engine.files.sheets.excel_rules import workbook_of

    refuse_existing(options.werkmap)
    files = files_of(options.map)
    write_new(options.werkmap, workbook_of(files))
    count = sum(map(len, files.values()))
    said = f"{count} onderdelen uit {len(files)} bestanden staan in {options.werkmap}."
    return Told([said], {"werkmap": str(options.werkmap), "bestanden": len(files), "onderdelen": count})


def from_excel(options: argparse.Namespace, _today: date) -> Told:
    """Put a workbook back into a folder, or say what that would change."""
    from budget_engine.files.editing.folder import put_workbook

    changes = put_workbook(options.map, options.werkmap, only_look=options.proef)
    first = ["Dit zou er veranderen; er is niets geschreven:"] if options.proef else []
    return Told([*first, *changes.lines()], {**changes.as_json(), "proef": options.proef})


# --- what is proved and guarded ------------------------------------------------------------------------


def _rule_sets(folder: Path, municipality: str | None) -> "Iterator[RuleSet]":
    """Walk the rule set of one municipality, or the national one and that of every municipality."""
    from budget_engine.files.yaml_rules import municipalities, read_rules

    names = [municipality] if municipality is not None else [None, *municipalities(folder)]
    return (read_rules(folder, name) for name in names)


def proof(options: argparse.Namespace, today: date) -> Told:
    """Prove every rule set of a folder; a report that is the same for all is told once."""
    from budget_engine.files.proof_answers import read_answers
    from budget_engine.proof.proofs import KINDS, prove

    answers = read_answers(options.map)
    reasons = answers.reasons
    lines: list[str] = []
    written: list[dict[str, Any]] = []
    keys: set[str] = set()
    is_open = False
    cases: dict[str, str] = {}
    for rule_set in _rule_sets(options.map, options.gemeente):
        found = prove(rule_set, options.op or today).without(keys)
        keys.update(found.keys)
        is_open = is_open or bool(found.unanswered(reasons))
        lines += [*found.text(reasons), ""]
        written.append(found.as_json(reasons))
        cases.update(_cases(found, options.map) if options.zaken is not None else {})
    stale = () if options.gemeente is not None else tuple(answers.stale(keys, KINDS))
    if options.zaken is not None:
        lines.append(_write_cases(options.zaken, cases))
    return Told(lines, written, NOT_AS_IT_SHOULD if is_open or stale else DONE, stale)


def _cases(found: "Proof", folder: Path) -> Mapping[str, str]:
    """Give the households of a proof as case files; those of national rules live in the first municipality."""
    from budget_engine.files.witness_case import case_files
    from budget_engine.files.yaml_rules import municipalities

    return case_files(found, next(iter(municipalities(folder)), None))


def _write_cases(folder: Path, cases: Mapping[str, str]) -> str:
    write_all_new(folder, cases)
    return f"{len(cases)} huishoudens staan als zaak in {folder}."


def examples(options: argparse.Namespace, _today: date) -> Told:
    """Run the examples that stand beside the rules, of every rule set of a folder."""
    from budget_engine.guards.unguarded import entries_of, examples_report

    told: frozenset[EntryPath] = frozenset()
    lines, written, code = list[str](), list[Any](), DONE
    for rule_set in _rule_sets(options.map, options.gemeente):
        found = examples_report(rule_set, told)
        lines += [f"{rule_set.municipality or 'landelijk'}: {found.text()}"]
        written.append({"gemeente": rule_set.municipality, **found.as_json()})
        told |= entries_of(rule_set)
        code = code if found.comes_out else NOT_AS_IT_SHOULD
    return Told(lines, written, code)


def unguarded(options: argparse.Namespace, _today: date) -> Told:
    """Say what could be changed without any example noticing, and which examples would notice."""
    from budget_engine.files.proof_answers import read_answers
    from budget_engine.guards.unguarded import KIND, entries_of
    from budget_engine.guards.unguarded import unguarded as unguarded_in

    answers = read_answers(options.map)
    told: frozenset[EntryPath] = frozenset()
    keys: list[str] = []
    lines, written = list[str](), list[Any]()
    for rule_set in _rule_sets(options.map, options.gemeente):
        found = unguarded_in(rule_set, told)
        keys += found.keys
        lines += [f"{rule_set.municipality or 'landelijk'}:", found.text(answers.reasons), ""]
        written.append({"gemeente": rule_set.municipality, **found.as_json(answers.reasons)})
        told |= entries_of(rule_set)
    stale = () if options.gemeente is not None else tuple(answers.stale(keys, {KIND}))
    is_open = bool(answers.unanswered(keys))
    return Told(lines, written, NOT_AS_IT_SHOULD if is_open or stale else DONE, stale)


# --- reading -------------------------------------------------------------------------------------------


def read_aloud(options: argparse.Namespace, today: date) -> Told:
    """Read the rules aloud, all of them, of one law or one part, or as a book of pages."""
    from budget_engine.aloud.recital import names_of, recital, recital_json, titles_of
    from budget_engine.files.rule_book import rule_book
    from budget_engine.files.yaml_rules import read_rules

    rule_set = read_rules(options.map, options.gemeente)
    if options.boek is not None and (options.wet, options.naam) != (None, None):
        hint = "Laat --wet en --naam weg, of laat --boek weg."
        raise InputError([Issue(Spot("--boek"), "Het regelboek heeft altijd alle wetten.", hint)])
    if options.boek is not None:
        folder: Path = options.boek
        pages = rule_book(rule_set, today)
        write_all_new(folder, pages)
        said = f"Het regelboek staat in {folder}: {len(pages)} bladzijden. Begin bij index.html."
        return Told([said], {"bladzijden": sorted(pages)})
    _refuse_unknown("--wet", options.wet, titles_of(rule_set))
    _refuse_unknown("--naam", options.naam, names_of(rule_set))
    wanted = (options.wet, options.naam)
    return Told(recital(rule_set, *wanted), recital_json(rule_set, *wanted))


def _refuse_unknown(option: str, name: str | None, known: Iterable[str]) -> None:
    names = list(known)
    if name is not None and name not in names:
        hint = nearest(name, names)
        raise InputError([Issue(Spot(option), f"'{name}' staat niet in deze regels.", hint)])


def compare(options: argparse.Namespace, _today: date) -> Told:
    """Say what differs between two folders or workbooks of rules."""
    from budget_engine.difference import report as difference_report
    from budget_engine.files.rule_sources import compared, difference_sheet

    found = compared(options.oud, options.nieuw, options.gemeente)
    if options.blad is not None:
        refuse_existing(options.blad)
        write_new(options.blad, difference_sheet(found))
    code = NOT_AS_IT_SHOULD if found else DONE
    return Told(difference_report.text(found), difference_report.as_json(found), code)


COMMANDS: dict[str, Callable[[argparse.Namespace, date], Told]] = {
    "naar-excel": to_excel,
    "uit-excel": from_excel,
    "bewijs": proof,
    "voorbeelden": examples,
    "onbewaakt": unguarded,
    "lees-voor": read_aloud,
    "vergelijk": compare,
}
