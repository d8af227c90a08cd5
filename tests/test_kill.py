"""A process that is killed while it seals leaves a whole record or none, and never loses one that it acknowledged."""

import gc
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import Engine, event

from budget_engine import demo
from budget_engine.backends.agreement import together
from budget_engine.chain import breaks
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.view import View
from budget_engine.language.meaning import evaluate
from budget_engine.store import drafts
from budget_engine.store.heads import drafts_in
from budget_engine.store.records import contents
from tests.conftest import FIXTURES, RULES
from tests.people import OpenDesk
from tests.sealed import AT, salts
from tests.small_world import RONALD, VAN_WETERING

BY = "P. Mulder"
TRIES = 5
"""Decisions that are sealed undisturbed first, to know how long each phase takes."""

BEFORE, WRITING, DONE = "voor het schrijven", "tussen schrijven en bevestigen", "bevestigd"
SHARES = {BEFORE: 1, WRITING: 10, DONE: 1}
"""How many of the kills are meant for which phase; where they fell is counted afterwards."""

MOST_TRIES = 3
"""A busy machine kills late, after the acknowledgement: up to so many times the count is tried."""


@dataclass(frozen=True)
class Child:
    """A forked process that seals, and the pipe on which it says how far it is."""

    process: int
    pipe: int
    started: float


@dataclass(frozen=True)
class Killed:
    """What a child had said by the time it was gone, and how long its phases took."""

    said: bytes
    until_written: float
    until_done: float

    @property
    def phase(self) -> str:
        return DONE if b"\n" in self.said else WRITING if self.said else BEFORE

    @property
    def acknowledged(self) -> tuple[int, str] | None:
        """Give number and hash of the record that the child had in hand."""
        if self.phase != DONE:
            return None
        number, kept = self.said.decode().split("=")[1].split()
        return int(number), kept


@pytest.fixture
def desk(tmp_path: Path) -> OpenDesk:
    return OpenDesk(tmp_path / "db.sqlite", RULES)


def worked_out(desk: OpenDesk, slug: str) -> View:
    """Give a real dossier with its decision, worked out and sealed once, so that the children start warm."""
    case, _, decision = demo.read(FIXTURES / "cases" / slug, RULES)
    written = [*fields_of_case(case), *fields_of_decision(decision)]
    draft = drafts.open_draft(desk.engine, case.id, written, BY, AT)
    view = desk.view(draft, date.fromisoformat(AT[:10]))
    desk.seal(view, together(evaluate), AT, salts())
    return view


def ready(desk: OpenDesk, view: View) -> View:
    """Give the dossier in a state that was not sealed yet, and let go of the file before the fork."""
    (head,) = drafts_in(desk.engine)
    if head.sealed_entry == head.last_entry:
        said = f"na invoer {head.last_entry}"
        assert desk.write(view.draft.number, "gesprek/aanwezig", said, BY, AT) is None
    draft = desk.draft(view.draft.number)
    desk.close()
    return replace(view, draft=draft)


def fork(desk: OpenDesk, view: View) -> Child:
    reading, writing = os.pipe()
    started = time.monotonic()
    process = os.fork()
    if process == 0:
        _seal(desk, view, writing)
    os.close(writing)
    return Child(process, reading, started)


def _seal(desk: OpenDesk, view: View, pipe: int) -> NoReturn:
    """Seal in the child. The second engine is `meaning` too: it has no process that outlives the kill."""

    @event.listens_for(Engine, "after_cursor_execute")
    def tell(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.startswith("INSERT INTO "):
            os.write(pipe, statement.removeprefix("INSERT INTO ")[:1].encode())

    gc.disable()  # a collection would copy every page that is shared with the parent
    code = 1
    try:
        record = desk.seal(view, together(evaluate), AT, salts())
        os.write(pipe, f"={record.number} {record.hash}\n".encode())
        code = 0
    finally:
        os._exit(code)


def kill(child: Child, meant: str, after: float) -> Killed:
    """Kill a child some seconds after it started, after its first write, or as soon as it is done."""
    said, written, done = b"", 0.0, 0.0
    if meant != BEFORE:
        said = os.read(child.pipe, 1)
        written = time.monotonic() - child.started
    while meant == DONE and not said.endswith(b"\n") and (more := os.read(child.pipe, 100)):
        said += more
        done = time.monotonic() - child.started
    time.sleep(after)
    os.kill(child.process, signal.SIGKILL)
    os.waitpid(child.process, 0)
    while more := os.read(child.pipe, 1000):
        said += more
    os.close(child.pipe)
    return Killed(said, written, done)


def kills(desk: OpenDesk, view: View, count: int, most: int, seed: int) -> Iterator[Killed]:
    """Kill at moments that are spread over each phase, until enough fell while it wrote."""
    chance = random.Random(seed)
    tries = [kill(fork(desk, ready(desk, view)), DONE, 0) for _ in range(TRIES)]
    yield from tries
    lasting = {
        BEFORE: min(item.until_written for item in tries),
        WRITING: min(item.until_done - item.until_written for item in tries),
        DONE: 0.0,
    }
    fell = Counter[str]()
    while fell.total() < count or (fell[WRITING] < enough(count) and fell.total() < most):
        (meant,) = chance.choices(list(SHARES), list(SHARES.values()))
        killed = kill(fork(desk, ready(desk, view)), meant, chance.uniform(0, lasting[meant]))
        fell[killed.phase] += 1
        yield killed


def enough(count: int) -> int:
    return count * 6 // 10


def seal_under_fire(desk: OpenDesk, view: View, count: int, seed: int) -> None:
    killed = list(kills(desk, view, count, MOST_TRIES * count, seed))

    fell = Counter(item.phase for item in killed[TRIES:])
    inside = Counter(item.said.decode() for item in killed if item.phase == WRITING)
    stored = contents(desk.engine)
    number_of = {kept.hash: kept.record.number for kept in stored.records}
    print(f"\n{fell.total()} kills (seed {seed}): {dict(fell)}; written by then {dict(inside)}")
    print(f"{len(number_of)} records")
    assert fell.total() >= count
    assert fell[WRITING] >= enough(count)
    assert len(inside) > 1, "kills fell at more than one step of the transaction"

    acknowledged = [item.acknowledged for item in killed if item.acknowledged is not None]
    assert len(acknowledged) >= TRIES
    assert [number_of.get(kept) for _, kept in acknowledged] == [number for number, _ in acknowledged]

    assert breaks(stored) == []
    for kept in stored.records:
        assert {part.room for part in kept.record.parts} == {part["ruimte"] for part in kept.head["delen"]}
    with closing(sqlite3.connect(desk.db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sealed = connection.execute("SELECT record FROM vastgesteld ORDER BY record").fetchall()
        entries = connection.execute("SELECT count(*), max(number) FROM invoer").fetchone()
    assert sealed == [(kept.record.number,) for kept in stored.records]
    assert entries[0] == entries[1] == desk.draft(view.draft.number).last
    desk.close()


def test_a_seal_that_is_killed_is_whole_or_not_there_and_what_was_acknowledged_stays(desk: OpenDesk) -> None:
    seal_under_fire(desk, worked_out(desk, RONALD), 200, seed=1)


@pytest.mark.grondig
@pytest.mark.timeout(1800)
def test_many_seals_that_are_killed_at_moments_of_chance(desk: OpenDesk, seed: int) -> None:
    seal_under_fire(desk, worked_out(desk, VAN_WETERING), 1000, seed)
