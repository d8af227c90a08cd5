"""Who may do what: role, mandate and four eyes. Every acting call asks here first.

The mandates themselves stand in the rules of the municipality (`mandaat`), with their version and the
decision they rest on. Competence under a law is a finding of its own; a mandate never repairs it.
"""

from datetime import date

from budget_engine.glossary import Noun
from budget_engine.language.register import Act, Mandate
from budget_engine.language.rule_set import RuleSet
from budget_engine.reason import Reason, named_code, named_law
from budget_engine.values import Said, show_cents, show_date

KEEPER = "archiefbeheerder"
"""The function that may destroy a part of a record; it is no mandate under a law."""


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
