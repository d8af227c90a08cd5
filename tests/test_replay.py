"""A sealed decision comes out the same by its own rules, whatever became of rules and sentences since."""

import json
import lzma
import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from budget_engine import record
from budget_engine.aloud.reader import Aloud
from budget_engine.backends.agreement import working
from budget_engine.files.yaml_rules import read_rules
from budget_engine.language import meaning
from budget_engine.language.expr import Condition
from budget_engine.language.fact import Facts
from budget_engine.language.meaning import Outcomes, evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.record import Link, canonical, text_hash
from budget_engine.recordkeeping import replayed
from budget_engine.replay import Outcome, rerun
from budget_engine.returns import GapKind
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES, MUNICIPALITY, RULES
from tests.sealed import (
    AT,
    FIRST,
    LAST,
    MIDDLE,
    NUMBERS,
    Said,
    Shell,
    attack,
    case_file,
    decided,
    decision_file,
    destroy_sem,
    outcomes,
    rows,
    rules,
    write_anew,
)
from tests.small_world import RONALD, VAN_WETERING

# --- the same ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [[], ["--alles"]], ids=["no number", "--alles"])
def test_untouched_decisions_come_out_the_same(db: Path, shell: Shell, option: list[str]) -> None:
    said = shell("naspelen", "--db", db, *option, "--json")

    assert said.code == 0
    assert said.err == ""
    assert json.loads(said.out) == [
        {"nummer": number, "uitkomst": "gelijk", "verschillen": []} for number in NUMBERS
    ]
    assert list(json.loads(said.out)[0]) == ["nummer", "uitkomst", "verschillen"]


def test_one_decision_is_replayed_by_its_number(db: Path, shell: Shell) -> None:
    assert shell("naspelen", "--db", db, MIDDLE) == Said(0, f"Record {MIDDLE}: gelijk.\n", "")


@pytest.mark.parametrize("number", [0, LAST + 1, 10**30])
def test_a_number_that_is_not_there_is_wrong_input(db: Path, shell: Shell, number: int) -> None:
    said = shell("naspelen", "--db", db, number)

    assert said == Said(2, "", f"Er is geen record {number}.\n")


# --- rules that went on ------------------------------------------------------------------------------------


def test_decisions_come_out_the_same_after_every_file_of_the_rules_was_edited(
    tmp_path: Path, shell: Shell
) -> None:
    folder, path = tmp_path / "rules", tmp_path / "eigen.db"
    shutil.copytree(RULES, folder)
    for slug in (VAN_WETERING, RONALD):
        sealed = shell(
            "besluit", case_file(slug), "--besluit", decision_file(slug), "--db", path, "--regels", folder
        )
        assert sealed.code == 0, sealed.err
    before = read_rules(folder, MUNICIPALITY)

    edited = list(folder.rglob("*.yaml"))
    for file in edited:
        text = file.read_text()
        file.write_text(text.replace("geldig_van: 20", "geldig_van: 21").replace("tekst: ", "tekst: Nu: "))
        file.write_text(f"{file.read_text()}\n# na het besluit gewijzigd: {'x' * 50}\n- onzin: ja\n")
    said = shell("naspelen", "--db", path, "--alles", "--json")

    assert len(edited) > 20
    assert shell("controleer", folder).code == 1
    assert outcomes(said) == [(1, "gelijk"), (2, "gelijk")]
    assert said.code == 0
    shutil.rmtree(folder)
    assert outcomes(shell("naspelen", "--db", path, "--json")) == [(1, "gelijk"), (2, "gelijk")]
    assert before.hash in {text for (text,) in kept_rules(path)}


def kept_rules(path: Path) -> list[tuple[Any, ...]]:
    with attack(path) as connection:
        return rows(connection, "SELECT hash FROM regelset")


def test_replay_takes_no_rules_folder(db: Path, shell: Shell) -> None:
    assert shell("naspelen", "--db", db, "--regels", RULES).code == 2


# --- words that changed ------------------------------------------------------------------------------------


def say_otherwise(monkeypatch: pytest.MonkeyPatch, opening: str) -> None:
    """Put an opening before every condition of an explanation."""
    before = Aloud.opening

    def otherwise(aloud: Aloud, condition: Condition) -> str:
        return opening + before(aloud, condition)

    monkeypatch.setattr(Aloud, "opening", otherwise)


