"""What may be called nowhere better: a strict partial order over what is known, in which effort has no part."""

from collections.abc import Mapping
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.answer import Answer, Provenance
from budget_engine.case import Alternative, AlternativeKind, Direction, Domain, Goal, Party, Preference
from budget_engine.dominance import Comparison, Ordering, Paid, compared
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import Amount, amount
from budget_engine.weighing import weigh
from tests.notation import TODAY
from tests.small_world import RONALD, VAN_WETERING, real_case

GOALS = (("anna", "Rust."), ("bo", "Werk."))
PERSONS = ("anna", "bo")
PARTIES = (Party.MUNICIPALITY, Party.HOUSEHOLD)
NAMES = ("a", "b", "c")
MOST = 4  # cents: small, so that every possible amount can be tried

Side = tuple[tuple[Direction | None, ...], tuple[int | None, ...], tuple[Amount, ...]]
"""One alternative: a direction per goal, a place per person, an amount per party."""


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    low, likely, high = sorted(draw(st.lists(st.integers(0, MOST), min_size=3, max_size=3)))
    return amount(*(None if draw(st.integers(0, 9)) == 0 else end for end in (low, likely, high)))


def sides() -> st.SearchStrategy[Side]:
    known = st.integers(0, MOST).map(lambda cents: amount(cents, cents, cents))
    return st.tuples(
        st.tuples(*[st.none() | st.sampled_from(Direction)] * len(GOALS)),
        st.tuples(*[st.none() | st.integers(1, 3)] * len(PERSONS)),
        st.tuples(*[known | amounts()] * len(PARTIES)),
    )


def alternative(name: str, side: Side) -> Alternative:
    directions, ranks, _ = side
    return Alternative(
        id=name,
        kind=AlternativeKind.VARIANT,
        goals=tuple(
            Goal(domain=Domain.HOME, own_words=words, direction=direction, said_by=who)
            for (who, words), direction in zip(GOALS, directions, strict=True)
            if direction is not None
        ),
        preference=tuple(
            Preference(said_by=who, rank=rank)
            for who, rank in zip(PERSONS, ranks, strict=True)
            if rank is not None
        ),
    )


def paid(side: Side) -> Paid:
    return dict(zip(PARTIES, side[2], strict=True))


def pairs(table: Mapping[str, Side]) -> list[Comparison]:
    listed = [alternative(name, side) for name, side in table.items()]
    return list(compared(listed, listed, {name: paid(side) for name, side in table.items()}, {}))


def dominance(table: Mapping[str, Side]) -> set[tuple[str, str]]:
    """Give who dominates whom."""
    return {
        (pair.other if pair.nowhere_better == pair.one else pair.one, pair.nowhere_better)
        for pair in pairs(table)
        if pair.nowhere_better is not None
    }


def outcomes(table: Mapping[str, Side]) -> set[tuple[str, str, str, Ordering]]:
    """Give how each stands to each other on every criterion, both ways around."""
    found = set()
    for pair in pairs(table):
        for item in pair.criteria:
            named = repr(item.model_dump(exclude={"outcome", "one", "other"}))
            found.add((pair.one, pair.other, named, item.outcome))
            found.add((pair.other, pair.one, named, item.outcome.turned))
    return found


tables = st.fixed_dictionaries({name: sides() for name in NAMES})


# --- held against everything that can turn out ------------------------------------------------------------

CAN_BE = {
    Direction.BETTER: {1},
    Direction.SAME: {0},
    Direction.WORSE: {-1},
    Direction.UNSURE: {-1, 0, 1},
}


def can_cost(item: Amount) -> set[int]:
    low = 0 if item.low_cents is None else item.low_cents
    high = MOST + 1 if item.high_cents is None else item.high_cents
    return set(range(low, high + 1))


def by_brute_force(left: Side, right: Side) -> bool:
    """Tell of every criterion whether the left is sure to be better, or sure to be the same."""
    found = []
    for mine, theirs in zip(left[0], right[0], strict=True):
        if {mine, theirs} & {None, Direction.NOT_DISCUSSED}:
            return False
        found.append(_sure({-x for x in CAN_BE[mine]}, {-x for x in CAN_BE[theirs]}, is_same=False))
    for rank, other in zip(left[1], right[1], strict=True):
        wanted = (rank == 1) - (other == 1)
        if wanted == 0 and (rank is None or other is None):
            return False
        found.append(wanted or (rank < other) - (rank > other))  # type: ignore[operator]
    for own, others in zip(left[2], right[2], strict=True):
        is_same = own == others and None not in own.ends
        found.append(_sure(can_cost(own), can_cost(others), is_same=is_same))
    return all(sign is not None and sign >= 0 for sign in found) and any(found)


