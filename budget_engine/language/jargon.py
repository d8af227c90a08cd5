"""Words of the trade that a reader may not know, with a plainer word or what they mean.

Policy staff keep the list. It is laid beside a letter or report to show which words could be changed or
explained; no word on it changes an outcome, and none is ever changed by itself.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from budget_engine.errors import Problem
from budget_engine.language.entry import Entry
from budget_engine.values import Day, Said

_FORM = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?(?: [^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?)*")
"""Words of letters with a blank between them: anything else is never found in a text."""


class JargonWord(Entry):
    """A word of the trade, the forms it is met in, and what to say instead or beside it."""

    word, key = "vakwoord", "jargon"
    changes_outcomes = False

    jargon: str
    forms: tuple[Said, ...] = ()
    plain: Said | None = None
    explained: Said | None = None
    municipality: str | None = None
    valid_from: Day
    valid_until: Day | None = None
    note: str | None = None

    @property
    def met_as(self) -> tuple[str, ...]:
        """Give every form it is met in, the word itself first, in small letters."""
        return tuple(form.strip().lower() for form in (self.jargon, *self.forms))

    def is_in_use(self, day: date) -> bool:
        """Tell whether it is on the list on a day."""
        return self.valid_from <= day <= (self.valid_until or date.max)


def words_in_use(words: Iterable[JargonWord], day: date) -> list[JargonWord]:
    """Give the words that are on the list on a day; a municipality's own goes for the national one."""
    ordered = sorted(words, key=lambda item: item.municipality is not None)
    return list({item.jargon.lower(): item for item in ordered if item.is_in_use(day)}.values())


def problems(words: Iterable[JargonWord]) -> Iterator[Problem]:
    """Walk what is wrong with the words themselves: nothing said, a form nobody writes, a form of two words."""
    met: dict[str, list[JargonWord]] = {}
    for item in words:
        if item.plain is None and item.explained is None:
            hint = "Voeg 'liever' of 'uitleg' toe."
            yield Problem(item.at(), f"Bij '{item.jargon}' staat niet wat de lezer eraan heeft.", hint)
        for number, form in enumerate(item.met_as):
            path = item.at("vormen", number - 1) if number else item.at()
            if _FORM.fullmatch(form) is None:
                hint = "Gebruik alleen letters, met een spatie, streepje of punt ertussen."
                yield Problem(path, f"'{form}' wordt zo nooit in een tekst gevonden.", hint)
            elif form in item.met_as[:number]:
                yield Problem(path, f"'{form}' staat er twee keer.", "Haal er één weg.")
            else:
                other = next((known for known in met.get(form, ()) if _clash(known, item)), None)
                if other is not None:
                    text = f"'{form}' is ook een vorm van '{other.jargon}'."
                    yield Problem(path, text, "Laat elke vorm bij één woord staan.", other=other.at())
                met.setdefault(form, []).append(item)


def _clash(one: JargonWord, other: JargonWord) -> bool:
    """Tell whether two entries are of different words that are on the list on a same day."""
    first, last = max(one.valid_from, other.valid_from), date.max
    last = min(one.valid_until or last, other.valid_until or last)
    return one.jargon.lower() != other.jargon.lower() and first <= last
