"""The page about who opened what: searched by day and by person, and read to its first line."""

import pytest

from budget_engine.authority import Action, Login
from budget_engine.store import access
from tests.screens import words
from tests.test_authorised_pages import button, claims, office, window
from ui.running import House

__all__ = ["office"]


def test_the_auditor_turns_the_pages_of_the_log_and_looks_for_a_day(
    office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "PAGE", 3)
    who = Login(subject="k", name="K. Willems")
    for day in range(1, 8):
        access.note(office.desk.engine, who, Action.READ, 1, f"2026-10-{day:02}T09:00:00+02:00")
    app = window(claims(office, "auditor", name="D. Smit"), "inzage")

    app.text_input(key="inzage:wie").input("willems").run()
    seen = []
    while True:
        seen += [line.split(" om ")[0] for line in app.table[0].value["Wanneer"]]
        if button(app, "Oudere regels").disabled:
            break
        assert "Er zijn er meer" in words(app)
        button(app, "Oudere regels").click().run()
    assert seen == [f"0{day}-10-2026" for day in range(7, 0, -1)]
    assert "Er zijn er meer" not in words(app)

    app.text_input(key="inzage:van").input("2-10-2026").run()
    app.text_input(key="inzage:tot").input("3 oktober 2026").run()
    assert [line.split(" om ")[0] for line in app.table[0].value["Wanneer"]] == ["03-10-2026", "02-10-2026"]
    assert not app.exception


def test_what_is_no_day_is_said_and_nothing_is_shown(office: House) -> None:
    app = window(claims(office, "auditor", name="D. Smit"), "inzage")

    app.text_input(key="inzage:van").input("gisteren").run()

    assert "'gisteren' is geen datum" in app.error[0].value
    assert not app.table
