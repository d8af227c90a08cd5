"""The overview of a case: people, needs, claims, findings and answers, of the rooms that were asked for.

A room is a person, a person under one law, or what is shared, as a record divides what it seals. What is
in another room is not written, also not as a name: whoever gets this file sees what the rooms hold and no
more.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from budget_engine.answer import Answer
from budget_engine.assessment import Finding
from budget_engine.case import SHARED_ROOM, Alternative, Case, Claim, Matter, Need, Person, Solution, Support
from budget_engine.drafts.attention import asked_word, raised, undecided
from budget_engine.drafts.labels import (
    DOMAINS,
    PROVENANCE,
    answer_word,
    called,
    claim_word,
    effect_word,
    law_word,
    question_of,
)
from budget_engine.errors import InputError, Issue, Place, choose_from, nearest
from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.page import Page
from budget_engine.language.fact import FactDeclaration, Kind, Outlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.printing import source_of
from budget_engine.record import rooms_of
from budget_engine.trace import MissingKind
from budget_engine.values import parse_cents, parse_date, parse_whole
from budget_engine.weighing import Weighing
from budget_engine.workbooks.sheets import NOTHING, Cell, day, euros, number, sheet, table, text, workbook

ELSEWHERE = "rust ook op iets wat buiten dit overzicht valt"
_ASKED_FOR = "Aanvraag"
_HOLDS: Mapping[bool | None, str] = {True: "geldt", None: "nog niet bekend"}
_PEOPLE = (("naam", Form.TEXT), ("ruimte", Form.TEXT))
_NEEDS = (
    ("van wie", Form.TEXT),
    ("domein", Form.TEXT),
    ("in eigen woorden", Form.TEXT),
    ("ruimte", Form.TEXT),
)
_CLAIMS = (
    ("aanvraag", Form.TEXT), ("vraag", Form.TEXT), ("wet", Form.TEXT), ("kan het?", Form.TEXT),
    ("ruimte", Form.TEXT),
)  # fmt: skip
_FINDINGS = (
    ("soort", Form.TEXT), ("over", Form.TEXT), ("stand", Form.TEXT), ("bevinding", Form.TEXT),
    ("uiterlijk", Form.DATE), ("rust op", Form.TEXT), ("nog nodig", Form.TEXT), ("oneens", Form.TEXT),
    ("bron", Form.TEXT), ("ruimte", Form.TEXT),
)  # fmt: skip
_ANSWERS = (
    ("over", Form.TEXT), ("vraag", Form.TEXT), ("antwoord", Form.TEXT), ("telt", Form.TEXT),
    ("hoe we dit weten", Form.TEXT), ("van wie", Form.TEXT), ("op", Form.DATE), ("vastgelegd op", Form.DATE),
    ("waar het staat", Form.TEXT), ("toelichting", Form.TEXT), ("wie dit anders ziet", Form.TEXT),
    ("wat die zegt", Form.TEXT), ("ruimte", Form.TEXT),
)  # fmt: skip

Part = TypeVar("Part", Person, Need, Support, Solution, Claim, Alternative)


def rooms_in(case: Case) -> tuple[str, ...]:
    """Name the rooms of a case, the shared one first."""
    return (SHARED_ROOM, *sorted(set(rooms_of(case).values()) - {SHARED_ROOM}))


def refuse_unknown_rooms(case: Case, rooms: Iterable[str], place: str) -> None:
    """Refuse a room that the case does not have, or none at all: the file would say nothing."""
    known = rooms_in(case)
    issues = [
        Issue(
            Place(place),
            f"De ruimte '{room}' is er niet in deze zaak.",
            nearest(room, known) or choose_from(known),
        )
        for room in rooms
        if room not in known
    ]
    if issues:
        raise InputError(issues)


def case_overview(
    case: Case, rule_set: RuleSet, weighing: Weighing, on: date, rooms: Collection[str]
) -> bytes:
    """Write what these rooms of a case hold as a workbook, and nothing of another room."""
    told = _Told(case, rule_set, weighing, frozenset(rooms))
    pages = [
        _page("personen", "wie er zijn", _PEOPLE, told.people()),
        _page("vragen", "wat ieder nodig heeft, in eigen woorden", _NEEDS, told.needs()),
        _page("aanvragen", "wat is gevraagd, en of het kan", _CLAIMS, told.claims()),
        _page("bevindingen", "wat geldt, en wat nog niet bekend is", _FINDINGS, told.findings()),
        _page("antwoorden", "alle antwoorden, met hoe we het weten", _ANSWERS, told.answers()),
    ]
    return workbook(pages, list(told.read_me(on)))


def _page(
    name: str, about: str, columns: tuple[tuple[str, Form], ...], rows: Iterable[dict[str, Cell]]
) -> Page:
    listed = list(rows)
    page = sheet(name, f"{about}: {len(listed)}")
    table(page, columns, listed)
    return page


@dataclass(frozen=True)
class _Told:
    """A case as it is told to whoever may see some of its rooms."""

    case: Case
    rule_set: RuleSet
    weighing: Weighing
    rooms: frozenset[str]

    @cached_property
    def room_of(self) -> Mapping[str, str]:
        """Give the room of everything with an id."""
        return rooms_of(self.case)

    def is_told(self, name: str) -> bool:
        """Tell whether something stands in a room that was asked for; what is about nobody is shared."""
        return self.room_of.get(name, SHARED_ROOM) in self.rooms

    def _told_of(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(part for part in parts if self.is_told(part.id))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Give what things are called, made of what the rooms hold.

        A claim is called after its person and solution. Where these stand elsewhere, the person has the
        name that the room has, and the solution has none.
        """
        persons = [item if self.is_told(item.id) else Person(id=item.id) for item in self.case.persons]
        needs = [
            item if self.is_told(item.id) else Need(id=item.id, person=item.person, domain=item.domain)
            for item in self.case.needs
        ]
        solutions = [
            item if self.is_told(item.id) else Solution(id=item.id, name=_ASKED_FOR)
            for item in self.case.solutions
        ]
        within = Case(
            form=self.case.form,
            id=self.case.id,
            municipality=self.case.municipality,
            persons=tuple(persons),
            needs=tuple(needs),
            solutions=tuple(solutions),
            support=self._told_of(self.case.support),
            claims=self._told_of(self.case.claims),
            alternatives=self._told_of(self.case.alternatives),
        )
        return called(within, self.rule_set)

    def _label(self, name: str) -> str:
        return self.labels.get(name, name)

    def _room(self, room: str) -> str:
        """Say which room it is: a person, a person under a law, or shared."""
        person, _, law = room.partition("/")
        if room == SHARED_ROOM:
            return SHARED_ROOM
        name = self._label(person) if person in self.labels else person
        return f"{name}, {law_word(law, self.rule_set)}" if law else name

    def _room_cell(self, name: str) -> Cell:
        return text(self._room(self.room_of.get(name, SHARED_ROOM)))

    def read_me(self, on: date) -> Iterator[str]:
        """Say what this is, and of which rooms."""
        yield f"Overzicht van zaak {self.case.id}, gemeente {self.case.municipality}, op {on:%d-%m-%Y}."
        yield "Dit staat erin:"
        for room in rooms_in(self.case):
            if room in self.rooms:
                yield f"- {self._room(room)} ({room})"
        if not self.rooms.issuperset(rooms_in(self.case)):
            yield "Wat bij een ander hoort, of bij een andere wet, staat er niet in."
        yield "Een bevinding is geen besluit. Wat terzijde is gesteld of niet geldt, staat er niet in."

    # --- the sheets --------------------------------------------------------------------------------------

    def people(self) -> Iterator[dict[str, Cell]]:
        """Walk the persons."""
        for item in self._told_of(self.case.persons):
            yield {"naam": text(item.name or item.id), "ruimte": self._room_cell(item.id)}

    def needs(self) -> Iterator[dict[str, Cell]]:
        """Walk the needs."""
        for item in self._told_of(self.case.needs):
            yield {
                "van wie": text(self._label(item.person)),
                "domein": text(DOMAINS[item.domain]),
                "in eigen woorden": text(item.own_words),
                "ruimte": self._room_cell(item.id),
            }

    def claims(self) -> Iterator[dict[str, Cell]]:
        """Walk the claims, with what their gate says in the words of the screen."""
        gates = {gate.id: gate.gate for gate in self.weighing.assessment.gates}
        for item in self._told_of(self.case.claims):
            yield {
                "aanvraag": text(self._label(item.id)),
                "vraag": text(self._label(item.need)) if self.is_told(item.need) else NOTHING,
                "wet": text(law_word(item.law, self.rule_set)),
                "kan het?": text(claim_word(gates[item.id], item.law, self.rule_set)),
                "ruimte": self._room_cell(item.id),
            }

    def findings(self) -> Iterator[dict[str, Cell]]:
        """Walk the findings that count, what holds before what is not known yet, the weightiest first."""
        assessment = self.weighing.assessment
        for item in (*raised(assessment), *undecided(assessment)):
            for finding in item.findings:
                if finding.counts and self.is_told(finding.about):
                    yield self._finding(finding)

    def _finding(self, finding: Finding) -> dict[str, Cell]:
        return {
            "soort": text(effect_word(finding.effect, finding.strength)),
            "over": text(self._label(finding.about)),
            "stand": text(_HOLDS[finding.holds]),
            "bevinding": text(finding.text),
            "uiterlijk": day(finding.day),
            "rust op": text("\n".join(self._grounds(finding))),
            "nog nodig": text("\n".join(self._lacks(finding))),
            "oneens": text("hierover zijn we het niet eens" if finding.is_disputed else None),
            "bron": text(source_of(finding.rule, self.rule_set)),
            "ruimte": self._room_cell(finding.about),
        }

    def _grounds(self, finding: Finding) -> Iterator[str]:
        for ground in finding.decisive:
            if self.is_told(ground.about):
                declared = self.rule_set.fact[ground.asked_fact]
                answer = answer_word(declared, ground.given)
                whom = "" if ground.about == finding.about else f" {self._label(ground.about)}:"
                yield f"{question_of(declared)}{whom} {answer}"
        if not all(self.is_told(ground.about) for ground in finding.decisive):
            yield ELSEWHERE

    def _lacks(self, finding: Finding) -> Iterator[str]:
        for lack in finding.missing:
            if lack.kind is MissingKind.PARAMETER:
                yield asked_word(self.rule_set, lack.kind, lack.asked_fact)
            elif self.is_told(lack.about):
                whom = "" if lack.about == finding.about else f" ({self._label(lack.about)})"
                yield asked_word(self.rule_set, lack.kind, lack.asked_fact) + whom
        if not all(
            lack.kind is MissingKind.PARAMETER or self.is_told(lack.about) for lack in finding.missing
        ):
            yield ELSEWHERE.replace("rust", "wacht", 1)

    def answers(self) -> Iterator[dict[str, Cell]]:
        """Walk all answers; of more answers to one question the last one counts."""
        parts = [(part.id, part) for _, _, part in self.case.parts()]
        listed: list[tuple[str, Matter | Person | Need | Support | Solution | Claim | Alternative]]
        listed = [(self.case.id, self.case.matter), *parts]
        for name, part in listed:
            for fact, given in part.facts.items() if self.is_told(name) else ():
                for place, answer in enumerate(given, start=1):
                    yield self._answer(name, fact, answer, counts=place == len(given))

    def _answer(self, name: str, fact: str, answer: Answer, *, counts: bool) -> dict[str, Cell]:
        declared = self.rule_set.fact.get(fact)
        if declared is not None and declared.outlet is Outlet.SAFETY:  # what was noted there is never printed
            answer = answer.model_copy(update={"evidence": None, "reasons": None, "dispute": None})
        dispute = answer.dispute
        said = None if dispute is None else ". ".join(filter(None, (dispute.says, dispute.reasons)))
        return {
            "over": text(self._label(name)),
            "vraag": text(fact if declared is None else question_of(declared)),
            "antwoord": _given(declared, answer.given),
            "telt": text("ja" if counts else "nee, er is een later antwoord"),
            "hoe we dit weten": text(PROVENANCE[answer.provenance]),
            "van wie": text(answer.given_by),
            "op": day(answer.on),
            "vastgelegd op": day(answer.recorded_at),
            "waar het staat": text(answer.evidence),
            "toelichting": text(answer.reasons),
            "wie dit anders ziet": text(None if dispute is None else dispute.disputed_by),
            "wat die zegt": text(said),
            "ruimte": self._room_cell(name),
        }


def _given(declared: FactDeclaration | None, given: str) -> Cell:
    """Give the cell of an answer: an amount, a number or a day as such, anything else in words."""
    try:
        match None if declared is None else declared.kind:
            case Kind.AMOUNT:
                return euros(parse_cents(given))
            case Kind.NUMBER:
                return number(parse_whole(given))
            case Kind.DATE:
                return day(parse_date(given))
            case None | Kind.YES_NO | Kind.CHOICE | Kind.TEXT | Kind.DURATION | Kind.DISTANCE | Kind.SHARE:
                return text(answer_word(declared, given))
    except ValueError:  # not known, or written as no reader takes it
        return text(answer_word(declared, given))
