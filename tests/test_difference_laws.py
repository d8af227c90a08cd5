"""Laws of the difference between two rule sets, on the real rules and on generated ones."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from random import Random

import pytest

from budget_engine.difference.canonical import canonical
from budget_engine.difference.differences import differences
from budget_engine.difference.exclusion import exclude_each_other
from budget_engine.difference.one import ChangeKind, Difference, part_of
from budget_engine.difference.report import as_json, text
from budget_engine.language.entry import Entry
from budget_engine.language.fact import Kind
from budget_engine.language.meaning import Meaning, evaluate
from budget_engine.language.register import LookupList
from budget_engine.language.rule_set import RuleSet, Stage
from tests.generated import pairs
from tests.planted_changes import WritableGenerator, changes_of, parts, rewritten, with_entry

MIRRORED = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}


def kinds(found: tuple[Difference, ...]) -> list[tuple[ChangeKind, str, str]]:
    return sorted((item.change, item.part, item.detail or "") for item in found)


FEW = 3


@pytest.fixture(scope="module")
def varied(rule_set: RuleSet) -> RuleSet:
    """All that the real rules declare, and of the rest the few entries that say most of their kind."""
    second = LookupList(name="tweede_lijst", keys=rule_set.lists[0].keys, kind=Kind.AMOUNT)
    kept = {
        part.name: tuple(sorted(getattr(rule_set, part.name), key=size)[-FEW:])
        for part in fields(RuleSet)[1:]
        if part.name not in ("facts", "parameters", "lists")
    }
    return replace(rule_set, **kept, lists=(*rule_set.lists, second))


def size(entry: Entry) -> int:
    return len(str(entry.as_entry()).split("': "))


SHAPES: tuple[Callable[[Entry], bool], ...] = (
    lambda entry: bool(entry.word),
    lambda entry: getattr(entry, "term", None) is not None,
    lambda entry: bool(getattr(entry, "outputs", ())),
    lambda entry: isinstance(getattr(entry, "low", None), int),
)
"""What an entry can be like, so that most of its fields can change."""


def largest(rule_set: RuleSet) -> Iterator[tuple[str, int, Entry]]:
    """Give of each kind of entry, and each shape of it, the one that says most."""
    for part in fields(RuleSet)[1:]:
        entries = getattr(rule_set, part.name)
        for shape in SHAPES:
            fits = [number for number, entry in enumerate(entries) if shape(entry)]
            if fits:
                place = max(fits, key=lambda number: size(entries[number]))
                yield part.name, place, entries[place]


def test_every_field_of_every_kind_of_entry_is_told_when_it_changes(varied: RuleSet) -> None:
    seen: set[tuple[str, str]] = set()
    for part, place, entry in largest(varied):
        for field, changed in changes_of(entry, varied):
            found = differences(varied, with_entry(varied, part, place, changed))

            assert bool(found) == (entry.as_entry() != changed.as_entry()), (part, field)
            assert {item.part for item in found} <= {part_of(entry), part_of(changed)}, (part, field)
            if entry.as_entry(with_texts=False) == changed.as_entry(with_texts=False):
                assert not any(item.can_change for item in found), (part, field)
            if found:
                seen.add((part, field.rstrip("+-<").split(".")[0]))

    missed = {
        (part, name)
        for part, _, entry in largest(varied)
        for name in type(entry).model_fields
        if (part, name) not in seen
    }
    assert missed == {(part, "kind") for part in ("facts", "parameters", "lists")}


# --- generated rule sets -------------------------------------------------------------------------------------


def planted(rule_set: RuleSet, random: Random) -> RuleSet:
    """Change one thing in a generated set: a field, an entry that comes or goes, or the order of entries."""
    part, place, entry = random.choice(list(parts(rule_set)))
    match random.randint(0, 5):
        case 0:
            return with_entry(rule_set, part, place, None)
        case 1:
            entries = getattr(rule_set, part)
            return replace(rule_set, **{part: tuple(random.sample(entries, len(entries)))})
        case 2:
            return rewritten(rule_set, random)
        case _:
            changed = list(changes_of(entry, rule_set))
            return with_entry(rule_set, part, place, random.choice(changed)[1]) if changed else rule_set


def test_two_sets_have_a_difference_if_and_only_if_their_hashes_differ(seeds: range) -> None:
    equal = 0
    for seed in seeds:
        random = Random(seed)
        old = WritableGenerator(random).rule_set()
        for _ in range(4):
            new = planted(old, random)

            assert (differences(old, new) == ()) is (old.hash == new.hash), seed
            assert differences(old, old) == ()
            equal += old.hash == new.hash
    assert equal < len(seeds)


def test_what_comes_one_way_goes_the_other(seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        old = WritableGenerator(random).rule_set()
        new = planted(old, random)
        there, back = differences(old, new), differences(new, old)

        turned = sorted((MIRRORED.get(change, change), part, detail) for change, part, detail in kinds(back))
        if not any(item.change is ChangeKind.RENAMED for item in there):
            assert kinds(there) == turned, seed
        assert sorted(item.can_change for item in there) == sorted(item.can_change for item in back), seed


def test_where_nothing_is_said_to_change_an_outcome_no_household_has_another(seeds: range) -> None:
    harmless = harmful = 0
    for seed in seeds:
        generator = WritableGenerator(Random(seed))
        old = generator.rule_set()
        households = [generator.household() for _ in range(3)]
        new = rewritten(old, Random(seed))
        found = differences(old, new)
        if any(item.can_change for item in found):
            harmful += 1
            continue
        harmless += bool(found)

        for facts in households:
            for stage in Stage:
                assert evaluate(old, facts, stage) == evaluate(new, facts, stage), seed
    assert harmless > len(seeds) // 4
    assert harmful


def test_conditions_of_one_canonical_form_mean_the_same(seeds: range) -> None:
    for seed in seeds:
        rule_set, households = pairs(seed, 2)
        for facts in households:
            meaning = Meaning(rule_set, facts)
            for rule in rule_set.rules:
                for entity in facts.by_kind[rule.entity]:
                    told = meaning.truth(rule.when, entity, rule.moment)
                    assert meaning.truth(canonical(rule.when), entity, rule.moment) is told, seed


def test_cells_that_are_apart_never_hold_together(seeds: range) -> None:
    apart = 0
    for seed in seeds:
        rule_set, households = pairs(seed, 4)
        for table in rule_set.tables:
            for column in range(len(table.inputs)):
                cells = [row.cells[column] for row in table.rows]
                both = [(a, b) for a in cells for b in cells if a is not None and b is not None]
                for one, other in (pair for pair in both if exclude_each_other(*pair)):
                    apart += 1
                    for facts in households:
                        meaning = Meaning(rule_set, facts)
                        for entity in facts.by_kind[table.entity]:
                            truths = [meaning.truth(cell, entity, table.moment) for cell in (one, other)]
                            assert truths != [True, True], seed
    assert apart > len(seeds)


def test_the_same_two_sets_are_told_the_same_way(seeds: range) -> None:
    for seed in seeds[::5]:
        first, second = (
            (old, planted(old, random))
            for random in (Random(seed), Random(seed))
            for old in [WritableGenerator(random).rule_set()]
        )

        assert list(text(differences(*first))) == list(text(differences(*second)))
        assert as_json(differences(*first)) == as_json(differences(*second))
