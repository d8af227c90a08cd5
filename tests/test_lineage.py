"""Of every finding: where it stands, and who set the figures it rests on."""

from datetime import date

from budget_engine.assessment import Finding
from budget_engine.language.register import Level
from budget_engine.weighing import weigh
from tests.notation import DECLARED, case_of, rules_of
from tests.sealed import Shell, case_file
from tests.small_world import VAN_WETERING

FIGURES = """
- {parameter: grens, soort: getal, bereik: 0..100, titel: Vanaf hoeveel jaar?}
- {waarde: grens, is: 18, geldig_van: 2020-01-01, grondslag: {wet: Testwet, artikel: '1'}}
- waarde: grens
  is: 21
  gemeente: proef
  geldig_van: 2026-01-01
  geldig_tot: 2026-12-31
  url: https://proef.voorbeeld/verordening
  zekerheid: M
  grondslag: {klasse: beleid, beleidssoort: binnenwettelijk, wet: Testwet, artikel: artikel 3 verordening,
    niveau: verordening, vastgesteld_door: de raad, bekendmaking: Gemeenteblad 2025 nummer 9,
    in_werking: 2026-01-01}
- {parameter: leeg, soort: getal, bereik: 0..100, titel: Wat niemand invulde}
- {opzoeklijst: tarieven, soort: bedrag, titel: Het tarief, sleutels: [soort_hulp]}
- rijen_van: tarieven
  geldig_van: 2026-01-01
  grondslag: {wet: Testwet, artikel: '2'}
  rijen: [{soort_hulp: licht, is: "10,00"}, {soort_hulp: zwaar, is: "15,00"}]
- {feit: prijs, voor: vraag, soort: bedrag, afgeleid: ja}
- {afleiding: prijs, is: opzoeken(tarieven), peilmoment: besluit}
"""
ONE = """
personen: [{id: p, feiten: {leeftijd: 30}}]
vragen: [{id: v, persoon: p, domein: thuis, feiten: {soort_hulp: zwaar, dringend: ja}}]
"""


def found(condition: str, entity: str = "persoon", on: date = date(2026, 6, 1)) -> Finding:
    """Give the one finding of a rule with a condition, from the small case of this file."""
    written = f"""
- regel: r
  slug: let-op
  voor: {entity}
  titel: Een regel
  als: {condition}
  dan: {{effect: aandachtspunt, tekst: Let op., inwoner: Let op.}}
  grondslag: {{klasse: beleid, beleidssoort: binnenwettelijk, wet: Testwet, artikel: '7', niveau: beleidsregel,
    vastgesteld_door: het college, bekendmaking: Gemeenteblad 2025 nummer 3, in_werking: 2026-01-01}}
  peilmoment: besluit
  geldig_van: 2026-01-01
"""
    rule_set = rules_of(DECLARED, FIGURES, written, municipality="proef")
    (finding,) = weigh(case_of(ONE, rule_set), rule_set, on).assessment.findings
    return finding


def test_a_finding_says_at_which_level_it_stands_and_who_decided_it() -> None:
    basis = found("{leeftijd: '>= 18'}").legal_basis

    assert (basis.level, basis.decided_by) == (Level.POLICY_RULE, "het college")
    assert (basis.publication, basis.in_force) == ("Gemeenteblad 2025 nummer 3", date(2026, 1, 1))


