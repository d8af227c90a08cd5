"""YAML as text with places: nothing is turned into a number, a date or a yes by itself.

libyaml gives the nodes; every scalar stays the text that was typed. What YAML can do and people do
not expect is refused with its line: anchors, merge keys, tags, double keys, more than one document.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, TypeAlias
from unicodedata import combining, normalize

import yaml

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.disk import because
from budget_engine.files.yaml_faults import CURLY, UNREADABLE, explained

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

MOST_BYTES = 600_000  # the largest rule file takes 250 kB (measured); a full one is read in 0.9 s
DEEPEST = 40  # the deepest real rule stands 14 deep (measured)
MOST_OPENINGS = 2000
"""How many brackets a file may open before it is walked without recursion first: libyaml's composer
calls itself, and 100 kB of brackets would end the process (measured)."""
LONGEST_LINE = 1000
"""A block stands a column deeper per layer, so only long lines can hold deep blocks."""

_OWN_TAGS = "tag:yaml.org,2002:"
_ALLOWED_CONTROLS = "\n\r\t"
_ESCAPED_PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)((?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})+)"
)
_HIDDEN = ("Hier staat een teken dat u niet ziet.", "Typ de tekst opnieuw, of plak zonder opmaak.")
STACKED = ("Hier staan te veel accenten op één letter.", "Typ de tekst opnieuw.")
MOST_ACCENTS = 30  # as Unicode's own format for streams allows (UAX 15, 13)
_LONG_WORD = re.compile(r"[^\x00-\x7f]{31}")  # one more than that
_NOUGHTS = 3  # more than one in three: UTF-16 writes every second byte of plain text as nought
_NOT_UTF8 = ("Dit bestand is niet in UTF-8 opgeslagen.", "Bewaar het opnieuw met codering UTF-8.")
_NO_FILE = ("Dit is geen gewoon bestand.", "Zet er een bestand met regels neer, of haal het weg.")
_DOUBLE = "Ontbreekt er een streepje waar een nieuw onderdeel begint?"
_EMPTY = ("Dit bestand is leeg.", None)
_ONLY_REMARKS = (_EMPTY[0], "Er staan alleen opmerkingen in. Haal de # weg bij wat moet gelden.")
_ESCAPED = (
    _HIDDEN[0],
    "De schuine streep naar links maakt dat teken. Gebruik enkele aanhalingstekens, of haal de streep weg.",
)
_ANCHOR = ("Een anker (&) met verwijzing (*) kan hier niet.", "Schrijf het onderdeel voluit.")


@dataclass(frozen=True)
class Document:
    """The plain text of a YAML file, and the way back to its lines."""

    file: str
    plain: Plain
    root: yaml.Node | None = None

    def place(self, path: Sequence[str | int]) -> Place:
        """Give the line of a path, or of its nearest part that is there."""
        if self.root is None:
            return Place(self.file, 1)
        node, line = self.root, self.root.start_mark.line + 1
        for step in path:
            found = _below(node, step)
            if found is None:
                break
            node, line = found
        return Place(self.file, line)

    def issue(self, path: Sequence[str | int], text: str, hint: str | None = None) -> Issue:
        """Make an issue at the line of a path."""
        return Issue(self.place(path), text, hint)


def _below(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if normalize("NFC", key.value) == step:
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    return None


def read_yaml(path: Path, label: str | None = None) -> Document:
    """Read a YAML (or JSON) file; InputError holds every issue that keeps it from being read."""
    name = label or str(path)
    return parse_yaml(read_content(path, name), name)


def read_content(path: Path, name: str, most: int = MOST_BYTES) -> bytes:
    """Read what stands in a file that is not too large; InputError says why it cannot be read."""
    try:
        found = path.stat()
        if not (S_ISREG(found.st_mode) or S_ISDIR(found.st_mode)):  # a pipe or a device may never end
            raise InputError([Issue(Place(name), *_NO_FILE)])
        size = found.st_size
        if size > most:
            raise InputError(
                [
                    Issue(
                        Place(name),
                        f"Dit bestand is te groot ({size} bytes).",
                        f"Hooguit {most} bytes.",
                    )
                ]
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError([Issue(Place(name), "Dit bestand bestaat niet.")]) from None
    except IsADirectoryError:
        raise InputError([Issue(Place(name), "Dit is een map en geen bestand.")]) from None
    except PermissionError:
        raise InputError([Issue(Place(name), "Dit bestand mag niet worden gelezen.")]) from None
    except OSError as error:
        text = f"Dit bestand kan niet worden gelezen{because(error)}."
        raise InputError([Issue(Place(name), text)]) from None


def parse_yaml(content: bytes, name: str) -> Document:
    """Read YAML text; InputError holds every issue."""
    text = _decoded(content, name)
    try:
        issues = list(_from_events(text, name)) if _needs_a_walk(text) else []
        if any(issue.text == _TOO_DEEP for issue in issues):
            raise InputError(issues)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line, *said = explained(error, text)
        raise InputError([Issue(Place(name, line), *said)]) from None
    except yaml.YAMLError:
        raise InputError([Issue(Place(name), *UNREADABLE)]) from None
    if root is None:
        is_blank = not text.strip("\ufeff \t\r\n")
        raise InputError([Issue(Place(name, 1), *(_EMPTY if is_blank else _ONLY_REMARKS))])
    composer = _Composer(name)
    plain = composer.plain(root, 0)
    issues = sorted({*issues, *composer.issues}, key=lambda issue: issue.place.line or 0)
    if issues:
        raise InputError(issues)
    return Document(name, plain, root)


_TOO_DEEP = f"Dit is dieper dan {DEEPEST} lagen genest."


def _needs_a_walk(text: str) -> bool:
    return (
        "&" in text
        or "!" in text
        or text.count("[") + text.count("{") > MOST_OPENINGS
        or any(len(line) > LONGEST_LINE for line in text.splitlines())
    )


def _from_events(text: str, name: str) -> Iterator[Issue]:
    """Find what the nodes no longer show: labels, anchors nobody uses, and a depth that cannot be composed."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        place = Place(name, None if event.start_mark is None else event.start_mark.line + 1)
        if getattr(event, "anchor", None) is not None and not isinstance(event, yaml.AliasEvent):
            yield Issue(place, *_ANCHOR)
        tag = getattr(event, "tag", None)
        if tag is not None:
            yield Issue(place, f"Een label als '{tag.replace(_OWN_TAGS, '!!')}' kan hier niet.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                yield Issue(place, _TOO_DEEP)
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _decoded(content: bytes, name: str) -> str:
    if content.count(0) * _NOUGHTS > len(content):
        raise InputError([Issue(Place(name, 1), *_NOT_UTF8)])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError([Issue(Place(name, line), *_NOT_UTF8)]) from None
    issues = [
        Issue(Place(name, number), *(_HIDDEN if hides(line) else STACKED))
        for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1)
        if hides(line) or stacks(line)
    ]
    if issues:
        raise InputError(issues)
    if text.lstrip()[:1] in ("{", "["):  # JSON writes a character beyond the first plane as two escapes
        text = _ESCAPED_PAIR.sub(lambda found: found[1] + json.loads(f'"{found[2]}"'), text)
    return normalize("NFC", text)


