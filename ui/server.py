"""The server of the app: started by `maatwerk app` and `maatwerk demo`, and ended by one signal.

Nothing leaves this machine: the headers forbid a page to ask anything of another host.
"""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.errors import StreamlitSecretNotFoundError

from budget_engine import logbook
from budget_engine.errors import MaatwerkError, StoreError
from budget_engine.sign_in import SECTION, ProviderSettings, settings_of
from ui import running
from ui.dutch_page import DutchPage
from ui.only_here import OnlyHere, is_loopback
from ui.only_signed_in import OnlySignedIn
from ui.prepare import page as prepare
from ui.running import House, SignIn

_REFUSED = 2
"""The code with which a command ends that could not do what was asked."""
_TURN = 0.001
"""Seconds that a thread calculates on while others wait. Five thousandths are usual; a page that reads a file or a
row gives way each time, and so waits that long over and over while a few others calculate."""
_YOUNG = 20_000
"""So many new objects before Python looks for what can be thrown away: a page makes tens of thousands, and hundreds,
which is usual, has it look a hundred times during one page."""
_HEAVY = ("pandas", "pyarrow", "altair")
"""Imported before the first page, so that `gc.freeze` keeps them out of every collection."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ui/server.py")
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--regels", type=Path, required=True)
    parser.add_argument("--dag", type=date.fromisoformat, default=None)
    parser.add_argument("--voorbeeld", action="store_true")
    return parser.parse_args(sys.argv[1:])


def provider() -> ProviderSettings | None:
    """Read whether people sign in with a provider, and how; StoreError where that cannot be made out.

    What cannot be read is never taken for "nobody signs in here".
    """
    files = [path for path in st.get_option("secrets.files") if Path(path).exists()]
    try:
        secrets = st.secrets.to_dict() if files else {}
    except StreamlitSecretNotFoundError:
        raise StoreError(
            f"De instellingen in {files[0]} kunnen niet worden gelezen. Herstel dat bestand."
        ) from None
    if "auth" not in secrets:
        if SECTION in secrets:
            raise StoreError(
                f"In {files[0]} staat [{SECTION}], maar [auth] ontbreekt. Zo kan niemand zich aanmelden."
            )
        return None
    if find_spec("authlib") is None or find_spec("httpx") is None:
        raise StoreError(
            "Voor aanmelden ontbreekt een onderdeel. Installeer het met: pip install 'streamlit[auth]'"
        )
    return settings_of(secrets.get(SECTION, {}))


def opened(options: argparse.Namespace) -> House:
    """Open the house in the one way in which people are known here; MaatwerkError says why not."""
    found = None if options.voorbeeld else provider()
    if found is not None and options.dag is not None:
        raise StoreError("Met aanmelden werkt de app op de dag van vandaag.")
    address = str(st.get_option("server.address") or "")
    if found is None and not is_loopback(address):
        raise StoreError(
            f"Hier controleert niemand wie er werkt, en de app zou luisteren op '{address or 'elk adres'}'. Dat mag "
            "alleen op 127.0.0.1. Stel aanmelden in, of start met 'maatwerk app'."
        )
    sign_in = SignIn.EXAMPLE if options.voorbeeld else SignIn.OWN_WORD if found is None else SignIn.PROVIDER
    return running.start(options.db, options.regels, options.dag, sign_in, found)


@asynccontextmanager
async def life_span(app: st.App) -> AsyncIterator[None]:
    """Open the house when the server starts, and close it when it ends."""
    del app
    try:
        house = opened(_options())
    except MaatwerkError as error:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()
        os._exit(_REFUSED)  # the server would print a traceback and go on
    for name in _HEAVY:
        importlib.import_module(name)
    sys.setswitchinterval(_TURN)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    house.work_ahead()
    try:
        yield
    finally:
        logbook.note(logbook.Event.STOPPED, house.at())
        house.close()


async def health(request: Request) -> Response:
    """Say that the server is up, without a word about what is in it."""
    del request
    return JSONResponse({"status": "in orde"})


app = st.App(
    "app.py",
    lifespan=life_span,
    routes=[Route("/gezond", health), *prepare.ROUTES],
    middleware=[Middleware(OnlyHere), Middleware(DutchPage), Middleware(OnlySignedIn)],
)
