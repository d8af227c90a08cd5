"""Rules, derivations and decision tables: what is worked out, and what is then found.

A declared thing is a noun; `as_entry` gives it in the form of a rule file. That form is what is
hashed, sealed and shown, so the hash covers what policy staff wrote and nothing else.
"""

from enum import StrEnum
from typing import Any

from budget_engine.language.entry import ConditionField, Entry, TermField
from budget_engine.language.expr import Node
from budget_engine.language.fact import EntityKind, Moment
from budget_engine.language.register import Effect, LegalBasis
from budget_engine.language.wording import ANYTHING, plain_cell, plain_condition, plain_term
from budget_engine.values import Day, Said


class Strength(StrEnum):
    """Whether a bar binds, or whether a named person must give the reason to use it."""

    MANDATORY = "dwingend"
    DISCRETIONARY = "kan"


class Axis(StrEnum):
    """What a finding bears on; the three are never summed."""

    LAW = "wet"
    INPUT = "inzet"
    RETURN = "rendement"


class HitPolicy(StrEnum):
    """How the rows of a table make one outcome."""

    FIRST = "eerste"
    EXACTLY_ONE = "precies_een"
    COLLECT = "verzamel"


class Example(Entry):
    """Facts in, outcome out, beside the rule it guards.

    `gives` says what the row of a table gives to facts. Each of `turned_by` is a small change to the
    facts that by itself makes the outcome a known other one.
    """

    name: str | None = None
    on: Day | None = None
    facts: dict[str, str] = {}
    members: dict[str, tuple[dict[str, str], ...]] = {}
    open_relations: tuple[str, ...] = ()
    settings: dict[str, str] = {}
    amounts: dict[str, str] = {}
    holds: str | None = None
    row: str | None = None
    gives: dict[str, str] = {}
    value: str | None = None
    fault: str | None = None
    turned_by: tuple[dict[str, str], ...] = ()


class Derivation(Entry):
    """How a derived fact follows from others: a formula, a total, or (for ja/nee) a condition."""

    word, key = "afleiding", "fact"
    texts = frozenset({"note", "examples"})

    fact: str
    term: TermField | None = None
    when: ConditionField | None = None
    moment: Moment = Moment.DECISION
    legal_basis: LegalBasis | None = None
    note: str | None = None
    examples: tuple[Example, ...] = ()

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write the formula and the condition as a rule file has them."""
        if name == "term":
            return plain_term(value)
        if name == "when":
            return plain_condition(value)
        return super().write_field(name, value, with_texts=with_texts)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Give what it works out: the formula, or the condition."""
        return tuple(node for node in (self.term, self.when) if node is not None)


class Consequence(Entry):
    """What is found when a rule holds: effect, axis, and a text for worker and resident."""

    texts = frozenset({"text", "resident_text", "overrun", "contact"})

    effect: Effect
    strength: Strength | None = None
    axis: Axis = Axis.LAW
    text: Said
    resident_text: Said | None = None
    deadline: TermField | None = None
    met_by: str | None = None
    overrun: Said | None = None
    first_payer: str | None = None
    claim_status: str | None = None
    bridge: str | None = None
    forwarding: str | None = None
    contact: str | None = None

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write the last day as a formula."""
        if name == "deadline":
            return plain_term(value)
        return super().write_field(name, value, with_texts=with_texts)


class Rule(Entry):
    """One condition with one finding about one kind of entity."""

    word, key = "regel", "id"
    texts = frozenset({"title", "resolved_by", "note", "examples"})

    id: str
    slug: Said
    entity: EntityKind
    title: Said
    when: ConditionField
    consequence: Consequence
    resolved_by: str | None = None
    legal_basis: LegalBasis
    moment: Moment
    valid_from: Day
    valid_until: Day | None = None
    transition: str | None = None
    note: str | None = None
    examples: tuple[Example, ...] = ()

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write the condition as a rule file has it."""
        if name == "when":
            return plain_condition(value)
        return super().write_field(name, value, with_texts=with_texts)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Give what it works out: the condition, and the last day of what is then found."""
        deadline = self.consequence.deadline
        return (self.when,) if deadline is None else (self.when, deadline)


class Column(Entry):
    """An input of a table: a fact, a formula or total under a name, or whether a fact is recorded."""

    word, key = "kolom", "name"
    name: str
    term: TermField | None = None
    recorded: str | None = None

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write the term as a formula or total."""
        if name == "term":
            return plain_term(value)
        return super().write_field(name, value, with_texts=with_texts)


class Row(Entry):
    """One row of a table: a test per input, a value per output, or a finding of its own."""

    word, key = "rij", "id"
    texts = frozenset({"note", "resolved_by"})

    id: str
    cells: tuple[ConditionField | None, ...]
    outputs: tuple[TermField | None, ...] = ()
    slug: str | None = None
    consequence: Consequence | None = None
    resolved_by: str | None = None
    legal_basis: LegalBasis | None = None
    note: str | None = None

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Leave cells and outputs to the table, which knows their columns."""
        if name in ("cells", "outputs"):
            return None
        return super().write_field(name, value, with_texts=with_texts)


class Table(Entry):
    """A decision table over one kind of entity.

    Its rows give derived facts (`outputs`) or findings. A row with a finding names its own legal
    basis or has that of the table.
    """

    word, key = "tabel", "id"
    texts = frozenset({"title", "note", "examples"})

    id: str
    entity: EntityKind
    title: Said
    policy: HitPolicy
    inputs: tuple[Column, ...]
    outputs: tuple[str, ...] = ()
    rows: tuple[Row, ...]
    legal_basis: LegalBasis | None = None
    moment: Moment
    valid_from: Day
    valid_until: Day | None = None
    note: str | None = None
    examples: tuple[Example, ...] = ()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Give what it works out: its inputs, tests and outputs."""
        inputs = tuple(column.term for column in self.inputs if column.term is not None)
        cells = tuple(cell for row in self.rows for cell in row.cells if cell is not None)
        outputs = tuple(output for row in self.rows for output in row.outputs if output is not None)
        return (*inputs, *cells, *outputs)

    def row_name(self, row: Row) -> str:
        """Give the name by which the finding of a row is known."""
        return f"{self.id}/{row.id}"

    def as_entry(self, *, with_texts: bool = True) -> dict[str, Any]:
        """Give the table with each row as a mapping from column to cell."""
        written = super().as_entry(with_texts=with_texts)
        written["rijen"] = [self._row_entry(row, with_texts=with_texts) for row in self.rows]
        return written

    def _row_entry(self, row: Row, *, with_texts: bool) -> dict[str, Any]:
        cells = {column.name: plain_cell(cell) for column, cell in zip(self.inputs, row.cells, strict=True)}
        outputs = {
            fact: ANYTHING if output is None else plain_term(output)
            for fact, output in zip(self.outputs, row.outputs, strict=True)
        }
        rest = row.as_entry(with_texts=with_texts)
        return {
            row.word: rest.pop(row.word),
            **cells,
            **outputs,
            **{k: v for k, v in rest.items() if k not in ("cellen", "uitvoer")},
        }
