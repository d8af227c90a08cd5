"""The whole weighing in words, each sentence beside the data it was made from."""

from collections.abc import Mapping

from budget_engine.aloud.phrases import enumerated
from budget_engine.assessment import Gate
from budget_engine.case import Case
from budget_engine.dominance import Comparison
from budget_engine.drafts.labels import GATES_SAID, advice_word, labels_of, question_of
from budget_engine.flips.firmness import Firmness, firmness, uncertain_facts
from budget_engine.flips.questions import Matters
from budget_engine.flips.subjects import Asked
from budget_engine.glossary import Noun
from budget_engine.language.rule_set import RuleSet
from budget_engine.sentences.apart import alone_sentences, standing_sentences
from budget_engine.sentences.names import Names, names_of
from budget_engine.sentences.pairs import tradeoff_sentences
from budget_engine.tradeoffs import Alone, Standing, Tradeoffs, tradeoffs_of
from budget_engine.weighing import Weighing


class TradeoffTold(Comparison):
    """Two alternatives that fit, with the sentences about what sets them apart."""

    sentences: tuple[str, ...]


class AloneTold(Alone):
    """The only alternative that fits, with the sentences about it."""

    sentences: tuple[str, ...]


class StandingTold(Standing):
    """An alternative that is not compared, or the resident's own plan, with the sentences about it."""

    sentences: tuple[str, ...]


class AdviceTold(Noun):
    """What the advice table says of one alternative, and all it looked at: the gate and the appraisal."""

    alternative: str
    advice: str | None
    gate: Gate
    needs_answered: bool | None
    firmness: Firmness
    text: str


class WeighingTold(Noun):
    """The weighing in words; `summary` says which alternatives are weighed."""

    advice: tuple[AdviceTold, ...]
    summary: str
    tradeoffs: tuple[TradeoffTold, ...]
    alone: AloneTold | None
    standings: tuple[StandingTold, ...]


def weighing_told(
    case: Case,
    rule_set: RuleSet,
    weighing: Weighing,
    labels: Mapping[str, str] | None = None,
    *,
    matters: Matters | None = None,
) -> WeighingTold | None:
    """Tell the weighing of a case in words; None as long as the worker has not judged.

    `labels` gives what people call each thing; without it they are called as the case does. `matters` gives
    what waits for what, where that was worked out already.
    """
    if weighing.comparisons is None:
        return None
    found = tradeoffs_of(case, rule_set, weighing)
    names = names_of(case, rule_set, labels, found.years)
    gates = {item.alternative: item.gate for item in found.standings}
    alone = found.alone
    known = {**(labels_of(case, rule_set) if labels is None else labels), **names.people}
    waiting = Matters(Asked(case, rule_set, weighing)) if matters is None else matters
    asked, uncertain = waiting.asked, uncertain_facts(waiting)
    return WeighingTold(
        advice=tuple(
            _advice(item, rule_set, weighing, names, firmness(asked, item.alternative, uncertain), known)
            for item in found.standings
        ),
        summary=_summary(found, names),
        tradeoffs=tuple(
            TradeoffTold(**dict(item), sentences=tuple(tradeoff_sentences(item, gates, names)))
            for item in found.comparisons
        ),
        alone=None
        if alone is None
        else AloneTold(**dict(alone), sentences=tuple(alone_sentences(alone, names))),
        standings=tuple(
            StandingTold(**dict(item), sentences=sentences)
            for item in found.standings
            if (sentences := tuple(standing_sentences(item, names)))
        ),
    )


_ANSWERED = {True: "ja", False: "nee", None: "nog niet ingeschat"}


def _advice(
    item: Standing,
    rule_set: RuleSet,
    weighing: Weighing,
    names: Names,
    firm: Firmness,
    known: Mapping[str, str],
) -> AdviceTold:
    advice = weighing.alternative(item.alternative).advice
    answered = None if item.appraisal is None else item.appraisal.holds
    law = f"Wat de wet zegt: {GATES_SAID[item.gate]}" if item.parts else "Er wordt niets gevraagd"
    return AdviceTold(
        alternative=item.alternative,
        advice=advice,
        gate=item.gate,
        needs_answered=answered,
        firmness=firm,
        text=(
            f"{names.alternative(item.alternative)}: {advice_word(advice, rule_set)}. "
            f"{law}. Elke vraag een antwoord dat werkt: {_ANSWERED[answered]}. "
            f"{firm_sentence(firm, rule_set, known)}{_rests_on(item, firm)}"
        ),
    )


def _rests_on(item: Standing, firm: Firmness) -> str:
    """Say that an advice rests on what somebody appraised, so that firm does not sound as certain."""
    is_refused = item.appraisal is not None and item.appraisal.holds is False
    if not firm.is_firm or not is_refused or item.gate is Gate.CLOSED:
        return ""
    return " Het rust wel op een inschatting: niet elke vraag krijgt een antwoord dat werkt."


def firm_sentence(firm: Firmness, rule_set: RuleSet, known: Mapping[str, str]) -> str:
    """Say whether what is not certain could turn the advice, and what it hinges on most."""
    if not firm.uncertain:
        return "Dit is stevig: er is niets onzeker waar het op rust."
    if firm.is_firm and firm.uncertain == 1:
        return "Dit is stevig: het ene feit dat nog niet zeker is, kan het niet veranderen."
    if firm.is_firm:
        return (
            f"Dit is stevig: de {firm.uncertain} feiten die nog niet zeker zijn, kunnen het niet veranderen, "
            "ook twee samen niet."
        )
    if not firm.hinges_on:
        return "Of dit stevig is, is niet tot het einde uitgezocht: er zijn te veel mogelijkheden."
    listed = enumerated(
        f"'{question_of(rule_set.fact[fact])}' ({known.get(about, about)})" for about, fact in firm.hinges_on
    )
    how = "" if firm.by_itself else ", samen met een ander antwoord,"
    return f"Dit is wankel: het hangt{how} vooral aan het antwoord op {listed}."


def _summary(found: Tradeoffs, names: Names) -> str:
    fitting = [names.alternative(item.alternative) for item in found.standings if item.fits]
    why = "elke vraag krijgt een antwoord dat werkt, en de wet houdt het niet zonder meer tegen"
    if not fitting:
        return f"Van geen enkele variant staat al vast: {why}. Er valt nog niets tegen elkaar af te wegen."
    if len(fitting) == 1:
        return f"Alleen {fitting[0]} doet mee in de afweging: {why}. Er is geen tweede om mee te vergelijken."
    return (
        f"In de afweging doen mee: {enumerated(fitting)}. Daar geldt: {why}. Zij zijn twee aan twee vergeleken, "
        "en er is niets opgeteld."
    )
