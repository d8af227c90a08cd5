"""Questions in sentences: what an answer can change, what only matters when it arises, and why one is not asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from budget_engine.drafts.labels import answer_word, question_of
from budget_engine.flips.dropped import NotAsked
from budget_engine.flips.questions import OpenQuestion
from budget_engine.language.rule_set import RuleSet

NOT_READ = "geen regel kijkt hiernaar"
SETTLED = "alles wat hiernaar kijkt, staat al vast of gaat hier niet over"
IDLE = "hiervoor wordt niets gevraagd, dus geen regel kijkt ernaar"
_SHOWN = 3  # names before the rest is counted: what fits beside a question


@dataclass(frozen=True)
class Asking:
    """Says questions about one household; `called` gives what people call everything with an id."""

    rule_set: RuleSet
    called: Mapping[str, str]

    def question(self, fact: str) -> str:
        """Give the question of a fact."""
        return question_of(self.rule_set.fact[fact])

    def named(self, about: str) -> str:
        """Give what people call something."""
        return self.called.get(about, about)

    def about(self, abouts: Iterable[str]) -> str:
        """Say what a question is about: a few names, and how many more there are."""
        return _some([self.named(about) for about in abouts])

    def decides(self, items: Iterable[OpenQuestion], *, of_advice: bool = True) -> str:
        """Say what an answer to one question alone can turn, about whatever it is asked.

        Without `of_advice` no word is said of an advice: the worker judges first.
        """
        listed = list(items)
        parts = [
            _counted("het advies over", _each(listed, lambda item: item.advices if of_advice else ()), self),
            _counted("wat mag en moet bij", _each(listed, lambda item: item.gates), self),
            _counted("wat dit kost:", _each(listed, lambda item: item.amounts), self),
            "het vergelijken van geld, want dat begint op deze dag"
            if any(i.opens_ledger for i in listed)
            else "",
        ]
        said = [part for part in parts if part]
        if said:
            return f"Een antwoord kan veranderen: {'; '.join(said)}."
        if any(item.findings for item in listed):
            return "Een antwoord kan een bevinding veranderen. Samen met een ander antwoord soms ook meer."
        if not of_advice and not any(item.touches for item in listed):
            return "Dit telt mee bij het afwegen van de varianten."
        return "Samen met een ander antwoord kan dit een bevinding veranderen."

    def why_not(self, item: NotAsked) -> str:
        """Say why no answer to a question can change anything."""
        looked_at = item.readers or item.bears_on_costs
        if item.is_idle:
            return IDLE
        return "; ".join(self._because(item)) or (SETTLED if looked_at else NOT_READ)

    def _because(self, item: NotAsked) -> Iterator[str]:
        """Say what settles every rule that looks at the question."""
        told: dict[str, list[str]] = {}
        for ground in item.because:
            declared = self.rule_set.fact[ground.asked_fact]
            noun = declared.noun_phrase or declared.statement or ground.asked_fact
            told.setdefault(f"{noun}: {answer_word(declared, ground.given)}", []).append(ground.about)
        return (f"{said} ({self.about(abouts)})" for said, abouts in told.items())


def _each(items: Iterable[OpenQuestion], of: Callable[[OpenQuestion], tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(name for item in items for name in of(item)))


def _counted(word: str, names: list[str], told: Asking) -> str:
    return f"{word} {told.about(names)}" if names else ""


def _some(names: list[str]) -> str:
    """Name a few, and how many there are more; names that hold a comma stay apart."""
    more = len(names) - _SHOWN
    between = "; " if any("," in name for name in names[:_SHOWN]) else ", "
    return between.join(names[:_SHOWN]) + (f" en nog {more}" if more > 0 else "")
