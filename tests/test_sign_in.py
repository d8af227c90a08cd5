"""Who somebody is by the claims of a provider: what is not said clearly lets nobody in."""

from datetime import datetime, timedelta

import pytest

from budget_engine.authority import Login, Role
from budget_engine.errors import InputError
from budget_engine.sign_in import ProviderSettings, by_own_word, settings_of, signed_in

NOW = datetime.fromisoformat("2026-11-24T09:00:00+01:00")
STANDARD = ProviderSettings()
TRUUS = {
    "iss": "https://aanmelden.example", "sub": "u-17", "name": "Truus de Vries", "iat": int(NOW.timestamp()) - 60,
    "rollen": ["consulent", "iets van een ander"], "teams": ["Oost", "Oost", " "], "functie": "consulent",
}  # fmt: skip


def read(**claims: object) -> Login | str:
    found = signed_in({**TRUUS, **claims}, STANDARD, NOW)
    return found if isinstance(found, Login) else str(found)


def test_the_claims_of_a_provider_are_who_somebody_is() -> None:
    assert read() == Login(
        subject="https://aanmelden.example#u-17",
        name="Truus de Vries",
        roles=(Role.CASEWORKER,),
        teams=("Oost",),
        function="consulent",
    )


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"sub": None}, "zegt niet wie u bent"),
        ({"sub": 17}, "zegt niet wie u bent"),
        ({"name": " "}, "zegt niet wie u bent"),
        ({"iat": None}, "is verlopen"),
        ({"iat": True}, "is verlopen"),
        ({"iat": "gisteren"}, "is verlopen"),
        ({"iat": int((NOW - timedelta(hours=8)).timestamp())}, "is verlopen"),
        ({"iat": int((NOW + timedelta(hours=1)).timestamp())}, "is verlopen"),
        ({"rollen": None}, "geen rol"),
        ({"rollen": ["Consulent", "tovenaar"]}, "geen rol"),
        ({"rollen": {"consulent": True}}, "geen rol"),
    ],
)
def test_what_is_not_clear_lets_nobody_in(claims: dict[str, object], said: str) -> None:
    found = read(**claims)

    assert isinstance(found, str)
    assert said in found


def test_a_sign_in_counts_until_its_own_maximum_age() -> None:
    since = NOW.timestamp() - TRUUS["iat"]  # type: ignore[operator]
    last = NOW + timedelta(hours=8) - timedelta(seconds=since + 1)

    assert isinstance(signed_in(TRUUS, STANDARD, last), Login)
    assert not isinstance(signed_in(TRUUS, STANDARD, last + timedelta(seconds=1)), Login)
    assert isinstance(signed_in(TRUUS, ProviderSettings(hours=9), last + timedelta(minutes=30)), Login)


def test_a_provider_may_use_words_of_its_own_also_within_another_claim() -> None:
    settings = settings_of(
        {"rollen": "realm_access.roles", "teams": "groep", "functie": "https://x.example/functie"}
    )
    claims = {
        **TRUUS, "realm_access": {"roles": ["auditor", "beheer"]}, "groep": "West", "rollen": ["consulent"],
        "https://x.example/functie": "auditor",
    }  # fmt: skip

    found = signed_in(claims, settings, NOW)

    assert isinstance(found, Login)
    assert (found.roles, found.teams, found.function) == ((Role.AUDITOR, Role.KEEPING), ("West",), "auditor")


def test_nobody_is_of_every_team_or_unchecked_by_what_a_provider_says() -> None:
    found = read(is_of_every_team=True, van_elk_team="ja", is_checked=False, teams=["*"])

    assert isinstance(found, Login)
    assert (found.is_of_every_team, found.is_checked, found.is_of("Oost")) == (False, True, False)


def test_settings_that_cannot_be_are_all_named() -> None:
    with pytest.raises(InputError) as refused:
        settings_of({"uren": 25, "rollen": "", "team": "x"})

    assert [str(issue.place) for issue in refused.value.issues] == [
        "[maatwerk] rollen", "[maatwerk] team", "[maatwerk] uren",
    ]  # fmt: skip
    for hours in (0, -1, True, 8.5, "8"):
        with pytest.raises(InputError, match="geheel aantal uren"):
            settings_of({"uren": hours})


def test_a_typed_name_may_everything_and_nobody_checked_it() -> None:
    found = by_own_word("M. Aydin")

    assert (found.roles, found.is_of(""), found.is_checked) == (tuple(Role), True, False)
