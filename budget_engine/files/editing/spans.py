"""Where the parts of a YAML text begin and end, down to the lines and the comments that are theirs.

libyaml lets a block end where the next part begins, past blank lines and comments. Here a part ends
with its own last character, so that what stands between two parts stays out of every edit.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from unicodedata import normalize

import yaml

from budget_engine.files.nodes import Plain

_HEADING = re.compile(r"#\s*(?:[-=#*]{2,}|$)")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*")
_ASKING = re.compile(r"(?:^|[\s{\[,])\?\s")
_BLANKS = " \t\r\n"


@dataclass(frozen=True)
class Region:
    """The whole lines of an item or field: from `start` up to `end`, and from `above` with its comment."""

    above: int
    start: int
    end: int
    is_whole: bool
    """Whether it begins its own line; the first field behind a dash does not."""


class Spans:
    """The text of a rule file beside its nodes; the text ends with a newline and has no BOM."""

    def __init__(self, text: str) -> None:
        self.text = text
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        assert root is not None, "a text without nodes was refused before"
        self.root: yaml.Node = root
        self._lines = [0, *(found.end() for found in re.finditer(r"\n", text))]
        self.comments = tuple(self._comments())

    # --- lines ---------------------------------------------------------------------------------------

    def line_start(self, at: int) -> int:
        """Give where the line of a spot begins."""
        return self._lines[bisect_right(self._lines, at) - 1]

    def line_end(self, at: int) -> int:
        """Give where the line after a spot begins."""
        number = bisect_right(self._lines, at)
        return self._lines[number] if number < len(self._lines) else len(self.text)

    def is_blank_at(self, at: int) -> bool:
        """Tell whether the line that begins here says nothing; past the end there is no line."""
        return at < len(self.text) and not self.text[at : self.line_end(at)].strip()

    def is_blank_before(self, at: int) -> bool:
        """Tell whether the line before the one that begins here says nothing."""
        return at > 0 and self.is_blank_at(self.line_start(at - 1))

    def begins_its_line(self, at: int) -> bool:
        """Tell whether nothing stands before a spot on its line."""
        return not self.text[self.line_start(at) : at].strip(" ")

    def column(self, at: int) -> int:
        """Give how far a spot stands from the left."""
        return at - self.line_start(at)

    # --- nodes ---------------------------------------------------------------------------------------

    def end(self, node: yaml.Node) -> int:
        """Give where a node itself ends, without blank lines and comments after it."""
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            start = int(node.start_mark.index)
            return start + len(self.text[start : node.end_mark.index].rstrip(_BLANKS))
        if not is_block(node) or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        if isinstance(node, yaml.MappingNode):
            key, value = last
            return max(self.end(value), self.after_colon(key)) if is_nothing(value) else self.end(value)
        return self.end(last)

    def after_colon(self, key: yaml.Node) -> int:
        """Give the spot right behind the colon of a field."""
        return self.text.index(":", self.end(key)) + 1

    def is_asked(self, key: yaml.Node) -> bool:
        """Tell a name that is written behind a question mark of its own, as hardly anybody does."""
        return key.start_mark.index in self._asked

    @cached_property
    def _asked(self) -> frozenset[int]:
        if not _ASKING.search(self.text):
            return frozenset()
        tokens = list(yaml.scan(self.text, Loader=yaml.CSafeLoader))
        return frozenset(
            name.start_mark.index
            for mark, name in pairwise(tokens)
            if isinstance(mark, yaml.KeyToken) and mark.end_mark.index > mark.start_mark.index
        )

    def marks(self, node: yaml.Node) -> list[int]:
        """Give where the items (at their dashes) or the fields (at their names) of a block begin."""
        if isinstance(node, yaml.MappingNode):
            return [key.start_mark.index for key, _ in node.value]
        first = node.start_mark.index
        dash = re.compile(rf"^ {{{self.column(first)}}}-(?=\s)", re.MULTILINE)
        marks = [first]
        for item in node.value[:-1]:
            found = dash.search(self.text, self.line_end(max(marks[-1], self.end(item))))
            marks.append(len(self.text) if found is None else found.end() - 1)
        return marks

    def regions(self, node: yaml.Node) -> list[Region]:
        """Give the lines of every item or field of a block."""
        marks = self.marks(node)
        values = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
        regions: list[Region] = []
        before = 0
        for mark, value in zip(marks, values, strict=True):
            is_whole = self.begins_its_line(mark)
            start = self.line_start(mark) if is_whole else mark
            above = self._with_comment(start, self.column(mark), before) if is_whole else start
            end = self._with_remarks(self.line_end(max(mark, self.end(value) - 1)), self.column(mark))
            regions.append(Region(above, start, end, is_whole))
            before = end
        return regions

    def _with_comment(self, start: int, column: int, before: int) -> int:
        """Take in the comment right above; a heading, and what opens the file, is about more than this part."""
        at = start
        while at > before:
            line = self.line_start(at - 1)
            if not self._is_comment(line, lambda indent: indent == column) or _HEADING.match(
                self.text, line + column
            ):
                break
            at = line
        return start if at == 0 else at

    def _with_remarks(self, end: int, column: int) -> int:
        """Take in comments below that stand deeper than the part itself."""
        while end < len(self.text) and self._is_comment(end, lambda indent: indent > column):
            end = self.line_end(end)
        return end

    def _is_comment(self, line: int, fits: Callable[[int], bool]) -> bool:
        content = self.text[line : self.line_end(line)]
        indent = len(content) - len(content.lstrip(" "))
        return content[indent : indent + 1] == "#" and fits(indent)

    # --- comments ------------------------------------------------------------------------------------

    def _comments(self) -> Iterator[tuple[int, int]]:
        scalars = sorted(
            (node.start_mark.index, max(node.start_mark.index, self.end(node)))
            for node in _scalars(self.root)
        )
        for (_, end), (start, _) in pairwise([(0, 0), *scalars, (len(self.text), len(self.text))]):
            for found in _COMMENT.finditer(self.text, end, start):
                yield found.span()

    def comment_texts(self) -> list[str]:
        """Give every comment of the text, in order."""
        return self.comments_in(0, len(self.text) + 1)

    def comments_in(self, start: int, end: int) -> list[str]:
        """Give the comments that stand between two spots."""
        first = bisect_right(self.comments, (start - 1, len(self.text)))
        found: list[str] = []
        for at, until in self.comments[first:]:
            if at >= end:
                break
            found.append(self.text[at:until].rstrip())
        return found


def is_nothing(node: yaml.Node) -> bool:
    """Tell a value that was left empty: it has no characters of its own."""
    return isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index


def is_block(node: yaml.Node) -> bool:
    """Tell a group or list whose parts stand under each other."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def plain_of(node: yaml.Node) -> Plain:
    """Give the plain form of a node that was read before without a problem."""
    if isinstance(node, yaml.ScalarNode):
        return normalize("NFC", node.value)
    if isinstance(node, yaml.SequenceNode):
        return [plain_of(item) for item in node.value]
    return {normalize("NFC", key.value): plain_of(value) for key, value in node.value}


def _scalars(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for part in node.value:
        for inner in part if isinstance(part, tuple) else (part,):
            yield from _scalars(inner)
