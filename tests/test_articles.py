"""Where each article stands: every row of the legal dossier with what carries it, or why nothing does."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from budget_engine.assessment import Finding
from budget_engine.language.entry import Entry
from budget_engine.language.expr import ParameterRef, walk
from budget_engine.language.register import Effect, LegalBasis, SourceClass
from budget_engine.language.rule import Rule
from budget_engine.language.rule_set import RuleSet
from budget_engine.trace import MissingKind
from tests.conftest import ROOT
from tests.households import as_in, judged
from tests.laws_of_rules import nowhere
from tests.notation import TODAY
from tests.sealed import rules

DOSSIER = ROOT / "docs" / "dossier"
PAGE = ROOT / "docs" / "waar-staat-welk-artikel.md"
SECTIONS = {
    "wmo-toegang": "Wmo 2015: wie, en waarvoor",
    "wmo-onderzoek": "Wmo 2015: melding, onderzoek en verslag",
    "wmo-pgb": "Wmo 2015: pgb, heronderzoek en intrekking",
    "wmo-bijdrage": "Wmo 2015: eigen bijdrage",
    "wmo-gegevens": "Wmo 2015: gegevens en bewaren",
    "crvb-toegang": "Rechtspraak: toegang en omvang",
    "crvb-pgb": "Rechtspraak: pgb en afbouw",
    "crvb-wonen-vervoer": "Rechtspraak: wonen en vervoer",
    "jeugdwet": "Jeugdwet",
    "werk": "Participatiewet en UWV",
    "school": "Leerlingenvervoer en school",
    "vervoer": "De volgorde van het vervoer",
    "wlz-zvw": "Wlz en Zvw",
    "algemeen": "Awb, privacy en algemeen recht",
    "maatwerkbudget": "Integraal pgb en maatwerkbudget",
    "eigen": "Eigen toevoegingen",
}
"""The files of the dossier in the order of the page."""

STRONG = frozenset(
    {Effect.BAR, Effect.CONDITION, Effect.DUTY, Effect.DEADLINE, Effect.OTHER_LAW, Effect.ROOM}
)
CATALOGUE = {topic.slug for topic in rules(None).topics if topic.in_catalogue}


def rows() -> list[dict[str, Any]]:
    return [row for name in SECTIONS for row in section(name)]


@cache
def section(name: str) -> list[dict[str, Any]]:
    text = (DOSSIER / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def carriers(rule_set: RuleSet) -> dict[str, Entry | str]:
    """Give everything of the rules that can carry a row, by its name, with what the page says of it."""
    found: dict[str, Entry | str] = {}
    for entry in rule_set.entries():
        found.setdefault(getattr(entry, entry.key), entry)
    for table in rule_set.tables:
        found |= {table.row_name(row): table for row in table.rows}
    return found


def bases_of(name: str, rule_set: RuleSet) -> Iterator[tuple[LegalBasis, Effect, str]]:
    """Walk the findings of a rule, table or row with where each stands."""
    for rule in rule_set.rules:
        if rule.id == name:
            yield rule.legal_basis, rule.consequence.effect, rule.slug
    for table in rule_set.tables:
        for row in table.rows:
            if name in (table.id, table.row_name(row)) and row.consequence is not None and row.slug:
                yield (
                    rule_set.finding_basis[table.row_name(row)],
                    row.consequence.effect,
                    row.slug,
                )


# --- the page --------------------------------------------------------------------------------------------


def page(rule_set: RuleSet) -> str:
    known = carriers(rule_set)
    lines = [
        "# Waar staat welk artikel?",
        "",
        "Deze bladzijde is voor juristen, beleidsmedewerkers en auditors. Zij noemt elke regel van het juridisch",
        "dossier met wat haar in de toolkit draagt, of waarom niets dat doet. Zij wordt gemaakt uit",
        "`docs/dossier/` en de regels zelf. V: de tekst van de wet of uitspraak is gelezen. S: een bron over die",
        "tekst is gelezen. M: algemene kennis, nog te verifiëren. X: niet vastgesteld; de landelijke regels noemen",
        "dan geen getal. Wat er staat, rust op een waarde die de gemeente invult, of zegt dat het niet is uitgemaakt.",
    ]
    for name, title in SECTIONS.items():
        lines += [
            "",
            f"## {title}",
            "",
            "| rij | bron | zekerheid | wat er staat | waar |",
            "|---|---|---|---|---|",
        ]
        lines += [_line(row, known) for row in section(name)]
    return "\n".join(lines) + "\n"


def _line(row: dict[str, Any], known: dict[str, Entry | str]) -> str:
    where = row.get("waarom_niet") or "<br>".join(_carried(name, known) for name in row["gedragen_door"])
    said = " ".join(filter(None, (row["inhoud"], row.get("noot"))))
    cells = (f"`{row['rij']}`", row["bron"], row["zekerheid"], said, where)
    return "| " + " | ".join(str(cell).replace("|", "\\|").strip() for cell in cells) + " |"


def _carried(name: str, known: dict[str, Entry | str]) -> str:
    entry = known.get(name)
    if not isinstance(entry, Entry):
        return f"`{name}`"
    effect = f" ({entry.consequence.effect})" if isinstance(entry, Rule) else ""
    return f"{entry.word} `{name}`{effect}"


def test_the_page_says_where_every_row_is_carried(
    national: RuleSet, golden: Callable[[Path, str], None]
) -> None:
    golden(PAGE, page(national))


# --- the rows --------------------------------------------------------------------------------------------


def test_every_file_of_the_dossier_has_its_place_on_the_page() -> None:
    assert {path.stem for path in DOSSIER.glob("*.yaml")} == set(SECTIONS)


def test_a_row_stands_in_the_dossier_once() -> None:
    names = [row["rij"] for row in rows()]

    assert len(names) == len(set(names)) > 200


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["rij"])
def test_a_row_is_carried_by_something_that_exists_or_says_why_not(
    row: dict[str, Any], national: RuleSet
) -> None:
    known = carriers(national)

    assert set(row) - {"noot"} in (
        {"rij", "bron", "zekerheid", "inhoud", "gedragen_door"},
        {"rij", "bron", "zekerheid", "inhoud", "waarom_niet"},
    )
    assert row["zekerheid"] in ("V", "S", "M", "X")
    for name in row.get("gedragen_door", ()):
        assert name in known or _is_of_the_engine(name), name


def _is_of_the_engine(path: str) -> bool:
    return path in {str(file.relative_to(ROOT)) for file in (ROOT / "budget_engine").rglob("*.py")}


def test_a_row_names_the_rows_of_a_table_by_themselves_where_they_do_not_all_belong(
    national: RuleSet,
) -> None:
    """A table stands for all its rows only where no row of it has a source or a place of its own."""
    apart = {name.split("/")[0] for row in rows() for name in row.get("gedragen_door", ()) if "/" in name}
    sources = {
        table.id: {national.finding_basis.get(table.row_name(row)) for row in table.rows}
        for table in national.tables
    }

    for row in rows():
        for table in set(row.get("gedragen_door", ())) & set(sources):
            assert table not in apart, (row["rij"], table, "name each row that belongs")
            assert len(sources[table]) == 1, (row["rij"], table, "name each row that belongs")


NOT_ESTABLISHED = [row for row in rows() if row["zekerheid"] == "X"]


@pytest.mark.parametrize("row", NOT_ESTABLISHED, ids=lambda row: row["rij"])
def test_what_is_not_established_has_no_national_value_and_is_asked_for_where_a_rule_needs_it(
    row: dict[str, Any], national: RuleSet
) -> None:
    valued = {setting.parameter for setting in national.settings if setting.value is not None}
    carried = set(row.get("gedragen_door", ()))
    lacking = carried & set(national.parameter)

    assert lacking or row.get("waarom_niet")
    assert not lacking & valued
    for name in lacking:
        reading = [rule for rule in national.rules if name in _parameters_in(rule)]
        assert {rule.id for rule in reading} & carried, name
        for rule in reading:
            found = without_local_values(rule)
            assert found.holds is None, rule.id
            assert (MissingKind.PARAMETER, name) in {(lack.kind, lack.asked_fact) for lack in found.missing}


def _parameters_in(rule: Rule) -> set[str]:
    return {part.name for part in walk(rule.when) if isinstance(part, ParameterRef)}


def without_local_values(rule: Rule) -> Finding:
    """Give what a rule finds of an example in which it holds, where the municipality filled in nothing."""
    example = next(item for item in rule.examples if item.holds == "ja")
    weighing = judged(as_in(example, nowhere()), nowhere(), example.on or TODAY)
    (found,) = [item for item in weighing.assessment.findings if (item.rule, item.about) == (rule.id, "a1")]
    return found


def test_what_was_not_checked_is_marked_and_outside_the_catalogue_no_more_than_a_concern(
    national: RuleSet,
) -> None:
    carried = {name for row in rows() if row["zekerheid"] != "M" for name in row.get("gedragen_door", ())}
    only_general = {
        name
        for row in rows()
        if row["zekerheid"] == "M"
        for name in row.get("gedragen_door", ())
        if name not in carried
    }

    for name in sorted(only_general):
        for basis, effect, slug in bases_of(name, national):
            assert basis.to_verify, name
            assert effect not in STRONG or slug in CATALOGUE, name


def test_a_statute_that_is_marked_to_verify_gives_no_more_than_a_concern_outside_the_catalogue(
    national: RuleSet,
) -> None:
    too_strong = {
        name
        for name, basis in national.finding_basis.items()
        if basis.to_verify
        and basis.source_class is SourceClass.STATUTE
        and national.consequence_of_finding[name].effect in STRONG
        and _slug(name, national) not in CATALOGUE
    }

    assert too_strong == set()


def _slug(name: str, rule_set: RuleSet) -> str:
    rule = rule_set.rule_named.get(name)
    return rule.slug if rule is not None else next(slug for _, _, slug in bases_of(name, rule_set))


def test_every_national_rule_and_every_row_that_finds_something_stands_in_the_dossier(
    national: RuleSet,
) -> None:
    carried = {name for row in rows() for name in row.get("gedragen_door", ())}
    of_rows = {
        table.row_name(row)
        for table in national.tables
        for row in table.rows
        if row.consequence is not None and table.id not in carried
    }

    assert ({rule.id for rule in national.rules} | of_rows) - carried == set()
