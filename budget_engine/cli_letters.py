"""What `maatwerk brieven` and `gespreksblad` write: documents in the forms that are asked, all of them or none."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from budget_engine.cli_files import Rules, Told, read_case_file
from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.editing.writing import refuse_among_rules
from budget_engine.files.new_files import refuse_no_room, write_all_new
from budget_engine.letter.forms import LACKING, Form, forms_here, written
from budget_engine.letter.printable import ONE, lacking_in

Files = dict[str, bytes]
_FORMS = {"brieven": (Form.PDF, Form.WORD), "gespreksblad": tuple(Form)}
"""The forms in which a command writes when nobody says which."""


def run(options: argparse.Namespace, today: date) -> Told:
    """Write what was asked for; InputError or StoreError says why nothing can be written."""
    folder: Path = options.naar
    forms = tuple(map(Form, options.vorm or _FORMS[options.command]))
    if not set(forms) <= set(forms_here()):
        raise InputError([Issue(Place("--vorm"), LACKING, "Of kies --vorm txt.")])
    refuse_among_rules(options.regels, folder)
    refuse_no_room(folder)
    files, noticed = _MADE[options.command](options, forms, today)
    write_all_new(folder, files)
    return Told([f"{len(files)} bestanden staan in {folder}: {', '.join(sorted(files))}."], noticed)


def _documents(options: argparse.Namespace, forms: tuple[Form, ...], _today: date) -> tuple[Files, list[str]]:
    """Write the documents of a record that can be sent, and say of the rest why they cannot."""
    from budget_engine.letter.made import may_go
    from budget_engine.papers import papers_of_record

    found, released = papers_of_record(options.db, options.nummer)
    files, noticed = Files(), []
    for made in found.made:
        if not may_go(made, released):
            noticed.append(f"{made.name}: kan nog niet worden verstuurd.")
            noticed += [f"  {item.text} {item.hint}" for item in made.blocked]
            continue
        if lacking_in(made.document):
            noticed.append(f"{made.name}: voor tekens die niet kunnen worden afgedrukt, staat er '{ONE}'.")
        files.update({f"{made.name}.{form}": written(made.document, form, found.on) for form in forms})
    return files, noticed


def _talk_sheet(options: argparse.Namespace, forms: tuple[Form, ...], today: date) -> tuple[Files, list[str]]:
    """Write the sheet for the talk about a case, or with one of its people."""
    from budget_engine.drafts.entry import Draft
    from budget_engine.drafts.filling import entries_of, fields_of_case
    from budget_engine.drafts.view import look
    from budget_engine.letter.talk_sheet import talk_sheet

    case, rule_set = read_case_file(options.zaak, Rules(options.regels), options.gemeente)
    known = {person.id for person in case.persons}
    if options.voor is not None and options.voor not in known:
        hint = f"Wel: {', '.join(sorted(known))}."
        raise InputError([Issue(Place("--voor"), f"'{options.voor}' is niemand in deze zaak.", hint)])
    entries = entries_of(fields_of_case(case), "opdrachtregel", today.isoformat())
    made = talk_sheet(look(Draft(1, case.id, entries), rule_set, today), options.voor)
    if made.lacking:
        listed = ", ".join(made.lacking)
        raise InputError([Issue(Place(str(options.regels)), f"Deze briefdelen hebben geen tekst: {listed}.")])
    return {f"{made.name}.{form}": written(made.document, form, today) for form in forms}, []


_MADE: dict[str, Callable[[argparse.Namespace, tuple[Form, ...], date], tuple[Files, list[str]]]] = {
    "brieven": _documents,
    "gespreksblad": _talk_sheet,
}
