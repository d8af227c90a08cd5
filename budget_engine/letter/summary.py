"""What is decided about one person, on one page and in very plain words; the letters are what counts.

First what is sure, then what is not; by where in somebody's life it happens and not by law. It ends with what the
hard words in it mean.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from budget_engine.aloud.phrases import enumerated, sentence
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
from budget_engine.letter.dossier import SUBSIDY, Dossier, PartFor, set_apart
from budget_engine.letter.given import employer, form_said, pays_nothing
from budget_engine.letter.results import less_in_short
from budget_engine.letter.words import Words, as_part, in_sentences
from budget_engine.readable.readability import RemarkKind, readability
from budget_engine.values import show_date

"""The piece that says that less comes than was asked, or than came before."""


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
            self._gets("kort-zeker-kop", is_sure=True),
            self._gets("kort-nog-niet-kop", is_sure=False),
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
        return f"{name}{set_apart(self.dossier, item.claim)}" if is_both else name

    # --- what comes ------------------------------------------------------------------------------------------

    def _gets(self, heading: str, *, is_sure: bool) -> Section:
        """List what comes for sure, or what something else must happen for first, by where it happens."""
        items = tuple(
            self._provision(item, domain)
            for domain in Domain
            for item in self._claims
            if item.result in GIVES and self._domain(item) is domain and (item.condition is None) is is_sure
        )
        return Section(self.words.heading(heading), (Listed(items),) if items else ())

    def _domain(self, item: ClaimDecision) -> Domain:
        need = self.dossier.claims[item.claim].need
        return next(own.domain for own in self.dossier.case.needs if own.id == need)

    def _provision(self, item: ClaimDecision, domain: Domain) -> Text:
        named = self.words.text("kort-ding", domein=DOMAINS[domain], voorziening=self._named(item))
        told = self._details(item) if item.condition is None else self._awaited(item)
        details = (*self._less(item), *told)
        said = "\n".join(text.words for text in (named, *details))
        pieces = tuple(
            anchor for text in (named, *details) for anchor in text.anchors if anchor.source is Source.PIECE
        )
        return Text(said, (_claim(item), *pieces))

    def _named(self, item: ClaimDecision) -> str:
        """Name what comes; what goes to an employer is named by them."""
        if self.dossier.form_code(item.claim) == SUBSIDY:
            return self.words.text(
                "kort-geld-voor", wie=employer(self.dossier, self.person, self.words)
            ).words
        return self._called(item)

    def _less(self, item: ClaimDecision) -> Iterator[Text]:
        """Say of what comes that it is less than was asked, or than it was."""
        piece = less_in_short(self.dossier, item)
        if piece is not None:
            yield self.words.text(piece)

    def _details(self, item: ClaimDecision) -> Iterator[Text]:
        if item.activities is not None:
            yield Text(sentence(as_part(item.activities)))
        yield from self._budget(item)
        yield from self._period(item, "kort-begint-en-stopt", "kort-begint")

    def _period(self, item: ClaimDecision, with_end: str, without: str) -> Iterator[Text]:
        if item.since is not None and item.until is not None:
            yield self.words.text(with_end, begin=show_date(item.since), einde=show_date(item.until))
        elif item.since is not None:
            yield self.words.text(without, dag=show_date(item.since))

    def _awaited(self, item: ClaimDecision) -> Iterator[Text]:
        """Say what must happen first, and then, as no more than possible, what comes and when."""
        assert item.condition is not None
        yield self.words.text("kort-eerst", voorwaarde=as_part(item.condition))
        if item.activities is not None:
            yield self.words.text("kort-dan", activiteiten=sentence(as_part(item.activities)))
        yield from self._budget(item)
        yield from self._period(item, "kort-dan-van-tot", "kort-dan-vanaf")

    def _budget(self, item: ClaimDecision) -> Iterator[Text]:
        """Say of a pgb that it is one; that the municipality sees to it needs no saying here."""
        if self.dossier.is_budget(item.claim):
            yield self.words.text("kort-pgb")
            yield from list(form_said(self.dossier, item, self.words))[1:]

    def _does_not_get(self) -> Section:
        items = tuple(
            self.words.text("kort-niet", _claim(item), voorziening=self._called(item))
            for item in self._claims
            if item.result not in GIVES
        )
        return Section(self.words.heading("kort-niet-kop"), (Listed(items),) if items else ())

    def _pays(self) -> Section:
        """Say what somebody pays, a price a line; what is not all free, or not known, is said by its name."""
        giving = [part for part in self.parts if any(item.result in GIVES for item in part.claims)]
        free = [part for part in giving if pays_nothing(part.part)]
        unknown = [part for part in giving if part.part.own_contribution is None]
        own = (part.part.own_contribution or "" for part in giving if part not in free)
        items = [Text(said) for said in dict.fromkeys(said for words in own for said in in_sentences(words))]
        if free and len(free) == len(giving):
            items.append(self.words.text("kort-betalen-niets"))
        elif free:
            items.append(self.words.text("kort-betalen-rest", voorziening=self._all_given(free)))
        if unknown:
            items.append(self.words.text("kort-betalen-open", voorziening=self._all_given(unknown)))
        return Section(self.words.heading("kort-betalen-kop"), (Listed(tuple(items)),) if items else ())

    def _all_given(self, parts: Iterable[PartFor]) -> str:
        """Name all that comes by some part-decisions, each thing once."""
        items = (item for part in parts for item in part.claims if item.result in GIVES)
        return enumerated(dict.fromkeys(self._named(item) for item in items))

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
        """Explain the words of the trade that stand on the page, each once and as it stands there.

        A word that the page explains where it stands, behind a colon, is not explained again.
        """
        said = "\n\n".join(text.words for text in page.texts())
        jargon, day = self.dossier.rule_set.jargon, self.dossier.decision.on
        met: dict[str, tuple[str, str]] = {}
        explained = set[str]()
        for remark in readability(said, jargon, day, frequency=None).remarks:
            means = remark.explained or remark.plain
            if remark.kind is RemarkKind.JARGON and remark.jargon and means:
                met.setdefault(remark.jargon, (self._form(remark.jargon, remark.text), means))
                if said[remark.ends : remark.ends + 1] == ":":
                    explained.add(remark.jargon)
        items = tuple(
            self.words.text("kort-woord", woord=form, uitleg=as_part(means))
            for word, (form, means) in met.items()
            if word not in explained
        )
        return Section(self.words.heading("kort-woorden-kop"), (Listed(items),) if items else ())

    def _form(self, word: str, met: str) -> str:
        """Give the form of a word of the trade in which it was met, also where a sentence began with it."""
        known = (own for own in self.dossier.rule_set.jargon if own.jargon == word)
        forms = (form for own in known for form in own.met_as)
        return next((form for form in forms if form.lower() == met.lower()), met)


def _claim(item: ClaimDecision) -> Anchor:
    return Anchor(Source.CLAIM, (item.claim,))
