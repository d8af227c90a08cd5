"""What is worked out once: for all who ask the same, until what it rests on changes, and never beyond that."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from budget_engine import desk as desks
from budget_engine import kept_views, papers
from budget_engine.desk import Desk
from budget_engine.drafts.entry import Draft, Entry, Given, joined
from budget_engine.drafts.filling import fields_of_case
from budget_engine.drafts.shape import AFTER, DECISION
from budget_engine.drafts.view import JUDGED_AT, look
from budget_engine.errors import RulesError
from budget_engine.kept_views import KeptViews
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.made import Made
from budget_engine.store import drafts
from budget_engine.store.heads import Heads, drafts_in, head_of, records_of
from budget_engine.store.schema import lay_out, open_store
from tests.conftest import MUNICIPALITY, RULES
from tests.people import SOMEBODY, OpenDesk
from tests.screens import AT, TODAY, WORKER, family, opened
from tests.sealed import real_case
from tests.sealed import rules as sealed_rules
from ui import running
from ui.running import House

DENISE = "002-denise"
AT_ONCE = 8
WRITTEN = tuple(fields_of_case(real_case(DENISE, sealed_rules())))
PLACES = (
    "gesprek/notities", "gesprek/datum", "besluit/reden", "besluit/op", "besluit/gekozen", JUDGED_AT,
    "besluit/deelbesluiten/wmo/bestaat", "na/verzonden/1/op", "veiligheidsnotitie/denise", "kamers/wmo/bewaring",
    *(field for field, _ in WRITTEN),
)  # fmt: skip
TEXTS = st.sampled_from(
    ["", "ja", "nee", "onbekend", "24-11-2026", "2026-11-24T09:00:00", "denise", "12"]
) | st.text(max_size=9)


def draft_of(entries: list[Entry]) -> Draft:
    return Draft(1, "zaak-1", tuple(entries))


def entry(number: int, field: str, given_: Given) -> Entry:
    return Entry(number, field, given_, WORKER, AT)


STANDING = [entry(number, *item) for number, item in enumerate((("gemeente", MUNICIPALITY), *WRITTEN), 1)]


# --- a dossier worked out ------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from(PLACES), TEXTS), min_size=1, max_size=4))
@settings(max_examples=15)
def test_a_dossier_worked_on_says_what_it_says_when_it_is_worked_out_anew(
    written: list[tuple[str, str]],
) -> None:
    rule_set = sealed_rules()
    added = [entry(number, *item) for number, item in enumerate(written, len(STANDING) + 1)]
    states = [draft_of([*STANDING, *added[:count]]) for count in range(len(added) + 1)]

    last = None
    for draft in states:
        last = look(draft, rule_set, TODAY, last)

    anew = look(states[-1], rule_set, TODAY)
    assert last is not None
    assert last.reading == anew.reading
    assert last.weighing == anew.weighing
    assert last.to_ask == anew.to_ask
    assert last.labels == anew.labels


def test_while_only_the_decision_is_written_its_case_is_not_worked_out_again() -> None:
    rule_set = sealed_rules()
    before = look(draft_of(STANDING), rule_set, TODAY)
    number = len(STANDING) + 1

    reasons = look(
        draft_of([*STANDING, entry(number, f"{DECISION}/reden", "Daarom.")]), rule_set, TODAY, before
    )
    another_day = look(reasons.draft, rule_set, TODAY + timedelta(days=1), before)
    judged = entry(number, JUDGED_AT, "2026-11-24T09:00:00")
    with_advice = look(draft_of([*STANDING, judged]), rule_set, TODAY, before)

    assert reasons.worked_out is before.worked_out
    assert another_day.worked_out is not before.worked_out
    assert with_advice.worked_out is not before.worked_out
    assert (before.weighing.comparisons, with_advice.weighing.comparisons is None) == (None, False)


def test_who_asks_the_same_at_once_waits_for_one_calculation(monkeypatch: pytest.MonkeyPatch) -> None:
    views, draft, rule_set = KeptViews(threading.RLock()), draft_of(STANDING), sealed_rules()
    worked: list[int] = []
    monkeypatch.setattr(kept_views, "look", lambda *args: (worked.append(1), look(*args))[1])

    with ThreadPoolExecutor(AT_ONCE) as people:
        found = list(people.map(lambda _: views.view(draft, rule_set, TODAY), range(AT_ONCE)))

    assert len({id(view) for view in found}) == len(worked) == 1


def test_other_rules_and_another_day_are_worked_out_anew() -> None:
    views, draft = KeptViews(threading.RLock()), draft_of(STANDING)
    own, of_the_country = sealed_rules(), sealed_rules(None)
    tomorrow = TODAY + timedelta(days=1)

    found = [views.view(draft, *about) for about in ((own, TODAY), (of_the_country, TODAY), (own, tomorrow))]

    assert [view.rule_set.hash for view in found] == [own.hash, of_the_country.hash, own.hash]
    assert [view.on for view in found] == [TODAY, TODAY, tomorrow]
    assert len({id(view.worked_out) for view in found}) == len(found)


def test_rules_are_read_once_for_all_and_again_when_a_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "regels"
    shutil.copytree(RULES, folder)
    desk = Desk(tmp_path / "app.sqlite", folder)
    first = sealed_rules()
    read: list[int] = []
    monkeypatch.setattr(desks, "read_rules", lambda *_: (read.append(1), first)[1])

    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(lambda _: desk.rule_set(MUNICIPALITY), range(AT_ONCE)))
    once = len(read)
    (folder / "nieuw.yaml").write_text("[]", encoding="utf-8")
    desk.rule_set(MUNICIPALITY)

    assert (once, len(read)) == (1, 2)
    desk.close()


def test_documents_are_made_once_for_all_and_again_when_the_dossier_changes(
    house: House, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = opened(house, "zaak-1", family(rule_set))
    view = house.desk.view(number, TODAY)
    real, made = papers.all_documents, []

    def noted(dossier: Dossier) -> tuple[Made, ...]:
        made.append(dossier)
        return real(dossier)

    monkeypatch.setattr(papers, "all_documents", noted)
    with ThreadPoolExecutor(AT_ONCE) as people:
        found = list(people.map(lambda _: house.papers.of_draft(view), range(AT_ONCE)))
    once = len(made)
    house.desk.write(number, "besluit/reden", "Een andere reden.", WORKER, AT)
    after = house.papers.of_draft(house.desk.view(number, TODAY))

    assert (once, len(made), len({id(item) for item in found})) == (1, 2, 1)
    assert after is not None
    assert after.dossier.decision.reasons == "Een andere reden."


def test_of_a_dossier_that_is_thrown_away_no_document_stays(
    house: House, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, other = (opened(house, name, family(rule_set)) for name in ("zaak-1", "zaak-2"))
    views = [house.desk.view(item, TODAY) for item in (number, other)]
    first = [house.papers.of_draft(view) for view in views]

    house.discard(number, SOMEBODY)
    monkeypatch.setattr(papers, "all_documents", lambda _: ())
    after = [house.papers.of_draft(view) for view in views]

    assert [found is old for found, old in zip(after, first, strict=True)] == [False, True]


# --- the list of drafts --------------------------------------------------------------------------------------


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    found = open_store(tmp_path / "lijst.sqlite", create=True)
    lay_out(found)
    yield found
    found.dispose()


_FIELDS = ("personen/sem/naam", "gesprek/notities", f"{AFTER}/verzonden/1/op", "besluit/reden", "gemeente")
STEPS = st.lists(
    st.one_of(
        st.just(("open",)),
        st.tuples(st.just("weg"), st.integers(0, 5)),
        st.tuples(st.integers(0, 5), st.sampled_from(_FIELDS), st.sampled_from(("Truus", "Kees"))),
    ),
    max_size=12,
)


@given(steps=STEPS, words=st.text())
@settings(max_examples=15)
def test_a_list_that_reads_on_is_the_list_of_who_reads_all(
    steps: list[tuple[object, ...]], words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    engine = open_store(tmp_path_factory.mktemp("lijst") / "app.sqlite", create=True)
    lay_out(engine)
    listed, there = Heads(engine), list[int]()
    for number, step in enumerate(steps):
        match step:
            case ("open",):
                there.append(drafts.open_draft(engine, f"z-{number}", [("zaak/x", words)], "Truus", AT))
            case ("weg", int(which)) if which < len(there):
                drafts.discard(engine, there.pop(which))
            case (int(which), str(field), str(by)) if which < len(there):
                drafts.save(engine, there[which], field, words, by, AT)

        assert listed.all() == drafts_in(engine)
        assert [head_of(engine, item.number) for item in listed.all()] == [*listed.all()]
    assert {head.number for head in listed.all()} == set(there)
    assert all(records_of(engine, item) == () and head_of(engine, -1) is None for item in there)
    assert all(drafts.read_entries(engine, item).text("zaak/x") == words for item in there)
    engine.dispose()


# --- worklists ahead -----------------------------------------------------------------------------------------


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[OpenDesk]:
    folder = tmp_path / "regels"
    shutil.copytree(RULES, folder)
    desk = OpenDesk(tmp_path / "app.sqlite", folder)
    for number in range(3):
        drafts.open_draft(desk.engine, f"z-{number}", [("gemeente", MUNICIPALITY), *WRITTEN], WORKER, AT)
    yield desk
    desk.close()


def lacking(desk: OpenDesk, day: date = TODAY) -> list[tuple[int, int]]:
    """Ask for the worklist, and give what it says of how far it is."""
    told: list[tuple[int, int]] = []
    desk.worklist(day, SOMEBODY, AT, lambda *far: told.append(far))
    return told


def all_ahead(desk: OpenDesk) -> int:
    """Work out all that is lacking; gives how many dossiers that were."""
    heads = desk.to_work_ahead(TODAY)
    for head in heads:
        desk.work_ahead(head.number, TODAY)
    return len(heads)


def test_what_was_worked_out_ahead_nobody_waits_for(busy: OpenDesk) -> None:
    steps = all_ahead(busy)
    ahead = lacking(busy)
    fresh = Desk(busy.db, busy.rules)

    assert (steps, ahead, all_ahead(busy)) == (3, [], 0)
    assert busy.worklist(TODAY) == fresh.worklist(TODAY, SOMEBODY, AT)
    fresh.close()


def test_what_was_worked_out_ahead_is_worked_out_anew_for_what_was_written_other_rules_and_another_day(
    busy: OpenDesk,
) -> None:
    all_ahead(busy)

    busy.write(2, joined("personen", "denise", "naam"), "Denise de Wit", WORKER, AT)
    written, names = lacking(busy), {row.head.number: row.people for row in busy.worklist(TODAY)}
    tomorrow = lacking(busy, TODAY + timedelta(days=1))
    all_ahead(busy)
    (busy.rules / "gemeenten" / MUNICIPALITY / "kapot.yaml").write_text("- regel: [", encoding="utf-8")
    rules = lacking(busy)

    assert written == [(0, 1)]
    assert "Denise de Wit" in names[2]
    assert tomorrow == rules == [(0, 3), (1, 3), (2, 3)]
    assert all(row.problem is not None for row in busy.worklist(TODAY))


def test_what_was_written_since_the_list_was_made_is_worked_out_as_it_is_now(busy: OpenDesk) -> None:
    heads = busy.to_work_ahead(TODAY)
    busy.write(1, joined("personen", "denise", "naam"), "Denise de Wit", WORKER, AT)
    busy.discard(2)

    for head in heads:
        busy.work_ahead(head.number, TODAY)

    assert lacking(busy) == []
    names = {row.head.number: row.people for row in busy.worklist(TODAY)}
    assert "Denise de Wit" in names.pop(1)
    assert {*names} == {3}


def test_rules_that_are_wrong_are_read_once_until_a_file_changes(
    busy: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str | None] = []
    read = desks.read_rules

    def counted(folder: Path, municipality: str | None) -> RuleSet:
        reads.append(municipality)
        return read(folder, municipality)

    monkeypatch.setattr(desks, "read_rules", counted)
    wrong = busy.rules / "gemeenten" / MUNICIPALITY / "kapot.yaml"
    wrong.write_text("- regel: [", encoding="utf-8")
    said = set()
    for _ in range(3):
        with pytest.raises(RulesError) as refused:
            busy.rule_set(MUNICIPALITY)
        said.add(str(refused.value))
    wrong.unlink()

    assert (reads, len(said)) == ([MUNICIPALITY], 1)
    assert busy.rule_set(MUNICIPALITY).municipality == MUNICIPALITY


def test_one_dossier_that_fails_is_noted_once_and_keeps_no_other_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        drafts.open_draft(house.desk.engine, f"z-{number}", [("gemeente", MUNICIPALITY)], WORKER, AT)
    worked_out: list[int] = []
    faults: list[BaseException] = []

    def work_ahead(number: int, today: date) -> None:
        del today
        if number == 2:
            raise ValueError("kapot")
        worked_out.append(number)

    monkeypatch.setattr(house.desk, "work_ahead", work_ahead)
    monkeypatch.setattr(running.logbook, "fault", lambda error, _: faults.append(error))
    monkeypatch.setattr(running, "_BETWEEN", 0)
    ahead = house.work_ahead()
    while not {1, 3} <= {*worked_out}:
        assert ahead.is_alive()
    house.ended.set()
    ahead.join(timeout=60)

    assert [str(error) for error in faults] == ["kapot"]


def test_a_house_works_ahead_until_it_is_closed(tmp_path: Path, house: House) -> None:
    del tmp_path
    ahead = house.work_ahead()
    house.ended.set()
    ahead.join(timeout=60)

    assert not ahead.is_alive()
