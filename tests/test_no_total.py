"""No total over the axes: not in the engine, not on a page, not in the rules and not in what is exported."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from budget_engine.export import report_of
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.files.yaml_rules import municipalities
from budget_engine.language.fact import NUMERIC, EntityKind, Kind
from budget_engine.weighing import weigh
from tests.conftest import ROOT, RULES
from tests.dossiers import CASES
from tests.notation import TODAY
from tests.one_number import COUNTED_KEYS, MARKS, counted, keys_in, marked, numbers_in, words_of
from tests.sealed import rules

CODE = sorted([*(ROOT / "budget_engine").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
every_case = pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)

MAY_COUNT = {
    "backends/durable_compile.py": ("load + row.paths",),  # how much of durable_rules a row of a table takes
    "flips/questions.py": (
        "key=_deciding_first",
    ),  # which question to ask first, by what its answer can turn
    "drafts/filling.py": ("goals.index(",),  # which goal of a dossier it is, as its name
    "files/editing/pairs.py": ("== wanted[name]",),  # what a rule file is to say, not what somebody wants
    "files/editing/surgery.py": ("in wanted", "wanted[name]"),
}
MAY_SAY = {
    "aloud/phrases.py": {"punten"},  # the unit of a questionnaire that a rule may name
    "dutch_words.py": {"weight", "gewicht"},  # of a report about the rules: a fault or a remark
    "proof/report.py": {"weight"},
    "proof/proofs.py": {"weight"},
    "drafts/attention.py": {"weight"},  # which findings are read first, by their effect
    "readable/participles.py": {"gewicht"},  # a Dutch word of which the measure must know the kind
    "running.py": {"punten"},  # how many reasons the log notes
    "session.py": {"punten"},
}
"""Words and sums that speak of something else than a plan of somebody."""


def name_of(path: Path) -> str:
    room = "ui" if path.is_relative_to(ROOT / "ui") else "budget_engine"
    return path.relative_to(ROOT / room).as_posix()


def test_nothing_in_the_code_counts_or_orders_over_the_axes() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in CODE
        for line in counted(path.read_text(encoding="utf-8"))
        if not any(known in line for known in MAY_COUNT.get(name_of(path), ()))
    ]

    assert found == []


def test_nothing_in_the_code_is_called_a_mark() -> None:
    found = [
        (name_of(path), line, word)
        for path in CODE
        for line, word in marked(path.read_text(encoding="utf-8"))
        if word not in MAY_SAY.get(name_of(path), set())
    ]

    assert found == []


@cache
def exported(folder: Path) -> Any:
    case = read_case(open_case(folder / "case.yaml"), rules())
    report = report_of(case, rules(), weigh(case, rules(), TODAY), TODAY, "betekenis")
    return json.loads(json.dumps(report.as_json()))


@every_case
def test_every_number_in_an_export_is_an_amount_a_share_a_year_or_a_place(folder: Path) -> None:
    found = list(numbers_in(exported(folder)))

    assert len(found) > 100
    assert sorted({place for place, key in found if not COUNTED_KEYS.search(key)}) == []


@every_case
def test_no_field_of_an_export_is_a_mark_and_a_total_is_of_money_alone(folder: Path) -> None:
    report = exported(folder)

    assert [key for key in set(keys_in(report)) if words_of(key) & MARKS] == []
    beside_money = {
        **report,
        "alternatieven": [{**item, "rendement": None} for item in report["alternatieven"]],
    }
    assert not {"totaal", "gemeente_samen", "total"} & set(keys_in(beside_money))


@pytest.mark.parametrize("municipality", [None, *municipalities(RULES)])
def test_no_rule_makes_a_number_of_an_alternative(municipality: str | None) -> None:
    derived = [
        item.name
        for item in rules(municipality).facts
        if item.entity is EntityKind.ALTERNATIVE and item.is_derived and item.kind in NUMERIC - {Kind.AMOUNT}
    ]

    assert derived == []


# --- what must be found -----------------------------------------------------------------------------------

COUNTING = {
    "goals and money": "value = goals_met * 100 - cost_cents",
    "a goal after a goal": "def f(goals):\n    return sum(goal.direction for goal in goals)",
    "a preference taken off money": "x = item.returns.low_cents - item.preference.rank",
    "a gate as a number": "points = GATE_VALUE[item.gate] + 1",
    "a running total": "total = 0\nfor goal in goals:\n    total += RANGES[goal.direction]",
    "effort against money": "balance = price - hours_of_support",
    "an average over persons": "from statistics import mean\nwanted = mean(wish.rank for wish in preference)",
    "an order by gate and then money": "best = sorted(found, key=lambda item: (item.gate, item.cents))",
    "an order by a function": (
        "def merit(item):\n    return (item.preference, item.costs)\nbest = max(found, key=merit)"
    ),
    "the best by goals and effort": "best = max(found, key=lambda item: (item.goals, item.load))",
    "an order by names that say it otherwise": "sorted(found, key=lambda i: (i.fits, i.paid, i.wanted))",
    "an order of two axes": "best = sorted(found, key=lambda item: (item.paid, item.wanted))",
    "an order of tuples": "best = min((item.gate, item.cents) for item in found)",
    "an operator as a function": "import operator\ntotal = operator.add(goal, cents)",
    "an operator by its own name": "from operator import sub\ntotal = sub(item.price, item.wish)",
    "an operator by another name": "import operator as op\ntotal = op.mul(direction, cents)",
    "an operator in place": "import operator\ntotal = operator.iadd(goal, cents)",
    "an operator over a row": (
        "from functools import reduce\nimport operator\ntotal = reduce(operator.add, map(value, goals))"
    ),
    "an operator of a number": "total = goal.__add__(cents)",
    "how often one is better, less how often worse": "x = comparison.better_count - comparison.worse_count",
    "how many points are better": "lead = len(better) - len(worse)",
    "a share of the goals": "part = len(better_goals) * 100 // len(goals)",
}
MARKING = {
    "a field": "class Weighed:\n    total_score: int",
    "a constant": "GOAL_WEIGHTS = {}",
    "a word on a page": "import streamlit as st\nst.metric('Totaalscore', 8)",
    "a sentence": "said = f'Deze variant krijgt {n} punten.'",
    "a function": "def rating_of(item):\n    return None",
    "a name in capitals": "class RankingOfPlans:\n    pass",
    "an argument": "def weigh(case, gewicht):\n    return case",
    "a key": "found['rapportcijfer'] = 7",
}


@pytest.mark.parametrize("code", COUNTING.values(), ids=COUNTING.keys())
def test_counting_over_the_axes_is_found(code: str) -> None:
    assert counted(code)


@pytest.mark.parametrize("code", MARKING.values(), ids=MARKING.keys())
def test_a_mark_is_found(code: str) -> None:
    assert marked(code)


@pytest.mark.parametrize(
    "code",
    [
        "total = low_cents + high_cents",
        "both = (*self.goals, *self.preference, *self.money)",
        "text = 'Doel: ' + goal.own_words",
        "shown = [goal] + [*rows]",
        "first = sorted(goals, key=lambda goal: goal.own_words)",
        "least = min(amounts)",
        "found.add(goal.own_words)",
        "import operator\ntotal = operator.add(low_cents, high_cents)",
        "best = [item for item in found if item.fits]",
        "said = 'beter' if outcome is Ordering.BETTER else 'slechter'",
        "first = min((goal.said_by, goal.own_words) for goal in goals)",
        "st.html('<b style=\"font-weight:600\">Doelen</b>')",
        '"""Never a score."""',
    ],
)
def test_money_of_one_party_and_lists_of_goals_are_let_through(code: str) -> None:
    assert not counted(code)
    assert not marked(code)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("totaalscore", 7),
        ("gewicht", {"doel": 2}),
        ("advies_waarde", 3),
        ("doelen_gehaald", 4),
        ("totaal", 12),
    ],
)
def test_a_number_or_a_mark_in_an_export_is_found(place: str, value: Any) -> None:
    planted = {"alternatieven": [{"id": "een-plan", place: value}]}

    numbers = [key for _, key in numbers_in(planted) if not COUNTED_KEYS.search(key)]
    marks = [key for key in keys_in(planted) if words_of(key) & MARKS]
    assert numbers or marks
