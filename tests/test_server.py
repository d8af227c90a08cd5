"""How the server starts: where nobody is checked it answers this machine alone, and it never guesses that."""

import argparse
import asyncio
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.secrets import Secrets
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from budget_engine.errors import InputError, MaatwerkError, StoreError
from tests.conftest import RULES
from ui import running, server
from ui.dutch_page import DutchPage
from ui.only_here import OnlyHere
from ui.only_signed_in import OnlySignedIn
from ui.running import House, SignIn


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The place of the secrets of Streamlit, on a server that listens on this machine alone."""
    path = tmp_path / "secrets.toml"
    options = {"secrets.files": [str(path)], "server.address": "127.0.0.1"}
    before = {name: st.get_option(name) for name in options}
    for name, value in options.items():
        st.config.set_option(name, value)
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr(server, "find_spec", str)
    yield path
    for name, value in before.items():
        st.config.set_option(name, value)


def started(folder: Path, *, is_example: bool = False, day: date | None = None) -> SignIn:
    options = argparse.Namespace(db=folder / "app.sqlite", regels=RULES, dag=day, voorbeeld=is_example)
    house = server.opened(options)
    house.close()
    return house.sign_in


def test_what_is_written_down_has_dutch_time_also_on_a_machine_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("TZ", place)
            time.tzset()
            house = running.start(tmp_path / "app.sqlite", RULES, date(2026, 7, 1))
            assert house.today() == date(2026, 7, 1)
            assert house.at().startswith("2026-07-01T")
            assert house.at().endswith("+02:00")
            house.close()
    time.tzset()


def test_without_settings_people_type_their_name(tmp_path: Path, secrets: Path) -> None:
    assert started(tmp_path) is SignIn.OWN_WORD
    secrets.write_text("[iets]\nanders = 1\n", encoding="utf-8")
    assert started(tmp_path) is SignIn.OWN_WORD


def test_with_settings_people_sign_in_whatever_else_is_said(tmp_path: Path, secrets: Path) -> None:
    secrets.write_text("[auth]\nclient_id = 'x'\n[maatwerk]\nuren = 4\n", encoding="utf-8")

    assert started(tmp_path) is SignIn.PROVIDER
    settings = server.provider()
    assert settings is not None
    assert settings.hours == 4
    with pytest.raises(StoreError, match="de dag van vandaag"):
        started(tmp_path, day=date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[auth\n", "kunnen niet worden gelezen"),
        ("[maatwerk]\nuren = 4\n", "maar .auth. ontbreekt"),
        ("[auth]\nclient_id = 'x'\n[maatwerk]\nuren = 400\n", "geheel aantal uren"),
    ],
)
def test_settings_that_cannot_be_read_stop_the_start(
    tmp_path: Path, secrets: Path, text: str, said: str
) -> None:
    secrets.write_text(text, encoding="utf-8")

    with pytest.raises((StoreError, InputError), match=said):
        started(tmp_path)


def test_sign_in_without_what_it_needs_stops_the_start(
    tmp_path: Path, secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.write_text("[auth]\nclient_id = 'x'\n", encoding="utf-8")
    monkeypatch.setattr(server, "find_spec", {}.get)

    with pytest.raises(StoreError, match=r"streamlit\[auth\]"):
        started(tmp_path)


@pytest.mark.parametrize("address", ["0.0.0.0", "", "::", "192.0.2.7", "wijkteam.example"])  # noqa: S104 - none is bound
@pytest.mark.parametrize("is_example", [False, True])
def test_where_nobody_is_checked_no_other_address_is_listened_on(
    tmp_path: Path, secrets: Path, address: str, *, is_example: bool
) -> None:
    st.config.set_option("server.address", address)

    with pytest.raises(MaatwerkError, match=r"alleen op 127\.0\.0\.1"):
        started(tmp_path, is_example=is_example)

    assert not (tmp_path / "app.sqlite").exists()


# --- what comes in from elsewhere --------------------------------------------------------------------------


async def _inside(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("binnen")(scope, receive, send)


def answered(
    kind: str, *, path: str = "/", behind: Callable[[ASGIApp], ASGIApp] = OnlyHere, **headers: str
) -> list[Message]:
    """Ask something of a server behind `OnlyHere`, without a line; gives what it sends."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "method": "GET", "path": path, "headers": raw}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as elsewhere:  # the browser of other tests keeps a loop in this thread
        elsewhere.submit(asyncio.run, behind(_inside)(scope, receive, send)).result()
    return sent


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_this_machine_is_answered(house: House, host: str) -> None:
    assert answered("http", host=host)[1]["body"] == b"binnen"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "wijkteam.example"}, {"host": "192.0.2.7:8501"}, {"host": "localhost.wijkteam.example"}, {},
        {"host": "localhost", "x_forwarded_for": "192.0.2.7"}, {"host": "localhost", "forwarded": "for=192.0.2.7"},
        {"host": "localhost", "x_forwarded_host": "wijkteam.example"},
    ],
    ids=str,
)  # fmt: skip
def test_what_was_passed_on_or_is_named_otherwise_is_refused(house: House, headers: dict[str, str]) -> None:
    head, body = answered("http", **headers)
    assert head["status"] == 403
    assert "alleen op de eigen computer" in body["body"].decode()
    assert answered("websocket", **headers) == [{"type": "websocket.close", "code": 1008}]

    house.sign_in = SignIn.PROVIDER
    assert answered("http", **headers)[1]["body"] == b"binnen"


# --- what was made to take along -----------------------------------------------------------------------------

FILE = "/media/0123abcd.pdf"


def cookie(house: House, *, hours: int = 0, secret: str | None = None, **claims: object) -> str:
    """Write the cookie that Streamlit keeps of a sign-in of some hours ago."""
    since = int(house.real_now().timestamp()) - hours * 3600
    known = {"is_logged_in": True, "sub": "s-1", "name": "M. Aydin", "rollen": ["consulent"], "iat": since}
    signed = create_signed_value(
        secret or get_cookie_secret(), AUTH_COOKIE_NAME, json.dumps({**known, **claims})
    )
    return f"{AUTH_COOKIE_NAME}={signed.decode()}"


def asked_for(house: House, path: str, brought: str | None) -> int:
    house.sign_in = SignIn.PROVIDER
    headers = {} if brought is None else {"cookie": brought}
    return int(answered("http", path=path, behind=OnlySignedIn, **headers)[0]["status"])


def test_a_file_is_given_to_who_signed_in(house: House) -> None:
    assert asked_for(house, FILE, cookie(house)) == 200


def test_a_file_is_refused_to_who_did_not_sign_in_and_a_page_is_not(house: House) -> None:
    refused = [
        None,
        f"{AUTH_COOKIE_NAME}=verzonnen",
        cookie(house, secret="van een ander"),  # noqa: S106 - made up
        cookie(house, hours=9),
        cookie(house, is_logged_in=False),
        cookie(house, rollen=["van elders"]),
    ]
    assert [asked_for(house, FILE, brought) for brought in refused] == [403] * len(refused)
    assert asked_for(house, f"/basis{FILE}", None) == 403
    assert asked_for(house, "/", None) == 200


def test_where_nobody_signs_in_a_file_is_given_on_this_machine(house: House) -> None:
    assert answered("http", path=FILE, behind=OnlySignedIn)[1]["body"] == b"binnen"


def test_a_file_is_kept_nowhere(house: House) -> None:
    head = answered("http", path=FILE, behind=DutchPage)[0]

    assert (b"cache-control", b"no-store") in head["headers"]
