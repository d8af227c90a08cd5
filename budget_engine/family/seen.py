"""What those at the table may see of a case: the rooms that are open to each of them, and nothing that is special.

Everything the screen tells asks here first. What rests on something hidden is not told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from budget_engine.answer import Answer
from budget_engine.assessment import Ground
from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.drafts.claim_names import FORM
from budget_engine.drafts.labels import answer_word
from budget_engine.facts import answers_of
from budget_engine.language.fact import Privacy
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import rooms_of
from budget_engine.resident_words import ResidentWords, spoken_of
from budget_engine.sentences.names import names_of
from budget_engine.weighing import Weighing


@dataclass(frozen=True)
class Seen:
    """A case with the rooms of it that may be seen, and the words it may be told in."""

    case: Case
    rule_set: RuleSet
    weighing: Weighing
    rooms: frozenset[str]
    words: ResidentWords
    on: date
    decision: Decision | None = None

    @cached_property
    def is_decided_about(self) -> bool:
        """Tell whether a decision is about something that may be seen here."""
        parts = () if self.decision is None else self.decision.part_decisions
        return any(self.sees(item.claim) for part in parts for item in part.claims)

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Give what the people of the case are called."""
        return names_of(self.case, self.rule_set, None, 0).people

    @cached_property
    def answers(self) -> Mapping[tuple[str, str], Answer]:
        """Give the answers that count."""
        return answers_of(self.case)

    @cached_property
    def _room(self) -> Mapping[str, str]:
        return rooms_of(self.case)

    @cached_property
    def sees_everybody(self) -> bool:
        """Tell whether the room of each person of the case may be seen."""
        return set(self.people) <= self.rooms

    def sees(self, about: str) -> bool:
        """Tell whether something lies in a room that may be seen, or in none of anybody.

        Help is about whoever gets it and whoever gives it, by id or in words such as 'Jeroen, vader'.
        """
        is_of_givers = self._givers.get(about, frozenset()) <= self.rooms
        return is_of_givers and (self._room.get(about) is None or self._room[about] in self.rooms)

    @cached_property
    def _givers(self) -> Mapping[str, frozenset[str]]:
        names = {person.id: person.name or person.id for person in self.case.persons}
        return {
            item.id: spoken_of(names, item.given_by)
            if item.given_by
            else spoken_of(names, item.name) - {item.offered_to}
            for item in self.case.support
        }

    def may_name(self, who: str) -> bool:
        """Tell whether somebody may be spoken of: a person whose room is seen; an outsider where all rooms are."""
        return who in self.rooms if who in self.people else self.sees_everybody

    def is_special(self, fact: str) -> bool:
        """Tell whether a fact is of a special class, such as health; what is not declared is taken as such."""
        declared = self.rule_set.fact.get(fact)
        return declared is None or declared.privacy is Privacy.SPECIAL

    def rests_on_what_is_seen(self, grounds: Iterable[Ground]) -> bool:
        """Tell whether nothing that is hidden or special carries a finding."""
        return all(self.sees(item.about) and not self.is_special(item.asked_fact) for item in grounds)

    @cached_property
    def solutions(self) -> Mapping[str, str]:
        """Give what each kind of help is called here."""
        return {item.id: self.words.name(item.name) or "hulp" for item in self.case.solutions}

    def claim(self, claim: str) -> str:
        """Give what is asked for, and for whom."""
        found = next(item for item in self.case.claims if item.id == claim)
        person = next(item.person for item in self.case.needs if item.id == found.need)
        same = (
            item.id for item in self.case.claims if item.solution == found.solution and self.sees(item.id)
        )
        alike = {self._form(item) for item in same}
        form = self._form(claim) if len(alike) > 1 else None
        how = "" if form is None else f" ({self.words.text(form)})"
        return f"{self.solutions.get(found.solution, 'hulp')} voor {self.people[person]}{how}"

    def _form(self, claim: str) -> str | None:
        """Give in which form something is asked for: the same can be asked for in two."""
        answer, declared = self.answers.get((claim, FORM)), self.rule_set.fact.get(FORM)
        return None if answer is None or not answer.is_known else answer_word(declared, answer.given)
