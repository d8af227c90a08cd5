"""What `maatwerk brieven` writes: the documents of a sealed decision, each in its form, in a new folder."""

import argparse
from pathlib import Path

from budget_engine.cli_files import Told
from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.new_files import refuse_no_room, write_all_new
from budget_engine.papers import Form, file_of, forms_here, papers_of_record

_FORMS = (Form.PDF, Form.WORD)


def run(options: argparse.Namespace) -> Told:
    """Write what can be sent and say of the rest why it cannot; InputError or StoreError says why nothing can."""
    folder: Path = options.naar
    forms = [Form(name) for name in options.vorm] if options.vorm else list(_FORMS)
    lacking = [form for form in forms if form not in forms_here()]
    if lacking:
        text = f"Dit kan deze computer nog niet schrijven: {' en '.join(lacking)}."
        raise InputError([Issue(Place("--vorm"), text, "Installeer de extra 'brieven', of kies --vorm txt.")])
    refuse_no_room(folder)
    found, released = papers_of_record(options.db, options.nummer)
    files, noticed = dict[str, bytes](), []
    for made in found.made:
        if made.blocked and made.name not in released:
            noticed.append(f"{made.name}: kan nog niet worden verstuurd.")
            noticed += [f"  {item.text} {item.hint}" for item in made.blocked]
        else:
            files.update({f"{made.name}.{form}": file_of(made, form, found.on) for form in forms})
    write_all_new(folder, files)
    return Told([f"Record {found.record}: {len(files)} bestanden in {folder}.", *sorted(files)], noticed)
