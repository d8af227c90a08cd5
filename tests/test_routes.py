"""By which laws a need could be carried: in order, what each asks, what is asked once, and where to turn."""

from budget_engine.assessment import Gate
from budget_engine.language.fact import Inlet
from budget_engine.routes import RoutesOfNeed, routes_of
from budget_engine.weighing import weigh
from tests.households import Plain, read
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_world import VAN_WETERING, real_case

DENISE = "002-denise"


def of_case(slug: str) -> dict[str, RoutesOfNeed]:
    case = real_case(slug, rules())
    weighing = weigh(case, rules(), TODAY)
    found = routes_of(case, rules(), weighing.facts, weighing.assessment)
    return {need.need: need for need in found}


def of_plain(plain: Plain) -> RoutesOfNeed:
    case = read(plain, rules())
    weighing = weigh(case, rules(), TODAY)
    return routes_of(case, rules(), weighing.facts, weighing.assessment)[0]


def a_need(domain: str, person: Plain, need: Plain | None = None, claims: list[Plain] | None = None) -> Plain:
    provenance = {"herkomst": "oordeel", "door": "consulent", "op": "2026-11-01", "reden": "na het gesprek"}
    return {
        "vorm": "1",
        "id": "wegen",
        "standaard_herkomst": provenance,
        "personen": [{"id": "p1", "feiten": person}],
        "vragen": [{"id": "v1", "persoon": "p1", "domein": domain, "feiten": need or {}}],
        "oplossingen": [{"id": "o1", "naam": "Hulp", "feiten": {"product": "anders"}}],
        "aanspraken": [
            {"id": f"a{n}", "oplossing": "o1", "vraag": "v1", **claim} for n, claim in enumerate(claims or [])
        ],
    }


def test_every_domain_has_routes_and_every_law_that_a_claim_can_name_has_one() -> None:
    rule_set = rules()
    domains = {domain for route in rule_set.routes for domain in route.domains}
    codes = {law.name: law.code for law in rule_set.laws}

    assert domains == {code for declared in rule_set.inlet(Inlet.DOMAIN) for code in declared.choices}
    assert {codes[route.under] for route in rule_set.routes} == {
        code for declared in rule_set.inlet(Inlet.LAW) for code in declared.choices
    }


def test_transport_is_asked_in_the_order_of_the_law() -> None:
    need = of_plain(a_need("vervoer", {"geboortedatum": "2009-01-01", "schoolwet": "wec"}))

    laws = [route.law for route in need.routes]

    order = ["Wet WIA", "WEC", "Jeugdwet", "Wlz", "Zvw", "Wmo 2015"]
    assert [law for law in laws if law in order] == order


def test_a_law_that_cannot_carry_the_need_is_left_out_unless_it_was_asked_for() -> None:
    grown = a_need("thuis", {"geboortedatum": "1960-01-01"})
    asked = a_need("thuis", {"geboortedatum": "1960-01-01"}, claims=[{"wet": "jeugdwet"}])

    assert "jeugdwet" not in {route.route for route in of_plain(grown).routes}
    assert [
        claim.id for route in of_plain(asked).routes if route.route == "jeugdwet" for claim in route.claims
    ] == ["a0"]


def test_what_more_than_one_law_needs_is_asked_once() -> None:
    need = of_plain(a_need("werk", {"geboortedatum": "1990-01-01"}))

    wanted = [lack.asked_fact for route in need.routes for lack in route.still_asked]
    once = {lack.asked_fact for lack in need.asked_once}

    assert "uitkering" in once
    assert once == {fact for fact in wanted if wanted.count(fact) > 1}


def test_where_a_route_is_barred_the_others_are_named() -> None:
    """Denise: bijzondere bijstand is barred for the dentist, a provision for work can carry it (second look, 15)."""
    need = next(need for need in of_case(DENISE).values() if need.barred)

    assert need.barred == ("bijzondere-bijstand",)
    assert "voorziening-werk" in need.instead
    assert not set(need.barred) & set(need.instead)


def test_nothing_is_barred_where_no_claim_is() -> None:
    for need in of_case(VAN_WETERING).values():
        for route in need.routes:
            gates = {claim.gate for claim in route.claims}
            assert route.is_barred == (bool(gates) and gates <= {Gate.CLOSED, Gate.BY_DEVIATION})
        assert bool(need.instead) <= bool(need.barred)


def test_a_claim_goes_by_one_route() -> None:
    for slug in (DENISE, VAN_WETERING):
        for need in of_case(slug).values():
            claims = [claim.id for route in need.routes for claim in route.claims]
            assert len(claims) == len(set(claims))


def test_each_route_keeps_its_own_decision_interested_parties_and_remedy() -> None:
    by_route = {route.route: route for need in of_case(VAN_WETERING).values() for route in need.routes}

    assert by_route["wmo"].own_decision
    assert not by_route["zvw"].own_decision
    assert not by_route["school-wec"].own_decision
    assert all(route.interested and route.remedy for route in by_route.values())
    for name, route in by_route.items():
        court = (
            "Afdeling bestuursrechtspraak"
            if name.startswith("leerlingenvervoer")
            else "Centrale Raad van Beroep"
        )
        assert court in route.remedy or not route.own_decision
