"""What a case says of its decision is proposed once, adds up to the cent, and touches nothing that was typed."""

from datetime import date
from functools import cache

import pytest

from budget_engine.case import Case
from budget_engine.decision import GIVES, INTENDED, Result
from budget_engine.drafts.entry import Draft, Field, Given
from budget_engine.drafts.filling import entries_of, fields_of_case, fields_of_decision
from budget_engine.drafts.proposal import (
    claim_place,
    four_eyes,
    intended_result,
    intention_for,
    lines_for,
    mandates_for,
    matters,
    proposal,
    sums_of,
    to_decide,
)
from budget_engine.drafts.shape import decision_plain
from budget_engine.drafts.view import View, look
from budget_engine.files.yaml_rules import read_rules
from budget_engine.glossary import MUNICIPALITY
from budget_engine.language.fact import Outlet
from budget_engine.language.register import Act
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.values import parse_cents
from tests.conftest import FIXTURES, RULES
from tests.conftest import MUNICIPALITY as OWN
from tests.notation import TODAY
from tests.small_world import RONALD, VAN_WETERING, real_case, real_decision

AT = "2026-11-24T10:00:00+01:00"
CASES = sorted(folder.name for folder in (FIXTURES / "cases").iterdir())
PLAN = "een-plan"


@cache
def rules() -> RuleSet:
    return read_rules(RULES, OWN)


@cache
def case_named(slug: str) -> Case:
    return real_case(slug, rules())


def view_of(slug: str, *more: tuple[Field, Given]) -> View:
    """Look at a dossier with a real case and nothing decided but what a test writes."""
    case = case_named(slug)
    written = [*fields_of_case(case), *more]
    return look(Draft(1, case.id, entries_of(written, "M. Aydin", AT)), rules(), TODAY)


def written_on(view: View, *more: tuple[Field, Given]) -> View:
    numbered = [
        type(entry)(entry.number + view.draft.last, entry.field, entry.given, entry.written_by, entry.at,
                    view.draft.seen(entry.field))
        for entry in entries_of(more, "M. Aydin", AT)
    ]  # fmt: skip
    return look(view.draft.with_entries(numbered), rules(), view.on)


def chosen(alternative: str) -> tuple[Field, Given]:
    return ("besluit/gekozen", alternative)


def lines_at(view: View, law: str, claim: str) -> list[dict[str, str]]:
    parts = decision_plain(view.draft, rules())["deelbesluiten"]
    (part,) = [item for item in parts if item["wet"] == law]
    (found,) = [item for item in part["aanspraken"] if item["aanspraak"] == claim]
    return list(found["regels"])


# --- which claims ----------------------------------------------------------------------------------------


def test_without_a_chosen_variant_there_is_nothing_to_propose() -> None:
    assert to_decide(view_of(VAN_WETERING)) == ()
    assert proposal(view_of(VAN_WETERING, chosen("weet-ik-nog-niet"))) == []


@pytest.mark.parametrize("slug", CASES)
def test_what_is_proposed_answers_every_request_and_covers_the_chosen_variant(slug: str) -> None:
    decision = real_decision(slug)
    view = view_of(slug, chosen(decision.chosen))

    listed = {item.claim.id for item in to_decide(view)}

    own = {law.code for law in rules().laws if law.carried_out_by == MUNICIPALITY}
    variant = next(item for item in view.case.alternatives if item.id == decision.chosen)
    laws = {claim.id: claim.law for claim in view.case.claims}
    assert {name for name in variant.claims if laws[name] in own} <= listed
    assert all(laws[name] in own for name in listed)


def test_what_was_asked_and_not_chosen_must_be_answered_too() -> None:
    view = view_of(VAN_WETERING, chosen("niets"))

    listed = to_decide(view)

    assert listed
    assert not any(item.is_chosen for item in listed)
    requests = [(item.claim.need, item.claim.law) for item in listed]
    assert len(requests) == len(set(requests)), "one answer to a request is enough"


