"""Laws that hold of the rules whoever somebody is, each tried on generated households.

A law is tried on any rule set, so that a rule set with a planted defect shows that the law bites.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from random import Random

from budget_engine.assessment import Gate
from budget_engine.case import Case
from budget_engine.facts import facts_of
from budget_engine.language.expr import Constant, Node, ParameterRef, walk
from budget_engine.language.fact import EntityKind, FactDeclaration, Facts, Kind, Value
from budget_engine.language.meaning import evaluate
from budget_engine.language.register import DecidedLocally, Effect, Setting
from budget_engine.language.rule import Rule
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.language.valued import valued
from budget_engine.weighing import Weighing, weigh
from tests.households import ID_OF, Plain, answers, gates, household, outcomes, read, value_of
from tests.notation import TODAY
from tests.sealed import rules

OF_THE_GATE = frozenset({Effect.BAR, Effect.CONDITION, Effect.DUTY, Effect.OTHER_LAW})

Outcome = dict[tuple[str, str], bool | None]
Judge = Callable[[Case, RuleSet], Weighing]


@dataclass(frozen=True)
class Tried:
    """What broke a law, and how often the law could have been broken."""

    broken: tuple[object, ...]
    telling: int


def found(rule_set: RuleSet, facts: Facts) -> Outcome:
    return dict(evaluate(rule_set, facts).findings)


def by_both_stages(case: Case, rule_set: RuleSet) -> Weighing:
    return weigh(case, rule_set, TODAY)


def facts_in(plain: Plain, rule_set: RuleSet) -> Facts:
    return facts_of(read(plain, rule_set), rule_set, TODAY)


def read_by(node: Node, rule_set: RuleSet) -> set[str]:
    """Give every fact that a condition reads, also through what it is derived from."""
    seen: set[str] = set()
    waiting = set(facts_read(node, rule_set))
    while waiting:
        name = waiting.pop()
        seen.add(name)
        nodes = rule_set.nodes_giving.get(name, ())
        waiting |= {fact for part in nodes for fact in facts_read(part, rule_set)} - seen
    return seen


# --- a heavier burden --------------------------------------------------------------------------------------

HEAVIER: Mapping[str, tuple[str, ...]] = {
    "beperking": ("nee", "ja"),
    "beperking_volgens_wmo": ("nee", "ja"),
    "kan_zelfstandig_reizen": ("ja", "nee"),
    "kan_met_begeleiding_reizen": ("ja", "nee"),
    "ouders_kunnen_begeleiden": ("ja", "nee"),
    "draagkracht": ("kan_meer", "grens", "overbelast"),
    "belasting": ("licht", "te_doen", "zwaar"),
    "vol_te_houden": ("ja", "nee"),
    "uitval_opgevangen": ("ja", "nee"),
    "intensieve_zorg_kind": ("nee", "ja"),
    "jonge_mantelzorger": ("nee", "ja"),
    "gebruikelijke_hulp": ("dekt_geheel", "dekt_deels", "dekt_niet"),
    "eigen_kracht_ouders": ("toereikend", "deels", "ontoereikend"),
    "algemene_voorziening": ("toereikend", "deels", "ontoereikend"),
    "zonder_begeleiding_geen_werk": ("nee", "ja"),
    "belasting_score": ("0", "3", "6", "7", "10", "13"),
    "vrijwillig": ("ja", "nee"),
    "beschikbaar": ("ja", "nee"),
    "steun_zonder_einde": ("ja", "nee"),
    "mantelzorger": ("nee", "ja"),
}
"""Limitations, loads, and what the people around somebody cannot do: from light to heavy."""

PER_HOUSEHOLD = 2
"""How many of these answers are turned in one household; the next household turns the next."""


def heavier_never_takes_room_or_adds_a_bar(rule_set: RuleSet, seeds: range) -> Tried:
    """Tell of a law: telling is every time that an answer moved some room or some bar at all."""
    broken: list[object] = []
    telling = 0
    turned = sorted(HEAVIER)
    for seed in seeds:
        for number in range(seed * PER_HOUSEHOLD, (seed + 1) * PER_HOUSEHOLD):
            fact = turned[number % len(turned)]
            declared = rule_set.fact[fact]
            about = ID_OF[declared.entity] if declared.entity is not EntityKind.CASE else "huishouden"
            facts = facts_in(household(rule_set, number, _turning_on(fact, rule_set)), rule_set)
            steps = [
                found(rule_set, facts.with_values([(about, fact, declared.parse(value))]))
                for value in HEAVIER[fact]
            ]
            for light, heavy in pairwise(steps):
                taken = _raised(light, Effect.ROOM, rule_set) - _raised(heavy, Effect.ROOM, rule_set)
                added = _raised(heavy, Effect.BAR, rule_set) - _raised(light, Effect.BAR, rule_set)
                broken += [(number, fact, place) for place in taken | added]
                telling += any(
                    _raised(light, effect, rule_set) != _raised(heavy, effect, rule_set)
                    for effect in (Effect.ROOM, Effect.BAR)
                )
    return Tried(tuple(broken), telling)


def _turning_on(fact: str, rule_set: RuleSet) -> list[Rule]:
    """Give the rules for room or a bar that read a fact; where there are none, every rule will do."""
    return [
        rule
        for rule in rule_set.rules
        if rule.consequence.effect in (Effect.ROOM, Effect.BAR) and fact in read_by(rule.when, rule_set)
    ]


def _raised(outcome: Outcome, effect: Effect, rule_set: RuleSet) -> set[tuple[str, str]]:
    return {
        (about, rule_set.slug_of_finding[name])
        for (name, about), truth in outcome.items()
        if truth and rule_set.consequence_of_finding[name].effect is effect
    }


# --- means -------------------------------------------------------------------------------------------------

OF_PEOPLE = frozenset({EntityKind.CASE, EntityKind.PERSON, EntityKind.NEED, EntityKind.SUPPORT})
SPEAKS_OF_MEANS = re.compile(
    r"inkomen|vermogen\b|\bgeld\b|schuld|\bloon\b|verdient|te besteden", re.IGNORECASE
)
OF_RECORDS = re.compile(r"gegevens")
"""Whether records about somebody's money may be used again says nothing about how much there is."""