def _sure(mine: set[int], theirs: set[int], *, is_same: bool) -> int | None:
    if all(x < y for x in mine for y in theirs):
        return 1
    if all(x > y for x in mine for y in theirs):
        return -1
    return 0 if is_same or (mine == theirs and len(mine) == 1) else None


def at_stake(table: Mapping[str, Side]) -> Mapping[str, Side]:
    """Leave out the goals and persons that nobody in the whole table spoke of."""
    goals = [n for n in range(len(GOALS)) if any(side[0][n] is not None for side in table.values())]
    people = [n for n in range(len(PERSONS)) if any(side[1][n] is not None for side in table.values())]
    return {
        name: (tuple(side[0][n] for n in goals), tuple(side[1][n] for n in people), side[2])
        for name, side in table.items()
    }


@given(table=tables)
def test_dominance_is_what_trying_every_possible_value_gives(table: Mapping[str, Side]) -> None:
    spoken = at_stake(table)
    is_whole = all(any(side[n] for side in spoken.values()) for n in (0, 1))

    assert dominance(table) == {
        (one, other)
        for one, other in permutations(NAMES, 2)
        if is_whole and by_brute_force(spoken[one], spoken[other])
    }


# --- a strict partial order --------------------------------------------------------------------------------


@given(side=sides())
def test_nothing_dominates_what_is_the_same(side: Side) -> None:
    assert dominance({"a": side, "b": side}) == set()


@given(table=tables)
def test_of_two_at_most_one_dominates_the_other(table: Mapping[str, Side]) -> None:
    found = dominance(table)

    assert not {(other, one) for one, other in found} & found


@given(table=tables)
def test_what_dominates_something_dominates_all_that_is_dominated_by_it(table: Mapping[str, Side]) -> None:
    found = dominance(table)

    assert {(a, c) for a, b in found for other, c in found if b == other} <= found


@st.composite
def falling(draw: st.DrawFn) -> Mapping[str, Side]:
    """Draw three alternatives that are known on all points, each at no point better than the one before."""
    best_first = (Direction.BETTER, Direction.SAME, Direction.WORSE)

    def three(most: int) -> list[int]:
        return sorted(draw(st.lists(st.integers(0, most), min_size=3, max_size=3)))

    goals, ranks, costs = ([three(most) for _ in range(2)] for most in (2, 2, MOST))
    return {
        name: (
            tuple(best_first[column[n]] for column in goals),
            tuple(1 + column[n] for column in ranks),
            tuple(amount(column[n], column[n], column[n]) for column in costs),
        )
        for n, name in enumerate(NAMES)
    }


@given(table=falling())
def test_of_what_is_known_each_dominates_every_later_one_that_differs(table: Mapping[str, Side]) -> None:
    assert dominance(table) == {
        (one, other) for one, other in combinations(NAMES, 2) if table[one] != table[other]
    }


# --- what never changes it ------------------------------------------------------------------------------------


def with_money(table: Mapping[str, Side], scale: int, shift: int) -> Mapping[str, Side]:
    def moved(item: Amount) -> Amount:
        return amount(*(None if end is None else end * scale + shift for end in item.ends))

    return {name: (side[0], side[1], tuple(map(moved, side[2]))) for name, side in table.items()}


@given(table=tables, scale=st.integers(1, 1000), shift=st.integers(0, 10**6))
def test_money_in_other_coins_or_with_the_same_added_for_all_changes_nothing(
    table: Mapping[str, Side], scale: int, shift: int
) -> None:
    assert outcomes(with_money(table, scale, shift)) == outcomes(table)


@given(table=tables, scale=st.integers(1, 100))
def test_places_that_lie_further_apart_change_nothing(table: Mapping[str, Side], scale: int) -> None:
    def stretched(rank: int | None) -> int | None:
        return None if rank is None else 1 + (rank - 1) * scale

    far = {name: (side[0], tuple(map(stretched, side[1])), side[2]) for name, side in table.items()}

    assert outcomes(far) == outcomes(table)


@given(table=tables, order=st.permutations(NAMES))
def test_the_order_of_the_alternatives_changes_nothing(table: Mapping[str, Side], order: list[str]) -> None:
    turned = {name: table[name] for name in order}

    assert outcomes(turned) == outcomes(table)
    assert dominance(turned) == dominance(table)


