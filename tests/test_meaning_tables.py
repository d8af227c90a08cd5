"""Tables and time in the meaning of rules, in sentences."""

from datetime import date

import pytest

from budget_engine.language.meaning import FaultKind
from tests.notation import DECLARED, outcomes, rule, rules_of, values_of

# --- tables --------------------------------------------------------------------------------------------


def table(policy: str, *rows: str) -> str:
    """Write a table over the case that gives the fact `uitkomst`."""
    written = "".join(f"\n    - {row}" for row in rows)
    return f"""
- {{feit: uitkomst, voor: zaak, soort: getal, bereik: 0..9, afgeleid: ja}}
- tabel: keuze
  voor: zaak
  titel: Een tabel
  trefbeleid: {policy}
  invoer: [bekend, veilig]
  uitvoer: [uitkomst]
  peilmoment: besluit
  geldig_van: 2026-01-01
  rijen:{written}
"""


FIRST = table(
    "eerste",
    "{rij: een, bekend: ja, veilig: ja, uitkomst: '1'}",
    "{rij: twee, bekend: nee, veilig: '-', uitkomst: '2'}",
    "{rij: rest, bekend: '-', veilig: '-', uitkomst: '3'}",
)
EXACTLY = table(
    "precies_een",
    "{rij: een, bekend: ja, veilig: ja, uitkomst: '1'}",
    "{rij: twee, bekend: nee, veilig: '-', uitkomst: '2'}",
    "{rij: drie, bekend: '-', veilig: nee, uitkomst: '3'}",
)
ANSWERS = [
    ("ja", "ja"), ("ja", "nee"), ("ja", "onbekend"),
    ("nee", "ja"), ("nee", "nee"), ("nee", "onbekend"),
    ("onbekend", "ja"), ("onbekend", "nee"), ("onbekend", "onbekend"),
]  # fmt: skip


def chosen(text: str, known: str, safe: str) -> tuple[int | None, list[str]]:
    found = outcomes(rules_of(DECLARED, text), f"zaak: {{feiten: {{bekend: {known}, veilig: {safe}}}}}")
    return values_of(found, "uitkomst")["zaak"], [str(fault.kind) for fault in found.faults]


@pytest.mark.parametrize(
    ("answers", "value"), list(zip(ANSWERS, [1, 3, None, 2, 2, 2, None, None, None], strict=True))
)
def test_eerste_gives_the_first_row_that_holds_and_nothing_after_an_unknown_row(
    answers: tuple[str, str], value: int | None
) -> None:
    assert chosen(FIRST, *answers) == (value, [])


@pytest.mark.parametrize(
    ("answers", "expected"),
    list(
        zip(
            ANSWERS,
            [
                (1, []), (3, []), (None, []),
                (2, []), (None, ["overlap"]), (None, []),
                (None, []), (None, []), (None, []),
            ],
            strict=True,
        )
    ),
)  # fmt: skip
def test_precies_een_is_known_only_when_all_other_rows_fail(
    answers: tuple[str, str], expected: tuple[int | None, list[str]]
) -> None:
    assert chosen(EXACTLY, *answers) == expected


def test_precies_een_without_a_row_is_a_gap() -> None:
    without = table("precies_een", "{rij: een, bekend: ja, veilig: ja, uitkomst: '1'}")

    assert chosen(without, "nee", "ja") == (None, [FaultKind.GAP])


def test_a_table_that_is_not_in_force_gives_nothing_and_no_fault() -> None:
    rule_set = rules_of(DECLARED, EXACTLY)
    said = "zaak: {feiten: {bekend: nee, veilig: nee}}"

    found = outcomes(rule_set, said, date(2025, 12, 31))

    assert (values_of(found, "uitkomst"), found.faults) == ({"zaak": None}, ())


def test_verzamel_gives_a_finding_for_every_row() -> None:
    gathered = """
- tabel: alles
  voor: zaak
  titel: Een tabel
  trefbeleid: verzamel
  invoer: [bekend, veilig]
  grondslag: {wet: Testwet, artikel: '1'}
  peilmoment: besluit
  geldig_van: 2015-01-01
  rijen:
    - {rij: een, bekend: ja, veilig: '-', slug: let-op, dan: {effect: aandachtspunt, tekst: Een., inwoner: Een.}}
    - {rij: twee, bekend: '-', veilig: ja, slug: let-op, dan: {effect: aandachtspunt, tekst: Twee., inwoner: Twee.}}
"""
    found = outcomes(rules_of(DECLARED, gathered), "zaak: {feiten: {bekend: ja}}")

    assert found.findings == {("alles/een", "zaak"): True, ("alles/twee", "zaak"): None}


# --- time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_rule_is_in_force_from_its_first_up_to_and_including_its_last_day(on: date, *, holds: bool) -> None:
    dated = rule("altijd").replace(
        "geldig_van: 2015-01-01", "geldig_van: 2026-01-01\n  geldig_tot: 2026-06-30"
    )

    assert outcomes(rules_of(DECLARED, dated), "zaak: {}", on).findings["r", "zaak"] is holds


def test_a_rule_whose_moment_is_unknown_is_unknown_unless_it_fails_by_itself() -> None:
    by_application = rule("{bekend: ja}").replace("peilmoment: besluit", "peilmoment: aanvraag")
    rule_set = rules_of(DECLARED, by_application)

    open_answer, closed = (
        outcomes(rule_set, f"zaak: {{feiten: {{bekend: {answer}}}}}") for answer in ("ja", "nee")
    )

    assert open_answer.findings["r", "zaak"] is None
    assert closed.findings["r", "zaak"] is False


TERM = (
    rule("{bekend: ja}")
    .replace(
        "effect: aandachtspunt",
        "effect: termijn, uiterlijk: 'termijn(aanvraag_op, 8 weken)', gehaald: besloten_op",
    )
    .replace(
        "- regel",
        "- {feit: besloten_op, voor: zaak, soort: datum, vraag: Wanneer?, wie: [consulent]}\n- regel",
    )
)


@pytest.mark.parametrize(
    ("decided", "holds"),
    [("", True), (", besloten_op: 2026-11-02", False), (", besloten_op: 2026-11-03", True)],
)
def test_a_term_holds_while_it_runs_and_when_it_was_missed(decided: str, *, holds: bool) -> None:
    rule_set = rules_of(DECLARED, TERM)

    found = outcomes(rule_set, f"zaak: {{feiten: {{bekend: ja, aanvraag_op: 2026-09-07{decided}}}}}")

    assert found.findings["r", "zaak"] is holds
