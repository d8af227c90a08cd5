"""The options of a dossier as a screen lays them side by side: what they are called and what they still lack.

Nothing here ranks or advises: the own judgement comes first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from budget_engine.case import ALWAYS_AMONG, AlternativeKind, Nature
from budget_engine.drafts.attention import facts_of_kind
from budget_engine.drafts.entry import EXISTS, Draft, Field, Given, joined
from budget_engine.drafts.labels import ALTERNATIVES, law_names
from budget_engine.drafts.shape import ALWAYS, answer_numbers
from budget_engine.drafts.view import View
from budget_engine.glossary import WORDS
from budget_engine.language.fact import EntityKind, FactDeclaration, Outlet
from budget_engine.trace import Missing, missing

CLAIMS, VARIANTS, SOLUTIONS = WORDS["claims"], WORDS["alternatives"], WORDS["solutions"]

_COSTS = (
    Outlet.FIRST_YEAR_LOW, Outlet.FIRST_YEAR_LIKELY, Outlet.FIRST_YEAR_HIGH,
    Outlet.SECOND_YEAR_LOW, Outlet.SECOND_YEAR_LIKELY, Outlet.SECOND_YEAR_HIGH,
)  # fmt: skip


# --- names ---------------------------------------------------------------------------------------------


def laws_to_pay(view: View) -> dict[str, str]:
    """Give every law under which somebody can pay, by its code."""
    asked_for = {code: name.partition(" (")[0] for code, name in law_names(view.rule_set).items()}
    return {**{law.code: law.name for law in view.rule_set.laws}, **asked_for}


def solution_names(view: View) -> dict[str, str]:
    """Give for every solution what people call it."""
    names = {name: view.draft.text(joined(SOLUTIONS, name, "naam")) for name in view.draft.parts(SOLUTIONS)}
    return {name: said or "zonder naam" for name, said in names.items()}


def variant_names(view: View) -> dict[str, str]:
    """Give for every alternative, complete or not, what people call it."""
    return {
        name: view.labels.get(name)
        or view.draft.text(joined(VARIANTS, name, "naam"))
        or ALTERNATIVES[kind_of(view.draft, name)]
        for name in view.draft.parts(VARIANTS)
    }


def kind_of(draft: Draft, variant: str) -> AlternativeKind:
    """Give the kind of an alternative: one without a kind is a variant."""
    written = draft.text(joined(VARIANTS, variant, WORDS["kind"]))
    kinds = {str(kind): kind for kind in AlternativeKind}
    return kinds.get(written, ALWAYS.get(variant, AlternativeKind.VARIANT))


def may_go(draft: Draft, variant: str) -> bool:
    """Tell whether an alternative may be taken away: three are always there."""
    return kind_of(draft, variant) not in ALWAYS_AMONG


def claims_of(view: View, variant: str) -> tuple[tuple[str, ...], bool]:
    """Give the claims of an alternative, and whether they filled themselves.

    Of what somebody chose nothing is left out, also where a claim cannot be read for now.
    """
    field = joined(VARIANTS, variant, CLAIMS)
    if view.draft.entry(field) is not None:
        return view.draft.chosen(field), False
    read = (item.claims for item in view.case.alternatives if item.id == variant)
    return next(read, ()), True


# --- taking away ---------------------------------------------------------------------------------------


def without_claim(draft: Draft, claim: str) -> list[tuple[Field, Given]]:
    """Give the fields that take a claim away, out of every alternative somebody put it in too."""
    fields = [joined(VARIANTS, variant, CLAIMS) for variant in draft.parts(VARIANTS)]
    return [
        (joined(CLAIMS, claim, EXISTS), "nee"),
        *(
            (field, tuple(name for name in draft.chosen(field) if name != claim))
            for field in fields
            if claim in draft.chosen(field)
        ),
    ]


def claims_for(draft: Draft, solution: str) -> tuple[str, ...]:
    """Name the claims to a solution: as long as there are any it cannot be taken away."""
    return tuple(
        name
        for name in draft.parts(CLAIMS)
        if draft.text(joined(CLAIMS, name, WORDS["solution"])) == solution
    )


# --- one question about many claims --------------------------------------------------------------------


@dataclass(frozen=True)
class Shared:
    """A question that more claims have no answer to; `matters` counts those in which a rule waits for it."""

    fact: FactDeclaration
    claims: tuple[str, ...]
    matters: int


def shared_questions(view: View) -> list[Shared]:
    """List the questions without an answer in two claims or more, what matters most first.

    Judgements are not among them: each is made about one claim, with its own reasons.
    """
    claims = view.draft.parts(CLAIMS)
    waiting = {item.fact: set(item.about) for item in view.asked}
    rank = {name: number for number, name in enumerate(waiting)}
    found = []
    for fact in facts_of_kind(view.rule_set, EntityKind.CLAIM):
        lacking = [c for c in claims if not answer_numbers(view.draft, joined(CLAIMS, c), fact.name)]
        if len(lacking) > 1 and not fact.is_judgement:
            matters = len(waiting.get(fact.name, set()) & set(lacking))
            found.append(Shared(fact, tuple(lacking), matters))
    return sorted(found, key=lambda item: (not item.matters, rank.get(item.fact.name, 0)))


# --- money that is not known ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Unknown:
    """Why the costs of an alternative are not known: what nobody answered, and ledger lines without an amount."""

    questions: tuple[Missing, ...]
    lines: tuple[str, ...]


def unknown_costs(view: View, variant: str) -> Unknown:
    """Give what keeps the costs of an alternative from being known; empty where they are."""
    returns = view.weighing.alternative(variant).returns
    lines = () if returns is None else returns.lines
    unclear = [line for line in lines if any(None in year.ends for year in line.years)]
    waiting = {item for line in unclear if line.claim is not None for item in _waiting_for(view, line.claim)}
    blank = (line.what for line in unclear if line.claim is None and line.nature is Nature.CERTAIN)
    return Unknown(tuple(sorted(waiting)), tuple(dict.fromkeys(blank)))


def _waiting_for(view: View, claim: str) -> Iterator[Missing]:
    about = partial(view.tracer.derived, entity=view.weighing.late_facts.entities[claim])
    for outlet in _COSTS:
        declared = view.rule_set.outlet.get(outlet)
        if declared is not None:
            yield from missing(about(declared.name))
