"""A household in which something happens: the smallest there is, found by a solver and checked by `meaning`.

Smallest is first the fewest answered facts, then the fewest members, then of each fact the lowest value
in declared order. A day is no earlier than the first rule where it need not be: an application of 1900 is
lower, but nobody believes it. So it is one household, whatever way the solver went. What is found is built
and run; only what really happens is shown. Where the solver ran out of steps, or where more members would
be needed than it looks at, the question is not settled, and says why.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from budget_engine.language.expr import Node
from budget_engine.language.fact import (
    RELATIONS,
    Bounded,
    Entity,
    EntityKind,
    Facts,
    Inlet,
    Kind,
    Moment,
    Value,
)
from budget_engine.language.meaning import Meaning
from budget_engine.language.register import ListRow, ListRows, Setting
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.valued import valued
from budget_engine.proof.encoding import ALWAYS_THERE, Encoding, Input
from budget_engine.proof.frame import LOOSE, Frame, Spot, cone_of
from budget_engine.proof.logic import Formula, Question, Says, Steps, UnsettledError

ROUNDS = 60
"""How often last days may have to be put right: each round tells the solver one more true last day."""

WITH_FEW_MEMBERS = "met een paar leden per lijst komt het niet voor; met meer leden is niet uitgezocht"
OTHERWISE = "het gevonden huishouden kwam bij narekenen anders uit"
LAST_DAYS = "de feestdagenkalender liet zich niet uitzoeken"


@dataclass(frozen=True)
class Given:
    """One answer of a household: about whom, to which fact, and what."""

    about: str
    fact: str
    value: Value


@dataclass(frozen=True)
class Witness:
    """A household in which something happens, and the entity it happens to.

    `given` is what was answered and what the case itself says, in declared order. `settings` and
    `amounts` are values of parameters and look-up lists that are not the real ones, for a question about
    other values.
    """

    facts: Facts
    about: str
    on: date
    given: tuple[Given, ...]
    settings: tuple[tuple[str, Value], ...] = ()
    amounts: tuple[tuple[str, Value], ...] = ()
    sought: "Sought | None" = field(default=None, compare=False, repr=False)

    def happens_by(self, rule_set: RuleSet) -> bool:
        """Tell whether it happens to this household by other rules too, such as those of a municipality."""
        meaning = Meaning(rule_set, self.facts)
        return self.sought is not None and self.sought.is_so(meaning, self.facts.entities[self.about])

    @property
    def members(self) -> tuple[Entity, ...]:
        """List the entities beside the first of their kind."""
        first = {str(kind) for kind in EntityKind}
        return tuple(entity for name, entity in self.facts.entities.items() if name not in first)


@dataclass(frozen=True)
class Unsettled:
    """A question that is not settled, and why."""

    why: str


Found: TypeAlias = Witness | Unsettled | None
"""None: it happens in no household."""


@dataclass(frozen=True)
class Sought:
    """Something that may happen to one kind of entity: as a formula, and as `meaning` tells it."""

    kind: EntityKind
    nodes: tuple[Node, ...]
    moments: tuple[Moment, ...]
    wanted: Callable[[Encoding], Formula]
    is_so: Callable[[Meaning, Entity], bool]


def find(
    rule_set: RuleSet, sought: Sought, on: date, steps: Steps | None = None, *, free_parameters: bool = False
) -> Found:
    """Find the smallest household in which something happens, or say that there is none.

    `on` is the reference date where any will do. With `free_parameters` a parameter may have any value
    in its range.
    """
    search = _Search(rule_set, sought, on, steps or Steps(), free_parameters)
    encoding = search.encoding()
    return encoding if not isinstance(encoding, Encoding) else search.checked(encoding, is_smallest=True)


def happens(
    rule_set: RuleSet, sought: Sought, on: date, steps: Steps | None = None, *, free_parameters: bool = False
) -> Literal[True] | Unsettled | None:
    """Tell whether something happens in some household, without making it the smallest; None is never."""
    search = _Search(rule_set, sought, on, steps or Steps(), free_parameters)
    encoding = search.encoding()
    if not isinstance(encoding, Encoding):
        return encoding
    found = search.checked(encoding, is_smallest=False)
    if isinstance(found, Unsettled):
        found = search.checked(encoding, is_smallest=True)
    return True if isinstance(found, Witness) else found


@dataclass(frozen=True)
class _Search:
    """A search for one household."""

    rule_set: RuleSet
    sought: Sought
    on: date
    steps: Steps
    is_free: bool

    def encoding(self) -> Encoding | None:
        """Give the formulas to search in; None when no household at all can be found."""
        cone = cone_of(self.rule_set, self.sought.nodes, self.sought.moments)
        wide = Encoding(
            self.rule_set, Frame(self.sought.kind), free_parameters=self.is_free, steps=self.steps
        )
        if not cone.relations:
            return wide
        if wide.question().ask(self.sought.wanted(wide)) is Says.IMPOSSIBLE:
            return None
        return Encoding(
            self.rule_set,
            Frame(self.sought.kind, cone.member_kinds),
            with_members=True,
            free_parameters=self.is_free,
            steps=self.steps,
        )

    def checked(self, encoding: Encoding, *, is_smallest: bool) -> Found:
        """Give a household of which `meaning` says the same."""
        try:
            found = _household(encoding, self.sought.wanted(encoding), self.on, is_smallest=is_smallest)
        except UnsettledError as error:
            return Unsettled(error.why)
        if not isinstance(found, Witness):
            return Unsettled(WITH_FEW_MEMBERS) if found is None and encoding.with_members else found
        found = replace(found, sought=self.sought)
        is_so = found.happens_by(with_settings(encoding.rule_set, found))
        return found if is_so else Unsettled(OTHERWISE)


def with_settings(rule_set: RuleSet, witness: Witness) -> RuleSet:
    """Give the rules with the values of parameters and lists that a witness needs."""
    own = dict(witness.settings)
    kept = (item for item in rule_set.settings if item.parameter not in own)
    made = (
        Setting(parameter=name, value=rule_set.parameter[name].print(value), valid_from=date.min)
        for name, value in own.items()
    )
    found = valued(rule_set, (*kept, *made), rule_set.list_rows) if own else rule_set
    return valued(found, found.settings, tuple(_list_rows(found, witness))) if witness.amounts else found


def _list_rows(rule_set: RuleSet, witness: Witness) -> Iterator[ListRows]:
    """Walk the rows of lists, with one row for the keys that this household has."""
    own = dict(witness.amounts)
    yield from (rows for rows in rule_set.list_rows if rows.list not in own)
    meaning = Meaning(rule_set, witness.facts)
    entity = witness.facts.entities[witness.about]
    for name, amount in own.items():
        listed = rule_set.lookup_list[name]
        keys = {key: meaning.fact(key, entity) for key in listed.keys}
        if None not in keys.values():
            written = {key: rule_set.fact[key].print(value) for key, value in keys.items()}
            row = ListRow(keys=written, value=listed.print(amount))
            yield ListRows(list=name, valid_from=date.min, rows=(row,))


# --- the smallest one -------------------------------------------------------------------------------------


def _household(encoding: Encoding, wanted: Formula, on: date, *, is_smallest: bool) -> Found:
    corrections: list[Formula] = []
    for _ in range(ROUNDS):
        question = encoding.question()
        question.add(wanted, *corrections)
        says = question.ask()
        if says is Says.UNSURE:
            raise question.unsettled()
        if says is Says.IMPOSSIBLE:
            return None
        inputs = _in_order(encoding)
        if is_smallest:
            _fewest(encoding, question, inputs)
            _lowest(encoding, question, inputs, on)
        wrong = encoding.arithmetic.put_right(question)
        if not wrong:
            return _built(encoding, question, inputs, on)
        corrections.extend(wrong)
    return Unsettled(LAST_DAYS)


def _in_order(encoding: Encoding) -> list[Input]:
    """List the inputs: by spot, the entity itself and its owners last, and then as declared."""
    spots = {name: number for number, name in enumerate(encoding.frame.spots)}
    declared = {item.name: number for number, item in enumerate(encoding.rule_set.facts)}
    found = encoding.inputs.values()
    return sorted(found, key=lambda item: (spots[item.spot.id], declared[item.fact.name]))


def _fewest(encoding: Encoding, question: Question, inputs: list[Input]) -> None:
    """Leave out whatever can be left out: as few answers as can be, then as few members."""
    logic = encoding.logic
    asked = [item for item in inputs if not item.is_given]
    flags = [logic.all_of([item.worth.known, encoding.is_present(item.spot)]) for item in asked]
    for count in range(len(flags) + 1):
        limit = logic.at_most(flags, count)
        says = question.ask(limit)
        if says is Says.UNSURE:
            raise question.unsettled()
        if says is Says.POSSIBLE:
            question.add(limit)
            break
    for item in reversed(asked):
        question.settle(logic.negated(item.worth.known))
    for there in (*reversed(encoding.present.values()), *reversed(encoding.links.values())):
        question.settle(logic.negated(there))


def _lowest(encoding: Encoding, question: Question, inputs: list[Input], on: date) -> None:
    """Pin every value that counts to the lowest it can have; the reference date to the day asked for."""
    logic = encoding.logic
    # What is not answered counts for nothing, so any value will do: then nothing has to be sought for it.
    counts = [
        bool(question.number(item.worth.known) and question.number(encoding.is_present(item.spot)))
        for item in inputs
    ]
    for item, is_answered in zip(inputs, counts, strict=True):
        if not is_answered:
            lowest = encoding.codes.lowest(item.fact)
            question.add(item.worth.value == encoding.codes.formula(logic, lowest))
    if question.ask() is not Says.POSSIBLE:
        raise question.unsettled()
    for item in inputs:
        if item.fact.inlet is Inlet.REFERENCE_DATE:
            question.settle(item.worth.value == logic.whole(on.toordinal()))
    for item, is_answered in zip(inputs, counts, strict=True):
        if is_answered:
            _pin(encoding, question, item.worth.value, item.fact)
    for name, value in sorted(encoding.parameters.items()):
        _pin(encoding, question, value, encoding.rule_set.parameter[name])
    for name, value in sorted(encoding.amounts.items()):
        _pin(encoding, question, value, encoding.rule_set.lookup_list[name])


def _first_day(rule_set: RuleSet) -> date:
    """Give the first day on which a rule or a table is in force."""
    days = [rule.valid_from for rule in rule_set.rules] + [table.valid_from for table in rule_set.tables]
    return min(days, default=date.min)


def _pin(encoding: Encoding, question: Question, value: Formula, declared: Bounded) -> None:
    if declared.kind is Kind.YES_NO:
        question.settle(encoding.logic.negated(value))
        return
    options = encoding.codes.options(declared)
    if options is not None:
        any(question.settle(value == encoding.logic.whole(code)) for code in options)
        return
    low = encoding.codes.ends(declared)[0]
    first = _first_day(encoding.rule_set).toordinal()
    if declared.kind is Kind.DATE and first > low and question.settle(value >= first):
        low = first
    high = question.number(value)
    middle = low  # most values can be the lowest
    while low < high:
        if question.settle(value <= middle):
            high = question.number(value)
        else:
            low = middle + 1
        middle = (low + high) // 2
    question.add(value == low)


# --- from a model to a household --------------------------------------------------------------------------


def _built(encoding: Encoding, question: Question, inputs: list[Input], on: date) -> Witness:
    there = [spot for spot in encoding.frame.spots.values() if question.number(encoding.is_present(spot))]
    names = {spot.id for spot in there}
    given = tuple(
        Given(
            item.spot.id, item.fact.name, encoding.codes.value(item.fact, question.number(item.worth.value))
        )
        for item in inputs
        if item.spot.id in names and question.number(item.worth.known)
    )
    today = {item.name for item in encoding.rule_set.inlet(Inlet.REFERENCE_DATE)}
    days = [item.value for item in given if item.fact in today]
    day = days[0] if days and isinstance(days[0], date) else on
    entities = {}
    for spot in there:
        values = dict(_always(encoding.rule_set, spot, day))
        values.update({item.fact: item.value for item in given if item.about == spot.id})
        members = dict(_members(encoding, question, spot, names))
        entities[spot.id] = Entity(spot.id, spot.kind, dict(spot.owners), values, members)
    parameters, lists = encoding.rule_set.parameter, encoding.rule_set.lookup_list
    settings = _read(encoding, question, encoding.parameters, parameters)
    amounts = _read(encoding, question, encoding.amounts, lists)
    about = encoding.frame.subject.id
    return Witness(Facts(entities), about, day, given, settings, amounts)


def _read(
    encoding: Encoding, question: Question, values: Mapping[str, Formula], declared: Mapping[str, Bounded]
) -> tuple[tuple[str, Value], ...]:
    return tuple(
        (name, encoding.codes.value(declared[name], question.number(value)))
        for name, value in sorted(values.items())
    )


def _always(rule_set: RuleSet, spot: Spot, day: date) -> Iterator[tuple[str, Value]]:
    """Walk what every case says of itself, as `facts_of` does."""
    for declared in rule_set.facts:
        if declared.entity is not spot.kind or declared.inlet is None:
            continue
        if declared.inlet is Inlet.REFERENCE_DATE:
            yield declared.name, day
        elif declared.inlet is Inlet.START_OF_YEAR:
            yield declared.name, date(day.year, 1, 1)
        elif declared.inlet is Inlet.COUNTED:
            yield declared.name, False
        elif declared.inlet in ALWAYS_THERE and declared.kind is Kind.CHOICE:
            yield declared.name, next(iter(declared.choices))


def _members(
    encoding: Encoding, question: Question, owner: Spot, there: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for relation, (kind, _) in RELATIONS.items():
        if kind is owner.kind:
            members = (spot.id for spot in encoding.frame.members(owner, relation) if spot.id in there)
            if relation in LOOSE:
                links = encoding.links
                members = (
                    name
                    for name in members
                    if (owner.id, relation, name) in links
                    and question.number(links[owner.id, relation, name])
                )
            yield relation, tuple(members)
