"""Rule files as odd as they come: generated rule sets, with texts that a sheet would like to change."""

from datetime import date
from random import Random
from typing import Any

from budget_engine.files.entry_forms import Source
from budget_engine.files.rule_entries import read_entries
from budget_engine.language.expr import Between, Comparison, Condition, FactRef, Not, OneOf, Term
from budget_engine.language.fact import EntityKind, Kind, LiesWith, Role
from budget_engine.language.register import (
    Act,
    Confidence,
    Declaration,
    DeviationGround,
    Effect,
    Law,
    LegalBasis,
    Level,
    ListRow,
    ListRows,
    Mandate,
    PolicyKind,
    Route,
    Setting,
    SourceClass,
    Topic,
)
from budget_engine.language.rule import Example
from budget_engine.language.rule_set import RuleSet
from tests.generated import Generator

ODD = (
    "=1+1", '=HYPERLINK("x")', "+31 6 12", "-", "- streep", "@naam", "2.10", "1-2", "2026-01-01", "1e5", "007",
    "WAAR", "#REF!", '"', '""', '"tussen aanhalingstekens"', '" blank "', "'apostrof", "een, twee, drie",
    "regel een\nregel twee\n", "\ttab", " voor en na ", "€ 13,00", "1.250,00", "_x000D_", "_x0041_x",
    "ja", "[]", "[x]", "één", "😀 emoji", "<b>&amp;</b>", "x" * 3000, "tabel", "bestand", "{wet: wmo}", "geldig_van",
)  # fmt: skip
NAMES = (
    "voorwaarden", "voorbeelden", "keuzes", "Keuzes", "ankers", "domeinen", "lees mij", "keuzelijsten", "regels",
    "REGELS", "feiten", "wetten", "waarden", "antwoorden erbij", "tabel", "rijen_van", "regel pgb", "History",
    "straße", "STRASSE", "a:b*c?[d]", "a b c d", "'tussen accenten'", "?", "-", "=1+1", "007", " voor en na ",
    "twee\nregels", "😀" * 31, "tarieven van veel meer dan dertig tekens een",
    "tarieven van veel meer dan dertig tekens twee",
)  # fmt: skip
"""What a table or a list may be called, and the sheets of a workbook or Excel itself call otherwise."""


