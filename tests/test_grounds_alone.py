"""Grounds that each carry an outcome by themselves: all are shown, and each carries it whatever else there is."""

from pathlib import Path
from random import Random

import pytest

from budget_engine.flips.deciding import grounds_of
from budget_engine.flips.outlook import outlook
from budget_engine.flips.subjects import Asked, OfFinding, OfGate, subjects_of
from budget_engine.flips.supposing import Place, truth_of_finding
from budget_engine.flips.waiting import InTheEnd
from budget_engine.language.expr import Recorded
from budget_engine.weighing import weigh
from tests.dossiers import CASES
from tests.households import value_of
from tests.notation import DECLARED, TODAY, case_of, rule, rules_of
from tests.test_questions import asked

SAMPLED = 8
DRAWN = 60

TWO_GROUNDS = (
    DECLARED,
    rule("{een_van: [{bekend: ja}, {alle: [{veilig: ja}, {leeftijd_ok: ja}]}]}"),
    "- {feit: leeftijd_ok, voor: zaak, soort: ja_nee, vraag: Oud genoeg?, wie: [consulent]}\n",
)


def test_two_grounds_that_each_suffice_are_both_shown_and_neither_is_called_deciding() -> None:
    rule_set = rules_of(*TWO_GROUNDS)
    case = case_of("zaak: {feiten: {bekend: ja, veilig: ja, leeftijd_ok: ja}}\n", rule_set)
    dossier = Asked(case, rule_set, weigh(case, rule_set, TODAY))

    found = outlook(dossier, OfFinding("r", case.id))

    assert [sorted(fact for _, fact in ground.rests_on) for ground in found.each_enough] == [
        ["bekend"],
        ["leeftijd_ok", "veilig"],
    ]
    assert all(len(flip.changes) == 2 for flip in found.flips)


def test_what_every_ground_shares_stands_in_each() -> None:
    rule_set = rules_of(
        DECLARED,
        rule("{alle: [{bekend: ja}, {een_van: [{veilig: ja}, {gezond: ja}]}]}"),
        "- {feit: gezond, voor: zaak, soort: ja_nee, vraag: Gezond?, wie: [consulent]}\n",
    )
    case = case_of("zaak: {feiten: {bekend: ja, veilig: ja, gezond: ja}}\n", rule_set)
    dossier = Asked(case, rule_set, weigh(case, rule_set, TODAY))

    found = outlook(dossier, OfFinding("r", case.id))

    assert [sorted(fact for _, fact in ground.rests_on) for ground in found.each_enough] == [
        ["bekend", "gezond"],
        ["bekend", "veilig"],
    ]


def test_two_findings_that_each_shut_a_gate_are_both_shown() -> None:
    (family,) = [folder for folder in CASES if folder.name.startswith("001")]

    found = outlook(asked(family), OfGate("a-loonkosten"))

    assert [[fact for _, fact in ground.rests_on] for ground in found.each_enough] == [
        ["doelgroep_loonkostensubsidie"],
        ["loonwaarde"],
    ]


def test_one_ground_is_no_choice_between_grounds() -> None:
    rule_set = rules_of(*TWO_GROUNDS)
    case = case_of("zaak: {feiten: {bekend: nee, veilig: ja, leeftijd_ok: ja}}\n", rule_set)
    dossier = Asked(case, rule_set, weigh(case, rule_set, TODAY))

    found = outlook(dossier, OfFinding("r", case.id))

    assert found.each_enough == ()
    assert [[change.asked_fact for change in flip.changes] for flip in found.flips] == [
        ["leeftijd_ok"],
        ["veilig"],
    ]


# --- in whose hands ------------------------------------------------------------------------------------------


FOUR_GROUNDS = (
    DECLARED,
    rule("{een_van: [{bekend: ja}, {veilig: ja}, {gezond: ja}, {vlot: ja}]}"),
    (
        "- {feit: gezond, voor: zaak, soort: ja_nee, vraag: Gezond?, wie: [consulent]}\n"
        "- {feit: vlot, voor: zaak, soort: ja_nee, vraag: Vlot?, wie: [consulent]}\n"
    ),
)


