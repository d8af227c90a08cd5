"""What things are called on a screen: the words of people, never the names of the machine."""

from collections import Counter
from collections.abc import Mapping

from budget_engine.assessment import Gate
from budget_engine.case import AlternativeKind, Case, Domain
from budget_engine.drafts.typed import spelled
from budget_engine.glossary import MUNICIPALITY, UNKNOWN
from budget_engine.language.fact import FactDeclaration, Inlet, Kind, Outlet
from budget_engine.language.register import Confidence, DecidedLocally, Effect
from budget_engine.language.rule import Strength
from budget_engine.language.rule_set import RuleSet
from budget_engine.rooms import Heard

CONFIDENCE: Mapping[Confidence, str] = {
    Confidence.HIGH: "hoog",
    Confidence.MEDIUM: "midden",
    Confidence.LOW: "laag",
}

GATES: Mapping[Gate, str] = {
    Gate.OPEN: "kan",
    Gate.PROVIDED: "kan, onder voorwaarden",
    Gate.UNKNOWN: "nog niet bekend",
    Gate.BY_DEVIATION: "kan alleen met een afwijking",
    Gate.CLOSED: "kan niet",
}
"""What the law says of what is asked for; whether it suits somebody, no gate says."""

GATES_BECOME: Mapping[Gate, str] = {
    Gate.OPEN: "kan het",
    Gate.PROVIDED: "kan het, onder voorwaarden",
    Gate.UNKNOWN: "is het nog niet bekend",
    Gate.BY_DEVIATION: "kan het alleen met een afwijking",
    Gate.CLOSED: "kan het niet",
}
"""What a gate becomes, after 'dan'."""

GATES_SAID: Mapping[Gate, str] = {
    Gate.OPEN: "dit kan",
    Gate.PROVIDED: "dit kan, onder voorwaarden",
    Gate.UNKNOWN: "nog niet bekend",
    Gate.BY_DEVIATION: "dit kan alleen met een afwijking",
    Gate.CLOSED: "dit kan niet",
}
"""What the law says, after 'Wat de wet zegt:'."""

NOTHING_ASKED = "er wordt niets gevraagd"
ANOTHER_DECIDES = "een ander beslist"

ROUTES: Mapping[bool | None, str] = {
    True: "in beeld",
    None: "nog te onderzoeken",
    False: "niet in beeld",
}
"""Whether a law could carry a need, in words; whether it does, only the gate of a claim says."""

EFFECTS: tuple[tuple[str, Effect, Strength | None], ...] = (
    ("Volgens de wet niet, tenzij", Effect.BAR, Strength.MANDATORY),
    ("Mag worden geweigerd, maar hoeft niet", Effect.BAR, Strength.DISCRETIONARY),
    ("Kan, als", Effect.CONDITION, None),
    ("Moet", Effect.DUTY, None),
    ("Termijn", Effect.DEADLINE, None),
    ("Ruimte", Effect.ROOM, None),
    ("Let op", Effect.CONCERN, None),
    ("Andere wet eerst", Effect.OTHER_LAW, None),
    ("Bevoegdheid", Effect.COMPETENCE, None),
)
"""The word for each effect, in the order in which an assessment is read."""

ALTERNATIVES: Mapping[AlternativeKind, str] = {
    AlternativeKind.NOTHING_CHANGES: "Als er niets verandert",
    AlternativeKind.USUAL_ROUTE: "Gewone route",
    AlternativeKind.OWN_PLAN: "Eigen plan",
    AlternativeKind.VARIANT: "Variant",
}
DOMAINS: Mapping[Domain, str] = {
    Domain.HOME: "Thuis",
    Domain.WORK: "Werk",
    Domain.SCHOOL: "School",
    Domain.TRANSPORT: "Vervoer",
}
RESULTS: Mapping[str, str] = {
    "toegekend": "Toegekend",
    "deels_toegekend": "Deels toegekend",
    "geweigerd": "Geweigerd",
    "verlaagd": "Verlaagd",
    "beeindigd": "Beëindigd",
}
"""What the results of a decision are called on a screen."""
HEARD: Mapping[Heard, str] = {
    Heard.READ: "heeft het gelezen",
    Heard.RIGHT: "zegt dat het klopt",
    Heard.OTHERWISE: "ziet het anders",
}
"""What somebody says of what lies in a room."""
CARRIERS: Mapping[str, str] = {"uwv": "UWV", "svb": "SVB"}
"""Who carries out a law, where people write it otherwise than the rule files do."""

