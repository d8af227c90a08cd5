"""Who may do what, as a table: every role times every action; and no team reads what is another's."""

from datetime import date

import pytest

from budget_engine.authority import ALLOWED, OF_A_TEAM, Action, Actor, Login, Role, may_ask, may_seal, told
from budget_engine.backends.agreement import together
from budget_engine.desk import Desk
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.errors import InputError, NotAllowed, SealRefused, StoreError
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import access, drafts
from tests.conftest import MUNICIPALITY
from tests.sealed import salts
from tests.small_world import RONALD, real_case, real_decision

# x: may; -: may not. Agreed, and not read from the code.
TABLE = """
                     consulent  kwaliteit  beleid  auditor  beheer
werklijst            x          x          -       -        -
dossier_maken        x          x          -       -        -
lezen                x          x          -       -        -
schrijven            x          x          -       -        -
inschatten           x          x          -       -        -
vaststellen          x          x          -       -        -
meekijken            x          x          -       -        -
vrijgeven            x          x          -       -        -
verzenden            x          x          -       -        -
evalueren            x          x          -       -        -
verlengen            x          x          -       -        -
weggooien            x          x          -       -        -
meenemen             x          x          -       -        -
team_toewijzen       -          -          -       -        x
doorrekenen          -          -          -       x        -
controlereeks        -          -          -       x        x
inzage_nagaan        -          -          -       x        -
regels_zien          x          x          x       x        x
"""
_HEAD, *_LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (role, line[0], mark == "x")
    for line in _LINES
    for role, mark in zip(_HEAD, line[1:], strict=True)
]  # fmt: skip
EAST, WEST = "Oost", "West"
ABOUT_ONE_DOSSIER = {
    "dossier_maken", "lezen", "schrijven", "inschatten", "vaststellen", "meekijken", "vrijgeven", "verzenden",
    "evalueren", "verlengen", "weggooien", "meenemen",
}  # fmt: skip
every_cell = pytest.mark.parametrize(("role", "action", "is_allowed"), CELLS)


def as_role(
    role: str, *teams: str, name: str = "Truus de Vries", function: str | None = "consulent"
) -> Login:
    return Login(subject=f"s-{name}", name=name, roles=(Role(role),), teams=teams, function=function)


# --- role and team -----------------------------------------------------------------------------------------


def test_the_table_names_every_role_and_every_action() -> None:
    assert set(_HEAD) == set(Role) == set(ALLOWED)
    assert [line[0] for line in _LINES] == list(Action)
    assert len(set(map(told, Action))) == len(Action)
    assert ABOUT_ONE_DOSSIER == OF_A_TEAM


@every_cell
def test_a_role_may_what_the_table_says(role: str, action: str, *, is_allowed: bool) -> None:
    refusal = may_ask(as_role(role, EAST), Action(action), EAST)

    assert (refusal is None) is is_allowed
    if refusal is not None:
        assert str(refusal).startswith("Dat mag u niet: ")
        assert str(refusal).endswith(f"Uw rol is hier: {role}.")


@every_cell
def test_of_another_team_nobody_may_do_anything_with_a_dossier(
    role: str, action: str, *, is_allowed: bool
) -> None:
    refusals = [may_ask(as_role(role, *teams), Action(action), team)
                for teams, team in (((WEST,), EAST), ((), EAST), ((EAST,), ""))]  # fmt: skip

    may = is_allowed and action not in ABOUT_ONE_DOSSIER
    assert [refusal is None for refusal in refusals] == [may] * 3
    if is_allowed and not may:
        assert {str(refusal) for refusal in refusals} == {"Dit dossier is niet van uw team."}


def test_somebody_with_two_roles_has_those_of_both_and_without_a_role_nobody_may_anything() -> None:
    both = Login(subject="s", name="N", roles=(Role.POLICY, Role.AUDITOR))
    none = Login(subject="s", name="N", teams=(EAST,))

    assert may_ask(both, Action.SEE_RULES) is None
    assert may_ask(both, Action.REPLAY) is None
    assert may_ask(both, Action.READ, EAST) is not None
    assert [action for action in Action if may_ask(none, action, EAST) is None] == []


# --- who decides, and who looks along ----------------------------------------------------------------------

TRUUS = Actor(name="Truus de Vries", function="consulent", mandate="toegang-consulent")
PIET = Actor(name="P. Jansma", function="kwaliteitsmedewerker")
SIGNED = as_role("consulent", EAST)
QUALITY = as_role("kwaliteit", EAST, name="P. Jansma", function="kwaliteitsmedewerker")


def test_who_is_signed_in_decides_and_the_second_person_looked_along() -> None:
    assert may_seal(SIGNED, [(TRUUS, None)], []) == ()
    assert may_seal(SIGNED, [(TRUUS, PIET)], [QUALITY]) == ()
    assert may_seal(SIGNED, [(TRUUS, None), (PIET, TRUUS)], [QUALITY]) == ()