@given(table=tables, cents=st.integers(0, MOST))
def test_a_further_answer_about_money_never_takes_back_who_pays_less(
    table: Mapping[str, Side], cents: int
) -> None:
    def known(item: Amount) -> Amount:
        low, likely, high = item.ends
        ends = [end for end in item.ends if end is not None]
        low = min([cents, *ends]) if low is None else low
        high = max([cents, low, *ends]) if high is None else high
        return amount(low, likely, high)

    wiser = {name: (side[0], side[1], tuple(map(known, side[2]))) for name, side in table.items()}

    sure = {item for item in outcomes(table) if item[3] in (Ordering.BETTER, Ordering.WORSE)}
    assert sure <= outcomes(wiser)


# --- the household, and what nobody asked ------------------------------------------------------------------


def plan(municipality: int, household: int, rank: int | None, *directions: Direction) -> Side:
    costs = (municipality, household)
    return (directions, (rank, rank), tuple(amount(cents, cents, cents) for cents in costs))


BETTER = (Direction.BETTER, Direction.BETTER)
SAME = (Direction.SAME, Direction.SAME)


def test_what_is_cheaper_for_the_municipality_and_dearer_for_the_household_dominates_nothing() -> None:
    fair = {"a": plan(1, 2, 1, *BETTER), "b": plan(3, 2, 2, *SAME)}
    shifted = {"a": plan(1, 3, 1, *BETTER), "b": plan(3, 2, 2, *SAME)}

    assert dominance(fair) == {("a", "b")}
    assert dominance(shifted) == set()
    (pair,) = pairs(shifted)
    assert {item.party: item.outcome for item in pair.money} == {
        Party.MUNICIPALITY: Ordering.BETTER,
        Party.HOUSEHOLD: Ordering.WORSE,
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "outcome"),
    [
        (1, None, Ordering.BETTER),
        (None, 1, Ordering.WORSE),
        (2, None, Ordering.NOT_DISCUSSED),
        (None, None, Ordering.NOT_DISCUSSED),
        (2, 3, Ordering.BETTER),
        (1, 1, Ordering.EQUAL),
    ],
)
def test_what_nobody_was_asked_is_no_preference_but_the_first_place_says_enough(
    mine: int | None, theirs: int | None, outcome: Ordering
) -> None:
    (pair, *_) = pairs(
        {"a": plan(0, 0, mine, *SAME), "b": plan(0, 0, theirs, *SAME), "c": plan(0, 0, 3, *SAME)}
    )

    assert {item.outcome for item in pair.preference} == {outcome}


def test_without_goals_or_a_preference_nothing_is_called_nowhere_better() -> None:
    for missing in (0, 1):
        side = list(plan(1, 1, 1, *BETTER))
        other = list(plan(2, 2, 2, *SAME))
        side[missing] = other[missing] = (None, None)

        assert dominance({"a": tuple(side), "b": tuple(other)}) == set()  # type: ignore[dict-item]


# --- effort, and what does not fit -------------------------------------------------------------------------


def test_more_effort_or_a_heavier_load_changes_no_comparison(rule_set: RuleSet) -> None:
    case = real_case(RONALD, rule_set)
    heavy = Answer(
        given="zwaar", provenance=Provenance.JUDGEMENT, given_by="consulent", on=TODAY, reasons="Veel."
    )
    burdened = case.model_copy(
        update={
            "support": tuple(
                item.model_copy(update={"facts": {**item.facts, "belasting": (heavy,)}})
                for item in case.support
            ),
            "alternatives": tuple(
                item.model_copy(update={"support": tuple(support.id for support in case.support)})
                for item in case.alternatives
            ),
        }
    )
    idle = case.model_copy(
        update={"alternatives": tuple(item.model_copy(update={"support": ()}) for item in case.alternatives)}
    )

    usual, *others = (weigh(item, rule_set, TODAY).comparisons for item in (case, burdened, idle))

    assert usual
    assert others == [usual, usual]


@pytest.mark.parametrize("slug", [VAN_WETERING, RONALD, "002-denise", "004-lotte"])
def test_only_what_is_possible_and_answers_every_need_is_compared(slug: str, rule_set: RuleSet) -> None:
    weighing = weigh(real_case(slug, rule_set), rule_set, TODAY)

    fitting = [
        item.id
        for item in weighing.alternatives
        if item.law != "niet_mogelijk"
        and weighing.facts.entities[item.id].values.get("elke_vraag_beantwoord") is True
    ]
    assert weighing.comparisons is not None
    assert [(pair.one, pair.other) for pair in weighing.comparisons] == list(combinations(fitting, 2))
