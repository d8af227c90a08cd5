"""A simple request: what is proposed, what stays a question, and what is never passed over."""

from datetime import date

import pytest

from budget_engine.assessment import Gate
from budget_engine.decision import Result
from budget_engine.drafts.entry import Draft, Entry, Field, Given, joined
from budget_engine.drafts.filling import entries_of, first_fields
from budget_engine.drafts.provisions import provision_word, provisions
from budget_engine.drafts.shape import DECISION
from budget_engine.drafts.short_answers import to_judge, unsettled
from budget_engine.drafts.short_request import (
    USUAL,
    Simple,
    account_place,
    answer_at,
    choose,
    defaults,
    lacking,
    provision_of,
    simple_of,
)
from budget_engine.drafts.short_route import asks_for_more
from budget_engine.drafts.short_settled import ahead, decided, not_right, proposed_decider, renewed, settled
from budget_engine.drafts.short_settled import judged as judged_by_hand
from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_AT, JUDGED_REASON, View, look
from budget_engine.glossary import NO, YES
from budget_engine.language.fact import Kind
from budget_engine.language.rule_set import RuleSet
from budget_engine.sealing_checks import AT_ONCE, QUANTITY
from budget_engine.sign_in import by_own_word
from tests.conftest import MUNICIPALITY
from tests.notation import TODAY
from tests.sealed import rules

AT = "2026-11-24T10:00:00+01:00"
WORKER = by_own_word("M. Aydin")
HOUSEHOLD, LIFT = ("wmo", "huishoudelijke_hulp"), ("wmo", "woningaanpassing")
Written = tuple[Field, Given]
PLACES = ("personen/inwoner", "vragen/vraag", "oplossingen/voorziening", "aanspraken/aanvraag")
SIMPLE = Simple("inwoner", "vraag", "voorziening", "aanvraag")


def written_on(draft: Draft, *more: Written) -> Draft:
    entries = [
        Entry(draft.last + number, field, given, WORKER.name, AT, draft.seen(field))
        for number, (field, given) in enumerate(more, 1)
    ]
    return draft.with_entries(entries)


def begun(rule_set: RuleSet) -> Draft:
    draft = Draft(1, "K-1", entries_of(first_fields(MUNICIPALITY), WORKER.name, AT))
    draft = written_on(draft, *((joined(place, "bestaat"), "ja") for place in PLACES))
    return written_on(draft, *defaults(draft, rule_set, SIMPLE, TODAY))


def asked(rule_set: RuleSet, which: tuple[str, str] = HOUSEHOLD, *more: Written) -> View:
    """Give a simple request with all that only a person can fill in."""
    draft = begun(rule_set)
    item = next(p for p in provisions(rule_set, TODAY) if (p.law, p.product) == which)
    draft = written_on(draft, *choose(look(draft, rule_set, TODAY), SIMPLE, item))
    amount = (AT_ONCE, "4200") if item.unit is None else (QUANTITY, "104")
    draft = written_on(
        draft,
        ("personen/inwoner/naam", "Mevrouw Jansen"),
        ("personen/inwoner/feiten/geboortedatum/0/waarde", "1950-03-01"),
        ("vragen/vraag/woorden", "Ik kan niet meer stofzuigen"),
        (f"aanspraken/aanvraag/feiten/{amount[0]}/0/waarde", amount[1]),
        (account_place(draft, SIMPLE), "6.711"),
        ("zaak/feiten/melding_datum/0/waarde", "2026-11-20"),
        (JUDGED_REASON, "Zij kan dit niet meer zelf."),
        *more,
    )
    return look(draft, rule_set, TODAY)


def judged(view: View, written: list[Written]) -> View:
    place = joined(DECISION, "eigen_inschatting")
    own = [(joined(place, "alternatief"), USUAL), (joined(place, "door"), WORKER.name)]
    moments = [(JUDGED_AT, "2026-11-24T10:00:00"), (ADVICE_SEEN_AT, "2026-11-24T10:00:02")]
    return look(written_on(view.draft, *written, *own, *moments), view.rule_set, view.on)


# --- what can be asked for ---------------------------------------------------------------------------------


