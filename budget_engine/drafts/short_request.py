"""The fields of a simple request: one person, one need, one provision in kind, granted in full.

They are the fields of every dossier, so that it can go on as a full one at any moment. What is filled in by
itself is a proposal that the worker sees and can change.
"""

from dataclasses import dataclass
from datetime import date

from budget_engine.case import AlternativeKind, Domain
from budget_engine.decision import INTENDED, Result
from budget_engine.drafts import answers
from budget_engine.drafts.called import NEEDS, PEOPLE
from budget_engine.drafts.entry import Draft, Field, joined
from budget_engine.drafts.options import CLAIMS, SOLUTIONS
from budget_engine.drafts.proposal import Written, claim_place
from budget_engine.drafts.provisions import IN_KIND, Provision, product_fact, provisions
from budget_engine.drafts.shape import ALWAYS, DECISION, MATTER, TALK_DAY, VALUE
from budget_engine.drafts.view import CHOSEN, JUDGED_REASON, View
from budget_engine.glossary import NO, UNKNOWN, WORDS
from budget_engine.language.fact import Moment, Outlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.sealing_checks import AT_ONCE, BORN, QUANTITY
from budget_engine.values import show_date

USUAL = next(name for name, kind in ALWAYS.items() if kind is AlternativeKind.USUAL_ROUTE)
"""The variant that a simple request is: what is asked in kind stands in it by itself."""

_ONE_OF_EACH = (PEOPLE, NEEDS, SOLUTIONS, CLAIMS)
FORM, WORDS_OF_NEED = "vorm", "hulpvraag"
HOW_PAID, PRICED_BY = "kostensoort", "prijsbron"
_PLAIN = {
    FORM: IN_KIND, "aantal_met_bandbreedte": NO, "prijs_met_bandbreedte": NO, "tweede_jaar": "gelijk",
}  # fmt: skip
"""The facts by which the rules count costs, and the answers of a request without margins. A rule set without a
fact of such a name is asked nothing."""


@dataclass(frozen=True)
class Simple:
    """The one person, need, provision and claim of a simple request."""

    person: str
    need: str
    solution: str
    claim: str


def is_empty(draft: Draft) -> bool:
    """Tell whether nobody and nothing was written down yet."""
    return not any(draft.parts(place) or draft.removed(place) for place in _ONE_OF_EACH)


def simple_of(draft: Draft) -> Simple | None:
    """Give the parts of a simple request; None where there is not exactly one of each."""
    listed = [draft.parts(place) for place in _ONE_OF_EACH]
    if any(len(parts) != 1 for parts in listed):
        return None
    return Simple(*(parts[0] for parts in listed))


def missing_parts(draft: Draft) -> tuple[Field, ...]:
    """Name the lists in which a simple request that was begun has nothing any more."""
    return () if is_empty(draft) else tuple(place for place in _ONE_OF_EACH if not draft.parts(place))


# --- what stands in the fields from the start --------------------------------------------------------------


def defaults(draft: Draft, rule_set: RuleSet, simple: Simple, today: date) -> list[Written]:
    """Give the fields that every simple request begins with and that are still empty."""
    claim = joined(CLAIMS, simple.claim)
    day = today.isoformat()
    fields: list[Written] = [
        (TALK_DAY, day),
        (joined(DECISION, "op"), day),
        (CHOSEN, USUAL),
        (joined(NEEDS, simple.need, WORDS["person"]), simple.person),
        (joined(NEEDS, simple.need, WORDS["domain"]), str(Domain.HOME)),
        (joined(claim, WORDS["solution"]), simple.solution),
        (joined(claim, WORDS["need"]), simple.need),
        *answers_in(draft, rule_set, claim, {**_PLAIN, intention_of(rule_set): INTENDED[Result.GRANTED]}),
        *(
            written
            for moment in (Moment.START, Moment.APPLICATION)
            for written in answers_in(draft, rule_set, claim, {rule_set.moment_fact.get(moment, ""): day})
        ),
    ]
    return still_empty(draft, fields)


def provision_of(view: View, simple: Simple) -> Provision | None:
    """Give the provision that was chosen, or None."""
    fact, law = product_fact(view.rule_set), view.draft.text(joined(CLAIMS, simple.claim, WORDS["law"]))
    product = "" if fact is None else answer_at(view.draft, joined(SOLUTIONS, simple.solution), fact.name)
    unit = answer_at(view.draft, joined(CLAIMS, simple.claim), WORDS["unit"])
    alike = [
        item for item in provisions(view.rule_set, view.on) if (item.law, item.product) == (law, product)
    ]
    return next((item for item in alike if item.unit in (unit or None, None)), None)


