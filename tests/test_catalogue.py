"""Each rule is as severe as the catalogue says, or the docs say how it differs; and they say no more than that."""

import re

import pytest

from budget_engine.files.yaml_rules import municipalities
from budget_engine.language.rule import Strength
from budget_engine.language.rule_set import RuleSet
from tests.catalogue import (
    DOCUMENT,
    documented,
    documented_of_our_own,
    effects_of_slugs,
    rows_of_the_document,
    severities,
)
from tests.conftest import RULES
from tests.sealed import rules

EVERYWHERE = [None, *municipalities(RULES)]
every_rule_set = pytest.mark.parametrize("municipality", EVERYWHERE, ids=str)


def test_the_rules_know_the_slugs_of_the_catalogue_with_the_severity_it_gives() -> None:
    assert len(severities()) == 80
    assert {topic.slug: topic.severity for topic in rules(None).topics if topic.in_catalogue} == severities()


def test_every_slug_of_the_catalogue_is_raised_by_some_national_rule() -> None:
    assert severities().keys() <= effects_of_slugs(rules(None)).keys()


def test_the_docs_name_what_differs_nationally_and_nothing_else() -> None:
    """A row that names no slug of the catalogue, or is needed no longer, fails as a row that is missing does."""
    different = {
        slug: effects
        for slug, effects in effects_of_slugs(rules(None)).items()
        if slug in severities() and effects != {severities()[slug]}
    }

    assert {slug: effects for slug, _, effects in documented()} == different
    assert {slug: severity for slug, severity, _ in documented()} == {
        slug: severities()[slug] for slug in different
    }


@every_rule_set
def test_no_municipality_raises_a_slug_of_the_catalogue_with_another_severity(
    municipality: str | None,
) -> None:
    allowed = {slug: {severity} for slug, severity in severities().items()}
    allowed |= {slug: effects for slug, _, effects in documented()}

    found = effects_of_slugs(rules(municipality))

    assert [slug for slug in allowed if not found.get(slug, set()) <= allowed[slug]] == []


def test_our_own_slugs_are_as_severe_as_they_were_declared_or_the_docs_say_how_they_differ() -> None:
    declared = {topic.slug: topic.severity for topic in rules(None).topics if not topic.in_catalogue}
    different = {
        slug: effects
        for slug, effects in effects_of_slugs(rules(None)).items()
        if slug in declared and effects != {declared[slug]}
    }

    assert dict(documented_of_our_own()) == different


def test_a_national_bar_that_leaves_room_is_named_and_every_row_of_the_docs_is_read(
    national: RuleSet,
) -> None:
    named = re.findall(
        r"^\| `([^`]+)` \| kan \| \S", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    with_room = {
        national.slug_of_finding[name]
        for name, consequence in national.consequence_of_finding.items()
        if consequence.strength is Strength.DISCRETIONARY
    }

    assert sorted(named) == sorted(with_room)
    assert len(documented()) + len(documented_of_our_own()) + len(named) == rows_of_the_document()
