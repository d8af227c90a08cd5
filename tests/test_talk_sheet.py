"""The sheet for the talk: what the household said, what is still asked, and nothing that is not for the table."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from budget_engine.drafts.entry import Draft
from budget_engine.drafts.filling import entries_of, fields_of_case
from budget_engine.drafts.view import View, look
from budget_engine.language.fact import Kind, Privacy, Role
from budget_engine.letter.content import Document, Source
from budget_engine.letter.docx import docx
from budget_engine.letter.pdf import pdf
from budget_engine.letter.plain import plain
from budget_engine.letter.talk_sheet import MOST_QUESTIONS, is_for_resident, talk_sheet
from budget_engine.resident_words import resident_words
from tests.dossiers import CASES
from tests.notation import TODAY
from tests.sealed import Shell, case_file, rules
from tests.small_world import VAN_WETERING, real_case
from tests.test_letter_forms import said, words_of_docx, words_of_pdf

every_case = pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
MOST_PAGES = 2


def view_of(slug: str, on: date = TODAY) -> View:
    rule_set = rules("voorbeeldgemeente")
    case = real_case(slug, rule_set)
    entries = entries_of(fields_of_case(case), "M. Aydin", "2026-11-24T10:00:00+01:00")
    return look(Draft(1, case.id, entries), rule_set, on)


def questions(document: Document) -> list[str]:
    return [
        anchor.ids[0] for text in document.texts() for anchor in text.anchors if anchor.source is Source.FACT
    ]


@every_case
def test_every_sheet_reads_as_it_was_accepted(folder: Path, golden: Callable[[Path, str], None]) -> None:
    made = talk_sheet(view_of(folder.name))

    assert made.lacking == ()
    golden(folder / "brieven" / "gespreksblad.txt", plain(made.document))


@every_case
def test_the_forms_hold_the_same_words_on_two_pages(folder: Path) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    document = talk_sheet(view_of(folder.name)).document
    printed = pdf(document, TODAY)

    assert words_of_docx(docx(document)) == said(document)
    assert not Counter(said(document)) - Counter(words_of_pdf(printed))
    assert len(PdfReader(BytesIO(printed)).pages) <= MOST_PAGES
    assert printed == pdf(document, TODAY)


@every_case
def test_only_what_the_resident_may_answer_is_asked_in_the_order_of_the_app(folder: Path) -> None:
    view = view_of(folder.name)
    known = view.rule_set.fact

    asked = questions(talk_sheet(view).document)

    assert len(asked) <= MOST_QUESTIONS
    assert list(dict.fromkeys(asked)) == [
        name for name in (item.fact for item in view.to_ask) if name in asked
    ]
    for name in asked:
        assert Role.RESIDENT in known[name].who
        assert known[name].privacy is not Privacy.SPECIAL
        assert not known[name].is_judgement
        assert known[name].kind is not Kind.AMOUNT


def test_a_dossier_of_which_nothing_is_known_asks_no_more_than_twelve_questions() -> None:
    rule_set = rules("voorbeeldgemeente")
    case = real_case(VAN_WETERING, rule_set)
    bare = [(field, given) for field, given in fields_of_case(case) if "/feiten/" not in field]
    view = look(Draft(1, case.id, entries_of(bare, "M. Aydin", "2026-11-24T10:00:00+01:00")), rule_set, TODAY)

    assert len(questions(talk_sheet(view).document)) == MOST_QUESTIONS


def test_no_diagnosis_stands_on_a_sheet() -> None:
    fact = rules("voorbeeldgemeente").fact

    assert not is_for_resident(fact["diagnose"])
    assert not is_for_resident(fact["belasting_score"])


def test_the_sheet_of_one_person_holds_nothing_that_another_said() -> None:
    view = view_of(VAN_WETERING)
    others = {need.own_words for need in view.case.needs if need.person != "erik" and need.own_words}
    others |= {
        goal.own_words for item in view.case.alternatives for goal in item.goals if goal.said_by != "erik"
    }

    text = plain(talk_sheet(view, "erik").document)

    assert "Zelf weg kunnen." in text
    assert not [words for words in others if words in text]


def test_the_command_writes_three_forms_or_nothing(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "blad"
    given = ("gespreksblad", case_file(VAN_WETERING), "--op", "2026-11-24", "--naar", folder)

    first, again = shell(*given), shell(*given)

    assert (first.code, first.err) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == [
        "gespreksblad.docx", "gespreksblad.pdf", "gespreksblad.txt",
    ]  # fmt: skip
    assert again.code != 0
    assert "er wordt niets overschreven" in again.err


def test_the_command_names_who_is_in_the_case(shell: Shell, tmp_path: Path) -> None:
    told = shell("gespreksblad", case_file(VAN_WETERING), "--voor", "niemand", "--naar", tmp_path / "blad")

    assert told.code != 0
    assert "'niemand' is niemand in deze zaak" in told.err
    assert not (tmp_path / "blad").exists()


def test_what_help_is_called_gives_away_no_diagnosis_and_no_price() -> None:
    rule_set = rules("voorbeeldgemeente")
    case = real_case(VAN_WETERING, rule_set)
    first, second, *others = case.support
    diagnosis = max(resident_words(case, rule_set, TODAY, ()).unspoken)
    support = (
        first.model_copy(update={"name": f"Psycholoog wegens {diagnosis}"}),
        second.model_copy(update={"name": "Oppas, € 95 per uur"}),
        *others,
    )
    entries = entries_of(
        fields_of_case(case.model_copy(update={"support": support})), "M. Aydin", "2026-11-24T10:00:00+01:00"
    )
    view = look(Draft(1, case.id, entries), rule_set, TODAY)

    for person in (None, *(item.id for item in case.persons)):
        sheet = plain(talk_sheet(view, person).document)
        assert diagnosis not in sheet.lower()
        assert "95" not in sheet
    assert "Oppas" in plain(talk_sheet(view).document)
