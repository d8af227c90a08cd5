"""Who may what through the pages: every role on every page, another team by any address, one window beside another."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine import demo
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.errors import StoreError
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import access, drafts
from budget_engine.store.schema import lay_out, open_store
from tests.conftest import MUNICIPALITY, RULES
from tests.people import SOMEBODY
from tests.screens import APP, AT, PAGES, TODAY, words
from tests.sealed import second_engine
from tests.small_world import RONALD, real_case, real_decision
from ui import running
from ui.running import House, SignIn

# x: is drawn; -: refuses. This is what was agreed, and is not read from the code.
TABLE = """
               consulent  kwaliteit  beleid  auditor  beheer
werklijst      x          x          -       -        -
kort           x          x          -       -        -
gesprek        x          x          -       -        -
huishouden     x          x          -       -        -
kamers         x          x          -       -        -
feiten         x          x          -       -        -
mogelijkheden  x          x          -       -        -
letop          x          x          -       -        -
inschatting    x          x          -       -        -
weging         x          x          -       -        -
besluit        x          x          -       -        -
vaststellen    x          x          -       -        -
brieven        x          x          -       -        -
na             x          x          -       -        -
regels         x          x          x       x        x
naspelen       -          -          -       x        x
inzage         -          -          -       x        -
teams          -          -          -       -        x
wie            x          x          x       x        x
"""
_HEAD, *_LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(role, line[0], mark == "x") for line in _LINES for role, mark in zip(_HEAD, line[1:], strict=True)]
CASE_PAGES = [line[0] for line in _LINES[1:14]]
HIDDEN = "Annemarijn"
EAST, WEST = "Oost", "West"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house where people sign in with a provider, with one dossier of team Oost."""
    house = running.start(tmp_path_factory.mktemp("huis") / "app.sqlite", RULES, TODAY, SignIn.PROVIDER)
    house.child = second_engine()
    number = house.desk.open("zaak-geheim", MUNICIPALITY, SOMEBODY, AT, EAST)
    assert number == 1
    house.desk.add(number, "personen", "anna", [("naam", HIDDEN)], SOMEBODY, AT)
    yield house
    house.desk.close()


def claims(house: House, role: str, *teams: str, name: str = "Truus de Vries") -> dict[str, object]:
    iat = int(house.real_now().timestamp()) - 60
    return {
        "is_logged_in": True, "iss": "https://aanmelden.example", "sub": name, "name": name, "iat": iat,
        "rollen": [role], "teams": list(teams), "functie": "consulent",
    }  # fmt: skip


