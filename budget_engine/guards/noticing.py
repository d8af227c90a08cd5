"""Finds the household that would notice a change of an entry, or proves that there is none.

The solver names a household; it is written as an example, built, and only believed when the entry and
its mutant really differ on it. Then it is made as small as it can be: no fact can be left out, no
household with fewer answers would do as far as the solver can tell, and every value is the first that
does. A change without such a household makes no difference to anybody, as long as every parameter has
a value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.guards.contrast import Contrast, Contrasts, changed_output, contrast
from budget_engine.guards.example_frame import ExampleFrame, late_day
from budget_engine.guards.mutants import Mutant
from budget_engine.guards.trials import nodes_of
from budget_engine.language.example import Outcome, outcome
from budget_engine.language.expr import Node
from budget_engine.language.fact import Bounded, EntityKind
from budget_engine.language.household import ExampleError, Owner, dated_facts, household_of
from budget_engine.language.meaning import FaultKind, Meaning
from budget_engine.language.rule import Derivation, Example, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.encoding import Encoding
from budget_engine.proof.frame import Cone, Frame, cone_of
from budget_engine.proof.logic import Formula, Question, Says, Steps

TRIES = 40
"""How often the calendar may put a last day right before a change is left unsettled."""
STEPS = 4_000_000
"""What the solver may spend on one change; about a second on a machine of 2024 (measured)."""
_NEAR_LOW = (0, 1, 2, 10, 100)
"""How far above the lowest value a number is tried before the one that the solver took."""
_NEAR_DAYS = (0, -1, 1, -2, 2, -10, 10, -100, 100)
"""How far from a day on which the rules are in force another day is tried, likewise."""


@dataclass(frozen=True)
class Witness:
    """An example on which an entry and its mutant differ, complete with what must come out.

    `otherwise` is what comes out of the mutant.
    """

    example: Example
    contrast: Contrast
    otherwise: str


@dataclass(frozen=True)
class Settled:
    """What is known of one change: a witness, or that none exists; with neither it is not settled."""

    witness: Witness | None = None
    is_equivalent: bool = False


class Noticing:
    """Asks the solver about the mutants of one entry."""

    def __init__(self, national: RuleSet, owner: Owner) -> None:
        self.national = national
        self.owner = owner
        kind = national.fact[owner.fact].entity if isinstance(owner, Derivation) else owner.entity
        self.kind: EntityKind = kind
        self.dated = dated_facts(national, owner.moment)

    def settle(self, mutant: Mutant) -> Settled:
        """Find the smallest household that tells a mutant apart, or prove that there is none."""
        is_proved = True
        for wanted in (Contrast.SURE, Contrast.KNOWLEDGE):
            says, example = self._asked(mutant, wanted)
            if example is None and wanted is Contrast.KNOWLEDGE:
                example = self._with_gaps(mutant)
            if example is not None:
                return Settled(self._witness(mutant, self._lowered(mutant, example, wanted), wanted))
            is_proved &= says is Says.IMPOSSIBLE and self._is_impossible(mutant, wanted)
        return Settled(is_equivalent=is_proved)

    def seen_in(self, mutant: Mutant, example: Example) -> Settled:
        """Make the household of an example, on which a mutant surely differs, as small as it can be."""
        bare = example.model_copy(update={"turned_by": (), "gives": {}})
        found = self._shrunk(mutant, bare, Contrast.SURE)
        return Settled() if found is None else Settled(self._witness(mutant, found, Contrast.SURE))

    def _witness(self, mutant: Mutant, example: Example, wanted: Contrast) -> Witness:
        completed = self.completed(mutant, example)
        return Witness(completed, wanted, self._otherwise(mutant, completed))

    def _with_gaps(self, mutant: Mutant) -> Example | None:
        """Try what the solver leaves aside: a list that is not complete, and a parameter that has no value."""
        for example in (*self.owner.examples, Example()):
            bare = example.model_copy(update={"turned_by": (), "gives": {}})
            for relation in self._cone.relations:
                found = self._shrunk(
                    mutant, bare.model_copy(update={"open_relations": (relation,)}), Contrast.KNOWLEDGE
                )
                if found is not None:
                    return found
            for name in self._cone.parameters:
                settings = {**bare.settings, name: UNKNOWN}
                found = self._shrunk(
                    mutant, bare.model_copy(update={"settings": settings}), Contrast.KNOWLEDGE
                )
                if found is not None:
                    return found
        return None

    # --- the solver ---------------------------------------------------------------------------------

    @cached_property
    def _cone(self) -> Cone:
        nodes: list[Node] = list(nodes_of(self.national, self.owner))
        return cone_of(self.national, nodes, (self.owner.moment,))

    @cached_property
    def _frame(self) -> ExampleFrame:
        return ExampleFrame(self.kind, self._cone.relations)

    @cached_property
    def _encoding(self) -> Encoding:
        return Encoding(self.national, self._frame, with_members=True, free_parameters=True)

    @cached_property
    def _free(self) -> Encoding:
        return Encoding(self.national, Frame(self.kind), with_members=False, free_parameters=True)

    def _formula(self, encoding: Encoding, mutant: Mutant, wanted: Contrast) -> Formula:
        contrasts = Contrasts(encoding, encoding.frame.subject)
        return contrasts.sure(mutant) if wanted is Contrast.SURE else contrasts.in_knowledge(mutant)

    def _is_impossible(self, mutant: Mutant, wanted: Contrast) -> bool:
        """Tell whether no list of members whatever makes a difference."""
        if not self._cone.relations and not self._cone.lists:
            return True
        formula = self._formula(self._free, mutant, wanted)
        question = self._free.logic.question(self._free.keeps_to, Steps(STEPS))
        return question.ask(formula) is Says.IMPOSSIBLE

    def _asked(self, mutant: Mutant, wanted: Contrast) -> tuple[Says, Example | None]:
        formula = self._formula(self._encoding, mutant, wanted)
        question = self._encoding.logic.question(self._encoding.keeps_to, Steps(STEPS))
        question.add(formula)
        found: Example | None = None
        says = Says.UNSURE
        for day in (self._days_on(late_day(self.national, self.owner)), []):
            says, found = self._with(question, mutant, wanted, day)
            if found is not None:
                return says, self._fewer(question, mutant, wanted, found, day)
        return says, None

    def _days_on(self, day: date) -> list[Formula]:
        codes, logic = self._encoding.codes, self._encoding.logic
        return [
            logic.same(item.worth.value, codes.formula(logic, day))
            for item in self._encoding.inputs.values()
            if item.fact.name in self.dated and not item.spot.is_extra
        ]

    def _with(
        self, question: Question, mutant: Mutant, wanted: Contrast, extra: list[Formula]
    ) -> tuple[Says, Example | None]:
        """Ask until the calendar agrees with the household, and believe it only when it really differs."""
        says = Says.UNSURE
        for _ in range(TRIES):
            says = question.ask(*extra)
            if says is not Says.POSSIBLE:
                return says, None
            wrong = self._encoding.arithmetic.put_right(question)
            if not wrong:
                example = self._shrunk(mutant, self._read(question), wanted)
                return (says, example) if example is not None else (Says.UNSURE, None)
            question.add(*wrong)
        return Says.UNSURE, None

    def _fewer(
        self, question: Question, mutant: Mutant, wanted: Contrast, found: Example, day: list[Formula]
    ) -> Example:
        """Ask for households with fewer answers until there are none."""
        logic = self._encoding.logic
        answers = [item.worth.known for item in self._encoding.inputs.values() if not item.is_given]
        for _ in range(TRIES):
            count = _answers(found, self._given)
            if count == 0:
                break
            _, smaller = self._with(question, mutant, wanted, [logic.at_most(answers, count - 1), *day])
            if smaller is None or _answers(smaller, self._given) >= count:
                break
            found = smaller
        return found

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(item.fact.name for item in self._encoding.inputs.values() if item.is_given)

    def _read(self, question: Question) -> Example:
        encoding = self._encoding
        facts: dict[str, dict[str, str]] = {}
        for item in encoding.inputs.values():
            if question.number(item.worth.known):
                value = encoding.codes.value(item.fact, question.number(item.worth.value))
                facts.setdefault(item.spot.id, {})[item.fact.name] = item.fact.print(value)
            elif item.fact.name in self.dated:  # an example dates it, unless it says otherwise
                facts.setdefault(item.spot.id, {})[item.fact.name] = UNKNOWN
        settings = {}
        for name, formula in encoding.parameters.items():
            declared = self.national.parameter[name]
            settings[name] = declared.print(encoding.codes.value(declared, question.number(formula)))
        left_out = {key[-1] for key, link in encoding.links.items() if not question.number(link)}
        present = {name for name, there in encoding.present.items() if question.number(there)}
        return self._frame.example(facts, present - left_out, settings)

    # --- the household itself -------------------------------------------------------------------------

    def differs(self, mutant: Mutant, example: Example) -> Contrast:
        """Tell how an entry and its mutant differ on the household of an example."""
        try:
            household = household_of(self.national, self.owner, example)
        except ExampleError:
            return Contrast.NONE
        return contrast(mutant, Meaning(household.rule_set, household.facts), household.entity)

    def _shrunk(self, mutant: Mutant, example: Example, wanted: Contrast) -> Example | None:
        """Leave out all that can be left out; nothing comes back when it does not differ to begin with."""
        if self.differs(mutant, example) is not wanted:
            return None
        is_smaller = True
        while is_smaller:
            is_smaller = False
            for smaller in _smaller(example, self.dated):
                if self.differs(mutant, smaller) is wanted:
                    example, is_smaller = smaller, True
                    break
        return example

    def _lowered(self, mutant: Mutant, example: Example, wanted: Contrast) -> Example:
        """Give everything the first value with which it still differs: as declared, or a day that is near."""
        for name, text in example.settings.items():
            for lower in self._before(self.national.parameter[name], text):
                other = example.model_copy(update={"settings": {**example.settings, name: lower}})
                if self.differs(mutant, other) is wanted:
                    example = other
                    break
        for relation, number in [("", 0), *_rows(example)]:
            for name, text in _row(example, relation, number).items():
                for lower in self._before(self.national.fact[name], text):
                    row = {**_row(example, relation, number), name: lower}
                    other = _with_row(example, relation, number, row)
                    if self.differs(mutant, other) is wanted:
                        example = other
                        break
        return example

    def _before(self, declared: Bounded, text: str) -> Iterator[str]:
        if text == UNKNOWN:
            return
        if declared.range is None:
            choices = list(declared.choices) or [YES, NO]
            yield from choices[: choices.index(text)] if text in choices else ()
            return
        low, high = declared.range
        value = declared.parse(text)
        if isinstance(value, date):
            day = late_day(self.national, self.owner)
            near = [day + timedelta(days=step) for step in _NEAR_DAYS]
        else:
            near = [low + step for step in _NEAR_LOW if low + step < value]
        yield from (declared.print(other) for other in near if low <= other <= high and other != value)

    def completed(self, mutant: Mutant, example: Example) -> Example:
        """Say in an example what must come out of the entry as it is, and what a changed row gives."""
        fact = changed_output(mutant)
        found = self.said(example if fact is None else example.model_copy(update={"gives": {fact: ""}}))
        assert found is not None  # it was built before
        return found

    def _otherwise(self, mutant: Mutant, example: Example) -> str:
        household = household_of(self.national, self.owner, example)
        meaning = Meaning(household.rule_set, household.facts)
        found = outcome(mutant.changed, example, meaning, household.entity)
        fact = changed_output(mutant)
        return found.said if fact is None else found.gives[fact]

    def said(self, example: Example) -> Example | None:
        """Say in an example what comes out of the entry; nothing where it cannot be built."""
        asked = example.model_copy(update={"holds": None, "value": None, "row": None, "fault": None})
        try:
            household = household_of(self.national, self.owner, asked)
        except ExampleError:
            return None
        meaning = Meaning(household.rule_set, household.facts)
        return asked.model_copy(
            update=_said(self.owner, outcome(self.owner, asked, meaning, household.entity))
        )


def _said(owner: Owner, found: Outcome) -> dict[str, object]:
    """Give the fields of an example that say what came out."""
    match owner:
        case Rule():
            return {"holds": found.said}
        case Derivation():
            return {"value": found.said}
        case Table():
            if found.said in set(FaultKind) and found.said not in {row.id for row in owner.rows}:
                return {"fault": found.said}
            return {"row": found.said, "gives": dict(found.gives)}


def _rows(example: Example) -> Iterator[tuple[str, int]]:
    return ((relation, number) for relation, rows in example.members.items() for number in range(len(rows)))


def _row(example: Example, relation: str, number: int) -> dict[str, str]:
    """Give the facts of a member, or those of the example itself where no list is named."""
    return example.members[relation][number] if relation else example.facts


def _with_row(example: Example, relation: str, number: int, row: dict[str, str]) -> Example:
    if not relation:
        return example.model_copy(update={"facts": row})
    changed = _replaced(example.members[relation], number, row)
    return example.model_copy(update={"members": {**example.members, relation: changed}})


def _answers(example: Example, given: frozenset[str]) -> int:
    rows = [example.facts, *(row for members in example.members.values() for row in members)]
    return sum(name not in given and text != UNKNOWN for row in rows for name, text in row.items())


def _smaller(example: Example, dated: frozenset[str]) -> Iterator[Example]:
    """Walk the examples with one thing less: a parameter, a member, a fact; days by themselves go first."""
    days = {name: text for name, text in example.facts.items() if name in dated}
    if days and example.on is None:
        rest = {name: text for name, text in example.facts.items() if name not in days}
        yield example.model_copy(update={"facts": rest})
        if len(set(days.values())) == 1 and UNKNOWN not in days.values():
            yield example.model_copy(
                update={"facts": rest, "on": date.fromisoformat(next(iter(days.values())))}
            )
    if example.on is not None:
        yield example.model_copy(update={"on": None})
    for name in example.settings:
        yield example.model_copy(update={"settings": _without(example.settings, name)})
    for relation, rows in example.members.items():
        for number in range(len(rows)):
            kept = (*rows[:number], *rows[number + 1 :])
            members = {**example.members, relation: kept} if kept else _without(example.members, relation)
            yield example.model_copy(update={"members": members})
    for name in example.facts:
        yield example.model_copy(update={"facts": _without(example.facts, name)})
    for relation, rows in example.members.items():
        for number, row in enumerate(rows):
            for name in row:
                yield _with_row(example, relation, number, _without(row, name))


def _without(mapping: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key != name}


def _replaced(rows: Sequence[dict[str, str]], number: int, row: dict[str, str]) -> tuple[dict[str, str], ...]:
    return (*rows[:number], row, *rows[number + 1 :])
