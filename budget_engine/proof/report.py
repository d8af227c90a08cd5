"""What a proof reports: one line each, with a stable key, a hint, and where it can be a household."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from budget_engine.errors import Path, Where
from budget_engine.glossary import NO, WORDS, YES
from budget_engine.language.fact import print_plain
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.witness import Unsettled, Witness


class ReportKind(StrEnum):
    """What a report is about; the first word of its key."""

    GAP = "gat"
    OVERLAP = "overlap"
    SHADOWED = "overschaduwd"
    DEAD = "dood"
    NEVER = "nooit"
    ALWAYS = "altijd"
    CONTRADICTION = "tegenspraak"
    GAP_ELSEWHERE = "gat-bij-andere-waarde"
    OVERLAP_ELSEWHERE = "overlap-bij-andere-waarde"
    NOT_HERE = "niet-bij-deze-waarden"
    UNREAD = "ongelezen"
    HOLE = "leemte"
    RUNS_OUT = "loopt-af"
    NOT_FILLED_IN = "oningevuld"
    EXPIRED = "verlopen"
    READ_EARLIER = "eerder-gelezen"
    UNDECIDED = "zonder-besluit"
    UNSETTLED = "niet-uitgezocht"


class Weight(StrEnum):
    """What a report asks: a fault is mended or answered, a remark is good to know."""

    FAULT = "fout"
    REMARK = "opmerking"


REMARKS = frozenset({
    ReportKind.ALWAYS, ReportKind.GAP_ELSEWHERE, ReportKind.OVERLAP_ELSEWHERE, ReportKind.NOT_HERE,
    ReportKind.NOT_FILLED_IN, ReportKind.RUNS_OUT, ReportKind.READ_EARLIER,
})  # fmt: skip
"""What follows from what a municipality filled in, or may be meant so; the rest is a fault."""


@dataclass(frozen=True)
class Report:
    """One thing that a proof found. `about` names it, and with the kind it is the key of the report.

    `at` are the spots it is about, each as `check` names a spot in an entry.
    """

    kind: ReportKind
    about: str
    at: tuple[Path, ...]
    text: str
    hint: str
    witness: Witness | None = None

    @property
    def key(self) -> str:
        """Give the stable words by which the report is answered."""
        return f"{self.kind} {self.about}"

    @property
    def weight(self) -> Weight:
        """Tell whether the report must be mended or answered."""
        return Weight.REMARK if self.kind in REMARKS else Weight.FAULT

    @property
    def is_settled(self) -> bool:
        """Tell whether the proof is sure."""
        return self.kind is not ReportKind.UNSETTLED

    def places(self, where: Where) -> list[str]:
        """List the lines or cells it is about."""
        return list(dict.fromkeys(str(where(path)) for path in self.at))

    def as_json(self, rule_set: RuleSet, where: Where | None = None) -> dict[str, Any]:
        """Give the report as plain values under Dutch names."""
        written: dict[str, Any] = {
            WORDS["report"]: self.key,
            WORDS["kind"]: str(self.kind),
            WORDS["name"]: self.about,
            WORDS["weight"]: str(self.weight),
            WORDS["settled"]: YES if self.is_settled else NO,
            WORDS["places"]: [] if where is None else self.places(where),
            WORDS["text"]: self.text,
            WORDS["hint"]: self.hint,
        }
        if self.witness is not None:
            written[WORDS["household"]] = _household(rule_set, self.witness)
        return written


def _household(rule_set: RuleSet, witness: Witness) -> dict[str, Any]:
    return {
        WORDS["about"]: witness.about,
        WORDS["day"]: witness.on.isoformat(),
        WORDS["facts"]: [
            {
                WORDS["about"]: item.about,
                WORDS["fact"]: item.fact,
                WORDS["value"]: print_plain(rule_set.fact[item.fact].kind, item.value),
            }
            for item in witness.given
        ],
        WORDS["settings"]: {
            name: print_plain(rule_set.parameter[name].kind, value) for name, value in witness.settings
        },
        WORDS["amounts"]: {
            name: print_plain(rule_set.lookup_list[name].kind, value) for name, value in witness.amounts
        },
    }


def unsettled(kind: ReportKind, about: str, at: tuple[Path, ...], what: str, unsettled: Unsettled) -> Report:
    """Say by name what is not settled, and why."""
    return Report(
        ReportKind.UNSETTLED,
        f"{kind} {about}",
        at,
        f"Niet uitgezocht: {what}; {unsettled.why}.",
        "Loop dit zelf na, of maak de voorwaarden eenvoudiger.",
    )
