"""Wanted entries put into a folder: only what differs, checked as a whole, all files or none."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from difflib import unified_diff
from pathlib import Path

import pytest

from budget_engine.errors import Issue, Place
from budget_engine.files.editing.folder import Became, files_of, put
from budget_engine.files.yaml_rules import municipalities, read_rules
from tests.conftest import FIXTURES, RULES
from tests.two_towns import BASE, FACTS_FILE, LAW, LAW_FILE, OWN_FILE, TARIFFS, Files, laid_in, refused, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "regels")


@pytest.fixture
def wanted(folder: Path) -> Files:
    return deepcopy(files_of(folder))  # a document that was read before is shared


# --- only what differs --------------------------------------------------------------------------------------------


def test_the_real_rules_put_back_change_no_byte_and_no_date_of_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*")}

    changes = put(folder, files_of(folder))

    assert texts(folder) == texts(RULES)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*")} == before
    assert list(changes.lines()) == ["Er is niets veranderd."]


def _rows(files: Files) -> None:
    rows = files["gemeenten/buurgemeente/tarieven.yaml"][0]["rijen"]
    rows[0]["is"] = "37,10"
    rows.pop(4)
    rows.insert(
        2, {"wet": "wmo", "product": "logeren", "eenheid": "etmaal", "tariefsoort": "natura", "is": "99,50"}
    )


def _test(files: Files) -> None:
    rule = next(entry for entry in files["landelijk/wgs.yaml"] if entry.get("regel") == "wgs-gesprek-te-laat")
    rule["als"]["alle"][1]["een_van"][0]["alle"][1]["schuldgesprek_uiterlijk"] = "<= peildatum"
    rule["voorbeelden"][1]["geldt"] = rule["voorbeelden"][3]["geldt"] = "ja"
    files["landelijk/zvw.yaml"].pop(2)


def _entries(files: Files) -> None:
    law = files["landelijk/zvw.yaml"]
    law[0], law[1] = law[1], law[0]
    costs = files["feiten/zaak.yaml"]
    costs[2]["hulp"] = "De dag van de melding; ook als zij 's avonds kwam."
    costs.append(
        {
            "feit": "dag_van_bezoek",
            "voor": "zaak",
            "soort": "datum",
            "vraag": "Wanneer?",
            "wie": ["consulent"],
        }
    )


def test_changes_in_the_real_rules_are_exactly_the_lines_that_changed(
    tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    wanted = deepcopy(files_of(folder))
    for change in (_rows, _test, _entries):
        change(wanted)

    changes = put(folder, wanted)

    found = [line for line in changes.lines() if "/" in line]
    for name, content in sorted(texts(folder).items()):
        if name.endswith(".xlsx"):
            assert content == (RULES / name).read_bytes()
            continue
        old, new = (RULES / name).read_text(encoding="utf-8"), content.decode()
        found += unified_diff(old.splitlines(), new.splitlines(), name, name, n=0, lineterm="")
    found = ["@@" if line.startswith("@@") else line for line in found]  # line numbers change with the rules
    golden(FIXTURES / "rule_changes" / "put.diff", "".join(f"{line.rstrip()}\n" for line in found))


def test_a_file_that_is_not_named_stays_and_is_named(folder: Path, wanted: Files) -> None:
    del wanted[FACTS_FILE]
    wanted[OWN_FILE][0]["rijen"][0]["is"] = "40,00"

    changes = put(folder, wanted)

    assert list(changes.lines()) == [
        f"{OWN_FILE}: 1 onderdeel gewijzigd.",
        "    Gewijzigd: rijen_van tarieven.",
        "2 bestanden zijn gelijk gebleven.",
        f"Niet genoemd en dus niet veranderd: {FACTS_FILE}.",
    ]
    assert (folder / OWN_FILE).read_text() == TARIFFS.replace("38,40", "40,00")
    assert {name: texts(folder)[name] for name in (FACTS_FILE, LAW_FILE)} == {
        FACTS_FILE: BASE.encode(),
        LAW_FILE: LAW.encode(),
    }


def test_what_became_of_the_files_is_there_for_machines_too(folder: Path, wanted: Files) -> None:
    wanted["landelijk/nieuw.yaml"] = [{"wet": "Jeugdwet", "code": "jeugdwet"}]
    wanted[OWN_FILE][0]["noot"] = "nieuw"

    told = put(folder, wanted).as_json()

    assert told["eerst_hersteld"] is False
    files = told["bestanden"]
    assert isinstance(files, list)
    assert [(file["bestand"], file["wat"], file["gewijzigd"], file["erbij"]) for file in files] == [
        (FACTS_FILE, "gelijk", 0, 0),
        (OWN_FILE, "gewijzigd", 1, 0),
        ("gemeenten/stad/tarieven.yaml", "gelijk", 0, 0),
        ("landelijk/nieuw.yaml", "nieuw", 0, 1),
        (LAW_FILE, "gelijk", 0, 0),
    ]


def test_a_new_municipality_and_a_new_folder_are_made(folder: Path, wanted: Files, tmp_path: Path) -> None:
    wanted["gemeenten/oord/tarieven.yaml"] = wanted[OWN_FILE]

    changes = put(tmp_path / "diep" / "nieuw", wanted)

    assert {file.became for file in changes.files} == {Became.NEW}
    assert files_of(tmp_path / "diep" / "nieuw") == wanted
    assert municipalities(tmp_path / "diep" / "nieuw") == ["dorp", "oord", "stad"]
    assert read_rules(tmp_path / "diep" / "nieuw", "dorp").hash == read_rules(folder, "dorp").hash


def test_a_file_of_which_nothing_is_wanted_is_taken_away_with_its_comments_told(
    folder: Path, wanted: Files
) -> None:
    (folder / "landelijk/los.yaml").write_text("# Uit de oude wet.\n- {wet: Oude wet, code: oud}\n")
    wanted["landelijk/los.yaml"] = []

    changes = put(folder, wanted)

    assert not (folder / "landelijk/los.yaml").exists()
    assert list(changes.lines())[:3] == [
        "landelijk/los.yaml: weggehaald, want er staat niets meer in (1 onderdeel weg).",
        "    Weg: wet Oude wet.",
        "    Ging mee weg: # Uit de oude wet.",
    ]


# --- nothing that is no rules -------------------------------------------------------------------------------------


def test_every_municipality_is_asked_before_anything_is_written(folder: Path, wanted: Files) -> None:
    wanted[OWN_FILE][0]["rijen"][0]["is"] = "40,00"
    wanted[FACTS_FILE][-1]["bereik"] = "0,00..30,00"

    said = refused(folder, wanted)

    assert [line.split("  ")[0].split(":")[0] for line in said] == [OWN_FILE, "gemeenten/stad/tarieven.yaml"]


def test_an_issue_stands_where_a_person_can_mend_it(folder: Path, wanted: Files) -> None:
    wanted[OWN_FILE][0]["rijen"][1]["vorm"] = "pgbb"

    def at_cell(name: str, path: tuple[str | int, ...], text: str, hint: str | None) -> Issue:
        return Issue(Place(f"boek.xlsx!{name.split('/')[1]}", cell="/".join(map(str, path))), text, hint)

    assert refused(folder, wanted)[0].startswith(f"{OWN_FILE}:10  ")
    assert refused(folder, wanted, issue_of=at_cell)[0].startswith("boek.xlsx!dorp!0/rijen/1/vorm  ")


def test_a_hidden_character_is_refused_where_it_stands(folder: Path, wanted: Files) -> None:
    wanted[LAW_FILE][0]["titel"] = "a\u200bb"

    said = refused(
        folder, wanted, issue_of=lambda name, path, *said: Issue(Place(name, cell=str(path)), *said)
    )

    assert said[0].startswith(f"{LAW_FILE}!(0, 'titel')  Hier staat een teken dat u niet ziet.")


@pytest.mark.parametrize(
    "name",
    ["../buiten.yaml", "/etc/x.yaml", "landelijk/../../x.yaml", "landelijk/./wmo.yaml", "landelijk//wmo.yaml",
     "landelijk/.verborgen.yaml", "landelijk/x.sh", "landelijk/x", "landelijk/sub/x.yaml", "los.yaml", "",
     "gemeenten/x.yaml", "gemeenten/../landelijk/x.yaml", "landelijk\\x.yaml", "landelijk/a\nb.yaml",
     "landelijk/x.yaml ", "C:/x.yaml", "verslagen/x.yaml", "landelijk/a:b.yaml", "landelijk/x.YAML/"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(folder: Path, wanted: Files, name: str) -> None:
    wanted[name] = [{"wet": "Jeugdwet", "code": "jeugdwet"}]

    said = refused(folder, wanted)

    assert "Zo kan een regelbestand niet heten." in said[0]


def test_two_names_that_some_computers_hold_for_one_are_refused(folder: Path, wanted: Files) -> None:
    wanted["landelijk/WMO.yaml"] = [{"wet": "Jeugdwet", "code": "jeugdwet"}]

    assert "'landelijk/wmo.yaml' bestaat ook." in refused(folder, wanted)[0]


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, wanted: Files, tmp_path: Path) -> None:
    (tmp_path / "buiten").mkdir()
    outside = tmp_path / "buiten" / "tarieven.yaml"
    outside.write_text(TARIFFS)
    (folder / OWN_FILE).unlink()
    (folder / OWN_FILE).symlink_to(outside)
    wanted[OWN_FILE][0]["noot"] = "x"

    assert "verwijzing" in refused(folder, wanted)[0]
    (folder / OWN_FILE).unlink()
    (folder / "gemeenten/dorp").rmdir()
    (folder / "gemeenten/dorp").symlink_to(tmp_path / "buiten")
    assert "verwijzing" in refused(folder, wanted)[0]
    assert outside.read_text() == TARIFFS


def test_a_folder_of_something_else_is_refused(tmp_path: Path, wanted: Files) -> None:
    other = tmp_path / "foto"
    other.mkdir()
    (other / "zomer.jpg").write_bytes(b"x")

    assert refused(other, wanted) == [
        (
            "zomer.jpg  Dit wordt niet gelezen.\n"
            "    Regels staan in feiten, landelijk, kosten, weging, brieven en gemeenten."
        )
    ]


def test_a_file_that_cannot_be_read_now_is_not_written_over(folder: Path, wanted: Files) -> None:
    (folder / LAW_FILE).write_bytes(b"- regel: \xff\n")
    (folder / OWN_FILE).unlink()
    (folder / OWN_FILE).mkdir()

    del wanted[OWN_FILE]
    assert refused(folder, wanted)[0].startswith(f"{LAW_FILE}:1  Dit bestand is niet in UTF-8")
    wanted = {OWN_FILE: [{"wet": "x"}]}
    assert refused(folder, wanted) == [f"{OWN_FILE}  Dit is een map en geen bestand."]
