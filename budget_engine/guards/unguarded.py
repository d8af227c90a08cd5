"""Two reports on the examples: whether they come out, and which changes of the rules none of them notices.

What only looks up an amount by its keys is counted apart: an example there would say the row once more.
An unnoticed change that is fine is named, by its key, in the answers to reports.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from budget_engine.errors import Path, Where
from budget_engine.glossary import Noun
from budget_engine.guards.contrast import changed_output
from budget_engine.guards.example_line import example_line, flow
from budget_engine.guards.mutants import Mutant, only_looks_up, owners_of, title_of
from budget_engine.guards.noticing import Settled
from budget_engine.guards.proposals import Proposal, proposed
from budget_engine.guards.trials import Guards
from budget_engine.language.example import faults_of, without_municipality
from budget_engine.language.household import Owner
from budget_engine.language.rule import Table
from budget_engine.language.rule_set import RuleSet

KIND = "onbewaakt"
"""The first word of the key by which an unnoticed change is answered."""

_STEP = "    "


# --- do the examples come out? -----------------------------------------------------------------------


class ExampleFault(Noun):
    """One thing that does not come out of an example, counted from 1."""

    number: int
    text: str
    hint: str | None = None


class ExamplesOf(Noun):
    """How many examples stand beside an entry, with how many turning changes, and what does not come out."""

    kind: str
    name: str
    examples: int
    turned_by: int
    faults: tuple[ExampleFault, ...]


@dataclass(frozen=True)
class ExamplesReport:
    """Every entry that can have examples, in the order of the rule set."""

    entries: tuple[ExamplesOf, ...]

    @property
    def comes_out(self) -> bool:
        """Tell whether all examples come out."""
        return not any(entry.faults for entry in self.entries)

    def text(self) -> str:
        """Say per entry how many examples it has and whether they come out."""
        count = sum(entry.examples for entry in self.entries)
        turns = sum(entry.turned_by for entry in self.entries)
        wrong = sum(len(entry.faults) for entry in self.entries)
        right = "Ze komen allemaal uit." if count else ""
        end = right if self.comes_out else f"{wrong} keer komt er iets anders uit."
        changes = _number(
            turns, "verandering die de uitkomst kantelt", "veranderingen die de uitkomst kantelen"
        )
        lines = [f"{_number(count, 'voorbeeld', 'voorbeelden')}, met {changes}. {end}".rstrip()]
        for entry in self.entries:
            right = ", dat klopt" if entry.examples == 1 else ", die alle kloppen"
            said = _number(entry.examples, "voorbeeld", "voorbeelden") + right * (not entry.faults)
            lines.append(f"{entry.kind} {entry.name}: {said if entry.examples else 'geen voorbeelden'}")
            for fault in entry.faults:
                lines.append(f"{_STEP}voorbeeld {fault.number}: {fault.text}")
                lines += [f"{_STEP}{_STEP}{fault.hint}"] if fault.hint else []
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Give the report as plain JSON values under Dutch names."""
        return {"voorbeelden": [entry.model_dump(mode="json", by_alias=True) for entry in self.entries]}


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def examples_report(rule_set: RuleSet, told: Collection[Path] = ()) -> ExamplesReport:
    """Run every example of a rule set, but of the entries that were told already."""
    national = without_municipality(rule_set)
    entries = []
    for owner in owners_of(rule_set):
        if owner.at() in told:
            continue
        faults = [
            ExampleFault(number=number, text=text, hint=hint)
            for number, example in enumerate(owner.examples, start=1)
            for text, hint in faults_of(national, owner, example)
        ]
        turns = sum(len(example.turned_by) for example in owner.examples)
        entries.append(
            ExamplesOf(
                kind=owner.word,
                name=title_of(rule_set, owner),
                examples=len(owner.examples),
                turned_by=turns,
                faults=tuple(faults),
            )
        )
    return ExamplesReport(tuple(entries))


# --- which changes does none of them notice? ----------------------------------------------------------


class UnnoticedChange(Noun):
    """A small change that no example notices, with a household that would.

    `report` is the key of the answer to it; `outcome` is what comes out now, `otherwise` with the change.
    """

    report: str
    place: str | None = None
    text: str
    example: str | None = None
    outcome: str | None = None
    otherwise: str | None = None
    reasons: str | None = None


