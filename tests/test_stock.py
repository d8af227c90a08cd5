"""What stands in the rules for nothing, what runs out, and what nobody decided."""

from datetime import date
from pathlib import Path

import pytest

from budget_engine.errors import InputError
from budget_engine.files.proof_answers import FILE, ReportAnswers, read_answers
from budget_engine.files.yaml_rules import read_rules
from budget_engine.proof.proofs import KINDS, prove
from budget_engine.proof.report import Report, ReportKind, Weight
from budget_engine.proof.stock import stock_reports
from budget_engine.proof.tables import table_reports
from tests.conftest import MUNICIPALITY, RULES
from tests.notation import DECLARED, TODAY, rule, rules_of
from tests.planted_rules import folder, table

KEPT = frozenset({
    "aanvraag_op", "betaald", "uren", "dringend", "soort_hulp", "bekend", "veilig", "inkomen", "gevraagd", "leeftijd",
})  # fmt: skip
"""Facts of the notation that a test may leave unread without meaning anything by it."""


def stock(*texts: str, on: date = TODAY, municipality: str | None = None) -> dict[str, Report]:
    found = stock_reports(rules_of(DECLARED, *texts, municipality=municipality), on)
    return {report.key: report for report in found if report.about not in KEPT}


# --- what nobody reads -----------------------------------------------------------------------------------


def test_a_fact_that_only_an_example_gives_is_read_by_nobody() -> None:
    read = (
        rule("{veilig: ja}").rstrip()
        + "\n  voorbeelden:\n    - {feiten: {veilig: ja, extra: ja}, geldt: ja}\n"
    )

    found = stock("- {feit: extra, voor: zaak, soort: ja_nee, vraag: Wat?, wie: [consulent]}", read)

    assert list(found) == ["ongelezen extra"]


@pytest.mark.parametrize(
    "reader",
    [
        rule("{extra: ja}"),
        rule("{vastgelegd: extra}"),
        (
            "- {feit: volgt, voor: aanspraak, soort: bedrag, afgeleid: ja, naar: eerste_jaar_laag}\n"
            "- {tabel: t, voor: aanspraak, titel: Kosten, trefbeleid: eerste, invoer: [extra], uitvoer: [volgt], "
            "peilmoment: besluit, geldig_van: 2015-01-01, rijen: [{rij: wel, extra: ja, volgt: '1,00'}, "
            "{rij: niet, extra: '-', volgt: '0,00'}]}"
        ),
        rule("{minstens_een: {over: zaak.personen, waar: {extra: ja}}}"),
    ],
)
def test_a_fact_counts_as_read_wherever_it_is_read(reader: str) -> None:
    extra = "- {feit: extra, voor: zaak, soort: ja_nee, vraag: Wat?, wie: [consulent]}"

    assert "ongelezen extra" in stock(extra)
    assert "ongelezen extra" not in stock(extra, reader)


def test_a_note_beside_an_unread_fact_is_shown_but_answers_nothing() -> None:
    extra = (
        "- {feit: extra, voor: zaak, soort: ja_nee, vraag: Wat?, wie: [consulent], noot: voor het dossier}"
    )

    found = stock(extra)

    assert list(found) == ["ongelezen extra"]
    assert found["ongelezen extra"].weight is Weight.FAULT
    assert "De noot zegt: voor het dossier" in found["ongelezen extra"].hint


def test_a_parameter_and_a_list_that_nobody_reads_are_reported() -> None:
    found = stock(
        "- {parameter: los, soort: getal, wie_bepaalt: landelijk}",
        "- {parameter: van_een_ander, soort: getal, wie_bepaalt: gemeente}",
        "- {waarde: los, is: 3, geldig_van: 2015-01-01}",
        "- {opzoeklijst: prijzen, sleutels: [soort_hulp], soort: bedrag}",
    )

    assert list(found) == ["ongelezen los", "ongelezen prijzen"]


# --- days without a value ----------------------------------------------------------------------------------

READS = rule("{vergelijk: grens, is: '> 2'}")
GRENS = "- {parameter: grens, soort: getal, bereik: 0..9}"


