"""Documents in which something was changed after they were made: each change keeps the document from going out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from budget_engine.decision import ClaimDecision
from budget_engine.language.fact import Outlet
from budget_engine.letter.content import Anchor, Paragraph, Section, Source, Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Fault
from budget_engine.letter.figures import figures_in
from budget_engine.letter.made import all_documents
from budget_engine.letter.plain import plain
from tests.dossiers import CASES, FAMILY
from tests.test_letter_kinds import checked, made
from tests.test_letters import dossier, reworded, with_answer

(YOUTH,) = (folder for folder in CASES if folder.name.startswith("004"))
HOUSEHOLD, TAXI = "Huishoudelijke hulp", "Regiotaxi dichtbij"


def faults_after(name: str, right: str, wrong: str, claim: str | None = None) -> set[Fault]:
    """Change words of a document wherever they stand, or only where one provision is told of, and hold it again."""
    of = dossier(FAMILY)
    document = made(name, of).document

    def change(text: Text) -> Text:
        is_meant = claim is None or Anchor(Source.CLAIM, (claim,)) in text.anchors
        return replace(text, words=text.words.replace(right, wrong)) if is_meant else text

    changed = reworded(document, change)
    assert plain(changed) != plain(document), "nothing was changed"
    return {found.fault for found in checked(changed, of)}


# --- what is decided about each provision -------------------------------------------------------------------


OTHERWISE = {
    "erik-wmo": (
        ("twee en een half uur", "een half uur", Fault.DECIDED),
        ("U krijgt: Regiotaxi dichtbij", "U krijgt niet: Regiotaxi dichtbij", Fault.DECIDED),
        ("U krijgt onder een voorwaarde: Driew", "Sem krijgt onder een voorwaarde: Driew", Fault.DECIDED),
        ("Wat u zelf betaalt: niets", "Wat u zelf betaalt: € 21", Fault.DECIDED),
        ("Is het advies nee?", "Is het advies ja?", Fault.DECIDED),
        ("130 uur", "13 uur", Fault.AMOUNT),
        ("130 uur", "130 minuten", Fault.AMOUNT),
        ("40 ritten", "400 ritten", Fault.AMOUNT),
        ("bij elkaar € 11.122,00", "bij elkaar € 5.650,00", Fault.AMOUNT),
        ("terug op 1 juli 2027", "terug op 1 januari 2027", Fault.AMOUNT),
        ("tot en met 5 januari 2027", "tot en met 24 november 2026", Fault.OBJECTION),
    ),
    "kort-erik": (
        ("tot en met 5 januari 2027", "tot en met 26 november 2026", Fault.OBJECTION),
        ("Op 1 juli 2027", "Op 4 januari 2027", Fault.AMOUNT),
        ("tot en met 31 december 2027", "tot en met 1 juli 2027", Fault.DECIDED),
        ("Dit is van 1 januari 2027", "Dit is van 4 januari 2027", Fault.DECIDED),
        ("Is het advies nee", "Is het advies ja", Fault.DECIDED),
        ("twee en een half uur", "een half uur", Fault.DECIDED),
        (HOUSEHOLD, "Begeleiding op de werkplek", Fault.DECIDED),
        ("Niets voor de hulp", "€ 21 voor de hulp", Fault.DECIDED),
    ),
}
"""What a letter and a summary say, what they would say instead, and what that is."""


@pytest.mark.parametrize(
    ("name", "right", "wrong", "fault"), [(name, *row) for name, rows in OTHERWISE.items() for row in rows]
)
def test_something_else_than_was_decided_blocks_the_letter_and_the_summary(
    name: str, right: str, wrong: str, fault: Fault
) -> None:
    assert fault in faults_after(name, right, wrong)


@pytest.mark.parametrize("name", ["erik-wmo", "budgetplan-erik-wmo"])
@pytest.mark.parametrize("wrong", ["1 juli 2027", "31 januari 2027", "24 november 2026"])
def test_an_end_that_is_some_other_day_of_the_record_blocks(name: str, wrong: str) -> None:
    assert faults_after(name, "tot en met 31 december 2027", f"tot en met {wrong}", "a-huishouden") == {
        Fault.AMOUNT
    }


@pytest.mark.parametrize("name", ["erik-wmo", "budgetplan-erik-wmo", "begeleidende-brief-erik", "kort-erik"])
def test_two_provisions_that_change_names_block_every_kind(name: str) -> None:
    of = dossier(FAMILY)

    def swapped(words: str) -> str:
        return words.replace(HOUSEHOLD, "\0").replace(TAXI, HOUSEHOLD).replace("\0", TAXI)

    document = reworded(made(name, of).document, lambda text: replace(text, words=swapped(text.words)))
    sections = tuple(
        replace(section, heading=section.heading and swapped(section.heading))
        for section in document.sections
    )

    assert Fault.DECIDED in {found.fault for found in checked(replace(document, sections=sections), of)}


def test_what_is_left_out_of_a_provision_or_told_twice_blocks() -> None:
    of = dossier(FAMILY)
    document = made("erik-wmo", of).document
    for piece in ("toegekend", "wat-er-gebeurt", "als", "periode"):
        (first, *_) = (text for text in document.texts() if Anchor(Source.PIECE, (piece,)) in text.anchors)
        without = reworded(document, lambda text, gone=first: None if text is gone else text)
        twice = replace(document, sections=(*document.sections, Section(None, (Paragraph(first),))))
        for changed in (without, twice):
            assert {Fault.DECIDED, Fault.AMOUNT} & {found.fault for found in checked(changed, of)}, piece


def test_a_piece_that_says_another_result_blocks_although_its_words_are_right() -> None:
    of = dossier(FAMILY)

    def turned(text: Text) -> Text:
        refused = tuple(
            Anchor(Source.PIECE, ("geweigerd",)) if anchor == Anchor(Source.PIECE, ("toegekend",)) else anchor
            for anchor in text.anchors
        )
        return replace(text, anchors=refused)

    assert {one.fault for one in checked(reworded(made("erik-wmo", of).document, turned), of)} == {
        Fault.DECIDED
    }


# --- every spelling ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figure",
    [
        "€ 21", "€21,-", "€ 1.000", "€ 5,000.00", "21,80 euro", "21 euro", "EUR 21,80", "honderd euro", "1.000",
        "4-7-2027", "04-07-27", "4/7/2027", "4.7.2027", "2027-07-04", "4 juli 2027", "4 juli", "4 jul. 2027", "4e juli",
    ],
)  # fmt: skip
def test_an_amount_or_a_day_is_seen_in_every_spelling(figure: str) -> None:
    assert figures_in(f"Er staat {figure} in deze zin.") == {figure}


@pytest.mark.parametrize(
    "words",
    ["Wmo 2015, 2.3.5 lid 3", "7.3.4, 7.3.5 en 7.3.15", "000 - 000 00 00", "2,5 uur", "van 9 tot 17 uur"],
)
def test_an_article_a_telephone_number_and_a_duration_are_no_amount_and_no_day(words: str) -> None:
    assert figures_in(words) == set()


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("€ 4992", "€ 4.992,00"),
        ("4.992,00 euro", "€ 4.992,00"),
        ("€ 4,992.00", "€ 4.992,00"),
        ("1-7-2027", "1 juli 2027"),
    ],
)
def test_what_is_spelled_otherwise_blocks_and_is_told_how_the_record_has_it(written: str, known: str) -> None:
    of = dossier(FAMILY)
    document = made("erik-wmo", of).document
    told = replace(
        document, sections=(*document.sections, Section(None, (Paragraph(Text(f"Dus {written}.")),)))
    )

    assert [found.text for found in checked(told, of) if found.fault is Fault.AMOUNT] == [
        f"In de brief staat {written}; in het vastgestelde besluit staat het als {known}."
    ]


# --- who sees it otherwise ----------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["ontoereikend", "toereikend"])
def test_a_disputed_answer_that_opens_or_shuts_a_gate_is_told_and_blocks_when_it_is_not(given: str) -> None:
    of, place = dossier(YOUTH), ("v1", "eigen_kracht_ouders")
    of = with_answer(of, place, of.answers[place].model_copy(update={"given": given}))
    document = made("lotte-jeugdwet", of).document
    silent = reworded(document, lambda text: None if "één lijn trekken en ik" in text.words else text)

    assert "Jeroen ziet dit anders: Als wij één lijn trekken" in plain(document)
    assert Fault.DISPUTE not in {found.fault for found in checked(document, of)}
    assert Fault.DISPUTE in {found.fault for found in checked(silent, of)}


def test_a_disputed_answer_on_which_nothing_rests_is_not_in_the_letter() -> None:
    of = dossier(YOUTH)
    assert of.answers["a-groep-wachtlijst", "natura_beschikbaar_vanaf"].dispute is not None

    assert "Aan de telefoon zeiden ze" not in plain(made("lotte-jeugdwet", of).document)


# --- to whom --------------------------------------------------------------------------------------------------


def test_a_letter_to_parents_waits_until_it_is_known_who_has_custody() -> None:
    of = dossier(FAMILY)
    custody = of.rule_set.outlet[Outlet.HAS_CUSTODY].name
    for parent in ("anouk", "erik"):
        of = with_answer(of, (parent, custody), None)

    blocked = {one.name: {found.fault for found in one.blocked} for one in all_documents(of) if one.blocked}

    assert {name for name, found in blocked.items() if Fault.ADDRESSEE in found} == {
        "begeleidende-brief-sem", "sem-leerlingenvervoer", "sem-jeugdwet", "kort-sem", "verslag-sem", "verslag-noor",
    }  # fmt: skip


# --- days of the lines ----------------------------------------------------------------------------------------


def with_claims(of: Dossier, change: Callable[[ClaimDecision], ClaimDecision]) -> Dossier:
    """Change what is decided about provisions."""
    parts = tuple(
        part.model_copy(update={"claims": tuple(map(change, part.claims))})
        for part in of.decision.part_decisions
    )
    return replace(of, decision=of.decision.model_copy(update={"part_decisions": parts}))


def test_a_provision_of_which_the_lines_begin_later_blocks() -> None:
    def later(item: ClaimDecision) -> ClaimDecision:
        is_meant = item.claim == "a-taxi-dichtbij-slecht-weer"
        lines = tuple(line.model_copy(update={"since": date(2027, 1, 1)}) for line in item.lines)
        return item.model_copy(update={"lines": lines}) if is_meant else item

    of = with_claims(dossier(FAMILY), later)

    (found,) = made("erik-wmo", of).blocked

    assert found.fault is Fault.AMOUNT
    assert found.text.startswith(
        "'Regiotaxi dichtbij' geldt vanaf 24 november 2026, en de regels erbij lopen van 1 januari"
    )


# --- words of somebody else -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["Anouk is overbelast.", "Anouk is half ziek gemeld.", "Erik heeft hersenletsel."]
)
def test_a_reason_that_tells_of_the_health_of_somebody_else_blocks(words: str) -> None:
    def told(item: ClaimDecision) -> ClaimDecision:
        reasons = f"{item.reasons} {words}"
        return item.model_copy(update={"reasons": reasons}) if item.claim == "a-busje-vier" else item

    of = with_claims(dossier(FAMILY), told)

    assert {found.fault for found in made("sem-leerlingenvervoer", of).blocked} == {Fault.ROOM}


# --- what a decision leaves out -------------------------------------------------------------------------------


@pytest.mark.parametrize("left_out", ["evaluation", "conditions", "own_contribution", "second"])
def test_documents_are_made_of_a_decision_that_leaves_something_out(left_out: str) -> None:
    of = dossier(YOUTH)
    nothing = () if left_out in ("evaluation", "conditions") else None
    parts = tuple(part.model_copy(update={left_out: nothing}) for part in of.decision.part_decisions)

    documents = all_documents(replace(of, decision=of.decision.model_copy(update={"part_decisions": parts})))

    assert len(documents) == len(all_documents(of))


@pytest.mark.parametrize("left_out", ["activities", "since", "until", "lines"])
def test_documents_are_made_of_provisions_that_leave_something_out(left_out: str) -> None:
    of = dossier(YOUTH)
    nothing = () if left_out == "lines" else None
    parts = tuple(
        part.model_copy(
            update={"claims": tuple(item.model_copy(update={left_out: nothing}) for item in part.claims)}
        )
        for part in of.decision.part_decisions
    )

    documents = all_documents(replace(of, decision=of.decision.model_copy(update={"part_decisions": parts})))

    assert documents
