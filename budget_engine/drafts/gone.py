"""What was taken out of a dossier: it no longer stands in the case, but people still know what it was called."""

from collections.abc import Mapping

from budget_engine.drafts.entry import Draft, Field, joined
from budget_engine.drafts.shape import PARTS
from budget_engine.glossary import WORDS

_NAME = "naam"


def gone(draft: Draft) -> Mapping[str, str]:
    """Give what people called every part that was taken away, by its name in the dossier."""
    return {name: called(draft, place, name) for place in PARTS for name in taken_away(draft, place)}


def taken_away(draft: Draft, place: Field) -> tuple[str, ...]:
    """Name the parts of a kind that were there once, in the order of their names."""
    return tuple(sorted(draft.names_used(place) - {*draft.parts(place)}))


def called(draft: Draft, place: Field, name: str) -> str:
    """Give what people called a part, by what was typed in it last."""
    own = joined(place, name)
    if place == WORDS["needs"]:
        person = draft.text(joined(WORDS["persons"], draft.text(joined(own, WORDS["person"])), _NAME))
        words = draft.text(joined(own, "woorden"))
        return ": ".join(text for text in (f"vraag van {person}" if person else "vraag", words) if text)
    if place == WORDS["claims"]:
        solution = draft.text(joined(WORDS["solutions"], draft.text(joined(own, WORDS["solution"])), _NAME))
        return f"aanvraag voor {solution}" if solution else "aanvraag"
    return draft.text(joined(own, _NAME)) or _UNNAMED.get(place, "onderdeel")


_UNNAMED = {
    WORDS["persons"]: "iemand in het huishouden",
    WORDS["support"]: "hulp of eigen inbreng",
    WORDS["solutions"]: "voorziening",
    WORDS["alternatives"]: "variant",
}
