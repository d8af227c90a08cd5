"""The road of one dossier through the app: everything a case holds, asked for and typed on the screen.

The case of a fixture says what the worker knows; the pages say what is asked. Names given out by the app
differ from those of the fixture, so what came out is compared by what each name stands for.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from budget_engine.answer import Answer, Provenance
from budget_engine.case import Case, FactAnswers
from budget_engine.drafts.labels import DOMAINS, PROVENANCE
from budget_engine.drafts.shape import CUSTODY, place_of_room
from budget_engine.drafts.typed import canonical, spelled
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.language.fact import FactDeclaration, Kind
from budget_engine.language.rule_set import RuleSet
from budget_engine.rooms import room_of
from tests.browser.hands import Hands

EVERYTHING = 10_000


class Road:
    """A worker with a dossier in their head and an empty one on the screen."""

    def __init__(self, hands: Hands, case: Case, rule_set: RuleSet, *, most: int = EVERYTHING) -> None:
        self.hands = hands
        self.most = most
        """How many answers of one kind about one kind of thing are typed; a colleague fills in the rest."""
        self.answered: Counter[tuple[str, Kind]] = Counter()
        self.explained: Counter[tuple[str, Kind]] = Counter()
        """Of how many it was typed how they are known."""
        self.page = hands.page
        self.case = case
        self.rule_set = rule_set
        self.draft = int(self.page.url.split("dossier=")[1].split("&")[0])
        self.names: dict[str, str] = {case.id: ""}
        """What the app calls each part of the fixture."""
        self.tells_all = False
        """Whether also is written down what nobody asks."""
        self.says_how = False
        """Whether is written down how each answer is known, where the page asks for it."""
        self.talked_on: date | None = None
        self.typed: dict[str, str] = {}
        """What was typed since somebody last looked it over."""
        self.said: set[tuple[str, str]] = set()
        """What was answered already."""

    # --- the conversation --------------------------------------------------------------------------------

    def talk(self, day: str) -> None:
        """Write down the conversation: the day, the people, what they need and what they want."""
        self.hands.turn_to("Gesprek")
        self.fill("gesprek/datum", day)
        self.talked_on = date.fromisoformat(canonical(Kind.DATE, day))
        for person in self.case.persons:
            self.page.get_by_role("textbox", name="Naam van iemand in het huishouden").fill(
                person.name or person.id
            )
            self.page.keyboard.press("Enter")
            self.hands.settle()
            self.names[person.id] = slug(person.name or person.id)
        for need in self.case.needs:
            self._need(need.id, need.person, DOMAINS[need.domain], need.own_words or "")
        for domain, words, said_by in self.goals():
            form = self.page.get_by_test_id("stForm").filter(has_text="Domein van een nieuw doel")
            self.hands.tap(form, DOMAINS[domain])
            form.get_by_role("textbox", name="Nieuw doel, in eigen woorden").fill(words)
            form.get_by_role("textbox", name="Wie zegt dit?").fill(said_by)
            self.page.keyboard.press("Enter")
            self.hands.settle()

    def matter(self) -> None:
        """Answer what is asked about the case as a whole."""
        self.hands.turn_to("Gesprek")
        self.answer("zaak", self.case.matter.facts)

    def _need(self, name: str, person: str, domain: str, words: str) -> None:
        form = self.page.get_by_test_id("stForm").filter(has_text="Nieuwe vraag van")
        by_id = {item.id: item.name or item.id for item in self.case.persons}
        self.hands.tap(form, by_id[person])
        self.hands.tap(form, domain)
        form.get_by_role("textbox", name="In eigen woorden").fill(words)
        form.get_by_role("button", name="Voeg vraag toe").click()
        self.hands.settle()
        wish = f"{self.names[person]}-{domain.lower()}"
        self.names[name] = free(wish, self.names.values())

    def goals(self) -> list[tuple[str, str, str]]:
        """List the goals of the fixture, each once."""
        named = ((g.domain, g.own_words, g.said_by) for item in self.case.alternatives for g in item.goals)
        return list(dict.fromkeys(named))

    # --- people and their network --------------------------------------------------------------------------

    def household(self) -> None:
        """Answer what is asked about the people, and write down who helps them."""
        self.hands.turn_to("Huishouden en netwerk")
        by_id = {item.id: item.name or item.id for item in self.case.persons}
        for offered in self.case.support:
            form = self.page.get_by_test_id("stForm").filter(has_text="Nieuwe hulp of eigen inbreng")
            form.get_by_role("textbox", name="Nieuwe hulp of eigen inbreng").fill(offered.name or offered.id)
            form.get_by_role("textbox", name="Wie doet het?").fill(offered.given_by or "")
            self.hands.pick(form.get_by_role("combobox", name="Voor wie?"), by_id[offered.offered_to])
            form.get_by_role("button", name="Voeg toe").click()
            self.hands.settle()
            self.names[offered.id] = free(slug(offered.name or offered.id), self.names.values())
            place = f"steun/{self.names[offered.id]}"
            self.hands.unfold(f"steun:{place}")
            self.choose(f"{place}/voor", [self.label(need) for need in offered.for_needs])
            self.fold(f"steun:{place}")

    def people_and_support(self) -> None:
        """Answer what is asked about the people, and about who helps them."""
        self.hands.turn_to("Huishouden en netwerk")
        parts = [("persoon", "personen", part) for part in self.case.persons]
        parts += [("steun", "steun", part) for part in self.case.support]  # type: ignore[misc]
        for key, kind, part in parts:
            place = f"{kind}/{self.names[part.id]}"
            self.hands.unfold(f"{key}:{place}")
            self.answer(place, part.facts)
            self.fold(f"{key}:{place}")

    def rooms(self) -> None:
        """Say of each child who has custody."""
        by_id = {item.id: item.name or item.id for item in self.case.persons}
        for room in self.case.rooms:
            self.hands.turn_to("Wie mag wat zien")
            self.hands.pick(self.page.get_by_role("combobox", name="Over wie?"), by_id[room.person])
            self.hands.settle()
            place = place_of_room(room_of(self.names[room.person], room.law))
            self.choose(f"{place}/{CUSTODY}", [by_id[name] for name in room.custody])

    # --- questions ---------------------------------------------------------------------------------------

    def domains(self) -> None:
        """Answer the questions about each need, domain by domain."""
        self.hands.turn_to("Vragen per domein")
        for word in dict.fromkeys(DOMAINS[need.domain] for need in self.case.needs):
            self.page.get_by_role("tab").filter(has_text=word).click()
            self.hands.settle()
            for need in self.case.needs:
                if DOMAINS[need.domain] == word:
                    self.answer(f"vragen/{self.names[need.id]}", need.facts)

    def answer(self, place: str, facts: FactAnswers) -> None:
        """Answer everything that is asked about one thing, also what is folded; what matters is asked."""
        left = {
            name: answers for name, answers in facts.items() if answers and (place, name) not in self.said
        }
        while left:
            seen = self._asked(place, left)
            for name in seen:
                if self._asked(place, {name: left[name]}):  # an answer before it may have made it matter less
                    self._first_answer(place, name, left.pop(name))
                    self.hands.settle()
            if not seen and not self._unfold_more(place):
                break
        if self.tells_all:
            self._volunteer(place, facts)
        if self.says_how:
            self._unfold_more(place)
            self._unfold_more(place, "klaar")
            for name, answers in facts.items():
                self._say_how(f"{place}/feiten/{name}/{len(answers) - 1}", name, answers[-1])

    def _volunteer(self, place: str, facts: FactAnswers) -> None:
        """Write down what is known and nobody asked for, through the list of all other questions."""
        for name, answers in facts.items():
            box = self.hands.keyed(f"anders:{self.draft}:{place}").get_by_role("combobox")
            if answers and (place, name) not in self.said and box.count():
                if self._is_for_another(place, name, answers):
                    continue
                self.hands.call_up(box, self.rule_set.fact[name].question or name)
                self._first_answer(place, name, answers)
        self.hands.settle()

    def _asked(self, place: str, left: FactAnswers) -> list[str]:
        start = f"st-key-veld-{self.draft}-{_key(place)}-feiten-"
        classes = self.page.locator(f"[class*={start}]").evaluate_all("all => all.map(one => one.className)")
        shown = " ".join(classes)
        return [name for name in left if f"{start}{name}-0-waarde" in shown]

    def _unfold_more(self, place: str, which: str = "meer") -> bool:
        more = self.hands.keyed(f"{which}:{self.draft}:{place}")
        if not more.count() or more.locator("details").first.get_attribute("open") is not None:
            return False
        self.hands.unfold(f"{which}:{self.draft}:{place}")
        return True

    def _first_answer(self, place: str, name: str, answers: tuple[Answer, ...]) -> None:
        declared = self.rule_set.fact[name]
        at = f"{place}/feiten/{name}"
        if declared.kind in (Kind.YES_NO, Kind.CHOICE):
            self.hands.settle()  # an answer before this one may have made the question needless
        if not self.hands.field(self.draft, f"{at}/0/waarde").count():
            return
        if self._is_for_another(place, name, answers):
            return
        self.said.add((place, name))
        self.answered[place.split("/")[0], declared.kind] += 1
        for number, answer in enumerate(answers):
            if number:
                self._another(f"{at}/{number - 1}", name, answers[number - 1])
            self.fill(f"{at}/{number}/waarde", self.word(declared, answer.given))
            if declared.is_judgement and answer.given != UNKNOWN:
                self.hands.settle()
                self.fill(f"{at}/{number}/reden", answer.reasons or "")

    def _say_how(self, standing: str, name: str, answer: Answer) -> None:
        """Write down how an answer is known, where the page asks for it and something else than it supposes is so."""
        declared = self.rule_set.fact[name]
        key = f"herkomst:veld:{self.draft}:{standing}"
        said = {field: given for field, given in self._how_known(declared, answer) if given}
        if not said or not self.hands.keyed(key).count():
            return
        kind = standing.split("/")[0], declared.kind
        self.explained[kind] += 1
        if self.explained[kind] > self.most:
            for field, given in said.items():
                self.left_to_another(f"{standing}/{field}", given)
            return
        self.hands.unfold(key)
        for field, given in said.items():
            shown = spelled(Kind.DATE, given) if field == "op" else PROVENANCE.get(given, given)
            self.fill(f"{standing}/{field}", shown)
            if field == "betwist/door":
                self.hands.settle()  # only then is asked what they say
        self.fold(key)

    def _how_known(self, declared: FactDeclaration, answer: Answer) -> Iterator[tuple[str, str]]:
        is_judged = declared.is_judgement and answer.given != UNKNOWN
        supposed = Provenance.JUDGEMENT if is_judged else Provenance.OWN_STATEMENT
        if answer.provenance is not supposed:
            yield "herkomst", str(answer.provenance)
        if answer.on is not None and (answer.provenance, answer.on) != (supposed, self.talked_on):
            yield "op", answer.on.isoformat()
        yield "bewijs", answer.evidence or ""
        yield "door", answer.given_by or ""
        if not is_judged:
            yield "reden", answer.reasons or ""
        if answer.dispute is not None:
            yield "betwist/door", answer.dispute.disputed_by
            yield "betwist/zegt", answer.dispute.says or ""

    def _is_for_another(self, place: str, name: str, answers: tuple[Answer, ...]) -> bool:
        """Leave a plain answer to a colleague, once enough of its kind were typed on the screen."""
        declared = self.rule_set.fact[name]
        is_plain = len(answers) == 1 and not declared.is_judgement
        if not is_plain or self.answered[place.split("/")[0], declared.kind] < self.most:
            return False
        self.said.add((place, name))
        self.left_to_another(f"{place}/feiten/{name}/0/waarde", answers[0].given)
        return True

    def left_to_another(self, field: str, given: str) -> None:
        """Let a colleague keep an answer at another desk."""
        raise NotImplementedError

    def _another(self, standing: str, name: str, answer: Answer) -> None:
        """Write down how the first answer is known and who saw it otherwise, and that something new is known."""
        self.hands.settle()
        self._say_how(standing, name, answer)
        self.hands.unfold(f"herkomst:veld:{self.draft}:{standing}")
        self.hands.keyed(f"nieuw:veld:{self.draft}:{standing}").get_by_role("button").click()
        self.hands.settle()

    # --- fields ------------------------------------------------------------------------------------------

    def fill(self, place: str, value: str) -> None:
        """Fill one field of the dossier."""
        if value:
            self.hands.fill(self.hands.field(self.draft, place), value)
            self.typed[place] = value

    def choose(self, place: str, words: list[str]) -> None:
        """Choose any number from a list, and take off what does not belong."""
        for word in words:
            self.hands.add(self.hands.field(self.draft, place), word)
            self.hands.settle()

    def look_over(self) -> None:
        """Look whether the fields show what was typed, and type again what a page drawn anew took away."""
        for place, value in self.typed.items():
            box = self.hands.field(self.draft, place).locator("input:not([role]), textarea").first
            if box.count() and box.input_value() == "":
                self.hands.fill(self.hands.field(self.draft, place), value)
        self.typed.clear()
        self.hands.settle()

    def fold(self, key: str) -> None:
        """Close what was opened, so that the page stays short."""
        self.hands.settle()
        self.look_over()
        part = self.hands.keyed(key)
        if part.locator("details").first.get_attribute("open") is not None:
            part.locator("summary").first.click()
            self.hands.settle()

    @staticmethod
    def word(declared: FactDeclaration, given: str) -> str:
        """Give what stands on the screen for an answer, or what somebody types."""
        if given == UNKNOWN and declared.kind in (Kind.YES_NO, Kind.CHOICE):
            return "Niet bekend"
        if declared.kind is Kind.YES_NO:
            return {YES: "Ja", NO: "Nee"}[given]
        if declared.kind is Kind.CHOICE:
            return declared.choices[given]
        return spelled(declared.kind, given)

    def label(self, name: str) -> str:
        """Give what people call a need of the fixture."""
        need = next(item for item in self.case.needs if item.id == name)
        person = next(item.name or item.id for item in self.case.persons if item.id == need.person)
        words = f": {need.own_words}" if need.own_words else ""
        return f"{person}, {need.domain}{words}"

    # --- looking ---------------------------------------------------------------------------------------------

    def tab(self, word: str) -> None:
        self.page.get_by_role("tab", name=word, exact=True).click()
        self.hands.settle()

    def beside(self) -> None:
        """Look at the variants side by side: the bars, the same in a table, and nothing of an advice."""
        self.hands.turn_to("Mogelijkheden")
        self.tab("Naast elkaar")
        self.tab("Geld per partij")
        self.page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first.wait_for()
        self.hands.unfold(f"geldtabel:{self.draft}").get_by_text("Twee jaar samen").wait_for()
        assert "advies:" not in self.page.get_by_test_id("stMain").inner_text().lower()

    def look_what_would_turn(self, variant: str) -> None:
        """Open what would turn the advice about a variant."""
        fold = self.hands.unfold(f"anders:advies:{self.draft}:{variant}")
        fold.get_by_text("het is geen toezegging").wait_for()


def _key(place: str) -> str:
    return re.sub("[^a-zA-Z0-9_-]", "-", place)


def slug(wish: str) -> str:
    """Give the name that the app makes of what somebody typed."""
    from budget_engine.store.drafts import free_name

    return free_name(wish, frozenset())


def free(wish: str, used: Iterator[str] | Mapping[str, str] | object) -> str:
    """Give the name that the app gives out when others are taken."""
    from budget_engine.store.drafts import free_name

    return free_name(wish, frozenset(used))  # type: ignore[arg-type]


PROVENANCE_WORDS = PROVENANCE
