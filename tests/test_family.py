"""The screen a family may watch: whoever sits at the table, nothing is on it that one of them may not see."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.family.view import NOBODY, NOT_TOGETHER, FamilyView, family_view
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import read_case
from budget_engine.offered import called
from budget_engine.record import rooms_of
from budget_engine.rooms import Reader, Room, person_and_law
from budget_engine.weighing import Weighing, weigh
from tests.conftest import FIXTURES
from tests.notation import TODAY
from tests.sealed import rules
from tests.secrets_of_a_case import NEVER, in_trade_words, mark, planted
from tests.small_world import real_case, real_decision

VAN_WETERING, DENISE, RONALD, LOTTE = "001-van-wetering", "002-denise", "003-ronald", "004-lotte"
READERS = {
    VAN_WETERING: {
        "anouk": {"anouk"}, "erik": {"erik"}, "noor": {"noor", "anouk", "erik"}, "sem": {"anouk", "erik"},
    },
    DENISE: {"denise": {"denise"}, "zoon": set()},
    RONALD: {"ronald": {"ronald"}, "ellen": {"ellen"}},
    LOTTE: {"lotte": {"lotte"}, "saskia": {"saskia"}, "jeroen": {"jeroen"}},
}  # fmt: skip
"""Who may see whom where nobody chose otherwise, worked out by hand; of case 1 both parents have custody."""
OUTSIDER = "Mirjam"
CHOICES = {slug: (*people, OUTSIDER) for slug, people in READERS.items()}


@cache
def marked(slug: str) -> tuple[Case, Weighing]:
    text = (FIXTURES / "cases" / slug / "case.yaml").read_text(encoding="utf-8")
    case = planted(read_case(parse_yaml(text.encode(), "zaak.yaml"), rules()), rules())
    return case, in_trade_words(weigh(case, rules(), TODAY))


def shown(view: object) -> Iterator[str]:
    if isinstance(view, str):
        yield view
    elif isinstance(view, tuple):
        for item in view:
            yield from shown(item)
    elif is_dataclass(view):
        for own in fields(view):
            yield from shown(getattr(view, own.name))


def on_screen(slug: str, present: set[str], rooms: tuple[Room, ...] = ()) -> tuple[FamilyView, str]:
    case, weighing = marked(slug)
    of_custody = {room.name: room.custody for room in case.rooms}
    chosen = [room.model_copy(update={"custody": of_custody.pop(room.name, ())}) for room in rooms]
    chosen += [room for room in case.rooms if room.name in of_custody]
    view = family_view(case.model_copy(update={"rooms": tuple(chosen)}), rules(), weighing, present, TODAY)
    return view, "\n".join(shown(view))


def hold(slug: str, present: set[str], text: str, readers: dict[str, set[str]]) -> None:
    """Hold that no mark of a room stands there that somebody present may not see, nor what nobody may."""
    for never in NEVER:
        assert never not in text
    for room in {*rooms_of(marked(slug)[0]).values(), *readers}:
        person, _ = person_and_law(room)
        may = bool(present) and present <= readers.get(room, READERS[slug][person])
        assert may or mark(room) not in text, (room, present)


@pytest.mark.parametrize("slug", READERS)
def test_no_company_at_the_table_sees_what_one_of_them_may_not(slug: str) -> None:
    for size in range(len(CHOICES[slug]) + 1):
        for present in combinations(CHOICES[slug], size):
            hold(slug, set(present), on_screen(slug, set(present))[1], READERS[slug])


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, set[str], tuple[Room, ...]]:
    """Let a worker choose who may see what, and let any company sit down."""
    slug = draw(st.sampled_from(sorted(READERS)))
    names = sorted({*rooms_of(marked(slug)[0]).values(), *READERS[slug]})
    chosen = draw(
        st.dictionaries(
            st.sampled_from(names),
            st.dictionaries(st.sampled_from(CHOICES[slug]), st.booleans(), min_size=1, max_size=3),
            max_size=6,
        )
    )
    rooms = tuple(
        Room(
            person=person_and_law(name)[0],
            law=person_and_law(name)[1],
            seen_by=tuple(Reader(who=who, may_see=may, why="zo gekozen") for who, may in own.items()),
        )
        for name, own in chosen.items()
    )
    return slug, draw(st.sets(st.sampled_from(CHOICES[slug]))), rooms


@given(tables())
def test_what_a_worker_chose_opens_and_closes_that_room_and_no_other(
    table: tuple[str, set[str], tuple[Room, ...]],
) -> None:
    slug, present, rooms = table
    names = {*rooms_of(marked(slug)[0]).values(), *READERS[slug]}
    readers = {name: set(READERS[slug][person_and_law(name)[0]]) for name in names}
    for room in rooms:
        readers[room.name] |= {item.who for item in room.seen_by if item.may_see}
        readers[room.name] -= {item.who for item in room.seen_by if not item.may_see}

    view, text = on_screen(slug, present, rooms)

    hold(slug, present, text, readers)
    if present and any(present <= own for own in readers.values()):
        assert view.nothing is None


_SAID_AS = ("{name}, {role}", "{name}", "{name} ({role})", "onze {name}", "{name} en de buren", "{whole}")
"""Ways in which a worker writes down who helps, without choosing a person of the household."""


@given(st.data())
def test_help_of_somebody_is_shown_or_hidden_alike_whether_they_were_chosen_or_written_down(
    data: st.DataObject,
) -> None:
    slug = data.draw(st.sampled_from(sorted(READERS)))
    case, weighing = marked(slug)
    giver = data.draw(st.sampled_from(case.persons))
    name = called(giver.name or giver.id)
    how = data.draw(st.sampled_from(_SAID_AS))
    said = how.format(name=name, role="familie", whole=giver.name or giver.id)
    present = data.draw(st.sets(st.sampled_from(CHOICES[slug]), min_size=1))

    screens = [
        family_view(
            case.model_copy(
                update={
                    "support": tuple(item.model_copy(update={"given_by": given_by}) for item in case.support)
                }
            ),
            rules(),
            weighing,
            present,
            TODAY,
        )
        for given_by in (giver.id, said)
    ]

    chosen, written = screens
    assert len(chosen.help) == len(written.help), (said, present)
    assert [item.does for item in chosen.choices] == [item.does for item in written.choices]
    assert not any("wie helpt" in line for line in (*chosen.help, *written.help))
    if not present <= READERS[slug][giver.id]:
        assert written.help == ()


@pytest.mark.parametrize("given_by", [None, "Jeroen, vader", "haar vader"])
def test_help_of_a_father_who_is_not_to_be_seen_stands_nowhere(given_by: str | None) -> None:
    case = real_case(LOTTE, rules())
    (own,) = (item for item in case.support if item.id == "s-jeroen")
    support = tuple(
        item.model_copy(update={"given_by": given_by}) if item is own else item for item in case.support
    )
    opened = Room(person="lotte", seen_by=(Reader(who="saskia", why="zij kijken samen"),))
    case = case.model_copy(update={"support": support, "rooms": (opened,)})

    view = family_view(case, rules(), weigh(case, rules(), TODAY), {"lotte", "saskia"}, TODAY)

    text = "\n".join(shown(view))
    assert "Opa Gerard haalt op woensdag op" in text
    for hidden in ("Jeroen", "De woensdag vrij nemen", "Om het weekend"):
        assert hidden not in text


def test_words_of_a_worker_are_not_put_in_the_mouth_of_whoever_helps() -> None:
    text = "\n".join(shown(on_screen_as_written({"erik"})))

    assert "Kookt drie keer per week" in text
    assert "“Kookt" not in text
    assert "Erik zegt: “" not in text


def test_what_is_asked_of_somebody_who_said_no_is_not_still_to_be_asked() -> None:
    view = on_screen_as_written({"erik"})

    (aunt,) = (item for item in view.law if item.what.startswith("Huishoudelijke hulp door Mirjam"))
    assert aunt.why == ("Uw hulpverlener kan zo niet werken. Wij bespreken met u wat wel kan.",)
    assert not any("Dit kan" in item.says and any("Dit kan" in why for why in item.why) for item in view.law)


def test_a_plan_is_named_after_who_wants_it_most_where_that_may_be_told() -> None:
    names = [{item.name for item in on_screen_as_written({who}).choices} for who in ("anouk", "erik")]

    assert "Het plan van Anouk: Alles als geld, in één budget" in names[0]
    assert "Eigen plan: Alles als geld, in één budget" in names[1]


def test_the_last_day_to_object_is_told_to_whom_the_decision_is_about() -> None:
    decision = real_decision(VAN_WETERING)
    about_erik = decision.model_copy(
        update={"part_decisions": tuple(part for part in decision.part_decisions if part.law == "wmo")}
    )

    said = {
        who: any("bezwaar" in line for line in on_screen_as_written({who}, about_erik).comes)
        for who in ("anouk", "erik", "noor")
    }

    assert said == {"anouk": False, "erik": True, "noor": False}
    assert not any("bezwaar" in line for line in on_screen_as_written({"erik"}).comes)


def on_screen_as_written(present: set[str], decision: Decision | None = None) -> FamilyView:
    case = real_case(VAN_WETERING, rules())
    return family_view(case, rules(), weigh(case, rules(), TODAY), present, TODAY, decision)


def test_who_sits_alone_sees_their_own_words() -> None:
    _, text = on_screen(VAN_WETERING, {"anouk"})

    assert mark("anouk") in text
    assert mark("noor") in text
    assert mark("erik") not in text


def test_nobody_and_a_stranger_see_nothing_at_all() -> None:
    nobody, stranger = on_screen(VAN_WETERING, set())[0], on_screen(VAN_WETERING, {OUTSIDER})[0]

    assert nobody == FamilyView(nothing=NOBODY)
    assert stranger == FamilyView(nothing=NOT_TOGETHER, is_partial=True)


def test_two_parents_see_of_each_other_what_a_worker_wrote_down_that_they_may() -> None:
    shared = tuple(
        Room(person=one, seen_by=(Reader(who=other, why="zij willen samen kijken"),))
        for one, other in (("anouk", "erik"), ("erik", "anouk"))
    )

    before, after = (on_screen(VAN_WETERING, {"anouk", "erik"}, rooms)[1] for rooms in ((), shared))

    assert mark("anouk") not in before
    assert {mark("anouk"), mark("erik")} <= set(after.split()) | set(after.split("\n"))
    assert mark("erik/wmo") not in after


def test_a_word_of_the_trade_that_is_left_is_explained_on_the_same_screen() -> None:
    view, text = on_screen(RONALD, {"ronald"})

    known = {item.jargon: item for item in rules().jargon}
    explained = dict(view.meanings)
    for word, item in known.items():
        assert item.plain is None or f" {word} " not in text
    for word in explained:
        assert explained[word] == known[word].explained
