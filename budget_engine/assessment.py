"""What the law says about a case: findings per entity, the gate per claim, and what is still open.

The engine advises and checks. A finding is raised before the decision and never replaces it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from budget_engine.answer import Answer, Provenance
from budget_engine.case import Case, Deviation
from budget_engine.facts import answers_of
from budget_engine.glossary import MUNICIPALITY, UNKNOWN, Noun
from budget_engine.language.expr import FactRef
from budget_engine.language.fact import Entity, Facts, Moment, Outlet, Value
from budget_engine.language.meaning import FaultKind, Outcomes
from budget_engine.language.register import Effect, LegalBasis, SourceClass
from budget_engine.language.rule import Axis, Consequence, Strength
from budget_engine.language.rule_set import RuleSet
from budget_engine.lineage import Basis, Figure, figures_of
from budget_engine.trace import Missing, MissingKind, Tracer, decisive, missing


class Gate(StrEnum):
    """What stands between a claim and a grant, from nothing to everything."""

    OPEN = "past"
    PROVIDED = "mits"
    UNKNOWN = "onbekend"
    BY_DEVIATION = "alleen_met_afwijking"
    CLOSED = "niet_mogelijk"


FROM_OPEN = tuple(Gate)
"""The gates from open to shut."""


GATE_CODES: Mapping[Gate, str] = {
    Gate.OPEN: "past",
    Gate.PROVIDED: "mits",
    Gate.UNKNOWN: "nog_onbekend",
    Gate.BY_DEVIATION: "alleen_met_afwijking",
    Gate.CLOSED: "niet_mogelijk",
}
"""A gate as the rules of the advice read it; 'onbekend' itself is no answer a rule may test."""


class Ground(Noun):
    """A fact that a finding rests on, with its answer and how we know it."""

    about: str
    asked_fact: str
    given: str
    provenance: Provenance | None
    is_disputed: bool


class Lack(Noun):
    """What is missing: a question for somebody, or a parameter of the municipality."""

    kind: MissingKind
    about: str
    asked_fact: str

    @classmethod
    def of(cls, item: Missing) -> "Lack":
        """Take over what a trace found missing."""
        return cls(kind=item.kind, about=item.entity, asked_fact=item.fact)


class Question(Lack):
    """A question that is still open, and the findings it bears on."""

    touches: tuple[str, ...]


class OtherLaw(Noun):
    """Who pays first, how that claim stands, and what happens until it delivers (second look, point 5)."""

    first_payer: str
    claim_status: str | None = None
    bridge: str | None = None
    forwarding: str | None = None
    contact: str | None = None


class Finding(Noun):
    """One outcome of one rule about one entity; `holds` is None where it is unknown."""

    rule: str
    slug: str
    effect: Effect
    strength: Strength | None
    axis: Axis
    about: str
    holds: bool | None
    source_class: SourceClass
    legal_basis: Basis
    decisive: tuple[Ground, ...]
    missing: tuple[Lack, ...]
    is_disputed: bool
    to_verify: bool
    resolved_by: str | None
    day: date | None
    set_aside_on: str | None
    text: str
    other_law: OtherLaw | None = None
    figures: tuple[Figure, ...] = ()

    @property
    def counts(self) -> bool:
        """Tell whether the finding is raised or may be, and was not set aside."""
        return self.holds is not False and self.set_aside_on is None


class TableFault(Noun):
    """A table that gives no row, or two, for an entity."""

    table: str
    about: str
    fault: FaultKind


class ClaimGate(Noun):
    """The gate of one claim, and the findings that set it."""

    id: str
    gate: Gate
    findings: tuple[str, ...]


class Assessment(Noun):
    """All that was found about a case on one reference date."""

    findings: tuple[Finding, ...]
    faults: tuple[TableFault, ...]
    gates: tuple[ClaimGate, ...]
    open_questions: tuple[Question, ...]

    def gate_of(self, claims: Iterable[str]) -> Gate:
        """Give the worst gate of some claims; without claims the way is open."""
        wanted = set(claims)
        return worst(gate.gate for gate in self.gates if gate.id in wanted)

    def with_late(self, late: "Assessment", costs: Mapping[Lack, set[str]]) -> "Assessment":
        """Add what could only be found once the gates were known, and what costs wait for; no gate moves."""
        findings = tuple(
            sorted((*self.findings, *late.findings), key=lambda finding: (finding.rule, finding.about))
        )
        return Assessment(
            findings=findings,
            faults=tuple(sorted((*self.faults, *late.faults), key=lambda fault: (fault.table, fault.about))),
            gates=self.gates,
            open_questions=_questions(findings, costs),
        )

    def about(self, entity: str, effect: Effect) -> Iterator[Finding]:
        """Walk the counting findings of one effect about an entity."""
        return (
            item for item in self.findings if item.about == entity and item.effect is effect and item.counts
        )


def worst(gates: Iterable[Gate]) -> Gate:
    """Give the gate that lies furthest from open.

    >>> worst([Gate.PROVIDED, Gate.UNKNOWN])
    <Gate.UNKNOWN: 'onbekend'>
    """
    return max(gates, key=FROM_OPEN.index, default=Gate.OPEN)


@dataclass(frozen=True)
class _Source:
    slug: str
    consequence: Consequence
    basis: LegalBasis
    resolved_by: str | None
    moment: Moment


def assess(
    case: Case, rule_set: RuleSet, facts: Facts, outcomes: Outcomes, *, everything: bool = False
) -> Assessment:
    """Turn outcomes into findings with their grounds, gates and open questions.

    Findings that do not hold are left out, unless `everything` is asked.
    """
    sources = _sources(rule_set)
    builder = _Builder(case, rule_set, facts)
    findings = tuple(
        builder.finding(rule, facts.entities[entity], truth, sources[rule])
        for (rule, entity), truth in sorted(outcomes.findings.items(), key=lambda item: item[0])
        if everything or truth is not False
    )
    claims = [claim.id for claim in case.claims]
    return Assessment(
        findings=findings,
        faults=tuple(
            TableFault(table=fault.table, about=fault.entity, fault=fault.kind) for fault in outcomes.faults
        ),
        gates=tuple(_gate(claim, findings, rule_set) for claim in claims),
        open_questions=_questions(findings),
    )


def _sources(rule_set: RuleSet) -> Mapping[str, _Source]:
    found = {
        name: _Source(rule.slug, rule.consequence, rule.legal_basis, rule.resolved_by, rule.moment)
        for name, rule in rule_set.rule_named.items()
    }
    for table in rule_set.tables:
        for row in table.rows:
            if row.consequence is not None and row.slug is not None:
                basis = rule_set.finding_basis[table.row_name(row)]
                found[table.row_name(row)] = _Source(
                    row.slug, row.consequence, basis, row.resolved_by, table.moment
                )
    return found


class _Builder:
    def __init__(self, case: Case, rule_set: RuleSet, facts: Facts) -> None:
        self.rule_set = rule_set
        self.tracer = Tracer(rule_set, facts)
        self.answers = answers_of(case)
        self.facts = facts
        self.deviations = {(item.rule, item.about): item for item in case.deviations}

    def finding(self, name: str, entity: Entity, truth: bool | None, source: _Source) -> Finding:  # noqa: FBT001
        """Build one finding; `truth` is what the engine found."""
        held, *last = self.tracer.steps_of(name, entity)
        steps = [held] if truth is False else [held, *last]
        rested = decisive(held) | {
            pair for step in steps[1:] for pair in decisive(step) if self._is_known(*pair)
        }
        grounds = tuple(self._ground(*pair) for pair in sorted(rested))
        deviation: Deviation | None = self.deviations.get((name, entity.id))
        return Finding(
            rule=name,
            slug=source.slug,
            effect=source.consequence.effect,
            strength=source.consequence.strength,
            axis=source.consequence.axis,
            about=entity.id,
            holds=truth,
            source_class=source.basis.source_class,
            legal_basis=Basis.of(source.basis),
            decisive=grounds,
            missing=tuple(Lack.of(item) for item in sorted(frozenset().union(*map(missing, steps)))),
            is_disputed=any(ground.is_disputed for ground in grounds),
            to_verify=source.basis.to_verify,
            resolved_by=source.resolved_by,
            day=last[0].outcome if last else None,
            set_aside_on=None if deviation is None or truth is False else deviation.ground,
            text=source.consequence.text,
            other_law=self._other_law(source, entity),
            figures=figures_of(steps, self.rule_set),
        )

    def _other_law(self, source: _Source, entity: Entity) -> OtherLaw | None:
        said = source.consequence
        if said.first_payer is None:
            return None
        status = None
        if said.claim_status is not None:
            value = self.tracer.meaning.value(FactRef(said.claim_status), entity, source.moment)
            status = UNKNOWN if value is None else self.rule_set.fact[said.claim_status].choices[str(value)]
        return OtherLaw(
            first_payer=said.first_payer,
            claim_status=status,
            bridge=said.bridge,
            forwarding=said.forwarding,
            contact=said.contact,
        )

    def _is_known(self, entity: str, fact: str) -> bool:
        """Tell whether there is an answer: a day does not rest on what was not written down."""
        return self.facts.entities[entity].values.get(fact) is not None

    def _ground(self, entity: str, fact: str) -> Ground:
        answer: Answer | None = self.answers.get((entity, fact))
        value = self.facts.entities[entity].values.get(fact)
        given = UNKNOWN if value is None else self.rule_set.fact[fact].print(value)
        return Ground(
            about=entity,
            asked_fact=fact,
            given=given,
            provenance=None if answer is None else answer.provenance,
            is_disputed=answer is not None and answer.dispute is not None,
        )


def _gate(claim: str, findings: Iterable[Finding], rule_set: RuleSet) -> ClaimGate:
    found: dict[Gate, list[str]] = {}
    for finding in findings:
        if finding.about == claim and finding.counts:
            found.setdefault(gate_by(rule_set, finding.rule, finding.holds), []).append(finding.rule)
    gate = worst(found)
    return ClaimGate(id=claim, gate=gate, findings=() if gate is Gate.OPEN else tuple(found[gate]))


def gate_by(rule_set: RuleSet, finding: str, holds: bool | None) -> Gate:  # noqa: FBT001 - a truth value
    """Give how far from open a finding about a claim puts its gate, when it holds or is unknown."""
    said = rule_set.consequence_of_finding[finding]
    if holds is False:
        return Gate.OPEN
    match said.effect:
        case Effect.COMPETENCE | Effect.DEADLINE | Effect.ROOM | Effect.CONCERN:
            return Gate.OPEN  # competence blocks the seal of a part-decision, not the way to a grant
        case Effect.CONDITION | Effect.DUTY | Effect.OTHER_LAW:
            return Gate.UNKNOWN if holds is None else Gate.PROVIDED
        case Effect.BAR:
            if holds is None:
                return Gate.UNKNOWN
            if said.strength is Strength.DISCRETIONARY:
                return Gate.PROVIDED
            may_deviate = rule_set.grounds_for(rule_set.finding_basis[finding])
            return Gate.BY_DEVIATION if may_deviate else Gate.CLOSED


def unknown_costs(
    case: Case, rule_set: RuleSet, facts: Facts, derived: Mapping[tuple[str, str], Value | None]
) -> dict[Lack, set[str]]:
    """Give what is missing to know the costs of a claim that is weighed, and which amount waits for it."""
    declared = rule_set.outlet.get(Outlet.FIRST_YEAR_LIKELY)
    if declared is None:
        return {}
    weighed = {name for alternative in case.alternatives for name in alternative.claims}
    own_laws = {law.code for law in rule_set.laws if law.carried_out_by == MUNICIPALITY}
    tracer = Tracer(rule_set, facts)
    touched: dict[Lack, set[str]] = {}
    for claim in case.claims:
        if claim.id in weighed and claim.law in own_laws and derived.get((declared.name, claim.id)) is None:
            for item in missing(tracer.derived(declared.name, facts.entities[claim.id])):
                touched.setdefault(Lack.of(item), set()).add(declared.name)
    return touched


def _questions(
    findings: Iterable[Finding], also: Mapping[Lack, set[str]] | None = None
) -> tuple[Question, ...]:
    touched = {lack: set(waiting) for lack, waiting in (also or {}).items()}
    for finding in findings:
        if finding.set_aside_on is None:
            for lack in finding.missing:
                touched.setdefault(lack, set()).add(finding.rule)
    order = sorted(touched, key=lambda lack: (lack.kind, lack.about, lack.asked_fact))
    return tuple(
        Question(
            kind=lack.kind, about=lack.about, asked_fact=lack.asked_fact, touches=tuple(sorted(touched[lack]))
        )
        for lack in order
    )
