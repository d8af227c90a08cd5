"""The log: one line of JSON an event, with numbers and places in the code, never what was typed.

A fault gets a number that somebody can read out over the telephone. The message of an exception may hold
a name, an amount or somebody's words, so it is left out: kind and places in the code are enough to mend it.
"""

import hashlib
import json
import os
import traceback
from enum import StrEnum
from pathlib import Path

from budget_engine.errors import InputError, MaatwerkError, SealRefused

_DIGITS_OF_A_FAULT = 8  # enough to tell faults apart, short enough to read out over the telephone
_MOST_PLACES = 20  # at each end; what calls itself without end has a thousand places that say nothing


class Event(StrEnum):
    """What is written down; a closed list, so that nothing of a case can slip in as the name of an event."""

    STARTED = "gestart"
    STOPPED = "gestopt"
    SEALED = "vastgesteld"
    NOT_SEALED = "niet_vastgesteld"
    REPLAYED = "nagerekend"
    RULES_REFUSED = "regels_geweigerd"
    PUT_BACK = "bewaking_teruggezet"
    FAULT = "storing"


def fault(error: BaseException, at: str) -> tuple[str, bool]:
    """Write a fault down; gives its number, and whether it could be kept."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    if len(places) > 2 * _MOST_PLACES:
        places = [*places[:_MOST_PLACES], "...", *places[-_MOST_PLACES:]]
    kind = type(error).__name__
    number = hashlib.sha256("\n".join((kind, *places)).encode()).hexdigest()[:_DIGITS_OF_A_FAULT]
    return number, _written(
        {"tijd": at, "gebeurtenis": Event.FAULT, "storing": number, "soort": kind, "waar": places}
    )


def note(event: Event, at: str, **numbers: int) -> bool:
    """Write an event down with numbers only; tells whether it could be kept."""
    return _written({"tijd": at, "gebeurtenis": event, **numbers})


def problems_in(error: MaatwerkError) -> int:
    """Count what is wrong, without saying what."""
    if isinstance(error, InputError):
        return len(error.issues)
    return len(error.reasons) if isinstance(error, SealRefused) else 1


def _written(line: dict[str, object]) -> bool:
    log = os.environ.get("MAATWERK_LOG")
    if not log:
        return False
    try:
        with Path(log).open("ab", buffering=0) as stream:  # a line at once, whoever else writes
            stream.write(f"{json.dumps(line, ensure_ascii=False)}\n".encode())
    except OSError:
        return False
    return True
