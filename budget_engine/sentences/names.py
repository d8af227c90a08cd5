"""What people, alternatives, goals, claims and payers are called in a sentence of the weighing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated
from budget_engine.case import Case, Goal
from budget_engine.dominance import GoalCompared
from budget_engine.drafts.labels import labels_of, law_word
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import Amount
from budget_engine.values import show_cents

_YEARS = ("nul jaar", "één jaar", "twee jaar", "drie jaar", "vier jaar", "vijf jaar")


@dataclass(frozen=True)
class Names:
    """What people call the things in a case, and how many years the ledger runs.

    `claims` gives for each claim what is asked, for whom, and under which law.
    """

    people: Mapping[str, str]
    alternatives: Mapping[str, str]
    claims: Mapping[str, tuple[str, str, str]]
    years: int

    def alternative(self, name: str) -> str:
        """Give the name of an alternative between quotes."""
        return f"'{self.alternatives.get(name, name)}'"

    def person(self, who: str) -> str:
        """Give the name of somebody, or the words as they stand for anybody outside the case."""
        return self.people.get(who, who)

    def persons(self, whom: Iterable[str]) -> str:
        """Give the names of people in a row."""
        return enumerated(self.person(who) for who in whom)

    def wishes(self, goals: Iterable[GoalCompared | Goal]) -> str:
        """Name goals in the words of who said them; what one person said stands together."""
        by: dict[str, list[str]] = {}
        for goal in goals:
            by.setdefault(goal.said_by, []).append(f"'{goal.own_words.rstrip('. ')}'")
        return enumerated(f"{enumerated(words)} ({self.person(who)})" for who, words in by.items())

    def claim(self, name: str) -> str:
        """Give what is asked in a claim."""
        return self.claims[name][0]

    def parts(self, claims: Iterable[str]) -> str:
        """Name claims; what is for one person under one law stands together."""
        by: dict[tuple[str, str], list[str]] = {}
        for name in claims:
            what, whom, law = self.claims[name]
            by.setdefault((whom, law), []).append(what)
        return "; ".join(
            f"{enumerated(dict.fromkeys(what))} voor {whom} ({law})" for (whom, law), what in by.items()
        )

    @property
    def period(self) -> str:
        """Say how long the ledger runs."""
        return _YEARS[self.years] if self.years < len(_YEARS) else f"{self.years} jaar"


def names_of(case: Case, rule_set: RuleSet, labels: Mapping[str, str] | None, years: int) -> Names:
    """Gather what the things in a case are called; two alternatives of one name are told apart."""
    known = labels_of(case, rule_set) if labels is None else labels
    people = _short({person.id: known.get(person.id, person.id) for person in case.persons})
    said = {item.id: known.get(item.id, item.id) for item in case.alternatives}
    shared = _twice(said.values())
    solutions = {solution.id: solution.name for solution in case.solutions}
    persons = {need.id: people.get(need.person, need.person) for need in case.needs}
    claims = {
        claim.id: (
            solutions.get(claim.solution, claim.solution),
            persons.get(claim.need, claim.need),
            law_word(claim.law, rule_set),
        )
        for claim in case.claims
    }
    alternatives = {name: f"{word} ({name})" if word in shared else word for name, word in said.items()}
    return Names(people, alternatives, claims, years)


def _short(people: Mapping[str, str]) -> dict[str, str]:
    """Leave out what stands between brackets after a name, unless people are told apart by it."""
    short = {who: name.partition(" (")[0] or name for who, name in people.items()}
    shared = _twice(short.values())
    return {who: people[who] if name in shared else name for who, name in short.items()}


def _twice(words: Iterable[str]) -> set[str]:
    return {word for word, times in Counter(words).items() if times > 1}


def money(amount: Amount, write: Callable[[int], str] = show_cents) -> str:
    """Write from what to what an amount runs, by which two amounts are told apart; an unknown end is said.

    Every range in a sentence is written here. What differs for a reason is built on it: `range_said` puts what is
    likely before it and `short_said` writes whole euros beside a bar. In a listing `amount_said` keeps low, likely
    and high in their places, one below the other.

    >>> money(Amount(low_cents=100, likely_cents=None, high_cents=250))
    '€ 1,00 tot € 2,50'
    >>> money(Amount(low_cents=100, likely_cents=None, high_cents=None))
    'minstens € 1,00, hooguit niet bekend'
    """
    low, high = amount.low_cents, amount.high_cents
    if low is None and high is None:
        return "niet bekend"
    if low is None or high is None:
        least = "niet bekend" if low is None else write(low)
        most = "niet bekend" if high is None else write(high)
        return f"minstens {least}, hooguit {most}"
    if low == high:
        return write(low) if low else "niets"
    return f"{write(low)} tot {write(high)}"
