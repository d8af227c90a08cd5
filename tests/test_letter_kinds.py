"""What lies beside the letters: the letter on top, the plan, the summary and the report, and what keeps each back."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from budget_engine.answer import Dispute
from budget_engine.decision import budgets_of
from budget_engine.language.fact import Outlet
from budget_engine.letter.checks import blocked
from budget_engine.letter.content import Anchor, Document, DocumentKind, Paragraph, Section, Source, Text
from budget_engine.letter.dossier import Dossier, parts_of
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.made import (
    Made,
    all_documents,
    covers_of,
    documents_of,
    plans_of,
    reports_of,
    summaries_of,
)
from budget_engine.letter.other_checks import blocked_cover, blocked_plan, blocked_report, blocked_summary
from budget_engine.letter.plain import plain
from budget_engine.values import show_cents
from tests.dossiers import CASES, DENISE, FAMILY, LOTTE
from tests.test_letters import dossier, every_case, reworded, with_answer

BESIDE = ("begeleidende-brief-erik", "kort-erik", "verslag-erik", "budgetplan-erik-wmo")
STRANGE = Fault.DECIDED
"""What is added to a document by hand is a text that nobody accounts for, whatever it says."""

TOO_LONG = {"kort-erik": (Fault.LENGTH,)}
"""The summary that fills its page already: whatever is added to it is too much."""

OF_SEM = "Raakt in paniek bij drukte; stapte in 2025 twee keer een halte te vroeg uit."


@cache
def documents(folder: Path) -> tuple[Made, ...]:
    return all_documents(dossier(folder))


def made(name: str, of: Dossier) -> Made:
    kept = next((documents(folder) for folder in (FAMILY, DENISE) if of is dossier(folder)), None)
    makers = {
        "begeleidende-brief": covers_of,
        "budgetplan": plans_of,
        "kort": summaries_of,
        "verslag": reports_of,
    }
    make = next((maker for kind, maker in makers.items() if name.startswith(kind)), documents_of)
    return next(one for one in kept or make(of) if one.name == name)


def faults(document: Document, of: Dossier) -> set[Fault]:
    """Give what is wrong with a document."""
    return {one.fault for one in checked(document, of)}


def checked(document: Document, of: Dossier) -> tuple[Blocked, ...]:
    """Hold a document against its record by the checks of its kind."""
    person = document.room.partition("/")[0]
    about = next((about for about in parts_of(of) if about.room == document.room), None)
    match document.kind:
        case DocumentKind.COVER:
            return blocked_cover(document, (), person, of)
        case DocumentKind.REPORT:
            return blocked_report(document, (), person, of)
        case DocumentKind.PLAN:
            assert about is not None
            return blocked_plan(document, (), about, of)
        case DocumentKind.DECISION:
            assert about is not None
            return blocked(document, (), about, of)
        case DocumentKind.SUMMARY:
            return blocked_summary(document, (), person, of)


def with_text(document: Document, text: Text) -> Document:
    return replace(document, sections=(*document.sections, Section(None, (Paragraph(text),))))


def without(document: Document, words: str) -> Document:
    return reworded(document, lambda text: None if words in text.words else text)


# --- rooms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize(
    "told",
    [
        Text(f"Wij weten ook: {OF_SEM}"),
        Text("Sem krijgt hulp.", (Anchor(Source.CLAIM, ("a-wilgenhof",)),)),
        Text("Dit zegt zij.", (Anchor(Source.WISH, ("vm",)),)),
    ],
    ids=["woorden", "aanspraak", "vraag"],
)
def test_something_of_another_room_blocks_every_kind(name: str, told: Text) -> None:
    of = dossier(FAMILY)
    document = made(name, of).document

    assert faults(document, of) == set()
    assert faults(with_text(document, told), of) == {Fault.ROOM, STRANGE, *TOO_LONG.get(name, ())}


def test_a_plan_does_not_tell_of_another_law_of_the_same_person() -> None:
    of = dossier(FAMILY)
    told = Text("Er komt begeleiding.", (Anchor(Source.CLAIM, ("a-jobcoach",)),))

    assert faults(with_text(made("budgetplan-erik-wmo", of).document, told), of) == {Fault.ROOM, STRANGE}
    assert Fault.ROOM not in faults(with_text(made("kort-erik", of).document, told), of)


def test_what_is_wrong_with_the_body_of_one_is_in_no_document_of_another() -> None:
    private = {"erik": ("hersenletsel", "herseninfarct"), "sem": ("autis",), "anouk": ("huisarts ziet",)}

    written = {
        "anouk": ("overbelast", "ziek gemeld", "half ziek")
    }  # in what is decided; a report has what they said

    for one in documents(FAMILY):
        said = plain(one.document).lower()
        for person, words in private.items():
            is_report = one.document.kind is DocumentKind.REPORT
            looked_for = words if is_report else (*words, *written.get(person, ()))
            is_own = one.document.room.partition("/")[0] == person
            assert is_own or not any(word in said for word in looked_for), (one.name, person)


def test_what_is_noted_about_safety_is_printed_nowhere_and_blocks() -> None:
    of = dossier(FAMILY)
    noted = of.answers[of.case.id, of.rule_set.outlet[Outlet.SAFETY].name].reasons
    assert noted == "geen zorgen bij huisarts, school en consulent"

    for one in documents(FAMILY):
        assert noted not in plain(one.document)
        found = with_text(one.document, Text(f"Over veiligheid: {noted.capitalize()}."))
        assert faults(found, of) == {Fault.SAFETY, STRANGE, *TOO_LONG.get(one.name, ())}


# --- amounts and days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"), [("€ 4.992,00", "€ 4.929,00"), ("31 januari 2027", "30 januari 2027")]
)
def test_an_amount_or_a_day_that_differs_blocks_a_plan(right: str, wrong: str) -> None:
    of = dossier(FAMILY)
    document = made("budgetplan-erik-wmo", of).document
    assert right in plain(document)

    changed = reworded(document, lambda text: replace(text, words=text.words.replace(right, wrong)))

    assert faults(changed, of) == {Fault.AMOUNT}
    assert faults(without(document, right), of) == {Fault.AMOUNT}


@pytest.mark.parametrize("name", BESIDE)
def test_an_amount_that_is_nowhere_in_the_record_blocks_every_kind(name: str) -> None:
    of = dossier(FAMILY)
    told = Text("Daar komt € 123,45 bij op 3 maart 2031.")

    assert faults(with_text(made(name, of).document, told), of) == {
        Fault.AMOUNT,
        STRANGE,
        *TOO_LONG.get(name, ()),
    }


@every_case
def test_no_document_adds_up_over_laws(folder: Path) -> None:
    of = dossier(folder)
    budgets = budgets_of(of.decision)
    pooled = show_cents(sum(budget.cents for budget in budgets))

    for one in documents(folder):
        assert len(budgets) == 1 or pooled not in plain(one.document)


def test_a_plan_over_two_years_says_what_falls_in_each() -> None:
    said = plain(made("budgetplan-denise-participatiewet", dossier(DENISE)).document)

    assert "- In 2026: € 1.480,00." in said
    assert "- In 2027: € 1.470,00." in said


def test_what_others_pay_stands_apart_from_what_is_granted() -> None:
    document = made("budgetplan-erik-wmo", dossier(FAMILY)).document
    (apart,) = (part for part in document.sections if part.heading == "Wat naast dit besluit wordt betaald")

    assert "de zorgverzekeraar" in plain(replace(document, sections=(apart,)))
    others = tuple(part for part in document.sections if part is not apart)
    assert "zorgverzekeraar" not in plain(replace(document, sections=others))


def test_only_where_somebody_holds_a_pgb_the_plan_says_what_they_must_do() -> None:
    told = {one.name: "zorgovereenkomst" in plain(one.document) for one in documents(FAMILY)}

    assert {name for name, is_told in told.items() if is_told} == {"budgetplan-sem-jeugdwet"}


# --- what must be said ---------------------------------------------------------------------------------------


def test_a_hidden_dispute_blocks_a_report() -> None:
    of = dossier(FAMILY)
    document = made("verslag-erik", of).document

    assert "Noor en Anouk zien dit anders" in plain(document)
    assert faults(without(document, "zien dit anders"), of) == {Fault.DISPUTE}


def test_one_person_sees_it_otherwise_and_more_people_see_it_otherwise() -> None:
    of = dossier(FAMILY)
    place = ("erik", "draagkracht")
    for who, said in (
        ("anouk", "Anouk ziet dit anders"),
        ("Wim, Anouk en Noor", "Anouk en Noor zien dit anders"),
    ):
        dispute = Dispute(disputed_by=who, says="Zo is het niet")
        told = with_answer(of, place, of.answers[place].model_copy(update={"dispute": dispute}))

        assert said in plain(made("verslag-erik", told).document)
        assert made("verslag-erik", told).blocked == ()


def test_a_wish_that_was_not_granted_and_is_left_out_blocks_the_letter_on_top() -> None:
    of = dossier(FAMILY)
    document = made("begeleidende-brief-erik", of).document

    assert faults(without(document, "één pgb voor alles"), of) == set()
    assert faults(without(document, "Één pgb voor alles"), of) == {Fault.REASON}


def test_somebody_about_whom_nothing_is_decided_gets_a_report_and_no_letter() -> None:
    names = {one.name for one in documents(FAMILY) if one.document.room == "noor"}

    assert names == {"verslag-noor"}


def test_a_reason_that_points_at_the_file_is_not_printed() -> None:
    of = dossier(FAMILY)
    assert of.answers["a-huishouden-tante", "pgb_bekwaam"].reasons == "zie a-wilgenhof"

    assert not any("a-wilgenhof" in plain(one.document) for one in documents(FAMILY))


def test_a_summary_explains_the_hard_words_that_are_in_it_and_no_other() -> None:
    of = dossier(FAMILY)

    assert "- loonkostensubsidie: geld van de gemeente voor een werkgever" in plain(
        made("kort-erik", of).document
    )
    assert "- frameprothese: nieuwe tanden" in plain(made("kort-denise", dossier(DENISE)).document)
    assert "Wat betekent dit woord?" not in plain(made("kort-lotte", dossier(LOTTE)).document)


# --- why not -------------------------------------------------------------------------------------------------


def test_how_an_option_was_appraised_is_a_reason_only_where_it_is_about_this_room_alone() -> None:
    family = plain(made("sem-leerlingenvervoer", dossier(FAMILY)).document)
    denise = plain(made("denise-participatiewet", dossier(DENISE)).document)

    assert "Tot 1 juli krijgt Sem geen hulp" not in family
    assert "In plaats daarvan krijgt Sem: Vast busje met hooguit vier kinderen." in family
    assert "De voortanden zijn niet klaar voor 1 februari." in denise


def test_a_letter_about_something_that_nobody_wrote_a_day_for_is_made() -> None:
    of = with_answer(dossier(FAMILY), ("a-busje-vier", "aanvraag_datum"), None)

    found = made("sem-leerlingenvervoer", of)

    assert "U vroeg deze hulp bij ons aan. In deze brief" in plain(found.document)


@every_case
def test_the_order_in_which_answers_are_kept_changes_no_document(folder: Path) -> None:
    of = dossier(folder)
    turned = of.case
    for field in ("persons", "needs", "support", "solutions", "claims", "alternatives"):
        parts = tuple(
            part.model_copy(update={"facts": dict(reversed(part.facts.items()))})
            for part in getattr(turned, field)
        )
        turned = turned.model_copy(update={field: parts})

    assert all_documents(replace(of, case=turned)) == documents(folder)


def test_every_document_has_a_name_of_its_own() -> None:
    for folder in CASES:
        names = [one.name for one in documents(folder)]
        assert len(names) == len(set(names))
        assert all(name == name.lower() and "/" not in name for name in names)
