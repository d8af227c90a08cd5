"""What people call each claim, so that no two are called the same: what, for whom, the law, the form, the number."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from budget_engine.drafts.answers import current
from budget_engine.drafts.attention import facts_of_kind
from budget_engine.drafts.entry import Draft, joined
from budget_engine.drafts.labels import answer_word
from budget_engine.drafts.shape import VALUE
from budget_engine.glossary import UNKNOWN, WORDS
from budget_engine.language.fact import EntityKind, Kind
from budget_engine.language.rule_set import RuleSet

_CLAIMS, _SOLUTIONS = WORDS["claims"], WORDS["solutions"]
FORM = "vorm"
"""The answer by which two claims for the same thing are told apart: in kind, or as a budget."""
_QUANTITY, _UNIT = WORDS["quantity"], WORDS["unit"]
_SECOND_YEAR, _SAME = "tweede_jaar", "gelijk"
"""The answer that says whether the quantity, which is that of the first year, comes back every year."""
_MANY: Mapping[str, str] = {
    "dagdeel": "dagdelen", "etmaal": "etmalen", "maand": "maanden", "rit": "ritten", "stuk": "stuks",
}  # fmt: skip
"""What more than one of a unit is called, where that is another word."""


def claim_names(draft: Draft, rule_set: RuleSet, labels: Mapping[str, str]) -> dict[str, str]:
    """Give for every claim, complete or not, a name that no other claim has.

    With the form of each, and where more are for the same the first number in which they differ.
    """
    said = {name: _claim_name(draft, rule_set, labels, name) for name in draft.parts(_CLAIMS)}
    for same in _together(said, lambda name: _asked_for(draft, name)):
        said |= dict(_with_number(draft, rule_set, same, said))
    for same in _together(said, said.__getitem__):
        said |= {name: f"{said[name]} ({count})" for count, name in enumerate(same, 1) if count > 1}
    return said


def _claim_name(draft: Draft, rule_set: RuleSet, labels: Mapping[str, str], name: str) -> str:
    label = labels.get(name)
    if label is None:
        solution = joined(_SOLUTIONS, draft.text(joined(_CLAIMS, name, WORDS["solution"])), "naam")
        label = f"{draft.text(solution) or 'Aanvraag'} (nog niet compleet)"
    form = _answer(draft, name, FORM)
    return f"{label}, {answer_word(rule_set.fact.get(FORM), form)}" if form else label


def _asked_for(draft: Draft, name: str) -> tuple[str, ...]:
    """Say what a claim asks for: the solution, for whom, under which law and in which form."""
    solution, need, law = (
        draft.text(joined(_CLAIMS, name, WORDS[field])) for field in ("solution", "need", "law")
    )
    person = draft.text(joined(WORDS["needs"], need, WORDS["person"]))
    return solution, person, law, _answer(draft, name, FORM)


def _together(names: Iterable[str], by: Callable[[str], object]) -> list[list[str]]:
    """Put names that are alike together; a name that is alone is left out."""
    groups: dict[object, list[str]] = {}
    for name in names:
        groups.setdefault(by(name), []).append(name)
    return [same for same in groups.values() if len(same) > 1]


def _with_number(
    draft: Draft, rule_set: RuleSet, same: list[str], said: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for fact in facts_of_kind(rule_set, EntityKind.CLAIM):
        given = {name: _answer(draft, name, fact.name) for name in same}
        if fact.kind is Kind.NUMBER and len(set(given.values())) > 1:
            for name, text in given.items():
                if text:
                    yield name, f"{said[name]}, {_counted(draft, rule_set, name, fact.name, text)}"
            return


def _counted(draft: Draft, rule_set: RuleSet, claim: str, fact: str, number: str) -> str:
    """Say a number of a claim: a quantity with its unit where that is known, and otherwise with its own name."""
    unit = _answer(draft, claim, _UNIT)
    if fact != _QUANTITY or unit in ("", UNKNOWN) or number == UNKNOWN:
        return f"{fact.replace('_', ' ')} {number}"
    word = unit if number == "1" else _MANY.get(unit, answer_word(rule_set.fact.get(_UNIT), unit))
    every_year = _answer(draft, claim, _SECOND_YEAR) == _SAME
    return f"{number} {word} {'per jaar' if every_year else 'in het eerste jaar'}"


def _answer(draft: Draft, claim: str, fact: str) -> str:
    return draft.text(joined(current(draft, joined(_CLAIMS, claim), fact), VALUE))
