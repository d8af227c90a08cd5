"""Two alternatives that fit, laid beside each other: per goal, per party that pays and per person who prefers.

Nothing is added up. An alternative is nowhere better than another only when every criterion of the case is
known of both, none speaks for it and at least one speaks for the other. Ranges of money that overlap, an effect
that is uncertain and a wish that nobody asked for are told as such, and never read as equal. Help that comes later
than needed makes nothing cheaper: what is not paid because nothing is given is no return. Effort by the
household and its network takes no part (docs/decisions, "Only what is known on every point").
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from budget_engine.assessment import Assessment, Gate
from budget_engine.case import Alternative, Case, Direction, Domain, Party
from budget_engine.glossary import Noun
from budget_engine.goals import Wish, is_contested, is_discussed, range_of, wish_of
from budget_engine.language.fact import Facts, Outlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import NOTHING, Amount, FlagKind, Returns


class Ordering(StrEnum):
    """How one alternative stands to another on one criterion."""

    BETTER = "beter"
    WORSE = "slechter"
    EQUAL = "gelijk"
    INDISTINCT = "niet_te_onderscheiden"
    NOT_DISCUSSED = "niet_besproken"

    @property
    def turned(self) -> "Ordering":
        """Give how the other stands to the one."""
        return _TURNED.get(self, self)


_TURNED = {Ordering.BETTER: Ordering.WORSE, Ordering.WORSE: Ordering.BETTER}


class GoalCompared(Noun):
    """What both do to one goal, as who said it sees it; None where nothing was said of it.

    Whether others see it otherwise is told apart; where they do, the widest span of all views is compared.
    """

    domain: Domain
    own_words: str
    said_by: str
    outcome: Ordering
    one: Direction | None
    other: Direction | None
    one_contested: bool = False
    other_contested: bool = False


class LateHelp(Noun):
    """A claim of an alternative that comes later than needed; `since` is None where nobody knows when."""

    alternative: str
    claim: str
    since: date | None


class MoneyCompared(Noun):
    """What one party pays in both over all years of the ledger, under all laws together.

    `because` is the help by which an alternative is not called cheaper, and not equal either: it comes later than
    needed, and the other alternative does not have it.
    """

    party: Party
    outcome: Ordering
    one: Amount
    other: Amount
    because: tuple[LateHelp, ...] = ()


class PreferenceCompared(Noun):
    """Where one person puts both; None where they did not say."""

    said_by: str
    outcome: Ordering
    one: int | None
    other: int | None


Compared = GoalCompared | MoneyCompared | PreferenceCompared


class Comparison(Noun):
    """Two alternatives that fit, criterion by criterion; `outcome` says how the one stands to the other."""

    one: str
    other: str
    goals: tuple[GoalCompared, ...]
    preference: tuple[PreferenceCompared, ...]
    money: tuple[MoneyCompared, ...]

    @property
    def criteria(self) -> tuple[Compared, ...]:
        """Give all criteria, goals first."""
        return (*self.goals, *self.preference, *self.money)

    @property
    def nowhere_better(self) -> str | None:
        """Name the alternative that is nowhere better and somewhere worse, if there is one."""
        if not (self.goals and self.preference and self.money):
            return None  # where a whole kind of criterion was never recorded, nothing can be said of it
        found = {item.outcome for item in self.criteria} - {Ordering.EQUAL}
        if found == {Ordering.BETTER}:
            return self.other
        return self.one if found == {Ordering.WORSE} else None


Ends: TypeAlias = tuple[int, int]
Paid: TypeAlias = Mapping[Party, Amount]
"""What each party pays in an alternative."""

Late: TypeAlias = Mapping[Party, tuple[LateHelp, ...]]
"""What each party pays for in an alternative that comes later than needed."""


# --- which pairs are compared -----------------------------------------------------------------------------


def comparisons_of(
    case: Case, rule_set: RuleSet, facts: Facts, assessment: Assessment, returns: Mapping[str, Returns]
) -> tuple[Comparison, ...]:
    """Compare every two alternatives that fit, in the order of the case."""
    fitting = [item for item in case.alternatives if fits(item, rule_set, facts, assessment)]
    paid = {name: paid_by(found) for name, found in returns.items()}
    late = {name: late_by(name, found) for name, found in returns.items()}
    return tuple(compared(fitting, case.alternatives, paid, late))


def fits(item: Alternative, rule_set: RuleSet, facts: Facts, assessment: Assessment) -> bool:
    """Tell whether an alternative is possible and was appraised to leave no need without an answer."""
    return needs_answered(item.id, rule_set, facts) is True and (
        assessment.gate_of(item.claims) is not Gate.CLOSED
    )


def needs_answered(alternative: str, rule_set: RuleSet, facts: Facts) -> bool | None:
    """Give the recorded appraisal whether every need has an answer; None as long as nobody gave it."""
    declared = rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
    answered = None if declared is None else facts.entities[alternative].values.get(declared.name)
    return answered if isinstance(answered, bool) else None


def paid_by(returns: Returns) -> Paid:
    """Give what each party pays over all years of the ledger, a municipality under all its laws."""
    found: dict[Party, Amount] = {}
    for item in returns.two_years.parties:
        found[item.party] = found.get(item.party, NOTHING).plus(item.amount)
    return found


def late_by(name: str, returns: Returns) -> Late:
    """Give by party, of the alternative of that name, the claims that the ledger says come later than needed."""
    found: dict[Party, tuple[LateHelp, ...]] = {}
    for flag in returns.flags:
        if flag.kind is FlagKind.NOT_DELIVERED and flag.line is not None and flag.claim is not None:
            party = returns.lines[flag.line].party
            found[party] = (
                *found.get(party, ()),
                LateHelp(alternative=name, claim=flag.claim, since=flag.since),
            )
    return found


def dominating(name: str, comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """Name the alternatives that another is nowhere better than, by name."""
    return tuple(
        sorted(
            item.other if item.one == name else item.one
            for item in comparisons
            if item.nowhere_better == name
        )
    )


# --- how two compare --------------------------------------------------------------------------------------


def compared(
    fitting: Iterable[Alternative],
    everything: Iterable[Alternative],
    paid: Mapping[str, Paid],
    late: Mapping[str, Late],
) -> Iterable[Comparison]:
    """Compare alternatives two by two on all that is at stake anywhere in the case."""
    listed = list(everything)
    goals = list(dict.fromkeys(wish_of(goal) for item in listed for goal in item.goals))
    persons = list(dict.fromkeys(wish.said_by for item in listed for wish in item.preference))
    parties = [party for party in Party if any(party in accounts for accounts in paid.values())]
    known = list(fitting)
    for number, one in enumerate(known):
        for other in known[number + 1 :]:
            yield Comparison(
                one=one.id,
                other=other.id,
                goals=tuple(_goals(goals, one, other)),
                preference=tuple(_preference(persons, one, other)),
                money=tuple(_money(parties, one, other, paid, late)),
            )


def _goals(keys: Iterable[Wish], one: Alternative, other: Alternative) -> Iterable[GoalCompared]:
    left, right = (
        {wish_of(goal): goal for goal in side.goals if is_discussed(goal)} for side in (one, other)
    )
    for key in keys:
        mine, theirs = left.get(key), right.get(key)
        domain, own_words, said_by = key
        yield GoalCompared(
            domain=domain,
            own_words=own_words,
            said_by=said_by,
            outcome=_by_range(*(None if goal is None else range_of(goal) for goal in (mine, theirs))),
            one=None if mine is None else mine.direction,
            other=None if theirs is None else theirs.direction,
            one_contested=mine is not None and is_contested(mine),
            other_contested=theirs is not None and is_contested(theirs),
        )


def _by_range(mine: Ends | None, theirs: Ends | None) -> Ordering:
    if mine is None or theirs is None:
        return Ordering.NOT_DISCUSSED
    if mine[0] > theirs[1]:
        return Ordering.BETTER
    if theirs[0] > mine[1]:
        return Ordering.WORSE
    is_known = mine == theirs and mine[0] == mine[1]
    return Ordering.EQUAL if is_known else Ordering.INDISTINCT


def _preference(persons: Iterable[str], one: Alternative, other: Alternative) -> Iterable[PreferenceCompared]:
    left, right = ({wish.said_by: wish.rank for wish in side.preference} for side in (one, other))
    for who in persons:
        mine, theirs = left.get(who), right.get(who)
        yield PreferenceCompared(said_by=who, outcome=_by_rank(mine, theirs), one=mine, other=theirs)


MOST_WANTED = 1
"""The place of what somebody would like best: above everything they gave another place, or none."""


def _by_rank(mine: int | None, theirs: int | None) -> Ordering:
    if mine == MOST_WANTED != theirs:
        return Ordering.BETTER
    if theirs == MOST_WANTED != mine:
        return Ordering.WORSE
    if mine is None or theirs is None:
        return Ordering.NOT_DISCUSSED
    return Ordering.EQUAL if mine == theirs else Ordering.BETTER if mine < theirs else Ordering.WORSE


def _money(
    parties: Iterable[Party],
    one: Alternative,
    other: Alternative,
    paid: Mapping[str, Paid],
    late: Mapping[str, Late],
) -> Iterable[MoneyCompared]:
    for party in parties:
        mine, theirs = (paid[side.id].get(party, NOTHING) for side in (one, other))
        outcome = _by_amount(mine, theirs)
        because = (
            *(_late_alone(party, one, other, late) if outcome in _NOT_DEARER else ()),
            *(_late_alone(party, other, one, late) if outcome.turned in _NOT_DEARER else ()),
        )
        yield MoneyCompared(
            party=party,
            outcome=Ordering.INDISTINCT if because else outcome,
            one=mine,
            other=theirs,
            because=because,
        )


_NOT_DEARER = (Ordering.BETTER, Ordering.EQUAL)
"""What help that comes too late cannot make of an alternative; what is dearer even so is dearer."""


def _late_alone(
    party: Party, one: Alternative, other: Alternative, late: Mapping[str, Late]
) -> tuple[LateHelp, ...]:
    """Give what comes too late in one alone: what both have is no difference between them."""
    return tuple(item for item in late.get(one.id, {}).get(party, ()) if item.claim not in other.claims)


def _by_amount(mine: Amount, theirs: Amount) -> Ordering:
    """Tell who pays less for sure: ranges that overlap are not told apart, unless they are the very same."""
    if _is_below(mine, theirs):
        return Ordering.BETTER
    if _is_below(theirs, mine):
        return Ordering.WORSE
    is_same = mine == theirs and None not in mine.ends
    return Ordering.EQUAL if is_same else Ordering.INDISTINCT


def _is_below(lower: Amount, higher: Amount) -> bool:
    if lower.high_cents is None or higher.low_cents is None:
        return False
    return lower.high_cents < higher.low_cents
