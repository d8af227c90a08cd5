"""An extension of a sealed decision: what comes along, what stays behind, and that it is made whole or not at all."""

from datetime import date

import pytest

from budget_engine.afterwards import OnePart, parts_in
from budget_engine.answer import Provenance
from budget_engine.authority import Action
from budget_engine.case import AlternativeKind
from budget_engine.drafts.apart import has_safety_note, safety_note
from budget_engine.drafts.extending import origin_of
from budget_engine.drafts.of_one_decision import BY_NAME, is_marked
from budget_engine.errors import StoreError
from budget_engine.language.fact import LiesWith, Role
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import access, drafts, events
from budget_engine.store.heads import drafts_in
from tests.people import OpenDesk
from tests.test_after_sealing import (
    AT,
    BUS,
    COLLEAGUE,
    EAST,
    ERIK,
    LATER,
    LATER_DAY,
    SEM,
    desk,
    number,
    refused,
)

__all__ = ["desk", "number"]


def test_an_extension_goes_on_with_one_person_under_one_law(desk: OpenDesk, number: int) -> None:
    made = desk.extend(1, ERIK, COLLEAGUE, LATER)

    draft, view = desk.draft(made), desk.view(made, LATER_DAY)
    case, sealed = view.case, desk.as_sealed_of(1, COLLEAGUE, LATER).case
    origin = origin_of(draft)
    assert draft.case == case.id == f"{sealed.id} verlenging 1"
    assert origin is not None
    assert (origin.record, origin.law, origin.person) == (1, "wmo", "erik")
    assert {claim.law for claim in case.claims} == {"wmo"}
    assert [need.id for need in case.needs] == ["v3", "v5b"]
    assert {goal.said_by for item in case.alternatives for goal in item.goals} == {"erik"}
    assert [item.id for item in case.support] == [item.id for item in sealed.support]
    assert not view.reading.problems
    assert view.decision is None
    assert draft.text("besluit/eigen_inschatting/alternatief") == ""
    assert drafts.team_of(desk.engine, made) == EAST


def test_of_housemates_comes_along_who_they_are_and_what_counts_in_a_household(
    desk: OpenDesk, number: int
) -> None:
    case = desk.view(desk.extend(1, ERIK, COLLEAGUE, LATER), LATER_DAY).case

    known = {person.id: set(person.facts) for person in case.persons}
    assert list(known) == ["anouk", "erik", "noor", "sem"]
    assert known["sem"] == {"geboortedatum", "huisgenoot", "mantelzorger"}
    assert {"wlz_status", "ingezetene", "rechtmatig_verblijf"} <= known["erik"]


def test_of_the_person_comes_along_what_the_rules_of_the_law_look_at(desk: OpenDesk, number: int) -> None:
    of_work = OnePart(law="participatiewet", person="erik")
    known = {
        part.law: {
            person.id: set(person.facts)
            for person in desk.view(desk.extend(1, part, COLLEAGUE, LATER), LATER_DAY).case.persons
        }["erik"]
        for part in (ERIK, of_work)
    }

    work = {"loonwaarde", "werk_of_werkaanbod"}
    assert not known["wmo"] & work
    assert work <= known["participatiewet"]
    for facts in known.values():
        assert "diagnose" not in facts  # no rule looks at it
        assert {"geboortedatum", "gezag_over_jeugdige"} <= facts  # by these the letters find whom they go to


def test_the_earlier_investigation_counts_for_no_duty_of_the_next(desk: OpenDesk, number: int) -> None:
    sealed = desk.as_sealed_of(1, COLLEAGUE, LATER)
    view = desk.view(desk.extend(1, ERIK, COLLEAGUE, LATER), LATER_DAY)

    declared = view.rule_set.fact
    known = {name for _, name, _ in view.case.answers()}
    earlier = {name for _, name, _ in sealed.case.answers()}
    assert {
        "norm_op_onderzoek",
        "uren_herleidbaar",
        "afstemming_vastgelegd",
        "pgb_bekwaam",
    } <= earlier - known
    assert {
        "persoonlijk_plan_betrokken",
        "advies_verwacht_op",
        "gebruikelijke_hulp_onderzocht",
    } <= earlier - known
    assert not {name for name in known if name.endswith(("_onderzocht", "_besproken", "_gewogen"))}
    assert not {name for name in known if declared[name].is_judgement}
    assert not {name for _, name, answer in view.case.answers() if answer.provenance is Provenance.JUDGEMENT}
    assert {"hulpvraag", "problemen", "aantal", "prijs", "vorm", "aantal_met_bandbreedte"} <= known


