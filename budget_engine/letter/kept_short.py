"""A summary held against the part-decisions it tells of: each provision, what somebody pays, and the days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.decision import GIVES, ClaimDecision
from budget_engine.drafts.labels import DOMAINS
from budget_engine.language.letter_text import words_for
from budget_engine.letter.as_decided import HINT, ids_of, pattern, plain_words
from budget_engine.letter.content import Document, Source, texts_of
from budget_engine.letter.dossier import BUDGET, SUBSIDY, Dossier, PartFor, set_apart
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.given import NOTHING
from budget_engine.letter.results import less_in_short
from budget_engine.letter.words import as_part, in_sentences
from budget_engine.values import show_cents, show_date

"""The piece that says that less comes than was asked, or than came before."""


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
        shown, decided = [plain_words(text.words) for text in said], [*self._paid()]
        for words in shown:
            if not any(re.fullmatch(one, words) for one in decided):
                yield Blocked(
                    Fault.DECIDED, f"Wat iemand zelf betaalt, is anders besloten dan '{words}'.", HINT
                )
        for one in decided:
            if not any(re.fullmatch(one, words) for words in shown):
                text = "Wat iemand zelf betaalt, staat niet helemaal in de korte tekst."
                yield Blocked(Fault.DECIDED, text, HINT)

    def _paid(self) -> Iterator[str]:
        """Walk how each line reads: a sentence that was decided, what is free, and what nobody wrote down."""
        giving = [part for part in self.parts if any(item.result in GIVES for item in part.claims)]
        own = [part.part.own_contribution for part in giving]
        is_free = [words is not None and as_part(words).lower() in NOTHING for words in own]
        for words, free in zip(own, is_free, strict=True):
            if words is not None and not free:
                yield from (re.escape(plain_words(one)) for one in in_sentences(words))
        if any(is_free):
            parts = [part for part, free in zip(giving, is_free, strict=True) if free]
            yield self._naming("kort-betalen-niets" if all(is_free) else "kort-betalen-rest", parts)
        if None in own:
            parts = [part for part, words in zip(giving, own, strict=True) if words is None]
            yield self._naming("kort-betalen-open", parts)

    def _naming(self, piece: str, parts: list[PartFor]) -> str:
        """Give how a piece reads that names all that comes by some part-decisions, each thing once."""
        items = (item for part in parts for item in part.claims if item.result in GIVES)
        names = enumerated(dict.fromkeys(self._what(item) for item in items))
        return self._piece(piece).replace(".+", names, 1)

    # --- how it reads ----------------------------------------------------------------------------------------

    def _name(self, item: ClaimDecision) -> str:
        return re.escape(plain_words(self.dossier.solutions[self.dossier.claims[item.claim].solution]))

    def _provision(self, item: ClaimDecision) -> str:
        """Give how a provision reads: its name, what happens, its condition, and its days."""
        if item.result not in GIVES:
            apart = re.escape(set_apart(self.dossier, item.claim))
            return self._piece("kort-niet").replace(".+", f"{self._name(item)}(?:{apart})?", 1)
        need = self.dossier.claims[item.claim].need
        domain = DOMAINS[next(own.domain for own in self.dossier.case.needs if own.id == need)]
        parts = [self._piece("kort-ding", domein=domain).replace(".+", self._what(item), 1)]
        less = less_in_short(self.dossier, item)
        if less is not None:
            parts.append(self._piece(less))
        does = "" if item.activities is None else sentence(as_part(item.activities))
        if item.condition is not None:
            parts.append(self._piece("kort-eerst", voorwaarde=as_part(item.condition)))
            parts += [self._piece("kort-dan", activiteiten=does)] if does else []
        elif does:
            parts.append(re.escape(plain_words(does)))
        if self.dossier.form_code(item.claim) == BUDGET:
            parts.append(self._piece("kort-pgb"))
            parts += [self._piece("vorm-pgb-hooguit", bedrag=self._most(item))] if item.lines else []
        return " ".join([*parts, *self._period(item)])

    def _what(self, item: ClaimDecision) -> str:
        """Give how what comes is named."""
        if self.dossier.form_code(item.claim) == SUBSIDY:
            return self._piece("kort-geld-voor")
        return self._name(item)

    def _most(self, item: ClaimDecision) -> str:
        """Give the most there is of a budget, by line where there are more."""
        amounts = [show_cents(line.amount) for line in item.lines]
        if len(amounts) > 1:
            amounts = [f"{cents} ({line.what})" for cents, line in zip(amounts, item.lines, strict=True)]
        return enumerated(amounts)

    def _period(self, item: ClaimDecision) -> Iterator[str]:
        """Give from when until when; of what still waits for something, when it would be."""
        sure, begins = ("kort-begint-en-stopt", "kort-begint")
        if item.condition is not None:
            sure, begins = ("kort-dan-van-tot", "kort-dan-vanaf")
        if item.since is not None and item.until is not None:
            yield self._piece(sure, begin=show_date(item.since), einde=show_date(item.until))
        elif item.since is not None:
            yield self._piece(begins, dag=show_date(item.since))

    def _piece(self, piece: str, **places: str) -> str:
        """Give how a piece reads; one that nobody wrote may read in any way, and is another fault."""
        texts = self.dossier.rule_set.letter_texts
        found = words_for(texts, piece, None, self.dossier.decision.on)
        return ".*" if found is None else pattern(found.text, places)
