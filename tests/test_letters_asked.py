"""What letters say was asked: every need they decide about, in its words, and no other."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from budget_engine.letter.content import Source, Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Fault
from budget_engine.weighing import weigh
from tests.dossiers import CASES
from tests.test_letters import Letter, changed, dossier, faults, letter, letters

every_case = pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)


def test_cleaning_for_which_nobody_has_own_words_stands_among_what_was_asked() -> None:
    made, _, _ = letter("001", "erik/wmo")

    assert _asked(made.document) == [
        "Het huis schoon zonder dat Erik een dag uitvalt of Anouk het erbij doet.",
        "“Zelf weg kunnen.”",
    ]


def _asked(document) -> list[str]:
    return [text.words for text in document.texts() if any(one.source is Source.WISH for one in text.anchors)]


def _without(of: Dossier, *, words: bool) -> Dossier:
    """Give a dossier in which nobody has own words, and where `words` is False no other words either."""
    needs = tuple(
        need.model_copy(
            update={
                "own_words": None,
                "facts": {name: known for name, known in need.facts.items() if words or name != "hulpvraag"},
            }
        )
        for need in of.case.needs
    )
    case = of.case.model_copy(update={"needs": needs})
    return replace(of, case=case, weighing=weigh(case, of.rule_set, of.decision.on))


@every_case
@pytest.mark.parametrize("kept", ["zoals opgeschreven", "alleen de naam"])
def test_without_own_words_every_letter_still_says_what_was_asked(folder: Path, kept: str) -> None:
    of = _without(dossier(folder), words=kept == "zoals opgeschreven")

    for made, about, _ in letters(of):
        needs = {of.claims[item.claim].need for item in about.claims}
        assert len(_asked(made.document)) == len(needs)
        assert Fault.DECIDED not in {found.fault for found in made.blocked}
        if kept == "alleen de naam":
            named = "\n".join(_asked(made.document)).lower()
            assert all(about.called(of, item).lower() in named for item in about.claims)


def _drops(text: Text) -> Text | None:
    return None if text.words.startswith("Het huis schoon") else text


def _rewords(text: Text) -> Text | None:
    return replace(text, words="Zelf rijden.") if text.words == "“Zelf weg kunnen.”" else text


def _of_another(text: Text) -> Text | None:
    wishes = tuple(replace(one, ids=("vn",)) if one.source is Source.WISH else one for one in text.anchors)
    return replace(text, anchors=wishes)


@pytest.mark.parametrize("change", [_drops, _rewords, _of_another])
def test_what_was_asked_and_is_left_out_or_told_otherwise_blocks(
    change: Callable[[Text], Text | None],
) -> None:
    item: Letter = letter("001", "erik/wmo")

    assert Fault.DECIDED in faults(changed(item, change))


def test_what_was_asked_under_another_heading_blocks() -> None:
    made, about, of = letter("001", "erik/wmo")
    sections = tuple(
        replace(one, heading="Waar deze hulp voor is") if one.heading == "Wat u vroeg" else one
        for one in made.document.sections
    )

    assert Fault.DECIDED in faults(
        (replace(made, document=replace(made.document, sections=sections)), about, of)
    )