PROVENANCE = {
    "eigen_verklaring": "verteld in gesprek",
    "register": "uit een register",
    "document": "uit een document",
    "deskundige": "van een deskundige",
    "oordeel": "inschatting",
    "beleidskeuze": "keuze van de gemeente",
}


def capital(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def effect_word(effect: Effect, strength: Strength | None) -> str:
    """Give the word for an effect."""
    return next(word for word, own, force in EFFECTS if (own, force) == (effect, strength))


def labels_of(case: Case, rule_set: RuleSet) -> dict[str, str]:
    """Give for every id in a case what people call it; claims can be called the same."""
    found = {case.id: "deze zaak"}
    found |= {person.id: person.name or person.id for person in case.persons}
    for need in case.needs:
        words = f": {need.own_words}" if need.own_words else ""
        found[need.id] = f"{found.get(need.person, need.person)}, {need.domain}{words}"
    found |= {offered.id: offered.name or offered.id for offered in case.support}
    found |= {solution.id: solution.name for solution in case.solutions}
    persons = {need.id: found.get(need.person, need.person) for need in case.needs}
    for claim in case.claims:
        solution = found.get(claim.solution, claim.solution)
        law = law_word(claim.law, rule_set)
        found[claim.id] = f"{solution} voor {persons.get(claim.need, claim.need)} ({law})"
    for alternative in case.alternatives:
        found[alternative.id] = alternative.name or ALTERNATIVES[alternative.kind]
    return found


def called(case: Case, rule_set: RuleSet) -> dict[str, str]:
    """Give what people call everything; what is called the same gets its id behind it."""
    labels = labels_of(case, rule_set)
    times = Counter(labels.values())
    return {name: label if times[label] == 1 else f"{label} [{name}]" for name, label in labels.items()}


def law_names(rule_set: RuleSet) -> dict[str, str]:
    """Give the laws under which something can be asked for, by their code."""
    return {code: name for declared in rule_set.inlet(Inlet.LAW) for code, name in declared.choices.items()}


def law_word(code: str, rule_set: RuleSet) -> str:
    """Give what a law is called in a sentence."""
    return law_names(rule_set).get(code, code).partition(" (")[0]


def advice_word(code: str | None, rule_set: RuleSet) -> str:
    """Give the words of an advice, as the municipality put them."""
    declared = rule_set.outlet.get(Outlet.ADVICE)
    known = {} if declared is None else declared.choices
    return known.get(code or UNKNOWN, "nog niet bekend")


def claim_word(gate: Gate, law: str, rule_set: RuleSet) -> str:
    """Say of a claim what its gate says, or that another decides; what cannot be, cannot be with anyone."""
    own = {known.code for known in rule_set.laws if known.carried_out_by == MUNICIPALITY}
    return GATES[gate] if law in own or gate is Gate.CLOSED else ANOTHER_DECIDES


def question_of(declared: FactDeclaration) -> str:
    """Give the question of a fact, or its name made readable where it has none."""
    return declared.question or declared.name.replace("_", " ").capitalize()


def answer_word(declared: FactDeclaration | None, given: str) -> str:
    """Write an answer for people: the text of a choice, and otherwise what was given."""
    if given == UNKNOWN:
        return "niet bekend"
    if declared is not None and declared.kind is Kind.CHOICE:
        return declared.choices.get(given, given)
    if declared is not None and declared.kind is Kind.DATE:
        return spelled(Kind.DATE, given)
    return given


def parameter_word(rule_set: RuleSet, name: str) -> str:
    """Give what a parameter or a list of the municipality is called."""
    parameter = rule_set.parameter.get(name) or rule_set.lookup_list.get(name)
    return (None if parameter is None else parameter.title) or name.replace("_", " ")


def lacking_parameter(rule_set: RuleSet, name: str) -> str:
    """Say which figure is not filled in, and whether the municipality can do so."""
    parameter, word = rule_set.parameter.get(name), parameter_word(rule_set, name)
    if name in rule_set.lookup_list:
        word = f"een regel in de lijst '{word}'"
    stop = "" if word.endswith("?") else "."
    if parameter is not None and parameter.set_by is DecidedLocally.NATIONAL:
        return f"Landelijk nog niet bekend: {word}{stop}"
    return f"De gemeente moet nog invullen: {word}{stop}"
