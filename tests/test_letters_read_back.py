"""Documents in which anything around the decision was changed: head, foot, reasons, findings and what people said."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget_engine.decision import ClaimDecision
from budget_engine.letter.content import Anchor, Document, Listed, Paragraph, Section, Source, Table, Text
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.faults import Fault
from budget_engine.letter.plain import plain
from budget_engine.weighing import weigh
from tests.dossiers import CASES, FAMILY
from tests.test_letter_kinds import checked, made, with_text, without
from tests.test_letters import dossier, reworded
from tests.test_letters_as_decided import faults_after, with_claims

(YOUTH,) = (folder for folder in CASES if folder.name.startswith("004"))
COVER = "begeleidende-brief-erik"


@cache
def unsent() -> Dossier:
    """Give the dossier of the family before anything was sent."""
    of = dossier(FAMILY)
    matter = of.case.matter
    facts = {name: answers for name, answers in matter.facts.items() if name != "verzending_datum"}
    case = of.case.model_copy(update={"matter": matter.model_copy(update={"facts": facts})})
    return replace(of, case=case, weighing=weigh(case, of.rule_set, of.decision.on))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Ons besluit over uw aanvraag (Wmo 2015)", "Ons besluit over uw aanvraag (Participatiewet)"),
        ("Aan: Erik", "Aan: Sem"),
        ("Beste Erik", "Beste Wim"),
        ("Zaaknummer: gezin-001", "Zaaknummer: denise-002"),
        ("Datum: 24 november 2026", "Datum: 1 juli 2027"),
        ("op 12 november 2026", "op 1 januari 2027"),
        ("regels: Wmo 2015", "regels: Participatiewet"),
        ("M. Aydin, consulent", "J. Terpstra, medewerker werk en inkomen"),
        ("000 - 000 00 00", "0900 - 1234"),
        ("“Zelf weg kunnen.”", "“Ik wil niets.”"),
        ("Waarom wij dit besluiten", "Waarom u hier niets tegen kunt doen"),
    ],
)
def test_the_head_and_the_foot_of_a_letter_are_those_of_its_decision(right: str, wrong: str) -> None:
    document, of = made("erik-wmo", dossier(FAMILY)).document, dossier(FAMILY)
    titled = replace(document, title=document.title.replace(right, wrong))
    sections = tuple(
        replace(part, heading=part.heading and part.heading.replace(right, wrong)) for part in titled.sections
    )
    changed = reworded(
        replace(titled, sections=sections), lambda text: replace(text, words=text.words.replace(right, wrong))
    )

    assert plain(changed) != plain(document), "nothing was changed"
    assert Fault.DECIDED in {found.fault for found in checked(changed, of)}


@pytest.mark.parametrize(
    "name",
    ["erik-wmo", COVER, "budgetplan-erik-wmo", "kort-erik", "verslag-erik"],
)
def test_no_text_of_head_or_foot_can_be_left_out_or_told_twice(name: str) -> None:
    of, document = dossier(FAMILY), made(name, dossier(FAMILY)).document
    fixed = (
        "afzender", "aan-zelf", "aanhef", "bezwaar-hoe", "bezwaar-inhoud", "contact", "ondertekening", "kort-brief",
        "begeleidend-inleiding", "begeleidend-brief", "begeleidend-gekozen", "begeleidend-bezwaar", "verwacht-van",
        "plan-inleiding", "plan-niet-samen", "verslag-inleiding", "verslag-tekenen", "besluit-inleiding",
    )  # fmt: skip
    texts = [
        text for text in document.texts() for piece in fixed if Anchor(Source.PIECE, (piece,)) in text.anchors
    ]
    assert texts

    for one in {text.words: text for text in texts}.values():
        gone = reworded(document, lambda text, gone=one: None if text is gone else text)
        assert checked(gone, of), one.words
        assert checked(with_text(document, one), of), one.words


@pytest.mark.parametrize(
    "words",
    [
        "Zaaknummer: gezin-001",
        "“Zelf weg kunnen.”",
        "Dit hebben wij niet gekozen",
        "Wat wij ook hebben bekeken",
    ],
)
def test_what_the_record_asks_for_is_not_left_out_of_a_letter(words: str) -> None:
    of, document = dossier(FAMILY), made("erik-wmo", dossier(FAMILY)).document
    changed = without(document, words)
    if words == "Wat wij ook hebben bekeken":
        kept = tuple(part for part in document.sections if part.heading != words)
        changed = replace(document, sections=kept)

    assert plain(changed) != plain(document)
    assert Fault.DECIDED in {found.fault for found in checked(changed, of)}


def test_the_conditions_of_a_part_decision_are_in_its_letter_and_its_plan_word_for_word() -> None:
    of = dossier(YOUTH)
    condition = next(words for part in of.decision.part_decisions for words in part.conditions)
    for name in ("lotte-jeugdwet", "budgetplan-lotte-jeugdwet"):
        document = made(name, of).document
        assert condition in plain(document)
        assert not checked(document, of)
        for changed in (
            without(document, condition),
            reworded(
                document,
                lambda text: replace(text, words=text.words.replace(condition, f"{condition} Altijd.")),
            ),
        ):
            assert Fault.DECIDED in {found.fault for found in checked(changed, of)}


# --- how to object ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Stuur uw bezwaar naar: college", "Bezwaar is niet mogelijk. college"),
        ("Raadhuisplein 0, 0000 AA Voorbeeldgemeente (verzonnen)", "het ziekenhuis"),
        ("Een ander mag u helpen.", "Niemand mag u helpen."),
        ("De termijn loopt wel door.", "De termijn stopt dan."),
    ],
)
def test_how_to_object_stands_there_as_it_was_written(right: str, wrong: str) -> None:
    assert Fault.OBJECTION in faults_after("erik-wmo", right, wrong)


@pytest.mark.parametrize("name", ["erik-wmo", "kort-erik"])
def test_as_long_as_nothing_was_sent_somebody_has_six_weeks(name: str) -> None:
    of = unsent()
    document = made(name, of).document
    said = next(text.words for text in document.texts() if "zes weken" in text.words)
    shorter = reworded(
        document, lambda text: replace(text, words=text.words.replace("zes weken", "twee weken"))
    )

    assert not checked(document, of)
    for changed in (shorter, without(document, said)):
        assert Fault.OBJECTION in {found.fault for found in checked(changed, of)}


def test_the_letter_on_top_says_where_it_stands_how_to_object() -> None:
    of, document = dossier(FAMILY), made(COVER, dossier(FAMILY)).document

    assert Fault.OBJECTION in {found.fault for found in checked(without(document, "hoe u bezwaar maakt"), of)}
    assert Fault.OBJECTION in faults_after(COVER, "hoe u bezwaar maakt", "dat u geen bezwaar maakt")


# --- the letter on top and the report -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("Wij kozen voor: Eén plan", "Wij kozen voor: De gewone route", Fault.DECIDED),
        ("komt Anouk op adem, kan Erik aan het werk", "kan niemand aan het werk", Fault.DECIDED),
        ("Anouk had liever één budget voor alles.", "Iedereen is het eens.", Fault.DECIDED),
        ("de zorgverzekeraar", "de gemeente", Fault.DECIDED),
        ("M. Aydin, consulent", "X. Y, burgemeester", Fault.DECIDED),
        ("Als er niets verandert", "Alles bij het oude", Fault.DECIDED),
        ("De brief voor: Participatiewet", "De brief voor: Jeugdwet", Fault.DECIDED),
        ("ook over: Sem", "ook over: Noor", Fault.DECIDED),
        ("want niemand kan rijden", "want iedereen kan rijden", Fault.REASON),
    ],
)
def test_the_letter_on_top_says_what_was_chosen_and_why(right: str, wrong: str, fault: Fault) -> None:
    assert fault in faults_after(COVER, right, wrong)


def test_two_wishes_that_change_reasons_block_the_letter_on_top() -> None:
    of = dossier(FAMILY)
    one, other = (wish.reasons.rstrip(".") for wish in of.decision.not_granted[:2])

    def swapped(text: Text) -> Text:
        return replace(text, words=text.words.replace(one, "\0").replace(other, one).replace("\0", other))

    changed = reworded(made(COVER, of).document, swapped)

    assert {found.fault for found in checked(changed, of)} == {Fault.REASON}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Zit aan de grens", "Kan meer aan"),
        ("Hiermee krijgt elke vraag een antwoord", "Hiermee krijgt niet elke vraag een antwoord"),
        ("want niemand kan rijden", "want iedereen kan rijden"),
        ("consulent op 2 november 2026", "Anouk op 2 november 2026"),
        ("Na een half jaar een contract", "Een contract mag nooit"),
        ("Zelf naar de kwekerij, 8,6 km", "Naar de kwekerij hoeft niet"),
        ("Kookt drie keer per week", "Kookt elke dag"),
        ("Te doen.", "Licht."),
        ("Wie deze steun geeft, kan het volhouden", "Wie deze steun geeft, kan het niet volhouden"),
        ("Hulp bij het werk kan niet als pgb", "Hulp bij het werk kan altijd als pgb"),
        ("Dit hoort bij: 'De gewone route' en 'Eén plan'", "Dit hoort bij: 'Eén plan'"),
        ("Huishoudelijke hulp door Mirjam (Wmo 2015)", "Huishoudelijke hulp door Wim (Wmo 2015)"),
        ("Mirjam blijft de zaterdagen doen", "Mirjam wil niets meer doen"),
        ("Op 6 oktober 2026 vertelden wij dat u", "Op 15 oktober 2026 vertelden wij dat u"),
        ("Gezien, niet op alle punten mee eens", "Gezien en mee eens"),
        ("Is het eigen risico van de zorgverzekering dit jaar al op?", "Erik krijgt dus niets."),
        ("M. Aydin", "J. Terpstra"),
    ],
)
def test_a_report_says_what_was_answered_and_judged_and_by_whom(right: str, wrong: str) -> None:
    assert Fault.DECIDED in faults_after("verslag-erik", right, wrong)


def test_an_option_is_not_left_out_of_a_report() -> None:
    of, document = dossier(FAMILY), made("verslag-erik", dossier(FAMILY)).document
    changed = reworded(document, lambda text: None if text.words.startswith("De gewone route.") else text)

    assert Fault.DECIDED in {found.fault for found in checked(changed, of)}


# --- disputes, findings and texts that nobody accounts for -----------------------------------------------------


@pytest.mark.parametrize("name", ["erik-wmo", "verslag-erik"])
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Noor en Anouk zien dit anders", "Wim ziet dit anders"),
        ("Ook wat Noor nu doet is eigenlijk te veel", "het gaat goed"),
        (
            "Ook wat Noor nu doet is eigenlijk te veel",
            "Ook wat Noor nu doet is eigenlijk te veel. Deze hulp stopt dus",
        ),
        ("in redelijkheid worden verwacht", "echt niet worden verwacht"),
    ],
)
def test_a_dispute_is_of_who_said_it_and_in_their_words(name: str, right: str, wrong: str) -> None:
    assert Fault.DISPUTE in faults_after(name, right, wrong)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("Awb, 3:2", "Wmo 2015, 2.3.5"), ("als het advies goed is", "altijd"), ("de wet:", "een brief:")],
)
def test_a_finding_stands_in_the_words_of_its_rule_with_where_it_is_written(right: str, wrong: str) -> None:
    of, document = dossier(FAMILY), made("erik-wmo", dossier(FAMILY)).document

    def change(text: Text) -> Text:
        is_finding = any(anchor.source is Source.FINDING for anchor in text.anchors)
        return replace(text, words=text.words.replace(right, wrong)) if is_finding else text

    assert Fault.DECIDING in {found.fault for found in checked(reworded(document, change), of)}


EVERY = ("erik-wmo", COVER, "budgetplan-erik-wmo", "kort-erik", "verslag-erik")
OWN = Anchor(Source.CLAIM, ("a-huishouden",))


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    "text",
    [
        Text("U krijgt niet: Huishoudelijke hulp."),
        Text("U krijgt niet: Huishoudelijke hulp.", (OWN,)),
        Text("Huishoudelijke hulp. Deze hulp stopt na 13 weken.", (OWN,)),
        Text("U krijgt niet: Huishoudelijke hulp.", (Anchor(Source.PIECE, ("geweigerd",)),)),
        Text("Dit krijgt u niet: Huishoudelijke hulp.", (Anchor(Source.PIECE, ("kort-niet",)),)),
        Text("Zelf weg kunnen mag niet.", (Anchor(Source.WISH, ("v-dichtbij",)),)),
        Text("Erik kan alles.", (Anchor(Source.FACT, ("erik", "draagkracht")),)),
        Text("Dit staat vast.", (Anchor(Source.PIECE, ("dit-kent-niemand",)),)),
    ],
    ids=lambda text: "-".join(anchor.source for anchor in text.anchors) or "los",
)
def test_a_text_that_nobody_accounts_for_blocks_every_kind(name: str, text: Text) -> None:
    of = dossier(FAMILY)

    assert checked(with_text(made(name, of).document, text), of)


@pytest.mark.parametrize(
    "anchors", [(), (Anchor(Source.CLAIM, ("a-wilgenhof",)),)], ids=["los", "van een ander"]
)
@pytest.mark.parametrize("name", ["erik-wmo", "budgetplan-erik-wmo"])
def test_a_row_that_belongs_to_no_provision_blocks(name: str, anchors: tuple[Anchor, ...]) -> None:
    of, document = dossier(FAMILY), made(name, dossier(FAMILY)).document

    def longer(part: Section) -> Section:
        return replace(part, blocks=tuple(more(one) for one in part.blocks))

    def more(block: Paragraph | Listed | Table) -> Paragraph | Listed | Table:
        if not isinstance(block, Table):
            return block
        row = tuple(Text("extra", anchors) for _ in block.columns)
        return replace(block, rows=(*block.rows, row))

    changed = replace(document, sections=tuple(map(longer, document.sections)))

    assert Fault.AMOUNT in {found.fault for found in checked(changed, of)}


# --- reasons, and honest letters ----------------------------------------------------------------------------------


def with_reasons(**reasons: str) -> Dossier:
    def changed(item: ClaimDecision) -> ClaimDecision:
        key = item.claim.replace("-", "_")
        return item.model_copy(update={"reasons": reasons[key]}) if key in reasons else item

    return with_claims(dossier(FAMILY), changed)


def letter_with(**reasons: str) -> tuple[Document, set[Fault]]:
    one = made("erik-wmo", with_reasons(**reasons))
    return one.document, {found.fault for found in one.blocked}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erik heeft dit nodig.", "Erik heeft dit nodig. Wim brengt hem als het uitkomt."),
        ("Dit is nodig", "Dit is nodig."),
        ("ERIK HEEFT DIT NODIG!", "erik heeft dit nodig"),
        ("Nodig: was, bed en vloer; meer niet.", "Waarom niet? Omdat (nog) niets anders past."),
        ("Huishoudelijke hulp. Die is nodig.", "Regiotaxi dichtbij. Die ook."),
        ("Zoals 't is; {zo} en [zo], 50%.", "Twee   keer   per\nweek."),
    ],
)
def test_reasons_that_are_alike_or_hold_each_other_block_nothing(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one), (one, one)):
        _, found = letter_with(a_huishouden=first, a_taxi_dichtbij_slecht_weer=second)
        assert found == set()


@settings(max_examples=15, deadline=None)
@given(
    st.text(st.sampled_from("Abcé ,.;:!?'()-\n"), min_size=1, max_size=40).filter(
        lambda words: any(map(str.isalpha, words))
    )
)
def test_whatever_somebody_writes_as_a_reason_their_own_letter_can_go_out(reasons: str) -> None:
    _, found = letter_with(a_huishouden=reasons)

    assert found == set()


@pytest.mark.parametrize("nothing", [".", " . ", "-", "?!"])
def test_a_reason_without_a_word_is_no_reason(nothing: str) -> None:
    document, found = letter_with(a_huishouden=nothing)

    assert found == {Fault.REASON}, plain(document)


def test_a_reason_that_is_part_of_another_and_stands_in_its_place_blocks() -> None:
    of = with_reasons(
        a_huishouden="Dit is nodig.", a_taxi_dichtbij_slecht_weer="Dit is nodig. Ook bij regen."
    )
    document = made("erik-wmo", of).document
    changed = reworded(
        document,
        lambda text: replace(text, words=text.words.replace("Dit is nodig. Ook bij regen.", "Dit is nodig.")),
    )

    said = [found.text for found in checked(changed, of)]

    assert "Bij 'Regiotaxi dichtbij' staat de reden van 'Huishoudelijke hulp'." in said
