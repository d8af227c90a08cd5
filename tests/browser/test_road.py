"""The road from an empty dossier to a decision that was sealed and sent, walked in a real browser.

What comes out is what the case file gives: the same findings and gates, the same money, the same advice, the same
documents. Of answers of one kind one is typed on the screen, of the lines of a ledger those that ask something new
of it, and a colleague fills in the rest. With `--grondig` all are typed, and case 3 and case 1, with its nineteen
claims and some seven hundred fields, are walked too.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from budget_engine.afterwards import Channel
from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.desk import with_both
from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_AT, View
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.forms import Form
from budget_engine.letter.made import documents_of
from budget_engine.replay import Outcome
from budget_engine.weighing import Weighing, weigh
from tests.browser.conftest import Server, Visit, serving
from tests.browser.road import EVERYTHING
from tests.browser.road_after import WholeRoad, closed, differing, objection_until, texts_of, words_of
from tests.conftest import RULES
from tests.people import OpenDesk
from tests.screens import TODAY
from tests.sealed import real_case, real_decision

pytestmark = pytest.mark.timeout(4 * 3600)
"""A road of which all is typed takes minutes, that of case 1 half an hour and far more on a machine that many use."""

_A_FEW = 1
"""How many answers of one kind are typed; with `--grondig` all of them are."""

WALKED = (
    pytest.param("002-denise", marks=pytest.mark.weg),
    pytest.param("003-ronald", marks=pytest.mark.grondig),
    pytest.param("001-van-wetering", marks=pytest.mark.grondig),
)
"""The shortest road is walked with `--weg`, as `.ci/run` does; that of a simple request always (`test_short_route`)."""


@pytest.fixture(scope="module", params=WALKED)
def walked(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    rule_set: RuleSet,
    visit_long: Visit,
) -> Iterator[tuple[Server, WholeRoad]]:
    """Walk the whole road once; the tests below look at what it left behind."""
    folder = tmp_path_factory.mktemp("weg")
    case, decision = real_case(request.param, rule_set), real_decision(request.param)
    with serving(folder / "app.sqlite", log=folder / "log.jsonl") as server:
        hands = visit_long(server)
        hands.go_in(decision.own_judgement.given_by)
        hands.new_case("zaak-1")
        most = EVERYTHING if request.config.getoption("--grondig") else _A_FEW
        road = WholeRoad(hands, case, decision, rule_set, OpenDesk(server.db, RULES), most=most)
        road.walk(case_day(case))
        yield server, road


def case_day(case: Case) -> str:
    """Give the day on which most was told, as somebody would type it."""
    told = [
        answer.on for _, _, answer in case.answers() if answer.provenance == "eigen_verklaring" and answer.on
    ]
    day = max(set(told), key=told.count)
    return f"{day.day}-{day.month}-{day.year}"


def renamed(weighing: Weighing, names: dict[str, str]) -> dict[tuple[str, str], bool | None]:
    return {
        (item.rule, names.get(item.about, item.about)): item.holds for item in weighing.assessment.findings
    }


@pytest.fixture(scope="module")
def expected(walked: tuple[Server, WholeRoad], rule_set: RuleSet) -> Weighing:
    _, road = walked
    return weigh(road.case, rule_set, TODAY)


@pytest.fixture(scope="module")
def view(walked: tuple[Server, WholeRoad]) -> View:
    return walked[1].view


def test_what_was_typed_gives_the_findings_of_the_case_file(
    walked: tuple[Server, WholeRoad], view: View, expected: Weighing
) -> None:
    names = {**walked[1].names, walked[1].case.id: view.case.id}

    assert renamed(view.weighing, {}) == renamed(expected, names)


def test_gates_money_and_advice_are_those_of_the_case_file(
    walked: tuple[Server, WholeRoad], view: View, expected: Weighing
) -> None:
    names = walked[1].names
    for item in expected.alternatives:
        found = view.weighing.alternative(names[item.id])
        assert (found.law, found.advice) == (item.law, item.advice)
        assert {claim.id: claim.gate for claim in found.claims} == {names[c.id]: c.gate for c in item.claims}
        assert (found.returns is None) is (item.returns is None)
        if found.returns is not None and item.returns is not None:
            assert found.returns.years == item.returns.years
            assert found.returns.two_years == item.returns.two_years
            assert [line.break_even for line in found.returns.lines] == [
                line.break_even for line in item.returns.lines
            ]


def test_the_decision_is_that_of_the_decision_file(walked: tuple[Server, WholeRoad], view: View) -> None:
    _, road = walked
    found, wanted = view.decision, road.decision
    assert found is not None

    assert found.on == wanted.on
    assert found.chosen == road.names[wanted.chosen]
    assert lines(found) == lines(wanted)
    assert results(found) == {road.names[claim]: result for claim, result in results(wanted).items()}


def lines(decision: Decision) -> list[tuple[str, int]]:
    return sorted((part.law, line.amount) for part in decision.part_decisions for line in part.lines())


def results(decision: Decision) -> dict[str, str]:
    return {item.claim: str(item.result) for part in decision.part_decisions for item in part.claims}


def test_the_judgement_lies_before_the_advice(view: View) -> None:
    judged, seen = (datetime.fromisoformat(view.draft.text(field)) for field in (JUDGED_AT, ADVICE_SEEN_AT))

    assert judged < seen


def test_the_record_replays_the_same_and_the_chain_is_whole(walked: tuple[Server, WholeRoad]) -> None:
    server, road = walked

    replays, problems = with_both(lambda work: road.desk.replay(None, work))

    assert [item.outcome for item in replays] == [Outcome.SAME]
    assert problems == []
    with closing(sqlite3.connect(server.db)) as connection:
        head = json.loads(connection.execute("SELECT text FROM kop").fetchone()[0])
    assert head["zaak"] == "zaak-1"
    assert head["beslissers"] == sorted({part.decider.name for part in road.decision.part_decisions})


def test_every_document_can_be_read_and_waits_for_nothing(walked: tuple[Server, WholeRoad]) -> None:
    _, road = walked

    read = road.read_letters()

    for made in road.papers.made:
        assert made.document.title in read[made.name]
        assert "kan nog niet worden verstuurd" not in read[made.name]
        seen = closed(read[made.name])
        assert [text.words for text in made.document.texts() if closed(text.words) not in seen] == []


def test_what_is_taken_along_reads_as_it_was_accepted(walked: tuple[Server, WholeRoad]) -> None:
    _, road = walked
    road.hands.turn_to("Brieven")

    for made in road.papers.made:
        name, held = road.take(made, Form.TEXT)
        assert name == f"{made.name}-zaak-1.txt"
        assert differing(held.decode("utf-8"), road.accepted(made)) == [], made.name


def test_a_letter_and_a_summary_on_paper_hold_the_words_that_were_accepted(
    walked: tuple[Server, WholeRoad],
) -> None:
    _, road = walked
    road.hands.turn_to("Brieven")
    kinds = {made.name.split("-")[0]: made for made in road.papers.made}

    for made in (road.papers.made[0], kinds["kort"]):
        name, held = road.take(made, Form.PDF)
        assert name == f"{made.name}-zaak-1.pdf"
        assert [text for text in texts_of(road.accepted(made)) if text not in words_of(held)] == []


def test_what_was_sent_says_until_when_objection_is_possible(walked: tuple[Server, WholeRoad]) -> None:
    _, road = walked
    assert "Vastgesteld, nog niet verzonden" in road.worklist()
    road.hands.turn_to("Brieven")

    road.send(Channel.REGISTERED)

    rows, until = road.follow_ups(), objection_until(TODAY)
    letters = list(documents_of(road.papers.dossier))
    assert len(rows) == len(letters)
    assert all("aangetekend" in how and until in objection for _, how, objection, _ in rows)
    assert all(f"tot en met {until}" in road.accepted(made) for made in letters)
    listed = road.worklist()
    assert "nog niet verzonden" not in listed
    assert f"{until}, " in listed
    assert all(called in listed for called, *_ in rows)


def test_the_log_of_the_whole_road_holds_none_of_its_words(
    walked: tuple[Server, WholeRoad], tmp_path: Path
) -> None:
    server, road = walked
    logged = (server.db.parent / "log.jsonl").read_text(encoding="utf-8")

    assert logged
    assert '"storing"' not in logged
    for person in road.case.persons:
        assert (person.name or person.id).split()[0] not in logged
    for need in road.case.needs:
        assert not need.own_words or need.own_words not in logged