def test_a_sentence_that_reads_otherwise_is_text_and_no_difference(
    db: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    say_otherwise(monkeypatch, "Zo zeggen we het nu: ")

    said = shell("naspelen", "--db", db, "--json")

    assert outcomes(said) == [(number, "tekst") for number in NUMBERS]
    assert said.code == 0
    found = json.loads(said.out)[0]["verschillen"]
    assert found
    assert all(item["plaats"].startswith("uitleg > ") for item in found)
    assert any("Zo zeggen we het nu" in item["nu"] for item in found)
    assert not any("Zo zeggen we het nu" in item["verzegeld"] for item in found)


def test_a_text_that_reads_otherwise_is_said_in_dutch(
    db: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    say_otherwise(monkeypatch, "Nu: ")

    said = shell("naspelen", "--db", db, MIDDLE)

    assert said.code == 0
    assert said.out.startswith(f"Record {MIDDLE}: gelijk, alleen een tekst leest anders.\n")


# --- a meaning that changed ----------------------------------------------------------------------------------


def turned(rule: str) -> Callable[[RuleSet, Facts, Stage], Outcomes]:
    """Make an engine that says the opposite about one rule."""

    def engine(rule_set: RuleSet, facts: Facts, stage: Stage) -> Outcomes:
        found = evaluate(rule_set, facts, stage)
        changed = {
            place: not truth if place[0] == rule and truth is not None else truth
            for place, truth in found.findings.items()
        }
        return Outcomes(changed, found.derived, found.faults)

    return engine


@pytest.mark.parametrize("slug", [pytest.param(VAN_WETERING, marks=pytest.mark.grondig), RONALD])
def test_an_engine_that_says_the_opposite_about_any_rule_is_a_difference_that_names_it(slug: str) -> None:
    made = decided(slug)
    sealed = made.record(Link(1, None, AT))
    known = {
        name
        for outcome in made.body["uitkomsten"].values()
        for truth in ("geldt", "geldt_niet")
        for name in outcome.get(truth, ())
    }
    picked = sorted(known)[::10]
    assert len(picked) > 5

    for rule in picked:
        replay = rerun(sealed, rules(), turned(rule))

        assert replay.outcome is Outcome.DIFFERENT, rule
        assert any(
            rule in (item.sealed or "") + (item.found or "") + item.place for item in replay.differences
        )


def test_a_case_that_comes_out_otherwise_is_a_difference_and_exit_code_1(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    write_anew(file, LAST, "sem", '"waarde":"nee"', '"waarde":"ja"')

    said = shell("naspelen", "--db", db, "--json")

    assert shell("keten", "--db", db).code == 0
    assert said.code == 1
    assert outcomes(said)[:2] == [(FIRST, "gelijk"), (MIDDLE, "gelijk")]
    assert outcomes(said)[2] == (LAST, "anders")
    for item in json.loads(said.out)[2]["verschillen"]:
        assert list(item) == ["plaats", "verzegeld", "nu"]
        assert item["verzegeld"] != item["nu"]


# --- refused, not guessed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("module", "name"), [(meaning, "VERSION"), (record, "LAYOUT")])
def test_a_record_of_another_version_is_refused(
    db: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    monkeypatch.setattr(module, name, "99")

    said = shell("naspelen", "--db", db, "--json")

    assert said.code == 1
    assert outcomes(said) == [(number, "geweigerd") for number in NUMBERS]


@pytest.mark.parametrize(("field", "named"), [("betekenis", "betekenis 2;"), ("vorm", "De vorm '4'")])
def test_a_meaning_version_or_layout_that_was_written_over_is_refused(
    db: Path, shell: Shell, file: sqlite3.Connection, field: str, named: str
) -> None:
    text = rows(file, "SELECT text FROM kop WHERE number = ?", LAST)[0][0]
    changed = canonical({**json.loads(text), field: "4" if field == "vorm" else "2"})
    file.execute("UPDATE kop SET text = ?, hash = ? WHERE number = ?", (changed, text_hash(changed), LAST))
    if field == "betekenis":
        file.execute("UPDATE kop SET meaning = '2' WHERE number = ?", (LAST,))

    said = shell("naspelen", "--db", db, LAST)

    assert said.code == 1
    assert said.out.startswith(f"Record {LAST}: niet opnieuw doorgerekend.\n")
    assert named in said.out


def test_a_broken_record_is_refused_and_the_others_are_still_replayed(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    file.execute("UPDATE deel SET text = text || ' ' WHERE number = ? AND room = 'ronald'", (MIDDLE,))

    said = shell("naspelen", "--db", db, "--json")

    assert said.code == 1
    assert outcomes(said) == [(FIRST, "gelijk"), (MIDDLE, "geweigerd"), (LAST, "gelijk")]
    assert shell("naspelen", "--db", db, FIRST).code == 0
    assert shell("naspelen", "--db", db, MIDDLE).code == 1


def test_what_is_wrong_beside_the_decisions_names_its_record_too(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    file.execute("INSERT INTO deel VALUES (9, 'vreemd', 'x', '{}')")

    said = shell("naspelen", "--db", db)

    assert said.code == 1
    assert said.err == "Record 9: Dit deel hoort bij geen record.\n"


def test_rules_that_were_written_over_refuse_every_record_that_went_by_them(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    file.execute("UPDATE regelset SET text = replace(text, '2026', '2027')")

    said = shell("naspelen", "--db", db, "--json")

    assert said.code == 1
    assert outcomes(said) == [(number, "geweigerd") for number in NUMBERS]


def test_a_decision_of_which_a_part_was_destroyed_is_not_replayed_and_that_is_no_fault(
    db: Path, shell: Shell
) -> None:
    destroy_sem(db)

    said = shell("naspelen", "--db", db, "--json")

    assert said.code == 0
    assert outcomes(said) == [(FIRST, "geweigerd"), (MIDDLE, "gelijk"), (LAST, "gelijk")]
    assert json.loads(said.out)[0]["verschillen"][0]["nu"] == "Vernietigd: sem."
    assert shell("naspelen", "--db", db, FIRST).code == 0


def test_replaying_a_record_of_destruction_says_that_there_is_nothing_to_work_out(
    db: Path, shell: Shell
) -> None:
    destroy_sem(db)

    said = shell("naspelen", "--db", db, LAST + 1)

    assert said.code == 0
    assert f"Record {LAST + 1}" in said.out + said.err


def test_replay_changes_nothing_in_the_file(db: Path, shell: Shell) -> None:
    before = db.read_bytes()

    shell("naspelen", "--db", db)
    shell("keten", "--db", db)

    assert db.read_bytes() == before


# --- a record of an older layout -------------------------------------------------------------------------------


def of_layout(
    layout: str, monkeypatch: pytest.MonkeyPatch, *changes: tuple[str, str], without: GapKind | None = None
) -> record.Record:
    """Seal the first case as it was laid out then, with some of its body changed and one kind of gap left out."""
    made = decided(VAN_WETERING)
    weighing = weigh(made.case, rules(), made.decision.on)
    body = record.body_of(made.case, rules(), weighing, made.decision, layout)
    for item in body["weging"].values():
        if without is not None:
            gaps = item["rendement"]["ontbreekt"]
            item["rendement"]["ontbreekt"] = [gap for gap in gaps if gap["soort"] != without]
    text = canonical(body)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    monkeypatch.setattr(record, "LAYOUT", layout)
    sealed = record.seal(
        json.loads(text), made.case, rules(), made.decision, Link(1, None, AT), (str(n) for n in count())
    )
    monkeypatch.undo()
    return sealed


def test_a_record_of_the_first_layout_is_replayed_without_a_false_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sealed = of_layout(record.FIRST_LAYOUT, monkeypatch)

    assert json.loads(sealed.text)["vorm"] == "1"
    assert not any(word in part.text for part in sealed.parts for word in ("signalen", "als_het_zeker_was"))
    assert rerun(sealed, rules()).outcome is Outcome.SAME


def test_a_record_of_before_the_ledger_asked_about_other_alternatives_is_replayed_as_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, then = (
        of_layout(layout, monkeypatch, without=GapKind.ALSO_HERE)
        for layout in (record.LAYOUT, record.SECOND_LAYOUT)
    )

    assert [item.place for item in rerun(now, rules()).differences] == [
        "weging > alles-als-geld > rendement > ontbreekt"
    ]
    assert rerun(then, rules()).outcome is Outcome.SAME


@pytest.mark.parametrize("layout", [record.FIRST_LAYOUT, record.SECOND_LAYOUT])
def test_a_cent_that_was_changed_in_a_record_of_an_older_layout_still_shows(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = ('"waarschijnlijk_cent":3850180', '"waarschijnlijk_cent":3850181')
    sealed = of_layout(layout, monkeypatch, changed)

    assert rerun(sealed, rules()).outcome is Outcome.DIFFERENT


def test_a_flag_that_was_taken_out_of_a_record_shows() -> None:
    made = decided(VAN_WETERING)
    body = json.loads(canonical(made.body))
    body["weging"]["gewone-route"]["rendement"]["signalen"] = []
    sealed = record.seal(
        body, made.case, rules(), made.decision, Link(1, None, AT), (str(n) for n in count())
    )

    found = rerun(sealed, rules())

    assert found.outcome is Outcome.DIFFERENT
    assert {item.place for item in found.differences} == {"weging > gewone-route > rendement > signalen"}


def test_four_decisions_that_were_sealed_in_the_first_layout_still_replay_as_the_same(tmp_path: Path) -> None:
    """The file was made when that layout was the only one; nothing in it was written since."""
    db = tmp_path / "first.sqlite"
    db.write_bytes(lzma.decompress((FIXTURES / "databases" / "first_layout.sqlite.xz").read_bytes()))

    with working(both=True) as work:
        found, problems = replayed(db, None, work)

    assert problems == []
    assert [(item.number, item.outcome) for item in found] == [
        (number, Outcome.SAME) for number in (1, 2, 3, 4)
    ]
