"""What keeps a document from being sent: held against the decision it was made from, line by line.

The document is read as it stands, not as it was meant: its words are looked through for amounts, days and
what belongs elsewhere. What is found says what to do about it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from budget_engine.decision import ClaimDecision
from budget_engine.flips.deciding import grounds_of
from budget_engine.flips.subjects import Asked
from budget_engine.letter.content import Document, Source, Text
from budget_engine.letter.decision_letter import LESS
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.values import MONTHS, show_cents, show_date


class Fault(StrEnum):
    """What is wrong with a document."""

    WORDS = "tekst_ontbreekt"
    ADDRESSEE = "geadresseerde_onbekend"
    STEP = "stap_ontbreekt"
    OBJECTION = "bezwaarclausule"
    AMOUNT = "bedrag_of_dag"
    REASON = "reden"
    DISPUTE = "geschil"
    ROOM = "andere_ruimte"
    DECIDING = "niet_doorslaggevend"


@dataclass(frozen=True)
class Blocked:
    """Why a document cannot be sent, and what to do about it."""

    fault: Fault
    text: str
    hint: str


FIRST_PAGE = 4
"""Sections that stand on page one: the opening, what is decided, what is not, and how to object."""

_AMOUNT = re.compile(r"€\u00a0?\s?-?[0-9.]+,[0-9]{2}")
_DAY = re.compile(rf"\b[0-9]{{1,2}} (?:{'|'.join(MONTHS)}) [0-9]{{4}}\b")
_LONG_ENOUGH = 25
"""Words of somebody else are recognised from so many characters on; shorter ones anybody may say."""


def blocked(
    document: Document, lacking: Iterable[str], about: PartFor, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why the letter of a part-decision cannot be sent."""
    held = _Held(document, about, dossier)
    return (
        *lacks_words(lacking),
        *held.addressee(),
        *held.steps(),
        *held.objection(),
        *held.amounts_and_days(),
        *held.reasons(),
        *held.disputes(),
        *held.rooms(),
        *held.deciding(),
    )


def lacks_words(lacking: Iterable[str]) -> tuple[Blocked, ...]:
    """Give every piece of a document that nobody wrote words for."""
    hint = "Vraag wie de regels beheert dit briefdeel te schrijven; zie docs/brieven.md."
    return tuple(Blocked(Fault.WORDS, f"De tekst '{piece}' ontbreekt.", hint) for piece in lacking)


