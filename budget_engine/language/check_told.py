"""What must be told: the texts of a kind of finding, and how sure a figure from a public source is."""

from collections.abc import Iterator

from budget_engine.errors import Path, Problem
from budget_engine.glossary import WORDS
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import ListRow, Setting
from budget_engine.language.rule_set import RuleSet

_TOLD = ("what", "why", "to_do", "risk", "resident_text")


def problems(rule_set: RuleSet) -> Iterator[Problem]:
    """Walk the kinds of the catalogue that lack a text, and the figures without a source or with half of one."""
    for topic in rule_set.topics:
        lacking = [WORDS[name] for name in _TOLD if getattr(topic, name) is None]
        if topic.in_catalogue and lacking:
            text = f"Bij '{topic.slug}' uit de catalogus ontbreekt: {', '.join(lacking)}."
            yield Problem(topic.at(), text, "Schrijf de tekst voor de medewerker en die voor de inwoner.")
        if topic.in_catalogue and not topic.source:
            yield Problem(topic.at(), f"Bij '{topic.slug}' uit de catalogus ontbreekt de bron.")
    for setting in rule_set.settings:
        yield from _sure(setting, setting.at())
        is_local = setting.municipality is not None and setting.value is not None
        if is_local and setting.legal_basis is None and setting.url is None:
            text = "Bij een waarde van een gemeente hoort waar zij staat."
            hint = (
                "Noem de grondslag met het besluit, of een adres met 'zekerheid', of schrijf 'is: onbekend'."
            )
            yield Problem(setting.at(), text, hint)
    for rows in rule_set.list_rows:
        for number, row in enumerate(rows.rows):
            yield from _sure(row, rows.at("rijen", number))
    for cost in rule_set.reference_costs:
        yield from _sure(cost, cost.at())


def _sure(figure: Setting | ListRow | ReferenceCost, path: Path) -> Iterator[Problem]:
    if (figure.url is None) is not (figure.confidence is None):
        text = "Bij een cijfer uit een openbare bron horen het adres en hoe zeker het is."
        yield Problem(path, text, "Schrijf 'url' en 'zekerheid: H', M of L bij elkaar.")
