"""A server as a user starts it, and a browser that sees it."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from budget_engine.language.rule_set import RuleSet
from budget_engine.serving import command
from tests.browser.full_file import fill
from tests.browser.hands import Hands
from tests.conftest import RULES
from ui.pages import CASE

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
_NOTHING_MOVES = """document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = '*, ::before, ::after { animation: none !important; transition: none !important }';
    document.head.append(style);
})"""
"""What fades and turns is drawn sixty times a second, for nobody."""
DAY = "2026-11-24"
_PATIENCE = 60  # seconds in which a server must answer on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none."""
    if CHROMIUM is None:
        for item in items:
            if "tests/browser" in str(item.path):
                item.add_marker(pytest.mark.skip(reason="chromium is niet geïnstalleerd"))


_windows: list[Page] = []
"""Every window that is open, so that a test that fails can say what stood in it."""


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Add to a failure what its windows show."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.failed and "tests/browser" in str(item.path):
        for page in _windows:
            with suppress(Error):
                report.sections.append((f"window {page.url}", page.locator("body").inner_text(timeout=2000)))


@dataclass
class Server:
    """A running server: where it listens, its database, and its process."""

    port: int
    db: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it without a word, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()


def of_pages(*often: str) -> list[Any]:
    """Give every page about a dossier; those that are not named only with `--grondig`."""
    return [name if name in often else pytest.param(name, marks=pytest.mark.grondig) for name in CASE]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    db: Path,
    *,
    rules: Path = RULES,
    port: int | None = None,
    log: Path | None = None,
    folder: Path | None = None,
    day: str | None = DAY,
) -> Server:
    """Start a server on a file, in a folder that may hold settings, and wait until it answers."""
    wanted = port or free_port()
    surroundings = {**os.environ, "MAATWERK_LOG": "" if log is None else str(log)}
    process = subprocess.Popen(
        command(db, rules, wanted, day),
        env=surroundings,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(wanted, db, process)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{server.url}/gezond", timeout=2):  # noqa: S310 - our own server
                return server
        except OSError:
            assert process.poll() is None, "De server stopte voordat hij antwoordde."
            time.sleep(0.1)
    server.kill()
    raise AssertionError("De server antwoordde niet.")


@contextmanager
def serving(db: Path, **how: Path) -> Iterator[Server]:
    server = start(db, **how)  # type: ignore[arg-type]
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def full_file(
    tmp_path_factory: pytest.TempPathFactory, rule_set: RuleSet, pytestconfig: pytest.Config
) -> Path:
    """A file with a dossier of every sort, to be copied."""
    db = tmp_path_factory.mktemp("vol") / "app.sqlite"
    fill(db, rule_set, is_whole=pytestconfig.getoption("--grondig"))
    return db


@pytest.fixture(scope="session")
def server(full_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all who need none of their own: it reads the rules, and the browser its parts, once."""
    with serving(copied(full_file, tmp_path_factory.mktemp("server"))) as running:
        yield running


def copied(db: Path, folder: Path) -> Path:
    return Path(shutil.copy(db, folder / "app.sqlite"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    yield started
    started.close()


Visit = Callable[..., Hands]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[BrowserContext]:
    """One browser for all windows: what the app is made of is fetched once, and who is at work is in the address."""
    context = browser.new_context(locale="nl-NL")
    context.add_init_script(_NOTHING_MOVES)
    context.set_default_timeout(30_000)
    yield context
    context.close()


@contextmanager
def _visiting(windows: BrowserContext) -> Iterator[Visit]:
    opened: list[Page] = []
    outside: list[str] = []

    def visit(server: Server, *, width: int = 1280, height: int = 900) -> Hands:
        page = windows.new_page()
        opened.append(page)
        _windows.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.on(
            "request", lambda request: outside.append(request.url) if _leaves(request.url, server) else None
        )
        return Hands(page, server.url)

    yield visit
    for page in opened:
        _windows.remove(page)
        page.close()
    assert outside == []


@pytest.fixture
def visit(windows: BrowserContext) -> Iterator[Visit]:
    """Open a window on a server; every request that would leave the machine fails the test."""
    with _visiting(windows) as opened:
        yield opened


@pytest.fixture(scope="module")
def visit_long(windows: BrowserContext) -> Iterator[Visit]:
    """Open a window that stays for all tests of a module."""
    with _visiting(windows) as opened:
        yield opened


def _leaves(url: str, server: Server) -> bool:
    return not url.startswith((server.url, server.url.replace("http", "ws"), "data:", "blob:"))
