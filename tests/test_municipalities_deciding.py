"""Two municipalities that decide: grounds to deviate, mandates and sealed decisions are each one's own."""

import json
import shutil
from pathlib import Path

import pytest

from budget_engine.assessment import Gate
from budget_engine.authority import Actor, Matter, may
from budget_engine.files.yaml_rules import municipalities, read_rules
from budget_engine.language.register import Act, LegalBasis, Level
from budget_engine.weighing import weigh
from tests.conftest import MUNICIPALITY, RULES
from tests.neighbours import BOTH, NEIGHBOUR, ON, copy_of_rules, either, moved, written
from tests.notation import TODAY
from tests.sealed import Shell, case_file, decision_file, rules
from tests.small_world import RONALD, VAN_WETERING, changed, real_case


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copy_of_rules(tmp_path)


# --- grounds to deviate --------------------------------------------------------------------------------------

IN_AN_ORDINANCE = """
- regel: jw-wachttijd
  slug: jeugdhulp-alleen-nodig
  voor: aanspraak
  titel: Een verzonnen regel van een verordening
  als: {wet: jeugdwet, lopend: nee}
  dan: {effect: belemmering, kracht: dwingend, tekst: Wacht., inwoner: U wacht.}
  grondslag: {wet: Jeugdwet, artikel: verordening (fictief), niveau: verordening}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


@pytest.mark.parametrize(
    ("law", "grounds"),
    [
        ("Wmo 2015", {MUNICIPALITY: ["voorbeeldgemeente-hardheid"], NEIGHBOUR: ["buurgemeente-hardheid"]}),
        ("Jeugdwet", {MUNICIPALITY: ["voorbeeldgemeente-hardheid-jeugd"], NEIGHBOUR: []}),
        ("Participatiewet", {MUNICIPALITY: ["voorbeeldgemeente-hardheid-werk"], NEIGHBOUR: []}),
    ],
)
def test_a_hardship_clause_counts_only_in_the_municipality_that_has_it(
    law: str, grounds: dict[str, list[str]]
) -> None:
    basis = LegalBasis.model_validate({"wet": law, "artikel": "verordening", "niveau": Level.ORDINANCE})

    of_the_laws = {ground.id for ground in rules(None).grounds_for(basis)}
    own = {
        name: [item.id for item in rules(name).grounds_for(basis) if item.id not in of_the_laws]
        for name in BOTH
    }

    assert own == grounds


def test_a_bar_of_an_ordinance_gives_way_where_the_law_itself_asks_it_also_without_a_hardship_clause(
    copied: Path,
) -> None:
    """A court sets an ordinance aside that goes against the law, and so may who decides (second look, 9)."""
    slug = next(topic.slug for topic in rules(None).topics if topic.severity == "belemmering")
    (copied / "landelijk" / "extra.yaml").write_text(IN_AN_ORDINANCE.replace("jeugdhulp-alleen-nodig", slug))

    gates = {}
    for name in BOTH:
        ours = read_rules(copied, name)
        found = weigh(real_case(VAN_WETERING, ours), ours, TODAY).assessment.gates
        gates[name] = next(item.gate for item in found if item.id == "a-wilgenhof")

    assert gates == {MUNICIPALITY: Gate.BY_DEVIATION, NEIGHBOUR: Gate.BY_DEVIATION}


# --- who may decide ------------------------------------------------------------------------------------------

THERE = (
    (
        "functie: kwaliteitsmedewerker, mandaat: toegang-kwaliteit",
        "functie: teamleider, mandaat: buurteam-teamleider",
    ),
    ('prijs: "68,40", bedrag: "684,00"', 'prijs: "71,25", bedrag: "712,50"'),  # 10 uur
    ('prijs: "68,40", bedrag: "13543,20"', 'prijs: "71,25", bedrag: "14107,50"'),  # 198 uur
)
"""What changes in the decision about Ronald when it is taken next door: who signs, and what an hour costs."""


def decision_there(tmp_path: Path) -> Path:
    path = tmp_path / "besluit-elders.yaml"
    path.write_text(changed(decision_file(RONALD).read_text(), *THERE))
    return path


def test_a_mandate_of_one_municipality_is_none_in_the_other(shell: Shell, tmp_path: Path) -> None:
    db = tmp_path / "x.db"

    here = shell("besluit", case_file(RONALD), "--besluit", decision_there(tmp_path), "--db", db)
    there = shell("besluit", moved(RONALD, tmp_path), "--besluit", decision_file(RONALD), "--db", db)

    assert (here.code, there.code) == (1, 1)
    assert "geen mandaat 'buurteam-teamleider'" in here.err
    assert "geen mandaat 'toegang-kwaliteit'" in there.err
    assert not db.exists()


@pytest.mark.parametrize(
    ("municipality", "mandate", "most"),
    [(MUNICIPALITY, "toegang-consulent", 15_000_00), (NEIGHBOUR, "buurteam-consulent", 10_000_00)],
)
def test_the_same_function_may_up_to_the_amount_of_its_own_register(
    municipality: str, mandate: str, most: int
) -> None:
    consulent = Actor(name="M. Aydin", function="consulent", mandate=mandate)

    allowed = {
        cents: may(consulent, Act.GRANT, Matter(law="wmo", cents=cents, on=TODAY), rules(municipality))
        for cents in (most, most + 1)
    }

    assert allowed[most] is None
    assert "is hoger dan mandaat" in str(allowed[most + 1])


# --- sealed -----------------------------------------------------------------------------------------------------


def replays(shell: Shell, db: Path) -> list[tuple[int, str]]:
    said = shell("naspelen", "--db", db, "--alles", "--json")
    assert (said.code, said.err) == (0, "")
    return [(item["nummer"], item["uitkomst"]) for item in json.loads(said.out)]


@either
def test_what_was_decided_in_one_replays_the_same_whatever_becomes_of_the_other(
    own: str, other: str, shell: Shell, tmp_path: Path, copied: Path
) -> None:
    case, decision = (
        (case_file(RONALD), decision_file(RONALD))
        if own == MUNICIPALITY
        else (moved(RONALD, tmp_path), decision_there(tmp_path))
    )
    db = tmp_path / "besluiten.db"
    sealed = shell("besluit", case, "--besluit", decision, "--db", db, "--regels", copied)
    assert (sealed.code, sealed.err) == (0, "")
    before = read_rules(copied, own).hash

    for path in (copied / "gemeenten" / other).glob("*.yaml"):
        path.write_text(
            path.read_text().replace(', is: "', ', is: "9').replace("tot_bedrag: 1", "tot_bedrag: 7")
        )

    assert read_rules(copied, other).hash != rules(other).hash
    assert replays(shell, db) == [(1, "gelijk")]
    shutil.rmtree(copied / "gemeenten" / other)
    assert other not in municipalities(copied)
    assert read_rules(copied, own).hash == before
    assert replays(shell, db) == [(1, "gelijk")]
    shutil.rmtree(copied)
    assert replays(shell, db) == [(1, "gelijk")]


def test_decisions_of_both_lie_in_one_chain_each_with_its_own_rules(shell: Shell, tmp_path: Path) -> None:
    db = tmp_path / "besluiten.db"
    for case, decision in (
        (case_file(RONALD), decision_file(RONALD)),
        (moved(RONALD, tmp_path), decision_there(tmp_path)),
    ):
        assert shell("besluit", case, "--besluit", decision, "--db", db).code == 0

    assert replays(shell, db) == [(1, "gelijk"), (2, "gelijk")]
    assert shell("keten", "--db", db).code == 0


# --- a municipality without rules ------------------------------------------------------------------------------


def test_a_municipality_without_rules_is_said_with_those_that_there_are(shell: Shell, tmp_path: Path) -> None:
    far = moved(RONALD, tmp_path, "Verweg")
    line = far.read_text().splitlines().index("gemeente: Verweg") + 1

    by_file = shell("beoordeel", far, *ON)
    by_option = shell("beoordeel", case_file(RONALD), *ON, "--gemeente", "Verweg")

    said = f"De gemeente 'Verweg' heeft geen regels.\n    Er zijn: {', '.join(municipalities(RULES))}.\n"
    assert (by_file.code, by_file.out, by_file.err) == (2, "", f"{far}:{line}  {said}")
    assert (by_option.code, by_option.out, by_option.err) == (2, "", f"--gemeente  {said}")


def test_a_municipality_with_an_empty_folder_is_refused_and_the_others_go_on(
    shell: Shell, copied: Path, tmp_path: Path
) -> None:
    (copied / "gemeenten" / "leeg").mkdir()
    path = moved(RONALD, tmp_path, "leeg")

    said = shell("beoordeel", path, *ON, "--regels", copied)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("gemeenten/leeg  In deze map staat geen enkel regelbestand.\n")
    assert shell("beoordeel", case_file(RONALD), *ON, "--regels", copied).code == 0


# --- what is invented --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", municipalities(RULES))
def test_what_is_invented_for_a_municipality_says_so(name: str) -> None:
    for entry in written(f"gemeenten/{name}"):
        if "grondslag" in entry:
            assert "fictief" in str(entry), entry


@pytest.mark.parametrize("name", BOTH)
def test_what_is_of_one_municipality_bears_its_name(name: str) -> None:
    words = ("feit", "oordeel", "regel", "tabel", "afwijking")
    named = [entry[word] for entry in written(f"gemeenten/{name}") for word in words if word in entry]

    assert named
    assert all(item.startswith(name) for item in named)
