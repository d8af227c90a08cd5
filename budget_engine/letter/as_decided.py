"""A document held against its own decision, part by part: each provision with its result, its name and its days.

A piece is read back against the words the rules have for it, filled with what was decided. What the check
does not know of a piece may be anything; what was decided stands in it to the letter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from budget_engine.aloud.phrases import counted, enumerated, sentence
from budget_engine.budget import BudgetLine
from budget_engine.decision import GIVES, ClaimDecision
from budget_engine.drafts.labels import capital
from budget_engine.language.letter_text import PLACE, words_for
from budget_engine.letter.budget_plan import COLUMNS as OF_PLAN
from budget_engine.letter.content import Document, DocumentKind, Source, Table, Text, texts_of
from budget_engine.letter.decision_letter import COLUMNS
from budget_engine.letter.dossier import BUDGET, SUBSIDY, Dossier, LetterTo, PartFor
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.given import FORMS, NOTHING, named
from budget_engine.letter.results import AWAITED, LESS, RESULTS, UNASKED, piece_of
from budget_engine.letter.words import as_part
from budget_engine.values import show_cents, show_date

_SAID = frozenset({Source.PIECE, Source.FINDING})
"""A text with one of these says more of a provision than its name and its reason."""

_PERIODS = frozenset({"periode", "periode-vanaf"})
_OF_CLAIM = frozenset(
    {
        *RESULTS.values(), *AWAITED.values(), *UNASKED.values(), *_PERIODS, *FORMS.values(), "vorm-pgb-hooguit",
        "wat-er-gebeurt", "als",
        "niet-toegekend",
    }
)  # fmt: skip
"""The pieces that say what is decided about a provision: none stands there that was not decided."""

_OF_PART = frozenset(
    {
        "bedrag", "bedrag-onder-voorwaarde", "eigen-bijdrage", "eigen-bijdrage-niets", "terugkijken", "bezwaar-termijn",
    }
)  # fmt: skip
"""The pieces that say what is decided about all of it together."""

HELD = _OF_CLAIM | _OF_PART
"""The pieces that are held here to what was decided."""

_FAULTS = {
    **dict.fromkeys((*_PERIODS, "bedrag", "bedrag-onder-voorwaarde", "terugkijken"), Fault.AMOUNT),
    "bezwaar-termijn": Fault.OBJECTION,
    "niet-toegekend": Fault.REASON,
    "kort-bezwaar": Fault.OBJECTION,
    "kort-praten": Fault.AMOUNT,
}
"""What is wrong where a piece says it otherwise; of the others it is what was decided."""

_SHOWN = 120
"""So many characters are shown of words that were not decided so."""

Places = Mapping[str, str]
HINT = "Maak het document opnieuw uit het besluit."
"""What to do where a document says something else than was decided."""


@dataclass(frozen=True)
class AsDecided:
    """A document held against the part-decisions about one person that it tells of."""

    document: Document
    dossier: Dossier
    parts: tuple[PartFor, ...]

    def claims(self) -> Iterator[Blocked]:
        """Hold that of each provision the document says what was decided, and nothing else."""
        for part in self.parts:
            for item in part.claims:
                if self.document.kind is DocumentKind.PLAN and item.result not in GIVES:
                    continue
                name = part.called(self.dossier, item)
                yield from self._pieces(name, self._own(item.claim), self._of_claim(part, item), _OF_CLAIM)
                yield from self._named(name, item)
                if self.document.kind is not DocumentKind.COVER:
                    yield from self._rows(name, item)
        yield from self._strangers({item.claim for part in self.parts for item in part.claims})

    def together(self) -> Iterator[Blocked]:
        """Hold what is said of all provisions together: amounts, days to look back, until when to object."""
        law = self.dossier.law_name(self.parts[0].part.law) if len(self.parts) == 1 else "besluit"
        texts = [
            text for text in self.document.texts() if not any(a.source is Source.CLAIM for a in text.anchors)
        ]
        of_whole = {"niet-toegekend"} if self.document.kind is DocumentKind.COVER else set[str]()
        yield from self._pieces(law, texts, self._of_parts(), (_OF_PART | _OF_CLAIM) - of_whole)

    def periods(self) -> Iterator[Blocked]:
        """Hold that what is paid for lies in the days for which it is decided, and begins with them."""
        for part in self.parts:
            for item in part.claims:
                first = min((line.since for line in item.lines), default=None)
                last = max((line.until for line in item.lines), default=None)
                is_late = item.until is not None and last is not None and last > item.until
                if first is not None and (is_late or item.since not in (first, None)):
                    name = part.called(self.dossier, item)
                    begins = "zonder begin" if item.since is None else f"vanaf {show_date(item.since)}"
                    yield Blocked(
                        Fault.AMOUNT,
                        f"'{name}' geldt {begins}, en de regels erbij lopen van {show_date(first)} tot en met "
                        f"{show_date(last or first)}.",
                        "Laat de eerste regel beginnen op de dag waarop de voorziening begint.",
                    )

    # --- what was decided --------------------------------------------------------------------------------------

    def _of_claim(self, part: PartFor, item: ClaimDecision) -> dict[str, Places]:
        """Give the pieces that say what was decided about a provision, with what stands in their places."""
        name, kind = part.called(self.dossier, item), self.document.kind
        found: dict[str, Places] = {}
        if kind is not DocumentKind.PLAN:
            found[piece_of(self.dossier, item)] = {"voorziening": name, "voor": self._receiver(part, item)}
        if kind is DocumentKind.COVER:
            return found
        if kind is DocumentKind.DECISION and item.result in LESS:
            found["niet-toegekend"] = {"wens": name, "reden": as_part(item.reasons)}
        if kind is DocumentKind.DECISION and item.result in GIVES:
            found.update(self._form(item))
        if item.activities is not None:
            found["wat-er-gebeurt"] = {"activiteiten": as_part(item.activities)}
        if item.condition is not None:
            found["als"] = {"voorwaarde": as_part(item.condition)}
        return {**found, **_period(item)}

    def _receiver(self, part: PartFor, item: ClaimDecision) -> str:
        """Name who gets it: a subsidy goes to the employer, and anything else to whom it is for."""
        name = self.dossier.names.person(part.person)
        is_reader = self.dossier.letter_to(part.person) in (LetterTo.SELF, None)
        if self.dossier.form_code(item.claim) != SUBSIDY:
            return "U" if is_reader else capital(name)
        said = self._text("krijgt-uw-werkgever" if is_reader else "krijgt-werkgever")
        return capital(plain_words(said).replace("{naam}", name))

    def _form(self, item: ClaimDecision) -> dict[str, Places]:
        """Give in which form it comes, and of a budget the most there is."""
        code = self.dossier.form_code(item.claim)
        found: dict[str, Places] = {FORMS[code]: {}} if code in FORMS else {}
        if code == BUDGET and item.lines:
            amounts = [show_cents(line.amount) for line in item.lines]
            if len(amounts) > 1:
                amounts = [f"{cents} ({line.what})" for cents, line in zip(amounts, item.lines, strict=True)]
            found["vorm-pgb-hooguit"] = {"bedrag": enumerated(amounts)}
        return found

    def _text(self, piece: str) -> str:
        """Give the words of a piece; one that nobody wrote is another fault."""
        texts, law = self.dossier.rule_set.letter_texts, self.document.law
        found = words_for(texts, piece, law, self.dossier.decision.on)
        return "" if found is None else found.text

    def _of_parts(self) -> dict[str, Places]:
        found: dict[str, Places] = {}
        days = sorted({day for part in self.parts for day in part.part.evaluation})
        if days:
            in_order = days if self.document.kind is DocumentKind.COVER else self.parts[0].part.evaluation
            found["terugkijken"] = {"dagen": enumerated(show_date(day) for day in in_order)}
        if self.document.kind is DocumentKind.COVER:
            return found
        (part,) = self.parts
        lines = [line for item in part.claims for line in item.lines]
        if lines:
            found["bedrag"] = {"bedrag": show_cents(sum(line.amount for line in lines))}
        if conditional := sum(line.amount for line in lines if line.condition is not None):
            found["bedrag-onder-voorwaarde"] = {"bedrag": show_cents(conditional)}
        if part.part.own_contribution is not None:
            own = as_part(part.part.own_contribution)
            is_nothing = own.lower() in NOTHING
            found["eigen-bijdrage-niets" if is_nothing else "eigen-bijdrage"] = (
                {} if is_nothing else {"bijdrage": own}
            )
        if self.document.kind is DocumentKind.DECISION and self.dossier.objection_until is not None:
            found["bezwaar-termijn"] = {"dag": show_date(self.dossier.objection_until)}
        return found

    # --- what it says ------------------------------------------------------------------------------------------

    @cached_property
    def _in_tables(self) -> frozenset[int]:
        """Tell the cells of tables apart from the texts beside them."""
        tables = (block for section in self.document.sections for block in section.blocks)
        return frozenset(
            id(cell) for block in tables if isinstance(block, Table) for row in block.rows for cell in row
        )

    def _own(self, claim: str) -> list[Text]:
        """Give the texts about a provision, outside tables."""
        return [
            text
            for text in self.document.texts()
            if id(text) not in self._in_tables and (claim,) in ids_of(text, Source.CLAIM)
        ]

    def _pieces(
        self, name: str, texts: list[Text], expected: Mapping[str, Places], closed: frozenset[str]
    ) -> Iterator[Blocked]:
        """Hold that each expected piece is said once, as it was decided, and no other of its kind."""
        for piece, places in expected.items():
            said = [text for text in texts if (piece,) in ids_of(text, Source.PIECE)]
            if len(said) != 1:
                how = "staat meer dan één keer" if said else "staat niet"
                what = "; ".join(places.values())
                yield Blocked(
                    _FAULTS.get(piece, Fault.DECIDED), f"Bij '{name}' {how} wat is besloten: {what}.", HINT
                )
            yield from (
                self._otherwise(piece, name, text, places)
                for text in said
                if not self._reads(piece, text, places)
            )
        for text in texts:
            for (piece,) in ids_of(text, Source.PIECE):
                if piece in closed and piece not in expected:
                    yield self._otherwise(piece, name, text, {})

    def _reads(self, piece: str, text: Text, places: Places) -> bool:
        """Tell whether a text is a piece with what was decided in its places; words nobody wrote are another fault."""
        law = self.document.law
        found = words_for(self.dossier.rule_set.letter_texts, piece, law, self.dossier.decision.on)
        return found is None or re.fullmatch(pattern(found.text, places), plain_words(text.words)) is not None

    def _otherwise(self, piece: str, name: str, text: Text, places: Places) -> Blocked:
        said = text.words if len(text.words) <= _SHOWN else f"{text.words[:_SHOWN]}…"
        decided = f" Besloten is: {'; '.join(places.values())}." if places else " Dat is niet besloten."
        return Blocked(_FAULTS.get(piece, Fault.DECIDED), f"Bij '{name}' staat: '{said}'.{decided}", HINT)

    def _named(self, name: str, item: ClaimDecision) -> Iterator[Blocked]:
        """Hold that a provision stands under its own name, where it is told of and where a reason is given."""
        extras = {plain_words(text) for text in (item.use_of_discretion, item.despite_unknown) if text}
        for text in self._own(item.claim):
            if _SAID & {anchor.source for anchor in text.anchors}:
                continue
            said = plain_words(text.words)
            is_why = self.document.kind is DocumentKind.DECISION and said.startswith(f"{plain_words(name)}. ")
            if said not in extras and said != plain_words(sentence(name)) and not is_why:
                yield self._otherwise("", name, text, {"naam": name})
        if self.document.kind is DocumentKind.PLAN:
            for section in self.document.sections:
                inside = {
                    ids
                    for block in section.blocks
                    for text in texts_of(block)
                    for ids in ids_of(text, Source.CLAIM)
                }
                if inside == {(item.claim,)} and section.heading != name:
                    yield self._otherwise("", name, Text(section.heading or ""), {"naam": name})

    def _rows(self, name: str, item: ClaimDecision) -> Iterator[Blocked]:
        """Hold that the lines of a provision stand in the table as they were decided: how much, of what, and when."""
        heads = OF_PLAN if self.document.kind is DocumentKind.PLAN else COLUMNS
        above = plain_words(self._text("voorwaarde-hierboven"))
        decided = [dict(zip(heads, _cells(item, line, heads, above), strict=True)) for line in item.lines]
        said = list(self._told(item.claim))
        for line in decided:
            if (filled := _filled(line)) not in said:
                shown = "; ".join(f"{head}: {cell}" for head, cell in filled.items())
                yield Blocked(Fault.AMOUNT, f"Bij '{name}' staat deze regel niet zo: {shown}.", HINT)
        if len(said) > len(decided):
            yield Blocked(Fault.AMOUNT, f"Bij '{name}' staan meer regels dan er zijn besloten.", HINT)

    def _told(self, claim: str) -> Iterator[dict[str, str]]:
        for section in self.document.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    for row in block.rows:
                        if any((claim,) in ids_of(cell, Source.CLAIM) for cell in row):
                            words = (cell.words for cell in row)
                            yield _filled(dict(zip(block.columns, words, strict=True)))

    def _strangers(self, decided: set[str]) -> Iterator[Blocked]:
        """Hold that nothing is said to be decided about a provision that is not decided about."""
        for text in self.document.texts():
            for (claim,) in ids_of(text, Source.CLAIM):
                pieces = {piece for (piece,) in ids_of(text, Source.PIECE)}
                if claim not in decided and pieces & _OF_CLAIM:
                    yield self._otherwise("", self.dossier.called(claim), text, {})


def _period(item: ClaimDecision) -> dict[str, Places]:
    if item.since is None:
        return {}
    since = show_date(item.since)
    if item.until is None:
        return {"periode-vanaf": {"van": since}}
    return {"periode": {"van": since, "tot": show_date(item.until)}}


def _cells(item: ClaimDecision, line: BudgetLine, heads: tuple[str, ...], above: str) -> tuple[str, ...]:
    """Give what a line says under each head; the plan also names where its price comes from.

    What its whole claim waits for stands above the table.
    """
    source = (line.source,) if heads is OF_PLAN else ()
    is_above = line.condition is not None and line.condition == item.condition
    return (
        named(line),
        counted(line.quantity, line.unit),
        show_cents(line.price),
        show_cents(line.amount),
        show_date(line.since),
        show_date(line.until),
        *source,
        above if is_above else line.condition or "",
    )


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    return {head: cell for head, cell in row.items() if cell}


def ids_of(text: Text, source: Source) -> list[tuple[str, ...]]:
    """Give what a text says something about, of one kind."""
    return [anchor.ids for anchor in text.anchors if anchor.source is source]


def plain_words(words: str) -> str:
    """Give words on one line."""
    return " ".join(words.split())


def pattern(words: str, places: Places) -> str:
    """Give how a piece reads with some places filled; what is not known may be anything."""
    parts = PLACE.split(plain_words(words))
    return "".join(
        re.escape(part)
        if not number % 2
        else re.escape(plain_words(places[part]))
        if part in places
        else ".+"
        for number, part in enumerate(parts)
    )
