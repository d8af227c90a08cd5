"""What stands around the decision in a document: its head and foot, and all that is in it in so many words.

To whom it is, of which day and case, who decided, how to object, and what was written for the whole. Each is
held to the record; a text that nobody can account for keeps the document back.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from budget_engine.aloud.phrases import enumerated
from budget_engine.drafts.labels import DOMAINS, capital
from budget_engine.language.letter_text import PIECES, words_for
from budget_engine.letter.as_decided import HELD, HINT, ids_of, plain_words
from budget_engine.letter.asked_for import is_mixed, nobody_applied
from budget_engine.letter.content import Document, DocumentKind, Source, Table, Text, texts_of
from budget_engine.letter.dossier import Dossier, LetterTo, PartFor, parts_of
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.reading import Reading, Wanted, exactly, just, one_of, shown
from budget_engine.letter.words import as_part
from budget_engine.values import show_date

_HEADS = tuple(
    f"{piece}{to}" for piece in ("aan-", "aanhef-") for to in LetterTo if piece + to != "aanhef-zelf"
)
FRAME = {
    DocumentKind.DECISION: (
        "afzender", *_HEADS, "aanhef", "besluit-inleiding", "besluit-inleiding-zonder-dag",
        "besluit-inleiding-zonder-aanvraag", "besluit-inleiding-ook-zonder-aanvraag",
        "bezwaar-zes-weken", "bezwaar-hoe", "bezwaar-inhoud", "contact", "ondertekening",
    ),
    DocumentKind.COVER: (
        "afzender", *_HEADS, "aanhef", "begeleidend-inleiding", "begeleidend-inleiding-een", "begeleidend-brief",
        "begeleidend-anderen", "niet-toegekend", "begeleidend-vergeleken", "begeleidend-gekozen", "verwacht-van",
        "contact", "ondertekening",
    ),
    DocumentKind.PLAN: ("plan-inleiding", "plan-niet-samen", "contact"),
    DocumentKind.SUMMARY: ("kort-bezwaar-zes-weken", "contact", "kort-brief"),
    DocumentKind.REPORT: ("afzender", *_HEADS, "verslag-inleiding", "verslag-aanvullen", "verslag-tekenen", "contact"),
    DocumentKind.TALK_SHEET: (),
}  # fmt: skip
"""The pieces that are said as often as the record asks, and no more."""

_TITLES = {
    DocumentKind.DECISION: "besluit-onderwerp",
    DocumentKind.COVER: "begeleidend-onderwerp",
    DocumentKind.PLAN: "plan-onderwerp",
    DocumentKind.SUMMARY: "kort-onderwerp",
    DocumentKind.REPORT: "verslag-onderwerp",
    DocumentKind.TALK_SHEET: "blad-onderwerp",
}

_OWN = {
    DocumentKind.DECISION: ("plan-vorm",),  # a form that has no words of its own
    DocumentKind.COVER: ("begeleidend-",),
    DocumentKind.PLAN: ("plan-",),
    DocumentKind.SUMMARY: ("kort-",),
    DocumentKind.REPORT: ("verslag-",),
    DocumentKind.TALK_SHEET: ("blad-",),
}
_OF_ONE_KIND = ("begeleidend-", "plan-", "kort-", "verslag-", "blad-", "voor-")
"""Pieces that begin so stand in one kind of document."""

_ELSEWHERE = HELD | {"kort-niet", "kort-praten", "kort-bezwaar"}
"""Pieces that are held to the part-decisions; here is no more to say of them."""

_OF_SUMMARY = ("kort-bezwaar", "kort-praten", "kort-woord")
"""The pieces of a summary that are of no provision, beside those that frame it and what somebody pays."""

_HELD_APART = frozenset({Source.CLAIM, Source.FINDING, Source.WISH})
"""What a text of a letter may be about that a check of its own holds: why, and what was asked."""

_OBJECTION = frozenset({"bezwaar-zes-weken", "bezwaar-hoe", "bezwaar-inhoud", "kort-bezwaar-zes-weken"})
_FAULTS = {**dict.fromkeys(_OBJECTION, Fault.OBJECTION), "niet-toegekend": Fault.REASON}


@dataclass(frozen=True)
class Framed:
    """A document held to the record in all that it says around the provisions; `parts` are what it tells of."""

    document: Document
    dossier: Dossier
    person: str
    parts: tuple[PartFor, ...] = ()

    @cached_property
    def reading(self) -> Reading:
        """Read the document."""
        return Reading(self.document, self.dossier)

    def held(self) -> Iterator[Blocked]:
        """Give all that is not as the record has it."""
        kind = self.document.kind
        yield from self.reading.told(FRAME[kind], self._wanted(), _FAULTS)
        yield from self._title()
        yield from self._headings()
        if kind is DocumentKind.COVER:
            yield from self._points_at_objection()
        if kind is not DocumentKind.REPORT:  # that has more to say, and is held text by text
            yield from self._fixed()
            yield from self._loose()
            yield from self._rows()

    # --- head and foot -----------------------------------------------------------------------------------------

    def _wanted(self) -> tuple[Wanted, ...]:
        match self.document.kind:
            case DocumentKind.DECISION:
                return (*self._head(), *self._asked(), *self._objection(), *self._foot())
            case DocumentKind.COVER:
                return (*self._head(), *self._of_cover(), *self._foot())
            case DocumentKind.PLAN:
                return tuple(self._of_plan())
            case DocumentKind.SUMMARY:
                until = () if self.dossier.objection_until else (exactly("kort-bezwaar-zes-weken"),)
                return (*until, exactly("contact"), exactly("kort-brief"))
            case DocumentKind.REPORT:
                fixed = ("verslag-inleiding", "verslag-aanvullen", "verslag-tekenen", "contact")
                sender, to, _ = self._head()
                return (sender, to, *map(exactly, fixed))
            case DocumentKind.TALK_SHEET:
                return ()

    @property
    def _name(self) -> str:
        return self.dossier.names.person(self.person)

    def _head(self) -> tuple[Wanted, Wanted, Wanted]:
        to = self.dossier.letter_to(self.person) or LetterTo.SELF
        greeting = "aanhef" if to is LetterTo.SELF else f"aanhef-{to}"
        return exactly("afzender"), exactly(f"aan-{to}", naam=self._name), exactly(greeting, naam=self._name)

    def _asked(self) -> Iterator[Wanted]:
        """Say of what and when it was asked; a day that nobody wrote down is not made up."""
        (about,) = self.parts
        law = self.dossier.law_name(about.part.law)
        days = {day for item in about.claims if (day := self.dossier.asked_on(item.claim)) is not None}
        if days:
            asked = enumerated(show_date(day) for day in sorted(days))
            yield exactly("besluit-inleiding", aanvraag=asked, wet=law)
        elif nobody_applied(self.dossier, about):
            yield exactly("besluit-inleiding-zonder-aanvraag", wet=law)
        else:
            yield exactly("besluit-inleiding-zonder-dag", wet=law)
        if is_mixed(self.dossier, about):
            yield exactly("besluit-inleiding-ook-zonder-aanvraag")

    def _objection(self) -> Iterator[Wanted]:
        if self.dossier.objection_until is None:  # a day is held with what is decided
            yield exactly("bezwaar-zes-weken")
        yield exactly("bezwaar-hoe")
        yield exactly("bezwaar-inhoud")

    def _foot(self) -> Iterator[Wanted]:
        yield exactly("contact")
        municipality = f"(?i:{just(self.dossier.rule_set.municipality or '')})"
        for name, function in dict.fromkeys(
            (part.part.decider.name, part.part.decider.function) for part in self.parts
        ):
            yield "ondertekening", {"gemeente": municipality, "naam": just(name), "functie": just(function)}

    def _of_cover(self) -> Iterator[Wanted]:
        decision, names = self.dossier.decision, self.dossier.names
        yield exactly("begeleidend-inleiding" if len(self.parts) > 1 else "begeleidend-inleiding-een")
        for part in self.parts:
            yield exactly("begeleidend-brief", wet=self.dossier.law_name(part.part.law))
        if others := dict.fromkeys(
            part.person for part in parts_of(self.dossier) if part.person != self.person
        ):
            yield exactly("begeleidend-anderen", namen=names.persons(others))
        for wish in decision.not_granted:
            yield exactly("niet-toegekend", wens=capital(wish.what.strip()), reden=as_part(wish.reasons))
        yield exactly("begeleidend-vergeleken")
        yield exactly("begeleidend-gekozen", keuze=names.alternatives[decision.chosen])
        for claim in self.dossier.expected_of_others(self.person):
            name, who = self.dossier.called(claim.id), self.dossier.carrier(claim.law)
            yield exactly("verwacht-van", voorziening=name, wie=who)

    def _of_plan(self) -> Iterator[Wanted]:
        (about,) = self.parts
        who, day = about.part.decider, show_date(self.dossier.decision.on)
        yield exactly("plan-inleiding", dag=day, naam=who.name, functie=who.function)
        if any(item.lines for item in about.claims):
            yield exactly("plan-niet-samen", wet=self.dossier.law_name(about.part.law))
        yield exactly("contact")

    def _title(self) -> Iterator[Blocked]:
        places = {"naam": just(self._name)}
        if self.document.law is not None:
            places["wet"] = just(self.dossier.law_name(self.document.law))
        piece = _TITLES[self.document.kind]
        if self.document.kind is DocumentKind.DECISION and nobody_applied(self.dossier, self.parts[0]):
            piece = "besluit-onderwerp-zonder-aanvraag"
        if not self.reading.reads(self.document.title, piece, places):
            yield _otherwise(self.document.title)

    def _headings(self) -> Iterator[Blocked]:
        """Hold that each heading is one that this kind of document has."""
        kind = self.document.kind
        others = tuple(prefix for prefix in _OF_ONE_KIND if prefix not in _OWN[kind])
        pieces = [piece for piece in PIECES if piece.endswith("-kop") and not piece.startswith(others)]
        known = [self.reading.how(piece, {"domein": one_of(DOMAINS.values())}) for piece in pieces]
        if kind is DocumentKind.PLAN:
            known += [just(about.called(self.dossier, item)) for about in self.parts for item in about.claims]
        if kind is DocumentKind.REPORT:
            known += map(just, DOMAINS.values())
        for heading in (section.heading for section in self.document.sections if section.heading):
            if not any(re.fullmatch(one, plain_words(heading)) for one in known):
                yield _otherwise(heading)

    def _points_at_objection(self) -> Iterator[Blocked]:
        """Hold that the letter on top says once where it stands how to object."""
        said = [text for text in self.document.texts() if any(_points_at_objection(text))]
        if len(said) != 1:
            text = "In de begeleidende brief staat niet één keer waar staat hoe iemand bezwaar maakt."
            yield Blocked(Fault.OBJECTION, text, HINT)

    # --- every text is accounted for -----------------------------------------------------------------------------

    def _fixed(self) -> Iterator[Blocked]:
        """Hold that each other piece stands in its words, in a kind of document where it belongs."""
        for text in self.document.texts():
            pieces = [piece for (piece,) in ids_of(text, Source.PIECE)]
            is_alone = len(pieces) == 1 and pieces[0] not in {*FRAME[self.document.kind], *_ELSEWHERE}
            is_strange = any(self._is_strange(piece, text) for piece in pieces)
            if is_strange or (is_alone and not self._reads(text, pieces[0])):
                fault = Fault.OBJECTION if any(_points_at_objection(text)) else Fault.DECIDED
                yield _otherwise(text.words, fault)

    def _is_strange(self, piece: str, text: Text) -> bool:
        """Tell whether a piece has no place here; in a summary few are of no provision."""
        own = _OWN[self.document.kind]
        if self.document.kind is DocumentKind.SUMMARY and not ids_of(text, Source.CLAIM):
            is_paid = piece.startswith("kort-betalen") and text in self._paid
            return not is_paid and piece not in {*FRAME[DocumentKind.SUMMARY], *_OF_SUMMARY}
        return piece.startswith(_OF_ONE_KIND) and not piece.startswith(own)

    def _reads(self, text: Text, piece: str) -> bool:
        texts = self.dossier.rule_set.letter_texts
        found = words_for(texts, piece, self.document.law, self.dossier.decision.on)
        return not text.words if found is None else self.reading.reads(text.words, piece, {})

    def _loose(self) -> Iterator[Blocked]:
        """Hold that what stands there in so many words is what was written, no more and no less."""
        said = Counter(
            plain_words(text.words) for text in self.reading.outside_tables if self._is_loose(text)
        )
        written = Counter(map(plain_words, self._written()))
        for words in said - written:
            yield _otherwise(words)
        for words in written - said:
            yield Blocked(
                Fault.DECIDED, f"Dit staat er niet zoals het is vastgelegd: '{shown(words)}'.", HINT
            )

    def _is_loose(self, text: Text) -> bool:
        """Tell whether a text is held by nothing else: in a letter, what says why has a check of its own."""
        sources = {anchor.source for anchor in text.anchors}
        if Source.PIECE in sources or text in self._paid:
            return False
        return self.document.kind is not DocumentKind.DECISION or not _HELD_APART & sources

    @cached_property
    def _paid(self) -> tuple[Text, ...]:
        """Give what a summary says that somebody pays: that is held to each part-decision."""
        heading = self.reading.how("kort-betalen-kop", {})
        return tuple(
            text
            for section in self.document.sections
            if self.document.kind is DocumentKind.SUMMARY and re.fullmatch(heading, section.heading or "")
            for block in section.blocks
            for text in texts_of(block)
        )

    def _written(self) -> Iterator[str]:
        """Walk what a document says in the words in which it was written for the whole of it."""
        decision, number = self.dossier.decision, f"Zaaknummer: {self.dossier.case.id}"
        match self.document.kind:
            case DocumentKind.DECISION:
                (about,) = self.parts
                yield f"Datum: {show_date(decision.on)} {number}"
                yield from about.part.conditions
            case DocumentKind.PLAN:
                yield number
                yield from self.parts[0].part.conditions
            case DocumentKind.COVER:
                yield f"Datum: {show_date(decision.on)} {number}"
                yield from (
                    self.dossier.names.alternatives[item.id] for item in self.dossier.case.alternatives
                )
                yield from (words for words in (decision.reasons, decision.resident_view) if words)
            case DocumentKind.SUMMARY | DocumentKind.REPORT | DocumentKind.TALK_SHEET:
                return

    def _rows(self) -> Iterator[Blocked]:
        """Hold that each row of a table is of one provision that is decided about here."""
        decided = {(item.claim,) for part in self.parts for item in part.claims}
        blocks = (block for section in self.document.sections for block in section.blocks)
        for row in (row for block in blocks if isinstance(block, Table) for row in block.rows):
            claims = {tuple(ids_of(cell, Source.CLAIM)) for cell in row}
            if len(claims) != 1 or not any(claims == {(ids,)} for ids in decided):
                yield _otherwise("; ".join(cell.words for cell in row if cell.words), Fault.AMOUNT)


def _otherwise(words: str, fault: Fault = Fault.DECIDED) -> Blocked:
    return Blocked(fault, f"Dit staat anders in het besluit, of hoort hier niet: '{shown(words)}'.", HINT)


def _points_at_objection(text: Text) -> Iterator[bool]:
    """Tell of each piece of a text whether it is the one that says where to read how to object."""
    return (piece.startswith("begeleidend-bezwaar") for (piece,) in ids_of(text, Source.PIECE))
