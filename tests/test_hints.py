"""What was meant: the nearest name, also among very many, and never more of it than a person reads."""

from budget_engine.errors import choose_from, nearest, sparing_hints
from budget_engine.language.strata import MOST_STEPS
from tests.notation import issues_of, outcomes, rules_of, values_of

NAMES = [f"feit_{number}" for number in range(200)]


def test_the_nearest_of_alike_names_is_the_one_with_most_letters_in_order() -> None:
    assert nearest("eigen_bijdrgae", ["eigen_kracht", "eigen_bijdrage", "bijdrage_eigen"]) == (
        "Bedoelt u 'eigen_bijdrage'?"
    )


def test_a_name_may_be_known_from_more_than_one_list() -> None:
    assert nearest("wett", ["vorm"], ["wet"]) == "Bedoelt u 'wet'?"


def test_what_is_longer_than_any_name_is_no_slip() -> None:
    assert nearest("a" * 101, ["a" * 100]) is None


def test_a_reading_gives_hints_until_it_has_compared_enough() -> None:
    with sparing_hints(most=2 * len("feit_20x") * len(NAMES)):
        hints = [nearest("feit_20x", NAMES) for _ in range(3)]

    assert hints[:2] == [nearest("feit_20x", NAMES)] * 2
    assert hints[2] is None


def test_what_is_read_inside_a_reading_shares_its_hints() -> None:
    with sparing_hints(most=len(NAMES) * len("feit_20x")), sparing_hints():
        hints = [nearest("feit_20x", NAMES) for _ in range(2)]

    assert hints[0] is not None
    assert hints[1] is None


def test_of_much_to_choose_from_the_first_is_shown_and_the_rest_counted() -> None:
    assert choose_from(NAMES).endswith("feit_18, feit_19 of nog 180 meer.")


def _row(times: int) -> str:
    facts = "".join(f"- {{feit: d{n}, voor: zaak, soort: getal, afgeleid: ja}}\n" for n in range(times))
    given = "".join(f"- {{afleiding: d{n}, is: d{n + 1} + 1}}\n" for n in range(times - 1))
    return f"{facts}{given}- {{afleiding: d{times - 1}, is: '1'}}\n"


def test_a_row_of_as_many_derived_facts_as_may_be_is_worked_out() -> None:
    rule_set = rules_of(_row(MOST_STEPS))

    assert values_of(outcomes(rule_set, ""), "d0") == {"zaak": MOST_STEPS}


def test_a_row_of_one_more_is_refused_where_it_grows_too_long() -> None:
    assert issues_of(_row(MOST_STEPS + 1)) == [
        f"{MOST_STEPS + 2}  'd0' rust op meer dan {MOST_STEPS} afgeleide feiten achter elkaar."
    ]
