"""What `maatwerk gespreksblad` writes: a document as text, for a word processor and as a PDF, whole or not at all."""

import argparse
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from budget_engine.cli_files import Rules, read_case_file
from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.editing.writing import refuse_among_rules
from budget_engine.files.new_files import write_all_new

NEEDED = ("docxtpl", "typst")
"""What makes a file for a word processor, and a PDF."""
LACKING = "Voor Word en PDF ontbreekt een onderdeel. Installeer het met: pip install -e '.[brieven]'"


def run(options: argparse.Namespace, today: date) -> list[str]:
    """Write the sheet for the talk; InputError says why not, and then nothing is written."""
    from budget_engine.drafts.entry import Draft
    from budget_engine.drafts.filling import entries_of, fields_of_case
    from budget_engine.drafts.view import look
    from budget_engine.letter.docx import docx
    from budget_engine.letter.pdf import pdf
    from budget_engine.letter.plain import plain
    from budget_engine.letter.talk_sheet import talk_sheet

    folder: Path = options.naar
    refuse_among_rules(options.regels, folder)
    if any(find_spec(name) is None for name in NEEDED):
        raise InputError([Issue(Place(str(folder)), LACKING)])
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
    document = made.document
    contents: dict[str, str | bytes] = {
        "gespreksblad.txt": plain(document),
        "gespreksblad.docx": docx(document),
        "gespreksblad.pdf": pdf(document, today),
    }
    write_all_new(folder, contents)
    return [f"Het gespreksblad staat in {folder}: {', '.join(contents)}."]
