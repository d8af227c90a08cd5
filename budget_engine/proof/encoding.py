"""What a rule means, as formulas for a solver: every condition as one that says it holds and one that it fails.

Where neither is true it is unknown, as in `meaning`. Every asked fact has a value and says whether it
was answered, so a household may leave facts open. A derived fact is unfolded to what it rests on. A
value that is not known is still one that could be, so that no formula about it rules a household out.

Two views of lists of members. With a `frame` that has members, lists hold some of these and everything
is exact. Without, what is read from a list is free: then what is impossible is impossible for every
household, and what is possible may not be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Between,
    Comparison,
    Condition,
    Constant,
    EveryMember,
    FactRef,
    Lookup,
    Not,
    OneOf,
    Operator,
    ParameterRef,
    Recorded,
    SomeMember,
    Term,
    Total,
    operands,
)
from budget_engine.language.fact import (
    RELATIONS,
    Bounded,
    FactDeclaration,
    Inlet,
    Kind,
    Moment,
)
from budget_engine.language.rule import HitPolicy, Row, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.encoded_arithmetic import Calculations
from budget_engine.proof.encoded_members import counted, each, some
from budget_engine.proof.encoded_values import ANY, Amounts, Codes, Truth, Worth
from budget_engine.proof.frame import LOOSE, Frame, Spot
from budget_engine.proof.logic import Formula, Logic, Question, Steps

ALWAYS_THERE = frozenset(
    {Inlet.REFERENCE_DATE, Inlet.LAW, Inlet.DOMAIN, Inlet.ALTERNATIVE_KIND, Inlet.COUNTED}
)
"""What every case has: these facts are never unknown."""


@dataclass(frozen=True)
class Input:
    """A fact of one spot as a household can give it."""

    spot: Spot
    fact: FactDeclaration
    worth: Worth

    @property
    def is_given(self) -> bool:
        """Tell whether the case itself has it, so that nobody answers it."""
        return self.fact.inlet in ALWAYS_THERE


class Encoding:
    """The formulas of one rule set about one household; `inputs` gathers the facts they rest on."""

    def __init__(
        self,
        rule_set: RuleSet,
        frame: Frame,
        *,
        with_members: bool = False,
        free_parameters: bool = False,
        steps: Steps | None = None,
    ) -> None:
        self.rule_set = rule_set
        self.frame = frame
        self.with_members = with_members
        self.free_parameters = free_parameters
        self.steps = steps or Steps()
        self.logic = Logic()
        self.keeps_to: list[Formula] = []
        self.inputs: dict[tuple[str, str], Input] = {}
        self.parameters: dict[str, Formula] = {}
        self.amounts: dict[str, Formula] = {}
        self.present: dict[str, Formula] = {}
        self.links: dict[tuple[str, str, str], Formula] = {}
        self.loose: dict[str, None] = {}
        self.codes = Codes(rule_set)
        self.arithmetic = Calculations(self.logic, self.keeps_to, self.codes.bounds)
        self._amounts = Amounts(rule_set, self.logic, self.codes)
        self._derived: dict[tuple[str, str], Worth] = {}
        self._free: dict[object, Truth | Worth] = {}

    def question(self) -> Question:
        """Open a question about households that can be."""
        return self.logic.question(self.keeps_to, self.steps)

    # --- conditions -----------------------------------------------------------------------------------

    def truth(self, condition: Condition, spot: Spot, moment: Moment) -> Truth:
        """Give when a condition holds and when it fails for a spot; `moment` dates parameters and lists."""
        logic = self.logic
        match condition:
            case Comparison():
                left, right = (self.value(term, spot, moment) for term in (condition.left, condition.right))
                holds = self._compared(condition.operator, left.value, right.value)
                return self._known([left, right], holds)
            case AllOf():
                return self.all_hold([self.truth(part, spot, moment) for part in condition.parts])
            case AnyOf():
                parts = [self.truth(part, spot, moment).turned for part in condition.parts]
                return self.all_hold(parts).turned
            case Not():
                return self.truth(condition.part, spot, moment).turned
            case OneOf():
                worth = self.value(condition.term, spot, moment)
                options = [logic.same(worth.value, self._constant(option)) for option in condition.options]
                return self._known([worth], logic.any_of(options))
            case Between():
                terms = (condition.term, condition.low, condition.high)
                worth, low, high = (self.value(term, spot, moment) for term in terms)
                above = self._known([low, worth], low.value <= worth.value)
                return self.all_hold([above, self._known([high, worth], worth.value <= high.value)])
            case Recorded():
                known = self.fact(condition.fact, spot).known
                return Truth(known, logic.negated(known))
            case SomeMember() | EveryMember():
                return self._members_truth(condition, spot, moment)

    def all_hold(self, parts: list[Truth]) -> Truth:
        """Join truths: one failure decides."""
        holds = self.logic.all_of(part.holds for part in parts)
        return Truth(holds, self.logic.any_of(part.fails for part in parts))

    def _known(self, worths: list[Worth], holds: Formula) -> Truth:
        known = [worth.known for worth in worths]
        fails = self.logic.negated(holds)
        return Truth(self.logic.all_of([*known, holds]), self.logic.all_of([*known, fails]))

    def _compared(self, operator: Operator, left: Formula, right: Formula) -> Formula:
        match operator:
            case Operator.EQUAL:
                return self.logic.same(left, right)
            case Operator.UNEQUAL:
                return self.logic.negated(self.logic.same(left, right))
            case Operator.LESS:
                return left < right
            case Operator.AT_MOST:
                return left <= right
            case Operator.MORE:
                return left > right
            case Operator.AT_LEAST:
                return left >= right

    def _members_truth(self, condition: SomeMember | EveryMember, spot: Spot, moment: Moment) -> Truth:
        owner = self.frame.owner(spot, RELATIONS[condition.relation][0])
        if owner is None:
            return Truth(self.logic.no, self.logic.no)
        if not self.with_members:
            return self._free_truth((condition, owner.id, moment), condition.relation)
        members = [
            (there, self.truth(condition.where, member, moment))
            for there, member in self._members(owner, condition.relation)
        ]
        return (some if isinstance(condition, SomeMember) else each)(self.logic, members)

    def _members(self, owner: Spot, relation: str) -> Iterator[tuple[Formula, Spot]]:
        """Walk the members that a list can have, each with when it is there."""
        for member in self.frame.members(owner, relation):
            there = self.is_present(member)
            if relation in LOOSE:
                key = (owner.id, relation, member.id)
                if key not in self.links:
                    self.links[key] = self.logic.truth(" ".join(key))
                there = self.logic.all_of([there, self.links[key]])
            yield there, member

    def is_present(self, spot: Spot) -> Formula:
        """Give when an extra spot is filled; whoever is there has owners that are there."""
        if not spot.is_extra:
            return self.logic.yes
        if spot.id not in self.present:
            self.present[spot.id] = self.logic.truth(f"{spot.id} is er")
            for owner in spot.owners.values():
                if owner != spot.id and self.frame.spots[owner].is_extra:
                    there = self.is_present(self.frame.spots[owner])
                    self.keeps_to.append(
                        self.logic.any_of([self.logic.negated(self.present[spot.id]), there])
                    )
        return self.present[spot.id]

    # --- terms ----------------------------------------------------------------------------------------

    def value(self, term: Term, spot: Spot, moment: Moment) -> Worth:
        """Give the value of a term for a spot, and when it is known."""
        match term:
            case FactRef():
                return self.fact(term.name, spot)
            case Constant():
                return Worth(self._constant(term), self.logic.yes)
            case ParameterRef():
                day = self._day(spot, moment)
                if self.free_parameters:
                    declared = self.rule_set.parameter[term.name]
                    return Worth(self._free_value(self.parameters, declared), day.known)
                return self._amounts.parameter(term.name, day)
            case Lookup():
                keys = [self.fact(key, spot) for key in self.rule_set.lookup_list[term.list].keys]
                day = self._day(spot, moment)
                if self.free_parameters:
                    known = self.logic.all_of([day.known, *(key.known for key in keys)])
                    return Worth(self._free_value(self.amounts, self.rule_set.lookup_list[term.list]), known)
                return self._amounts.looked_up(term.list, keys, day)
            case Total():
                return self._total(term, spot, moment)
            case arithmetic:
                parts = [self.value(part, spot, moment) for part in operands(arithmetic)]
                known = self.logic.all_of(part.known for part in parts)
                values = tuple(part.value for part in parts)
                return Worth(self.arithmetic.calculated(arithmetic, values, known), known)

    def _constant(self, constant: Constant) -> Formula:
        return self.codes.formula(self.logic, constant.value)

    def _day(self, spot: Spot, moment: Moment) -> Worth:
        return self.fact(self.rule_set.moment_fact[moment], spot)

    def _free_value(self, values: dict[str, Formula], declared: Bounded) -> Formula:
        if declared.name not in values:
            values[declared.name], domain = self.codes.variable(
                self.logic, f"waarde {declared.name}", declared
            )
            self.keeps_to.extend(domain)
        return values[declared.name]

    def _total(self, term: Total, spot: Spot, moment: Moment) -> Worth:
        owner = self.frame.owner(spot, RELATIONS[term.relation][0])
        if owner is None:
            return Worth(self.logic.whole(ANY), self.logic.no)
        if not self.with_members:
            return self._free_worth(term, owner, moment)
        members = [
            (
                there,
                Truth(self.logic.yes, self.logic.no)
                if term.where is None
                else self.truth(term.where, member, moment),
                None if term.of is None else self.value(term.of, member, moment),
            )
            for there, member in self._members(owner, term.relation)
        ]
        return counted(self.logic, term.function, members)

    # --- facts ------------------------------------------------------------------------------------------

    def fact(self, name: str, spot: Spot) -> Worth:
        """Give the value of a fact of the spot or its owner, unfolded where it is derived."""
        declared = self.rule_set.fact[name]
        about = self.frame.owner(spot, declared.entity)
        if about is None:
            return self._nothing(declared)
        if not declared.is_derived:
            return self._asked(declared, about)
        key = (name, about.id)
        if key not in self._derived:
            self._derived[key] = self._provided(name, about)
        return self._derived[key]

    def _asked(self, declared: FactDeclaration, about: Spot) -> Worth:
        if declared.inlet is Inlet.START_OF_YEAR:
            today = next(iter(self.rule_set.inlet(Inlet.REFERENCE_DATE)), None)
            if today is not None:
                return Worth(
                    self.arithmetic.calendar.first_of_year(self.fact(today.name, about).value), self.logic.yes
                )
        key = (about.id, declared.name)
        if key not in self.inputs:
            label = " ".join(key)
            value, domain = self.codes.variable(self.logic, label, declared)
            self.keeps_to.extend(domain)
            there = declared.inlet in ALWAYS_THERE
            known = self.logic.yes if there else self.logic.truth(f"{label} bekend")
            self.inputs[key] = Input(about, declared, Worth(value, known))
            self._as_one(declared, about, value)
        return self.inputs[key].worth

    def _as_one(self, declared: FactDeclaration, about: Spot, value: Formula) -> None:
        """Let two facts that enter through one door have one value."""
        if declared.inlet is not None:
            for other in self.inputs.values():
                if other.fact.inlet is declared.inlet and other.spot is about and other.fact is not declared:
                    self.keeps_to.append(self.logic.same(value, other.worth.value))

    def _provided(self, name: str, about: Spot) -> Worth:
        derivation = self.rule_set.derivation_of.get(name)
        if derivation is not None and derivation.when is not None:
            truth = self.truth(derivation.when, about, derivation.moment)
            return Worth(truth.holds, self.logic.any_of([truth.holds, truth.fails]))
        if derivation is not None:
            assert derivation.term is not None
            return self.value(derivation.term, about, derivation.moment)
        given = self.rule_set.table_of.get(name)
        return self._nothing(self.rule_set.fact[name]) if given is None else self._output(*given, about)

    def _nothing(self, declared: FactDeclaration) -> Worth:
        is_truth = declared.kind is Kind.YES_NO
        return Worth(self.logic.no if is_truth else self.logic.whole(ANY), self.logic.no)

    def _output(self, table: Table, column: int, spot: Spot) -> Worth:
        outputs = [row.outputs[column] for row in table.rows]
        in_force = self.in_force(table, spot).holds
        cases = [
            (self.logic.all_of([in_force, chosen]), self.value(output, spot, table.moment))
            for chosen, output in zip(self.selected(table, spot), outputs, strict=True)
            if output is not None
        ]
        if not cases:
            return self._nothing(self.rule_set.fact[table.outputs[column]])
        value = cases[-1][1].value
        for chosen, worth in reversed(cases[:-1]):
            value = self.logic.choose(chosen, worth.value, value)
        return Worth(value, self.logic.any_of(self.logic.all_of([c, worth.known]) for c, worth in cases))

    # --- tables -----------------------------------------------------------------------------------------

    def in_force(self, table: Table, spot: Spot) -> Truth:
        """Give when a table is in force."""
        return self.truth(self.rule_set.in_force_of[table.id], spot, table.moment)

    def rows(self, table: Table, spot: Spot) -> list[Truth]:
        """Give for each row when its tests hold and fail, leaving the other rows aside."""
        return [self.row(table, row, spot) for row in table.rows]

    def row(self, table: Table, row: Row, spot: Spot) -> Truth:
        """Give when the tests of one row hold and fail."""
        return self.all_hold([self.truth(cell, spot, table.moment) for cell in row.cells if cell is not None])

    def selected(self, table: Table, spot: Spot) -> list[Formula]:
        """Give for each row when it is the one that counts, as `meaning.selected` does."""
        rows = self.rows(table, spot)
        match table.policy:
            case HitPolicy.COLLECT:
                return [row.holds for row in rows]
            case HitPolicy.FIRST:
                return [
                    self.logic.all_of([*(earlier.fails for earlier in rows[:number]), row.holds])
                    for number, row in enumerate(rows)
                ]
            case HitPolicy.EXACTLY_ONE:
                return [
                    self.logic.all_of([row.holds, *(r.fails for n, r in enumerate(rows) if n != number)])
                    for number, row in enumerate(rows)
                ]

    # --- what is free where no members are built ------------------------------------------------------------

    def _free_truth(self, key: object, relation: str) -> Truth:
        found = self._free.get(key)
        if not isinstance(found, Truth):
            self.loose[f"wat er in {relation} staat"] = None
            name = f"vrij {len(self._free)}"
            found = Truth(self.logic.truth(f"{name} geldt"), self.logic.truth(f"{name} faalt"))
            self.keeps_to.append(self.logic.negated(self.logic.all_of([found.holds, found.fails])))
            self._free[key] = found
        return found

    def _free_worth(self, term: Total, owner: Spot, moment: Moment) -> Worth:
        key = (term, owner.id, moment)
        found = self._free.get(key)
        if not isinstance(found, Worth):
            self.loose[f"wat er over {term.relation} wordt geteld"] = None
            name = f"vrij {len(self._free)}"
            found = Worth(self.logic.number(name), self.logic.truth(f"{name} bekend"))
            self.keeps_to.extend(self.codes.within(found.value, term))
            self._free[key] = found
        return found
