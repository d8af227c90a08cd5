"""What a neighbourhood offers without a decision: the sociale basis of a municipality.

An offer changes no outcome by itself. It only becomes a possible support in a case when somebody takes
it over, and whether it is there for this person, in time, stays a question for a person (Wmo 2015,
article 2.3.5: a general provision counts when it is really available, fits and can be borne).
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from budget_engine.errors import Problem, nearest
from budget_engine.language.entry import Entry
from budget_engine.language.fact import EntityKind, FactDeclaration, Inlet
from budget_engine.values import Cents, Day, Said, print_cents


class OfferKind(StrEnum):
    """What sort of help it is."""

    GENERAL_PROVISION = "algemene_voorziening"
    VOLUNTEER = "vrijwilliger"
    RESPITE = "respijt"
    GROUP = "groep"


class Offer(Entry):
    """One thing that is on offer, with its limits.

    `answers` are what is said of a support that it begins with. `price` is what the resident pays, in
    cents, for one `unit`. What is not known (a waiting time, a price) is left out and never read as none.
    """

    word, key = "buurtaanbod", "id"
    changes_outcomes = False

    id: str
    title: Said
    kind: OfferKind
    domains: tuple[str, ...]
    what: Said
    for_whom: Said | None = None
    limits: tuple[Said, ...] = ()
    at_most: Said | None = None
    price: Cents | None = None
    unit: str | None = None
    waiting_time: Said | None = None
    contact: Said | None = None
    answers: dict[str, str] = {}
    asked_on: Day | None = None
    url: str | None = None
    valid_from: Day
    valid_until: Day | None = None
    note: str | None = None

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write the price in euros."""
        return (
            print_cents(value) if name == "price" else super().write_field(name, value, with_texts=with_texts)
        )

    def is_on_offer(self, day: date) -> bool:
        """Tell whether it is there on a day."""
        return self.valid_from <= day <= (self.valid_until or date.max)


def problems(
    offers: tuple[Offer, ...], facts: dict[str, FactDeclaration], domains: frozenset[str]
) -> Iterator[Problem]:
    """Walk what is wrong with the offers; `domains` are those a case knows."""
    for offer in offers:
        if not offer.domains:
            yield Problem(offer.at("domeinen"), "Dit aanbod hoort bij ten minste één domein.")
        for number, domain in enumerate(offer.domains):
            if domain not in domains:
                text = f"'{domain}' is geen domein."
                yield Problem(offer.at("domeinen", number), text, nearest(domain, domains))
        if offer.kind is OfferKind.VOLUNTEER and not (offer.limits or offer.at_most):
            text = "Bij een vrijwilliger hoort wat hij niet doet, of hoeveel hooguit."
            yield Problem(offer.at(), text, "Voeg 'grenzen' of 'hooguit' toe.")
        if (offer.price is None) is not (offer.unit is None):
            text = "Een prijs en een eenheid horen bij elkaar, zoals 2,50 per rit."
            yield Problem(offer.at(), text, "Voeg 'prijs' en 'eenheid' beide toe, of geen van beide.")
        yield from _answers(offer, facts)


def _answers(offer: Offer, facts: dict[str, FactDeclaration]) -> Iterator[Problem]:
    known = [name for name, declared in facts.items() if declared.entity is EntityKind.SUPPORT]
    for name, given in offer.answers.items():
        path = offer.at("antwoorden", name)
        declared = facts.get(name)
        if declared is None:
            yield Problem(path, f"Het feit '{name}' is niet bekend.", nearest(name, known), name)
        elif declared.entity is not EntityKind.SUPPORT:
            yield Problem(path, f"'{name}' gaat over een {declared.entity}, en aanbod wordt steun.")
        elif declared.is_judgement or not declared.is_asked:
            text = "Dit antwoord geeft een persoon die het heeft onderzocht; aanbod kan het niet geven."
            yield Problem(path, text, "Haal dit feit weg.")
        else:
            try:
                declared.parse(given)
            except ValueError as error:
                yield Problem(path, str(error))


def domains_of(facts: tuple[FactDeclaration, ...]) -> frozenset[str]:
    """Give the domains that a case knows."""
    return frozenset(code for fact in facts if fact.inlet is Inlet.DOMAIN for code in fact.choices)
