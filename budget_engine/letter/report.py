"""The report of the research about one person, to be read, corrected and signed (Wmo 2015, 2.3.2 lid 8).

It tells what is shared and what stands in the rooms of this person: the talks, each need in own words, what
people do themselves and who helps with its load as they said it, the options with why and why not, what is not
known yet, and what somebody sees otherwise. What is noted about safety is never told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_engine.aloud.phrases import enumerated, sentence
from budget_engine.answer import Answer, Provenance
from budget_engine.case import Claim, Need, Support
from budget_engine.drafts.labels import DOMAINS, PROVENANCE, answer_word
from budget_engine.drafts.whom import asked_of
from budget_engine.glossary import NO, YES
from budget_engine.language.fact import FactDeclaration, Kind, Moment, Outlet, Privacy, Role
from budget_engine.language.register import Effect, SourceClass
from budget_engine.language.rule import Strength
from budget_engine.letter.asking import what
from budget_engine.letter.content import (
    Anchor,
    Block,
    Document,
    DocumentKind,
    Listed,
    Paragraph,
    Section,
    Source,
    Table,
    Text,
)
from budget_engine.letter.disputes import disputed
from budget_engine.letter.dossier import Dossier, LetterTo, parts_of
from budget_engine.letter.not_chosen import raised, written_against
from budget_engine.letter.rooms import disputes_in, points_at_the_file
from budget_engine.letter.words import Words, as_part
from budget_engine.trace import MissingKind
from budget_engine.values import parse_date, show_date

SIGNED = ("Naam", "Handtekening", "Datum")
"""The heads of the table in which people sign."""

WRITTEN = ("Uw woorden",)
"""The head of the place to write in."""

_ROOM_TO_WRITE = "\n" * 12
"""Empty lines to write on: about a third of a page."""

_ROOM_TO_SIGN = "\n" * 2
"""Empty lines for a signature."""

_PART = {
    Effect.BAR: "verslag-kan-niet",
    Effect.CONDITION: "verslag-nodig",
    Effect.OTHER_LAW: "verslag-ander-eerst",
    Effect.CONCERN: "verslag-let-op",
}
"""The piece that says each kind of finding that is about a provision."""


@dataclass(frozen=True)
class Report:
    """Writes the report about one person."""

    dossier: Dossier
    person: str
    words: Words

    def document(self) -> Document:
        """Give the whole report."""
        sections = (
            self._opening(),
            self._talks(),
            *(part for need in self._needs for part in self._need(need)),
            self._support(),
            self._person(),
            self._options(),
            self._unknown(),
            self._disputes(),
            self._own_view(),
            self._signing(),
        )
        return Document(
            kind=DocumentKind.REPORT,
            title=self.words.text("verslag-onderwerp", naam=self._name).words,
            law=None,
            room=self.person,
            sections=tuple(section for section in sections if section.blocks),
        )

    @property
    def _name(self) -> str:
        return self.dossier.names.person(self.person)

    @property
    def _needs(self) -> list[Need]:
        return [need for need in self.dossier.case.needs if need.person == self.person]

    # --- the talks -------------------------------------------------------------------------------------------

    def _opening(self) -> Section:
        to = self.dossier.letter_to(self.person) or LetterTo.SELF
        blocks = (
            self.words.paragraph("afzender"),
            self.words.paragraph(f"aan-{to}", naam=self._name),
            Paragraph(Text(f"Zaaknummer: {self.dossier.case.id}")),
            self.words.paragraph("verslag-inleiding"),
        )
        return Section(None, blocks)

    def _talks(self) -> Section:
        reported = self._day(self.dossier.rule_set.moment_fact.get(Moment.REPORT))
        outlets = {
            "verslag-ondersteuning": Outlet.CLIENT_SUPPORT,
            "verslag-plan-gewezen": Outlet.PLAN_INVITED,
            "verslag-plan-ingeleverd": Outlet.PLAN_RECEIVED,
        }
        days = {"verslag-melding": reported} | {
            piece: self._day(self._declared(outlet)) for piece, outlet in outlets.items()
        }
        items = [self.words.text(piece, dag=show_date(parse_date(day))) for piece, day in days.items() if day]
        talks = self._of_case(Outlet.TALKS)
        if talks is not None:
            items.insert(
                1 if reported else 0, self.words.text("verslag-gesprekken", gesprekken=as_part(talks))
            )
        return Section(self.words.heading("verslag-gesprekken-kop"), (Listed(tuple(items)),) if items else ())

    def _declared(self, outlet: Outlet) -> str | None:
        declared = self.dossier.rule_set.outlet.get(outlet)
        return None if declared is None else declared.name

    def _day(self, fact: str | None) -> str | None:
        answer = self.dossier.answers.get((self.dossier.case.id, fact or ""))
        return answer.given if answer is not None and answer.is_known else None

    def _of_case(self, outlet: Outlet) -> str | None:
        return self._day(self._declared(outlet))

    def _asks(self, declared: FactDeclaration) -> str:
        """Ask what a fact asks, naming whom the report is about."""
        return asked_of(declared, self._name)

    # --- the needs -------------------------------------------------------------------------------------------

    def _need(self, need: Need) -> Iterator[Section]:
        anchor = Anchor(Source.WISH, (need.id,))
        blocks: list[Block] = []
        if need.own_words:
            blocks.append(Paragraph(Text(f"“{need.own_words.strip()}”", (anchor,))))
        told = tuple(self._told(need.id))
        if told:
            blocks.append(Listed(told))
        goals = dict.fromkeys(
            as_part(goal.own_words)
            for option in self.dossier.case.alternatives
            for goal in option.goals
            if goal.said_by == self.person and goal.domain is need.domain
        )
        if goals:
            said = enumerated(f"“{goal}”" for goal in goals)
            blocks.append(self.words.paragraph("verslag-doel", anchor, doel=said))
        yield Section(DOMAINS[need.domain], tuple(blocks))
        judged = tuple(self._judged(need.id))
        yield Section(self._heading("verslag-inschatting-kop", need), (Listed(judged),) if judged else ())
        looked_at = tuple(self._looked_at(need))
        yield Section(self._heading("verslag-bekeken-kop", need), (Listed(looked_at),) if looked_at else ())

    def _heading(self, piece: str, need: Need) -> str:
        return self.words.text(piece, domein=DOMAINS[need.domain]).words

    def _told(self, about: str) -> Iterator[Text]:
        """Walk what was told in words, with how it is known."""
        for declared, answer in self._answers(about):
            if declared.is_told and answer.is_known:
                how = enumerated([PROVENANCE[answer.provenance], *self._days(answer)], last="op")
                places = {
                    "vraag": self._asks(declared),
                    "antwoord": sentence(as_part(answer.given)),
                    "bron": how,
                }
                yield self.words.text(
                    "verslag-antwoord", Anchor(Source.FACT, (about, declared.name)), **places
                )

    def _judged(self, about: str) -> Iterator[Text]:
        """Walk what somebody judged, with their reason, their name and the day."""
        for declared, answer in self._answers(about):
            if answer.provenance is not Provenance.JUDGEMENT or not answer.is_known or not answer.reasons:
                continue
            if not declared.is_judgement or points_at_the_file(self.dossier, answer.reasons):
                continue
            yield self.words.text(
                "verslag-inschatting",
                Anchor(Source.FACT, (about, declared.name)),
                vraag=self._asks(declared),
                antwoord=sentence(answer_word(declared, answer.given)),
                reden=sentence(as_part(answer.reasons)),
                wie=enumerated([answer.given_by or "", *self._days(answer)], last="op"),
            )

    def _days(self, answer: Answer) -> list[str]:
        return [] if answer.on is None else [show_date(answer.on)]

    def _answers(self, about: str) -> Iterator[tuple[FactDeclaration, Answer]]:
        """Walk the answers about something, the resident's own first; what is most private is left out."""
        for declared in sorted(self.dossier.rule_set.facts, key=_residents_first):
            answer = self.dossier.answers.get((about, declared.name))
            if answer is not None and declared.privacy is not Privacy.SPECIAL:
                yield declared, answer

    def _looked_at(self, need: Need) -> Iterator[Text]:
        """Walk the provisions that were looked at for a need; what is told in the same words is told once."""
        alike: dict[tuple[str, ...], list[Claim]] = {}
        for claim in self.dossier.case.claims:
            if claim.need == need.id:
                words = (self.dossier.called(claim.id), *self._told_of(claim))
                alike.setdefault(words, []).append(claim)
        named = [words[0] for words in alike]
        for words, claims in alike.items():
            asked = {claim.id for claim in claims}
            within = [item.id for item in self.dossier.case.alternatives if asked & {*item.claims}]
            options = enumerated(self.dossier.names.alternative(item) for item in within)
            name = words[0] if named.count(words[0]) == 1 else self._apart(claims, options)
            law = self.dossier.law_name(claims[0].law)
            told = [self.words.text("verslag-voorziening", voorziening=name, wet=law).words]
            told += self._told_of(claims[0], once=True)
            if within:
                told.append(self.words.text("verslag-in-keuze", keuzes=options).words)
            yield Text("\n".join(told), tuple(Anchor(Source.CLAIM, (claim.id,)) for claim in claims))

    def _told_of(self, claim: Claim, *, once: bool = False) -> Iterator[str]:
        """Walk what is told of a provision: what the law says of it, and what was judged and matters."""
        yield from self._findings(claim, once=once)
        matter = {
            (ground.about, ground.asked_fact)
            for finding in raised(self.dossier, claim.id)
            for ground in finding.decisive
        }
        for about in (claim.id, claim.solution):
            yield from (
                text.words
                for text in self._judged(about)
                if any(anchor.source is Source.FACT and anchor.ids in matter for anchor in text.anchors)
            )

    def _apart(self, claims: list[Claim], options: str) -> str:
        """Name a provision that others are called like: by what is decided, or by the option it is a part of."""
        asked = {claim.id for claim in claims}
        for part in parts_of(self.dossier):
            for item in part.claims:
                if item.claim in asked:
                    return part.called(self.dossier, item)
        name = self.dossier.called(claims[0].id)
        return (
            self.words.text("verslag-zoals-in", voorziening=name, keuzes=options).words if options else name
        )

    def _is_told_before(self, claim: Claim, rule: str) -> bool:
        """Tell whether the same holds of an earlier provision for the same person."""
        claims = [own for own in self.dossier.case.claims if self.dossier.person_of(own.id) == self.person]
        earlier = claims[: claims.index(claim)]
        return any(finding.rule == rule for own in earlier for finding in raised(self.dossier, own.id))

    def _findings(self, claim: Claim, *, once: bool) -> Iterator[str]:
        for finding in raised(self.dossier, claim.id):
            may = finding.effect is Effect.BAR and finding.strength is Strength.DISCRETIONARY
            piece = _PART.get(Effect.CONCERN if may else finding.effect)
            if once and finding.effect is Effect.CONCERN and self._is_told_before(claim, finding.rule):
                continue
            said = self.dossier.rule_set.consequence_of_finding[finding.rule].resident_text
            if piece and said and finding.source_class is not SourceClass.CASE_LAW:
                yield self.words.text(piece, reden=said.strip()).words
        for fact, reasons in written_against(self.dossier, claim.id):
            declared = self.dossier.rule_set.fact[fact]
            if not declared.is_judgement:
                yield self.words.text("verslag-nee", vraag=self._asks(declared), reden=reasons).words

    # --- what people do --------------------------------------------------------------------------------------

    def _support(self) -> Section:
        items = tuple(
            self._offered(item) for item in self.dossier.case.support if item.offered_to == self.person
        )
        return Section(self.words.heading("verslag-steun-kop"), (Listed(items),) if items else ())

    def _offered(self, support: Support) -> Text:
        who = self.dossier.names.person(support.given_by or "")
        name = support.name or support.id
        said = [self.words.text("verslag-steun", steun=name, wie=who).words if who else sentence(name)]
        for outlet in (Outlet.OFFERED, Outlet.HOW_OFTEN, Outlet.LOAD, Outlet.LASTS, Outlet.FALLBACK):
            declared = self.dossier.rule_set.outlet.get(outlet)
            answer = None if declared is None else self.dossier.answers.get((support.id, declared.name))
            if declared is None or answer is None or not answer.is_known:
                continue
            said.append(self._said(declared, answer))
        return Text("\n".join(said), (Anchor(Source.FACT, (support.id,)),))

    def _said(self, declared: FactDeclaration, answer: Answer) -> str:
        statements = {YES: declared.statement, NO: declared.denial}
        statement = statements.get(answer.given) if declared.kind is Kind.YES_NO else None
        if statement is not None:
            return sentence(statement)
        return f"{self._asks(declared)} {sentence(as_part(answer_word(declared, answer.given)))}"

    def _person(self) -> Section:
        judged = tuple(self._judged(self.person))
        return Section(self.words.heading("verslag-persoon-kop"), (Listed(judged),) if judged else ())

    # --- the options, what is not known, and who sees it otherwise ---------------------------------------------

    def _options(self) -> Section:
        items: list[Text] = []
        for option in self.dossier.case.alternatives:
            name = self.dossier.names.alternatives[option.id]
            judged = [text.words for text in self._appraised(option.id)]
            items.append(Text("\n".join([sentence(name), *judged])))
        return Section(self.words.heading("verslag-keuzes-kop"), (Listed(tuple(items)),) if items else ())

    def _appraised(self, option: str) -> Iterator[Text]:
        """Walk how an option was appraised; what is asked of every option is told as a sentence."""
        place = (option, self._declared(Outlet.EVERY_NEED_ANSWERED) or "")
        for text in self._judged(option):
            if Anchor(Source.FACT, place) not in text.anchors:
                yield text
                continue
            answer = self.dossier.answers[place]
            piece = "verslag-keuze-ja" if answer.given == YES else "verslag-keuze-nee"
            reasons = sentence(as_part(answer.reasons or ""))
            who = enumerated([answer.given_by or "", *self._days(answer)], last="op")
            yield self.words.text(piece, Anchor(Source.FACT, place), reden=reasons, wie=who)

    def _unknown(self) -> Section:
        items: dict[str, Text] = {}
        for about, fact in self._asked():
            asked, anchor = self._asks(self.dossier.rule_set.fact[fact]), Anchor(Source.FACT, (about, fact))
            over = what(self.dossier, about)
            said = self.words.text("verslag-onbekend", anchor, vraag=asked, over=over)
            items.setdefault(said.words, Text(asked, (anchor,)) if over in asked else said)
        blocks = (Listed(tuple(items.values())),) if items else ()
        return Section(self.words.heading("verslag-onbekend-kop"), blocks)

    def _asked(self) -> Iterator[tuple[str, str]]:
        """Walk what is not known yet of this person and of what is chosen for them."""
        chosen = next(
            item for item in self.dossier.case.alternatives if item.id == self.dossier.decision.chosen
        )
        claims = [name for name in chosen.claims if self.dossier.person_of(name) == self.person]
        needs = [need.id for need in self._needs]
        support = [item.id for item in self.dossier.case.support if item.offered_to == self.person]
        solutions = [self.dossier.claims[name].solution for name in claims]
        own = {self.person, *needs, *claims, *support, *solutions}
        open_now = [
            (item.about, item.asked_fact)
            for item in self.dossier.weighing.assessment.open_questions
            if item.kind is MissingKind.QUESTION
        ]
        not_known = sorted(place for place, answer in self.dossier.answers.items() if not answer.is_known)
        for about, fact in dict.fromkeys([*open_now, *not_known]):
            if about in own and self.dossier.rule_set.fact[fact].privacy is not Privacy.SPECIAL:
                yield about, fact

    def _disputes(self) -> Section:
        places = disputes_in(self.dossier, self.person)
        items = tuple(disputed(self.dossier, place, self.words) for place in places)
        return Section(self.words.heading("geschil-kop"), (Listed(items),) if items else ())

    # --- the end ---------------------------------------------------------------------------------------------

    def _own_view(self) -> Section:
        view = self._of_case(Outlet.VIEW_OF_REPORT)
        blocks: list[Block] = []
        if view is not None:
            blocks.append(self.words.paragraph("verslag-mening", mening=as_part(view)))
        blocks.append(self.words.paragraph("verslag-aanvullen"))
        blocks.append(Table("Schrijf hier", WRITTEN, ((Text(_ROOM_TO_WRITE),),)))
        return Section(self.words.heading("verslag-aanvullen-kop"), tuple(blocks))

    def _signing(self) -> Section:
        to = self.dossier.letter_to(self.person) or LetterTo.SELF
        as_parent = self.words.text("verslag-ouders", naam=self._name).words
        with_custody = self.dossier.with_custody(self.person)
        parents = tuple(f"{name}, {as_parent}" for name in with_custody) or (as_parent,)
        signers = {
            LetterTo.SELF: (self._name,),
            LetterTo.TOGETHER: (self._name, *parents),
            LetterTo.PARENTS: parents,
        }[to]
        names = (*signers, self.dossier.decision.own_judgement.given_by)
        rows = tuple((Text(name), Text(_ROOM_TO_SIGN), Text("")) for name in names)
        blocks = (self.words.paragraph("verslag-tekenen"), Table("Handtekeningen", SIGNED, rows))
        return Section(self.words.heading("verslag-tekenen-kop"), (*blocks, self.words.paragraph("contact")))


def _residents_first(declared: FactDeclaration) -> tuple[bool, int, str]:
    """Order facts: what the resident alone answers first, and what they do not answer last."""
    return Role.RESIDENT not in declared.who, len(declared.who), declared.name
