"""The budget plan of a decision: a sheet per law with its lines, the months, and the laws side by side.

Nothing is calculated that `budget` does not say, and nothing is added up over laws: none of them lets its
money be put together with that of another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from budget_engine.budget import Budget, BudgetLine, spread
from budget_engine.case import Case
from budget_engine.decision import ClaimDecision, Decision, PartDecision, budgets_shown, waiting
from budget_engine.drafts.labels import RESULTS, called, capital, law_word
from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.names import names_apart
from budget_engine.files.sheets.page import Page
from budget_engine.language.rule_set import RuleSet
from budget_engine.workbooks.sheets import (
    Cell,
    day,
    euros,
    month_word,
    number,
    put,
    sheet,
    table,
    text,
    workbook,
)

NO_POOL = (
    "Geen enkele wet voegt zijn geld samen met dat van een andere wet. De bedragen staan daarom per wet naast "
    "elkaar en worden niet bij elkaar opgeteld."
)
DRAFTED = "Concept: dit besluit is niet vastgesteld."
SIDE_BY_SIDE, PER_MONTH = "per wet naast elkaar", "maanden"
"""The names of the sheets that are there for every decision."""
_TOTAL, _SURE, _CONDITIONAL = "samen", "waarvan zonder voorwaarde", "waarvan onder een voorwaarde"
_AMOUNT = "bedrag"
_COLUMNS = (
    ("aanvraag", Form.TEXT), ("uitkomst", Form.TEXT), ("wat", Form.TEXT), ("aantal", Form.NUMBER),
    ("eenheid", Form.TEXT), ("prijs", Form.EURO), (_AMOUNT, Form.EURO), ("van", Form.DATE),
    ("tot en met", Form.DATE), ("taakveld", Form.TEXT), ("bron", Form.TEXT), ("voorwaarde", Form.TEXT),
    ("voorwaarde bij de aanvraag", Form.TEXT),
)  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """A part-decision with its budget; `name` is that of its sheet, and no two are alike."""

    name: str
    law: str
    decided: PartDecision
    budget: Budget

    @property
    def fields(self) -> list[str]:
        """Give the taakvelden of its lines, in order."""
        return sorted({line.policy_field for line in self.decided.lines()})


def sealed_as(record: int) -> str:
    """Say of a plan that its decision was sealed."""
    return f"Vastgesteld als record {record}."


def refuse_other_case(decision: Decision, case: Case, place: str) -> None:
    """Refuse a decision about another case: its lines would stand there without a name."""
    issues: list[Issue] = []
    known = {claim.id for claim in case.claims}
    if decision.case != case.id:
        issues.append(
            Issue(Place(place), f"Dit besluit hoort bij zaak '{decision.case}', niet bij '{case.id}'.")
        )
    for part in decision.part_decisions:
        missing = [item.claim for item in part.claims if item.claim not in known]
        issues += [Issue(Place(place), f"'{name}' is geen aanspraak in deze zaak.") for name in missing]
    if issues:
        raise InputError(issues)


def budget_plan(
    decision: Decision,
    case: Case,
    rule_set: RuleSet,
    state: str = DRAFTED,
    labels: Mapping[str, str] | None = None,
) -> bytes:
    """Write the budget plan of a decision as a workbook; `state` says whether it was sealed."""
    names = labels or called(case, rule_set)
    words = [capital(law_word(part.law, rule_set)) for part in decision.part_decisions]
    sheets = names_apart([SIDE_BY_SIDE, *words, PER_MONTH])
    parts = [
        _Part(*named)
        for named in zip(sheets[1:-1], words, decision.part_decisions, budgets_shown(decision), strict=True)
    ]
    about = f"Begroting bij het besluit van {decision.on:%d-%m-%Y} in zaak {decision.case}."
    pages = [
        _side_by_side(parts, sheets[0], state),
        *(_lines_of(part, names, f"{part.law}. {about}", state) for part in parts),
        _months(parts, sheets[-1], state),
    ]
    return workbook(pages, [about, state, NO_POOL, *_READ_ME])


_READ_ME = (
    "Bedragen staan als getal in de cel, in euro's.",
    "Wat onder een voorwaarde staat, telt mee in 'samen' en staat er ook apart onder.",
    "Op het blad met de maanden is elke regel gelijk verdeeld over de maanden die hij raakt.",
    "Wat niet deelbaar is, staat in de eerste maanden.",
)


# --- the laws side by side -------------------------------------------------------------------------------


def _side_by_side(parts: Sequence[_Part], name: str, state: str) -> Page:
    page = sheet(name, "wat elk deelbesluit kost, per wet in een eigen kolom")
    columns = [("wat", Form.TEXT), *((part.name, Form.EURO) for part in parts)]
    after = table(page, columns, _sums(parts), above=(state, NO_POOL))
    if not parts:
        put(page, after, 1, text("Er is geen deelbesluit."))
    return page


def _sums(parts: Sequence[_Part]) -> Iterator[dict[str, Cell]]:
    yield _row(_TOTAL, {part.name: part.budget.cents for part in parts})
    sure = {part.name: part.budget.cents - part.budget.conditional_cents for part in parts}
    yield _row(_SURE, sure)
    yield _row(_CONDITIONAL, {part.name: part.budget.conditional_cents for part in parts})
    accounts = sorted({(item.year, item.policy_field) for part in parts for item in part.budget.years})
    for year in sorted({year for year, _ in accounts}):
        yield _row(f"{year}", {part.name: _in_year(part.budget, year) for part in parts})
        for field in (field for own, field in accounts if own == year):
            yield _row(f"{year}, taakveld {field}", _on_account(parts, year, field))


def _row(said: str, cents: Mapping[str, int]) -> dict[str, Cell]:
    return {"wat": text(said), **{name: euros(amount) for name, amount in cents.items()}}


def _in_year(budget: Budget, year: int) -> int:
    return sum(item.cents for item in budget.years if item.year == year)


def _on_account(parts: Iterable[_Part], year: int, field: str) -> dict[str, int]:
    return {
        part.name: item.cents
        for part in parts
        for item in part.budget.years
        if (item.year, item.policy_field) == (year, field)
    }


# --- one part-decision -----------------------------------------------------------------------------------


def _lines_of(part: _Part, names: Mapping[str, str], title: str, state: str) -> Page:
    page = sheet(part.name, f"de regels van het deelbesluit onder {part.law}", frozen=0)
    rows = (row for item in part.decided.claims for row in _claim(item, names))
    row = table(page, _COLUMNS, rows, above=(title, state)) + 1
    column = [name for name, _ in _COLUMNS].index(_AMOUNT) + 1
    cents, conditional = part.budget.cents, part.budget.conditional_cents
    for said, amount in ((_TOTAL, cents), (_SURE, cents - conditional), (_CONDITIONAL, conditional)):
        put(page, row, 1, text(said), is_label=True)
        put(page, row, column, euros(amount))
        row += 1
    for below, said in enumerate(_beside(part.decided), start=row + 1):
        put(page, below, 1, text(said))
    return page


def _claim(item: ClaimDecision, names: Mapping[str, str]) -> Iterator[dict[str, Cell]]:
    about = {
        "aanvraag": text(names.get(item.claim, item.claim)),
        "uitkomst": text(RESULTS[item.result].lower()),
        "voorwaarde bij de aanvraag": text(item.condition),
    }
    yield from ({**about, **_line(line)} for line in item.lines)
    if not item.lines:
        yield about


def _line(line: BudgetLine) -> dict[str, Cell]:
    return {
        "wat": text(line.what),
        "aantal": number(line.quantity),
        "eenheid": text(line.unit),
        "prijs": euros(line.price),
        _AMOUNT: euros(line.amount),
        "van": day(line.since),
        "tot en met": day(line.until),
        "taakveld": text(line.policy_field),
        "bron": text(line.source),
        "voorwaarde": text(line.condition),
    }


def _beside(part: PartDecision) -> Iterator[str]:
    """Say what else belongs to a part-decision."""
    yield f"Wie beslist: {part.decider.name} ({part.decider.function})"
    if part.second is not None:
        yield f"Wie meekijkt: {part.second.name} ({part.second.function})"
    if part.own_contribution is not None:
        yield f"Eigen bijdrage: {part.own_contribution}"
    for condition in part.conditions:
        yield f"Voorwaarde: {condition}"
    if part.evaluation:
        yield f"Terugkijken op: {', '.join(f'{on:%d-%m-%Y}' for on in part.evaluation)}"


# --- months ----------------------------------------------------------------------------------------------


def _months(parts: Sequence[_Part], name: str, state: str) -> Page:
    """Write what falls in each month: a column per law and taakveld, and nothing over the laws."""
    page = sheet(name, "wat er in elke maand valt, per wet en taakveld")
    columns = {heading: cents for part in parts for heading, cents in _by_month(part)}
    rows: list[dict[str, Cell]] = [
        {
            "maand": text(month_word(month)),
            **{name: euros(cents.get(month, 0)) for name, cents in columns.items()},
        }
        for month in sorted({month for cents in columns.values() for month in cents})
    ]
    rows.append(
        {"maand": text(_TOTAL), **{name: euros(sum(cents.values())) for name, cents in columns.items()}}
    )
    after = table(
        page, [("maand", Form.TEXT), *((name, Form.EURO) for name in columns)], rows, above=(state, NO_POOL)
    )
    page.labels.add((after - 1, 1))
    return page


def _by_month(part: _Part) -> Iterator[tuple[str, dict[date, int]]]:
    """Walk the columns of a law: each taakveld, and where there is more to say its sum and what is conditional."""
    lines = list(part.decided.lines())
    for field in part.fields:
        yield f"{part.name} {field}", _spread(line for line in lines if line.policy_field == field)
    if len(part.fields) > 1:
        yield f"{part.name} {_TOTAL}", _spread(lines)
    if part.budget.conditional_cents:
        yield (
            f"{part.name} {_CONDITIONAL}",
            _spread(
                line
                for item in part.decided.claims
                for line in waiting(item).lines
                if line.condition is not None
            ),
        )


def _spread(lines: Iterable[BudgetLine]) -> dict[date, int]:
    """Add up per month, each line spread as the budget of its part-decision spreads it."""
    found: dict[date, int] = {}
    for line in lines:
        for month, cents in spread(line.amount, line.since, line.until):
            found[month] = found.get(month, 0) + cents
    return found
