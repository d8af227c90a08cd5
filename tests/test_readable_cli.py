"""`maatwerk leesbaar`: what it says of a file, and what it refuses."""

import json
from pathlib import Path

import pytest

from budget_engine.readable.told import NOT_SEEN
from tests.readable_texts import MUNICIPAL, PLAIN
from tests.sealed import Shell


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(f"Beste lezer,\n{MUNICIPAL}", encoding="utf-8")
    return path


def test_each_sentence_is_shown_with_what_could_be_plainer(shell: Shell, letter: Path) -> None:
    found = shell("leesbaar", str(letter), "--op", "2026-11-24")

    assert (found.code, found.err) == (0, "")
    assert "Zinnen van meer dan 20 woorden: 3\n" in found.out
    assert f"{letter}:3  Naar aanleiding van uw melding" in found.out
    assert "    Deze zin heeft 33 woorden. Maak er kortere zinnen van.\n" in found.out
    assert "    'inzake': zeg liever: over.\n" in found.out
    assert found.out.endswith(f"\n{NOT_SEEN}\n")


def test_json_has_the_places_and_what_stands_beside_them(shell: Shell, letter: Path) -> None:
    found = json.loads(shell("leesbaar", str(letter), "--json", "--op", "2026-11-24").out)

    text = letter.read_text(encoding="utf-8")
    assert found["pad"] == str(letter)
    assert found["niet_gezien"] == NOT_SEEN
    assert found["woordfrequentie_gemeten"] == "ja"
    assert {item["soort"] for item in found["opmerkingen"]} == {
        "lange zin",
        "vakwoord",
        "zeldzaam woord",
        "lijdende vorm",
    }
    for item in found["opmerkingen"]:
        assert " ".join(text[item["begint"] : item["eindigt"]].split()) == item["tekst"]
        assert item["tekst_ernaast"]


def test_a_plain_letter_has_nothing_beside_it(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())

    found = shell("leesbaar", str(path))
    assert found.code == 0
    assert str(path) not in found.out


def test_a_name_is_no_rare_word(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Kwabbernoot belt u morgen.", encoding="utf-8")

    assert "'Kwabbernoot' komt weinig voor." in shell("leesbaar", str(path)).out
    assert "komt weinig voor" not in shell("leesbaar", str(path), "--naam", "An Kwabbernoot").out


def test_words_of_the_municipality_count_with_its_name(shell: Shell, tmp_path: Path, letter: Path) -> None:
    rules = tmp_path / "rules"
    shelf = rules / "gemeenten" / "proef"
    shelf.mkdir(parents=True)
    (rules / "brieven").mkdir()
    listed = "- {vakwoord: omvang, liever: aantal uren, geldig_van: 2026-01-01}\n"
    (shelf / "woorden.yaml").write_text(listed, encoding="utf-8")
    (rules / "brieven" / "woorden.yaml").write_text(listed.replace("omvang", "inzake"), encoding="utf-8")

    own, national = (
        shell("leesbaar", str(letter), "--regels", str(rules), "--op", "2026-11-24", *more).out
        for more in (("--gemeente", "proef"), ())
    )
    assert "'omvang': zeg liever: aantal uren." in own
    assert "'omvang'" not in national
    assert "'inzake': zeg liever: aantal uren." in national


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "In dit bestand staat geen tekst."),
        (b" \n\t... \n", "In dit bestand staat geen tekst."),
        (b"PK\x03\x04\xff\xfe\x00docx", "Dit is geen gewone tekst."),
        ("Beste".encode("utf-16-le"), "Dit is geen gewone tekst."),
        (b"x" * 1_000_001, "Dit bestand is te groot"),
        (None, "Dit bestand bestaat niet."),
    ],
)
def test_what_cannot_be_looked_at_is_said(
    shell: Shell, tmp_path: Path, content: bytes | None, told: str
) -> None:
    path = tmp_path / "brief.txt"
    if content is not None:
        path.write_bytes(content)

    found = shell("leesbaar", str(path))
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(f"{path}  {told}")


def test_a_folder_and_an_unknown_municipality_are_refused(shell: Shell, tmp_path: Path, letter: Path) -> None:
    assert "Dit is een map en geen bestand." in shell("leesbaar", str(tmp_path)).err
    found = shell("leesbaar", str(letter), "--gemeente", "voorbeeldgemeent")
    assert (found.code, found.out) == (2, "")
    assert "Bedoelt u 'voorbeeldgemeente'?" in found.err