def not_on_this_day(view: View, simple: Simple) -> str | None:
    """Say that what was chosen does not exist on the day of the decision, or None where it does."""
    fact, solution = product_fact(view.rule_set), joined(SOLUTIONS, simple.solution)
    product = "" if fact is None else answer_at(view.draft, solution, fact.name)
    if fact is None or not product or provision_of(view, simple) is not None:
        return None
    name = fact.choices.get(product, product)
    return (
        f"Op de dag van het besluit, {show_date(view.on)}, is er voor {name} geen tarief of mandaat in de regels. "
        "Kijk eerst of die dag klopt. Klopt hij, kies dan een andere voorziening."
    )


def choose(view: View, simple: Simple, item: Provision) -> list[Written]:
    """Give the fields that say which provision is asked for, and how its costs come about."""
    draft, rule_set = view.draft, view.rule_set
    claim, solution = joined(CLAIMS, simple.claim), joined(SOLUTIONS, simple.solution)
    fact = product_fact(rule_set)
    if fact is None:
        return []
    by_tariff = {WORDS["unit"]: item.unit or "", HOW_PAID: "doorlopend", PRICED_BY: "tarief", AT_ONCE: ""}
    at_once = {WORDS["unit"]: "", HOW_PAID: AT_ONCE, PRICED_BY: "", QUANTITY: ""}
    return [
        (joined(solution, WORDS["name"]), fact.choices.get(item.product, item.product)),
        (joined(claim, WORDS["law"]), item.law),
        *answers_in(draft, rule_set, solution, {fact.name: item.product}),
        *answers_in(draft, rule_set, claim, at_once if item.unit is None else by_tariff),
    ]


# --- what is still empty, and what the confirmed answers become -----------------------------------------------


def lacking(view: View, simple: Simple) -> tuple[str, ...]:
    """Name what only a person can fill in and is still empty."""
    given = {name: view.draft.text(field).strip() for name, field in _wanted(view, simple).items()}
    given["de voorziening"] = "" if provision_of(view, simple) is None else "gekozen"
    return tuple(name for name, text in given.items() if text in ("", UNKNOWN))


def named_fields(view: View, simple: Simple) -> dict[str, Field]:
    """Give the fields of a simple request by what they are called."""
    claim, moment = joined(CLAIMS, simple.claim), view.rule_set.moment_fact
    days = {"de dag van de aanvraag": Moment.APPLICATION, "de eerste dag": Moment.START}
    return {
        **_wanted(view, simple),
        **{name: _value_at(view.draft, claim, moment.get(which, "")) for name, which in days.items()},
        "de dag van het besluit": joined(DECISION, "op"),
    }


def _wanted(view: View, simple: Simple) -> dict[str, Field]:
    draft = view.draft
    person, need, claim = (
        joined(PEOPLE, simple.person),
        joined(NEEDS, simple.need),
        joined(CLAIMS, simple.claim),
    )
    provision = provision_of(view, simple)
    is_at_once = provision is not None and provision.unit is None
    return {
        "de naam": joined(person, WORDS["name"]),
        "de geboortedatum": _value_at(draft, person, BORN),
        "de vraag in eigen woorden": joined(need, WORDS["own_words"]),
        "de voorziening": joined(claim, WORDS["law"]),
        "het bedrag" if is_at_once else "het aantal": _value_at(
            draft, claim, AT_ONCE if is_at_once else QUANTITY
        ),
        "het taakveld": account_place(draft, simple),
        "de dag van de melding": _value_at(draft, MATTER, view.rule_set.moment_fact.get(Moment.REPORT, "")),
        "waarom u dit toekent": JUDGED_REASON,
    }


def _value_at(draft: Draft, place: Field, fact: str) -> Field:
    return joined(answers.current(draft, place, fact), VALUE)


def account_place(draft: Draft, simple: Simple) -> Field:
    """Give the place of the taakveld of the line of costs."""
    law = draft.text(joined(CLAIMS, simple.claim, WORDS["law"]))
    return joined(claim_place(law, simple.claim), WORDS["lines"], "1", WORDS["policy_field"])


# --- fields and answers ---------------------------------------------------------------------------------------


def answer_at(draft: Draft, place: Field, fact: str) -> str:
    """Give the answer to a fact that counts, as it was typed; empty where there is none or nobody knows."""
    given = draft.text(joined(answers.current(draft, place, fact), VALUE)) if fact else ""
    return "" if given == UNKNOWN else given


def answers_in(draft: Draft, rule_set: RuleSet, place: Field, given: dict[str, str]) -> list[Written]:
    """Give the fields of answers, of the facts that these rules know."""
    return [
        (joined(answers.current(draft, place, fact), VALUE), value)
        for fact, value in given.items()
        if fact in rule_set.fact
    ]


def intention_of(rule_set: RuleSet) -> str:
    """Name the fact that says what the college intends; empty where the rules have none."""
    declared = rule_set.outlet.get(Outlet.INTENTION)
    return "" if declared is None else declared.name


def still_empty(draft: Draft, fields: list[Written]) -> list[Written]:
    """Give the fields in which nothing stands yet."""
    return [(field, given) for field, given in fields if given and not draft.text(field).strip()]
