"""What lies in each room, who may see it and where it is printed, in words for whoever keeps the dossier."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated
from budget_engine.case import SHARED_ROOM, Case
from budget_engine.drafts.labels import answer_word, law_word, question_of
from budget_engine.facts import answers_of
from budget_engine.language.fact import FactDeclaration, Outlet
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.record import rooms_of
from budget_engine.rooms import Check
from budget_engine.sight import Sight, sights_of, visible
from budget_engine.weighing import Weighing


@dataclass(frozen=True)
class RoomTold:
    """One room: what lies in it, who may see it, who was shown it, where it is printed.

    `answers` gives by (about whom or what, which fact) the question with its answer, to be asked about.
    """

    sight: Sight
    title: str
    holds: tuple[str, ...]
    checks: tuple[Check, ...]
    prints: tuple[str, ...]
    answers: Mapping[tuple[str, str], str]


def rooms_told(
    case: Case, rule_set: RuleSet, weighing: Weighing, labels: Mapping[str, str]
) -> tuple[RoomTold, ...]:
    """Tell of every room of a case, person by person."""
    rooms = rooms_of(case)
    return tuple(
        _Teller(case, rule_set, weighing, labels, sight, rooms).told()
        for sight in sights_of(case, rule_set, weighing).values()
    )


def seen_together(
    case: Case, rule_set: RuleSet, weighing: Weighing, present: Collection[str], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """Say before a family watches what those at the table will see together, and of whom they will not, and why."""
    sights = sights_of(case, rule_set, weighing)
    rooms = visible(sights, present)
    lines = []
    for person in case.persons:
        barred = {
            who
            for room, sight in sights.items()
            if sight.person == person.id and room not in rooms
            for who in present
            if who not in sight.readers
        }
        name = labels.get(person.id, person.id)
        if not barred:
            lines.append(f"{name}: alles wat op dit scherm kan.")
            continue
        who = enumerated(sorted(labels.get(who, who) for who in barred))
        some = "een deel" if person.id in rooms else "niets"
        lines.append(f"{name}: {some}. Niet voor {who}.")
    return tuple(lines)


@dataclass(frozen=True)
class _Teller:
    case: Case
    rule_set: RuleSet
    weighing: Weighing
    labels: Mapping[str, str]
    sight: Sight
    rooms: Mapping[str, str]

    def told(self) -> RoomTold:
        law = self.sight.law
        answers = dict(self._answers())
        return RoomTold(
            sight=self.sight,
            title="De persoon zelf" if law is None else law_word(law, self.rule_set),
            holds=tuple(self._holds(len(answers))),
            checks=next((room.checks for room in self.case.rooms if room.name == self.sight.room), ()),
            prints=tuple(self._prints()),
            answers=answers,
        )

    def _is_inside(self, about: str) -> bool:
        return self.rooms.get(about, SHARED_ROOM) == self.sight.room

    def _answers(self) -> Iterator[tuple[tuple[str, str], str]]:
        for (about, fact), answer in answers_of(self.case).items():
            declared = self.rule_set.fact.get(fact)
            if declared is not None and self._is_inside(about):
                yield (about, fact), self._answer(about, declared, answer.given)

    def _answer(self, about: str, declared: FactDeclaration, given: str) -> str:
        own = "" if about == self.sight.person else f"{self.labels.get(about, about)}: "
        return f"{own}{question_of(declared)} {answer_word(declared, given)}"

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
        person, law = self.sight.person, self.sight.law
        name = self.labels.get(person, person)
        if law is None:
            yield f"Het verslag, in het deel over {name}, en de korte tekst voor {name}."
            yield "Een besluit noemt hiervan alleen waar dat besluit op rust."
        else:
            yield f"Het besluit ({law_word(law, self.rule_set)}) en de brief daarover: {self._letter_to(person)}."
            yield "De begeleidende brief zegt hierover alleen: zie de brief."
            yield "Een besluit onder een andere wet zegt er niets over."

    def _letter_to(self, person: str) -> str:
        declared = self.rule_set.outlet.get(Outlet.LETTER_TO)
        derived = self.weighing.outcomes[Stage.ASSESSMENT].derived
        value = None if declared is None else derived.get((declared.name, person))
        if declared is None or not isinstance(value, str):
            return "aan wie is nog niet bekend, want de leeftijd ontbreekt"
        return declared.choices.get(value, value)
