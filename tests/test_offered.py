"""What is offered around an alternative: told in sentences, with the need of whoever helps first, never a score."""

import re
from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from budget_engine.language.expr import Comparison, Constant, FactRef, Operator
from budget_engine.language.fact import EntityKind, Giver, Kind
from budget_engine.language.register import Effect
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.offered import Offered, called, offered_of
from budget_engine.weighing import Weighing
from tests.households import Plain, answers, appraised, household, judged, read, value_of, with_answer
from tests.laws_of_rules import HEAVIER, planted, read_by
from tests.sealed import rules

THIRD = 3
"""One household in three is drawn here: each law judges a household twice."""
OWN = "mantelzorger_eigen_behoefte_besproken"


def family(by: str | None, **facts: Any) -> Plain:
    """Give a household in which Sem is helped, by somebody or something, and a variant counts on it."""
    support: Plain = {"id": "s1", "naam": "Zaterdagochtend", "van": "sem", "voor": ["v1"]}
    support["feiten"] = {name: _answered(value) for name, value in facts.items()}
    if by is not None:
        support["door"] = by
    return {
        "vorm": "1",
        "id": "huishouden",
        "zaak": {"feiten": {}},
        "personen": [
            {"id": "sem", "naam": "Sem (zoon)", "feiten": {}},
            {"id": "anouk", "naam": "Anouk", "feiten": {}},
        ],
        "vragen": [
            {"id": "v1", "persoon": "sem", "domein": "thuis"},
            {"id": "v2", "persoon": "anouk", "domein": "thuis", "woorden": "Eén middag voor mezelf."},
        ],
        "steun": [support],
        "alternatieven": [
            {"id": kind, "soort": kind} for kind in ("niets_verandert", "gewone_route", "eigen_plan")
        ]
        + [{"id": "plan", "soort": "variant", "steun": ["s1"]}],
    }


def _answered(value: Any) -> Plain:
    return value if isinstance(value, dict) else appraised(str(value))


def offered(plain: Plain) -> Offered:
    (found,) = judged(plain, rules()).alternative("plan").input
    return found


def test_what_is_known_and_what_is_not_is_told_in_whole_sentences() -> None:
    found = offered(
        family(
            "Mirjam, zus van Anouk", soort_steun="netwerk", telt_als_mantelzorg="nee", belasting="te_doen",
            vol_te_houden="ja", steun_wanneer="elke zaterdag van 10 tot 13 uur.",
            uitval_opgevangen={"waarde": "onbekend", "herkomst": "eigen_verklaring", "op": "2026-11-02"},
        )
    )  # fmt: skip

    assert found.giver is Giver.NETWORK
    assert found.sentences == (
        "Zaterdagochtend: Mirjam is er voor Sem, elke zaterdag van 10 tot 13 uur.",
        "Voor Mirjam is het te doen.",
        "Mirjam houdt het vol.",
        "Nog niet gevraagd: tot wanneer deze hulp er is.",
        "Gevraagd en nog niet bekend: wat er gebeurt als deze hulp wegvalt.",
    )
    assert [(item.asked_fact, item.was_asked) for item in found.unknown] == [
        ("steun_tot", False), ("uitval_opgevangen", True),
    ]  # fmt: skip


def test_what_a_mantelzorger_needs_comes_before_the_load() -> None:
    plain = family("anouk", soort_steun="mantelzorg", gegeven_door_huisgenoot="ja", belasting="zwaar")
    unasked = offered(plain)
    plain["personen"][1]["feiten"][OWN] = appraised("ja")
    asked = offered(plain)

    assert unasked.giver is Giver.HOUSEHOLD
    assert unasked.unknown[0].about == "anouk"
    assert unasked.unknown[0].asked_fact == OWN
    assert asked.sentences[:4] == (
        "Zaterdagochtend: Anouk is er voor Sem.",
        "Wat Anouk zelf nodig heeft, is besproken.",
        'Anouk zegt: "Eén middag voor mezelf."',
        "Voor Anouk is het zwaar.",
    )


def test_support_from_more_people_or_from_nobody_yet_stays_good_dutch() -> None:
    plan = {"soort_steun": "netwerk", "vol_te_houden": "nee", "steun_zonder_einde": "nee"}
    both, nobody = offered(family("Jan en Piet", **plan)), offered(family(None, **plan))

    assert both.sentences[:3] == (
        "Zaterdagochtend: Jan en Piet zijn er voor Sem.",
        "Jan en Piet houden het zo niet vol.",
        "Deze hulp heeft een einde.",
    )
    assert nobody.sentences[:2] == (
        "Zaterdagochtend: wie dit doet voor Sem, is nog niet opgeschreven.",
        "Wie helpt houdt het zo niet vol.",
    )


