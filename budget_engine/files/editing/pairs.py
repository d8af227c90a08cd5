"""Which of the old parts a wanted part is: by what names it, else by what it looks like.

An entry is known by its opening word, name, municipality and first day, a row by its name or by its keys.
What keeps its name is the same part, however much it changed and wherever it went.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from budget_engine.errors import Path
from budget_engine.files.nodes import Plain
from budget_engine.files.rule_entries import OPENING
from budget_engine.language.reading import RESERVED

_TOLD = frozenset({"is", "bron", "url", "zekerheid", "noot", "grondslag"})
"""What a row of a list tells; the other fields are the keys it is found by."""
_NAMED = {"rijen": "rij", "invoer": "kolom", "voorbeelden": "naam"}
"""The field that names an item of a list, where it is there."""

_NEARBY = 100
"""How many old parts are looked at for one that has no name: enough for people, bounded for a bad file."""

Pairs = list[int | None]
"""For each wanted part the number of the old part it is, or None when it is new."""


def paired(old: Sequence[Plain], wanted: Sequence[Plain], path: Path) -> Pairs:
    """Tell for each wanted part of the list at this path which old part it is."""
    pairs: Pairs = [None] * len(wanted)
    for names in (_whole, lambda plain: identity(plain, path)):
        _pair_by([names(plain) for plain in old], [names(plain) for plain in wanted], pairs)
    for olds, news in _between(len(old), pairs):
        at = 0
        for place in news:  # in order: what stood earlier is what stands earlier now
            near = enumerate(olds[at : at + _NEARBY], start=at)
            found = next((step for step, number in near if _is_alike(old[number], wanted[place], path)), None)
            if found is not None:
                pairs[place], at = olds[found], found + 1
    return pairs


def identity(plain: Plain, path: Path) -> str | None:
    """Give what names a part of the list at this path, or None when nothing does; the file itself is ().

    >>> identity({"waarde": "norm", "is": "3", "geldig_van": "2026-01-01"}, ())
    '["waarde", "norm", "", "2026-01-01"]'
    >>> identity({"product": "logeren", "is": "66,93"}, (0, "rijen"))
    '[["product", "logeren"]]'
    """
    if not isinstance(plain, dict):
        return None
    if not path:
        word = _word(plain)
        days = ("gemeente", "geldig_van")
        return None if word is None else _whole([word, plain[word], *(plain.get(day, "") for day in days)])
    name = _NAMED.get(str(path[-1]))
    if name in plain:
        return _whole([name, plain[name]])
    if path[-1] != "rijen":
        return None
    return _whole([[name, value] for name, value in sorted(plain.items()) if name not in _TOLD])


def order_counts(path: Path, names: Sequence[str]) -> bool:
    """Tell whether the order of the fields of a group says something: of choices, and of tests that all hold."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if name in ("keuzes", "ankers"):
        return True
    return ("als" in path or name == "waar") and not any(field in RESERVED for field in names)


def is_same(left: Plain, right: Plain, path: Path = ()) -> bool:
    """Tell whether two plain forms say the same, order included where that counts."""
    if isinstance(left, dict) and isinstance(right, dict):
        if order_counts(path, list(left)) and list(left) != list(right):
            return False
        return left.keys() == right.keys() and all(
            is_same(value, right[name], (*path, name)) for name, value in left.items()
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(
            is_same(one, other, (*path, number))
            for number, (one, other) in enumerate(zip(left, right, strict=True))
        )
    return left == right


def staying(pairs: Sequence[int]) -> set[int]:
    """Give the most old parts that can stay where they are: the longest run that only goes up.

    >>> sorted(staying([2, 0, 1, 3]))
    [0, 1, 3]
    """
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in pairs:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    found: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _whole(plain: Plain) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _pair_by(old: Sequence[str | None], wanted: Sequence[str | None], pairs: Pairs) -> None:
    """Pair what has the same name, the first with the first where a name occurs more than once."""
    taken = set(pairs)
    waiting: dict[str, list[int]] = defaultdict(list)
    for number in reversed(range(len(old))):
        name = old[number]
        if name is not None and number not in taken:
            waiting[name].append(number)
    for place, name in enumerate(wanted):
        if name is not None and pairs[place] is None and waiting.get(name):
            pairs[place] = waiting[name].pop()


def _between(count: int, pairs: Pairs) -> Iterator[tuple[list[int], list[int]]]:
    """Walk the stretches between what stays: the old parts and the wanted parts left there without a pair."""
    stays = staying([number for number in pairs if number is not None])
    taken = set(pairs)
    low, news = 0, []
    for place, number in [*enumerate(pairs), (len(pairs), count)]:
        if number is None:
            news.append(place)
        elif number == count or number in stays:
            olds = [item for item in range(low, number) if item not in taken]
            if olds and news:
                yield olds, news
            low, news = number + 1, []


def _is_alike(old: Plain, wanted: Plain, path: Path) -> bool:
    if isinstance(old, dict) and isinstance(wanted, dict):
        names, both = old.keys() | wanted.keys(), old.keys() & wanted.keys()
        equal = sum(1 for name in both if old[name] == wanted[name])
        if identity(old, path) is not None:
            # under another name it is the same part only when most of it stayed
            return _word(old) == _word(wanted) and 2 * equal >= len(names)
        return equal + len(both) >= len(names)
    return type(old) is type(wanted)


def _word(plain: dict[str, Plain]) -> str | None:
    return next((name for name in plain if name in OPENING), None)
