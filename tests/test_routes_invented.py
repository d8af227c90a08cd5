"""What each route of a need says, on an invented rule set in which every answer shows in one place only."""

import pytest

from budget_engine.assessment import Finding, Gate
from budget_engine.glossary import UNKNOWN
from budget_engine.language.rule_set import RuleSet
from budget_engine.routes import RouteOfNeed, RoutesOfNeed, routes_of
from budget_engine.weighing import Weighing, weigh
from tests.notation import DECLARED, TODAY, case_of, rules_of
from tests.test_assessment import ASIDE, GROUND, raised

ROUTES = """
- {wet: Anders, code: anders, uitvoerder: een fonds}
- {feit: domein, voor: vraag, soort: keuze, keuzes: [thuis, werk], uit: domein}
- {feit: licht_genoeg, voor: vraag, soort: ja_nee, afgeleid: ja}
- {afleiding: licht_genoeg, als: {soort_hulp: licht}}
- {feit: zwaar_of_dringend, voor: vraag, soort: ja_nee, afgeleid: ja}
- {afleiding: zwaar_of_dringend, als: {een_van: [{soort_hulp: zwaar}, {dringend: ja}]}}
- {feit: soort_geld, voor: aanspraak, soort: keuze, keuzes: [gift, lening], vraag: Welk?, wie: [consulent]}
"""


def route(name: str, law: str, place: int, could_carry: str, of_claims: str = "") -> str:
    return f"""
- weg: {name}
  titel: De weg {name}
  onder: {law}
  domeinen: {{thuis: {place}}}
  kan_dragen: {could_carry}
  bij_aanspraak: {{{of_claims}}}
  belanghebbenden: de inwoner
  rechtsmiddel: bezwaar
"""


LIGHT = route("licht", "Testwet", 10, "licht_genoeg")
GIFT = route("gift", "Anders", 20, "zwaar_of_dringend", "soort_geld: gift")
LOAN = route("lening", "Anders", 30, "zwaar_of_dringend", "soort_geld: lening")


def world(*extra: str, routes: tuple[str, ...] = (LIGHT, GIFT, LOAN)) -> RuleSet:
    return rules_of(DECLARED, ROUTES, *routes, *extra)


def case(need: str = "", claims: str = "", facts: str = "", rest: str = "") -> str:
    return f"""
zaak: {{feiten: {{{facts}}}}}
personen: [{{id: p}}]
vragen: [{{id: v, persoon: p, domein: thuis, feiten: {{{need}}}}}, {{id: w, persoon: p, domein: werk}}]
oplossingen: [{{id: o, naam: Hulp}}]
aanspraken: [{claims}]
{rest}"""


def claim(name: str, law: str = "testwet", need: str = "v", facts: str = "") -> str:
    return f"{{id: {name}, oplossing: o, vraag: {need}, wet: {law}, feiten: {{{facts}}}}}"


def weighing_of(rule_set: RuleSet, text: str) -> tuple[Weighing, dict[str, RoutesOfNeed]]:
    read = case_of(text, rule_set)
    weighing = weigh(read, rule_set, TODAY)
    found = routes_of(read, rule_set, weighing.facts, weighing.assessment)
    return weighing, {need.need: need for need in found}


def routes(rule_set: RuleSet, text: str) -> RoutesOfNeed:
    return weighing_of(rule_set, text)[1]["v"]


def way(name: str, found: RoutesOfNeed) -> RouteOfNeed:
    return next(item for item in found.routes if item.route == name)


def test_the_ways_stand_in_the_order_of_the_domain_with_who_carries_them_out() -> None:
    by_another = (
        route("school", "Testwet", 15, "licht_genoeg", "soort_geld: gift") + "  uitvoerder: de school\n"
    )

    found = routes(world(routes=(LOAN, by_another, GIFT, LIGHT)), case())

    assert [(item.route, item.place, item.carried_out_by, item.own_decision) for item in found.routes] == [
        ("licht", 10, "gemeente", True),
        ("school", 15, "de school", False),
        ("gift", 20, "een fonds", False),
        ("lening", 30, "een fonds", False),
    ]


