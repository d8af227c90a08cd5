"""The worklist as a workbook: every dossier in the order of the page, with the term that ends first."""

from collections.abc import Iterable, Iterator
from datetime import date

from budget_engine.files.sheets.forms import Form
from budget_engine.follow_up import Left
from budget_engine.values import show_date
from budget_engine.workbooks.sheets import Cell, day, number, sheet, table, text, workbook
from budget_engine.worklist_row import Row

_COLUMNS = (
    ("zaaknummer", Form.TEXT), ("gemeente", Form.TEXT), ("stand", Form.TEXT), ("eerste termijn", Form.DATE),
    ("dagen over", Form.NUMBER), ("wet", Form.TEXT), ("waarvoor", Form.TEXT), ("probleem", Form.TEXT),
    ("als de dag voorbij is", Form.TEXT), ("team", Form.TEXT),
    ("na het vaststellen", Form.TEXT),
)  # fmt: skip


def worklist(rows: Iterable[Row], today: date, choice: str = "alles") -> bytes:
    """Write the dossiers of the worklist in the order in which they come; `choice` says which of all these are."""
    listed = list(_rows(rows))
    page = sheet("werklijst", f"dossiers: {len(listed)}")
    table(page, _COLUMNS, listed)
    return workbook([page], [f"Werklijst van {today:%d-%m-%Y}. Gekozen: {choice}.", *_READ_ME])


_READ_ME = (
    "De dossiers met de eerste termijn staan bovenaan, wat is vastgesteld staat onderaan.",
    "Bij 'dagen over' is een getal onder nul het aantal dagen dat het te laat is.",
)


def _left(item: Left) -> str:
    return item.text if item.day is None else f"{show_date(item.day)}: {item.text}"


def _rows(rows: Iterable[Row]) -> Iterator[dict[str, Cell]]:
    for row in rows:
        found = {
            "zaaknummer": text(row.head.case),
            "gemeente": text(row.municipality),
            "stand": text(row.state),
            "na het vaststellen": text("; ".join(map(_left, row.left)) or None),
            "probleem": text(row.problem),
            "team": text(row.head.team),
        }
        term = row.first_term
        if term is not None:
            found |= {
                "eerste termijn": day(term.day),
                "dagen over": number(term.days_left),
                "wet": text(term.finding.legal_basis.law),
                "waarvoor": text(term.title),
                "als de dag voorbij is": text(term.overrun),
            }
        yield found