@pytest.mark.parametrize(
    ("login", "parts", "stood_for", "said"),
    [
        pytest.param(QUALITY, [(TRUUS, None)], [SIGNED], "beslist in dit besluit nergens over", id="another"),
        pytest.param(SIGNED, [(TRUUS, PIET)], [], "P. Jansma moet dit dossier zelf openen", id="did not look"),
        pytest.param(
            SIGNED, [(TRUUS, PIET)], [QUALITY.model_copy(update={"subject": SIGNED.subject})],
            "P. Jansma moet dit dossier zelf openen", id="the same login under another name",
        ),
        pytest.param(
            SIGNED, [(TRUUS, PIET)], [QUALITY.model_copy(update={"function": "consulent"})],
            "P. Jansma is aangemeld als consulent, niet als kwaliteitsmedewerker", id="second in another function",
        ),
        pytest.param(
            SIGNED.model_copy(update={"function": "directeur"}), [(TRUUS, None)], [],
            "Truus de Vries is aangemeld als directeur, niet als consulent", id="another function",
        ),
        pytest.param(
            SIGNED.model_copy(update={"function": None}), [(TRUUS, None)], [],
            "De aanmelding van Truus de Vries zegt niet in welke functie", id="no function",
        ),
        pytest.param(SIGNED, [(TRUUS, None), (PIET, None)], [], "P. Jansma moet", id="somebody else decides a part"),
        pytest.param(SIGNED, [], [], "beslist in dit besluit nergens over", id="nobody decides"),
    ],
)  # fmt: skip
def test_nobody_seals_for_another(
    login: Login, parts: list[tuple[Actor, Actor | None]], stood_for: list[Login], said: str
) -> None:
    reasons = may_seal(login, parts, stood_for)

    assert any(said in str(reason) for reason in reasons), reasons


def test_who_only_typed_a_name_is_not_held_against_it() -> None:
    typed = QUALITY.model_copy(update={"is_checked": False})

    assert may_seal(typed, [(TRUUS, PIET)], []) == ()


# --- through the desk --------------------------------------------------------------------------------------

AT = "2026-11-24T09:00:00+01:00"
TODAY = date(2026, 11, 24)


@pytest.fixture
def number(desk: Desk) -> int:
    """A dossier of team Oost."""
    return desk.open("zaak-1", MUNICIPALITY, SIGNED, AT, EAST)


def test_the_worklist_holds_the_dossiers_of_the_own_teams_alone(desk: Desk, number: int) -> None:
    other = desk.open("zaak-2", MUNICIPALITY, as_role("consulent", WEST), AT, WEST)
    unnamed = drafts.open_draft(desk.engine, "zaak-3", [("gemeente", MUNICIPALITY)], "iemand", AT)

    def listed(*teams: str) -> set[int]:
        return {row.head.number for row in desk.worklist(TODAY, as_role("consulent", *teams), AT)}

    assert (listed(EAST), listed(WEST), listed(EAST, WEST), listed()) == (
        {number},
        {other},
        {number, other},
        set(),
    )
    assert unnamed in {head.number for head in desk.teams(as_role("beheer"), AT)}


def test_a_dossier_that_goes_to_another_team_is_gone_for_the_first(desk: Desk, number: int) -> None:
    desk.assign(number, WEST, as_role("beheer"), AT)

    with pytest.raises(NotAllowed, match="niet van uw team"):
        desk.draft(number, SIGNED, AT)
    assert desk.draft(number, as_role("consulent", WEST), AT).case == "zaak-1"
    with pytest.raises(InputError, match="welk team"):
        desk.assign(number, "  ", as_role("beheer"), AT)


def test_who_looked_and_who_tried_is_in_the_log_once_an_hour(desk: Desk, number: int) -> None:
    stranger = as_role("consulent", WEST, name="K. Willems")
    for at in (AT, AT, "2026-11-24T10:00:00+01:00"):
        desk.view(number, TODAY, SIGNED, at)
        with pytest.raises(NotAllowed):
            desk.view(number, TODAY, stranger, at)

    *lines, opened = desk.accesses(as_role("auditor"), AT, number).shown

    assert opened.action == Action.OPEN
    assert [(line.name, line.action, line.is_refused, line.at[11:13]) for line in reversed(lines)] == [
        ("Truus de Vries", "lezen", False, "09"), ("K. Willems", "lezen", True, "09"),
        ("Truus de Vries", "lezen", False, "10"), ("K. Willems", "lezen", True, "10"),
    ]  # fmt: skip


def test_what_changes_something_is_in_the_log_each_time(desk: Desk, number: int) -> None:
    keeper = as_role("beheer")
    for team in (WEST, EAST, WEST):
        desk.assign(number, team, keeper, AT)
        desk.ask(as_role("consulent", team), Action.EXPORT, AT, number)

    done = [line.action for line in desk.accesses(as_role("auditor"), AT, number).shown]

    assert done.count(Action.ASSIGN) == done.count(Action.EXPORT) == 3


