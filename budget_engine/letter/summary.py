"""What is decided about one person, on one page and in very plain words; the letters are what counts.

It goes by where in somebody's life something happens, not by law, and ends with what the hard words in it mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budget_engine.aloud.phrases import sentence
from budget_engine.case import Domain
from budget_engine.decision import GIVES, ClaimDecision
from budget_engine.drafts.labels import DOMAINS
from budget_engine.letter.content import (
    Anchor,
    Document,
    DocumentKind,
    Listed,
    Section,
    Source,
    Text,
)
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.words import Words, as_part
from budget_engine.readable.readability import RemarkKind, readability
from budget_engine.values import show_date


@dataclass(frozen=True)
class Summary:
    """Writes the summary for one person, over all laws under which something is decided about them."""

    dossier: Dossier
    person: str
    parts: tuple[PartFor, ...]
    words: Words

    def document(self) -> Document:
        """Give the whole page."""
        name = self.dossier.names.person(self.person)
        sections = (
            *(self._gets(domain) for domain in Domain),
            self._does_not_get(),
            self._pays(),
            self._talks_again(),
            self._objects(),
        )
        page = Document(
            kind=DocumentKind.SUMMARY,
            title=self.words.text("kort-onderwerp", naam=name).words,
            law=None,
            room=self.person,
            sections=tuple(section for section in sections if section.blocks),
        )
        hard = self._hard_words(page)
        return replace(page, sections=(*page.sections, hard)) if hard.blocks else page

    @property
    def _claims(self) -> list[ClaimDecision]:
        return [item for part in self.parts for item in part.claims]

    def _called(self, item: ClaimDecision) -> str:
        """Name what is decided about by itself; the same thing decided otherwise says that it is what was asked."""
        name = self.dossier.solutions[self.dossier.claims[item.claim].solution]
        gets = {self.dossier.claims[other.claim].solution for other in self._claims if other.result in GIVES}
        is_both = item.result not in GIVES and self.dossier.claims[item.claim].solution in gets
        return f"{name}, zoals het is gevraagd" if is_both else name

    # --- what comes ------------------------------------------------------------------------------------------

    def _gets(self, domain: Domain) -> Section:
        needs = {need.id for need in self.dossier.case.needs if need.domain is domain}
        items = tuple(
            self._provision(item)
            for item in self._claims
            if item.result in GIVES and self.dossier.claims[item.claim].need in needs
        )
        heading = self.words.text("kort-krijgt-kop", domein=DOMAINS[domain]).words
        return Section(heading, (Listed(items),) if items else ())

    def _provision(self, item: ClaimDecision) -> Text:
        details = tuple(self._details(item))
        said = "\n".join([f"{self._called(item)}.", *(text.words for text in details)])
        pieces = tuple(anchor for text in details for anchor in text.anchors if anchor.source is Source.PIECE)
        return Text(said, (_claim(item), *pieces))

    def _details(self, item: ClaimDecision) -> Iterator[Text]:
        if item.activities is not None:
            yield Text(sentence(as_part(item.activities)))
        if item.condition is not None:
            yield self.words.text("kort-eerst", voorwaarde=as_part(item.condition))
        if item.since is not None and item.until is not None:
            since, until = show_date(item.since), show_date(item.until)
            yield self.words.text("kort-begint-en-stopt", begin=since, einde=until)
        elif item.since is not None:
            yield self.words.text("kort-begint", dag=show_date(item.since))

    def _does_not_get(self) -> Section:
        items = tuple(
            self.words.text("kort-niet", _claim(item), voorziening=self._called(item))
            for item in self._claims
            if item.result not in GIVES
        )
        return Section(self.words.heading("kort-niet-kop"), (Listed(items),) if items else ())

    def _pays(self) -> Section:
        """Say what somebody pays; where one law says the same as another and more, that is said once."""
        by_law = {
            as_part(part.part.own_contribution): self.dossier.law_name(part.part.law)
            for part in self.parts
            if part.part.own_contribution
        }
        said = [
            words
            for words in by_law
            if not any(other != words and other.startswith(words) for other in by_law)
        ]
        items = tuple(
            Text(sentence(words if len(said) == 1 else f"{words} ({by_law[words]})")) for words in said
        )
        return Section(self.words.heading("kort-betalen-kop"), (Listed(items),) if items else ())

    # --- what follows ----------------------------------------------------------------------------------------

    def _talks_again(self) -> Section:
        days = sorted({day for part in self.parts for day in part.part.evaluation})
        items = tuple(self.words.text("kort-praten", dag=show_date(day)) for day in days)
        return Section(self.words.heading("kort-praten-kop"), (Listed(items),) if items else ())

    def _objects(self) -> Section:
        until = self.dossier.objection_until
        objection = (
            self.words.paragraph("kort-bezwaar-zes-weken")
            if until is None
            else self.words.paragraph("kort-bezwaar", dag=show_date(until))
        )
        blocks = (objection, self.words.paragraph("contact"), self.words.paragraph("kort-brief"))
        return Section(self.words.heading("kort-bezwaar-kop"), blocks)

    def _hard_words(self, page: Document) -> Section:
        """Explain the words of the trade that stand on the page, each once, in the order in which they are met."""
        said = "\n\n".join(text.words for text in page.texts())
        jargon, day = self.dossier.rule_set.jargon, self.dossier.decision.on
        met = {
            remark.jargon: remark.explained or remark.plain
            for remark in readability(said, jargon, day, frequency=None).remarks
            if remark.kind is RemarkKind.JARGON and remark.jargon
        }
        items = tuple(
            self.words.text("kort-woord", woord=word, uitleg=as_part(means))
            for word, means in met.items()
            if means
        )
        return Section(self.words.heading("kort-woorden-kop"), (Listed(items),) if items else ())


def _claim(item: ClaimDecision) -> Anchor:
    return Anchor(Source.CLAIM, (item.claim,))
