"""The pages of docs/ as tests read them: their blocks, their tables, and the parts that are written by machine."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def blocks(name: str, language: str, mark: str) -> list[str]:
    """Give the blocks of a page that are opened with a language and a mark."""
    return [text for found, said, text in _BLOCK.findall(page(name)) if (found, said) == (language, mark)]


def tables(name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Walk the tables of a page: the heading above, and the rows with that of the column names first."""
    heading, rows = "", list[list[str]]()
    for line in [*_BLOCK.sub("", page(name)).split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield heading, [rows[0], *rows[2:]]
            rows = []
        if line.startswith("#"):
            heading = line.lstrip("# ").strip("`")


def table(name: str, first: str, heading: str | None = None) -> list[list[str]]:
    """Give the one table with this first column name, under a heading where several have it."""
    found = [rows[1:] for above, rows in tables(name) if rows[0][0] == first and heading in (None, above)]
    assert len(found) == 1, f"{len(found)} tables begin with '{first}' under '{heading}'"
    return found[0]


def codes(rows: list[list[str]], column: int = 0) -> list[str]:
    """Give what stands between backticks in a column."""
    return [code for row in rows for code in _CODE.findall(row[column])]


def listed(name: str) -> list[str]:
    """Give the messages of a page; … stands there for anything."""
    return [row[0] for _, found in tables(name) if found[0][0] == "melding" for row in found[1:]]


def reads_as(message: str, text: str) -> bool:
    return re.fullmatch(".+?".join(map(re.escape, message.split("…"))), text) is not None


def unlisted(name: str, texts: list[str]) -> list[str]:
    """Give the texts that are no message of a page."""
    return [text for text in texts if not any(reads_as(message, text) for message in listed(name))]


# --- shapes --------------------------------------------------------------------------------------------


def fields_of(schema: Mapping[str, Any]) -> dict[str, bool]:
    """Give the fields of a JSON Schema by path, and whether each is required.

    A group that comes back is opened the first time only.
    """
    return dict(_fields(schema, schema["$defs"], "", set()))


def _fields(
    shape: Mapping[str, Any], groups: Mapping[str, Any], at: str, seen: set[str]
) -> Iterator[tuple[str, bool]]:
    if "$ref" in shape:
        name = shape["$ref"].split("/")[-1]
        if name not in seen:
            seen.add(name)
            yield from _fields(groups[name], groups, at, seen)
    for arm in shape.get("anyOf", ()):
        yield from _fields(arm, groups, at, seen)
    for name, inside in shape.get("properties", {}).items():
        path = f"{at}.{name}" if at else name
        yield path, name in shape.get("required", ())
        yield from _fields(inside, groups, path, seen)
    if "items" in shape:
        yield from _fields(shape["items"], groups, f"{at}[]", seen)


def grouped(fields: Mapping[str, bool], root: str) -> dict[str, dict[str, bool]]:
    """Put fields by the name of the group they stand in."""
    found: dict[str, dict[str, bool]] = {}
    for path, required in fields.items():
        group, _, name = path.rpartition(".")
        found.setdefault(group.removesuffix("[]").rpartition(".")[2] or root, {})[name] = required
    return found


def documented(name: str) -> dict[str, dict[str, bool]]:
    """Give what the tables of fields on a page say: per heading the fields, and whether they are required."""
    return {
        heading: {codes([row])[0]: row[1] == "ja" for row in rows[1:]}
        for heading, rows in tables(name)
        if rows[0][0] == "veld"
    }


# --- parts written by machine ------------------------------------------------------------------------


def with_part(name: str, mark: str, text: str) -> str:
    """Give a page with the part between its two marks replaced."""
    first, last = f"<!-- begin {mark} -->", f"<!-- einde {mark} -->"
    before, rest = page(name).split(first)
    _, after = rest.split(last)
    return f"{before}{first}\n\n{text.strip()}\n\n{last}{after}"


def path_of(name: str) -> Path:
    return DOCS / f"{name}.md"


Golden = Callable[[Path, str], None]
