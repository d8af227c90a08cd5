"""Letters of the four dossiers: they read as was accepted, and what is wrong with one keeps it from going out."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from budget_engine.answer import Dispute
from budget_engine.decision import Decision
from budget_engine.files.documents import read_document
from budget_engine.letter.checks import blocked
from budget_engine.letter.content import Anchor, Document, Listed, Paragraph, Section, Source, Table, Text
from budget_engine.letter.dossier import Dossier, PartFor, parts_of
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.made import Made, all_documents, documents_of, summaries_of
from budget_engine.letter.plain import plain
from budget_engine.weighing import weigh
from tests.dossiers import CASES
from tests.sealed import rules
from tests.small_world import real_case

every_case = pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
Letter = tuple[Made, PartFor, Dossier]


@cache
def dossier(folder: Path) -> Dossier:
    rule_set = rules("voorbeeldgemeente")
    case = real_case(folder.name, rule_set)
    decision = read_document(folder / "besluit.yaml", Decision)
    return Dossier(case, decision, rule_set, weigh(case, rule_set, decision.on))


def letters(of: Dossier) -> list[Letter]:
    return [(made, about, of) for made, about in zip(documents_of(of), parts_of(of), strict=True)]


def letter(slug: str, room: str) -> Letter:
    (folder,) = (folder for folder in CASES if folder.name.startswith(slug))
    (found,) = (item for item in letters(dossier(folder)) if item[0].document.room == room)
    return found


def faults(item: Letter) -> set[Fault]:
    return {found.fault for found in held(item)}


def held(item: Letter) -> tuple[Blocked, ...]:
    made, about, of = item
    return blocked(made.document, made.lacking, about, of)


@every_case
def test_every_document_reads_as_it_was_accepted(folder: Path, golden: Callable[[Path, str], None]) -> None:
    made = all_documents(dossier(folder))

    for one in made:
        golden(folder / "brieven" / f"{one.name}.txt", plain(one.document))
    beside = {"gespreksblad"}  # made of a dossier that is still being worked on
    assert {one.name for one in made} | beside == {path.stem for path in (folder / "brieven").iterdir()}


@every_case
def test_a_summary_tells_of_one_person_what_the_letters_tell(folder: Path) -> None:
    of = dossier(folder)
    for made in summaries_of(of):
        told = {
            anchor.ids[0] for text in made.document.texts() for anchor in text.anchors if _of_claim(anchor)
        }
        own = {
            item.claim
            for about in parts_of(of)
            for item in about.claims
            if about.person == made.document.room
        }
        assert told == own


def _of_claim(anchor: Anchor) -> bool:
    return anchor.source is Source.CLAIM


@every_case
def test_no_document_of_the_dossiers_is_blocked(folder: Path) -> None:
    assert {made.name: made.blocked for made in all_documents(dossier(folder)) if made.blocked} == {}


@every_case
def test_all_documents_are_made_the_same_twice(folder: Path) -> None:
    assert all_documents(dossier(folder)) == all_documents(dossier(folder))


# --- planted faults -----------------------------------------------------------------------------------------


def reworded(document: Document, change: Callable[[Text], Text | None]) -> Document:
    """Change or drop texts of a document, wherever they stand."""

    def block(one):
        match one:
            case Paragraph():
                found = change(one.text)
                return None if found is None else Paragraph(found)
            case Listed():
                kept = tuple(text for item in one.items if (text := change(item)) is not None)
                return Listed(kept) if kept else None
            case Table():
                rows = tuple(tuple(change(cell) or Text("") for cell in row) for row in one.rows)
                return replace(one, rows=rows)

    sections = tuple(
        Section(section.heading, tuple(found for one in section.blocks if (found := block(one)) is not None))
        for section in document.sections
    )
    return replace(document, sections=sections)


def changed(item: Letter, change: Callable[[Text], Text | None]) -> Letter:
    made, about, of = item
    return replace(made, document=reworded(made.document, change)), about, of


def about_claim(text: Text, claim: str) -> bool:
    return any(anchor == Anchor(Source.CLAIM, (claim,)) for anchor in text.anchors)


def test_an_empty_step_blocks_until_something_is_written_down() -> None:
    _, about, of = letter("003", "ronald/wmo")
    need = of.claims[about.claims[0].claim].need
    steps = [fact for fact in ("problemen", "eigen_mogelijkheden") if (need, fact) in of.answers]
    assert steps

    for fact in steps:
        empty = with_answer(of, (need, fact), None)
        (found,) = (item for item in letters(empty) if item[0].document.room == "ronald/wmo")
        assert Fault.STEP in faults(found)
        reasoned = of.answers[need, fact].model_copy(
            update={"given": "niet nodig, want er woont niemand bij in"}
        )
        (mended,) = (
            item
            for item in letters(with_answer(of, (need, fact), reasoned))
            if item[0].document.room == "ronald/wmo"
        )
        assert faults(mended) == set()


def test_somebody_whose_age_is_not_known_gets_no_letter() -> None:
    _, about, of = letter("001", "erik/wmo")

    unknown = with_answer(of, (about.person, "geboortedatum"), None)
    (found,) = (item for item in letters(unknown) if item[0].document.room == "erik/wmo")

    assert faults(found) == {Fault.ADDRESSEE}


def test_a_swapped_reason_blocks() -> None:
    item = letter("001", "sem/jeugdwet")
    one, other = (claim.reasons for claim in item[1].claims)

    def swap(text: Text) -> Text:
        marked = text.words.replace(one, "\0").replace(other, one).replace("\0", other)
        return replace(text, words=marked)

    assert faults(changed(item, swap)) == {Fault.REASON}


def test_a_reason_that_is_left_out_blocks() -> None:
    item = letter("003", "ronald/wmo")
    reasons = item[1].claims[-1].reasons

    found = changed(item, lambda text: replace(text, words=text.words.replace(reasons, "Dat past niet.")))

    assert faults(found) == {Fault.REASON}


def test_a_hidden_dispute_blocks() -> None:
    made, about, of = letter("003", "ronald/wmo")
    place, answer = next(
        ((ground.about, ground.asked_fact), of.answers[ground.about, ground.asked_fact])
        for finding in of.weighing.assessment.findings
        if finding.about == about.claims[-1].claim and finding.counts
        for ground in finding.decisive
        if (ground.about, ground.asked_fact) in of.answers
    )
    disputed = answer.model_copy(update={"dispute": Dispute(disputed_by="ronald", says="Zo is het niet")})
    told = with_answer(of, place, disputed)
    (told_letter,) = (item for item in letters(told) if item[0].document.room == "ronald/wmo")

    assert faults(told_letter) == set()
    assert "Ronald ziet dit anders: Zo is het niet." in plain(told_letter[0].document)
    assert faults((made, about, told)) == {Fault.DISPUTE}


def with_answer(of: Dossier, place: tuple[str, str], answer: object) -> Dossier:
    about, fact = place
    field, number, part = next(item for item in of.case.parts() if item[2].id == about)
    given = {fact: (answer,)} if answer is not None else {}
    others = {name: kept for name, kept in part.facts.items() if name != fact}
    changed_part = part.model_copy(update={"facts": {**others, **given}})
    listed = list(getattr(of.case, field))
    listed[number] = changed_part
    case = of.case.model_copy(update={field: tuple(listed)})
    return replace(of, case=case, weighing=weigh(case, of.rule_set, of.decision.on))


@pytest.mark.parametrize("piece", ["bezwaar-termijn", "bezwaar-hoe"])
def test_a_missing_objection_clause_blocks(piece: str) -> None:
    item = letter("001", "erik/wmo")

    def without(text: Text) -> Text | None:
        return None if Anchor(Source.PIECE, (piece,)) in text.anchors else text

    assert Fault.OBJECTION in faults(changed(item, without))


def test_an_objection_clause_at_the_end_blocks() -> None:
    made, about, of = letter("001", "erik/wmo")
    sections = list(made.document.sections)
    (objection,) = (section for section in sections if section.heading == "Bent u het er niet mee eens?")
    sections.remove(objection)

    found = replace(made, document=replace(made.document, sections=(*sections, objection)))

    assert faults((found, about, of)) == {Fault.OBJECTION}


@pytest.mark.parametrize(("right", "wrong"), [("€ 4.992,00", "€ 4.929,00"), ("1 juli 2027", "1 juni 2027")])
def test_an_amount_or_a_day_that_differs_blocks(right: str, wrong: str) -> None:
    item = letter("001", "erik/wmo")
    assert right in plain(item[0].document)

    found = changed(item, lambda text: replace(text, words=text.words.replace(right, wrong)))

    said = [problem.text for problem in held(found)]
    assert faults(found) == {Fault.AMOUNT}
    assert any(text.startswith(f"In de brief staat {wrong}") for text in said)
    assert any(text.startswith(f"{right} staat in het vastgestelde besluit") for text in said)


def test_a_fact_of_another_room_blocks() -> None:
    made, about, of = letter("001", "erik/participatiewet")
    told = Section(None, (Paragraph(Text("Sem krijgt hulp.", (Anchor(Source.CLAIM, ("a-wilgenhof",)),))),))

    found = replace(made, document=replace(made.document, sections=(*made.document.sections, told)))

    assert faults((found, about, of)) == {Fault.ROOM}


def test_words_of_another_person_block_wherever_they_stand() -> None:
    made, about, of = letter("001", "erik/participatiewet")
    words = of.answers["anouk", "draagkracht"].reasons
    assert words is not None
    told = Section(None, (Paragraph(Text(f"Wij weten: {words}")),))

    found = replace(made, document=replace(made.document, sections=(*made.document.sections, told)))

    assert faults((found, about, of)) == {Fault.ROOM, Fault.DECIDED}


def test_a_reason_that_nothing_carries_blocks() -> None:
    item = letter("003", "ronald/wmo")
    refused = item[1].claims[-1].claim

    def twist(text: Text) -> Text:
        anchors = tuple(
            Anchor(Source.FINDING, ("wmo-vaste-hulpverlener-niet", refused))
            if anchor.source is Source.FINDING
            else anchor
            for anchor in text.anchors
        )
        return replace(text, anchors=anchors) if about_claim(text, refused) else text

    assert faults(changed(item, twist)) == {Fault.DECIDING}


def test_words_that_a_municipality_did_not_write_block_and_are_named() -> None:
    _, about, of = letter("001", "erik/wmo")
    elsewhere = replace(of, rule_set=replace(of.rule_set, letter_texts=rules(None).letter_texts))
    (found,) = (item for item in letters(elsewhere) if item[1] == about)

    said = [problem.text for problem in held(found)]

    assert {"afzender", "contact", "bezwaar-hoe"} == set(found[0].lacking)
    assert "De tekst 'bezwaar-hoe' ontbreekt." in said
    assert Fault.OBJECTION in faults(found)


def test_when_a_deciding_answer_changes_the_sentence_goes() -> None:
    _, about, of = letter("003", "ronald/wmo")
    refused = about.claims[-1].claim
    sentence = "Een pgb past nu niet, omdat de taken die erbij horen niet goed gedaan kunnen worden."
    before = plain(letter("003", "ronald/wmo")[0].document)
    assert sentence in before

    able = of.answers[refused, "pgb_bekwaam"].model_copy(update={"given": "zelf"})
    after = with_answer(of, (refused, "pgb_bekwaam"), able)
    (found,) = (item for item in letters(after) if item[0].document.room == "ronald/wmo")

    assert sentence not in plain(found[0].document)


def test_a_bar_that_may_be_used_is_a_reason_only_where_it_was_used() -> None:
    made, about, of = letter("003", "ronald/wmo")
    refused = about.claims[-1].claim
    answer = of.answers[refused, "pgb_bekwaam"]
    able = with_answer(of, (refused, "pgb_bekwaam"), answer.model_copy(update={"given": "met_hulp"}))
    (rests_on_it,) = (item for item in letters(able) if item[0].document.room == "ronald/wmo")

    assert "Dit staat in de wet: Wmo 2015, 2.3.6 lid 2 onder a." in plain(made.document)
    assert "beleidsregel pgb artikel 3" not in plain(made.document)
    assert "Dit staat in de regels van het college: Wmo 2015, beleidsregel pgb artikel 3" in plain(
        rests_on_it[0].document
    )


@every_case
def test_a_reason_of_the_rules_stands_in_a_letter_once(folder: Path) -> None:
    for made, _, _ in letters(dossier(folder)):
        told = [
            text.words
            for text in made.document.texts()
            if any(anchor.source is Source.FINDING for anchor in text.anchors)
        ]
        assert len(told) == len({*told})
