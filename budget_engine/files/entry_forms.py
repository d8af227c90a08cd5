"""The forms of a rule file: each entry made ready for its model, with its conditions and formulas read.

What is written for people (a range as '0..24', a row as a mapping from column to cell) becomes what
the model holds. Whatever cannot be read is kept as a problem at its path.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from budget_engine.errors import Path, Problem, keep, nearest
from budget_engine.glossary import UNKNOWN
from budget_engine.language.entry import Entry
from budget_engine.language.expr import Condition, FactRef, Not, Recorded
from budget_engine.language.fact import Bounded, EntityKind, Kind, parse_plain
from budget_engine.language.jargon import JargonWord
from budget_engine.language.letter_text import LetterText
from budget_engine.language.measure import Vocabulary
from budget_engine.language.reading import Reader
from budget_engine.language.register import Declaration, ListRows, LookupList, Parameter, Setting
from budget_engine.language.rule import Derivation, Rule, Table

_NO_ROWS = "Zet er een rij in, of haal dit onderdeel weg."

JUDGEMENT = "oordeel"
"""Opens a declared fact that only a named person can answer, with reasons."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SHOWN = 60  # characters of what was typed, in a message


@dataclass(frozen=True)
class Source:
    """One entry as it was written, and the municipality whose file it stands in."""

    plain: Any
    municipality: str | None
    path: Path


MOST_CHOICES = 1_000


def own_prefix(municipality: str) -> str:
    """Give what the facts of a municipality begin with.

    >>> own_prefix("Rijk van Nergens")
    'rijk_van_nergens_'
    """
    return f"{re.sub('[^a-z0-9]+', '_', municipality.lower())}_"


