"""What was forged after sealing, hashes and all, is refused by name and never a fault."""

import json
import sqlite3
from pathlib import Path

import pytest

from budget_engine.record import canonical, text_hash
from tests.sealed import (
    LAST,
    Shell,
    outcomes,
    rows,
    write_anew,
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"zaak":{', '"zaken":{', id="no case"),
        pytest.param('"besluit":{', '"besluiten":{', id="no decision"),
        pytest.param('"vorm":"1"', '"vorm":"9"', id="another layout inside"),
        pytest.param('"gekozen":"', '"gekozen":"geen-', id="an alternative that is not there"),
    ],
)
def test_a_last_record_that_no_longer_reads_as_a_decision_is_no_fault_of_the_toolkit(
    db: Path, shell: Shell, file: sqlite3.Connection, old: str, new: str
) -> None:
    write_anew(file, LAST, "gedeeld", old, new)

    said = shell("naspelen", "--db", db, "--json")

    assert said.code == 1
    assert outcomes(said)[-1][1] in ("anders", "geweigerd")


@pytest.mark.parametrize(
    "text", ["hallo", "[" * 100_000, "null", "[]", '{"besluit":null}', '{"besluit": {}}', '"\\ud800"']
)
def test_a_rewritten_part_is_refused_by_name_and_the_others_go_on(
    db: Path, shell: Shell, file: sqlite3.Connection, text: str
) -> None:
    (salt,) = rows(file, "SELECT salt FROM deel WHERE number = ? AND room = 'gedeeld'", LAST)[0]
    head = json.loads(rows(file, "SELECT text FROM kop WHERE number = ?", LAST)[0][0])
    for part in head["delen"]:
        if part["ruimte"] == "gedeeld":
            part["hash"] = text_hash(f"{salt}\n{text}")
    file.execute("UPDATE deel SET text = ? WHERE number = ? AND room = 'gedeeld'", (text, LAST))
    replace_head(file, LAST, head)

    said = shell("naspelen", "--db", db, "--json")

    assert said.code == 1
    assert [outcome for _, outcome in outcomes(said)] == ["gelijk", "gelijk", "geweigerd"]
    assert shell("keten", "--db", db).code == 1


def replace_head(file: sqlite3.Connection, number: int, head: dict[str, object]) -> None:
    columns = {
        "zaak": "case_id",
        "gemeente": "municipality",
        "op": "reference_date",
        "soort": "kind",
        "tijd": "sealed_at",
    }
    file.execute(
        "UPDATE kop SET text = ?, hash = ? WHERE number = ?",
        (canonical(head), text_hash(canonical(head)), number),
    )
    for name, column in columns.items():
        file.execute(f"UPDATE kop SET {column} = ? WHERE number = ?", (head.get(name), number))  # noqa: S608


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zaak", "ander"),
        ("gemeente", "anders"),
        ("op", "2026-11-25"),
        ("beslissers", ["Niemand"]),
        ("soort", "iets"),
        ("tijd", "gisteren"),
    ],
)
def test_a_head_that_says_otherwise_than_its_body_is_noticed(
    db: Path, shell: Shell, file: sqlite3.Connection, name: str, value: object
) -> None:
    head = json.loads(rows(file, "SELECT text FROM kop WHERE number = ?", LAST)[0][0])
    replace_head(file, LAST, {**head, name: value})

    codes = {shell("keten", "--db", db).code, shell("naspelen", "--db", db).code}

    assert 1 in codes
    assert codes <= {0, 1}
