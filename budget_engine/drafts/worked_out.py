"""What follows from the case of a dossier: its weighing, what is worth asking, and what would turn an outcome.

The decision has no part in it, so while only that is written all of this still holds and is worked out once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from budget_engine.case import Case
from budget_engine.drafts.attention import Asked, asked, by_what_they_decide, deciding_facts, not_yet_listed
from budget_engine.flips.dropped import NotAsked
from budget_engine.flips.outlook import Outlook, outlook
from budget_engine.flips.questions import Matters, WhenItArises
from budget_engine.flips.subjects import Asked as Supposing
from budget_engine.flips.subjects import OfAdvice, Subject
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.offered import Offered, offered_of
from budget_engine.routes import RoutesOfNeed, routes_of
from budget_engine.trace import Tracer
from budget_engine.weighing import Weighing, weigh, without_advice


@dataclass(frozen=True)
class WorkedOut:
    """A case weighed on a day by a rule set; the advice is in it only where the own judgement was stored."""

    case: Case
    rule_set: RuleSet
    weighing: Weighing
    on: date
    is_judged: bool
    outlooks: dict[Subject, Outlook] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out of what would turn an outcome, because somebody asked for it."""

    @classmethod
    def of(cls, case: Case, rule_set: RuleSet, on: date, *, is_judged: bool) -> "WorkedOut":
        """Weigh a case."""
        weighing = weigh(case, rule_set, on)
        return cls(
            case, rule_set, weighing if is_judged else without_advice(weighing, rule_set), on, is_judged
        )

    @cached_property
    def deciding(self) -> frozenset[tuple[str, str]]:
        """Name the answers (about whom, which fact) that something rests on: of these is asked how we know."""
        return deciding_facts(self.weighing.assessment)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Give the open questions, the one that decides most first."""
        return tuple(asked(self.weighing, self.rule_set))

    @cached_property
    def offered(self) -> Mapping[str, Offered]:
        """Give what is told of every support, also of what no alternative counts on."""
        derived = self.weighing.outcomes[Stage.ASSESSMENT].derived
        return {item.support: item for item in offered_of(self.case, self.rule_set, derived)}

    @cached_property
    def tracer(self) -> Tracer:
        """Give what explains the findings."""
        return Tracer(self.rule_set, self.weighing.late_facts)

    @cached_property
    def routes(self) -> tuple[RoutesOfNeed, ...]:
        """Give by which laws each need could be carried, in order."""
        return routes_of(self.case, self.rule_set, self.weighing.facts, self.weighing.assessment)

    @cached_property
    def supposing(self) -> Supposing:
        """Give the weighed case as one may ask what would be if a fact were otherwise."""
        return Supposing(self.case, self.rule_set, self.weighing)

    @cached_property
    def matters(self) -> Matters:
        """Give what waits for what."""
        return Matters(self.supposing)

    @cached_property
    def to_ask(self) -> tuple[Asked, ...]:
        """Give the open questions, what decides most first; before the own judgement no advice has a say in it."""
        open_now = self.matters.open_questions(of_advice=self.is_judged)
        return tuple(by_what_they_decide(self.asked, open_now))

    @cached_property
    def when_it_arises(self) -> tuple[WhenItArises, ...]:
        """Give what only comes to matter once somebody records it."""
        return tuple(not_yet_listed(self.matters.when_it_arises(), self.to_ask))

    @cached_property
    def not_asked(self) -> tuple[NotAsked, ...]:
        """Give the questions that are not asked, each with what settles it."""
        return self.matters.not_asked()

    def outlook(self, subject: Subject) -> Outlook | None:
        """Give what would turn an outcome; nothing of an advice before the own judgement."""
        if isinstance(subject, OfAdvice) and not self.is_judged:
            return None
        if subject not in self.outlooks:
            self.outlooks[subject] = outlook(self.supposing, subject)
        return self.outlooks[subject]
