"""Who may do what: role, team, mandate and four eyes. Every acting call asks here first.

A role says which actions somebody has at all, and a team about which dossiers. The mandates themselves stand
in the rules of the municipality (`mandaat`), with their version and the decision they rest on.
Competence under a law is a finding of its own; a mandate never repairs it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from budget_engine.glossary import Noun, YesNo
from budget_engine.language.register import Act, Mandate
from budget_engine.language.rule_set import RuleSet
from budget_engine.reason import Reason, named_code, named_law
from budget_engine.values import Said, show_cents, show_date

KEEPER = "archiefbeheerder"
"""The function that may destroy a part of a record; it is no mandate under a law."""


class Role(StrEnum):
    """What somebody is in the municipality, as far as this toolkit goes."""

    CASEWORKER = "consulent"
    QUALITY = "kwaliteit"
    POLICY = "beleid"
    AUDITOR = "auditor"
    KEEPING = "beheer"


class Action(StrEnum):
    """Everything that somebody can ask of the desk: a closed list, so that nothing is allowed by being left out."""

    WORKLIST = "werklijst"
    OPEN = "dossier_maken"
    READ = "lezen"
    WRITE = "schrijven"
    JUDGE = "inschatten"
    SEAL = "vaststellen"
    STAND_FOR = "meekijken"
    RELEASE = "vrijgeven"
    SEND = "verzenden"
    EVALUATE = "evalueren"
    EXTEND = "verlengen"
    DISCARD = "weggooien"
    EXPORT = "meenemen"
    ASSIGN = "team_toewijzen"
    REPLAY = "doorrekenen"
    SEE_CHAIN = "controlereeks"
    SEE_ACCESS = "inzage_nagaan"
    SEE_RULES = "regels_zien"


_ON_CASES = frozenset(
    {
        Action.WORKLIST, Action.OPEN, Action.READ, Action.WRITE, Action.JUDGE, Action.SEAL, Action.STAND_FOR,
        Action.RELEASE, Action.SEND, Action.EVALUATE, Action.EXTEND, Action.DISCARD, Action.EXPORT, Action.SEE_RULES,
    }
)  # fmt: skip

ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.CASEWORKER: _ON_CASES,
    Role.QUALITY: _ON_CASES,
    Role.POLICY: frozenset({Action.SEE_RULES}),
    # an auditor checks what was sealed; what is still being written is not theirs to read
    Role.AUDITOR: frozenset({Action.REPLAY, Action.SEE_CHAIN, Action.SEE_ACCESS, Action.SEE_RULES}),
    Role.KEEPING: frozenset({Action.ASSIGN, Action.SEE_CHAIN, Action.SEE_RULES}),
}
"""The actions of each role; somebody with several roles has those of all."""

OF_A_TEAM = frozenset(
    {
        Action.OPEN, Action.READ, Action.WRITE, Action.JUDGE, Action.SEAL, Action.STAND_FOR, Action.RELEASE,
        Action.SEND, Action.EVALUATE, Action.EXTEND, Action.DISCARD, Action.EXPORT,
    }
)  # fmt: skip
"""What is done with one dossier, and only by somebody of its team."""

_WORDS: Mapping[Action, str] = {
    Action.WORKLIST: "de werklijst zien",
    Action.OPEN: "een dossier maken",
    Action.READ: "een dossier lezen",
    Action.WRITE: "in een dossier schrijven",
    Action.JUDGE: "een eigen inschatting vastleggen",
    Action.SEAL: "een besluit vaststellen",
    Action.STAND_FOR: "meekijken met een besluit",
    Action.RELEASE: "een document vrijgeven dat is tegengehouden",
    Action.SEND: "vastleggen dat een besluit is verzonden",
    Action.EVALUATE: "een evaluatie vastleggen",
    Action.EXTEND: "een dossier maken voor een verlenging",
    Action.DISCARD: "een dossier weggooien",
    Action.EXPORT: "stukken van een dossier meenemen",
    Action.ASSIGN: "een dossier aan een team geven",
    Action.REPLAY: "besluiten opnieuw doorrekenen",
    Action.SEE_CHAIN: "de controlereeks nagaan",
    Action.SEE_ACCESS: "nagaan wie een dossier opende",
    Action.SEE_RULES: "de regels zien",
}


class Login(Noun):
    """Somebody who signed in: a subject that never changes, a name, and what they are here.

    `is_checked` tells whether anybody made sure that it is them. Somebody who only typed a name on a machine
    of their own was not checked; no decision can then be held against who is signed in.
    """

    subject: Said
    name: Said
    roles: tuple[Role, ...] = ()
    teams: tuple[Said, ...] = ()
    function: Said | None = None
    is_of_every_team: YesNo = False
    is_checked: YesNo = True

    def is_of(self, team: str) -> bool:
        """Tell whether somebody belongs to a team; to the team that is not named belongs nobody."""
        return self.is_of_every_team or (bool(team) and team in self.teams)


class Actor(Noun):
    """A named person in a function, on a mandate."""

    name: Said
    function: Said
    mandate: str | None = None


class Matter(Noun):
    """What an act is about: the law, the amount at stake in cents, the day, and a second person."""

    law: str | None
    cents: int
    on: date
    second: Actor | None = None


# --- role and team -----------------------------------------------------------------------------------------


def may_ask(login: Login, action: Action, team: str | None = None) -> Reason | None:
    """Give the reason why somebody may not ask for something; None when they may.

    `team` is that of the dossier it is about, or None where it is about none.
    """
    if not any(action in ALLOWED[role] for role in login.roles):
        named = {"action": _WORDS[action], "roles": ", ".join(login.roles) or "geen"}
        return Reason("Dat mag u niet: {action}. Uw rol is hier: {roles}.", named)
    if action in OF_A_TEAM and team is not None and not login.is_of(team):
        return Reason("Dit dossier is niet van uw team.")
    return None


def told(action: Action) -> str:
    """Say an action in words.

    >>> told(Action.DISCARD)
    'een dossier weggooien'
    """
    return _WORDS[action]


# --- who decides, and who looks along ----------------------------------------------------------------------


def may_seal(
    login: Login, parts: Iterable[tuple[Actor, Actor | None]], stood_for: Iterable[Login]
) -> tuple[Reason, ...]:
    """Give the reasons why somebody may not seal a decision with these deciders and second persons.

    Whoever seals decides about a part of it. Everybody else who stands in it signed in as somebody else, read
    the dossier as it is now and said so (`stood_for`). The mandate of each is a matter of the decision itself.
    """
    if not login.is_checked:
        return ()
    others = [other for other in stood_for if other.subject != login.subject]
    decides = False
    reasons: list[Reason] = []
    for decider, second in parts:
        decides = decides or is_called(decider, login.name)
        for actor in (decider,) if second is None else (decider, second):
            is_own = is_called(actor, login.name)
            reasons += _in_function(login, actor) if is_own else _stands_for(actor, others)
    if not decides:
        named = {"name": login.name}
        reasons.insert(
            0, Reason("U bent aangemeld als {name}, en die beslist in dit besluit nergens over.", named)
        )
    return tuple({str(reason): reason for reason in reasons}.values())


def _in_function(login: Login, actor: Actor) -> list[Reason]:
    if login.function == actor.function:
        return []
    if login.function is None:
        return [Reason("De aanmelding van {name} zegt niet in welke functie dat is.", {"name": login.name})]
    named = {"name": login.name, "own": login.function, "function": actor.function}
    return [Reason("{name} is aangemeld als {own}, niet als {function}.", named)]


def _stands_for(actor: Actor, others: list[Login]) -> list[Reason]:
    known = [other for other in others if is_called(actor, other.name)]
    if not known:
        sentence = "{name} moet dit dossier zelf openen en zeggen dat het zo klopt; dat is nog niet gebeurd."
        return [Reason(sentence, {"name": actor.name})]
    faults = [_in_function(other, actor) for other in known]
    return [] if [] in faults else faults[0]


def may_release(login: Login, sealed_by: Login | None, involved: Iterable[str]) -> Reason | None:
    """Give the reason why somebody may not release a document; None when they may.

    It takes another person than who sealed, and than everybody who decided or looked along (`involved`).
    """
    names = [*involved, *(() if sealed_by is None else (sealed_by.name,))]
    is_same = sealed_by is not None and sealed_by.subject == login.subject
    if is_same or any(_bare(name) == _bare(login.name) for name in names):
        return Reason(
            "Wie over dit besluit beslist, erbij meekeek of het vaststelde, kan een document niet ook zelf vrijgeven. "
            "Vraag een collega."
        )
    return None


# --- mandate -----------------------------------------------------------------------------------------------


def may(actor: Actor, act: Act, matter: Matter, rule_set: RuleSet) -> Reason | None:
    """Give the reason why somebody may not do this; None when they may."""
    if act is Act.DESTROY:
        return None if actor.function == KEEPER else Reason(f"{{who}} is geen {KEEPER}.", {"who": actor.name})
    mandate = next((item for item in _in_force(rule_set, matter.on) if item.id == actor.mandate), None)
    on = show_date(matter.on)
    if mandate is None and actor.mandate is None:
        return Reason("{who} heeft op {day} geen mandaat.", {"who": actor.name, "day": on})
    if mandate is None:
        named = {"who": actor.name, "day": on, "mandate": str(actor.mandate)}
        return Reason("{who} heeft op {day} geen mandaat '{mandate}'.", named)
    if mandate.function != actor.function:
        functions = {"mandate": mandate.id, "own": mandate.function, "function": actor.function}
        return Reason("Mandaat '{mandate}' is voor een {own}, niet voor een {function}.", functions)
    if matter.law not in mandate.laws:
        return Reason(
            "Mandaat '{mandate}' geldt niet voor {law}.",
            {"mandate": mandate.id, "law": named_law(str(matter.law))},
        )
    if act not in mandate.acts:
        return Reason(
            "Met mandaat '{mandate}' mag {who} niet {act}.",
            {"mandate": mandate.id, "who": actor.name, "act": named_code(act)},
        )
    if mandate.up_to is not None and matter.cents > mandate.up_to:
        return Reason(
            "Het bedrag van {cents} is hoger dan mandaat '{mandate}' toelaat ({up_to}).",
            {"cents": show_cents(matter.cents), "mandate": mandate.id, "up_to": show_cents(mandate.up_to)},
        )
    return _four_eyes(actor, act, matter, rule_set) if act in mandate.four_eyes else None


def _four_eyes(actor: Actor, act: Act, matter: Matter, rule_set: RuleSet) -> Reason | None:
    second = matter.second
    if second is None or is_called(second, actor.name):
        return Reason("Voor {act} kijkt een tweede persoon mee; die ontbreekt.", {"act": named_code(act)})
    in_force = _in_force(rule_set, matter.on)
    functions = {item.function for item in in_force if second.mandate in (None, item.id)}
    if second.function not in functions:
        return Reason(
            "Voor {act} kijkt een tweede persoon mee met een mandaat; "
            "een {function} heeft dat in deze gemeente niet.",
            {"act": named_code(act), "function": second.function},
        )
    return None


def is_called(actor: Actor, name: str) -> bool:
    """Compare names as they sound: capitals, spaces and dots do not make somebody else."""
    return _bare(actor.name) == _bare(name)


def _bare(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _in_force(rule_set: RuleSet, on: date) -> list[Mandate]:
    return [
        mandate
        for mandate in rule_set.mandates
        if mandate.valid_from <= on and (mandate.valid_until is None or on <= mandate.valid_until)
    ]
