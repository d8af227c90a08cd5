"""One alternative by itself: the only one that fits, one that is not compared, and the resident's own plan."""

from collections.abc import Iterator, Mapping, Sequence

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.assessment import Gate
from budget_engine.case import AlternativeKind, Direction, Goal
from budget_engine.dominance import MOST_WANTED
from budget_engine.drafts.labels import GATES_SAID
from budget_engine.goals import is_contested, is_discussed, told
from budget_engine.returns.said import PARTIES
from budget_engine.sentences.names import Names, money
from budget_engine.sentences.pairs import BECOMES
from budget_engine.tradeoffs import Alone, Appraisal, Because, PlanPart, Standing
from budget_engine.values import show_date


def alone_sentences(item: Alone, names: Names) -> Iterator[str]:
    """Tell what the only alternative that fits does for people, who wants it, and what it costs whom."""
    due_to = f"; het gaat om {names.parts(item.parts)}" if item.parts else ""
    yield f"Wat de wet zegt: {GATES_SAID[item.gate]}{due_to}."
    by: dict[Direction, list[Goal]] = {}
    for goal in item.goals:
        if not _needs_telling(goal):
            by.setdefault(goal.direction, []).append(goal)
    for direction in Direction:
        if direction in by:
            yield f"Wat dit doet voor {names.wishes(by[direction])}: {BECOMES[direction]}."
    for goal in filter(_needs_telling, item.goals):
        yield f"Wat dit doet voor {names.wishes([goal])}. {' '.join(told(goal, names.people))}"
    if not item.goals:
        yield "Er zijn nog geen doelen bij vastgelegd."
    by_rank: dict[int, list[str]] = {}
    for wish in item.preference:
        by_rank.setdefault(wish.rank, []).append(wish.said_by)
    for rank, whom in sorted(by_rank.items()):
        yield (
            wanted(whom, names)
            if rank == MOST_WANTED
            else f"Bij {names.persons(whom)} staat dit op plaats {rank}."
        )
    if not item.preference:
        yield "Of mensen dit willen, is nog niet besproken."
    elif item.unasked:
        yield f"Van {names.persons(item.unasked)} is geen voorkeur opgeschreven."
    yield from _paid(item, names)


def _needs_telling(goal: Goal) -> bool:
    """Tell whether one word is not enough: people differ, or only others than who has the goal said something."""
    return is_contested(goal) or (bool(goal.seen_otherwise) and not is_discussed(goal))


def _paid(item: Alone, names: Names) -> Iterator[str]:
    unknown = [side for side in item.money if not any(cents is not None for cents in side.amount.ends)]
    known = [f"{PARTIES[side.party]} {money(side.amount)}" for side in item.money if side not in unknown]
    if known:
        yield f"Wat ieder in {names.period} betaalt: {enumerated(known)}."
    for side in unknown:
        yield f"Wat {PARTIES[side.party]} betaalt, is niet bekend: {enumerated(item.unpriced[side.party])}."
    if item.nothing_alone:
        yield (
            f"Alleen bij 'als er niets verandert' staat: {enumerated(item.nothing_alone)}. Wat dat hier wordt, weet "
            "niemand; vergelijk de bedragen van wie dat betaalt dus niet."
        )


def wanted(whom: Sequence[str], names: Names) -> str:
    """Say who would like an alternative best."""
    return f"{names.persons(whom)} {'heeft' if len(whom) == 1 else 'hebben'} dit het liefst."


# --- one that is not compared, and the resident's own plan -----------------------------------------------------


def standing_sentences(item: Standing, names: Names) -> Iterator[str]:
    """Tell why an alternative is not compared; of the resident's own plan also what cannot and what can."""
    is_own = item.kind is AlternativeKind.OWN_PLAN
    if item.fits and not is_own:
        return
    name = f"Het eigen plan, {names.alternative(item.alternative)}," if is_own else (
        names.alternative(item.alternative)
    )  # fmt: skip
    yield f"{name} is {_compared(item)}."
    if item.wanted_by:
        yield wanted(item.wanted_by, names)
    closed = [part for part in item.parts if part.gate is Gate.CLOSED]
    if closed and len(closed) == len(item.parts):
        yield "Zoals het is gevraagd, kan dit volgens de wet niet."
    yield from _barred("Wat niet kan", closed, names)
    is_answered = item.appraisal is not None and item.appraisal.holds is True
    if not is_answered:
        yield from _not_answered(item.appraisal, names)
    if is_own:
        yield from _rest_of_plan(item, names)
    if is_own and is_answered and 0 < len(closed) < len(item.parts):
        yield (
            "Wat wel kan, doet mee in de afweging zodra het als variant in de zaak staat en elke vraag dan een "
            "antwoord krijgt."
        )


