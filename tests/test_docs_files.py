"""What docs/ says about case files, decisions, records and answers is true, and shown on examples."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from budget_engine.answer import Provenance
from budget_engine.authority import Actor
from budget_engine.backends.agreement import working
from budget_engine.case import AlternativeKind, Case, Direction, Domain, Nature, Party, Rhythm
from budget_engine.decision import Result
from budget_engine.decision_checks import reasons_to_refuse
from budget_engine.errors import Issue, Place
from budget_engine.export import unread
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import read_case
from budget_engine.language.check_rules import MOST_ORDERED_ROWS
from budget_engine.language.fact import RELATIONS, Inlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.recordkeeping import ToSeal, chain_of, replayed, seal_decision
from budget_engine.replay import Outcome, is_as_it_should
from budget_engine.schemas import fact_list, schema_of_assessment, schema_of_case, schema_of_decision
from budget_engine.store.records import contents, destroy
from budget_engine.store.schema import open_store
from budget_engine.values import MOST_MEMBERS, show_cents
from budget_engine.weighing import Weighed, weigh
from tests.conftest import ROOT
from tests.notation import TODAY
from tests.pages import (
    Golden,
    blocks,
    codes,
    documented,
    fields_of,
    grouped,
    listed,
    page,
    path_of,
    reads_as,
    table,
    unlisted,
    with_part,
)
from tests.sealed import attack
from tests.small_world import read_decision

# --- case files ------------------------------------------------------------------------------------------

ADVICE_OPEN = "nog niet bekend"


def case_on_page(rule_set: RuleSet) -> Case:
    [text] = blocks("zaakbestand", "yaml", "zaak")
    return read_case(parse_yaml(text.encode(), "zaak.yaml"), rule_set)


def case_fields(rule_set: RuleSet) -> dict[str, dict[str, bool]]:
    schema = schema_of_case(rule_set)
    for group in schema["$defs"].values():
        if "feiten" in group.get("properties", {}):
            group["properties"]["feiten"] = {}
    return grouped(fields_of(schema), "zaakbestand")


def test_every_field_of_a_case_file_is_in_its_table(rule_set: RuleSet) -> None:
    assert documented("zaakbestand") == case_fields(rule_set)


@pytest.mark.parametrize(
    ("first", "known"),
    [
        ("herkomst", Provenance),
        ("domein", Domain),
        ("soort", AlternativeKind),
        ("aard", Nature),
        ("eenheid", Rhythm),
        ("partij", Party),
        ("richting", Direction),
    ],
)
def test_a_table_of_codes_in_a_case_file_lists_all_of_them(first: str, known: type[StrEnum]) -> None:
    assert sorted(codes(table("zaakbestand", first))) == sorted(known)


def test_the_laws_a_claim_may_name_are_those_of_the_rules(rule_set: RuleSet) -> None:
    laws = [code for declared in rule_set.inlet(Inlet.LAW) for code in declared.choices]

    assert sorted(codes(table("zaakbestand", "wet"))) == sorted(laws)


def test_the_lists_that_can_be_open_are_named_at_their_owner() -> None:
    rows = table("zaakbestand", "bij")

    shown = {f"{codes([row])[0]}.{name}" for row in rows for name in codes([row], 1)}
    assert shown == set(RELATIONS)


def test_the_list_of_facts_is_current(national: RuleSet, golden: Golden) -> None:
    golden(path_of("zaakbestand"), with_part("zaakbestand", "feitenlijst", fact_list(national)))


def test_the_whole_case_is_assessed_as_the_page_says(rule_set: RuleSet) -> None:
    weighing = weigh(case_on_page(rule_set), rule_set, TODAY)

    rows = table("zaakbestand", "alternatief")
    shown = [
        [item.id, str(item.law), item.advice or ADVICE_OPEN, likely(item)] for item in weighing.alternatives
    ]
    assert [[codes([row])[0], *row[1:]] for row in rows] == shown
    open_questions = {item.asked_fact for item in weighing.assessment.open_questions}
    assert {"vol_te_houden", "uitval_opgevangen"} <= open_questions


def likely(item: Weighed) -> str:
    assert item.returns is not None
    together = item.returns.two_years.municipality_together
    assert together is not None
    assert together.likely_cents is not None
    return show_cents(together.likely_cents)


# --- decisions -----------------------------------------------------------------------------------------


def decision_text() -> str:
    [text] = blocks("besluitbestand", "yaml", "besluit")
    return text


def refusals(rule_set: RuleSet, *changes: tuple[str, str]) -> list[str]:
    """Give why the decision on the page would not be sealed, with some of its text or its case changed."""
    [case_text] = blocks("zaakbestand", "yaml", "zaak")
    written, known = decision_text(), case_text
    for old, new in changes:
        assert (old in written) is not (old in known), old
        written, known = written.replace(old, new), known.replace(old, new)
    decision, problems = read_decision(written)
    assert decision is not None, problems
    case = read_case(parse_yaml(known.encode(), "zaak.yaml"), rule_set)
    weighing = weigh(case, rule_set, decision.on)
    return list(map(str, reasons_to_refuse(decision, case, rule_set, weighing)))


def test_every_field_of_a_decision_is_in_its_table() -> None:
    assert documented("besluitbestand") == grouped(fields_of(schema_of_decision()), "besluit")


def test_the_results_of_a_decision_are_all_named() -> None:
    assert sorted(codes(table("besluitbestand", "uitkomst"))) == sorted(Result)


def test_nothing_refuses_the_decision_on_the_page(rule_set: RuleSet) -> None:
    assert refusals(rule_set) == []


def parts_of_decision() -> str:
    text = decision_text()
    return text[text.index("deelbesluiten:") : text.index("niet_toegekend:")]


def lines_of_decision() -> str:
    text = decision_text()
    return text[text.index("        regels:") : text.index("niet_toegekend:")]


CHANGES = [
    [("evaluatie: [", "evaluatie: [2020-02-26, ")],
    [("\nop: 2026-11-24", "\nop: 2026-11-01")],
    [(parts_of_decision(), "deelbesluiten: []\n")],
    [
        ("niet_toegekend:\n", """  - wet: wmo
    beslisser: {naam: P. Mulder, functie: consulent, mandaat: toegang-consulent}
    aanspraken: [{aanspraak: a-schoonmaak, uitkomst: toegekend, reden: Ja.}]
