"""A household in one Dutch sentence: what is answered about whom, and that the rest is not known.

It speaks the words in which rules are read aloud, so that both are about the same things.
"""

from collections.abc import Iterable, Iterator

from budget_engine.aloud.phrases import Phrases, before_verb, enumerated, is_plural
from budget_engine.language.fact import Bounded, FactDeclaration, Inlet, Kind, Value
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.witness import Given, Witness
from budget_engine.values import show_date


def household(rule_set: RuleSet, witness: Witness) -> str:
    """Say who is in a household and what is known of them.

    It is a clause that can follow a colon, and it ends without a full stop.
    """
    phrases = Phrases(rule_set)
    parts = [f"op {show_date(witness.on)}", *_members(witness), *_answers(rule_set, witness, phrases)]
    others: list[tuple[str, Bounded, Value]] = [
        (phrases.noun(name), rule_set.parameter[name], value) for name, value in witness.settings
    ]
    others += [
        (phrases.list_noun(name), rule_set.lookup_list[name], value) for name, value in witness.amounts
    ]
    parts += [f"{_it_is(called)} dan {_shown(phrases, of, value)}" for called, of, value in others]
    rest = "verder is niets bekend" if len(parts) > 1 else "er is niets bekend"
    return "; ".join([*parts, rest])  # a clause may hold commas of its own


def called_figures(rule_set: RuleSet, names: Iterable[str]) -> str:
    """Say what parameters and look-up lists are called, each with its name in a rule file."""
    phrases = Phrases(rule_set)
    called = (
        (phrases.noun(name) if name in rule_set.parameter else phrases.list_noun(name), name)
        for name in names
    )
    return enumerated(text if text.endswith(f"({name})") else f"{text} ({name})" for text, name in called)


def _members(witness: Witness) -> Iterator[str]:
    names = [entity.id for entity in witness.members]
    if names:
        yield f"erbij {'hoort' if len(names) == 1 else 'horen'} {enumerated(names)}"


def _answers(rule_set: RuleSet, witness: Witness, phrases: Phrases) -> Iterator[str]:
    several = {entity.kind for entity in witness.members}
    for item in witness.given:
        declared = rule_set.fact[item.fact]
        if declared.inlet is not Inlet.REFERENCE_DATE:
            kind = witness.facts.entities[item.about].kind
            whom = f"{item.about}: " if kind in several else ""
            yield f"{whom}{_said(phrases, declared, item)}"


def _said(phrases: Phrases, declared: FactDeclaration, item: Given) -> str:
    """Say one answer as a clause."""
    if declared.kind is Kind.YES_NO:
        return phrases.statement(item.fact, answer=item.value is True)
    called = phrases.noun(item.fact)
    value = "ingevuld" if declared.kind is Kind.TEXT else _shown(phrases, declared, item.value)
    return f"{_it_is(called)} {value}"


def _shown(phrases: Phrases, of: Bounded, value: Value) -> str:
    return phrases.stated(of, of.print(value))


def _it_is(called: str) -> str:
    return f"{before_verb(called)} {'zijn' if is_plural(called) else 'is'}"
