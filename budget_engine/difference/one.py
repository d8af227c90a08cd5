"""One difference between two rule sets, and what every difference of one entry shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from budget_engine.aloud.phrases import sentence
from budget_engine.difference.conditions import Edits
from budget_engine.difference.words import LONGEST_IN_A_SENTENCE, Words, quoted
from budget_engine.glossary import Noun, YesNo
from budget_engine.language.bases import law_of
from budget_engine.language.entry import Entry
from budget_engine.language.register import ListRows
from budget_engine.language.rule import Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet


class ChangeKind(StrEnum):
    """What kind of difference it is; the order is the order in which they are told."""

    ADDED = "toegevoegd"
    REMOVED = "vervallen"
    RENAMED = "hernoemd"
    CHANGED = "gewijzigd"
    VALIDITY = "geldigheid"
    ORDER = "volgorde"
    TEXT = "tekst"
    EXAMPLES = "voorbeelden"
    NOTE = "noot"


class Difference(Noun):
    """One difference: what it is about, what stood there, what stands there now, and the sentences.

    `part` is the entry by its word and name; `detail` the row or field in it. `can_change` is no only
    where every household has the same outcome by both rule sets.
    """

    change: ChangeKind
    law: str | None = None
    municipality: str | None = None
    part: str
    detail: str | None = None
    before: str | None = None
    after: str | None = None
    can_change: YesNo
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """One entry in the old and in the new rules, and how what differs in it is told."""

    old: Entry
    new: Entry
    edits: Edits
    spot: str | None = None
    """The row that is looked at, as it stands in `detail`."""

    subject: str | None = None
    """What the sentences begin with; without it the entry itself."""

    law: str | None = None

    @property
    def start(self) -> str:
        """Give the words before the verb: "In de regel '...'"."""
        if self.subject is not None:
            return self.subject
        preposition = "In" if isinstance(self.new, Rule | Table | Derivation | ListRows) else "Bij"
        return f"{preposition} {self.edits.new.entry(self.new)}{of_municipality(self.new)}"

    def told(
        self,
        change: ChangeKind,
        phrases: Iterable[str],
        *,
        can_change: bool,
        detail: str | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> Difference:
        """Make a difference of verb phrases."""
        return self.said(
            change,
            [f"{self.start} {phrase}." for phrase in phrases],
            can_change=can_change, detail=detail, before=before, after=after,
        )  # fmt: skip

    def said(
        self,
        change: ChangeKind,
        sentences: Iterable[str],
        *,
        can_change: bool,
        detail: str | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> Difference:
        """Make a difference of whole sentences."""
        return Difference(
            change=change,
            law=self.law or law_of(self.new, self.edits.new.rule_set),
            municipality=getattr(self.new, "municipality", None),
            part=part_of(self.new),
            detail=", ".join(part for part in (self.spot, detail) if part) or None,
            before=before,
            after=after,
            can_change=can_change and self.new.changes_outcomes,
            sentences=tuple(sentence_of(sentence) for sentence in sentences),
        )


def part_of(entry: Entry) -> str:
    """Name an entry as a rule file does: its word and its name.

    >>> from budget_engine.language.register import Law
    >>> part_of(Law(name="Wmo 2015", code="wmo"))
    'wet Wmo 2015'
    """
    return f"{entry.word} {getattr(entry, entry.key)}"


def of_municipality(entry: Entry) -> str:
    """Say of which municipality an entry is, where it says so itself."""
    municipality = getattr(entry, "municipality", None)
    return "" if municipality is None else f" in {municipality[:1].upper()}{municipality[1:]}"


def sentence_of(text: str) -> str:
    """Begin with a capital and end with one full stop.

    >>> sentence_of("de tabel 'Wat kost het?' vervalt."), sentence_of("de noot is: Vraag het na..")
    ("De tabel 'Wat kost het?' vervalt.", 'De noot is: Vraag het na.')
    """
    return sentence(text.strip().rstrip("."))


def moved(what: str, before: str | None, after: str | None, *, is_prose: bool = True) -> str:
    """Say in a verb phrase how a text became another; long prose stands under the sentence.

    >>> moved("het peilmoment", "besluit", "aanvraag"), moved("de noot", None, "let op")
    ("gaat het peilmoment van 'besluit' naar 'aanvraag'", "komt de noot erbij: 'let op'")
    """
    if before is None or after is None:
        text, said = after or before or "", "vervalt {}" if after is None else "komt {} erbij"
        shown = f": {quoted(text)}" if 0 < len(text) <= LONGEST_IN_A_SENTENCE else ""
        return said.format(what) + shown
    if is_prose and len(before) + len(after) > LONGEST_IN_A_SENTENCE:
        return f"is {what} herschreven"
    return f"gaat {what} van {quoted(before)} naar {quoted(after)}"


def words_of(old: RuleSet, new: RuleSet) -> Edits:
    """Make what says the differences between two rule sets."""
    return Edits(Words(old), Words(new))
