"""Signing in with a provider, as somebody does it: in, a second window, another person, and out again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytest.importorskip("authlib", reason="aanmelden vraagt streamlit[auth]")
pytest.importorskip("httpx", reason="aanmelden vraagt streamlit[auth]")

from budget_engine.desk import Desk
from tests.browser.conftest import Server, free_port, start
from tests.browser.identity_provider import providing
from tests.conftest import MUNICIPALITY, RULES
from tests.people import SOMEBODY
from tests.screens import AT

CASE = "zaak-van-oost"
SETTINGS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "alleen voor deze proef, en daarna weg"
client_id = "maatwerk"
client_secret = "proef"
server_metadata_url = "{url}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid", prompt = "login", code_challenge_method = "S256" }}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("aanmelden")
    desk = Desk(folder / "app.sqlite", RULES)
    assert desk.open(CASE, MUNICIPALITY, SOMEBODY, AT, "Oost") == 1
    desk.close()
    port = free_port()
    with providing(free_port()) as url:
        (folder / ".streamlit").mkdir()
        settings = SETTINGS.format(port=port, url=url)
        (folder / ".streamlit" / "secrets.toml").write_text(settings, encoding="utf-8")
        running = start(folder / "app.sqlite", port=port, folder=folder, day=None)
        try:
            yield running
        finally:
            running.stop()


@pytest.fixture
def window(windows: BrowserContext) -> Iterator[Page]:
    """A window of a browser that nobody signed in with yet."""
    windows.clear_cookies()
    before = windows.pages
    yield windows.new_page()
    for page in windows.pages:
        if page not in before:
            page.close()
    windows.clear_cookies()


def sign_in(page: Page, server: Server, name: str) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("link", name=name).click()
    page.get_by_text(f"U werkt als {name}.").wait_for()


def test_who_signs_in_is_who_the_provider_says_in_every_window(server: Server, window: Page) -> None:
    sign_in(window, server, "Truus de Vries")

    expect(window.get_by_role("heading", name="Werklijst")).to_be_visible()
    window.get_by_text(CASE).first.wait_for()  # the first worklist reads the rules
    second = window.context.new_page()
    second.goto(f"{server.url}/gesprek?dossier=1&medewerker=1")
    second.get_by_text(f"Dossier {CASE}").wait_for()
    expect(second.get_by_role("heading", name="Gesprek", exact=True)).to_be_visible()
    expect(second.get_by_text("U werkt als Truus de Vries.")).to_be_visible()


def test_another_person_sees_nothing_of_it_by_any_address(server: Server, window: Page) -> None:
    sign_in(window, server, "K. Willems")

    expect(window.get_by_text("Er zijn nog geen dossiers")).to_be_visible()
    for page in ("gesprek", "feiten", "vaststellen"):
        window.goto(f"{server.url}/{page}?dossier=1")
        window.get_by_text("Dit dossier is niet van uw team.").wait_for()
        expect(window.get_by_text(CASE)).to_have_count(0)


def test_a_role_sees_its_own_pages_in_the_menu(server: Server, window: Page) -> None:
    sign_in(window, server, "D. Smit")

    menu = window.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link")).to_have_text(
        ["Opnieuw doorrekenen", "Wie opende wat", "Regels", "Wie u bent"]
    )
    window.goto(f"{server.url}/werklijst")
    window.get_by_text("Dat mag u niet: de werklijst zien.").wait_for()


def test_who_signs_out_is_nobody_in_every_window(server: Server, window: Page) -> None:
    sign_in(window, server, "Truus de Vries")
    window.goto(f"{server.url}/gesprek?dossier=1")
    window.get_by_text(f"Dossier {CASE}").wait_for()

    window.get_by_role("button", name="Afmelden").click()
    window.get_by_role("button", name="Aanmelden").wait_for()

    window.goto(f"{server.url}/gesprek?dossier=1")
    window.get_by_role("button", name="Aanmelden").wait_for()
    expect(window.get_by_text(CASE)).to_have_count(0)
