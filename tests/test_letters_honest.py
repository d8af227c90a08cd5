"""Decisions as people write them, in every odd way that is no fault: no check keeps their documents back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from budget_engine.decision import ClaimDecision, PartDecision, Result
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Fault
from budget_engine.letter.made import all_documents
from budget_engine.weighing import weigh
from tests.dossiers import CASES, FAMILY
from tests.test_letters import dossier
from tests.test_letters_as_decided import with_claims

(YOUTH,) = (folder for folder in CASES if folder.name.startswith("004"))
Change = Callable[[Dossier], Dossier]
ODD = "Want 't IS nodig:\n\ntwee keer (of [drie]); 50% \\ * {zo} .?"


def decided(**fields: Any) -> Change:
    return lambda of: replace(of, decision=of.decision.model_copy(update=fields))


def parts(change: Callable[[PartDecision], dict[str, Any]]) -> Change:
    def changed(of: Dossier) -> Dossier:
        found = tuple(part.model_copy(update=change(part)) for part in of.decision.part_decisions)
        return decided(part_decisions=found)(of)

    return changed


def claims(change: Callable[[ClaimDecision], dict[str, Any]]) -> Change:
    return lambda of: with_claims(of, lambda item: item.model_copy(update=change(item)))


def cased(field: str, change: Callable[[Any], dict[str, Any]]) -> Change:
    def changed(of: Dossier) -> Dossier:
        items = tuple(item.model_copy(update=change(item)) for item in getattr(of.case, field))
        case = of.case.model_copy(update={field: items})
        return replace(of, case=case, weighing=weigh(case, of.rule_set, of.decision.on))

    return changed


def is_sure(item: ClaimDecision) -> bool:
    return item.result is Result.GRANTED and item.condition is None


EXTRAS = {"reasons": ODD, "activities": ODD, "use_of_discretion": ODD, "despite_unknown": "Dit haast."}
CALLED = {"name": "O'Neill (J.)", "function": "hoofd \\d+"}
BONNEN = (ODD, "bewaar de bonnen", "bewaar de bonnen")

HONEST: dict[str, tuple[Change, ...]] = {
    "met rare tekens en regels": (
        decided(reasons=ODD, resident_view=f"ja!\n{ODD}"),
        claims(lambda _: EXTRAS),
        parts(lambda part: {"conditions": BONNEN, "decider": part.decider.model_copy(update=CALLED)}),
        parts(lambda _: {"own_contribution": ODD}),
        cased("needs", lambda _: {"own_words": ODD}),
    ),
    "zonder wat niet hoeft": (
        decided(resident_view=None, not_granted=()),
        claims(
            lambda item: {
                "lines": (),
                "until": None,
                **({"activities": None} if item.condition is None else {}),
            }
        ),
        parts(lambda _: {"evaluation": (), "conditions": ()}),
        cased("needs", lambda _: {"own_words": None}),
    ),
    "met minder dan is gevraagd": (
        claims(lambda item: {"result": Result.PARTLY} if is_sure(item) else {}),
        parts(lambda _: {"own_contribution": "Niets."}),
    ),
    "met namen die op elkaar lijken": (
        cased("solutions", lambda item: {"name": "Hulp" + "s" * len(item.id)}),
        cased("persons", lambda item: {"name": f"{item.name} (Jr.)"}),
        cased("alternatives", lambda _: {"name": "Het plan."}),
    ),
    "met namen die gelijk zijn": (
        cased("solutions", lambda _: {"name": "HULP. (Een [ding] met 50% + x)"}),
        claims(lambda _: {"reasons": "Nodig."}),
    ),
}


_LONGER = {("kort-erik", Fault.LENGTH)}
"""The summary that fills its page already: with more words in it, it is rightly kept back."""


@pytest.mark.parametrize("folder", [FAMILY, YOUTH], ids=lambda folder: folder.name)
@pytest.mark.parametrize("changes", HONEST.values(), ids=HONEST)
def test_an_honest_decision_keeps_no_document_back(folder: object, changes: tuple[Change, ...]) -> None:
    of = dossier(FAMILY if folder is FAMILY else YOUTH)
    for change in changes:
        of = change(of)

    kept_back = {
        one.name: others
        for one in all_documents(of)
        if (others := [item for item in one.blocked if (one.name, item.fault) not in _LONGER])
    }
    assert kept_back == {}
