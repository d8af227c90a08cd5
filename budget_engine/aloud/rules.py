"""Rules and derivations read aloud: about what, when, what follows, and where that stands."""

from collections.abc import Iterator, Mapping

from budget_engine.aloud.conditions import Conditions, Line
from budget_engine.aloud.phrases import before_verb, is_plural, sentence
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Condition,
    Constant,
    Lookup,
    Node,
    ParameterRef,
    Term,
    walk,
)
from budget_engine.language.fact import EntityKind, Kind, Moment
from budget_engine.language.register import Effect, LegalBasis, Level, PolicyKind, SourceClass
from budget_engine.language.rule import Axis, Consequence, Derivation, Rule, Strength, Table
from budget_engine.values import show_date

MOMENTS: Mapping[Moment, str] = {
    Moment.REPORT: "op de dag van de melding",
    Moment.APPLICATION: "op de dag van de aanvraag",
    Moment.DECISION: "op de dag waarop wordt getoetst of besloten",
    Moment.START: "op de dag waarop de hulp begint",
    Moment.SCHOOL_YEAR: "op de dag waarop het schooljaar begint",
    Moment.CALENDAR_YEAR: "op de dag waarop het kalenderjaar begint",
    Moment.BIRTHDAY: "op de verjaardag waar het om gaat",
}
EVERY: Mapping[EntityKind, str] = {
    EntityKind.CASE: "de hele zaak",
    EntityKind.PERSON: "elke persoon",
    EntityKind.NEED: "elke vraag",
    EntityKind.SUPPORT: "elke vorm van steun",
    EntityKind.SOLUTION: "elke oplossing",
    EntityKind.CLAIM: "elke aanspraak",
    EntityKind.ALTERNATIVE: "elk alternatief",
}
LEVELS: Mapping[Level, str] = {
    Level.STATUTE: "de wet",
    Level.DECREE: "een besluit van de regering",
    Level.REGULATION: "een regeling van een minister",
    Level.ORDINANCE: "een verordening",
    Level.DETAILED_RULES: "nadere regels",
    Level.POLICY_RULE: "een beleidsregel",
}
_POLICY: Mapping[PolicyKind, str] = {
    PolicyKind.WITHIN: "beleid binnen de wet",
    PolicyKind.BEYOND: "beleid buiten de wet, dat de inwoner meer geeft waar de wet zwijgt",
    PolicyKind.AGAINST: "beleid tegen de wet in, dat de inwoner meer geeft",
}
_AXES: Mapping[Axis, str] = {
    Axis.LAW: "wat mag en moet",
    Axis.INPUT: "eigen inbreng en netwerk",
    Axis.RETURN: "opbrengst",
}
_EFFECTS: Mapping[tuple[Effect, Strength | None], str] = {
    (Effect.BAR, Strength.MANDATORY): (
        "is er een belemmering die dwingt: volgens de wet kan het niet, tenzij deze belemmering wordt weggenomen"
    ),
    (
        Effect.BAR,
        Strength.DISCRETIONARY,
    ): "mag worden geweigerd, maar dat hoeft niet: wie weigert, zegt waarom",
    (Effect.CONDITION, None): "is er een voorwaarde: het kan, als dit nog gebeurt",
    (Effect.DUTY, None): "is er een plicht: de gemeente moet dit nog doen",
    (Effect.DEADLINE, None): "loopt er een termijn, of is die gemist",
    (Effect.ROOM, None): "is er ruimte: de wet geeft de inwoner hier iets, of laat keuze",
    (Effect.CONCERN, None): "is er een aandachtspunt: let hierop",
    (Effect.OTHER_LAW, None): "gaat een andere wet of betaler voor",
    (Effect.COMPETENCE, None): "is wie ondertekent hier niet bevoegd",
}
"""What follows, in the words of the screens (`drafts.labels.EFFECTS`)."""


def rule(aloud: Conditions, read: Rule) -> Iterator[Line]:
    """Read a rule aloud."""
    yield 0, sentence(f"Regel: {_bare(read.title)} ({read.id})")
    yield 1, basis(read.legal_basis)
    yield 1, in_time("Deze regel kijkt", read)
    if read.transition:
        yield 1, sentence(f"Overgangsrecht: {read.transition}")
    yield from when(aloud, read.when, "Dit geldt", 1)
    yield 1, sentence(f"Dan {effect(read.consequence)}")
    yield 1, topic(aloud, read.slug)
    yield from consequence(aloud, read.consequence, 1)
    if read.resolved_by:
        yield 1, sentence(f"Wat dit wegneemt: {read.resolved_by}")
    if read.note:
        yield 1, sentence(f"Opmerking: {read.note}")


def derivation(aloud: Conditions, read: Derivation) -> Iterator[Line]:
    """Read aloud how a derived fact follows from others."""
    yield 0, sentence(f"Afgeleid: {fact_name(aloud, read.fact)} ({read.fact})")
    if read.legal_basis is not None:
        yield 1, basis(read.legal_basis)
    worked_out = read.when if read.when is not None else read.term
    if read.moment is not Moment.DECISION or (worked_out is not None and _is_dated(worked_out)):
        yield 1, sentence(f"Getallen en lijsten worden gelezen {MOMENTS[read.moment]}")
    if read.term is not None:
        yield 1, sentence(gives(aloud, read.fact, read.term))
    if read.when is not None:
        yield from when(aloud, read.when, sentence(aloud.phrases.statement(read.fact, answer=True))[:-1], 1)
        yield 1, sentence(f"Is dat niet zo, dan: {aloud.phrases.statement(read.fact, answer=False)}")
        yield 1, "Is niet bekend of dat zo is, dan is ook dit onbekend."
    if read.note:
        yield 1, sentence(f"Opmerking: {read.note}")


