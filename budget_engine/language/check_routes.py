"""What a route may name: a law, the domains that a case knows, and a derived fact about a need."""

from collections.abc import Iterator

from budget_engine.errors import Problem, nearest
from budget_engine.language.fact import EntityKind, Inlet, Kind, reachable
from budget_engine.language.register import Route
from budget_engine.language.rule_set import RuleSet


def problems(rule_set: RuleSet) -> Iterator[Problem]:
    """Walk the problems of the routes, each by itself and in the order of each domain."""
    laws = {law.name for law in rule_set.laws}
    domains = {code for declared in rule_set.inlet(Inlet.DOMAIN) for code in declared.choices}
    codes = {law.name: law.code for law in rule_set.laws}
    taken: dict[tuple[str, int], str] = {}
    ways: dict[tuple[str, str, frozenset[tuple[str, str]]], str] = {}
    for route in rule_set.routes:
        if route.under not in laws:
            text = f"'{route.under}' staat niet in feiten/wetten.yaml."
            yield Problem(route.at("onder"), text, nearest(route.under, laws), route.under)
        if not route.domains:
            yield Problem(route.at("domeinen"), "Een weg hoort bij ten minste één domein.")
        for domain, place in route.domains.items():
            if domain not in domains:
                text = f"'{domain}' is geen domein."
                yield Problem(route.at("domeinen", domain), text, nearest(domain, domains))
            first = taken.setdefault((domain, place), route.id)
            if first != route.id:
                text = f"'{first}' staat in het domein {domain} ook op plaats {place}."
                yield Problem(route.at("domeinen", domain), text, "Geef elke weg een eigen plaats.")
            way = (domain, codes.get(route.under, ""), frozenset(route.of_claims.items()))
            same = ways.setdefault(way, route.id)
            if same != route.id:
                text = (
                    f"Een aanspraak in het domein {domain} gaat bij dezelfde antwoorden ook langs '{same}'."
                )
                hint = "Zeg bij 'bij_aanspraak' bij welke antwoorden een aanspraak deze weg gaat."
                yield Problem(route.at("domeinen", domain), text, hint)
        yield from _fact(route, rule_set)
        yield from _of_claims(route, rule_set)


def _fact(route: Route, rule_set: RuleSet) -> Iterator[Problem]:
    declared = rule_set.fact.get(route.could_carry)
    if declared is None:
        text = f"Het feit '{route.could_carry}' is niet bekend."
        yield Problem(
            route.at("kan_dragen"), text, nearest(route.could_carry, rule_set.fact), route.could_carry
        )
    elif (declared.entity, declared.kind, declared.is_derived) != (EntityKind.NEED, Kind.YES_NO, True):
        yield Problem(
            route.at("kan_dragen"),
            "Een weg rust op een afgeleid ja/nee-feit over een vraag.",
            "Schrijf de voorwaarde als afleiding, en noem hier dat feit.",
        )


def _of_claims(route: Route, rule_set: RuleSet) -> Iterator[Problem]:
    for name, code in route.of_claims.items():
        declared = rule_set.fact.get(name)
        if declared is None:
            text = f"Het feit '{name}' is niet bekend."
            yield Problem(route.at("bij_aanspraak", name), text, nearest(name, rule_set.fact), name)
        elif declared.kind is not Kind.CHOICE or declared.entity not in reachable(EntityKind.CLAIM):
            text = f"'{name}' is geen keuze die bij een aanspraak te lezen is."
            yield Problem(route.at("bij_aanspraak", name), text)
        elif declared.is_derived:
            text = f"'{name}' wordt afgeleid; de weg van een aanspraak volgt uit wat gevraagd is."
            yield Problem(route.at("bij_aanspraak", name), text)
        elif code not in declared.choices:
            text = f"'{code}' is geen keuze van '{name}'."
            yield Problem(route.at("bij_aanspraak", name), text, nearest(code, declared.choices))
