"""An example on one line, as it stands in a rule file."""

import re
from typing import Any

from budget_engine.language.rule import Example

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ0-9_][A-Za-zÀ-ÿ0-9_./%-]*( [A-Za-zÀ-ÿ0-9_][A-Za-zÀ-ÿ0-9_./%-]*)*")
_READ_OTHERWISE = frozenset({"null", "true", "false", "yes", "no"})
"""What other programs than ours would not read as text."""


def example_line(example: Example) -> str:
    """Write an example the way it stands in a rule file, facts always said.

    >>> example_line(Example(facts={"vorm": "pgb", "prijs": "68,41"}, holds="ja"))
    '- {feiten: {vorm: pgb, prijs: "68,41"}, geldt: ja}'
    """
    plain = example.as_entry()
    written = {name: plain.pop(name) for name in ("naam", "op") if name in plain}
    return f"- {flow({**written, 'feiten': plain.pop('feiten', {}), **plain})}"


def flow(plain: Any) -> str:
    """Write a plain form on one line.

    >>> flow([{"vorm": "natura"}, {"duur": "2,5 uur"}])
    '[{vorm: natura}, {duur: "2,5 uur"}]'
    """
    if isinstance(plain, dict):
        return f"{{{', '.join(f'{flow(name)}: {flow(value)}' for name, value in plain.items())}}}"
    if isinstance(plain, list | tuple):
        return f"[{', '.join(flow(item) for item in plain)}]"
    text = str(plain)
    if _PLAIN.fullmatch(text) and text.lower() not in _READ_OTHERWISE:
        return text
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"
