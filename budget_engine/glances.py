"""What the worklist shows of each dossier, worked out once for each state of it, of the rules and of the day."""

from collections.abc import Callable
from datetime import date
from threading import Lock, RLock
from typing import TypeAlias

from budget_engine.drafts.entry import Draft
from budget_engine.drafts.running_terms import Glance, glance
from budget_engine.errors import MaatwerkError
from budget_engine.follow_up import Left
from budget_engine.language.rule_set import RuleSet
from budget_engine.store.heads import DraftHead
from budget_engine.worklist_row import Row

RulesOf = Callable[[str], RuleSet]
"""Gives the rules of a municipality; MaatwerkError says why it cannot."""


_State: TypeAlias = tuple[int, tuple[object, ...], date]
"""The last entry, the rules and the day."""


class Glances:
    """Keeps for every dossier what a list shows of it, and nothing more of the dossier."""

    def __init__(self, read: Callable[[int], Draft], rules_of: RulesOf, turn: RLock) -> None:
        self._read = read
        self._rules_of = rules_of
        self._turn = turn
        self._lock = Lock()
        self._kept: dict[int, tuple[_State, Glance]] = {}

    def row(self, head: DraftHead, today: date, rules: tuple[object, ...], left: tuple[Left, ...]) -> Row:
        """Give the row of a dossier; `rules` tells one state of the rule files from another.

        `left` is what is still to come of what was sealed of it.
        """
        key = (head.last_entry, rules, today)
        known = self._found(head.number, key)
        if known is None:
            with self._turn:
                known = self._found(head.number, key) or self._look(head.number, today)
                self._keep(head, key, known)
        return Row(head, known.municipality, known.terms, known.problem, known.people, left)

    def _keep(self, head: DraftHead, key: _State, found: Glance) -> None:
        """Keep what was worked out, unless more was written since."""
        with self._lock:
            kept, _ = self._kept.get(head.number, (None, None))
            if kept is None or kept[0] <= head.last_entry:
                self._kept[head.number] = (key, found)

    def is_kept(self, head: DraftHead, today: date, rules: tuple[object, ...]) -> bool:
        """Tell whether the row of a dossier as it stands now was worked out."""
        return self._found(head.number, (head.last_entry, rules, today)) is not None

    def _found(self, number: int, key: _State) -> Glance | None:
        with self._lock:
            kept, known = self._kept.get(number, (None, None))
        return known if kept == key else None

    def _look(self, number: int, today: date) -> Glance:
        draft = self._read(number)
        try:
            rule_set = self._rules_of(draft.text("gemeente"))
        except MaatwerkError as error:
            return Glance.broken(draft, str(error).splitlines()[0])
        return glance(draft, rule_set, today)

    def forget(self, number: int) -> None:
        """Let go of a dossier that was thrown away."""
        with self._turn, self._lock:
            self._kept.pop(number, None)
