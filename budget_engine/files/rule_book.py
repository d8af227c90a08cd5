"""The rule book: a page of HTML for each law, and one that lists them.

A page reads by itself: the rules of one law, what they rest on, and the facts they ask, with links from
a rule to its facts and back. It has no scripts and asks nothing of another server, so it can be kept
and printed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape

from budget_engine.aloud.chapters import Chapter, chapters, givers, names_read, readers
from budget_engine.aloud.conditions import Line
from budget_engine.aloud.reader import Aloud
from budget_engine.language.entry import Entry
from budget_engine.language.register import Declaration, LookupList, Parameter
from budget_engine.language.rule import Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import show_date

INDEX = "index.html"

_STYLE = """
body { font: 1rem/1.5 Verdana, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 2px solid; }
h3 { font-size: 1.05rem; margin: 2.2rem 0 .4rem; } p { margin: .3rem 0; }
ul { list-style: none; margin: .2rem 0 .2rem 1.4rem; padding: 0; } li { margin: .15rem 0; }
a { color: #0b4f8a; } .namen { color: #4a4a4a; font-size: .9rem; }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; } a { color: inherit; text-decoration: none; }
  article { break-inside: avoid-page; } h2, h3 { break-after: avoid; } .terug { display: none; }
}
"""

_KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("regels", "Regels", ("regel",)),
    ("tabellen", "Tabellen", ("tabel",)),
    ("wegen", "Wegen", ("weg",)),
    ("afwijken", "Gronden om af te wijken", ("afwijking",)),
    ("mandaten", "Mandaten", ("mandaat",)),
    ("afgeleid", "Wat wordt uitgerekend", ("afleiding",)),
    ("getallen", "Getallen en lijsten", ("parameter", "opzoeklijst")),
    ("gegevens", "Gegevens", ("feit",)),
)
"""The sections of a page: their anchor, title, and the words of the entries in them."""


def rule_book(rule_set: RuleSet, day: date) -> dict[str, str]:
    """Write the pages by their file name; a number is told with its value on `day`."""
    aloud = Aloud(rule_set, day)
    divided = chapters(rule_set)
    names = _file_names(chapter.title for chapter in divided)
    read_by = readers(rule_set)
    pages = {
        names[chapter.title]: _page(chapter.title, _chapter(aloud, chapter, read_by), day, rule_set)
        for chapter in divided
    }
    return {INDEX: _page("Regelboek", _index(divided, names), day, rule_set, is_index=True), **pages}


# --- pages -----------------------------------------------------------------------------------------------


def _page(title: str, body: Iterable[str], day: date, rule_set: RuleSet, *, is_index: bool = False) -> str:
    whose = "landelijk" if rule_set.municipality is None else rule_set.municipality.capitalize()
    back = "" if is_index else f'<p class="terug"><a href="{INDEX}">Alle wetten</a></p>\n'
    said = f"Regels: {whose}. Getallen zoals zij zijn op {show_date(day)}."
    lines = "\n".join(body)
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} - regelboek</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{back}<main>\n<h1>{escape(title)}</h1>\n<p>{escape(said)}</p>\n{lines}\n</main>\n</body>\n</html>\n"
    )


def _index(divided: tuple[Chapter, ...], names: Mapping[str, str]) -> Iterator[str]:
    yield "<ul>"
    for chapter in divided:
        count = len(chapter.entries)
        told = "1 onderdeel" if count == 1 else f"{count} onderdelen"
        yield f'<li><a href="{names[chapter.title]}">{escape(chapter.title)}</a> ({told})</li>'
    yield "</ul>"


def _chapter(aloud: Aloud, chapter: Chapter, read_by: Mapping[str, tuple[Entry, ...]]) -> Iterator[str]:
    everything = (*chapter.entries, *chapter.read)
    sections = [
        (anchor, title, [entry for entry in everything if entry.word in words])
        for anchor, title, words in _KINDS
    ]
    sections = [section for section in sections if section[2]]
    yield from _contents(aloud, sections)
    here = {entry.at() for entry in everything}
    for anchor, title, entries in sections:
        yield f'<section>\n<h2 id="{anchor}">{title}</h2>'
        for entry in entries:
            yield from _article(aloud, entry, here, read_by)
        yield "</section>"


def _contents(aloud: Aloud, sections: list[tuple[str, str, list[Entry]]]) -> Iterator[str]:
    yield '<nav aria-label="Inhoud">\n<h2 id="inhoud">Inhoud</h2>\n<ul>'
    for anchor, title, entries in sections:
        yield f'<li><a href="#{anchor}">{title}</a>'
        if any(isinstance(entry, Rule | Table) for entry in entries):
            yield "<ul>"
            for entry in entries:
                yield f'<li><a href="#{anchor_of(entry)}">{escape(_title(aloud, entry))}</a></li>'
            yield "</ul>"
        yield "</li>"
    yield "</ul>\n</nav>"


def _article(
    aloud: Aloud, entry: Entry, here: set[tuple[str | int, ...]], read_by: Mapping[str, tuple[Entry, ...]]
) -> Iterator[str]:
    head, *rest = aloud.entry_lines(entry)
    yield f'<article>\n<h3 id="{anchor_of(entry)}">{escape(head[1])}</h3>'
    yield from _nested(rest)
    used = dict.fromkeys(names_read(entry, aloud.rule_set))
    links = [_link(found, aloud) for name in used for found in _declared(name, aloud) if found.at() in here]
    if links:
        yield f'<p class="namen">Gaat uit van: {"; ".join(links)}.</p>'
    if isinstance(entry, Declaration | Parameter | LookupList):
        given = [giver for giver in givers(entry.name, aloud.rule_set) if giver.at() in here]
        if given:
            told = "; ".join(_link(giver, aloud) for giver in given)
            yield f'<p class="namen">Volgt uit: {told}.</p>'
        users = [user for user in read_by.get(entry.name, ()) if user.at() in here]
        if users:
            told = "; ".join(_link(user, aloud) for user in users)
            yield f'<p class="namen">Wordt gelezen door: {told}.</p>'
    yield "</article>"


def _nested(lines: Iterable[Line]) -> Iterator[str]:
    """Write lines as paragraphs, with what lies deeper as lists inside lists."""
    depth = 1
    for level, text in lines:
        while depth > level:
            yield "</li></ul>"
            depth -= 1
        if level == 1:
            yield f"<p>{escape(text)}</p>"
            continue
        yield "</li>" if depth == level else "<ul>"
        while depth < level - 1:
            yield "<li><ul>"
            depth += 1
        depth = level
        yield f"<li>{escape(text)}"
    while depth > 1:
        yield "</li></ul>"
        depth -= 1


# --- links -----------------------------------------------------------------------------------------------


def anchor_of(entry: Entry) -> str:
    """Give the anchor of an entry on a page.

    >>> from budget_engine.language.fact import EntityKind, Kind
    >>> anchor_of(Declaration(name="leeftijd", entity=EntityKind.PERSON, kind=Kind.NUMBER))
    'feit-leeftijd'
    """
    return re.sub(r"[^A-Za-z0-9_-]+", "-", "-".join(map(str, entry.at())))


def _link(entry: Entry, aloud: Aloud) -> str:
    return f'<a href="#{anchor_of(entry)}">{escape(_title(aloud, entry))}</a>'


def _title(aloud: Aloud, entry: Entry) -> str:
    """Give what an entry is called in a list: its first line, without the word for what it is."""
    first = next(iter(aloud.entry_lines(entry)))[1]
    return first.partition(": ")[2].rpartition(" (")[0]


def _declared(name: str, aloud: Aloud) -> Iterator[Entry]:
    if name in aloud.rule_set.fact:
        yield next(declared for declared in aloud.rule_set.facts if declared.name == name)
    elif name in aloud.rule_set.parameter:
        yield aloud.rule_set.parameter[name]
    if name in aloud.rule_set.lookup_list:
        yield aloud.rule_set.lookup_list[name]


def _file_names(titles: Iterable[str]) -> dict[str, str]:
    """Give each page a file name of its own, in plain letters."""
    found: dict[str, str] = {}
    for title in titles:
        plain = re.sub(r"[^a-z0-9]+", "-", title.partition(":")[0].lower()).strip("-") or "wet"
        name, number = f"{plain}.html", 2
        while name in (INDEX, *found.values()):
            name, number = f"{plain}-{number}.html", number + 1
        found[title] = name
    return found
