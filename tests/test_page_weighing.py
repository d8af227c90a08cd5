"""The pages of the weighing: money as bars with the same in words, goals as a table, and what would turn it."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pyarrow import ipc
from streamlit.testing.v1 import AppTest

from budget_engine.assessment import Gate
from budget_engine.case import Nature, Party
from budget_engine.drafts.attention import asked
from budget_engine.drafts.labels import claim_word
from budget_engine.drafts.view import View
from budget_engine.flips.subjects import OfAdvice, OfGate
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import amount
from budget_engine.sentences.names import names_of
from budget_engine.sentences.paid import Bar, bars_of, paid_sentences
from tests import options as on_options
from tests import screens
from tests.conftest import FIXTURES
from tests.options import BESIDE, imported
from tests.options import screen as options
from tests.screens import WORKER, family, house_on, opened, screen
from ui.parts.bars import scale_of
from ui.running import House

CASES = sorted(path.name for path in (FIXTURES / "cases").iterdir())
PICTURE = "vega_lite_chart"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_on(tmp_path_factory.mktemp("weging")) as running:
        yield running


@pytest.fixture(scope="module")
def unjudged(house: House, rule_set: RuleSet) -> int:
    return opened(house, "nog-niet", family(rule_set, is_decided=False))


@pytest.fixture(scope="module")
def judged(house: House, rule_set: RuleSet) -> int:
    number = opened(house, "al-wel", family(rule_set, is_decided=False))
    before = house.now() - timedelta(minutes=1)
    assert house.desk.judge(number, "een-plan", "Elke vraag krijgt een antwoord.", WORKER, before) is None
    return number


@pytest.fixture(scope="module")
def demo(house: House, rule_set: RuleSet) -> dict[str, int]:
    return {slug: imported(house, rule_set, slug) for slug in CASES}


def words(page: AppTest) -> str:
    """Give everything that stands on a page, without what keeps it from being read as layout."""
    return screens.words(page).replace("\\", "")


def said(page: AppTest) -> str:
    return on_options.said(page).replace("\\", "")


def view(house: House, number: int) -> View:
    return house.desk.view(number, house.today())


def unfolded(name: str, number: int, *keys: str) -> AppTest:
    """Show a page with some of what is folded opened."""
    page = screen(name, number)
    for key in keys:
        page.session_state[key] = True
    page.run()
    assert not page.exception
    return page


def pictures(page: AppTest) -> list[Any]:
    return [item.proto for item in page.get(PICTURE)]


# --- money as bars -------------------------------------------------------------------------------------


def test_each_kind_of_money_is_a_picture_of_its_own_with_words_for_who_does_not_see_it(
    house: House, unjudged: int
) -> None:
    page = options(unjudged, BESIDE, "geldtabel")

    shown = pictures(page)
    assert len(shown) == 3  # what is paid, what may be avoided, and what somebody gains; nothing shifts here
    assert all(item.alt and "staven" in item.alt for item in shown)
    text = said(page)
    assert "Het huishouden in twee jaar" in text
    assert "tellen nergens bij op" in text
    assert text.count("<table") >= 4
    assert "zwakke kant: laag en hoog komen uit twee regio" in text


def test_no_picture_adds_parties_up_or_says_something_with_a_colour(house: House, unjudged: int) -> None:
    picture, *_ = pictures(options(unjudged, BESIDE))
    spec = json.loads(picture.spec)

    assert "stack" not in json.dumps(spec).lower()
    assert not [layer for layer in spec["layer"] if "color" in layer["encoding"]]
    (rows,) = (ipc.open_stream(found.data.data).read_all().to_pylist() for found in picture.datasets)
    headings = [row["heading"] for row in rows if row["heading"]]
    assert headings == ["Gemeente", "Zorgverzekeraar", "Het huishouden", "Werkgever"]


def test_what_is_not_certain_is_an_outline_on_the_scale_of_what_is_paid(house: House, unjudged: int) -> None:
    page = options(unjudged, BESIDE)
    paid, *maybe = (json.loads(found.spec)["layer"] for found in pictures(page))

    assert [filled(layers) for layers in (paid, *maybe)] == [[1, 0.3], *[[0, 0]] * len(maybe)]
    scales = {
        json.dumps(layer["encoding"]["x"].get("scale")) for layers in (paid, *maybe) for layer in layers[:3]
    }
    assert len(scales) == 1
    assert "null" not in scales
    assert said(page).count("Een open staaf is geld dat er alleen is als het ook echt zo gaat.") == len(maybe)
    assert said(page).count("Donker is minstens") == 1


def filled(layers: list[Any]) -> list[float]:
    return [layer["mark"]["fillOpacity"] for layer in layers if layer["mark"]["type"] == "bar"]


def test_a_scale_holds_nothing_and_every_end_that_is_known() -> None:
    bars = [
        Bar(Party.EMPLOYER, "plan", amount(100, None, 300)),
        Bar(Party.HOUSEHOLD, "plan", amount(-50, 0, 20)),
    ]

    assert scale_of(bars) == (-50, 300)
    assert scale_of([]) == (0, 1)


@pytest.mark.parametrize("slug", ["002-denise", "003-ronald"])
def test_a_kind_of_money_of_which_no_bar_is_drawn_has_its_sentences_and_no_picture(
    house: House, demo: dict[str, int], slug: str
) -> None:
    ledgers = {
        item.id: item.returns for item in view(house, demo[slug]).weighing.alternatives if item.returns
    }
    listed = [bars for nature in Nature if (bars := bars_of(ledgers, nature))]
    drawn = [bars for bars in listed if any(bar.is_drawn for bar in bars)]

    page = options(demo[slug], BESIDE)

    assert len(pictures(page)) == len(drawn) < len(listed)
    kinds = ("Wat wordt betaald", "Wat er misschien", "Wat een ander dan betaalt")
    headings = re.findall("<h4[^>]*>(.*?)</h4>", said(page))
    assert sum(heading.startswith(kinds) for heading in headings) == len(listed)


def test_each_table_of_lines_begins_with_its_own_kind_of_money(house: House, unjudged: int) -> None:
    labels = re.findall('role="region"[^>]* aria-label="([^"]*)"', said(options(unjudged, BESIDE)))

    assert len(labels) == len(set(labels))
    assert "Wat er misschien niet van komt, regel voor regel" in " ".join(labels)


def test_money_under_a_heading_is_one_level_below_it(house: House, judged: int) -> None:
    below_a_third = said(options(judged, BESIDE))
    below_a_second = said(unfolded("weging", judged, f"weging:geld:{judged}"))

    assert "Wat wordt betaald</h4>" in below_a_third
    assert "Wat wordt betaald</h3>" in below_a_second
    assert "<h4" not in below_a_second


@pytest.mark.parametrize("slug", CASES)
def test_the_sentences_say_every_bar_that_is_drawn(
    house: House, rule_set: RuleSet, demo: dict[str, int], slug: str
) -> None:
    case = view(house, demo[slug])
    ledgers = {item.id: item.returns for item in case.weighing.alternatives if item.returns is not None}
    names = names_of(case.case, rule_set, case.labels, 2)
    for nature in Nature:
        bars = bars_of(ledgers, nature)
        told = "\n".join(paid_sentences(bars, names))

        assert len(told.splitlines()) == len({bar.party for bar in bars})
        for bar in bars:
            assert names.alternative(bar.alternative) in told


def test_a_bar_of_what_is_not_known_is_not_drawn_and_is_said() -> None:
    bars = [
        Bar(Party.EMPLOYER, "plan", amount(None, None, None)),
        Bar(Party.EMPLOYER, "niets", amount(0, 0, 0)),
    ]

    assert [bar.is_drawn for bar in bars] == [False, False]
    assert Bar(Party.EMPLOYER, "plan", amount(100, None, None)).is_drawn


def test_a_barred_way_names_the_other_ways_and_what_they_still_ask(
    house: House, demo: dict[str, int]
) -> None:
    number = demo["002-denise"]
    (need,) = view(house, number).case.needs

    shown = said(options(number, BESIDE, f"anders:{need.id}"))

    assert "Niet langs: bijzondere bijstand" in shown
    assert "Nog nodig:" in shown


def test_that_people_see_a_goal_otherwise_stands_out_and_the_own_view_comes_first(
    house: House, unjudged: int
) -> None:
    shown = said(options(unjudged, BESIDE))

    assert "<strong>Hier zijn we het niet over eens.</strong>" in shown
    assert shown.index("Sem zelf: hier is nog niet over gesproken") < shown.index(
        "De gedragswetenschapper: slechter"
    )


def test_what_is_not_chosen_for_a_variant_has_its_stripe_explained(house: House, unjudged: int) -> None:
    assert "Een streepje: niet gekozen bij deze variant." in said(options(unjudged, BESIDE))


def test_a_variant_without_claims_asks_for_nothing_and_no_gate_says_that_it_fits(
    house: House, unjudged: int
) -> None:
    shown = said(options(unjudged, BESIDE))

    whole = shown.partition("De variant als geheel</th>")[2].partition("</tr>")[0]
    assert re.findall("<td[^>]*>(.*?)</td>", whole)[0] == "er wordt niets gevraagd"
    assert "kan, onder voorwaarden" in shown
    assert not re.search(r">past\b", shown)


def test_of_a_claim_under_the_law_of_another_the_table_says_who_decides(house: House, unjudged: int) -> None:
    words_of = view(house, unjudged).claim_words

    assert words_of["a-wennen"] == "een ander beslist"
    assert words_of["a-fiets"] == "kan, onder voorwaarden"
    row = said(options(unjudged, BESIDE)).partition("Ergotherapie om aan de fiets te wennen")[2]
    assert "een ander beslist" in row.partition("</tr>")[0]


def test_what_cannot_be_can_be_with_nobody(rule_set: RuleSet) -> None:
    assert claim_word(Gate.CLOSED, "zvw", rule_set) == "kan niet"
    assert claim_word(Gate.OPEN, "zvw", rule_set) == "een ander beslist"
    assert claim_word(Gate.OPEN, "wmo", rule_set) == "kan"


def test_only_a_table_with_more_variants_than_fit_says_how_to_see_them_all(
    house: House, unjudged: int
) -> None:
    app = options(unjudged, BESIDE)
    move = "Schuif opzij voor meer varianten."
    assert move in said(app)
    assert (
        "position:sticky;left:0" in said(app).partition("De variant als geheel</th>")[0].rpartition("<th")[2]
    )

    (pills,) = [group for group in app.button_group if group.label == "Welke varianten?"]
    pills.set_value(["een-plan"]).run()

    assert move not in said(app)


def test_what_people_offer_is_told_in_sentences(house: House, unjudged: int) -> None:
    assert "Anouk houdt het zo niet vol." in said(options(unjudged, BESIDE))


# --- the weighing in words -----------------------------------------------------------------------------


def test_judgement_advice_and_choice_stand_apart_and_the_weighing_is_told(house: House, judged: int) -> None:
    said_now = words(screen("weging", judged))

    for part in ("De eigen inschatting", "Het advies", "De keuze", "Nog niet gekozen", "Advies per variant"):
        assert part in said_now
    assert "Dit is wankel" in said_now
    assert "Dit is stevig" in said_now
    assert "doet mee in de afweging" in said_now
    assert "Wat alleen kan met een afwijking" in said_now


def test_what_would_turn_the_advice_opens_with_whose_hands_it_lies_in_and_no_promise(
    house: House, judged: int
) -> None:
    key = f"anders:advies:{judged}:een-plan"

    folded = words(screen("weging", judged))
    page = unfolded("weging", judged, key)
    opened_now = words(page)

    assert "Hierover beslist de inwoner zelf" not in folded
    assert "Hierover beslist de inwoner zelf" in opened_now
    assert "het is geen toezegging" in opened_now
    assert "Gezocht is naar veranderingen van hooguit 2 feiten tegelijk" in opened_now
    assert "En nog" in opened_now
    (toggle,) = [item for item in page.toggle if item.label.startswith("Toon alle")]
    toggle.set_value(True).run()
    assert "En nog" not in words(page)


# --- before the own judgement --------------------------------------------------------------------------


def test_before_the_judgement_nobody_can_ask_what_would_turn_the_advice(house: House, unjudged: int) -> None:
    now = view(house, unjudged)

    assert now.outlook(OfAdvice("een-plan")) is None
    assert not [key for key in now.worked_out.outlooks if isinstance(key, OfAdvice)]
    assert {name for item in now.to_ask for question in item.decides for name in question.advices} == set()
    assert now.supposing.kept == {}


def test_after_the_judgement_a_question_says_that_it_can_turn_the_advice(house: House, judged: int) -> None:
    assert "het advies over Eén plan" in words(screen("feiten", judged))


def test_before_the_judgement_no_question_and_no_outlook_speaks_of_the_advice(
    house: House, unjudged: int
) -> None:
    folds = (f"vraag:rest:{unjudged}", f"vraag:speelt:{unjudged}", f"vraag:niet:{unjudged}")
    gates = (f"anders:poorten:{unjudged}", f"anders:poort:{unjudged}:a-wilgenhof")

    asking = words(unfolded("feiten", unjudged, *folds))
    turning = words(unfolded("letop", unjudged, *gates))

    for shown in (asking, turning):
        assert "het advies over" not in shown
        assert "geen advies" not in shown
        assert "niet passend" not in shown
    assert "Een antwoord kan veranderen: wat mag en moet bij" in asking
    assert "De vorm van de voorziening is 'in natura'" in turning


# --- what is still worth asking ------------------------------------------------------------------------


@pytest.mark.parametrize("slug", CASES)
def test_nothing_that_was_asked_disappears_when_it_is_put_in_order(
    house: House, demo: dict[str, int], slug: str
) -> None:
    now = view(house, demo[slug])

    before = {(item.fact, about) for item in asked(now.weighing, now.rule_set) for about in item.about}
    after = {(item.fact, about) for item in now.to_ask for about in item.about}
    deciding = [bool(item.decides) for item in now.to_ask]

    assert before <= after
    assert deciding == sorted(deciding, reverse=True)
    listed = after | {(item.asked_fact, about) for item in now.when_it_arises for about in item.about}
    assert not {(item.asked_fact, about) for item in now.not_asked for about in item.about} & listed


def test_what_is_not_asked_says_why_by_whom_it_is_about(house: House, unjudged: int) -> None:
    page = unfolded("feiten", unjudged, f"vraag:niet:{unjudged}")
    (box,) = [item for item in page.selectbox if item.label == "Over wie of wat?"]

    box.set_value("sem").run()

    shown = words(page)
    assert "niet gesteld: geen antwoord kan nog iets veranderen" in shown
    assert "Niet nodig, want geen regel kijkt hiernaar" in shown
    assert "Niet nodig, want de wet waaronder de aanvraag valt" in shown


def test_a_day_that_nobody_knows_is_supposed_near_today(house: House, rule_set: RuleSet) -> None:
    agreed = [
        (f"personen/{parent}/feiten/ouder_stemt_in/0/{part}", given)
        for parent in ("anouk", "erik")
        for part, given in (("waarde", "ja"), ("herkomst", "eigen_verklaring"))
    ]
    number = opened(house, "eens", [*family(rule_set, is_decided=False), *agreed])

    found = view(house, number).outlook(OfGate("a-wilgenhof"))

    assert found is not None
    days = [
        change.after
        for flip in found.flips
        for change in flip.changes
        if change.asked_fact == "pgb_voorlichting_op"
    ]
    assert days == ["2026-11-24"]