@dataclass(frozen=True)
class _Held:
    """A document held against its decision."""

    document: Document
    about: PartFor
    dossier: Dossier

    @property
    def _words(self) -> str:
        return "\n".join([self.document.title, *(text.words for text in self.document.texts())])

    def addressee(self) -> Iterator[Blocked]:
        """Hold that it is known to whom the letter goes."""
        if self.dossier.letter_to(self.about.person) is None:
            name = self.dossier.names.person(self.about.person)
            yield Blocked(
                Fault.ADDRESSEE,
                f"Van {name} is de leeftijd niet bekend, dus ook niet aan wie de brief gaat.",
                "Vul de geboortedatum in.",
            )

    def steps(self) -> Iterator[Blocked]:
        """Hold that no step of the research that this decision asks for is empty: the rules say which those are."""
        needs = {self.dossier.claims[item.claim].need for item in self.about.claims}
        abouts = {*needs, *(item.claim for item in self.about.claims), self.about.person}
        for finding in self.dossier.weighing.assessment.findings:
            if finding.about not in abouts or not finding.counts or finding.holds is not True:
                continue
            if self.dossier.rule_set.topic[finding.slug].is_step:
                yield Blocked(
                    Fault.STEP, finding.text, "Vul deze stap in, of leg vast waarom zij hier niet nodig was."
                )

    def objection(self) -> Iterator[Blocked]:
        """Hold that page one says until when, where and how somebody can object."""
        front = replace(self.document, sections=self.document.sections[:FIRST_PAGE])
        first = {piece for text in front.texts() if text.words.strip() for piece in _pieces(text)}
        says_when = {"bezwaar-termijn", "bezwaar-zes-weken"} & first
        if not says_when or "bezwaar-hoe" not in first:
            yield Blocked(
                Fault.OBJECTION,
                "Op de eerste bladzijde staat niet tot wanneer, waar en hoe iemand bezwaar maakt.",
                "Zet de bezwaarclausule terug (Awb 3:45).",
            )

    # --- amounts and days --------------------------------------------------------------------------------------

    def amounts_and_days(self) -> Iterator[Blocked]:
        """Hold that every amount and day is one of the decision, and that none of the decision is left out."""
        said = self._words
        found = {*_AMOUNT.findall(said), *_DAY.findall(said)}
        decided = {*self._amounts(), *self._days()}
        known = {*decided, *self._in_written_words()}
        for item in sorted(found - known):
            yield Blocked(
                Fault.AMOUNT,
                f"In de brief staat {item}; dat staat niet in het vastgestelde besluit.",
                "Maak de brief opnieuw uit het besluit.",
            )
        for item in sorted(decided - found):
            yield Blocked(
                Fault.AMOUNT,
                f"{item} staat in het vastgestelde besluit, en niet in de brief.",
                "Maak de brief opnieuw uit het besluit.",
            )

    def _amounts(self) -> Iterator[str]:
        lines = [line for item in self.about.claims for line in item.lines]
        for line in lines:
            yield from (show_cents(line.price), show_cents(line.amount))
        if lines:
            yield show_cents(sum(line.amount for line in lines))
            conditional = sum(line.amount for line in lines if line.condition is not None)
            if conditional:
                yield show_cents(conditional)

    def _days(self) -> Iterator[str]:
        days = {self.dossier.decision.on, *self.about.part.evaluation}
        for item in self.about.claims:
            days |= {day for day in (item.since, item.until, self.dossier.asked_on(item.claim)) if day}
            days |= {day for line in item.lines for day in (line.since, line.until)}
        until = self.dossier.objection_until
        return (show_date(day) for day in ({*days, until} if until is not None else days))

    def _in_written_words(self) -> set[str]:
        """Give the amounts and days in what people wrote for this decision, and in the words of the rules."""
        written = [text for item in self.about.claims for text in _written(item)]
        written += [*self.about.part.conditions, self.about.part.own_contribution or ""]
        written += [need.own_words or "" for need in self.dossier.case.needs]
        written += [
            item.resident_text or "" for item in self.dossier.rule_set.consequence_of_finding.values()
        ]
        written += [text.text for text in self.dossier.rule_set.letter_texts]
        together = "\n".join(written)
        return {*_AMOUNT.findall(together), *_DAY.findall(together)}

    # --- reasons -------------------------------------------------------------------------------------------------

    def reasons(self) -> Iterator[Blocked]:
        """Hold that each claim is given its own reason and no other's, and that what is refused has one."""
        for item in self.about.claims:
            own = self._about(item.claim)
            name = self.dossier.called(item.claim)
            if not any(_holds(text, item.reasons) for text in own):
                yield Blocked(
                    Fault.REASON,
                    f"Bij '{name}' staat niet de reden die {self.about.part.decider.name} gaf.",
                    "Maak de brief opnieuw uit het besluit, of schrijf een reden.",
                )
            for other in self.about.claims:
                differs = other is not item and other.reasons != item.reasons
                if differs and any(_holds(text, other.reasons) for text in own):
                    yield Blocked(
                        Fault.REASON,
                        f"Bij '{name}' staat de reden van '{self.dossier.called(other.claim)}'.",
                        "Zet elke reden bij wat erbij hoort.",
                    )

    def _about(self, claim: str) -> list[Text]:
        """Give the texts that say something about a claim and no other."""
        return [
            text
            for text in self.document.texts()
            if {a.ids for a in text.anchors if a.source is Source.CLAIM} == {(claim,)}
        ]

    # --- disputes and rooms --------------------------------------------------------------------------------------

    def disputes(self) -> Iterator[Blocked]:
        """Hold that nothing the decision rests on reads as agreed while somebody sees it otherwise."""
        decided = {item.claim for item in self.about.claims}
        told = {
            anchor.ids
            for text in self.document.texts()
            for anchor in text.anchors
            if anchor.source is Source.FACT and text.words.strip()
        }
        disputed = {
            (ground.about, ground.asked_fact)
            for finding in self.dossier.weighing.assessment.findings
            if finding.about in decided and finding.counts
            for ground in finding.decisive
            if ground.is_disputed and (ground.about, ground.asked_fact) in self.dossier.answers
        }
        for place in sorted(disputed - told):
            question = self.dossier.rule_set.fact[place[1]].question or place[1]
            yield Blocked(
                Fault.DISPUTE,
                f"Over '{question}' is iemand het niet eens, en de brief zegt dat niet.",
                "Zeg wie het anders ziet, en wat die zegt.",
            )

    def rooms(self) -> Iterator[Blocked]:
        """Hold that nothing is told of another person or law: neither what it is about, nor anybody's words."""
        rooms = self.dossier.rooms
        mine = {self.document.room, self.about.person}
        for text in self.document.texts():
            for anchor in text.anchors:
                about = anchor.ids[-1] if anchor.source is Source.FINDING else anchor.ids[0]
                room = rooms.get(about)
                if anchor.source in _OF_SOMEBODY and room is not None and room not in mine:
                    yield _elsewhere(text.words)
        said = " ".join(self._words.split())
        for about, _, answer in self.dossier.case.answers():
            room = rooms.get(about)
            if room is None or room in mine:
                continue
            for words in (answer.reasons, answer.given):
                told = " ".join((words or "").split())
                if len(told) >= _LONG_ENOUGH and told in said:
                    yield _elsewhere(told)

    # --- what decides ----------------------------------------------------------------------------------------------

    def deciding(self) -> Iterator[Blocked]:
        """Hold that a finding by which somebody gets less is one that answers carry, and that still holds."""
        less = {item.claim for item in self.about.claims if item.result in LESS}
        asked = Asked(self.dossier.case, self.dossier.rule_set, self.dossier.weighing)
        told = {
            anchor.ids
            for text in self.document.texts()
            for anchor in text.anchors
            if anchor.source is Source.FINDING and anchor.ids[-1] in less
        }
        for rule, about in sorted(told):
            entity = self.dossier.weighing.facts.entities[about]
            holds = asked.space.base.finding(rule, entity) is True
            grounds = grounds_of(asked.space, rule, entity) if holds else None
            if not grounds or not all(grounds):
                yield Blocked(
                    Fault.DECIDING,
                    f"De brief noemt een reden ('{rule}') die door geen enkel antwoord wordt gedragen.",
                    "Kijk de bevinding na, of haal de zin weg.",
                )


def _elsewhere(words: str) -> Blocked:
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return Blocked(
        Fault.ROOM,
        f"In de brief staat iets van een andere persoon of een andere wet: '{shown}'.",
        "Haal het weg, of zet het in de brief waar het hoort.",
    )


_OF_SOMEBODY = frozenset({Source.CLAIM, Source.FINDING, Source.FACT, Source.WISH})
"""What a text can say of somebody, so that it stands in a room."""

_SHOWN = 80
"""So many characters are shown of words that stand in the wrong letter."""


def _written(item: ClaimDecision) -> Iterator[str]:
    for text in (item.reasons, item.activities, item.condition, item.use_of_discretion, item.despite_unknown):
        if text is not None:
            yield text
    yield from (line.condition for line in item.lines if line.condition is not None)


def _holds(text: Text, reasons: str) -> bool:
    return " ".join(reasons.split()).rstrip(".") in " ".join(text.words.split())


def _pieces(text: Text) -> Iterator[str]:
    return (anchor.ids[0] for anchor in text.anchors if anchor.source is Source.PIECE)
