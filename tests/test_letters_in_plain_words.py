"""What a document says to who reads it: what is paid, what is less, what is still open, and what words mean."""

from dataclasses import replace
from typing import Any

import pytest

from budget_engine.decision import ClaimDecision, Result
from budget_engine.letter.content import Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Fault
from budget_engine.letter.made import Made, covers_of, documents_of, reports_of, summaries_of
from budget_engine.letter.plain import plain
from tests.dossiers import CASES, DENISE, FAMILY, LOTTE, RONALD
from tests.test_letter_kinds import checked, documents
from tests.test_letters import dossier, reworded
from tests.test_letters_as_decided import with_claims

PAYS = "Wat betaalt u zelf?"


def made(name: str, of: Dossier) -> Made:
    """Make one document, and no others."""
    kinds = {"kort": summaries_of, "begeleidende": covers_of, "verslag": reports_of}
    return next(one for one in kinds.get(name.split("-")[0], documents_of)(of) if one.name == name)


def paying(of: Dossier, **own: str | None) -> Dossier:
    """Change what is paid under laws."""
    parts = tuple(
        part.model_copy(update={"own_contribution": own.get(part.law, part.own_contribution)})
        for part in of.decision.part_decisions
    )
    return replace(of, decision=of.decision.model_copy(update={"part_decisions": parts}))


def decided(of: Dossier, claim: str, **changes: Any) -> Dossier:
    """Change what is decided about one provision."""

    def changed(item: ClaimDecision) -> ClaimDecision:
        return item.model_copy(update=changes) if item.claim == claim else item

    return with_claims(of, changed)


def under(words: str, heading: str) -> str:
    """Give what stands under a heading, up to the next."""
    return words.split(f"{heading}\n\n")[1].split("\n\n")[0]


def faults(name: str, of: Dossier) -> set[Fault]:
    return {one.fault for one in made(name, of).blocked}


# --- what somebody pays -----------------------------------------------------------------------------------------


def test_nothing_is_paid_only_where_every_law_says_so() -> None:
    of = paying(dossier(FAMILY), wmo="niets", participatiewet="geen.")

    assert under(plain(made("kort-erik", of).document), PAYS) == "- Niets."


@pytest.mark.parametrize("known", ["wmo", "participatiewet"])
def test_what_nobody_wrote_down_is_not_said_to_be_free(known: str) -> None:
    own: dict[str, str | None] = {"wmo": None, "participatiewet": None, known: "niets"}
    of = paying(dossier(FAMILY), **own)
    provisions = {
        "wmo": "Huishoudelijke hulp, Driewielfiets met trapondersteuning, in bruikleen en Regiotaxi dichtbij",
        "participatiewet": "Begeleiding op de werkplek, Geld voor uw werkgever en Regiotaxi naar het werk",
    }
    (other,) = provisions.keys() - {known}

    document = made("kort-erik", of)

    assert under(plain(document.document), PAYS).split("\n") == [
        f"- Voor deze hulp betaalt u niets: {provisions[known]}.",
        f"- In ons besluit staat niet of u betaalt voor: {provisions[other]}. Bel ons als u dit wilt weten.",
    ]
    assert not document.blocked


def test_a_summary_that_makes_all_free_where_one_law_does_not_blocks() -> None:
    of = paying(dossier(FAMILY), wmo=None, participatiewet="niets")

    def free(text: Text) -> Text | None:
        if text.words.startswith("In ons besluit staat niet"):
            return None
        is_free = text.words.startswith("Voor deze hulp betaalt u niets")
        return replace(text, words="Niets.") if is_free else text

    document = reworded(made("kort-erik", of).document, free)

    assert under(plain(document), PAYS) == "- Niets."
    assert {one.fault for one in checked(document, of)} == {Fault.DECIDED}


def test_a_law_by_which_nothing_comes_says_nothing_of_what_is_paid() -> None:
    of = paying(dossier(FAMILY), wmo="niets", participatiewet=None)
    for claim in ("a-jobcoach", "a-loonkosten", "a-taxi-werk-slecht-weer"):
        of = decided(of, claim, result=Result.REFUSED, lines=(), condition=None)

    assert under(plain(made("kort-erik", of).document), PAYS) == "- Niets."


def test_each_price_has_a_line_of_its_own() -> None:
    lines = under(plain(made("kort-erik", dossier(FAMILY)).document), PAYS).split("\n")

    assert max(line.count("€") for line in lines) == 1
    assert not [line for line in lines if line.lower().startswith("- niets") and "€" in line]


# --- what is less, and what waits ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("result", "short", "letter", "awaited"),
    [
        (
            Result.PARTLY,
            "Dit is niet alles wat is gevraagd. In de brief staat waarom.",
            "U krijgt een deel van wat is gevraagd:",
            "U krijgt onder een voorwaarde een deel van wat is gevraagd:",
        ),
        (
            Result.LOWERED,
            "Dit is minder dan nu. In de brief staat waarom.",
            "U krijgt minder dan nu:",
            "U krijgt onder een voorwaarde, en minder dan nu:",
        ),
    ],
)
def test_what_is_less_is_said_in_the_summary_and_a_condition_in_every_letter(
    result: Result, short: str, letter: str, awaited: str
) -> None:
    sure = decided(dossier(FAMILY), "a-huishouden", result=result)
    waiting = decided(sure, "a-huishouden", condition="de meting is klaar")

    for of, said in ((sure, letter), (waiting, awaited)):
        summary = plain(made("kort-erik", of).document)
        assert f"- Thuis: Huishoudelijke hulp\n  {short}\n" in summary
        for name in ("erik-wmo", "begeleidende-brief-erik"):
            assert f"{said} Huishoudelijke hulp." in plain(made(name, of).document)
        assert faults("erik-wmo", of) <= {Fault.AMOUNT}
        assert faults("begeleidende-brief-erik", of) <= {Fault.AMOUNT}
        assert faults("kort-erik", of) <= {Fault.AMOUNT, Fault.LENGTH}


