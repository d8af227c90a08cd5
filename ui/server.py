"""The server of the app: started by `maatwerk app` and `maatwerk demo`, and ended by one signal.

Nothing leaves this machine: the headers forbid a page to ask anything of another host.
"""

import argparse
import gc
import importlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from budget_engine import logbook
from ui import running
from ui.dutch_page import DutchPage

_HEAVY = ("pandas", "pyarrow", "altair")
"""Imported before the first page, so that `gc.freeze` keeps them out of every collection."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ui/server.py")
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--regels", type=Path, required=True)
    parser.add_argument("--dag", type=date.fromisoformat, default=None)
    return parser.parse_args(sys.argv[1:])


@asynccontextmanager
async def life_span(app: st.App) -> AsyncIterator[None]:
    """Open the house when the server starts, and close it when it ends."""
    del app
    options = _options()
    house = running.start(options.db, options.regels, options.dag)
    for name in _HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
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
    "app.py", lifespan=life_span, routes=[Route("/gezond", health)], middleware=[Middleware(DutchPage)]
)
