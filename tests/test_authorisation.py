"""Who may do what, as a table: every role times every action; and no team reads what is another's."""

import pytest

from budget_engine.authority import ALLOWED, OF_A_TEAM, Action, Actor, Login, Role, may_ask, may_seal, told

# x: may; -: may not. This is what was agreed, and is not read from the code.
TABLE = """
                     consulent  kwaliteit  beleid  auditor  beheer
werklijst            x          x          -       -        -
dossier_maken        x          x          -       -        -
lezen                x          x          -       -        -
schrijven            x          x          -       -        -
inschatten           x          x          -       -        -
vaststellen          x          x          -       -        -
meekijken            x          x          -       -        -
weggooien            x          x          -       -        -
uitvoeren            x          x          -       -        -
team_toewijzen       -          -          -       -        x
doorrekenen          -          -          -       x        -
controlereeks        -          -          -       x        x
inzage_nagaan        -          -          -       x        -
regels_zien          x          x          x       x        x
regels_wijzigen      -          -          x       -        -
"""
_HEAD, *_LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (role, line[0], mark == "x")
    for line in _LINES
    for role, mark in zip(_HEAD, line[1:], strict=True)
]  # fmt: skip
EAST, WEST = "Oost", "West"
ABOUT_ONE_DOSSIER = {
    "dossier_maken", "lezen", "schrijven", "inschatten", "vaststellen", "meekijken", "weggooien", "uitvoeren",
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

    assert may_ask(both, Action.CHANGE_RULES) is None
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
