"""Entries of a rule file, however they were stored, to the nouns of a rule set.

An entry is plain text under Dutch names; the word that opens it says what it is. Declarations come
first, because a rule can only be read by who knows the names it uses.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from budget_engine.errors import Enough, Path, Problem, keep, nearest
from budget_engine.files.documents import read_model
from budget_engine.files.entry_forms import JUDGEMENT, Forms, Source
from budget_engine.language.entry import Entry, Unread
from budget_engine.language.jargon import JargonWord
from budget_engine.language.letter_text import LetterText
from budget_engine.language.measure import Vocabulary
from budget_engine.language.offer import Offer
from budget_engine.language.reading import RESERVED
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import (
    Declaration,
    DeviationGround,
    Law,
    LegalBasis,
    ListRows,
    LookupList,
    Mandate,
    Parameter,
    Route,
    Setting,
    SourceClass,
    Topic,
)
from budget_engine.language.rule import Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet

_DECLARING: tuple[type[Entry], ...] = (Law, Topic, Declaration, Parameter, LookupList)
_USING: tuple[type[Entry], ...] = (
    Setting, ListRows, Derivation, Rule, Table, DeviationGround, Mandate, Route, Offer, ReferenceCost, LetterText,
    JargonWord,
)  # fmt: skip
OPENING: Mapping[str, type[Entry]] = {
    **{kind.word: kind for kind in (*_DECLARING, *_USING)},
    JUDGEMENT: Declaration,
}
"""The words that open an entry, and what each of them makes."""


@dataclass(frozen=True)
class Read:
    """What came of reading entries: the rule set, where each entry stood, and what was wrong.

    `stood` goes by the word that opens an entry and its identity; where two have the same, it is the last
    of them, and `stood_first` the one before.
    """

    rule_set: RuleSet
    stood: Mapping[tuple[str, str], Path]
    stood_first: Mapping[tuple[str, str], Path]
    unread: Unread
    problems: list[Problem]
    is_whole: bool
    """Whether everything was looked at, also after very many problems."""

    def place(self, path: Path) -> Path:
        """Give the path in its file of a spot in an entry, as `check` names it."""
        word, identity, *inside = path
        return (*self.stood[str(word), str(identity)], *inside)

    def placed(self, problem: Problem) -> Problem:
        """Give a problem that `check` found with paths in its files."""
        other = problem.other
        if other is None:
            return replace(problem, path=self.place(problem.path))
        word, identity, *inside = other
        twin = self.stood_first.get((str(word), str(identity)))
        is_twin = twin is not None and other[:2] == problem.path[:2]
        first = (*twin, *inside) if twin is not None and is_twin else self.place(other)
        return replace(problem, path=self.place(problem.path), other=first)


def read_entries(sources: Iterable[Source], municipality: str | None) -> Read:
    """Read all entries into one rule set; every problem carries the path of its source."""
    reading = _Reading()
    is_whole = True
    try:
        reading.all_entries(sources)
    except Enough:
        is_whole = False
    unread = frozenset(reading.unread)
    names = {name for _, name in unread}
    problems = [item for item in reading.problems if item.unknown not in names]
    if problems:  # an entry that was read may still lack the part that was wrong
        unread |= {("probleem", str(problem.path)) for problem in problems}
    return Read(
        reading.rule_set(municipality), reading.stood, reading.stood_first, unread, problems, is_whole
    )


class _Reading:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.found: dict[type[Entry], list[Any]] = {kind: [] for kind in (*_DECLARING, *_USING)}
        self.stood: dict[tuple[str, str], Path] = {}
        self.stood_first: dict[tuple[str, str], Path] = {}
        self.unread: set[tuple[str, str]] = set()
        self.national_rules: set[str] = set()
        self.vocabulary = Vocabulary()

    def _refuse(self, path: Path, text: str, hint: str | None = None, other: Path | None = None) -> None:
        keep(self.problems, Problem(path, text, hint, other=other))

    def all_entries(self, sources: Iterable[Source]) -> None:
        """Read what is declared first, and then what uses it."""
        by_kind: dict[type[Entry], list[Source]] = {}
        for source in sources:
            kind = self.opened(source)
            if kind is not None:
                by_kind.setdefault(kind, []).append(source)
        for kind in _DECLARING:
            self.all_of(kind, by_kind.get(kind, []))
        self.vocabulary = self.declared()
        for kind in _USING:
            self.all_of(kind, by_kind.get(kind, []))

    def opened(self, source: Source) -> type[Entry] | None:
        """Tell what an entry is by the word that opens it."""
        if not isinstance(source.plain, dict) or not source.plain:
            self._refuse(
                source.path,
                "Hier hoort een onderdeel te staan.",
                "Begin het met bijvoorbeeld '- regel: naam'.",
            )
            return None
        words = [name for name in source.plain if name in OPENING]
        if len(words) != 1:
            word = next(iter(source.plain)) if not words else words[1]
            self._refuse(
                (*source.path, word),
                f"'{words[0]}' en '{words[1]}' kunnen niet samen in één onderdeel."
                if words
                else "Dit onderdeel begint niet met een bekend woord.",
                "Begin voor het tweede een nieuw onderdeel, met een eigen streepje."
                if words
                else nearest(word, OPENING) or f"Kies uit: {', '.join(OPENING)}.",
            )
            return None
        return OPENING[words[0]]

    def declared(self) -> Vocabulary:
        """Give the names that were declared, refusing what is declared twice or reserved."""
        names: dict[str, tuple[str, Path]] = {}
        for kind in (Declaration, Parameter, LookupList):
            for item in self.found[kind]:
                path = self.stood[item.word, item.identity]
                if item.name in RESERVED:
                    self._refuse(
                        path, f"'{item.name}' is een woord van de regeltaal zelf.", "Kies een andere naam."
                    )
                word, other = names.setdefault(item.name, (kind.word, path))
                if word != kind.word:
                    self._refuse(path, f"'{item.name}' is ook een {word}.", "Kies een andere naam.", other)
        return Vocabulary(
            {item.name: item for item in self.found[Declaration]},
            {item.name: item for item in self.found[Parameter]},
            {item.name: item for item in self.found[LookupList]},
        )

    # --- one entry -----------------------------------------------------------------------------------

    def all_of(self, kind: type[Entry], sources: Iterable[Source]) -> None:
        """Read all entries of a kind."""
        for source in sources:
            self._one(kind, source)

    def _one(self, kind: type[Entry], source: Source) -> None:
        word = kind.word if kind.word in source.plain else JUDGEMENT
        alias = str(kind.model_fields[kind.key].alias)
        plain = {alias if name == word else name: value for name, value in source.plain.items()}
        name = plain[alias]
        if not isinstance(name, str) or not name.strip():
            self._refuse((*source.path, word), f"Achter '{word}' hoort een naam.")
            return
        if kind is not Declaration and _is_odd(name, kind):
            text = f"'{name[:LONGEST_NAME]}' kan geen naam zijn."
            hint = f"Gebruik hooguit {LONGEST_NAME} tekens: letters, cijfers, spaties en streepjes."
            self._refuse((*source.path, word), text, hint)
            self.unread.add((kind.word, name))
            return
        prepared = Forms(self.vocabulary, self.problems).prepared(kind, plain, source)
        problems: list[Problem] = []
        item = read_model(kind, prepared, problems)
        for problem in problems:
            first, *rest = problem.path or (word,)
            self._refuse((*source.path, word if first == alias else first, *rest), problem.text, problem.hint)
        if item is None:
            self.unread.add((kind.word, name))
            return
        stood = self.stood.get((kind.word, item.identity))
        if stood is not None and kind not in _DATED:
            self._refuse(
                (*source.path, word),
                f"'{name}' is al eerder genoemd als {kind.word}.",
                "Geef het een eigen naam, of haal er één weg.",
                stood,
            )
            return
        if isinstance(item, Rule) and self._is_anothers(item, source):
            return
        self._only_policy(item, source)
        if stood is not None:
            self.stood_first[kind.word, item.identity] = stood
        self.stood[kind.word, item.identity] = source.path
        self.found[kind].append(item)

    def _is_anothers(self, rule: Rule, source: Source) -> bool:
        """Refuse a rule of a municipality that would be read as a version of a national one."""
        if source.municipality is None:
            self.national_rules.add(rule.id)
            return False
        if rule.id not in self.national_rules:
            return False
        self._refuse(
            (*source.path, Rule.word),
            f"'{rule.id}' is een landelijke regel; een gemeente maakt daar geen versie van.",
            f"Geef een eigen regel een eigen naam, zoals '{source.municipality}-{rule.id}'.",
        )
        return True

    def _only_policy(self, item: Entry, source: Source) -> None:
        """Refuse a rule of a municipality that gives itself out for a law."""
        if source.municipality is None or not isinstance(item, Rule | Table):
            return
        rows = item.rows if isinstance(item, Table) else ()
        bases: list[tuple[Path, LegalBasis | None]] = [(("grondslag",), item.legal_basis)]
        bases += [(("rijen", number, "grondslag"), row.legal_basis) for number, row in enumerate(rows)]
        for path, basis in bases:
            if basis is not None and basis.source_class is not SourceClass.POLICY:
                self._refuse(
                    (*source.path, *path),
                    f"Een gemeente stelt geen wet vast: haar regel is beleid, geen {basis.source_class}.",
                    "Schrijf 'klasse: beleid', met beleidssoort, vastgesteld_door en in_werking.",
                )

    def rule_set(self, municipality: str | None) -> RuleSet:
        """Put everything that could be read in canonical order."""
        found = self.found
        return RuleSet(
            municipality,
            laws=_sorted(found[Law]), topics=_sorted(found[Topic]), facts=_sorted(found[Declaration]),
            parameters=_sorted(found[Parameter]), settings=_sorted(found[Setting]), lists=_sorted(found[LookupList]),
            list_rows=_sorted(found[ListRows]), derivations=_sorted(found[Derivation]), rules=_sorted(found[Rule]),
            tables=_sorted(found[Table]), grounds=_sorted(found[DeviationGround]), mandates=_sorted(found[Mandate]),
            routes=_sorted(found[Route]), offers=_sorted(found[Offer]),
            reference_costs=_sorted(found[ReferenceCost]), letter_texts=_sorted(found[LetterText]),
            jargon=_sorted(found[JargonWord]),
        )  # fmt: skip


LONGEST_NAME = 120  # the longest real name has about half as many characters
_ODD_NAME = re.compile(r"[\\|@]|\.\.|^/|^[“”„]")
"""What would make a name a way through folders, or part of how versions are told apart."""


def _is_odd(name: str, kind: type[Entry]) -> bool:
    """Tell whether a name cannot be used; a finding of a table row has a / in its name, and so has a law."""
    return len(name) > LONGEST_NAME or _ODD_NAME.search(name) is not None or ("/" in name and kind is not Law)


_DATED = frozenset({Rule, Setting, ListRows, Mandate, Offer, ReferenceCost, LetterText, JargonWord})


def _sorted(entries: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(entries, key=_order))


def _order(entry: Entry) -> tuple[str, ...]:
    start = getattr(entry, "valid_from", None)
    return (
        getattr(entry, entry.key),
        str(getattr(entry, "municipality", None) or ""),
        start.isoformat() if start else "",
        entry.identity
        if isinstance(entry, LetterText)
        else "",  # others stay as they stood: hashes rest on it
    )
