"""What would turn an outcome, in sentences: what would be otherwise, what it is now, and what then follows.

The sentences say what the rules would find. They promise nothing and ask nothing of anybody: what a
resident cannot help is never said to lie with the resident.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.aloud.reader import aloud_of
from budget_engine.assessment import Gate
from budget_engine.drafts.labels import GATES, GATES_BECOME, answer_word, question_of
from budget_engine.flips.outlook import AloneGround, Change, Flip, Hands, Outlook, SubjectKind
from budget_engine.flips.supposing import Place
from budget_engine.glossary import UNKNOWN, YES
from budget_engine.language.expr import Between, Comparison, Constant, FactRef, Operator
from budget_engine.language.fact import NUMERIC, FactDeclaration, Facts, Kind, Outlet, Value
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import parse_cents, show_cents, show_date

HANDS: Mapping[Hands, str] = {
    Hands.RESIDENT: "Hierover beslist de inwoner zelf",
    Hands.WORKER: "Dit zoekt de gemeente uit, of besluit zij",
    Hands.NOBODY: "Dit hebben inwoner en gemeente niet in de hand; het zegt waar de uitkomst op rust",
}
"""The heading above the changes that lie in somebody's hands."""

NO_PROMISE = "Dit zegt wat de regels dan vinden; het is geen toezegging."
"""What is said wherever somebody reads what would turn an outcome."""

_TRUTHS = {"geldt": "Dan geldt dit", "geldt_niet": "Dan geldt dit niet", UNKNOWN: "Dan is dit niet bekend"}


