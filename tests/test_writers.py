"""Eight processes at work in one file: all words are kept, every record has its place, nobody is refused."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from budget_engine import demo
from budget_engine.backends.agreement import together
from budget_engine.chain import breaks
from budget_engine.drafts.entry import joined
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.view import View
from budget_engine.language.meaning import evaluate
from budget_engine.store import drafts
from budget_engine.store.heads import drafts_in
from budget_engine.store.records import contents
from tests.conftest import FIXTURES, RULES
from tests.people import OpenDesk
from tests.sealed import AT, salts
from tests.small_world import RONALD

WRITERS, SEALERS, READERS = 4, 2, 2
SHARED, NOTES = "zaak/feiten/aanleiding/0/noot", "zaak/notitie"
PERSONS, WISH = "personen", "Oma"
EVERY = 10
"""One write in so many adds a person, and everybody wishes the same name."""


@dataclass
class Done:
    """What one process did: what it wrote where, what it was given, and how long each write took."""

    written: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    records: list[tuple[int, str]] = field(default_factory=list)
    reads: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def timed(self, act: Callable[[], None]) -> None:
        started = time.monotonic()
        act()
        self.milliseconds.append((time.monotonic() - started) * 1000)


@dataclass(frozen=True)
class Office:
    """A file with one dossier that everybody writes in, and one for each who seals."""

    db: Path
    together: int
    views: Mapping[str, View]

    def draft_of(self, who: str) -> int:
        """Give the number of the dossier that somebody writes in."""
        return self.views[who].draft.number if who in self.views else self.together


def writing(office: Office, who: str, until: float) -> Done:
    """Write the field that all share, then one of one's own, and add a person in each round; one round at least."""
    desk, done = OpenDesk(office.db, RULES), Done()
    for number in count():
        if time.monotonic() > until and number >= EVERY:
            return done
        place = (SHARED, joined(NOTES, who))[number % 2]
        words = f"{who}: {number}"

        def save(place: str = place, words: str = words) -> None:
            assert desk.write(office.together, place, words, who, AT) is None

        def add() -> None:
            done.names.append(desk.add(office.together, PERSONS, WISH, [("naam", who)], who, AT))

        if number % EVERY:
            done.timed(save)
            done.written.setdefault(place, []).append(words)
        else:
            done.timed(add)
    raise AssertionError


def sealing(office: Office, who: str, until: float) -> Done:
    """Write in one's own dossier and seal it, again and again; `meaning` stands in for the second engine."""
    desk, done = OpenDesk(office.db, RULES), Done()
    own = office.views[who]
    used = salts()
    while time.monotonic() < until or not done.records:
        words = f"{who}: {len(done.records)}"
        assert desk.write(own.draft.number, NOTES, words, who, AT) is None
        done.written.setdefault(NOTES, []).append(words)
        view = replace(own, draft=desk.draft(own.draft.number))

        def seal(view: View = view) -> None:
            record = desk.seal(view, together(evaluate), AT, used)
            done.records.append((record.number, record.hash))

        done.timed(seal)
    return done


def reading(office: Office, who: str, until: float) -> Done:
    """Read everything that is there; what was read once may only grow."""
    desk, done = OpenDesk(office.db, RULES), Done()
    entries = records = 0
    while time.monotonic() < until or not done.reads:
        last, stored = desk.draft(office.together).last, contents(desk.engine)
        assert breaks(stored) == []
        assert last >= entries
        assert len(stored.records) >= records
        assert len(drafts_in(desk.engine)) == 1 + SEALERS
        entries, records = last, len(stored.records)
        done.reads += 1
    return done


ROLES = {
    **{f"schrijver-{number}": writing for number in range(WRITERS)},
    **{f"vaststeller-{number}": sealing for number in range(SEALERS)},
    **{f"lezer-{number}": reading for number in range(READERS)},
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    desk = OpenDesk(tmp_path / "db.sqlite", RULES)
    case, _, decision = demo.read(FIXTURES / "cases" / RONALD, RULES)
    written = [*fields_of_case(case), *fields_of_decision(decision)]

    def opened(name: str) -> int:
        return drafts.open_draft(desk.engine, name, written, "P. Mulder", AT)

    together = opened("samen")
    on = date.fromisoformat(AT[:10])
    views = {who: desk.view(opened(who), on) for who, role in ROLES.items() if role is sealing}
    desk.close()  # a connection may not be taken along into another process
    return Office(desk.db, together, views)


def together_for(seconds: float, office: Office) -> dict[str, Done]:
    fork = get_context("fork")
    until = time.monotonic() + seconds
    running = {}
    for who, role in ROLES.items():
        mine, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_report, args=(theirs, role, office, who, until))
        process.start()
        theirs.close()
        running[who] = (process, mine)
    found = {who: mine.recv() for who, (_, mine) in running.items()}
    for process, _ in running.values():
        process.join()
        assert process.exitcode == 0
    return found


def _report(
    pipe: Connection, role: Callable[[Office, str, float], Done], office: Office, who: str, until: float
) -> None:
    pipe.send(role(office, who, until))


def figures(what: str, done: list[Done], seconds: float) -> str:
    """Say how many writes there were in a second, and how long they took in milliseconds."""
    taken = sorted(each for item in done for each in item.milliseconds)
    half, most = (taken[len(taken) * part // 100] for part in (50, 99))
    return (
        f"{what}: {len(taken) / seconds:.0f} a second, p50 {half:.1f}, p99 {most:.1f}, max {taken[-1]:.1f} ms"
    )


def at_work(seconds: float, office: Office) -> None:
    done = together_for(seconds, office)

    by_role = {
        role: [done[who] for who in ROLES if ROLES[who] is role] for role in (writing, sealing, reading)
    }
    reads = sum(item.reads for item in by_role[reading])
    print(f"\n{figures('fields', by_role[writing], seconds)}")
    print(figures("seals", by_role[sealing], seconds))
    print(f"whole reads: {reads / seconds:.0f} a second")

    desk = OpenDesk(office.db, RULES)
    for who, item in done.items():
        entries = desk.draft(office.draft_of(who)).entries
        for place, words in item.written.items():
            assert [e.given for e in entries if (e.field, e.written_by) == (place, who)] == words
    draft = desk.draft(office.together)
    assert {entry.written_by: entry.given for entry in draft.versions[SHARED]} == {
        who: item.written[SHARED][-1] for who, item in done.items() if SHARED in item.written
    }
    names = [name for item in by_role[writing] for name in item.names]
    assert len(names) == len(set(names)) >= WRITERS
    assert set(names) <= set(draft.parts(PERSONS))

    stored = contents(desk.engine)
    assert breaks(stored) == []
    assert [(kept.record.number, kept.hash) for kept in stored.records] == sorted(
        record for item in by_role[sealing] for record in item.records
    )
    assert all(item.records for item in by_role[sealing])
    assert all(item.reads for item in by_role[reading])
    desk.close()


def test_eight_processes_write_seal_and_read_at_once_and_nothing_is_lost(office: Office) -> None:
    at_work(3, office)


@pytest.mark.grondig
def test_eight_processes_do_so_for_twenty_seconds(office: Office) -> None:
    at_work(20, office)
