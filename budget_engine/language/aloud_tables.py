"""Decision tables read aloud: what the hit policy means, and every row as one sentence."""

from collections.abc import Iterator, Mapping

from budget_engine.language.aloud_conditions import Conditions, Line, next_label
from budget_engine.language.aloud_rules import basis, consequence, effect, gives, in_time, topic
from budget_engine.language.expr import Condition, FactRef
from budget_engine.language.phrases import enumerated, is_plural, readable, sentence
from budget_engine.language.rule import Column, HitPolicy, Row, Table

_LONGEST_ROW = 200
"""How many characters a row may have to stand in one line; a longer one becomes a list."""

_POLICIES: Mapping[HitPolicy, str] = {
    HitPolicy.FIRST: (
        "De rijen gaan op volgorde: de eerste rij die klopt, geldt, en wat daaronder staat telt dan niet mee."
    ),
    HitPolicy.EXACTLY_ONE: (
        "Er klopt altijd precies één rij; klopt er geen of kloppen er twee, dan is dat een fout van de tabel."
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
    yield 1, sentence(f"De kolommen zijn: {'; '.join(_headed(aloud, column) for column in read.inputs)}")
    if read.outputs:
        yield 1, sentence(f"De tabel geeft: {enumerated(map(aloud.phrases.noun, read.outputs))}")
    yield 1, _POLICIES[read.policy]
    for number, item in enumerate(read.rows, 1):
        yield from _row_lines(aloud, read, item, number)
        yield from _of_row(aloud, item)
    if read.note:
        yield 1, sentence(f"Opmerking: {read.note}")


def row(aloud: Conditions, read: Table, item: Row) -> str:
    """Read a row as one sentence."""
    tests = [aloud.condition(cell) for cell in item.cells if cell is not None]
    then = _outcome(aloud, read, item)
    if tests:
        said = f"Als dit waar is: {', en '.join(tests)}; dan {then}"
    elif read.policy is HitPolicy.FIRST and item is read.rows[-1] and len(read.rows) > 1:
        said = f"In alle andere gevallen {then}"
    else:
        said = f"In alle gevallen {then}"
    return sentence(f"{said} (rij {item.id})")


def _row_lines(aloud: Conditions, read: Table, item: Row, number: int) -> Iterator[Line]:
    """Read a row: in one line, or with a line for each test where that line would be long."""
    whole = row(aloud, read, item)
    tests = [test for test in item.cells if test is not None]
    if len(whole) <= _LONGEST_ROW or len(tests) < 2:
        yield 2, f"{number}. {whole}"
        return
    yield 2, f"{number}. Als al het volgende waar is:"
    for place, test in enumerate(tests):
        yield from aloud.lines(test, 3, next_label(str(number), place))
    yield 3, sentence(f"Dan {_outcome(aloud, read, item)} (rij {item.id})")


def cell(aloud: Conditions, column: Column, test: Condition | None) -> str:
    """Read one cell: its test, or that everything is right."""
    if test is None:
        return f"{column_noun(aloud, column)}: alles is goed"
    return aloud.condition(test)


def column_noun(aloud: Conditions, column: Column) -> str:
    """Read what a column looks at."""
    if column.recorded is not None:
        noun = aloud.phrases.noun(column.recorded)
        return f"of {noun} {'bekend zijn' if is_plural(noun) else 'bekend is'}"
    return "" if column.term is None else aloud.term(column.term)


def _headed(aloud: Conditions, column: Column) -> str:
    """Read the head of a column: what it looks at, and the name of its own where it has one."""
    noun = column_noun(aloud, column)
    is_own = not (isinstance(column.term, FactRef) and column.term.name == column.name)
    return f"'{readable(column.name)}' ({noun})" if is_own else noun


def _outcome(aloud: Conditions, read: Table, item: Row) -> str:
    if item.consequence is not None:
        return effect(item.consequence)
    given = []
    for fact, output in zip(read.outputs, item.outputs, strict=True):
        if output is None:
            noun = aloud.phrases.noun(fact)
            given.append(f"{noun} {'krijgen' if is_plural(noun) else 'krijgt'} geen waarde")
        else:
            given.append(gives(aloud, fact, output))
    return f"geldt: {', en '.join(given)}"


def _of_row(aloud: Conditions, item: Row) -> Iterator[Line]:
    if item.legal_basis is not None:
        yield 3, basis(item.legal_basis)
    if item.slug is not None:
        yield 3, topic(aloud, item.slug)
    if item.consequence is not None:
        yield from consequence(aloud, item.consequence, 3)
    if item.resolved_by:
        yield 3, sentence(f"Wat dit wegneemt: {item.resolved_by}")
    if item.note:
        yield 3, sentence(f"Opmerking: {item.note}")
