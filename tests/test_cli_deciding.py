"""Sealing a decision from the command line: what is sealed, what is refused and why, and the demo."""

import re
from pathlib import Path

import pytest

from tests.conftest import FIXTURES
from tests.sealed import (
    LAST,
    NUMBERS,
    Said,
    Shell,
    case_file,
    decided,
    decision_file,
    is_dutch,
    sealed_store,
)
from tests.small_world import RONALD, VAN_WETERING

# --- deciding ------------------------------------------------------------------------------------------------


def test_a_decision_is_sealed_and_its_number_and_hash_are_said(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "x.db"

    said = shell("besluit", case_file(RONALD), "--besluit", decision_file(RONALD), "--db", path)

    assert (said.code, said.err) == (0, "")
    found = re.fullmatch(r"Vastgesteld als record 1, kop ([0-9a-f]{64})\.\n", said.out)
    assert found is not None
    assert shell("keten", "--db", path, "--kop", found[1]).code == 0


def besluit(shell: Shell, tmp_path: Path, slug: str, *changes: tuple[str, str]) -> Said:
    text = decision_file(slug).read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / "besluit.yaml"
    path.write_text(text)
    said = shell("besluit", case_file(slug), "--besluit", path, "--db", tmp_path / "x.db")
    assert (tmp_path / "x.db").exists() is (said.code == 0)
    return said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("zaak: gezin-001", "zaak: ronald-003", "hoort bij zaak 'ronald-003'"),
        ("gekozen: een-plan", "gekozen: twee-plannen", "'twee-plannen' is geen alternatief"),
        (", mandaat: toegang-consulent}", "}", "geen mandaat"),
        ("mandaat: toegang-consulent", "mandaat: tovenaar", "geen mandaat 'tovenaar'"),
        ("functie: consulent", "functie: stagiair", "niet voor een stagiair"),
        ("mandaat: toegang-consulent", "mandaat: werk-en-inkomen", "niet voor een consulent"),
        ("aanspraak: a-busje-vier", "aanspraak: a-bus", "geen aanspraak in deze zaak"),
        ("wet: leerlingenvervoer", "wet: zvw", "valt onder leerlingenvervoer"),
        ("tijdstip: 2026-11-20T15:30", "tijdstip: 2026-11-20T15:45", "voordat het advies"),
        ("advies_gezien_op: 2026-11-20", "advies_gezien_op: 2026-11-25", "na het besluit"),
        ("\nop: 2026-11-24", "\nop: 2026-01-05", "na het besluit"),
    ],
)
def test_a_refused_seal_is_exit_code_1_with_its_reason(
    shell: Shell, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    said = besluit(shell, tmp_path, VAN_WETERING, (old, new))

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Niet vastgesteld:\n  ")
    assert reason in said.err


def test_a_refusal_waits_for_a_second_person(shell: Shell, tmp_path: Path) -> None:
    second = "    tweede_persoon: {naam: S. de Wit, functie: consulent}\n"

    alone = besluit(shell, tmp_path, RONALD, (second, ""))
    neighbour = besluit(shell, tmp_path, RONALD, (second, second.replace("consulent", "buurvrouw")))

    assert (alone.code, neighbour.code) == (1, 1)
    assert "die ontbreekt" in alone.err
    assert "een buurvrouw heeft dat" in neighbour.err


def test_what_was_assessed_as_a_grant_is_not_refused(shell: Shell, tmp_path: Path) -> None:
    said = besluit(shell, tmp_path, RONALD, ("uitkomst: geweigerd", "uitkomst: beeindigd"))

    assert said.code == 1
    assert "is getoetst met voornemen 'weigeren', en besloten is 'beeindigd'" in said.err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vorm: 1", "vorm: 2"),
        ("uitkomst: toegekend", "uitkomst: gegund"),
        ("uitkomst: toegekend", "uitkomst: geweigerd"),  # with the lines of a grant
        ("taakveld: ", "taakveld: x"),
        ("gekozen: een-plan", "chosen: een-plan"),
        ("voorwaarde: ", "voorwaarde: ' '  # "),
        ('bedrag: "2944,00"', 'bedrag: "2944,01"'),
        ("aantal: 184", "aantal: honderd"),
        ("tijdstip: 2026-11-20T15:30", "tijdstip: gisteren"),
        ("tijdstip: 2026-11-20T15:30", "tijdstip: 2026-11-20"),
        ("tijdstip: 2026-11-20T15:30", "tijdstip: 1763649000"),
        ("\nop: 2026-11-24", "\nop: 24 november 2026"),
        ("reden: Elke vraag krijgt een antwoord", "reden: ''\n  onzin: x"),
        ("zienswijze: ", "zienswijs: "),
    ],
)
def test_a_decision_file_that_is_wrong_is_exit_code_2_at_its_line(
    shell: Shell, tmp_path: Path, old: str, new: str
) -> None:
    said = besluit(shell, tmp_path, VAN_WETERING, (old, new))

    assert (said.code, said.out) == (2, "")
    assert re.match(rf"{re.escape(str(tmp_path))}/besluit.yaml:\d+  ", said.err)


