"""What can be read from one kind of entity: the declared names, the lists of members, and formulas of them."""

from collections.abc import Iterable
from typing import Any

from budget_engine.deadlines import Unit
from budget_engine.errors import Path, Problem, keep, nearest
from budget_engine.language.expr import FactRef, Lookup, ParameterRef, Term, walk
from budget_engine.language.fact import RELATIONS, EntityKind, FactDeclaration, reachable
from budget_engine.language.formula import Formula, FormulaError
from budget_engine.language.measure import Measure, MeasureError, Vocabulary, measure, unit_of_time
from budget_engine.language.wording import OVER


class Scope:
    """The names that a rule about one kind of entity may use; what cannot be used is kept as a problem."""

    def __init__(self, vocabulary: Vocabulary, scope: EntityKind, problems: list[Problem]) -> None:
        self.vocabulary = vocabulary
        self.scope = scope
        self.problems = problems

    def _refuse(self, path: Path, text: str, hint: str | None = None, unknown: str | None = None) -> None:
        keep(self.problems, Problem(path, text, hint, unknown))

    def declared(self, name: str, path: Path, words: Iterable[str] = ()) -> FactDeclaration | None:
        """Give a declared fact that can be read from here, or keep the problem.

        `words` of the language may have been meant as well.
        """
        declared = self.vocabulary.facts.get(name)
        if declared is None:
            hint = nearest(name, self.vocabulary.facts, words)
            self._refuse(path, f"Het feit '{name}' is niet bekend.", hint, name)
            return None
        if declared.entity not in reachable(self.scope):
            self._refuse(
                path,
                f"'{name}' gaat over een {declared.entity}; "
                f"wat over een {self.scope} gaat, kan dat niet rechtstreeks lezen.",
                "Lees het via een totaal, zoals minstens_een of aantal over een lijst.",
            )
        return declared

    def _relation(self, body: dict[str, Any], path: Path, allowed: set[str]) -> str | None:
        for key in body:
            if key not in allowed:
                self._refuse((*path, key), f"'{key}' hoort hier niet.", nearest(key, allowed))
        if not isinstance(body.get(OVER), str):
            self._refuse(path, f"'{OVER}' ontbreekt.", f"Noem de lijst: {', '.join(RELATIONS)}.")
            return None
        relation: str = body[OVER]
        if relation not in RELATIONS:
            self._refuse(
                (*path, OVER),
                f"'{relation}' is geen lijst.",
                nearest(relation, RELATIONS) or f"Er zijn: {', '.join(RELATIONS)}.",
            )
            return None
        if RELATIONS[relation][0] not in reachable(self.scope):
            self._refuse((*path, OVER), f"'{relation}' is vanuit een {self.scope} niet bereikbaar.")
            return None
        return relation

    def measure(self, term: Term, path: Path) -> Measure | None:
        """Give what a term measures, or keep the problem."""
        try:
            return measure(term, self.vocabulary)
        except MeasureError as error:
            self._refuse(path, str(error), error.hint)
            return None

    def formula(self, text: str, path: Path) -> Term | None:
        """Read a formula of names, amounts and functions."""

        def named(name: str) -> Term:
            return self._name(name, path)

        try:
            found = Formula(text, named, self.vocabulary.lists, self._unit_of_time).read()
        except FormulaError as error:
            self._refuse(path, str(error), error.hint, error.unknown)
        except MeasureError as error:
            self._refuse(path, str(error), error.hint)
        else:
            self._keys_in_reach(found, path)
            return found
        return None

    def _keys_in_reach(self, term: Term, path: Path) -> None:
        for part in walk(term):
            if not isinstance(part, Lookup):
                continue
            for key in self.vocabulary.lists[part.list].keys:
                declared = self.vocabulary.facts.get(key)
                if declared is not None and declared.entity not in reachable(self.scope):
                    self._refuse(
                        path,
                        f"De sleutel '{key}' van '{part.list}' gaat over een {declared.entity}, "
                        f"en is vanuit een {self.scope} niet bereikbaar.",
                    )

    def _unit_of_time(self, term: Term) -> Unit:
        return unit_of_time(term, self.vocabulary)

    def _name(self, name: str, path: Path) -> Term:
        if name in self.vocabulary.parameters:
            return ParameterRef(name)
        if name in self.vocabulary.facts:
            self.declared(name, path)
            return FactRef(name)
        hint = nearest(name, self.vocabulary.facts, self.vocabulary.parameters)
        raise FormulaError(f"'{name}' is niet bekend.", hint, name)
