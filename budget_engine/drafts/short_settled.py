"""What a simple request becomes once its answers are confirmed: the fields of a decision, and what is wrong in them."""

from collections.abc import Iterator
from datetime import date

from budget_engine.authority import Login
from budget_engine.drafts import answers
from budget_engine.drafts.called import NEEDS
from budget_engine.drafts.entry import EXISTS, Draft, Entry, Field, joined
from budget_engine.drafts.options import CLAIMS, SOLUTIONS, VARIANTS
from budget_engine.drafts.proposal import (
    Written,
    claim_place,
    lines_for,
    mandates_for,
    part_place,
    proposal,
)
from budget_engine.drafts.provisions import unit_word
from budget_engine.drafts.shape import DECISION, MATTER, VALUE
from budget_engine.drafts.short_answers import place_of, to_judge, unsettled
from budget_engine.drafts.short_request import (
    USUAL,
    WORDS_OF_NEED,
    Simple,
    answer_at,
    answers_in,
    defaults,
    lacking,
    named_fields,
    provision_of,
    still_empty,
)
from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_REASON, JUDGEMENT, View, is_of_judgement, look
from budget_engine.glossary import WORDS, YES
from budget_engine.language.fact import Moment, Outlet
from budget_engine.language.register import Mandate
from budget_engine.sealing_checks import AT_ONCE, QUANTITY
from budget_engine.values import show_cents

_ENDS = ("eenmalig_laag", "eenmalig_hoog")
"""The least and the most of an amount that is paid at once: for a simple request both are that amount."""


def settled(
    view: View, simple: Simple, login: Login, today: date, at: str, answer: str = ""
) -> list[Written]:
    """Give all that belongs to the request once its answers are confirmed, up to the decision; what stands stays.

    `answer` is what was said to the question that `to_judge` gives.
    """
    first = [*_first(view, simple, today), *judged(view, answer)]
    then = _with(view, first, login, at)
    return [*first, *_proposed(then, simple, login)]


def _proposed(then: View, simple: Simple, login: Login) -> list[Written]:
    proposed = [*_words_of_decision(then, simple), *_decider(then, simple, login), *proposal(then)]
    return list(dict(still_missing(then.draft, proposed)).items())


def ahead(view: View, simple: Simple, login: Login, today: date, at: str) -> View:
    """Give the request as it will be once its answers are confirmed: what comes up then is said before."""
    return _with(view, _first(view, simple, today), login, at)


def decided(then: View, simple: Simple, login: Login, at: str) -> View:
    """Give the request as it will be decided: what is wrong in it is said while it can still be changed."""
    answered = _with(then, judged(then, YES), login, at)
    return _with(answered, _proposed(answered, simple, login), login, at)


def not_right(whole: View, simple: Simple) -> tuple[str, ...]:
    """Name what was filled in and is not right, of a request as it will be decided."""
    named = named_fields(whole, simple)
    wrong = {*whole.reading.problems, *whole.draft.disagreements(), *whole.doubts}
    wrong |= {field for field in whole.reading.decision_problems if not _comes_later(field)}
    empty = lacking(whole, simple)
    found = [name for name, field in named.items() if field in wrong and name not in empty]
    if found or empty or not wrong:
        return tuple(found)
    of_decision = all(field.startswith(DECISION) for field in wrong)
    return ("wat er bij Besluit komt te staan" if of_decision else "een ander antwoord in dit dossier",)


def _comes_later(field: Field) -> bool:
    """Tell whether a field is written only once the own judgement is, or once the advice was seen."""
    return field in (JUDGEMENT, ADVICE_SEEN_AT) or is_of_judgement(field)


def renewed(view: View, simple: Simple, login: Login, at: str) -> list[Written]:
    """Give the fields of the decision that say what was changed in the request after it was settled."""
    first = [item for item in _said_again(view, simple) if item[1]]
    then = _with(view, first, login, at)
    claim = next((item for item in then.case.claims if item.id == simple.claim), None)
    if claim is None:
        return []
    place = claim_place(claim.law, claim.id)
    written = list(first)
    for number, line in enumerate(lines_for(then, claim), 1):
        own = joined(place, WORDS["lines"], str(number))
        written += [(joined(own, EXISTS), YES), *((joined(own, name), text) for name, text in line.items())]
        written += [(joined(place, WORDS["since"]), line[name]) for name in (WORDS["since"],) if name in line]
    if view.draft.text(joined(place, WORDS["activities"])).endswith(_IN_A_YEAR):
        written.append((joined(place, WORDS["activities"]), activities_of(then, simple)))
    return [(field, given) for field, given in written if given and given != view.draft.text(field)]


_IN_A_YEAR = " in het eerste jaar"
"""Ends what the short route says is done; what somebody wrote in its place is left as it is."""