niet_toegekend:
"""),
    ],
    [
        ("alternatieven:\n", """  - id: a-drie
    oplossing: schoonmaak
    vraag: huis
    wet: jeugdwet
    feiten: {aanvraag_datum: 2026-11-12}
alternatieven:
"""),
    ],
    [("zaak: bakker-001", "zaak: jansen-002")],
    [("gekozen: gewoon", "gekozen: anders")],
    [("aanspraak: a-schoonmaak", "aanspraak: a-tuin")],
    [("T09:30", "T09:50")],
    [("advies_gezien_op: 2026-11-20T09:45", "advies_gezien_op: 2026-11-25T09:45")],
    [("gekozen: gewoon", "gekozen: niets"), ("wet: wmo\n    beslisser", "wet: jeugdwet\n    beslisser")],
    [("ondertekenaar: gemeente", "ondertekenaar: stichting")],
    [("      ondertekenaar: gemeente\n", "")],
    [("mandaat: toegang-consulent", "mandaat: toegang-kwaliteit")],
    [("ingezetene: {waarde: ja", "ingezetene: {waarde: nee")],
    [("ingezetene: {waarde: ja", "ingezetene: {waarde: onbekend")],
    [("aantal: 104, eenheid", "aantal: 1, eenheid"), ('bedrag: "3993,60"', 'bedrag: "38,40"')],
    [("      prijsbron: tarief\n", "")],
    [
        ("alternatieven:\n", "  - {id: a-twee, oplossing: schoonmaak, vraag: huis, wet: wmo}\nalternatieven:\n"),
        ("aanspraken: [a-schoonmaak]", "aanspraken: [a-schoonmaak, a-twee]"),
    ],
    [("    aanspraken:\n", "    aanspraken:\n      - {aanspraak: a-schoonmaak, uitkomst: geweigerd, reden: Nee.}\n")],
    [
        ("vorm: natura", "vorm: pgb\n      beheerder_wordt_betaald_uit_pgb: ja"),
        ("uitkomst: toegekend", "uitkomst: geweigerd"),
        (lines_of_decision(), ""),
    ],
    [
        ("alternatieven:\n", """afwijkingen:
  - regel: voorbeeldgemeente-vertegenwoordiger-zorgaanbieder
    entiteit: a-schoonmaak
    grond: awb-beleidsregel
    reden: een bijzonder geval
    door: P. Mulder
    op: 2026-11-24
