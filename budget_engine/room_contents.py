"""What lies in each room, who may see it and where it is printed, in words for whoever keeps the dossier."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated
from budget_engine.case import SHARED_ROOM, Case
from budget_engine.decision import Decision
from budget_engine.drafts.labels import answer_word, law_word, question_of
from budget_engine.facts import answers_of
from budget_engine.glossary import MUNICIPALITY
from budget_engine.language.fact import FactDeclaration
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.dossier import Dossier, LetterTo, letter_to
from budget_engine.letter.listed import PaperKind, papers_of
from budget_engine.letter.rooms import may_tell
from budget_engine.record import rooms_of
from budget_engine.rooms import Check, person_and_law
from budget_engine.sight import Sight, sights_of, visible, with_custody
from budget_engine.weighing import Weighing


@dataclass(frozen=True)
class RoomTold:
    """One room: what lies in it, who may see it, who was shown it, where it is printed.

    `answers` gives by (about whom or what, which fact) the question with its answer, to be asked about; `asked`
    gives the same to read, by what it is about.
    """

    sight: Sight
    title: str
    holds: tuple[str, ...]
    checks: tuple[Check, ...]
    prints: tuple[str, ...]
    answers: Mapping[tuple[str, str], str]
    asked: Mapping[str, tuple[str, ...]]


def rooms_told(
    case: Case,
    rule_set: RuleSet,
    weighing: Weighing,
    labels: Mapping[str, str],
    decision: Decision | None = None,
) -> tuple[RoomTold, ...]:
    """Tell of every room of a case, person by person, as it was decided so far."""
    rooms = rooms_of(case)
    return tuple(
        _Teller(case, rule_set, weighing, labels, sight, rooms, decision).told()
        for sight in sights_of(case, rule_set, weighing).values()
    )


@dataclass(frozen=True)
class SeenTogether:
    """What those at the table will see of each person, and whether something must be written down first."""

    lines: tuple[str, ...]
    is_lacking: bool


def seen_together(
    case: Case, rule_set: RuleSet, weighing: Weighing, present: Collection[str], labels: Mapping[str, str]
) -> SeenTogether:
    """Say before a family watches what those at the table will see together, and of whom they will not, and why."""
    sights = sights_of(case, rule_set, weighing)
    rooms = visible(sights, present)
    lines, is_lacking = [], False
    for person in case.persons:
        why: dict[str, set[str]] = {}
        for room, sight in sights.items():
            for who in present:
                if sight.person == person.id and room not in rooms and who not in sight.readers:
                    why.setdefault(_why_not(sight, who), set()).add(labels.get(who, who))
        name = labels.get(person.id, person.id)
        if not why:
            lines.append(f"{name}: alles wat op dit scherm kan.")
            continue
        barred = " ".join(f"Niet voor {enumerated(sorted(who))}: {reason}." for reason, who in why.items())
        lines.append(f"{name}: {'een deel' if person.id in rooms else 'niets'}. {barred}")
        is_lacking = is_lacking or not {_NO_AGE, _NO_CUSTODY}.isdisjoint(why)
    return SeenTogether(tuple(lines), is_lacking)


_NO_AGE = "de geboortedatum is nog niet ingevuld"
_NO_CUSTODY = "wie het gezag heeft, is nog niet vastgelegd"


def _why_not(sight: Sight, who: str) -> str:
    """Say why somebody may not see a room."""
    if any(reader.who == who and not reader.may_see for reader in sight.chosen):
        return "dat is zo gekozen"
    if who in sight.custody_unknown:
        return _NO_CUSTODY
    if sight.lacking is not None and not sight.by_rule and not sight.is_age_known:
        return _NO_AGE
    return "dat volgt uit leeftijd en gezag"


@dataclass(frozen=True)
class _Teller:
    case: Case
    rule_set: RuleSet
    weighing: Weighing
    labels: Mapping[str, str]
    sight: Sight
    rooms: Mapping[str, str]
    decision: Decision | None

    def told(self) -> RoomTold:
        law = self.sight.law
        answers = dict(self._answers())
        return RoomTold(
            sight=self.sight,
            title="De persoon zelf" if law is None else law_word(law, self.rule_set),
            holds=tuple(self._holds(len(answers))),
            checks=next((room.checks for room in self.case.rooms if room.name == self.sight.room), ()),
            prints=tuple(self._prints()),
            answers={place: f"{self._whose(place[0])}{said}" for place, said in answers.items()},
            asked=self._asked(answers),
        )

    def _is_inside(self, about: str) -> bool:
        return self.rooms.get(about, SHARED_ROOM) == self.sight.room

    def _answers(self) -> Iterator[tuple[tuple[str, str], str]]:
        for (about, fact), answer in answers_of(self.case).items():
            declared = self.rule_set.fact.get(fact)
            if declared is not None and self._is_inside(about):
                yield (about, fact), self._answer(declared, answer.given)

    def _answer(self, declared: FactDeclaration, given: str) -> str:
        return f"{question_of(declared)} {answer_word(declared, given)}"

    def _whose(self, about: str) -> str:
        return "" if about == self.sight.person else f"{self.labels.get(about, about)}: "

    def _asked(self, answers: Mapping[tuple[str, str], str]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for (about, _), said in answers.items():
            found.setdefault(self.labels.get(about, about), []).append(said)
        return {name: tuple(said) for name, said in found.items()}

    def _holds(self, answers: int) -> Iterator[str]:
        listed = (
            ("Vragen", [item.id for item in self.case.needs]),
            ("Wie helpt", [item.id for item in self.case.support]),
            ("Aanvragen", [item.id for item in self.case.claims]),
        )
        for word, names in listed:
            inside = [self.labels.get(name, name).rstrip(". ") for name in names if self._is_inside(name)]
            if inside:
                yield f"{word}: {'; '.join(inside)}."
        yield f"Antwoorden: {answers or 'nog geen'}."

    def _prints(self) -> Iterator[str]:
        found = dict.fromkeys(self._papers())
        if self.decision is None:
            yield "Er is nog geen besluit. Komt dat er, dan kan het staan in:"
        elif not found:
            yield "In geen document: over deze persoon is niets gevraagd en niets besloten."
        yield from found
        if any(kind in _ABOUT_A_DECISION for kind, _ in self._kinds()):
            yield from self._letter_to()
        yield "In een document over een ander of over een andere wet staat hier niets van."
        yield "Maakt u een gespreksblad of een Excel-werkboek, dan kan het daar ook in staan."

    def _papers(self) -> Iterator[str]:
        name = self.labels.get(self.sight.person, self.sight.person)
        for kind, law in self._kinds():
            under = "" if law is None else f" ({law_word(law, self.rule_set)})"
            may_be = ", als er hulp of geld komt" if kind is PaperKind.PLAN and self.decision is None else ""
            yield f"{_PAPERS[kind].format(name=name, law=under)}{may_be}."

    def _kinds(self) -> Iterator[tuple[PaperKind, str | None]]:
        """Walk the documents that may tell of this room, each with its law; before a decision those there can be."""
        person = self.sight.person
        if self.decision is not None:
            dossier = Dossier(self.case, self.decision, self.rule_set, self.weighing)
            for paper in papers_of(dossier):
                if may_tell(paper.room, self.sight.room):
                    yield paper.kind, person_and_law(paper.room)[1]
            return
        decided_here = {law.code for law in self.rule_set.laws if law.carried_out_by == MUNICIPALITY}
        claims = (claim for claim in self.case.claims if claim.law in decided_here)
        rooms = dict.fromkeys(self.rooms[claim.id] for claim in claims)
        own = [room for room in rooms if person_and_law(room)[0] == person]
        if own:
            yield PaperKind.COVER, None
        for room in own:
            if may_tell(room, self.sight.room):
                yield PaperKind.LETTER, person_and_law(room)[1]
                yield PaperKind.PLAN, person_and_law(room)[1]
        if own:
            yield PaperKind.SUMMARY, None
        if any(need.person == person for need in self.case.needs):
            yield PaperKind.REPORT, None

    def _letter_to(self) -> Iterator[str]:
        """Say to whom the letters go, and who of them may not see this room."""
        person = self.sight.person
        to = letter_to(self.rule_set, self.weighing, person)
        if to is None:
            yield "Aan wie de brieven gaan, is nog niet bekend, want de leeftijd ontbreekt."
            return
        parents = () if to is LetterTo.SELF else with_custody(self.case, self.rule_set, self.weighing, person)
        own = () if to is LetterTo.PARENTS else (person,)
        names = [self.labels.get(who, who) for who in (*own, *parents)]
        if to is not LetterTo.SELF and not parents:
            names.append("wie gezag heeft (leg vast wie dat is)")
        yield f"De brieven gaan naar {enumerated(names)}."
        beside = [self.labels.get(who, who) for who in parents if who not in self.sight.readers]
        if beside:
            may = "mag" if len(beside) == 1 else "mogen"
            yield (
                f"De brief gaat ook naar {enumerated(beside)}, die hier niet {may} meelezen. Tot achttien jaar "
                "vertegenwoordigt wie gezag heeft de jongere bij een besluit. Bespreek dat met de jongere."
            )


_PAPERS: Mapping[PaperKind, str] = {
    PaperKind.COVER: "De begeleidende brief over {name}",
    PaperKind.LETTER: "Het besluit{law} over {name}",
    PaperKind.PLAN: "Het budgetplan{law} van {name}",
    PaperKind.SUMMARY: "De korte tekst voor {name}",
    PaperKind.REPORT: "Het verslag, in het deel over {name}",
}
_ABOUT_A_DECISION = frozenset({PaperKind.COVER, PaperKind.LETTER, PaperKind.PLAN, PaperKind.SUMMARY})
