"""`maatwerk regels`: what policy staff do with a folder of rules, each command a few lines.

A command gives what to say, and how it ended when all is said; `cli` writes it line by line, so what takes
long tells what it has. Exit code 0 it is as it should be, 1 there is a difference or something is open, 2 the
files or the arguments are wrong, 3 a fault of the toolkit itself. What is wrong goes to standard error, with
`--json` too. Nothing is written over a file that is there, except by `uit-excel`, which changes only what
differs, all files or none.
"""

import argparse
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budget_engine.errors import ExamplesError, InputError, Issue, RulesError, nearest
from budget_engine.errors import Path as EntryPath
from budget_engine.errors import Place as Spot
from budget_engine.files.new_files import (
    refuse_existing,
    refuse_no_room,
    refuse_other_ending,
    write_all_new,
    write_new,
)

if TYPE_CHECKING:
    from budget_engine.files.places import PlacedRules
    from budget_engine.files.proof_answers import ReportAnswers
    from budget_engine.files.witness_case import ShownCase
    from budget_engine.guards.unguarded import ExamplesReport, Unguarded
    from budget_engine.proof.proofs import Proof

DONE, NOT_AS_IT_SHOULD = 0, 1


@dataclass(frozen=True)
class End:
    """How a command ended: its exit code, and what is wrong."""

    code: int = DONE
    wrong: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Told:
    """What a command says: lines for people, or one JSON value. Only one of them is asked, and the end after it."""

    lines: Iterable[str]
    json: Callable[[], Any]
    end: Callable[[], End] = End


def run(options: argparse.Namespace, today: date) -> Told:
    """Run one of the commands; InputError says what is wrong with a file.

    Rules that cannot be read are wrong input here as any other file. Only to `voorbeelden` is an example that
    does not come out what was looked for: that stays an ExamplesError.
    """
    command: Callable[[argparse.Namespace, date], Told] = COMMANDS[options.onderdeel]
    try:
        return command(options, today)
    except RulesError as error:
        if isinstance(error, ExamplesError) and command is examples:
            raise
        raise InputError(error.issues) from None


# --- workbooks -----------------------------------------------------------------------------------------


def to_excel(options: argparse.Namespace, _today: date) -> Told:
    """Write a folder of rules as a workbook; an existing file is never written over."""
    from budget_engine.files.editing.folder import files_of
    from budget_engine.files.sheets.excel_rules import workbook_of

    _refuse_no_workbook(options.werkboek, options.map)
    files = files_of(options.map)
    write_new(options.werkboek, workbook_of(files))
    count = sum(map(len, files.values()))
    said = f"{count} onderdelen uit {len(files)} bestanden staan in {options.werkboek}."
    written = {"werkboek": str(options.werkboek), "bestanden": len(files), "onderdelen": count}
    return Told([said], lambda: written)


def _refuse_no_workbook(path: Path, *folders: Path) -> None:
    """Refuse a place where no workbook can be written: by its name, among rules, or where something stands."""
    refuse_other_ending(path, ".xlsx")
    _refuse_among_rules(path, *folders)
    refuse_existing(path)


def _refuse_among_rules(path: Path, *folders: Path) -> None:
    from budget_engine.files.editing.writing import refuse_among_rules

    for folder in folders:
        refuse_among_rules(folder, path)


def from_excel(options: argparse.Namespace, _today: date) -> Told:
    """Put a workbook back into a folder, or say what that would change."""
    from budget_engine.files.editing.folder import put_workbook
    from budget_engine.files.yaml_rules import is_rule_folder

    # One that is not there is made; a file or a part of one is no folder of rules.
    is_rule_folder(options.map)
    changes = put_workbook(options.map, options.werkboek, only_look=options.proef)
    first = ["Dit zou er veranderen; er is niets geschreven:"] if options.proef else []
    return Told([*first, *changes.lines()], lambda: {**changes.as_json(), "proef": options.proef})


# --- what is proved and guarded ------------------------------------------------------------------------


def _all_rules(options: argparse.Namespace) -> "list[PlacedRules]":
    """Read the national rules and those of every municipality, or of one alone; RulesError holds all issues."""
    from budget_engine.files.yaml_rules import municipalities, placed_rules

    names = [options.gemeente] if options.gemeente is not None else [None, *municipalities(options.map)]
    found: list[PlacedRules] = []
    refused: list[RulesError] = []
    for name in names:
        try:
            found.append(placed_rules(options.map, name))
        except RulesError as error:
            refused.append(error)
    if refused:
        is_read = all(isinstance(error, ExamplesError) for error in refused)
        raise (ExamplesError if is_read else RulesError)(issue for error in refused for issue in error.issues)
    return found


