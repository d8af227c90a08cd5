"""Conditions and totals as an outline: one line a part, numbered like the parts of an article.

    1      een_van
    1.1             vorm       pgb
    1.2    niet
    1.2.1           leeftijd   >= 18

Lines side by side must all hold, unless the word above them says otherwise.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from budget_engine.errors import Path, nearest
from budget_engine.files.nodes import DEEPEST
from budget_engine.language.expr import TotalFunction
from budget_engine.language.reading import RESERVED
from budget_engine.language.wording import (
    ALL,
    ALWAYS_WORD,
    ANY,
    COMPARE,
    EVERY,
    IS,
    NOT,
    OF,
    OVER,
    RECORDED,
    SOME,
    WHERE,
)

TOGETHER = "samen"
"""Opens parts that must all hold, where a rule file has them as fields of one part."""

_TOTALS = tuple(str(function) for function in TotalFunction)
WORDS = (ALL, ANY, NOT, SOME, RECORDED, COMPARE, ALWAYS_WORD, TOGETHER, *_TOTALS, OF, WHERE)
"""What may stand under 'woord'; without a word a line is a test of a fact."""


@dataclass(frozen=True)
class Line:
    """One line of an outline."""

    number: str
    word: str = ""
    what: str = ""
    test: str = ""


class NoOutline(ValueError):
    """Something that is no condition and no total, and so has no lines."""


def lines_of(plain: Any) -> Iterator[Line]:
    """Write a condition or a total as lines; NoOutline where it is neither."""
    yield from _side_by_side(plain, "")


def _side_by_side(plain: Any, above: str) -> Iterator[Line]:
    if isinstance(plain, str) or _is_comparison(plain):
        yield from _item(plain, f"{above}1")
        return
    if not isinstance(plain, dict) or not plain:
        raise NoOutline
    for number, (key, body) in enumerate(plain.items(), start=1):
        yield from _part(key, body, f"{above}{number}")


def _is_comparison(plain: Any) -> bool:
    return isinstance(plain, dict) and set(plain) == {COMPARE, IS}


def _item(plain: Any, number: str) -> Iterator[Line]:
    if plain == ALWAYS_WORD:
        yield Line(number, ALWAYS_WORD)
    elif _is_comparison(plain):
        subject, test = plain[COMPARE], _text(plain[IS])
        if isinstance(subject, str):
            yield Line(number, COMPARE, subject, test)
        else:
            yield Line(number, COMPARE, "", test)
            yield from _total(subject, f"{number}.1")
    elif isinstance(plain, dict) and len(plain) == 1:
        (key, body), *_ = plain.items()
        yield from _part(key, body, number)
    elif isinstance(plain, dict):
        yield Line(number, TOGETHER)
        yield from _side_by_side(plain, f"{number}.")
    else:
        raise NoOutline


def _part(key: str, body: Any, number: str) -> Iterator[Line]:
    if key in (ALL, ANY) and isinstance(body, list):
        yield Line(number, key)
        for place, item in enumerate(body, start=1):
            yield from _item(item, f"{number}.{place}")
    elif key == NOT:
        yield Line(number, NOT)
        yield from _side_by_side(body, f"{number}.")
    elif key in (EVERY, SOME) and isinstance(body, dict) and set(body) == {OVER, WHERE}:
        yield Line(number, key, _text(body[OVER]))
        yield from _side_by_side(body[WHERE], f"{number}.")
    elif key == RECORDED:
        yield Line(number, RECORDED, _text(body))
    elif key in _TOTALS and isinstance(body, dict):
        yield from _total({key: body}, number)
    else:
        yield Line(number, "", _text(key), _text(body))


def _total(plain: Any, number: str) -> Iterator[Line]:
    if not isinstance(plain, dict) or len(plain) != 1:
        raise NoOutline
    (key, body), *_ = plain.items()
    if key not in _TOTALS or not isinstance(body, dict) or not {OVER} <= set(body) <= {OVER, OF, WHERE}:
        raise NoOutline
    yield Line(number, key, _text(body[OVER]))
    if OF in body:
        is_formula = isinstance(body[OF], str)
        yield Line(f"{number}.1", OF, body[OF] if is_formula else "")
        if not is_formula:
            yield from _total(body[OF], f"{number}.1.1")
    if WHERE in body:
        yield Line(f"{number}.2", WHERE)
        yield from _side_by_side(body[WHERE], f"{number}.2.")


def _text(plain: Any) -> str:
    if not isinstance(plain, str) or not plain:
        raise NoOutline
    return plain


# --- back ------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[0-9]{1,6}[a-z]?(\.[0-9]{1,6}[a-z]?)*")
_PIECE = re.compile(r"([0-9]+)([a-z]?)")
Refuse: TypeAlias = Callable[[int, str, str, str | None], None]
"""Keeps what is wrong with a line: its row, the name of its column, the text and what to do."""

WORD, WHAT, TEST, NUMBER = "woord", "feit of formule", "toets", "nummer"


@dataclass
class Node:
    """A line with the lines below it, and the row where it stands."""

    line: Line
    row: int
    below: list["Node"] = field(default_factory=list)


def nodes_of(lines: Sequence[tuple[int, Line]], refuse: Refuse) -> list[Node]:
    """Put numbered lines below each other; what has no place is refused."""
    found: dict[str, Node] = {}
    for row, line in lines:
        if not _NUMBER.fullmatch(line.number):
            refuse(row, NUMBER, f"'{line.number}' is geen nummer.", "Nummer de delen als 1, 1.1, 1.2.1.")
        elif line.number in found:
            refuse(
                row,
                NUMBER,
                f"Het nummer {line.number} staat er twee keer.",
                "Geef elke regel een eigen nummer.",
            )
        elif line.number.count(".") >= DEEPEST:
            refuse(row, NUMBER, f"Dit is dieper dan {DEEPEST} lagen genest.", None)
        else:
            found[line.number] = Node(line, row)
    top: list[Node] = []
    for number in sorted(found, key=_order):
        above = number.rpartition(".")[0]
        if above and above not in found:
            hint = f"Voeg een regel met nummer {above} toe, of geef deze een ander nummer."
            refuse(found[number].row, NUMBER, f"Boven {number} ontbreekt {above}.", hint)
        else:
            (found[above].below if above else top).append(found[number])
    return top


def _order(number: str) -> list[tuple[int, str]]:
    return [(int(digits), letter) for digits, letter in _PIECE.findall(number)]


@dataclass
class Outline:
    """Reads nodes back to the form of a rule file, and keeps where every part stood."""

    refuse: Refuse
    spots: dict[Path, tuple[int, str]] = field(default_factory=dict)

    def read(self, nodes: Sequence[Node], path: Path) -> Any:
        """Read a condition or total whose parts stand side by side."""
        self.spots[path] = nodes[0].row, NUMBER
        single = nodes[0].line.word if len(nodes) == 1 else None
        if single in (ALWAYS_WORD, COMPARE, TOGETHER):
            return self._item(nodes[0], path)
        keys = [self._key(node) for node in nodes]
        if len(set(keys)) == len(keys) and not {ALWAYS_WORD, COMPARE, TOGETHER} & set(keys):
            return {key: self._body(node, (*path, key)) for key, node in zip(keys, nodes, strict=True)}
        return {ALL: self._items(nodes, (*path, ALL))}

    def _items(self, nodes: Sequence[Node], path: Path) -> list[Any]:
        return [self._item(node, (*path, number)) for number, node in enumerate(nodes)]

    def _item(self, node: Node, path: Path) -> Any:
        self.spots[path] = node.row, NUMBER
        word = node.line.word
        if word == ALWAYS_WORD:
            self._bare(node, WHAT, TEST)
            self._leaf(node)
            return ALWAYS_WORD
        if word == COMPARE:
            return self._comparison(node, path)
        if word == TOGETHER:
            self._bare(node, WHAT, TEST)
            return self.read(node.below, path) if node.below else self._nothing_below(node)
        key = self._key(node)
        return {key: self._body(node, (*path, key))}

    def _key(self, node: Node) -> str:
        word = node.line.word
        if word and word not in WORDS:
            hint = nearest(word, WORDS) or f"Kies uit: {', '.join(WORDS)}; of laat het leeg bij een feit."
            self.refuse(node.row, WORD, f"'{word}' is geen woord van een voorwaarde.", hint)
        if not word and not node.line.what:
            self.refuse(node.row, WHAT, "Hier ontbreekt een feit.", "Schrijf een feit, of kies een woord.")
        if not word and node.line.what in RESERVED:
            text = f"'{node.line.what}' is geen feit maar een woord van de regeltaal."
            self.refuse(node.row, WHAT, text, f"Zet het in de kolom '{WORD}'.")
        return word or node.line.what

    def _body(self, node: Node, path: Path) -> Any:
        line = node.line
        self.spots[path] = node.row, (TEST if line.test else WHAT if line.what else WORD)
        if not line.word:
            self.spots[*path, WHAT] = node.row, WHAT
            self._leaf(node)
            if not line.test:
                self.refuse(
                    node.row,
                    TEST,
                    f"De toets bij '{line.what}' ontbreekt.",
                    "Schrijf bijvoorbeeld ja of >= 18.",
                )
            return line.test
        if line.word in (EVERY, SOME) and line.what:
            self._bare(node, TEST)
            where = self.read(node.below, (*path, WHERE)) if node.below else self._nothing_below(node)
            return {OVER: line.what, WHERE: where}
        if line.word in _TOTALS:
            return self._total(node, path)
        if line.word == RECORDED:
            self._bare(node, TEST)
            self._leaf(node)
            if not line.what:
                self.refuse(node.row, WHAT, "Hier ontbreekt een feit.", None)
            return line.what
        self._bare(node, WHAT, TEST)
        if line.word == NOT:
            return self.read(node.below, path) if node.below else self._nothing_below(node)
        if line.word == SOME:
            self.refuse(node.row, WHAT, "Hier ontbreekt de lijst.", "Schrijf bijvoorbeeld zaak.personen.")
        if line.word in (OF, WHERE):
            text = f"'{line.word}' kan hier niet; het hoort onder een totaal."
            self.refuse(node.row, WORD, text, f"Zet het onder {', '.join(_TOTALS)}.")
        return self._items(node.below, path)

    def _comparison(self, node: Node, path: Path) -> Any:
        line = node.line
        self.spots[*path, COMPARE] = node.row, WHAT
        self.spots[*path, IS] = node.row, TEST
        if not line.test:
            self.refuse(node.row, TEST, "De toets ontbreekt.", "Schrijf bijvoorbeeld >= 18.")
        if line.what:
            self._leaf(node)
            return {COMPARE: line.what, IS: line.test}
        return {COMPARE: self._one_total(node, (*path, COMPARE)), IS: line.test}

    def _one_total(self, node: Node, path: Path) -> Any:
        if len(node.below) != 1 or node.below[0].line.word not in _TOTALS:
            text = "Hier ontbreekt een formule."
            self.refuse(
                node.row, WHAT, text, f"Schrijf haar hier, of zet er één totaal onder ({', '.join(_TOTALS)})."
            )
            return ""
        return self.read(node.below, path)

    def _total(self, node: Node, path: Path) -> Any:
        self._bare(node, TEST)
        if not node.line.what:
            self.refuse(node.row, WHAT, "Hier ontbreekt de lijst.", "Schrijf bijvoorbeeld zaak.personen.")
        found: dict[str, Any] = {OVER: node.line.what}
        for part in node.below:
            word = part.line.word
            self.spots[*path, word] = part.row, (WHAT if part.line.what else WORD)
            if word not in (OF, WHERE) or word in found:
                self.refuse(
                    part.row,
                    WORD,
                    f"Onder '{node.line.word}' staat één keer '{OF}' en één keer '{WHERE}'.",
                    None,
                )
            elif word == OF and part.line.what:
                self._bare(part, TEST)
                self._leaf(part)
                found[OF] = part.line.what
            elif word == OF:
                self._bare(part, TEST)
                found[OF] = self._one_total(part, (*path, OF))
            else:
                self._bare(part, WHAT, TEST)
                found[WHERE] = (
                    self.read(part.below, (*path, WHERE)) if part.below else self._nothing_below(part)
                )
        return found

    # --- what does not fit ---------------------------------------------------------------------------------

    def _bare(self, node: Node, *columns: str) -> None:
        said: Mapping[str, str] = {WHAT: node.line.what, TEST: node.line.test}
        for column in columns:
            if said[column]:
                text = f"Bij '{node.line.word}' hoort hier niets te staan."
                self.refuse(node.row, column, text, "Maak de cel leeg, of zet dit op een regel eronder.")

    def _leaf(self, node: Node) -> None:
        if node.below:
            first = node.below[0]
            text = f"Onder nummer {node.line.number} kan niets staan."
            self.refuse(first.row, NUMBER, text, "Geef deze regel een ander nummer.")

    def _nothing_below(self, node: Node) -> str:
        text = f"Onder '{node.line.word}' ontbreekt een voorwaarde."
        self.refuse(node.row, WORD, text, f"Voeg een regel met nummer {node.line.number}.1 toe.")
        return ""
