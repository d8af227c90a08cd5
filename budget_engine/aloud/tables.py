"""Decision tables read aloud: what the hit policy means, and every row as one sentence."""

from collections.abc import Iterator, Mapping

from budget_engine.aloud.conditions import Conditions, Line, next_label
from budget_engine.aloud.phrases import before_verb, is_plural, readable, sentence
from budget_engine.aloud.rules import basis, consequence, effect, gives, in_time, topic
from budget_engine.language.expr import Condition, FactRef
from budget_engine.language.fact import Kind
from budget_engine.language.rule import Column, HitPolicy, Row, Table

_LONGEST_ROW = 200
"""How many characters a row may have to stand in one line; a longer one becomes a list."""

_IN_ROW = 3
"""How deep what a row says stands: below the table, its rows, and the row itself."""

_POLICIES: Mapping[HitPolicy, str] = {
    HitPolicy.FIRST: (
        "De rijen gaan op volgorde: de eerste rij die klopt, geldt, en wat daaronder staat telt dan niet mee. "
        "Is van een rij niet bekend of zij klopt, dan tellen de rijen daaronder ook niet: de uitkomst is onbekend."
    ),
    HitPolicy.EXACTLY_ONE: (
        "Er klopt altijd precies één rij; klopt er geen of kloppen er twee, dan is dat een fout van de tabel. "
        "Is van een rij niet bekend of zij klopt, dan is de uitkomst onbekend."
    ),
    HitPolicy.COLLECT: (
        "Elke rij die klopt, geeft een eigen bevinding; er kunnen er meer tegelijk kloppen, of geen."
    ),
}


def table(aloud: Conditions, read: Table) -> Iterator[Line]:
    """Read a table aloud."""
    yield 0, f"Tabel: {read.title.strip()} ({read.id})."
    if read.legal_basis is not None:
        yield 1, basis(read.legal_basis)
    yield 1, in_time("Deze tabel kijkt", read)
    yield 1, "De kolommen zijn:"
    for column in read.inputs:
        yield 2, sentence(_headed(aloud, column))
    if read.outputs:
        yield 1, "De tabel geeft:"
        for fact in read.outputs:
            yield 2, sentence(fact_noun(aloud, fact))
    yield 1, _POLICIES[read.policy]
    for number, item in enumerate(read.rows, 1):
        yield from _row_lines(aloud, read, item, number)
        yield from _of_row(aloud, item)
    if read.note:
        yield 1, sentence(f"Opmerking: {read.note}")


def row(aloud: Conditions, read: Table, item: Row) -> str:
    """Read a row as one sentence."""
    tests = [aloud.condition(cell) for cell in item.cells if cell is not None]
    then = f"{_then(item)} {', en '.join(_outcomes(aloud, read, item))}".strip()
    said = f"Als dit waar is: {', en '.join(tests)}; dan {then}" if tests else f"{_open(read, item)} {then}"
    return sentence(f"{said} (rij {item.id})")


def _row_lines(aloud: Conditions, read: Table, item: Row, number: int) -> Iterator[Line]:
    """Read a row: in one line, or with a line for each test and outcome where that line would be long."""
    whole = row(aloud, read, item)
    if len(whole) <= _LONGEST_ROW:
        yield 2, f"{number}. {whole}"
        return
    tests = [test for test in item.cells if test is not None]
    outcomes = _outcomes(aloud, read, item)
    if len(tests) > 1:
        yield 2, f"{number}. Rij {item.id}. Als al het volgende waar is:"
        for place, test in enumerate(tests):
            yield from aloud.lines(test, _IN_ROW, next_label(str(number), place))
    elif tests:
        yield 2, sentence(f"{number}. Rij {item.id}. Als dit waar is: {aloud.alone(tests[0])}")
    else:
        yield 2, f"{number}. Rij {item.id}. {_open(read, item)}:"
    for outcome in outcomes:
        yield _IN_ROW, sentence(f"Dan {f'{_then(item)} {outcome}'.strip()}")


def _open(read: Table, item: Row) -> str:
    """Say when a row holds that asks nothing."""
    is_rest = read.policy is HitPolicy.FIRST and item is read.rows[-1] and len(read.rows) > 1
    return "In alle andere gevallen" if is_rest else "In alle gevallen"


def cell(aloud: Conditions, column: Column, test: Condition | None) -> str:
    """Read one cell: its test, or that everything is right."""
    if test is None:
        return f"{column_noun(aloud, column)} (alles is goed)"
    return aloud.condition(test)


def column_noun(aloud: Conditions, column: Column) -> str:
    """Read what a column looks at."""
    if column.recorded is not None:
        noun = aloud.phrases.noun(column.recorded)
        return f"of {before_verb(noun)} {'bekend zijn' if is_plural(noun) else 'bekend is'}"
    if isinstance(column.term, FactRef):
        return fact_noun(aloud, column.term.name)
    return "" if column.term is None else aloud.term(column.term)


def fact_noun(aloud: Conditions, fact: str) -> str:
    """Read a fact that is looked at or given: a ja/nee fact by what it says when it is ja."""
    if aloud.rule_set.fact[fact].kind is Kind.YES_NO:
        return f"of dit zo is: {aloud.phrases.statement(fact, answer=True)}"
    return aloud.phrases.noun(fact)


def _headed(aloud: Conditions, column: Column) -> str:
    """Read the head of a column: what it looks at, and the name of its own where it has one."""
    noun = column_noun(aloud, column)
    is_own = not (isinstance(column.term, FactRef) and column.term.name == column.name)
    return f"de kolom '{readable(column.name)}': {noun}" if is_own else noun


def _then(item: Row) -> str:
    return "geldt:" if item.consequence is None else ""


def _outcomes(aloud: Conditions, read: Table, item: Row) -> list[str]:
    """Say what a row gives, a part for each: its finding, or a value for each fact."""
    if item.consequence is not None:
        return [effect(item.consequence)]
    given = zip(read.outputs, item.outputs, strict=True)
    return [_unknown(aloud, fact) if term is None else gives(aloud, fact, term) for fact, term in given]


def _unknown(aloud: Conditions, fact: str) -> str:
    if aloud.rule_set.fact[fact].kind is Kind.YES_NO:
        return f"onbekend blijft of dit zo is: {aloud.phrases.statement(fact, answer=True)}"
    noun = aloud.phrases.noun(fact)
    return f"{before_verb(noun)} {'blijven' if is_plural(noun) else 'blijft'} onbekend"


def _of_row(aloud: Conditions, item: Row) -> Iterator[Line]:
    if item.legal_basis is not None:
        yield _IN_ROW, basis(item.legal_basis)
    if item.slug is not None:
        yield _IN_ROW, topic(aloud, item.slug)
    if item.consequence is not None:
        yield from consequence(aloud, item.consequence, _IN_ROW)
    if item.resolved_by:
        yield _IN_ROW, sentence(f"Wat dit wegneemt: {item.resolved_by}")
    if item.note:
        yield _IN_ROW, sentence(f"Opmerking: {item.note}")