def test_what_has_a_tariff_comes_first_and_says_its_price(rule_set: RuleSet) -> None:
    listed = [provision_word(item, rule_set) for item in provisions(rule_set, TODAY)]

    assert listed[0] == "Huishoudelijke hulp, € 38,40 per uur (Wmo 2015)"
    assert "Woningaanpassing, hooguit € 5.000,00 ineens (Wmo 2015)" in listed
    assert len(listed) == len(set(listed))


def test_only_what_the_municipality_prices_or_names_is_offered_and_under_that_law(rule_set: RuleSet) -> None:
    pairs = {(item.law, item.product) for item in provisions(rule_set, TODAY)}

    assert ("participatiewet", "hulpmiddel") in pairs
    assert not pairs & {
        ("participatiewet", "woningaanpassing"),
        ("wmo", "jobcoach"),
        ("wmo", "verpleging"),
        ("leerlingenvervoer", "huishoudelijke_hulp"),
    }


def test_what_a_neighbour_pays_at_once_is_not_offered_here() -> None:
    here, there = (
        {item.code: item.cents for item in provisions(rules(name), TODAY) if item.unit is None}
        for name in ("voorbeeldgemeente", "buurgemeente")
    )

    assert there.keys() < here.keys()
    assert all(there[code] < here[code] for code in there)


def test_more_than_the_municipality_pays_at_once_is_no_simple_request(rule_set: RuleSet) -> None:
    place = f"aanspraken/aanvraag/feiten/{AT_ONCE}/0/waarde"

    assert asks_for_more(asked(rule_set, LIFT, (place, "5.000,00"))) == ()
    assert asks_for_more(asked(rule_set, LIFT, (place, "5.000,01"))) == (
        "Op de korte route kan dit tot en met € 5.000,00 ineens.",
    )


def test_the_provision_that_was_chosen_is_found_back(rule_set: RuleSet) -> None:
    for which in (HOUSEHOLD, LIFT):
        found = provision_of(asked(rule_set, which), SIMPLE)

        assert found is not None
        assert (found.law, found.product) == which


def test_another_choice_takes_the_costs_of_the_first_away(rule_set: RuleSet) -> None:
    view = asked(rule_set, HOUSEHOLD)
    lift = next(p for p in provisions(rule_set, TODAY) if (p.law, p.product) == LIFT)

    draft = written_on(view.draft, *choose(view, SIMPLE, lift))

    assert answer_at(draft, "aanspraken/aanvraag", QUANTITY) == ""
    assert "het bedrag" in lacking(look(draft, rule_set, TODAY), SIMPLE)


# --- what is proposed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", [HOUSEHOLD, LIFT])
def test_after_the_answers_are_confirmed_only_the_seal_is_left(
    rule_set: RuleSet, which: tuple[str, str]
) -> None:
    view = asked(rule_set, which)
    assert (lacking(view, SIMPLE), asks_for_more(view), unsettled(view, SIMPLE).questions) == ((), (), ())

    after = judged(view, settled(view, SIMPLE, WORKER, TODAY, AT, YES))

    assert after.reading.problems == {}
    assert after.reading.decision_problems == {}
    assert after.refusals == ()
    assert after.decision is not None
    (part,) = after.decision.part_decisions
    assert [item.result for item in part.claims] == [Result.GRANTED]
    assert part.decider.name == WORKER.name


def test_nothing_is_answered_before_it_is_confirmed(rule_set: RuleSet) -> None:
    view = asked(rule_set)
    answered = {(about, fact) for about, fact, _ in view.case.answers()}

    proposed = unsettled(view, SIMPLE).statements

    assert proposed
    assert not [item for item in proposed if (item.about, item.fact.name) in answered]
    assert view.weighing.assessment.gates[0].gate is Gate.UNKNOWN


def test_each_proposed_answer_is_needed(rule_set: RuleSet) -> None:
    view = asked(rule_set)
    written = settled(view, SIMPLE, WORKER, TODAY, AT, YES)
    proposed = unsettled(view, SIMPLE).statements

    for item in proposed:
        without = [(field, given) for field, given in written if f"/{item.fact.name}/" not in field]

        assert judged(view, without).refusals, item.question


