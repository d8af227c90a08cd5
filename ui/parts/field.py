"""A field that keeps itself as it changes, shows what is wrong with it, and shows two versions as two.

A field remembers which entries it showed. What is typed is written down as coming after those, so two
people who typed at once both find their words back.

A widget is given what it holds each time it is drawn, not only when that changed: a browser that is still
loading when the page is drawn again would else begin with an empty field, and send that back as an answer.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal
from zlib import crc32

import streamlit as st

from budget_engine.drafts import typed
from budget_engine.drafts.entry import Field, Given
from budget_engine.drafts.shape import DAYS, FACTS, kind_at
from budget_engine.language.fact import Kind
from ui.parts.words import plain
from ui.running import house
from ui.session import AGAIN, Here, dossier, guarded, say
from ui.signing_in import login

_SEEN = "gezien"
"""Under this key the session keeps, for every field, which entries it showed and what it read."""
Also = Callable[[str], list[tuple[Field, Given]]]
"""Gives by what was chosen what must be written along with it."""


def key_of(here: Here, field: Field) -> str:
    """Give the key of the widget of a field."""
    return f"veld:{here.draft.number}:{field}"


def text(
    here: Here, field: Field, label: str, *, is_long: bool = False, help_text: str | None = None,
    placeholder: str | None = None, height: int | Literal["content"] | None = None,
) -> str:  # fmt: skip
    """Ask for a text, an amount or a day, and give what stands there; a long one may have a height."""
    kind = kind_at(field, here.view.rule_set)
    key = key_of(here, field)
    keep = partial(_keep_text, field, key)
    held = _prepared(here, field, key, typed.spelled(kind, here.draft.text(field)), keep)
    widget = partial(st.text_area, height=height) if is_long else st.text_input
    widget(label, _words(held), key=key, help=help_text, placeholder=placeholder, on_change=keep)
    _notes(here, field, kind)
    return here.draft.text(field)


def days(here: Here, field: Field, label: str) -> None:
    """Ask for any number of days, one a line, and say of each what is wrong with it."""
    lines = [line.strip() for line in here.draft.text(field).splitlines() if line.strip()]
    key = key_of(here, field)
    keep = partial(_keep_text, field, key)
    held = _prepared(here, field, key, "\n".join(typed.spelled(Kind.DATE, line) for line in lines), keep)
    st.text_area(label, _words(held), key=key, placeholder="dag-maand-jaar", on_change=keep)
    _versions(here, field, None)
    for said in filter(None, (_wrong(Kind.DATE, line) for line in lines)):
        st.markdown(f":red[**Klopt nog niet:** {plain(said)}]")


def choice(
    here: Here, field: Field, label: str, options: Mapping[str, str], *, help_text: str | None = None,
    is_narrow: bool = False, is_required: bool = False, also: Also | None = None,
) -> str:  # fmt: skip
    """Ask to choose one; few choices stand side by side, more in a list. Emptying is a choice too, unless required.

    `also` gives by what was chosen what is written along with it.
    """
    standing = here.draft.text(field)
    shown = dict(options)
    if standing and standing not in shown:
        shown[standing] = f"{here.labels.get(standing, standing)} (kan niet meer)"
    codes = list(shown)
    key = _key_with(here, field, shown)
    keep = partial(_keep_choice, field, key, codes, also, is_required=is_required)
    held = _prepared(here, field, key, standing or None, keep)
    chosen = held if isinstance(held, str) and held in codes else None
    if not is_narrow and len(codes) <= _SIDE_BY_SIDE and sum(map(len, shown.values())) <= _WIDE:
        st.segmented_control(
            label, codes, default=chosen, required=is_required, format_func=shown.__getitem__, key=key,
            help=help_text, on_change=keep,
        )  # fmt: skip
    else:
        st.session_state[key] = chosen  # a list that begins with something could not be emptied
        st.selectbox(
            label, codes, index=None, format_func=shown.__getitem__, key=key, help=help_text, placeholder="Kies",
            on_change=keep,
        )  # fmt: skip
    _notes(here, field, Kind.CHOICE, shown.get)
    return standing


_SIDE_BY_SIDE, _WIDE = 4, 60  # choices and characters that fit beside each other at 768 wide


def choices(
    here: Here, field: Field, label: str, options: Mapping[str, str], standing: Sequence[str]
) -> None:
    """Ask to choose any number; `standing` is what counts now, also when it filled itself."""
    key = _key_with(here, field, options)
    keep = partial(_keep_choices, field, key, list(options))
    held = _prepared(here, field, key, [code for code in standing if code in options], keep)
    chosen = [code for code in held if code in options] if isinstance(held, list | tuple) else []
    st.multiselect(
        label,
        list(options),
        chosen,
        format_func=options.__getitem__,
        key=key,
        placeholder="Kies",
        on_change=keep,
    )
    _notes(here, field, Kind.CHOICE, lambda code: options.get(str(code)))


def _key_with(here: Here, field: Field, options: Mapping[str, str]) -> str:
    """Give the key of a list: a browser sends back the words it showed, so other words are another list."""
    return f"{key_of(here, field)}__{crc32(repr(list(options.items())).encode())}"


def _words(held: object) -> str:
    return held if isinstance(held, str) else ""


def _prepared(here: Here, field: Field, key: str, value: object, keep: Callable[[], None]) -> object:
    """Make the widget show what stands in a field, keep what it shows that was not kept yet, and give what it shows.

    Who types fast can have a page drawn again without a word about the change; then the widget holds
    something else than was last shown in it. After the server was started again the browser sends what it
    holds, and nothing is known of what was shown: what was never written in the field is new.
    """
    standing = here.draft.seen(field)
    seen, shown = _seen().get(key, (None, value))
    held = st.session_state.get(key)
    if held not in (shown, value, None, "", []) and not _was_written(
        here, field, held, all_time=seen is None
    ):
        keep()
        st.session_state[AGAIN] = True
    elif key not in st.session_state or (held != value and (seen, shown) != (standing, value)):
        st.session_state[key] = value
    _seen()[key] = (standing, value)
    return st.session_state[key]


def _seen() -> dict[str, tuple[tuple[int, ...], object]]:
    found: dict[str, tuple[tuple[int, ...], object]] = st.session_state.setdefault(_SEEN, {})
    return found


def _was_written(here: Here, field: Field, held: object, *, all_time: bool) -> bool:
    """Tell whether what a widget holds lies in the dossier, as it was typed or as it is spelled."""
    kind = kind_at(field, here.view.rule_set)
    entries = here.draft.written_in(field) if all_time else here.draft.versions.get(field, ())
    given = [entry.given for entry in entries]
    return _given(held) in given or held in [
        typed.spelled(kind, text) for text in given if isinstance(text, str)
    ]


def _given(held: object) -> Given:
    """Give what a widget holds as it would be kept."""
    if isinstance(held, list | tuple):
        return tuple(held)
    return held if isinstance(held, str) and held else None


# --- keeping -------------------------------------------------------------------------------------------


def _keep_text(field: Field, key: str) -> None:
    _keep(field, key, _given(st.session_state.get(key)))


def _keep_choice(field: Field, key: str, codes: list[str], also: Also | None, *, is_required: bool) -> None:
    given = st.session_state.get(key)
    if given is None and is_required:
        st.session_state.pop(key, None)  # what stands there is shown again
    elif given is None or given in codes:
        _keep(field, key, given, also(given) if given and also is not None else ())


def _keep_choices(field: Field, key: str, codes: list[str]) -> None:
    given = st.session_state.get(key) or ()
    if all(code in codes for code in given):
        _keep(field, key, tuple(given))


def _keep(field: Field, key: str, given: Given, along: Sequence[tuple[Field, Given]] = ()) -> None:
    """Write a field down; runs before the page is drawn again, in the session of whoever typed."""

    def write() -> None:
        number, who = dossier(), login()
        if number is None or who is None:
            say("Dit is niet bewaard: zeg eerst wie u bent en kies een dossier.")
            return
        seen, _ = _seen().get(key) or ((), None)
        refusal = house().desk.write(number, field, given, who, house().at(), tuple(seen), along)
        if refusal is not None:
            say(refusal)
            st.session_state.pop(key, None)
            return
        entry = house().desk.draft(number, who, house().at()).entry(field)
        if entry is not None and (entry.given, entry.written_by) == (given, who.name):
            seen, shown = _seen().get(key) or ((), None)
            _seen()[key] = ((*seen, entry.number), shown)  # who types on has seen what they just typed

    guarded(write)


# --- what stands under a field -------------------------------------------------------------------------


def _notes(here: Here, field: Field, kind: Kind, word: Callable[[str], str | None] | None = None) -> None:
    _versions(here, field, word)
    if not here.draft.given(field):
        if field in here.view.reading.problems:
            st.caption("Dit is nog nodig.")
        return
    for said in problems_at(here, field, kind):
        st.markdown(f":red[**Klopt nog niet:** {plain(said)}]")
    doubt = here.view.doubts.get(field)
    if doubt is not None:
        st.markdown(f":red[**Klopt dit?** {plain(doubt)}]")


def wrong_ahead(here: Here, field: Field, ahead: Mapping[Field, tuple[str, ...]]) -> None:
    """Show under a field what will be wrong with it further on, and is not seen in the dossier as it stands yet."""
    for said in ahead.get(field, ()) if field not in here.view.reading.decision_problems else ():
        st.markdown(f":red[**Klopt nog niet:** {plain(said)}]")


def problems_at(here: Here, field: Field, kind: Kind) -> tuple[str, ...]:
    """Give what is wrong with what was typed in a field."""
    standing = here.draft.text(field)
    said = _wrong(kind, standing)
    if said is not None:
        return (said,)
    reading = here.view.reading
    found = reading.problems.get(field, ()) + (reading.decision_problems.get(field, ()) if standing else ())
    return tuple(_without_code(field, text) for text in found)


def as_typed(here: Here, field: Field, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Say what is wrong with a field as the field itself says it: how people type it, not how a file holds it."""
    standing = here.draft.text(field)
    is_days = field.rpartition("/")[2] == DAYS
    kind = Kind.DATE if is_days else kind_at(field, here.view.rule_set)
    lines = standing.splitlines() if is_days else [standing]
    said = tuple(filter(None, (_wrong(kind, line.strip()) for line in lines)))
    return said or tuple(_without_code(field, text) for text in texts)