def hides(text: str) -> bool:
    """Tell whether a line of text holds a character that nobody sees."""
    if text.isprintable():  # the quick way out
        return False
    return any(not (char.isprintable() or char in _ALLOWED_CONTROLS) for char in text)


def stacks(text: str) -> bool:
    """Tell whether a text has more accents on one letter than any language does.

    Putting very many of them in order takes as long as their number squared.
    """
    if text.isascii() or _LONG_WORD.search(text) is None:  # the quick way out
        return False
    height = 0
    for char in text:
        height = height + 1 if combining(char) else 0
        if height > MOST_ACCENTS:
            return True
    return False


class _Composer:
    def __init__(self, name: str) -> None:
        self.name = name
        self.issues: list[Issue] = []
        self.seen: set[int] = set()

    def _refuse(self, node: yaml.Node, text: str, hint: str | None = None) -> None:
        self.issues.append(Issue(Place(self.name, node.start_mark.line + 1), text, hint))

    def plain(self, node: yaml.Node, depth: int) -> Any:
        if depth > DEEPEST or (depth == DEEPEST and not isinstance(node, yaml.ScalarNode)):
            self._refuse(node, _TOO_DEEP)
            return ""
        if id(node) in self.seen:
            self._refuse(node, *_ANCHOR)
            return ""
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._text(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _text(self, node: yaml.ScalarNode) -> str:
        """Give the text of a scalar; escapes were read only now, so it is looked at once more."""
        text: str = node.value
        if text.isascii() and text.isprintable():
            return text
        if hides(text):  # as it stood in the file it was looked at before
            self._refuse(node, *_ESCAPED)
        if stacks(text):
            self._refuse(node, *STACKED)
            return ""
        return normalize("NFC", text)

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        is_flow = bool(getattr(node, "flow_style", False))
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._refuse(key, "Een naam van een veld is gewone tekst.")
                continue
            if is_flow and value.value == "" and value.start_mark.index == value.end_mark.index:
                loose = f"Binnen {{ }} is een komma een scheiding tussen velden; '{key.value}' staat nu los."
                hint = 'Zet tekst of een bedrag met een komma tussen aanhalingstekens, zoals "13,00".'
                self._refuse(key, *(CURLY if key.value[-1:] in ("”", "“", "’") else (loose, hint)))
                continue
            if key.value == "<<":
                self._refuse(key, "Samenvoegen met '<<' kan hier niet.", "Schrijf de velden voluit.")
            name = self._text(key)
            if name in found:
                self._refuse(key, f"'{name}' staat hier twee keer.", _DOUBLE)
            found[name] = self.plain(value, depth + 1)
        return found
