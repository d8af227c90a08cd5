"""A generated set of rules and a household of many people: the outer mark of the benchmarks."""

from random import Random

from budget_engine.case import Case
from budget_engine.language.rule_set import RuleSet
from tests.notation import RULE_END, case_of, rules_of

RULES, CONDITIONS, PEOPLE, FACTS = 300, 6, 60, 24

HEAD = """
- wet: Testwet
  code: testwet
- bevinding: let-op
  ernst: aandachtspunt
- {feit: peildatum, voor: zaak, soort: datum, uit: peildatum, peilmoment: besluit}
"""


def large_rule_set(random: Random, rules: int = RULES) -> RuleSet:
    """Make rules of six conditions each, over yes or no, numbers and choices."""
    declared = [_declaration(number) for number in range(FACTS)]
    written = [
        f"- regel: r{number}\n  slug: let-op\n  voor: persoon\n  als: {_condition(random)}{RULE_END}"
        for number in range(rules)
    ]
    return rules_of("\n".join([HEAD, *declared]), *written)


def _declaration(number: int) -> str:
    kind = ("ja_nee", "getal, bereik: 0..100", "keuze, keuzes: [a, b, c]")[number % 3]
    return f"- {{feit: f{number}, voor: persoon, soort: {kind}, vraag: Hoe?, wie: [inwoner]}}"


def _condition(random: Random) -> str:
    tests = []
    for number in random.sample(range(FACTS), CONDITIONS):
        test = (
            random.choice(["ja", "nee"]),
            f"'{random.choice(['<', '>=', '<=', '>'])} {random.randrange(5, 95)}'",
            random.choice(["a", "'a, b'", "niet c"]),
        )[number % 3]
        tests.append(f"{{f{number}: {test}}}")
    halves = ", ".join(tests[: CONDITIONS // 2]), ", ".join(tests[CONDITIONS // 2 :])
    return f"{{alle: [{{een_van: [{halves[0]}]}}, {halves[1]}]}}"


def large_case(random: Random, rule_set: RuleSet, people: int = PEOPLE) -> Case:
    """Make a case with many people of whom nine facts in ten are known."""
    persons = []
    for person in range(people):
        facts = {
            f"f{number}": (
                random.choice(["ja", "nee"]),
                f"'{random.randrange(101)}'",
                random.choice("abc"),
            )[number % 3]
            for number in range(FACTS)
            if random.random() < 0.9
        }
        written = ", ".join(f"{name}: {value}" for name, value in facts.items())
        persons.append(f"  - {{id: p{person}, feiten: {{{written}}}}}")
    return case_of("personen:\n" + "\n".join(persons), rule_set)
