"""The last part of the road: the seal, the documents that are read and taken along, and that they were sent."""

import re
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Download

from budget_engine.afterwards import Channel
from budget_engine.follow_up import CHANNELS
from budget_engine.letter.forms import Form
from budget_engine.letter.made import Made
from budget_engine.papers import Papers, papers_of
from budget_engine.recordkeeping import sealed_alone
from budget_engine.values import show_date
from tests.browser.road_deciding import DecidingRoad
from tests.conftest import FIXTURES
from tests.screens import TODAY

_LABELS = {Form.PDF: "PDF", Form.TEXT: "Gewone tekst"}
_OBJECTION = timedelta(weeks=6)
_VARIANT = re.compile(r"'[^']+'")
_ROUNDS = 3  # an answer can make a question matter that did not before, and how another is known


class WholeRoad(DecidingRoad):
    """A worker who goes the whole way, and also sends what was decided."""

    def walk(self, day: str) -> None:
        """Walk up to the seal: first what there is, then what is asked about it, then the decision."""
        self.talk(day)
        self.household()
        self.options()
        self.variants()
        for number in range(_ROUNDS):
            self.tells_all = number > 0
            self.says_how = number == _ROUNDS - 1
            self.matter()
            self.people_and_support()
            self.domains()
            self.claims()
            self.look_over_variants()
        self.rooms()
        self.beside()
        self.judge()
        self.decide()
        self.seal()

    def seal(self) -> None:
        """Seal the decision."""
        self.hands.turn_to("Vaststellen")
        self.page.get_by_role("button", name="Stel vast").click()
        self.page.get_by_text("Vastgesteld als record").first.wait_for(timeout=60_000)
        self.hands.settle()

    @property
    def papers(self) -> Papers:
        """Give the documents of what was sealed, as the engine makes them."""
        return papers_of(sealed_alone(self.desk.engine, 1))

    # --- documents -----------------------------------------------------------------------------------------

    def read_letters(self) -> dict[str, str]:
        """Read every document on the screen; gives by its name what stood there."""
        self.hands.turn_to("Brieven")
        found = self.papers
        return {made.name: self._read(found.called(made)) for made in found.made}

    def _read(self, called: str) -> str:
        self.hands.pick(self.page.get_by_role("combobox", name="Welk stuk?"), called)
        self.hands.settle()
        rest = self.page.get_by_test_id("stMain").locator("details").filter(has_text="De rest van dit stuk")
        if rest.count() and rest.get_attribute("open") is None:  # it stays open from one document to the next
            rest.locator("summary").click()
            self.hands.settle()
        return self.page.get_by_test_id("stMain").inner_text()

    def take(self, made: Made, form: Form) -> tuple[str, bytes]:
        """Take a document along; gives the name of the file and what is in it."""
        self.hands.pick(self.page.get_by_role("combobox", name="Welk stuk?"), self.papers.called(made))
        self.hands.settle()
        with self.page.expect_download() as downloading:
            self.page.get_by_role("button", name=_LABELS[form], exact=True).click()
        got: Download = downloading.value
        return got.suggested_filename, Path(got.path()).read_bytes()

    def accepted(self, made: Made) -> str:
        """Give the text that was accepted for a document, under the case number that was typed here."""
        folders = FIXTURES / "cases"
        (folder,) = (item for item in folders.iterdir() if (item / "brieven").is_dir() and self._is_of(item))
        (path,) = (item for item in (folder / "brieven").iterdir() if self._renamed(item.stem) == made.name)
        number = self.view.draft.case
        return path.read_text(encoding="utf-8").replace(self.case.id, number)

    def _is_of(self, folder: Path) -> bool:
        return f"zaak: {self.case.id}\n" in (folder / "besluit.yaml").read_text(encoding="utf-8")

    def _renamed(self, stem: str) -> str:
        """Give what a document of the fixture is called, with the names that the app gave out."""
        for person in self.case.persons:
            stem = re.sub(rf"(?<![\w]){re.escape(person.id)}(?![\w])", self.names[person.id], stem)
        return stem

    # --- sent ----------------------------------------------------------------------------------------------

    def send(self, channel: Channel, day: date = TODAY) -> None:
        """Record that every part-decision was sent."""
        self.hands.turn_to("Verzonden en daarna")
        form = self.page.get_by_test_id("stForm").filter(has_text="Wat is verzonden?")
        form.get_by_role("textbox", name="Dag").fill(f"{day:%d-%m-%Y}")
        self.hands.pick(form.get_by_role("combobox", name="Hoe?"), CHANNELS[channel])
        form.get_by_role("button", name="Leg de verzending vast").click()
        self.page.get_by_text("De verzending is vastgelegd.").wait_for()
        self.hands.settle()

    def follow_ups(self) -> list[list[str]]:
        """Read where each part-decision stands: its name, how it was sent, until when objection is possible."""
        rows = self.page.get_by_role("region", name="Waar elk deelbesluit staat").locator("tbody tr")
        return [row.locator("th, td").all_inner_texts() for row in rows.all()]

    def worklist(self) -> str:
        """Read what the worklist says of this dossier."""
        self.hands.turn_to("Werklijst")
        return (
            self.hands.keyed(f"open:{self.draft}")
            .locator("xpath=ancestor::*[@data-testid='stLayoutWrapper'][1]")
            .inner_text()
        )


def differing(held: str, accepted: str) -> list[str]:
    """List the lines that a document has more or fewer of than what was accepted.

    The app lists the variants that are always there first, so lines may stand in another order, and so may the names
    of variants within a line.
    """
    found, wanted = (Counter(map(_in_one_order, text.splitlines())) for text in (held, accepted))
    return [
        *(f"erbij: {line}" for line in (found - wanted).elements()),
        *(f"weg: {line}" for line in (wanted - found).elements()),
    ]


def _in_one_order(line: str) -> str:
    before, belongs_to, named = line.partition("Dit hoort bij: ")
    return f"{before}{belongs_to}{sorted(_VARIANT.findall(named))}" if belongs_to else line


def objection_until(sent: date) -> str:
    """Say until when objection is possible against what was sent on a day."""
    return show_date(sent + _OBJECTION)


def words_of(printed: bytes) -> str:
    """Give what a PDF says, without where its lines and pages end."""
    from pypdf import PdfReader

    pages = [page.extract_text().rsplit("\n", 1)[0] for page in PdfReader(BytesIO(printed)).pages]
    return closed("".join(pages))


def texts_of(accepted: str) -> list[str]:
    """Give the texts of a document that was accepted; of a row of a table what stands in each cell."""
    found = []
    for line in filter(None, accepted.splitlines()):
        cells = (
            line.removeprefix("- ").split("; ")
            if line.startswith("- Wat: ")
            else [f": {line.removeprefix('- ')}"]
        )
        found += [closed(cell.partition(": ")[2]) for cell in cells]
    return found


def closed(text: str) -> str:
    """Leave out where words and lines end."""
    return "".join(text.split())