@dataclass
class _Kept:
    """What is reported of each rule set in turn, as far as the end of a command rests on it."""

    answers: "ReportAnswers"
    keys: dict[str, None] = field(default_factory=dict)
    open: dict[str, None] = field(default_factory=dict)

    def end(self, kinds: Collection[str], *, is_whole: bool) -> End:
        """Tell how it ended; an answer is only stale where the whole folder was looked at."""
        stale = tuple(self.answers.stale(self.keys, kinds)) if is_whole else ()
        return End(NOT_AS_IT_SHOULD if self.open or stale else DONE, stale)


def proof(options: argparse.Namespace, today: date) -> Told:
    """Prove every rule set of a folder; a report that is the same for all is told once."""
    from budget_engine.files.proof_answers import read_answers
    from budget_engine.files.witness_case import shown_cases
    from budget_engine.proof.proofs import KINDS, prove

    if options.zaken is not None:
        _refuse_among_rules(options.zaken, options.map)
        refuse_no_room(options.zaken)
    kept = _Kept(read_answers(options.map))
    rules = _all_rules(options)
    reasons = kept.answers.reasons
    cases: list[ShownCase] = []

    def proofs() -> "Iterator[tuple[Proof, PlacedRules]]":
        for placed in rules:
            found = prove(placed.rule_set, options.op or today).without(kept.keys)
            kept.keys.update(dict.fromkeys(found.keys))
            kept.open.update(dict.fromkeys(report.key for report in found.unanswered(reasons)))
            if options.zaken is not None:
                cases.extend(shown_cases(found, (one.rule_set for one in rules)))
            yield found, placed

    def lines() -> Iterator[str]:
        for found, placed in proofs():
            yield from found.text(reasons, placed.place)
            yield ""
        if options.zaken is not None:
            yield from _write_cases(options.zaken, cases)

    def as_json() -> list[Any]:
        written = [found.as_json(reasons, placed.place) for found, placed in proofs()]
        if options.zaken is not None:
            _write_cases(options.zaken, cases)
        return written

    return Told(lines(), as_json, lambda: kept.end(KINDS, is_whole=options.gemeente is None))


def _write_cases(folder: Path, cases: "Iterable[ShownCase]") -> list[str]:
    """Write the households of a proof as case files, and say of which there is none."""
    from budget_engine.files.witness_case import case_files

    cases = list(cases)
    files = case_files(cases)
    write_all_new(folder, files)
    stand = "1 huishouden staat" if len(files) == 1 else f"{len(files)} huishoudens staan"
    without = (f"  Zonder zaak: {case.report}; {case.why_not}." for case in cases if case.why_not is not None)
    return [f"{stand} als zaak in {folder}.", *without]


def examples(options: argparse.Namespace, _today: date) -> Told:
    """Run the examples that stand beside the rules, of every rule set of a folder."""
    from budget_engine.guards.unguarded import entries_of, examples_report

    rules = _all_rules(options)
    failed: list[str | None] = []

    def reports() -> "Iterator[tuple[str | None, ExamplesReport]]":
        told: frozenset[EntryPath] = frozenset()
        for placed in rules:
            found = examples_report(placed.rule_set, told)
            told |= entries_of(placed.rule_set)
            failed.extend([] if found.comes_out else [placed.rule_set.municipality])
            yield placed.rule_set.municipality, found

    return Told(
        (f"{name or 'landelijk'}: {found.text()}" for name, found in reports()),
        lambda: [{"gemeente": name, **found.as_json()} for name, found in reports()],
        lambda: End(NOT_AS_IT_SHOULD if failed else DONE),
    )


