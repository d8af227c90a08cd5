"""Where a finding comes from: the text it stands in, and who set the figures it rests on."""

from collections.abc import Iterable
from datetime import date

from budget_engine.glossary import Noun
from budget_engine.language.expr import Lookup, ParameterRef
from budget_engine.language.register import Confidence, LegalBasis, Level, PolicyKind
from budget_engine.language.rule_set import RuleSet
from budget_engine.trace import Step, rested_on


class Basis(Noun):
    """Where something stands, at which level and who decided it, as the rule file says it."""

    law: str
    article: str
    level: Level = Level.STATUTE
    ruling: str | None = None
    decided_by: str | None = None
    publication: str | None = None
    in_force: date | None = None
    policy_kind: PolicyKind | None = None
    source: str | None = None

    @classmethod
    def of(cls, written: LegalBasis) -> "Basis":
        """Take over what a rule file says; a finding itself has `klasse` and `te_verifieren`."""
        return cls(**{name: getattr(written, name) for name in cls.model_fields})


class Figure(Noun):
    """A figure a finding rests on and who set it; `listed_for` are the keys of its row in a list.

    `municipality` is None for a figure that holds in the whole country; `source` says in words where a
    listed amount was found.
    """

    name: str
    given: str
    listed_for: dict[str, str] = {}
    valid_from: date
    valid_until: date | None = None
    municipality: str | None = None
    legal_basis: Basis | None = None
    source: str | None = None
    url: str | None = None
    confidence: Confidence | None = None


def figures_of(steps: Iterable[Step], rule_set: RuleSet) -> tuple[Figure, ...]:
    """Give the figures that outcomes rest on, each once, by name; one without a value is not among them."""
    found = (
        _figure(read, rule_set)
        for step in steps
        for read in rested_on(step)
        if isinstance(read.node, ParameterRef | Lookup) and read.outcome is not None
    )
    each = {
        (item.name, *item.listed_for.values(), item.municipality or "", item.valid_from.isoformat()): item
        for item in found
    }
    return tuple(each[key] for key in sorted(each))


def _figure(step: Step, rule_set: RuleSet) -> Figure:
    *keys, day = (part.outcome for part in step.parts)
    match step.node:
        case ParameterRef(name=name):
            entry = rule_set.setting_on(name, day)
            assert entry is not None, "a parameter with a value is set on that day"
            return Figure(
                name=name,
                given=rule_set.parameter[name].print(step.outcome),
                valid_from=entry.valid_from,
                valid_until=entry.valid_until,
                municipality=entry.municipality,
                legal_basis=None if entry.legal_basis is None else Basis.of(entry.legal_basis),
                url=entry.url,
                confidence=entry.confidence,
            )
        case Lookup(list=name):
            found = rule_set.amount_on(name, keys, day)
            assert found is not None, "an amount with a value is listed on that day"
            basis = found.rows.legal_basis
            return Figure(
                name=name,
                given=rule_set.lookup_list[name].print(step.outcome),
                listed_for=found.row.keys,
                valid_from=found.valid_from,
                valid_until=None if found.valid_until == date.max else found.valid_until,
                municipality=found.rows.municipality,
                legal_basis=None if basis is None else Basis.of(basis),
                source=found.row.source,
                url=found.row.url,
                confidence=found.row.confidence,
            )
        case other:
            raise TypeError(f"{other} is no figure")
