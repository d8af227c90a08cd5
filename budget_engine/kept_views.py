"""What was worked out of the dossiers that were opened last, kept until an entry, a rule or the day changes."""

from collections import OrderedDict
from datetime import date
from threading import Lock, RLock
from typing import TypeAlias

from budget_engine.drafts.entry import Draft
from budget_engine.drafts.view import View, look
from budget_engine.language.rule_set import RuleSet
from budget_engine.sentences.told import WeighingTold, weighing_told

_MOST = 32  # about 2 MB each for the largest demo case
_State: TypeAlias = tuple[int, str, date]
"""The last entry, the rules and the day."""


class KeptViews:
    """One for a whole server; `turn` is held while something is worked out."""

    def __init__(self, turn: RLock) -> None:
        self._turn = turn
        self._lock = Lock()
        self._views: OrderedDict[tuple[int, _State], View] = OrderedDict()
        self._told: dict[int, tuple[_State, WeighingTold | None]] = {}

    def view(self, draft: Draft, rule_set: RuleSet, on: date) -> View:
        """Work a dossier out, once for all who look at it."""
        key = (draft.number, (draft.last, rule_set.hash, on))
        known = self._found(key)
        if known is None:
            with self._turn:
                known = self._found(key) or look(draft, rule_set, on, self._before(draft))
                self._keep(key, known)
        return known

    def _found(self, key: tuple[int, _State]) -> View | None:
        with self._lock:
            known = self._views.get(key)
            if known is not None:
                self._views.move_to_end(key)
            return known

    def _before(self, draft: Draft) -> View | None:
        """Give the last state that is known of a dossier, to work on from there."""
        with self._lock:
            known = [view for (number, _), view in self._views.items() if number == draft.number]
        return max(
            (view for view in known if view.draft.last <= draft.last),
            key=lambda view: view.draft.last,
            default=None,
        )

    def _keep(self, key: tuple[int, _State], view: View) -> None:
        number, (last, _, _) = key
        with self._lock:
            for older in [kept for kept in self._views if kept[0] == number and kept[1][0] < last]:
                del self._views[older]
            self._views[key] = view
            self._views.move_to_end(key)
            while len(self._views) > _MOST:
                self._views.popitem(last=False)

    def told(self, view: View) -> WeighingTold | None:
        """Tell the weighing of a dossier in words; None before the own judgement."""
        number, state = view.draft.number, (view.draft.last, view.rule_set.hash, view.on)
        known, told = self._told.get(number, (None, None))
        if known == state:
            return told
        with self._turn:
            known, told = self._told.get(number, (None, None))
            if known != state:
                told = weighing_told(view.case, view.rule_set, view.weighing, view.labels)
                self._told[number] = (state, told)
            return told

    def forget(self, number: int) -> None:
        """Let go of a dossier that was thrown away."""
        with self._turn, self._lock:
            self._told.pop(number, None)
            for key in [key for key in self._views if key[0] == number]:
                del self._views[key]
