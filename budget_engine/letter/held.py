"""A document held against the record: what every kind of document is checked for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from budget_engine.language.fact import Outlet
from budget_engine.letter.content import Anchor, Document, DocumentKind, Source, Text
from budget_engine.letter.dossier import Dossier, LetterTo
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.figures import as_known, figures_in
from budget_engine.letter.giving_away import given_away
from budget_engine.letter.rooms import may_tell, words_elsewhere
from budget_engine.values import bare

CALLED = {
    DocumentKind.COVER: "de begeleidende brief",
    DocumentKind.DECISION: "de brief",
    DocumentKind.PLAN: "het budgetplan",
    DocumentKind.SUMMARY: "de korte tekst",
    DocumentKind.REPORT: "het verslag",
}
"""What each kind of document is called in a sentence."""

_OF_SOMEBODY = frozenset({Source.CLAIM, Source.FINDING, Source.FACT, Source.WISH})
"""What a text can say of somebody, so that it stands in a room."""

_HELD = frozenset({Source.FINDING, Source.FACT, Source.WISH})
"""What is told in the words of the rules, or of an answer of the room itself, is held as that."""

_OTHERWISE = {Anchor(Source.PIECE, (piece,)) for piece in ("geschil", "geschil-zonder-woorden")}
"""The pieces that say that somebody sees something otherwise."""

_A_NOTE = 10
"""A note about safety is recognised from so many characters on."""

_SHOWN = 80
"""So many characters are shown of words that stand in the wrong document."""


@dataclass(frozen=True)
class Held:
    """A document held against its record."""

    document: Document
    dossier: Dossier

    @property
    def words(self) -> str:
        """Give all words of the document."""
        headings = [section.heading or "" for section in self.document.sections]
        return "\n".join([self.document.title, *headings, *(text.words for text in self.document.texts())])

    @property
    def called(self) -> str:
        """Name the document in a sentence."""
        return CALLED[self.document.kind]

    def addressee(self, person: str) -> Iterator[Blocked]:
        """Hold that it is known to whom something about somebody goes."""
        if self.dossier.letter_to(person) is None:
            name = self.dossier.names.person(person)
            yield Blocked(
                Fault.ADDRESSEE,
                f"Van {name} is de leeftijd niet bekend, dus ook niet aan wie {self.called} gaat.",
                "Vul de geboortedatum in.",
            )
        elif self.dossier.letter_to(person) is not LetterTo.SELF and not self.dossier.has_custody(person):
            name = self.dossier.names.person(person)
            yield Blocked(
                Fault.ADDRESSEE,
                f"Wie het gezag over {name} heeft, is niet bekend. Het staat dus niet vast aan wie {self.called} gaat.",
                "Leg vast wie het gezag heeft.",
            )

    def figures(self, known: Collection[str], decided: Collection[str] = ()) -> Iterator[Blocked]:
        """Hold that every amount and day is one that is known, and that none of what was decided is left out."""
        found, hint = figures_in(self.words), "Maak het document opnieuw uit het besluit."
        every = {*known, *decided}
        for item in sorted(found - every):
            alike = as_known(item, every)
            text = f"In {self.called} staat {item}; dat staat niet in het vastgestelde besluit."
            if alike is not None:
                text = f"In {self.called} staat {item}; in het vastgestelde besluit staat het als {alike}."
            yield Blocked(Fault.AMOUNT, text, hint)
        for item in sorted(set(decided) - found):
            text = f"{item} staat in het vastgestelde besluit, en niet in {self.called}."
            yield Blocked(Fault.AMOUNT, text, hint)

    def disputes(self, disputed: Iterable[tuple[str, str]]) -> Iterator[Blocked]:
        """Hold that of each disputed answer it is said that somebody sees it otherwise."""
        told = {
            anchor.ids
            for text in self.document.texts()
            if _OTHERWISE & {*text.anchors} and text.words.strip()
            for anchor in text.anchors
            if anchor.source is Source.FACT
        }
        for place in sorted(set(disputed) - told):
            question = self.dossier.rule_set.fact[place[1]].question or place[1]
            yield Blocked(
                Fault.DISPUTE,
                f"Over '{question}' is iemand het niet eens, en {self.called} zegt dat niet.",
                "Zeg wie het anders ziet, en wat die zegt.",
            )

    def rooms(self) -> Iterator[Blocked]:
        """Hold that nothing is told of another person or law: neither what it is about, nor anybody's words."""
        for text in self.document.texts():
            for anchor in text.anchors:
                about = anchor.ids[-1] if anchor.source is Source.FINDING else anchor.ids[0]
                if anchor.source in _OF_SOMEBODY and not self._may_tell(about):
                    yield self._elsewhere(text.words)
        said = self._bare
        for words in words_elsewhere(self.dossier, self.document.room):
            if f" {bare(words)} " in said:
                yield self._elsewhere(words)

    def given_away(self) -> Iterator[Blocked]:
        """Hold that nothing that was written for a decision tells of what was answered about somebody else."""
        person = self.document.room.partition("/")[0]
        written = (text.words for text in self.document.texts() if not _HELD & _sources(text))
        for words in given_away(self.dossier, person, written):
            yield Blocked(
                Fault.ROOM,
                f"In {self.called} staat '{words}'. Dat is over iemand anders geantwoord.",
                "Schrijf het zo, dat het ook zonder deze woorden klopt.",
            )

    @property
    def _bare(self) -> str:
        """Give all words of the document without what stands between them, its texts apart from each other."""
        headings = [section.heading or "" for section in self.document.sections]
        texts = [self.document.title, *headings, *(text.words for text in self.document.texts())]
        return "".join(f"| {bare(text)} |" for text in texts)

    def _may_tell(self, about: str) -> bool:
        return may_tell(self.document.room, self.dossier.rooms.get(about))

    def _elsewhere(self, words: str) -> Blocked:
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        return Blocked(
            Fault.ROOM,
            f"In {self.called} staat iets van een andere persoon of een andere wet: '{shown}'.",
            "Haal het weg, of zet het in de brief waar het hoort.",
        )

    def safety(self) -> Iterator[Blocked]:
        """Hold that nothing that was noted about safety is printed."""
        declared = self.dossier.rule_set.outlet.get(Outlet.SAFETY)
        said = self._bare
        for _, fact, answer in self.dossier.case.answers():
            notes = (answer.reasons, answer.evidence, answer.dispute and answer.dispute.says)
            noted = [told for words in notes if words and len(told := bare(words)) >= _A_NOTE]
            if (
                declared is not None
                and fact == declared.name
                and any(f" {words} " in said for words in noted)
            ):
                yield Blocked(
                    Fault.SAFETY,
                    f"In {self.called} staat wat over veiligheid is genoteerd. Dat wordt nooit afgedrukt.",
                    "Haal het weg.",
                )


def _sources(text: Text) -> set[Source]:
    return {anchor.source for anchor in text.anchors}
