"""What the tests of the pages of the decision share: a dossier in a running house, and a page as people meet it."""

import re
from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.drafts.entry import Field, Given
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.proposal import claim_place
from budget_engine.drafts.view import CHOSEN
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from tests.screens import screen
from tests.small_world import real_case, real_decision
from ui.running import House

TODAY = date(2026, 11, 24)
AT = "2026-11-24T10:00:00+01:00"
DECISION_PAGE, SEAL_PAGE = "besluit", "vaststellen"
MOST_WIDGETS = 60
HOUSEHOLD = claim_place("wmo", "a-huishouden")
Written = tuple[Field, Given]


def dossier(house: House, case: Case, *more: Written) -> int:
    return drafts.open_draft(house.desk.engine, case.id, [*fields_of_case(case), *more], "S. de Wit", AT)


def decided(house: House, slug: str, rule_set: RuleSet, *more: Written) -> int:
    """Open a real dossier with its whole decision, and then write what a test changes."""
    decision: Decision = real_decision(slug)
    number = dossier(house, real_case(slug, rule_set), *fields_of_decision(decision))
    house.desk.write_all(number, more, "S. de Wit", AT)
    return number


def shown(page: str, number: int) -> AppTest:
    app = screen(page, number)
    assert not app.exception
    return app


def opened(app: AppTest, house: House, number: int, law: str, claim: str | None = None) -> AppTest:
    """Open the tab of a law, and in it a claim."""
    draft = house.desk.draft(number)
    names = [tab.label for tab in app.tabs]
    app.session_state[f"wetten:{number}"] = names[list(draft.parts("besluit/deelbesluiten")).index(law)]
    if claim is not None:
        app.session_state[f"aanvraag:veld:{number}:{claim_place(law, claim)}"] = True
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """Give all that a page says, as people read it."""
    said = [str(getattr(item, "value", "") or "") for item in app.main]
    labels = [str(getattr(item, "label", "") or "") for item in app.main]
    return "\n".join([*said, *labels]).replace("\\", "")


def button(app: AppTest, label: str) -> Callable[[], AppTest]:
    (found,) = [item for item in app.button if item.label == label]
    return lambda: found.click().run()


def field(app: AppTest, label: str) -> str:
    (found,) = [item for item in (*app.text_input, *app.text_area, *app.selectbox) if item.label == label]
    return str(found.value)


def codes_in(text: str, case: Case, rule_set: RuleSet) -> list[str]:
    """List the names of the machine that stand in a text for people."""
    ids = [part.id for _, _, part in case.parts() if "-" in part.id and len(part.id) > len("v1-a")]
    rules = [name for name in rule_set.rule_named if "-" in name]
    facts = [name for name in rule_set.fact if "_" in name]
    results = ["deels_toegekend", "beeindigd", "alleen_met_afwijking", "niet_mogelijk"]
    found = [*ids, *rules, *facts, *results]
    return [name for name in found if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def large(people: int, needs: int) -> list[Written]:
    """Give a household in which nothing is known yet, with a claim for every need."""
    fields: list[Written] = [(f"personen/p{number}/bestaat", "ja") for number in range(people)]
    for number in range(needs):
        fields += [
            (f"vragen/v{number}/bestaat", "ja"), (f"vragen/v{number}/persoon", f"p{number % people}"),
            (f"vragen/v{number}/domein", "thuis"),
            (f"oplossingen/o{number}/bestaat", "ja"), (f"oplossingen/o{number}/naam", f"Hulp {number}"),
            (f"aanspraken/a{number}/bestaat", "ja"), (f"aanspraken/a{number}/oplossing", f"o{number}"),
            (f"aanspraken/a{number}/vraag", f"v{number}"), (f"aanspraken/a{number}/wet", "wmo"),
        ]  # fmt: skip
    claims = tuple(f"a{number}" for number in range(needs))
    return [*fields, ("alternatieven/eigen-plan/aanspraken", claims), (CHOSEN, "eigen-plan")]