def _without_code(field: Field, text: str) -> str:
    """Leave the name by which the files know a fact out of a sentence that stands at its question."""
    _, _, rest = field.partition(f"/{FACTS}/")
    return text.replace(f" van '{rest.partition('/')[0]}'", "") if rest else text


def _wrong(kind: Kind, text: str) -> str | None:
    try:
        typed.canonical(kind, text) if text.strip() else None
    except ValueError as error:
        return str(error)
    return None


def _versions(here: Here, field: Field, word: Callable[[str], str | None] | None) -> None:
    if len(here.draft.versions.get(field, ())) > 1:
        _two_versions(here, field, word)
    for number, entry in enumerate(here.draft.gave_way(field)):
        shown = plain(_shown(entry.given, word))
        st.warning(
            f"Hier stond ook, zonder dat het te zien was: {shown} ({plain(entry.written_by)}, {entry.at[11:16]})."
        )
        if st.button("Zet die woorden terug", key=f"eerder:{key_of(here, field)}:{number}"):
            here.write(field, entry.given)
            st.rerun()


def _two_versions(here: Here, field: Field, word: Callable[[str], str | None] | None) -> None:
    versions = here.draft.versions[field]
    st.warning(
        "Dit is twee keer ingevuld zonder dat men het van elkaar wist. Kies wat klopt; beide blijven bewaard."
    )
    for number, entry in enumerate(versions):
        shown = _shown(entry.given, word)
        label = f"Neem: {plain(shown)} ({plain(entry.written_by)}, {entry.at[11:16]})"
        if st.button(label, key=f"versie:{key_of(here, field)}:{number}"):
            here.write(field, entry.given)
            st.rerun()


def _shown(given: Given, word: Callable[[str], str | None] | None) -> str:
    if given is None:
        return "leeg"
    codes = given if isinstance(given, tuple) else (given,)
    return ", ".join((word(code) if word is not None else None) or code for code in codes) or "niets"
