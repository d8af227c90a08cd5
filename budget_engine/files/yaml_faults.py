"""What libyaml cannot read, told in Dutch to who wrote it: the line, what stands there and what to do.

libyaml speaks English and of its own parts; none of that comes through.
"""

import re

import yaml

_INDENTED = "Klopt de inspringing?"
_QUOTES = "Zet deze tekst tussen aanhalingstekens."
_TAB = ("Hier staat een tab.", "Gebruik spaties.")
_OPEN_QUOTE = ("Dit aanhalingsteken wordt niet gesloten.", "Zet er aan het eind van de tekst ook een.")
_AFTER_QUOTE = (
    "Na het aanhalingsteken staat nog tekst.",
    "Zet tekst met een apostrof tussen dubbele aanhalingstekens.",
)
_BACKSLASH = ("Een schuine streep naar links kan hier niet.", "Gebruik enkele aanhalingstekens.")
_SECOND = ("Dit bestand bevat meer dan één document.", "Haal de regel met --- weg.")
_COLON = (
    "Hier staat een dubbele punt te veel.",
    f"Zet tekst met een dubbele punt tussen aanhalingstekens. {_INDENTED}",
)
_BRACKET = ("Hier ontbreekt een komma of een sluithaak.", "Kijk ook aan het eind van de regel ervoor.")

CURLY = (
    "Deze aanhalingstekens zijn krom (“ ”); zij houden hier geen tekst bij elkaar.",
    'Typ rechte aanhalingstekens, zoals "13,00".',
)
_CURLY_OPENS = re.compile(r"(?:^|[:,\[{-]) *(?:[“”„]|‘[^’]*’)")

UNREADABLE = ("Dit kan niet worden gelezen.", _INDENTED)

_EXPLANATIONS = (
    ("tab character", *_TAB),
    ("scanning a quoted scalar", *_OPEN_QUOTE),
    ("parsing a quoted scalar", *_BACKSLASH),
    ("found another document", *_SECOND),
    (
        "found undefined alias",
        "Een verwijzing met '*' kan hier niet.",
        "Zet tekst die met * begint tussen aanhalingstekens.",
    ),
    ("mapping values are not allowed", *_COLON),
    ("found unexpected ':'", *_COLON),
    (
        "block sequence entries are not allowed",
        "Hier kan geen streepje staan.",
        "Begin een lijst op een nieuwe regel, of zet de tekst tussen aanhalingstekens.",
    ),
    ("could not find expected ':'", "Hier ontbreekt een dubbele punt na de naam.", _INDENTED),
    ("did not find expected ',' or", *_BRACKET),
    (
        "did not find expected key",
        "De inspringing klopt hier niet.",
        "Zet velden van één onderdeel recht onder elkaar.",
    ),
    (
        "did not find expected '-' indicator",
        "De inspringing van deze lijst klopt niet.",
        "Zet de streepjes recht onder elkaar.",
    ),
    (
        "did not find expected node content",
        "Hier staat een komma of een haak te veel.",
        "Haal die weg, of zet de tekst tussen aanhalingstekens.",
    ),
)
"""What libyaml says, and what we say: the first that fits counts."""

_OPENS_TEXT = (
    "found character that cannot start any token",
    "mapping keys are not allowed",
    "scanning a block scalar",
    "directive",
    "scanning an alias",
    "scanning an anchor",
    "scanning a tag",
    "parsing a tag",
    "undefined tag handle",
    "incompatible YAML document",
)
"""What libyaml says of a character that has a meaning of its own where text begins."""


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[int | None, str, str]:
    """Give the line of a fault of libyaml, what is wrong and what to do."""
    said = " ".join(part for part in (error.context, error.problem) if part)
    lines = text.removeprefix("\ufeff").splitlines() or [""]
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark
    missed_late = "quoted scalar" in said or "simple key" in said
    if opened is not None and (missed_late or mark is None or mark.line >= len(lines)):
        mark = opened  # what is never closed is missed at the end, and mended where it opens
    if mark is None:
        return None, *UNREADABLE
    number = min(mark.line, len(lines) - 1)
    start = opened if opened is not None and opened.line == number else mark
    if _CURLY_OPENS.search(lines[number]):
        return number + 1, *CURLY
    return number + 1, *_told(said, lines[number], mark.column, start.column)


def _told(said: str, line: str, column: int, start: int) -> tuple[str, str]:
    if any(pattern in said for pattern in _OPENS_TEXT) and "tab character" not in said:
        if line[: start + 1].isspace():
            return _TAB
        return f"Tekst kan niet beginnen met '{line[start : start + 1]}'.", _QUOTES
    if "did not find expected" in said and line[:column].rstrip(" ")[-1:] in ("'", '"'):
        return _AFTER_QUOTE
    if ("expected key" in said or "expected '-' indicator" in said) and line[column : column + 1] in (
        "]",
        "}",
    ):
        return "Hier staat een sluithaak te veel.", "Haal die weg."
    return next(((text, hint) for pattern, text, hint in _EXPLANATIONS if pattern in said), UNREADABLE)