@pytest.mark.parametrize(
    ("facts", "until"),
    [
        ({"steun_zonder_einde": "ja"}, "Er is geen einde afgesproken."),
        ({"steun_tot": "2027-07-04"}, "Deze hulp is er tot en met 4 juli 2027."),
    ],
)
def test_how_long_support_lasts_is_said_once(facts: Plain, until: str) -> None:
    found = offered(family("Wim", soort_steun="netwerk", telt_als_mantelzorg="nee", **facts))

    assert until in found.sentences
    assert "steun_tot" not in {item.asked_fact for item in found.unknown}


def test_a_disputed_answer_is_told_with_who_sees_it_otherwise() -> None:
    lasts = appraised("ja") | {"betwist": {"door": "anouk", "zegt": "Het is te veel."}}
    found = offered(family("Wim", soort_steun="netwerk", vol_te_houden=lasts))

    said = 'Over of Wim het volhoudt zijn we het niet eens: Anouk ziet dit anders en zegt: "Het is te veel."'
    assert said in found.sentences


def test_of_a_general_provision_nobody_asks_how_heavy_it_is() -> None:
    found = offered(family("steunpunt", soort_steun="algemene_voorziening"))

    assert found.giver is Giver.NEIGHBOURHOOD
    assert {item.asked_fact for item in found.unknown} == {"steun_wanneer", "steun_tot", "uitval_opgevangen"}


@pytest.mark.parametrize(
    ("name", "by", "kind", "told"),
    [
        ("Afwassen", "sem", "eigen_kracht", "Afwassen: Sem doet dit zelf."),
        ("wat Sem zelf doet.", "sem", "eigen_kracht", "Wat Sem zelf doet: Sem doet dit zelf."),
        ("Gespreksgroep", "steunpunt", "algemene_voorziening", "Gespreksgroep: dit is er voor Sem."),
        ("Anouk kookt", "anouk", "huisgenoot", "Anouk kookt: Anouk is er voor Sem."),
        ("Wandelen", "Wim, buurman", "netwerk", "Wandelen: Wim is er voor Sem."),
        ("Een maatje", "buurthuis", "vrijwilliger", "Een maatje: dit is er voor Sem."),
        ("Oppas", None, "netwerk", "Oppas: wie dit doet voor Sem, is nog niet opgeschreven."),
        (None, "sem", "eigen_kracht", "Wat dit is, is nog niet opgeschreven: Sem doet dit zelf."),
    ],
)
def test_what_it_is_comes_first_whoever_it_comes_from(
    name: str | None, by: str | None, kind: str, told: str
) -> None:
    plain = family(by, soort_steun=kind, gegeven_door_huisgenoot="ja" if by == "anouk" else "nee")
    del plain["steun"][0]["naam"]
    if name is not None:
        plain["steun"][0]["naam"] = name

    assert offered(plain).sentences[0] == told


def test_people_are_called_by_their_name_alone() -> None:
    assert [called(name) for name in ("Anouk (moeder)", "Wim, buurman", "(onbekend)")] == [
        "Anouk", "Wim", "(onbekend)",
    ]  # fmt: skip


def test_no_sentence_judges_or_scores(seeds: range) -> None:
    judging = re.compile(
        r"\b(goed|slecht|te weinig|genoeg|onvoldoende|score|punten|helaas|gelukkig)\b", re.IGNORECASE
    )
    for seed in seeds[::THIRD]:
        plain = household(rules(), seed)
        case = read(plain, rules())
        derived = judged(plain, rules()).outcomes[Stage.ASSESSMENT].derived
        for item in offered_of(case, rules(), derived):
            assert all(said[0].isupper() and said.endswith((".", '"')) for said in item.sentences)
            assert [said for said in item.sentences if judging.search(said)] == []


# --- guards --------------------------------------------------------------------------------------------


def _raised(weighing: Weighing, rule: str) -> bool:
    return any(item.rule == rule and item.holds for item in weighing.assessment.findings)


def test_a_plan_that_counts_on_a_mantelzorger_whose_need_nobody_asked_says_so() -> None:
    plain = family("Bep, buurvrouw", soort_steun="mantelzorg", gegeven_door_huisgenoot="nee")
    counted = judged(plain, rules())
    told = deepcopy(plain)
    told["steun"][0]["feiten"]["behoefte_van_gever_besproken"] = appraised("ja")
    left_out = deepcopy(plain)
    left_out["alternatieven"][-1]["steun"] = []

    assert _raised(counted, "mantelzorger-telt-mee")
    assert not _raised(judged(told, rules()), "mantelzorger-telt-mee")
    assert not _raised(judged(left_out, rules()), "mantelzorger-telt-mee")


