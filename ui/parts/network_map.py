"""The household and its network: drawn, with the same in sentences beneath for whoever does not see it."""

import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import streamlit as st

from budget_engine.network_map import Help, Load, NetworkMap, network_map
from ui.parts.fold import fold
from ui.parts.table import ONLY_NARROW
from ui.parts.words import plain
from ui.session import Here

_WIDE, _SIDE, _MIDDLE = 740, 250, 130
"""The width of the drawing, of a box with help and of a person, in pixels of a page that is 768 wide."""
_LEAST = 640
"""No narrower than this: the letters would be too small to read."""
_LINE, _PAD, _GAP, _EDGE = 17, 9, 16, 2
_INK = "#1b2b3a"
"""On paper of its own: a picture knows nothing of a dark screen."""
_LETTERS = {_SIDE: 33, _MIDDLE: 15}
"""How many letters of 13 pixels fit on a line of a box."""

_STROKES = {
    Load.LIGHT: ("1.5", ""),
    Load.BEARABLE: ("2.5", "10 5"),
    Load.HEAVY: ("5", ""),
    Load.UNKNOWN: ("2", "2 5"),
    Load.NOT_ASKED: ("2", "2 5"),
}
"""How thick a line is and how it is broken, by how heavy the help is to whoever gives it."""

LEGEND = (
    "Een dikke lijn is zwaar, een streepjeslijn is te doen, een dunne lijn is licht. Een stippellijn: dat is niet "
    "bekend of niet gevraagd. De woorden in het vak zeggen hetzelfde."
)


@dataclass(frozen=True)
class Box:
    """A box of the drawing: its left top, its size, and its lines; the first is the name."""

    x: int
    y: int
    width: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """Give how high it is with all its lines."""
        return 2 * _PAD + _LINE * len(self.lines)

    @property
    def middle(self) -> int:
        """Give the height at which lines meet it."""
        return self.y + self.height // 2


def show(here: Here) -> None:
    """Show the map of the open dossier; nothing is clicked on it."""
    found = network_map(here.view.case, here.view.rule_set, here.view.offered)
    if not found.helps:
        return
    st.header("De kaart van het netwerk", anchor=False)
    st.html(_picture(found))
    st.caption(LEGEND)
    opened = fold("Dezelfde kaart in zinnen", f"kaart:{here.draft.number}", kind="compact")
    if opened.open:
        with opened:
            for name, lines in told(found):
                st.markdown(f"**{plain(name)}**")
                st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _picture(found: NetworkMap) -> str:
    """Give the drawing as a picture with its words for whoever does not see it."""
    names = escape(", ".join(item.name for item in found.people))
    source = b64encode(drawn(found).encode()).decode()
    picture = (
        f'<img alt="Kaart van {names} met wie er helpt. Dezelfde kaart staat hieronder in zinnen." '
        f'src="data:image/svg+xml;base64,{source}" '
        f'style="width:100%;min-width:{_LEAST}px;max-width:{_WIDE}px;height:auto">'
    )
    return (
        '<div role="region" tabindex="0" aria-label="De kaart van het netwerk" style="overflow-x:auto">'
        f'{picture}</div><div class="{ONLY_NARROW}" style="font-size:.875rem">Schuif de kaart opzij voor de rest.</div>'
    )


def told(found: NetworkMap) -> Iterator[tuple[str, list[str]]]:
    """Tell the map: each person with what is done for them; who has nobody is said too."""
    for person in found.people:
        lines = [f"{' '.join(item.sentences)} ({item.kind})" for item in found.helps_of(person.id)]
        yield person.name, lines or ["Wie hier helpt, is nog niet opgeschreven."]


# --- drawing -------------------------------------------------------------------------------------------


