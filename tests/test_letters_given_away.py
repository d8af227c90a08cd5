"""What was answered about one person goes out in no document of another, whatever it was pasted into."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from budget_engine.decision import ClaimDecision, Decision, PartDecision
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Fault
from tests.dossiers import FAMILY
from tests.test_letter_kinds import OF_SEM, made
from tests.test_letters import dossier
from tests.test_letters_as_decided import with_claims

OF_ERIK, OF_ANOUK = "Erik heeft hersenletsel", "Anouk is overbelast, half ziek gemeld"


def faults(name: str, of: Dossier) -> set[Fault]:
    return {found.fault for found in made(name, of).blocked}


def with_decision(change: Callable[[Decision], dict[str, object]]) -> Dossier:
    of = dossier(FAMILY)
    return replace(of, decision=of.decision.model_copy(update=change(of.decision)))


def with_part(law: str, change: Callable[[PartDecision], dict[str, object]]) -> Dossier:
    return with_decision(
        lambda decision: {
            "part_decisions": tuple(
                part.model_copy(update=change(part)) if part.law == law else part
                for part in decision.part_decisions
            )
        }
    )


def with_claim(claim: str, change: Callable[[ClaimDecision], dict[str, object]]) -> Dossier:
    return with_claims(
        dossier(FAMILY), lambda item: item.model_copy(update=change(item)) if item.claim == claim else item
    )


PASTED = {
    "zoals het staat": OF_SEM,
    "met een kleine letter": f"Sem {OF_SEM[0].lower()}{OF_SEM[1:]}",
    "met andere leestekens": OF_SEM.replace(";", ",").replace(" twee", ", twee"),
    "in hoofdletters": OF_SEM.upper(),
}


@pytest.mark.parametrize(
    ("field", "words"),
    [*zip(["reasons", "activities", "condition", "despite_unknown"], PASTED.values(), strict=True)],
)
def test_an_answer_of_somebody_else_pasted_into_what_is_decided_blocks(field: str, words: str) -> None:
    of = with_claim("a-huishouden", lambda item: {field: f"{getattr(item, field) or ''} {words}".strip()})

    assert Fault.ROOM in faults("erik-wmo", of)
    if field in ("activities", "condition"):
        assert Fault.ROOM in faults("kort-erik", of)
        assert Fault.ROOM in faults("budgetplan-erik-wmo", of)


@pytest.mark.parametrize("words", PASTED.values(), ids=PASTED)
def test_an_answer_of_somebody_pasted_into_what_is_shared_blocks_the_letters_of_others(words: str) -> None:
    of = with_decision(lambda decision: {"reasons": f"{decision.reasons} {words}"})

    assert Fault.ROOM in faults("begeleidende-brief-erik", of)
    assert faults("begeleidende-brief-sem", of) == set()


@pytest.mark.parametrize("words", [OF_ERIK, OF_ANOUK, OF_ANOUK.upper()])
def test_somebodys_health_in_the_shared_part_of_a_decision_blocks_the_letter_of_another(words: str) -> None:
    for of in (
        with_decision(lambda decision: {"reasons": f"{decision.reasons} {words}."}),
        with_decision(lambda decision: {"resident_view": f"{decision.resident_view} {words}."}),
        with_decision(
            lambda decision: {
                "not_granted": tuple(
                    item.model_copy(update={"reasons": f"{item.reasons} {words}."})
                    for item in decision.not_granted
                )
            }
        ),
    ):
        assert faults("begeleidende-brief-sem", of) == {Fault.ROOM}


@pytest.mark.parametrize(
    ("field", "words"), [("what", OF_ERIK), ("source", OF_ANOUK), ("condition", OF_ANOUK)]
)
def test_somebodys_health_at_an_amount_of_another_blocks(field: str, words: str) -> None:
    def told(item: ClaimDecision) -> dict[str, object]:
        return {
            "lines": tuple(line.model_copy(update={field: f"ritten, want {words}"}) for line in item.lines)
        }

    of = with_claim("a-busje-vier", told)

    assert Fault.ROOM in faults("budgetplan-sem-leerlingenvervoer", of)
    if field != "source":
        assert Fault.ROOM in faults("sem-leerlingenvervoer", of)


@pytest.mark.parametrize("field", ["own_contribution", "conditions"])
def test_somebodys_health_in_the_agreements_of_another_blocks(field: str) -> None:
    said = f"niets, want {OF_ERIK} en {OF_ANOUK}"
    told = (said,) if field == "conditions" else said
    of = with_part("leerlingenvervoer", lambda _: {field: told})

    assert Fault.ROOM in faults("sem-leerlingenvervoer", of)
    assert Fault.ROOM in faults("budgetplan-sem-leerlingenvervoer", of)
    if field == "own_contribution":
        assert Fault.ROOM in faults("kort-sem", of)


@pytest.mark.parametrize(
    "words", ["Anouk is half, ziek gemeld.", "ANOUK IS HALF ZIEK GEMELD.", "half - ziek - gemeld"]
)
def test_a_mark_or_a_capital_hides_nobodys_health(words: str) -> None:
    of = with_claim("a-busje-vier", lambda item: {"reasons": f"{item.reasons} {words}"})

    assert faults("sem-leerlingenvervoer", of) == {Fault.ROOM}


@pytest.mark.parametrize(
    "words",
    [
        "Erik krijgt hulp in huis.",
        "Anouk is blij met dit plan, en Sem ook.",
        "De gemeente regelt dit samen met de aanbieder.",
        "Bel gerust eerst met het wijkteam; wij denken met u mee.",
        "Dit past bij het plan: Sem gaat veilig naar school en Anouk komt op adem.",
        "Erik heeft dit nodig, ELKE WEEK, en dat blijft voorlopig zo.",
    ],
)
def test_what_anybody_may_write_blocks_no_document(words: str) -> None:
    shared = with_decision(lambda decision: {"reasons": f"{decision.reasons} {words}"})
    for claim, letter in (("a-busje-vier", "sem-leerlingenvervoer"), ("a-huishouden", "erik-wmo")):
        own = with_claim(claim, lambda _: {"reasons": words, "activities": words})
        assert faults(letter, own) == set()

    for name in ("begeleidende-brief-erik", "begeleidende-brief-sem"):
        assert faults(name, shared) == set()


def test_the_same_reason_under_two_laws_blocks_neither() -> None:
    same = "Dit is de goedkoopste hulp die voor Erik genoeg is; meer is nu niet nodig."
    of = with_claims(
        dossier(FAMILY),
        lambda item: (
            item.model_copy(update={"reasons": same})
            if item.claim in ("a-huishouden", "a-jobcoach")
            else item
        ),
    )

    assert faults("erik-wmo", of) == faults("erik-participatiewet", of) == set()


def test_an_own_answer_in_an_own_reason_blocks_nothing() -> None:
    of = dossier(FAMILY)
    own = of.answers["erik", "draagkracht"].reasons
    assert own is not None

    assert faults("erik-wmo", with_claim("a-huishouden", lambda _: {"reasons": own})) == set()