def _compared(item: Standing) -> str:
    if item.fits:
        return "een van de varianten die meedoen in de afweging"
    is_open = item.gate is not Gate.CLOSED and (item.appraisal is None or item.appraisal.holds is None)
    return (
        "nog niet met de andere varianten vergeleken"
        if is_open
        else "niet met de andere varianten vergeleken"
    )


def _barred(start: str, parts: list[PlanPart], names: Names) -> Iterator[str]:
    """Name what cannot be given and why; parts that are barred by the same stand together."""
    alike: dict[tuple[Because, ...], list[str]] = {}
    for part in parts:
        alike.setdefault(part.because, []).append(part.claim)
    for because, claims in alike.items():
        reasons = " ".join(_because(item) for item in because)
        yield f"{start}: {names.parts(claims)}. {reasons}"


def _because(item: Because) -> str:
    title = "" if item.title is None else f"{sentence(item.title)} "
    resolved = "" if item.resolved_by is None else f" Wat dit oplost: {item.resolved_by.rstrip('.')}."
    basis = f"{item.legal_basis.law}, {item.legal_basis.article}"
    return f"{title}{_with_source(item.text, basis)}{resolved}"


def _with_source(text: str, source: str) -> str:
    """Write a recorded text with where it comes from before its stop."""
    written = sentence(text)
    return f"{written[:-1]} ({source}){written[-1]}"


def _not_answered(item: Appraisal | None, names: Names) -> Iterator[str]:
    if item is None or item.holds is None:
        yield "Of elke vraag een antwoord krijgt dat werkt, is nog niet ingeschat."
    else:
        yield "Niet elke vraag krijgt een antwoord dat werkt."
    if item is None or item.reasons is None:
        return
    on = None if item.on is None else show_date(item.on)
    what = "reden" if item.holds is None else "inschatting"
    yield _with_source(item.reasons, ", ".join(part for part in (what, item.given_by, on) if part))
    if item.dispute is not None:
        says = "" if item.dispute.says is None else f": {item.dispute.says.rstrip('.')}"
        who = names.person(item.dispute.disputed_by)
        yield f"Hier zijn we het niet over eens; {who} ziet het anders{says}."


def _left_open(start: str, lead: str, parts: list[PlanPart], names: Names) -> Iterator[str]:
    """Name what can be given, with what stands open; parts with the same stand together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for part in parts:
        titles = tuple(item.title for item in part.because if item.title is not None)
        alike.setdefault(titles, []).append(part.claim)
    for titles, claims in alike.items():
        named = f"{start}: {names.parts(claims)}."
        quoted = "; ".join(f"'{title}'" for title in titles)
        yield f"{named} {lead}: {quoted}." if titles else named


_REST: Mapping[Gate, str] = {
    Gate.BY_DEVIATION: "Wat alleen kan met een afwijking",
    Gate.UNKNOWN: "Waarvan nog niet bekend is of het kan",
    Gate.PROVIDED: "Wat kan, onder voorwaarden",
    Gate.OPEN: "Wat kan",
}


def _rest_of_plan(item: Standing, names: Names) -> Iterator[str]:
    own = [part for part in item.parts if part.own_decision]
    if not item.parts:
        yield "In dit plan is nog niets gevraagd."
    elif {part.gate for part in own} == {Gate.OPEN}:
        yield "Alles wat in dit plan van de gemeente wordt gevraagd, kan."
    else:
        for gate, start in _REST.items():
            parts = [part for part in own if part.gate is gate]
            if parts and gate is Gate.BY_DEVIATION:
                yield from _barred(start, parts, names)
            elif parts:
                lead = "Nog niet bekend is of dit zo is" if gate is Gate.UNKNOWN else "Wat nog openstaat"
                yield from _left_open(start, lead, parts, names)
    others = [part.claim for part in item.parts if not part.own_decision and part.gate is not Gate.CLOSED]
    if others:
        yield f"Waarover een ander beslist: {names.parts(others)}."