def test_more_grounds_than_facts_that_are_changed_at_once_are_shown_too() -> None:
    rule_set = rules_of(*FOUR_GROUNDS)
    case = case_of("zaak: {feiten: {bekend: ja, veilig: ja, gezond: ja, vlot: ja}}\n", rule_set)

    found = outlook(Asked(case, rule_set, weigh(case, rule_set, TODAY)), OfFinding("r", case.id))

    assert found.flips == ()
    assert [[fact for _, fact in ground.rests_on] for ground in found.each_enough] == [
        ["bekend"],
        ["gezond"],
        ["veilig"],
        ["vlot"],
    ]


def test_what_only_carries_together_with_others_is_no_ground_by_itself() -> None:
    rule_set = rules_of(
        DECLARED,
        rule("{alle: [{bekend: ja}, {een_van: [{veilig: ja}, {gezond: ja}, {vlot: ja}, {rap: ja}]}]}"),
        FOUR_GROUNDS[2] + "- {feit: rap, voor: zaak, soort: ja_nee, vraag: Rap?, wie: [consulent]}\n",
    )
    answers = "{bekend: ja, veilig: ja, gezond: ja, vlot: ja, rap: ja}"
    case = case_of(f"zaak: {{feiten: {answers}}}\n", rule_set)

    found = outlook(Asked(case, rule_set, weigh(case, rule_set, TODAY)), OfFinding("r", case.id))

    assert [[fact for _, fact in ground.rests_on] for ground in found.each_enough] == [
        ["bekend", other] for other in ("gezond", "rap", "veilig", "vlot")
    ]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_ground_carries_a_finding_whatever_all_other_answers_are_and_no_part_of_it_does(
    folder: Path,
) -> None:
    dossier, random = asked(folder), Random(folder.name)
    facts, readers = dossier.weighing.facts, dossier.space.readers
    carried = []
    for subject in subjects_of(dossier):
        if isinstance(subject, OfFinding) and dossier.on(subject, frozenset()) is True:
            grounds = grounds_of(dossier.space, subject.rule, facts.entities[subject.about])
            assert grounds, subject
            carried += [(subject, ground) for ground in grounds]

    for subject, ground in random.sample(carried, min(len(carried), SAMPLED)):
        others = [
            (entity.id, fact)
            for entity in facts.entities.values()
            for fact in sorted(readers.finding_cone[subject.rule])
            if dossier.rule_set.fact[fact].entity is entity.kind
            and (entity.id, fact) not in {*ground, *looked_at(dossier, subject)}
            and dossier.space.can_change((entity.id, fact))
        ]
        for _ in range(DRAWN):
            drawn = {
                place: dossier.rule_set.fact[place[1]].parse(
                    value_of(dossier.rule_set.fact[place[1]], random)
                )
                for place in others
            }
            supposed = dossier.space.base.with_changes(drawn)
            assert supposed.finding(subject.rule, facts.entities[subject.about]) is True
        if not looked_at(dossier, subject):
            assert holds_alone(dossier, subject, ground)
            assert not any(holds_alone(dossier, subject, ground - {place}) for place in ground)


def looked_at(dossier: Asked, subject: OfFinding) -> set[Place]:
    """List the answers that nobody gave and of which a rule looks whether somebody did."""
    tests = dossier.space.readers.tests_of_finding(subject.rule)
    asked_for = {
        test.node.fact for listed in tests.values() for test in listed if isinstance(test.node, Recorded)
    }
    return {
        (entity.id, fact)
        for entity in dossier.weighing.facts.entities.values()
        for fact in asked_for
        if dossier.rule_set.fact[fact].entity is entity.kind and fact not in entity.values
    }


def holds_alone(dossier: Asked, subject: OfFinding, kept: frozenset[Place]) -> bool:
    """Tell whether a finding holds when nothing is known that may be otherwise but some answers."""
    facts = dossier.weighing.facts
    unknown = [
        (entity.id, fact, None)
        for entity in facts.entities.values()
        for fact in entity.values
        if dossier.space.can_change((entity.id, fact)) and (entity.id, fact) not in kept
    ]
    meaning = InTheEnd(dossier.rule_set, facts.with_values(unknown))
    return truth_of_finding(meaning, subject.rule, facts.entities[subject.about]) is True
