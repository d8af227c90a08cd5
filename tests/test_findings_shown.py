"""Each kind of finding of the catalogue by two cases: one that raises it and one that just does not."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from budget_engine.language.register import Effect
from tests.catalogue import documented, severities
from tests.conftest import FIXTURES, ROOT
from tests.sealed import rules

if TYPE_CHECKING:
    from tests.sealed import Shell

SHOWN = FIXTURES / "findings"
CATALOGUE = severities()
DOCUMENTED = {slug: effects for slug, _, effects in documented()}
ON = date(2026, 11, 22)
AT_MOST = 2
"""How many answers the two cases may differ in: the second just does not raise it."""

every_kind = pytest.mark.parametrize("slug", sorted(CATALOGUE))


def raised_by(path: Path, shell: "Shell") -> dict[str, set[Effect]]:
    said = shell("beoordeel", path, "--op", ON, "--json")
    assert said.code == 0, said.err
    found: dict[str, set[Effect]] = {}
    for item in json.loads(said.out)["bevindingen"]:
        if item["geldt"]:
            found.setdefault(item["slug"], set()).add(Effect(item["effect"]))
    return found


def answers_in(path: Path) -> dict[tuple[str, str], str]:
    """Give every answer of a case file by what it is about; the other fields of the file count as answers."""
    plain = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only
    return dict(_leaves(plain, ""))


def _leaves(plain: Any, about: str) -> "list[tuple[tuple[str, str], str]]":
    match plain:
        case {"waarde": str(value)}:
            return [((about, "waarde"), value)]
        case dict():
            return [leaf for key, value in plain.items() for leaf in _leaves(value, f"{about}/{key}")]
        case list():
            return [leaf for number, item in enumerate(plain) for leaf in _leaves(item, f"{about}/{number}")]
    return [((about, "waarde"), str(plain))]


def test_every_kind_of_finding_of_the_catalogue_is_shown() -> None:
    assert len(CATALOGUE) == 80
    assert {folder.name for folder in SHOWN.iterdir()} == set(CATALOGUE)


@every_kind
def test_one_case_raises_it_as_severely_as_the_catalogue_or_the_documented_change(
    slug: str, shell: "Shell"
) -> None:
    found = raised_by(SHOWN / slug / "raakt.yaml", shell)

    assert slug in found, f"raised: {sorted(found)}"
    assert found[slug] <= DOCUMENTED.get(slug, set()) | {CATALOGUE[slug]}


@every_kind
def test_a_case_that_hardly_differs_does_not_raise_it(slug: str, shell: "Shell") -> None:
    raising, missing = SHOWN / slug / "raakt.yaml", SHOWN / slug / "net-niet.yaml"

    assert slug not in raised_by(missing, shell)
    different = set(answers_in(raising).items()) ^ set(answers_in(missing).items())
    assert 1 <= len({place for (place, _), _ in different}) <= AT_MOST


# --- what each kind says -----------------------------------------------------------------------------------

PAGE = ROOT / "docs" / "bevindingen.md"


def page() -> str:
    rule_set = rules(None)
    lines = [
        "# De bevindingen van de catalogus",
        "",
        "Deze bladzijde is voor wie wil weten wat een bevinding betekent, zonder de regels te lezen. Zij wordt",
        "gemaakt uit `rules/feiten/bevindingen.yaml`. In de app staan dezelfde teksten achter elke bevinding. Bij",
        "elke bevinding staan twee kleine zaken in `fixtures/findings/`: een die haar oproept, en een die dat net",
        "niet doet.",
    ]
    for topic in rule_set.topics:
        if not topic.in_catalogue:
            continue
        names = sorted(name for name, slug in rule_set.slug_of_finding.items() if slug == topic.slug)
        lines += [
            "",
            f"## `{topic.slug}`",
            "",
            f"**{topic.label}** ({topic.severity})",
            "",
            f"- Wat: {topic.what}",
            f"- Waarom: {topic.why}",
            f"- Doen: {topic.to_do}",
            f"- Risico: {topic.risk}",
            f"- Voor de inwoner: {topic.resident_text}",
            f"- Bron: {'; '.join(topic.source)}",
            f"- Regels: {', '.join(f'`{name}`' for name in names)}",
        ]
    return "\n".join(lines) + "\n"


def test_the_page_says_of_each_kind_what_it_is(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, page())


@every_kind
def test_each_kind_speaks_to_the_worker_and_to_the_resident(slug: str) -> None:
    topic = rules().topic[slug]

    for text in (topic.what, topic.why, topic.to_do, topic.risk, topic.resident_text, topic.label):
        assert text
        assert not text[0].islower()
        assert text.endswith((".", "?"))
    assert topic.source


@every_kind
def test_the_resident_reads_no_articles_no_case_law_and_no_long_sentences(slug: str) -> None:
    text = rules().topic[slug].resident_text or ""

    assert not re.search(r"ECLI|artikel|lid \d|Awb|jurisprudentie|maatwerkvoorziening|belanghebbende", text)
    assert max(len(sentence.split()) for sentence in re.split(r"[.?!] ?", text)) <= 20