def is_of_means(declared: FactDeclaration) -> bool:
    """Tell whether a fact says what people earn, own or owe: every amount of theirs, and what asks about it."""
    if declared.entity not in OF_PEOPLE:
        return False
    if declared.kind is Kind.AMOUNT:
        return True
    asked = f"{declared.name.replace('_', ' ')} {declared.question or ''}"
    return (
        declared.kind in (Kind.YES_NO, Kind.CHOICE)
        and SPEAKS_OF_MEANS.search(asked) is not None
        and OF_RECORDS.search(declared.name) is None
    )


def of_means(rule_set: RuleSet) -> set[str]:
    return {item.name for item in rule_set.facts if is_of_means(item)}


def gates_to_the_wmo(rule_set: RuleSet) -> Iterator[tuple[str, Node]]:
    """Walk what can stand between somebody and the Wmo: rules from that law, or about a claim under it."""
    for name, condition in rule_set.condition_of.items():
        if rule_set.consequence_of_finding[name].effect in OF_THE_GATE:
            constants = {part.value for part in walk(condition) if isinstance(part, Constant)}
            if rule_set.finding_basis[name].law == "Wmo 2015" or "wmo" in constants:
                yield name, condition


def reading_means_for_the_wmo(rule_set: RuleSet) -> dict[str, set[str]]:
    means = of_means(rule_set)
    return {
        name: read_by(condition, rule_set) & means
        for name, condition in gates_to_the_wmo(rule_set)
        if read_by(condition, rule_set) & means
    }


def means_move_no_gate_to_the_wmo(rule_set: RuleSet, seeds: range) -> Tried:
    """Tell of a law: telling is every household that by its means meets another outcome somewhere."""
    broken: list[object] = []
    telling = 0
    asked = [rule_set.fact[name] for name in sorted(of_means(rule_set)) if rule_set.fact[name].is_asked]
    for seed in seeds:
        plain = household(rule_set, seed)
        plain["aanspraken"][0]["wet"] = plain["aanspraken"][1]["wet"] = "wmo"
        random = Random(seed)
        facts = facts_in(plain, rule_set)
        poor = found(rule_set, facts.with_values(_answered(asked, random)))
        rich = found(rule_set, facts.with_values(_answered(asked, random)))
        moved = {place for place in poor if poor[place] is not rich[place]}
        telling += bool(moved)
        broken += [
            (seed, name, about)
            for name, about in moved
            if about in ("a1", "a2") and rule_set.consequence_of_finding[name].effect in OF_THE_GATE
        ]
    return Tried(tuple(broken), telling)


def _answered(asked: list[FactDeclaration], random: Random) -> list[tuple[str, str, Value | None]]:
    return [
        (
            "huishouden" if declared.entity is EntityKind.CASE else ID_OF[declared.entity],
            declared.name,
            declared.parse(value_of(declared, random)),
        )
        for declared in asked
    ]


# --- a dispute ---------------------------------------------------------------------------------------------


def what_rests_on_a_dispute_says_so(rule_set: RuleSet, seeds: range, judge: Judge) -> Tried:
    """Tell of a law: telling is every finding that goes when the disputed answer is forgotten."""
    broken: list[object] = []
    telling = 0
    for seed in seeds:
        plain = household(rule_set, seed)
        facts = facts_in(plain, rule_set)
        before = found(rule_set, facts)
        about, fact, moved = _forgotten(plain, facts, before, rule_set, Random(seed))
        dict(answers(plain))[about][fact]["betwist"] = {"door": "p2", "zegt": "zo is het niet"}
        after = judge(read(plain, rule_set), rule_set)
        if outcomes(after) != before:
            broken.append((seed, about, fact, "a dispute changes what is found"))
        place = "huishouden" if about == "zaak" else about
        for item in after.assessment.findings:
            rests = any((ground.about, ground.asked_fact) == (place, fact) for ground in item.decisive)
            if item.is_disputed is not (rests or (item.rule, item.about) in moved):
                broken.append((seed, item.rule, about, fact))
        telling += len(moved)
    return Tried(tuple(broken), telling)


