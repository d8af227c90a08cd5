"""Who may do what: role, mandate and four eyes. Every acting call asks here first.

The mandates themselves stand in the rules of the municipality (`mandaat`), with their version and the
decision they rest on. Competence under a law is a finding of its own; a mandate never repairs it.
"""

from datetime import date

from budget_engine.glossary import Noun
from budget_engine.language.register import Act, Mandate
from budget_engine.language.rule_set import RuleSet
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


def may(actor: Actor, act: Act, matter: Matter, rule_set: RuleSet) -> str | None:
    """Give the reason, in Dutch, why somebody may not do this; None when they may."""
    if act is Act.DESTROY:
        return None if actor.function == KEEPER else f"{actor.name} is geen {KEEPER}."
    mandate = next((item for item in _in_force(rule_set, matter.on) if item.id == actor.mandate), None)
    if mandate is None:
        named = "geen mandaat" if actor.mandate is None else f"geen mandaat '{actor.mandate}'"
        return f"{actor.name} heeft op {show_date(matter.on)} {named}."
    if mandate.function != actor.function:
        return f"Mandaat '{mandate.id}' is voor een {mandate.function}, niet voor een {actor.function}."
    if matter.law not in mandate.laws:
        return f"Mandaat '{mandate.id}' geldt niet voor {matter.law}."
    if act not in mandate.acts:
        return f"Met mandaat '{mandate.id}' mag {actor.name} niet {act}."
    if mandate.up_to is not None and matter.cents > mandate.up_to:
        return (
            f"Het bedrag van {show_cents(matter.cents)} is hoger dan mandaat '{mandate.id}' toelaat "
            f"({show_cents(mandate.up_to)})."
        )
    return _four_eyes(actor, act, matter, rule_set) if act in mandate.four_eyes else None


def _four_eyes(actor: Actor, act: Act, matter: Matter, rule_set: RuleSet) -> str | None:
    second = matter.second
    if second is None or is_called(second, actor.name):
        return f"Voor {act} kijkt een tweede persoon mee; die ontbreekt."
    in_force = _in_force(rule_set, matter.on)
    functions = {item.function for item in in_force if second.mandate in (None, item.id)}
    if second.function not in functions:
        return (
            f"Voor {act} kijkt een tweede persoon mee met een mandaat; "
            f"een {second.function} heeft dat in deze gemeente niet."
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
