"""The differences between rows of a look-up list, row by row, paired by their keys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from budget_engine.difference.conditions import paired, without
from budget_engine.difference.fields import fields_changed
from budget_engine.difference.one import ChangeKind, Difference, Pair, of_municipality
from budget_engine.difference.words import Words
from budget_engine.language.register import ListRow, ListRows
from budget_engine.values import show_date


def list_changed(pair: Pair, old: ListRows, new: ListRows) -> Iterator[Difference]:
    """Walk the differences between the rows of two versions of a block of rows."""
    rows = list(paired(old.rows, new.rows, _likeness))
    for one, other in rows:
        yield from _row_changed(pair, old, new, one, other)
    for row in without(old.rows, [one for one, _ in rows]):
        yield _told(pair, old, row, ChangeKind.REMOVED)
    for row in without(new.rows, [other for _, other in rows]):
        yield _told(pair, new, row, ChangeKind.ADDED)
    order = [other for one in old.rows for left, other in rows if left is one]
    if order != [row for row in new.rows if any(row is other for other in order)]:
        phrase = "staan de rijen in een andere volgorde; dat maakt niet uit"
        yield pair.told(ChangeKind.ORDER, [phrase], can_change=False, detail="volgorde van de rijen")


def _likeness(one: ListRow, other: ListRow) -> int:
    """Tell how alike two rows are: the same keys, and then the same first day and the same amount."""
    if one.keys != other.keys:
        return 0
    return 1 + (one == other) + 2 * (one.valid_from == other.valid_from)


def block_differences(pair: Pair, block: ListRows, change: ChangeKind) -> Iterator[Difference]:
    """Walk what a block of rows brings or takes away: the block, and each of its rows."""
    is_new = change is ChangeKind.ADDED
    words = pair.edits.new if is_new else pair.edits.old
    count = f"{len(block.rows)} {'rij' if len(block.rows) == 1 else 'rijen'}"
    verb = "komt een blok erbij met" if is_new else "vervalt een blok met"
    since = f"vanaf {show_date(block.valid_from)}"
    subject = f"Bij {words.list(block.list)}{of_municipality(block)}"
    read = words.read(block)
    yield replace(pair, subject=subject).told(
        change, [f"{verb} {count}, {since}"], can_change=True,
        before=None if is_new else read, after=read if is_new else None,
    )  # fmt: skip
    for row in block.rows:
        yield _told(pair, block, row, change)


def _told(pair: Pair, block: ListRows, row: ListRow, change: ChangeKind) -> Difference:
    """Tell of one row that comes or goes; one that follows on another is told as a change of the amount."""
    is_new = change is ChangeKind.ADDED
    words = pair.edits.new if is_new else pair.edits.old
    start = row.valid_from or block.valid_from
    amount = _amount(words, block, row)
    before: str | None = None if is_new else amount
    name = row_name(words, block, row)
    if not is_new:
        sentence = f"{name} vervalt: {amount}, {_from(start)}"
    elif (previous := _previous(words, block, row, start)) is not None:
        before = _amount(words, previous.block, previous.row)
        sentence = (
            f"{name} blijft {amount}, ook {_from(start)}"
            if before == amount
            else f"{name} gaat van {before} naar {amount} {_from(start)}"
        )
    else:
        sentence = f"{name} komt erbij: {amount}, {_from(start)}"
    return pair.said(
        change, [sentence], can_change=True, detail=row_key(words, row),
        before=before, after=amount if is_new else None,
    )  # fmt: skip


def _row_changed(
    pair: Pair, old: ListRows, new: ListRows, one: ListRow, other: ListRow
) -> Iterator[Difference]:
    words = pair.edits.new
    name, spot = row_name(words, new, other), row_key(words, other)
    before, after = _amount(pair.edits.old, old, one), _amount(words, new, other)
    if one.value != other.value:
        start = other.valid_from or new.valid_from
        is_same = before == after
        how = "is anders opgeschreven" if is_same else f"gaat van {before} naar {after} {_from(start)}"
        yield pair.said(
            ChangeKind.TEXT if is_same else ChangeKind.CHANGED, [f"{name} {how}"],
            can_change=not is_same, detail=spot, before=before, after=after,
        )  # fmt: skip
    yield from fields_changed(replace(pair, spot=spot, subject=f"Bij {name}"), one, other)


# --- words -----------------------------------------------------------------------------------------------


def row_key(words: Words, row: ListRow) -> str:
    """Name a row by its keys: `huishoudelijke hulp, per uur, pgb formeel`."""
    return ", ".join(words.choice(key, code) for key, code in row.keys.items())


def row_name(words: Words, block: ListRows, row: ListRow) -> str:
    """Name an amount inside a sentence: `het tarief voor huishoudelijke hulp, per uur, pgb formeel`."""
    return f"{words.list(block.list)} voor {row_key(words, row)}{of_municipality(block)}"


def _amount(words: Words, block: ListRows, row: ListRow) -> str:
    return words.value(words.rule_set.lookup_list.get(block.list), row.value)


def _from(day: date) -> str:
    return f"vanaf {show_date(day)}"


@dataclass(frozen=True)
class _Given:
    """A row, and the block that it stands in."""

    block: ListRows
    row: ListRow


def _previous(words: Words, block: ListRows, row: ListRow, start: date) -> _Given | None:
    """Give the row for the same keys that holds until the day before."""
    for other in words.rule_set.list_rows:
        if (other.list, other.municipality) != (block.list, block.municipality):
            continue
        for given in other.rows:
            end = given.valid_until or other.valid_until
            if given.keys == row.keys and end is not None and end + timedelta(days=1) == start:
                return _Given(other, given)
    return None
