"""The safe loop around durable_rules, and the driver that takes a case through the levels.

The C functions are called directly; no host, no threads, no timers. One compiled object is used by one
evaluation at a time. Any code of the engine that is not expected fails the case: nothing is skipped.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import durable_rules_engine as durable

from budget_engine.backends.durable_compile import (
    MARKER,
    SENTINEL,
    Compiled,
    Shard,
    Target,
    compile_program,
    marker_name,
    owner_field,
    plain,
    row_kind,
)
from budget_engine.errors import EngineFault
from budget_engine.language.arithmetic import all_hold, any_holds, calculated, total
from budget_engine.language.expr import (
    Constant,
    EveryMember,
    FactRef,
    Lookup,
    ParameterRef,
    Recorded,
    SomeMember,
    Term,
    Total,
    operands,
)
from budget_engine.language.fact import RELATIONS, Entity, EntityKind, Facts, Moment, Value
from budget_engine.language.lowering import (
    Calculation,
    Program,
    fact_key,
    in_force_key,
    lower,
    plain_name,
    rule_key,
)
from budget_engine.language.meaning import Fault, FaultKind, Outcomes
from budget_engine.language.rule import HitPolicy, Table
from budget_engine.language.rule_set import RuleSet, Stage

_STATE = "w"
_STORED, _NO_MATCH = 0, 1
_MOST_FIRINGS = 1_000_000  # far above any case (300 rules x 60 entities fired 6,635 times, measured)
_names = count()


class Engine:
    """One compiled stage of a rule set, ready to take one case at a time."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.handles = [self._created(shard) for shard in compiled.shards]

    def _created(self, shard: Shard) -> int:
        definition = json.dumps({**shard.rules, **SENTINEL})
        try:
            handle: int = durable.create_ruleset(f"maatwerk{next(_names)}", definition)
        except durable.error as error:
            raise EngineFault(f"durable_rules nam de regels niet aan: {error}.") from error
        return handle

    def evaluate(self, facts: Facts) -> Outcomes:
        """Work out the stage for a case; EngineFault when the engine does anything unexpected."""
        run = _Run(self.compiled, facts, self.handles)
        try:
            return run.outcomes()
        finally:
            run.clear()

    def close(self) -> None:
        """Give back what the engine holds."""
        for handle in self.handles:
            durable.delete_ruleset(handle)


def engine_for(rule_set: RuleSet, stage: Stage) -> Engine:
    """Compile a stage of a rule set."""
    return Engine(compile_program(lower(rule_set, stage)))


