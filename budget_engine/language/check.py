"""What can only be seen when all rules lie side by side: circles, overlaps, and what may stand where.

Names, kinds and units were checked while reading. A problem names the entry it stands in, by the word
that opens it and its key, and where in the entry.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from budget_engine.errors import Problem, nearest
from budget_engine.language import strata
from budget_engine.language.entry import Entry
from budget_engine.language.example import failing
from budget_engine.language.expr import Term
from budget_engine.language.fact import EntityKind, FactDeclaration, Inlet, Kind, Outlet, reachable
from budget_engine.language.measure import (
    Measure,
    MeasureError,
    Vocabulary,
    alike,
    described,
    measure,
    measure_of,
)
from budget_engine.language.register import DecidedLocally, Effect, LegalBasis, SourceClass
from budget_engine.language.rule import Axis, Consequence, Derivation, HitPolicy, Rule, Table
from budget_engine.language.rule_set import RuleSet

MOST_ORDERED_ROWS = 40
"""An ordered table passes a marker from row to row in durable_rules: longer ones are slow
(measured: 342 rows took 304 ms; a list of amounts is an opzoeklijst)."""


def check(rule_set: RuleSet) -> list[Problem]:
    """Give every problem of a rule set whose entries could each be read."""
    problems: list[Problem] = []
    for part in (_references, _consequences, _tables, _providers, _validity):
        problems.extend(part(rule_set))
    if not problems:
        problems.extend(strata.problems(rule_set))
    if not problems:
        problems.extend(_examples(rule_set))
    return problems


def _examples(rule_set: RuleSet) -> Iterator[Problem]:
    for owner, number, text in failing(rule_set):
        yield Problem(owner.at("voorbeelden", number), text)


# --- names that entries use of each other ----------------------------------------------------------


def _references(rule_set: RuleSet) -> Iterator[Problem]:
    laws = {law.name for law in rule_set.laws}
    codes = {law.code for law in rule_set.laws}
    slugs = {topic.slug for topic in rule_set.topics}
    for entry, path, basis in _bases(rule_set):
        if basis.law not in laws:
            yield Problem(
                entry.at(*path, "wet"), f"De wet '{basis.law}' is niet genoemd.", nearest(basis.law, laws)
            )
        if basis.source_class is SourceClass.POLICY and None in (basis.decided_by, basis.in_force):
            yield Problem(
                entry.at(*path),
                "Beleid bindt pas als raad of college het heeft vastgesteld.",
                "Noem bij de grondslag vastgesteld_door en in_werking.",
            )
    for entry, path, slug in _slugs(rule_set):
        if slug not in slugs:
            yield Problem(
                entry.at(*path, "slug"), f"De bevinding '{slug}' is niet genoemd.", nearest(slug, slugs)
            )
    for mandate in rule_set.mandates:
        for code in mandate.laws:
            if code not in codes:
                yield Problem(mandate.at("wetten"), f"Geen wet heeft de code '{code}'.", nearest(code, codes))
    for ground in rule_set.grounds:
        for law in ground.laws:
            if law not in laws:
                yield Problem(ground.at("wetten"), f"De wet '{law}' is niet genoemd.", nearest(law, laws))
    yield from _doors(rule_set)


def _bases(rule_set: RuleSet) -> Iterator[tuple[Entry, tuple[str | int, ...], LegalBasis]]:
    for entry in rule_set.entries():
        basis = getattr(entry, "legal_basis", None)
        if basis is not None:
            yield entry, ("grondslag",), basis
    for table in rule_set.tables:
        for number, row in enumerate(table.rows):
            if row.legal_basis is not None:
                yield table, ("rijen", number, "grondslag"), row.legal_basis


def _slugs(rule_set: RuleSet) -> Iterator[tuple[Entry, tuple[str | int, ...], str]]:
    for rule in rule_set.rules:
        yield rule, (), rule.slug
    for table in rule_set.tables:
        for number, row in enumerate(table.rows):
            if row.slug is not None:
                yield table, ("rijen", number), row.slug


_INLETS: Mapping[Inlet, tuple[frozenset[EntityKind], Kind]] = {
    Inlet.REFERENCE_DATE: (frozenset({EntityKind.CASE}), Kind.DATE),
    Inlet.START_OF_YEAR: (frozenset({EntityKind.CASE}), Kind.DATE),
    Inlet.LAW: (frozenset({EntityKind.CLAIM}), Kind.CHOICE),
    Inlet.DOMAIN: (frozenset({EntityKind.NEED}), Kind.CHOICE),
    Inlet.ALTERNATIVE_KIND: (frozenset({EntityKind.ALTERNATIVE}), Kind.CHOICE),
    Inlet.GIVEN_BY_HOUSEHOLD: (frozenset({EntityKind.SUPPORT}), Kind.YES_NO),
    Inlet.GATE: (frozenset({EntityKind.ALTERNATIVE}), Kind.CHOICE),
}
_OUTLETS: Mapping[Outlet, tuple[EntityKind, Kind]] = {
    Outlet.ADVICE: (EntityKind.ALTERNATIVE, Kind.CHOICE),
    Outlet.EVERY_NEED_ANSWERED: (EntityKind.ALTERNATIVE, Kind.YES_NO),
    Outlet.LEDGER_START: (EntityKind.CASE, Kind.DATE),
}
_COST = (EntityKind.CLAIM, Kind.AMOUNT)  # every other outlet is a cost of a claim


def _doors(rule_set: RuleSet) -> Iterator[Problem]:
    taken: set[str] = set()
    for declared in rule_set.facts:
        for door in (declared.outlet, declared.moment):
            if door is not None and door in taken:
                yield Problem(declared.at(), f"Een ander feit is al '{door}'.")
            taken.add(str(door))
        if declared.inlet is not None:
            kinds, kind = _INLETS[declared.inlet]
            if declared.entity not in kinds or declared.kind is not kind:
                about = " of ".join(sorted(kinds))
                yield Problem(declared.at("uit"), f"'{declared.inlet}' is een {kind} over een {about}.")
        if declared.outlet is not None:
            entity, kind = _OUTLETS.get(declared.outlet, _COST)
            if (declared.entity, declared.kind) != (entity, kind):
                yield Problem(declared.at("naar"), f"'{declared.outlet}' is een {kind} over een {entity}.")
        if declared.moment is not None and declared.kind is not Kind.DATE:
            yield Problem(declared.at("peilmoment"), "Een peilmoment is een datum.")


# --- rules and tables -------------------------------------------------------------------------------


def _consequences(rule_set: RuleSet) -> Iterator[Problem]:
    for entry, path, consequence in _findings(rule_set):
        is_bar, is_term = consequence.effect is Effect.BAR, consequence.effect is Effect.DEADLINE
        if (consequence.strength is not None) is not is_bar:
            yield Problem(
                entry.at(*path, "kracht"),
                "Een belemmering zegt of zij dwingend is of kan."
                if is_bar
                else "Alleen een belemmering heeft een kracht.",
            )
        if is_bar and consequence.axis is not Axis.LAW:
            yield Problem(
                entry.at(*path, "as"),
                f"Een belemmering komt uit de wet; {consequence.axis} sluit geen oplossing uit.",
                "Kies een ander effect, zoals aandachtspunt.",
            )
        if not is_term and (consequence.deadline is not None or consequence.met_by is not None):
            yield Problem(entry.at(*path), "Alleen een termijn heeft 'uiterlijk' en 'gehaald'.")
        if consequence.effect is not Effect.OTHER_LAW and consequence.first_payer is not None:
            yield Problem(entry.at(*path, "eerst"), "Alleen bij andere_wet wordt gezegd wie eerst betaalt.")
    everything: list[Rule | Table] = [*rule_set.rules, *rule_set.tables]
    for dated in everything:
        fact = rule_set.moment_fact.get(dated.moment)
        if fact is None:
            yield Problem(dated.at("peilmoment"), f"Geen feit is het peilmoment '{dated.moment}'.")
        elif rule_set.fact[fact].entity not in reachable(dated.entity):
            yield Problem(dated.at("peilmoment"), f"'{fact}' is vanuit een {dated.entity} niet bereikbaar.")


def _findings(rule_set: RuleSet) -> Iterator[tuple[Rule | Table, tuple[str | int, ...], Consequence]]:
    for rule in rule_set.rules:
        yield rule, ("dan",), rule.consequence
    for table in rule_set.tables:
        for number, row in enumerate(table.rows):
            if row.consequence is not None:
                yield table, ("rijen", number, "dan"), row.consequence


def _tables(rule_set: RuleSet) -> Iterator[Problem]:
    for table in rule_set.tables:
        if table.policy is HitPolicy.COLLECT and table.outputs:
            yield Problem(
                table.at("uitvoer"), "Bij 'verzamel' is elke rij een bevinding; zo'n tabel geeft geen feit."
            )
        if table.policy is HitPolicy.FIRST:
            if len(table.rows) > MOST_ORDERED_ROWS:
                yield Problem(
                    table.at("rijen"),
                    f"Bij 'eerste' zijn hooguit {MOST_ORDERED_ROWS} rijen toegestaan; dit zijn er {len(table.rows)}.",
                    "Is dit een lijst bedragen? Gebruik dan een opzoeklijst.",
                )
            if table.rows and any(cell is not None for cell in table.rows[-1].cells):
                yield Problem(
                    table.at("rijen", len(table.rows) - 1),
                    "De laatste rij van een tabel met 'eerste' moet altijd gelden.",
                    "Zet in elke kolom van de laatste rij een '-'.",
                )
        for number, row in enumerate(table.rows):
            if not table.outputs and row.consequence is None:
                yield Problem(table.at("rijen", number), "Deze rij geeft niets: geen uitvoer en geen 'dan'.")
            if row.consequence is not None and row.legal_basis is None and table.legal_basis is None:
                yield Problem(
                    table.at("rijen", number),
                    "'grondslag' ontbreekt.",
                    "Noem de grondslag bij de rij of bij de tabel.",
                )
            if (row.slug is None) is not (row.consequence is None):
                yield Problem(table.at("rijen", number), "Een rij met 'dan' heeft een slug, en andersom.")


def _providers(rule_set: RuleSet) -> Iterator[Problem]:
    vocabulary = Vocabulary(rule_set.fact, rule_set.parameter, rule_set.lookup_list)
    given: dict[str, Entry] = {}
    for entry, path, fact, term in _given(rule_set):
        declared = rule_set.fact.get(fact)
        if declared is None or not declared.is_derived:
            yield Problem(
                entry.at(*path),
                f"'{fact}' is geen afgeleid feit.",
                nearest(fact, [d.name for d in rule_set.facts if d.is_derived]),
            )
            continue
        if given.setdefault(fact, entry) is not entry:
            yield Problem(
                entry.at(*path),
                f"'{fact}' wordt ook al gegeven door {given[fact].word} '{given[fact].at()[1]}'.",
            )
        scope = entry.entity if isinstance(entry, Table) else declared.entity
        if declared.entity is not scope:
            yield Problem(
                entry.at(*path), f"'{fact}' gaat over een {declared.entity}, deze tabel over een {scope}."
            )
        if term is not None:
            yield from _fits(term, declared, vocabulary, entry.at(*path))


def _given(rule_set: RuleSet) -> Iterator[tuple[Derivation | Table, tuple[str | int, ...], str, Term | None]]:
    for derivation in rule_set.derivations:
        yield derivation, ("is",), derivation.fact, derivation.term
    for table in rule_set.tables:
        for column, fact in enumerate(table.outputs):
            yield table, ("uitvoer", column), fact, None
            for number, row in enumerate(table.rows):
                if row.outputs[column] is not None:
                    yield table, ("rijen", number, fact), fact, row.outputs[column]


def _fits(
    term: Term, declared: FactDeclaration, vocabulary: Vocabulary, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    expected = measure_of(declared.kind, declared.unit, declared.choices)
    try:
        found: Measure = measure(term, vocabulary)
    except MeasureError as error:
        yield Problem(path, str(error))
        return
    if not alike(expected, found):
        yield Problem(path, f"Dit geeft {described(found)}, maar '{declared.name}' is {described(expected)}.")


# --- time ---------------------------------------------------------------------------------------------


def _validity(rule_set: RuleSet) -> Iterator[Problem]:
    groups: dict[tuple[str, ...], list[tuple[date, date, Entry, tuple[str | int, ...]]]] = {}

    def add(key: tuple[str, ...], start: date, end: date | None, entry: Entry, *path: str | int) -> None:
        groups.setdefault(key, []).append((start, end or date.max, entry, path))

    for rule in rule_set.rules:
        add(("regel", rule.id), rule.valid_from, rule.valid_until, rule)
    for setting in rule_set.settings:
        add(
            ("waarde", setting.parameter, setting.municipality or ""),
            setting.valid_from,
            setting.valid_until,
            setting,
        )
        declared = rule_set.parameter.get(setting.parameter)
        if (
            declared is not None
            and setting.municipality is not None
            and declared.set_by is DecidedLocally.NATIONAL
        ):
            yield Problem(
                setting.at(), f"'{setting.parameter}' is landelijk; een gemeente kan er niet van afwijken."
            )
    for mandate in rule_set.mandates:
        add(("mandaat", mandate.id), mandate.valid_from, mandate.valid_until, mandate)
    for rows in rule_set.list_rows:
        for number, row in enumerate(rows.rows):
            keys = (
                "rijen",
                rows.list,
                rows.municipality or "",
                *(f"{k}={v}" for k, v in sorted(row.keys.items())),
            )
            start, end = row.valid_from or rows.valid_from, row.valid_until or rows.valid_until
            add(keys, start, end, rows, "rijen", number)
    for dated in groups.values():
        for (_, end, *_), (start, _, entry, path) in pairwise(
            sorted(dated, key=lambda item: (item[0], item[1]))
        ):
            if start <= end:
                yield Problem(
                    entry.at(*path),
                    f"De geldigheid overlapt: hetzelfde geldt al op {start.isoformat()}.",
                    "Laat de vorige eindigen op de dag ervoor.",
                )
    for entry in rule_set.entries():
        first, last = getattr(entry, "valid_from", None), getattr(entry, "valid_until", None)
        if first is not None and last is not None and last < first:
            yield Problem(entry.at("geldig_tot"), "Dit eindigt voordat het begint.")
