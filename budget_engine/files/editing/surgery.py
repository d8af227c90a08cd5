"""The cuts and stitches that turn the text of one rule file into what is wanted.

Every change is a stretch of the text with what comes in its place; stretches never overlap. A part that
takes another shape is written anew by itself, with the comments it held above it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from budget_engine.errors import Path
from budget_engine.files.editing.pairs import is_same, order_counts, paired, staying
from budget_engine.files.editing.spans import Region, Spans, is_block, is_nothing, plain_of
from budget_engine.files.editing.writer import (
    Quote,
    field_lines,
    inline,
    inline_field,
    item_lines,
    quoted,
    scalar,
    text_of,
)
from budget_engine.files.nodes import Plain

_BETWEEN = ", "


@dataclass(frozen=True)
class Edit:
    """A stretch of the text and what comes in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Slot:
    """The room of a value: from behind its colon or dash when it stands in a block."""

    start: int
    pad: str
    """The indent of the field or item that holds it."""
    host: int
    """Where that field or item begins."""
    in_flow: bool = False
    is_item: bool = False


class Surgery:
    """Works out the edits of one text."""

    def __init__(self, spans: Spans, quote: Quote, newline: str) -> None:
        self.spans = spans
        self.quote: Quote = quote
        self.newline = newline
        self.moved = 0
        self.left: list[str] = []

    def operated(self, wanted: Sequence[Plain]) -> str:
        """Give the text that says what is wanted."""
        root = self.spans.root
        at = root.start_mark.index
        edits = self._value(root, list(wanted), (), Slot(at, "", at, in_flow=True))
        if not root.value:
            text = text_of(wanted, self.quote).removesuffix("\n").replace("\n", self.newline)
            edits = [Edit(at, self.spans.end(root), text)]
        return self._applied(0, len(self.spans.text), edits)

    def _applied(self, start: int, end: int, edits: Sequence[Edit]) -> str:
        """Give a stretch of the text with edits within it done."""
        parts: list[str] = []
        at = start
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            if edit.start < at or edit.end > end:
                raise RuntimeError(f"two edits of one text overlap at {edit.start}")
            parts += [self.spans.text[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, self.spans.text[at:end]])

    def _lines(self, lines: Sequence[str]) -> str:
        return "".join(f"{line}{self.newline}" for line in lines)

    # --- one value -----------------------------------------------------------------------------------

    def _value(self, node: yaml.Node, wanted: Plain, path: Path, slot: Slot) -> list[Edit]:
        if is_same(plain_of(node), wanted, path):
            return []
        if isinstance(node, yaml.ScalarNode) and isinstance(wanted, str):
            return self._text(node, wanted, slot)
        if isinstance(node, yaml.MappingNode) and isinstance(wanted, dict) and node.value and wanted:
            return self._fields(node, wanted, path, slot)
        if isinstance(node, yaml.SequenceNode) and isinstance(wanted, list) and node.value and wanted:
            return self._items(node, wanted, path, slot)
        return self._anew(node, wanted, slot)

    def _text(self, node: yaml.ScalarNode, wanted: str, slot: Slot) -> list[Edit]:
        if is_nothing(node) or node.style in ("|", ">"):
            return self._anew(node, wanted, slot)
        if node.style is None or node.style == "":
            text = scalar(wanted, self.quote, in_flow=slot.in_flow)
        else:
            text = quoted(wanted, "'" if node.style == "'" else '"')
        return [Edit(node.start_mark.index, self.spans.end(node), text)]

    def _anew(self, node: yaml.Node, wanted: Plain, slot: Slot) -> list[Edit]:
        """Write a value anew; comments it held go above the field or item that holds it."""
        end = self.spans.end(node)
        if slot.in_flow:
            return [Edit(node.start_mark.index, end, inline(wanted, self.quote))]
        if slot.is_item:
            first, *more = item_lines(wanted, slot.pad, self.quote)
            text = self.newline.join([first.removeprefix(f"{slot.pad}-"), *more])
        else:
            first, *more = field_lines("x", wanted, slot.pad, self.quote)
            text = self.newline.join([first.removeprefix(f"{slot.pad}x:"), *more])
        edits = [Edit(slot.start, max(slot.start, end), text)]
        comments = self.spans.comments_in(slot.start, end)
        if comments:
            line = self.spans.line_start(slot.host)
            pad = " " * self._indent(line)
            edits.insert(0, Edit(line, line, self._lines([f"{pad}{comment}" for comment in comments])))
        return edits

    def _indent(self, line: int) -> int:
        rest = self.spans.text[line : self.spans.line_end(line)]
        return len(rest) - len(rest.lstrip(" "))

    # --- the fields of a group -----------------------------------------------------------------------

    def _fields(self, node: yaml.Node, wanted: dict[str, Plain], path: Path, slot: Slot) -> list[Edit]:
        old = plain_of(node)
        assert isinstance(old, dict)
        renamed = _renamed(old, wanted)
        names = [renamed.get(name, name) for name in old]
        kept = [name for name in names if name in wanted]
        if not kept or (order_counts(path, list(old)) and kept != [name for name in wanted if name in kept]):
            return self._anew(node, wanted, slot)
        if any(self.spans.is_asked(key) for key, _ in node.value):
            return self._anew(node, wanted, slot)
        inner: list[list[Edit] | None] = []
        for (key, value), name, now in zip(node.value, old, names, strict=True):
            room = self._room(node, key, slot)
            key_text = scalar(now, self.quote, in_flow=room.in_flow)
            key_edits = [Edit(key.start_mark.index, self.spans.end(key), key_text)] if now != name else []
            is_kept = now in wanted
            inner.append(
                [*key_edits, *self._value(value, wanted[now], (*path, now), room)] if is_kept else None
            )
        new = _followers(names, list(wanted))
        if is_block(node):
            return self._block_fields(node, wanted, inner, new, is_entry=len(path) == 1)
        spans = [(key.start_mark.index, self.spans.end(value)) for key, value in node.value]
        parts: list[int | str] = []
        for place in range(-1, len(names)):
            parts += [place] if place >= 0 and names[place] in wanted else []
            parts += [inline_field(name, wanted[name], self.quote) for name in new.get(place, ())]
        edits = self._flow(node, spans, inner, parts)
        return self._anew(node, wanted, slot) if edits is None else edits

    def _room(self, node: yaml.Node, key: yaml.Node, slot: Slot) -> Slot:
        at = key.start_mark.index
        if not is_block(node):
            return Slot(at, "", slot.host, in_flow=True)
        return Slot(self.spans.after_colon(key), " " * self.spans.column(at), at)

    def _block_fields(
        self,
        node: yaml.Node,
        wanted: dict[str, Plain],
        inner: list[list[Edit] | None],
        new: dict[int, list[str]],
        *,
        is_entry: bool,
    ) -> list[Edit]:
        regions = self.spans.regions(node)
        pad = " " * self.spans.column(node.start_mark.index)
        edits = [edit for own in inner for edit in own or ()]
        behind_dash = 0
        if not regions[0].is_whole:  # the first field that stays takes the place behind the dash
            behind_dash = next(number for number, own in enumerate(inner) if own is not None)
            if behind_dash:
                edits.append(Edit(regions[0].start, regions[behind_dash].start + len(pad), ""))
        for region, own in zip(regions[behind_dash:], inner[behind_dash:], strict=True):
            if own is None:
                edits.append(self._cut(region))
        for place, names in new.items():
            lines: list[str] = []
            for name in names:
                lines += field_lines(name, wanted[name], pad, self.quote, is_of_entry=is_entry)
            text = self._lines(lines)
            if place >= 0:
                at = regions[place].end
            elif regions[0].is_whole:
                at = regions[0].above
            else:
                at, text = regions[0].start, f"{text.removeprefix(pad)}{pad}"
            edits.append(Edit(at, at, text))
        return edits

    def _cut(self, region: Region) -> Edit:
        """Take lines out; the comment above stays, and two blank lines never come together."""
        self.left += self.spans.comments_in(region.above, region.start)
        return Edit(region.start, self._end_with_blank(region, region.start), "")

    def _end_with_blank(self, region: Region, start: int) -> int:
        is_double = self.spans.is_blank_before(start) and self.spans.is_blank_at(region.end)
        return self.spans.line_end(region.end) if is_double else region.end

    # --- the items of a list -------------------------------------------------------------------------

    def _items(self, node: yaml.Node, wanted: list[Plain], path: Path, slot: Slot) -> list[Edit]:
        old = [plain_of(item) for item in node.value]
        pairs = paired(old, wanted, path)
        places = {number: place for place, number in enumerate(pairs) if number is not None}
        inner: list[list[Edit] | None] = [None] * len(old)
        marks = self.spans.marks(node) if is_block(node) else [item.start_mark.index for item in node.value]
        for number, place in places.items():
            mark, item = marks[number], node.value[number]
            if is_block(node):
                room = Slot(mark + 1, " " * self.spans.column(mark), mark, is_item=True)
            else:
                room = Slot(mark, "", slot.host, in_flow=True)
            inner[number] = self._value(item, wanted[place], (*path, place), room)
        if pairs == list(range(len(old))):
            return [edit for own in inner for edit in own or ()]
        if is_block(node):
            return self._block_items(node, wanted, pairs, inner, path, slot)
        spans = [(item.start_mark.index, self.spans.end(item)) for item in node.value]
        parts = [
            inline(wanted[place], self.quote) if number is None else number
            for place, number in enumerate(pairs)
        ]
        edits = self._flow(node, spans, inner, parts)
        return self._anew(node, wanted, slot) if edits is None else edits

    def _block_items(
        self,
        node: yaml.Node,
        wanted: list[Plain],
        pairs: list[int | None],
        inner: list[list[Edit] | None],
        path: Path,
        slot: Slot,
    ) -> list[Edit]:
        regions = self.spans.regions(node)
        if not regions[0].is_whole:
            return self._anew(node, wanted, slot)
        stays = staying([number for number in pairs if number is not None])
        edits: list[Edit] = []
        coming: dict[int, list[str]] = defaultdict(list)
        anchor = -1
        for place, number in enumerate(pairs):
            if number is None:
                coming[anchor].append(self._new_item(node, wanted[place], max(anchor, 0), path))
            elif number in stays:
                anchor = number
                edits += inner[number] or ()
            else:
                region = regions[number]
                coming[anchor].append(self._applied(region.above, region.end, inner[number] or ()))
                edits.append(Edit(region.above, self._end_with_blank(region, region.above), ""))
                self.moved += not path
        edits += [self._cut(region) for region, own in zip(regions, inner, strict=True) if own is None]
        for anchor, texts in coming.items():
            blank = self.newline if self._is_airy(regions, max(anchor, 0)) else ""
            if anchor < 0:
                at, text = regions[0].above, "".join(f"{text}{blank}" for text in texts)
            else:
                at, text = regions[anchor].end, "".join(f"{blank}{text}" for text in texts)
            edits.append(Edit(at, at, text))
        return edits

    def _new_item(self, node: yaml.Node, plain: Plain, beside: int, path: Path) -> str:
        """Write a new item the way the item beside it stands."""
        neighbour = node.value[beside]
        in_flow = not isinstance(neighbour, yaml.ScalarNode) and not is_block(neighbour)
        pad = " " * self.spans.column(node.start_mark.index)
        return self._lines(item_lines(plain, pad, self.quote, in_flow=in_flow, is_entry=not path))

    def _is_airy(self, regions: Sequence[Region], number: int) -> bool:
        """Tell whether items stand apart here: a blank line on every side that has a neighbour."""
        before = [self.spans.is_blank_before(regions[number].above)] if number else []
        after = [self.spans.is_blank_at(regions[number].end)] if number + 1 < len(regions) else []
        sides = [*before, *after]
        return bool(sides) and all(sides)

    # --- between brackets ----------------------------------------------------------------------------

    def _flow(
        self,
        node: yaml.Node,
        spans: Sequence[tuple[int, int]],
        inner: Sequence[list[Edit] | None],
        parts: Sequence[int | str],
    ) -> list[Edit] | None:
        """Put parts between brackets in order: old ones by number, new ones as text; None without brackets."""
        if list(parts) == list(range(len(spans))):
            return [edit for own in inner for edit in own or ()]
        text, start, end = self.spans.text, node.start_mark.index, self.spans.end(node)
        if text[start] not in "[{":
            return None
        written = [text[start : spans[0][0]]]
        last: int | str | None = None
        for part in parts:
            if isinstance(last, int) and isinstance(part, int) and part == last + 1:
                written.append(text[spans[last][1] : spans[part][0]])
            elif last is not None:
                written.append(_BETWEEN)
            written.append(part if isinstance(part, str) else self._applied(*spans[part], inner[part] or ()))
            last = part
        return [Edit(start, end, "".join([*written, text[spans[-1][1] : end]]))]


def _followers(names: Sequence[str], wanted: Sequence[str]) -> dict[int, list[str]]:
    """Tell which new fields come behind which field that stays, by its number; -1 is before all."""
    numbers = {name: number for number, name in enumerate(names)}
    new: dict[int, list[str]] = defaultdict(list)
    last = -1
    for name in wanted:
        if name in numbers:
            last = numbers[name]
        else:
            new[last].append(name)
    return dict(new)


def _renamed(old: dict[str, Plain], wanted: dict[str, Plain]) -> dict[str, str]:
    """Find the one field that got another name and kept its value, or that was the only one."""
    lost = [name for name in old if name not in wanted]
    found = [name for name in wanted if name not in old]
    if len(lost) != 1 or len(found) != 1:
        return {}
    is_it = old[lost[0]] == wanted[found[0]] or len(old) == len(wanted) == 1
    return {lost[0]: found[0]} if is_it else {}
