"""The laws of `test_metamorphic` on rules with a planted defect: each defect breaks its law."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from budget_engine.case import Case
from budget_engine.language.expr import Comparison, Constant, FactRef, Operator
from budget_engine.language.fact import Kind
from budget_engine.language.register import Effect, Setting
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.weighing import Weighing
from tests.households import value_of
from tests.laws_of_rules import (
    HEAVIER,
    Judge,
    by_both_stages,
    heavier_never_takes_room_or_adds_a_bar,
    is_of_means,
    locally_set,
    means_move_no_gate_to_the_wmo,
    nowhere,
    planted,
    reading_means_for_the_wmo,
    what_rests_on_a_dispute_says_so,
    without_values_no_gate_is_open_that_a_value_could_shut,
    without_values_nothing_is_found_that_a_value_could_change,
)
from tests.notation import DECLARED, rule, rules_of
from tests.sealed import rules

FEW = range(10)
DISPUTED = range(60, 75)
"""Households of which a few dispute what lies behind a derived fact."""
OF_A_CLAIM = "wmo-algemene-voorziening-toereikend"
"""A rule about a claim under the Wmo, to make a planted one of."""


def answered(fact: str, value: str) -> Comparison:
    declared = rules().fact[fact]
    return Comparison(FactRef(fact), Operator.EQUAL, Constant(declared.kind, declared.parse(value)))


def more_than(fact: str, cents: int) -> Comparison:
    return Comparison(FactRef(fact), Operator.MORE, Constant(Kind.AMOUNT, cents))


# --- a heavier burden --------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", sorted(HEAVIER))
def test_a_bar_for_the_heaviest_answer_is_caught(fact: str) -> None:
    defect = planted(rules(), OF_A_CLAIM, effect=Effect.BAR, when=answered(fact, HEAVIER[fact][-1]))

    assert heavier_never_takes_room_or_adds_a_bar(_about(fact, defect), _turning(fact)).broken


@pytest.mark.parametrize("fact", sorted(HEAVIER))
def test_room_for_the_lightest_answer_alone_is_caught(fact: str) -> None:
    defect = planted(rules(), OF_A_CLAIM, effect=Effect.ROOM, when=answered(fact, HEAVIER[fact][0]))

    assert heavier_never_takes_room_or_adds_a_bar(_about(fact, defect), _turning(fact)).broken


def _about(fact: str, rule_set: RuleSet) -> RuleSet:
    """Let the planted rule be about what its fact is about."""
    *kept, added = rule_set.rules
    moved = added.model_copy(update={"entity": rule_set.fact[fact].entity})
    return replace(rule_set, rules=(*kept, moved))


def _turning(fact: str) -> range:
    """Give the one household in which this answer is turned."""
    number = sorted(HEAVIER).index(fact) // 2
    return range(number, number + 1)


# --- means -------------------------------------------------------------------------------------------------


def test_a_bar_on_a_new_amount_of_a_person_is_named_without_anybody_listing_it() -> None:
    wmo = "- {wet: Wmo 2015, code: wmo, uitvoerder: gemeente}\n"
    savings = (
        "- {feit: spaarpot, voor: persoon, soort: bedrag, vraag: Hoeveel?, wie: [inwoner]}\n"
        "- {feit: ruim, voor: persoon, soort: ja_nee, afgeleid: ja}\n"
        "- {afleiding: ruim, als: {spaarpot: '> 5000,00'}}\n"
    )
    bars = rule("{ruim: ja}", "persoon")
    for old, new in {
        "slug: let-op": "slug: te-rijk",
        "effect: aandachtspunt": "effect: belemmering, kracht: kan",
        "wet: Testwet": "wet: Wmo 2015",
    }.items():
        bars = bars.replace(old, new)
    defect = rules_of(DECLARED, wmo, savings, "- {bevinding: te-rijk, ernst: belemmering}", bars)

    assert reading_means_for_the_wmo(defect) == {"r": {"spaarpot"}}


@pytest.mark.parametrize(
    ("question", "entity", "kind", "expected"),
    [
        ("Is het inkomen hoger dan de norm?", "persoon", "ja_nee", True),
        ("Is er genoeg vermogen?", "zaak", "ja_nee", True),
        ("Hoeveel?", "steun", "bedrag", True),
        ("Hoeveel?", "aanspraak", "bedrag", False),
        ("Kan iemand met een minimuminkomen dit dragen?", "oplossing", "ja_nee", False),
        ("Hoeveel uur?", "persoon", "getal", False),
    ],
)
def test_what_is_about_means_follows_from_its_declaration(
    question: str, entity: str, kind: str, *, expected: bool
) -> None:
    extra = f"- {{feit: nieuw, voor: {entity}, soort: {kind}, vraag: '{question}', wie: [inwoner]}}"

    assert is_of_means(rules_of(DECLARED, extra).fact["nieuw"]) is expected


@pytest.mark.parametrize("effect", [Effect.BAR, Effect.CONDITION, Effect.OTHER_LAW])
def test_a_gate_that_moves_with_assets_is_caught(effect: Effect) -> None:
    defect = planted(rules(), OF_A_CLAIM, effect=effect, when=more_than("vermogen", 1_000_00))

    assert means_move_no_gate_to_the_wmo(defect, FEW).broken
    assert "geplant" in reading_means_for_the_wmo(defect)


# --- a dispute ---------------------------------------------------------------------------------------------


def forgetting_disputes(case: Case, rule_set: RuleSet) -> Weighing:
    return _marked(by_both_stages(case, rule_set), lambda _: True)


def seeing_only_what_a_condition_names(case: Case, rule_set: RuleSet) -> Weighing:
    """Judge as an engine would that does not look behind a derived fact."""

    def is_behind(name: str) -> bool:
        condition = rule_set.condition_of.get(name)
        return condition is not None and not rule_set.derived.isdisjoint(facts_read(condition, rule_set))

    return _marked(by_both_stages(case, rule_set), is_behind)


def _marked(weighing: Weighing, is_lost: Callable[[str], bool]) -> Weighing:
    findings = tuple(
        item.model_copy(update={"is_disputed": False}) if is_lost(item.rule) else item
        for item in weighing.assessment.findings
    )
    return replace(weighing, assessment=weighing.assessment.model_copy(update={"findings": findings}))


def resting_on_nothing(case: Case, rule_set: RuleSet) -> Weighing:
    """Judge as an engine would that forgets what a finding rests on, and so its dispute with it."""
    weighing = forgetting_disputes(case, rule_set)
    findings = tuple(item.model_copy(update={"decisive": ()}) for item in weighing.assessment.findings)
    return replace(weighing, assessment=weighing.assessment.model_copy(update={"findings": findings}))


@pytest.mark.parametrize(
    "judge", [forgetting_disputes, seeing_only_what_a_condition_names, resting_on_nothing]
)
def test_a_dispute_that_gets_lost_is_caught(judge: Judge) -> None:
    assert what_rests_on_a_dispute_says_so(rules(), DISPUTED, judge).broken


def test_everything_called_disputed_is_caught_too() -> None:
    def suspicious(case: Case, rule_set: RuleSet) -> Weighing:
        weighing = by_both_stages(case, rule_set)
        findings = tuple(
            item.model_copy(update={"is_disputed": True}) for item in weighing.assessment.findings
        )
        return replace(weighing, assessment=weighing.assessment.model_copy(update={"findings": findings}))

    assert what_rests_on_a_dispute_says_so(rules(), range(1), suspicious).broken


# --- a municipality that filled in nothing -----------------------------------------------------------------


def test_a_local_value_that_is_guessed_for_everybody_is_caught() -> None:
    empty = nowhere()
    guessed = tuple(
        Setting(parameter=name, value=value_of(empty.parameter[name], Random(0)), valid_from=date(2000, 1, 1))  # type: ignore[arg-type]
        for name in locally_set(empty)
    )
    defect = replace(empty, settings=(*empty.settings, *guessed))

    assert without_values_nothing_is_found_that_a_value_could_change(defect, FEW, values=2).broken
    assert without_values_no_gate_is_open_that_a_value_could_shut(defect, FEW).broken
