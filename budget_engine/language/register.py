"""What rules refer to: laws, kinds of finding, facts, parameters, look-up lists, grounds, mandates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from budget_engine.glossary import UNKNOWN, YesNo
from budget_engine.language.entry import Entry
from budget_engine.language.fact import Bounded, FactDeclaration, print_plain
from budget_engine.values import Cents, Day, Place, Said, print_cents


class Effect(StrEnum):
    """What a finding asks for."""

    BAR = "belemmering"
    CONDITION = "voorwaarde"
    DUTY = "plicht"
    DEADLINE = "termijn"
    ROOM = "ruimte"
    CONCERN = "aandachtspunt"
    OTHER_LAW = "andere_wet"
    COMPETENCE = "bevoegd"


LOOKS_AT_KNOWLEDGE = frozenset({Effect.CONCERN, Effect.DUTY, Effect.CONDITION, Effect.DEADLINE})
"""The effects under which `vastgelegd` may stand (design, principle 5)."""


CAN_BE_SET_ASIDE = frozenset({Effect.BAR, Effect.CONDITION})
"""What a deviation may set aside: only what stands in the resident's way (design, section 2, part 12).
A duty, a term or who is competent protects the resident; it is met, not set aside."""


class SourceClass(StrEnum):
    """Where a finding comes from."""

    STATUTE = "wet"
    CASE_LAW = "rechtspraak"
    POLICY = "beleid"


class Level(StrEnum):
    """The level at which a rule was decided; a deviation must exist at that level."""

    STATUTE = "wet"
    DECREE = "amvb"
    REGULATION = "regeling"
    ORDINANCE = "verordening"
    DETAILED_RULES = "nadere_regels"
    POLICY_RULE = "beleidsregel"


class PolicyKind(StrEnum):
    """How policy stands to the law: a court tests each in its own way (ECLI:NL:CRVB:2025:700)."""

    WITHIN = "binnenwettelijk"
    BEYOND = "buitenwettelijk"
    AGAINST = "tegenwettelijk"


class Confidence(StrEnum):
    """How sure a figure is that was taken from a public source."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


class Act(StrEnum):
    """What somebody can do that binds the municipality or touches a record."""

    GRANT = "toekennen"
    REFUSE = "weigeren"
    LOWER = "verlagen"
    END = "beeindigen"
    DEVIATE = "afwijken"
    DESTROY = "vernietigen"


class DecidedLocally(StrEnum):
    """Who sets a parameter."""

    NATIONAL = "landelijk"
    LOCAL = "gemeente"
    BOTH = "beide"


class ParameterOutlet(StrEnum):
    """The few parameters that Python reads by their part, never by their name (`naar:`)."""

    PRICE_INDEX = "prijsindex"
    OLDEST_PRICE = "oudste_prijspeil"


class Law(Entry):
    """A law that findings may rest on; `code` is the name a claim uses, several laws may share it."""

    word, key = "wet", "name"
    texts = frozenset({"note", "url"})

    name: str
    code: Said
    bwb: str | None = None
    read_version: Day | None = None
    carried_out_by: str | None = None
    url: str | None = None
    note: str | None = None


class LegalBasis(Entry):
    """Where a rule stands, at which level, who decided it, and whether the text was checked."""

    source_class: SourceClass = SourceClass.STATUTE
    law: Said
    article: Said
    level: Level = Level.STATUTE
    ruling: str | None = None
    decided_by: Said | None = None
    publication: str | None = None
    in_force: Day | None = None
    policy_kind: PolicyKind | None = None
    to_verify: YesNo = False
    source: str | None = None


class Topic(Entry):
    """A kind of finding: a stable slug with the severity it has in the catalogue.

    For the worker it says what it is, why it matters, what to do and what may happen otherwise; for
    the resident it says the same in plain words. `is_step` tells that it names a step of the research that is
    not in the dossier yet: no letter goes out while it holds.
    """

    word, key = "bevinding", "slug"
    texts = frozenset({"label", "is_step", "what", "why", "to_do", "risk", "resident_text", "source", "note"})

    slug: str
    severity: Effect
    label: str | None = None
    in_catalogue: YesNo = False
    is_step: YesNo = False
    what: Said | None = None
    why: Said | None = None
    to_do: Said | None = None
    risk: Said | None = None
    resident_text: Said | None = None
    source: tuple[Said, ...] = ()
    note: str | None = None


class Route(Entry):
    """A way in which one law could carry a need: where it stands in the order, and what follows from it.

    `domains` gives the place of the route per domain; a lower place goes first. `could_carry` is a derived
    fact that says of each need whether this law could carry it. Where routes share the code of a law,
    `of_claims` says by which answers a claim goes one way. `carried_out_by` is who carries it out where
    that is not who carries out the rest of the law.
    """

    word, key = "weg", "id"
    texts = frozenset({"title", "interested", "remedy", "note"})

    id: str
    title: Said
    under: Said
    domains: dict[str, Place]
    could_carry: Said
    of_claims: dict[str, str] = {}
    carried_out_by: str | None = None
    interested: Said
    remedy: Said
    legal_basis: LegalBasis | None = None
    note: str | None = None


