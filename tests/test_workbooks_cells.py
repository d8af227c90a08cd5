"""Whatever text people wrote stays that text in a workbook: no formula, no lost sign, and the same bytes twice."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape  # which Excel does by itself

from budget_engine.drafts.attention import Term
from budget_engine.follow_up import Left
from budget_engine.store.heads import DraftHead
from budget_engine.weighing import Weighing, weigh
from budget_engine.workbooks.sheets import file_name, number, sheet, table, text, workbook
from budget_engine.workbooks.worklist import worklist
from budget_engine.worklist_row import Row
from tests.sealed import decided, rules
from tests.small_world import VAN_WETERING
from tests.test_formulas_on_export import SIGNED
from tests.workbooks import in_cents, opened, rows

TODAY = date(2026, 11, 24)
NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ODD = st.one_of(
    st.text(min_size=1),
    st.tuples(st.sampled_from("=+-@\t\r'\""), st.text()).map("".join),
    st.sampled_from(SIGNED),
)


def row(case: str, *, municipality: str = "voorbeeldgemeente", problem: str | None = None) -> Row:
    head = DraftHead(1, case, "2026-11-24T09:00:00+01:00", 1, None, None, None)
    return Row(head, municipality, (), problem)


@given(ODD, ODD)
@example("=1+1", "\x00\x1b[31m")
@example("_x0041_", "x\r\ny\rz")
@example("#N/A", "TRUE")
@example(" voor en na ", "\n\n")
def test_a_text_is_read_back_as_it_was_and_is_a_text(case: str, problem: str) -> None:
    content = worklist([row(case, problem=problem)], TODAY)

    page = opened(content)["werklijst"]
    for cell, said in ((page["A2"], case), (page["H2"], problem)):
        assert cell.data_type == "s"
        assert unescape(cell.value) == NOT_KEPT.sub("�", said.replace("\r\n", "\n").replace("\r", "\n"))
    assert content == worklist([row(case, problem=problem)], TODAY)


@pytest.mark.parametrize("said", SIGNED)
def test_what_looks_like_a_formula_stands_quoted(said: str) -> None:
    cell = opened(worklist([row(said)], TODAY))["werklijst"]["A2"]

    assert (unescape(cell.value), cell.data_type) == (said, "s")
    assert bool(cell.quotePrefix) == said.startswith(("=", "+", "-", "@", "\t"))


def test_a_text_that_is_too_long_for_a_cell_says_so() -> None:
    for sign in ("a", "\N{GRINNING FACE}"):
        kept = str(text(sign * 40_000)[0])

        assert kept.endswith("(de rest past niet in een cel)")
        assert len(kept.encode("utf-16-le")) // 2 <= 32_767
        assert opened(worklist([row(sign * 40_000)], TODAY))["werklijst"]["A2"].value == kept


def test_the_header_stays_in_sight_and_columns_fit() -> None:
    page = opened(worklist([row("z" * 30)], TODAY))["werklijst"]

    assert page.freeze_panes == "B2"
    assert page.column_dimensions["A"].width >= 30


def test_no_list_of_choices_goes_along() -> None:
    assert opened(worklist([], TODAY)).sheetnames == ["lees mij", "werklijst"]


def test_a_sheet_without_rows_has_its_header() -> None:
    page = sheet("leeg", "niets")
    assert table(page, [("aantal", number(1)[1])], []) == 2

    assert rows(opened(workbook([page], ["niets"]))["leeg"]) == []


# --- the worklist ----------------------------------------------------------------------------------------


def test_the_worklist_has_the_first_term_with_its_law_and_days() -> None:
    finding = next(
        item
        for item in _weighed().assessment.findings
        if item.day is not None and item.effect == "termijn" and item.holds
    )
    terms = (
        Term(finding, date(2026, 11, 20), -4, "Er is een besluit", "De inwoner kan naar de rechter."),
        Term(finding, date(2026, 12, 1), 7),
    )

    (found,) = rows(opened(worklist([replace(row("z-1"), terms=terms)], TODAY))["werklijst"])

    assert found == {
        "zaaknummer": "z-1", "gemeente": "voorbeeldgemeente", "stand": "in bewerking",
        "eerste termijn": datetime(2026, 11, 20),  # noqa: DTZ001 - as openpyxl gives a day
        "dagen over": -4, "wet": finding.legal_basis.law,
        "waarvoor": "Er is een besluit", "als de dag voorbij is": "De inwoner kan naar de rechter.",
    }  # fmt: skip


def test_the_worklist_says_what_is_still_to_come_of_what_was_sealed() -> None:
    left = (Left("Vastgesteld, nog niet verzonden: A"), Left("bezwaar tegen B", date(2027, 1, 5), 42))

    (found,) = rows(opened(worklist([replace(row("z-1"), left=left)], TODAY))["werklijst"])

    said = "Vastgesteld, nog niet verzonden: A; 5 januari 2027: bezwaar tegen B"
    assert found["na het vaststellen"] == said


def _weighed() -> Weighing:
    found = decided(VAN_WETERING)
    return weigh(found.case, rules(), found.decision.on)


def test_of_a_sealed_dossier_no_term_runs() -> None:
    head = DraftHead(1, "z-1", "", 5, None, 7, 5)
    going_on = replace(head, last_entry=6, last_for_seal=6)

    sealed, changed = rows(
        opened(worklist([Row(head, "g", (), None), Row(going_on, "g", (), None)], TODAY))["werklijst"]
    )

    assert sealed["stand"] == "vastgesteld (record 7)"
    assert changed["stand"] == "in bewerking na record 7"


def test_days_are_days_with_a_dutch_form() -> None:
    finding = next(item for item in _weighed().assessment.findings if item.day is not None)
    page = opened(worklist([replace(row("z"), terms=(Term(finding, TODAY, 0),))], TODAY))["werklijst"]

    assert page["D2"].is_date
    assert page["D2"].number_format == "dd-mm-yyyy"
    assert in_cents(page["E2"].value) == 0


def test_the_name_of_a_file_is_of_signs_that_every_computer_takes() -> None:
    assert file_name("begroting", '../..\\con:"*?') == "begroting-con.xlsx"
    assert len(file_name("begroting", "é" * 500)) < 100
