"""What would turn the outcomes of the four dossiers, held against whole engines and against the case file."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from budget_engine.answer import Answer, Provenance
from budget_engine.backends.durable_run import engine_for
from budget_engine.case import Case
from budget_engine.flips import grounds
from budget_engine.flips.outlook import Flip, Hands, differences, outlook
from budget_engine.flips.search import Changes, Turned, search
from budget_engine.flips.subjects import Asked, OfAdvice, OfAmounts, OfFinding, OfGate, Subject, subjects_of
from budget_engine.flips.targets import FindingTurns
from budget_engine.language.fact import Facts, Kind
from budget_engine.language.meaning import Outcomes, evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.weighing import weigh
from tests.dossiers import CASES
from tests.households import value_of
from tests.notation import DECLARED, TODAY, case_of, rule, rules_of
from tests.test_questions import asked, outcomes

SAMPLED = 8
BY_BOTH = 3
SHARED = ("awb-termijn", "wmo-beslissing-2w")
"""Terms that run for many claims at once, so that what turns them is sought once for all with the same days."""


@cache
def turned(folder: Path) -> list[tuple[Subject, Turned]]:
    dossier = asked(folder)
    return [(subject, dossier.turns(subject)) for subject in subjects_of(dossier)]


def sample(folder: Path, count: int) -> Iterator[tuple[Subject, Turned]]:
    """Draw one change of some subjects, the longest more often."""
    random = Random(folder.name)
    listed = [(subject, found) for subject, found in turned(folder) if found.changes]
    for subject, found in random.sample(listed, min(count, len(listed))):
        longest = max(len(changes) for changes in found.changes)
        size = random.choice([1, longest, longest])
        drawn = [changes for changes in found.changes if len(changes) == size] or list(found.changes)
        yield subject, Turned((random.choice(drawn),))


def with_answers(case: Case, rule_set: RuleSet, changes: Changes) -> Case:
    """Write supposed facts into a case, each as a further answer."""
    written = case.model_copy()
    for (about, fact), value in changes:
        given = Answer(given=rule_set.fact[fact].print(value), provenance=Provenance.POLICY_CHOICE)
        if about == case.id:
            facts = {**written.matter.facts, fact: (*written.matter.facts.get(fact, ()), given)}
            written = written.model_copy(
                update={"matter": written.matter.model_copy(update={"facts": facts})}
            )
            continue
        field, number, part = next(item for item in written.parts() if item[2].id == about)
        facts = {**part.facts, fact: (*part.facts.get(fact, ()), given)}
        parts = list(getattr(written, field))
        parts[number] = part.model_copy(update={"facts": facts})
        written = written.model_copy(update={field: tuple(parts)})
    return written


def outcome(dossier: Asked, case: Case, subject: Subject) -> object:
    """Give an outcome of a case that was weighed from the start."""
    weighing = weigh(case, dossier.rule_set, TODAY)
    match subject:
        case OfFinding():
            return weighing.outcomes[Stage.ASSESSMENT].findings[subject.rule, subject.about]
        case OfGate():
            return weighing.assessment.gate_of(dossier.claims_of(subject.about))
        case OfAdvice():
            return weighing.alternative(subject.about).advice
        case OfAmounts():
            derived = weighing.outcomes[Stage.ASSESSMENT].derived
            return tuple(derived[fact, subject.about] for fact in dossier.amount_facts)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_change_turns_the_outcome_of_the_case_file_and_no_part_of_it_does(folder: Path) -> None:
    dossier = asked(folder)
    for subject, found in sample(folder, SAMPLED):
        assert not list(differences(dossier, subject, found, [("betekenis", evaluate)]))
    for subject, found in sample(folder, BY_BOTH):
        (changes,) = found.changes
        changed = outcome(dossier, with_answers(dossier.case, dossier.rule_set, changes), subject)
        assert changed == dossier.on(subject, changes)
        assert changed != outcome(dossier, dossier.case, subject)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_both_engines_turn_on_the_same_changes(folder: Path) -> None:
    dossier = asked(folder)

    def durable(rule_set: RuleSet, facts: Facts, stage: Stage) -> Outcomes:
        return engine_for(rule_set, stage).evaluate(facts)

    for subject, found in sample(folder, BY_BOTH):
        assert not list(differences(dossier, subject, found, [("durable_rules", durable)]))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_single_answer_turns_an_advice_or_a_gate_without_being_named(folder: Path) -> None:
    dossier = asked(folder)
    random = Random(folder.name)
    places = [
        (entity.id, fact.name)
        for entity in dossier.weighing.facts.entities.values()
        for fact in dossier.rule_set.facts
        if fact.entity is entity.kind
        and dossier.space.can_change((entity.id, fact.name))
        and fact.kind is not Kind.TEXT
    ]
    named = {
        subject: {place for changes in found.changes if len(changes) == 1 for place, _ in changes}
        for subject, found in turned(folder)
        if isinstance(subject, OfAdvice | OfGate)
    }

    before = outcomes(dossier, {})
    for place in random.sample(places, SAMPLED):
        declared = dossier.rule_set.fact[place[1]]
        after = outcomes(dossier, {place: declared.parse(value_of(declared, random))})
        assert all(
            place in singles for subject, singles in named.items() if after[subject] != before[subject]
        )


# --- grounds that each suffice -------------------------------------------------------------------------------


def test_a_number_on_the_other_side_that_needs_help_is_a_smallest_change_too() -> None:
    rule_set = rules_of(
        DECLARED,
        rule("{een_van: [{jaren: '<18'}, {alle: [{jaren: '>=65'}, {veilig: nee}]}]}"),
        "- {feit: jaren, voor: zaak, soort: getal, bereik: 0..120, vraag: Hoe oud?, wie: [consulent]}\n",
    )
    case = case_of("zaak: {feiten: {veilig: ja, jaren: 60}}\n", rule_set)
    dossier = Asked(case, rule_set, weigh(case, rule_set, TODAY))

    found = dossier.turns(OfFinding("r", case.id)).changes

    assert [sorted((fact, value) for (_, fact), value in changes) for changes in found] == [
        [("jaren", 17)],
        [("jaren", 65), ("veilig", False)],
    ]


def flips(folder: Path, subject: Subject) -> tuple[Flip, ...]:
    return outlook(asked(folder), subject).flips


def test_what_is_not_known_yet_is_for_the_worker_to_find_out() -> None:
    (family,) = [folder for folder in CASES if folder.name.startswith("001")]

    named = {
        flip.changes[0].asked_fact: flip.hands
        for flip in flips(family, OfAdvice("een-plan"))
        if len(flip.changes) == 1
    }

    assert named["doelgroep_loonkostensubsidie"] is Hands.WORKER
    assert named["geboortedatum"] is Hands.NOBODY


# --- the checks can fail -------------------------------------------------------------------------------------


def test_a_search_that_looks_at_too_few_grounds_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.test_flips import World

    real = grounds.Grounds.stays

    def careless(self: grounds.Grounds, *given: object) -> grounds.Ground:
        found = real(self, *given)  # type: ignore[arg-type]
        return frozenset(sorted(found)[:1])

    monkeypatch.setattr(grounds.Grounds, "stays", careless)

    def looked_through() -> None:
        for seed in range(20):
            list(World(seed, 2).findings())

    with pytest.raises(AssertionError):
        looked_through()


def test_a_change_that_is_not_the_smallest_is_caught() -> None:
    (family,) = [folder for folder in CASES if folder.name.startswith("001")]
    dossier = asked(family)
    subject = OfAdvice("een-plan")
    single = next(changes for changes in dossier.turns(subject).changes if len(changes) == 1)
    padded = single | {(("erik", "eigen_risico_op"), True)}

    said = list(differences(dossier, subject, Turned((padded,)), []))

    assert any("keert de uitkomst al om" in line for line in said)


def test_a_search_that_is_shared_by_claims_finds_what_each_finds_by_itself() -> None:
    dossier = asked(CASES[0])
    shared = [item for item in subjects_of(dossier) if isinstance(item, OfFinding) and item.rule in SHARED]

    assert len({item.about for item in shared}) > 1
    for subject in shared:
        alone = search(FindingTurns(dossier.space, subject.rule, subject.about), dossier.space.base, 2)
        assert dossier.turns(subject, 2) == alone


NUMBERS = "- {feit: jaren, voor: zaak, soort: getal, bereik: 0..120, vraag: Hoe oud?, wie: [consulent]}\n"


def test_a_number_that_comes_to_something_else_is_another_change_and_says_how_far_it_goes() -> None:
    rule_set = rules_of(DECLARED, rule("{jaren: '>=60'}"), NUMBERS)
    case = case_of("zaak: {feiten: {}}\n", rule_set)

    found = outlook(Asked(case, rule_set, weigh(case, rule_set, TODAY)), OfFinding("r", case.id))

    told = [
        (flip.becomes, change.from_value, change.to_value) for flip in found.flips for change in flip.changes
    ]
    assert sorted(told) == [(("geldt",), "60", None), (("geldt_niet",), None, "59")]


def test_any_number_at_all_is_said_as_being_known() -> None:
    rule_set = rules_of(DECLARED, rule("{alle: [{niet: {vastgelegd: jaren}}]}"), NUMBERS)
    case = case_of("zaak: {feiten: {}}\n", rule_set)

    found = outlook(Asked(case, rule_set, weigh(case, rule_set, TODAY)), OfFinding("r", case.id))

    assert [change.whatever for flip in found.flips for change in flip.changes] == [True]