class _Run:
    def __init__(self, compiled: Compiled, facts: Facts, handles: list[int]) -> None:
        self.compiled = compiled
        self.program: Program = compiled.program
        self.rule_set = self.program.rule_set
        self.facts = facts
        self.handles = handles
        self.codes = {name: f"e{number}" for number, name in enumerate(sorted(facts.entities))}
        self.names = {code: name for name, code in self.codes.items()}
        self.known: dict[tuple[str, str], Value] = {}
        self.rows: dict[tuple[str, str], list[bool | None]] = {}
        self.entity_of: dict[str, str] = {}
        self.asserted: set[int] = set()

    # --- through the levels --------------------------------------------------------------------------

    def outcomes(self) -> Outcomes:
        """Take the case through all levels."""
        for entity in self.facts.entities.values():
            for fact, value in entity.values.items():
                self.known[entity.id, fact_key(fact)] = value
        for name, unit in self.program.tables.items():
            for entity in self.facts.by_kind[unit.table.entity]:
                self.rows[name, entity.id] = [None] * len(unit.table.rows)
        for level in range(self.program.levels + 1):
            if level:
                self._match(level)
            for calculation in self.program.calculations.values():
                if calculation.level == level:
                    self._calculate(calculation)
        return self._found()

    def _match(self, level: int) -> None:
        for shard, handle in zip(self.compiled.shards, self.handles, strict=True):
            facts = [
                self._row(entity, kind, level, shard)
                for (of, kind) in sorted(self.compiled.read)
                if of == level and row_kind(kind, level) in shard.loads
                for entity in self.facts.by_kind[kind]
            ]
            self._record(self._assert(handle, facts))
        ordered = self.compiled.first_rows.get(level, ())
        for number in range(1, max((len(self.program.tables[name].rows) for name in ordered), default=0)):
            passed = [
                (name, entity)
                for name in ordered
                for entity in self.facts.by_kind[self.program.tables[name].table.entity]
                if number < len(self.program.tables[name].rows)
                and self.rows[name, entity.id][number - 1] is False
                and all(row is False for row in self.rows[name, entity.id][:number])
            ]
            for shard, handle in zip(self.compiled.shards, self.handles, strict=True):
                groups = {f"g{group}": 1 for group in range(len(shard.loads.get(MARKER, ())))}
                markers = [self._marker(name, number, entity, groups) for name, entity in passed if groups]
                self._record(self._assert(handle, markers))

    def _row(self, entity: Entity, kind: EntityKind, level: int, shard: Shard) -> dict[str, Any]:
        name = row_kind(kind, level)
        row: dict[str, Any] = {**self._identity(entity), "kind": name, "ent": self.codes[entity.id]}
        for owner, owned_by in entity.owners.items():
            if owned_by in self.codes:
                row[owner_field(owner)] = self.codes[owned_by]
        for key in self.compiled.read[level, kind]:
            value = self.known.get((entity.id, key))
            if value is not None and self.compiled.fields[kind, key] in shard.reads[name]:
                row[self.compiled.fields[kind, key]] = plain(value)
        row.update({f"g{group}": 1 for group in range(len(shard.loads[name]))})
        return row

    def _marker(self, table: str, number: int, entity: Entity, groups: dict[str, int]) -> dict[str, Any]:
        at = marker_name(table, number)
        return {**self._identity(entity), "kind": MARKER, "ent": self.codes[entity.id], "at": at, **groups}

    def _identity(self, entity: Entity) -> dict[str, Any]:
        name = f"f{len(self.entity_of)}"
        self.entity_of[name] = entity.id
        return {"id": name, "sid": _STATE}

    # --- the engine -----------------------------------------------------------------------------------

    def _assert(self, handle: int, facts: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        """Assert facts, and walk what fired as (rule, id of the first fact)."""
        offset = None
        for fact in facts:
            code, offset = self._called(durable.assert_fact, handle, json.dumps(fact))
            if code not in (_STORED, _NO_MATCH):
                raise EngineFault(f"durable_rules weigerde een feit (code {code}).")
            self.asserted.add(handle)
        if offset is None:
            return
        started = self._called(durable.start_action_for_state, handle, offset)
        message = started[1] if started else None
        for _ in range(_MOST_FIRINGS):
            if not message:
                return
            yield _read(message)
            message = self._called(durable.complete_and_start_action, handle, offset)
        raise EngineFault("durable_rules bleef vuren.")

    def _called(self, function: Any, *arguments: Any) -> Any:
        try:
            return function(*arguments)
        except durable.error as error:
            raise EngineFault(f"durable_rules gaf een fout: {error}.") from error

    def clear(self) -> None:
        """Empty the engine for the next case, after its sentinel has fired."""
        for handle in self.asserted:
            for _ in self._assert(handle, [{"id": "fz", "sid": _STATE, "__eoc": 1}]):
                pass
            self._called(durable.delete_state, handle, _STATE)

    def _record(self, fired: Iterable[tuple[str, str]]) -> None:
        for rule, fact in fired:
            if rule not in self.compiled.targets:
                continue  # the sentinel
            target = self.compiled.targets[rule]
            self._outcome(target, self.entity_of[fact])

    def _outcome(self, target: Target, entity: str) -> None:
        if target.row is None:
            before: object = self.known.setdefault((entity, target.key), target.holds)
        else:
            rows = self.rows[target.key, entity]
            before = target.holds if rows[target.row] is None else rows[target.row]
            rows[target.row] = target.holds
        if before is not target.holds:
            raise EngineFault(
                f"durable_rules zegt over '{plain_name(target.key)}' en '{entity}' zowel ja als nee."
            )

    # --- what Python calculates between levels --------------------------------------------------------

    def _calculate(self, calculation: Calculation) -> None:
        for entity in self.facts.by_kind[calculation.kind]:
            value = self._value_of(calculation, entity)
            if value is not None:
                self.known[entity.id, calculation.key] = value

    def _value_of(self, calculation: Calculation, entity: Entity) -> Any:
        match calculation.what:
            case Recorded(fact):
                return self._fact(fact, entity) is not None
            case SomeMember() as some:
                return any_holds(self._members(some, entity, calculation.moment))
            case EveryMember() as every:
                return all_hold(self._members(every, entity, calculation.moment))
            case (table, column):
                return self._output(table, column, entity)
            case term:
                return self._term(term, entity, calculation.moment)

    def _fact(self, name: str, entity: Entity) -> Any:
        owner = self.facts.owner(entity, self.rule_set.fact[name].entity)
        return None if owner is None else self.known.get((owner.id, fact_key(name)))

    def _members(self, what: SomeMember | EveryMember | Total, entity: Entity, moment: Moment) -> list[Any]:
        kind, member = RELATIONS[what.relation]
        owner = self.facts.owner(entity, kind)
        if owner is None:
            return [None]
        marker = None if what.where is None else self.program.markers[what.where, member, moment]
        found = [
            True if marker is None else self.known.get((item.id, marker))
            for item in self.facts.members(owner, what.relation)
        ]
        return [*found, None] if what.relation in owner.open_relations else found

    def _term(self, term: Term, entity: Entity, moment: Moment) -> Any:
        match term:
            case FactRef():
                return self._fact(term.name, entity)
            case Constant():
                return term.value
            case ParameterRef():
                day = self._fact(self.rule_set.moment_fact[moment], entity)
                return None if day is None else self.rule_set.setting(term.name, day)
            case Lookup():
                day = self._fact(self.rule_set.moment_fact[moment], entity)
                keys = [self._fact(key, entity) for key in self.rule_set.lookup_list[term.list].keys]
                return None if day is None or None in keys else self.rule_set.amount(term.list, keys, day)
            case Total():
                return self._total(term, entity, moment)
            case arithmetic:
                return calculated(
                    arithmetic, [self._term(part, entity, moment) for part in operands(arithmetic)]
                )

    def _total(self, term: Total, entity: Entity, moment: Moment) -> Any:
        owner = self.facts.owner(entity, RELATIONS[term.relation][0])
        if owner is None:
            return None
        members = list(self.facts.members(owner, term.relation))
        meets = self._members(term, entity, moment)[: len(members)]
        values = [None if term.of is None else self._term(term.of, member, moment) for member in members]
        is_open = term.relation in owner.open_relations
        return total(term.function, zip(meets, values, strict=True), is_open=is_open)

    def _output(self, table: Table, column: int, entity: Entity) -> Any:
        chosen = _chosen(table.policy, self.rows[table.id, entity.id])
        if chosen is None or self.known.get((entity.id, in_force_key(table))) is not True:
            return None
        output = table.rows[chosen].outputs[column]
        return None if output is None else self._term(output, entity, table.moment)

    # --- what was found -------------------------------------------------------------------------------

    def _found(self) -> Outcomes:
        findings: dict[tuple[str, str], bool | None] = {}
        faults: list[Fault] = []
        for name, rule in self.rule_set.rules_at(self.program.stage):
            for entity in self.facts.by_kind[rule.entity]:
                findings[name, entity.id] = self._marker_of(entity, rule_key(name))
        for table in self.rule_set.tables_at(self.program.stage):
            for entity in self.facts.by_kind[table.entity]:
                rows = self.rows[table.id, entity.id]
                in_force = self._marker_of(entity, in_force_key(table))
                fault = _fault(table.policy, rows)
                if fault is not None and in_force:
                    faults.append(Fault(table.id, entity.id, fault))
                for number, row in enumerate(table.rows):
                    if row.consequence is not None:
                        counts = _row_counts(table.policy, rows, number)
                        findings[table.row_name(row), entity.id] = all_hold((in_force, counts))
        derived = {
            (declared.name, entity.id): self.known.get((entity.id, fact_key(declared.name)))
            for declared in self.rule_set.derived_at(self.program.stage)
            for entity in self.facts.by_kind[declared.entity]
        }
        return Outcomes(findings, derived, tuple(sorted(faults)))

    def _marker_of(self, entity: Entity, key: str) -> bool | None:
        value = self.known.get((entity.id, key))
        return value if isinstance(value, bool) else None


def _read(message: str) -> tuple[str, str]:
    """Read rule and first fact off a firing without parsing it: {"r1":{"p0":{"id": "f3", ...

    Only closed codes, numbers and yes/no are asserted, so no text can imitate these places.
    """
    rule = message[2 : message.index('"', 2)]
    start = message.index('"id"') + len('"id"')
    first = message.index('"', start) + 1
    return rule, message[first : message.index('"', first)]


def _chosen(policy: HitPolicy, rows: list[bool | None]) -> int | None:
    """Give the number of the one row that counts, counting by hand what the engine matched."""
    if policy is HitPolicy.EXACTLY_ONE:
        return rows.index(True) if rows.count(False) == len(rows) - 1 and True in rows else None
    for number, row in enumerate(rows):
        if row is not False:
            return number if row else None
    return None


def _row_counts(policy: HitPolicy, rows: list[bool | None], number: int) -> bool | None:
    if policy is HitPolicy.COLLECT or rows[number] is False:
        return rows[number]
    chosen = _chosen(policy, rows)
    if policy is HitPolicy.EXACTLY_ONE or chosen is None:
        return True if chosen == number else None
    return number == chosen


def _fault(policy: HitPolicy, rows: list[bool | None]) -> FaultKind | None:
    if policy is HitPolicy.COLLECT:
        return None
    if policy is HitPolicy.EXACTLY_ONE and rows.count(True) > 1:
        return FaultKind.OVERLAP
    return FaultKind.GAP if rows.count(False) == len(rows) else None
