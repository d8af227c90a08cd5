"""By which laws a need could be carried, which goes first, what each still asks, and where to turn if one is barred.

No statute pools the money (design, principle 11): every route keeps its own decision, its own interested
parties and its own remedy. What several routes need is asked once. A route says that a law could carry a
need; whether it does, the gate of a claim under it says.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from budget_engine.assessment import Assessment, ClaimGate, Finding, Gate, Lack
from budget_engine.case import Case, Claim, Need
from budget_engine.facts import answers_of
from budget_engine.glossary import MUNICIPALITY, Noun, YesNo
from budget_engine.language.fact import Facts
from budget_engine.language.register import Effect, Law, Route
from budget_engine.language.rule_set import RuleSet
from budget_engine.trace import Tracer, decisive, missing

_BARRED = frozenset({Gate.CLOSED, Gate.BY_DEVIATION})
_TO_SETTLE = frozenset({Effect.BAR, Effect.CONDITION, Effect.DUTY, Effect.OTHER_LAW})


class RouteOfNeed(Noun):
    """One law that could carry a need, in its place in the order.

    `could_carry` is None where that is not known yet, and `is_disputed` says whether somebody sees it
    otherwise. `claims` are the claims made under it, with their gates; `still_asked` is what must be known
    before the route or such a claim can be judged; `to_settle` names the findings that stand between those
    claims and a grant.
    """

    route: str
    title: str
    law: str
    carried_out_by: str | None
    place: int
    could_carry: bool | None
    is_disputed: bool
    claims: tuple[ClaimGate, ...]
    still_asked: tuple[Lack, ...]
    to_settle: tuple[str, ...]
    own_decision: YesNo
    interested: str
    remedy: str

    @property
    def is_barred(self) -> bool:
        """Tell whether a claim was made this way and none can be granted: barred, or the law does not carry it."""
        return bool(self.claims) and (
            self.could_carry is False or all(claim.gate in _BARRED for claim in self.claims)
        )


class RoutesOfNeed(Noun):
    """All routes of one need in order, what several of them ask, and where to turn when one is barred.

    `way_unknown` are claims of which is not known yet which way they go, and `without_route` those whose
    law has no route in this domain; they are named, so that none is overlooked. `instead` are the routes
    that are not barred, in order, also those of which is not known yet whether they could carry the need.
    """

    need: str
    domain: str
    routes: tuple[RouteOfNeed, ...]
    way_unknown: tuple[ClaimGate, ...]
    without_route: tuple[ClaimGate, ...]
    asked_once: tuple[Lack, ...]
    barred: tuple[str, ...]
    instead: tuple[str, ...]


def routes_of(
    case: Case, rule_set: RuleSet, facts: Facts, assessment: Assessment
) -> tuple[RoutesOfNeed, ...]:
    """Give the routes of every need, in the order of its domain; a law that cannot carry it is left out."""
    builder = _Builder(case, rule_set, facts, assessment)
    return tuple(builder.of_need(need) for need in case.needs)


@dataclass(frozen=True)
class _Builder:
    case: Case
    rule_set: RuleSet
    facts: Facts
    assessment: Assessment

    @cached_property
    def disputed(self) -> frozenset[tuple[str, str]]:
        """Name the answers (about what, which fact) that somebody sees otherwise."""
        return frozenset(
            place for place, answer in answers_of(self.case).items() if answer.dispute is not None
        )

    @cached_property
    def tracer(self) -> Tracer:
        return Tracer(self.rule_set, self.facts)

    @cached_property
    def gates(self) -> Mapping[str, ClaimGate]:
        return {gate.id: gate for gate in self.assessment.gates}

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        return {law.name: law for law in self.rule_set.laws}

    def of_need(self, need: Need) -> RoutesOfNeed:
        offered = self._offered(str(need.domain))
        ways = {
            claim.id: self._ways_of(claim, offered) for claim in self.case.claims if claim.need == need.id
        }
        routes = tuple(self._routes(need, offered, ways))
        barred = tuple(item.route for item in routes if item.is_barred)
        asked = Counter(lack for item in routes for lack in item.still_asked)
        return RoutesOfNeed(
            need=need.id,
            domain=str(need.domain),
            routes=routes,
            way_unknown=tuple(self.gates[claim] for claim, way in ways.items() if len(way) > 1),
            without_route=tuple(self.gates[claim] for claim, way in ways.items() if way == (None,)),
            asked_once=tuple(sorted((lack for lack, times in asked.items() if times > 1), key=_order)),
            barred=barred,
            instead=tuple(
                item.route
                for item in routes
                if barred and not item.is_barred and item.could_carry is not False
            ),
        )

    def _offered(self, domain: str) -> list[Route]:
        offered = [route for route in self.rule_set.routes if domain in route.domains]
        return sorted(offered, key=lambda route: route.domains[domain])

    def _ways_of(self, claim: Claim, offered: Iterable[Route]) -> tuple[str | None, ...]:
        """Give the route a claim goes by, None for no route, or all it may come to while an answer is not known.

        Of the routes of its law the one goes first that names most about the claim.
        """
        answers = self.facts.in_scope[claim.id]
        ways = [route for route in offered if self.laws[route.under].code == claim.law]
        possible: list[str | None] = []
        for route in sorted(ways, key=lambda route: -len(route.of_claims)):
            given = {name: answers.get(name) for name in route.of_claims}
            if any(given[name] not in (code, None) for name, code in route.of_claims.items()):
                continue
            possible.append(route.id)
            if None not in given.values():
                return tuple(possible)
        return (*possible, None)

    def _routes(
        self, need: Need, offered: Iterable[Route], ways: Mapping[str, tuple[str | None, ...]]
    ) -> Iterator[RouteOfNeed]:
        for route in offered:
            step = self.tracer.derived(route.could_carry, self.facts.entities[need.id])
            carried_out_by = route.carried_out_by or self.laws[route.under].carried_out_by
            claims = tuple(self.gates[claim] for claim, way in ways.items() if way == (route.id,))
            if step.outcome is False and not claims:
                continue
            lacks = {Lack.of(item) for item in missing(step)}
            blocking = list(self._blocking(claims))
            barred = {claim.id for claim in claims if claim.gate in _BARRED}
            lacks |= {lack for finding in blocking if finding.about not in barred for lack in finding.missing}
            yield RouteOfNeed(
                route=route.id,
                title=route.title,
                law=route.under,
                carried_out_by=carried_out_by,
                place=route.domains[str(need.domain)],
                could_carry=step.outcome,
                is_disputed=any(place in self.disputed for place in decisive(step)),
                claims=claims,
                still_asked=tuple(sorted(lacks, key=_order)),
                to_settle=tuple(sorted({finding.rule for finding in blocking if finding.holds})),
                own_decision=carried_out_by == MUNICIPALITY,
                interested=route.interested,
                remedy=route.remedy,
            )

    def _blocking(self, claims: Iterable[ClaimGate]) -> Iterator[Finding]:
        ids = {claim.id for claim in claims}
        return (
            item
            for item in self.assessment.findings
            if item.about in ids and item.counts and item.effect in _TO_SETTLE
        )


def _order(lack: Lack) -> tuple[str, str, str]:
    return (lack.kind, lack.about, lack.asked_fact)
