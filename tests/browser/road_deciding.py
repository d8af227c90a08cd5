"""The second half of the road: what could help, the variants, the judgement and the decision."""

import time

from budget_engine.aloud.costs import range_of
from budget_engine.case import ALWAYS_AMONG, Alternative, Case, LedgerLine, OtherView
from budget_engine.decision import ClaimDecision, Decision, PartDecision
from budget_engine.drafts.called import by_its_words
from budget_engine.drafts.entry import Given
from budget_engine.drafts.filling import fields_of_case
from budget_engine.drafts.labels import ALTERNATIVES, RESULTS, capital, law_names, law_word
from budget_engine.drafts.options import claims_of, laws_to_pay, variant_names
from budget_engine.drafts.shape import ALWAYS, GOALS
from budget_engine.drafts.view import View
from budget_engine.glossary import UNKNOWN
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import print_basis_points, print_cents, show_cents
from tests.browser.hands import Hands
from tests.browser.road import EVERYTHING, Road, free, slug
from tests.people import OpenDesk
from tests.screens import AT, TODAY
from ui.parts.goals import DIRECTIONS
from ui.parts.ledger import NATURES, RHYTHMS
from ui.parts.parties import PARTIES


class DecidingRoad(Road):
    """A worker who goes on to the end."""

    def __init__(
        self, hands: Hands, case: Case, decision: Decision, rule_set: RuleSet, desk: OpenDesk, *, most: int
    ) -> None:
        super().__init__(hands, case, rule_set, most=most)
        self.decision = decision
        self.desk = desk
        self.asked_by_lines: set[tuple[int, object]] = set()
        """What the lines of a ledger that were typed asked of the screen."""

    def left_to_another(self, field: str, given: str) -> None:
        """Keep an answer straight in the dossier, under the name of whoever is at work."""
        by = self.decision.own_judgement.given_by
        assert self.desk.write(self.draft, field, given, by, AT) is None

    @property
    def view(self) -> View:
        """Look at the dossier as it was kept until now."""
        return self.desk.view(self.draft, TODAY)

    # --- what could help -----------------------------------------------------------------------------------

    def options(self) -> None:
        """Write down what could help, and ask for it under a law."""
        self.hands.turn_to("Mogelijkheden")
        for solution in self.case.solutions:
            self.page.get_by_role("textbox", name="Nieuwe voorziening").fill(solution.name)
            self.page.keyboard.press("Enter")
            self.hands.settle()
            self.names[solution.id] = free(slug(solution.name), self.names.values())
        for claim in self.case.claims:
            self._claim(claim.solution, claim.need, claim.law, claim.id)

    def _claim(self, solution: str, need: str, law: str, name: str) -> None:
        self.hands.unfold(f"nieuwe-aanvraag:{self.draft}")
        form = self.page.get_by_test_id("stForm").filter(has_text="Voor welke vraag?")
        by_id = {item.id: item.name for item in self.case.solutions}
        self.hands.pick(form.get_by_role("combobox", name="Voorziening"), by_id[solution])
        self.hands.pick(form.get_by_role("combobox", name="Wet"), law_names(self.rule_set)[law])
        self.hands.add(form.get_by_test_id("stMultiSelect"), self.label(need))
        form.get_by_role("button", name="Voeg aanvraag toe").click()
        self.names[name] = free(f"a-{self.names[solution]}", self.names.values())
        self._wait_for(f"aanspraken/{self.names[name]}")

    def _wait_for(self, place: str) -> None:
        """Wait until a part that was added lies in the dossier."""
        until = time.monotonic() + _PATIENCE
        while not self.desk.draft(self.draft).text(f"{place}/bestaat"):
            assert time.monotonic() < until, place
            self.page.wait_for_timeout(_LOOK)
        self.hands.settle()

    def claims(self) -> None:
        """Answer what is asked about the claims and the solutions, as far as is known by now."""
        self.hands.turn_to("Mogelijkheden")
        for claim in self.case.claims:
            self.open_claim(self.names[claim.id])
            self.answer(f"aanspraken/{self.names[claim.id]}", claim.facts)
        for solution in self.case.solutions:
            box = self.page.get_by_role("combobox", name="Vragen over een voorziening")
            self.hands.pick(box, solution.name)
            self.hands.settle()
            self.answer(f"oplossingen/{self.names[solution.id]}", solution.facts)

    def open_claim(self, name: str) -> None:
        box = self.page.get_by_role("combobox", name="Welke aanvraag vult u in?")
        self.hands.pick(box, self.view.claim_names[name])
        self.hands.settle()

    # --- variants ------------------------------------------------------------------------------------------

    def variants(self) -> None:
        """Bundle the claims into variants and say what each does."""
        self.hands.turn_to("Mogelijkheden")
        self.tab("Varianten")
        always = {kind: name for name, kind in ALWAYS.items()}
        for item in self.case.alternatives:
            if item.kind in ALWAYS_AMONG:
                self.names[item.id] = always[item.kind]
                self._open_variant(ALTERNATIVES[item.kind])
            else:
                name = item.name or item.id
                self.page.get_by_role("textbox", name="Nieuwe variant").fill(name)
                self.page.keyboard.press("Enter")
                self.names[item.id] = free(slug(name), self.names.values())
            self.hands.settle()
            self._variant(item)

    def _open_variant(self, word: str) -> None:
        self.hands.pick(self.page.get_by_role("combobox", name="Welke variant vult u in?"), word)

    def look_over_variants(self) -> None:
        """Look whether what filled itself by what is known now is what belongs there."""
        other = [item for item in self.case.alternatives if self.says_how or self._holds_other_claims(item)]
        if other:
            self.hands.turn_to("Mogelijkheden")
            self.tab("Varianten")
        for item in other:
            self._open_variant(variant_names(self.view)[self.names[item.id]])
            self.hands.settle()
            self._choose_claims(item)
            self.answer(f"alternatieven/{self.names[item.id]}", item.facts)

    def _holds_other_claims(self, item: Alternative) -> bool:
        standing, _ = claims_of(self.view, self.names[item.id])
        return set(standing) != {self.names[claim] for claim in item.claims}

    def _choose_claims(self, item: Alternative) -> None:
        words = self.view.claim_names
        wanted = [words[self.names[claim]] for claim in item.claims]
        self.choose_exactly(f"alternatieven/{self.names[item.id]}/aanspraken", wanted)
        self.hands.settle()

    def _variant(self, item: Alternative) -> None:
        place = f"alternatieven/{self.names[item.id]}"
        if item.kind in ALWAYS_AMONG:
            self.fill(f"{place}/naam", item.name or "")
            self.hands.settle()
        self._choose_claims(item)
        by_id = {offered.id: offered.name or offered.id for offered in self.case.support}
        self.choose_exactly(f"{place}/steun", [by_id[name] for name in item.support])
        self.answer(place, item.facts)
        numbers = {goal: str(number) for number, goal in enumerate(self.goals(), 1)}
        for goal in item.goals:
            own = f"{place}/doelen/{numbers[goal.domain, goal.own_words, goal.said_by]}"
            self.fill(f"{own}/richting", DIRECTIONS.get(goal.direction, ""))
            self.fill(f"{own}/noot", goal.note or "")
        self.hands.settle()
        for goal in item.goals:
            number = numbers[goal.domain, goal.own_words, goal.said_by]
            for seen in goal.seen_otherwise:
                self._seen_otherwise(number, seen)
        people = {person.id: person.name or person.id for person in self.case.persons}
        for preference in item.preference:
            form = self.page.get_by_test_id("stForm").filter(has_text="Voorkeur van")
            self.hands.pick(form.get_by_role("combobox", name="Voorkeur van"), people[preference.said_by])
            form.get_by_role("textbox", name="Plaats").fill(str(preference.rank))
            self.page.keyboard.press("Enter")
            self.hands.settle()
        for number, line in enumerate(item.returns, 1):
            asked = set(enumerate(_kind(line)))
            if self.most < EVERYTHING and asked <= self.asked_by_lines:
                self._line_of_another(item, number)
                continue
            self._ledger_line(f"{place}/rendement", str(number), line)
            self.asked_by_lines |= asked

    def _seen_otherwise(self, number: str, seen: OtherView) -> None:
        """Put beside a goal who sees it otherwise."""
        form = self.page.get_by_test_id("stForm").filter(has_text="Welk doel ziet iemand anders?")
        if not form.is_visible():
            self.page.get_by_text("Ziet iemand een doel anders?", exact=True).click()
            form.wait_for()
        words = by_its_words(self.view.draft, self.rule_set, GOALS, number)
        self.hands.pick(form.get_by_role("combobox", name="Welk doel ziet iemand anders?"), words)
        names = {person.id: person.name or person.id for person in self.case.persons}
        form.get_by_role("textbox", name="Wie ziet dit anders?").fill(names.get(seen.said_by, seen.said_by))
        self.hands.pick(form.get_by_role("combobox", name="Wat vindt die?"), DIRECTIONS[seen.direction])
        form.get_by_role("textbox", name="Waarom vindt die dat?").fill(seen.reasons or "")
        self.page.keyboard.press("Enter")
        self.hands.settle()

    def _line_of_another(self, item: Alternative, number: int) -> None:
        """Let a colleague keep a line of the ledger at another desk, once one like it was typed on the screen."""
        start = f"alternatieven/{item.id}/rendement/{number}/"
        written = [
            (
                f"alternatieven/{self.names[item.id]}/rendement/{number}/{field.removeprefix(start)}",
                self._called(given),
            )
            for field, given in fields_of_case(self.case)
            if field.startswith(start)
        ]
        by = self.decision.own_judgement.given_by
        assert self.desk.write_all(self.draft, written, by, AT) is None

    def _called(self, given: Given) -> Given:
        """Give what is given, with the names of the app for those of the fixture."""
        if isinstance(given, tuple):
            return tuple(self.names.get(name, name) for name in given)
        return self.names.get(given, given)

    def _ledger_line(self, place: str, number: str, line: LedgerLine) -> None:
        form = self.page.get_by_test_id("stForm").filter(has_text="Nieuwe regel: wat?")
        form.get_by_role("textbox", name="Nieuwe regel: wat?").fill(line.what)
        self.hands.pick(form.get_by_role("combobox", name="Wie betaalt?"), PARTIES[line.payer.party])
        form.get_by_role("button", name="Voeg regel toe").click()
        self.hands.settle()
        own = f"{place}/{number}"
        self.fill(f"{own}/aard", NATURES[line.nature])
        self.fill(f"{own}/eenheid", RHYTHMS[line.rhythm])
        self.hands.settle()
        for end, cents in (("laag", line.low), ("waarschijnlijk", line.likely), ("hoog", line.high)):
            if cents is None or isinstance(cents, int):
                self.fill(f"{own}/{end}", UNKNOWN if cents is None else print_cents(cents))
        if line.reference_cost:
            (cost,) = (cost for cost in self.view.rule_set.reference_costs if cost.id == line.reference_cost)
            self.fill(f"{own}/kengetal", f"{cost.title}, {range_of(cost)}")
            self.fill(f"{own}/aantal", str(line.quantity or ""))
        self.fill(f"{own}/effect", line.effect or "")
        self.fill(f"{own}/zwakte", line.weakness or "")
        self.fill(f"{own}/start", f"{line.start:%d-%m-%Y}")
        self.fill(f"{own}/duur", f"{line.duration} maanden" if line.duration else "")
        self.fill(f"{own}/prijsjaar", line.price_year or "")
        self.fill(f"{own}/bron", line.source or "")
        self.fill(f"{own}/brondatum", line.source_date or "")
        if line.payer.law:
            self.fill(f"{own}/betaler/wet", laws_to_pay(self.view)[line.payer.law])
        if line.need:
            self.fill(f"{own}/vraag", self.label(line.need))
        if line.beneficiary:
            self.fill(f"{own}/baathebber/partij", PARTIES[line.beneficiary.party])
            self.hands.settle()
            if line.beneficiary.law:
                self.fill(f"{own}/baathebber/wet", laws_to_pay(self.view)[line.beneficiary.law])
        if line.chance == UNKNOWN:
            self.fill(f"{own}/kans", "Nee, de kans is niet te zeggen")
        elif line.chance is not None:
            for end in ("low", "likely", "high"):
                share = print_basis_points(getattr(line.chance, end))  # type: ignore[arg-type]
                self.fill(f"{own}/kans_{_ENDS[end]}", share)
        if line.against:
            words = self.view.claim_names
            self.choose_exactly(f"{own}/tegenover", [words[self.names[claim]] for claim in line.against])
        self.fold(f"regel:{self.draft}:{own}")

    def choose_exactly(self, place: str, words: list[str]) -> None:
        """Choose these from a list, and take off whatever else stands chosen."""
        field = self.hands.field(self.draft, place)
        if words:
            field.wait_for()
        if not field.count():
            return
        standing = [tag.get_attribute("aria-label") for tag in field.locator("[data-tag]").all()]
        for word in standing:
            if word not in words:
                field.get_by_role("button", name=f"Haal weg: {word}", exact=True).click()
                self.hands.settle()
        self.choose(place, [word for word in words if word not in standing])

    # --- judgement and advice ------------------------------------------------------------------------------

    def judge(self) -> None:
        """Write down the own judgement, and only then look at the advice."""
        self.hands.turn_to("Eigen inschatting")
        judged = self.decision.own_judgement
        self.fill("besluit/eigen_inschatting/alternatief", self.variant(judged.alternative))
        self.fill("besluit/eigen_inschatting/reden", judged.reasons)
        self.hands.settle()
        self.page.get_by_role("button", name="Leg mijn inschatting vast").click()
        self.hands.settle()
        self.hands.turn_to("Weging en advies")
        self.page.get_by_text("Advies:").first.wait_for()
        self.look_what_would_turn(self.names[self.decision.chosen])

    def variant(self, name: str) -> str:
        """Give what a variant of the fixture is called on the screen."""
        return self.view.labels[self.names[name]]

    # --- the decision --------------------------------------------------------------------------------------

    def decide(self) -> None:
        """Write the decision, from what the dossier proposes."""
        decision = self.decision
        self.hands.turn_to("Besluit")
        self.fill("besluit/op", f"{decision.on:%d-%m-%Y}")
        self.fill("besluit/gekozen", self.variant(decision.chosen))
        self.fill("besluit/reden", decision.reasons)
        self.fill("besluit/zienswijze", decision.resident_view or "")
        self.hands.settle()
        self.page.get_by_role("button", name="Neem het voorstel over").click()
        self.hands.settle()
        for part in decision.part_decisions:
            self.tab(capital(law_word(part.law, self.rule_set)))
            self._part(part)
        for wish in decision.not_granted:
            form = self.page.get_by_test_id("stForm").filter(has_text="Wens die niet is toegekend")
            form.get_by_role("textbox", name="Wens die niet is toegekend").fill(wish.what)
            form.get_by_role("textbox", name="Waarom niet?").fill(wish.reasons)
            self.page.keyboard.press("Enter")
            self.hands.settle()

    def _part(self, part: PartDecision) -> None:
        place = f"besluit/deelbesluiten/{part.law}"
        self.fill(f"{place}/beslisser/naam", part.decider.name)
        mandate = next(item for item in self.rule_set.mandates if item.id == part.decider.mandate)
        box = self.hands.keyed(f"veld:{self.draft}:{place}/beslisser/mandaat").get_by_role("combobox")
        amount = "zonder grens" if mandate.up_to is None else f"tot {show_cents(mandate.up_to)}"
        self.hands.pick_with(box, f"{mandate.function}, {amount}")
        self.hands.settle()
        for claim in part.claims:
            self._decided(f"{place}/aanspraken/{self.names[claim.claim]}", claim)
        if part.second is not None:
            self.fill(f"{place}/tweede_persoon/naam", part.second.name)
            self.fill(f"{place}/tweede_persoon/functie", part.second.function)
        self.fill(f"{place}/voorwaarden", "\n".join(part.conditions))
        self.fill(f"{place}/eigen_bijdrage", part.own_contribution or "")
        days = self.hands.keyed(f"veld:{self.draft}:{place}/evaluatie")
        days.locator("textarea").fill("\n".join(f"{day:%d-%m-%Y}" for day in part.evaluation))
        self.page.keyboard.press("Tab")
        self.hands.settle()

    def _decided(self, place: str, claim: ClaimDecision) -> None:
        if not self.hands.keyed(f"aanvraag:veld:{self.draft}:{place}").count():
            form = self.page.get_by_test_id("stForm").filter(has_text="Ook iets besluiten over")
            self.hands.pick(form.get_by_role("combobox"), self.view.labels[self.names[claim.claim]])
            form.get_by_role("button", name="Voeg toe").click()
            self.hands.settle()
        self.hands.unfold(f"aanvraag:veld:{self.draft}:{place}")
        box = self.hands.keyed(f"veld:{self.draft}:{place}/uitkomst").get_by_role("combobox")
        self.hands.pick(box, RESULTS[claim.result])
        self.hands.settle()
        self.fill(f"{place}/reden", claim.reasons)
        self.fill(f"{place}/activiteiten", claim.activities or "")
        self.fill(f"{place}/van", f"{claim.since:%d-%m-%Y}" if claim.since else "")
        self.fill(f"{place}/tot", f"{claim.until:%d-%m-%Y}" if claim.until else "")
        self.hands.settle()
        self._lines(place, claim)
        for name, text in (
            ("voorwaarde", claim.condition),
            ("ondanks_onbekend", claim.despite_unknown),
            ("gebruik_van_kan", claim.use_of_discretion),
            ("verschil", claim.difference),
        ):
            if text and self.hands.field(self.draft, f"{place}/{name}").count():
                self.fill(f"{place}/{name}", text)
        self.hands.settle()
        self.fold(f"aanvraag:veld:{self.draft}:{place}")

    def _lines(self, place: str, claim: ClaimDecision) -> None:
        rows = f"{place}/regels"
        while len(self.desk.draft(self.draft).parts(rows)) < len(claim.lines):
            self.hands.keyed(f"regel erbij:{place}").get_by_role("button").click()
            self.hands.settle()
        for number, line in zip(self.desk.draft(self.draft).parts(rows), claim.lines, strict=False):
            own = f"{rows}/{number}"
            self.hands.unfold(f"regel:veld:{self.draft}:{own}")
            self.fill(f"{own}/wat", line.what)
            self.fill(f"{own}/aantal", str(line.quantity))
            self.fill(f"{own}/eenheid", line.unit)
            self.fill(f"{own}/prijs", print_cents(line.price))
            self.fill(f"{own}/van", f"{line.since:%d-%m-%Y}")
            self.fill(f"{own}/tot", f"{line.until:%d-%m-%Y}")
            self.fill(f"{own}/taakveld", line.policy_field)
            self.fill(f"{own}/bron", line.source)
            self.fill(f"{own}/voorwaarde", line.condition or "")
            self.fold(f"regel:veld:{self.draft}:{own}")
        for number in self.desk.draft(self.draft).parts(rows)[len(claim.lines) :]:
            own = f"{rows}/{number}"
            self.hands.unfold(f"regel:veld:{self.draft}:{own}")
            self.hands.keyed(f"weg:{own}").get_by_role("button").click()
            self.hands.settle()


def _kind(line: LedgerLine) -> tuple[object, ...]:
    """Give what a line of the ledger asks of the screen that another line may not."""
    known = line.likely is None, bool(line.duration), bool(line.source_date), bool(line.need)
    return (
        *known,
        line.nature,
        line.rhythm,
        line.payer,
        line.beneficiary,
        bool(line.reference_cost),
        bool(line.effect),
        type(line.chance),
        bool(line.against),
    )


_PATIENCE, _LOOK = 40, 100  # seconds and milliseconds
_ENDS = {"low": "laag", "likely": "waarschijnlijk", "high": "hoog"}
