"""What a worker reads about routes and about who goes first, on the invented rule set of `test_routes_invented`."""

from budget_engine.drafts.attention import raised
from budget_engine.printing import gate_by, instead, no_way, route_state
from tests.test_routes_invented import BARRED, GOES_FIRST, case, claim, routes, way, weighing_of, world


def test_where_a_way_is_barred_the_ways_in_view_are_told_apart_from_those_still_to_be_looked_into() -> None:
    barred = world(BARRED)

    assert instead(routes(barred, case("dringend: ja", claims=claim("a")))) == (
        "Niet langs: De weg licht. Wel in beeld: De weg gift, De weg lening."
    )
    assert instead(routes(barred, case(claims=claim("a")))) == (
        "Niet langs: De weg licht. Nog te onderzoeken: De weg gift, De weg lening."
    )


def test_no_gate_is_told_where_the_law_does_not_carry_the_need() -> None:
    light = way("licht", routes(world(), case("soort_hulp: zwaar", claims=claim("a"))))

    assert route_state(light) == "niet in beeld; gevraagd"
    assert [gate_by(light, gate) for gate in light.claims] == [""]


def test_a_claim_without_a_way_is_told_apart_from_one_whose_way_is_not_known_yet() -> None:
    open_still = routes(world(), case(claims=claim("a", "anders")))
    _, elsewhere = weighing_of(world(), case(claims=claim("a", need="w")))

    assert [no_way(open_still, gate) for gate in open_still.way_unknown] == [
        "nog niet bekend langs welke weg"
    ]
    assert [no_way(elsewhere["w"], gate) for gate in elsewhere["w"].without_route] == [
        "deze wet heeft in het domein werk geen weg"
    ]


def test_claims_that_stand_differently_elsewhere_are_told_one_by_one() -> None:
    two = [claim("a", facts="aanvraag_elders: loopt"), claim("b", facts="aanvraag_elders: nee_gezegd")]
    alike = [claim(name, facts="aanvraag_elders: loopt") for name in "ab"]

    def told(claims: list[str]) -> list[tuple[str, ...]]:
        weighing, _ = weighing_of(world(GOES_FIRST), case(claims=", ".join(claims), facts="bekend: ja"))
        return sorted(item.about for item in raised(weighing.assessment))

    assert told(two) == [("a",), ("b",)]
    assert told(alike) == [("a", "b")]
