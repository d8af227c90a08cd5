"""The pages about a dossier, in the order of the work."""

from collections.abc import Mapping

CASE: Mapping[str, str] = {
    "kort": "Korte route",
    "gesprek": "Gesprek",
    "huishouden": "Huishouden en netwerk",
    "kamers": "Wie mag wat zien",
    "feiten": "Vragen per domein",
    "mogelijkheden": "Mogelijkheden",
    "letop": "Let op",
    "inschatting": "Eigen inschatting",
    "weging": "Weging en advies",
    "besluit": "Besluit",
    "vaststellen": "Vaststellen",
    "brieven": "Brieven",
    "na": "Verzonden en daarna",
}
"""The file of each page, without its ending, and its title."""

_BEHIND_THE_JUDGEMENT = frozenset({"Eigen inschatting", "Weging en advies"})
"""Nobody is led on from here before the own judgement lies there: the page itself says what comes first."""


def next_page(title: str, *, is_judged: bool) -> str | None:
    """Give the file of the page after the one with a title; None after the last, or where something comes first."""
    if title in _BEHIND_THE_JUDGEMENT and not is_judged:
        return None
    titles = list(CASE.values())
    place = titles.index(title) + 1
    return list(CASE)[place] if place < len(titles) else None