def test_nothing_is_proposed_that_a_person_must_weigh_count_or_date(rule_set: RuleSet) -> None:
    for which in (HOUSEHOLD, LIFT, ("participatiewet", "hulpmiddel"), ("wmo", "vervoermiddel")):
        for item in unsettled(asked(rule_set, which), SIMPLE).statements:
            assert not item.fact.is_judgement
            assert item.fact.kind in (Kind.YES_NO, Kind.CHOICE)


def test_whether_every_need_is_answered_is_asked_and_not_filled_in(rule_set: RuleSet) -> None:
    view = asked(rule_set)
    question = to_judge(view)

    assert question is not None
    assert question.is_judgement
    assert f"alternatieven/{USUAL}/feiten/{question.name}/0/waarde" not in dict(
        settled(view, SIMPLE, WORKER, TODAY, AT)
    )
    no = look(written_on(view.draft, *judged_by_hand(view, NO)), rule_set, TODAY)
    assert "U zegt dat niet elke vraag hiermee een antwoord krijgt dat werkt." in asks_for_more(no)
    assert to_judge(no) is None


def test_no_permission_is_proposed_where_not_using_the_data_is_enough(rule_set: RuleSet) -> None:
    given = {item.fact.name: item.given for item in unsettled(asked(rule_set), SIMPLE).statements}

    assert given["werkgegevens_hergebruikt"] == "nee"
    assert not [name for name in given if name.startswith("toestemming")]


def test_what_somebody_answered_is_left_as_it_is(rule_set: RuleSet) -> None:
    lives_elsewhere = ("personen/inwoner/feiten/ingezetene/0/waarde", "nee")
    view = asked(rule_set, HOUSEHOLD, lives_elsewhere)

    assert "ingezetene" not in [item.fact.name for item in unsettled(view, SIMPLE).statements]
    assert lives_elsewhere[0] not in dict(settled(view, SIMPLE, WORKER, TODAY, AT, YES))


def test_a_field_that_was_changed_before_is_not_overwritten(rule_set: RuleSet) -> None:
    own = ("besluit/deelbesluiten/wmo/beslisser/naam", "R. de Boer")
    view = asked(rule_set, HOUSEHOLD, own)

    assert own[0] not in dict(settled(view, SIMPLE, WORKER, TODAY, AT, YES))


# --- what is wrong before it is settled -----------------------------------------------------------------------


def seen_ahead(view: View) -> tuple[str, ...]:
    return not_right(decided(ahead(view, SIMPLE, WORKER, TODAY, AT), SIMPLE, WORKER, AT), SIMPLE)


COUNT, BIRTH = "aanspraken/aanvraag/feiten/aantal/0/waarde", "personen/inwoner/feiten/geboortedatum/0/waarde"
REPORTED, START = "zaak/feiten/melding_datum/0/waarde", "aanspraken/aanvraag/feiten/ingangsdatum/0/waarde"
WRONG = [
    (COUNT, "-5", "het aantal"), (COUNT, "1,5", "het aantal"), (COUNT, "0", "het aantal"),
    (COUNT, "9" * 20, "het aantal"), (BIRTH, "31-2-1950", "de geboortedatum"), (BIRTH, "1-3-50", "de geboortedatum"),
    (BIRTH, "1-3-2099", "de geboortedatum"), (REPORTED, "20-11-26", "de dag van de melding"),
    (REPORTED, "1-1-2030", "de dag van de melding"), ("besluit/op", "gisteren", "de dag van het besluit"),
    (START, "x", "de eerste dag"),
    ("besluit/deelbesluiten/wmo/aanspraken/aanvraag/regels/1/taakveld", "blabla", "het taakveld"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "name"), WRONG, ids=[f"{name} {typed}" for _, typed, name in WRONG]
)
def test_what_cannot_be_read_or_cannot_be_so_is_named_before_the_judgement(
    rule_set: RuleSet, field: str, typed: str, name: str
) -> None:
    assert seen_ahead(asked(rule_set)) == ()

    assert seen_ahead(asked(rule_set, HOUSEHOLD, (field, typed))) == (name,)


