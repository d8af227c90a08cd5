"""What people record about a sealed decision at the desk, what is refused, and what the worklist says of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from budget_engine.after_sealing import dossier_of
from budget_engine.afterwards import (
    Agreed,
    Channel,
    Evaluation,
    Event,
    Extension,
    OnePart,
    RunningOut,
    Sending,
)
from budget_engine.authority import Action, Login, Role, may_release
from budget_engine.backends.agreement import together
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.shape import is_sealed
from budget_engine.errors import InputError, NotAllowed, StoreError
from budget_engine.follow_up import FollowUp, SealedPart
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.forms import Form
from budget_engine.letter.made import all_documents, may_go
from budget_engine.papers import PaperDrawer
from budget_engine.store import access, events
from budget_engine.store.heads import drafts_in
from tests.conftest import MUNICIPALITY, RULES
from tests.people import OpenDesk
from tests.sealed import filled_from, salts
from tests.sealed_family import UNCHECKED, sealed_as, sealed_family
from tests.small_world import VAN_WETERING, real_case, real_decision
from tests.test_authorisation import as_role

TODAY, AT = date(2026, 11, 24), "2026-11-24T16:00:00+01:00"
LATER_DAY, LATER = date(2026, 11, 26), "2026-11-26T10:00:00+01:00"
EAST = "Oost"
SEALER = as_role("consulent", EAST, name="P. Mulder")
COLLEAGUE = as_role("kwaliteit", EAST, name="P. Jansma", function="kwaliteitsmedewerker")
SEM = OnePart(law="jeugdwet", person="sem")
ERIK = OnePart(law="wmo", person="erik")
BUS = OnePart(law="leerlingenvervoer", person="sem")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    found = OpenDesk(tmp_path / "db.sqlite", RULES)
    yield found
    found.close()


@pytest.fixture
def number(desk: OpenDesk) -> int:
    path, opened = sealed_family()
    filled_from(path, desk.db)
    return opened


@pytest.fixture
def blocked(desk: OpenDesk, number: int, rule_set: RuleSet) -> int:
    """The same family sealed as record 2, as if nobody asked how old Erik is: letters about him go to nobody."""
    sealed_as(desk, "gezin-leeftijd", rule_set, "personen/erik/feiten/geboortedatum")
    return 2


def refused(call: object, *words: object, **named: object) -> str:
    with pytest.raises((InputError, StoreError, NotAllowed)) as said:
        call(*words, **named)  # type: ignore[operator]
    return str(said.value)


def ends_today(desk: OpenDesk, record: int) -> RunningOut:
    """Give the term for the Wmo that makes a release of the letter to Erik necessary."""
    return desk.running_out(record, "erik-wmo", COLLEAGUE, LATER)[0]


# --- sending -----------------------------------------------------------------------------------------------


def test_a_part_that_was_sent_says_until_when_objection_is_possible(desk: OpenDesk, number: int) -> None:
    desk.send(1, SEM, LATER_DAY, Channel.POST, COLLEAGUE, LATER)

    found = {item.of.part: item for item in desk.follow_ups(1, COLLEAGUE, LATER)}

    assert set(found) == {SEM, ERIK, BUS, OnePart(law="participatiewet", person="erik")}
    assert found[SEM].objection_until == LATER_DAY + timedelta(weeks=6)
    assert found[SEM].of.told_until == TODAY + timedelta(weeks=6)
    assert found[SEM].is_told_otherwise
    assert not found[ERIK].is_told_otherwise
    assert found[ERIK].sent is None
    assert found[ERIK].objection_until is None


def test_a_wrong_sending_is_corrected_with_a_reason_and_both_stay(desk: OpenDesk, number: int) -> None:
    first = desk.send(1, SEM, TODAY, Channel.POST, COLLEAGUE, LATER)
    assert "al vastgelegd" in refused(desk.send, 1, SEM, LATER_DAY, Channel.POST, COLLEAGUE, LATER)
    assert "reden" in refused(
        desk.send, 1, SEM, LATER_DAY, Channel.POST, COLLEAGUE, LATER, corrects=first.number
    )

    desk.send(1, SEM, LATER_DAY, Channel.POST, COLLEAGUE, LATER, first.number, "Het ging een post later weg.")

    events = desk.events(1, COLLEAGUE, LATER)
    assert [event.what.day for event in events if isinstance(event.what, Sending)] == [TODAY, LATER_DAY]
    again = refused(desk.send, 1, SEM, TODAY, Channel.POST, COLLEAGUE, LATER, first.number, "Toch niet.")
    assert "al vastgelegd" in again
    (sem,) = [item for item in desk.follow_ups(1, COLLEAGUE, LATER) if item.of.part == SEM]
    assert sem.sent is not None
    assert sem.sent[1].day == LATER_DAY


@pytest.mark.parametrize(
    ("part", "day", "said"),
    [
        (SEM, date(2026, 11, 23), "ligt voor de dag van het besluit"),
        (SEM, date(2026, 11, 27), "moet nog komen"),
        (OnePart(law="wmo", person="noor"), TODAY, "geen deelbesluit"),
    ],
)
def test_a_sending_that_cannot_be_is_refused_in_words(
    desk: OpenDesk, number: int, part: OnePart, day: date, said: str
) -> None:
    assert said in refused(desk.send, 1, part, day, Channel.POST, COLLEAGUE, LATER)
    assert desk.events(1, COLLEAGUE, LATER) == ()


def test_nothing_can_be_sent_of_what_was_not_sealed(desk: OpenDesk, number: int) -> None:
    assert "hoort bij geen dossier" in refused(desk.send, 2, SEM, TODAY, Channel.POST, COLLEAGUE, LATER)


def test_somebody_of_another_team_reads_and_writes_nothing_of_it(desk: OpenDesk, number: int) -> None:
    stranger = as_role("consulent", "West", name="K. Willems")
    for call, *rest in (
        (desk.send, 1, SEM, TODAY, Channel.POST), (desk.events, 1), (desk.released, 1), (desk.extend, 1, SEM),
        (desk.follow_ups, 1), (desk.release, 1, "besluit", "haast", None), (desk.running_out, 1, "besluit"),
    ):  # fmt: skip
        assert "niet van uw team" in refused(call, *rest, stranger, LATER)


# --- a second person lets a document go ------------------------------------------------------------------------


def test_a_second_person_releases_a_document_with_a_reason(desk: OpenDesk, blocked: int) -> None:
    event = desk.release(
        blocked, "erik-wmo", " De termijn loopt vandaag af. ", ends_today(desk, blocked), COLLEAGUE, LATER
    )

    found = desk.released(blocked, SEALER, LATER)["erik-wmo"]

    assert (found.by, found.at, found.reasons) == ("P. Jansma", LATER, "De termijn loopt vandaag af.")
    assert event.head["ruimte"] == "erik/wmo"


def test_only_what_is_there_and_is_kept_back_can_be_released(desk: OpenDesk, blocked: int) -> None:
    assert "hoort geen stuk" in refused(desk.release, blocked, "verzonnen", "haast", None, COLLEAGUE, LATER)
    assert "niet tegengehouden" in refused(desk.release, 1, "erik-wmo", "haast", None, COLLEAGUE, LATER)
    assert desk.events(1, COLLEAGUE, LATER) == desk.events(blocked, COLLEAGUE, LATER) == ()


def test_a_release_lets_go_what_was_wrong_then_and_nothing_that_comes_up_later(
    desk: OpenDesk, blocked: int
) -> None:
    made = next(
        item
        for item in all_documents(dossier_of(desk.as_sealed_of(blocked, COLLEAGUE, LATER)))
        if item.name == "erik-wmo"
    )
    desk.release(blocked, "erik-wmo", "De termijn loopt af.", ends_today(desk, blocked), COLLEAGUE, LATER)
    let_go = desk.released(blocked, COLLEAGUE, LATER)

    another = Blocked(Fault.REASON, "Er staat geen reden.", "Schrijf een reden.")
    assert may_go(made, let_go)
    assert not may_go(replace(made, blocked=(*made.blocked, another)), let_go)
    assert not may_go(made, {"erik-wmo": replace(let_go["erik-wmo"], faults=frozenset())})


def test_a_document_is_taken_by_its_name_and_only_of_the_dossier_itself(
    desk: OpenDesk, number: int, blocked: int
) -> None:
    drawer = PaperDrawer(desk)

    def take(dossier: int, name: str) -> str:
        return drawer.take(dossier, name, Form.TEXT, COLLEAGUE, LATER).decode()

    of_blocked = events.draft_of(desk.engine, blocked)
    assert of_blocked is not None
    assert "Wmo" in take(number, "erik-wmo")
    assert "nog niet worden verstuurd" in refused(take, of_blocked, "erik-wmo")
    assert "hoort niet bij" in refused(take, number, "verzonnen")
    taken = [line.draft for line in access.lines(desk.engine).shown if line.action == Action.EXPORT]
    assert taken == [number]
    desk.release(blocked, "erik-wmo", "De termijn loopt af.", ends_today(desk, blocked), COLLEAGUE, LATER)
    assert "Wmo" in take(of_blocked, "erik-wmo")


def test_before_anything_was_sealed_only_the_sheet_for_the_talk_can_be_taken(desk: OpenDesk) -> None:
    opened = desk.open("nieuw", MUNICIPALITY, SEALER, AT, EAST)
    drawer = PaperDrawer(desk)

    assert "hoort niet bij" in refused(drawer.take, opened, "erik-wmo", Form.TEXT, SEALER, AT)
    assert "hoort niet bij" in refused(drawer.take_talk_sheet, opened, "sem", Form.TEXT, SEALER, AT)
    assert drawer.take_talk_sheet(opened, None, Form.TEXT, SEALER, AT)


@pytest.mark.parametrize(
    "same",
    [
        SEALER,
        SEALER.model_copy(update={"name": "Iemand Anders"}),
        SEALER.model_copy(update={"subject": "s-anders", "name": "p mulder"}),
    ],
    ids=["themselves", "under another name", "under another login"],
)
def test_who_sealed_cannot_release(desk: OpenDesk, number: int, same: Login) -> None:
    assert "Vraag een collega" in refused(desk.release, 1, "besluit", "haast", None, same, LATER)
    assert desk.released(1, COLLEAGUE, LATER) == {}


def test_where_nobody_wrote_down_who_sealed_the_deciders_cannot_release(desk: OpenDesk, blocked: int) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER vastgesteld_vast")
        connection.exec_driver_sql("UPDATE vastgesteld SET sealed_by = NULL")
    decider = real_decision(VAN_WETERING).part_decisions[0].decider.name
    as_decider = Login(subject="s", name=decider, roles=(Role.CASEWORKER,), teams=(EAST,))

    assert "Vraag een collega" in refused(desk.release, blocked, "erik-wmo", "haast", None, as_decider, LATER)
    desk.release(blocked, "erik-wmo", "haast", ends_today(desk, blocked), COLLEAGUE, LATER)


@pytest.mark.parametrize("name", ["M. Aydin", "J. Terpstra"])
def test_who_decided_a_part_cannot_release_a_letter_either(desk: OpenDesk, blocked: int, name: str) -> None:
    decider = as_role("consulent", EAST, name=name)

    assert "Vraag een collega" in refused(desk.release, blocked, "erik-wmo", "haast", None, decider, LATER)
    assert desk.released(blocked, COLLEAGUE, LATER) == {}


def test_who_looked_along_cannot_release_and_a_third_person_can() -> None:
    assert may_release(SEALER, None, ["P. Jansma", "p mulder"]) is not None
    assert may_release(SEALER, COLLEAGUE, ["P. Jansma", "M. Aydin"]) is None


def test_what_went_out_by_a_letter_that_is_kept_back_is_sent_only_after_somebody_released_it(
    desk: OpenDesk, blocked: int
) -> None:
    said = refused(desk.send, blocked, ERIK, LATER_DAY, Channel.POST, COLLEAGUE, LATER)
    assert "De brief over Wmo 2015 voor Erik (vader) wordt tegengehouden" in said
    desk.send(blocked, SEM, LATER_DAY, Channel.POST, COLLEAGUE, LATER)

    desk.release(blocked, "erik-wmo", "De termijn loopt af.", ends_today(desk, blocked), COLLEAGUE, LATER)
    desk.send(blocked, ERIK, LATER_DAY, Channel.POST, COLLEAGUE, LATER)

    assert [
        event.what.part for event in desk.events(blocked, COLLEAGUE, LATER) if isinstance(event.what, Sending)
    ] == [
        SEM,
        ERIK,
    ]


# --- looking back, and the worklist ------------------------------------------------------------------------------


def looked_back(day: date = LATER_DAY, part: OnePart = ERIK) -> Evaluation:
    return Evaluation(part=part, day=day, present=("Erik", "S. de Wit"), agreed=Agreed.GO_ON)


def test_the_worklist_says_what_is_still_to_come_until_it_was_done(desk: OpenDesk, number: int) -> None:
    def said() -> list[tuple[str, date | None]]:
        (row,) = desk.worklist(LATER_DAY)
        assert row.is_sealed
        return [(item.text, item.day) for item in row.left]

    before = said()
    assert before[0][0].startswith("Vastgesteld, nog niet verzonden: ")
    assert before[0][0].count(" voor ") == 4
    evaluations = [item for item in before if item[0].startswith("terugkijken op")]
    for item in desk.follow_ups(1, COLLEAGUE, LATER):
        desk.send(1, item.of.part, LATER_DAY, Channel.POST, COLLEAGUE, LATER)
        for day in item.of.evaluate_on:
            desk.evaluate(1, looked_back(day, item.of.part), COLLEAGUE, f"{day}T10:00:00+01:00")

    after = said()

    assert evaluations
    assert [day for _, day in after] == [date(2027, 1, 7)]
    assert all(item not in after for item in (before[0], *evaluations))


@pytest.mark.parametrize(
    ("days", "left"),
    [
        ([], 0),
        ([-81], 0),
        ([-32], 0),
        ([-31], 1),
        ([0], 1),
        ([-10, -9], 1),
        ([-10, 5], 1),
        ([200], 2),
        ([200, 201], 2),
    ],
)
def test_looking_back_does_for_the_agreed_days_until_then_and_for_a_near_one(
    days: list[int], left: int
) -> None:
    first = date(2027, 2, 12)
    agreed = (first, first + timedelta(days=180))
    part = SealedPart(ERIK, "Wmo 2015", "Erik", TODAY, agreed, True, None)
    event = Event(1, "{}", None)
    held = tuple((event, looked_back(first + timedelta(days=day))) for day in days)

    assert FollowUp(part, None, None, held).evaluate_on == (*agreed, None)[left]


def test_an_evaluation_of_tomorrow_is_refused(desk: OpenDesk, number: int) -> None:
    assert "moet nog komen" in refused(desk.evaluate, 1, looked_back(date(2026, 11, 27)), COLLEAGUE, LATER)


def sealed_again(desk: OpenDesk, number: int) -> None:
    desk.write(number, "besluit/reden", "Nader bekeken.", "S. de Wit", LATER)
    desk.seal(desk.view(number, TODAY), together(evaluate), LATER, salts(), UNCHECKED)


def test_what_was_sealed_before_stays_in_sight_while_it_is_open(desk: OpenDesk, number: int) -> None:
    desk.send(1, ERIK, LATER_DAY, Channel.POST, COLLEAGUE, LATER)
    sealed_again(desk, number)

    open_still = desk.earlier(2, LATER_DAY, COLLEAGUE, LATER)
    (row,) = desk.worklist(LATER_DAY)

    assert {item.of.part for item in open_still[1]} == {
        item.of.part for item in desk.follow_ups(1, SEALER, LATER)
    }
    assert ("bezwaar tegen Wmo 2015 voor Erik (vader) (record 1)", date(2027, 1, 7)) in [
        (item.text, item.day) for item in row.left
    ]
    unsent = [item.text for item in row.left if item.day is None]
    assert [text.partition(",")[0] for text in unsent] == ["Vastgesteld", "Eerder vastgesteld (record 1)"]
    assert "Erik (vader)" not in unsent[1].replace("Participatiewet voor Erik (vader)", "")


def test_what_was_sent_anew_or_is_past_objection_is_no_longer_open(desk: OpenDesk, number: int) -> None:
    desk.send(1, ERIK, LATER_DAY, Channel.POST, COLLEAGUE, LATER)
    sealed_again(desk, number)
    for item in desk.follow_ups(2, COLLEAGUE, LATER):
        desk.send(2, item.of.part, LATER_DAY, Channel.POST, COLLEAGUE, LATER)

    assert {item.of.part for item in desk.earlier(2, LATER_DAY, COLLEAGUE, LATER)[1]} == {ERIK}
    assert desk.earlier(2, date(2027, 1, 8), COLLEAGUE, LATER) == {}


def test_two_people_who_extend_at_once_get_two_dossiers(desk: OpenDesk, number: int) -> None:
    together_now = Barrier(4)

    def extend(_: int) -> int:
        together_now.wait()
        return desk.extend(1, ERIK, COLLEAGUE, LATER)

    with ThreadPoolExecutor(4) as people:
        made = list(people.map(extend, range(4)))

    cases = {head.number: head.case for head in drafts_in(desk.engine)}
    assert {cases[draft] for draft in made} == {f"gezin-001 verlenging {place}" for place in range(1, 5)}
    named = [
        event.what.new_case for event in desk.events(1, COLLEAGUE, LATER) if isinstance(event.what, Extension)
    ]
    assert named == [f"gezin-001 verlenging {place}" for place in range(1, 5)]


# --- what is not sealed ---


@pytest.mark.parametrize("field", ["veiligheidsnotitie/sem", "gesprek/notities", "na/1/erik/wmo/werkt"])
def test_what_is_never_sealed_does_not_make_a_sealed_dossier_one_that_was_changed(
    desk: OpenDesk, number: int, field: str
) -> None:
    desk.write(number, field, "Iets.", "S. de Wit", LATER)

    (row,) = desk.worklist(LATER_DAY)
    assert row.is_sealed
    assert not is_sealed(field)


def test_everything_that_makes_the_case_or_the_decision_is_sealed(rule_set: RuleSet) -> None:
    case, decision = real_case(VAN_WETERING, rule_set), real_decision(VAN_WETERING)

    assert all(is_sealed(field) for field, _ in [*fields_of_case(case), *fields_of_decision(decision)])
