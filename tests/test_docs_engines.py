"""What docs/motoren.md says about the engines is true, and shown on one rule."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from budget_engine.backends import durable_run
from budget_engine.backends.durable_compile import compile_program
from budget_engine.language.lowering import lower
from budget_engine.language.rule_set import RuleSet, Stage
from tests.conftest import RULES
from tests.notation import TODAY, facts
from tests.pages import (
    Golden,
    blocks,
    path_of,
    with_part,
)

# --- the engines -----------------------------------------------------------------------------------------


def one_rule_and_table(rule_set: RuleSet) -> RuleSet:
    rules = tuple(item for item in rule_set.rules if item.id == "llv-wec-advies")
    tables = tuple(item for item in rule_set.tables if item.id == "gerekend-aantal")
    return replace(rule_set, rules=rules, tables=tables, derivations=())


def compiled_text(rule_set: RuleSet) -> Iterator[str]:
    """Write the durable rules of a rule set, a pattern on each line."""
    compiled = compile_program(lower(rule_set, Stage.ASSESSMENT))
    yield "```jsonc"
    for shard in compiled.shards:
        for name, written in shard.rules.items():
            target = compiled.targets[name]
            row = "" if target.row is None else f", rij {target.row + 1}"
            yield f"// {target.key}{row}: {'waar' if target.holds else 'onwaar'}"
            patterns = ",\n  ".join(json.dumps(pattern) for pattern in written["all"])
            yield f'"{name}": {{"all": [\n  {patterns}\n]}}'
    yield "```"
    yield ""
    yield "| veld | op de rij van | wat erin staat |"
    yield "|---|---|---|"
    for (kind, key), field in compiled.fields.items():
        calculation = compiled.program.calculations.get(key)
        carried = "" if calculation is None else f", hier `{calculation.what.name}` van de vraag"
        yield f"| `{field}` | {kind} | {key}{carried} |"


def rows_text(rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Write what is given to durable_rules for the case on the page, in that order."""
    asserted: list[str] = []
    real = durable_run.durable.assert_fact

    def noted(handle: int, fact: str) -> Any:
        asserted.append(fact)
        return real(handle, fact)

    monkeypatch.setattr(durable_run.durable, "assert_fact", noted)
    [case] = blocks("motoren", "yaml", "zaak")
    engine = durable_run.engine_for(rule_set, Stage.ASSESSMENT)
    found = engine.evaluate(facts(case, rule_set, TODAY))
    engine.close()
    assert found.findings == {("llv-wec-advies", "a1"): True}
    yield from ("```json", *asserted, "```")


def test_the_compiled_rule_on_the_page_is_what_the_engine_is_given(
    rule_set: RuleSet, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = one_rule_and_table(rule_set)

    golden(path_of("motoren"), with_part("motoren", "patronen", "\n".join(compiled_text(small))))
    golden(path_of("motoren"), with_part("motoren", "rijen", "\n".join(rows_text(small, monkeypatch))))


def test_the_rule_on_the_page_stands_so_in_its_file() -> None:
    [shown] = blocks("motoren", "yaml", "regel")

    assert shown in (RULES / "landelijk" / "wec.yaml").read_text(encoding="utf-8")
