"""The log says that something happened and where in the code, and never a word of what somebody told us."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import pytest

from budget_engine import demo, logbook
from budget_engine.backends.agreement import working
from budget_engine.case import Case
from budget_engine.drafts.entry import EXISTS, Field, Given, joined
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.shape import ALWAYS
from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_AT, JUDGED_BY
from budget_engine.errors import EngineFault, InputError, Issue, MaatwerkError, Place, SealRefused, StoreError
from budget_engine.files.nodes import parse_yaml
from budget_engine.glossary import WORDS
from budget_engine.language.fact import EntityKind
from budget_engine.language.rule_set import Stage
from budget_engine.logbook import Event
from budget_engine.store import drafts
from tests.conftest import FIXTURES, MUNICIPALITY, RULES
from tests.people import SOMEBODY
from tests.sealed import AT, salts
from tests.small_world import VAN_WETERING
from ui import running
from ui.running import House
from ui.session import guarded

FOLDER = FIXTURES / "cases" / VAN_WETERING
BY = "Margriet Zonnebloem"
DAY = date.fromisoformat(demo.DAY)
KEYS = {"tijd", "gebeurtenis", "storing", "soort", "waar", "record", "records", "punten"}

# --- a whole case ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Whole:
    """The log of a whole case, and what was said of it."""

    log: str
    refusals: list[str]
    faults: list[str]

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.splitlines()]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("zaak")
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("MAATWERK_LOG", str(folder / "maatwerk.log"))
        house = running.start(folder / "zaken.db", RULES, DAY)
        number, refusals = filled(house)
        refusals += list(refused(house, number))
        view = house.desk.view(number, DAY)
        assert view.refusals == ()
        assert house.seal(view, SOMEBODY).number == 1
        assert [item.outcome for item in house.replay(1, SOMEBODY)[0]] == ["gelijk"]
        faults = list(faulted(house, number))
        house.close()
    return Whole((folder / "maatwerk.log").read_text(encoding="utf-8"), refusals, faults)


def filled(house: House) -> tuple[int, list[str]]:
    """Fill a case, ten fields at a time, of which the first is wrong at first."""
    case, _, decision = demo.read(FOLDER, RULES)
    number = house.desk.open(case.id, MUNICIPALITY, BY, AT)
    written = list(dict(chain(fields_of_case(case), fields_of_decision(decision))).items())
    last = [item for item in written if item[0] in (JUDGED_AT, JUDGED_BY, ADVICE_SEEN_AT)]
    refusals: list[str] = []
    before = [item for item in written if item not in last]
    for place in range(0, len(before), 10):
        (field, given), *_ = together = before[place : place + 10]
        assert house.desk.write(number, field, mistaken(given), BY, AT) is None
        keep(house, number, *together)
        if place % 300 == 0:
            refusals += chain(*house.desk.view(number, DAY).reading.problems.values())
    drafts.save_all(house.desk.engine, number, last, BY, AT)
    unused = set(ALWAYS) - {part.id for part in case.alternatives}
    for name in unused:
        keep(house, number, (joined(WORDS["alternatives"], name, EXISTS), "nee"))
    return number, refusals


def keep(house: House, number: int, *written: tuple[Field, Given]) -> None:
    assert house.desk.write_all(number, written, BY, AT) is None


def mistaken(given: Given) -> Given:
    return f"{given}!?" if isinstance(given, str) else (*(given or ()), "nergens")


def refused(house: House, number: int) -> Iterator[str]:
    """Do what is not possible, each time with names and words in what is said of it."""
    view = house.desk.view(number, DAY)
    decision = view.decision
    assert decision is not None
    named = replace(view.reading, decision=decision.model_copy(update={"chosen": "Sem en Anouk"}))
    with working(both=False) as one:
        for act in (
            lambda: house.desk.open(view.case.id, MUNICIPALITY, BY, AT),
            lambda: house.desk.open("Anouk: van Wetering", MUNICIPALITY, BY, AT),
            lambda: house.desk.seal(view, one, AT, salts()),
            lambda: house.seal(replace(view, reading=named), SOMEBODY),
            lambda: house.desk.rule_set("anouk"),
            lambda: house.replay(184, SOMEBODY),
        ):
            with pytest.raises((SealRefused, StoreError, InputError)) as said:
                act()
            yield str(said.value)
            guarded(act)
    closed = house.desk.write(number, JUDGED_AT, "Sem", BY, AT)
    assert closed is not None
    yield closed


def faulted(house: House, number: int) -> Iterator[str]:
    """Let things break with a message that holds what somebody told us, on a page and in the second engine."""
    view = house.desk.view(number, DAY)
    texts = f"Anouk: {' '.join(sorted(texts_of_the_case()))}"

    def at_once() -> None:
        raise KeyError(texts)

    def after_another() -> None:
        try:
            at_once()
        except KeyError as error:
            raise RuntimeError(texts) from error

    def in_a_model() -> None:
        Case.model_validate({**view.case.as_json(), "personen": [{"naam": texts}], texts[:100]: texts})

    for act in (at_once, after_another, in_a_model):
        with pytest.raises(Exception, match="Anouk") as said:
            act()
        yield str(said.value)
        guarded(act)

    facts = view.weighing.facts
    strange = {
        name: replace(entity, kind=cast("EntityKind", texts[:1000]))
        for name, entity in facts.entities.items()
    }
    with pytest.raises(EngineFault) as fault:
        house.child(view.rule_set, replace(facts, entities=strange), Stage.ASSESSMENT)
    yield str(fault.value)


# --- what may not be in it ---------------------------------------------------------------------------------

SHORTEST = 4
WORD = re.compile(r"[^\W\d_]+")
AMOUNT = re.compile(r"\d[\d.]*,\d\d")
OWN = {word.lower() for word in chain(KEYS, *(WORD.findall(event) for event in Event))}
"""The words of the log itself, which a case may hold as well."""


def texts_of_the_case() -> set[str]:
    """Give every text in the files of the case: what was told, what was answered, and who is who."""
    files = (FOLDER / "case.yaml", FOLDER / "besluit.yaml")
    return {text for file in files for text in _texts(parse_yaml(file.read_bytes(), file.name).plain)}


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        yield from chain(*map(_texts, plain.values()))
    elif isinstance(plain, list):
        yield from chain(*map(_texts, plain))
    else:
        yield str(plain)


@cache
def of_the_case() -> tuple[frozenset[str], frozenset[str]]:
    """Give what may not be in the log: words of four letters and more with all names, and amounts."""
    texts = texts_of_the_case()
    long = {word for word in words_of(*texts) if len(word) >= SHORTEST} - OWN
    persons = demo.read(FOLDER, RULES)[0].persons
    names = words_of(BY, *(f"{person.id} {person.name or ''}" for person in persons))
    amounts = {amount for item in texts for amount in AMOUNT.findall(item)}
    assert len(long) > 400
    assert len(amounts) > 50
    assert {"sem", "anouk", "erik", "noor"} <= names
    return frozenset(long | names), frozenset(amounts)


def words_of(*texts: str) -> set[str]:
    return {word.lower() for text in texts for word in WORD.findall(text)}


def told(text: str) -> set[str]:
    """Name what a text holds of the case."""
    words, amounts = of_the_case()
    return (words_of(text) & words) | {amount for amount in amounts if amount in text}


def test_the_log_of_a_whole_case_holds_no_name_no_word_and_no_amount_of_it(whole: Whole) -> None:
    assert told(whole.log) == set()


def test_what_was_left_out_would_have_been_noticed(whole: Whole) -> None:
    """The messages that were said do hold names and words: writing one of them down would show."""
    assert all(told(said) for said in whole.faults[:-1])
    assert sum(bool(told(said)) for said in whole.refusals) > len(whole.refusals) // 2


def test_every_line_is_json_with_an_event_a_time_and_nothing_that_was_not_agreed(whole: Whole) -> None:
    for line in whole.lines:
        assert line.keys() <= KEYS
        assert line["gebeurtenis"] in set(Event)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", line["tijd"])
        assert all(re.fullmatch(r"(\w+\.py|<[a-z ]+>):\d+ [\w<>]+", place) for place in line.get("waar", ()))


def test_every_fault_is_in_it_with_its_kind_and_its_place_and_no_refusal_is(whole: Whole) -> None:
    faults = [line for line in whole.lines if line["gebeurtenis"] == Event.FAULT]
    by_kind = [(line["soort"], line["waar"][-1].split()[-1]) for line in faults]

    assert by_kind[:2] == [("KeyError", "at_once"), ("RuntimeError", "after_another")]
    assert by_kind[2][0] == "ValidationError"
    in_the_worker = [line for line in faults if any("durable_worker.py:" in place for place in line["waar"])]
    assert [line["soort"] for line in in_the_worker] == ["ValueError"] * 2, (
        "asked once more, and then given up"
    )
    assert len(faults) == 3 + len(in_the_worker)
    assert whole.lines[0]["gebeurtenis"] == Event.STARTED


# --- a line at a time --------------------------------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "maatwerk.log"
    monkeypatch.setenv("MAATWERK_LOG", str(path))
    return path


def broken(word: str) -> BaseException:
    with pytest.raises(LookupError) as said:
        {}[word]
    return said.value


def broken_elsewhere() -> BaseException:
    with pytest.raises(LookupError) as said:
        "".encode("geen")
    return said.value


def test_a_fault_has_one_number_whatever_it_says_and_another_elsewhere_in_the_code(log: Path) -> None:
    first, again, elsewhere = (
        logbook.fault(error, AT)[0] for error in (broken("Sem"), broken("Anouk"), broken_elsewhere())
    )

    assert first == again != elsewhere
    assert all(re.fullmatch(r"[0-9a-f]{8}", number) for number in (first, elsewhere))
    assert [json.loads(line)["storing"] for line in log.read_text().splitlines()] == [first, again, elsewhere]


def test_what_calls_itself_without_end_is_a_short_line(log: Path) -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as said:
        deeper()
    logbook.fault(said.value, AT)

    (line,) = log.read_text().splitlines()
    assert len(json.loads(line)["waar"]) < 50
    assert json.loads(line)["waar"][-1].endswith(" deeper")


def test_an_event_comes_with_numbers_alone(log: Path) -> None:
    assert logbook.note(Event.SEALED, AT, record=3)

    assert json.loads(log.read_text()) == {"tijd": AT, "gebeurtenis": "vastgesteld", "record": 3}


def test_without_a_log_or_with_one_that_cannot_be_written_nothing_is_kept_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("", str(tmp_path), str(tmp_path / "nergens" / "x.log")):
        monkeypatch.setenv("MAATWERK_LOG", path)
        assert not logbook.note(Event.STARTED, AT)
        number, is_kept = logbook.fault(broken("Sem"), AT)
        assert (len(number), is_kept) == (8, False)
    monkeypatch.delenv("MAATWERK_LOG")
    assert not logbook.note(Event.STARTED, AT)
    assert list(tmp_path.iterdir()) == []


def test_problems_are_counted_and_not_told() -> None:
    issues = [Issue(Place("zaak", line), f"Sem is {line}.") for line in range(3)]

    assert logbook.problems_in(InputError(issues)) == 3
    assert logbook.problems_in(MaatwerkError("Sem")) == 1


def _write_many(path: str, who: int) -> None:
    os.environ["MAATWERK_LOG"] = path
    for number in range(200):
        logbook.note(Event.REPLAYED, "x" * 2000 * (1 + number % 3), who=who, record=number)


def test_lines_of_processes_that_write_at_once_stay_whole(log: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        pool.starmap(_write_many, [(str(log), who) for who in range(3)])

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert sorted((line["who"], line["record"]) for line in lines) == [
        (who, number) for who in range(3) for number in range(200)
    ]
