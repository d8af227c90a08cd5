"""A household in one Dutch sentence: what is answered about whom, and that the rest is not known.

It speaks the words in which rules are read aloud, so that both are about the same things.
"""

from collections.abc import Iterable, Iterator, Mapping

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


def not_here(rule_set: RuleSet, named: str, kind: str, figures: Iterable[str]) -> tuple[str, str]:
    """Say why something holds for nobody by what it rests on, and what to do about it.

    A value that was never filled in leaves it unknown; one that was may rule it out.
    """
    said = {item.parameter for item in rule_set.settings if item.value is not None}
    said |= {rows.list for rows in rule_set.list_rows if rows.rows}
    figures = list(figures)
    filled, empty = [name for name in figures if name in said], [name for name in figures if name not in said]
    phrases = Phrases(rule_set)
    called = {name: _called(phrases, name) for name in figures}
    is_one = len(empty) == 1 and not is_plural(called[empty[0]])
    not_filled = f"{_listed(called, empty)} {'is' if is_one else 'zijn'} niet ingevuld" if empty else ""
    may_be = f"Dat kan kloppen: met een andere waarde kan {kind} wel gelden."
    if not empty:
        return f"{named} geldt voor niemand bij wat is ingevuld voor {_listed(called, filled)}.", may_be
    fill = "Vul in wat er ontbreekt. Is er niets vastgesteld, dan klopt dit."
    if not filled:
        because = f"{not_filled}, en daardoor komt {kind} niet verder dan onbekend"
        return f"{named} geldt voor niemand: {because}.", fill
    ruled_out = f"bij wat is ingevuld voor {_listed(called, filled)}"
    return f"{named} geldt voor niemand {ruled_out}; {not_filled}.", f"{fill} {may_be}"


def _listed(called: Mapping[str, str], names: Iterable[str]) -> str:
    return enumerated(called[name] for name in names)


def _called(phrases: Phrases, name: str) -> str:
    """Say what a parameter or look-up list is called, with its name in a rule file."""
    text = phrases.noun(name) if name in phrases.rule_set.parameter else phrases.list_noun(name)
    return text if text.endswith(f"({name})") else f"{text} ({name})"


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
