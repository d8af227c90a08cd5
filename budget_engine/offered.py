"""What people and the neighbourhood offer: who to whom, how heavy, for how long, and what if it stops.

It has no good direction: nothing here is counted up, ranked or judged. What whoever helps needs comes
first, and what nobody knows is named as a question. Facts are found by the doors of their declarations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.answer import Answer
from budget_engine.case import Case, Support
from budget_engine.facts import answers_of
from budget_engine.glossary import Noun, YesNo
from budget_engine.language.fact import FactDeclaration, Giver, Outlet, Value
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import parse_date, show_date

_QUOTES = '"“”'


class Unknown(Noun):
    """Something about support that is not known: about whom or what, and whether it was asked at all."""

    about: str
    asked_fact: str
    was_asked: YesNo


class Offered(Noun):
    """What somebody offers, with everything that is known about it; never a score.

    `giver` is None while it is not known who it comes from. `sentences` tell it to people, with the need
    of whoever helps first.
    """

    support: str
    offered_to: str
    given_by: str | None
    facts: dict[str, str]
    giver: Giver | None = None
    sentences: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()


def offered_of(
    case: Case, rule_set: RuleSet, derived: Mapping[tuple[str, str], Value | None]
) -> tuple[Offered, ...]:
    """Give everything that is offered in a case, in its order."""
    answers = answers_of(case)

    def worked_out(outlet: Outlet, support: str) -> Value | None:
        declared = rule_set.outlet.get(outlet)
        return None if declared is None else derived.get((declared.name, support))

    return tuple(
        _Teller(
            case, rule_set, answers, support,
            worked_out(Outlet.GIVER, support.id), worked_out(Outlet.IS_INFORMAL_CARE, support.id),
        ).offered()
        for support in case.support
    )  # fmt: skip


_ASKED_OF: Mapping[Giver | None, tuple[Outlet, ...]] = {
    Giver.RESIDENT: (Outlet.LOAD, Outlet.LASTS, Outlet.FALLBACK),
    Giver.NEIGHBOURHOOD: (Outlet.HOW_OFTEN, Outlet.UNTIL, Outlet.FALLBACK),
}
"""What is told of support by whom it comes from; of people around somebody all of it."""

_OF_PEOPLE_AROUND = (
    Outlet.OWN_NEED_OF_GIVER, Outlet.HOW_OFTEN, Outlet.LOAD, Outlet.LASTS, Outlet.UNTIL, Outlet.FALLBACK,
)  # fmt: skip


@dataclass(frozen=True)
class _Known:
    """The answer to a fact, and how the fact is declared."""

    declared: FactDeclaration
    about: str
    answer: Answer | None

    @property
    def value(self) -> Value | None:
        if self.answer is None or not self.answer.is_known:
            return None
        return self.declared.parse(self.answer.given)

    @property
    def why(self) -> str:
        """Give the reason that stands with the answer, as it follows a sentence."""
        reasons = None if self.answer is None else self.answer.reasons
        return f" ({reasons.strip().rstrip('.')})" if reasons else ""


class _Teller:
    """Tells of one support."""

    def __init__(
        self,
        case: Case,
        rule_set: RuleSet,
        answers: Mapping[tuple[str, str], Answer],
        support: Support,
        giver: Value | None,
        is_informal_care: Value | None,
    ) -> None:
        self.case = case
        self.rule_set = rule_set
        self.answers = answers
        self.support = support
        self.giver = Giver(giver) if isinstance(giver, str) else None
        self.called = {person.id: called(person.name or person.id) for person in case.persons}
        self.whom = self.called.get(support.offered_to, support.offered_to)
        self.who = (
            None if support.given_by is None else self.called.get(support.given_by, called(support.given_by))
        )
        asked = _ASKED_OF.get(self.giver, _OF_PEOPLE_AROUND)
        own_need = Outlet.OWN_NEED_OF_GIVER
        self.asked = tuple(item for item in asked if item is not own_need or is_informal_care is not False)

    def offered(self) -> Offered:
        """Give all of it."""
        support = self.support
        facts = {
            name: self.answers[support.id, name].given
            for name in sorted(support.facts)
            if support.facts[name]
        }
        unknown = tuple(self._unknown())
        return Offered(
            support=support.id,
            offered_to=support.offered_to,
            given_by=support.given_by,
            facts=facts,
            giver=self.giver,
            sentences=tuple(map(_whole, (*self._told(), *self._not_known(unknown)))),
            unknown=unknown,
        )

    def _read(self, outlet: Outlet) -> _Known | None:
        """Give what is known through a door; what a person needs stands with that person."""
        declared = self.rule_set.outlet.get(outlet)
        if declared is None:
            return None
        known = _Known(declared, self.support.id, self.answers.get((self.support.id, declared.name)))
        if (
            outlet is Outlet.OWN_NEED_OF_GIVER
            and known.answer is None
            and self.support.given_by in self.called
        ):
            return self._of_person(self.support.given_by) or known
        return known

    def _of_person(self, person: str | None) -> _Known | None:
        declared = self.rule_set.outlet.get(Outlet.OWN_NEED_OF_PERSON)
        if declared is None or person is None:
            return None
        return _Known(declared, person, self.answers.get((person, declared.name)))

    def _value(self, outlet: Outlet) -> tuple[Value | None, str]:
        known = self._read(outlet) if outlet in self.asked or outlet is Outlet.OPEN_ENDED else None
        return (None, "") if known is None else (known.value, known.why)

    # --- what is known ---------------------------------------------------------------------------------

    def _told(self) -> Iterator[str]:
        yield f"{self._what}: {self._who_and_when()}"
        offer = self._read(Outlet.OFFERED)
        if offer is not None and isinstance(offer.value, str):
            yield f'wat wordt aangeboden: "{offer.value.strip().strip(_QUOTES)}"'
        yield from self._own_need()
        load = self._read(Outlet.LOAD) if Outlet.LOAD in self.asked else None
        if load is not None and isinstance(load.value, str):
            yield f"voor {self._whoever} is het {load.declared.choices[load.value]}"
        lasts, _ = self._value(Outlet.LASTS)
        if lasts is not None:
            yield f"{self._whoever} {self._verb('houdt', 'houden')} het {'' if lasts else 'zo niet '}vol"
        yield from self._until()
        fallback, why = self._value(Outlet.FALLBACK)
        if fallback is not None:
            is_it = "is geregeld wat er dan gebeurt" if fallback else "is daar niets voor geregeld"
            yield f"valt deze hulp weg, dan {is_it}{why}"
        yield from self._disputed()

    def _who_and_when(self) -> str:
        often, _ = self._value(Outlet.HOW_OFTEN)
        when = f", {often.strip().rstrip('.')}" if isinstance(often, str) else ""
        if self.giver is Giver.NEIGHBOURHOOD:
            return f"dit is er voor {self.whom}{when}"
        if self.giver is Giver.RESIDENT:
            return f"{self._whoever} {self._verb('doet', 'doen')} dit zelf"
        if self.who is None:
            return f"wie dit doet voor {self.whom}, is nog niet opgeschreven{when}"
        return f"{self.who} {self._verb('is', 'zijn')} er voor {self.whom}{when}"

    def _own_need(self) -> Iterator[str]:
        if Outlet.OWN_NEED_OF_GIVER not in self.asked:
            return
        discussed, _ = self._value(Outlet.OWN_NEED_OF_GIVER)
        if discussed is not None:
            is_it = "is besproken" if discussed else "is nog niet besproken"
            yield f"wat {self._whoever} zelf nodig {self._verb('heeft', 'hebben')}, {is_it}"
        for need in self.case.needs:
            if need.person == self.support.given_by and need.own_words:
                yield f'{self._whoever} {self._verb("zegt", "zeggen")}: "{need.own_words.strip()}"'

    def _until(self) -> Iterator[str]:
        if Outlet.UNTIL not in self.asked:
            return
        open_ended, _ = self._value(Outlet.OPEN_ENDED)
        until, why = self._value(Outlet.UNTIL)
        if open_ended is True:
            yield "er is geen einde afgesproken"
        elif until is not None:
            yield f"deze hulp is er tot en met {_day(until)}"
        elif open_ended is False:
            yield f"deze hulp heeft een einde{why}"

    def _disputed(self) -> Iterator[str]:
        for outlet in self.asked:
            known = self._read(outlet)
            dispute = None if known is None or known.answer is None else known.answer.dispute
            if dispute is not None:
                who = self.called.get(dispute.disputed_by, dispute.disputed_by)
                says = f' en zegt: "{dispute.says.strip()}"' if dispute.says else ""
                about = _SUBJECT[outlet].format(**self._words)
                yield f"over {about} zijn we het niet eens: {who} ziet dit anders{says}"

    # --- what is not known -----------------------------------------------------------------------------

    def _unknown(self) -> Iterator[Unknown]:
        for outlet in self.asked:
            known = self._read(outlet)
            if known is None or known.value is not None:
                continue
            if outlet is Outlet.UNTIL and self._value(Outlet.OPEN_ENDED)[0] is True:
                continue
            yield Unknown(
                about=known.about, asked_fact=known.declared.name, was_asked=known.answer is not None
            )

    def _not_known(self, unknown: tuple[Unknown, ...]) -> Iterator[str]:
        clause = {
            (known.about, known.declared.name): _SUBJECT[outlet].format(**self._words)
            for outlet in self.asked
            if (known := self._read(outlet)) is not None
        }
        for was_asked, words in ((False, "nog niet gevraagd"), (True, "gevraagd en nog niet bekend")):
            open_ones = [
                clause[item.about, item.asked_fact] for item in unknown if item.was_asked is was_asked
            ]
            if open_ones:
                yield f"{words}: {enumerated(open_ones)}"

    @property
    def _what(self) -> str:
        """Give the name of the support, as it stands before a colon."""
        name = (self.support.name or "").strip().rstrip(".:")
        return name or "wat dit is, is nog niet opgeschreven"

    @property
    def _whoever(self) -> str:
        return self.who or "wie helpt"

    @property
    def _words(self) -> dict[str, str]:
        return {
            "who": self._whoever,
            "heeft": self._verb("heeft", "hebben"),
            "houdt": self._verb("volhoudt", "volhouden"),
        }

    def _verb(self, one: str, more: str) -> str:
        return more if " en " in self._whoever else one


_SUBJECT: Mapping[Outlet, str] = {
    Outlet.OWN_NEED_OF_GIVER: "wat {who} zelf nodig {heeft}",
    Outlet.HOW_OFTEN: "wanneer deze hulp er is",
    Outlet.LOAD: "hoe zwaar het is voor {who}",
    Outlet.LASTS: "of {who} het {houdt}",
    Outlet.UNTIL: "tot wanneer deze hulp er is",
    Outlet.FALLBACK: "wat er gebeurt als deze hulp wegvalt",
}
"""What each door is about, as a part of a sentence."""


def called(name: str) -> str:
    """Give what somebody is called inside a sentence, without who they are to others.

    >>> called("Anouk (moeder)"), called("Mirjam, zus van Anouk"), called("de buren")
    ('Anouk', 'Mirjam', 'de buren')
    """
    return name.partition(" (")[0].partition(",")[0].strip() or name


def _whole(text: str) -> str:
    """Write a sentence; words of people that end it keep their own stop."""
    written = sentence(text)
    return written.removesuffix(".") if text.endswith(('."', '!"', '?"')) else written


def _day(value: Value) -> str:
    return show_date(parse_date(str(value)))
