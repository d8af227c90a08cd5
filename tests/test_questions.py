"""Only what matters is asked: a dropped question can change nothing, and what was dropped says why."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from budget_engine.answer import Answer, Provenance
from budget_engine.assessment import GATE_CODES, Gate, gate_by, worst
from budget_engine.drafts.asking import NOT_READ, Asking
from budget_engine.drafts.attention import asked as to_ask
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.flips.questions import Questions, questions_of
from budget_engine.flips.readers import Readers
from budget_engine.flips.search import NO_CHANGES
from budget_engine.flips.space import Space
from budget_engine.flips.subjects import Asked, OfAdvice, OfAmounts, OfGate
from budget_engine.flips.supposing import Place
from budget_engine.flips.waiting import Waiting
from budget_engine.language.fact import Inlet, Kind, Outlet, Value
from budget_engine.language.meaning import Meaning, evaluate
from budget_engine.language.rule_set import Stage
from budget_engine.weighing import weigh
from tests.dossiers import CASES
from tests.households import value_of
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_households import every_change, places_of, small

DRAWS, AT_ONCE = 100, 80
"""So many times so many of the dropped questions are answered together."""


@cache
def asked(folder: Path) -> Asked:
    rule_set = rules("voorbeeldgemeente")
    case = read_case(open_case(folder / "case.yaml"), rule_set)
    return Asked(case, rule_set, weigh(case, rule_set, TODAY))


@cache
def questions(folder: Path) -> Questions:
    return questions_of(asked(folder))


def answered(dossier: Asked, places: list[Place], random: Random) -> dict[Place, Value]:
    """Draw an answer to each of some questions."""
    return {
        (about, fact): dossier.rule_set.fact[fact].parse(value_of(dossier.rule_set.fact[fact], random))
        for about, fact in places
    }


def outcomes(dossier: Asked, changes: Mapping[Place, Value]) -> dict[Any, Any]:
    """Give every finding, gate, advice and amount on some answers, worked out whole by `meaning`."""
    case, rule_set = dossier.case, dossier.rule_set
    facts = dossier.weighing.facts.with_values(
        (about, fact, value) for (about, fact), value in changes.items()
    )
    early = evaluate(rule_set, facts, Stage.ASSESSMENT)
    claims = {claim.id for claim in case.claims}
    found: dict[str, list[Gate]] = {claim: [] for claim in claims}
    for (rule, about), truth in early.findings.items():
        if about in claims and truth is not False and (rule, about) not in dossier.space.set_aside:
            found[about].append(gate_by(rule_set, rule, truth))
    gates = {claim: worst(listed) for claim, listed in found.items()}
    supposed = [
        (item.id, declared.name, GATE_CODES[worst(gates[claim] for claim in item.claims)])
        for item in case.alternatives
        for declared in rule_set.inlet(Inlet.GATE)
    ]
    late = evaluate(rule_set, facts.with_values(supposed), Stage.WEIGHING)
    return {
        **early.findings,
        **{OfGate(claim): gate for claim, gate in gates.items()},
        **{OfAdvice(item.id): late.derived[dossier.advice_fact, item.id] for item in case.alternatives},
        **{
            OfAmounts(claim): tuple(early.derived[fact, claim] for fact in dossier.amount_facts)
            for claim in dossier.costed
        },
    }


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_answer_to_a_dropped_question_changes_an_outcome(folder: Path) -> None:
    dossier, listed = asked(folder), questions(folder)
    dropped = [(about, item.asked_fact) for item in listed.not_asked for about in item.about]
    wanted = [(item.about, item.asked_fact) for item in listed.open]
    before = outcomes(dossier, {})
    random = Random(folder.name)

    for draw in range(DRAWS):
        answers = answered(dossier, random.sample(dropped, AT_ONCE), random)
        first = answered(dossier, wanted, random) if draw % 4 == 0 else {}

        assert outcomes(dossier, {**first, **answers}) == (outcomes(dossier, first) if first else before)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_question_is_on_one_list_only(folder: Path) -> None:
    dossier, listed = asked(folder), questions(folder)
    lists = [
        {(item.about, item.asked_fact) for item in listed.open},
        {(about, item.asked_fact) for item in listed.when_it_arises for about in item.about},
        {(about, item.asked_fact) for item in listed.not_asked for about in item.about},
    ]

    unanswered = {
        (entity.id, declared.name)
        for entity in dossier.weighing.facts.entities.values()
        for declared in dossier.rule_set.facts
        if declared.entity is entity.kind and declared.is_asked and declared.name not in entity.values
    }

    assert sum(map(len, lists)) == len(set().union(*lists))
    assert set().union(*lists) == unanswered


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_what_settles_a_dropped_question_is_enough_by_itself(folder: Path) -> None:
    """Whatever else becomes otherwise, the findings that look at it stay as they are."""
    dossier, listed = asked(folder), questions(folder)
    random = Random(folder.name)
    settled = {
        (rule, about): truth
        for (rule, about), truth in dossier.weighing.outcomes[Stage.ASSESSMENT].findings.items()
        if truth is not None
    }
    looked_at = 0
    for item in random.sample([one for one in listed.not_asked if one.because], 60):
        kept = {(ground.about, ground.asked_fact) for ground in item.because}
        others = [
            (entity.id, fact.name)
            for entity in dossier.weighing.facts.entities.values()
            for fact in dossier.rule_set.facts
            if fact.entity is entity.kind and fact.is_asked and (entity.id, fact.name) not in kept
        ]
        answers = answered(dossier, random.sample(others, 200), random)
        facts = dossier.weighing.facts.with_values(
            (about, fact, value) for (about, fact), value in answers.items()
        )
        meaning = Meaning(dossier.rule_set, facts)
        for rule in item.readers:
            named = dossier.rule_set.rule_named.get(rule)
            if named is None:
                continue
            for entity in facts.by_kind[named.entity]:
                if item.about[0] in entity.owners.values() and (rule, entity.id) in settled:
                    looked_at += 1
                    truth = meaning.truth(dossier.rule_set.condition_of[rule], entity, named.moment)
                    assert truth is settled[rule, entity.id]

    assert looked_at > 20


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_question_is_dropped_without_what_settles_it(folder: Path) -> None:
    """Either something known settles it, or no rule looks, or what the rules would look at is not in the case."""
    dossier, listed = asked(folder), questions(folder)
    readers = dossier.space.readers

    for item in listed.not_asked:
        if not item.because and not item.is_idle:
            assert not item.bears_on_costs
            for rule in filter(readers.stays_with_owners, item.readers):
                kind = dossier.rule_set.entity_of_finding[rule]
                assert not any(
                    item.about[0] in entity.owners.values() for entity in dossier.weighing.facts.by_kind[kind]
                )


def test_the_day_from_which_money_is_compared_is_asked_while_it_is_not_known() -> None:
    (family,) = [folder for folder in CASES if folder.name.startswith("001")]
    dossier = asked(family)
    (start,) = [item for item in dossier.rule_set.facts if item.outlet is Outlet.LEDGER_START]
    matter = dossier.case.matter
    facts = {name: answers for name, answers in matter.facts.items() if name != start.name}
    case = dossier.case.model_copy(update={"matter": matter.model_copy(update={"facts": facts})})
    without = Asked(case, dossier.rule_set, weigh(case, dossier.rule_set, TODAY))

    assert without.weighing.alternatives[0].returns is None
    (question,) = [item for item in questions_of(without).open if item.asked_fact == start.name]
    assert question.opens_ledger
    assert "het vergelijken van geld" in Asking(dossier.rule_set, {}).decides([question])
    assert not any(item.opens_ledger for item in questions(family).open)


def test_what_decides_most_is_asked_first() -> None:
    (family,) = [folder for folder in CASES if folder.name.startswith("001")]

    first, *others = questions(family).open

    assert (first.about, first.asked_fact) == ("erik", "doelgroep_loonkostensubsidie")
    assert first.advices == ("een-plan",)
    assert not any(item.advices for item in others)


def test_what_would_lift_a_condition_that_holds_now_is_asked() -> None:
    (folder,) = [folder for folder in CASES if folder.name.startswith("001")]
    agreed = knowing(asked(folder), "ouder_stemt_in", "ja", "anouk", "erik")

    asked_now = {(item.about, item.asked_fact): item for item in questions(folder).open}
    once_agreed = {(item.about, item.asked_fact): item for item in questions_of(agreed).open}

    lifting = asked_now["a-wilgenhof", "pgb_voorlichting_op"]
    assert lifting.findings == ("jw-pgb-voorlichting",)
    assert lifting.gates == ()  # the parents have not agreed yet: another condition keeps the gate
    assert once_agreed["a-wilgenhof", "pgb_voorlichting_op"].gates == ("a-wilgenhof",)


@pytest.mark.parametrize(("born", "is_asked"), [("2017-02-08", False), ("2013-02-08", True)])
def test_what_an_age_settles_is_not_asked(born: str, *, is_asked: bool) -> None:
    """A parent's consent can be done without from the age of twelve only (Jeugdwet, article 7.3.4)."""
    (folder,) = [folder for folder in CASES if folder.name.startswith("001")]
    dossier = knowing(asked(folder), "geboortedatum", born, "sem")

    pairs = {
        (item.fact, about) for item in to_ask(dossier.weighing, dossier.rule_set) for about in item.about
    }

    assert (("hulp_zonder_toestemming_ouder", "sem") in pairs) is is_asked
    assert ("ouder_stemt_in", "anouk") in pairs


