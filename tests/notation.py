"""Rules, cases and facts in the notation of their authors, straight from a text in a test."""

from collections.abc import Iterable
from datetime import date
from textwrap import dedent
from typing import Any

from budget_engine.case import Case
from budget_engine.errors import Issue
from budget_engine.facts import facts_of
from budget_engine.files.entry_forms import Source
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.rule_entries import read_entries
from budget_engine.files.yaml_case import read_case
from budget_engine.language.check import check
from budget_engine.language.fact import Facts
from budget_engine.language.meaning import Outcomes, evaluate
from budget_engine.language.rule_set import RuleSet, Stage

TODAY = date(2026, 11, 24)

DECLARED = """
- wet: Testwet
  code: testwet
  uitvoerder: gemeente
- bevinding: let-op
  ernst: aandachtspunt
- feit: peildatum
  voor: zaak
  soort: datum
  uit: peildatum
  peilmoment: besluit
- {feit: aanvraag_op, voor: zaak, soort: datum, peilmoment: aanvraag, vraag: Wanneer?, wie: [consulent]}
- {feit: wet, voor: aanspraak, soort: keuze, keuzes: [testwet, anders], uit: wet}
- {feit: leeftijd, voor: persoon, soort: getal, bereik: 0..120, vraag: Hoe oud?, wie: [inwoner]}
- {feit: betaald, voor: steun, soort: ja_nee, vraag: Betaald?, wie: [inwoner]}
- {feit: uren, voor: steun, soort: getal, bereik: 0..100, vraag: Hoeveel uur?, wie: [inwoner]}
- {feit: dringend, voor: vraag, soort: ja_nee, vraag: Dringend?, wie: [consulent]}
- {feit: soort_hulp, voor: vraag, soort: keuze, keuzes: [licht, zwaar, anders], vraag: Welke?, wie: [consulent]}
- {feit: bekend, voor: zaak, soort: ja_nee, vraag: Bekend?, wie: [consulent]}
- {feit: veilig, voor: zaak, soort: ja_nee, vraag: Veilig?, wie: [consulent]}
- {feit: inkomen, voor: persoon, soort: bedrag, vraag: Hoeveel?, wie: [inwoner]}
- {feit: gevraagd, voor: aanspraak, soort: bedrag, vraag: Hoeveel?, wie: [consulent]}
"""
"""Declarations that most tests of the language can do with."""

RULE_END = """
  titel: Een regel
  dan: {effect: aandachtspunt, tekst: Let op., inwoner: Let op.}
  grondslag: {wet: Testwet, artikel: '1'}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


def rule(condition: str, entity: str = "zaak", name: str = "r") -> str:
    """Write one rule with a condition on one line."""
    return f"- regel: {name}\n  slug: let-op\n  voor: {entity}\n  als: {condition}{RULE_END}"


def issues_of(text: str, municipality: str | None = None) -> list[str]:
    """Give the issues of rules, as their author reads them."""
    return [f"{issue.place.line}  {issue.text}" for issue in _read(text, municipality)[1]]


def rules_of(*texts: str, municipality: str | None = None) -> RuleSet:
    """Read rules that must be right."""
    rule_set, issues = _read("\n".join(dedent(text) for text in texts), municipality)
    assert not issues, "\n".join(str(issue) for issue in issues)
    return rule_set


def _read(text: str, municipality: str | None) -> tuple[RuleSet, list[Issue]]:
    document = parse_yaml(dedent(text).encode(), "regels.yaml")
    assert isinstance(document.plain, list)
    sources = [Source(plain, None, (number,)) for number, plain in enumerate(document.plain)]
    read = read_entries(sources, municipality)
    problems = [(problem.path, problem) for problem in read.problems]
    problems += [(read.place(problem.path), problem) for problem in check(read.rule_set, read.unread)]
    return read.rule_set, sorted(document.issue(path, item.text, item.hint) for path, item in problems)


def case_of(text: str, rule_set: RuleSet) -> Case:
    """Read a case; what every case file says is filled in."""
    head = {"vorm": "1", "id": "zaak", "gemeente": "proef", "standaard_herkomst": "{herkomst: document}"}
    written = dedent(text)
    missing = [f"{name}: {value}" for name, value in head.items() if f"\n{name}:" not in f"\n{written}"]
    return read_case(parse_yaml("\n".join([*missing, written]).encode(), "zaak.yaml"), rule_set)


def facts(text: str, rule_set: RuleSet, on: date = TODAY) -> Facts:
    """Give the facts of a case on a day."""
    return facts_of(case_of(text, rule_set), rule_set, on)


def outcomes(rule_set: RuleSet, case: str, on: date = TODAY, stage: Stage = Stage.ASSESSMENT) -> Outcomes:
    """Work out a case that is written in the test."""
    return evaluate(rule_set, facts(case, rule_set, on), stage)


def truth(
    condition: str, case: str, entity: str = "zaak", about: str = "zaak", extra: str = ""
) -> bool | None:
    """Tell whether a condition holds about an entity of a case."""
    found = outcomes(rules_of(DECLARED, extra, rule(condition, entity)), case)
    return found.findings["r", about]


def values_of(found: Outcomes, fact: str) -> dict[str, Any]:
    """Give a derived fact of every entity."""
    return {entity: value for (name, entity), value in found.derived.items() if name == fact}


def sentences(lines: Iterable[str]) -> str:
    """Join lines as a file holds them."""
    return "\n".join(lines) + "\n"
