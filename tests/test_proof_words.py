"""What a proof says of what can never be or always is: the true reason, and what can be done about it."""

from datetime import date
from pathlib import Path

import pytest

from budget_engine.files.yaml_rules import read_rules
from budget_engine.proof.proofs import prove
from budget_engine.proof.report import Report, ReportKind
from tests.notation import TODAY
from tests.planted_rules import folder, rule, table


def proof(path: Path, *rules: str) -> tuple[Report, ...]:
    return prove(read_rules(folder(path, *rules), "proef"), TODAY).reports


def test_a_closing_row_that_has_nothing_left_gives_way_to_another_that_closes(tmp_path: Path) -> None:
    rows = """
        {rij: jong, leeftijd: '< 30', klasse: 1}
        {rij: rest, leeftijd: '>= 30', klasse: 2}
        {rij: nul, leeftijd: '0', klasse: 5}
        {rij: slot, leeftijd: '-', klasse: 3}
    """
    followed = """
        {rij: jong, leeftijd: '< 30', klasse: 1}
        {rij: rest, leeftijd: '-', klasse: 2}
    """

    report = proof(tmp_path, table("dubbel-dicht", "eerste", "leeftijd", "klasse", rows))
    mended = proof(tmp_path, table("dubbel-dicht", "eerste", "leeftijd", "klasse", followed))

    hints = {item.about: item.hint for item in report if item.kind is ReportKind.SHADOWED}
    assert "in elke kolom van rij 'rest' een '-'" in hints["dubbel-dicht slot"]
    assert "haal de rij weg." in hints["dubbel-dicht nul"]
    assert not [item for item in mended if item.about.startswith("dubbel-dicht")]


def test_what_lies_outside_a_range_is_told_by_that_range_and_not_as_a_contradiction(tmp_path: Path) -> None:
    groups = "{rij: jong, leeftijd: '< 65', groep: jong}\n{rij: oud, leeftijd: '-', groep: oud}"
    rows = """
        {rij: te-oud, leeftijd: '> 120', groep: oud, klasse: 1}
        {rij: tegen, leeftijd: '< 65', groep: oud, klasse: 2}
        {rij: slot, leeftijd: '-', groep: '-', klasse: 3}
    """
    proved = proof(
        tmp_path,
        table("groepen", "eerste", "leeftijd", "groep", groups),
        table("bereik", "eerste", "leeftijd, groep", "klasse", rows),
        rule("te-oud", "{leeftijd: '> 120', groep: oud}", entity="persoon"),
        rule("tegen", "{leeftijd: '< 65', groep: oud}", entity="persoon"),
    )

    found = {item.about: item.text for item in proved if item.kind in {ReportKind.DEAD, ReportKind.NEVER}}

    by_range = 'is meer dan 120" kan nooit, want het bereik loopt van 0 tot en met 120.'
    assert [by_range in found[name] for name in ("bereik te-oud", "te-oud")] == [True, True]
    assert ["spreken elkaar tegen." in found[name] for name in ("bereik tegen", "tegen")] == [True, True]


def test_a_condition_that_cannot_fail_is_named_within_its_rule(tmp_path: Path) -> None:
    proved = proof(
        tmp_path,
        rule("half", "{leeftijd: '>= 0', inkomen: '> 1,00'}", entity="persoon"),
        rule("heel", "{leeftijd: '0..120'}", entity="persoon"),
        rule("dag", "{alle: [{peildatum: '>= 1900-01-01'}, {bekend: ja}]}", entity="zaak"),
    )

    found = {report.about: report for report in proved if report.kind is ReportKind.ALWAYS}

    assert set(found) == {"half als.1", "heel", "dag als.1"}
    assert "is altijd waar zodra dat bekend is." in found["half als.1"].text
    assert "geldt zodra alles wat zij leest bekend is" in found["heel"].text
    assert "ook zolang er een antwoord ontbreekt" in found["heel"].hint
    assert found["dag als.1"].text.endswith("is altijd waar.")


def test_what_holds_for_nobody_says_whether_that_is_a_value_or_the_lack_of_one(tmp_path: Path) -> None:
    left_open = "- {parameter: open_grens, soort: bedrag, bereik: '0,00..9000,00', wie_bepaalt: gemeente}\n"
    proved = proof(
        tmp_path,
        left_open,
        rule("waarde", "{vergelijk: doet_mee, is: ja}", entity="persoon"),
        rule("leeg", "{inkomen: '> open_grens'}", entity="persoon"),
        rule("beide", "{alle: [{vergelijk: doet_mee, is: ja}, {inkomen: '> open_grens'}]}", entity="persoon"),
    )

    found = {item.about: item.text for item in proved if item.kind is ReportKind.NOT_HERE}

    nobody = "geldt voor niemand"
    assert f"{nobody} bij wat is ingevuld voor de waarde 'doet mee' (doet_mee)." in found["waarde"]
    empty = "de waarde 'open grens' (open_grens) is niet ingevuld"
    assert f"{nobody}: {empty}, en daardoor komt de regel niet verder dan onbekend." in found["leeg"]
    assert f"de waarde 'doet mee' (doet_mee); {empty}." in found["beide"]


@pytest.mark.parametrize(
    ("low", "high", "day"),
    [("1900-01-01", "2200-12-31", date(2015, 1, 1)), ("1900-01-01", "2014-05-01", date(1900, 1, 1))],
)
def test_a_day_is_of_the_time_of_the_rules_where_it_can_be(
    low: str, high: str, day: date, tmp_path: Path
) -> None:
    rows = f"{{rij: voor, geboren: '< {low}', klasse: 1}}\n{{rij: na, geboren: '> {high}', klasse: 2}}"

    reports = proof(tmp_path, table("dagen", "precies_een", "geboren", "klasse", rows))

    (gap,) = (item for item in reports if item.kind is ReportKind.GAP)
    assert gap.witness is not None
    assert {item.value for item in gap.witness.given if item.fact == "geboren"} == {day}