def test_whether_a_plan_counts_on_support_is_open_while_plans_may_be_missing() -> None:
    plain = family("Bep", soort_steun="mantelzorg", gegeven_door_huisgenoot="nee")
    plain["alternatieven"][-1]["steun"] = []
    plain["zaak"]["onvolledig"] = ["alternatieven"]

    facts = judged(plain, rules()).facts.entities["s1"].values

    assert "telt_mee_in_variant" not in facts


def test_nothing_that_is_offered_in_return_reaches_a_gate_and_no_condition_asks_for_it() -> None:
    rule_set = rules()
    reading = {
        name: rule_set.consequence_of_finding[name].effect
        for name, condition in rule_set.condition_of.items()
        if "iets_terug_gevraagd" in read_by(condition, rule_set)
    }

    assert set(reading) == {"wmo-iets-terugdoen", "jw-iets-terugdoen"}
    assert {str(effect) for effect in reading.values()} == {"aandachtspunt"}


# --- effort in the weighing ----------------------------------------------------------------------------

_ORDER = ("niet_passend", "collegiaal_overleg", "passend_onder_voorwaarden", "passend")


def _with_options(plain: Plain) -> Plain:
    """Give two options that answer every need: one that counts on support, and one that does not."""
    answered = {"elke_vraag_beantwoord": appraised("ja")}
    goal = {"domein": "thuis", "woorden": "Rust.", "wie": "p1", "richting": "beter"}
    kinds = ("niets_verandert", "gewone_route", "eigen_plan")
    both = [
        {
            "id": name,
            "soort": "variant",
            "steun": given,
            "aanspraken": ["a1"],
            "feiten": answered,
            "doelen": [goal],
        }
        for name, given in (("met", ["s1"]), ("zonder", []))
    ]
    timed = with_answer(plain, "zaak", "vergelijking_vanaf", "2027-01-01")
    return timed | {"alternatieven": [*({"id": kind, "soort": kind} for kind in kinds), *both]}


def _said(weighing: Weighing) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    return {item.id: (item.advice, item.dominated_by) for item in weighing.alternatives}


def test_more_effort_never_makes_one_option_beat_another(seeds: range) -> None:
    for seed in seeds[::THIRD]:
        said = _said(judged(_with_options(household(rules(), seed)), rules()))

        assert said["met"][0] == said["zonder"][0]
        assert ("zonder" in said["met"][1], "met" in said["zonder"][1]) == (False, False), seed


def test_another_offer_of_support_changes_no_advice_and_no_dominance(seeds: range) -> None:
    asked = [fact for fact in rules().facts if fact.entity is EntityKind.SUPPORT and fact.is_asked]
    for seed in seeds[::THIRD]:
        plain, random = _with_options(household(rules(), seed)), Random(seed)
        before = _said(judged(plain, rules()))
        told = dict(answers(plain))["s1"]
        told.update({fact.name: appraised(value_of(fact, random)) for fact in random.sample(asked, 5)})

        assert _said(judged(plain, rules())) == before, seed


def _turned_for_the_worse(
    rule_set: RuleSet, seeds: range, turned: Sequence[str]
) -> list[tuple[int, str, str]]:
    """Give every advice that is worse after an answer about somebody, or about support, was made heavier."""
    about = {EntityKind.PERSON: "p1", EntityKind.SUPPORT: "s1"}
    broken = []
    for seed in seeds:
        name = turned[seed % len(turned)]
        plain = _with_options(household(rule_set, seed))
        light, heavy = (
            _said(judged(with_answer(plain, about[rule_set.fact[name].entity], name, value), rule_set))
            for value in (HEAVIER[name][0], HEAVIER[name][-1])
        )
        broken += [
            (seed, name, option)
            for option, (advice, _) in light.items()
            if {advice, heavy[option][0]} <= {*_ORDER}
            and _ORDER.index(str(heavy[option][0])) < _ORDER.index(str(advice))
        ]
    return broken


def test_a_heavier_load_never_turns_an_advice_for_the_worse(seeds: range) -> None:
    kinds = (EntityKind.PERSON, EntityKind.SUPPORT)
    turned = [name for name in sorted(HEAVIER) if rules().fact[name].entity in kinds]

    assert _turned_for_the_worse(rules(), seeds[::THIRD], turned) == []


def test_a_bar_for_whoever_is_overloaded_would_be_caught() -> None:
    overloaded = Comparison(FactRef("draagkracht"), Operator.EQUAL, Constant(Kind.CHOICE, "overbelast"))
    defect = planted(rules(), "wmo-algemene-voorziening-toereikend", effect=Effect.BAR, when=overloaded)

    assert _turned_for_the_worse(defect, range(12), ["draagkracht"])
