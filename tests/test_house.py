"""How the house is kept: sizes, layers, names, and no number of the law in Python."""

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from budget_engine.glossary import WORDS, Noun
from tests.conftest import ROOT

ENGINE = sorted((ROOT / "budget_engine").rglob("*.py"))
OURS = sorted([*ENGINE, *(ROOT / "tests").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

FREE = frozenset({-1, 0, 1, 2, 10, 100, 1000, 10000})
"""Numbers that say nothing about a law."""
MAY_COUNT = ("values.py", "deadlines.py", "backends/")
MAY_BE_INEXACT = ("backends/durable_child.py", "errors.py", "files/sheets/workbook.py")
"""Seconds of waiting, how much alike two words must be, and an amount as openpyxl takes it: never calculated with."""

BANNED_FILES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
    "base",
}
BANNED_SUFFIXES = (
    "Manager",
    "Service",
    "Helper",
    "Base",
    "Util",
    "Utils",
    "Repository",
    "Factory",
    "Handler",
    "Processor",
)
BANNED_NAMES = {"data", "info", "obj", "handle", "process", "tmp", "foo", "stuff", "thing"}
OF_THE_SYSTEM = {("durable_child.py", "process"), ("durable_run.py", "handle")}
"""A child process, and what durable_rules itself calls its handle."""

every_file = pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
every_room = pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(ROOT).as_posix())


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=path.name)


def within(path: Path, places: tuple[str, ...]) -> bool:
    inside = path.relative_to(ROOT / "budget_engine").as_posix()
    return any(inside == place or (place.endswith("/") and inside.startswith(place)) for place in places)


@every_file
def test_a_file_fits_in_a_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@every_room
def test_a_function_fits_on_a_screen(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout


@every_room
def test_nothing_is_counted_in_floats(path: Path) -> None:
    if within(path, MAY_BE_INEXACT):
        return
    for node in ast.walk(tree(path)):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), node.lineno
        assert not (isinstance(node, ast.Name) and node.id in ("float", "Decimal")), node.lineno
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_arithmetic(node)), (
            node.lineno
        )


def _is_arithmetic(node: ast.BinOp) -> bool:
    """Tell a division from a path that is joined: a path has text on a side."""
    sides = (node.left, node.right)
    return not any(
        isinstance(side, ast.Constant | ast.JoinedStr) and not isinstance(getattr(side, "value", ""), int)
        for side in sides
    ) and not any(_is_path(side) for side in sides)


def _is_path(node: ast.expr) -> bool:
    words = {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(node)}
    return bool(words & {"folder", "path", "root", "ROOT", "parent", "Path"})


@every_room
def test_no_except_catches_everything(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = (
                {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)} if node.type else {""}
            )
            assert not caught & {"", "Exception", "BaseException"}, node.lineno


@every_room
def test_a_match_names_every_case(path: Path) -> None:
    """Then mypy names every place that lacks a new operator."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.match_case) and isinstance(node.pattern, ast.MatchAs):
            assert node.pattern.pattern is not None or node.pattern.name is not None, node.pattern.lineno


@every_room
def test_no_number_of_the_law_stands_in_python(path: Path) -> None:
    if within(path, MAY_COUNT):
        return
    sourced = set(_lines_with_a_source(path))
    for node in _numbers(tree(path)):
        assert node.lineno in sourced, f"{path.name}:{node.lineno} {node.value} has no source"


def _numbers(root: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(root):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in FREE:
            yield node


def _lines_with_a_source(path: Path) -> Iterator[int]:
    """Walk the lines of constants that a comment or a text right below explains."""
    commented = set()
    with tokenize.open(path) as stream:
        for token in tokenize.generate_tokens(stream.readline):
            if (
                token.type == tokenize.COMMENT
                and "noqa" not in token.string
                and "type: ignore" not in token.string
            ):
                commented.add(token.start[0])
    body = tree(path).body
    for node, below in zip(body, [*body[1:], None], strict=True):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        assert node.end_lineno is not None
        own = set(range(node.lineno - 1, node.end_lineno + 1))
        is_explained = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        if own & commented or is_explained:
            yield from own


@every_file
def test_no_file_is_a_drawer(path: Path) -> None:
    assert path.stem.strip("_") not in BANNED_FILES


@every_room
def test_classes_and_variables_say_what_they_are(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            assert not node.name.endswith(BANNED_SUFFIXES), node.name
        name = node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else None
        name = node.arg if isinstance(node, ast.arg) else name
        assert name not in BANNED_NAMES or (path.name, name) in OF_THE_SYSTEM, f"{path.name}: {name}"


def test_every_word_of_the_glossary_is_the_name_of_something() -> None:
    for path in ENGINE:
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    used = {name for noun in _below(Noun) for name in noun.model_fields}
    text = "".join(path.read_text(encoding="utf-8") for path in ENGINE)

    assert [word for word in WORDS if word not in used and f'WORDS["{word}"]' not in text] == []


def _below(noun: type[Noun]) -> Iterator[type[Noun]]:
    for below in noun.__subclasses__():
        yield below
        yield from _below(below)


def test_the_environment_has_three_words_for_us() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in ENGINE)

    assert set(re.findall(r"environ(?:\.get\(|\[)\s*\"(\w+)\"", text)) == {
        "MAATWERK_DB",
        "MAATWERK_REGELS",
        "MAATWERK_LOG",
    }


def test_the_clock_and_chance_are_read_at_the_edges_alone() -> None:
    """On the command line, and where the child process of the second engine writes its own fault down."""
    reads = re.compile(r"date\.today|datetime\.now|time\.time\(|secrets\.|random\.|uuid|urandom")

    found = {path.name for path in ENGINE if reads.search(path.read_text(encoding="utf-8"))}
    assert found == {"cli.py", "durable_worker.py"}


def test_no_file_knows_this_machine_or_a_registry() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git, wherever it is
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout
    wrong = re.compile(r"(?<![.\w])/(?:tmp|work|root|home|opt|mnt)/|index-url|pythonhosted|/simple/")

    for name in filter(None, tracked.split("\0")):
        path = ROOT / name
        if (
            path.is_file()
            and path.suffix in (".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".json", "")
            and path != Path(__file__)
        ):
            text = path.read_bytes().decode("utf-8", errors="replace")
            assert not wrong.search(text), name
