"""Which questions still matter, in the order of what their answers decide; and which do not, with the proof.

A question is open while some outcome is unknown for want of its answer. Some facts only come to matter once
they are recorded, such as an objection: nobody is asked for them, and they are not dropped either. Every
other question is dropped, for no outcome waits for it, whatever is answered to all others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from budget_engine.assessment import GATE_CODES
from budget_engine.flips.dropped import NotAsked, dropped
from budget_engine.flips.subjects import Asked, OfAdvice, OfAmounts, OfFinding, OfGate, Subject
from budget_engine.flips.supposing import Place
from budget_engine.flips.waiting import Places, Waiting
from budget_engine.glossary import Noun, YesNo
from budget_engine.language.fact import EntityKind, Facts, Inlet, Outlet, Value
from budget_engine.language.rule_set import RuleSet, Stage


class OpenQuestion(Noun):
    """A question that some outcome waits for.

    `advices`, `gates`, `amounts` and `findings` are what an answer to this question alone can turn, by id or
    rule; `touches` are all findings that wait for it, also those that need other answers too. `opens_ledger`
    tells that without it no money of the alternatives is compared.
    """

    about: str
    asked_fact: str
    advices: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    opens_ledger: YesNo = False


class WhenItArises(Noun):
    """A fact that only comes to matter once it is recorded; `moves_gate` tells whether a gate may then move."""

    asked_fact: str
    about: tuple[str, ...]
    touches: tuple[str, ...]
    moves_gate: bool


class Questions(Noun):
    """All questions of a case on a day."""

    open: tuple[OpenQuestion, ...]
    when_it_arises: tuple[WhenItArises, ...]
    not_asked: tuple[NotAsked, ...]


@dataclass(frozen=True)
class Matters:
    """What waits for what in one case; each list of questions is worked out when it is asked for."""

    asked: Asked

    @property
    def rule_set(self) -> RuleSet:
        """Give the rules."""
        return self.asked.rule_set

    @property
    def facts(self) -> Facts:
        """Give the facts as they are."""
        return self.asked.weighing.facts

    @cached_property
    def now(self) -> Mapping[OfFinding | OfAmounts | OfAdvice, Places]:
        """Give what each unknown outcome waits for."""
        return dict(self._waiting(Waiting(self.rule_set, self.facts, in_the_end=False), self._late_now))

    @cached_property
    def in_the_end(self) -> Mapping[OfFinding | OfAmounts | OfAdvice, Places]:
        """Give what each outcome waits for that some answer could still change."""
        return dict(self._waiting(Waiting(self.rule_set, self.facts), self._late_in_the_end))

    def _waiting(
        self, waiting: Waiting, late: Waiting
    ) -> Iterator[tuple[OfFinding | OfAmounts | OfAdvice, Places]]:
        stages = ((Stage.ASSESSMENT, waiting), (Stage.WEIGHING, late))
        for stage, own in stages:
            for rule, about in self.asked.weighing.outcomes[stage].findings:
                if (rule, about) not in self.asked.space.set_aside:
                    yield OfFinding(rule, about), own.of_finding(rule, self.facts.entities[about])
        for claim in self.asked.costed:
            entity = self.facts.entities[claim]
            listed = (waiting.of_fact(fact, entity) for fact in self.asked.amount_facts)
            yield OfAmounts(claim), frozenset().union(*listed)
        advice = self.rule_set.outlet.get(Outlet.ADVICE)
        for item in self.facts.by_kind[EntityKind.ALTERNATIVE]:
            if advice is not None:
                yield OfAdvice(item.id), late.of_fact(advice.name, item)

    @cached_property
    def _late_now(self) -> Waiting:
        return Waiting(self.rule_set, self.asked.weighing.late_facts, in_the_end=False)

    @cached_property
    def _late_in_the_end(self) -> Waiting:
        """Leave a gate unknown that an answer can still move, so that what rests on it is not taken as settled."""
        waiting = Waiting(self.rule_set, self.facts)
        gates = [
            (
                item.id,
                declared.name,
                None if self._can_move(item.claims, waiting) else self._gate(item.claims),
            )
            for item in self.asked.case.alternatives
            for declared in self.rule_set.inlet(Inlet.GATE)
        ]
        return Waiting(self.rule_set, self.facts.with_values(gates))

    def _gate(self, claims: Iterable[str]) -> str:
        return GATE_CODES[self.asked.weighing.assessment.gate_of(claims)]

    def _can_move(self, claims: Iterable[str], waiting: Waiting) -> bool:
        """Tell whether a finding that sets the gate of some claims still waits for something."""
        return any(
            waiting.of_finding(setter.name, self.facts.entities[claim])
            for claim in claims
            for setter in self.asked.space.truths(claim)
        )

    # --- the three lists ---------------------------------------------------------------------------------------

    @cached_property
    def open(self) -> Mapping[Place, tuple[Subject, ...]]:
        """Give for every open question the outcomes that wait for it, or that an answer takes away."""
        found = dict(_turned_round(self.now))
        for place, subjects in _turned_round(self.in_the_end).items():
            lifted = tuple(item for item in subjects if self._is_lifted(place, item))
            if lifted and place not in found:
                found[place] = lifted
        return {**dict.fromkeys(self.ledger_start, ()), **found}

    @cached_property
    def ledger_start(self) -> frozenset[Place]:
        """Give the day from which money is compared, while it is not known and there is money to compare."""
        declared = self.rule_set.outlet.get(Outlet.LEDGER_START)
        has_money = any(item.claims or item.returns for item in self.asked.case.alternatives)
        if declared is None or not declared.is_asked or not has_money:
            return frozenset()
        return frozenset(
            (item.id, declared.name)
            for item in self.facts.by_kind[declared.entity]
            if declared.name not in item.values
        )

    def _is_lifted(self, place: Place, subject: Subject) -> bool:
        """Tell whether an answer alone takes away a finding that now keeps a gate from open, such as a duty."""
        if not isinstance(subject, OfFinding):
            return False
        key = (subject.rule, subject.about)
        holds = self.asked.weighing.outcomes[Stage.ASSESSMENT].findings.get(key) is True
        return (
            holds and subject.rule in self._setters and _turns_alone(self.asked, place, subject, (subject,))
        )

    @cached_property
    def _setters(self) -> frozenset[str]:
        return frozenset(setter.name for setter in self.asked.space.gate_setters)

    @cached_property
    def arising(self) -> Mapping[Place, tuple[Subject, ...]]:
        """Give for every fact that only matters once it is recorded the outcomes that look at it."""
        found = _turned_round(self.in_the_end)
        return {place: subjects for place, subjects in found.items() if place not in self.open}

    def open_questions(self, *, of_advice: bool = True) -> tuple[OpenQuestion, ...]:
        """Give the open questions, the one that decides most first.

        Without `of_advice` no advice is worked out and none is named: the worker judges first.
        """
        listed = (_open(self, place, subjects, of_advice=of_advice) for place, subjects in self.open.items())
        return tuple(sorted(listed, key=_deciding_first))

    def when_it_arises(self) -> tuple[WhenItArises, ...]:
        """Give the facts that only come to matter once they are recorded."""
        return tuple(_arising(self.asked, self))

    def not_asked(self) -> tuple[NotAsked, ...]:
        """Give the questions that are dropped, each with what settles it."""
        kept = {*self.open, *self.arising}
        return tuple(dropped(self.asked, (place for place in self.unanswered() if place not in kept)))

    def unanswered(self) -> Iterator[Place]:
        """Walk every question that has no answer, in declared order."""
        for declared in self.rule_set.facts:
            if declared.is_asked:
                for entity in self.facts.by_kind[declared.entity]:
                    if declared.name not in entity.values:
                        yield entity.id, declared.name


def _turned_round(
    waiting: Mapping[OfFinding | OfAmounts | OfAdvice, Places],
) -> Mapping[Place, tuple[Subject, ...]]:
    found: dict[Place, list[Subject]] = {}
    for subject, places in waiting.items():
        for place in sorted(places):
            found.setdefault(place, []).append(subject)
    return {place: tuple(subjects) for place, subjects in found.items()}


def questions_of(asked: Asked) -> Questions:
    """Give all questions of a case: open, for when it arises, and not asked."""
    matters = Matters(asked)
    return Questions(
        open=matters.open_questions(),
        when_it_arises=matters.when_it_arises(),
        not_asked=matters.not_asked(),
    )


def open_questions_of(asked: Asked) -> tuple[OpenQuestion, ...]:
    """Give the open questions alone, the one whose answer decides most first."""
    return Matters(asked).open_questions()


# --- open questions ---------------------------------------------------------------------------------------------


def _deciding_first(item: OpenQuestion) -> tuple[object, ...]:
    """Order by what an answer alone can turn: advices first, then gates, amounts and findings."""
    turned = (item.advices, item.gates, item.amounts)
    less = (item.findings, item.touches)
    return (
        *(-len(names) for names in turned),
        not item.opens_ledger,
        *(-len(names) for names in less),
        item.about,
        item.asked_fact,
    )


def _open(matters: Matters, place: Place, subjects: Iterable[Subject], *, of_advice: bool) -> OpenQuestion:
    asked, waiting = matters.asked, tuple(subjects)
    found: dict[type, set[str]] = {OfFinding: set(), OfGate: set(), OfAdvice: set(), OfAmounts: set()}
    for subject in (*waiting, *_resting_on(asked, waiting)):
        if isinstance(subject, OfAdvice) and not of_advice:
            continue
        if _turns_alone(asked, place, subject, waiting):
            name = subject.rule if isinstance(subject, OfFinding) else subject.about
            found[type(subject)].add(name)
    rules = {subject.rule for subject in waiting if isinstance(subject, OfFinding)}
    return OpenQuestion(
        about=place[0],
        asked_fact=place[1],
        advices=tuple(sorted(found[OfAdvice])),
        gates=tuple(sorted(found[OfGate])),
        amounts=tuple(sorted(found[OfAmounts])),
        findings=tuple(sorted(found[OfFinding])),
        touches=tuple(sorted(rules)),
        opens_ledger=place in matters.ledger_start,
    )


def _resting_on(asked: Asked, waiting: Iterable[Subject]) -> Iterator[Subject]:
    """Walk the gates and advices that rest on what waits."""
    known = {claim.id for claim in asked.case.claims}
    claims = {subject.about for subject in waiting if isinstance(subject, OfFinding)} & known
    yield from (OfGate(claim) for claim in sorted(claims))
    for item in asked.case.alternatives:
        if claims & set(item.claims):
            yield OfAdvice(item.id)


def _turns_alone(asked: Asked, place: Place, subject: Subject, waiting: tuple[Subject, ...]) -> bool:
    now = asked.on(subject, frozenset())
    return any(
        asked.on(subject, frozenset({(place, value)})) != now for value in _answers(asked, place, waiting)
    )


def _answers(asked: Asked, place: Place, waiting: tuple[Subject, ...]) -> tuple[Value, ...]:
    """Give the answers worth trying for what waits for a question."""
    key = ("answers", place)
    known = asked.space.kept.get(key)
    if not isinstance(known, tuple):
        found: dict[Value, None] = {}
        for subject in waiting:
            found |= dict.fromkeys(asked.tried(subject, place[1]).of(place, asked.space.base))
        known = asked.space.kept[key] = tuple(found)
    return known


# --- facts that only matter once they are recorded ------------------------------------------------------------------


def _arising(asked: Asked, matters: Matters) -> Iterator[WhenItArises]:
    setters = {setter.name for setter in asked.space.gate_setters}
    abouts: dict[str, list[str]] = {}
    touches: dict[str, set[str]] = {}
    for (about, fact), subjects in sorted(matters.arising.items()):
        abouts.setdefault(fact, []).append(about)
        rules = {subject.rule for subject in subjects if isinstance(subject, OfFinding)}
        touches.setdefault(fact, set()).update(rules)
    for fact, listed in sorted(abouts.items()):
        rules = touches[fact]
        yield WhenItArises(
            asked_fact=fact,
            about=tuple(listed),
            touches=tuple(sorted(rules)),
            moves_gate=bool(rules & setters),
        )
