"""What a neighbourhood offers: declared by a municipality, and taken over as a possible support."""

from dataclasses import replace
from datetime import date

import pytest

from budget_engine.aloud.offers import said_of
from budget_engine.drafts.entry import Draft, joined
from budget_engine.drafts.offers import is_taken, offers_for, taken
from budget_engine.language.fact import EntityKind
from budget_engine.language.rule_set import RuleSet
from budget_engine.weighing import weigh
from tests.conftest import MUNICIPALITY
from tests.notation import DECLARED, issues_of, rules_of
from tests.options import TODAY, press, said, small_dossier, view
from tests.screens import screen
from tests.sealed import real_case
from ui.running import House

DOMAINS = "- {feit: domein, voor: vraag, soort: keuze, keuzes: [thuis, werk, vervoer], uit: domein}\n"
BUS = """
- buurtaanbod: bus
  titel: Een bus
  soort: algemene_voorziening
  domeinen: [vervoer]
  wat: Een bus met een vaste route.
  geldig_van: 2026-01-01
"""


def small(*offers: str) -> RuleSet:
    return rules_of(DECLARED, DOMAINS, *offers, municipality=MUNICIPALITY)


def refused(offer: str) -> list[str]:
    return issues_of(DECLARED + DOMAINS + offer, MUNICIPALITY)


# --- declaring -------------------------------------------------------------------------------------------


def test_an_offer_is_part_of_the_rule_set_but_changes_no_outcome() -> None:
    without, with_bus = small(), small(BUS)

    assert without.hash != with_bus.hash
    assert without.meaning_hash == with_bus.meaning_hash


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (BUS.replace("[vervoer]", "[onderweg]"), "'onderweg' is geen domein"),
        (BUS.replace("[vervoer]", "[]"), "ten minste één domein"),
        (BUS.replace("algemene_voorziening", "vrijwilliger"), "Bij een vrijwilliger hoort"),
        (BUS + '  prijs: "2,50"\n', "Een prijs en een eenheid horen bij elkaar"),
        (BUS + "  antwoorden: {betaalt: ja}\n", "Het feit 'betaalt' is niet bekend"),
        (BUS + "  antwoorden: {leeftijd: 9}\n", "gaat over een persoon"),
        (BUS + "  antwoorden: {betaald: misschien}\n", "'misschien' is geen antwoord"),
        (BUS + BUS, "De geldigheid overlapt"),
        (BUS + "  geldig_tot: 2025-01-01\n", "eindigt voordat het begint"),
        (BUS.replace("vaste route.", "vaste route.\n  kleur: rood"), "'kleur' hoort hier niet"),
    ],
)
def test_what_an_offer_cannot_say_is_refused_with_its_reason(changed: str, words: str) -> None:
    issues = refused(changed)

    assert len(issues) == 1
    assert words in issues[0]


def test_an_answer_that_a_named_person_must_give_cannot_come_from_an_offer() -> None:
    judged = "- {oordeel: past_echt, voor: steun, soort: ja_nee, vraag: Past dit?, wie: [consulent]}\n"

    (issue,) = refused(judged + BUS + "  antwoorden: {past_echt: ja}\n")

    assert "geeft een persoon die het heeft onderzocht" in issue


def test_the_real_offers_leave_to_a_person_what_a_person_must_find_out(rule_set: RuleSet) -> None:
    given = {fact for offer in rule_set.offers for fact in offer.answers}

    assert len(rule_set.offers) >= 12
    assert {offer.kind for offer in rule_set.offers} == set(type(rule_set.offers[0].kind))
    assert {domain for offer in rule_set.offers for domain in offer.domains} == {
        "thuis",
        "werk",
        "school",
        "vervoer",
    }
    assert not given & {"beschikbaar", "vol_te_houden", "uitval_opgevangen", "belasting", "vrijwillig"}


# --- taking over -----------------------------------------------------------------------------------------


def test_only_what_is_there_on_the_day_is_on_offer_by_title() -> None:
    later = BUS.replace("buurtaanbod: bus", "buurtaanbod: trein").replace("Een bus", "De trein", 1)
    rule_set = small(BUS + "  geldig_tot: 2026-06-30\n", later.replace("2026-01-01", "2026-07-01"))

    by_day = {
        day: [offer.id for offer in offers_for(rule_set, "vervoer", day)]
        for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))
    }

    assert by_day == {date(2025, 12, 31): [], date(2026, 6, 30): ["bus"], date(2026, 7, 1): ["trein"]}
    assert offers_for(rule_set, "thuis", date(2026, 6, 30)) == []


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    (bus,) = small(BUS).offers

    assert list(said_of(bus)) == [
        "Een bus met een vaste route.",
        "Wat het kost: niet bekend.",
        "Wachttijd: niet bekend.",
    ]


def test_taking_over_every_real_offer_gives_a_support_that_the_rules_read(
    house: House, rule_set: RuleSet
) -> None:
    number = small_dossier(house)
    for offer in rule_set.offers:
        written = taken(house.desk.draft(number), rule_set, offer, "v-anna")
        house.desk.add(number, "steun", offer.id, written, "Mila", "2026-11-24T10:00:00")

    seen = view(house, number)

    assert not seen.reading.problems
    supports = {support.id: support for support in seen.case.support}
    for offer in rule_set.offers:
        entity = seen.weighing.facts.entities[supports[offer.id].id]
        assert entity.kind is EntityKind.SUPPORT
        asked = {name: value for name, value in entity.values.items() if rule_set.fact[name].is_asked}
        known = {name: rule_set.fact[name].print(value) for name, value in asked.items()}
        assert known == offer.answers
        assert supports[offer.id].for_needs == ("v-anna",)


def test_an_offer_by_itself_never_shuts_a_gate(rule_set: RuleSet) -> None:
    case = real_case("001-van-wetering", rule_set)
    bare = weigh(case, replace(rule_set, offers=()), TODAY)

    assert weigh(case, rule_set, TODAY) == bare


# --- on the page -----------------------------------------------------------------------------------------


def test_a_click_adds_an_offer_once_and_keeps_what_was_typed(house: House, rule_set: RuleSet) -> None:
    number = small_dossier(house)
    offer = next(item for item in rule_set.offers if item.id == "eettafel")
    app = screen("huishouden", number)
    app.selectbox(key="buurt:vraag").select("v-anna").run()
    app.session_state[f"buurt:v-anna:{offer.id}"] = True
    app.run()
    assert all(line in said(app) for line in ("maaltijd", "er is geen hulp bij het eten"))

    press(app, "Neem over als mogelijke steun")

    draft: Draft = house.desk.draft(number)
    assert is_taken(draft, offer, "v-anna")
    assert not is_taken(draft, offer, "v-bo")
    assert [draft.text(joined("steun", name, "naam")) for name in draft.parts("steun")] == [offer.title]
    assert "Dit staat al bij deze vraag." in said(app)
    assert not any(str(button.key).startswith(f"neem-over:v-anna:{offer.id}") for button in app.button)


def test_nothing_is_chosen_by_itself(house: House) -> None:
    app = screen("huishouden", small_dossier(house))

    assert app.selectbox(key="buurt:vraag").value is None
    assert not [button for button in app.button if str(button.key).startswith("neem-over:")]