class Forms:
    """Makes entries ready for their models."""

    def __init__(self, vocabulary: Vocabulary, problems: list[Problem]) -> None:
        self.vocabulary = vocabulary
        self.problems = problems

    def _refuse(self, path: Path, text: str, hint: str | None = None) -> None:
        keep(self.problems, Problem(path, text, hint))

    def _unknown(self, path: Path, what: str, name: str, known: Iterable[str]) -> None:
        text = f"{what} '{name}' is niet bekend."
        keep(self.problems, Problem(path, text, nearest(name, known), name))

    def prepared(self, kind: type[Entry], plain: dict[str, Any], source: Source) -> dict[str, Any]:
        """Give the fields of an entry as its model takes them."""
        if kind is Declaration:
            return self._declaration(plain, source, is_judgement=JUDGEMENT in source.plain)
        if kind in (Parameter, LookupList):
            return self._with_range(plain, source.path)
        if kind is Setting:
            return self._setting(plain, source)
        if kind is ListRows:
            return self._list_rows(plain, source)
        if kind in (LetterText, JargonWord):
            return {**plain, "gemeente": plain.get("gemeente", source.municipality)}
        if kind is Derivation:
            return self._derivation(plain, source.path)
        if kind is Rule:
            return self._rule(plain, source.path)
        if kind is Table:
            return self._table(plain, source.path)
        return plain

    def _declaration(self, plain: dict[str, Any], source: Source, *, is_judgement: bool) -> dict[str, Any]:
        name = plain["naam"]
        own = None if source.municipality is None else own_prefix(source.municipality)
        if not _NAME.fullmatch(name):
            self._refuse(
                source.path,
                f"'{name}' kan geen naam van een feit zijn.",
                "Gebruik kleine letters, cijfers en _.",
            )
        elif own is not None and not name.startswith(own):
            self._refuse(source.path, f"Een feit van een gemeente begint met haar naam: '{own}{name}'.")
        if not is_judgement and not any(plain.get(field) for field in ("vraag", "afgeleid", "uit")):
            self._refuse(source.path, f"Niemand kan '{name}' beantwoorden.", "Voeg 'vraag' toe.")
        prepared = self._with_range(plain, source.path)
        if is_judgement:
            prepared["is_oordeel"] = True
            for field in ("afgeleid", "uit"):
                if field in plain:
                    text = "Een inschatting geeft een persoon; zij wordt niet afgeleid."
                    self._refuse((*source.path, field), text, "Haal dit weg, of begin met 'feit'.")
        return prepared

    def _with_range(self, plain: dict[str, Any], path: Path) -> dict[str, Any]:
        prepared = dict(plain)
        if "keuzes" in plain:
            self._choices(plain, prepared, path)
        elif plain.get("soort") == Kind.CHOICE:
            self._refuse((*path, "soort"), "Bij een keuze horen de keuzes.", "Voeg 'keuzes' toe.")
        bounds = prepared.pop("bereik", None)
        if bounds is None:
            return prepared
        try:
            low, high = (parse_plain(Kind(plain["soort"]), end.strip()) for end in bounds.split("..", 1))
        except (ValueError, KeyError, AttributeError):
            self._refuse(
                (*path, "bereik"),
                f"'{bounds[:_SHOWN]}' is geen bereik van deze soort.",
                "Schrijf bijvoorbeeld '0..24'.",
            )
            return prepared
        if isinstance(low, bool | str) or isinstance(high, bool | str) or high < low:  # type: ignore[operator]
            self._refuse(
                (*path, "bereik"), f"'{bounds[:_SHOWN]}' is geen bereik: het begint hoger dan het eindigt."
            )
            return prepared
        return {**prepared, "laag": low, "hoog": high}

    def _choices(self, plain: dict[str, Any], prepared: dict[str, Any], path: Path) -> None:
        listed = plain["keuzes"]
        if isinstance(listed, list | dict) and len(listed) > MOST_CHOICES:
            text = f"Dit zijn {len(listed)} keuzes; bij een vraag passen er hooguit {MOST_CHOICES}."
            self._refuse((*path, "keuzes"), text, "Maak er 'soort: tekst' van, of deel de vraag op.")
            few = list(listed)[:MOST_CHOICES]
            listed = few if isinstance(listed, list) else {code: listed[code] for code in few}
            prepared["keuzes"] = listed
        if isinstance(listed, str):
            self._refuse((*path, "keuzes"), "Hier hoort een lijst te staan.", f"Schrijf [{listed}].")
            prepared["keuzes"] = {listed: listed}
        if isinstance(listed, list):
            codes = [code for code in listed if isinstance(code, str)]
            for number, code in enumerate(listed):
                if code in listed[:number]:
                    self._refuse((*path, "keuzes", number), f"De keuze '{code}' staat hier twee keer.")
            if len(codes) == len(listed):
                prepared["keuzes"] = {code: code for code in codes}
        if plain.get("soort") != Kind.CHOICE:
            self._refuse((*path, "keuzes"), "Alleen bij 'soort: keuze' horen keuzes.")
        elif not listed:
            self._refuse((*path, "keuzes"), "Bij een keuze horen de keuzes.")
        if isinstance(listed, list | dict) and UNKNOWN in listed:
            text = f"'{UNKNOWN}' is geen keuze: wat niet bekend is, kan bij elke vraag worden gezegd."
            self._refuse((*path, "keuzes"), text, "Haal deze keuze weg.")

    def _setting(self, plain: dict[str, Any], source: Source) -> dict[str, Any]:
        prepared = {**plain, "gemeente": plain.get("gemeente", source.municipality)}
        parameter = self.vocabulary.parameters.get(plain["parameter"])
        if parameter is None:
            self._unknown(
                (*source.path, Setting.word), "De parameter", plain["parameter"], self.vocabulary.parameters
            )
        value = prepared.get("is")
        if value == UNKNOWN:
            del prepared["is"]
        elif value is None:
            self._refuse(
                source.path,
                "'is' ontbreekt.",
                f"Schrijf de waarde, of '{UNKNOWN}' als die nog niet is ingevuld.",
            )
        elif parameter is not None:
            self._try((*source.path, "is"), parameter, value)
        return prepared

    def _try(self, path: Path, bounded: Bounded, value: object) -> None:
        if not isinstance(value, str):
            self._refuse(path, "Hier hoort één waarde te staan.")
            return
        try:
            bounded.parse(value)
        except ValueError as error:
            self._refuse(path, str(error))

    def _list_rows(self, plain: dict[str, Any], source: Source) -> dict[str, Any]:
        prepared = {**plain, "gemeente": plain.get("gemeente", source.municipality)}
        listed = self.vocabulary.lists.get(plain["lijst"])
        if listed is None:
            self._unknown(
                (*source.path, ListRows.word), "De opzoeklijst", plain["lijst"], self.vocabulary.lists
            )
            return {**prepared, "rijen": []}
        if not isinstance(plain.get("rijen"), list):
            return prepared  # the model says so
        if not plain["rijen"]:
            self._refuse((*source.path, "rijen"), "Hier staat geen enkele rij.", _NO_ROWS)
        rows: list[Any] = []
        for number, row in enumerate(plain["rijen"]):
            path = (*source.path, "rijen", number)
            if not isinstance(row, dict):
                rows.append(row)  # the model says so
                continue
            keys = {key: row[key] for key in listed.keys if key in row}
            for key in listed.keys:
                declared = self.vocabulary.facts.get(key)
                if key not in keys:
                    self._refuse(path, f"De sleutel '{key}' ontbreekt in deze rij.")
                elif declared is not None:
                    self._try((*path, key), declared, keys[key])
            rest = {name: value for name, value in row.items() if name not in keys}
            if isinstance(rest.get("is"), str):
                self._try((*path, "is"), listed, rest["is"])
            rows.append({"sleutels": keys, **rest})
        return {**prepared, "rijen": rows}

    # --- entries with nodes ----------------------------------------------------------------------------

    def _derivation(self, plain: dict[str, Any], path: Path) -> dict[str, Any]:
        declared = self.vocabulary.facts.get(plain["feit"])
        if declared is None:
            self._unknown((*path, Derivation.word), "Het feit", plain["feit"], self.vocabulary.facts)
            return {name: value for name, value in plain.items() if name not in ("is", "als")}
        reader = Reader(self.vocabulary, declared.entity, self.problems)
        prepared = dict(plain)
        if ("is" in plain) is ("als" in plain):
            self._refuse(
                path,
                "Een afleiding heeft een formule ('is') of een voorwaarde ('als'), precies één van de twee.",
            )
        if "is" in plain:
            prepared["is"] = reader.term(plain["is"], (*path, "is"))
        if "als" in plain:
            if declared.kind is not Kind.YES_NO:
                self._refuse(
                    (*path, "als"), f"'{declared.name}' is geen ja/nee-feit; geef een formule met 'is'."
                )
            prepared["als"] = reader.condition(plain["als"], (*path, "als"))
        return prepared

    def _rule(self, plain: dict[str, Any], path: Path) -> dict[str, Any]:
        reader = self._scoped(plain, path)
        if reader is None:
            return plain
        prepared = dict(plain)
        if "als" in plain:
            prepared["als"] = reader.condition(plain["als"], (*path, "als"))
        return {**prepared, **self._consequence(plain, reader, path)}

    def _scoped(self, plain: dict[str, Any], path: Path) -> Reader | None:
        scope = plain.get("voor")
        if scope not in set(EntityKind):
            return None  # the model says so
        del path
        return Reader(self.vocabulary, EntityKind(scope), self.problems)

    def _consequence(self, plain: dict[str, Any], reader: Reader, path: Path) -> dict[str, Any]:
        consequence = plain.get("dan")
        if not isinstance(consequence, dict):
            return {}
        prepared = dict(consequence)
        if "uiterlijk" in consequence:
            prepared["uiterlijk"] = reader.term(consequence["uiterlijk"], (*path, "dan", "uiterlijk"))
            if prepared["uiterlijk"] is None:
                prepared.pop("gehaald", None)  # it stood beside a last day, of which the mistake was said
        if isinstance(consequence.get("gehaald"), str):
            reader.recorded(consequence["gehaald"], (*path, "dan", "gehaald"))
        return {"dan": prepared}

    def _table(self, plain: dict[str, Any], path: Path) -> dict[str, Any]:
        reader = self._scoped(plain, path)
        if reader is None:
            return plain
        columns = [
            self._column(column, reader, (*path, "invoer", i))
            for i, column in enumerate(_list(plain.get("invoer")))
        ]
        outputs = [str(name) for name in _list(plain.get("uitvoer"))]
        rows = [
            self._row(row, columns, outputs, reader, (*path, "rijen", i))
            for i, row in enumerate(_list(plain.get("rijen")))
        ]
        inputs = [{name: value for name, value in column.items() if value is not None} for column in columns]
        return {**plain, "invoer": inputs, "rijen": rows}

    def _column(self, column: Any, reader: Reader, path: Path) -> dict[str, Any]:
        if isinstance(column, str):
            known = reader.declared(column, path)
            return {"naam": column, "is": None if known is None else FactRef(column)}
        if not isinstance(column, dict) or not _is_said(column.get("kolom")):
            self._refuse(path, "Een kolom is een feit, of {kolom: naam, is: formule}.")
            return {"naam": f"kolom {path[-1]}"}
        name = column["kolom"]
        if isinstance(column.get("vastgelegd"), str):
            reader.recorded(column["vastgelegd"], (*path, "vastgelegd"))
            return {"naam": name, "vastgelegd": column["vastgelegd"]}
        return {"naam": name, "is": reader.term(column.get("is"), (*path, "is"))}

    def _row(
        self, row: Any, columns: list[dict[str, Any]], outputs: list[str], reader: Reader, path: Path
    ) -> Any:
        if not isinstance(row, dict):
            return row  # the model says so
        if not _is_said(row.get("rij")):
            self._refuse(path, "'rij' ontbreekt.", "Geef elke rij een naam.")
        names = [column["naam"] for column in columns]
        rest = {name: value for name, value in row.items() if name not in (*names, *outputs, "rij")}
        cells = tuple(
            self._cell(row.get(column["naam"]), column, reader, (*path, column["naam"])) for column in columns
        )
        given = tuple(self._output(row.get(name), name, reader, (*path, name)) for name in outputs)
        return {
            "id": row.get("rij", ""),
            "cellen": cells,
            "uitvoer": given,
            **rest,
            **self._consequence(row, reader, path),
        }

    def _cell(self, text: Any, column: dict[str, Any], reader: Reader, path: Path) -> Condition | None:
        if not isinstance(text, str):
            self._refuse(
                path,
                f"De kolom '{column['naam']}' is in deze rij leeg.",
                "Schrijf '-' als elke waarde goed is.",
            )
            return None
        if column.get("vastgelegd") is not None:
            known: dict[str, Condition | None] = {
                "ja": Recorded(column["vastgelegd"]),
                "nee": Not(Recorded(column["vastgelegd"])),
                "-": None,
            }
            if text not in known:
                self._refuse(path, f"'{text}' kan hier niet; in deze kolom staat ja, nee of -.")
            return known.get(text)
        term = column.get("is")
        return None if term is None else reader.cell(term, text, path)

    def _output(self, text: Any, fact: str, reader: Reader, path: Path) -> Any:
        declared = self.vocabulary.facts.get(fact)
        if declared is None or text == "-":
            return None
        if text is None:
            self._refuse(
                path,
                f"De uitvoer '{fact}' is in deze rij leeg.",
                "Schrijf '-' als deze rij geen waarde geeft.",
            )
            return None
        return reader.output(declared, text, path)


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
