"""The Dutch word of each identifier: English inside, Dutch in files, screens and letters.

Every field of a model that people see in a file, a record or an answer is looked up here, so one
thing has one word. A field that is missing from the list stops the import.
"""

from typing import Annotated, Any, ClassVar

from pydantic import AliasGenerator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

UNKNOWN = "onbekend"
"""How an answer that was asked and not known is written; inside the engine it is None."""

YES, NO = "ja", "nee"

MUNICIPALITY, OTHER_PAYERS = "gemeente", "andere betaler"

WORDS = {
    # rule files
    "name": "naam",
    "id": "id",
    "code": "code",
    "bwb": "bwb",
    "read_version": "gelezen_versie",
    "carried_out_by": "uitvoerder",
    "url": "url",
    "note": "noot",
    "slug": "slug",
    "severity": "ernst",
    "label": "omschrijving",
    "in_catalogue": "catalogus",
    "is_judgement": "is_oordeel",
    "entity": "voor",
    "kind": "soort",
    "unit": "eenheid",
    "low": "laag",
    "high": "hoog",
    "choices": "keuzes",
    "question": "vraag",
    "help": "hulp",
    "who": "wie",
    "evidence": "bewijs",
    "privacy": "privacy",
    "anchors": "ankers",
    "inlet": "uit",
    "outlet": "naar",
    "is_derived": "afgeleid",
    "moment": "peilmoment",
    "source_class": "klasse",
    "law": "wet",
    "article": "artikel",
    "level": "niveau",
    "ruling": "ecli",
    "decided_by": "vastgesteld_door",
    "publication": "bekendmaking",
    "in_force": "in_werking",
    "to_verify": "te_verifieren",
    "source": "bron",
    "set_by": "wie_bepaalt",
    "title": "titel",
    "parameter": "parameter",
    "value": "is",
    "valid_from": "geldig_van",
    "valid_until": "geldig_tot",
    "legal_basis": "grondslag",
    "municipality": "gemeente",
    "keys": "sleutels",
    "list": "lijst",
    "rows": "rijen",
    "on": "op",
    "facts": "feiten",
    "members": "leden",
    "open_relations": "onvolledig",
    "settings": "parameters",
    "amounts": "bedragen",
    "holds": "geldt",
    "row": "rij",
    "fault": "fout",
    "fact": "feit",
    "term": "is",
    "when": "als",
    "examples": "voorbeelden",
    "effect": "effect",
    "strength": "kracht",
    "axis": "as",
    "text": "tekst",
    "resident_text": "inwoner",
    "deadline": "uiterlijk",
    "met_by": "gehaald",
    "first_payer": "eerst",
    "claim_status": "status",
    "bridge": "overbrugging",
    "forwarding": "doorzenden",
    "consequence": "dan",
    "resolved_by": "opgelost_door",
    "transition": "overgangsrecht",
    "recorded": "vastgelegd",
    "cells": "cellen",
    "outputs": "uitvoer",
    "policy": "trefbeleid",
    "inputs": "invoer",
    "laws": "wetten",
    "version": "versie",
    "function": "functie",
    "up_to": "tot_bedrag",
    "acts": "handelingen",
    "four_eyes": "vier_ogen",
    # case files
    "disputed_by": "door",
    "says": "zegt",
    "reasons": "reden",
    "given_by": "door",
    "recorded_at": "vastgelegd_op",
    "dispute": "betwist",
    "person": "persoon",
    "domain": "domein",
    "own_words": "woorden",
    "offered_to": "van",
    "for_needs": "voor",
    "needs": "vragen",
    "given": "waarde",
    "provenance": "herkomst",
    "set_aside_by": "door",
    "solution": "oplossing",
    "need": "vraag",
    "party": "partij",
    "likely": "waarschijnlijk",
    "what": "wat",
    "rhythm": "eenheid",
    "price_year": "prijsjaar",
    "source_date": "brondatum",
    "payer": "betaler",
    "beneficiary": "baathebber",
    "nature": "aard",
    "chance": "kans",
    "start": "start",
    "months": "maanden",
    "duration": "duur",
    "against": "tegenover",
    "direction": "richting",
    "said_by": "wie",
    "rank": "plaats",
    "claims": "aanspraken",
    "support": "steun",
    "returns": "rendement",
    "goals": "doelen",
    "preference": "voorkeur",
    "rule": "regel",
    "about": "entiteit",
    "ground": "grond",
    "form": "vorm",
    "matter": "zaak",
    "persons": "personen",
    "solutions": "oplossingen",
    "alternatives": "alternatieven",
    "deviations": "afwijkingen",
    # what comes out
    "decisive": "beslissend",
    "missing": "ontbreekt",
    "is_disputed": "betwist",
    "day": "datum",
    "set_aside_on": "terzijde_door",
    "asked_fact": "feit",
    "touches": "raakt",
    "table": "tabel",
    "gate": "poort",
    "gates": "poorten",
    "findings": "bevindingen",
    "faults": "fouten",
    "open_questions": "open_vragen",
    "not_asked": "niet_gevraagd",
    "low_cents": "laag_cent",
    "likely_cents": "waarschijnlijk_cent",
    "high_cents": "hoog_cent",
    "year": "jaar",
    "years": "jaren",
    "parties": "partijen",
    "municipality_together": "gemeente_samen",
    "total": "totaal",
    "two_years": "twee_jaar",
    "net": "netto",
    "lines": "regels",
    "at_low_bp": "bij_laag_bp",
    "at_high_bp": "bij_hoog_bp",
    "break_even": "kostenneutraal",
    "claim": "aanspraak",
    "input": "inzet",
    "advice": "advies",
    "dominated_by": "gedomineerd_door",
    "alternative": "alternatief",
    # decisions
    "mandate": "mandaat",
    "cents": "cent",
    "second": "tweede_persoon",
    "quantity": "aantal",
    "price": "prijs",
    "amount": "bedrag",
    "since": "van",
    "until": "tot",
    "policy_field": "taakveld",
    "condition": "voorwaarde",
    "month": "maand",
    "conditional_cents": "onder_voorwaarde_cent",
    "at": "tijdstip",
    "result": "uitkomst",
    "activities": "activiteiten",
    "despite_unknown": "ondanks_onbekend",
    "use_of_discretion": "gebruik_van_kan",
    "difference": "verschil",
    "decider": "beslisser",
    "conditions": "voorwaarden",
    "own_contribution": "eigen_bijdrage",
    "evaluation": "evaluatie",
    "case": "zaak",
    "own_judgement": "eigen_inschatting",
    "advice_seen_at": "advies_gezien_op",
    "chosen": "gekozen",
    "resident_view": "zienswijze",
    "part_decisions": "deelbesluiten",
    "not_granted": "niet_toegekend",
    "agrees": "stemt_overeen",
    # replay
    "number": "nummer",
    "outcome": "uitkomst",
    "differences": "verschillen",
    "place": "plaats",
    "sealed": "verzegeld",
    "found": "nu",
    # reports
    "rule_set": "regelset",
    "meaning": "betekenis",
    "engine": "motor",
    "hint": "hint",
}


def dutch(identifier: str) -> str:
    """Give the Dutch word of a field name.

    >>> dutch("legal_basis")
    'grondslag'
    """
    return WORDS[identifier]


def _read_yes_no(value: object) -> object:
    if value not in (YES, NO, True, False):
        refused = f"'{value}' kan hier niet. " if isinstance(value, str) and value else ""
        raise ValueError(f"{refused}Schrijf {YES} of {NO}.")
    return value in (YES, True)


YesNo = Annotated[
    bool,
    BeforeValidator(_read_yes_no, json_schema_input_type=str),
    PlainSerializer(lambda value: YES if value else NO, return_type=str),
]
"""A claim that is written as ja or nee."""


class Noun(BaseModel):
    """A frozen thing with named parts; its parts read in Dutch outside Python."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=AliasGenerator(alias=dutch),
        populate_by_name=True,
        defer_build=True,
        arbitrary_types_allowed=True,
    )

    def as_json(self) -> dict[str, Any]:
        """Give the thing as plain JSON values under its Dutch names, without what was left empty."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