def test_a_request_that_is_answered_by_another_claim_is_not_asked_again() -> None:
    view = view_of(VAN_WETERING, chosen("niets"))
    first = next(item.claim for item in to_decide(view) if item.claim.law == "wmo")
    other = next(
        claim for claim in view.case.claims
        if (claim.need, claim.law) == (first.need, first.law) and claim.id != first.id
    )  # fmt: skip

    after = written_on(view, (f"{claim_place(other.law, other.id)}/bestaat", "ja"))

    assert first.id not in [item.claim.id for item in to_decide(after)]


# --- amounts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", CASES)
def test_the_lines_of_every_claim_add_up_to_what_the_rules_derived(slug: str) -> None:
    view = view_of(slug)
    likely = rules().outlet[Outlet.FIRST_YEAR_LIKELY].name
    derived = view.weighing.outcomes[Stage.ASSESSMENT].derived

    seen = 0
    for claim in view.case.claims:
        cents = derived[likely, claim.id]
        if isinstance(cents, int):
            lines = lines_for(view, claim)
            assert sum(int(line["aantal"]) * parse_cents(line["prijs"]) for line in lines) == cents, claim.id
            seen += 1

    assert seen


def test_an_amount_at_once_and_a_yearly_price_are_two_lines() -> None:
    view = view_of(VAN_WETERING)
    bicycle = next(claim for claim in view.case.claims if claim.id == "a-fiets")

    once, yearly = lines_for(view, bicycle)

    assert (once["aantal"], once["eenheid"], once["prijs"]) == ("1", "keer", "5400,00")
    assert (yearly["aantal"], yearly["eenheid"], yearly["prijs"]) == ("1", "jaar", "250,00")
    assert (yearly["van"], yearly["tot"]) == ("2027-01-01", "2027-12-31")


def test_a_price_names_its_source_where_that_is_one_thing() -> None:
    view = view_of(VAN_WETERING)
    claims = {claim.id: claim for claim in view.case.claims}

    assert lines_for(view, claims["a-huishouden"])[0]["bron"] == rules().lookup_list["tarieven"].title
    assert lines_for(view, claims["a-jobcoach"])[0]["bron"] == "uit een document, 10 november 2026"
    assert "bron" not in lines_for(view, claims["a-loonkosten"])[0], "it follows from several answers"


def test_what_is_not_known_is_left_open_and_not_made_up() -> None:
    case = case_named(VAN_WETERING)
    written = [
        (field, given) for field, given in fields_of_case(case) if "a-jobcoach/feiten/prijs/" not in field
    ]
    view = look(Draft(1, case.id, entries_of(written, "M. Aydin", AT)), rules(), TODAY)
    coach = next(claim for claim in view.case.claims if claim.id == "a-jobcoach")

    (line,) = lines_for(view, coach)

    assert line["aantal"] == "60"
    assert "prijs" not in line


def test_a_line_that_is_taken_over_needs_no_explanation_of_its_amount() -> None:
    view = view_of(VAN_WETERING, chosen(PLAN))

    after = written_on(view, *proposal(view))

    for item in to_decide(after):
        sums = sums_of(lines_at(after, item.claim.law, item.claim.id))
        assert not matters(after, item.claim.id, sums.cents).asks_difference, item.claim.id
        assert matters(after, item.claim.id, sums.cents + 1).asks_difference


# --- nothing is touched ----------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", CASES)
def test_a_proposal_is_taken_over_once(slug: str) -> None:
    view = view_of(slug, chosen(real_decision(slug).chosen))

    after = written_on(view, *proposal(view))

    assert proposal(view)
    assert proposal(after) == []


@pytest.mark.parametrize("slug", CASES)
def test_a_decision_that_is_complete_leaves_nothing_to_propose_that_it_says_itself(slug: str) -> None:
    decision = real_decision(slug)
    said = dict(fields_of_decision(decision))

    proposed = proposal(view_of(slug, *said.items()))

    assert [field for field, _ in proposed if field in said] == []


