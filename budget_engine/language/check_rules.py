"""What may stand where: findings, tables, look-up lists, and what gives a derived fact."""

from collections.abc import Iterator

from budget_engine.errors import Path, Problem, nearest
from budget_engine.glossary import WORDS
from budget_engine.language.entry import Entry, Unread
from budget_engine.language.expr import FactRef, Term
from budget_engine.language.fact import EntityKind, FactDeclaration, Kind, reachable
from budget_engine.language.measure import (
    Measure,
    MeasureError,
    Vocabulary,
    alike,
    described,
    measure,
    measure_of,
)
from budget_engine.language.register import Effect
from budget_engine.language.rule import Axis, Consequence, Derivation, HitPolicy, Rule, Table
from budget_engine.language.rule_set import RuleSet

MOST_ORDERED_ROWS = 40
"""An ordered table passes a marker from row to row in durable_rules: longer ones are slow
(measured: 342 rows took 304 ms; a list of amounts is an opzoeklijst)."""


def problems(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    """Walk the problems of rules, tables, lists and derivations, each looked at by itself."""
    yield from _consequences(rule_set, unread)
    yield from _tables(rule_set)
    yield from _lists(rule_set)
    yield from _providers(rule_set)


# --- findings and tables ------------------------------------------------------------------------------


def _consequences(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    vocabulary = Vocabulary(rule_set.fact, rule_set.parameter, rule_set.lookup_list)
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
        if consequence.overrun is not None and consequence.deadline is None:
            yield Problem(
                entry.at(*path, "na_afloop"), "'na_afloop' staat naast 'uiterlijk'; die ontbreekt hier."
            )
        if consequence.met_by is not None and consequence.deadline is None:
            yield Problem(
                entry.at(*path, "gehaald"), "'gehaald' staat naast 'uiterlijk'; die ontbreekt hier."
            )
        for name, term in (("uiterlijk", consequence.deadline), ("gehaald", _fact(consequence.met_by))):
            if term is not None:
                yield from _a_date(term, vocabulary, entry.at(*path, name))
        yield from _of_another_law(entry, path, consequence, rule_set)
    everything: list[Rule | Table] = [*rule_set.rules, *rule_set.tables]
    for dated in everything:
        fact = rule_set.moment_fact.get(dated.moment)
        if fact is None and unread:
            continue
        if fact is None:
            yield Problem(dated.at("peilmoment"), f"Geen feit is het peilmoment '{dated.moment}'.")
        elif rule_set.fact[fact].entity not in reachable(dated.entity):
            yield Problem(dated.at("peilmoment"), f"'{fact}' is vanuit een {dated.entity} niet bereikbaar.")


_ONLY_OF_ANOTHER_LAW = ("first_payer", "claim_status", "bridge", "forwarding", "contact")


def _of_another_law(
    entry: Rule | Table, path: Path, consequence: Consequence, rule_set: RuleSet
) -> Iterator[Problem]:
    if consequence.effect is not Effect.OTHER_LAW:
        for word in _ONLY_OF_ANOTHER_LAW:
            if getattr(consequence, word) is not None:
                text = f"'{WORDS[word]}' hoort alleen bij andere_wet."
                yield Problem(entry.at(*path, WORDS[word]), text, "Zet het in de tekst, of haal het weg.")
        return
    if consequence.first_payer is None:
        yield Problem(entry.at(*path), "Bij andere_wet ontbreekt 'eerst'.", "Noem wie eerst betaalt.")
    declared = rule_set.fact.get(consequence.claim_status or "")
    if consequence.claim_status is None:
        return
    if declared is None:
        hint = nearest(consequence.claim_status, rule_set.fact)
        text = f"Het feit '{consequence.claim_status}' is niet bekend."
        yield Problem(entry.at(*path, "status"), text, hint, consequence.claim_status)
    elif declared.kind is not Kind.CHOICE or declared.entity not in reachable(entry.entity):
        yield Problem(
            entry.at(*path, "status"),
            "'status' noemt een keuze die zegt hoe het met de andere aanvraag staat.",
            f"Kies een feit dat vanuit een {entry.entity} te lezen is.",
        )


def _fact(name: str | None) -> Term | None:
    return None if name is None else FactRef(name)


def _a_date(term: Term, vocabulary: Vocabulary, path: Path) -> Iterator[Problem]:
    if isinstance(term, FactRef) and term.name not in vocabulary.facts:
        return  # said while reading
    try:
        found = measure(term, vocabulary)
    except MeasureError as error:
        yield Problem(path, str(error), error.hint)
        return
    if found.kind is not Kind.DATE:
        yield Problem(path, f"Hier hoort een datum; dit is {described(found)}.")


def _findings(rule_set: RuleSet) -> Iterator[tuple[Rule | Table, Path, Consequence]]:
    for rule in rule_set.rules:
        yield rule, ("dan",), rule.consequence
    for table in rule_set.tables:
        for number, row in enumerate(table.rows):
            if row.consequence is not None:
                yield table, ("rijen", number, "dan"), row.consequence


def _tables(rule_set: RuleSet) -> Iterator[Problem]:
    vocabulary = Vocabulary(rule_set.fact, rule_set.parameter, rule_set.lookup_list)
    for table in rule_set.tables:
        yield from _named_twice(table)
        for number, column in enumerate(table.inputs):
            if column.term is not None:
                yield from _measurable(column.term, vocabulary, table.at("invoer", number))
        if not table.rows:
            yield Problem(table.at("rijen"), "Deze tabel heeft geen rijen.")
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
            if row.slug is None and row.consequence is not None:
                yield Problem(table.at("rijen", number), "Deze rij heeft 'dan' maar geen 'slug'.")
            if row.slug is not None and row.consequence is None:
                yield Problem(table.at("rijen", number, "slug"), "Deze rij heeft een 'slug' maar geen 'dan'.")


def _measurable(term: Term, vocabulary: Vocabulary, path: Path) -> Iterator[Problem]:
    if isinstance(term, FactRef) and term.name not in vocabulary.facts:
        return  # said while reading
    try:
        measure(term, vocabulary)
    except MeasureError as error:
        yield Problem(path, str(error), error.hint)


def _named_twice(table: Table) -> Iterator[Problem]:
    listed: list[tuple[str, str, list[str]]] = [
        ("invoer", "kolom", [column.name for column in table.inputs]),
        ("uitvoer", "uitvoer", list(table.outputs)),
        ("rijen", "rij", [row.id for row in table.rows]),
    ]
    for field, what, names in listed:
        for number, name in enumerate(names):
            if name in names[:number]:
                inside = (field, number, "rij") if what == "rij" else (field, number)
                yield Problem(
                    table.at(*inside), f"De {what} '{name}' staat hier twee keer.", "Kies een andere naam."
                )


# --- look-up lists -----------------------------------------------------------------------------------


def _lists(rule_set: RuleSet) -> Iterator[Problem]:
    for listed in rule_set.lists:
        if listed.kind in (Kind.YES_NO, Kind.CHOICE, Kind.TEXT, Kind.DATE):
            yield Problem(
                listed.at("soort"),
                f"Een opzoeklijst geeft een bedrag of een ander getal, geen {listed.kind}.",
            )
        if not listed.keys:
            yield Problem(listed.at("sleutels"), "Een opzoeklijst heeft ten minste één sleutel.")
        kinds = []
        for number, key in enumerate(listed.keys):
            if key in listed.keys[:number]:
                yield Problem(listed.at("sleutels", number), f"De sleutel '{key}' staat hier twee keer.")
            declared = rule_set.fact.get(key)
            if declared is not None:
                kinds.append(declared.entity)
            else:
                hint = nearest(key, rule_set.fact)
                yield Problem(listed.at("sleutels", number), f"Het feit '{key}' is niet bekend.", hint, key)
        if kinds and not any(set(kinds) <= set(reachable(kind)) for kind in EntityKind):
            yield Problem(
                listed.at("sleutels"),
                f"Deze sleutels gaan over een {' en een '.join(dict.fromkeys(kinds))}, "
                "en die zijn niet samen bereikbaar.",
            )


# --- what gives a derived fact --------------------------------------------------------------------------


def _providers(rule_set: RuleSet) -> Iterator[Problem]:
    vocabulary = Vocabulary(rule_set.fact, rule_set.parameter, rule_set.lookup_list)
    given: dict[str, Entry] = {}
    for entry, path, fact, terms in _given(rule_set):
        declared = rule_set.fact.get(fact)
        if declared is None or not declared.is_derived:
            if declared is not None or isinstance(entry, Table):  # of a derivation it was said while reading
                known = [item.name for item in rule_set.facts if item.is_derived]
                unknown = fact if declared is None else None
                yield Problem(
                    entry.at(*path), f"'{fact}' is geen afgeleid feit.", nearest(fact, known), unknown
                )
            continue
        if given.setdefault(fact, entry) is not entry:
            other = given[fact]
            yield Problem(
                entry.at(*path),
                f"'{fact}' wordt ook al gegeven door de {other.word} '{getattr(other, other.key)}'.",
            )
        scope = entry.entity if isinstance(entry, Table) else declared.entity
        if declared.entity is not scope:
            yield Problem(
                entry.at(*path), f"'{fact}' gaat over een {declared.entity}, deze tabel over een {scope}."
            )
        for place, term in terms:
            yield from _fits(term, declared, vocabulary, entry.at(*place))


def _given(rule_set: RuleSet) -> Iterator[tuple[Derivation | Table, Path, str, list[tuple[Path, Term]]]]:
    """Walk what gives a derived fact: the entry, where it names the fact, and its formulas."""
    for derivation in rule_set.derivations:
        path: Path = ("is",) if derivation.term is not None else ("als",)
        yield derivation, path, derivation.fact, [] if derivation.term is None else [(path, derivation.term)]
    for table in rule_set.tables:
        for column, fact in enumerate(table.outputs):
            terms: list[tuple[Path, Term]] = [
                (("rijen", number, fact), output)
                for number, row in enumerate(table.rows)
                if (output := row.outputs[column]) is not None
            ]
            yield table, ("uitvoer", column), fact, terms


def _fits(term: Term, declared: FactDeclaration, vocabulary: Vocabulary, path: Path) -> Iterator[Problem]:
    expected = measure_of(declared.kind, declared.unit, declared.choices)
    try:
        found: Measure = measure(term, vocabulary)
    except MeasureError as error:
        yield Problem(path, str(error), error.hint)
        return
    if not alike(expected, found):
        yield Problem(path, f"Dit geeft {described(found)}, maar '{declared.name}' is {described(expected)}.")
