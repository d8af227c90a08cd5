"""Whether an advice stands firm: an open question never turns one that is called so."""

from pathlib import Path

import pytest

from budget_engine.case import AlternativeKind
from budget_engine.flips.firmness import firmness, uncertain_facts
from budget_engine.flips.questions import Matters, open_questions_of
from tests.dossiers import CASES
from tests.test_questions import asked


def test_an_advice_is_not_called_firm_when_the_search_was_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = asked(CASES[0])
    (firm,) = [item.id for item in dossier.case.alternatives if item.kind is AlternativeKind.NOTHING_CHANGES]
    uncertain = uncertain_facts(Matters(dossier))
    assert firmness(dossier, firm, uncertain).is_firm

    monkeypatch.setattr("budget_engine.flips.search.MOST_TRIED", -1)

    assert not firmness(dossier, firm, uncertain).is_firm


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_open_question_turns_an_advice_that_is_called_firm(folder: Path) -> None:
    dossier = asked(folder)
    uncertain = uncertain_facts(Matters(dossier))
    asked_now = open_questions_of(dossier)

    assert {(item.about, item.asked_fact) for item in asked_now} <= uncertain
    for item in dossier.case.alternatives:
        found = firmness(dossier, item.id, uncertain)
        turning = [question for question in asked_now if item.id in question.advices]
        assert not (found.is_firm and turning)
