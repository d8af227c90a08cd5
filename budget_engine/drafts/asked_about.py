"""Which questions stand at one person, need, offer or claim: still open, answered, and the rest."""

from collections.abc import Iterable, Iterator

from budget_engine.drafts.attention import facts_of_kind, questions_about
from budget_engine.drafts.entry import Field
from budget_engine.drafts.shape import answer_numbers
from budget_engine.drafts.view import View
from budget_engine.flips.dropped import dropped
from budget_engine.language.fact import EntityKind, FactDeclaration, Inlet

Divided = tuple[list[FactDeclaration], list[FactDeclaration], list[FactDeclaration]]


def asked_about(view: View, place: Field, about: str, kind: EntityKind) -> Divided:
    """Divide the questions about one thing; what nothing looks at under the law of a claim is among the rest."""
    declared = facts_of_kind(view.rule_set, kind)
    answered = [item.name for item in declared if answer_numbers(view.draft, place, item.name)]
    offered = view.offered.get(about)
    lacking = () if offered is None else [item.asked_fact for item in offered.unknown if item.about == about]
    still, given, rest = questions_about(about, declared, view.to_ask, answered, lacking)
    idle = frozenset(_of_another_law(view, about, still))
    open_now = [item for item in still if item.name not in idle]
    aside = {item.name for item in rest} | idle
    return open_now, given, [item for item in declared if item.name in aside]


def open_about(view: View, place: Field, about: str, kind: EntityKind) -> tuple[int, int]:
    """Count the open questions about one thing, and how many of them were asked already and are not known yet."""
    still, given, _ = asked_about(view, place, about, kind)
    waiting = {item.fact for item in view.to_ask if about in item.about}
    unknown = sum(item.name in waiting for item in given)
    return len(still) + unknown, unknown


def _of_another_law(view: View, about: str, still: Iterable[FactDeclaration]) -> Iterator[str]:
    """Name the facts about a claim of which its law alone settles all that looks at them."""
    matters, laws = view.matters, {item.name for item in view.rule_set.inlet(Inlet.LAW)}
    if about not in {claim.id for claim in view.case.claims}:
        return
    kept = {*matters.open, *matters.arising}
    places = [(about, item.name) for item in still if (about, item.name) not in kept]
    for item in dropped(matters.asked, places):
        if item.because and {ground.asked_fact for ground in item.because} <= laws:
            yield item.asked_fact