def unguarded(options: argparse.Namespace, _today: date) -> Told:
    """Say what could be changed without any example noticing, and which examples would notice."""
    from budget_engine.files.proof_answers import read_answers
    from budget_engine.guards.unguarded import KIND, entries_of
    from budget_engine.guards.unguarded import unguarded as unguarded_in

    kept = _Kept(read_answers(options.map))
    rules = _all_rules(options)
    reasons = kept.answers.reasons

    def reports() -> "Iterator[tuple[str | None, Unguarded, PlacedRules]]":
        told: frozenset[EntryPath] = frozenset()
        for placed in rules:
            found = unguarded_in(placed.rule_set, told)
            told |= entries_of(placed.rule_set)
            kept.keys.update(dict.fromkeys(found.keys))
            kept.open.update(dict.fromkeys(kept.answers.unanswered(found.keys)))
            yield placed.rule_set.municipality, found, placed

    def lines() -> Iterator[str]:
        for name, found, placed in reports():
            yield f"{name or 'landelijk'}:"
            yield found.text(reasons, placed.place)
            yield ""

    def as_json() -> list[Any]:
        return [
            {"gemeente": name, **found.as_json(reasons, placed.place)} for name, found, placed in reports()
        ]

    return Told(lines(), as_json, lambda: kept.end({KIND}, is_whole=options.gemeente is None))


# --- reading -------------------------------------------------------------------------------------------


def read_aloud(options: argparse.Namespace, today: date) -> Told:
    """Read the rules aloud, all of them, of one law or one part, or as a book of pages."""
    from budget_engine.aloud.recital import Choice, names_of, recital, recital_json, titles_of
    from budget_engine.files.rule_book import rule_book
    from budget_engine.files.yaml_rules import read_rules

    _refuse_what_does_not_go_together(options)
    rule_set = read_rules(options.map, options.gemeente)
    if options.boek is not None:
        folder: Path = options.boek
        _refuse_among_rules(folder, options.map)
        pages = rule_book(rule_set, options.op or today)
        write_all_new(folder, pages)
        said = f"Het regelboek staat in {folder}: {len(pages)} bladzijden. Begin bij index.html."
        return Told([said], lambda: {"bladzijden": sorted(pages)})
    _refuse_unknown("--wet", options.wet, titles_of(rule_set))
    _refuse_unknown("--naam", options.naam, names_of(rule_set))
    chosen = Choice(options.wet, options.naam, read_rules(options.map) if options.alleen_eigen else None)
    return Told(recital(rule_set, chosen), lambda: recital_json(rule_set, chosen))


def _refuse_what_does_not_go_together(options: argparse.Namespace) -> None:
    is_part = (options.wet, options.naam) != (None, None) or options.alleen_eigen
    if options.boek is not None and is_part:
        hint = "Laat --wet, --naam en --alleen-eigen weg, of laat --boek weg."
        raise InputError([Issue(Spot("--boek"), "Het regelboek heeft altijd alle regels.", hint)])
    if options.op is not None and options.boek is None:
        text = "Alleen een regelboek hangt van een dag af."
        raise InputError(
            [Issue(Spot("--op"), text, "Noem de map van het boek met --boek, of laat --op weg.")]
        )
    if options.alleen_eigen and options.gemeente is None:
        text = "Wat een gemeente zelf heeft, is pas bekend met de gemeente erbij."
        raise InputError([Issue(Spot("--alleen-eigen"), text, "Noem haar met --gemeente.")])


def _refuse_unknown(option: str, name: str | None, known: Iterable[str]) -> None:
    names = list(known)
    if name is not None and name not in names:
        hint = nearest(name, names)
        raise InputError([Issue(Spot(option), f"'{name}' staat niet in deze regels.", hint)])


def compare(options: argparse.Namespace, _today: date) -> Told:
    """Say what differs between two folders or workbooks of rules."""
    from budget_engine.difference import report as difference_report
    from budget_engine.files.rule_sources import compared, difference_sheet

    if options.blad is not None:
        _refuse_no_workbook(options.blad, options.oud, options.nieuw)
    found = compared(options.oud, options.nieuw, options.gemeente)
    if options.blad is not None:
        write_new(options.blad, difference_sheet(found))
    end = End(NOT_AS_IT_SHOULD if found else DONE)
    return Told(difference_report.text(found), lambda: difference_report.as_json(found), lambda: end)


COMMANDS: dict[str, Callable[[argparse.Namespace, date], Told]] = {
    "naar-excel": to_excel,
    "uit-excel": from_excel,
    "bewijs": proof,
    "voorbeelden": examples,
    "onbewaakt": unguarded,
    "lees-voor": read_aloud,
    "vergelijk": compare,
}
