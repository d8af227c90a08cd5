"""What rules refer to read aloud: laws, kinds of finding, facts, numbers, lists, grounds, mandates, routes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from budget_engine.aloud.conditions import Conditions, Line
from budget_engine.aloud.costs import SURE, reference_cost
from budget_engine.aloud.letters import of_letters
from budget_engine.aloud.offers import said_of
from budget_engine.aloud.phrases import enumerated, readable, sentence
from budget_engine.aloud.rules import EVERY, LEVELS, MOMENTS, basis, fact_name, gives
from budget_engine.language.expr import Constant
from budget_engine.language.fact import NUMERIC, Bounded, Inlet, Kind, LiesWith, Privacy
from budget_engine.language.jargon import JargonWord
from budget_engine.language.letter_text import LetterText
from budget_engine.language.offer import Offer, OfferKind
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import (
    Act,
    DecidedLocally,
    Declaration,
    DeviationGround,
    Law,
    ListRow,
    ListRows,
    LookupList,
    Mandate,
    Parameter,
    Route,
    Setting,
    Topic,
)
from budget_engine.values import show_cents, show_date

_KINDS: Mapping[Kind, str] = {
    Kind.YES_NO: "ja of nee",
    Kind.CHOICE: "een keuze",
    Kind.NUMBER: "een getal",
    Kind.AMOUNT: "een bedrag",
    Kind.DURATION: "een duur",
    Kind.DISTANCE: "een afstand",
    Kind.SHARE: "een percentage",
    Kind.DATE: "een datum",
    Kind.TEXT: "een tekst",
}
_SET_BY: Mapping[DecidedLocally, str] = {
    DecidedLocally.NATIONAL: "De waarde geldt in het hele land; een gemeente kan er niet van afwijken.",
    DecidedLocally.LOCAL: "De gemeente stelt de waarde vast.",
    DecidedLocally.BOTH: "Er kan een landelijke waarde zijn, en de gemeente mag een eigen waarde hebben.",
}
_ACTS: Mapping[Act, str] = {
    Act.GRANT: "toekennen",
    Act.REFUSE: "weigeren",
    Act.LOWER: "verlagen",
    Act.END: "beëindigen",
    Act.DEVIATE: "afwijken",
    Act.DESTROY: "vernietigen",
}
_PRIVATE: Mapping[Privacy, str] = {
    Privacy.ORDINARY: "",
    Privacy.PERSONAL: "Dit is een gevoelig gegeven.",
    Privacy.SPECIAL: "Dit is een bijzonder persoonsgegeven.",
}
_HANDS: Mapping[LiesWith, str] = {
    LiesWith.RESIDENT: "De inwoner kan dit zelf kiezen of doen.",
    LiesWith.MUNICIPALITY: "Dit bepaalt, onderzoekt of doet de gemeente.",
    LiesWith.NOBODY: "De inwoner en de gemeente hebben dit niet zelf in de hand.",
}
_OFFERS: Mapping[OfferKind, str] = {
    OfferKind.GENERAL_PROVISION: "een algemene voorziening",
    OfferKind.VOLUNTEER: "hulp van een vrijwilliger",
    OfferKind.RESPITE: "respijt voor de mantelzorger",
    OfferKind.GROUP: "een oplossing in een groep",
}
_INLETS: Mapping[Inlet, str] = {
    Inlet.REFERENCE_DATE: "de dag waarop wordt getoetst",
    Inlet.START_OF_YEAR: "1 januari van het jaar waarin wordt getoetst",
    Inlet.LAW: "de wet van de aanspraak",
    Inlet.DOMAIN: "het domein van de vraag",
    Inlet.ALTERNATIVE_KIND: "het soort alternatief",
    Inlet.GATE: "de poort, die pas na de toetsing bekend is",
    Inlet.COUNTED: "of een alternatief op deze steun rekent",
}


Registered: TypeAlias = (
    Declaration
    | Parameter
    | Setting
    | LookupList
    | ListRows
    | Law
    | Topic
    | DeviationGround
    | Mandate
    | Route
    | Offer
    | ReferenceCost
    | LetterText
    | JargonWord
)
"""What rules refer to."""


def registered(aloud: Conditions, entry: Registered) -> Iterator[Line]:
    """Read something that rules refer to aloud."""
    match entry:
        case Declaration():
            return fact(aloud, entry)
        case Parameter():
            return parameter(aloud, entry)
        case Setting():
            return setting(aloud, entry)
        case LookupList():
            return lookup_list(aloud, entry)
        case ListRows():
            return list_rows(aloud, entry)
        case Law():
            return law(entry)
        case Topic():
            return topic(entry)
        case DeviationGround():
            return ground(entry)
        case Mandate():
            return mandate(aloud, entry)
        case Route():
            return route(aloud, entry)
        case Offer():
            return offer(aloud, entry)
        case ReferenceCost():
            return reference_cost(entry)
        case LetterText() | JargonWord():
            return of_letters(entry)


def law(read: Law) -> Iterator[Line]:
    """Read a law aloud."""
    yield 0, sentence(f"Wet: {read.name} (code {read.code})")
    if read.carried_out_by:
        yield 1, sentence(f"Wie de wet uitvoert: {read.carried_out_by}")
    if read.bwb:
        yield 1, sentence(f"Nummer in het basiswettenbestand: {read.bwb}")
    if read.read_version:
        yield 1, sentence(f"Gelezen is de tekst van {show_date(read.read_version)}")
    yield from _noted(read.note, 1)


def topic(read: Topic) -> Iterator[Line]:
    """Read a kind of finding aloud."""
    listed = ", uit de gedeelde catalogus" if read.in_catalogue else ""
    yield 0, sentence(f"Bevinding: {(read.label or read.slug).removesuffix('.')} ({read.slug})")
    yield 1, sentence(f"Zwaarte: {readable(read.severity)}{listed}")
    said = (
        ("Wat", read.what), ("Waarom", read.why), ("Wat u kunt doen", read.to_do),
        ("Risico", read.risk), ("Voor de inwoner", read.resident_text),
    )  # fmt: skip
    for label, text in said:
        if text:
            yield 1, sentence(f"{label}: {text}")
    if read.source:
        yield 1, sentence(f"Bron: {'; '.join(read.source)}")
    yield from _noted(read.note, 1)


def fact(aloud: Conditions, read: Declaration) -> Iterator[Line]:
    """Read a fact aloud: how it is asked, and what can be answered."""
    word = "Inschatting" if read.is_judgement else "Gegeven"
    yield 0, sentence(f"{word}: {fact_name(aloud, read.name)} ({read.name})")
    yield 1, sentence(f"Dit gaat over {EVERY[read.entity]}; het antwoord is {_values(aloud, read)}")
    if read.kind is Kind.YES_NO:
        for answer, word in ((True, "Ja"), (False, "Nee")):
            yield 1, sentence(f"{word} betekent: {aloud.phrases.statement(read.name, answer=answer)}")
    if read.question:
        yield 1, sentence(f"Vraag: {read.question}")
    for label, text in (("Uitleg", read.help), ("Bewijs", read.evidence)):
        if text:
            yield 1, sentence(f"{label}: {text}")
    if read.who:
        yield 1, sentence(f"Wie dit kan beantwoorden: {enumerated(map(readable, read.who), 'of')}")
    if read.lies_with is not None:
        yield 1, _HANDS[read.lies_with]
    if read.is_derived:
        yield 1, "Dit wordt uitgerekend en niet gevraagd."
    if read.inlet is not None:
        yield 1, sentence(f"Dit staat vast in de zaak: {_INLETS[read.inlet]}")
    if read.moment is not None:
        yield 1, sentence(f"Dit is de datum voor wie kijkt {MOMENTS[read.moment]}")
    if read.outlet is not None:
        yield 1, sentence(f"De toolkit leest dit zelf, als: {readable(read.outlet)}")
    for code, anchor in read.anchors.items():
        label = aloud.phrases.choice(code, read) if read.choices else f"'{readable(code)}'"
        yield 1, sentence(f"Voorbeeld bij {label}: {anchor}")
    if _PRIVATE[read.privacy]:
        yield 1, _PRIVATE[read.privacy]
    yield from _noted(read.note, 1)


def parameter(aloud: Conditions, read: Parameter) -> Iterator[Line]:
    """Read a parameter aloud: who sets it, between which bounds, and its values over time."""
    word = "Getal" if read.kind in NUMERIC else "Vast gegeven"
    yield 0, sentence(f"{word}: {aloud.phrases.noun(read.name)} ({read.name})")
    if read.title:
        yield 1, sentence(f"Omschrijving: {read.title}")
    yield 1, sentence(f"Het is {_values(aloud, read)}")
    yield 1, _SET_BY[read.set_by]
    if read.required_level is not None:
        yield 1, sentence(f"Het moet staan in {LEVELS[read.required_level]} of hoger")
    if read.outlet is not None:
        yield 1, sentence(f"De toolkit leest dit zelf, als: {readable(read.outlet)}")
    settings = [item for item in aloud.rule_set.settings if item.parameter == read.name]
    for item in sorted(settings, key=lambda item: (item.municipality or "", item.valid_from)):
        yield 1, _setting(aloud, item)
    if not settings:
        yield 1, "Er is nog geen waarde."
    yield from _noted(read.note, 1)


def setting(aloud: Conditions, read: Setting) -> Iterator[Line]:
    """Read the value of a parameter aloud."""
    yield 0, sentence(f"Waarde van {aloud.phrases.noun(read.parameter)} ({read.parameter})")
    yield 1, _setting(aloud, read)


def lookup_list(aloud: Conditions, read: LookupList) -> Iterator[Line]:
    """Read a look-up list aloud, each amount on a line."""
    yield 0, sentence(f"Lijst: {aloud.phrases.list_noun(read.name)} ({read.name})")
    if read.title:
        yield 1, sentence(f"Omschrijving: {read.title}")
    keys = enumerated(map(aloud.phrases.noun, read.keys))
    yield 1, sentence(f"Er wordt gezocht met: {keys}")
    yield 1, sentence(f"Gevonden wordt {_values(aloud, read)}")
    for rows in aloud.rule_set.list_rows:
        if rows.list == read.name:
            yield from _rows(aloud, rows, 1)
    yield from _noted(read.note, 1)


def list_rows(aloud: Conditions, read: ListRows) -> Iterator[Line]:
    """Read rows of a look-up list aloud."""
    yield 0, sentence(f"Rijen van {aloud.phrases.list_noun(read.list)} ({read.list})")
    yield from _rows(aloud, read, 1)


def ground(read: DeviationGround) -> Iterator[Line]:
    """Read a ground to deviate aloud."""
    yield 0, sentence(f"Grond om af te wijken: {read.title.removesuffix('.')} ({read.id})")
    yield 1, basis(read.legal_basis)
    said = (
        f"Hiermee kan een bevinding terzijde die in {LEVELS[read.level]} staat, bij {enumerated(read.laws)}"
    )
    yield 1, sentence(said)
    yield 1, "Dat kan alleen in het voordeel van de inwoner."
    yield from _noted(read.note, 1)


def mandate(aloud: Conditions, read: Mandate) -> Iterator[Line]:
    """Read a mandate aloud."""
    yield 0, sentence(f"Mandaat: {read.function} ({read.id}, versie {read.version})")
    yield 1, basis(read.legal_basis)
    codes = {item.code: item.name for item in aloud.rule_set.laws}
    laws = enumerated(f"{codes.get(code, code)} ({code})" for code in read.laws)
    yield 1, sentence(f"Mag namens het college: {enumerated(_ACTS[act] for act in read.acts)}, bij {laws}")
    up_to = "zonder hoogste bedrag" if read.up_to is None else f"tot en met {show_cents(read.up_to)}"
    yield 1, sentence(f"Een deelbesluit mag {up_to}")
    if read.four_eyes:
        acts = enumerated(_ACTS[act] for act in read.four_eyes)
        yield 1, sentence(f"Een tweede persoon kijkt mee bij: {acts}")
    yield 1, sentence(f"Dit geldt {_period(read.valid_from, read.valid_until)}")
    yield from _noted(read.note, 1)


def route(aloud: Conditions, read: Route) -> Iterator[Line]:
    """Read a route aloud: which law could carry a need, and in which place."""
    yield 0, sentence(f"Weg: {read.title} ({read.id}), onder {read.under}")
    if read.legal_basis is not None:
        yield 1, basis(read.legal_basis)
    yield (
        1,
        sentence(
            f"Deze weg kan een vraag dragen als: {aloud.phrases.statement(read.could_carry, answer=True)}"
        ),
    )
    places = enumerated(f"{readable(domain)} plaats {place}" for domain, place in read.domains.items())
    yield 1, sentence(f"Plaats in de volgorde, een lager getal gaat voor: {places}")
    for name, codes in read.of_claims.items():
        labels = [aloud.phrases.choice(code.strip(), aloud.rule_set.fact[name]) for code in codes.split(",")]
        yield (
            1,
            sentence(
                f"Een aanspraak gaat langs deze weg als {aloud.phrases.noun(name)} is: {enumerated(labels, 'of')}"
            ),
        )
    if read.carried_out_by:
        yield 1, sentence(f"Wie deze weg uitvoert: {read.carried_out_by}")
    yield 1, sentence(f"Wie bezwaar kan maken: {read.interested}")
    yield 1, sentence(f"Waar iemand terechtkan die het niet eens is: {read.remedy}")
    yield from _noted(read.note, 1)


def offer(aloud: Conditions, read: Offer) -> Iterator[Line]:
    """Read aloud what a neighbourhood offers, with its limits; what is not known is said to be so."""
    yield 0, sentence(f"Aanbod in de buurt: {read.title} ({read.id})")
    domains = enumerated(map(readable, read.domains))
    yield 1, sentence(f"Dit is {_OFFERS[read.kind]}, bij: {domains}")
    yield from ((1, line) for line in said_of(read))
    for name, value in read.answers.items():
        declared = aloud.rule_set.fact[name]
        constant = Constant(declared.kind, declared.parse(value), declared.unit)
        yield 1, sentence(f"Wie het overneemt, begint met: {gives(aloud, name, constant)}")
    yield 1, sentence(f"Dit is er {_period(read.valid_from, read.valid_until)}")
    yield from _noted(read.note, 1)


# --- parts -----------------------------------------------------------------------------------------------


def _values(aloud: Conditions, read: Bounded) -> str:
    unit = f", in {readable(read.unit)}" if read.unit and read.kind is Kind.NUMBER else ""
    unit = f" {readable(read.unit)}" if read.unit and not unit else unit
    if read.choices:
        return f"{_KINDS[read.kind]} uit {enumerated((aloud.phrases.choice(c, read) for c in read.choices), 'of')}"
    bounds = ""
    if read.range is not None and (read.low is not None or read.high is not None):
        low, high = (aloud.phrases.stated(read, read.print(end)) for end in read.range)
        bounds = f", van {low} tot en met {high}"
    return f"{_KINDS[read.kind]}{unit}{bounds}"


def _setting(aloud: Conditions, read: Setting) -> str:
    declared = aloud.rule_set.parameter[read.parameter]
    value = "nog niet ingevuld" if read.value is None else aloud.phrases.stated(declared, read.value)
    place = "Landelijk" if read.municipality is None else f"In {read.municipality.capitalize()}"
    said = f"{place} {_period(read.valid_from, read.valid_until)}: {value}"
    source = f" {basis(read.legal_basis)}" if read.legal_basis is not None else ""
    sure = "" if read.confidence is None else f" Zekerheid: {SURE[read.confidence]}."
    note = f" {sentence(f'Opmerking: {read.note}')}" if read.note else ""
    return sentence(said) + source + sure + note


def _rows(aloud: Conditions, read: ListRows, depth: int) -> Iterator[Line]:
    listed = aloud.rule_set.lookup_list[read.list]
    place = "Landelijk" if read.municipality is None else f"In {read.municipality.capitalize()}"
    yield depth, sentence(f"{place} {_period(read.valid_from, read.valid_until)}")[:-1] + ":"
    if read.legal_basis is not None:
        yield depth + 1, basis(read.legal_basis)
    yield from _noted(read.note, depth + 1)
    for row in read.rows:
        keys = [_key(aloud, name, row) for name in listed.keys]
        said = f"Voor {', '.join(keys)}: {aloud.phrases.stated(listed, row.value)}"
        if row.valid_from is not None or row.valid_until is not None:
            said += f", {_period(row.valid_from or read.valid_from, row.valid_until or read.valid_until)}"
        source = f" {sentence(f'Bron: {row.source}')}" if row.source else ""
        sure = "" if row.confidence is None else f" Zekerheid: {SURE[row.confidence]}."
        note = f" {sentence(f'Opmerking: {row.note}')}" if row.note else ""
        yield depth + 1, sentence(said) + source + sure + note


def _key(aloud: Conditions, name: str, row: ListRow) -> str:
    declared = aloud.rule_set.fact[name]
    if declared.kind is Kind.CHOICE:
        return aloud.phrases.choice(row.keys[name], declared)
    return f"{aloud.phrases.noun(name)} {aloud.phrases.stated(declared, row.keys[name])}"


def _period(start: date, end: date | None) -> str:
    return (
        f"vanaf {show_date(start)}" if end is None else f"van {show_date(start)} tot en met {show_date(end)}"
    )


def _noted(note: str | None, depth: int) -> Iterator[Line]:
    if note:
        yield depth, sentence(f"Opmerking: {note}")
