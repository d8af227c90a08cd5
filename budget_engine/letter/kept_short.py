"""A summary held against the part-decisions it tells of: each provision, what somebody pays, and the days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.aloud.phrases import sentence
from budget_engine.decision import GIVES, ClaimDecision
from budget_engine.language.letter_text import words_for
from budget_engine.letter.as_decided import HINT, ids_of, pattern, plain_words
from budget_engine.letter.content import Document, Source, texts_of
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.words import as_part
from budget_engine.values import show_date

_APART = r"(?:, [^.]+)?"
"""A name may say besides that it is what was asked for, or for when."""


@dataclass(frozen=True)
class KeptShort:
    """A summary held against what was decided about one person."""

    document: Document
    dossier: Dossier
    parts: tuple[PartFor, ...]

    def claims(self) -> Iterator[Blocked]:
        """Hold that each provision stands there once, by its own name, with its condition and its days."""
        for item in (item for part in self.parts for item in part.claims):
            name = self._name(item)
            said = [text for text in self.document.texts() if (item.claim,) in ids_of(text, Source.CLAIM)]
            if len(said) != 1:
                how = "meer dan één keer" if said else "niet"
                yield Blocked(Fault.DECIDED, f"'{name}' staat {how} in de korte tekst.", HINT)
            decided = self._provision(item)
            for text in said:
                if not re.fullmatch(decided, plain_words(text.words)):
                    shown = "Er is iets anders besloten" if item.result in GIVES else "Dit komt er niet"
                    yield Blocked(Fault.DECIDED, f"Bij '{name}' staat: '{text.words}'. {shown}.", HINT)

    def together(self) -> Iterator[Blocked]:
        """Hold the days to look back, until when to object, and what somebody pays."""
        days = sorted({day for part in self.parts for day in part.part.evaluation})
        talks = [self._piece("kort-praten", dag=show_date(day)) for day in days]
        yield from self._told("kort-praten", talks, Fault.AMOUNT, "Wanneer er weer wordt gepraat")
        until = self.dossier.objection_until
        objects = [] if until is None else [self._piece("kort-bezwaar", dag=show_date(until))]
        yield from self._told("kort-bezwaar", objects, Fault.OBJECTION, "Tot wanneer bezwaar kan")
        yield from self._pays()

    def _told(self, piece: str, decided: list[str], fault: Fault, what: str) -> Iterator[Blocked]:
        """Hold that a piece stands there as often as it was decided, each time as it was decided."""
        said = [text for text in self.document.texts() if (piece,) in ids_of(text, Source.PIECE)]
        waiting = list(decided)
        for text in said:
            found = next((one for one in waiting if re.fullmatch(one, plain_words(text.words))), None)
            if found is None:
                yield Blocked(fault, f"{what}, is anders besloten dan '{text.words}'.", HINT)
            else:
                waiting.remove(found)
        if len(said) < len(decided):
            yield Blocked(fault, f"{what}, staat niet helemaal in de korte tekst.", HINT)

    def _pays(self) -> Iterator[Blocked]:
        """Hold that what somebody pays is said as it was decided, of each law or of all at once."""
        heading = self._piece("kort-betalen-kop")
        said = [
            text
            for section in self.document.sections
            if re.fullmatch(heading, section.heading or "")
            for block in section.blocks
            for text in texts_of(block)
        ]
        paid = {
            as_part(part.part.own_contribution): self.dossier.law_name(part.part.law)
            for part in self.parts
            if part.part.own_contribution
        }
        shown = {plain_words(text.words) for text in said}
        allowed = {
            plain_words(sentence(form)): words
            for words, law in paid.items()
            for form in (words, f"{words} ({law})")
        }
        for words in shown - allowed.keys():
            yield Blocked(Fault.DECIDED, f"Wat iemand zelf betaalt, is anders besloten dan '{words}'.", HINT)
        told = {allowed[words] for words in shown & allowed.keys()}
        for words in paid:
            if not any(other.startswith(words) for other in told):
                yield Blocked(Fault.DECIDED, f"Wat iemand zelf betaalt, staat er niet: '{words}'.", HINT)

    # --- how it reads ----------------------------------------------------------------------------------------

    def _name(self, item: ClaimDecision) -> str:
        return self.dossier.solutions[self.dossier.claims[item.claim].solution]

    def _provision(self, item: ClaimDecision) -> str:
        """Give how a provision reads: its name, what happens, its condition, and its days."""
        name = re.escape(plain_words(self._name(item))) + _APART
        if item.result not in GIVES:
            return self._piece("kort-niet").replace(".+", name, 1)
        parts = [rf"{name}\."]
        if item.activities is not None:
            parts.append(re.escape(plain_words(sentence(as_part(item.activities)))))
        if item.condition is not None:
            parts.append(self._piece("kort-eerst", voorwaarde=as_part(item.condition)))
        if item.since is not None and item.until is not None:
            days = {"begin": show_date(item.since), "einde": show_date(item.until)}
            parts.append(self._piece("kort-begint-en-stopt", **days))
        elif item.since is not None:
            parts.append(self._piece("kort-begint", dag=show_date(item.since)))
        return " ".join(parts)

    def _piece(self, piece: str, **places: str) -> str:
        """Give how a piece reads; one that nobody wrote may read in any way, and is another fault."""
        texts = self.dossier.rule_set.letter_texts
        found = words_for(texts, piece, None, self.dossier.decision.on)
        return ".*" if found is None else pattern(found.text, places)
