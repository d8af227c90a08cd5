"""What is typed into a dossier: no word is lost, two people's words stand side by side, and a case comes out of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget_engine import demo, values
from budget_engine.decision import Decision
from budget_engine.drafts.answers import current, earlier, where_to_write
from budget_engine.drafts.entry import Draft, Entry, Given, joined
from budget_engine.drafts.filling import entries_of, fields_of_case, fields_of_decision
from budget_engine.drafts.reading import Reading, read_draft
from budget_engine.drafts.shape import GOALS, kind_at
from budget_engine.drafts.typed import canonical, problem, spelled
from budget_engine.drafts.view import look
from budget_engine.language.fact import Bounded, Kind, print_plain
from budget_engine.language.rule_set import RuleSet
from tests.conftest import FIXTURES, RULES
from tests.small_world import VAN_WETERING

FOLDERS = sorted((FIXTURES / "cases").iterdir())
every_case = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
AT, BY = "2026-11-24T10:00:00+01:00", "P. Mulder"
FIELD = "personen/sem/naam"

RANGES: Mapping[Kind, st.SearchStrategy[int] | st.SearchStrategy[date]] = {
    Kind.NUMBER: st.integers(-values.MOST_COUNT, values.MOST_COUNT),
    Kind.AMOUNT: st.integers(-values.MOST_CENTS, values.MOST_CENTS),
    Kind.DURATION: st.integers(0, values.MOST_MINUTES),
    Kind.DISTANCE: st.integers(0, values.MOST_METRES),
    Kind.SHARE: st.integers(0, values.MOST_BASIS_POINTS),
    Kind.DATE: st.dates(values.FIRST_DATE, values.LAST_DATE),
}
MISREAD = (
    "2.5",
    "1e5",
    "1E5",
    "٢٥",
    "２５",
    "1_000",
    "1,5,5",
    "1.5,0",
    "0x10",
    "+5",
    "1/2",
    "5 stuks",
    "NaN",
)

# --- whose words stand -------------------------------------------------------------------------------------

PEOPLE = ("Anna", "Bram", "Chris")
words = st.text(max_size=3)


@st.composite
def at_work(draw: st.DrawFn) -> list[Entry]:
    """Let people write in one field: each time somebody looks first, or writes on what they saw before."""
    entries: list[Entry] = []
    sight: dict[str, tuple[int, ...]] = dict.fromkeys(PEOPLE, ())
    for number in range(1, draw(st.integers(1, 12)) + 1):
        who = draw(st.sampled_from(PEOPLE))
        if draw(st.booleans()):
            sight[who] = Draft(1, "z", tuple(entries)).seen(FIELD)
        entries.append(Entry(number, FIELD, draw(words), who, AT, sight[who]))
    return entries


@given(at_work())
def test_the_last_words_of_each_stand_unless_somebody_else_saw_them_and_wrote(entries: list[Entry]) -> None:
    last = {entry.written_by: entry for entry in entries}

    standing = Draft(1, "z", tuple(entries)).versions[FIELD]

    kept = [e for e in last.values() if all(e.number not in later.seen for later in entries[e.number :])]
    assert {entry.given for entry in standing} == {entry.given for entry in kept}
    assert len({entry.given for entry in standing}) == len(standing)
    assert standing[-1] == entries[-1]
    assert list(standing) == sorted(standing, key=lambda entry: entry.number)


@given(st.lists(words, min_size=1, max_size=5), st.lists(words, min_size=1, max_size=5), st.data())
def test_two_people_who_did_not_see_each_other_leave_two_versions_in_whatever_order(
    of_anna: list[str], of_bram: list[str], data: st.DataObject
) -> None:
    turns = data.draw(st.permutations(["Anna"] * len(of_anna) + ["Bram"] * len(of_bram)))
    said = {"Anna": iter(of_anna), "Bram": iter(of_bram)}
    entries = tuple(Entry(number, FIELD, next(said[who]), who, AT) for number, who in enumerate(turns, 1))

    draft = Draft(1, "z", entries)

    assert {entry.given for entry in draft.versions[FIELD]} == {of_anna[-1], of_bram[-1]}
    assert bool(draft.disagreements()) == (of_anna[-1] != of_bram[-1])
    assert draft.given(FIELD) == entries[-1].given


@given(at_work(), words)
def test_somebody_who_saw_all_versions_leaves_one(entries: list[Entry], word: str) -> None:
    before = Draft(1, "z", tuple(entries))
    mended = Entry(len(entries) + 1, FIELD, word, "Dorien", AT, before.seen(FIELD))

    after = before.with_entries([mended])

    assert after.versions[FIELD] == (mended,)
    assert not after.disagreements()
    assert [entry.given for entry in after.entries] == [*(entry.given for entry in entries), word]


# --- a case through the fields and back ------------------------------------------------------------------


class Demo(NamedTuple):
    """A demo case as it was written in its files, and as a draft."""

    rule_set: RuleSet
    case: dict[str, Any]
    decision: Decision
    draft: Draft


@cache
def demo_case(folder: Path) -> Demo:
    case, rule_set, decision = demo.read(folder, RULES)
    entries = entries_of([*fields_of_case(case), *fields_of_decision(decision)], BY, AT)
    plain = without_days_of_writing(case.as_json())
    return Demo(rule_set, plain, decision, Draft(1, case.id, entries))


def without_days_of_writing(plain: Any) -> Any:
    """Leave out when an answer was written down: a draft knows that by itself."""
    if isinstance(plain, dict):
        return {k: without_days_of_writing(v) for k, v in plain.items() if k != "vastgelegd_op"}
    return [without_days_of_writing(item) for item in plain] if isinstance(plain, list) else plain


@every_case
def test_the_fields_of_a_case_and_its_decision_make_that_case_and_that_decision(folder: Path) -> None:
    rule_set, case, decision, draft = demo_case(folder)

    found = read_draft(draft, rule_set)

    assert without_days_of_writing(found.case.as_json()) == case
    assert found.decision == decision
    assert (found.problems, found.decision_problems) == ({}, {})


@every_case
def test_a_field_that_is_read_and_shown_and_typed_again_changes_nothing(folder: Path) -> None:
    rule_set, case, decision, draft = demo_case(folder)
    shown = [
        (field, entry.given if isinstance(entry.given, tuple) else _retyped(draft, field, rule_set))
        for field, (entry,) in draft.versions.items()
    ]

    found = read_draft(Draft(1, draft.case, entries_of(shown, BY, AT)), rule_set)

    assert without_days_of_writing(found.case.as_json()) == case
    assert found.decision == decision


def _retyped(draft: Draft, field: str, rule_set: RuleSet) -> str:
    return spelled(kind_at(field, rule_set), draft.text(field))


# --- a field that is wrong or missing -------------------------------------------------------------------

NONSENSE: Sequence[Given] = (None, "", "wat?", "2.5", "x/y", "x" * 400, "nul \0", "٣", ("a", "b"), ())
a_few = settings(max_examples=settings().max_examples // 8)  # a whole case is read each time
FAMILY = FIXTURES / "cases" / VAN_WETERING
FIELDS = tuple(demo_case(FAMILY).draft.versions)


def with_one_field(field: str, given: Given) -> tuple[Draft, Reading]:
    draft = demo_case(FAMILY).draft
    changed = draft.with_entries([Entry(draft.last + 1, field, given, BY, AT, draft.seen(field))])
    return changed, read_draft(changed, demo_case(FAMILY).rule_set)


@given(st.sampled_from(FIELDS), st.sampled_from(NONSENSE))
def test_one_field_that_is_wrong_or_empty_is_named_there_and_never_a_fault(field: str, spoilt: Given) -> None:
    draft, found = with_one_field(field, spoilt)

    for place, said in (*found.problems.items(), *found.decision_problems.items()):
        is_there = place == field or _group_of(place) == _group_of(field) or field.startswith(f"{place}/")
        assert is_there or _names(draft, place, field) or _is_of_a_goal(place, field), (place, said)
        assert all(text.endswith((".", "?")) for text in said), said


@pytest.mark.parametrize("field", ["alternatieven/niets/rendement/1/wat", "doelen/1/woorden"])
def test_words_that_are_blank_are_missed_at_their_field(field: str) -> None:
    _, found = with_one_field(field, "  ")

    assert found.problems == {field: (f"'{field.rpartition('/')[2]}' ontbreekt.",)}


def _group_of(field: str) -> str:
    return field.rpartition("/")[0]


def _names(draft: Draft, place: str, field: str) -> bool:
    """Tell whether a place names the part of a field: what refers to a part that is gone is wrong itself."""
    name = field.split("/")[1]
    given = draft.given(place)
    return given == name or (isinstance(given, tuple) and name in given)


def _is_of_a_goal(place: str, field: str) -> bool:
    """Tell whether a place is what an option does for the very goal of a field."""
    return field.startswith(f"{GOALS}/") and place.split("/")[2:] == field.split("/")


TYPED = [
    (field, kind)
    for field in FIELDS
    for kind in (kind_at(field, demo_case(FAMILY).rule_set),)
    if kind in RANGES and not field.endswith("/bedrag")  # the amount of a line is worked out, nobody types it
]


@a_few
@given(st.sampled_from(TYPED), st.sampled_from(MISREAD))
def test_what_cannot_be_read_is_always_named_at_its_field(typed: tuple[str, Kind], spoilt: str) -> None:
    field, kind = typed

    _, found = with_one_field(field, spoilt)

    assert problem(Bounded(name="iets", kind=kind), spoilt) is not None
    assert field in {**found.problems, **found.decision_problems}


@pytest.mark.parametrize("name", ["domein", "wie", "woorden"])
def test_a_goal_that_is_wrong_is_named_where_the_goal_is_written(name: str) -> None:
    field = joined(GOALS, "1", name)

    _, found = with_one_field(field, "zee" if name == "domein" else None)

    assert list(found.problems) == [field]


@a_few
@given(st.sampled_from(FIELDS), st.sampled_from(NONSENSE))
def test_whatever_one_field_holds_the_case_can_be_assessed(field: str, spoilt: Given) -> None:
    draft, _ = with_one_field(field, spoilt)

    view = look(draft, demo_case(FAMILY).rule_set, date(2026, 11, 24))

    assert view.weighing.assessment.findings


# --- what people type --------------------------------------------------------------------------------------

every_kind = pytest.mark.parametrize("kind", RANGES)


@every_kind
@given(data=st.data())
def test_what_the_toolkit_prints_and_shows_can_be_typed_again(kind: Kind, data: st.DataObject) -> None:
    printed = print_plain(kind, data.draw(RANGES[kind]))

    assert canonical(kind, spelled(kind, printed)) == canonical(kind, printed) == printed


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        (Kind.AMOUNT, "€ 1.250", "1250,00"),
        (Kind.AMOUNT, "€1250,5", "1250,50"),
        (Kind.AMOUNT, "-7,5", "-7,50"),
        (Kind.NUMBER, "1.500", "1500"),
        (Kind.NUMBER, "-0", "0"),
        (Kind.DURATION, "1 uur en 30 minuten", "90 minuten"),
        (Kind.DURATION, "2u 5", "125 minuten"),
        (Kind.DURATION, "45 min.", "45 minuten"),
        (Kind.DISTANCE, "14,20 kilometer", "14,2 km"),
        (Kind.DISTANCE, "1.500 meter", "1500 m"),
        (Kind.SHARE, "23,5 procent", "23,5%"),
        (Kind.SHARE, "60", "60%"),
        (Kind.DATE, "5 okt. 2026", "2026-10-05"),
        (Kind.DATE, "5 Mrt 2026", "2026-03-05"),
        (Kind.DATE, "05/10/2026", "2026-10-05"),
        (Kind.DATE, "2026-10-05", "2026-10-05"),
    ],
)
def test_the_dutch_ways_of_writing_are_read(kind: Kind, typed: str, read: str) -> None:
    assert canonical(kind, f" {typed} ") == canonical(kind, read) == read


@every_kind
@pytest.mark.parametrize("typed", [*MISREAD, "1" * 400, "5\0", "\0", "1\n2", "¼", "−5"])
def test_what_could_be_misread_is_refused_with_how_to_write_it(kind: Kind, typed: str) -> None:
    with pytest.raises(
        ValueError,
        match=r"(?s)^'.*' is geen .* Schrijf .*\.$|^'.*' (staat niet op de kalender|ligt buiten .*)\.$",
    ) as said:
        canonical(kind, typed)

    assert len(str(said.value)) < 200


@pytest.mark.parametrize(
    "typed", ["٥-10-2026", "5-١٠-2026", "5 ok 2026", "5 maa 26", "30-2-2026", "5-13-2026", "1-1-1066"]
)
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^'.*' (is geen datum|staat niet op de kalender|ligt buiten)"):
        canonical(Kind.DATE, typed)


@every_kind
@given(typed=st.text(max_size=50))
def test_whatever_is_typed_is_read_for_good_or_refused(kind: Kind, typed: str) -> None:
    try:
        read = canonical(kind, typed)
    except ValueError:
        assert problem(Bounded(name="iets", kind=kind), typed) is not None or not typed.strip()
    else:
        assert canonical(kind, read) == read
        assert spelled(kind, read)


@given(st.text())
def test_words_stay_as_they_were_typed(typed: str) -> None:
    assert canonical(Kind.TEXT, typed) == typed.strip()
    assert spelled(Kind.TEXT, typed) == typed


# --- answers of another day ------------------------------------------------------------------------------

PLACE, FACT = "personen/sem", "inkomen"
START = date(2026, 11, 2)


def answered(draft: Draft, number: str, given: str, day: date) -> Draft:
    """Write an answer the way the desk does."""
    at = f"{day.isoformat()}T10:00:00+01:00"
    field, kept = where_to_write(draft, joined(PLACE, "feiten", FACT, number, "waarde"), given, at)
    return draft.with_entries([Entry(draft.last + 1, field, kept, BY, at, draft.seen(field))])


def standing(draft: Draft) -> list[str]:
    places = [*earlier(draft, PLACE, FACT), current(draft, PLACE, FACT)]
    return [draft.text(joined(place, "waarde")) for place in places]


def test_an_answer_of_an_earlier_day_that_is_emptied_stays_and_is_not_known_any_more() -> None:
    draft = answered(answered(Draft(1, "z"), "0", "100,00", START), "0", "", START + timedelta(days=1))

    assert standing(draft) == ["100,00", "onbekend"]


def test_what_is_mended_on_the_day_itself_is_one_answer() -> None:
    draft = answered(answered(Draft(1, "z"), "0", "100,00", START), "0", "120,00", START)

    assert standing(draft) == ["120,00"]


def test_an_answer_of_an_earlier_day_stays_and_the_new_one_gets_a_number_of_its_own() -> None:
    later = START + timedelta(days=1)
    draft = answered(answered(Draft(1, "z"), "0", "100,00", START), "0", "120,00", later)

    assert standing(draft) == ["100,00", "120,00"]
    assert current(draft, PLACE, FACT).endswith("/1")
    assert standing(answered(draft, "1", "130,00", later)) == ["100,00", "130,00"]


def test_the_same_answer_on_a_later_day_is_no_new_one() -> None:
    draft = answered(answered(Draft(1, "z"), "0", "100,00", START), "0", "100,00", START + timedelta(days=9))

    assert standing(draft) == ["100,00"]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9)), min_size=1, max_size=6))
def test_the_last_answer_of_every_day_is_kept_in_order(written: list[tuple[int, int]]) -> None:
    draft, day, last = Draft(1, "z"), START, dict[date, str]()

    for days, euros in written:
        day += timedelta(days=days)
        last[day] = f"{euros},00"
        number = current(draft, PLACE, FACT).split("/")[-1]
        draft = answered(draft, number, last[day], day)

    changes = [value for place, value in enumerate(last.values()) if [*last.values()][:place][-1:] != [value]]
    said = standing(draft)
    assert [value for place, value in enumerate(said) if said[:place][-1:] != [value]] == changes


def test_a_page_that_was_open_for_days_does_not_write_over_the_answer_of_a_day_between() -> None:
    days = [START + timedelta(days=number) for number in range(3)]
    draft = answered(answered(Draft(1, "z"), "0", "100,00", days[0]), "0", "120,00", days[1])

    assert standing(answered(draft, "0", "130,00", days[2])) == ["100,00", "120,00", "130,00"]
