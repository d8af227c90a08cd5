"""What may be said in front of a family: names that give nothing away, and words of the trade made plain.

What a worker typed as a name can hold more than a name. A name that speaks of somebody who may not be spoken
of, or repeats what was told in confidence, is not used; an amount is taken out of it. What people said
themselves stays as they said it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from budget_engine.case import Case
from budget_engine.facts import answers_of
from budget_engine.language.fact import Kind, Privacy
from budget_engine.language.jargon import JargonWord, words_in_use
from budget_engine.language.rule_set import RuleSet
from budget_engine.offered import called

_PER = r"(?:per|p/m|p/u|p\.m\.|p\.u\.)"
_AMOUNT = re.compile(
    rf"(?:€|\b(?:euro|eur))\s?[0-9][0-9.,]*-?(?:\s?{_PER}(?:\s\w+)?)?"
    rf"|\b[0-9][0-9.]*,(?:[0-9]{{2}}\b|-)(?:\s?{_PER}(?:\s\w+)?)?"
    rf"|\b[0-9][0-9.,]*\s(?:euro|eur)\b(?:\s?{_PER}(?:\s\w+)?)?"
    rf"|\b[0-9][0-9.,]*-?\s?{_PER}(?:\s\w+)?",
    re.IGNORECASE,
)
"""An amount, with what it is for: also a bare number of which so much goes in a month."""
_NOTHING_LEFT = re.compile(r"\(\s*\)")
_SHORTENED = re.compile(r"\b[A-Z]{2,}\b")
"""Letters that stand for words: of those who read along few know them, and a diagnosis is often one."""
_WORD = re.compile(r"[^\W\d_]{5,}")
"""Words of five letters and more: shorter ones say too little by themselves to give anything away."""
_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class ResidentWords:
    """Makes what is shown plain: `unspoken` are the words that no name may hold."""

    jargon: tuple[JargonWord, ...]
    unspoken: frozenset[str]

    def name(self, typed: str | None) -> str | None:
        """Give a name of a thing that a worker typed; None where it may not be said or is in letters of the trade."""
        known = {form for item in self.jargon for form in item.met_as}
        strange = [found for found in _SHORTENED.findall(_bare(typed or "")) if found.lower() not in known]
        return None if strange else self.person(typed)

    def person(self, typed: str | None) -> str | None:
        """Give a name of somebody that a worker typed, or None where it may not be said."""
        if typed is None or not self.unspoken.isdisjoint(_parts(typed)):
            return None
        return self.text(_bare(typed)) or None

    def text(self, said: str) -> str:
        """Put a plainer word where there is one."""
        for item in self.jargon:
            for form in item.met_as:
                if item.plain is not None and form in said.lower():
                    said = _whole(form).sub(item.plain, said)
        return said


def _bare(typed: str) -> str:
    """Take the amounts out of a name, and what they leave behind."""
    bare = _NOTHING_LEFT.sub("", _AMOUNT.sub("", typed))
    return " ".join(bare.split()).strip(" ,;:-")


def resident_words(case: Case, rule_set: RuleSet, on: date, hidden: Collection[str]) -> ResidentWords:
    """Gather what no name may hold: the names of those who are hidden, and what was told in confidence."""
    people = {person.id: _parts(called(person.name or person.id)) for person in case.persons}
    shown = {part for who, parts in people.items() if who not in hidden for part in parts}
    names = {part for who in hidden for part in people[who]} - shown
    return ResidentWords(
        tuple(words_in_use(rule_set.jargon, on)), frozenset({*names, *_in_confidence(case, rule_set)})
    )


def _in_confidence(case: Case, rule_set: RuleSet) -> Iterable[str]:
    """Walk the words of what is known of somebody's health and the like."""
    for (_, fact), answer in answers_of(case).items():
        declared = rule_set.fact.get(fact)
        if declared is not None and (declared.privacy, declared.kind) == (Privacy.SPECIAL, Kind.TEXT):
            yield from (word.lower() for word in _WORD.findall(answer.given))


def spoken_of(names: Mapping[str, str], words: str | None) -> frozenset[str]:
    """Give whom of the people with these names some words speak of: by their id, by name, or as who they are.

    A name that only one of them has tells them apart; a name they share speaks of each.

    >>> names = {"jeroen": "Jeroen de Wit (vader)", "saskia": "Saskia de Wit"}
    >>> [sorted(spoken_of(names, words)) for words in ("Jeroen, vader", "jeroen", "haar vader", "familie De Wit")]
    [['jeroen'], ['jeroen'], ['jeroen'], ['jeroen', 'saskia']]
    >>> spoken_of(names, "de supermarkt")
    frozenset()
    """
    if words is None or words in names:
        return frozenset() if words is None else frozenset({words})
    said = _parts(called(words))
    own = {
        who: _telling(name, [other for other in names.values() if other != name])
        for who, name in names.items()
    }
    found = {who: said & parts for who, parts in own.items() if said & parts}
    alone = {
        who
        for who, parts in found.items()
        if any(sum(part in others for others in own.values()) == 1 for part in parts)
    }
    return frozenset(alone or found)


def _telling(name: str, others: Iterable[str]) -> frozenset[str]:
    """Give the words of a name that tell who it is: no short ones, and not whose relation somebody is."""
    firsts = {first.group().lower() for other in others if (first := _PART.search(other))}
    of_others = {found.lower() for found in _OF.findall(name)} & firsts
    parts = (part for part in _PART.findall(name) if part[0].isupper() or len(part) >= _LONG)
    return frozenset(part.lower() for part in parts) - of_others


_OF = re.compile(r"\bvan\s+([^\W_]+)")
"""As in 'zoon van Denise', who is somebody else."""
_LONG = 4  # 'zus' and 'oom' are shorter, but so are 'van' and 'het'


def _parts(text: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _PART.findall(text))


def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)


def explained(words: ResidentWords, lines: Iterable[str]) -> dict[str, str]:
    """Give what the words of the trade in some lines mean, by the alphabet; those with a plainer word are not there."""
    together = "\n".join(lines)
    low = together.lower()
    return {
        item.jargon: item.explained
        for item in sorted(words.jargon, key=lambda item: item.jargon)
        if item.plain is None
        and item.explained is not None
        and any(form in low and _whole(form).search(together) for form in item.met_as)
    }
