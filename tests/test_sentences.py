"""The weighing in words: true to its data, both sides named, whole sentences, and no verdict."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from budget_engine.assessment import Gate
from budget_engine.case import Direction, Domain, Party
from budget_engine.dominance import (
    Comparison,
    GoalCompared,
    LateHelp,
    MoneyCompared,
    Ordering,
    PreferenceCompared,
)
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.printing import weighing_text
from budget_engine.returns import NOTHING, Amount, amount
from budget_engine.returns.said import PARTIES
from budget_engine.sentences.names import Names
from budget_engine.sentences.paid import range_said, short_said
from budget_engine.sentences.pairs import tradeoff_sentences
from budget_engine.sentences.told import WeighingTold, weighing_told
from budget_engine.weighing import weigh, without_advice
from tests.dossiers import CASES, DENISE, FAMILY, RONALD
from tests.notation import TODAY
from tests.small_world import VAN_WETERING, real_case

Golden = Callable[[Path, str], None]
LOTTE = FAMILY.parent / "004-lotte"
every_case = pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)


def told(folder: Path, rule_set: RuleSet) -> WeighingTold:
    case = read_case(open_case(folder / "case.yaml"), rule_set)
    found = weighing_told(case, rule_set, weigh(case, rule_set, TODAY))
    assert found is not None
    return found


def sentences(found: WeighingTold) -> list[str]:
    said = [sentence for pair in found.tradeoffs for sentence in pair.sentences]
    said += [sentence for item in found.standings for sentence in item.sentences]
    return [found.summary, *said, *(() if found.alone is None else found.alone.sentences)]


@every_case
def test_the_weighing_of_a_dossier_reads_as_it_was_accepted(
    folder: Path, rule_set: RuleSet, golden: Golden
) -> None:
    golden(folder / "weging.txt", "\n".join(weighing_text(told(folder, rule_set))) + "\n")


@every_case
def test_everything_told_is_a_whole_sentence_without_names_of_the_machine(
    folder: Path, rule_set: RuleSet
) -> None:
    for said in sentences(told(folder, rule_set)):
        assert re.match(r"['A-ZÉ€]", said), said
        assert said.endswith((".", "?", "!")), said
        assert not re.search(r"\w_\w|None|\bTrue\b|\(\)|\.\.|,,|  ", said), said


VERDICT = re.compile(
    r"\b(beste|slechtste|winnaar|wint|aanrader|aanbevolen|moet u kiezen|score|punten|cijfer|rangorde)\b",
    re.IGNORECASE,
)


@every_case
def test_no_sentence_of_a_trade_off_gives_a_verdict_or_a_mark(folder: Path, rule_set: RuleSet) -> None:
    for pair in told(folder, rule_set).tradeoffs:
        assert [said for said in pair.sentences if VERDICT.search(said)] == []


@every_case
def test_what_does_not_take_part_is_told_why_and_never_set_beside_another(
    folder: Path, rule_set: RuleSet
) -> None:
    case = read_case(open_case(folder / "case.yaml"), rule_set)
    found = told(folder, rule_set)

    apart = {item.alternative: item for item in found.standings}
    weighed = {name for pair in found.tradeoffs for name in (pair.one, pair.other)}
    weighed |= set() if found.alone is None else {found.alone.alternative}
    out = {name for name, item in apart.items() if not item.fits}
    assert weighed | out == {item.id for item in case.alternatives}
    assert not weighed & out
    assert {item.id for item in case.alternatives if item.kind == "eigen_plan"} <= set(apart)
    for name in out:
        said = " ".join(apart[name].sentences)
        assert "niet met de andere varianten vergeleken" in said
        assert "Wat niet kan" in said or re.search("lke vraag (krijgt )?een antwoord", said)
        assert "meer voor" not in said
        assert "€" not in said


def test_of_the_mothers_own_plan_is_told_what_cannot_and_why_and_what_can(rule_set: RuleSet) -> None:
    (plan,) = [item for item in told(FAMILY, rule_set).standings if item.kind == "eigen_plan"]
    said = "\n".join(plan.sentences)

    assert "Anouk heeft dit het liefst." in said
    assert "een pgb staat er niet in" in said
    assert "(Participatiewet, 8a lid 2 onder e)" in said
    assert "Met kilometers komt Sem niet op school, want niemand kan rijden" in said
    assert re.search(r"Wat kan, onder voorwaarden: .*Wilgenhof.* voor Sem \(Jeugdwet\)", said)
    assert "Waarover een ander beslist: Ergotherapie" in said


def test_what_can_of_a_plan_that_is_barred_in_part_has_a_way_into_the_weighing(rule_set: RuleSet) -> None:
    (plan,) = [item for item in told(LOTTE, rule_set).standings if item.kind == "eigen_plan"]

    assert any("Bijles" in said and "Wat niet kan" in said for said in plan.sentences)
    assert any(said.startswith("Wat wel kan, doet mee in de afweging zodra") for said in plan.sentences)


def test_an_option_of_which_nobody_said_whether_it_answers_all_is_told_as_not_yet(rule_set: RuleSet) -> None:
    (ellen,) = [item for item in told(RONALD, rule_set).standings if item.alternative == "pgb-ellen"]

    assert ellen.sentences[0].endswith("is nog niet met de andere varianten vergeleken.")
    assert "nog niet ingeschat" in ellen.sentences[1]


def test_plan_c_is_nowhere_better_than_plan_b(rule_set: RuleSet) -> None:
    (pair,) = told(DENISE, rule_set).tradeoffs

    assert pair.nowhere_better == "plan-c"
    assert "is 'Plan C als voorziening voor werk' beter dan 'Plan B" in pair.sentences[-1]


def test_somebody_who_sees_the_appraisal_otherwise_is_heard_in_the_sentence(rule_set: RuleSet) -> None:
    judged = 'reden: "Met kilometers komt Sem niet op school, want niemand kan rijden."}'
    disputed = judged[:-1] + ', betwist: {door: anouk, zegt: "Mijn zus rijdt."}}'
    case = real_case(VAN_WETERING, rule_set, (judged, disputed))

    found = weighing_told(case, rule_set, weigh(case, rule_set, TODAY))

    assert found is not None
    assert "Hier zijn we het niet over eens; Anouk ziet het anders: Mijn zus rijdt." in sentences(found)


def test_before_the_judgement_there_is_nothing_to_tell(rule_set: RuleSet) -> None:
    case = real_case(VAN_WETERING, rule_set)

    assert weighing_told(case, rule_set, without_advice(weigh(case, rule_set, TODAY), rule_set)) is None


# --- sentence by sentence -----------------------------------------------------------------------------------

NAMES = Names(
    people={"sem": "Sem", "erik": "Erik", "noor": "Noor"},
    alternatives={"een": "Eén plan", "gewoon": "De gewone route"},
    claims={"a": ("Begeleiding", "Sem", "Wmo 2015")},
    years=2,
)


def goal(words: str, who: str, outcome: Ordering, *seen: Direction | None) -> GoalCompared:
    one, other = seen
    return GoalCompared(
        domain=Domain.HOME, own_words=words, said_by=who, outcome=outcome, one=one, other=other
    )


def pays(party: Party, outcome: Ordering, one: Amount, other: Amount) -> MoneyCompared:
    return MoneyCompared(party=party, outcome=outcome, one=one, other=other)


def wants(
    who: str, outcome: Ordering, one: int | None = None, other: int | None = None
) -> PreferenceCompared:
    return PreferenceCompared(said_by=who, outcome=outcome, one=one, other=other)


def said(*criteria: GoalCompared | MoneyCompared | PreferenceCompared) -> list[str]:
    pair = Comparison(
        one="een",
        other="gewoon",
        goals=tuple(item for item in criteria if isinstance(item, GoalCompared)),
        preference=tuple(item for item in criteria if isinstance(item, PreferenceCompared)),
        money=tuple(item for item in criteria if isinstance(item, MoneyCompared)),
    )
    return list(tradeoff_sentences(pair, dict.fromkeys((pair.one, pair.other), Gate.OPEN), NAMES))


RANGE, OTHER = amount(100, 150, 250), amount(200, 210, 900)
NOT_KNOWN = amount(None, None, None)
BETTER, WORSE, EQUAL, UNCLEAR, SILENT = Ordering


@pytest.mark.parametrize(
    ("criterion", "sentence"),
    [
        pytest.param(
            goal("Zelf weg.", "erik", BETTER, Direction.BETTER, Direction.WORSE),
            "'Eén plan' doet meer voor 'Zelf weg' (Erik); bij 'De gewone route' wordt dat slechter.",
            id="goal better",
        ),
        pytest.param(
            goal("Zelf weg.", "erik", WORSE, Direction.WORSE, Direction.SAME),
            "Voor 'Zelf weg' (Erik) verandert er bij 'De gewone route' niets; bij 'Eén plan' wordt dat slechter.",
            id="goal worse",
        ),
        pytest.param(
            goal("Zelf weg.", "erik", EQUAL, Direction.SAME, Direction.SAME),
            "Voor 'Zelf weg' (Erik) is de inschatting bij beide gelijk: blijft zoals het is.",
            id="goal equal",
        ),
        pytest.param(
            goal("Zelf weg.", "erik", UNCLEAR, Direction.BETTER, Direction.UNSURE),
            "Voor 'Zelf weg' (Erik) is niet te onderscheiden welke variant meer doet: bij 'Eén plan' beter, "
            "bij 'De gewone route' onzeker.",
            id="goal uncertain",
        ),
        pytest.param(
            goal("Zelf weg.", "erik", UNCLEAR, Direction.UNSURE, Direction.UNSURE),
            "Voor 'Zelf weg' (Erik) is niet te onderscheiden welke variant meer doet: bij beide onzeker.",
            id="goal uncertain in both",
        ),
        pytest.param(
            goal("Zelf weg.", "erik", SILENT, Direction.BETTER, None),
            "Wat 'De gewone route' doet voor 'Zelf weg' (Erik), is niet besproken.",
            id="goal of one",
        ),
        pytest.param(
            goal("Zelf weg.", "erik", SILENT, None, None),
            "Wat deze varianten doen voor 'Zelf weg' (Erik), is bij geen van beide besproken.",
            id="goal of none",
        ),
        pytest.param(wants("noor", BETTER, 1, 2), "Noor heeft liever 'Eén plan'.", id="wish"),
        pytest.param(
            wants("noor", EQUAL, 2, 2), "Voor Noor staan beide op dezelfde plaats.", id="wish equal"
        ),
        pytest.param(
            wants("noor", SILENT, 2),
            "Welke van de twee Noor liever heeft, is niet besproken.",
            id="wish unknown",
        ),
        pytest.param(
            pays(Party.HOUSEHOLD, BETTER, amount(0, 0, 0), RANGE),
            "Het huishouden betaalt in twee jaar minder bij 'Eén plan': niets, tegen € 1,00 tot € 2,50 bij "
            "'De gewone route'.",
            id="money better",
        ),
        pytest.param(
            pays(Party.MUNICIPALITY, WORSE, amount(999, 999, 999), RANGE),
            "De gemeente betaalt in twee jaar minder bij 'De gewone route': € 1,00 tot € 2,50, tegen € 9,99 bij "
            "'Eén plan'.",
            id="money worse",
        ),
        pytest.param(
            pays(Party.MUNICIPALITY, EQUAL, RANGE, RANGE),
            "Wat de gemeente in twee jaar betaalt, is bij beide even hoog geraamd: € 1,00 tot € 2,50.",
            id="money equal",
        ),
        pytest.param(
            pays(Party.MUNICIPALITY, UNCLEAR, RANGE, OTHER),
            "Wat de gemeente in twee jaar betaalt, is niet te onderscheiden: € 1,00 tot € 2,50 bij 'Eén plan' "
            "tegen € 2,00 tot € 9,00 bij 'De gewone route'.",
            id="money overlaps",
        ),
        pytest.param(
            pays(Party.EMPLOYER, UNCLEAR, NOT_KNOWN, NOT_KNOWN),
            "Wat de werkgever in twee jaar betaalt, is bij beide niet bekend.",
            id="money unknown",
        ),
        pytest.param(
            pays(Party.EMPLOYER, UNCLEAR, NOT_KNOWN, amount(100, 100, None)),
            "Wat de werkgever in twee jaar betaalt, is niet te onderscheiden: niet bekend bij 'Eén plan' tegen "
            "minstens € 1,00, hooguit niet bekend bij 'De gewone route'.",
            id="money half known",
        ),
    ],
)
def test_a_trade_off_is_one_sentence(
    criterion: GoalCompared | MoneyCompared | PreferenceCompared, sentence: str
) -> None:
    assert sentence in said(criterion)


def test_what_is_alike_is_said_once_and_what_one_person_said_stands_together() -> None:
    more = [
        goal(words, who, BETTER, Direction.BETTER, Direction.SAME)
        for words, who in (("Zelf weg.", "erik"), ("Een contract.", "erik"), ("De geiten.", "sem"))
    ]
    nothing = [pays(party, EQUAL, NOTHING, NOTHING) for party in (Party.FUND, Party.UWV)]

    found = said(
        *more, wants("erik", BETTER, 1), wants("noor", BETTER, 1), wants("sem", WORSE, 2, 1), *nothing
    )

    assert found[0] == (
        "'Eén plan' doet meer voor 'Zelf weg' en 'Een contract' (Erik) en 'De geiten' (Sem); bij 'De gewone route' "
        "blijft dat zoals het is."
    )
    assert found[1] == "Erik en Noor hebben liever 'Eén plan'; Sem heeft liever 'De gewone route'."
    assert found[2] == "Het fonds en UWV betalen bij beide niets."


@pytest.mark.parametrize(
    ("since", "amounts", "sentence"),
    [
        (
            date(2027, 7, 1),
            (RANGE, OTHER),
            "Begeleiding bij 'Eén plan' komt er pas vanaf 1 juli 2027; dat het minder kost, is geen opbrengst.",
        ),
        (
            None,
            (RANGE, RANGE),
            (
                "Wanneer Begeleiding bij 'Eén plan' begint, is niet bekend; wat tot die tijd niet wordt betaald, "
                "is geen opbrengst."
            ),
        ),
    ],
)
def test_money_that_rests_on_help_that_is_not_there_yet_says_so(
    since: date | None, amounts: tuple[Amount, Amount], sentence: str
) -> None:
    one, other = amounts
    late = LateHelp(alternative="een", claim="a", since=since)

    found = said(
        MoneyCompared(party=Party.MUNICIPALITY, outcome=UNCLEAR, one=one, other=other, because=(late,))
    )

    assert found[-1].startswith("Wat de gemeente in twee jaar betaalt, is niet te onderscheiden: € 1,00")
    assert found[-1].endswith(f". {sentence}")


def test_what_was_never_recorded_is_said_and_not_left_out() -> None:
    assert said() == [
        "Er zijn nog geen doelen vastgelegd; wat elke variant voor mensen doet, is dus niet vergeleken.",
        "Welke variant de mensen om wie het gaat liever hebben, is nog niet besproken.",
        "Wat elke variant kost, is nog niet te vergelijken: de eerste dag van de vergelijking ontbreekt.",
    ]


def test_every_party_has_a_name_in_a_sentence() -> None:
    assert set(PARTIES) == set(Party)


@pytest.mark.parametrize(
    ("ends", "short", "whole"),
    [
        ((60, 100, 149), "€ 1,00 (€ 0,60 tot € 1,49)", "waarschijnlijk € 1,00 (€ 0,60 tot € 1,49)"),
        ((10_000, 10_020, 25_000), "€ 100,20 (€ 100,00 tot € 250,00)", None),
        ((10_000, 10_000, 25_000), "€ 100 (€ 100 tot € 250)", None),
        ((40, 40, 40), "€ 0,40", "€ 0,40"),
        ((160, 160, 160), "€ 2", "€ 1,60"),
        ((0, 0, 0), "niets", "niets"),
        ((100, None, 100), "€ 1", "€ 1,00"),
        ((100, None, 300), "€ 1 tot € 3", "€ 1,00 tot € 3,00 (wat waarschijnlijk is, is niet bekend)"),
        ((None, 200, None), "€ 2 (grenzen niet bekend)", "waarschijnlijk € 2,00 (grenzen niet bekend)"),
        (
            (100, 200, None),
            "€ 2 (minstens € 1, hooguit niet bekend)",
            "waarschijnlijk € 2,00 (minstens € 1,00, hooguit niet bekend)",
        ),
        ((None, None, None), "niet bekend", "niet bekend"),
    ],
)
def test_a_range_is_written_wherever_its_ends_differ(
    ends: tuple[int | None, int | None, int | None], short: str, whole: str | None
) -> None:
    assert short_said(amount(*ends)) == short
    assert whole is None or range_said(amount(*ends)) == whole