class BoundedEntry(Entry, Bounded):
    """A declared thing with values of its own; its range is written as one text."""

    def as_entry(self, *, with_texts: bool = True) -> dict[str, Any]:
        """Give the entry with `bereik` for its range; labels and order of choices change no outcome."""
        written = super().as_entry(with_texts=with_texts)
        if self.range is not None and (written.pop("laag", None), written.pop("hoog", None)) != (None, None):
            written["bereik"] = "..".join(print_plain(self.kind, end) for end in self.range)
        if self.choices and not with_texts:
            written["keuzes"] = sorted(self.choices)
        return written


class Declaration(BoundedEntry, FactDeclaration):
    """A fact as a rule file declares it."""

    word, key = "feit", "name"
    texts = frozenset(
        {"question", "help", "lies_with", "anchors", "note", "evidence", "noun_phrase", "statement", "denial"}
    )

    def as_entry(self, *, with_texts: bool = True) -> dict[str, Any]:
        """Give the declaration; an open norm is written as `oordeel`."""
        written = super().as_entry(with_texts=with_texts)
        if written.pop("is_oordeel", None):
            written = {"oordeel" if key == self.word else key: value for key, value in written.items()}
        return written


class Parameter(BoundedEntry):
    """A dated number that rules may use: who sets it and between which bounds."""

    word, key = "parameter", "name"
    texts = frozenset({"title", "note", "noun_phrase"})

    set_by: DecidedLocally = DecidedLocally.BOTH
    required_level: Level | None = None
    outlet: ParameterOutlet | None = None
    title: str | None = None
    note: str | None = None


class Setting(Entry):
    """The value of a parameter over a period; without a value it is known to be not filled in.

    `url` and `confidence` go with a figure from a public source.
    """

    word, key = "waarde", "parameter"
    texts = frozenset({"url", "confidence", "note"})

    parameter: str
    value: str | None = None
    valid_from: Day
    valid_until: Day | None = None
    legal_basis: LegalBasis | None = None
    municipality: str | None = None
    url: str | None = None
    confidence: Confidence | None = None
    note: str | None = None

    def as_entry(self, *, with_texts: bool = True) -> dict[str, Any]:
        """Give the setting; a value that is not filled in is written as onbekend."""
        return {**super().as_entry(with_texts=with_texts), "is": self.value or UNKNOWN}


class LookupList(BoundedEntry):
    """A list of amounts by unique keys, dated; not a decision table."""

    word, key = "opzoeklijst", "name"
    texts = frozenset({"title", "note", "noun_phrase"})

    keys: tuple[str, ...]
    title: str | None = None
    note: str | None = None


class ListRow(Entry):
    """One amount of a look-up list; `url` and `confidence` go with a figure from a public source."""

    texts = frozenset({"note", "source", "url", "confidence"})

    keys: dict[str, str]
    value: str
    valid_from: Day | None = None
    valid_until: Day | None = None
    source: str | None = None
    url: str | None = None
    confidence: Confidence | None = None
    note: str | None = None

    def as_entry(self, *, with_texts: bool = True) -> dict[str, Any]:
        """Give the row with its keys beside its amount."""
        written = super().as_entry(with_texts=with_texts)
        return {
            **self.keys,
            **{name: value for name, value in written.items() if name != "sleutels"},
        }


class ListRows(Entry):
    """Rows for a look-up list, with one validity and basis where a row names none."""

    word, key = "rijen_van", "list"
    texts = frozenset({"note"})

    list: str
    valid_from: Day
    valid_until: Day | None = None
    legal_basis: LegalBasis | None = None
    municipality: str | None = None
    rows: tuple[ListRow, ...]
    note: str | None = None

    @property
    def identity(self) -> str:
        """Tell groups of rows for one list apart by their first row."""
        first = [f"{key}={code}" for row in self.rows[:1] for key, code in row.keys.items()]
        return "|".join([super().identity, *first])


@dataclass(frozen=True)
class Amount:
    """An amount of a look-up list over a period, with the row and the list of rows that give it."""

    value: int
    valid_from: date
    valid_until: date
    row: ListRow
    rows: ListRows


class DeviationGround(Entry):
    """A ground on which a finding may be set aside, in the resident's favour only."""

    word, key = "afwijking", "id"
    texts = frozenset({"title", "note"})

    id: str
    title: Said
    level: Level
    laws: tuple[str, ...]
    legal_basis: LegalBasis
    note: str | None = None


class Mandate(Entry):
    """What a function may decide on behalf of the college, on which version of the mandate register."""

    word, key = "mandaat", "id"
    texts = frozenset({"note"})

    id: str
    version: Said
    function: Said
    laws: tuple[str, ...]
    up_to: Cents | None = None
    acts: tuple[Act, ...]
    four_eyes: tuple[Act, ...] = ()
    valid_from: Day
    valid_until: Day | None = None
    legal_basis: LegalBasis
    note: str | None = None

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write the amount in euros."""
        return (
            print_cents(value) if name == "up_to" else super().write_field(name, value, with_texts=with_texts)
        )
