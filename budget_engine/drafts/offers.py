"""What the neighbourhood of a need offers, and how it becomes a possible support in a dossier.

Taking something over writes down what it is and what the municipality says of it, with its source. What
only a person can find out (is it there, in time, does it fit, can it be borne) stays unanswered.
"""

from datetime import date

from budget_engine.answer import Provenance
from budget_engine.drafts.called import NEEDS, SUPPORT
from budget_engine.drafts.entry import Draft, Field, Given, joined
from budget_engine.drafts.shape import FACTS, VALUE
from budget_engine.glossary import WORDS
from budget_engine.language.offer import Offer
from budget_engine.language.rule_set import RuleSet

NAME, FOR_WHOM, FOR_NEEDS = WORDS["name"], WORDS["offered_to"], WORDS["for_needs"]


def offers_for(rule_set: RuleSet, domain: str, on: date) -> list[Offer]:
    """List what is on offer in a domain on a day, by title: the order says nothing of what is better."""
    there = (offer for offer in rule_set.offers if domain in offer.domains and offer.is_on_offer(on))
    return sorted(there, key=lambda offer: (offer.title.lower(), offer.id))


def is_taken(draft: Draft, offer: Offer, need: str) -> bool:
    """Tell whether a support with the title of an offer already stands beside a need."""
    return any(
        draft.text(joined(SUPPORT, name, NAME)) == offer.title
        and need in draft.chosen(joined(SUPPORT, name, FOR_NEEDS))
        for name in draft.parts(SUPPORT)
    )


def taken(draft: Draft, rule_set: RuleSet, offer: Offer, need: str) -> list[tuple[Field, Given]]:
    """Give the fields with which an offer begins as a possible support for a need."""
    person = draft.text(joined(NEEDS, need, WORDS["person"]))
    fields: list[tuple[Field, Given]] = [
        (NAME, offer.title),
        (FOR_WHOM, person or None),
        (FOR_NEEDS, (need,)),
        (WORDS["given_by"], offer.contact),
    ]
    asked = None if offer.asked_on is None else offer.asked_on.isoformat()
    for fact, given in offer.answers.items():
        answer = {
            VALUE: given,
            WORDS["provenance"]: str(Provenance.DOCUMENT),
            WORDS["evidence"]: f"sociale basis van {rule_set.municipality}: {offer.title}",
            WORDS["on"]: asked,
        }
        fields += [(joined(FACTS, fact, "0", name), said) for name, said in answer.items() if said]
    return fields
