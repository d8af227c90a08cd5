"""The XML inside a workbook, walked element by element: nothing is built of what nobody asked for."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias
from xml.parsers import expat

Opened: TypeAlias = Callable[[str, dict[str, str]], None]
Closed: TypeAlias = Callable[[str, str], None]

DAMAGED = (expat.ExpatError, LookupError, ValueError, StopIteration)
"""What walking a part raises that was not written by a spreadsheet."""
_DEEPEST = 64  # layers of elements; in a workbook of rules they go nine deep (measured)


def walk(content: bytes, opened: Opened, closed: Closed | None = None) -> None:
    """Walk the elements of a part; one of `DAMAGED` where it is no XML of a workbook.

    `opened` is told the name and the attributes of an element, `closed` its name and the text right before
    its end.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    text: list[str] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError
        text.clear()
        opened(local(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if closed is not None:
            closed(local(name), "".join(text))
        text.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(content, True)


def _refuse_doctype(*_: object) -> None:
    raise ValueError


@lru_cache
def local(name: str) -> str:
    """Give a name without the address it belongs to."""
    return name.rsplit(" ", 1)[-1]