def _forgotten(
    plain: Plain, facts: Facts, before: Outcome, rule_set: RuleSet, random: Random
) -> tuple[str, str, set[tuple[str, str]]]:
    """Draw an answer that something rests on (one of five, or else the last), and what goes without it."""
    known = [(about, fact) for about, group in answers(plain) for fact in group]
    about, fact, moved = *known[0], set[tuple[str, str]]()
    for about, fact in random.sample(known, 5):
        place = "huishouden" if about == "zaak" else about
        after = found(rule_set, facts.with_values([(place, fact, None)]))
        moved = {name for name, truth in before.items() if truth and not after[name]}
        if moved:
            break
    return about, fact, moved


# --- a municipality that filled in nothing -----------------------------------------------------------------


def locally_set(rule_set: RuleSet) -> tuple[str, ...]:
    return tuple(item.name for item in rule_set.parameters if item.set_by is DecidedLocally.LOCAL)


def nowhere() -> RuleSet:
    """Give the rules of a municipality that filled in nothing."""
    return replace(rules(None), municipality="leeg")


def reading_a_local_value(rule_set: RuleSet) -> list[Rule]:
    local = set(locally_set(rule_set))
    return [
        rule
        for rule in rule_set.rules
        if any(isinstance(part, ParameterRef) and part.name in local for part in walk(rule.when))
    ]


def filled_in(rule_set: RuleSet, random: Random) -> RuleSet:
    """Fill in every local value: one that some example of a rule names, or any."""
    named: dict[str, list[str]] = {name: [] for name in locally_set(rule_set)}
    for rule in reading_a_local_value(rule_set):
        for example in rule.examples:
            for name, value in example.settings.items():
                if name in named and value != "onbekend":
                    named[name].append(value)
    drawn = {
        name: random.choice([*values, value_of(rule_set.parameter[name], random)])  # type: ignore[arg-type]
        for name, values in named.items()
    }
    settings = tuple(
        Setting(parameter=name, value=value, valid_from=date(2000, 1, 1), municipality=rule_set.municipality)
        for name, value in drawn.items()
    )
    return valued(rule_set, (*rule_set.settings, *settings), rule_set.list_rows)


def without_values_nothing_is_found_that_a_value_could_change(
    rule_set: RuleSet, seeds: range, values: int
) -> Tried:
    """Tell of a law: telling is every finding that is open without local values and settled by them."""
    broken: list[object] = []
    telling = 0
    around = reading_a_local_value(rule_set)
    for seed in seeds:
        random = Random(seed)
        facts = facts_in(household(rule_set, seed, around), rule_set)
        without = found(rule_set, facts)
        for number in range(values):
            known = found(filled_in(rule_set, random), facts)
            for place, truth in without.items():
                if truth is not None and truth is not known[place]:
                    broken.append((seed, number, place))
                telling += truth is None and known[place] is not None
    return Tried(tuple(broken), telling)


def without_values_no_gate_is_open_that_a_value_could_shut(rule_set: RuleSet, seeds: range) -> Tried:
    """Tell of a law: telling is every gate that a local value shuts.

    Only rules that read a local value take part, else some other rule keeps nearly every gate of an
    invented household shut anyway. A gate is the worst of its findings, so what holds of some holds of all.
    """
    broken: list[object] = []
    telling = 0
    at_the_gate = [rule for rule in reading_a_local_value(rule_set) if rule.consequence.effect in OF_THE_GATE]
    tables = tuple(table for table in rule_set.tables if not any(row.consequence for row in table.rows))
    empty = replace(rule_set, rules=tuple(at_the_gate), tables=tables)
    for seed in seeds:
        filled = filled_in(empty, Random(seed))
        case = read(household(empty, seed, at_the_gate), empty)
        within = gates(weigh(case, filled, TODAY))
        for claim, gate in gates(weigh(case, empty, TODAY)).items():
            if gate is Gate.OPEN and within[claim] is not Gate.OPEN:
                broken.append((seed, claim))
            telling += within[claim] not in (Gate.OPEN, Gate.UNKNOWN)
    return Tried(tuple(broken), telling)


# --- a planted defect --------------------------------------------------------------------------------------


def planted(rule_set: RuleSet, model: str, **changes: object) -> RuleSet:
    """Add a rule that ought not to be there, made from one that is."""
    rule = rule_set.rule_named[model]
    effect = changes.pop("effect", rule.consequence.effect)
    consequence = rule.consequence.model_copy(update={"effect": effect})
    added = rule.model_copy(
        update={"id": "geplant", "slug": "geplant", "consequence": consequence, **changes}
    )
    return replace(rule_set, rules=(*rule_set.rules, added))
