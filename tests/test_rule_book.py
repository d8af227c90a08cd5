"""The rule book: pages that stand by themselves, whole and well nested, with links that lead somewhere."""

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest

from budget_engine.aloud.chapters import chapters
from budget_engine.files.rule_book import INDEX, rule_book
from budget_engine.language.rule_set import RuleSet
from tests.notation import DECLARED, rule, rules_of

DAY = date(2026, 11, 22)
ALONE = {"meta", "link", "br"}


class Page(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.items_outside_lists = 0
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.seen.append(tag)
        if tag == "li" and self.open[-1] not in ("ul", "ol"):
            self.items_outside_lists += 1
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        self.ids += [named["id"] or ""] if "id" in named else []
        self.links += [named["href"] or ""] if "href" in named else []
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def texts(rule_set: RuleSet) -> dict[str, str]:
    return rule_book(rule_set, DAY)


@pytest.fixture(scope="module")
def pages(texts: dict[str, str]) -> dict[str, Page]:
    return {name: Page(text) for name, text in texts.items()}


def test_every_law_has_a_page_and_the_first_page_leads_to_all(
    rule_set: RuleSet, pages: dict[str, Page]
) -> None:
    assert len(pages) == len(chapters(rule_set)) + 1
    assert set(pages[INDEX].links) == set(pages) - {INDEX}


def test_every_page_is_dutch_without_scripts_or_anything_from_elsewhere(texts: dict[str, str]) -> None:
    for text in texts.values():
        assert '<html lang="nl">' in text
        assert not re.search(r"<script|<img|<link|\bsrc=|@import|url\(|\son\w+=", text)


def test_headings_go_down_one_step_at_a_time(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(below - above <= 1 for above, below in steps)
        assert page.items_outside_lists == 0


def test_every_link_leads_to_one_place(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert [name for name, count in Counter(page.ids).items() if count > 1] == []
        for link in page.links:
            target, _, anchor = link.partition("#")
            there = pages[target] if target else page
            assert not anchor or anchor in there.ids, link


def test_every_rule_stands_on_the_page_of_its_law_with_the_facts_it_reads(
    rule_set: RuleSet, texts: dict[str, str], pages: dict[str, Page]
) -> None:
    for item in rule_set.rules:
        (name,) = [name for name, page in pages.items() if _of(item.identity, "regel") in page.ids]
        assert f"<h1>{item.legal_basis.law}</h1>" in texts[name]
    age = pages["jeugdwet.html"]
    assert "feit-leeftijd" in age.ids
    assert "#feit-geboortedatum" in age.links


def _of(identity: str, word: str) -> str:
    return f"{word}-{identity}".replace("|", "-")


def test_a_number_is_told_as_it_stands_on_the_day(rule_set: RuleSet) -> None:
    before = rule_book(rule_set, date(2014, 1, 1))["wmo-2015.html"]
    now = rule_book(rule_set, DAY)["wmo-2015.html"]

    assert "(nu niet ingevuld)" in before
    assert re.search(r"\(nu \d+ weken\)", now)


def test_what_an_author_writes_is_shown_and_never_run() -> None:
    title = "<script>alert('x')</script> & \"zo\""
    declared = rule("{bekend: ja}").replace(
        "titel: Een regel", f"titel: '{title.replace(chr(39), chr(39) * 2)}'"
    )
    text = rule_book(rules_of(DECLARED, declared), DAY)["testwet.html"]

    assert "<script" not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;zo&quot;" in text
    assert Page(text).ids


def test_laws_whose_names_are_alike_each_have_their_own_page() -> None:
    laws = "- {wet: Wet a+b, code: ab}\n- {wet: Wet a-b, code: ab}\n- {wet: Index, code: i}\n"
    rules = "".join(
        rule("{bekend: ja}", name=f"r{number}").replace("wet: Testwet", f"wet: {law}")
        for number, law in enumerate(("Wet a+b", "Wet a-b", "Index"))
    )
    book = rule_book(rules_of(DECLARED, laws, rules), DAY)

    assert set(book) == {INDEX, "wet-a-b.html", "wet-a-b-2.html", "index-2.html"}