def test_a_summary_that_hides_that_it_is_less_blocks() -> None:
    of = decided(dossier(FAMILY), "a-huishouden", result=Result.PARTLY)
    told = "Dit is niet alles wat is gevraagd. In de brief staat waarom.\n"

    document = reworded(
        made("kort-erik", of).document, lambda text: replace(text, words=text.words.replace(told, ""))
    )

    assert Fault.DECIDED in {one.fault for one in checked(document, of)}


def test_what_waits_and_says_nothing_of_what_happens_announces_nothing() -> None:
    of = decided(dossier(FAMILY), "a-jobcoach", activities=None)

    document = made("kort-erik", of)

    item = plain(document.document).split("- Werk: Begeleiding op de werkplek\n")[1].split("\n-")[0]
    assert "Gaat het door?" not in item
    assert "Het is dan van 4 januari 2027 tot en met 31 december 2027." in item
    assert not document.blocked


# --- words that are hard ----------------------------------------------------------------------------------------


def test_a_hard_word_is_explained_in_the_form_in_which_it_stands_there_and_only_once() -> None:
    ronald, sem = (
        made(name, dossier(of)).document for name, of in (("kort-ronald", RONALD), ("kort-sem", FAMILY))
    )

    assert "- in natura: hulp van een organisatie" in plain(ronald)
    assert "persoonsgebonden budget" not in plain(ronald)
    assert "Dit is een pgb: geld waarmee u zelf de hulp regelt." in plain(sem)
    assert "Wat betekent dit woord?" not in plain(sem)


def test_what_the_dentist_does_is_explained() -> None:
    words = plain(made("kort-denise", dossier(DENISE)).document)

    assert "- saneren: " in words
    assert "- frameprothese: " in words


# --- who says what ----------------------------------------------------------------------------------------------


def test_who_sees_something_otherwise_is_told_beside_what_we_go_by() -> None:
    noor, family = (made(name, dossier(FAMILY)).document for name in ("verslag-noor", "erik-wmo"))

    assert "Wat kan Noor aan? Wij gaan uit van: zit aan de grens. Noor en Anouk zien dit anders" in plain(
        noor
    )
    assert "Wij gaan uit van: huisgenoten kunnen deze hulp niet geven. Noor" in plain(family)


def test_what_is_not_known_says_what_it_is_about() -> None:
    words = plain(made("verslag-lotte", dossier(LOTTE)).document)

    assert (
        "- Tot en met welke dag is deze steun er? (Dit gaat over: Opa Gerard haalt op woensdag op.)" in words
    )


def test_each_parent_who_has_custody_signs_for_themselves() -> None:
    words = plain(made("verslag-lotte", dossier(LOTTE)).document)

    assert (
        "- Naam: Saskia, ouder of verzorger van Lotte\n- Naam: Jeroen, ouder of verzorger van Lotte\n"
        in words
    )


def test_one_letter_is_not_spoken_of_as_more() -> None:
    for folder in (DENISE, RONALD, LOTTE):
        (cover,) = covers_of(dossier(folder))
        assert "In de brief staat hoe u bezwaar maakt" in plain(cover.document)
    assert "In elke brief staat hoe u bezwaar maakt" in plain(
        made("begeleidende-brief-erik", dossier(FAMILY)).document
    )


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_document_promises_what_nobody_decided(folder: Any) -> None:
    for one in documents(folder):
        words = plain(one.document)
        for promise in ("regelen wij iets anders", "Wij zoeken vervoer", "als opa uitvalt", "valt hij uit"):
            assert promise not in words, one.name


def test_the_summary_gives_the_right_to_object_before_anything_else() -> None:
    sent = under(plain(made("kort-erik", dossier(FAMILY)).document), "Bent u het niet eens met ons?")

    assert sent.startswith("U kunt bezwaar maken tot en met 5 januari 2027.")
    assert sent.endswith("U mag ons ook eerst bellen. De dag blijft dan hetzelfde.")


def test_a_municipality_that_begins_with_a_small_letter_keeps_its_capital() -> None:
    of = dossier(FAMILY)
    of = replace(of, rule_set=replace(of.rule_set, municipality="'s-Gravenhage"))

    for name in ("erik-wmo", "begeleidende-brief-erik"):
        assert "wethouders van 's-Gravenhage,\n" in plain(made(name, of).document)


def test_rules_that_are_older_than_a_text_are_told_apart_from_a_municipality_that_wrote_none() -> None:
    of = dossier(FAMILY)
    older = tuple(text for text in of.rule_set.letter_texts if text.piece not in ("als", "bezwaar-hoe"))

    found = made("erik-wmo", replace(of, rule_set=replace(of.rule_set, letter_texts=older))).blocked

    hints = {one.text: one.hint for one in found if one.fault is Fault.WORDS}
    assert "neem een nieuw besluit met de regels van nu" in hints["De tekst 'als' ontbreekt."]
    assert "Vraag wie de regels van de gemeente beheert" in hints["De tekst 'bezwaar-hoe' ontbreekt."]
