"""The command becomes the server of the app: one process, so one signal ends it and its second engine."""

import os
import socket
import sys
from pathlib import Path

from budget_engine.errors import StoreError

SERVER = Path(__file__).resolve().parent.parent / "ui" / "server.py"
ADDRESS = "127.0.0.1"  # this machine alone; who is let in from elsewhere comes through a server that does TLS

_SETTINGS = {
    "server.address": ADDRESS,
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "1",  # megabytes; nothing is uploaded
    "server.enableStaticServing": "false",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",  # a traceback can hold what somebody told us
    "client.toolbarMode": "minimal",
    "client.showSidebarNavigation": "true",
    "global.disableWidgetStateDuplicationWarning": "true",  # ui/parts/field.py says why it gives both
    "runner.fastReruns": "true",
    "runner.postScriptGC": "false",  # a full collection after every page costs more than the page
    "runner.magicEnabled": "false",  # it would print a text that stands by itself in the code
    "logger.level": "error",
}


def command(db: Path, rules: Path, port: int, today: str | None, *, is_example: bool = False) -> list[str]:
    """Give the command line of the server; `today` is the day on which it plays, `is_example` the demo."""
    settings = [f"--{name}={value}" for name, value in {**_SETTINGS, "server.port": str(port)}.items()]
    own = [
        "--db",
        str(db.resolve()),
        "--regels",
        str(rules.resolve()),
        *([] if today is None else ["--dag", today]),
        *(["--voorbeeld"] if is_example else []),
    ]
    return [sys.executable, "-m", "streamlit", "run", str(SERVER), *settings, "--", *own]


def refuse_taken(port: int) -> None:
    """Raise StoreError when something listens on a port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            raise StoreError(f"Poort {port} is al in gebruik. Kies een andere met --poort.") from None


def become(db: Path, rules: Path, port: int, today: str | None = None, *, is_example: bool = False) -> int:
    """Replace this process by the server; StoreError when the port is taken."""
    refuse_taken(port)
    sys.stdout.write(f"De app draait op http://{ADDRESS}:{port} (stop met Ctrl-C).\n")
    sys.stdout.flush()
    os.execv(sys.executable, command(db, rules, port, today, is_example=is_example))  # noqa: S606 - our own interpreter, no shell
