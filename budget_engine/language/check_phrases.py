"""What a thing is called in a sentence: said in full, and so that it fits inside one."""

from collections.abc import Iterator

from budget_engine.errors import Problem
from budget_engine.glossary import WORDS
from budget_engine.language.entry import Entry
from budget_engine.language.fact import Kind
from budget_engine.language.register import Declaration, LookupList, Parameter
from budget_engine.language.rule_set import RuleSet

_STATEMENT, _DENIAL, _NOUN = WORDS["statement"], WORDS["denial"], WORDS["noun_phrase"]


def problems(rule_set: RuleSet) -> Iterator[Problem]:
    """Walk the phrases that lack their opposite, stand at the wrong kind, or do not fit inside a sentence."""
    for declared in rule_set.facts:
        yield from _of_fact(declared)
        for word, said in ((_STATEMENT, declared.statement), (_DENIAL, declared.denial)):
            yield from _fits(declared, word, said)
    named: tuple[Declaration | Parameter | LookupList, ...] = (
        *rule_set.facts, *rule_set.parameters, *rule_set.lists,
    )  # fmt: skip
    for entry in named:
        yield from _fits(entry, _NOUN, entry.noun_phrase)


def _of_fact(declared: Declaration) -> Iterator[Problem]:
    statement, denial = declared.statement, declared.denial
    if declared.kind is not Kind.YES_NO:
        for word, said in ((_STATEMENT, statement), (_DENIAL, denial)):
            if said is not None:
                text = f"Alleen een feit van de soort {Kind.YES_NO} heeft een {word}."
                yield Problem(declared.at(word), text, f"Schrijf '{_NOUN}: de leeftijd van de persoon'.")
        return
    if declared.noun_phrase is not None:
        text = f"Een feit van de soort {Kind.YES_NO} heeft geen {_NOUN}."
        yield Problem(declared.at(_NOUN), text, f"Schrijf een {_STATEMENT} en een {_DENIAL}.")
    if (statement is None) is not (denial is None):
        has, lacks = (_STATEMENT, _DENIAL) if denial is None else (_DENIAL, _STATEMENT)
        text = f"Bij '{declared.name}' staat een {has} zonder {lacks}."
        yield Problem(declared.at(has), text, f"Schrijf de {lacks} erbij, of haal de {has} weg.")
    if statement is not None and statement == denial:
        text = f"Bij '{declared.name}' zeggen {_STATEMENT} en {_DENIAL} hetzelfde."
        yield Problem(declared.at(_DENIAL), text, "Schrijf wat het antwoord nee betekent.")


def _fits(entry: Entry, word: str, said: str | None) -> Iterator[Problem]:
    if said is None:
        return
    if not said.strip():
        yield Problem(entry.at(word), f"'{word}' is leeg.", "Schrijf de tekst, of haal het veld weg.")
        return
    if said[0].isupper() and said[1:2].islower():
        text = f"'{word}' staat midden in een zin en begint niet met een hoofdletter."
        yield Problem(entry.at(word), text, f"Schrijf '{said[0].lower()}{said[1:]}'.")
    if said.rstrip().endswith((".", "?", "!")):
        text = f"'{word}' staat midden in een zin en eindigt niet op '{said.rstrip()[-1]}'."
        yield Problem(entry.at(word), text, "Haal het leesteken aan het eind weg.")
    if said.split() != said.split(" "):
        text = f"In '{word}' staan spaties of regels te veel."
        yield Problem(
            entry.at(word), text, "Schrijf de tekst op één regel, met één spatie tussen de woorden."
        )
