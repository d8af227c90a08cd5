"""What stands beside the entries on sheets of its own: conditions, examples, choices and anchors."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from budget_engine.errors import Path, nearest
from budget_engine.files.sheets.draft import Draft, Sources
from budget_engine.files.sheets.entries import (
    CONDITION_COLUMNS,
    PART,
    SPOT,
    conditions_of,
    put_at,
    references,
    value_at_path,
)
from budget_engine.files.sheets.examples import EXAMPLE_COLUMNS, mapping_columns, read_examples, read_mapping
from budget_engine.files.sheets.grid import Grid
from budget_engine.files.sheets.layout import FILE, SPELLED_OUT, layout_of
from budget_engine.files.sheets.names import CONDITIONS, EXAMPLES, MAPPINGS
from budget_engine.files.sheets.outline import NUMBER, TEST, WHAT, WORD, Line, Outline, nodes_of


class Beside:
    """Adds what stands on the other sheets to the entries it belongs to."""

    def __init__(self, files: Mapping[str, Sequence[Draft]], sources: Sources) -> None:
        self.sources = sources
        self.drafts: dict[tuple[str, str], Draft] = {}
        self.versions: dict[tuple[str, str], list[str]] = {}
        self.nameless: set[str] = set()
        """The kinds of which one has no name that can be read: it may be the one that is meant."""
        for file, drafts in files.items():
            names = references([(draft.word, draft.plain) for draft in drafts])
            for name, draft in zip(names, drafts, strict=True):
                self.drafts[file, name] = draft
                if draft.word not in draft.plain:
                    self.nameless.add(draft.word)
                bare = f"{draft.word} {draft.plain.get(draft.word)}"
                self.versions.setdefault((file, bare), []).append(name)

    def read(self, grid: Grid) -> None:
        """Read one sheet."""
        name = grid.sheet.name
        if name == CONDITIONS:
            self._each(grid, CONDITION_COLUMNS, self._conditions)
        elif name == EXAMPLES:
            self._each(grid, EXAMPLE_COLUMNS, self._examples)
        else:
            self._each(grid, mapping_columns(MAPPINGS[name][1]), self._mapping)

    def _each(
        self,
        grid: Grid,
        own: Sequence[tuple[str, Any]],
        read: Callable[[Grid, Draft, list[int], Mapping[str, int]], None],
    ) -> None:
        """Gather the rows of each entry and read them together."""
        columns = grid.header(1)
        names = [PART, *(name for name, _ in own)]
        grid.unknown(1, columns, [FILE, *names])
        missing = [name for name in names if name not in columns and not name.endswith(SPELLED_OUT)]
        for name in missing if grid.by_row and grid.is_header_read else ():
            grid.refuse(1, 1, f"De kolom '{name}' ontbreekt.", "Zet haar naam in de bovenste rij.")
        if missing:
            return
        found: dict[int, tuple[Draft, list[int]]] = {}
        for row in grid.rows(2):
            draft = self._draft(grid, row, columns)
            if draft is not None:
                found.setdefault(id(draft), (draft, []))[1].append(row)
        for draft, rows in found.values():
            read(grid, draft, rows, columns)

    def _draft(self, grid: Grid, row: int, columns: Mapping[str, int]) -> Draft | None:
        file = self.sources.file(grid, row, columns.get(FILE))
        name = grid.text(row, columns.get(PART))
        found = self.drafts.get((file, name))
        if found is not None or not file or name.partition(" ")[0] in self.nameless:
            return found
        at = columns.get(PART, 1)
        versions = self.versions.get((file, name))
        if not name:
            grid.refuse(
                row, at, f"'{PART}' ontbreekt.", "Schrijf waar deze rij bij hoort, zoals 'regel naam'."
            )
        elif versions:
            grid.refuse(
                row, at, f"'{name}' staat er {len(versions)} keer.", f"Schrijf {' of '.join(versions)}."
            )
        elif elsewhere := [own for own, other in self.drafts if other == name and own != file]:
            if not self.sources.refused & set(elsewhere):
                spot = self.drafts[elsewhere[0], name].cells.get((FILE,), elsewhere[0])
                text = f"'{name}' staat niet in '{file}' maar in '{elsewhere[0]}' ({spot})."
                grid.refuse(row, columns.get(FILE, at), text, f"Maak '{FILE}' op beide plekken gelijk.")
        else:
            known = [other for other_file, other in self.drafts if other_file == file]
            hint = nearest(name, known) or "Begin met het soort, zoals 'regel naam', en kijk de naam na."
            grid.refuse(row, at, f"'{name}' staat niet in '{file}'.", hint)
        return None

    # --- conditions and totals -----------------------------------------------------------------------------

    def _conditions(self, grid: Grid, draft: Draft, rows: list[int], columns: Mapping[str, int]) -> None:
        places = dict(conditions_of(draft.word, draft.plain))
        for spot, listed in self._by_spot(grid, rows, columns, places).items():
            steps = places[spot]

            def refuse(row: int, column: str, text: str, hint: str | None) -> None:
                grid.refuse(row, columns.get(column, 1), text, hint)

            nodes = nodes_of(listed, refuse)
            if not nodes:
                continue
            if isinstance(value_at_path(draft.plain, steps), str):
                text = f"Bij '{spot}' staat ook al een formule op het werkblad van het onderdeel."
                refuse(listed[0][0], SPOT, text, "Haal een van de twee weg.")
                continue
            outline = Outline(refuse)
            put_at(draft.plain, steps, outline.read(nodes, ()))
            for path, (row, column) in outline.spots.items():
                draft.cells[*steps, *path] = grid.cell(row, columns.get(column, 1))

    def _by_spot(
        self, grid: Grid, rows: Sequence[int], columns: Mapping[str, int], places: Mapping[str, Path]
    ) -> dict[str, list[tuple[int, Line]]]:
        found: dict[str, list[tuple[int, Line]]] = {}
        for row in rows:
            spot = grid.text(row, columns.get(SPOT))
            if spot not in places:
                hint = nearest(spot, places) or f"Kies uit: {', '.join(places) or 'niets'}."
                text = (
                    f"Bij dit onderdeel kan op '{spot}' geen voorwaarde staan."
                    if spot
                    else f"'{SPOT}' ontbreekt."
                )
                grid.refuse(row, columns.get(SPOT, 1), text, hint)
                continue
            said = [grid.text(row, columns.get(column)) for column in (NUMBER, WORD, WHAT, TEST)]
            found.setdefault(spot, []).append((row, Line(*said)))
        return found

    # --- examples, choices and anchors ---------------------------------------------------------------------

    def _examples(self, grid: Grid, draft: Draft, rows: list[int], columns: Mapping[str, int]) -> None:
        name = layout_of(draft.word).examples
        if name is None:
            text = f"Bij een {draft.word} horen geen voorbeelden."
            grid.refuse(rows[0], columns.get(PART, 1), text, "Haal deze rijen weg.")
            return
        self._put(grid, draft, name, *read_examples(grid, rows, columns))

    def _mapping(self, grid: Grid, draft: Draft, rows: list[int], columns: Mapping[str, int]) -> None:
        name, _ = MAPPINGS[grid.sheet.name]
        form = layout_of(draft.word).mappings.get(name)
        if form is None:
            text = f"Bij een {draft.word} horen geen {name}."
            grid.refuse(rows[0], columns.get(PART, 1), text, "Haal deze rijen weg.")
            return
        self._put(grid, draft, name, *read_mapping(grid, rows, columns, form))

    def _put(
        self, grid: Grid, draft: Draft, name: str, plain: Any, spots: Mapping[Path, tuple[int, int]]
    ) -> None:
        draft.plain[name] = plain
        for path, (row, column) in spots.items():
            draft.cells[name, *path] = grid.cell(row, column)
            draft.cells.setdefault((name,), grid.cell(row, column))