# --- what stands between a claim and a grant -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "settled"),
    [
        ("belemmering dwingend", True),
        ("belemmering kan", True),
        ("voorwaarde", True),
        ("plicht", True),
        ("andere_wet", True),
        ("bevoegd", False),
        ("termijn", False),
        ("ruimte", False),
        ("aandachtspunt", False),
    ],
)
def test_what_must_be_settled_is_what_sets_the_gate_of_a_claim_that_goes_this_way(
    effect: str, *, settled: bool
) -> None:
    rules = world(raised(effect))

    found = routes(rules, case(claims=claim("a"), facts="bekend: ja"))

    assert way("licht", found).to_settle == (("r",) if settled else ())
    assert way("gift", found).to_settle == ()


def test_what_must_be_settled_is_named_once_in_order_for_all_claims_of_the_way_and_no_other() -> None:
    rules = world(
        *(raised("plicht", "{wet: testwet}", name) for name in ("z", "m", "x", "b")),
        raised("voorwaarde", "{wet: testwet}", "eerst"),
        raised("plicht", "{wet: anders}", "elders"),
    )

    found = routes(
        rules,
        case(claims=", ".join([claim("a"), claim("b"), claim("c", "anders", facts="soort_geld: gift")])),
    )

    assert {item.route: item.to_settle for item in found.routes} == {
        "licht": ("b", "eerst", "m", "x", "z"),
        "gift": ("elders",),
        "lening": (),
    }


def test_what_is_open_is_asked_and_what_is_set_aside_is_neither_asked_nor_settled() -> None:
    rules = world(raised("voorwaarde"), GROUND)

    open_still = way("licht", routes(rules, case(claims=claim("a"))))
    aside = way("licht", routes(rules, case(claims=claim("a"), facts="bekend: ja", rest=ASIDE)))

    assert open_still.to_settle == ()
    assert "bekend" in {lack.asked_fact for lack in open_still.still_asked}
    assert (aside.to_settle, "bekend" in {lack.asked_fact for lack in aside.still_asked}) == ((), False)


# --- claims that go no way -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "routes_by", "unknown"),
    [
        (claim("a"), "licht", ()),
        (claim("a", "anders", facts="soort_geld: gift"), "gift", ()),
        (claim("a", "anders", facts="soort_geld: lening"), "lening", ()),
        (claim("a", "anders"), None, ("a",)),
        (claim("a", "testwet", need="w"), None, ()),
    ],
    ids=["by its law", "by its answer", "by its other answer", "its answer is open", "of another need"],
)
def test_a_claim_goes_the_way_its_answers_name_and_is_listed_apart_while_they_are_open(
    claims: str, routes_by: str | None, unknown: tuple[str, ...]
) -> None:
    found = routes(world(), case(claims=claims))

    by = [item.route for item in found.routes if item.claims]
    assert by == ([routes_by] if routes_by else [])
    assert tuple(gate.id for gate in found.way_unknown) == unknown
    assert found.without_route == ()


@pytest.mark.parametrize(
    ("answers", "routes_by"),
    [
        ("soort_geld: gift, spoed: ja", "gift_met_spoed"),
        ("soort_geld: gift, spoed: nee", "gift"),
        ("soort_geld: gift", None),
        ("spoed: ja", None),
        ("spoed: nee", None),
        ("soort_geld: lening", "gewoon"),
        ("soort_geld: lening, spoed: ja", "gewoon"),
    ],
)
def test_the_way_that_names_most_about_a_claim_goes_first_wherever_it_stands(
    answers: str, routes_by: str | None
) -> None:
    haste = (
        "- {feit: spoed, voor: aanspraak, soort: keuze, keuzes: [ja, nee], vraag: Haast?, wie: [consulent]}"
    )
    ways = (
        route("gewoon", "Anders", 10, "zwaar_of_dringend"),
        GIFT,
        route("gift_met_spoed", "Anders", 30, "zwaar_of_dringend", "soort_geld: gift, spoed: ja"),
    )

    found = routes(world(haste, routes=ways), case(claims=claim("a", "anders", facts=answers)))

    assert [item.route for item in found.routes if item.claims] == ([routes_by] if routes_by else [])
    assert bool(found.way_unknown) is (routes_by is None)


