"""The texts of a document read back against the words that the rules have for its pieces.

What stands in a place is given as a pattern: mostly words of the record to the letter. A place that nothing is
known of may hold anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from budget_engine.drafts.labels import question_of
from budget_engine.drafts.whom import people_behind, whoever_in
from budget_engine.language.fact import FactDeclaration
from budget_engine.language.letter_text import PIECES, PLACE, words_for
from budget_engine.letter.as_decided import HINT, ids_of, plain_words
from budget_engine.letter.content import Document, Source, Table, Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.words import as_part

Wanted = tuple[str, Mapping[str, str]]
"""A piece, and how what stands in its places reads."""

_SHOWN = 120
"""So many characters are shown of words that stand in a document and not in the record."""


def just(words: str) -> str:
    """Give words as a pattern: to the letter, on one line."""
    return re.escape(plain_words(words))


def one_of(words: Iterable[str]) -> str:
    """Give a pattern for any of some words; of no words nothing fits."""
    return f"(?:{'|'.join(map(just, words)) or '(?!)'})"


def asked(dossier: Dossier, declared: FactDeclaration, about: str) -> str:
    """Give a pattern for the question of a fact; where it says 'deze persoon', the name of that person may stand."""
    question = plain_words(as_part(question_of(declared)))
    behind = people_behind(dossier.case)
    asking = (claim.id for claim in dossier.case.claims if about in (claim.id, claim.solution))
    names = {dossier.names.person(behind[name]) for name in (about, *asking) if name in behind}
    said = whoever_in(declared)
    parts = said.split(question)
    between = (one_of([form, *sorted(names)]) for form in said.findall(question))
    pattern = re.escape(parts[0]) + "".join(
        who + re.escape(part) for who, part in zip(between, parts[1:], strict=True)
    )
    return f"(?i:{pattern})\\.?"


def exactly(piece: str, **places: str) -> Wanted:
    """Ask for a piece with some words in its places, to the letter."""
    return piece, {place: just(words) for place, words in places.items()}


def shown(words: str) -> str:
    """Shorten words for a message."""
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


@dataclass(frozen=True)
class Reading:
    """A document with the words that its pieces have on its day."""

    document: Document
    dossier: Dossier

    @cached_property
    def outside_tables(self) -> tuple[Text, ...]:
        """Give the texts that do not stand in a table."""
        blocks = [block for section in self.document.sections for block in section.blocks]
        cells = {id(cell) for one in blocks if isinstance(one, Table) for row in one.rows for cell in row}
        return tuple(text for text in self.document.texts() if id(text) not in cells)

    def saying(self, piece: str) -> list[Text]:
        """Give the texts that say a piece."""
        return [text for text in self.document.texts() if (piece,) in ids_of(text, Source.PIECE)]

    def how(self, piece: str, places: Mapping[str, str]) -> str:
        """Give how a piece reads; one that nobody wrote may read in any way, and is another fault."""
        texts, law = self.dossier.rule_set.letter_texts, self.document.law
        found = words_for(texts, piece, law, self.dossier.decision.on)
        if found is None:
            return ".*"
        parts = PLACE.split(plain_words(found.text))
        return "".join(
            places.get(part, ".+") if number % 2 else re.escape(part) for number, part in enumerate(parts)
        )

    def reads(self, words: str, piece: str, places: Mapping[str, str]) -> bool:
        """Tell whether words are a piece with what belongs in its places."""
        return re.fullmatch(self.how(piece, places), plain_words(words)) is not None

    def told(
        self, pieces: Iterable[str], wanted: Iterable[Wanted], faults: Mapping[str, Fault]
    ) -> Iterator[Blocked]:
        """Hold that of some pieces what is wanted is said once each, and nothing else."""
        waiting = [one for one in wanted if one[0] in {*pieces}]
        for piece in pieces:
            for text in self.saying(piece):
                found = next(
                    (one for one in waiting if one[0] == piece and self.reads(text.words, *one)), None
                )
                if found is None:
                    said = f"Dit staat anders in het besluit, of hoort hier niet: '{shown(text.words)}'."
                    yield Blocked(faults.get(piece, Fault.DECIDED), said, HINT)
                else:
                    waiting.remove(found)
        for piece, _ in waiting:
            lacks = f"Dit staat er niet zoals het moet: {PIECES[piece].about}."
            yield Blocked(faults.get(piece, Fault.DECIDED), lacks, HINT)
