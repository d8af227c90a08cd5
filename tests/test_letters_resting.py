"""What a decision rests on stands in its letter: it turns when the answers do, and it is not left out or reworded."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from budget_engine.language.register import SourceClass
from budget_engine.letter.content import Text
from budget_engine.letter.decision_letter import carrying
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.faults import Fault
from budget_engine.letter.plain import plain
from tests.test_letters import changed, dossier, every_case, faults, letter, letters, with_answer

_ALSO = " Dit geldt ook voor: Driewielfiets met trapondersteuning, in bruikleen en Regiotaxi dichtbij."


def carried(of: Dossier, about: PartFor) -> set[tuple[str, str]]:
    """Name what carries a part-decision and has words for a resident: of which provision, by which rule."""
    return {
        (item.claim, finding.rule)
        for item in about.claims
        for finding in carrying(of, item)
        if of.rule_set.consequence_of_finding[finding.rule].resident_text
        and finding.source_class is not SourceClass.CASE_LAW
    }


def answers_below(of: Dossier, about: PartFor) -> set[tuple[str, str]]:
    return {
        (ground.about, ground.asked_fact)
        for item in about.claims
        for finding in carrying(of, item)
        for ground in finding.decisive
    }


@every_case
def test_a_letter_turns_with_each_answer_that_turns_what_carries_the_decision(folder: Path) -> None:
    of = dossier(folder)
    for made, about, _ in letters(of):
        for place in sorted(answers_below(of, about)):
            answer = of.answers.get(place)
            other = {"ja": "nee", "nee": "ja"}.get(answer.given) if answer is not None else None
            if answer is None or other is None:
                continue
            turned = with_answer(of, place, answer.model_copy(update={"given": other}))
            if carried(turned, about) != carried(of, about):
                (now,) = (after for after, one, _ in letters(turned) if one == about)
                assert plain(now.document) != plain(made.document), place


def test_what_a_grant_rests_on_is_named_with_where_it_is_written() -> None:
    made, about, of = letter("001", "sem/leerlingenvervoer")
    alone = of.answers["v1", "kan_zelfstandig_reizen"]
    able = with_answer(of, ("v1", "kan_zelfstandig_reizen"), alone.model_copy(update={"given": "ja"}))
    (after,) = (now for now, one, _ in letters(able) if one == about)

    assert "Uw kind kan niet alleen reizen." in plain(made.document)
    assert "Dit staat in de wet: WEC, 4 lid 4." in plain(made.document)
    assert "Uw kind kan niet alleen reizen." not in plain(after.document)


def leaving_out(words: str) -> Callable[[Text], Text | None]:
    return lambda text: None if text.words.startswith(words) else text


def saying(words: str, instead: str) -> Callable[[Text], Text | None]:
    return lambda text: replace(text, words=text.words.replace(words, instead))


def test_what_a_grant_rests_on_is_not_left_out() -> None:
    item = letter("001", "sem/leerlingenvervoer")

    assert faults(changed(item, leaving_out("Uw kind kan niet alleen reizen."))) == {Fault.DECIDING}


def test_what_a_refusal_rests_on_is_not_left_out() -> None:
    item = letter("003", "ronald/wmo")

    assert Fault.DECIDING in faults(changed(item, leaving_out("Een pgb past nu niet")))


def test_a_reason_holds_for_the_provisions_that_it_names_and_no_others() -> None:
    item = letter("001", "erik/wmo")
    assert _ALSO in plain(item[0].document)

    for instead in ("", " Dit geldt ook voor: Regiotaxi dichtbij."):
        assert Fault.DECIDING in faults(changed(item, saying(_ALSO, instead)))


def test_what_was_written_beside_a_reason_is_not_left_out() -> None:
    item = letter("003", "ronald/wmo")
    (beside,) = (one.use_of_discretion for one in item[1].claims if one.use_of_discretion)

    assert faults(changed(item, leaving_out(beside))) == {Fault.REASON}


def test_where_somebody_sees_it_otherwise_what_we_go_by_is_the_answer() -> None:
    item = letter("001", "sem/leerlingenvervoer")
    assert "Wij gaan uit van: 4." in plain(item[0].document)

    turned = changed(item, saying("Wij gaan uit van: 4.", "Wij gaan uit van: 8."))

    assert Fault.DISPUTE in faults(turned)


def test_a_reason_that_no_answer_carries_any_more_blocks() -> None:
    """The finding stands in the record as it was; the answers below it are those of now."""
    _, about, of = letter("003", "ronald/wmo")
    refused = about.claims[-1].claim
    able = of.answers[refused, "pgb_bekwaam"].model_copy(update={"given": "zelf"})
    now = with_answer(of, (refused, "pgb_bekwaam"), able)
    outdated = replace(now, weighing=replace(now.weighing, assessment=of.weighing.assessment))
    (item,) = (one for one in letters(outdated) if one[1] == about)

    assert Fault.DECIDING in faults(item)
