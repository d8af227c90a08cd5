"""The page for residents: it is for everybody, knows nobody, sends nothing, and its text can be taken in as words."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from budget_engine.drafts.prepared import LARGEST_FILE, MOST_SIGNS, PREPARED, checked, read_prepared
from budget_engine.drafts.shape import case_plain
from budget_engine.errors import InputError
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.preparing import preparing
from tests.notation import TODAY
from tests.screens import empty, house_on, opened
from ui import running
from ui.dutch_page import DutchPage
from ui.only_here import OnlyHere
from ui.prepare import page
from ui.running import House, SignIn

RESIDENT = "Annemarijn"


class Visitor:
    """Asks an app for addresses, as a browser at a host does."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1") -> None:
        self.app = app
        self.host = host

    def get(self, address: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{self.host}") as client:
                return await client.get(address, headers={"accept": "text/html"})

        with ThreadPoolExecutor(1) as elsewhere:  # the browser of other tests keeps a loop in this thread
            return elsewhere.submit(asyncio.run, ask()).result()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_on(tmp_path_factory.mktemp("huis")) as house:
        opened(house, "zaak-1", [*empty(), ("personen/p/bestaat", "ja"), ("personen/p/naam", RESIDENT)])
        yield house


@pytest.fixture(scope="module")
def resident(town: House) -> Visitor:
    del town
    app = Starlette(routes=page.ROUTES, middleware=[Middleware(OnlyHere), Middleware(DutchPage)])
    return Visitor(app)


class Parts(HTMLParser):
    """Gathers what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


def test_nobody_has_to_say_who_they_are_and_nothing_of_a_dossier_is_in_it(resident: Visitor) -> None:
    answer = resident.get(page.ADDRESS)

    assert answer.status_code == 200
    assert "Uw gesprek voorbereiden" in answer.text
    assert RESIDENT not in answer.text
    assert "zaak-1" not in answer.text
    assert "set-cookie" not in answer.headers


def test_the_page_forbids_itself_to_send_anything(resident: Visitor) -> None:
    answer = resident.get(page.ADDRESS)

    assert answer.headers["content-security-policy"] == page.POLICY
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"
    parts = Parts(answer.text)
    assert not [attrs for attrs in parts.all("form") if attrs.get("action")]
    addresses = [
        value for _, attrs in parts.found for name, value in attrs.items() if name in ("src", "href")
    ]
    assert all(value is not None and value.startswith((page.ADDRESS, "#")) for value in addresses)
    assert not [
        attrs for _, attrs in parts.found if any(name.startswith("on") or name == "style" for name in attrs)
    ]


def test_the_script_keeps_and_sends_nothing(resident: Visitor) -> None:
    script = resident.get(f"{page.ADDRESS}/bestand/voorbereiden.js").text

    for way_out in ("localStorage", "sessionStorage", "indexedDB", "cookie", "fetch", "XMLHttpRequest", "sendBeacon",
                    "WebSocket", "http:", "https:"):  # fmt: skip
        assert way_out not in script


def test_every_question_has_a_label_and_headings_go_in_order(resident: Visitor) -> None:
    text = resident.get(page.ADDRESS).text
    parts = Parts(text)

    labelled = {attrs["for"] for attrs in parts.all("label")}
    fields = [attrs["id"] for attrs in parts.all("textarea")]
    assert fields
    assert len(fields) == len(set(fields))
    assert set(fields) == labelled
    assert re.findall(r"<h(\d)", text)[0] == "1"
    assert set(re.findall(r"<h(\d)", text)) == {"1", "2"}
    assert parts.all("html") == [{"lang": "nl"}]


def test_a_municipality_puts_its_own_words_and_contact_on_it(resident: Visitor, rule_set: RuleSet) -> None:
    contact = preparing(rule_set, TODAY).contact

    assert contact
    assert contact.splitlines()[0] in resident.get(f"{page.ADDRESS}/voorbeeldgemeente").text
    assert contact.splitlines()[0] not in resident.get(page.ADDRESS).text


@pytest.mark.parametrize("name", ["nergenshuizen", "..", "%2e%2e%2fgeheim", "bestand"])
def test_an_unknown_municipality_is_refused_in_dutch(resident: Visitor, name: str) -> None:
    answer = resident.get(f"{page.ADDRESS}/{name}")

    assert answer.status_code == 404


def test_no_other_file_is_given(resident: Visitor) -> None:
    for name in ("page.py", "../server.py", "%2e%2e%2fserver.py"):
        assert resident.get(f"{page.ADDRESS}/bestand/{name}").status_code == 404


def test_words_of_the_rules_are_words_and_never_code(rule_set: RuleSet) -> None:
    said = preparing(rule_set, TODAY)
    odd = type(said)('<script>"&', "<b>", "<i>", said.chapters, said.ending, "<img>", ())

    text = page.written(odd, is_example=False)

    assert "&lt;script&gt;" in text
    assert not Parts(text).all("img")
    assert len(Parts(text).all("script")) == 1


def test_every_piece_of_the_page_has_words(national: RuleSet) -> None:
    assert preparing(national, TODAY).lacking == ()


def test_where_nobody_signs_in_the_page_too_is_for_this_machine_alone(town: House) -> None:
    app = Starlette(routes=page.ROUTES, middleware=[Middleware(OnlyHere)])

    assert Visitor(app, "wijkteam.example").get(page.ADDRESS).status_code == 403
    assert town.sign_in is not SignIn.PROVIDER


def test_with_sign_in_everybody_reaches_the_page_without_it(
    town: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    object.__setattr__(town, "sign_in", SignIn.PROVIDER)
    app = Starlette(routes=page.ROUTES, middleware=[Middleware(OnlyHere), Middleware(DutchPage)])
    try:
        assert running.house().sign_in is SignIn.PROVIDER
        assert Visitor(app, "wijkteam.example").get(page.ADDRESS).status_code == 200
    finally:
        object.__setattr__(town, "sign_in", SignIn.OWN_WORD)


def test_in_the_demo_the_page_says_that_it_is_one(town: House, resident: Visitor) -> None:
    assert "Dit is een demo." not in resident.get(page.ADDRESS).text
    object.__setattr__(town, "sign_in", SignIn.EXAMPLE)
    try:
        assert "Dit is een demo." in resident.get(page.ADDRESS).text
    finally:
        object.__setattr__(town, "sign_in", SignIn.OWN_WORD)


# --- what a worker takes in -----------------------------------------------------------------------------------


def test_a_saved_file_is_taken_in_as_it_was_written() -> None:
    text = "Uw gesprek voorbereiden\n\n# Thuis\n\nWat gaat moeilijk?\nKoken, en ’s avonds de trap op.\n"

    assert read_prepared(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == text.strip()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Er staat niets in"),
        (b" \n\t ", "Er staat niets in"),
        (b"%PDF-1.7\x00\x01", "geen gewone tekst"),
        ("café".encode("latin-1"), "geen gewone tekst"),
        (b"x" * (LARGEST_FILE + 1), "te groot"),
        (b"x" * (MOST_SIGNS + 1), "langer dan 50000 tekens"),
    ],
)
def test_what_cannot_be_taken_in_says_why(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_prepared(content)


@given(st.text(min_size=1, max_size=200))
def test_what_is_kept_holds_no_sign_that_nobody_sees(text: str) -> None:
    try:
        kept = checked(text)
    except InputError:
        return
    assert all(sign in "\n\t" or sign.isprintable() for sign in kept)
    assert checked(kept) == kept


def test_the_words_are_no_facts(town: House) -> None:
    plain = [*empty(), ("personen/p/bestaat", "ja")]
    with_words = [*plain, (PREPARED, "# Thuis\n\nIk heb een Wlz-indicatie.")]
    numbers = [opened(town, name, fields) for name, fields in (("zonder", plain), ("met", with_words))]
    bare, told = (town.desk.view(number, TODAY) for number in numbers)

    assert {**case_plain(told.draft, told.rule_set), "id": "x"} == {
        **case_plain(bare.draft, bare.rule_set), "id": "x",
    }  # fmt: skip