def test_a_claim_whose_answers_no_way_names_goes_none() -> None:
    found = routes(world(routes=(GIFT,)), case(claims=claim("a", "anders", facts="soort_geld: lening")))

    assert [gate.id for gate in found.without_route] == ["a"]
    assert found.way_unknown == ()


def test_a_claim_under_a_law_without_a_way_in_the_domain_is_listed_with_its_gate() -> None:
    rules = world(raised("belemmering dwingend"))

    _, found = weighing_of(rules, case(claims=claim("a", need="w"), facts="bekend: ja"))

    assert found["w"].routes == ()
    assert [(gate.id, gate.gate) for gate in found["w"].without_route] == [("a", Gate.CLOSED)]
    assert found["v"].without_route == ()


# --- a way that somebody disputes ----------------------------------------------------------------------------

DISPUTED = "{waarde: %s, herkomst: deskundige, betwist: {door: Erik}}"


@pytest.mark.parametrize(
    ("need", "disputed"),
    [
        (f"soort_hulp: {DISPUTED % 'zwaar'}, dringend: nee", {"licht": True, "gift": True}),
        (f"soort_hulp: zwaar, dringend: {DISPUTED % 'nee'}", {"licht": False, "gift": False}),
        (f"soort_hulp: licht, dringend: {DISPUTED % 'ja'}", {"licht": False, "gift": True}),
        ("soort_hulp: zwaar, dringend: nee", {"licht": False, "gift": False}),
    ],
)
def test_a_way_is_disputed_where_what_decides_it_is(need: str, disputed: dict[str, bool]) -> None:
    found = routes(world(), case(need, claims=claim("a")))

    assert {name: way(name, found).is_disputed for name in disputed} == disputed


# --- where one way is barred ---------------------------------------------------------------------------------

BARRED = raised("belemmering dwingend", "{wet: testwet}")


@pytest.mark.parametrize(
    ("need", "instead"),
    [
        ("soort_hulp: zwaar", ("gift", "lening")),
        ("dringend: ja", ("gift", "lening")),
        ("", ("gift", "lening")),
        ("soort_hulp: licht, dringend: nee", ()),
    ],
    ids=["one that can carry it", "one by another answer", "one that is not known yet", "none that can"],
)
def test_where_a_way_is_barred_the_ways_that_can_or_may_carry_the_need_are_named_in_order(
    need: str, instead: tuple[str, ...]
) -> None:
    found = routes(world(BARRED), case(need, claims=claim("a")))

    assert found.barred == ("licht",)
    assert found.instead == instead


def test_a_way_that_is_barred_too_or_cannot_carry_the_need_is_not_named_instead() -> None:
    asked = [claim("a"), claim("b", "anders", facts="soort_geld: gift")]
    both = world(BARRED, raised("belemmering dwingend", "{wet: anders}", "ook"))

    barred_too = routes(both, case("soort_hulp: zwaar", claims=", ".join(asked)))
    cannot = routes(world(BARRED), case("soort_hulp: licht, dringend: nee", claims=asked[0]))

    assert (barred_too.barred, barred_too.instead) == (("licht", "gift"), ("lening",))
    assert [item.route for item in cannot.routes] == ["licht"]
    assert (cannot.barred, cannot.instead) == (("licht",), ())


def test_a_law_that_does_not_carry_the_need_is_no_way_for_a_claim_that_nothing_bars() -> None:
    found = routes(world(), case("soort_hulp: zwaar", claims=claim("a")))

    assert [gate.gate for gate in way("licht", found).claims] == [Gate.OPEN]
    assert (found.barred, found.instead) == (("licht",), ("gift", "lening"))


def test_what_is_barred_asks_nothing_more() -> None:
    rules = world(
        raised("belemmering dwingend", "{bekend: ja}"), raised("voorwaarde", "{gevraagd: '> 5,00'}", "duur")
    )

    open_still = routes(rules, case("soort_hulp: licht", claims=claim("a"), facts="bekend: nee"))
    barred = routes(rules, case("soort_hulp: licht", claims=claim("a"), facts="bekend: ja"))

    assert [lack.asked_fact for lack in way("licht", open_still).still_asked] == ["gevraagd"]
    assert way("licht", barred).still_asked == ()


