"""What is different between two rule sets, told in sentences that policy staff can read to a councillor.

Entries are paired by what they are: the word that opens them, their name, their municipality and their
first day. What is left is paired when only the first day or only the name is another. There is a
difference if and only if the hashes of the two sets differ.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import rfc8785

from budget_engine.aloud.phrases import is_plural, readable
from budget_engine.difference.conditions import Edits, paired
from budget_engine.difference.fields import fields_changed
from budget_engine.difference.lists import block_differences, list_changed
from budget_engine.difference.one import (
    ChangeKind,
    Difference,
    Pair,
    of_municipality,
    part_of,
    sentence_of,
    words_of,
)
from budget_engine.difference.tables import table_changed
from budget_engine.difference.words import KINDS
from budget_engine.language.bases import law_of
from budget_engine.language.entry import Entry
from budget_engine.language.register import ListRows, Setting
from budget_engine.language.rule import Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import show_date

THE_WHOLE = "regelset"
"""The part that a difference of the whole set is about."""


def differences(old: RuleSet, new: RuleSet) -> tuple[Difference, ...]:
    """Tell what is different in the new rules: by law, then by kind of change.

    Nothing when the two are equal; two sets that differ always differ in a sentence.
    """
    edits = words_of(old, new)
    found = [*_whole(old, new)]
    for part in fields(RuleSet)[1:]:
        found += _Entries(edits, getattr(old, part.name), getattr(new, part.name)).differences()
    return tuple(sorted(found, key=_told_in_order))


_CHANGES = tuple(ChangeKind)


def _told_in_order(difference: Difference) -> tuple[bool, bool, str, int]:
    """Begin with the whole set, then law by law; what rests on no law comes last."""
    is_part = difference.part != THE_WHOLE
    return is_part, difference.law is None, difference.law or "", _CHANGES.index(difference.change)


def _whole(old: RuleSet, new: RuleSet) -> Iterator[Difference]:
    if old.municipality != new.municipality:
        before, after = (
            "het hele land" if name is None else f"de gemeente {name}"
            for name in (old.municipality, new.municipality)
        )
        yield Difference(
            change=ChangeKind.CHANGED, part=THE_WHOLE, detail="gemeente", before=before, after=after,
            can_change=True, sentences=(f"De oude regels gelden voor {before}, de nieuwe voor {after}.",),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Written:
    """An entry with its form in a rule file, made once: entries are compared with very many others."""

    entry: Entry

    @cached_property
    def form(self) -> Mapping[str, Any]:
        return self.entry.as_entry()

    @cached_property
    def unnamed(self) -> Mapping[str, Any]:
        """Give the form without the word that opens it, and so without its name."""
        opens = self.entry.word if self.entry.word in self.form else "oordeel"
        return {name: value for name, value in self.form.items() if name != opens}

    @cached_property
    def text(self) -> str:
        """Give the canonical text: equal texts are equal entries, as in the hash."""
        return rfc8785.dumps(self.form).decode()


@dataclass(frozen=True)
class _Entries:
    """The entries of one kind in the old and the new rules."""

    edits: Edits
    old: Sequence[Entry]
    new: Sequence[Entry]

    def differences(self) -> Iterator[Difference]:
        """Walk what is different in entries of this kind."""
        if self.old is self.new:
            return
        old, new = (list(map(_Written, entries)) for entries in (self.old, self.new))
        stood, stands = ([item.text for item in items] for items in (old, new))
        if stood == stands:
            return
        gone, come = _left(old, stands), _left(new, stood)
        for one, other in self._matched(gone, come):
            yield from self._changed(one, other)
        for item in gone:
            yield from self._whole(item.entry, ChangeKind.REMOVED)
        for item in come:
            yield from self._whole(item.entry, ChangeKind.ADDED)
        yield from self._order(_shared(stood, stands), _shared(stands, stood))

    def _matched(self, gone: list[_Written], come: list[_Written]) -> Iterator[tuple[Entry, Entry]]:
        """Take out of both what is the same entry in another form."""
        for likeness in (_same_name, _same_content):
            for one, other in list(paired(gone, come, likeness)):
                gone.remove(one)
                come.remove(other)
                yield one.entry, other.entry

    def _changed(self, one: Entry, other: Entry) -> Iterator[Difference]:
        pair = Pair(one, other, self.edits)
        if getattr(one, one.key) != getattr(other, other.key):
            before, after = (readable(str(getattr(entry, entry.key))) for entry in (one, other))
            yield pair.told(
                ChangeKind.RENAMED, [f"is de naam in de regelbestanden anders: eerst '{before}', nu '{after}'"],
                can_change=True, before=before, after=after,
            )  # fmt: skip
        yield from fields_changed(pair, one, other)
        if isinstance(one, Table) and isinstance(other, Table):
            yield from table_changed(pair, one, other)
        if isinstance(one, ListRows) and isinstance(other, ListRows):
            yield from list_changed(pair, one, other)

    def _whole(self, entry: Entry, change: ChangeKind) -> Iterator[Difference]:
        pair = Pair(entry, entry, self.edits)
        if isinstance(entry, ListRows):
            yield from block_differences(pair, entry, change)
            return
        is_new = change is ChangeKind.ADDED
        words = self.edits.new if is_new else self.edits.old
        law = law_of(entry, words.rule_set)
        pair = replace(pair, law=law)
        read = words.read(entry)
        before = None if is_new else read
        name = f"{words.entry(entry)}{of_municipality(entry)}"
        sentences = [f"{name} {'is nieuw' if is_new else 'vervalt'}{_how(entry, law)}"]
        previous = _previous(entry, self.new) if is_new else None
        if isinstance(entry, Setting):
            value = words.value(words.rule_set.parameter.get(entry.parameter), entry.value)
            since = f"vanaf {show_date(entry.valid_from)}"
            sentences = [f"{name} {'komt erbij' if is_new else 'vervalt'}: {value}, {since}"]
            if isinstance(previous, Setting):
                was = words.value(words.rule_set.parameter.get(entry.parameter), previous.value)
                before = words.read(previous)
                sentences = [
                    f"{name} blijft {value}, ook {since}"
                    if was == value
                    else f"{name} {'gaan' if is_plural(name) else 'gaat'} van {was} naar {value} {since}"
                ]
        elif previous is not None:
            before = words.read(previous)
            sentences = [f"{name} krijgt een nieuwe versie vanaf {show_date(_start(entry))}"]
            later = [
                item for item in self._changed(previous, entry) if item.change is not ChangeKind.VALIDITY
            ]
            sentences += [sentence for item in later for sentence in item.sentences]
        yield pair.said(change, sentences, can_change=True, before=before, after=read if is_new else None)

    def _order(self, stood: list[str], stands: list[str]) -> Iterator[Difference]:
        """Tell that what is in both stands in another order: no engine ever looks at that."""
        if stood == stands:
            return
        plural = KINDS[self.new[0].word][1]
        yield Difference(
            change=ChangeKind.ORDER, part=THE_WHOLE, detail=plural, can_change=False,
            sentences=(sentence_of(f"de {plural} staan in een andere volgorde; dat maakt niet uit"),),
        )  # fmt: skip


def _left(items: Sequence[_Written], others: Iterable[str]) -> list[_Written]:
    """List the entries that do not stand in the other set word for word."""
    left = Counter(others)
    found = []
    for item in items:
        left[item.text] -= 1
        if left[item.text] < 0:
            found.append(item)
    return found


def _shared(texts: Iterable[str], others: Iterable[str]) -> list[str]:
    """List the texts that stand in both, in the order of the first."""
    left = Counter(others)
    found = []
    for text in texts:
        left[text] -= 1
        if left[text] >= 0:
            found.append(text)
    return found


# --- which entry is which --------------------------------------------------------------------------------


def _same_name(old: _Written, new: _Written) -> int:
    """Tell how sure it is that two are one entry: same name, then same first day, then same fields."""
    one, other = old.entry, new.entry
    if part_of(one) != part_of(other) or _owner(one) != _owner(other):
        return 0
    before, after = old.form, new.form
    alike = len([field for field, value in after.items() if before.get(field) == value])
    if isinstance(one, ListRows) and isinstance(other, ListRows):
        keys = [row.keys for row in one.rows]
        shared = len([row for row in other.rows if row.keys in keys])
        if not shared:
            return 0
        alike += shared
    return 1 + alike + (len(before) + len(after)) * (_start(one) == _start(other))


def _same_content(old: _Written, new: _Written) -> int:
    """Tell whether two entries are one under another name: everything else is the same."""
    if isinstance(old.entry, Setting | ListRows):
        return 0  # the same value for something else is something else
    says_enough = len(old.form) > 2 or isinstance(old.entry, Derivation)
    return int(old.unnamed == new.unnamed and says_enough)


def _owner(entry: Entry) -> str | None:
    owner: str | None = getattr(entry, "municipality", None)
    return owner


def _start(entry: Entry) -> date:
    start: date = getattr(entry, "valid_from", date.min)
    return start


def _previous(entry: Entry, entries: Sequence[Entry]) -> Entry | None:
    """Give the version that an entry follows on: it holds until the day before."""
    for other in entries:
        until = getattr(other, "valid_until", None)
        if (
            until is not None
            and part_of(other) == part_of(entry)
            and _owner(other) == _owner(entry)
            and until + timedelta(days=1) == _start(entry)
        ):
            return other
    return None


def _how(entry: Entry, law: str | None) -> str:
    """Say where a rule or table stands and from when it holds."""
    if not isinstance(entry, Rule | Table):
        return ""
    basis = entry.legal_basis
    article = "" if basis is None else f", {'artikel ' * basis.article[:1].isdigit()}{basis.article}"
    where = "" if law is None else f" ({law}{article})"
    return f"{where}; geldig vanaf {show_date(entry.valid_from)}"
