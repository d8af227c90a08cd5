"""The small changes of rules: which there are, where they stand, and how they are said."""

from random import Random

import pytest

from budget_engine.files.places import written_path
from budget_engine.guards.mutants import Mutant, mutants_of, only_looks_up, owners_of
from budget_engine.language.fact import Kind
from budget_engine.language.rule_set import RuleSet
from tests.generated import Generator
from tests.notation import DECLARED, rule, rules_of

SETS = 12
MORE = """
- {feit: hoogte, voor: zaak, soort: bedrag, afgeleid: ja}
- {feit: groep, voor: persoon, soort: keuze, keuzes: [jong, oud], afgeleid: ja}
"""


class Written(Generator):
    """Makes rules that can be written down: a total stands by itself."""

    def total(self, entity, depth):  # noqa: ARG002 - as the generator asks it
        return self.simple_term(entity, Kind.NUMBER)


def generated(seed: int) -> RuleSet:
    return Written(Random(seed)).rule_set()


def mutants(*texts: str) -> tuple[Mutant, ...]:
    rule_set = rules_of(DECLARED, *texts)
    return tuple(mutant for owner in owners_of(rule_set) for mutant in mutants_of(rule_set, owner))


def said(condition: str, entity: str = "persoon") -> set[str]:
    return {mutant.text for mutant in mutants(rule(condition, entity))}


def test_a_bound_moves_one_unit_of_its_kind() -> None:
    age = "het antwoord op de vraag 'Hoe oud?' is minder dan 18"

    assert said("{leeftijd: '< 18'}") >= {
        f'bij "{age}" de grens van 18 naar 17 gaat',
        f'bij "{age}" de grens van 18 naar 19 gaat',
    }
    assert any(
        text.endswith("de grens van € 13,00 naar € 12,99 gaat") for text in said("{inkomen: '>= 13,00'}")
    )
    assert any(
        text.endswith("de grens van 1 maart 2026 naar 28 februari 2026 gaat")
        for text in said("{aanvraag_op: '< 2026-03-01'}", "zaak")
    )


def test_what_is_no_bound_keeps_its_place_but_for_the_sign() -> None:
    asked, day = "het antwoord op de vraag 'Wanneer?'", "het gegeven 'peildatum'"

    assert said("{aanvraag_op: '< peildatum'}", "zaak") == {
        f'de voorwaarde "{asked} ligt voor {day}" vervalt',
        f'de voorwaarde "{asked} ligt voor {day}" juist niet moet gelden',
        f'"{asked} ligt voor {day}" verandert in "{asked} ligt op of voor {day}"',
    }


def test_a_choice_gives_way_to_the_next_one_and_falls_out_of_a_list() -> None:
    one, some = said("{soort_hulp: anders}", "vraag"), said("{soort_hulp: 'licht, zwaar'}", "vraag")
    asked = "het antwoord op de vraag 'Welke?'"

    assert f"""bij "{asked} is 'anders'" 'anders' verandert in 'licht'""" in one
    assert some >= {
        f"""bij "{asked} is 'licht' of 'zwaar'" 'licht' vervalt""",
        f"""bij "{asked} is 'licht' of 'zwaar'" 'zwaar' vervalt""",
    }


def test_parts_fall_away_and_all_becomes_any() -> None:
    found = {mutant.name: mutant.text for mutant in mutants(rule("{alle: [{bekend: ja}, {veilig: nee}]}"))}
    known, unsafe = "op de vraag 'Bekend?' is het antwoord ja", "op de vraag 'Veilig?' is het antwoord nee"

    assert found["als een_van in plaats van alle"] == (
        f'één van de voorwaarden "{known}, en {unsafe}" genoeg is'
    )
    assert found["als.2.veilig vervalt"] == f'de voorwaarde "{unsafe}" vervalt'
    assert found["als.1.bekend omgekeerd"] == f'de voorwaarde "{known}" juist niet moet gelden'


def test_lists_of_members_change_inside_and_as_a_whole() -> None:
    found = said("{minstens_een: {over: persoon.steun, waar: {uren: '> 8'}}}")
    some, every = (
        f"voor {word} van de vormen van steun voor de persoon geldt" for word in ("minstens één", "elk")
    )
    hours = "het antwoord op de vraag 'Hoeveel uur?' is meer dan 8"

    assert f'"{some} ({hours})" verandert in "{every} ({hours})"' in found
    assert f'bij "{hours}" de grens van 8 naar 9 gaat' in found