class Odd(Generator):
    """Makes rule sets in which every kind of entry stands, and every text may be odd."""

    in_formula = False

    def term(self, entity: EntityKind, kind: Kind, depth: int) -> Term:
        """Make a formula, or a total where one can be written: never inside a formula."""
        if not self.in_formula and depth > 1 and self.chance(0.25):
            return self.total(entity, depth)
        before, self.in_formula = self.in_formula, True
        found = super().term(entity, kind, depth)
        self.in_formula = before
        return found

    def total(self, entity: EntityKind, depth: int) -> Term:
        if self.in_formula:
            return self.simple_term(entity, Kind.NUMBER)
        return super().total(entity, depth)

    def range_of(self, kind: Kind):
        """Keep below zero out: a number below zero cannot be written in a test."""
        low, high = super().range_of(kind)
        return (low if low is None else max(low, 0)), high

    def cell(self, item: Declaration, entity: EntityKind) -> Condition | None:
        """Make a test of the column itself: another one has no way to be written in its cell."""
        found = super().cell(item, entity)
        test = found.part if isinstance(found, Not) else found
        is_own = isinstance(test, Comparison | OneOf | Between) and FactRef(item.name) in (
            getattr(test, "left", None),
            getattr(test, "term", None),
        )
        return found if is_own else None

    def text(self) -> str:
        return self.one(ODD) if self.chance(0.7) else f"tekst {self.random.randint(0, 9)}"

    def maybe(self, value: Any, share: float = 0.5) -> Any:
        return value if self.chance(share) else None

    def day(self) -> date:
        return self.one([date(1900, 1, 1), date(1905, 7, 18), date(2026, 1, 1), date(2200, 12, 31)])

    def basis(self) -> LegalBasis:
        return LegalBasis(
            source_class=self.one(SourceClass), law=self.text(), article=self.one(["2.10", "1-2", "2.3.6 lid 2"]),
            level=self.one(Level), ruling=self.maybe(self.text()), decided_by=self.maybe(self.text()),
            publication=self.maybe(self.text()), in_force=self.maybe(self.day()),
            policy_kind=self.maybe(self.one(PolicyKind)), to_verify=self.chance(0.5), source=self.maybe(self.text()),
        )  # fmt: skip

    def entries(self) -> list[dict[str, Any]]:
        """Give one entry or more of every kind, in an order of their own."""
        rule_set = self.rule_set()
        made = [entry.as_entry() for entry in rule_set.entries()]
        for plain in made:
            self.sprinkle(plain)
        made += [entry.as_entry() for entry in self.others()]
        made += [entry.as_entry() for entry in self.choices_and_judgements()]
        self.rename(made)
        self.random.shuffle(made)
        return made

    def rename(self, made: list[dict[str, Any]]) -> None:
        """Call tables and lists as odd as they may be called; the list that is declared keeps its name."""
        names = self.random.sample(NAMES, len(NAMES))
        for plain in made:
            if "tabel" in plain and self.chance(0.7):
                plain["tabel"] = names.pop()
            if plain.get("rijen_van", "lijst") != "lijst":
                plain["rijen_van"] = self.one(NAMES)

    def sprinkle(self, plain: dict[str, Any]) -> None:
        if "opzoeklijst" in plain or self.chance(0.3):
            return
        for field in {"rijen_van": ("noot",), "waarde": ("noot", "url")}.get(next(iter(plain)), ("noot",)):
            plain[field] = self.text()
        if {"regel", "tabel", "afleiding"} & set(plain) and self.chance(0.25):
            plain["voorbeelden"] = [self.example().as_entry() for _ in range(self.random.randint(0, 3))]
        for row in plain.get("rijen", []):
            row["noot"] = self.text()
            for output in plain.get("uitvoer", []):
                if self.chance(0.1):
                    row[output] = {
                        "som": {"over": "persoon.steun", "van": "uren", "waar": {"niet": "altijd"}}
                    }
            if "rij" in row:
                row["rij"] = f"{row['rij']}{self.one(ODD)[:20]}"

    def example(self) -> Example:
        return Example(
            name=self.maybe(self.text()), on=self.maybe(self.day()),
            facts={self.text(): self.text() for _ in range(self.random.randint(0, 3))},
            members={
                self.text(): tuple(
                    {self.text(): self.text() for _ in range(self.random.randint(0, 2))}
                    for _ in range(self.random.randint(0, 3))
                )
                for _ in range(self.random.randint(0, 2))
            },
            open_relations=tuple(self.text() for _ in range(self.random.randint(0, 2))),
            settings={self.text(): self.text() for _ in range(self.random.randint(0, 2))},
            holds=self.maybe(self.text()), row=self.maybe(self.text()),
            value=self.maybe(self.one(["13,00", "1.250,00"])),
        )  # fmt: skip

    def others(self):
        yield Law(
            name=self.name("wet"), code=self.text(), read_version=self.maybe(self.day()), note=self.text()
        )
        yield Topic(
            slug=self.name("slug"), severity=self.one(Effect), what="x", risk="- y",
            source=tuple(text for text in (self.text() for _ in range(3)) if text.strip()),
            note=self.maybe(self.text()),
        )  # fmt: skip
        yield DeviationGround(
            id=self.name("grond"), title=self.text(), level=self.one(Level), laws=(self.text(), "b"),
            legal_basis=self.basis(),
        )  # fmt: skip
        yield Mandate(
            id=self.name("mandaat"), version=self.text(), function=self.text(), laws=("a",),
            up_to=self.maybe(self.random.randint(0, 10**12)), acts=(self.one(Act),), valid_from=self.day(),
            legal_basis=self.basis(),
        )  # fmt: skip
        yield Route(
            id=self.name("weg"), title="= titel", under=self.text(), domains={"thuis": 10, "=werk": 7},
            could_carry=self.text(), of_claims={self.text(): self.text()}, interested="x", remedy="+ y",
            legal_basis=self.maybe(self.basis()),
        )  # fmt: skip

    def choices_and_judgements(self):
        declared = Declaration(
            name=self.name("oordeel"), entity=self.one(list(self.facts)).entity, kind="keuze", is_judgement=True,
            choices={text: self.one(ODD) for text in self.random.sample(ODD, 4)}, question=self.text(),
            anchors={self.text(): self.text()}, who=tuple(self.random.sample(tuple(Role), 3)),
            lies_with=self.maybe(self.one(LiesWith)),
        )  # fmt: skip
        yield declared
        parameter = self.name("p")
        yield Setting(
            parameter=parameter, value=self.one(["13,00", "1.250,00", "2", "-3", "2026-01-01", "60%", "007", "€ 1,00"]),
            valid_from=self.day(), municipality="proef", legal_basis=self.maybe(self.basis()),
        )  # fmt: skip
        rows = tuple(
            ListRow(
                keys={"=a": self.text(), "b": "2.10"},
                value=self.one(["13,00", "1.250,00", "0,00", "9999999999999,99"]),
                valid_from=self.maybe(self.day()), confidence=self.maybe(self.one(Confidence)),
                source=self.maybe(self.text()),
            )
            for _ in range(self.random.randint(1, 4))
        )  # fmt: skip
        yield ListRows(list=self.name("lijst"), valid_from=self.day(), rows=rows, municipality="proef")


def odd_files(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Make rule files from a seed: the entries of one odd rule set, over some files."""
    generator = Odd(Random(seed))
    files: dict[str, list[dict[str, Any]]] = {}
    names = ["landelijk/wmo.yaml", "gemeenten/a b/2026.yaml", "feiten/=x.yaml"]
    for entry in generator.entries():
        files.setdefault(generator.one(names), []).append(entry)
    return files


def rule_set_of(files: dict[str, list[dict[str, Any]]]) -> RuleSet:
    """Read rule files as one rule set, whatever is wrong with them."""
    sources = [
        Source(entry, entry.get("gemeente"), (file, number))
        for file in sorted(files)
        for number, entry in enumerate(files[file])
    ]
    return read_entries(sources, "proef").rule_set