alternatieven:
"""),
    ],
]  # fmt: skip


@pytest.mark.parametrize("changes", CHANGES, ids=lambda changes: changes[0][1][:40].strip())
def test_what_refuses_a_seal_stands_in_the_tables(rule_set: RuleSet, changes: list[tuple[str, str]]) -> None:
    found = refusals(rule_set, *changes)

    assert found
    assert unlisted("besluitbestand", found) == []


def test_every_message_on_the_page_was_seen_but_for_those_that_this_case_cannot_raise(
    rule_set: RuleSet,
) -> None:
    seen = [text for changes in CHANGES for text in refusals(rule_set, *changes)]

    never = [
        message for message in listed("besluitbestand") if not any(reads_as(message, text) for text in seen)
    ]
    assert [message.split(" ")[0] for message in never] == ["Het", "Tabel", "'…'", "Regel"]


# --- records and answers -------------------------------------------------------------------------------

KEEPER = Actor(name="A. Archief", function="archiefbeheerder")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, rule_set: RuleSet) -> Path:
    """A store with the decision of the page, a part of it destroyed, and the same decision once more."""
    db = tmp_path_factory.mktemp("keten") / "db.sqlite"
    decision, _ = read_decision(decision_text())
    assert decision is not None
    salts = (f"{number:064x}" for number in count())
    case = case_on_page(rule_set)
    with working(both=True) as work:
        seal_decision(ToSeal(case, rule_set, decision, "2026-11-24T16:00:00+01:00", salts), db, work)
    store = open_store(db)
    destroy(store, 1, ["ria"], "de termijn is voorbij", KEEPER, rule_set, "2046-11-24T10:00:00+01:00")
    store.dispose()
    with working(both=True) as work:
        seal_decision(ToSeal(case, rule_set, decision, "2046-11-25T16:00:00+01:00", salts), db, work)
    return db


def recipe() -> Callable[[Path], str]:
    [text] = blocks("keten", "python", "recept")
    names: dict[str, Any] = {}
    exec(text, names)  # noqa: S102 - the page says that this program works
    found: Callable[[Path], str] = names["laatste_kop"]
    return found


def test_the_recipe_on_the_page_gives_the_hash_of_the_last_head(sealed: Path) -> None:
    last, found = chain_of(sealed)

    assert last is not None
    assert (recipe()(sealed), found) == (last.hash, [])


TAMPERINGS = [
    "UPDATE kop SET text = replace(text, 'P. Mulder', 'P. Molder') WHERE number = 1",
    "UPDATE kop SET text = text || ' ' WHERE number = 3",
    "UPDATE deel SET text = replace(text, 'stof', 'gras') WHERE number = 3",
    "UPDATE deel SET salt = 'x' WHERE number = 1",
    "UPDATE regelset SET text = replace(text, 'Wmo', 'Wet')",
    "DELETE FROM deel WHERE number = 3 AND room = 'ria'",
    "DELETE FROM kop WHERE number = 1",
    "UPDATE kop SET number = 4 WHERE number = 3",
    "UPDATE deel SET number = 3, room = 'erbij' WHERE number = 1 AND room = 'gedeeld'",
]


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_was_changed_stops_the_recipe_and_is_told_in_the_words_of_the_page(
    sealed: Path, tmp_path: Path, tampering: str
) -> None:
    db = tmp_path / "db.sqlite"
    with closing(sqlite3.connect(sealed)) as source, closing(sqlite3.connect(db)) as connection:
        source.backup(connection)
    with attack(db) as forger:
        forger.execute(tampering)

    with pytest.raises(AssertionError):
        recipe()(db)
    found = [item.text for item in chain_of(db)[1]]
    assert found
    assert unlisted("keten", found) == []


def test_the_fields_of_a_head_are_in_the_table(sealed: Path) -> None:
    heads = [item.head for item in contents(open_store(sealed)).records]

    assert set(codes(table("keten", "veld"))) == {name for head in heads for name in head}


def test_a_record_of_which_a_part_was_destroyed_is_refused_and_the_others_are_the_same(sealed: Path) -> None:
    with working(both=True) as work:
        replays, problems = replayed(sealed, None, work)

    assert [(item.number, item.outcome) for item in replays] == [(1, Outcome.REFUSED), (3, Outcome.SAME)]
    assert all(map(is_as_it_should, replays))
    assert problems == []
    assert codes(table("keten", "uitkomst")) == list(Outcome)


def test_every_key_of_an_assessment_is_in_the_table() -> None:
    assert sorted(codes(table("beoordeling", "veld"))) == sorted(fields_of(schema_of_assessment()))


def test_every_key_of_a_case_that_cannot_be_read_is_in_the_table() -> None:
    said = unread("zaak.yaml", [Issue(Place("zaak.yaml", 1), "Fout.", "Hint.")])

    inside = [f"problemen[].{name}" for name in said["problemen"][0]]
    assert codes(table("beoordeling", "veld bij een fout")) == [*said, *inside]


def test_the_largest_numbers_on_the_pages_are_those_of_the_engine() -> None:
    assert f"hooguit {MOST_ORDERED_ROWS} rijen" in page("regeltaal")
    assert f"hooguit {MOST_MEMBERS} in een zaak" in page("zaakbestand")


# --- links -----------------------------------------------------------------------------------------------

PAGES = (
    "regeltaal",
    "betekenis",
    "motoren",
    "zaakbestand",
    "besluitbestand",
    "keten",
    "beoordeling",
    "brieven",
    "leesbaarheid",
)


def anchors(name: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page(name), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_file_name_on_a_page_leads_somewhere(name: str) -> None:
    for target, anchor in re.findall(r"\]\(([a-z]*)(?:\.md)?(?:#([\w-]+))?\)", page(name)):
        assert not anchor or anchor in anchors(target or name), (target, anchor)
        assert target in ("", *PAGES)
    for path in re.findall(
        r"`((?:budget_engine|tests|rules|fixtures|language|backends)/[\w./]+)`", page(name)
    ):
        assert (ROOT / path).exists() or (ROOT / "budget_engine" / path).exists(), path
