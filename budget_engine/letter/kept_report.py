"""A report held to the record: each answer, judgement, provision and option stands there as it was written down.

Every text of it is read back against what it is about. What the record does not have, or has otherwise, keeps
the report back; what is most private is in no report.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.answer import Answer
from budget_engine.case import Need
from budget_engine.drafts.labels import PROVENANCE, answer_word
from budget_engine.glossary import NO, YES
from budget_engine.language.fact import FactDeclaration, Moment, Outlet, Privacy
from budget_engine.language.register import Effect, SourceClass
from budget_engine.language.rule import Strength
from budget_engine.letter.as_decided import HINT, ids_of, plain_words
from budget_engine.letter.content import Document, Source, Table, Text
from budget_engine.letter.dossier import Dossier, parts_of
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.framed import FRAME
from budget_engine.letter.reading import Reading, asked, just, one_of, shown
from budget_engine.letter.said_why import DISPUTES
from budget_engine.letter.words import as_part
from budget_engine.values import parse_date, show_date

_DAYS = {
    "verslag-ondersteuning": Outlet.CLIENT_SUPPORT,
    "verslag-plan-gewezen": Outlet.PLAN_INVITED,
    "verslag-plan-ingeleverd": Outlet.PLAN_RECEIVED,
}
"""The pieces that say on which day something was done."""

_SAYS = {
    Effect.BAR: "verslag-kan-niet",
    Effect.CONDITION: "verslag-nodig",
    Effect.OTHER_LAW: "verslag-ander-eerst",
    Effect.CONCERN: "verslag-let-op",
}
"""The piece by which a finding of each kind is told; a bar that may be used is told as something to watch."""


@dataclass(frozen=True)
class KeptReport:
    """A report about one person held to what was answered, judged and found."""

    document: Document
    dossier: Dossier
    person: str

    @cached_property
    def reading(self) -> Reading:
        """Read the report."""
        return Reading(self.document, self.dossier)

    def held(self) -> Iterator[Blocked]:
        """Give every text that the record does not have so, and every option that is left out."""
        for text in self.reading.outside_tables:
            if not re.fullmatch(self._pattern(text), plain_words(text.words)):
                yield _otherwise(text.words)
        for cell in self._cells():
            if cell.words.strip() and not re.fullmatch(self._signs, plain_words(cell.words)):
                yield _otherwise(cell.words)
        said = Counter(
            plain_words(text.words.partition("\n")[0])
            for text in self.reading.outside_tables
            if not text.anchors
        )
        for option in self.dossier.case.alternatives:
            name = sentence(self.dossier.names.alternatives[option.id])
            if said[plain_words(name)] != 1:
                yield Blocked(Fault.DECIDED, f"Deze keuze staat niet één keer in het verslag: {name}", HINT)

    def _cells(self) -> Iterator[Text]:
        blocks = (block for section in self.document.sections for block in section.blocks)
        return (cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row)

    @property
    def _signs(self) -> str:
        """Give who may sign: whom it is about, who has custody, and who judged."""
        name = self.dossier.names.person(self.person)
        people = one_of(self.dossier.names.person(item.id) for item in self.dossier.case.persons)
        parents = f"(?:{people}, )?{self.reading.how('verslag-ouders', {'naam': just(name)})}"
        return f"(?:{just(name)}|{parents}|{just(self.dossier.decision.own_judgement.given_by)})"

    # --- how each text reads -------------------------------------------------------------------------------------

    def _pattern(self, text: Text) -> str:
        """Give how a text reads, by what it is about; of what the record does not know nothing fits."""
        pieces = [piece for (piece,) in ids_of(text, Source.PIECE)]
        facts = ids_of(text, Source.FACT)
        if {*pieces} & {*FRAME[self.document.kind], *DISPUTES}:
            return ".*"  # held to the record with the other kinds of document
        if pieces:
            return self._of_piece(pieces[0], text)
        if wishes := ids_of(text, Source.WISH):
            own = (need.own_words for need in self._needs if (need.id,) in wishes)
            return one_of(f"“{words.strip()}”" for words in own if words)
        if claims := ids_of(text, Source.CLAIM):
            return self._provision([claim for (claim,) in claims])
        if len(facts) == 1 and len(facts[0]) == 1:
            return self._support(facts[0][0])
        if len(facts) == 1:
            return self._open(facts[0])
        return f"(?:{just(f'Zaaknummer: {self.dossier.case.id}')}|{self._options()})"

    @cached_property
    def _needs(self) -> list[Need]:
        return [need for need in self.dossier.case.needs if need.person == self.person]

    def _of_piece(self, piece: str, text: Text) -> str:
        facts = ids_of(text, Source.FACT)
        place = facts[0] if facts and len(facts[0]) > 1 else ("", "")
        if piece in _DAYS:
            declared = self.dossier.rule_set.outlet.get(_DAYS[piece])
            return self.reading.how(piece, {"dag": self._day(None if declared is None else declared.name)})
        reading = {
            "verslag-antwoord": lambda: self._told(place),
            "verslag-inschatting": lambda: self._judged(place),
            "verslag-onbekend": lambda: self.reading.how(piece, {"vraag": self._open(place)}),
            "verslag-doel": lambda: self._wished(text),
            "verslag-mening": lambda: self.reading.how(
                piece, {"mening": self._of_case(Outlet.VIEW_OF_REPORT)}
            ),
            "verslag-gesprekken": lambda: self.reading.how(
                piece, {"gesprekken": self._of_case(Outlet.TALKS)}
            ),
            "verslag-melding": lambda: self.reading.how(piece, {"dag": self._day(self._reported)}),
        }
        return reading[piece]() if piece in reading else "(?!)"

    @property
    def _reported(self) -> str | None:
        return self.dossier.rule_set.moment_fact.get(Moment.REPORT)

    def _of_case(self, outlet: Outlet) -> str:
        declared = self.dossier.rule_set.outlet.get(outlet)
        answer = None if declared is None else self.dossier.answers.get((self.dossier.case.id, declared.name))
        return "(?!)" if answer is None or not answer.is_known else just(as_part(answer.given))

    def _day(self, fact: str | None) -> str:
        answer = self.dossier.answers.get((self.dossier.case.id, fact or ""))
        return "(?!)" if answer is None or not answer.is_known else just(show_date(parse_date(answer.given)))

    # --- answers ---------------------------------------------------------------------------------------------------

    def _answer(self, place: tuple[str, ...]) -> tuple[FactDeclaration, Answer] | None:
        """Give a known answer that may stand in a report."""
        answer = self.dossier.answers.get((place[0], place[-1]))
        declared = self.dossier.rule_set.fact.get(place[-1])
        if answer is None or declared is None or not answer.is_known or declared.privacy is Privacy.SPECIAL:
            return None
        return declared, answer

    def _told(self, place: tuple[str, ...]) -> str:
        found = self._answer(place)
        if found is None:
            return "(?!)"
        declared, answer = found
        how = enumerated([PROVENANCE[answer.provenance], *_day_of(answer)], last="op")
        given = sentence(as_part(answer.given))
        places = {
            "vraag": asked(self.dossier, declared, place[0]),
            "antwoord": just(given),
            "bron": just(how),
        }
        return self.reading.how("verslag-antwoord", places)

    def _judged(self, place: tuple[str, ...]) -> str:
        found = self._answer(place)
        if found is None or not found[1].reasons:
            return "(?!)"
        declared, answer = found
        places = {
            "vraag": asked(self.dossier, declared, place[0]),
            "antwoord": just(sentence(answer_word(declared, answer.given))),
            **_judgement(answer),
        }
        return self.reading.how("verslag-inschatting", places)

    def _open(self, place: tuple[str, ...]) -> str:
        """Give how a question reads that nobody answered yet."""
        declared, answer = (
            self.dossier.rule_set.fact.get(place[-1]),
            self.dossier.answers.get((place[0], place[-1])),
        )
        is_answered = answer is not None and answer.is_known
        return "(?!)" if declared is None or is_answered else asked(self.dossier, declared, place[0])

    def _wished(self, text: Text) -> str:
        domains = {need.domain for need in self._needs if (need.id,) in ids_of(text, Source.WISH)}
        goals = one_of(
            f"“{as_part(goal.own_words)}”"
            for option in self.dossier.case.alternatives
            for goal in option.goals
            if goal.said_by == self.person and goal.domain in domains
        )
        return self.reading.how("verslag-doel", {"doel": f"{goals}(?:(?:, | en ){goals})*"})

    # --- provisions, support and options ---------------------------------------------------------------------------

    def _provision(self, claims: list[str]) -> str:
        """Give how a provision reads: its name and law, and then what was found, answered and judged of it."""
        case = self.dossier.case
        within = [item.id for item in case.alternatives if {*claims} & {*item.claims}]
        options = (
            just(enumerated(self.dossier.names.alternative(item) for item in within)) if within else "(?!)"
        )
        name, law = just(self.dossier.called(claims[0])), self.dossier.claims[claims[0]].law
        named = [name, self.reading.how("verslag-zoals-in", {"voorziening": name, "keuzes": options})]
        decided = ((part, item) for part in parts_of(self.dossier) for item in part.claims)
        named += [just(part.called(self.dossier, item)) for part, item in decided if item.claim in claims]
        wet = just(self.dossier.law_name(law))
        first = self.reading.how("verslag-voorziening", {"voorziening": f"(?:{'|'.join(named)})", "wet": wet})
        lines = [line for claim in claims for line in self._lines(claim)]
        lines.append(self.reading.how("verslag-in-keuze", {"keuzes": options}))
        return f"{first}(?: (?:{'|'.join(lines)}))*"

    def _lines(self, claim: str) -> Iterator[str]:
        """Walk how each line under a provision may read."""
        for finding in self.dossier.weighing.assessment.findings:
            said = self.dossier.rule_set.consequence_of_finding[finding.rule].resident_text
            is_told = (
                finding.holds is True and finding.counts and finding.source_class is not SourceClass.CASE_LAW
            )
            if finding.about == claim and is_told and said and finding.effect in _SAYS:
                may = finding.effect is Effect.BAR and finding.strength is Strength.DISCRETIONARY
                piece = _SAYS[Effect.CONCERN if may else finding.effect]
                yield self.reading.how(piece, {"reden": just(said)})
        for about, fact in self.dossier.answers:
            if about in (claim, self.dossier.claims[claim].solution):
                yield self._judged((about, fact))
                yield self._against((about, fact))

    def _against(self, place: tuple[str, str]) -> str:
        found = self._answer(place)
        if found is None or found[1].given != NO or not found[1].reasons:
            return "(?!)"
        declared, answer = found
        reasons = just(sentence(as_part(answer.reasons or "")))
        return self.reading.how(
            "verslag-nee", {"vraag": asked(self.dossier, declared, place[0]), "reden": reasons}
        )

    def _support(self, support: str) -> str:
        found = next((item for item in self.dossier.case.support if item.id == support), None)
        if found is None or found.offered_to != self.person:
            return "(?!)"
        name = found.name or found.id
        first = just(sentence(name))
        if found.given_by:
            who = self.dossier.names.person(found.given_by)
            first = self.reading.how("verslag-steun", {"steun": just(name), "wie": just(who)})
        said = [self._said(place) for place in self.dossier.answers if place[0] == support]
        return f"{first}(?: (?:{'|'.join(said) or '(?!)'}))*"

    def _said(self, place: tuple[str, str]) -> str:
        found = self._answer(place)
        if found is None:
            return "(?!)"
        declared, answer = found
        statement = {YES: declared.statement, NO: declared.denial}.get(answer.given)
        given = just(sentence(as_part(answer_word(declared, answer.given))))
        whole = f"{asked(self.dossier, declared, place[0])} {given}"
        return whole if statement is None else f"(?:{just(sentence(statement))}|{whole})"

    def _options(self) -> str:
        """Give how each option reads: its name, and how it was appraised."""
        found = []
        declared = self.dossier.rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
        for option in self.dossier.case.alternatives:
            name = just(sentence(self.dossier.names.alternatives[option.id]))
            judged = [self._judged(place) for place in self.dossier.answers if place[0] == option.id]
            appraised = None if declared is None else self._answer((option.id, declared.name))
            if appraised is not None:
                piece = "verslag-keuze-ja" if appraised[1].given == YES else "verslag-keuze-nee"
                judged.append(self.reading.how(piece, _judgement(appraised[1])))
            found.append(f"{name}(?: (?:{'|'.join(judged) or '(?!)'}))*")
        return f"(?:{'|'.join(found)})"


def _judgement(answer: Answer) -> dict[str, str]:
    who = enumerated([answer.given_by or "", *_day_of(answer)], last="op")
    return {"reden": just(sentence(as_part(answer.reasons or ""))), "wie": just(who)}


def _day_of(answer: Answer) -> list[str]:
    return [] if answer.on is None else [show_date(answer.on)]


def _otherwise(words: str) -> Blocked:
    return Blocked(
        Fault.DECIDED, f"Dit staat anders in het dossier, of hoort hier niet: '{shown(words)}'.", HINT
    )
