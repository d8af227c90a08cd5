"""Workbooks with too much of something: each thing by itself is allowed, and a few of them are no harm."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from tests.hostile_book import (
    BOOK,
    CONDITIONS,
    FILE,
    RATES,
    VALUES,
    Page,
    book,
    cell,
    column_letters,
    disguised,
    euro,
    files_of,
    row,
    sheet_part,
    text,
    with_pages,
    with_shared,
)

_RATES = sheet_part(RATES)
_END = "</sheetData>"
FULL = 49_900
"""How many rows of three cells a workbook may hold."""


def crowd(files: Mapping[str, bytes]) -> bytes:
    """Pack a workbook of which no part looks like a bomb."""
    return book({name: disguised(content) for name, content in files.items()})


def on_the_sheet(xml: str) -> bytes:
    """Put XML behind the rows of the sheet with rates."""
    files = files_of()
    return crowd({**files, _RATES: files[_RATES].replace(_END.encode(), (xml + _END).encode())})


def empty_rows(times: int) -> bytes:
    """Give a sheet with rows that hold nothing, as an emptied sheet is left behind."""
    return on_the_sheet("".join(f'<row r="{place}"/>' for place in range(100, 100 + times)))


def empty_cells(times: int) -> bytes:
    """Give a sheet with cells that hold nothing but a format."""
    cells = '<c s="1"/>' * 1000
    return on_the_sheet(
        "".join(f'<row r="{place}">{cells}</row>' for place in range(100, 100 + times // 1000))
    )


def formulas(times: int) -> bytes:
    """Give a sheet on which every row has a formula: one complaint for all is as clear as one for each."""
    cells = (f'<c r="B{place}"><f>A{place}*2</f><v>{place}</v></c>' for place in range(13, 13 + times))
    rows = (f'<row r="{place}">{written}</row>' for place, written in enumerate(cells, start=13))
    return on_the_sheet("".join(rows))


def wide(times: int) -> bytes:
    """Give a sheet with a header over every column there is."""
    cells = "".join(
        f'<c r="{column_letters(column)}1" t="str"><v>k{column}</v></c>' for column in range(11, times + 1)
    )
    page = VALUES.xml.decode().replace("</c></row>", f"</c>{cells}</row>", 1)
    return crowd({**files_of(), sheet_part(VALUES): page.encode()})


def rates(times: int, key: Callable[[int], str]) -> bytes:
    """Give a group of amounts with very many rows."""
    head, rows = RATES.rows[:9], (row(key(place), euro("38.4"), "fictief") for place in range(times))
    return crowd(with_pages(replace(RATES, rows=(*head, *rows))))


def strangers(times: int) -> bytes:
    """Give conditions for very many rules that are not there, each of which has to be looked for."""
    lines = (
        row(FILE, f"regel volwasse{place}", "als", "1", None, "leeftijd", ">= 18") for place in range(times)
    )
    return crowd(with_pages(replace(CONDITIONS, rows=(*CONDITIONS.rows, *lines))))


def parameters(times: int) -> bytes:
    """Give very many values of a parameter that is not there."""
    line = VALUES.rows[2]
    lines = ((line[0], "", text(f"grenz{place}"), *line[3:]) for place in range(times))
    return crowd(with_pages(replace(VALUES, rows=(*VALUES.rows, *lines))))


def hidden_columns(times: int) -> bytes:
    """Give a sheet on which every column is hidden very many times."""
    columns = '<col min="1" max="16384" hidden="1"/>' * times
    page = replace(VALUES, before=f"<cols>{columns}</cols>")
    lines = tuple(VALUES.rows[2] for _ in range(500))
    return crowd(with_pages(replace(page, rows=(*VALUES.rows, *lines))))


def merged(times: int) -> bytes:
    """Give a sheet with very many merged cells."""
    cells = "".join(f'<mergeCell ref="A{place}:B{place}"/>' for place in range(100, 100 + times))
    return crowd(with_pages(replace(RATES, after=f"<mergeCells>{cells}</mergeCells>")))


def pieces(times: int) -> bytes:
    """Give one cell whose text was put together from very many pieces."""
    return crowd(with_pages(VALUES.but("J2", cell("inlineStr", f"<is>{'<r><t>a</t></r>' * times}</is>"))))


def shared_pieces(times: int) -> bytes:
    """Give one shared text that was put together from very many pieces."""
    page = VALUES.but("J2", cell("s", "<v>0</v>"))
    return crowd(with_shared(f"><si>{'<r><t>a</t></r>' * times}</si>", page))


def shared(times: int, each: str) -> bytes:
    """Give very many shared texts."""
    strings = "".join(f"<si><t>{place}{each}</t></si>" for place in range(times))
    return crowd(with_shared(f">{strings}", VALUES.but("J2", cell("s", "<v>0</v>"))))


def shown_again(times: int, length: int) -> bytes:
    """Give very many cells that all show one long text."""
    cells = "".join(f'<c r="{column_letters(column)}{{0}}" t="s"><v>0</v></c>' for column in range(1, 101))
    rows = "".join(
        f'<row r="{place}">{cells.replace("{0}", str(place))}</row>'
        for place in range(100, 100 + times // 100)
    )
    page = RATES.xml.decode().replace(_END, rows + _END)
    files = with_shared(f"><si><t>{'a' * length}</t></si>", RATES)
    return crowd({**files, _RATES: page.encode()})


def stacked(times: int) -> bytes:
    """Give a shared text of very many accents on one letter, which have to be put in order."""
    page = VALUES.but("J2", cell("s", "<v>0</v>"))
    accents = "\u0301\u0316" * times
    return crowd(with_shared(f"><si><t>e{accents}</t></si>", page))


def many_sheets(times: int) -> bytes:
    """Give very many sheets."""
    return crowd(files_of(Page(f"b{place}", (row(f"tekst {place}"),)) for place in range(times)))


def many_entries_of_the_book(times: int) -> bytes:
    """Give a list of very many sheets that are not there."""
    files = files_of()
    listed = "".join(
        f'<sheet name="b{place}" sheetId="{place}" r:id="rId3"/>' for place in range(50, 50 + times)
    )
    return crowd({**files, BOOK: files[BOOK].replace(b"</sheets>", f"{listed}</sheets>".encode())})


def deep_conditions(times: int) -> bytes:
    """Give very many parts of a condition, each with thousands of numbers in its number."""
    lines = tuple(
        row(FILE, "regel volwassen", "als", "1" + f".{place}" * 3000, "niet") for place in range(1, times + 1)
    )
    return crowd(with_pages(replace(CONDITIONS, rows=(*CONDITIONS.rows, *lines))))


def full(last: str) -> bytes:
    """Give a workbook that is as large as it may be, with one mistake in its last cell."""
    lines = "".join(
        f'<row r="{place}"><c r="A{place}" t="str"><v>licht</v></c><c r="B{place}" s="2"><v>{place}.5</v></c>'
        f'<c r="C{place}" t="str"><v>fictief {place}</v></c></row>'
        for place in range(13, 13 + FULL)
    )
    return on_the_sheet(f'{lines}<row r="{13 + FULL}">{last.replace("{r}", f"B{13 + FULL}")}</row>')


CROWDS: Mapping[str, Callable[[], bytes]] = {
    "miljoen-lege-rijen": partial(empty_rows, 1_000_000),
    "miljoen-lege-cellen": partial(empty_cells, 1_000_000),
    "twintigduizend-formules": partial(formulas, 20_000),
    "alle-kolommen": partial(wide, 16_384),
    "twintigduizend-tarieven-met-een-sleutel": partial(rates, 20_000, lambda _: "licht"),
    "twintigduizend-tarieven-met-vreemde-sleutels": partial(rates, 20_000, "hulp{}".format),
    "twintigduizend-vreemde-onderdelen": partial(strangers, 20_000),
    "tienduizend-vreemde-waarden": partial(parameters, 10_000),
    "dertigduizend-verborgen-kolommen": partial(hidden_columns, 30_000),
    "vijftigduizend-samengevoegde-cellen": partial(merged, 50_000),
    "tekst-in-een-miljoen-stukken": partial(pieces, 1_000_000),
    "gedeelde-tekst-in-een-miljoen-stukken": partial(shared_pieces, 1_000_000),
    "twee-miljoen-gedeelde-teksten": partial(shared, 2_000_000, ""),
    "gedeelde-teksten-van-64-kb": partial(shared, 700, "a" * 65_536),
    "lange-tekst-in-honderdduizend-cellen": partial(shown_again, 100_000, 32_000),
    "miljoen-accenten-op-een-letter": partial(stacked, 1_000_000),
    "negenhonderd-bladen": partial(many_sheets, 900),
    "honderdduizend-bladen-in-de-lijst": partial(many_entries_of_the_book, 100_000),
    "vol-met-een-formule-aan-het-eind": partial(full, cell("n", "<f>1+1</f><v>2</v>")),
    "nummers-van-drieduizend-delen": partial(deep_conditions, 300),
}
"""Each makes one workbook with more than can be meant."""
