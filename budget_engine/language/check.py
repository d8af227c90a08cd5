"""What can only be seen when all rules lie side by side: circles, overlaps, and what may stand where.

Names, kinds and units were checked while reading. A problem names the entry it stands in, by the word
that opens it and its key, and where in the entry.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, islice

from budget_engine.errors import MOST_PROBLEMS, FailedExample, Path, Problem, nearest
from budget_engine.language import (
    check_advice,
    check_effort,
    check_phrases,
    check_routes,
    check_rules,
    check_time,
    check_told,
    hands,
    jargon,
    letter_text,
    offer,
    reference_cost,
    strata,
)
from budget_engine.language.entry import NOTHING_UNREAD, Entry, Unread
from budget_engine.language.example import failing
from budget_engine.language.fact import EntityKind, Giver, Inlet, Kind, Outlet, SeenBy
from budget_engine.language.register import (
    DecidedLocally,
    LegalBasis,
    Level,
    ParameterOutlet,
    PolicyKind,
    SourceClass,
)
from budget_engine.language.rule_set import RuleSet


def check(rule_set: RuleSet, unread: Unread = NOTHING_UNREAD) -> list[Problem]:
    """Give every problem of the entries that could be read.

    `unread` names what was declared but could not be read: a reference to it is no second problem.
    Examples are only run when all else is right; they would repeat what is wrong already.
    """
    first = chain(
        _references(rule_set),
        check_rules.problems(rule_set, unread),
        _set_by_another(rule_set),
        check_time.problems(rule_set),
        check_routes.problems(rule_set),
        check_told.problems(rule_set),
        check_advice.problems(rule_set),
        check_effort.problems(rule_set),
        check_phrases.problems(rule_set),
        hands.problems(rule_set),
        reference_cost.problems(rule_set.reference_costs),
        letter_text.problems(rule_set.letter_texts, frozenset(law.code for law in rule_set.laws)),
        jargon.problems(rule_set.jargon),
        offer.problems(rule_set.offers, dict(rule_set.fact), offer.domains_of(rule_set.facts)),
    )
    problems = list(islice(first, MOST_PROBLEMS))
    if not problems and not unread:
        problems.extend(strata.problems(rule_set))
    if not problems and not unread:
        problems.extend(islice(_examples(rule_set), MOST_PROBLEMS))
    names = {name for _, name in unread}
    return [problem for problem in problems if problem.unknown not in names]


def _examples(rule_set: RuleSet) -> Iterator[FailedExample]:
    for owner, number, text, hint in failing(rule_set):
        yield FailedExample(owner.at("voorbeelden", number), text, hint)


# --- names that entries use of each other ----------------------------------------------------------


def _references(rule_set: RuleSet) -> Iterator[Problem]:
    laws = {law.name: law.code for law in rule_set.laws}
    slugs = {topic.slug for topic in rule_set.topics}
    for entry, path, basis in _bases(rule_set):
        if basis.law not in laws:
            yield _unnamed(entry.at(*path, "wet"), basis.law, laws)
        if basis.source_class is SourceClass.POLICY and None in (basis.decided_by, basis.in_force):
            yield Problem(
                entry.at(*path),
                "Beleid bindt pas als raad of college het heeft vastgesteld.",
                "Noem bij de grondslag vastgesteld_door en in_werking.",
            )
        is_policy, names_kind = basis.source_class is SourceClass.POLICY, basis.policy_kind is not None
        if is_policy is not names_kind:
            yield Problem(
                entry.at(*path),
                "Bij beleid hoort hoe het zich tot de wet verhoudt."
                if is_policy
                else "Alleen beleid is binnen-, buiten- of tegenwettelijk.",
                f"Schrijf 'beleidssoort: {PolicyKind.WITHIN}', {PolicyKind.BEYOND} of {PolicyKind.AGAINST}."
                if is_policy
                else "Haal 'beleidssoort' weg, of schrijf 'klasse: beleid'.",
            )
    for entry, path, slug in _slugs(rule_set):
        if slug not in slugs:
            yield _unlisted(entry.at(*path, "slug"), slug, slugs, "bevindingen")
    yield from _mandates(rule_set, laws)
    yield from _grounds(rule_set, laws)
    yield from _required_levels(rule_set)
    yield from _doors(rule_set)


_FROM_HIGH = tuple(Level)


def _grounds(rule_set: RuleSet, laws: Mapping[str, str]) -> Iterator[Problem]:
    for ground in rule_set.grounds:
        if not ground.laws:
            yield Problem(ground.at("wetten"), "Een grond om af te wijken noemt ten minste één wet.")
        for law in ground.laws:
            if law not in laws:
                yield _unnamed(ground.at("wetten"), law, laws)
        stands, reaches = ground.legal_basis.level, ground.level
        if _FROM_HIGH.index(reaches) < _FROM_HIGH.index(stands):
            yield Problem(
                ground.at("niveau"),
                f"Een grond die op niveau '{stands}' staat, zet geen regel van niveau '{reaches}' opzij.",
                f"Schrijf '{stands}', of noem als grondslag de wet die dit afwijken toestaat.",
            )


def _required_levels(rule_set: RuleSet) -> Iterator[Problem]:
    """Refuse a value that was decided lower than the law asks (second look, point 11)."""
    for setting in rule_set.settings:
        declared = rule_set.parameter.get(setting.parameter)
        required = None if declared is None else declared.required_level
        if required is None or setting.value is None:
            continue
        basis = setting.legal_basis
        if basis is None or _FROM_HIGH.index(basis.level) > _FROM_HIGH.index(required):
            yield Problem(
                setting.at(),
                f"'{setting.parameter}' hoort op niveau '{required}' te zijn vastgesteld.",
                "Noem bij de grondslag het besluit op dat niveau, of schrijf 'is: onbekend'.",
            )


def _mandates(rule_set: RuleSet, laws: Mapping[str, str]) -> Iterator[Problem]:
    codes = set(laws.values())
    for mandate in rule_set.mandates:
        if not mandate.acts or not mandate.laws:
            yield Problem(mandate.at(), "Een mandaat noemt ten minste één wet en één handeling.")
        for act in mandate.four_eyes:
            if act not in mandate.acts:
                text = f"Bij '{act}' kijkt een tweede persoon mee, maar dit mandaat geeft die handeling niet."
                yield Problem(mandate.at("vier_ogen"), text)
        for code in mandate.laws:
            if code not in codes:
                hint = f"Schrijf de code: {laws[code]}." if code in laws else nearest(code, codes)
                yield Problem(mandate.at("wetten"), f"Geen wet heeft de code '{code}'.", hint, code)


def _unnamed(path: Path, name: str, laws: Mapping[str, str]) -> Problem:
    """Say that a law is not listed; a code names the laws that share it."""
    of_code = [law for law, code in laws.items() if code == name]
    problem = _unlisted(path, name, set(laws), "wetten")
    return replace(problem, hint=f"Schrijf de naam: {' of '.join(of_code)}.") if of_code else problem


def _unlisted(path: Path, name: str, known: set[str], file: str) -> Problem:
    return Problem(path, f"'{name}' staat niet in feiten/{file}.yaml.", nearest(name, known), name)


def _bases(rule_set: RuleSet) -> Iterator[tuple[Entry, Path, LegalBasis]]:
    for entry in rule_set.entries():
        basis = getattr(entry, "legal_basis", None)
        if basis is not None:
            yield entry, ("grondslag",), basis
    for table in rule_set.tables:
        for number, row in enumerate(table.rows):
            if row.legal_basis is not None:
                yield table, ("rijen", number, "grondslag"), row.legal_basis


def _slugs(rule_set: RuleSet) -> Iterator[tuple[Entry, Path, str]]:
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
    Inlet.GATE: (frozenset({EntityKind.ALTERNATIVE}), Kind.CHOICE),
    Inlet.COUNTED: (frozenset({EntityKind.SUPPORT}), Kind.YES_NO),
}
_OUTLETS: Mapping[Outlet, tuple[EntityKind, Kind]] = {
    Outlet.ADVICE: (EntityKind.ALTERNATIVE, Kind.CHOICE),
    Outlet.EVERY_NEED_ANSWERED: (EntityKind.ALTERNATIVE, Kind.YES_NO),
    Outlet.LEDGER_START: (EntityKind.CASE, Kind.DATE),
    Outlet.OBJECTION_UNTIL: (EntityKind.CASE, Kind.DATE),
    Outlet.LETTER_TO: (EntityKind.PERSON, Kind.CHOICE),
    Outlet.SEEN_BY: (EntityKind.PERSON, Kind.CHOICE),
    Outlet.HAS_CUSTODY: (EntityKind.PERSON, Kind.YES_NO),
    Outlet.INTENTION: (EntityKind.CLAIM, Kind.CHOICE),
    Outlet.GIVER: (EntityKind.SUPPORT, Kind.CHOICE),
    Outlet.IS_INFORMAL_CARE: (EntityKind.SUPPORT, Kind.YES_NO),
    Outlet.OWN_NEED_OF_GIVER: (EntityKind.SUPPORT, Kind.YES_NO),
    Outlet.OWN_NEED_OF_PERSON: (EntityKind.PERSON, Kind.YES_NO),
    Outlet.OFFERED: (EntityKind.SUPPORT, Kind.TEXT),
    Outlet.HOW_OFTEN: (EntityKind.SUPPORT, Kind.TEXT),
    Outlet.LOAD: (EntityKind.SUPPORT, Kind.CHOICE),
    Outlet.LASTS: (EntityKind.SUPPORT, Kind.YES_NO),
    Outlet.OPEN_ENDED: (EntityKind.SUPPORT, Kind.YES_NO),
    Outlet.UNTIL: (EntityKind.SUPPORT, Kind.DATE),
    Outlet.FALLBACK: (EntityKind.SUPPORT, Kind.YES_NO),
    Outlet.CARER: (EntityKind.CLAIM, Kind.CHOICE),
    Outlet.TALKS: (EntityKind.CASE, Kind.TEXT),
    Outlet.CLIENT_SUPPORT: (EntityKind.CASE, Kind.DATE),
    Outlet.PLAN_INVITED: (EntityKind.CASE, Kind.DATE),
    Outlet.PLAN_RECEIVED: (EntityKind.CASE, Kind.DATE),
    Outlet.VIEW_OF_REPORT: (EntityKind.CASE, Kind.TEXT),
    Outlet.SAFETY: (EntityKind.CASE, Kind.YES_NO),
    Outlet.DELIVERED_LATE: (EntityKind.CLAIM, Kind.YES_NO),
    Outlet.DELIVERED_FROM: (EntityKind.CLAIM, Kind.DATE),
}
_COST = (EntityKind.CLAIM, Kind.AMOUNT)  # every other outlet is a cost of a claim
_CHOICES: Mapping[Outlet | None, type[StrEnum]] = {Outlet.GIVER: Giver, Outlet.SEEN_BY: SeenBy}


def _doors(rule_set: RuleSet) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for declared in rule_set.facts:
        for door in (declared.outlet, declared.moment):
            if door is not None and door in taken:
                yield Problem(
                    declared.at(), f"'{taken[str(door)]}' is al '{door}'; dat kan er maar één zijn."
                )
            if door is not None:
                taken.setdefault(str(door), declared.name)
        if declared.inlet is not None:
            kinds, kind = _INLETS[declared.inlet]
            if declared.entity not in kinds or declared.kind is not kind:
                about = " of ".join(sorted(kinds))
                yield Problem(
                    declared.at("uit"),
                    f"Alleen een {kind} over een {about} kan 'uit: {declared.inlet}' hebben.",
                )
        if declared.outlet is not None:
            entity, kind = _OUTLETS.get(declared.outlet, _COST)
            if (declared.entity, declared.kind) != (entity, kind):
                yield Problem(
                    declared.at("naar"),
                    f"Alleen een {kind} over een {entity} kan 'naar: {declared.outlet}' hebben.",
                )
        choices = _CHOICES.get(declared.outlet)
        if choices is not None and {*declared.choices} != {*choices}:
            yield Problem(
                declared.at("keuzes"),
                f"'naar: {declared.outlet}' heeft precies deze keuzes: {', '.join(choices)}.",
            )
        if declared.moment is not None and declared.kind is not Kind.DATE:
            yield Problem(declared.at("peilmoment"), "Een peilmoment is een datum.")
    yield from _parameter_doors(rule_set)


_PARAMETER_OUTLETS: Mapping[ParameterOutlet, Kind] = {
    ParameterOutlet.PRICE_INDEX: Kind.SHARE,
    ParameterOutlet.OLDEST_PRICE: Kind.NUMBER,
}


def _parameter_doors(rule_set: RuleSet) -> Iterator[Problem]:
    taken: dict[ParameterOutlet, str] = {}
    for parameter in rule_set.parameters:
        if parameter.outlet is None:
            continue
        other, kind = (
            taken.setdefault(parameter.outlet, parameter.name),
            _PARAMETER_OUTLETS[parameter.outlet],
        )
        if other != parameter.name:
            text = f"'{other}' is al '{parameter.outlet}'; dat kan er maar één zijn."
            yield Problem(parameter.at("naar"), text)
        if parameter.kind is not kind:
            text = f"Alleen een {kind} kan 'naar: {parameter.outlet}' hebben."
            yield Problem(parameter.at("naar"), text)
    index = taken.get(ParameterOutlet.PRICE_INDEX)
    for setting in rule_set.settings:
        year = setting.valid_from.year
        if setting.parameter == index and setting.value is not None:
            whole = (date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1))
            if (setting.valid_from, setting.valid_until) != whole:
                text = (
                    "Een prijsindex zegt hoeveel de prijzen in één jaar stegen, dus hij geldt voor één jaar."
                )
                hint = f"Schrijf geldig_van: {whole[0]} en geldig_tot: {whole[1]}."
                yield Problem(setting.at("geldig_van"), text, hint)


# --- who sets a value -----------------------------------------------------------------------------------


def _set_by_another(rule_set: RuleSet) -> Iterator[Problem]:
    for setting in rule_set.settings:
        declared = rule_set.parameter.get(setting.parameter)
        set_by = None if declared is None else declared.set_by
        if set_by is DecidedLocally.NATIONAL and setting.municipality is not None:
            text = f"'{setting.parameter}' is landelijk; een gemeente kan er niet van afwijken."
            yield Problem(setting.at(), text)
        if set_by is DecidedLocally.LOCAL and setting.municipality is None:
            text = f"'{setting.parameter}' stelt de gemeente vast; een landelijke waarde is er niet."
            yield Problem(setting.at(), text, "Zet de waarde in de map van de gemeente.")
