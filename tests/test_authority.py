"""Who may do what: every reason to refuse, and the one way to be allowed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.authority import KEEPER, Actor, Matter, may
from budget_engine.language.register import Act
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import show_date
from tests.notation import DECLARED, issues_of, rules_of

GROUNDS = "grondslag: {wet: Testwet, artikel: '1'}"
REGISTER = f"""
- mandaat: toegang
  versie: '2026-1'
  functie: consulent
  wetten: [testwet]
  tot_bedrag: 15.000,00
  handelingen: [toekennen, weigeren, verlagen]
  vier_ogen: [weigeren]
  geldig_van: 2026-01-01
  geldig_tot: 2026-12-31
  {GROUNDS}
- mandaat: alles
  versie: '2026-1'
  functie: directeur
  wetten: [testwet]
  handelingen: [toekennen, weigeren, verlagen, beeindigen, afwijken, vernietigen]
  geldig_van: 2026-01-01
  {GROUNDS}
"""
RULES = rules_of(DECLARED, REGISTER)
AMINA = Actor(name="A. Aydin", function="consulent", mandate="toegang")
PIET = Actor(name="P. Jansma", function="consulent")
BOSS = Actor(name="D. Baas", function="directeur", mandate="alles")
DAY = date(2026, 11, 24)
LIMIT = 1_500_000


def matter(cents: int = 100, on: date = DAY, second: Actor | None = None, law: str = "testwet") -> Matter:
    return Matter(law=law, cents=cents, on=on, second=second)


def changed(actor: Actor, **fields: str | None) -> Actor:
    return actor.model_copy(update=fields)


# --- allowed, and every reason why not ------------------------------------------------------------------


def test_who_acts_within_a_mandate_in_force_may() -> None:
    assert may(AMINA, Act.GRANT, matter(), RULES) is None


@pytest.mark.parametrize(
    ("actor", "act", "about", "reason"),
    [
        pytest.param(changed(AMINA, mandate=None), Act.GRANT, matter(), "geen mandaat", id="no mandate"),
        pytest.param(
            changed(AMINA, mandate="tovenaar"), Act.GRANT, matter(), "geen mandaat 'tovenaar'", id="unknown"
        ),
        pytest.param(
            changed(AMINA, function="stagiair"), Act.GRANT, matter(), "niet voor een stagiair", id="function"
        ),
        pytest.param(AMINA, Act.GRANT, matter(law="anders"), "geldt niet voor anders", id="law"),
        pytest.param(AMINA, Act.END, matter(), "mag A. Aydin niet beeindigen", id="act"),
        pytest.param(AMINA, Act.DEVIATE, matter(), "mag A. Aydin niet afwijken", id="deviate"),
        pytest.param(AMINA, Act.GRANT, matter(LIMIT + 1), "€ 15.000,01 is hoger dan mandaat", id="amount"),
        pytest.param(AMINA, Act.REFUSE, matter(), "tweede persoon", id="four eyes"),
        pytest.param(AMINA, Act.REFUSE, matter(second=AMINA), "tweede persoon", id="the same two eyes"),
    ],
)
def test_every_reason_to_refuse_is_said_in_dutch(actor: Actor, act: Act, about: Matter, reason: str) -> None:
    refusal = may(actor, act, about, RULES)

    assert refusal is not None
    assert reason in str(refusal)


# --- the days of a mandate ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_mandate_holds_from_its_first_day_up_to_and_including_its_last(day: date, *, allowed: bool) -> None:
    refusal = may(AMINA, Act.GRANT, matter(on=day), RULES)

    assert (refusal is None) is allowed
    assert refusal is None or show_date(day) in str(refusal)


def test_a_mandate_without_a_last_day_goes_on() -> None:
    assert may(BOSS, Act.GRANT, matter(on=date(2099, 1, 1)), RULES) is None


def test_each_version_of_a_mandate_holds_on_its_own_days() -> None:
    higher = REGISTER.replace("15.000,00", "20.000,00").replace(
        "geldig_van: 2026-01-01\n  geldig_tot: 2026-12-31", "geldig_van: 2027-01-01"
    )
    both = rules_of(DECLARED, REGISTER, higher[: higher.index("- mandaat: alles")])

    this_year, next_year = (
        may(AMINA, Act.GRANT, matter(1_800_000, on), both) for on in (DAY, date(2027, 2, 1))
    )

    assert this_year is not None
    assert next_year is None


# --- amounts --------------------------------------------------------------------------------------------


def test_the_limit_itself_is_within_the_mandate() -> None:
    assert may(AMINA, Act.GRANT, matter(LIMIT), RULES) is None


def test_a_mandate_without_a_limit_holds_for_every_amount() -> None:
    assert may(BOSS, Act.GRANT, matter(10**9), RULES) is None


@given(less=st.integers(0, 3 * LIMIT), more=st.integers(0, 3 * LIMIT), act=st.sampled_from(Act))
def test_who_may_for_an_amount_may_for_every_lower_amount(less: int, more: int, act: Act) -> None:
    less, more = sorted((less, more))

    if may(AMINA, act, matter(more, second=PIET), RULES) is None:
        assert may(AMINA, act, matter(less, second=PIET), RULES) is None


# --- four eyes ------------------------------------------------------------------------------------------


def test_a_second_person_with_another_name_is_enough() -> None:
    assert may(AMINA, Act.REFUSE, matter(second=PIET), RULES) is None


def test_a_second_person_has_a_function_that_may_decide_something_here() -> None:
    visitor = changed(PIET, function="bezoeker")

    assert may(AMINA, Act.REFUSE, matter(second=visitor), RULES) is not None
    assert may(AMINA, Act.REFUSE, matter(second=changed(PIET, function="directeur")), RULES) is None


def test_somebody_does_not_become_a_second_person_by_another_function() -> None:
    herself = changed(AMINA, function="kwaliteitsmedewerker")

    assert may(AMINA, Act.REFUSE, matter(second=herself), RULES) is not None


@pytest.mark.parametrize("name", ["a. aydin", "A. Aydin ", "A.  Aydin"])
def test_somebody_does_not_become_a_second_person_by_typing(name: str) -> None:
    assert may(AMINA, Act.REFUSE, matter(second=changed(AMINA, name=name)), RULES) is not None


@given(cents=st.integers(0, 2 * LIMIT), act=st.sampled_from(Act), actor=st.sampled_from([AMINA, BOSS, PIET]))
def test_a_second_person_never_takes_a_permission_away(cents: int, act: Act, actor: Actor) -> None:
    third = Actor(name="Iemand anders", function="consulent")

    if may(actor, act, matter(cents), RULES) is None:
        assert may(actor, act, matter(cents, second=third), RULES) is None


def test_a_second_person_does_not_replace_a_mandate() -> None:
    assert may(PIET, Act.GRANT, matter(second=AMINA), RULES) is not None


# --- destruction ----------------------------------------------------------------------------------------


def test_only_the_keeper_of_the_archive_destroys_and_needs_no_mandate() -> None:
    keeper = Actor(name="K. Archief", function=KEEPER)

    assert may(keeper, Act.DESTROY, matter(), RULES) is None
    assert may(changed(keeper, function="consulent"), Act.DESTROY, matter(), RULES) is not None


def test_no_mandate_gives_the_right_to_destroy() -> None:
    assert str(may(BOSS, Act.DESTROY, matter(second=PIET), RULES)) == f"D. Baas is geen {KEEPER}."


def test_the_keeper_of_the_archive_decides_nothing() -> None:
    keeper = Actor(name="K. Archief", function=KEEPER)

    assert all(may(keeper, act, matter(), RULES) for act in Act if act is not Act.DESTROY)


# --- the register itself --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "mandate", "law", "act", "euros", "allowed"),
    [
        ("consulent", "toegang-consulent", "wmo", Act.GRANT, 15_000, True),
        ("consulent", "toegang-consulent", "wmo", Act.GRANT, 15_001, False),
        ("consulent", "toegang-consulent", "wmo", Act.DEVIATE, 0, False),
        ("consulent", "toegang-consulent", "participatiewet", Act.GRANT, 10, False),
        ("kwaliteitsmedewerker", "toegang-kwaliteit", "jeugdwet", Act.DEVIATE, 0, True),
        ("kwaliteitsmedewerker", "toegang-consulent", "jeugdwet", Act.GRANT, 10, False),
        ("medewerker werk en inkomen", "werk-en-inkomen", "participatiewet", Act.GRANT, 20_000, True),
        ("medewerker werk en inkomen", "werk-en-inkomen", "wmo", Act.GRANT, 10, False),
        ("medewerker werk en inkomen", "werk-en-inkomen", "participatiewet", Act.LOWER, 10, False),
    ],
)
def test_the_register_of_the_example_municipality(
    function: str, mandate: str, law: str, act: Act, euros: int, *, allowed: bool, rule_set: RuleSet
) -> None:
    somebody = Actor(name="M. Aydin", function=function, mandate=mandate)

    refusal = may(somebody, act, matter(euros * 100, second=PIET, law=law), rule_set)

    assert (refusal is None) is allowed


@pytest.mark.parametrize("field", ["handelingen: [toekennen, weigeren, verlagen]", "vier_ogen: [weigeren]"])
def test_an_act_that_does_not_exist_is_an_issue(field: str) -> None:
    assert issues_of(DECLARED + REGISTER.replace(field, field.replace("weigeren", "wiegeren")))


def test_two_versions_of_a_mandate_on_one_day_are_an_issue() -> None:
    assert issues_of(DECLARED + REGISTER + REGISTER.replace("15.000,00", "99.000,00"))