def window(user: dict[str, object] | None, page: str | None = None, **address: str) -> AppTest:
    """Open a window on an address, that of the first page or of another."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = user or {"is_logged_in": False}
    for name, value in address.items():
        app.query_params[name] = value
    if page is not None:
        app.switch_page(f"screens/{page}.py")
    app.run()
    assert not app.exception
    return app


def button(app: AppTest, label: str) -> Any:
    return next(item for item in app.button if item.label == label)


def errors(app: AppTest) -> str:
    return "\n".join(str(item.value) for item in app.error).replace("\\", "")


# --- every role on every page ------------------------------------------------------------------------------


def test_the_table_names_every_page() -> None:
    screens = {path.stem for path in (APP.parent / "screens").glob("*.py")}

    assert {line[0] for line in _LINES} == screens
    assert set(PAGES) <= screens


@pytest.mark.parametrize(("role", "page", "is_drawn"), CELLS)
def test_a_role_sees_the_pages_of_the_table_and_no_other(
    office: House, role: str, page: str, *, is_drawn: bool
) -> None:
    app = window(claims(office, role, EAST), page, dossier="1")

    assert ("Dat mag u niet" not in errors(app)) is is_drawn, errors(app)
    assert "Er ging iets mis" not in errors(app)
    if not is_drawn:
        assert f"Uw rol is hier: {role}." in errors(app)
        assert HIDDEN not in words(app)
        assert not app.main.text_input


@pytest.mark.parametrize("role", _HEAD)
def test_the_first_page_of_each_role_is_one_of_its_own(office: House, role: str) -> None:
    app = window(claims(office, role, EAST))

    first = {"consulent": "Werklijst", "kwaliteit": "Werklijst", "beleid": "Regels",
             "auditor": "Opnieuw doorrekenen", "beheer": "Opnieuw doorrekenen"}  # fmt: skip
    assert app.title[0].value == first[role]
    assert not app.error


def test_beheer_sees_the_chain_without_the_cases(office: House) -> None:
    app = window(claims(office, "beheer"), "naspelen")

    assert [item.value for item in app.header] == ["De controlereeks", "Wat dit niet bewijst"]
    assert not [item for item in app.button if "door" in item.label]


# --- another team ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", CASE_PAGES)
@pytest.mark.parametrize(
    "address",
    [
        {"dossier": "1"}, {"dossier": "1", "medewerker": "1"}, {"dossier": "01"}, {"dossier": "1", "persoon": "demo#1"},
    ],
    ids=str,
)  # fmt: skip
def test_a_caseworker_of_another_team_reads_nothing_by_any_address(
    office: House, page: str, address: dict[str, str]
) -> None:
    app = window(claims(office, "consulent", WEST, name="K. Willems"), page, **address)

    assert "Dit dossier is niet van uw team." in errors(app)
    assert HIDDEN not in words(app)
    assert "zaak-geheim" not in words(app)
    assert not app.main.text_input
    assert not app.main.text_area


def test_the_dossier_of_another_team_is_not_in_the_worklist(office: House) -> None:
    own, other = (window(claims(office, "consulent", team)) for team in (EAST, WEST))

    assert "zaak-geheim" in words(own)
    assert "zaak-geheim" not in words(other)
    assert "Er zijn nog geen dossiers" in words(other)


def test_who_tried_is_in_the_log_and_the_auditor_sees_it(office: House) -> None:
    window(claims(office, "consulent", WEST, name="K. Willems"), "gesprek", dossier="1")

    app = window(claims(office, "auditor", name="D. Smit"), "inzage")

    tried = app.table[0].value
    row = tried[tried["Wie"].str.startswith("K. Willems")].iloc[0]
    assert (row["Dossier"], row["Wat"], row["Gekregen"]) == ("1", "een dossier lezen", "nee")


# --- four eyes ---------------------------------------------------------------------------------------------


STANDS_FOR = "Ik heb dit gelezen en sta in voor mijn deel"


def test_the_second_person_says_so_in_a_window_of_their_own_before_the_decider_seals(
    office: House, rule_set: RuleSet
) -> None:
    case, decision = real_case(RONALD, rule_set), real_decision(RONALD)
    written = [*fields_of_case(case), *fields_of_decision(decision)]
    number = str(drafts.open_draft(office.desk.engine, case.id, written, "P. Jansma", AT, EAST))
    decider = {**claims(office, "kwaliteit", EAST, name="P. Jansma"), "functie": "kwaliteitsmedewerker"}
    second = claims(office, "consulent", EAST, name="S. de Wit")
    outsider = claims(office, "consulent", EAST)

    assert "S. de Wit moet dit dossier zelf openen" in words(window(decider, "vaststellen", dossier=number))
    for user in (decider, second, outsider):
        assert button(window(user, "vaststellen", dossier=number), "Stel vast").disabled
    offered = window(outsider, "vaststellen", dossier=number).button
    assert STANDS_FOR not in [item.label for item in offered]
    standing = window(second, "vaststellen", dossier=number)
    assert "niets meer dat vaststellen tegenhoudt" not in words(standing)
    button(standing, STANDS_FOR).click().run()
    for shown in (standing, window(second, "vaststellen", dossier=number)):
        assert "U hebt gezegd dat u dit hebt gelezen" in words(shown)
        assert STANDS_FOR not in [item.label for item in shown.button]

    sealing = window(decider, "vaststellen", dossier=number)
    assert not button(sealing, "Stel vast").disabled
    button(sealing, "Stel vast").click().run()
    assert "Vastgesteld als record 1" in words(sealing)
    assert button(window(second, "werklijst"), "Open")


# --- signing in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [{}, {"dossier": "1"}, {"dossier": "1", "medewerker": "1"}], ids=str)
@pytest.mark.parametrize("page", [None, "gesprek", "naspelen"])
def test_who_did_not_sign_in_sees_nothing(office: House, page: str | None, address: dict[str, str]) -> None:
    app = window(None, page, **address)

    assert app.title[0].value == "Welkom"
    assert [item.label for item in app.button] == ["Aanmelden"]
    assert HIDDEN not in words(app)


def test_a_sign_in_that_is_too_old_counts_no_more(office: House) -> None:
    old = {
        **claims(office, "consulent", EAST),
        "iat": int((office.real_now() - timedelta(hours=9)).timestamp()),
    }

    app = window(old, "gesprek", dossier="1")

    assert "Uw aanmelding is verlopen" in errors(app)
    assert HIDDEN not in words(app)


def test_a_window_in_which_a_sign_in_grows_too_old_shows_nothing_any_more(office: House) -> None:
    user = claims(office, "consulent", EAST)
    app = window(user, "huishouden", dossier="1")
    assert HIDDEN in str([item.value for item in app.text_input]) + words(app)

    app.user = {**user, "iat": int((office.real_now() - timedelta(hours=9)).timestamp())}
    app.run()

    assert "Uw aanmelding is verlopen" in errors(app)
    assert HIDDEN not in str([item.value for item in app.text_input]) + words(app)


def test_nobody_behind_a_provider_is_who_they_type(office: House) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = {"is_logged_in": False}
    app.session_state["medewerker"] = "M. Aydin"
    app.run()

    assert app.title[0].value == "Welkom"


# --- one window beside another -----------------------------------------------------------------------------


def test_a_second_window_of_another_person_never_sees_the_session_of_the_first(office: House) -> None:
    first = window(claims(office, "consulent", EAST), "gesprek", dossier="1")
    first.session_state["melding"] = HIDDEN

    second = window(claims(office, "consulent", WEST, name="K. Willems"))

    assert "U werkt als K. Willems." in [item.value for item in second.sidebar.caption]
    assert "dossier" not in second.session_state
    assert "melding" not in second.session_state
    assert HIDDEN not in words(second)
    assert "U werkt als Truus de Vries." in [item.value for item in first.run().sidebar.caption]


def test_somebody_else_in_the_same_window_begins_with_an_empty_session(office: House) -> None:
    app = window(claims(office, "consulent", EAST), "gesprek", dossier="1")
    app.session_state["melding"] = HIDDEN
    del app.query_params["dossier"]

    app.user = claims(office, "consulent", EAST, name="M. Bakker")
    app.run()

    assert "melding" not in app.session_state
    assert "Kies eerst een dossier" in words(app)


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "²", "-1"])
def test_a_number_that_is_of_nothing_opens_no_dossier(office: House, number: str) -> None:
    app = window(claims(office, "consulent", EAST), "gesprek", dossier=number)

    assert "Kies eerst een dossier" in words(app)
    assert "storing" not in errors(app)


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "²"])
def test_a_number_that_is_of_nobody_asks_who_one_is(tmp_path: Path, number: str) -> None:
    house = running.start(tmp_path / "own.sqlite", RULES, TODAY)

    app = window(None, None, medewerker=number)

    assert "storing" not in errors(app)
    assert "medewerker" not in app.session_state
    house.close()


# --- the demo ----------------------------------------------------------------------------------------------


@pytest.fixture
def show(tmp_path: Path) -> Iterator[House]:
    db = tmp_path / "demo.sqlite"
    engine = open_store(db, create=True)
    lay_out(engine)
    access.mark_as_example(engine)
    engine.dispose()
    house = running.start(db, RULES, TODAY, SignIn.EXAMPLE)
    house.child = second_engine()
    house.desk.open("zaak-geheim", MUNICIPALITY, SOMEBODY, AT, demo.TEAM)
    yield house
    house.desk.close()


def be(name: str, app: AppTest) -> None:
    next(item for item in app.main.button if item.label.startswith(f"{name}:")).click().run()


def test_the_demo_lets_choose_somebody_and_says_on_every_page_that_it_asks_no_password(show: House) -> None:
    app = window(None)
    assert {item.label for item in app.main.button} == {
        "M. Aydin: consulent, team Oost", "S. de Wit: consulent, team Oost", "R. Bos: consulent, team Oost",
        "J. Terpstra: medewerker werk en inkomen, team Oost", "P. Jansma: kwaliteitsmedewerker, team Oost",
        "H. Smeets: kwaliteitsmedewerker werk en inkomen, team Oost", "N. Kaya: beleidsmedewerker",
        "D. Smit: auditor", "F. de Boer: functioneel beheerder", "K. Willems: consulent, team West",
    }  # fmt: skip

    be("M. Aydin", app)

    for page in ("werklijst", *CASE_PAGES, "wie"):
        app.switch_page(f"screens/{page}.py").run()
        assert any("er is geen wachtwoord" in str(item.value) for item in app.caption), page
    assert "U werkt als M. Aydin." in [item.value for item in app.sidebar.caption]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("M. Aydin", "Werklijst"), ("P. Jansma", "Werklijst"), ("N. Kaya", "Regels"),
        ("D. Smit", "Opnieuw doorrekenen"), ("F. de Boer", "Opnieuw doorrekenen"), ("K. Willems", "Werklijst"),
    ],
)  # fmt: skip
def test_who_is_chosen_in_the_demo_begins_on_a_page_of_their_own(show: House, name: str, title: str) -> None:
    app = window(None)

    be(name, app)

    assert app.title[0].value == title
    assert not app.error


def test_in_the_demo_the_address_says_nothing_about_who_somebody_is(show: House) -> None:
    for name in ("persoon", "medewerker", "kenmerk"):
        app = window(None, dossier="1", **{name: "demo#1"})

        assert app.title[0].value == "Welkom"
        assert "zaak-geheim" not in words(app)


def test_who_leaves_the_demo_leaves_nothing_behind(show: House) -> None:
    app = window(None)
    be("M. Aydin", app)
    next(item for item in app.button if item.label == "Open").click().run()
    assert app.session_state["dossier"] == 1

    app.sidebar.button[0].click().run()

    assert app.title[0].value == "Welkom"
    assert "dossier" not in app.session_state
    assert "dossier" not in app.query_params


def test_the_demo_refuses_a_file_that_is_not_of_the_demo(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="niet door 'maatwerk demo' gemaakt"):
        running.start(tmp_path / "echt.sqlite", RULES, TODAY, SignIn.EXAMPLE)


def test_on_ones_own_machine_every_page_says_that_nobody_is_checked(house: House) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["medewerker"] = "M. Aydin"
    app.run()

    assert house.sign_in is SignIn.OWN_WORD
    for page in ("werklijst", "gesprek", "naspelen", "wie"):
        app.switch_page(f"screens/{page}.py").run()
        assert any("Niemand controleert hier wie u bent" in str(item.value) for item in app.caption), page
