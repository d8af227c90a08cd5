"""Proposes examples that would notice what no example notices: one line for as many changes as can be.

First what can be added to an example that is there: what its row gives, or a small change of its facts
that turns the outcome. What is left gets an example of its own, to which such changes are added too.
Nothing is proposed that was not run on the entry and on every mutant it guards against. Whether the
outcome is right by law is for people to say: a proposal states what the rules do now.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budget_engine.guards.contrast import Contrast, changed_output, contrast
from budget_engine.guards.mutants import Mutant, title_of
from budget_engine.guards.noticing import Noticing, Settled, Witness
from budget_engine.guards.trials import Guards, Trial, trials_of
from budget_engine.guards.variations import Variations
from budget_engine.language.example import faults_of, turned
from budget_engine.language.household import Owner
from budget_engine.language.rule import Example


@dataclass(frozen=True)
class Proposal:
    """An addition to the examples of one entry, with the mutants it guards against.

    `number` is the example that is added to, from 0; without one the example is new. `example` is how
    it then reads.
    """

    owner: Owner
    title: str
    number: int | None
    example: Example
    gives: Mapping[str, str]
    turned_by: tuple[dict[str, str], ...]
    guards: tuple[Mutant, ...]


@dataclass(frozen=True)
class Proposed:
    """What is known of every unnoticed mutant of one entry, and what would guard against them."""

    settled: tuple[tuple[Mutant, Settled], ...]
    proposals: tuple[Proposal, ...]


@dataclass
class _Draft:
    """An example that grows while proposals are gathered."""

    number: int | None
    example: Example
    gives: dict[str, str] = field(default_factory=dict)
    turned_by: list[dict[str, str]] = field(default_factory=list)
    guards: list[Mutant] = field(default_factory=list)

    @property
    def now(self) -> Example:
        """Give the example as it has grown."""
        added = {
            "gives": {**self.example.gives, **self.gives},
            "turned_by": (*self.example.turned_by, *self.turned_by),
        }
        return self.example.model_copy(update=added)


def proposed(guards: Guards, owner: Owner, unnoticed: Iterable[Mutant]) -> Proposed:
    """Settle every unnoticed mutant of one entry, and propose what would guard against those that matter."""
    return _Proposing(guards, owner).of(list(unnoticed))


class _Proposing:
    def __init__(self, guards: Guards, owner: Owner) -> None:
        self.national = guards.national
        self.owner = owner
        self.title = title_of(guards.rule_set, owner)
        self.noticing = Noticing(self.national, owner)
        self.variations = Variations(self.national, owner)
        self.settled: dict[str, Settled] = {}
        self.drafts: list[_Draft] = []

    def of(self, unnoticed: list[Mutant]) -> Proposed:
        self.settled = {mutant.key: self.noticing.settle(mutant) for mutant in unnoticed}
        left = [mutant for mutant in unnoticed if not self.settled[mutant.key].is_equivalent]
        for number, example in enumerate(self.owner.examples):
            if not any(True for _ in faults_of(self.national, self.owner, example)):
                self.drafts.append(_Draft(number, example))
        left = self._turned(self._given(left, self.drafts), list(self.drafts))
        while left:
            witnesses = [witness for mutant in left if (witness := self.settled[mutant.key].witness)]
            if not witnesses:
                break
            draft, left = max(
                (self._grown(example, left) for example in self._bases(self._best(witnesses, left))),
                key=lambda item: len(item[0].guards),
            )
            if not draft.guards:
                break
            self.drafts.append(draft)
        self._settle_by_drafts()
        made = (self._proposal(draft) for draft in self.drafts if draft.guards)
        return Proposed(tuple((mutant, self.settled[mutant.key]) for mutant in unnoticed), tuple(made))

    def _settle_by_drafts(self) -> None:
        """Take the household of a proposal where the solver found none."""
        for draft in self.drafts:
            for mutant in draft.guards:
                if self.settled[mutant.key].witness is None:
                    shown = (
                        trial.example
                        for trial in trials_of(self.national, self.owner, draft.now)
                        if self._shows(trial, mutant)
                    )
                    self.settled[mutant.key] = self.noticing.seen_in(mutant, next(shown))

    def _proposal(self, draft: _Draft) -> Proposal:
        guards, turned_by = tuple(draft.guards), tuple(draft.turned_by)
        return Proposal(self.owner, self.title, draft.number, draft.now, draft.gives, turned_by, guards)

    def _bases(self, example: Example) -> Iterator[Example]:
        """Walk an example, and it with each change that turns it: one that fails may be turned by more."""
        yield example
        base = next(trials_of(self.national, self.owner, example), None)
        for change in self.variations.of(base) if base is not None else ():
            other = turned(example, change).model_copy(update={"gives": {}})
            asked = self.noticing.said(other)
            if asked is not None and base is not None and self._is_turned(asked, base):
                yield asked

    def _is_turned(self, asked: Example, base: Trial) -> bool:
        trial = next(trials_of(self.national, self.owner, asked), None)
        return trial is not None and trial.outcome.is_known and trial.outcome.said != base.outcome.said

    def _grown(self, example: Example, left: list[Mutant]) -> tuple[_Draft, list[Mutant]]:
        """Give a new example with all that can be added to it, and what is then still left."""
        draft = _Draft(None, example)
        draft.guards.extend(self._noticed(example, left))
        left = [mutant for mutant in left if mutant not in draft.guards]
        return draft, self._turned(self._given(left, [draft]), [draft])

    def _best(self, witnesses: list[Witness], left: list[Mutant]) -> Example:
        """Choose the household that shows the most at once; the first of those that show as much."""
        return max(witnesses, key=lambda witness: len(self._noticed(witness.example, left))).example

    def _noticed(self, example: Example, left: list[Mutant]) -> list[Mutant]:
        trials = list(trials_of(self.national, self.owner, example))
        return [mutant for mutant in left if any(self._shows(trial, mutant) for trial in trials)]

    def _shows(self, trial: Trial, mutant: Mutant) -> bool:
        """Tell whether an example notices a mutant, by known outcomes wherever these can differ."""
        if not trial.notices(mutant.changed):
            return False
        witness = self.settled[mutant.key].witness
        if witness is not None and witness.contrast is Contrast.KNOWLEDGE:
            return True
        return contrast(mutant, trial.meaning, trial.entity) is Contrast.SURE

    # --- what is added to an example ----------------------------------------------------------------

    def _given(self, left: list[Mutant], drafts: list[_Draft]) -> list[Mutant]:
        """Let an example say what its row gives, where that is what was changed."""
        for draft in drafts:
            for mutant in left:
                fact = changed_output(mutant)
                if fact is None or fact in draft.now.gives or draft.example.fault is not None:
                    continue
                asked = draft.now.model_copy(update={"gives": {}, "turned_by": ()})
                if self.noticing.differs(mutant, asked) is Contrast.SURE:
                    completed = self.noticing.completed(mutant, asked)
                    draft.gives[fact] = completed.gives[fact]
            noticed = self._noticed(draft.now, left) if draft.gives else []
            draft.guards.extend(noticed)
            left = [mutant for mutant in left if mutant not in noticed]
        return left

    def _turned(self, left: list[Mutant], drafts: list[_Draft]) -> list[Mutant]:
        """Add the changes of facts that turn the outcome, the one that shows the most first."""
        found = [item for draft in drafts for item in self._turning(draft, left)] if left else []
        while left and found:
            draft, change, shown = max(found, key=lambda item: sum(mutant in left for mutant in item[2]))
            noticed = [mutant for mutant in left if mutant in shown]
            if not noticed:
                break
            draft.turned_by.append(change)
            draft.guards.extend(noticed)
            left = [mutant for mutant in left if mutant not in noticed]
        return left

    def _turning(
        self, draft: _Draft, left: list[Mutant]
    ) -> Iterator[tuple[_Draft, dict[str, str], list[Mutant]]]:
        bare = draft.example.model_copy(update={"turned_by": (), "gives": {}})
        base = next(trials_of(self.national, self.owner, bare), None)
        if base is None:
            return
        for change in self.variations.of(base):
            tried = bare.model_copy(update={"turned_by": (change,)})
            trials = list(trials_of(self.national, self.owner, tried))
            shown = [mutant for mutant in left if len(trials) > 1 and self._shows(trials[1], mutant)]
            if shown:
                yield draft, change, shown
