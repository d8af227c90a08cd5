"""An extension from the earlier decision to the sealed one, and that its letters speak of no application."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from budget_engine.after_sealing import dossier_of
from budget_engine.answer import Answer, Provenance
from budget_engine.backends.agreement import together
from budget_engine.decision import ClaimDecision, Result
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.of_one_decision import OCCASION
from budget_engine.drafts.view import View
from budget_engine.errors import SealRefused
from budget_engine.language.fact import Moment
from budget_engine.language.meaning import evaluate
from budget_engine.letter.dossier import Dossier, parts_of
from budget_engine.letter.faults import Fault
from budget_engine.letter.made import Made, all_documents, documents_of
from budget_engine.letter.plain import plain
from budget_engine.weighing import weigh
from tests.conftest import MUNICIPALITY, RULES
from tests.people import OpenDesk
from tests.sealed import filled_from, rules, salts
from tests.sealed_family import UNCHECKED, sealed_family
from tests.small_world import VAN_WETERING, real_case, real_decision
from tests.test_after_sealing import COLLEAGUE, ERIK, LATER, LATER_DAY
from tests.test_letters import changed, faults, letters

APPLIED = ("aanvraag", "vroeg ", "aangevraagd", "gevraagd")
TOLD = ("geen nieuwe aanvraag", "Wat wordt er gevraagd?")
"""Words of an application that stand in a document about an extension: that it was not needed, and a question."""


def written_again(view: View) -> Iterator[tuple[str, str]]:
    """Walk what is answered anew about an extension just as it was the first time, and no day of applying."""
    own = {
        one.id
        for several in (view.case.persons, view.case.needs, view.case.support, view.case.solutions)
        for one in several
    } | {claim.id for claim in view.case.claims}
    known = {entry.field for entry in view.draft.entries}
    not_again = {OCCASION, rules(MUNICIPALITY).moment_fact[Moment.APPLICATION]}
    for field, given in fields_of_case(real_case(VAN_WETERING, rules(MUNICIPALITY))):
        _, about, *rest = [*field.split("/"), "", ""]
        if about in own and rest[0] == "feiten" and rest[1] not in not_again and field not in known:
            yield field, str(given)


def decided_again() -> Iterator[tuple[str, str]]:
    """Walk the fields that decide the same as the first time, on a later day."""
    first = real_decision(VAN_WETERING)
    parts = tuple(part for part in first.part_decisions if part.law == "wmo")
    again = first.model_copy(update={"part_decisions": parts, "not_granted": (), "on": LATER_DAY})
    for field, given in fields_of_decision(again):
        if not field.startswith(("besluit/eigen_inschatting", "besluit/advies_gezien_op")):
            yield field, str(given)


def extended(desk: OpenDesk) -> int:
    """Extend what Erik has under the Wmo, up to where it can be sealed; gives the number of its dossier."""
    made, now = desk.extend(1, ERIK, COLLEAGUE, LATER), datetime.fromisoformat(LATER)
    assert desk.write_all(made, written_again(desk.view(made, LATER_DAY)), COLLEAGUE, LATER) is None
    assert desk.judge(made, "een-plan", "De hulp werkt en blijft nodig.", COLLEAGUE, now) is None
    assert desk.advice(desk.view(made, LATER_DAY), COLLEAGUE, now + timedelta(minutes=1))
    assert desk.write_all(made, decided_again(), COLLEAGUE, LATER) is None
    return made


@cache
def sealed_extension() -> Dossier:
    """Give what the documents of the sealed extension are made from, as it is read from its record."""
    with TemporaryDirectory() as folder:
        desk = OpenDesk(Path(folder) / "db.sqlite", RULES)
        filled_from(sealed_family()[0], desk.db)
        view = desk.view(extended(desk), LATER_DAY)
        record = desk.seal(view, together(evaluate), LATER, salts(), UNCHECKED)
        of = dossier_of(desk.as_sealed_of(record.number, COLLEAGUE, LATER))
        desk.close()
    return of


def speaks_of_applying(made: Made) -> list[str]:
    words = plain(made.document)
    for told in TOLD:
        words = words.replace(told, "")
    return [one for one in APPLIED if one in words]


def with_claims(of: Dossier, **changes: object) -> Dossier:
    """Give a dossier in which every provision was decided otherwise."""
    parts = tuple(
        part.model_copy(update={"claims": tuple(item.model_copy(update=changes) for item in part.claims)})
        for part in of.decision.part_decisions
    )
    return replace(of, decision=of.decision.model_copy(update={"part_decisions": parts}))


def test_an_extension_is_sealed_only_after_it_was_found_anew_that_it_is_needed(tmp_path: Path) -> None:
    desk = OpenDesk(tmp_path / "db.sqlite", RULES)
    filled_from(sealed_family()[0], desk.db)
    made, now = desk.extend(1, ERIK, COLLEAGUE, LATER), datetime.fromisoformat(LATER)
    desk.judge(made, "een-plan", "De hulp werkt en blijft nodig.", COLLEAGUE, now)
    desk.advice(desk.view(made, LATER_DAY), COLLEAGUE, now + timedelta(minutes=1))
    desk.write_all(made, decided_again(), COLLEAGUE, LATER)

    with pytest.raises(SealRefused, match="nog niet bekend"):
        desk.seal(desk.view(made, LATER_DAY), together(evaluate), LATER, salts(), UNCHECKED)
    desk.close()


def test_a_sealed_extension_speaks_in_no_document_of_an_application() -> None:
    of = sealed_extension()

    made = all_documents(of)
    assert {one.name for one in made} == {
        "begeleidende-brief-erik", "erik-wmo", "budgetplan-erik-wmo", "kort-erik", "verslag-erik",
    }  # fmt: skip
    assert {one.name: one.blocked for one in made if one.blocked} == {}
    assert {one.name: speaks_of_applying(one) for one in made if speaks_of_applying(one)} == {}


def test_the_letter_of_an_extension_says_that_nobody_had_to_apply() -> None:
    (sent,) = documents_of(sealed_extension())

    assert sent.document.title == "Ons besluit over uw hulp (Wmo 2015)"
    assert "U hoefde hiervoor geen nieuwe aanvraag te doen." in plain(sent.document)
    assert {about.room for about in parts_of(sealed_extension())} == {"erik/wmo"}


def test_a_letter_of_an_extension_that_says_that_somebody_applied_blocks() -> None:
    of = sealed_extension()
    ((made, about, _),) = letters(of)
    told = "U vroeg deze hulp bij ons aan. In deze brief leest u wat wij besluiten. Het gaat om deze regels: Wmo 2015."

    titled = replace(made, document=replace(made.document, title="Ons besluit over uw aanvraag (Wmo 2015)"))
    assert Fault.DECIDED in faults((titled, about, of))
    assert Fault.DECIDED in faults(
        changed(
            (made, about, of),
            lambda text: replace(text, words=told) if text.words.startswith("U hoefde") else text,
        )
    )


def test_what_is_extended_for_a_part_is_not_said_to_be_a_part_of_what_was_asked() -> None:
    of = with_claims(sealed_extension(), result=Result.PARTLY)

    made = {one.name: one for one in all_documents(of)}

    assert {name: one.blocked for name, one in made.items() if one.blocked} == {}
    assert {name: speaks_of_applying(one) for name, one in made.items() if speaks_of_applying(one)} == {}
    assert "een deel van de hulp waar wij naar keken: Huishoudelijke hulp." in plain(
        made["erik-wmo"].document
    )
    assert "Dit is niet alle hulp waar wij naar keken." in plain(made["kort-erik"].document)


def test_a_part_of_an_extension_that_reads_as_a_part_of_what_was_asked_blocks() -> None:
    of = with_claims(sealed_extension(), result=Result.PARTLY)
    ((made, about, _),) = letters(of)

    assert Fault.DECIDED in faults(
        changed(
            (made, about, of),
            lambda text: replace(
                text, words=text.words.replace("de hulp waar wij naar keken", "wat is gevraagd")
            ),
        )
    )


def test_the_same_thing_extended_once_and_refused_once_is_set_apart_without_an_application() -> None:
    of = sealed_extension()
    (part,) = of.decision.part_decisions
    first = part.claims[0]
    other = next(claim for claim in of.case.claims if claim.id == "a-huishouden-drie-uur")
    refused = ClaimDecision(claim=other.id, result=Result.REFUSED, reasons="Drie uur is meer dan nodig.")
    both = part.model_copy(update={"claims": (first, refused)})
    of = replace(of, decision=of.decision.model_copy(update={"part_decisions": (both,)}))

    made = {one.name: plain(one.document) for one in all_documents(of)}

    assert "U krijgt niet: Huishoudelijke hulp, op een andere manier." in made["erik-wmo"]
    assert "Huishoudelijke hulp, op een andere manier" in made["kort-erik"]


def _applied_for(of: Dossier, claim: str) -> Dossier:
    """Give a dossier in which somebody reported and applied for one of the provisions."""
    occasion = Answer(given="melding", provenance=Provenance.DOCUMENT, on=LATER_DAY)
    claims = tuple(
        one.model_copy(update={"facts": {**one.facts, OCCASION: (occasion,)}}) if one.id == claim else one
        for one in of.case.claims
    )
    case = of.case.model_copy(update={"claims": claims})
    return replace(of, case=case, weighing=weigh(case, of.rule_set, of.decision.on))


def test_a_letter_about_what_was_applied_for_and_what_was_not_says_both() -> None:
    of = with_claims(_applied_for(sealed_extension(), "a-fiets"), result=Result.PARTLY)

    ((made, about, _),) = letters(of)
    words = plain(made.document)

    assert Fault.DECIDED not in faults((made, about, of))
    assert made.document.title == "Ons besluit over uw aanvraag (Wmo 2015)"
    assert "U vroeg deze hulp bij ons aan." in words
    assert "Voor een deel van deze hulp hoefde u geen nieuwe aanvraag te doen." in words
    assert "een deel van de hulp waar wij naar keken: Huishoudelijke hulp." in words
    assert "een deel van wat is gevraagd: Driewielfiets" in words


def test_a_letter_about_both_that_leaves_out_that_nobody_applied_for_a_part_blocks() -> None:
    of = _applied_for(sealed_extension(), "a-fiets")
    ((made, about, _),) = letters(of)

    assert Fault.DECIDED in faults(
        changed((made, about, of), lambda text: None if "Voor een deel van deze hulp" in text.words else text)
    )
