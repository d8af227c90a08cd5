"""What a document says besides what was decided, held to the record: findings, disputes, and help not chosen.

A finding stands in the words that its rule has for a resident, with where it is written; a dispute is that of
the answer it is about; a reason why other help did not come is one that stands in the record of that help.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.answer import Answer
from budget_engine.assessment import Finding
from budget_engine.case import Claim
from budget_engine.decision import GIVES, ClaimDecision
from budget_engine.drafts.labels import capital
from budget_engine.glossary import NO
from budget_engine.language.fact import Privacy
from budget_engine.language.register import SourceClass
from budget_engine.letter.as_decided import HINT, ids_of, plain_words
from budget_engine.letter.asking import answered
from budget_engine.letter.content import Document, Source, Text
from budget_engine.letter.decision_letter import BASIS, carrying
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.faults import Blocked, Fault
from budget_engine.letter.reading import Reading, asked, just, one_of, shown
from budget_engine.letter.words import as_part

DISPUTES = ("geschil", "geschil-zonder-woorden")
"""The pieces that say that somebody sees something otherwise."""

_LOOKED_AT = ("bekeken", "bekeken-omdat", "bekeken-in-keuze", "bekeken-in-plaats", "bekeken-niet-gekozen")
"""The pieces that say why other help did not come."""


@dataclass(frozen=True)
class SaidWhy:
    """A document held to what the record says of findings, disputes and help that was not chosen."""

    document: Document
    dossier: Dossier

    @cached_property
    def reading(self) -> Reading:
        """Read the document."""
        return Reading(self.document, self.dossier)

    # --- findings ------------------------------------------------------------------------------------------------

    def findings(self, about: PartFor) -> Iterator[Blocked]:
        """Hold that each finding holds, is of a provision decided about here, and stands in the words of its rule."""
        decided = {item.claim for item in about.claims}
        for text in self.document.texts():
            for rule, claim in ids_of(text, Source.FINDING):
                found = self._finding(rule, claim)
                is_own = claim in decided and ids_of(text, Source.CLAIM) == [(claim,)]
                if found is None or not is_own or not self._in_words_of_rule(text, found, about):
                    yield _otherwise(text, Fault.DECIDING)

    def carried(self, about: PartFor) -> Iterator[Blocked]:
        """Hold that each finding that carries what is decided about a provision stands there."""
        told = [plain_words(text.words) for text in self.document.texts() if ids_of(text, Source.FINDING)]
        for item in about.claims:
            for how in self._carrying(item):
                if not any(re.fullmatch(f"{how}(?: .*)?", words) for words in told):
                    name = about.called(self.dossier, item)
                    text = f"Bij '{name}' staat niet waar het besluit in de regels op rust."
                    yield Blocked(Fault.DECIDING, text, "Maak de brief opnieuw uit het besluit.")

    def _finding(self, rule: str, claim: str) -> Finding | None:
        return next((item for item in self._raised(claim) if item.rule == rule), None)

    def _raised(self, claim: str) -> Iterator[Finding]:
        for finding in self.dossier.weighing.assessment.findings:
            if finding.about == claim and finding.holds is True and finding.counts:
                yield finding

    def _in_words_of_rule(self, text: Text, finding: Finding, about: PartFor) -> bool:
        """Tell whether a text says a finding, and for which other provisions of the letter it holds as well."""
        how = self._how(finding)
        others = [
            about.called(self.dossier, item)
            for item in about.claims
            if item.claim != finding.about and how in self._carrying(item)
        ]
        if how is not None and others:
            how += f" {self.reading.how('waarom-ook', {'voorzieningen': just(enumerated(others))})}"
        return how is not None and re.fullmatch(how, plain_words(text.words)) is not None

    def _carrying(self, item: ClaimDecision) -> list[str]:
        """Give how the findings read that carry what is decided about a provision."""
        return [how for finding in carrying(self.dossier, item) if (how := self._how(finding)) is not None]

    def _how(self, finding: Finding) -> str | None:
        """Give how a finding reads to a resident, with where it is written; None where it is not for their copy."""
        said, basis = self._said(finding), finding.legal_basis
        if said is None:
            return None
        if finding.to_verify:
            return just(said)
        where = {"artikel": just(f"{basis.law}, {basis.article}")}
        return f"{just(said)} {self.reading.how(BASIS[basis.level], where)}"

    def _said(self, finding: Finding) -> str | None:
        """Give what a finding says to a resident; no case law stands in their copy."""
        said = self.dossier.rule_set.consequence_of_finding[finding.rule].resident_text
        return None if finding.source_class is SourceClass.CASE_LAW else said

    # --- disputes ------------------------------------------------------------------------------------------------

    def disputes(self) -> Iterator[Blocked]:
        """Hold that who sees something otherwise is who said so, and that they say what they said."""
        for piece in DISPUTES:
            for text in self.reading.saying(piece):
                places = ids_of(text, Source.FACT)
                if len(places) != 1 or not self._is_disputed_so(text, piece, places[0]):
                    yield _otherwise(text, Fault.DISPUTE)

    def _is_disputed_so(self, text: Text, piece: str, place: tuple[str, ...]) -> bool:
        answer = self.dossier.answers.get((place[0], place[-1]))
        dispute = None if answer is None else answer.dispute
        if answer is None or dispute is None or (dispute.says is None) != (piece == "geschil-zonder-woorden"):
            return False
        declared = self.dossier.rule_set.fact[place[-1]]
        places = {
            "feit": asked(self.dossier, declared, place[0]),
            "antwoord": just(as_part(answered(declared, answer))),
            "wie": just(capital(self.dossier.names.person(dispute.disputed_by))),
            "ziet": "(?:ziet|zien)",
            "zegt": just(as_part(dispute.says or "")),
        }
        return self.reading.reads(text.words, piece, places)

    # --- help that was not chosen ----------------------------------------------------------------------------------

    def looked_at(self, about: PartFor) -> Iterator[Blocked]:
        """Hold that of each other provision it is said once why it did not come, for a reason in its record."""
        others = [*self._others(about)]
        texts = [text for piece in _LOOKED_AT for text in self.reading.saying(piece)]
        for claim in others:
            name = self.dossier.called(claim.id)
            own = [text for text in texts if ids_of(text, Source.CLAIM) == [(claim.id,)]]
            if len(own) != 1:
                how = "meer dan één keer" if own else "niet"
                said = f"Er staat {how} waarom dit niet is gekozen: {name}."
                yield Blocked(Fault.DECIDED, said, HINT)
            yield from (_otherwise(text) for text in own if not self._is_reason_so(text, claim, about))
        told = {(claim.id,) for claim in others}
        yield from (_otherwise(text) for text in texts if not {*ids_of(text, Source.CLAIM)} & told)

    def _others(self, about: PartFor) -> Iterator[Claim]:
        """Walk the claims of the same person under the same law about which nothing is decided."""
        decided = {item.claim for part in self.dossier.decision.part_decisions for item in part.claims}
        named = {self.dossier.called(item.claim) for item in about.claims}
        for claim in self.dossier.case.claims:
            is_here = self.dossier.rooms[claim.id] == about.room and claim.id not in decided
            if is_here and self.dossier.called(claim.id) not in named:
                yield claim

    def _is_reason_so(self, text: Text, claim: Claim, about: PartFor) -> bool:
        needed = {
            item.claim: self.dossier.claims[item.claim].need for item in about.claims if item.result in GIVES
        }
        instead = [self.dossier.called(given) for given, need in needed.items() if need == claim.need]
        reason = one_of(self._reasons(claim.id))
        places = {
            "voorziening": just(self.dossier.called(claim.id)),
            "reden": f"{reason}(?: {reason})*",
            "keuze": one_of(
                self.dossier.names.alternatives[item.id] for item in self.dossier.case.alternatives
            ),
            "gekozen": just(enumerated(instead)) if instead else "(?!)",
            "wie": one_of(["u", self.dossier.names.person(about.person)]),
        }
        (piece,) = (piece for (piece,) in ids_of(text, Source.PIECE))
        return self.reading.reads(text.words, piece, places)

    def _reasons(self, claim: str) -> Iterator[str]:
        """Walk the reasons that stand in the record: of the rules, of answers 'nee', and of options it is part of."""
        for finding in self._raised(claim):
            if (said := self._said(finding)) is not None:
                yield said
        options = {item.id for item in self.dossier.case.alternatives if claim in item.claims}
        for (about, fact), answer in self.dossier.answers.items():
            is_private = self.dossier.rule_set.fact[fact].privacy is Privacy.SPECIAL
            if about in {claim, *options} and not is_private and _is_no(answer):
                yield sentence(as_part(answer.reasons or ""))


def _is_no(answer: Answer) -> bool:
    return answer.given == NO and bool(answer.reasons)


def _otherwise(text: Text, fault: Fault = Fault.DECIDED) -> Blocked:
    return Blocked(
        fault, f"Dit staat anders in het dossier, of hoort hier niet: '{shown(text.words)}'.", HINT
    )
