"""Why other help that was looked at did not come, from what was written down in the same room and nothing else.

First what the law says; then what somebody wrote at an answer that stood in the way; then how the whole option
was appraised, where that is about this room alone. Where nobody wrote a reason, the letter says what was chosen
instead and points at the reason of that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.assessment import Finding
from budget_engine.case import Alternative, Claim
from budget_engine.decision import GIVES
from budget_engine.glossary import NO
from budget_engine.language.fact import Outlet, Privacy
from budget_engine.language.register import Effect, SourceClass
from budget_engine.language.rule import Strength
from budget_engine.letter.content import Anchor, Source, Text
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.rooms import points_at_the_file
from budget_engine.letter.words import Words, as_part

_IN_THE_WAY = frozenset({Effect.BAR, Effect.CONDITION, Effect.OTHER_LAW, Effect.CONCERN})
"""The kinds of finding by which help may not come, or not as it is asked for."""


@dataclass(frozen=True)
class NotChosen:
    """Tells of the other provisions for the same person under the same law why they were not chosen."""

    dossier: Dossier
    about: PartFor
    words: Words
    whom: str

    def texts(self) -> tuple[Text, ...]:
        """Give one text for each, in the order of the case."""
        return tuple(self._text(claim) for claim in self.claims())

    def claims(self) -> Iterator[Claim]:
        """Walk what was looked at for the same person under the same law, and is not decided about."""
        decided = {item.claim for part in self.dossier.decision.part_decisions for item in part.claims}
        named = {self.dossier.called(item.claim) for item in self.about.claims}
        for claim in self.dossier.case.claims:
            same = self.dossier.rooms[claim.id] == self.about.room
            if same and claim.id not in decided and self.dossier.called(claim.id) not in named:
                yield claim

    def _text(self, claim: Claim) -> Text:
        anchor, name = Anchor(Source.CLAIM, (claim.id,)), self.dossier.called(claim.id)
        if barred := " ".join(self._barred(claim.id, must=True)):
            return self.words.text("bekeken", anchor, voorziening=name, reden=barred)
        if written := " ".join(reasons for _, reasons in written_against(self.dossier, claim.id)):
            return self.words.text("bekeken-omdat", anchor, voorziening=name, reden=written)
        if barred := " ".join(self._barred(claim.id, must=False)):
            return self.words.text("bekeken-omdat", anchor, voorziening=name, reden=barred)
        for option in self._options(claim.id):
            reasons = self._appraised(option)
            if reasons is not None:
                called = self.dossier.names.alternatives.get(option.id, option.id)
                places = {"voorziening": name, "keuze": called, "reden": reasons}
                return self.words.text("bekeken-in-keuze", anchor, **places)
        if chosen := self._chosen(claim):
            places = {"voorziening": name, "wie": self.whom, "gekozen": chosen}
            return self.words.text("bekeken-in-plaats", anchor, **places)
        return self.words.text("bekeken-niet-gekozen", anchor, voorziening=name)

    def _barred(self, claim: str, *, must: bool) -> Iterator[str]:
        """Walk what the rules say of it, those that must be used or those that may, in the words for a resident."""
        for finding in raised(self.dossier, claim):
            said = self.dossier.rule_set.consequence_of_finding[finding.rule].resident_text
            if (finding.strength is not Strength.DISCRETIONARY) is not must:
                continue
            if finding.effect is Effect.BAR and finding.source_class is not SourceClass.CASE_LAW and said:
                yield said.strip()

    def _options(self, claim: str) -> Iterator[Alternative]:
        """Walk the other options it was a part of, where what sets them apart stands in this room alone."""
        options: Mapping[str, Alternative] = {item.id: item for item in self.dossier.case.alternatives}
        chosen = options[self.dossier.decision.chosen]
        for option in options.values():
            apart = {*option.claims} - {*chosen.claims}
            if claim in apart and {self.dossier.rooms[item] for item in apart} == {self.about.room}:
                yield option

    def _appraised(self, option: Alternative) -> str | None:
        """Give why an option does not answer every need, as whoever appraised it wrote it."""
        declared = self.dossier.rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
        answer = None if declared is None else self.dossier.answers.get((option.id, declared.name))
        if answer is None or answer.given != NO or not answer.reasons:
            return None
        return sentence(as_part(answer.reasons))

    def _chosen(self, claim: Claim) -> str:
        """Name what somebody gets for the same need instead."""
        chosen = [
            self.dossier.called(item.claim)
            for item in self.about.claims
            if item.result in GIVES and self.dossier.claims[item.claim].need == claim.need
        ]
        return enumerated(chosen) if chosen else ""


def raised(dossier: Dossier, claim: str) -> Iterator[Finding]:
    """Walk the findings about a claim that hold and were not set aside."""
    for finding in dossier.weighing.assessment.findings:
        if finding.about == claim and finding.holds is True and finding.counts:
            yield finding


def written_against(dossier: Dossier, claim: str) -> Iterator[tuple[str, str]]:
    """Walk the answers 'nee' about this very claim that stand in its way: the fact, and what somebody wrote at it."""
    facts = {
        ground.asked_fact: None
        for finding in raised(dossier, claim)
        for ground in finding.decisive
        if ground.about == claim and finding.effect in _IN_THE_WAY
    }
    for fact in facts:
        answer = dossier.answers.get((claim, fact))
        is_private = dossier.rule_set.fact[fact].privacy is Privacy.SPECIAL
        if answer is None or answer.given != NO or not answer.reasons or is_private:
            continue
        if not points_at_the_file(dossier, answer.reasons):
            yield fact, sentence(as_part(answer.reasons))
