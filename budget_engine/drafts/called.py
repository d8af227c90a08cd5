"""What a part of a dossier is called by the words that were typed in it, also where it cannot be read or is gone."""

from collections.abc import Callable, Mapping

from budget_engine.drafts.entry import Draft, Field, joined
from budget_engine.drafts.labels import law_word
from budget_engine.drafts.shape import DECISION, GOALS, OTHERS, PARTS
from budget_engine.glossary import WORDS
from budget_engine.language.rule_set import RuleSet

PEOPLE, NEEDS, SUPPORT, SOLUTIONS, CLAIMS, VARIANTS = PARTS
NOT_GRANTED, PREFERENCE = joined(DECISION, "niet_toegekend"), "voorkeur"


def gone(draft: Draft, rule_set: RuleSet) -> dict[str, str]:
    """Give what every part that was taken away was called, by its name in the dossier."""
    return {
        name: by_its_words(draft, rule_set, place, name) for place in PARTS for name in draft.removed(place)
    }


def by_its_words(draft: Draft, rule_set: RuleSet, place: Field, name: str) -> str:
    """Give what a part of a list is called by what was last typed in it."""
    own, kind = joined(place, name), place.rpartition("/")[2]
    if kind == CLAIMS:
        return _claim(draft, rule_set, own)
    return _WORDS[kind](draft, own) or "zonder naam"


def is_person(draft: Draft, who: str) -> bool:
    """Tell whether this stands for somebody who is or was in the household."""
    return who in draft.names_used(PEOPLE)


def who_is(draft: Draft, who: str) -> str:
    """Give the name of somebody of the household, and the words as they stand for anybody else."""
    return (_last(draft, joined(PEOPLE, who, "naam")) or who) if is_person(draft, who) else who


def meant(draft: Draft, typed: str) -> str:
    """Give who of the household is meant by what was typed, also without what stands between brackets behind a name.

    Where that is nobody or more than one, the words stand as they were typed.
    """
    wanted = typed.strip().casefold()
    found = [name for name in draft.parts(PEOPLE) if wanted in _names(draft, name)]
    return found[0] if len(found) == 1 else typed.strip()


def _names(draft: Draft, person: str) -> set[str]:
    whole = who_is(draft, person).casefold()
    return {person, whole, whole.partition("(")[0].strip()} - {""}


def together(*what: str, words: str = "") -> str:
    """Put what words are about before them, as far as it is known.

    >>> together("Anouk", "thuis", words="Rust."), together("Anouk", "", words=""), together("", "", words="Rust.")
    ('Anouk, thuis: Rust.', 'Anouk', 'Rust.')
    """
    start = ", ".join(part for part in what if part)
    return ": ".join(part for part in (start, words) if part)


def _last(draft: Draft, field: Field) -> str:
    """Give the last words that were typed in a field, also where it was emptied after."""
    typed = (entry.given for entry in reversed(draft.written_in(field)))
    return next((given.strip() for given in typed if isinstance(given, str) and given.strip()), "")


def _by(field: str) -> Callable[[Draft, Field], str]:
    return lambda draft, place: _last(draft, joined(place, field))


def _own_words(who: str) -> Callable[[Draft, Field], str]:
    def words(draft: Draft, place: Field) -> str:
        person = who_is(draft, _last(draft, joined(place, who)))
        return together(
            person, _last(draft, joined(place, "domein")), words=_last(draft, joined(place, "woorden"))
        )

    return words


def _said(what: str) -> Callable[[Draft, Field], str]:
    def words(draft: Draft, place: Field) -> str:
        return together(
            who_is(draft, _last(draft, joined(place, "wie"))), words=_last(draft, joined(place, what))
        )

    return words


def _claim(draft: Draft, rule_set: RuleSet, place: Field) -> str:
    solution, need, law = (_last(draft, joined(place, WORDS[name])) for name in ("solution", "need", "law"))
    what = _last(draft, joined(SOLUTIONS, solution, "naam")) or "Aanvraag"
    person = who_is(draft, _last(draft, joined(NEEDS, need, WORDS["person"])))
    name = law_word(law, rule_set)
    return f"{what}{f' voor {person}' if person else ''}{f' ({name})' if name else ''}"


_WORDS: Mapping[str, Callable[[Draft, Field], str]] = {
    PEOPLE: _by("naam"),
    NEEDS: _own_words(WORDS["person"]),
    GOALS: _own_words("wie"),
    SUPPORT: _by("naam"),
    SOLUTIONS: _by("naam"),
    VARIANTS: _by("naam"),
    PREFERENCE: _said("plaats"),
    OTHERS: _said("richting"),
    "niet_toegekend": _by("wat"),
    "rendement": _by("wat"),
    WORDS["seen_by"]: _said("waarom"),
    WORDS["checks"]: _said("woorden"),
}
"""By the last step of the place of a list."""