def knowing(dossier: Asked, fact: str, given: str, *people: str) -> Asked:
    """Give case 1 in which this was told about some people."""
    answer = (Answer(given=given, provenance=Provenance.OWN_STATEMENT),)
    persons = tuple(
        person.model_copy(update={"facts": {**person.facts, fact: answer}}) if person.id in people else person
        for person in dossier.case.persons
    )
    case = dossier.case.model_copy(update={"persons": persons})
    return Asked(case, dossier.rule_set, weigh(case, dossier.rule_set, TODAY))


def test_only_what_no_rule_and_no_amount_looks_at_is_said_to_be_unread() -> None:
    (family,) = [folder for folder in CASES if folder.name.startswith("001")]
    told = Asking(asked(family).rule_set, {})

    said = [(item, told.why_not(item)) for item in questions(family).not_asked]

    assert all((why == NOT_READ) <= (not item.readers and not item.bears_on_costs) for item, why in said)
    (highest,) = [
        why for item, why in said if item.asked_fact == "aantal_hoog" and "a-busje-acht" in item.about
    ]
    assert "het aantal heeft een bandbreedte: nee" in highest


def test_what_only_matters_once_it_is_recorded_is_kept_apart() -> None:
    (family,) = [folder for folder in CASES if folder.name.startswith("001")]

    arising = {item.asked_fact for item in questions(family).when_it_arises}

    assert "bezwaar_ontvangen_op" in arising


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_on_small_households_nothing_that_can_matter_is_dropped(start: int) -> None:
    dropped, kept = 0, 0
    for seed in range(start, start + 20):
        rule_set, facts = small(seed)
        space = Space(Readers(rule_set), facts)
        places = [
            place
            for place in places_of(space, Random(seed))
            if place[1] not in facts.entities[place[0]].values
            and rule_set.fact[place[1]].kind is not Kind.DATE
        ]
        found = {
            changes: evaluate(
                rule_set, facts.with_values((about, fact, value) for (about, fact), value in changes)
            ).findings
            for changes in every_change(space, places, 3)
        }
        waiting = Waiting(rule_set, facts)
        for rule, about in found[NO_CHANGES]:
            waits = waiting.of_finding(rule, facts.entities[about])
            for place in places:
                if place in waits:
                    kept += 1
                    continue
                dropped += 1
                for changes, findings in found.items():
                    without = frozenset(item for item in changes if item[0] != place)
                    assert findings[rule, about] is found[without][rule, about]

    assert dropped > 50
    assert kept > 5
