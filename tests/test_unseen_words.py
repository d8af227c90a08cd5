"""Words that gave way to others under the same name without being seen: they stay in sight."""

from hypothesis import given
from hypothesis import strategies as st

from budget_engine.drafts.entry import Draft, Entry
from tests.test_drafts import AT, FIELD, PEOPLE, words


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), words), min_size=1, max_size=8))
def test_no_words_are_gone_from_sight_while_nobody_has_seen_them(turns: list[tuple[str, str]]) -> None:
    entries = tuple(Entry(n, FIELD, word, who, AT) for n, (who, word) in enumerate(turns, 1))
    draft = Draft(1, "z", entries)

    shown = [entry.given for entry in (*draft.versions[FIELD], *draft.gave_way(FIELD))]

    assert all(any(word.strip() in str(given) for given in shown) for _, word in turns)


def test_words_that_gave_way_are_shown_until_somebody_who_saw_them_writes() -> None:
    first, second = Entry(1, FIELD, "Een lang verhaal.", "Anna", AT), Entry(2, FIELD, "Anders.", "Anna", AT)
    draft = Draft(1, "z", (first, second))
    assert draft.versions[FIELD] == (second,)
    assert draft.gave_way(FIELD) == (first,)

    after = draft.with_entries([Entry(3, FIELD, "Toch zo.", "Anna", AT, draft.seen(FIELD))])

    assert after.gave_way(FIELD) == ()
