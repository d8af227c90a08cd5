"""What can be said about a draft right now: its case, what the law says of it, and what is still wrong.

The advice, and which alternative is better than which, are in it only once the worker's own judgement
was stored: what is not there cannot be read before its time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import takewhile

from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.decision_checks import parts_gone, reasons_to_refuse
from budget_engine.drafts.asking import Asking
from budget_engine.drafts.attention import (
    Asked,
    Raised,
    of_what_is_chosen_first,
    raised,
)
from budget_engine.drafts.called import gone
from budget_engine.drafts.claim_names import claim_names
from budget_engine.drafts.doubts import doubts_of
from budget_engine.drafts.entry import EXISTS, Draft, Field, Given, joined
from budget_engine.drafts.labels import claim_word, labels_of
from budget_engine.drafts.reading import Reading, read_decision_anew, read_draft
from budget_engine.drafts.shape import DECISION, makes_case
from budget_engine.drafts.turning import Turning
from budget_engine.drafts.worked_out import WorkedOut
from budget_engine.flips.dropped import NotAsked
from budget_engine.flips.outlook import Outlook
from budget_engine.flips.questions import Matters, WhenItArises
from budget_engine.flips.subjects import Asked as Supposing
from budget_engine.flips.subjects import Subject
from budget_engine.glossary import WORDS
from budget_engine.language.fact import EntityKind, FactDeclaration
from budget_engine.language.rule_set import RuleSet
from budget_engine.offered import Offered
from budget_engine.reason import Reason
from budget_engine.routes import RoutesOfNeed
from budget_engine.sealing_checks import reasons_not_to_seal
from budget_engine.trace import Tracer, lines_of
from budget_engine.values import parse_moment
from budget_engine.weighing import Weighing

JUDGED_AT = joined(DECISION, "eigen_inschatting", "tijdstip")
ADVICE_SEEN_AT = joined(DECISION, "advies_gezien_op")
JUDGED_VARIANT = joined(DECISION, "eigen_inschatting", "alternatief")
JUDGED_REASON = joined(DECISION, "eigen_inschatting", "reden")
JUDGED_BY = joined(DECISION, "eigen_inschatting", "door")
CHOSEN = joined(DECISION, WORDS["chosen"])
JUDGEMENT = joined(DECISION, "eigen_inschatting")
_NOT_BY_HAND = frozenset({JUDGED_AT, JUDGED_BY, ADVICE_SEEN_AT})
"""Who judged and when, and when the advice was seen: set as it happens, with the clock and the sign-in."""


@dataclass(frozen=True)
class View:
    """A draft worked out on a day by the rules of its municipality, with `meaning` alone."""

    draft: Draft
    rule_set: RuleSet
    on: date
    reading: Reading
    worked_out: WorkedOut

    @property
    def case(self) -> Case:
        """Give the case that the draft makes so far."""
        return self.reading.case

    @property
    def weighing(self) -> Weighing:
        """Give what was weighed."""
        return self.worked_out.weighing

    @property
    def decision(self) -> Decision | None:
        """Give the decision, once it is complete and as long as all that it names is there."""
        found = self.reading.decision
        return None if found is None or parts_gone(found, self.case) else found

    @property
    def judged_at(self) -> datetime | None:
        """Give when the own judgement was stored, or None."""
        return _moment(self.draft.text(JUDGED_AT))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Give what people call each thing in the case, and what they called what was taken away."""
        return {**gone(self.draft, self.rule_set), **labels_of(self.case, self.rule_set), **self.claim_names}

    @cached_property
    def claim_names(self) -> dict[str, str]:
        """Give what every claim is called, also those that are not complete yet; no two the same."""
        return claim_names(self.draft, self.rule_set, labels_of(self.case, self.rule_set))

    @cached_property
    def claim_words(self) -> Mapping[str, str]:
        """Say of every complete claim whether it can be, or that another than the municipality decides."""
        laws = {claim.id: claim.law for claim in self.case.claims}
        gates = self.weighing.assessment.gates
        return {item.id: claim_word(item.gate, laws[item.id], self.rule_set) for item in gates}

    @property
    def deciding(self) -> frozenset[tuple[str, str]]:
        """Name the answers (about whom, which fact) that something rests on: of these is asked how we know."""
        return self.worked_out.deciding

    def asks_how_known(self, about: str, declared: FactDeclaration) -> bool:
        """Tell whether is asked how an answer is known: something rests on it, or the report says it along with it."""
        is_told = declared.entity is EntityKind.NEED and declared.is_told
        return declared.is_judgement or is_told or (about, declared.name) in self.deciding

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Give the open questions, the one that decides most first."""
        return self.worked_out.asked

    @property
    def offered(self) -> Mapping[str, Offered]:
        """Give what is told of every support, also of what no alternative counts on."""
        return self.worked_out.offered

    @cached_property
    def raised(self) -> tuple[Raised, ...]:
        """Give what holds, what is about the variant of choice first, and then the weightiest."""
        found = raised(self.weighing.assessment)
        return tuple(of_what_is_chosen_first(found, self.case, variant_of_choice(self.draft)))

    @property
    def tracer(self) -> Tracer:
        """Give what explains the findings."""
        return self.worked_out.tracer

    @property
    def routes(self) -> tuple[RoutesOfNeed, ...]:
        """Give by which laws each need could be carried, in order."""
        return self.worked_out.routes

    # --- what is still worth asking, and what would turn an outcome --------------------------------------

    @property
    def supposing(self) -> Supposing:
        """Give the weighed case as one may ask what would be if a fact were otherwise."""
        return self.worked_out.supposing

    @property
    def matters(self) -> Matters:
        """Give what waits for what."""
        return self.worked_out.matters

    @property
    def to_ask(self) -> tuple[Asked, ...]:
        """Give the open questions, what decides most first; before the own judgement no advice has a say in it."""
        return self.worked_out.to_ask

    @property
    def when_it_arises(self) -> tuple[WhenItArises, ...]:
        """Give what only comes to matter once somebody records it."""
        return self.worked_out.when_it_arises

    @property
    def not_asked(self) -> tuple[NotAsked, ...]:
        """Give the questions that are not asked, each with what settles it."""
        return self.worked_out.not_asked

    @cached_property
    def asking(self) -> Asking:
        """Give what says questions in sentences."""
        return Asking(self.rule_set, self.labels)

    def outlook(self, subject: Subject) -> Outlook | None:
        """Give what would turn an outcome; nothing of an advice before the own judgement."""
        return self.worked_out.outlook(subject)

    def turning(self, **instead: str) -> Turning:
        """Give what says outlooks in sentences; `instead` names something otherwise than people call it."""
        called = {name: said.rstrip(". ") for name, said in self.labels.items()}  # a colon follows each name
        return Turning(self.rule_set, self.weighing.facts, {**called, **instead})

    # --- in words ----------------------------------------------------------------------------------------

    def explained(self, rule: str, about: str) -> list[str]:
        """Write why a rule holds, fails or is unknown about something, line by line."""
        steps = self.tracer.steps_of(rule, self.weighing.late_facts.entities[about])
        return list(lines_of(steps, self.rule_set))

    @cached_property
    def doubts(self) -> Mapping[Field, str]:
        """Say by field what can be read and still cannot be so."""
        return doubts_of(self.draft, self.case, self.rule_set, self.weighing.facts)

    @cached_property
    def refusals(self) -> tuple[Reason, ...]:
        """Name what keeps the decision from being sealed; the second engine has yet to speak."""
        if self.reading.decision is None:
            return ()
        decision, case = self.reading.decision, self.case
        return (
            *reasons_to_refuse(decision, case, self.rule_set, self.weighing),
            *reasons_not_to_seal(decision, case, self.rule_set, self.weighing.facts),
        )


def look(draft: Draft, rule_set: RuleSet, on: date, before: View | None = None) -> View:
    """Work a draft out on a day; what was worked out of its case stands where since then no more than others changed.

    `before` is the same draft as it was, with fewer entries or as many.
    """
    known = None if before is None else before.worked_out
    same_case = (
        before is not None and rule_set.hash == before.rule_set.hash and _keeps_case(before.draft, draft)
    )
    if before is None or not same_case:
        reading = read_draft(draft, rule_set)
    else:
        reading = read_decision_anew(draft, rule_set, before.reading)
    if known is None or not same_case or (known.on, known.is_judged) != (on, is_judged(draft)):
        known = WorkedOut.of(reading.case, rule_set, on, is_judged=is_judged(draft))
    return View(draft, rule_set, on, reading, known)


def _keeps_case(before: Draft, now: Draft) -> bool:
    """Tell whether nothing that makes the case was written since."""
    added = takewhile(lambda entry: entry.number > before.last, reversed(now.entries))
    return not any(makes_case(entry.field) for entry in added)


def is_judged(draft: Draft) -> bool:
    """Tell whether the worker's own judgement was stored."""
    return _moment(draft.text(JUDGED_AT)) is not None