def values(*periods: str) -> str:
    return "\n".join(f"- {{waarde: grens, {period}}}" for period in periods)


@pytest.mark.parametrize(
    ("periods", "key"),
    [
        (["is: 3, geldig_van: 2015-01-01"], None),
        (["is: 3, geldig_van: 2015-01-01, geldig_tot: 2026-11-23"], "leemte grens"),
        (["is: 3, geldig_van: 2026-11-25"], "leemte grens"),
        (["is: 3, geldig_van: 2015-01-01, geldig_tot: 2026-11-24"], "loopt-af grens"),
        (["is: 3, geldig_van: 2015-01-01, geldig_tot: 2026-12-31", "is: onbekend, geldig_van: 2027-01-01"],
         "oningevuld grens"),
        (["is: onbekend, geldig_van: 2015-01-01"], "oningevuld grens"),
    ],
)  # fmt: skip
def test_a_hole_in_time_is_told_from_a_value_that_runs_out(periods: list[str], key: str | None) -> None:
    assert list(stock(GRENS, values(*periods), READS, municipality="proef")) == ([] if key is None else [key])


@pytest.mark.parametrize(
    ("periods", "key", "when"),
    [
        (["is: 3, geldig_van: 2015-01-01, geldig_tot: 2026-11-24"], "loopt-af", "is vanaf 25 november 2026 geen"),
        (["is: 3, geldig_van: 2015-01-01, geldig_tot: 2026-08-31"], "leemte", "is sinds 1 september 2026 geen"),
        (["is: 3, geldig_van: 2027-01-01"], "leemte", "is tot en met 31 december 2026 geen"),
        (["is: 3, geldig_van: 2015-01-01, geldig_tot: 2025-12-31",
          "is: onbekend, geldig_van: 2026-01-01, geldig_tot: 2026-12-31", "is: 4, geldig_van: 2027-01-01"],
         "oningevuld", "is van 1 januari 2026 tot en met 31 december 2026 geen"),
        ([], "oningevuld", "is op 24 november 2026 geen"),
    ],
)  # fmt: skip
def test_a_hole_says_since_when_it_really_is_and_who_reads_it(
    periods: list[str], key: str, when: str
) -> None:
    found = stock(GRENS, values(*periods), READS, municipality="proef")[f"{key} grens"]

    assert f"{when} waarde ingevuld; regel 'r'" in found.text


def test_who_wrote_down_that_a_value_is_not_known_is_not_asked_to_do_so() -> None:
    said, silent = (
        stock(GRENS, values(*periods), READS, municipality="proef")["oningevuld grens"].hint
        for periods in (["is: onbekend, geldig_van: 2015-01-01"], [])
    )

    assert ("'is: onbekend'" in said, "'is: onbekend'" in silent) == (False, True)


def test_a_list_says_which_choices_have_no_row_and_when_a_row_ends() -> None:
    found = stock(
        "- {opzoeklijst: prijzen, sleutels: [soort_hulp], soort: bedrag}",
        """
        - rijen_van: prijzen
          geldig_van: 2015-01-01
          rijen:
            - {soort_hulp: licht, is: "1,00"}
            - {soort_hulp: zwaar, is: "2,00", geldig_tot: 2026-11-20}
        """,
        rule("{vergelijk: opzoeken(prijzen), is: '> 1,00'}", "vraag"),
    )

    assert list(found) == ["oningevuld prijzen soort_hulp", "leemte prijzen zwaar"]
    assert "anders" in found["oningevuld prijzen soort_hulp"].text
    assert "geldt sinds 21 november 2026 geen rij voor zwaar." in found["leemte prijzen zwaar"].text


# --- what has run out, and what nobody decided ----------------------------------------------------------------


def test_a_rule_without_a_next_version_is_announced_and_from_the_day_after_a_fault() -> None:
    ended = rule("{veilig: ja}", name="oud") + "  geldig_tot: 2025-12-31\n"
    next_one = rule("{veilig: nee}", name="oud").replace("2015-01-01", "2026-01-01")

    before, after = stock(ended, on=date(2025, 12, 31)), stock(ended)
    assert list(before) == ["loopt-af oud"]
    assert before["loopt-af oud"].weight is Weight.REMARK
    assert "geldt tot en met 31 december 2025" in before["loopt-af oud"].text
    assert list(after) == ["verlopen oud"]
    assert list(stock(ended, next_one)) == list(stock(ended, next_one, on=date(2025, 12, 31))) == []


