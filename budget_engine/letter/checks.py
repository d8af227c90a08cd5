"""What keeps a document from being sent: held against the decision it was made from, line by line.

The document is read as it stands, not as it was meant: its words are looked through for amounts, days and
what belongs elsewhere. What is found says what to do about it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from budget_engine.flips.deciding import grounds_of
from budget_engine.flips.subjects import Asked
from budget_engine.letter.as_decided import AsDecided, ids_of, plain_words
from budget_engine.letter.content import Document, Source, Text
from budget_engine.letter.dossier import Dossier, PartFor
from budget_engine.letter.faults import Blocked, Fault, lacks_words
from budget_engine.letter.figures import figures_decided, figures_of_rules, figures_written
from budget_engine.letter.framed import Framed
from budget_engine.letter.held import Held
from budget_engine.letter.kept_asked import KeptAsked
from budget_engine.letter.moved import moves
from budget_engine.letter.page_one import first_page
from budget_engine.letter.reading import Reading, shown
from budget_engine.letter.rooms import disputes_in
from budget_engine.letter.said_why import SaidWhy
from budget_engine.values import bare, show_date


def blocked(
    document: Document, lacking: Iterable[str], about: PartFor, dossier: Dossier
) -> tuple[Blocked, ...]:
    """Give every reason why the letter of a part-decision cannot be sent."""
    held, letter = Held(document, dossier), _Letter(document, about, dossier)
    decided, why = AsDecided(document, dossier, (about,)), SaidWhy(document, dossier)
    return (
        *lacks_words(lacking),
        *held.addressee(about.person),
        *letter.steps(),
        *letter.objection(),
        *held.figures(
            {*figures_written(about, dossier), *figures_of_rules(dossier)},
            {*figures_decided(about, dossier), *_asked_and_objected(about, dossier)},
        ),
        *decided.claims(),
        *decided.together(),
        *decided.periods(),
        *Framed(document, dossier, about.person, (about,)).held(),
        *KeptAsked(document, dossier, about).held(),
        *letter.reasons(),
        *why.findings(about),
        *why.carried(about),
        *why.looked_at(about),
        *why.disputes(),
        *held.disputes(letter.disputed()),
        *held.rooms(),
        *held.given_away(),
        *held.safety(),
        *letter.deciding(),
    )


@dataclass(frozen=True)
class _Letter:
    """A letter held against its part-decision."""

    document: Document
    about: PartFor
    dossier: Dossier

    def steps(self) -> Iterator[Blocked]:
        """Hold that no step of the research that this decision asks for is empty: the rules say which those are."""
        needs = {self.dossier.claims[item.claim].need for item in self.about.claims}
        abouts = {*needs, *(item.claim for item in self.about.claims), self.about.person}
        for finding in self.dossier.weighing.assessment.findings:
            if finding.about not in abouts or not finding.counts or finding.holds is not True:
                continue
            if self.dossier.rule_set.topic[finding.slug].is_step:
                yield Blocked(
                    Fault.STEP, finding.text, "Vul deze stap in, of leg vast waarom zij hier niet nodig was."
                )

    def objection(self) -> Iterator[Blocked]:
        """Hold that page one says until when, where and how somebody can object."""
        front = replace(self.document, sections=self.document.sections[: first_page(self.document)])
        first = {piece for text in front.texts() if text.words.strip() for piece in _pieces(text)}
        says_when = {"bezwaar-termijn", "bezwaar-zes-weken"} & first
        if not says_when or "bezwaar-hoe" not in first:
            yield Blocked(
                Fault.OBJECTION,
                "Op de eerste bladzijde staat niet tot wanneer, waar en hoe iemand bezwaar maakt.",
                "Zet de bezwaarclausule vooraan, en maak wat ervoor staat korter (Awb 3:45).",
            )

    # --- reasons -------------------------------------------------------------------------------------------------

    def reasons(self) -> Iterator[Blocked]:
        """Hold that each provision is given its own reason, word for word, and no other."""
        for item in self.about.claims:
            name, who = self.about.called(self.dossier, item), self.about.part.decider.name
            if not bare(item.reasons):
                text = f"Bij '{name}' schreef {who} geen reden op."
                yield Blocked(Fault.REASON, text, "Schrijf een reden.")
                continue
            own = plain_words(f"{name}. {item.reasons}")
            said = [words for words in self._why(item.claim) if words.startswith(f"{plain_words(name)}. ")]
            if own not in said:
                hint = "Maak de brief opnieuw uit het besluit, of schrijf een reden."
                yield Blocked(Fault.REASON, f"Bij '{name}' staat niet de reden die {who} gaf.", hint)
            for words in said:
                if words != own:
                    yield self._another(name, words)
            for extra in (item.use_of_discretion, item.despite_unknown):
                if extra and plain_words(extra) not in self._why(item.claim):
                    text = f"Bij '{name}' staat niet wat {who} erbij schreef: '{shown(extra)}'."
                    yield Blocked(Fault.REASON, text, "Maak de brief opnieuw uit het besluit.")

    def _another(self, name: str, words: str) -> Blocked:
        """Say whose reason stands at a provision, where it is that of another."""
        others = (
            self.dossier.called(other.claim)
            for other in self.about.claims
            if words == plain_words(f"{name}. {other.reasons}")
        )
        whose = next(others, None)
        text = f"Bij '{name}' staat een andere reden dan is gegeven."
        if whose is not None:
            text = f"Bij '{name}' staat de reden van '{whose}'."
        return Blocked(Fault.REASON, text, "Zet elke reden bij wat erbij hoort.")

    def _why(self, claim: str) -> list[str]:
        """Give what is said of a provision in so many words: outside tables, and no piece or finding."""
        return [
            plain_words(text.words)
            for text in Reading(self.document, self.dossier).outside_tables
            if (claim,) in ids_of(text, Source.CLAIM)
            and {anchor.source for anchor in text.anchors} == {Source.CLAIM}
        ]

    # --- what decides ----------------------------------------------------------------------------------------------

    def disputed(self) -> Iterator[tuple[str, str]]:
        """Walk the answers that the decision rests on and that somebody sees otherwise."""
        decided = {item.claim for item in self.about.claims}
        told = disputes_in(self.dossier, self.about.room)
        for finding in self.dossier.weighing.assessment.findings:
            if finding.about in decided and finding.counts:
                places = (
                    (ground.about, ground.asked_fact) for ground in finding.decisive if ground.is_disputed
                )
                yield from (place for place in places if place in told)
        yield from (place for place in told if moves(self.dossier, place, decided))

    def deciding(self) -> Iterator[Blocked]:
        """Hold that a finding is one that answers carry, and that still holds."""
        asked = Asked(self.dossier.case, self.dossier.rule_set, self.dossier.weighing)
        told = {
            anchor.ids
            for text in self.document.texts()
            for anchor in text.anchors
            if anchor.source is Source.FINDING
        }
        for rule, about in sorted(told):
            entity = self.dossier.weighing.facts.entities[about]
            holds = asked.space.base.finding(rule, entity) is True
            grounds = grounds_of(asked.space, rule, entity) if holds else None
            if not grounds or not all(grounds):
                yield Blocked(
                    Fault.DECIDING,
                    f"De brief noemt een reden ('{rule}') die door geen enkel antwoord wordt gedragen.",
                    "Kijk de bevinding na, of haal de zin weg.",
                )


def _asked_and_objected(about: PartFor, dossier: Dossier) -> Iterator[str]:
    """Walk the days on which it was asked for, and until when somebody can object."""
    days = {dossier.objection_until, *(dossier.asked_on(item.claim) for item in about.claims)}
    return (show_date(day) for day in days if day is not None)


def _pieces(text: Text) -> Iterator[str]:
    return (anchor.ids[0] for anchor in text.anchors if anchor.source is Source.PIECE)
