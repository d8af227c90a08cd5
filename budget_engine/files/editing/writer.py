"""Plain entries to YAML text as people here write it.

Fields stand under each other, short groups and rows on one line between { }, and a text stands between
quotes only where it must. No text is ever folded over lines, so what is written reads back as it was.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from budget_engine.files.nodes import Plain

Quote: TypeAlias = Literal["'", '"']

WIDEST = 120  # the width at which the rule files wrap their own lines
_LONGEST_KEY = 1000  # libyaml looks 1,024 characters ahead for the colon behind a name
_ONE_LINE = frozenset({"grondslag"})
"""Groups of many short words, that are read as one line whatever their width."""
_SHORT_ENTRY = 6  # fields up to this number stand close together, as the values in a law file do

_OPENS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_IN_FLOW = frozenset(",[]{}:")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text_of(entries: Sequence[Plain], quote: Quote = "'") -> str:
    """Write a whole rule file.

    >>> print(text_of([{"waarde": "termijn", "is": "2"}, {"waarde": "norm", "is": "13,00"}]), end="")
    - waarde: termijn
      is: 2
    - waarde: norm
      is: 13,00
    """
    if not entries:
        return "[]\n"
    lines: list[str] = []
    last: list[str] = []
    for entry in entries:
        own = item_lines(entry, "", quote, is_entry=True)
        if last and max(len(last), len(own)) > _SHORT_ENTRY:
            lines.append("")
        lines += own
        last = own
    return "".join(f"{line}\n" for line in lines)


def item_lines(
    item: Plain, pad: str, quote: Quote = "'", *, in_flow: bool = False, is_entry: bool = False
) -> list[str]:
    """Write one item of a list, its dash included; `in_flow` when its neighbours stand on one line each."""
    if in_flow or not item or isinstance(item, str) or (not is_entry and _item_fits(item, pad, quote)):
        return [f"{pad}- {inline(item, quote, in_flow=False)}"]
    inner = f"{pad}  "
    lines = list(_inside(item, inner, quote, is_entry=is_entry))
    return [f"{pad}- {lines[0].removeprefix(inner)}", *lines[1:]]


def field_lines(
    name: str, value: Plain, pad: str, quote: Quote = "'", *, is_of_entry: bool = False
) -> list[str]:
    """Write one field; `is_of_entry` when it stands in an entry itself and not in a part of one."""
    head = f"{pad}{scalar(name, quote, in_flow=False)}:"
    one = f"{head} {inline(value, quote, in_flow=False)}"
    if isinstance(value, str) or not value or name in _ONE_LINE:
        return [one]
    is_rows = is_of_entry and isinstance(value, list) and any(isinstance(item, dict) for item in value)
    if not is_rows and len(one) <= WIDEST:
        return [one]
    return [head, *_inside(value, f"{pad}  ", quote)]


def inline(plain: Plain, quote: Quote = "'", *, in_flow: bool = True) -> str:
    """Write a value on one line.

    >>> inline({"wet": "wmo", "is": "13,00", "rijen": ["a", ""]})
    "{wet: wmo, is: '13,00', rijen: [a, '']}"
    """
    if isinstance(plain, str):
        return scalar(plain, quote, in_flow=in_flow)
    if isinstance(plain, list):
        return f"[{', '.join(inline(item, quote) for item in plain)}]"
    return f"{{{', '.join(inline_field(name, value, quote) for name, value in plain.items())}}}"


def inline_field(name: str, value: Plain, quote: Quote = "'") -> str:
    """Write one field as it stands between braces."""
    key = scalar(name, quote)
    mark = "? " if len(key) > _LONGEST_KEY else ""
    return f"{mark}{key}: {inline(value, quote)}"


def scalar(text: str, quote: Quote = "'", *, in_flow: bool = True) -> str:
    r"""Write one text, between quotes only where it must; `in_flow` when it stands between brackets.

    >>> print(scalar("ja"), scalar("1.10"), scalar("> 6 km"), scalar("zo'n: dit"), scalar("a\nb"))
    ja 1.10 '> 6 km' "zo'n: dit" "a\nb"
    """
    return text if _is_safe(text, in_flow=in_flow) else quoted(text, quote)


def quoted(text: str, quote: Quote) -> str:
    """Write a text between quotes: these, or the other kind when that reads better."""
    if any(char in text for char in "\n\r\t"):
        return _double(text)
    if quote == "'" and ("'" not in text or '"' in text or "\\" in text):
        return _single(text)
    if quote == '"' and ('"' in text or "\\" in text) and "'" not in text:
        return _single(text)
    return _double(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'


def _is_safe(text: str, *, in_flow: bool) -> bool:
    """Tell whether a text without quotes reads back as itself."""
    if not text or text != text.strip() or text[0] in _OPENS or text.startswith("..."):
        return False
    if any(char in text for char in "\n\r\t") or ": " in text or " #" in text or text.endswith(":"):
        return False
    return not in_flow or not any(char in _IN_FLOW for char in text)


def _item_fits(item: Plain, pad: str, quote: Quote) -> bool:
    """Tell whether an item reads as one line: a row does whatever its width, a group when it fits."""
    values = item.values() if isinstance(item, dict) else item
    if all(isinstance(value, str) for value in values):
        return True
    return len(f"{pad}- {inline(item, quote)}") <= WIDEST


def _inside(plain: Plain, pad: str, quote: Quote, *, is_entry: bool = False) -> Iterator[str]:
    if isinstance(plain, dict) and any(len(scalar(name, quote)) > _LONGEST_KEY for name in plain):
        yield f"{pad}{inline(plain, quote)}"
    elif isinstance(plain, dict):
        for name, value in plain.items():
            yield from field_lines(name, value, pad, quote, is_of_entry=is_entry)
    elif isinstance(plain, list):
        for item in plain:
            yield from item_lines(item, pad, quote)
    else:
        yield f"{pad}{scalar(plain, quote, in_flow=False)}"
