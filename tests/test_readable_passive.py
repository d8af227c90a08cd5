"""The passive voice, on sentences made by hand: twenty that have it and twenty that only look like it."""

import pytest

from budget_engine.readable.passive import passive
from budget_engine.readable.splitting import Split

PASSIVE = [
    ("Uw aanvraag wordt door de gemeente behandeld.", "wordt behandeld"),
    ("De hulp werd vorige week stopgezet.", "werd stopgezet"),
    ("Er is besloten dat u minder uren krijgt.", "is besloten"),
    ("De kosten worden niet vergoed.", "worden vergoed"),
    ("Het bedrag is gisteren overgemaakt.", "is overgemaakt"),
    ("U wordt verzocht het formulier in te vullen.", "wordt verzocht"),
    ("De rekening kan door u zelf betaald worden.", "betaald worden"),
    ("Wij schrijven u omdat uw indicatie wordt verlengd.", "wordt verlengd"),
    ("De brief die door de consulent is geschreven, ligt klaar.", "is geschreven"),
    ("Uw bezwaar zal binnen zes weken worden beoordeeld.", "worden beoordeeld"),
    ("De afspraken zijn samen met uw zoon gemaakt.", "zijn gemaakt"),
    ("Het gesprek werd gevoerd bij u thuis.", "werd gevoerd"),
    ("Deze regels zijn vastgesteld door de gemeenteraad.", "zijn vastgesteld"),
    ("Het verslag wordt naar u toegestuurd.", "wordt toegestuurd"),
    ("De woning is onderzocht op schimmel.", "is onderzocht"),
    ("Uw gegevens worden vertrouwelijk bewaard.", "worden bewaard"),
    ("Als de voorziening wordt ingetrokken, krijgt u een brief.", "wordt ingetrokken"),
    ("De aanvraag is afgewezen.", "is afgewezen"),
    ("Er wordt gekeken naar wat u zelf kunt.", "wordt gekeken"),
    ("De scootmobiel moet voor de winter gebracht zijn.", "gebracht zijn"),
]

ACTIVE = [
    "Wij betalen de hulp elke maand.",
    "De zoon van mevrouw is vorig jaar verhuisd.",
    "U bent bekend bij het wijkteam.",
    "Hij heeft zijn aanvraag ingetrokken.",
    "Zij is tevreden over de hulp.",
    "Het wordt tijd voor een nieuw gesprek.",
    "Vader wordt snel moe van lezen.",
    "De hulp is in maart begonnen.",
    "U heeft recht op begeleiding.",
    "Het besluit is een brief met uitleg.",
    "Mevrouw heeft de was gedaan.",
    "Zijn kosten zijn hoger dan vorig jaar.",
    "Wij hebben uw brief ontvangen.",
    "De situatie is in een jaar veranderd.",
    "Hij is geweest bij de huisarts en heeft medicijnen gekregen.",
    "U krijgt een bericht zodra wij meer weten.",
    "De vader is ziek, maar hij heeft de kinderen gebracht.",
    "Zij werd boos omdat de bus te laat kwam.",
    "De gesprekken zijn altijd op dinsdag.",
    "Het gezin is bereid om mee te werken.",
]


def found(text: str) -> list[str]:
    return [f"{one.text} {other.text}" for piece in Split(text).pieces for one, other in passive(piece.words)]


@pytest.mark.parametrize(("sentence", "told"), PASSIVE)
def test_a_passive_is_seen_with_its_two_words(sentence: str, told: str) -> None:
    assert found(sentence) == [told]


@pytest.mark.parametrize("sentence", ACTIVE)
def test_an_active_sentence_is_left_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_there_are_twenty_of_each() -> None:
    assert (len(PASSIVE), len(ACTIVE)) == (20, 20)


def test_each_clause_has_its_own() -> None:
    assert found("De hulp wordt gestopt, omdat het bedrag niet is betaald.") == [
        "wordt gestopt",
        "is betaald",
    ]