def variant_of_choice(draft: Draft) -> str | None:
    """Give the variant that was chosen, or else the one that was judged to fit best; None before either."""
    return draft.text(CHOSEN) or (draft.text(JUDGED_VARIANT) if is_judged(draft) else "") or None


def reason_of_another(draft: Draft, worker: str) -> str | None:
    """Name whoever else than the worker last wrote the reason of the own judgement; None where nobody did."""
    entry = draft.entry(JUDGED_REASON)
    return entry.written_by if entry is not None and entry.given and entry.written_by != worker else None


def may_show_advice(draft: Draft, now: datetime) -> bool:
    """Tell whether the advice may be shown: the judgement lies before it, by the second that is written down."""
    entry = draft.entry(JUDGED_AT)
    return (
        entry is not None
        and is_judged(draft)
        and now.replace(microsecond=0) > datetime.fromisoformat(entry.at)
    )


def is_of_judgement(field: Field) -> bool:
    """Tell whether a field belongs to the worker's own judgement."""
    return field.startswith(f"{JUDGEMENT}/")


def closed(field: Field, standing: Callable[[Field], Given]) -> str | None:
    """Say why a field can no longer be written, or None: a judgement stays as it was before the advice.

    `standing` gives what stands in a field at the moment of writing.
    """
    is_there = bool(standing(JUDGED_AT))
    if is_there and is_of_judgement(field):
        return "De eigen inschatting is vastgelegd en blijft zoals zij was."
    if is_there and field == joined(WORDS["alternatives"], str(standing(JUDGED_VARIANT)), EXISTS):
        return "Over deze variant gaat de eigen inschatting; daarom blijft zij staan."
    if field == ADVICE_SEEN_AT and standing(ADVICE_SEEN_AT):
        return "Het advies is al gezien."
    return None


def closed_to_hand(field: Field, standing: Callable[[Field], Given]) -> str | None:
    """Say why somebody cannot write a field themselves, or None."""
    refusal = closed(field, standing)
    if refusal is None and field in _NOT_BY_HAND:
        return (
            "Wie de eigen inschatting vastlegt en wanneer, en wanneer het advies is gezien, vult niemand zelf in. Dat "
            "gebeurt bij Eigen inschatting en bij Weging."
        )
    return refusal


def _moment(text: str) -> datetime | None:
    try:
        return parse_moment(text) if text else None
    except ValueError:
        return None
