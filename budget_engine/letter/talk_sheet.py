"""The sheet for the talk at the kitchen table: what is known in own words, what is still asked, and room to write.

It is made from a dossier that is still being worked on. No diagnosis, no cost and nothing about safety stands
on it: a question is on it only where the resident may answer it and the answer is not of a special kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from budget_engine.drafts.attention import Asked
from budget_engine.drafts.labels import DOMAINS, question_of
from budget_engine.drafts.view import View
from budget_engine.drafts.whom import asked_of, people_behind, whoever_in
from budget_engine.language.fact import EntityKind, FactDeclaration, Kind, Privacy, Role
from budget_engine.letter.content import (
    Anchor,
    Block,
    Document,
    DocumentKind,
    Listed,
    Section,
    Source,
    Table,
    Text,
)
from budget_engine.letter.made import Made
from budget_engine.letter.words import Words
from budget_engine.resident_words import ResidentWords, resident_words

MOST_QUESTIONS = 12
"""So many questions fit in one talk (second look, point 25)."""
_LINE = "\u00a0"
"""A line of a cell that stays empty for a pen: without a blank in it no form keeps it open."""
_ROOMY = f"{_LINE}\n{_LINE}"
_TO_WRITE = Text(_LINE)
_FEW = 3
"""A table of more rows than this has less room in each, so that the sheet stays on two pages."""
_AGREEMENTS = 4  # empty rows for what is agreed
_OFFERED = ("blad-ondersteuning", "blad-plan", "blad-meenemen", "blad-opnieuw", "blad-lezen")
_ABOUT = frozenset({EntityKind.CASE, EntityKind.PERSON, EntityKind.NEED, EntityKind.SUPPORT})


def talk_sheet(view: View, person: str | None = None) -> Made:
    """Make the sheet of a dossier as it stands, for the whole household or one person, with pieces that lack words."""
    words = Words(view.rule_set.letter_texts, None, view.on)
    document = TalkSheet(view, words, person).document()
    return Made("gespreksblad", document, tuple(words.lacking), ())


@dataclass(frozen=True)
class TalkSheet:
    """Writes the sheet of one dossier; for one person only what is about them, or what they said."""

    view: View
    words: Words
    person: str | None = None

    def document(self) -> Document:
        """Give the whole sheet."""
        sections = (
            self._start(),
            self._needs(),
            self._goals(),
            self._questions(),
            self._help(),
            self._always(),
            self._agreements(),
        )
        return Document(
            kind=DocumentKind.TALK_SHEET,
            title=self.words.text("blad-onderwerp", zaak=self.view.case.id).words,
            law=None,
            room=self.person or self.view.case.id,
            sections=sections,
        )

    def _start(self) -> Section:
        names = [
            person.name or "een huisgenoot" for person in self.view.case.persons if self._is_of(person.id)
        ]
        blocks: list[Block] = [self.words.paragraph("blad-inleiding")]
        if names:
            blocks.append(self.words.paragraph("blad-wie", namen=_listed(names)))
        blocks.append(_table("Het gesprek", ("Op welke dag?", "Wie zijn erbij?"), (), (1, 2)))
        return Section(None, tuple(blocks))

    def _needs(self) -> Section:
        rows = tuple(
            (
                Text(f"{self._called(need.person)}, {DOMAINS[need.domain]}"),
                Text(need.own_words or ""),
                _TO_WRITE,
            )
            for need in self.view.case.needs
            if self._is_of(need.person)
        )
        columns = ("Voor wie, en waar", "Zo is het gezegd", "Wat komt erbij?")
        return Section(
            self.words.heading("blad-vragen-kop"),
            (_table("Wat wij al weten", columns, rows, (1, 2, 2)),),
        )

    def _goals(self) -> Section:
        listed = dict.fromkeys(
            (goal.own_words, goal.said_by)
            for item in self.view.case.alternatives
            for goal in item.goals
            if self._is_of(goal.said_by)
        )
        rows = tuple((Text(words), Text(self._called(by)), _TO_WRITE) for words, by in listed)
        columns = ("Wat wilt u?", "Wie zegt dit?", "Wat komt erbij?")
        return Section(
            self.words.heading("blad-doelen-kop"),
            (_table("Doelen, in eigen woorden", columns, rows, (2, 1, 2)),),
        )

    def _questions(self) -> Section:
        rows = [row for item, fact in self._asked() for row in self._rows(item, fact)][:MOST_QUESTIONS]
        columns = ("Vraag", "Antwoord", "Wie zegt dit?")
        table = _table("Vragen", columns, tuple(rows), (2, 2, 1))
        return Section(self.words.heading("blad-nog-kop"), (self.words.paragraph("blad-nog"), table))

    def _asked(self) -> Iterator[tuple[Asked, FactDeclaration]]:
        known = self.view.rule_set.fact
        for item in self.view.to_ask:
            if item.fact in known and is_for_resident(known[item.fact]) and self._of_somebody_here(item):
                yield item, known[item.fact]

    def _rows(self, item: Asked, fact: FactDeclaration) -> Iterator[tuple[Text, ...]]:
        """Walk the rows of a question: one for each person where it can be asked by name, otherwise one for all."""
        here = [name for name in item.about if self._is_about(name)]
        by_name = whoever_in(fact).search(question_of(fact)) is not None
        asked: dict[str, list[str]] = {}
        for name in here:
            who = self._called(self._behind[name]) if by_name and name in self._behind else None
            asked.setdefault(asked_of(fact, who), []).append(name)
        for question, names in asked.items():
            is_told = fact.entity is EntityKind.CASE or (by_name and fact.entity is EntityKind.PERSON)
            over = "" if is_told else f"\nOver: {'; '.join(self._about(name, fact) for name in names)}"
            yield Text(f"{question}{over}", (Anchor(Source.FACT, (fact.name,)),)), _TO_WRITE, _TO_WRITE

    @cached_property
    def _behind(self) -> Mapping[str, str]:
        return people_behind(self.view.case)

    def _about(self, name: str, fact: FactDeclaration) -> str:
        """Name whom or what a question is about; help only by a name that may be said."""
        label = self.view.labels[name]
        return (self._resident.name(label) or "hulp") if fact.entity is EntityKind.SUPPORT else label

    def _of_somebody_here(self, item: Asked) -> bool:
        return any(self._is_about(name) for name in item.about)

    def _is_about(self, name: str) -> bool:
        """Tell whether something is about whom the sheet is for; of the whole case it is about everybody."""
        return name == self.view.case.id or self._is_of(self._behind.get(name, name))

    def _is_of(self, person: str) -> bool:
        return self.person in (None, person)

    def _help(self) -> Section:
        rows = tuple(
            (Text(self._who_helps(item.name, item.given_by)), Text(self._called(item.offered_to)), _TO_WRITE)
            for item in self.view.case.support
            if self._is_of(item.offered_to) or self._is_of(item.given_by or "")
        )
        columns = ("Wat, en wie doet het?", "Voor wie?", "Hoe gaat dat? Hoe zwaar is het?")
        filled = (*rows, *_empty(columns, 1))
        return Section(
            self.words.heading("blad-helpt-kop"), (_table("Hulp die er is", columns, filled, (2, 1, 2)),)
        )

    def _who_helps(self, name: str | None, given_by: str | None) -> str:
        who = None if given_by is None else self._resident.person(self._called(given_by))
        said = [text for text in (self._resident.name(name), who) if text]
        return ", ".join(dict.fromkeys(said)) or "hulp"

    @cached_property
    def _resident(self) -> ResidentWords:
        """Keep out of typed names what was told in confidence, amounts, and letters of the trade."""
        return resident_words(self.view.case, self.view.rule_set, self.view.on, ())

    def _always(self) -> Section:
        items = tuple(self.words.text(piece) for piece in _OFFERED)
        return Section(self.words.heading("blad-altijd-kop"), (Listed(items),))

    def _agreements(self) -> Section:
        columns = ("Wat doen we?", "Wie doet het?", "Wanneer?")
        return Section(
            self.words.heading("blad-afspraken-kop"),
            (_table("Afspraken", columns, _empty(columns, _AGREEMENTS), (2, 1, 1)),),
        )

    def _called(self, name: str) -> str:
        return self.view.labels.get(name, name)


def is_for_resident(fact: FactDeclaration) -> bool:
    """Tell whether a question may stand on the sheet: for the resident, about people, and not of a special kind."""
    return (
        Role.RESIDENT in fact.who
        and fact.entity in _ABOUT
        and fact.privacy is not Privacy.SPECIAL
        and not fact.is_judgement
        and fact.kind is not Kind.AMOUNT
    )


def _table(
    caption: str, columns: tuple[str, ...], rows: tuple[tuple[Text, ...], ...], shares: tuple[int, ...]
) -> Table:
    """Make a table to write in; without rows it has an empty one, and of few rows each is higher."""
    room = _LINE if len(rows) > _FEW else _ROOMY
    found = tuple(
        tuple(replace(cell, words=room) if cell is _TO_WRITE else cell for cell in row)
        for row in rows or _empty(columns, 1)
    )
    return Table(caption, columns, found, shares)


def _empty(columns: tuple[str, ...], rows: int) -> tuple[tuple[Text, ...], ...]:
    return tuple(tuple(_TO_WRITE for _ in columns) for _ in range(rows))


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} en {last}" if first else last
