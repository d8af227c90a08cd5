"""What is written wrongly in a test is refused, with how to write it."""

import pytest

from budget_engine.errors import Problem
from budget_engine.language.expr import FactRef
from budget_engine.language.fact import EntityKind
from budget_engine.language.measure import Vocabulary
from budget_engine.language.reading import Reader
from tests.notation import DECLARED, rules_of

UNITS = """
- {feit: wacht, voor: persoon, soort: getal, eenheid: weken, vraag: Hoe lang?, wie: [inwoner]}
- {feit: reis, voor: persoon, soort: duur, vraag: Hoe lang?, wie: [inwoner]}
- {feit: deel, voor: persoon, soort: aandeel, vraag: Welk deel?, wie: [inwoner]}
- {feit: hulp, voor: persoon, soort: keuze, keuzes: [natura, pgb, geen], vraag: Welke?, wie: [inwoner]}
"""
VOCABULARY = Vocabulary(rules_of(DECLARED, UNITS).fact)


def problems(fact: str, text: str) -> list[Problem]:
    found: list[Problem] = []
    Reader(VOCABULARY, EntityKind.PERSON, found).test(FactRef(fact), text, ())
    return found


@pytest.mark.parametrize(
    ("fact", "text", "hint"),
    [
        ("leeftijd", "=> 18", "Schrijf '>= 18'."),
        ("leeftijd", "≤ 18", "Schrijf '<= 18'."),
        ("leeftijd", "niet == 18", "Schrijf '= 18'."),
        ("leeftijd", "18 - 65", "Schrijf 18..65."),
        ("leeftijd", "18-65", "Schrijf 18..65."),
        ("leeftijd", "65..18", "Schrijf 18..65."),
        ("leeftijd", "18..", "Schrijf '>= 18'."),
        ("leeftijd", "..65", "Schrijf '<= 65'."),
        ("leeftijd", "18+", "Schrijf '>= 18'."),
        ("leeftijd", "18 jaar en ouder", "Schrijf '>= 18'."),
        ("leeftijd", "> 18 en < 65", "Schrijf een bereik, zoals 18..65."),
        ("leeftijd", "< 18 of > 65", "Zet er een komma tussen, zoals '< 18, > 65'."),
        ("leeftijd", "-1", "Schrijf een getal onder nul tussen haakjes, zoals (0 - 1)."),
        ("leeftijd", ">= -1", "Schrijf een getal onder nul tussen haakjes, zoals (0 - 1)."),
        ("leeftijd", "-1..5", "Schrijf een getal onder nul tussen haakjes, zoals (0 - 1)."),
        ("leeftijd", "> Grens", "Namen hebben kleine letters."),
        ("wacht", "> 6 week", "Schrijf 6 weken of 6."),
        ("reis", "1 uur - 2 uur", "Schrijf 1 uur..2 uur."),
        ("aanvraag_op", "2026-01-01 - 2026-03-01", "Schrijf 2026-01-01..2026-03-01."),
        ("aanvraag_op", "2026-03-01..2026-01-01", "Schrijf 2026-01-01..2026-03-01."),
        ("hulp", "PGB", "Bedoelt u 'pgb'?"),
        ("hulp", "bgp", "Kies uit: geen, natura, pgb."),
        ("hulp", "pgb of natura", "Zet een komma tussen keuzes: 'pgb, natura'."),
        ("bekend", "Ja", "Schrijf ja of nee."),
        ("bekend", "true", "Schrijf ja of nee."),
    ],
)
def test_a_slip_is_refused_with_how_to_write_it(fact: str, text: str, hint: str) -> None:
    assert [problem.hint for problem in problems(fact, text)] == [hint]


@pytest.mark.parametrize(
    ("fact", "text", "said"),
    [
        (
            "leeftijd",
            "> 1 + {aantal: {over: persoon.steun}}",
            "'1 + {aantal: {over: persoon.steun}}' kan niet",
        ),
        ("inkomen", "> 13.5", "'13.5' is geen bedrag."),
        ("inkomen", "> € 1000", "'€ 1000' is geen bedrag."),
        ("reis", "90", "'90' is geen duur."),
        ("deel", "> 60", "'60' is geen aandeel."),
        ("leeftijd", "> 18,5", "'18,5' is geen geheel getal."),
        ("aanvraag_op", ">= 01-02-2026", "'01-02-2026' is geen datum."),
        ("aanvraag_op", ">= 2026-02-30", "'2026-02-30' staat niet op de kalender."),
        ("hulp", "pgp", "'pgp' is geen keuze bij 'hulp'."),
        ("leeftijd", "> ", "Achter '>' ontbreekt een waarde."),
        ("hulp", "", "Hier ontbreekt een waarde."),
    ],
)
def test_a_value_is_refused_by_the_kind_of_what_stands_left(fact: str, text: str, said: str) -> None:
    (problem,) = problems(fact, text)

    assert problem.text.startswith(said)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("leeftijd", "18..65"),
        ("leeftijd", "< 18, > 65"),
        ("leeftijd", "> 20 - 2"),
        ("leeftijd", "niet (0 - 1)"),
        ("leeftijd", "(0 - 1)..5"),
        ("wacht", "> grootste(wacht, 6 weken)"),
        ("aanvraag_op", "> later(peildatum, 2 weken)"),
        ("aanvraag_op", "later(peildatum, 2 weken)..later(peildatum, 4 weken), 2026-01-01"),
        ("wacht", "> 6 weken"),
        ("inkomen", "< 1.000,00"),
        ("hulp", "niet pgb, natura"),
        ("bekend", "veilig"),
    ],
)
def test_what_is_written_well_is_no_slip(fact: str, text: str) -> None:
    assert problems(fact, text) == []
