"""What an alternative does to what people want: the own view first, and views that differ stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.case import Alternative, AlternativeKind, Direction, Domain, Goal, OtherView
from budget_engine.dominance import GoalCompared, Ordering, compared
from budget_engine.goals import (
    is_contested,
    is_discussed,
    not_discussed,
    range_of,
    told,
    views_of,
)
from budget_engine.weighing import Weighing
from tests.households import Plain, appraised, household, judged, read, with_answer
from tests.sealed import rules

SAID = [item for item in Direction if item is not Direction.NOT_DISCUSSED]
BETTER, SAME, WORSE, UNSURE = Direction.BETTER, Direction.SAME, Direction.WORSE, Direction.UNSURE


def goal(direction: Direction, *others: Direction, words: str = "Rust.") -> Goal:
    seen = tuple(OtherView(said_by=f"ander {n}", direction=item) for n, item in enumerate(others))
    return Goal(domain=Domain.HOME, own_words=words, direction=direction, said_by="sem", seen_otherwise=seen)


def test_the_one_who_has_a_goal_is_heard_first() -> None:
    seen = views_of(goal(UNSURE, BETTER, WORSE))

    assert [(view.said_by, view.is_own) for view in seen] == [
        ("sem", True), ("ander 0", False), ("ander 1", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "ends"),
    [
        (goal(BETTER), (1, 1)),
        (goal(BETTER, BETTER), (1, 1)),
        (goal(BETTER, SAME), (0, 1)),
        (goal(BETTER, WORSE), (-1, 1)),
        (goal(SAME, UNSURE), (-1, 1)),
        (goal(Direction.NOT_DISCUSSED, BETTER), (-1, 1)),
    ],
)
def test_a_goal_spans_from_the_worst_view_to_the_best(seen: Goal, ends: tuple[int, int]) -> None:
    assert range_of(seen) == ends


@given(st.sampled_from(SAID), st.lists(st.sampled_from(SAID), max_size=4), st.sampled_from(SAID))
def test_one_view_more_never_makes_a_goal_surer(
    own: Direction, others: list[Direction], new: Direction
) -> None:
    low, high = range_of(goal(own, *others))
    lower, higher = range_of(goal(own, *others, new))

    assert (lower <= low, higher >= high) == (True, True)
    assert range_of(goal(new, own, *others)) == (lower, higher)  # whose view it is weighs nothing


def plan(name: str, *goals: Goal) -> Alternative:
    return Alternative(id=name, kind=AlternativeKind.VARIANT, goals=goals)


def beside(left: Goal, right: Goal, *more: Goal) -> list[GoalCompared]:
    """Give how the goals of two alternatives compare; the left one also has the goals in `more`."""
    both = [plan("links", left, *more), plan("rechts", right)]
    (found,) = compared(both, both, {"links": {}, "rechts": {}}, {})
    return list(found.goals)


def test_a_goal_that_only_one_alternative_names_is_not_discussed_and_not_equal() -> None:
    same, alone = beside(goal(SAME), goal(SAME), goal(SAME, words="Slapen."))
    (unasked,) = beside(goal(Direction.NOT_DISCUSSED, BETTER), goal(SAME))

    assert (same.outcome, alone.outcome) == (Ordering.EQUAL, Ordering.NOT_DISCUSSED)
    assert (unasked.outcome, unasked.one) == (Ordering.NOT_DISCUSSED, None)
    assert not is_discussed(goal(Direction.NOT_DISCUSSED))


def test_an_alternative_is_better_on_a_goal_only_where_it_is_so_in_everybodys_eyes() -> None:
    (agreed,) = beside(goal(BETTER, SAME), goal(WORSE))
    (not_agreed,) = beside(goal(BETTER, WORSE), goal(SAME))

    assert (agreed.outcome, agreed.one, agreed.one_contested) == (Ordering.BETTER, BETTER, True)
    assert (not_agreed.outcome, not_agreed.other_contested) == (Ordering.INDISTINCT, False)


def test_people_disagree_when_they_say_different_things_and_not_when_one_was_not_asked() -> None:
    assert is_contested(goal(UNSURE, BETTER))
    assert not is_contested(goal(BETTER, BETTER))
    assert not is_contested(goal(Direction.NOT_DISCUSSED, BETTER))


def test_a_goal_is_told_with_who_sees_it_how_and_that_they_differ() -> None:
    seen = Goal(
        domain=Domain.SCHOOL, own_words="Niet steeds iemand anders.", direction=UNSURE, said_by="sem",
        note="wisselende chauffeurs",
        seen_otherwise=(
            OtherView(said_by="de intern begeleider", direction=SAME, reasons="acht kinderen kan ook."),
        ),
    )  # fmt: skip

    assert told(seen, {"sem": "Sem"}) == (
        "Sem zelf: onzeker (wisselende chauffeurs).",
        "De intern begeleider: gelijk (acht kinderen kan ook).",
        "Hier zijn we het niet over eens.",
    )
    assert told(goal(Direction.NOT_DISCUSSED), {"sem": "Sem"}) == (
        "Sem zelf: hier is nog niet over gesproken.",
    )


# --- in the weighing -----------------------------------------------------------------------------------


SAME_COSTS = {
    "wat": "iets", "eenheid": "eenmalig", "laag": "5,00", "waarschijnlijk": "5,00", "hoog": "5,00",
    "prijsjaar": "2026", "bron": "verzonnen", "betaler": {"partij": "gezin"}, "start": "2027-01-01",
}  # fmt: skip


def _with_two(left: Plain, right: Plain) -> Plain:
    """Give a household with two alternatives beside the three, that fit and cost the same."""
    plain = with_answer(household(rules(), 1), "zaak", "vergelijking_vanaf", "2027-01-01")
    answered = {"elke_vraag_beantwoord": appraised("ja")}
    always = [{"id": kind, "soort": kind} for kind in ("niets_verandert", "gewone_route", "eigen_plan")]
    both = [
        {
            "id": name,
            "soort": "variant",
            "doelen": [{"domein": "thuis", "woorden": "Rust.", "wie": "p1", **own}],
            "voorkeur": [{"wie": "p1", "plaats": "1"}],
            "rendement": [SAME_COSTS],
        }
        for name, own in (("links", left), ("rechts", right))
    ]
    return plain | {"alternatieven": [*always, *({**item, "feiten": answered} for item in both)]}


def _weighed(left: Plain, right: Plain) -> Weighing:
    return judged(_with_two(left, right), rules())


def test_a_view_that_differs_takes_away_that_one_alternative_beats_another() -> None:
    without = _weighed({"richting": "beter"}, {"richting": "gelijk"})
    otherwise = [{"wie": "p2", "richting": "slechter", "reden": "het is al vaker geprobeerd"}]
    with_it = _weighed({"richting": "beter", "anders_gezien": otherwise}, {"richting": "gelijk"})

    assert without.alternative("rechts").dominated_by == ("links",)
    assert "links" not in with_it.alternative("rechts").dominated_by
    assert with_it.alternative("links").goals[0].seen_otherwise[0].reasons == "het is al vaker geprobeerd"
    assert without.alternative("rechts").goals == with_it.alternative("rechts").goals


def test_what_was_not_discussed_is_named_for_each_alternative() -> None:
    case = read(_with_two({"richting": "beter"}, {"richting": "niet_besproken"}), rules())

    missing = not_discussed(case)

    assert missing["links"] == ()
    assert [words for _, words, _ in missing["rechts"]] == ["Rust."]
    assert [words for _, words, _ in missing["eigen_plan"]] == ["Rust."]
