"""In whose hands a fact lies: whether the resident, the municipality or nobody can make it otherwise.

It changes no outcome. It is there so that what would turn an outcome can be told apart: what the resident
can change, what the worker must verify, and what nobody can change.
"""

from collections.abc import Iterator

from budget_engine.errors import Problem
from budget_engine.glossary import WORDS
from budget_engine.language.fact import FactDeclaration, LiesWith, Role
from budget_engine.language.rule_set import RuleSet

_FIELD = WORDS["lies_with"]

_OF_THE_MUNICIPALITY = frozenset({Role.CASEWORKER, Role.POLICY})


def hands_of(declared: FactDeclaration) -> LiesWith | None:
    """Give in whose hands a fact lies, or None where that was not said and does not follow.

    A judgement, and what only the municipality answers, lies with the municipality. What is not asked lies
    with nobody in particular: look at the facts that it follows from.

    >>> asked = FactDeclaration(name="wens", entity="zaak", kind="ja_nee", who=("inwoner", "consulent"))
    >>> hands_of(asked), hands_of(asked.model_copy(update={"who": (Role.POLICY,)}))
    (None, <LiesWith.MUNICIPALITY: 'gemeente'>)
    """
    if declared.lies_with is not None or not declared.is_asked:
        return declared.lies_with
    is_own = bool(declared.who) and _OF_THE_MUNICIPALITY.issuperset(declared.who)
    return LiesWith.MUNICIPALITY if declared.is_judgement or is_own else None


def problems(rule_set: RuleSet) -> Iterator[Problem]:
    """Walk the facts that say in whose hands they lie where that cannot be said."""
    for declared in rule_set.facts:
        if declared.lies_with is None:
            continue
        if not declared.is_asked:
            text = f"'{declared.name}' wordt niet gevraagd; dan heeft niemand het zelf in handen."
            hint = f"Haal '{_FIELD}' weg."
            if declared.is_derived:
                hint = f"Haal '{_FIELD}' weg, en zet het bij de feiten waar dit uit volgt."
            yield Problem(declared.at(_FIELD), text, hint)
        elif declared.is_judgement and declared.lies_with is not LiesWith.MUNICIPALITY:
            text = "Een inschatting ligt altijd bij de gemeente, ook als een deskundige haar geeft."
            hint = f"Schrijf '{_FIELD}: {LiesWith.MUNICIPALITY}', of begin met 'feit'."
            yield Problem(declared.at(_FIELD), text, hint)