def _first(view: View, simple: Simple, today: date) -> list[Written]:
    begun = defaults(view.draft, view.rule_set, simple, today)
    return [*_confirmed(view, simple), *_dates(view, simple), *begun]


def _with(view: View, written: list[Written], login: Login, at: str) -> View:
    last = view.draft.last
    entries = [
        Entry(last + number, field, given, login.name, at, view.draft.seen(field))
        for number, (field, given) in enumerate(written, 1)
    ]
    return look(view.draft.with_entries(entries), view.rule_set, view.on)


def _confirmed(view: View, simple: Simple) -> Iterator[Written]:
    for item in unsettled(view, simple).statements:
        standing = answers.current(view.draft, place_of(item.fact, item.about, simple), item.fact.name)
        yield joined(standing, VALUE), item.given


def judged(view: View, answer: str) -> list[Written]:
    """Give what a person answered to the question that `to_judge` gives, with the reason they wrote."""
    asked = to_judge(view)
    if asked is None or not answer:
        return []
    standing = answers.current(view.draft, joined(VARIANTS, USUAL), asked.name)
    reason = view.draft.text(JUDGED_REASON).strip()
    reasons = [(joined(standing, WORDS["reasons"]), reason)] if reason else []
    return [(joined(standing, VALUE), answer), *reasons]


def _dates(view: View, simple: Simple) -> list[Written]:
    return still_empty(view.draft, _said_again(view, simple))


def _said_again(view: View, simple: Simple) -> list[Written]:
    """Give the day, the amounts and the words that say what was said in another field already."""
    draft, rule_set, claim = view.draft, view.rule_set, joined(CLAIMS, simple.claim)
    start = answer_at(draft, claim, rule_set.moment_fact.get(Moment.START, ""))
    ledger = rule_set.outlet.get(Outlet.LEDGER_START)
    at_once = answer_at(draft, claim, AT_ONCE)
    said = draft.text(joined(NEEDS, simple.need, WORDS["own_words"]))
    return [
        *answers_in(draft, rule_set, MATTER, {"" if ledger is None else ledger.name: start}),
        *answers_in(draft, rule_set, claim, dict.fromkeys(_ENDS, at_once)),
        *answers_in(draft, rule_set, joined(NEEDS, simple.need), {WORDS_OF_NEED: said}),
    ]


def _words_of_decision(view: View, simple: Simple) -> Iterator[Written]:
    reason = view.draft.text(JUDGED_REASON).strip()
    law = _law_of(view, simple)
    place = claim_place(law, simple.claim)
    yield joined(DECISION, WORDS["reasons"]), reason
    yield joined(place, WORDS["reasons"]), reason
    yield joined(place, WORDS["activities"]), activities_of(view, simple)


def activities_of(view: View, simple: Simple) -> str:
    """Say what is done and how often, as far as the quantity says it."""
    provision = provision_of(view, simple)
    quantity = answer_at(view.draft, joined(CLAIMS, simple.claim), QUANTITY)
    if provision is None or provision.unit is None or not quantity:
        return ""
    name = view.draft.text(joined(SOLUTIONS, simple.solution, WORDS["name"]))
    return f"{name}, {quantity} {unit_word(provision.unit, view.rule_set)}{_IN_A_YEAR}"


def _decider(view: View, simple: Simple, login: Login) -> Iterator[Written]:
    """Propose that whoever is at work decides, on a mandate of their function, or else the one that goes least far."""
    own = joined(part_place(_law_of(view, simple)), WORDS["decider"])
    mandate = _mandate(view, simple, login)
    yield joined(own, WORDS["name"]), login.name
    if mandate is not None:
        yield joined(own, WORDS["mandate"]), mandate.id
        yield joined(own, WORDS["function"]), mandate.function


def _law_of(view: View, simple: Simple) -> str:
    return view.draft.text(joined(CLAIMS, simple.claim, WORDS["law"]))


def _mandate(view: View, simple: Simple, login: Login) -> Mandate | None:
    listed = mandates_for(_law_of(view, simple), view.on, view.rule_set)
    of_function = [item for item in listed if item.function == login.function] or listed
    by_reach = sorted(of_function, key=lambda item: (item.up_to is None, item.up_to or 0, item.id))
    return by_reach[0] if by_reach else None


def proposed_decider(view: View, simple: Simple, login: Login) -> str | None:
    """Say who is proposed to decide, as what and up to which amount; None where the law has no mandate here."""
    mandate = _mandate(view, simple, login)
    if mandate is None:
        return None
    reach = "zonder grens" if mandate.up_to is None else f"tot {show_cents(mandate.up_to)}"
    return f"{login.name}, {mandate.function}, {reach}"


def still_missing(draft: Draft, fields: list[Written]) -> Iterator[Written]:
    """Leave out what stands already; that something is there is said again where it was taken away."""
    for field, given in fields:
        if given and (field.endswith(f"/{EXISTS}") or not draft.text(field).strip()):
            yield field, given
