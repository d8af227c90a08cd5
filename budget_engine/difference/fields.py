"""The differences between two versions of one entry, field by field.

The fields are those of the written form, so that whatever changes the hash is told. What has a form of
its own (conditions, examples, choices, validity) is told in its own way; the rest goes from one text to
another.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from budget_engine.aloud.phrases import is_plural
from budget_engine.difference.canonical import canonical, canonical_term
from budget_engine.difference.conditions import REORDERED, without
from budget_engine.difference.one import ChangeKind, Difference, Pair, moved, of_municipality
from budget_engine.difference.words import Words, field_words, listed, quoted, spelled
from budget_engine.language.entry import Entry
from budget_engine.language.expr import Condition, Term
from budget_engine.language.register import (
    Declaration,
    LegalBasis,
    ListRow,
    ListRows,
    LookupList,
    Parameter,
    Setting,
)
from budget_engine.language.rule import Consequence, Derivation, Row, Rule, Table
from budget_engine.values import parse_cents, parse_date, show_cents, show_date

Written: TypeAlias = Mapping[str, Any]

SINCE, UNTIL = "geldig_van", "geldig_tot"
NOTE, EXAMPLES, CHOICES, BASIS, THEN, WHEN, IS = (
    "noot", "voorbeelden", "keuzes", "grondslag", "dan", "als", "is",
)  # fmt: skip
JUDGEMENT = "oordeel"

_FLAGS: Mapping[str, tuple[str, str]] = {
    "te_verifieren": (
        "moet de tekst van de grondslag nog worden nagekeken",
        "is de tekst van de grondslag nagekeken",
    ),
    "catalogus": ("staat dit voortaan in de catalogus", "staat dit niet meer in de catalogus"),
    "afgeleid": ("volgt het antwoord voortaan uit andere feiten", "wordt het antwoord voortaan gevraagd"),
}
"""What is said of a claim that becomes true, and of one that is no longer."""

_FACTS = frozenset({"gehaald", "kan_dragen", "uitvoer", "sleutels"})
"""The fields that name facts."""

_CODE = re.compile(r"[a-z0-9_]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_OWN_WAY: Mapping[type[Entry], frozenset[str]] = {
    Table: frozenset({"invoer", "uitvoer", "rijen"}),
    ListRows: frozenset({"rijen"}),
    Row: frozenset({"rij", "cellen", "uitvoer"}),
    ListRow: frozenset({"sleutels", IS}),
    Declaration: frozenset({"feit", JUDGEMENT}),
}
"""The fields that are told elsewhere: by the rooms of tables and lists, or before the other fields."""


def fields_changed(pair: Pair, old: Entry, new: Entry, prefix: str = "") -> Iterator[Difference]:
    """Walk the differences between the fields of an entry or of a part of one.

    `prefix` goes before the names of the fields of a part: `grondslag.`.
    """
    before, after = old.as_entry(), new.as_entry()
    meant = old.as_entry(with_texts=False), new.as_entry(with_texts=False)
    if isinstance(new, ListRow) and isinstance(old, ListRow):
        before, after = ({k: v for k, v in form.items() if k not in new.keys} for form in (before, after))
    if (JUDGEMENT in before) is not (JUDGEMENT in after):
        said = (
            "geeft voortaan een persoon een oordeel, met reden"
            if JUDGEMENT in after
            else "gaat het voortaan om een feit en niet om een oordeel"
        )
        yield pair.told(ChangeKind.CHANGED, [said], can_change=True, detail=JUDGEMENT)
    if any(before.get(field) != after.get(field) for field in (SINCE, UNTIL)):
        yield validity_changed(pair, before, after)
    aside = {*_OWN_WAY.get(type(new), ()), new.word, SINCE, UNTIL}
    for field in dict.fromkeys([*before, *after]):
        one, other = before.get(field), after.get(field)
        if field not in aside and one != other:
            can_change = meant[0].get(field) != meant[1].get(field)
            found = _Field(pair, f"{prefix}{field}", old, new, can_change=can_change)
            yield from found.differences(one, other)


def validity_changed(pair: Pair, before: Written, after: Written) -> Difference:
    """Tell that the first or the last day became another."""
    old, new = ([_day(form.get(field)) for field in (SINCE, UNTIL)] for form in (before, after))
    phrases = []
    if old[0] != new[0]:
        if old[0] is None or new[0] is None:
            phrases.append(moved("de eerste dag", _show(old[0]), _show(new[0])))
        else:
            turn = "eerder" if new[0] < old[0] else "later"
            phrases.append(
                f"gaat de geldigheid {turn} in: op {_show(new[0])} in plaats van op {_show(old[0])}"
            )
    if old[1] != new[1]:
        is_longer = new[1] is None or (old[1] is not None and old[1] < new[1])
        was = "zonder laatste dag" if old[1] is None else f"tot en met {_show(old[1])}"
        becomes = "zonder laatste dag" if new[1] is None else f"tot en met {_show(new[1])}"
        length = "langer" if is_longer else "korter"
        phrases.append(f"wordt de geldigheid {length}: voortaan {becomes}, eerst {was}")
    return pair.told(
        ChangeKind.VALIDITY, phrases, can_change=True, detail="geldigheid",
        before=_span(*old), after=_span(*new),
    )  # fmt: skip


def _day(text: str | None) -> Any:
    return None if text is None else parse_date(text)


def _show(day: Any) -> str | None:
    return None if day is None else show_date(day)


def _span(since: Any, until: Any) -> str:
    start = "vanaf het begin" if since is None else f"vanaf {_show(since)}"
    return start if until is None else f"{start} tot en met {_show(until)}"


class _Field:
    """One field that is not what it was."""

    def __init__(self, pair: Pair, path: str, old: Entry, new: Entry, *, can_change: bool) -> None:
        self.pair = pair
        self.path = path
        self.name = path.rpartition(".")[2]
        self.owners = old, new
        self.what = field_words(new.word, self.name)
        self.can_change = can_change
        self.words = pair.edits.old, pair.edits.new
        self.change = (
            ChangeKind.CHANGED
            if can_change
            else {NOTE: ChangeKind.NOTE, EXAMPLES: ChangeKind.EXAMPLES}.get(self.name, ChangeKind.TEXT)
        )

    def differences(self, one: Any, other: Any) -> Iterator[Difference]:
        """Walk what is told of this field."""
        old, new = (self._part(owner) for owner in self.owners)
        if isinstance(old, LegalBasis | Consequence) and isinstance(new, LegalBasis | Consequence):
            yield from fields_changed(self.pair, old, new, f"{self.path}.")
        elif isinstance(old, LegalBasis | Consequence) or isinstance(new, LegalBasis | Consequence):
            yield self._told([moved(self.what, self._said(0, one), self._said(1, other))], one, other)
        elif self.name == EXAMPLES:
            yield self._told(list(_examples(one or [], other or [])), None, None)
        elif self.name == CHOICES:
            yield from self._choices(one or {}, other or {})
        elif old is not None and new is not None and isinstance(old, Condition):
            yield self._condition(old, new)
        elif old is not None and new is not None and isinstance(old, Term):
            yield self._term(old, new)
        elif isinstance(one or other, list):
            yield self._list(one or [], other or [])
        elif isinstance(one or other, dict) and old is None and new is None:
            yield self._told(list(self._keyed(one or {}, other or {})), one, other)
        elif isinstance(self.owners[1], Setting) and self.name == IS:
            yield self._value(self.owners[1])
        elif self.name in _FLAGS:
            yield self._told([_FLAGS[self.name][other is None]], None, None)
        else:
            yield self._told([self._moved(one, other)], one, other)

    def _part(self, owner: Entry) -> Any:
        """Give what stands in the field where it is a node or a part with fields of its own."""
        match owner:
            case Rule() | Row() | Table() | Derivation() if self.name == BASIS:
                return owner.legal_basis
            case Rule() | Row() if self.name == THEN:
                return owner.consequence
            case Rule() | Derivation() if self.name == WHEN:
                return owner.when
            case Derivation() if self.name == IS:
                return owner.term
            case Consequence() if self.name == "uiterlijk":
                return owner.deadline
            case other:
                return getattr(other, "legal_basis", None) if self.name == BASIS else None

    def _told(self, phrases: Sequence[str], one: Any, other: Any) -> Difference:
        return self.pair.told(
            self.change, phrases, can_change=self.can_change, detail=self.path,
            before=self._said(0, one), after=self._said(1, other),
        )  # fmt: skip

    def _value(self, setting: Setting) -> Difference:
        """Tell that a parameter has another value over the same period."""
        before, after = (
            words.value(words.rule_set.parameter.get(setting.parameter), owner.value)
            for words, owner in zip(self.words, self.owners, strict=True)
            if isinstance(owner, Setting)
        )
        name = f"{self.words[1].entry(setting)}{of_municipality(setting)}"
        is_same = before == after
        since = f"vanaf {show_date(setting.valid_from)}"
        goes = "gaan" if is_plural(name) else "gaat"
        how = "is anders opgeschreven" if is_same else f"{goes} van {before} naar {after} {since}"
        return self.pair.said(
            ChangeKind.TEXT if is_same else ChangeKind.CHANGED, [f"{name} {how}"],
            can_change=not is_same, detail=self.path, before=before, after=after,
        )  # fmt: skip

    # --- conditions and formulas -----------------------------------------------------------------------

    def _condition(self, old: Condition, new: Condition) -> Difference:
        before, after = self.words[0].reading(old), self.words[1].reading(new)
        if canonical(old) == canonical(new):
            return self._reordered(before, after)
        phrases = list(self.pair.edits.condition(old, new))
        return self.pair.told(
            self.change, phrases or [moved(self.what, before, after)],
            can_change=self.can_change, detail=self.path, before=before, after=after,
        )  # fmt: skip

    def _term(self, old: Term, new: Term) -> Difference:
        before, after = self.words[0].term(old), self.words[1].term(new)
        if canonical_term(old) == canonical_term(new):
            return self._reordered(before, after)
        phrases = list(self.pair.edits.term(old, new, self.what))
        return self.pair.told(
            self.change, phrases or [moved(self.what, before, after)],
            can_change=self.can_change, detail=self.path, before=before, after=after,
        )  # fmt: skip

    def _reordered(self, before: str | None, after: str | None) -> Difference:
        return self.pair.told(
            ChangeKind.ORDER, [f"{REORDERED} ({self.what})"], can_change=False, detail=self.path,
            before=before, after=after,
        )  # fmt: skip

    # --- lists, choices and texts -----------------------------------------------------------------------

    def _list(self, old: Sequence[Any], new: Sequence[Any]) -> Difference:
        gone, come = without(old, new), without(new, old)
        if not gone and not come:
            return self._reordered(self._said(0, list(old)), self._said(1, list(new)))
        phrases = []
        if gone:
            phrases.append(f"vervalt bij {self.what}: {listed([self._item(0, item) for item in gone])}")
        if come:
            phrases.append(f"komt bij {self.what} erbij: {listed([self._item(1, item) for item in come])}")
        return self._told(phrases, list(old), list(new))

    def _keyed(self, old: Written, new: Written) -> Iterator[str]:
        for key in dict.fromkeys([*old, *new]):
            if old.get(key) != new.get(key):
                name = quoted(self.words[1].fact(key))
                before, after = (
                    quoted(spelled(str(side[key]))) if key in side else None for side in (old, new)
                )
                if before is None:
                    yield f"komt bij {self.what} erbij: {name} met {after}"
                elif after is None:
                    yield f"vervalt bij {self.what}: {name} met {before}"
                else:
                    yield f"gaat bij {self.what} {name} van {before} naar {after}"

    def _choices(self, old: Any, new: Any) -> Iterator[Difference]:
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        gone, come = [key for key in old if key not in new], [key for key in new if key not in old]
        phrases = [f"vervalt de keuze {quoted(_label(old, key))}" for key in gone]
        phrases += [f"komt de keuze {quoted(_label(new, key))} erbij" for key in come]
        if phrases:
            yield self._told(phrases, old, new)
        labels = [
            f"heet de keuze {quoted(_label(old, key))} voortaan {quoted(_label(new, key))}"
            for key in old
            if key in new and old[key] != new[key]
        ]
        if labels:
            yield self.pair.told(
                ChangeKind.TEXT, labels, can_change=False, detail=self.path,
                before=self._said(0, old), after=self._said(1, new),
            )  # fmt: skip

    def _moved(self, one: Any, other: Any) -> str:
        before, after = self._said(0, one), self._said(1, other)
        if before is not None and before == after:
            return f"is de schrijfwijze van {self.what} anders"
        return moved(self.what, before, after, is_prose=self.change is not ChangeKind.CHANGED)

    def _said(self, side: int, value: Any) -> str | None:
        """Say what stands in a field; `side` tells by which of the two rule sets."""
        match value:
            case None:
                return None
            case dict():
                if self.name == CHOICES:
                    return "; ".join(_label(value, key) for key in value)
                pairs = [f"{spelled(key)}: {self._item(side, item)}" for key, item in value.items()]
                return "; ".join(pairs)
            case list():
                return "; ".join(self._item(side, item) for item in value)
            case text:
                return self._item(side, text)

    def _item(self, side: int, value: Any) -> str:
        if not isinstance(value, str):
            return _flat(value)
        return said_in(self.words[side], self.owners[side], self.name, value)


def said_in(words: Words, owner: Entry, field: str, text: str) -> str:
    """Say one text of a field of an entry the way people write it."""
    if field in _FACTS:
        return words.fact(text)
    if field == "slug":
        return words.topic(text)
    if field in ("tot_bedrag", "prijs"):
        return show_cents(parse_cents(text))
    if isinstance(owner, Setting) and field == IS:
        return words.value(words.rule_set.parameter.get(owner.parameter), text)
    if isinstance(owner, Parameter | LookupList | Declaration) and field == "bereik":
        return " tot en met ".join(words.value(owner, end) for end in text.split(".."))
    if _DAY.fullmatch(text):
        return show_date(parse_date(text))
    return spelled(text) if _CODE.fullmatch(text) else text


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{spelled(key)} {_flat(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    return spelled(str(value))


def _label(choices: Written, code: str) -> str:
    return spelled(str(choices[code] or code))


def _examples(old: Sequence[Written], new: Sequence[Written]) -> Iterator[str]:
    gone, come = without(old, new), without(new, old)
    changed = min(len(gone), len(come))
    if changed:
        yield "is 1 voorbeeld gewijzigd" if changed == 1 else f"zijn {changed} voorbeelden gewijzigd"
    for count, verb in ((len(come) - changed, "erbij"), (len(gone) - changed, None)):
        if count > 0:
            one, more = ("komt", "komen") if verb else ("vervalt", "vervallen")
            number = f"{one} 1 voorbeeld" if count == 1 else f"{more} {count} voorbeelden"
            yield f"{number} {verb}" if verb else number
    if not gone and not come:
        yield "staan de voorbeelden in een andere volgorde"