def gives(aloud: Conditions, fact: str, term: Term) -> str:
    """Say which value a derived fact gets, as a main clause."""
    declared = aloud.rule_set.fact[fact]
    if isinstance(term, Constant) and declared.kind is Kind.YES_NO:
        return aloud.phrases.statement(fact, answer=bool(term.value))
    noun = aloud.phrases.noun(fact)
    return f"{before_verb(noun)} {'zijn' if is_plural(noun) else 'is'} {aloud.term(term, declared)}"


def fact_name(aloud: Conditions, fact: str) -> str:
    """Name a fact at the head of what is read about it: a ja/nee fact by what it says when it is ja."""
    is_said = next(item.statement for item in aloud.rule_set.facts if item.name == fact) is not None
    return aloud.phrases.statement(fact, answer=True) if is_said else aloud.phrases.noun(fact)


def _is_dated(node: Node) -> bool:
    return any(isinstance(part, ParameterRef | Lookup) for part in walk(node))


def when(aloud: Conditions, condition: Condition, opening: str, depth: int) -> Iterator[Line]:
    """Read after an opening when something holds: in one line, or as a list."""
    match condition:
        case AllOf() if len(condition.parts) > 1:
            yield depth, f"{opening} als al het volgende waar is:"
        case AnyOf() if len(condition.parts) > 1:
            yield depth, f"{opening} als minstens één van deze waar is:"
        case AllOf() if not condition.parts:
            yield depth, sentence(f"{opening} altijd")
            return
        case other:
            lines = list(aloud.lines(other, depth + 1, "1"))
            if len(lines) == 1:
                yield depth, sentence(f"{opening} als dit waar is: {aloud.alone(other)}")
            else:
                yield depth, f"{opening} als dit waar is:"
                yield from lines
            return
    for number, part in enumerate(condition.parts, 1):
        yield from aloud.lines(part, depth + 1, str(number))


def effect(read: Consequence) -> str:
    """Say what follows, after the word 'dan'."""
    return _EFFECTS[read.effect, read.strength]


def topic(aloud: Conditions, slug: str) -> str:
    """Say what kind of finding it is."""
    listed = aloud.rule_set.topic.get(slug)
    said = slug if listed is None or listed.label is None else f"{_bare(listed.label)} ({slug})"
    return sentence(f"Soort bevinding: {said}")


def consequence(aloud: Conditions, read: Consequence, depth: int) -> Iterator[Line]:
    """Read what a finding says and names, besides its effect."""
    if read.axis is not Axis.LAW:
        yield depth, sentence(f"De bevinding gaat over {_AXES[read.axis]}")
    if read.deadline is not None:
        yield depth, sentence(f"Uiterlijk: {aloud.term(read.deadline)}")
    if read.met_by is not None:
        noun = aloud.phrases.noun(read.met_by)
        yield (
            depth,
            sentence(
                f"De termijn is gehaald als dit waar is: {before_verb(noun)} ligt op of voor de laatste dag"
            ),
        )
    if read.overrun:
        yield depth, sentence(f"Als die dag voorbij is: {read.overrun}")
    for label, said in (("Eerst betaalt", read.first_payer), ("Wie u kunt bellen", read.contact)):
        if said:
            yield depth, sentence(f"{label}: {said}")
    if read.claim_status is not None:
        yield depth, sentence(f"Hoe het daarmee staat: {aloud.phrases.noun(read.claim_status)}")
    for label, said in (("Tot dan", read.bridge), ("Doorzenden", read.forwarding)):
        if said:
            yield depth, sentence(f"{label}: {said}")
    yield depth, sentence(f"Voor de medewerker: {read.text}")
    if read.resident_text:
        yield depth, sentence(f"Voor de inwoner: {read.resident_text}")


def basis(read: LegalBasis) -> str:
    """Read where something stands, at which level, who decided it and whether that was checked."""
    article = read.article if read.article[:1].isalpha() else f"artikel {read.article}"
    details = [
        f"{_source(read)} {read.law}, {article}",
        "" if read.level is Level.STATUTE else f"op het niveau van {LEVELS[read.level]}",
        f"vastgesteld door {read.decided_by}" if read.decided_by else "",
        f"bekendgemaakt in {read.publication}" if read.publication else "",
        f"in werking vanaf {show_date(read.in_force)}" if read.in_force else "",
        f"uitspraak {read.ruling}" if read.ruling else "",
        f"gelezen in: {read.source}" if read.source else "",
        "nog niet nagekeken bij de bron" if read.to_verify else "",
    ]
    return sentence("; ".join(filter(None, details)))


def _source(read: LegalBasis) -> str:
    match read.source_class:
        case SourceClass.STATUTE:
            return "Dit staat in:"
        case SourceClass.CASE_LAW:
            return "Dit volgt uit een uitspraak bij:"
        case SourceClass.POLICY:
            return f"Dit is {'beleid' if read.policy_kind is None else _POLICY[read.policy_kind]}:"


def in_time(opening: str, read: Rule | Table) -> str:
    """Say about what and on which day something is looked at, and from when until when it holds."""
    until = f" tot en met {show_date(read.valid_until)}" if read.valid_until else ""
    start = "van" if until else "vanaf"
    looked = f"{opening} naar {EVERY[read.entity]}, {MOMENTS[read.moment]}"
    return sentence(f"{looked}, en geldt {start} {show_date(read.valid_from)}{until}")


def _bare(text: str) -> str:
    return text.strip().removesuffix(".")