def test_a_formula_changes_its_numbers_and_its_rounding() -> None:
    found = {
        mutant.text
        for mutant in mutants(
            MORE,
            "- {feit: nodig, voor: zaak, soort: bedrag, naamwoord: wat nodig is, vraag: Hoeveel?, wie: [consulent]}",
            "- {afleiding: hoogte, is: 'kleinste(deel(nodig * 52, 12, half_omhoog), 100,00)'}",
            "- {tabel: t, voor: persoon, titel: Groep, trefbeleid: eerste, invoer: [leeftijd], uitvoer: [groep], "
            "rijen: [{rij: r, leeftijd: '-', groep: oud}], peilmoment: besluit, geldig_van: 2015-01-01}",
        )
    }

    part = "(wat nodig is keer 52) gedeeld door 12, vanaf de helft naar boven afgerond"
    parts = f"({part}) en € 100,00"
    assert found >= {
        f'bij "het kleinste van {parts}" 52 verandert in 53',
        f'bij "het kleinste van {parts}" € 100,00 verandert in € 99,99',
        f'"{part}" verandert in "{part.replace("vanaf de helft naar boven", "naar beneden")}"',
        f'"het kleinste van {parts}" verandert in "het grootste van {parts}"',
        "in rij 'r' bij het gegeven 'groep' 'oud' verandert in 'jong'",
    }


def test_rows_fall_away_and_change_places_only_where_order_counts() -> None:
    text = """
        - tabel: t
          voor: persoon
          titel: Groep
          trefbeleid: {policy}
          invoer: [leeftijd]
          uitvoer: [groep]
          rijen:
            - {{rij: a, leeftijd: '< 18', groep: jong}}
            - {{rij: b, leeftijd: '-', groep: oud}}
          peilmoment: besluit
          geldig_van: 2015-01-01
    """
    rest = "- {afleiding: hoogte, is: '1,00'}"

    first, one = (
        {mutant.text for mutant in mutants(MORE, rest, text.format(policy=policy))}
        for policy in ("eerste", "precies_een")
    )

    assert {"rij 'a' vervalt", "rij 'b' vervalt"} <= first & one
    assert "de rijen 'a' en 'b' van plaats wisselen" in first - one


@pytest.mark.parametrize("seed", range(SETS))
def test_every_mutant_is_another_entry_at_a_place_that_is_there(seed: int) -> None:
    rule_set = generated(seed)
    for owner in owners_of(rule_set):
        plain, found = owner.as_entry(), mutants_of(rule_set, owner)

        assert len({mutant.key for mutant in found}) == len(found)
        for mutant in found:
            assert mutant.changed != owner, mutant.key
            assert written_path(plain, mutant.path) == mutant.path, mutant.key
        assert len({repr(mutant.changed) for mutant in found}) == len(found)


def test_no_two_mutants_of_the_real_rules_are_named_alike(rule_set: RuleSet) -> None:
    keys = [mutant.key for owner in owners_of(rule_set) for mutant in mutants_of(rule_set, owner)]

    assert len(set(keys)) == len(keys) > 5000


def test_a_place_in_the_real_rules_leads_to_what_is_said_there(rule_set: RuleSet) -> None:
    for owner in owners_of(rule_set):
        for mutant in mutants_of(rule_set, owner):
            assert written_path(owner.as_entry(), mutant.path) == mutant.path, mutant.key


def test_a_table_that_only_looks_up_is_told_from_one_that_decides() -> None:
    text = """
        - tabel: t
          voor: persoon
          titel: Hoogte
          trefbeleid: {policy}
          invoer: [{column}]
          uitvoer: [maat]
          rijen: [{{rij: a, {column}: {one}, maat: '10,00'}}, {{rij: b, {column}: {other}, maat: '20,00'}}]
          peilmoment: besluit
          geldig_van: 2015-01-01
    """
    declared = (
        "- {feit: maat, voor: persoon, soort: bedrag, afgeleid: ja}",
        "- {feit: kleur, voor: persoon, soort: keuze, keuzes: [rood, wit], vraag: Welke?, wie: [inwoner]}",
    )

    def table(policy: str, column: str, one: str, other: str) -> bool:
        written = text.format(policy=policy, column=column, one=one, other=other)
        rule_set = rules_of(DECLARED, *declared, written)
        return only_looks_up(rule_set, rule_set.tables[0])

    assert table("precies_een", "kleur", "rood", "wit")
    assert table("eerste", "kleur", "rood", "'-'")
    assert not table("eerste", "leeftijd", "'< 18'", "'-'")
    assert not table("precies_een", "kleur", "rood", "rood")