def test_a_figure_of_the_municipality_leads_to_the_decision_that_set_it() -> None:
    (figure,) = found("{leeftijd: '>= grens'}").figures

    assert (figure.name, figure.given, figure.municipality) == ("grens", "21", "proef")
    assert (figure.valid_from, figure.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (figure.url, figure.confidence) == ("https://proef.voorbeeld/verordening", "M")
    assert figure.legal_basis is not None
    assert figure.legal_basis.decided_by == "de raad"


def test_after_its_end_the_national_figure_is_named_instead() -> None:
    (figure,) = found("{leeftijd: '>= grens'}", on=date(2027, 1, 1)).figures

    assert (figure.given, figure.municipality) == ("18", None)
    assert figure.legal_basis is not None
    assert (figure.legal_basis.article, figure.legal_basis.decided_by) == ("1", None)


def test_an_amount_of_a_list_names_its_row_also_behind_a_derived_fact() -> None:
    (figure,) = found("{prijs: '> 12,00'}", "vraag").figures

    assert (figure.name, figure.given, figure.listed_for) == ("tarieven", "15,00", {"soort_hulp": "zwaar"})
    assert figure.legal_basis is not None
    assert figure.legal_basis.article == "2"


def test_a_figure_without_a_value_is_asked_and_not_named() -> None:
    finding = found("{leeftijd: '>= leeg'}")

    assert finding.holds is None
    assert finding.figures == ()
    assert [lack.asked_fact for lack in finding.missing] == ["leeg"]


def test_a_figure_that_decided_nothing_is_not_named() -> None:
    assert found("{een_van: [{dringend: ja}, {prijs: '> 90,00'}]}", "vraag").figures == ()


def test_a_figure_that_is_read_twice_is_named_once() -> None:
    assert len(found("{alle: [{leeftijd: '>= grens'}, {leeftijd: '> grens'}]}").figures) == 1


TERM = """
- {feit: ontvangen_op, voor: zaak, soort: datum, vraag: Wanneer?, wie: [consulent]}
- {feit: besloten_op, voor: zaak, soort: datum, vraag: Wanneer besloten?, wie: [consulent]}
- regel: r
  slug: op-tijd
  voor: zaak
  titel: Beslis op tijd
  als: {vastgelegd: ontvangen_op}
  dan: {effect: termijn, tekst: Beslis., inwoner: Wij beslissen., uiterlijk: 'termijn(ontvangen_op, grens)',
    gehaald: besloten_op}
  grondslag: {wet: Testwet, artikel: '8'}
  peilmoment: besluit
  geldig_van: 2026-01-01
- {bevinding: op-tijd, ernst: termijn}
"""


def term_of(facts: str) -> Finding:
    rule_set = rules_of(
        DECLARED,
        FIGURES.replace("bereik: 0..100, titel: Vanaf", "eenheid: weken, bereik: 0..100, titel: Vanaf"),
        TERM,
        municipality="proef",
    )
    case = case_of(f"zaak: {{feiten: {{{facts}}}}}", rule_set)
    (finding,) = weigh(case, rule_set, date(2026, 6, 1)).assessment.findings
    return finding


def test_a_term_rests_on_the_figure_and_the_answers_behind_its_last_day() -> None:
    finding = term_of("ontvangen_op: 2026-05-01")

    assert finding.day == date(2026, 9, 25)
    assert [figure.name for figure in finding.figures] == ["grens"]
    assert [ground.asked_fact for ground in finding.decisive] == ["besloten_op", "ontvangen_op", "peildatum"]


def test_a_term_is_disputed_as_soon_as_the_day_it_runs_from_is() -> None:
    day = "ontvangen_op: {waarde: 2026-05-01, herkomst: document, bewijs: brief, betwist: {door: Erik}}"

    assert term_of(day).is_disputed


def test_a_worker_reads_since_when_a_figure_holds_and_what_a_row_is_for(shell: Shell) -> None:
    said = shell(
        "uitleg", case_file(VAN_WETERING), "jaarkosten_laag", "a-huishouden-tante", "--op", "2026-11-24"
    )

    _, figures = said.out.split("Cijfers waar dit op rust:\n")
    assert "€ 21,10 (voorbeeldgemeente, vanaf 1 januari 2026)" in figures
    assert "huishoudelijke_hulp" not in figures


def test_a_worker_reads_whose_figure_it_is_in_the_explanation(shell: Shell) -> None:
    rule, claim = "crvb-gebruikelijke-hulp-beleid", "a-huishouden"

    said = shell("uitleg", case_file(VAN_WETERING), rule, claim, "--op", "2026-11-24")

    _, figures = said.out.split("Cijfers waar dit op rust:\n")
    assert "? ja (voorbeeldgemeente, vanaf 1 januari 2026)" in figures
    assert "vastgesteld door college (fictief); Gemeenteblad 2025, nummer 1210 (fictief)" in figures
    assert "in werking sinds 1 januari 2026" in figures
