"""What stands in the rules and does nothing, what has run out, and what nobody decided: no solver needed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from budget_engine.errors import Path
from budget_engine.glossary import WORDS
from budget_engine.language.entry import Entry
from budget_engine.language.expr import Node, ParameterRef, walk
from budget_engine.language.offer import Offer
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import (
    DecidedLocally,
    LegalBasis,
    Level,
    ListRows,
    Mandate,
    Parameter,
    Setting,
    SourceClass,
)
from budget_engine.language.rule import Rule, Table
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.proof.frame import cone_of
from budget_engine.proof.report import Report, ReportKind
from budget_engine.values import show_date

LOCAL_LEVELS = frozenset({Level.ORDINANCE, Level.DETAILED_RULES, Level.POLICY_RULE})
"""What the council or the college of a municipality decides."""

_DAY = timedelta(days=1)


def stock_reports(rule_set: RuleSet, on: date) -> Iterator[Report]:
    """Walk the reports on the stock of a rule set, as seen from a day."""
    yield from _unread_facts(rule_set)
    yield from _unread_parameters(rule_set)
    yield from _holes(rule_set, on)
    yield from _lists(rule_set, on)
    yield from _ended(rule_set, on)
    yield from _read_earlier(rule_set)
    yield from _undecided(rule_set)


# --- what nobody reads ----------------------------------------------------------------------------------


def _nodes(rule_set: RuleSet) -> Iterator[Node]:
    """Walk everything that reads: conditions, last days, tables and derivations; examples read nothing."""
    for name, rule in rule_set.rule_named.items():
        yield rule_set.condition_of[name]
        if rule.consequence.deadline is not None:
            yield rule.consequence.deadline
    for table in rule_set.tables:
        yield from table.nodes
        yield rule_set.in_force_of[table.id]
        yield from (
            row.consequence.deadline for row in table.rows if row.consequence and row.consequence.deadline
        )
    for derivation in rule_set.derivations:
        yield from derivation.nodes


def _read_facts(rule_set: RuleSet) -> set[str]:
    read = {name for node in _nodes(rule_set) for name in facts_read(node, rule_set)}
    for listed in rule_set.lists:
        read.update(listed.keys)
    for route in rule_set.routes:
        read.update((route.could_carry, *route.of_claims))
    for consequence in rule_set.consequence_of_finding.values():
        read.update(name for name in (consequence.claim_status, consequence.met_by) if name is not None)
    moments = {rule.moment for rule in rule_set.rules} | {table.moment for table in rule_set.tables}
    moments |= {derivation.moment for derivation in rule_set.derivations}
    read.update(name for moment, name in rule_set.moment_fact.items() if moment in moments)
    return read


def _unread_facts(rule_set: RuleSet) -> Iterator[Report]:
    """Report the facts that are asked or derived for nothing.

    What the toolkit itself reads has an `uit` or a `naar`. A note may say what a fact is for, but anything
    may stand in a note: that it is fine is an answer that somebody gives.
    """
    read = _read_facts(rule_set)
    for declared in rule_set.facts:
        if declared.name in read or declared.inlet is not None or declared.outlet is not None:
            continue
        does = "afgeleid" if declared.is_derived else "gevraagd"
        text = f"Het feit '{declared.name}' wordt {does}, maar geen regel, tabel, lijst of weg leest het."
        noted = "" if declared.note is None else f" De noot zegt: {declared.note}"
        yield Report(ReportKind.UNREAD, declared.name, (declared.at(),), text, f"{_NOBODY}{noted}")


_NOBODY = "Haal het weg, gebruik het in een regel, of zeg in bewijs.yaml waarvoor het dient."


def _unread_parameters(rule_set: RuleSet) -> Iterator[Report]:
    parts = [part for node in _nodes(rule_set) for part in walk(node)]
    read = {part.name for part in parts if isinstance(part, ParameterRef)}
    lists = {getattr(part, "list", None) for part in parts}
    for parameter in rule_set.parameters:
        is_left_to_others = rule_set.municipality is None and parameter.set_by is not DecidedLocally.NATIONAL
        is_read = parameter.name in read or parameter.outlet is not None
        if not is_read and not is_left_to_others:
            yield Report(
                ReportKind.UNREAD, parameter.name, (parameter.at(),),
                f"De parameter '{parameter.name}' wordt nergens gelezen, en zijn waarden dus ook niet.",
                "Haal hem weg, of gebruik hem in een regel.",
            )  # fmt: skip
    for listed in rule_set.lists:
        if listed.name not in lists:
            yield Report(
                ReportKind.UNREAD, listed.name, (listed.at(),),
                f"De opzoeklijst '{listed.name}' wordt nergens gelezen.",
                "Haal haar weg, of gebruik haar in een formule.",
            )  # fmt: skip


# --- days without a value ---------------------------------------------------------------------------------

Period = tuple[date, date]


def _periods_read(rule_set: RuleSet) -> dict[str, list[tuple[Period, str]]]:
    """Give for each parameter when which rules and tables read it."""
    found: dict[str, list[tuple[Period, str]]] = {}
    readers: list[tuple[str, Rule | Table, tuple[Node, ...]]] = [
        *(
            (f"regel '{name}'", rule, _of_rule(rule_set, name, rule))
            for name, rule in rule_set.rule_named.items()
        ),
        *((f"tabel '{table.id}'", table, table.nodes) for table in rule_set.tables),
    ]
    for named, reader, nodes in readers:
        for parameter in cone_of(rule_set, nodes, [reader.moment]).parameters:
            period = (reader.valid_from, reader.valid_until or date.max)
            found.setdefault(parameter, []).append((period, named))
    return found


def _of_rule(rule_set: RuleSet, name: str, rule: Rule) -> tuple[Node, ...]:
    deadline = rule.consequence.deadline
    return (rule_set.condition_of[name], *(() if deadline is None else (deadline,)))


def _holes(rule_set: RuleSet, on: date) -> Iterator[Report]:
    """Report the days from `on` for which a parameter that is read then has no value.

    Days before are history: what was never decided on again needs no value. A time that somebody wrote
    down as not filled in is a remark, and so is a value that runs out later; nationally it is nothing,
    where the municipality fills it in.
    """
    read = _periods_read(rule_set)
    for parameter in rule_set.parameters:
        settings = [item for item in rule_set.settings if item.parameter == parameter.name]
        filled = [
            (item.valid_from, item.valid_until or date.max) for item in settings if item.value is not None
        ]
        said = [(item.valid_from, item.valid_until or date.max) for item in settings]
        for (start, end), named in read.get(parameter.name, []):
            holes = list(_without((max(start, on), end), filled))
            if not holes or (rule_set.municipality is None and not settings):
                continue
            (first, until), last = holes[0], max((end for _, end in filled), default=date.min)
            if not settings or not list(_without(holes[0], said)):
                kind = ReportKind.NOT_FILLED_IN
            else:
                kind = ReportKind.RUNS_OUT if on < first > last else ReportKind.HOLE
            at = _last(settings, first, parameter)
            when = _when(on, first, until, filled)
            yield _hole(kind, parameter, at, when, named, _whose(rule_set, settings))
            break


def _last(settings: Iterable[Setting], day: date, parameter: Parameter) -> Path:
    """Give the spot of the last value before a day, or of the parameter that has none."""
    before = [item for item in settings if item.valid_from <= day]
    return max(before, key=lambda item: item.valid_from).at() if before else parameter.at()


def _whose(rule_set: RuleSet, found: Iterable[Setting | ListRows]) -> str:
    """Name the municipality in the key of what is its own, so that its answer is not that of another."""
    is_own = any(item.municipality is not None for item in found)
    return f"{rule_set.municipality} " if is_own else ""


def _when(on: date, first: date, until: date, taken: Iterable[Period]) -> str:
    """Say when there is nothing: since the day after the last that there was, which may lie before `on`.

    >>> year = (date(2026, 1, 1), date(2026, 12, 31))
    >>> _when(date(2027, 3, 1), date(2027, 3, 1), date.max, [year]), _when(date(2026, 3, 1), year[0], date.max, [])
    ('sinds 1 januari 2027', 'op 1 januari 2026')
    >>> _when(date(2026, 3, 1), date(2027, 1, 1), date(2027, 1, 31), [year])
    'van 1 januari 2027 tot en met 31 januari 2027'
    """
    last = max((end for _, end in taken if end < first), default=None)
    to = None if until == date.max else f"tot en met {show_date(until)}"
    if last is None:
        return to or f"op {show_date(first)}"
    since = last + _DAY
    if to is not None:
        return f"van {show_date(since)} {to}"
    return f"{'vanaf' if since > on else 'sinds'} {show_date(since)}"


def _hole(kind: ReportKind, parameter: Parameter, at: Path, when: str, named: str, whose: str) -> Report:
    called = parameter.noun_phrase or f"de parameter '{parameter.name}'"
    is_said = at != parameter.at() and kind is ReportKind.NOT_FILLED_IN
    return Report(
        kind, f"{whose}{parameter.name}", (at,),
        f"Voor {called} ({parameter.name}) is {when} geen waarde ingevuld; "
        f"{named} leest die waarde dan wel en komt uit op onbekend.",
        "Vul een waarde in zodra die er is."
        if is_said
        else "Vul een waarde in, of schrijf 'is: onbekend' met een noot waarom.",
    )  # fmt: skip


def _without(period: Period, taken: Iterable[Period]) -> Iterator[Period]:
    """Walk what remains of a period when others are taken out.

    >>> day = date(2026, 1, 1)
    >>> list(_without((day, day + 3 * _DAY), [(day + _DAY, day + 2 * _DAY)])) == [(day, day), (day + 3 * _DAY,) * 2]
    True
    """
    start, end = period
    for begin, until in sorted(taken):
        if until < start or begin > end:
            continue
        if begin > start:
            yield start, begin - _DAY
        if until >= end:
            return
        start = max(start, until + _DAY)
    if start <= end:
        yield start, end


def _lists(rule_set: RuleSet, on: date) -> Iterator[Report]:
    """Report the choices of a key that no row has, and rows that end without a next one."""
    for listed in rule_set.lists:
        groups = [rows for rows in rule_set.list_rows if rows.list == listed.name]
        rows = [(row, rows) for rows in groups for row in rows.rows]
        if not rows:
            continue
        for key in listed.keys:
            there = {row.keys[key] for row, _ in rows}
            missing = [choice for choice in rule_set.fact[key].choices if choice not in there]
            if missing:
                yield Report(
                    ReportKind.NOT_FILLED_IN, f"{_whose(rule_set, groups)}{listed.name} {key}",
                    tuple(group.at("rijen") for group in groups),
                    f"In de opzoeklijst '{listed.name}' staat geen rij met {key}: {', '.join(missing)}. "
                    "Wie dat heeft, krijgt onbekend.",
                    "Voeg rijen toe, of zeg waarom er geen bedrag is.",
                )  # fmt: skip
        periods: dict[tuple[str, ...], list[tuple[Period, Path]]] = {}
        whose = _whose(rule_set, groups)
        for row, group in rows:
            named = tuple(row.keys[key] for key in listed.keys)
            last = row.valid_until or group.valid_until or date.max
            period = (row.valid_from or group.valid_from, last)
            spot = group.at("rijen", group.rows.index(row))
            periods.setdefault(named, []).append((period, spot))
        for named, taken in periods.items():
            at = max(taken)[1]
            periods_taken = [period for period, _ in taken]
            for start, until in list(_without((on, date.max), periods_taken))[:1]:
                when = _when(on, start, until, periods_taken)
                kind = ReportKind.RUNS_OUT if start > on else ReportKind.HOLE
                yield Report(
                    kind, f"{whose}{listed.name} {' '.join(named)}", (at,),
                    f"In de opzoeklijst '{listed.name}' geldt {when} geen rij voor "
                    f"{', '.join(named)}.",
                    "Voeg een rij toe voor de nieuwe periode.",
                )  # fmt: skip


# --- what has run out, and what nobody decided ----------------------------------------------------------------


def _ended(rule_set: RuleSet, on: date) -> Iterator[Report]:
    """Report what ended before `on` or will end, and has no next version."""
    dated: list[Rule | Table | Mandate | Offer | ReferenceCost] = [
        *rule_set.rules,
        *rule_set.tables,
        *rule_set.mandates,
        *rule_set.offers,
        *rule_set.reference_costs,
    ]
    for item in dated:
        last = item.valid_until
        alike = (other for other in dated if type(other) is type(item) and other.id == item.id)
        if last is None or any(other.valid_from > last for other in alike):
            continue
        if last < on:
            yield Report(
                ReportKind.EXPIRED, item.id, (item.at("geldig_tot"),),
                f"'{item.id}' ({item.word}) geldt sinds {show_date(last + _DAY)} niet meer, en er is geen volgende.",
                "Schrijf wat er nu geldt. Is er niets voor in de plaats gekomen, zeg dat dan als reden.",
            )  # fmt: skip
        else:
            yield Report(
                ReportKind.RUNS_OUT, item.id, (item.at("geldig_tot"),),
                f"'{item.id}' ({item.word}) geldt tot en met {show_date(last)}, en er is geen volgende.",
                "Schrijf wat er daarna geldt. Komt er niets voor in de plaats, dan kan dit zo blijven.",
            )  # fmt: skip


def _read_earlier(rule_set: RuleSet) -> Iterator[Report]:
    """Report rules that took effect after the version of their law that was read."""
    read = {law.name: law.read_version for law in rule_set.laws}
    for name, rule in rule_set.rule_named.items():
        version = read.get(rule.legal_basis.law)
        if version is not None and rule.valid_from > version:
            yield Report(
                ReportKind.READ_EARLIER, name, (rule.at("geldig_van"),),
                f"Regel '{name}' geldt vanaf {show_date(rule.valid_from)}, maar van {rule.legal_basis.law} is de "
                f"tekst van {show_date(version)} gelezen.",
                "Lees de tekst van die dag, en pas 'gelezen_versie' aan.",
            )  # fmt: skip


def _undecided(rule_set: RuleSet) -> Iterator[Report]:
    """Report what a municipality itself decides without who decided it, where it was published or since when."""
    for entry, basis in _local(rule_set):
        named = (
            ("decided_by", basis.decided_by),
            ("publication", basis.publication),
            ("in_force", basis.in_force),
        )
        lacking = [WORDS[name] for name, value in named if value is None]
        if lacking:
            yield Report(
                ReportKind.UNDECIDED, entry.identity, (entry.at("grondslag"),),
                f"Bij {entry.word} '{getattr(entry, entry.key)}' van de gemeente ontbreekt: {', '.join(lacking)}.",
                "Noem het besluit van de gemeenteraad of het college, met bekendmaking en datum.",
            )  # fmt: skip


def _local(rule_set: RuleSet) -> Iterator[tuple[Entry, LegalBasis]]:
    for entry in rule_set.entries():
        basis = getattr(entry, "legal_basis", None)
        if basis is None or isinstance(entry, Mandate):
            continue
        is_own = isinstance(entry, Setting | ListRows) and entry.municipality is not None
        is_policy = isinstance(entry, Rule | Table) and basis.source_class is SourceClass.POLICY
        if (is_own or is_policy) and basis.level in LOCAL_LEVELS:
            yield entry, basis