def test_what_somebody_wrote_stays() -> None:
    place = claim_place("wmo", "a-huishouden")
    own = [(f"{place}/bestaat", "ja"), (f"{place}/van", "1 maart 2027"), (f"{place}/regels/1/bestaat", "ja")]
    view = view_of(VAN_WETERING, chosen(PLAN), *own)

    fields = [field for field, _ in proposal(view)]

    assert f"{place}/van" not in fields
    assert not [field for field in fields if field.startswith(f"{place}/regels/")]


def test_a_line_that_was_taken_out_does_not_come_back() -> None:
    view = view_of(VAN_WETERING, chosen(PLAN))
    after = written_on(view, *proposal(view))
    line = f"{claim_place('wmo', 'a-huishouden')}/regels/1/bestaat"

    assert proposal(written_on(after, (line, "nee"))) == []


# --- result and intention --------------------------------------------------------------------------------


@pytest.mark.parametrize("result", list(Result))
def test_a_result_and_the_intention_it_stands_for_are_equal_after_both_are_written(result: Result) -> None:
    view = view_of(VAN_WETERING, chosen(PLAN))
    written = intention_for(view, "a-huishouden", result)
    assert written is not None

    after = written_on(view, written)

    assert intended_result(after, "a-huishouden") is result
    assert ("a-huishouden", INTENDED[result]) in [
        (about, answer.given) for about, fact, answer in after.case.answers()
        if fact == rules().outlet[Outlet.INTENTION].name
    ]  # fmt: skip


def test_an_intention_that_is_open_gives_no_result_and_no_lines() -> None:
    intention = rules().outlet[Outlet.INTENTION].name
    place = claim_place("wmo", "a-huishouden")
    view = view_of(
        VAN_WETERING, chosen(PLAN), (f"aanspraken/a-huishouden/feiten/{intention}/0/waarde", "nog_open")
    )

    own = [(field, given) for field, given in proposal(view) if field.startswith(place)]

    assert own == [(f"{place}/bestaat", "ja")]


@pytest.mark.parametrize("result", sorted(set(Result) - GIVES))
def test_what_is_not_given_gets_no_lines(result: Result) -> None:
    place = claim_place("wmo", "a-huishouden")
    view = view_of(VAN_WETERING, chosen(PLAN), (f"{place}/bestaat", "ja"), (f"{place}/uitkomst", str(result)))

    assert [field for field, _ in proposal(view) if field.startswith(f"{place}/regels")] == []


# --- who, gate and sums ----------------------------------------------------------------------------------


def test_only_mandates_that_cover_the_law_on_the_day_can_be_chosen() -> None:
    in_force = mandates_for("wmo", TODAY, rules())

    assert in_force
    assert all("wmo" in item.laws for item in in_force)
    assert mandates_for("wmo", date(2015, 1, 1), rules()) == []
    assert mandates_for("wlz", TODAY, rules()) == []


def test_four_eyes_are_asked_for_what_is_done_and_not_for_what_may_be_done() -> None:
    mandate = next(item for item in rules().mandates if Act.REFUSE in item.four_eyes)

    assert four_eyes(mandate, [Result.GRANTED]) == []
    assert four_eyes(mandate, [Result.GRANTED, Result.PARTLY]) == [Act.REFUSE]


def test_a_bar_that_may_be_used_is_named_with_its_words() -> None:
    view = view_of(RONALD)

    named = matters(view, "a-pgb-bestuurder", 0).bars_used

    assert named
    assert all(finding.text for finding in named)


def test_lines_are_summed_per_year_and_what_is_not_complete_is_counted_apart() -> None:
    lines = [
        {"bedrag": "100,00", "van": "2026-12-01", "tot": "2027-01-31"},
        {"bedrag": "10,00", "van": "2027-01-01", "tot": "2027-12-31"},
        {"wat": "nog leeg"},
        {"bedrag": "veel", "van": "2027-01-01", "tot": "2027-12-31"},
    ]

    sums = sums_of(lines)

    assert (sums.cents, sums.years, sums.incomplete) == (11000, ((2026, 5000), (2027, 6000)), 2)
