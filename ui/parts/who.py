"""Asks who says or does something: somebody of the household by name, or anybody else in words."""

from budget_engine.drafts.called import PEOPLE, is_person
from budget_engine.drafts.entry import Field
from ui.parts import field
from ui.session import Here


def ask(here: Here, at: Field, label: str) -> None:
    """Ask who it is: as words, and as a choice from the household where it is somebody who lives there.

    Emptying the choice makes room for other words.
    """
    standing = here.draft.text(at)
    if not is_person(here.draft, standing):
        field.text(here, at, label)
        return
    names = dict.fromkeys((standing, *here.draft.parts(PEOPLE)))
    field.choice(here, at, label, {name: here.called(PEOPLE, name) for name in names}, is_narrow=True)
