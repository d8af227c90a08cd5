"""Entries of rule files as sheets: one for each kind, one for each table and each group of amounts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.nodes import Plain
from budget_engine.files.rule_entries import OPENING
from budget_engine.files.sheets.blocks import block_page
from budget_engine.files.sheets.entries import (
    CONDITION_COLUMNS,
    PART,
    SPOT,
    conditions_of,
    references,
    value_at_path,
    word_of,
)
from budget_engine.files.sheets.examples import (
    EXAMPLE_COLUMNS,
    EXAMPLE_WORDS,
    SAYS,
    example_rows,
    mapping_columns,
    mapping_rows,
)
from budget_engine.files.sheets.forms import Form, text_cell
from budget_engine.files.sheets.help import Declared
from budget_engine.files.sheets.layout import FILE, ORDER, SPELLED_OUT, is_block, layout_of
from budget_engine.files.sheets.names import CONDITIONS, EXAMPLES, block_names, mapping_sheet, sheet_name
from budget_engine.files.sheets.outline import NUMBER, TEST, WHAT, WORD, WORDS, NoOutline, lines_of
from budget_engine.files.sheets.page import Help, Page, Unfit, cells_of, check_texts, shown
from budget_engine.files.sheets.workbook_values import Content, Number

_FIRST = ((FILE, Form.TEXT), (ORDER, Form.NUMBER))


def pages_of(files: Mapping[str, Sequence[Plain]], declared: Declared, *, with_file: bool) -> list[Page]:
    """Write rule files as sheets; InputError names every entry that does not fit."""
    writer = _Writer(declared, with_file=with_file)
    for file, entries in files.items():
        writer.file(file, entries)
    if writer.issues:
        raise InputError(writer.issues)
    try:
        return list(writer.pages())
    except Unfit as unfit:
        raise InputError([Issue(Place(", ".join(files)), str(unfit), _CHECK)]) from None


class _Writer:
    def __init__(self, declared: Declared, *, with_file: bool) -> None:
        self.declared = declared
        self.first = _FIRST if with_file else _FIRST[1:]
        self.issues: list[Issue] = []
        self.rows: dict[str, list[dict[str, Content]]] = {word: [] for word in OPENING}
        self.beside: dict[str, list[dict[str, Content]]] = {CONDITIONS: [], EXAMPLES: []}
        self.mappings: dict[str, Form] = {}
        self.blocks: list[Page] = []

    def file(self, file: str, entries: Sequence[Plain]) -> None:
        """Write all entries of a file."""
        opened = [(word_of(plain), plain) for plain in entries]
        for number, (word, _) in enumerate(opened, start=1):
            if word is None:
                text = f"Onderdeel {number} begint niet met een bekend woord."
                self.issues.append(Issue(Place(file), text, _CHECK))
        known = [(word, plain) for word, plain in opened if word is not None and isinstance(plain, dict)]
        for number, (reference, (word, plain)) in enumerate(
            zip(references(known), known, strict=True), start=1
        ):
            start: dict[str, Content] = {FILE: file, ORDER: Number(number)}
            try:
                self._entry(word, plain, start, reference)
            except Unfit as unfit:
                text = f"'{reference}' past niet in een werkboek: bij '{unfit.where}'. {unfit}"
                self.issues.append(Issue(Place(file), text, _CHECK))

    def _entry(self, word: str, plain: dict[str, Any], start: dict[str, Content], reference: str) -> None:
        check_texts(plain)
        if is_block(word):
            self.blocks.append(
                block_page(word, plain, {name: start[name] for name, _ in self.first}, self.declared)
            )
        else:
            self.rows[word].append({**start, **cells_of(layout_of(word).fields, plain)})
        layout = layout_of(word)
        start = {**start, PART: text_cell(reference)}
        for spot, steps in conditions_of(word, plain):
            inside = value_at_path(plain, steps)
            if inside is not None and (not isinstance(inside, str) or steps in layout.conditions):
                self.beside[CONDITIONS].extend(_lines(inside, start, spot))
        for alias, form in layout.mappings.items():
            if alias in plain:
                self.mappings[mapping_sheet(alias)] = form
                rows = mapping_rows(plain[alias], form, alias)
                self.beside.setdefault(mapping_sheet(alias), []).extend({**start, **row} for row in rows)
        if layout.examples in plain:
            self.beside[EXAMPLES].extend({**start, **row} for row in example_rows(plain[layout.examples]))

    def pages(self) -> Iterator[Page]:
        """Walk the sheets, in the order in which they are read best."""
        for page, name in zip(self.blocks, block_names(page.name for page in self.blocks), strict=True):
            page.name = name
        for word in OPENING:
            if self.rows[word]:
                yield self._page_of(word)
            yield from (page for page in self.blocks if page.cells[1, 1] == word)
        yield self._listed(CONDITIONS, CONDITION_COLUMNS, {WORD: Help(_WORDS_NOTE, WORDS)})
        for name, form in self.mappings.items():
            yield self._listed(name, ((PART, Form.TEXT), *mapping_columns(form)), {})
        yield self._listed(
            EXAMPLES, ((PART, Form.TEXT), *EXAMPLE_COLUMNS), {SAYS: Help(choices=EXAMPLE_WORDS)}
        )

    def _page_of(self, word: str) -> Page:
        fields = layout_of(word).fields
        columns = [*self.first, *shown(fields, self.rows[word], all_of_them=True)]
        page = Page(sheet_name(word), f"alle onderdelen die beginnen met '{word}': {len(self.rows[word])}")
        helped = {
            name: Help(choices=item.choices) for item in fields for name, _ in item.columns if item.choices
        }
        page.frozen = len(self.first) + 1
        page.head(columns, {**helped, ORDER: Help(_ORDER_NOTE)})
        page.rows(columns, self.rows[word])
        return page

    def _listed(self, name: str, own: Iterable[tuple[str, Form]], helped: Mapping[str, Help]) -> Page:
        rows = self.beside[name]
        used = {column for row in rows for column in row}
        columns = [
            *(item for item in self.first if item[0] != ORDER),
            *(item for item in own if item[0] in used or not item[0].endswith(SPELLED_OUT)),
        ]
        page = Page(
            name, _ABOUT.get(name, f"{name} met hun omschrijving, per onderdeel"), frozen=len(self.first)
        )
        page.head(columns, helped)
        page.rows(columns, rows)
        return page


_ABOUT: Mapping[str, str] = {
    CONDITIONS: "wanneer een regel of afleiding geldt, en totalen, genummerd per onderdeel",
    EXAMPLES: "voorbeelden bij regels, tabellen en afleidingen: feiten erin, uitkomst eruit",
}
_CHECK = "Controleer eerst de regels; wat daar fout is, kan niet in een werkboek."
_ORDER_NOTE = "De plaats in het bestand. Een nieuwe rij zonder nummer komt na de rij erboven."
_WORDS_NOTE = "Leeg bij een toets van een feit. Anders een woord, zoals alle, een_van of niet."


def _lines(inside: Any, start: Mapping[str, Content], spot: str) -> Iterator[dict[str, Content]]:
    try:
        for line in lines_of(inside):
            named = {NUMBER: line.number, WORD: line.word, WHAT: line.what, TEST: line.test}
            said = {name: text_cell(text) for name, text in named.items() if text}
            yield {**start, SPOT: text_cell(spot), **said}
    except NoOutline:
        raise Unfit((spot,)) from None