def test_a_safety_note_as_it_stands_now_comes_along_and_the_log_tells_who_took_it(
    desk: OpenDesk, number: int
) -> None:
    desk.write(number, safety_note("sem"), "Zijn vader mag het adres weten.", COLLEAGUE, AT)
    desk.write(number, safety_note("sem"), "Zijn vader mag het adres niet weten.", COLLEAGUE, LATER)
    desk.write(number, safety_note("anouk"), " ", COLLEAGUE, LATER)

    made = desk.extend(1, ERIK, COLLEAGUE, LATER)

    draft = desk.draft(made)
    assert draft.under("veiligheidsnotitie") == (safety_note("sem"),)
    assert draft.text(safety_note("sem")) == "Zijn vader mag het adres niet weten."
    lines = [
        (line.draft, line.action) for line in access.lines(desk.engine).shown if line.name == COLLEAGUE.name
    ]
    assert {(number, Action.READ), (number, Action.EXTEND), (made, Action.WRITE)} <= set(lines)


def test_without_a_safety_note_an_extension_has_none(desk: OpenDesk, number: int) -> None:
    assert not has_safety_note(desk.draft(desk.extend(1, ERIK, COLLEAGUE, LATER)))


def test_what_runs_now_is_recorded_and_nobody_reports_or_applies_anew(desk: OpenDesk, number: int) -> None:
    made = desk.extend(1, ERIK, COLLEAGUE, LATER)

    view = desk.view(made, LATER_DAY)
    claims = {
        claim.id: {name: answers[-1] for name, answers in claim.facts.items()} for claim in view.case.claims
    }
    running = {name for name, facts in claims.items() if facts["lopend"].given == "ja"}
    assert running == {"a-taxi-dichtbij-slecht-weer"}  # the others begin on a later day
    assert claims["a-taxi-dichtbij-slecht-weer"]["lopend"].provenance is Provenance.DOCUMENT
    assert claims["a-taxi-dichtbij-slecht-weer"]["lopend"].evidence == "record 1"
    assert [name for name, facts in claims.items() if "aanleiding_besluit" in facts] == [
        "a-huishouden", "a-fiets", "a-taxi-dichtbij-slecht-weer",
    ]  # fmt: skip
    for left_behind in ("aanvraag_datum", "voornemen", "ingangsdatum", "weigeringsgrond"):
        assert not any(left_behind in facts for facts in claims.values())
    (unchanged,) = [a for a in view.case.alternatives if a.kind is AlternativeKind.NOTHING_CHANGES]
    assert set(unchanged.claims) == running
    raised = {item.rule for item in view.weighing.assessment.findings if item.holds}
    assert "wmo-heronderzoek-stappen" in raised
    assert not {name for name in raised if "termijn" in name or "beslissing" in name or "bezwaar" in name}


def test_what_ended_does_not_run(desk: OpenDesk, number: int) -> None:
    later = date(2028, 1, 3)

    view = desk.view(desk.extend(1, ERIK, COLLEAGUE, f"{later}T10:00:00+01:00"), later)

    assert not [claim for claim in view.case.claims if claim.facts["lopend"][-1].given == "ja"]


def test_every_name_that_stays_behind_is_a_fact_of_the_rules_that_no_mark_tells(rule_set: RuleSet) -> None:
    assert set(rule_set.fact) >= BY_NAME
    assert not [name for name in BY_NAME if is_marked(rule_set.fact[name])]


def test_a_fact_of_a_municipality_is_left_behind_by_its_marks_alone(rule_set: RuleSet) -> None:
    own = rule_set.fact["gebruikelijke_hulp_onderzocht"].model_copy(update={"name": "voorbeeld_onderzocht"})
    of_resident = own.model_copy(update={"who": (Role.RESIDENT, Role.CASEWORKER)})
    of_nobody = own.model_copy(update={"lies_with": LiesWith.NOBODY})

    assert is_marked(own)
    assert not is_marked(of_resident)
    assert not is_marked(of_nobody)


def test_a_second_extension_and_one_of_an_extension_get_the_next_number(desk: OpenDesk, number: int) -> None:
    made = [desk.draft(desk.extend(1, ERIK, COLLEAGUE, LATER)).case for _ in range(2)]

    assert [name.rsplit(" ", 2)[1:] for name in made] == [["verlenging", "1"], ["verlenging", "2"]]
    kinds = [event.head["soort"] for event in desk.events(1, COLLEAGUE, LATER)]
    assert kinds == ["verlengd", "verlengd"]


def test_an_extension_that_cannot_be_written_down_leaves_no_dossier(
    desk: OpenDesk, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise StoreError("De schijf is vol.")

    monkeypatch.setattr(events, "add_event", breaks)

    assert "schijf" in refused(desk.extend, 1, ERIK, COLLEAGUE, LATER)
    assert len(drafts_in(desk.engine)) == 1


def test_of_a_part_in_which_nothing_was_granted_nothing_is_extended(desk: OpenDesk, number: int) -> None:
    sealed = desk.as_sealed_of(1, COLLEAGUE, LATER)
    empty = [part for part in parts_in(sealed.case, sealed.decision) if part not in {SEM, ERIK, BUS}]

    for part in empty:
        desk.extend(1, part, COLLEAGUE, LATER)
    assert "geen deelbesluit" in refused(desk.extend, 1, OnePart(law="zvw", person="sem"), COLLEAGUE, LATER)