def logged(desk: Desk, action: Action) -> list[tuple[str, int | None, bool]]:
    """Give from the log who did something, with which dossier, and whether they were refused."""
    lines = access.lines(desk.engine).shown
    return [(line.name, line.draft, line.is_refused) for line in lines if line.action == action]


def test_a_case_number_of_another_team_is_not_confirmed_and_who_tried_is_in_the_log(
    desk: Desk, number: int
) -> None:
    stranger = as_role("consulent", WEST, name="K. Willems")

    with pytest.raises(StoreError) as said:
        desk.open("zaak-1", MUNICIPALITY, stranger, AT, WEST)
    with pytest.raises(NotAllowed):
        desk.open("zaak-2", MUNICIPALITY, stranger, AT, EAST)
    with pytest.raises(StoreError, match="Er is al een dossier met zaaknummer 'zaak-1'"):
        desk.open("zaak-1", MUNICIPALITY, SIGNED, AT, EAST)

    assert "zaak-1" not in str(said.value)
    assert "vraag dan wie de teams beheert" in str(said.value)
    assert logged(desk, Action.OPEN) == [
        ("K. Willems", None, True), ("K. Willems", number, True), ("Truus de Vries", number, False),
    ]  # fmt: skip


def test_what_cannot_be_written_in_the_log_is_not_given(desk: Desk, number: int) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE inzage")

    with pytest.raises(StoreError):
        desk.view(number, TODAY, SIGNED, AT)


# --- four eyes, with a decision of the demo ----------------------------------------------------------------

SECOND = as_role("consulent", EAST, name="S. de Wit")


@pytest.fixture
def decided(desk: Desk, rule_set: RuleSet) -> int:
    """Ronald: P. Jansma decides and S. de Wit looks along."""
    case, decision = real_case(RONALD, rule_set), real_decision(RONALD)
    written = [*fields_of_case(case), *fields_of_decision(decision)]
    return drafts.open_draft(desk.engine, case.id, written, "P. Jansma", AT, EAST)


def sealing(desk: Desk, number: int, who: Login) -> list[str]:
    """Seal a decision; gives what was refused."""
    try:
        desk.seal(desk.view(number, TODAY, who, AT), together(evaluate), AT, salts(), who)
    except SealRefused as refused:
        return [str(reason) for reason in refused.reasons]
    return []


def test_a_decision_is_sealed_by_its_decider_after_the_second_person_looked(desk: Desk, decided: int) -> None:
    (missing,) = sealing(desk, decided, QUALITY)
    assert missing.startswith("S. de Wit moet dit dossier zelf openen")
    assert len(sealing(desk, decided, SECOND)) == 2

    desk.stand_for(desk.view(decided, TODAY, SECOND, AT), SECOND, AT)

    assert sealing(desk, decided, QUALITY) == []
    logged = access.lines(desk.engine, decided).shown
    assert {line.name for line in logged if line.action == Action.STAND_FOR} == {SECOND.name}
    assert len(desk.records(as_role("auditor"), AT)) == 1


def test_who_looked_before_something_changed_did_not_look(desk: Desk, decided: int) -> None:
    before = desk.view(decided, TODAY, SECOND, AT)
    desk.stand_for(before, SECOND, AT)

    desk.write(decided, "gesprek/aanwezig", "ook zijn zus", QUALITY, AT)

    assert any("S. de Wit moet" in reason for reason in sealing(desk, decided, QUALITY))
    with pytest.raises(StoreError, match="intussen iets gewijzigd"):
        desk.stand_for(before, SECOND, AT)


def test_nobody_is_the_second_person_of_themselves_under_another_name(desk: Desk, decided: int) -> None:
    herself = QUALITY.model_copy(update={"name": "S. de Wit", "function": "consulent"})

    desk.stand_for(desk.view(decided, TODAY, herself, AT), herself, AT)

    assert any("S. de Wit moet" in reason for reason in sealing(desk, decided, QUALITY))


def test_an_auditor_who_reads_a_decision_is_in_the_log_of_its_dossier(desk: Desk, decided: int) -> None:
    desk.stand_for(desk.view(decided, TODAY, SECOND, AT), SECOND, AT)
    assert sealing(desk, decided, QUALITY) == []
    auditor = as_role("auditor", name="D. Smit")

    desk.as_sealed(1, auditor, AT)
    desk.replay(1, together(evaluate), auditor, "2026-11-24T10:00:00+01:00")
    desk.replay(None, together(evaluate), auditor, AT)
    with pytest.raises(StoreError, match="Er is geen record 9"):
        desk.as_sealed(9, auditor, "2026-11-24T11:00:00+01:00")

    assert logged(desk, Action.REPLAY) == [
        ("D. Smit", draft, False) for draft in (None, None, decided, decided)
    ]  # fmt: skip