def test_what_is_changed_after_the_judgement_comes_into_the_decision(rule_set: RuleSet) -> None:
    view = asked(rule_set)
    after = judged(view, settled(view, SIMPLE, WORKER, TODAY, AT, YES))
    assert renewed(after, SIMPLE, WORKER, AT) == []

    changed = look(written_on(after.draft, (COUNT, "52"), (START, "1-12-2026")), rule_set, TODAY)
    assert changed.refusals != ()
    mended = look(written_on(changed.draft, *renewed(changed, SIMPLE, WORKER, AT)), rule_set, TODAY)

    assert mended.refusals == ()
    assert mended.decision is not None
    (item,) = mended.decision.part_decisions[0].claims
    assert [line.quantity for line in item.lines] == [52]
    assert item.since == date(2026, 12, 1)
    assert renewed(mended, SIMPLE, WORKER, AT) == []


# --- what asks for more ---------------------------------------------------------------------------------------


MORE: dict[str, Written] = {
    "a bar": ("personen/inwoner/feiten/ingezetene/0/waarde", "nee"),
    "another who must sign": ("aanspraken/aanvraag/feiten/ondertekenaar/0/waarde", "stichting"),
    "a second person": ("personen/tweede/bestaat", "ja"),
    "a second need": ("vragen/tweede/bestaat", "ja"),
    "a second provision": ("oplossingen/tweede/bestaat", "ja"),
    "somebody who helps": ("steun/dochter/bestaat", "ja"),
    "another variant": ("alternatieven/mijn-variant/bestaat", "ja"),
    "another choice": ("besluit/gekozen", "eigen-plan"),
    "a budget": ("aanspraken/aanvraag/feiten/vorm/0/waarde", "pgb"),
    "a refusal": ("aanspraken/aanvraag/feiten/voornemen/0/waarde", "weigeren"),
}


@pytest.mark.parametrize("name", MORE)
def test_what_asks_for_more_is_said(rule_set: RuleSet, name: str) -> None:
    assert asks_for_more(asked(rule_set, HOUSEHOLD, MORE[name]))


def test_a_bar_is_said_in_the_words_of_the_rule(rule_set: RuleSet) -> None:
    view = asked(rule_set, HOUSEHOLD, MORE["a bar"])
    texts = {item.text for item in view.weighing.assessment.findings if item.rule == "wmo-ingezetene"}

    assert texts & set(asks_for_more(view))


def test_what_is_barred_is_refused_at_the_seal_however_it_came_there(rule_set: RuleSet) -> None:
    view = asked(rule_set, HOUSEHOLD, MORE["a bar"])

    after = judged(view, settled(view, SIMPLE, WORKER, TODAY, AT, YES))

    assert any("kan volgens de wet niet" in str(reason) for reason in after.refusals)


def test_what_comes_up_only_after_the_answers_is_said_before_them(rule_set: RuleSet) -> None:
    view = asked(rule_set)

    then = ahead(view, SIMPLE, WORKER, TODAY, AT)

    assert then.weighing.assessment.gates[0].gate in (Gate.OPEN, Gate.PROVIDED)


# --- the fields ------------------------------------------------------------------------------------------------


def test_a_full_dossier_is_no_simple_request() -> None:
    draft = Draft(1, "K-1", entries_of([("personen/a/bestaat", "ja"), ("personen/b/bestaat", "ja")], "A", AT))

    assert simple_of(draft) is None


def test_only_what_nobody_can_know_is_left_to_fill_in(rule_set: RuleSet) -> None:
    assert lacking(look(begun(rule_set), rule_set, TODAY), SIMPLE) == (
        "de naam", "de geboortedatum", "de vraag in eigen woorden", "de voorziening", "het aantal",
        "het taakveld", "de dag van de melding", "waarom u dit toekent",
    )  # fmt: skip


def test_whoever_has_a_function_is_proposed_on_its_mandate(rule_set: RuleSet) -> None:
    senior = WORKER.model_copy(update={"function": "kwaliteitsmedewerker"})

    assert (
        proposed_decider(asked(rule_set), SIMPLE, senior) == "M. Aydin, kwaliteitsmedewerker, tot € 60.000,00"
    )
    assert proposed_decider(asked(rule_set), SIMPLE, WORKER) == "M. Aydin, consulent, tot € 15.000,00"