class ProposedExample(Noun):
    """What to add to the examples of an entry; `number` is the example it goes into, from 1.

    A `field` is one that the example has already, and then it goes into that.
    """

    place: str | None = None
    number: int | None = None
    field: str | None = None
    text: str
    guards: tuple[str, ...]


class UnguardedEntry(Noun):
    """An entry with changes that no example notices."""

    kind: str
    name: str
    changes: int
    unnoticed: tuple[UnnoticedChange, ...]
    proposals: tuple[ProposedExample, ...]


@dataclass(frozen=True)
class UnguardedOf:
    """What no example notices of one entry: each mutant with what is known of it, and the proposals."""

    owner: Owner
    title: str
    changes: int
    unnoticed: tuple[tuple[Mutant, Settled], ...]
    equivalent: tuple[Mutant, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Unguarded:
    """The unnoticed changes of a rule set, entry by entry, with what was counted apart."""

    entries: tuple[UnguardedOf, ...]
    lookup_rows: int

    @property
    def changes(self) -> int:
        """Count all small changes that were tried."""
        return sum(entry.changes for entry in self.entries)

    @property
    def equivalent(self) -> int:
        """Count the changes that make no difference to any household."""
        return sum(len(entry.equivalent) for entry in self.entries)

    @property
    def keys(self) -> tuple[str, ...]:
        """List the keys of all unnoticed changes, in order."""
        return tuple(mutant.key for entry in self.entries for mutant, _ in entry.unnoticed)

    def text(self, reasons: Mapping[str, str] | None = None, where: Where | None = None) -> str:
        """Say what no example notices and what to add; `reasons` holds, by key, why it is fine."""
        answered = reasons or {}
        lines = list(self._counted(answered))
        for entry in self._written(answered, where):
            still = [change for change in entry.unnoticed if change.reasons is None]
            if not still:
                continue
            of = _number(entry.changes, "wijziging", "wijzigingen")
            lines += ["", f"{entry.kind} {entry.name}: {len(still)} van {of} onbewaakt"]
            for change in still:
                stands = "" if change.place is None else f"{change.place}  "
                lines.append(f"{_STEP}{change.report}")
                lines.append(f"{_STEP}{_STEP}{stands}Geen voorbeeld merkt het als {change.text}.")
                lines.append(f"{_STEP}{_STEP}{_shown(change)}")
            lines += [f"{_STEP}{_advised(item)}" for item in entry.proposals]
        return "\n".join(lines)

    def _counted(self, answered: Mapping[str, str]) -> Iterator[str]:
        makes_difference = self.changes - self.equivalent
        named = sum(key in answered for key in self.keys)
        named_too = f" ({named} met een reden)" if named else ""
        noticed = makes_difference - len(self.keys)
        change = _number(
            makes_difference, "kleine wijziging van de regels maakt", "kleine wijzigingen van de regels maken"
        )
        yield f"{change} verschil."
        if makes_difference:
            seen = _number(noticed, "daarvan wordt", "daarvan worden")
            yield f"{seen} door een voorbeeld gemerkt, {len(self.keys)} niet{named_too}."
        for number, is_so, are_so in (
            (
                self.equivalent,
                "wijziging maakt voor geen enkel huishouden verschil",
                "wijzigingen maken voor geen enkel huishouden verschil",
            ),
            (
                self.lookup_rows,
                "rij zoekt alleen een bedrag op bij een sleutel",
                "rijen zoeken alleen een bedrag op bij een sleutel",
            ),
        ):
            yield f"{_number(number, f'{is_so}; die telt', f'{are_so}; die tellen')} niet mee."

    def as_json(self, reasons: Mapping[str, str] | None = None, where: Where | None = None) -> dict[str, Any]:
        """Give the report as plain JSON values under Dutch names."""
        return {
            "wijzigingen": self.changes,
            "zonder_verschil": self.equivalent,
            "onbewaakt": len(self.keys),
            "opzoekrijen": self.lookup_rows,
            "onderdelen": [entry.as_json() for entry in self._written(reasons or {}, where)],
        }

    def _written(self, reasons: Mapping[str, str], where: Where | None) -> list[UnguardedEntry]:
        return [
            UnguardedEntry(
                kind=entry.owner.word,
                name=entry.title,
                changes=entry.changes,
                unnoticed=tuple(
                    _unnoticed(mutant, settled, reasons.get(mutant.key), where)
                    for mutant, settled in entry.unnoticed
                ),
                proposals=tuple(
                    written
                    for item in entry.proposals
                    if any(mutant.key not in reasons for mutant in item.guards)
                    for written in _proposals(item, where)
                ),
            )
            for entry in self.entries
            if entry.unnoticed
        ]


def entries_of(rule_set: RuleSet) -> frozenset[Path]:
    """Name every rule, table and derivation of a rule set, to tell it once for all municipalities."""
    return frozenset(owner.at() for owner in owners_of(rule_set))


def unguarded(rule_set: RuleSet, told: Collection[Path] = ()) -> Unguarded:
    """Find every small change of a rule set that no example notices, and propose examples that would.

    Entries that were told already are left aside.
    """
    guards = Guards(rule_set)
    entries = []
    rows = sum(len(listed.rows) for listed in rule_set.list_rows)
    for owner in owners_of(rule_set):
        if owner.at() in told:
            continue
        title = title_of(rule_set, owner)
        if isinstance(owner, Table) and only_looks_up(rule_set, owner):
            rows += len(owner.rows)
            continue
        found = guards.unnoticed(owner)
        made = proposed(guards, owner, found)
        entries.append(
            UnguardedOf(
                owner,
                title,
                len(guards.mutants(owner)),
                tuple((mutant, known) for mutant, known in made.settled if not known.is_equivalent),
                tuple(mutant for mutant, known in made.settled if known.is_equivalent),
                made.proposals,
            )
        )
    return Unguarded(tuple(entries), rows)


def _unnoticed(mutant: Mutant, settled: Settled, reasons: str | None, where: Where | None) -> UnnoticedChange:
    place = None if where is None else str(where(mutant.owner.at(*mutant.path)))
    witness = settled.witness
    if witness is None:
        return UnnoticedChange(report=mutant.key, place=place, text=mutant.text, reasons=reasons)
    fact = changed_output(mutant)
    example = witness.example
    said = example.holds or example.value or example.row or example.fault
    return UnnoticedChange(
        report=mutant.key,
        place=place,
        text=mutant.text,
        example=example_line(example),
        outcome=said if fact is None else example.gives.get(fact),
        otherwise=witness.otherwise,
        reasons=reasons,
    )


def _proposals(proposal: Proposal, where: Where | None) -> list[ProposedExample]:
    guards = tuple(mutant.key for mutant in proposal.guards)
    spot = proposal.owner.at("voorbeelden", *([] if proposal.number is None else [proposal.number]))
    place = None if where is None else str(where(spot))
    if proposal.number is None:
        return [ProposedExample(place=place, text=example_line(proposal.example), guards=guards)]
    there = proposal.owner.examples[proposal.number]
    new: list[str] = []
    texts: list[tuple[str | None, str]] = []
    for field, added, has in (
        ("geeft", dict(proposal.gives), there.gives),
        ("kantelt", list(proposal.turned_by), there.turned_by),
    ):
        if added and has:
            texts.append((field, flow(added)[1:-1]))  # what stands between the brackets of the field
        elif added:
            new.append(f"{field}: {flow(added)}")
    if new:
        texts.insert(0, (None, ", ".join(new)))
    return [
        ProposedExample(place=place, number=proposal.number + 1, field=field, text=text, guards=guards)
        for field, text in texts
    ]


def _shown(change: UnnoticedChange) -> str:
    if change.example is None:
        return "Een huishouden dat het zou merken, is niet gevonden; dat er geen is, is niet bewezen."
    now = f"Bij {change.example.removeprefix('- ')} komt er nu {change.outcome} uit"
    return f"{now}, en met die wijziging {change.otherwise}."


def _advised(item: ProposedExample) -> str:
    stands = "" if item.place is None else f" ({item.place})"
    if item.number is None:
        return f"Voeg een voorbeeld toe{stands}: {item.text}"
    if item.field is None:
        return f"Voeg toe aan voorbeeld {item.number}{stands}: {item.text}"
    return f"Zet in '{item.field}' van voorbeeld {item.number}{stands} erbij: {item.text}"
