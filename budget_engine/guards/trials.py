"""Examples as guards: which small changes of the rules no example would notice.

Every example of an entry is built once and asked about each mutant of that entry. A mutant of what
gives a fact may also be noticed by the examples of whatever reads that fact. An example that does not
come out guards nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from budget_engine.guards.mutants import Mutant, mutants_of, owners_of, title_of
from budget_engine.language.example import Outcome, faults_of, outcome, turned, without_municipality
from budget_engine.language.expr import FactRef, Node
from budget_engine.language.fact import Entity
from budget_engine.language.household import Owner, household_of
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import Derivation, Example, Rule, Table
from budget_engine.language.rule_set import RuleSet, facts_read


@dataclass(frozen=True)
class Trial:
    """An example, or an example with one of its changes made, built and ready to be asked again.

    `first` is what came out of the example before the change; without a change it is None.
    """

    owner: Owner
    example: Example
    meaning: Meaning
    entity: Entity
    outcome: Outcome
    first: str | None = None

    def notices(self, changed: Owner, meaning: Meaning | None = None) -> bool:
        """Tell whether this example fails with a changed entry, or in a changed rule set."""
        found = outcome(changed, self.example, meaning or self.meaning, self.entity)
        if self.first is None:
            return found != self.outcome
        return found.said == self.first or not found.is_known


def trials_of(national: RuleSet, owner: Owner, example: Example) -> Iterator[Trial]:
    """Build an example and its changes; nothing where it does not come out, for then it guards nothing."""
    if any(True for _ in faults_of(national, owner, example)):
        return
    base = _trial(national, owner, example, None)
    yield base
    for change in example.turned_by:
        yield _trial(national, owner, turned(example, change), base.outcome.said)


def _trial(national: RuleSet, owner: Owner, example: Example, first: str | None) -> Trial:
    household = household_of(national, owner, example)
    meaning = Meaning(household.rule_set, household.facts)
    found = outcome(owner, example, meaning, household.entity)
    return Trial(owner, example, meaning, household.entity, found, first)


@dataclass(frozen=True)
class Guards:
    """The examples of a rule set, built once, with who reads what."""

    rule_set: RuleSet
    _built: dict[str, tuple[Trial, ...]] = field(default_factory=dict)
    _made: dict[str, tuple[Mutant, ...]] = field(default_factory=dict)

    @cached_property
    def national(self) -> RuleSet:
        """Give the rule set that examples are run on."""
        return without_municipality(self.rule_set)

    def mutants(self, owner: Owner) -> tuple[Mutant, ...]:
        """Give the small changes of one entry."""
        key = self._key(owner)
        if key not in self._made:
            self._made[key] = mutants_of(self.national, owner)
        return self._made[key]

    def _key(self, owner: Owner) -> str:
        return f"{owner.word} {title_of(self.rule_set, owner)}"

    def trials(self, owner: Owner) -> tuple[Trial, ...]:
        """Give the examples of one entry, ready to be asked."""
        key = self._key(owner)
        if key not in self._built:
            self._built[key] = tuple(
                trial for example in owner.examples for trial in trials_of(self.national, owner, example)
            )
        return self._built[key]

    def unnoticed(self, owner: Owner) -> tuple[Mutant, ...]:
        """List the mutants of an entry that no example notices."""
        own = self.trials(owner)
        return tuple(
            mutant
            for mutant in self.mutants(owner)
            if not any(trial.notices(mutant.changed) for trial in own) and not self._is_read(mutant)
        )

    # --- examples of what reads a fact -------------------------------------------------------------

    @cached_property
    def _readers(self) -> Mapping[str, tuple[Owner, ...]]:
        """Give for each derived fact the entries that rest on it, through others too."""
        reads = [(owner, frozenset(rests_on(self.national, owner))) for owner in owners_of(self.national)]
        return {
            fact: tuple(owner for owner, facts in reads if fact in facts)
            for fact in sorted(self.national.derived)
        }

    def _is_read(self, mutant: Mutant) -> bool:
        given = given_by(mutant.owner)
        changed = {id(self.national): _with(self.national, mutant)} if given else {}
        for fact in given:
            for reader in self._readers.get(fact, ()):
                for trial in self.trials(reader):
                    before = trial.meaning.rule_set
                    if id(before) not in changed:
                        changed[id(before)] = _with(before, mutant)
                    meaning = Meaning(changed[id(before)], trial.meaning.facts)
                    if trial.notices(reader, meaning):
                        return True
        return False


def nodes_of(rule_set: RuleSet, owner: Owner) -> tuple[Node, ...]:
    """List the nodes of an entry, the date it looks at included."""
    return (*owner.nodes, FactRef(rule_set.moment_fact[owner.moment]))


def rests_on(rule_set: RuleSet, owner: Owner) -> dict[str, tuple[Node, ...]]:
    """Give all facts that an entry reads, itself or through others, with the nodes of what gives them."""
    found: dict[str, tuple[Node, ...]] = {}
    waiting = list(nodes_of(rule_set, owner))
    while waiting:
        for name in facts_read(waiting.pop(0), rule_set):
            if name not in found:
                found[name] = giving(rule_set, name)
                waiting.extend(found[name])
    return found


def given_by(owner: Owner) -> tuple[str, ...]:
    """Name the facts that an entry gives."""
    match owner:
        case Rule():
            return ()
        case Derivation():
            return (owner.fact,)
        case Table():
            return owner.outputs


def giving(rule_set: RuleSet, fact: str) -> tuple[Node, ...]:
    """List the nodes of what gives a derived fact; nothing for a fact that is asked."""
    derivation = rule_set.derivation_of.get(fact)
    if derivation is not None:
        return nodes_of(rule_set, derivation)
    given = rule_set.table_of.get(fact)
    return () if given is None else nodes_of(rule_set, given[0])


def _with(rule_set: RuleSet, mutant: Mutant) -> RuleSet:
    """Put a changed derivation or table in the place of the one it was made of."""
    derivations = tuple(mutant.changed if item is mutant.owner else item for item in rule_set.derivations)
    tables = tuple(mutant.changed if item is mutant.owner else item for item in rule_set.tables)
    return replace(rule_set, derivations=derivations, tables=tables)  # type: ignore[arg-type]
