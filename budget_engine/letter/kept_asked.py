"""A letter held to what was asked: each need that it decides about stands there once, in its words, and no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.letter.as_decided import HINT, ids_of, plain_words
from budget_engine.letter.asked_for import asked_words, nobody_applied
from budget_engine.letter.content import Document, Source, texts_of
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.reading import Reading, shown


@dataclass(frozen=True)
class KeptAsked:
    """A letter held to the needs that its provisions answer."""

    document: Document
    dossier: Dossier
    about: PartFor

    def held(self) -> Iterator[Blocked]:
        """Give each provision of which it is not said what was asked, and all else that is said to be asked."""
        piece = "waarvoor-kop" if nobody_applied(self.dossier, self.about) else "gevraagd-kop"
        heading = Reading(self.document, self.dossier).how(piece, {})
        under = [
            text
            for section in self.document.sections
            if re.fullmatch(heading, section.heading or "")
            for block in section.blocks
            for text in texts_of(block)
        ]
        needs = {need.id: need for need in self.dossier.case.needs}
        wanted = {
            need: plain_words(asked_words(self.dossier, self.about, needs[need]))
            for need in (self.dossier.claims[item.claim].need for item in self.about.claims)
        }
        for need, words in wanted.items():
            said = [text for text in under if (need,) in ids_of(text, Source.WISH)]
            if len(said) != 1 or plain_words(said[0].words) != words:
                yield Blocked(
                    Fault.DECIDED, f"Er staat niet één keer wat is gevraagd: '{shown(words)}'.", HINT
                )
        own = {(need,) for need in wanted}
        for text in self.document.texts():
            wishes = ids_of(text, Source.WISH)
            if wishes and (not own.issuperset(wishes) or text not in under):
                yield Blocked(
                    Fault.DECIDED,
                    f"Dit is hier niet gevraagd, of staat er anders: '{shown(text.words)}'.",
                    HINT,
                )
