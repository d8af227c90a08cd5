"""Finds what makes one number, or one order, out of the axes: in code, in words, and in what is exported.

Money may be added to money of one party. Goals, preferences, gates and effort are never counted with: not with
money, not with each other, and not among themselves.
"""

import ast
import operator
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


AXES: Mapping[str, frozenset[str]] = {
    "geld": _listed(
        "cents cent euro euros amount amounts cost costs price prices paid returns ledger money kosten bedrag "
        "bedragen geld"
    ),
    "doel": _listed(
        "goal goals direction directions wish wishes wanted preference preferences rank ranks doel doelen voorkeur "
        "richting liefst ordering orderings better worse beter slechter"
    ),
    "wet": _listed("gate gates poort poorten advice advies fits fitting past"),
    "inzet": _listed("effort load burden offered inzet belasting support supports steun"),
}
"""By axis the words, parts of names, that speak of it."""

MARKS = _listed(
    "score scores scored totaalscore eindscore weight weights weighted gewicht gewichten weegfactor punten puntental "
    "rating ratings rapportcijfer eindcijfer ranking rangorde ranglijst stoplicht utility"
)
"""Words of a mark over somebody's plan; none has a place in the toolkit."""

_COUNTS = frozenset({"sum", "fsum", "mean", "prod", "average", "median"})
_ORDERS = frozenset({"sorted", "sort", "min", "max", "nlargest", "nsmallest"})
_OPERATORS = frozenset(
    name.strip("_")
    for name in dir(operator)
    if name.strip("_").removeprefix("i") in ("add", "sub", "mul", "truediv", "floordiv", "pow", "mod")
)
"""Functions that count as an operator does, by whatever name they were asked for."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def words_of(name: str) -> set[str]:
    """Give the parts of a name, and the name itself."""
    low = _CAMEL.sub("_", name).lower()
    return {low.strip("_"), *low.split("_")}


def named(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Walk the names in a piece of code."""
    for part in ast.walk(node):
        for field in ("id", "attr", "arg", "name"):
            name = getattr(part, field, None)
            if isinstance(name, str):
                yield part, name


def axes_in(node: ast.AST) -> set[str]:
    """Name the axes that a piece of code speaks of."""
    said = {word for _, name in named(node) for word in words_of(name)}
    said |= {
        word
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        for word in words_of(part.value)
    }
    return {axis for axis, known in AXES.items() if said & known}


def counted(code: str) -> list[str]:
    """Tell where code counts with an axis that is no money, or counts or orders over more than one."""
    found = []
    tree = ast.parse(code)
    functions = {part.name: part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)}
    counting = _counting_names(tree)
    for node in ast.walk(tree):
        axes: set[str] = set()
        if isinstance(node, ast.BinOp) and not _is_joining(node):
            axes = _number_axes(node.left, node.right)
        elif isinstance(node, ast.AugAssign) and not _joins(node.op, node.value):
            axes = _number_axes(node.target, node.value)
        elif isinstance(node, ast.Call) and _called(node) in _COUNTS:
            axes = _number_axes(*node.args)
        elif isinstance(node, ast.Call) and any(_counts(part, counting) for part in (node.func, *node.args)):
            axes = _number_axes(*(part for part in node.args if not _counts(part, counting)))
            if isinstance(node.func, ast.Attribute) and node.func.attr.startswith("__"):
                axes |= axes_in(node.func.value)
        elif isinstance(node, ast.Call) and _called(node) in _ORDERS:
            keys = [
                functions.get(getattr(word.value, "id", ""), word.value)
                for word in node.keywords
                if word.arg == "key"
            ]
            keys += [part.elt for part in node.args if _is_of_tuples(part)]
            axes = set().union(*map(axes_in, keys)) if keys else set()
            axes = axes if len(axes) > 1 else set()
        if len(axes) > 1 or axes - {"geld"}:
            found.append(f"{getattr(node, 'lineno', 0)} {ast.unparse(node)}: {', '.join(sorted(axes))}")
    return found


def _counting_names(tree: ast.AST) -> frozenset[str]:
    """Give what the operators are called in a piece of code: through a module, and by a name of their own."""
    modules, own = {"operator"}, set()
    for part in ast.walk(tree):
        if isinstance(part, ast.Import):
            modules |= {name.asname for name in part.names if name.name == "operator" and name.asname}
        elif isinstance(part, ast.ImportFrom) and part.module == "operator":
            own |= {name.asname or name.name for name in part.names if name.name.strip("_") in _OPERATORS}
    return frozenset(own | {f"{module}.{name}" for module in modules for name in _OPERATORS})


def _counts(node: ast.AST, counting: frozenset[str]) -> bool:
    """Tell whether a function counts: an operator, or what an operator calls on a number."""
    if isinstance(node, ast.Attribute) and node.attr.startswith("__"):
        return node.attr.strip("_").removeprefix("r") in _OPERATORS
    return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).replace("__", "") in counting


def _is_of_tuples(node: ast.AST) -> TypeGuard[ast.GeneratorExp | ast.ListComp | ast.SetComp]:
    """Tell whether what is put in order are tuples: their parts are what it is ordered by."""
    is_made = isinstance(node, ast.GeneratorExp | ast.ListComp | ast.SetComp)
    return is_made and isinstance(node.elt, ast.Tuple)


def _number_axes(*sides: ast.AST) -> set[str]:
    return set().union(*map(axes_in, sides))


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.Mod)


def _joins(op: ast.operator, *sides: ast.AST) -> bool:
    """Tell a joining of texts, lists and sets from arithmetic: a side is written as one."""
    as_text = (ast.JoinedStr, ast.List, ast.ListComp, ast.Tuple, ast.Set, ast.SetComp, ast.Dict, ast.DictComp)
    return not isinstance(op, _ARITHMETIC) or any(
        isinstance(side, as_text) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def _is_joining(node: ast.BinOp) -> bool:
    return _joins(node.op, node.left, node.right) or any(
        isinstance(side, ast.BinOp) and _is_joining(side) for side in (node.left, node.right)
    )


def marked(code: str) -> list[tuple[int, str]]:
    """Give every name and every text in code that speaks of a mark: its line, and the word; remarks left out."""
    tree = ast.parse(code)
    remarks = {
        id(part.value)
        for part in ast.walk(tree)
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
    }
    found = [
        (getattr(part, "lineno", 0), word) for part, name in named(tree) for word in words_of(name) & MARKS
    ]
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in remarks:
            said = set(re.findall(r"[a-zé]+", _without_style(part.value).lower()))
            found += [(part.lineno, word) for word in said & MARKS]
    return sorted(set(found))


def _without_style(text: str) -> str:
    return text.replace("font-weight", "")


COUNTED_KEYS = re.compile(
    r"(_cent|_bp)$|^(jaar|jaren|plaats|ene|andere|regelnummer|andere_regel|telt_mee_bij|onzeker)$"
)
"""The fields of an export in which a number may stand: cents, shares, a year, a place in an order, how many."""


def numbers_in(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Walk the numbers of an export: where each stands, and the last field on the way there."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from numbers_in(inside, f"{place}.{key}")
    elif isinstance(value, list):
        for inside in value:
            yield from numbers_in(inside, place)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield place, place.rpartition(".")[2]


def keys_in(value: Any) -> Iterator[str]:
    """Walk the fields of an export."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from keys_in(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from keys_in(inside)