@pytest.mark.parametrize("effect", ["belemmering kan", "plicht", "andere_wet"])
def test_a_way_that_is_not_barred_asks_for_no_other(effect: str) -> None:
    found = routes(world(raised(effect, "{wet: testwet}")), case("dringend: ja", claims=claim("a")))

    assert (found.barred, found.instead) == ((), ())


def test_a_way_that_only_a_deviation_opens_is_barred() -> None:
    found = routes(world(BARRED, GROUND), case("soort_hulp: zwaar", claims=claim("a")))

    assert [gate.gate for gate in way("licht", found).claims] == [Gate.BY_DEVIATION]
    assert (found.barred, found.instead) == (("licht",), ("gift", "lening"))


def test_a_way_is_barred_only_once_every_claim_by_it_is() -> None:
    rules = world(raised("belemmering dwingend", "{gevraagd: '> 5,00'}"))
    dear, cheap = claim("a", facts="gevraagd: '6,00'"), claim("b", facts="gevraagd: '5,00'")

    assert routes(rules, case(claims=dear)).barred == ("licht",)
    assert routes(rules, case(claims=f"{dear}, {cheap}")).barred == ()


# --- who goes first ------------------------------------------------------------------------------------------

GOES_FIRST = """
- feit: aanvraag_elders
  voor: aanspraak
  soort: keuze
  keuzes: {loopt: aangevraagd en nog niet beslist, nee_gezegd: afgewezen}
  vraag: Hoe staat het daar?
  wie: [consulent]
- regel: eerst-het-fonds
  slug: let-op
  voor: aanspraak
  titel: Een ander gaat voor
  als: {bekend: ja}
  dan:
    effect: andere_wet
    tekst: Let op.
    inwoner: Let op.
    eerst: het fonds
    status: aanvraag_elders
    overbrugging: Help tot het fonds beslist.
    doorzenden: Stuur het binnen een week door.
    bellen: het loket
  grondslag: {wet: Testwet, artikel: '1'}
  peilmoment: besluit
  geldig_van: 2015-01-01
"""


def goes_first(facts: str, rule: str = GOES_FIRST) -> Finding:
    weighing, _ = weighing_of(world(rule), case(claims=claim("a", facts=facts), facts="bekend: ja"))
    return next(item for item in weighing.assessment.findings if item.rule == "eerst-het-fonds")


def test_who_goes_first_is_named_with_who_helps_until_then_where_it_is_sent_and_whom_to_call() -> None:
    first = goes_first("aanvraag_elders: loopt").other_law

    assert first is not None
    assert first.first_payer == "het fonds"
    assert first.bridge == "Help tot het fonds beslist."
    assert first.forwarding == "Stuur het binnen een week door."
    assert first.contact == "het loket"


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ("aanvraag_elders: loopt", "aangevraagd en nog niet beslist"),
        ("aanvraag_elders: nee_gezegd", "afgewezen"),
        ("aanvraag_elders: onbekend", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_the_claim_elsewhere_stands_as_it_was_answered_or_is_unknown(facts: str, status: str) -> None:
    first = goes_first(facts).other_law

    assert first is not None
    assert first.claim_status == status


def test_where_no_claim_elsewhere_is_followed_there_is_no_status_and_the_rest_is_left_out() -> None:
    optional = ("status", "overbrugging", "doorzenden", "bellen")
    bare = "\n".join(line for line in GOES_FIRST.splitlines() if not line.strip().startswith(optional))

    first = goes_first("aanvraag_elders: loopt", bare).other_law

    assert first is not None
    assert (first.claim_status, first.bridge, first.forwarding, first.contact) == (None, None, None, None)


def test_a_finding_of_another_effect_names_nobody_who_goes_first() -> None:
    weighing, _ = weighing_of(world(raised("plicht")), case(claims=claim("a"), facts="bekend: ja"))

    assert [item.other_law for item in weighing.assessment.findings] == [None]