REASON = "Elke vraag krijgt een antwoord dat in januari begint, en Anouk kan stoppen met rijden."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("beslisser: {naam: M. Aydin", "beslisser: {naam: ''", id="a decider without a name"),
        pytest.param("beslisser: {naam: M. Aydin", "beslisser: {naam: '  '", id="a name of spaces"),
        pytest.param("door: M. Aydin", "door: ''", id="an own judgement by nobody"),
        pytest.param(f"reden: {REASON}", "reden: ''", id="an own judgement without a reason"),
        pytest.param(
            "        van: 2027-01-04\n        tot: 2027-07-31",
            "        van: 2027-08-01\n        tot: 2027-07-31",
            id="a claim that ends before it begins",
        ),
    ],
)
def test_a_decision_that_cannot_be_meant_is_not_sealed(
    shell: Shell, tmp_path: Path, old: str, new: str
) -> None:
    assert besluit(shell, tmp_path, VAN_WETERING, (old, new)).code in (1, 2)


@pytest.mark.parametrize("at", ["2026-11-20T15:30+01:00", "2026-11-20T14:30Z", "2026-11-20T15:30:00.5+01:00"])
def test_a_time_with_its_zone_is_compared_or_refused_but_is_no_fault(
    shell: Shell, tmp_path: Path, at: str
) -> None:
    said = besluit(shell, tmp_path, VAN_WETERING, ("tijdstip: 2026-11-20T15:30", f"tijdstip: {at}"))

    assert said.code in (0, 2)
    assert said.code == 0 or is_dutch(said.err)


@pytest.mark.parametrize("content", ["", "[]", "zomaar", "vorm: 1\n"])
def test_a_file_that_is_no_decision_is_wrong_input(shell: Shell, tmp_path: Path, content: str) -> None:
    path = tmp_path / "besluit.yaml"
    path.write_text(content)

    said = shell("besluit", case_file(RONALD), "--besluit", path, "--db", tmp_path / "x.db")

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{path}:1  ")


# --- the demo ------------------------------------------------------------------------------------------------


def test_the_demo_fills_a_file_and_shows_what_was_assessed_decided_and_replayed(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "demo.db"

    said = shell("demo", "--vul", path)

    assert (said.code, said.err) == (0, "")
    cases = sorted(folder.name for folder in (FIXTURES / "cases").iterdir())
    for number, slug in enumerate(cases, start=1):
        assert f"Zaak {decided(slug).case.id}, " in said.out
        assert f"Record {number}: besluit over {decided(slug).case.id} op 24 november 2026" in said.out
        assert f"Record {number}: gelijk.\n" in said.out
    assert said.out.endswith(shell("keten", "--db", path).out)


def test_the_demo_adds_nothing_to_a_file_that_is_there(shell: Shell, tmp_path: Path) -> None:
    path = sealed_store(tmp_path)
    before = path.read_bytes()

    said = shell("demo", "--vul", path)

    assert said.code == 0
    assert "bestaat al" in said.out
    assert [f"Record {number}: gelijk." in said.out for number in NUMBERS] == [True] * LAST
    assert path.read_bytes() == before


def test_the_demo_in_a_folder_that_is_not_there_says_so_before_anything_else(
    shell: Shell, tmp_path: Path
) -> None:
    said = shell("demo", "--vul", tmp_path / "nergens" / "demo.db")

    assert (said.code, said.out) == (2, "")
    assert "bestaat niet" in said.err