def test_a_rule_of_after_the_version_that_was_read_says_so() -> None:
    law = "- {wet: Leeswet, code: testwet, gelezen_versie: 2014-12-31}"
    late = rule("{veilig: ja}").replace("{wet: Testwet, artikel: '1'}", "{wet: Leeswet, artikel: '1'}")

    assert list(stock(law, late)) == ["eerder-gelezen r"]
    assert list(stock(law.replace("2014-12-31", "2015-01-01"), late)) == []


def test_what_a_municipality_decides_names_the_decision() -> None:
    basis = "{klasse: beleid, beleidssoort: binnenwettelijk, wet: Testwet, artikel: '1', niveau: verordening"
    decided = f"{basis}, vastgesteld_door: raad, in_werking: 2015-01-01"
    bare, whole = (
        rule("{veilig: ja}").replace("{wet: Testwet, artikel: '1'}", f"{decided}{published}}}")
        for published in ("", ", bekendmaking: gmb-2015-1")
    )

    found = stock(bare)

    assert list(found) == ["zonder-besluit r|2015-01-01"]
    assert "ontbreekt: bekendmaking." in found["zonder-besluit r|2015-01-01"].text
    assert list(stock(whole)) == []


# --- answers to reports ---------------------------------------------------------------------------------------

ANSWER = "- {melding: gat kloof, reden: Achttien komt hier niet voor., door: beleid, op: 2026-11-24}\n"
GAP = table(
    "kloof", "precies_een", "leeftijd", "klasse",
    "{rij: jong, leeftijd: '< 18', klasse: 1}\n{rij: oud, leeftijd: '> 18', klasse: 2}",
)  # fmt: skip


def answered(path: Path, text: str) -> ReportAnswers:
    (path / FILE).write_text(text, encoding="utf-8")
    return read_answers(path)


def test_an_answer_stands_beside_its_report_and_is_no_rule(tmp_path: Path) -> None:
    path = folder(tmp_path, GAP)
    before = read_rules(path, "proef")
    answers = answered(path, ANSWER)
    proof = prove(read_rules(path, "proef"), TODAY)

    lines = list(proof.text(answers.reasons))

    assert proof.rule_set.hash == before.hash
    assert "gat kloof" not in [report.key for report in proof.unanswered(answers.reasons)]
    assert "    Beantwoord: Achttien komt hier niet voor." in lines
    assert list(answers.stale(proof.keys, KINDS)) == []


def test_an_answer_without_a_report_is_reported_itself(tmp_path: Path) -> None:
    answers = answered(tmp_path, ANSWER + ANSWER.replace("gat kloof", "onbewaakt kloof jong"))

    stale = list(answers.stale(["gat kloven"], KINDS))

    assert [str(issue) for issue in stale] == [
        f"{FILE}:1  'gat kloof' wordt niet meer gemeld.\n    Bedoelt u 'gat kloven'?"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ANSWER * 2, "De melding 'gat kloof' staat er al op regel 1."),
        (ANSWER.replace("Achttien komt hier niet voor.", "''"), "leeg"),
        (ANSWER.replace(", op: 2026-11-24", ""), "'op' ontbreekt"),
        ("gat kloof: goed\n", "Dit bestand is een lijst"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        answered(tmp_path, text)

    assert said in str(refused.value)


def test_no_file_is_no_answer(tmp_path: Path) -> None:
    assert read_answers(tmp_path) == ReportAnswers()


# --- the real rules -------------------------------------------------------------------------------------------


def test_no_table_of_the_real_rules_leaves_a_household_without_a_row_or_with_two() -> None:
    rule_set = read_rules(RULES, MUNICIPALITY)
    reports = [report for item in rule_set.tables for report in table_reports(rule_set, item, TODAY)]
    answers = read_answers(RULES)

    left = [report.key for report in reports if report.kind is not ReportKind.NOT_HERE]

    assert answers.unanswered(left) == []