@dataclass(frozen=True)
class Turning:
    """Says outlooks about one household; `called` gives what people call everything with an id."""

    rule_set: RuleSet
    facts: Facts
    called: Mapping[str, str]

    def flip(self, found: Outlook, flip: Flip) -> str:
        """Say one change and what follows from it, named by what it is about where that is something else."""
        by: dict[str, list[str]] = {}
        for change in sorted(flip.changes, key=lambda item: item.about != found.about):
            by.setdefault(change.about, []).append(self.supposed(change))
        said = "; ".join(
            " en ".join(supposed) if about == found.about else f"{self.named(about)}: {' en '.join(supposed)}"
            for about, supposed in by.items()
        )
        return f"{sentence(said)} {self.becomes(found, flip)}."

    def named(self, about: str) -> str:
        """Give what people call something."""
        return self.called.get(about, about)

    def supposed(self, change: Change) -> str:
        """Say what would be otherwise, and what it is now."""
        declared = self.rule_set.fact[change.asked_fact]
        others = [f"'{answer_word(declared, other)}'" for other in change.as_well]
        as_well = f", of {_one_of(others)}" if others else ""
        return f"{self._clause(change)}{as_well} ({self._now(declared, change)})"

    def _now(self, declared: FactDeclaration, change: Change) -> str:
        """Say what it is now, as the sentences do: money with its sign, a day in full, a yes or no by the clause."""
        if change.before != UNKNOWN and declared.kind is Kind.YES_NO:
            return "nu niet" if change.after == YES else "nu wel"
        if change.before == UNKNOWN or declared.kind not in (Kind.AMOUNT, Kind.DATE):
            return f"nu: {answer_word(declared, change.before)}"
        value = declared.parse(change.before)
        return f"nu: {show_date(value) if isinstance(value, date) else show_cents(int(value))}"

    def _clause(self, change: Change) -> str:
        declared = self.rule_set.fact[change.asked_fact]
        if declared.kind is Kind.TEXT:
            return f"{declared.noun_phrase or declared.name} is opgeschreven"
        if change.whatever:
            which = "welke dag dan ook" if declared.kind is Kind.DATE else "wat het ook is"
            return f"{declared.noun_phrase or declared.name} is bekend, {which}"
        if change.from_value is None and change.to_value is None:
            return self._said(change.asked_fact, declared.parse(change.after))
        return self._within(change, declared)

    def _within(self, change: Change, declared: FactDeclaration) -> str:
        """Say between which values a number or a day comes to the same."""
        low, high = (
            None if end is None else Constant(declared.kind, declared.parse(end), declared.unit)
            for end in (change.from_value, change.to_value)
        )
        fact = FactRef(change.asked_fact)
        aloud = aloud_of(self.rule_set)
        if low is not None and high is not None:
            one = Comparison(fact, Operator.EQUAL, low) if low == high else Between(fact, low, high)
            return aloud.condition(one)
        if low is not None:
            return aloud.condition(Comparison(fact, Operator.AT_LEAST, low))
        assert high is not None
        return aloud.condition(Comparison(fact, Operator.AT_MOST, high))

    def _said(self, fact: str, value: Value) -> str:
        declared = self.rule_set.fact[fact]
        known = Constant(declared.kind, value, declared.unit)
        return aloud_of(self.rule_set).condition(Comparison(FactRef(fact), Operator.EQUAL, known))

    # --- what follows ------------------------------------------------------------------------------------------

    def now(self, found: Outlook) -> str:
        """Say what an outcome is."""
        return self._outcome(found, found.now)

    def becomes(self, found: Outlook, flip: Flip) -> str:
        """Say what an outcome becomes."""
        match found.kind:
            case SubjectKind.FINDING:
                return _TRUTHS[flip.becomes[0]]
            case SubjectKind.AMOUNTS:
                return (
                    "Dan is niet bekend wat het kost"
                    if set(flip.becomes) == {UNKNOWN}
                    else f"Dan kost het {self._outcome(found, flip.becomes)}"
                )
            case SubjectKind.GATE:
                return f"Dan {GATES_BECOME[Gate(flip.becomes[0])]}"
            case SubjectKind.ADVICE:
                return f"Dan wordt het: {self._outcome(found, flip.becomes)}"

    def _outcome(self, found: Outlook, codes: tuple[str, ...]) -> str:
        match found.kind:
            case SubjectKind.FINDING:
                return {"geldt": "geldt", "geldt_niet": "geldt niet"}.get(codes[0], "niet bekend")
            case SubjectKind.GATE:
                return GATES[Gate(codes[0])]
            case SubjectKind.ADVICE:
                declared = self.rule_set.outlet.get(Outlet.ADVICE)
                return answer_word(declared, codes[0])
            case SubjectKind.AMOUNTS:
                return _amounts(codes)

    # --- a whole outlook -----------------------------------------------------------------------------------------

    def heading(self, found: Outlook) -> str:
        """Name what the outlook is about, with what it is now."""
        named = self.named(found.about)
        match found.kind:
            case SubjectKind.FINDING:
                return f"{title_of(self.rule_set, found.rule or '')} ({named}): {self.now(found)}"
            case SubjectKind.GATE:
                return f"Wat de wet zegt van {named}: {self.now(found)}"
            case SubjectKind.ADVICE:
                return f"Het advies over {named}: {self.now(found)}"
            case SubjectKind.AMOUNTS:
                return f"Wat {named} kost: {self.now(found)}"

    def lines(self, found: Outlook) -> Iterator[str]:
        """Say everything that would turn an outcome, by whose hands it lies in, fewest facts first."""
        for hands, told in self.by_hands(found).items():
            yield HANDS[hands]
            yield from (f"  {said}" for said in told)
        yield from self.each_enough(found.each_enough)
        yield from self.searched(found)

    def by_hands(self, found: Outlook) -> dict[Hands, tuple[str, ...]]:
        """Say every change under whose hands it lies in, fewest facts first; without hands that hold nothing."""
        told = sorted(self._told(found), key=_uncertain_first)
        said = {
            hands: tuple(self.flip(found, flip) for flip in told if flip.hands is hands) for hands in Hands
        }
        return {hands: sentences for hands, sentences in said.items() if sentences}

    def _told(self, found: Outlook) -> Iterator[Flip]:
        """Leave out of an amount what only says again that another number gives another amount."""
        met: set[tuple[str, str]] = set()
        for flip in found.flips:
            first = flip.changes[0]
            is_number = self.rule_set.fact[first.asked_fact].kind in NUMERIC
            if found.kind is SubjectKind.AMOUNTS and len(flip.changes) == 1 and is_number:
                if (first.about, first.asked_fact) in met:
                    continue
                met.add((first.about, first.asked_fact))
            yield flip

    def each_enough(self, grounds: Iterable[AloneGround]) -> Iterator[str]:
        """Say which grounds each carry the outcome by themselves."""
        listed = list(grounds)
        if listed:
            yield f"Deze {len(listed)} gronden dragen dit elk op zichzelf; wie er één weghaalt, verandert niets:"
            differ = len({ground.rule for ground in listed}) > 1
            for number, ground in enumerate(listed, 1):
                title = f"{title_of(self.rule_set, ground.rule)}: " if differ else ""
                yield f"  {number}. {title}{' en '.join(self.known(place) for place in ground.rests_on)}"

    def known(self, place: Place) -> str:
        """Say what is known of a fact, and of whom."""
        about, fact = place
        value = self.facts.entities[about].values.get(fact)
        if value is None:
            return f"niet bekend: {question_of(self.rule_set.fact[fact])} ({self.named(about)})"
        return f"{self._said(fact, value)} ({self.named(about)})"

    def searched(self, found: Outlook) -> Iterator[str]:
        """Say how far was searched."""
        count = "één feit" if found.most == 1 else f"{found.most} feiten"
        if not found.flips:
            yield f"Geen verandering van hooguit {count} tegelijk maakt dit anders."
        named = [self.rule_set.fact[fact].noun_phrase or fact for fact in found.not_searched]
        named.append("dagen waarop andere regels gelden")
        left = f" Niet anders verondersteld: {enumerated(named)}."
        whole = "" if found.is_whole else " Het zoeken is afgebroken, omdat er te veel mogelijkheden zijn."
        yield f"Gezocht is naar veranderingen van hooguit {count} tegelijk.{left}{whole}"


def _uncertain_first(flip: Flip) -> tuple[int, bool]:
    """Put fewer facts first, and of those what is not known yet."""
    return len(flip.changes), any(change.before != UNKNOWN for change in flip.changes)


def title_of(rule_set: RuleSet, finding: str) -> str:
    """Give the title of a rule, or of the table that a row is in."""
    rule = rule_set.rule_named.get(finding)
    if rule is not None:
        return rule.title
    return next(
        (table.title for table in rule_set.tables if finding in map(table.row_name, table.rows)), finding
    )


def _one_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} of {words[-1]}"


def _amounts(codes: tuple[str, ...]) -> str:
    """Write the six ends of what a claim costs; one amount where they are the same."""
    low, likely, high, *later = codes
    first = _range(low, likely, high)
    return f"{first} in het eerste jaar en {_range(*later)} in het tweede"


def _range(low: str, likely: str, high: str) -> str:
    ends = [_money(end) for end in (low, likely, high)]
    return ends[1] if len(set(ends)) == 1 else f"{ends[1]} ({ends[0]} tot {ends[2]})"


def _money(text: str) -> str:
    return "niet bekend" if text == UNKNOWN else show_cents(parse_cents(text))