def drawn(found: NetworkMap) -> str:
    """Draw the map: people in the middle, who helps on both sides, a line from each help to whom it is for."""
    people, helps = boxes(found)
    high = max(box.y + box.height for box in (*people.values(), *helps.values())) + _GAP
    links = "".join(_link(item, helps[item.id], people[item.receiver]) for item in found.helps)
    shapes = [_shape(box, is_person=True) for box in people.values()]
    shapes += [_shape(box, is_person=False) for box in helps.values()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" width="{_WIDE}" height="{high}">'
        f'<rect class="papier" width="{_WIDE}" height="{high}" fill="#fff"/>'
        f'<g font-family="Liberation Sans, Arial, sans-serif" font-size="13" fill="{_INK}">'
        f"{links}{''.join(shapes)}</g></svg>"
    )


def boxes(found: NetworkMap) -> tuple[dict[str, Box], dict[str, Box]]:
    """Place everything: helps by whom they are for, left and right in turn, so that no two boxes touch."""
    order = {person.id: number for number, person in enumerate(found.people)}
    listed = sorted(found.helps, key=lambda item: order[item.receiver])
    sides: dict[int, list[Help]] = {_EDGE: listed[::2], _WIDE - _SIDE - _EDGE: listed[1::2]}
    helps: dict[str, Box] = {}
    deepest = 0
    for x, items in sides.items():
        y = _GAP
        for item in items:
            box = Box(x, y, _SIDE, tuple(_of_help(item)))
            helps[item.id] = box
            y = box.y + box.height + _GAP
        deepest = max(deepest, y)
    return _people(found, deepest), helps


def _people(found: NetworkMap, deepest: int) -> dict[str, Box]:
    """Place the people in the middle, spread over the height of who helps them."""
    wrapped = {item.id: tuple(wrap(item.name, _LETTERS[_MIDDLE])) for item in found.people}
    own = sum(2 * _PAD + _LINE * len(lines) for lines in wrapped.values())
    gap = max(_GAP, (deepest - own) // (len(wrapped) + 1))
    placed: dict[str, Box] = {}
    y = gap
    for name, lines in wrapped.items():
        placed[name] = Box((_WIDE - _MIDDLE) // 2, y, _MIDDLE, lines)
        y += placed[name].height + gap
    return placed


def _of_help(item: Help) -> Iterator[str]:
    for line in (item.giver, item.what, item.kind, *item.notes):
        yield from wrap(line, _LETTERS[_SIDE])


def _link(item: Help, of: Box, to: Box) -> str:
    is_left = of.x < to.x
    start, end = (of.x + of.width, to.x) if is_left else (of.x, to.x + to.width)
    width, dashes = _STROKES[item.load]
    broken = f' stroke-dasharray="{dashes}"' if dashes else ""
    half = (start + end) // 2
    return (
        f'<path d="M {start} {of.middle} C {half} {of.middle}, {half} {to.middle}, {end} {to.middle}" '
        f'fill="none" stroke="{_INK}" stroke-width="{width}"{broken}/>'
    )


def _shape(box: Box, *, is_person: bool) -> str:
    round_, stroke = (14, "2.5") if is_person else (3, "1")
    lines = "".join(
        f'<text x="{box.x + _PAD}" y="{box.y + _PAD + _LINE * number + 13}" '
        f'font-weight="{600 if is_person or not number else 400}">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="{round_}" fill="none" '
        f'stroke="{_INK}" stroke-width="{stroke}"/>{lines}'
    )


def wrap(text: str, letters: int) -> list[str]:
    """Break a text over lines that fit; a word that is too long is broken too, and nothing of it is lost.

    >>> wrap("Gespreksgroep van het steunpunt", 14)
    ['Gespreksgroep', 'van het', 'steunpunt']
    """
    found = [""]
    for word in _alike(text).split():
        for piece in _pieces(word, letters):
            longer = f"{found[-1]} {piece}".strip()
            if wide(longer) <= letters:
                found[-1] = longer
            else:
                found.append(piece)
    return [line for line in found if line] or ["zonder naam"]


def _pieces(word: str, letters: int) -> Iterator[str]:
    piece = ""
    for sign in word:
        if piece and wide(piece + sign) > letters:
            yield piece
            piece = ""
        piece += sign
    yield piece


def wide(text: str) -> int:
    """Count how many letters a text takes: signs of the East are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _alike(text: str) -> str:
    """Leave out the signs that no drawing can hold."""
    return "".join(
        sign if unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co") else " " for sign in text
    )
