"""What all tests share: `--accept` rewrites golden files, `--grondig` runs the large counts, `--weg` a whole road."""

import gc
import os
import secrets
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from budget_engine.language.rule_set import RuleSet

if TYPE_CHECKING:
    from budget_engine.desk import Desk
    from tests.sealed import Shell
    from ui.running import House

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "rules"
FIXTURES = ROOT / "fixtures"
MUNICIPALITY = "voorbeeldgemeente"

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("grondig", settings.get_profile("ci"), derandomize=False, max_examples=5000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files; review them as a diff")
    parser.addoption("--grondig", action="store_true", help="large counts from a random seed")
    parser.addoption("--weg", action="store_true", help="walk the whole road of a case in the browser too")
    parser.addoption("--zaad", type=int, help="the seed of --grondig; without it one is drawn")


def pytest_configure(config: pytest.Config) -> None:
    # pages run here as the server runs them: `budget_engine.serving` says why
    os.environ |= {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "false", "STREAMLIT_RUNNER_MAGIC_ENABLED": "false"}
    gc.set_threshold(
        50_000, 20, 50
    )  # rules and cases are large and stay: looking through them often finds nothing
    settings.load_profile("grondig" if config.getoption("--grondig") else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--grondig"):
        return
    for item in items:
        if item.get_closest_marker("grondig"):
            item.add_marker(pytest.mark.skip(reason="only with --grondig"))
        elif item.get_closest_marker("weg") and not config.getoption("--weg"):
            item.add_marker(pytest.mark.skip(reason="only with --weg or --grondig"))


def pytest_collection_finish() -> None:
    """Leave out of every later search for garbage what was read to know which tests there are."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker one half in its order: the road in the browser goes first, and who is done helps the other."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


@pytest.fixture(scope="session")
def seed(pytestconfig: pytest.Config) -> int:
    """The seed of a thorough run, printed so that the run can be repeated."""
    drawn: int = pytestconfig.getoption("--zaad") or secrets.randbelow(10**9)
    return drawn


MANY = 30
"""Households for each law; with --grondig forty-five times as many, from a random seed."""


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> range:
    if request.config.getoption("--grondig"):
        start = request.getfixturevalue("seed")
        return range(start, start + 45 * MANY)
    return range(MANY)


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or rewrite the file with --accept."""

    def compare(path: Path, text: str) -> None:
        if pytestconfig.getoption("--accept"):
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path.name} does not exist yet; run pytest --accept and read it"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def national() -> RuleSet:
    from tests.sealed import rules

    return rules(None)


@pytest.fixture(scope="session")
def rule_set() -> RuleSet:
    from tests.sealed import rules

    return rules()


@pytest.fixture(autouse=True, scope="session")
def _kept_for_all() -> Iterator[None]:
    """Let all desks and commands of one process keep what is the same for each: rules, and the parts of Streamlit.

    What a test writes itself is read as it stands. A server or a command in a process of its own keeps nothing.
    """
    from streamlit.components.v2 import manifest_scanner
    from streamlit.runtime.scriptrunner.script_cache import ScriptCache
    from streamlit.testing.v1 import app_test, local_script_runner

    from budget_engine import chain, demo, desk, kept_views, recordkeeping
    from tests.people import OpenDesk, looked
    from tests.sealed import body_or_not, rules_in, rules_sealed
    from ui import running

    with pytest.MonkeyPatch.context() as kept:
        kept.setattr(desk, "read_rules", rules_in)
        kept.setattr(demo, "read_rules", rules_in)
        kept.setattr(kept_views, "look", looked)
        kept.setattr(running, "Desk", OpenDesk)
        kept.setattr(recordkeeping, "read_sealed", rules_sealed)
        kept.setattr(chain, "is_body", body_or_not)
        scripts = ScriptCache()
        kept.setattr(local_script_runner, "ScriptCache", lambda: scripts)
        kept.setattr(app_test, "ScriptCache", lambda: scripts)
        found = cache(manifest_scanner.scan_component_manifests)
        kept.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


# --- a store with three sealed decisions, as an auditor and an attacker meet it ------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Path:
    from tests.sealed import sealed_store

    return sealed_store(tmp_path)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> "Shell":
    from tests.sealed import command

    return lambda *arguments: command(capsys, *arguments)


@pytest.fixture
def file(db: Path) -> Iterator[sqlite3.Connection]:
    from tests.sealed import attack

    with attack(db) as connection:
        yield connection


@pytest.fixture(autouse=True)
def _main() -> Iterator[None]:
    """Put the main module back: a page takes its place, and a process that is spawned after would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


# --- a house without a server, as a page meets it -----------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> "Iterator[Desk]":
    from budget_engine.desk import Desk

    found = Desk(tmp_path / "db.sqlite", RULES)
    yield found
    found.close()


@pytest.fixture
def house(tmp_path: Path) -> "Iterator[House]":
    from tests.screens import house_on

    with house_on(tmp_path) as running:
        yield running
