"""How something is given and to whom, what somebody pays for it, and which amounts are no more than a guess."""

from collections.abc import Iterable, Iterator

from budget_engine.aloud.phrases import counted, enumerated
from budget_engine.budget import BudgetLine
from budget_engine.decision import ClaimDecision, PartDecision
from budget_engine.drafts.labels import capital
from budget_engine.letter.content import Anchor, Block, Listed, Paragraph, Section, Source, Text
from budget_engine.letter.dossier import BUDGET, SUBSIDY, Dossier, LetterTo
from budget_engine.letter.words import Words, as_part
from budget_engine.values import show_cents, show_date

FORMS = {
    "natura": "vorm-natura",
    BUDGET: "vorm-pgb",
    "vergoeding": "vorm-vergoeding",
    SUBSIDY: "vorm-subsidie",
}
"""The piece that says each form."""

NOTHING = frozenset({"niets", "geen"})
"""What people type where nothing is paid."""

_GUESS = "schatting"
"""The word in where a price comes from by which it is a guess that a measurement comes after."""


def whom(dossier: Dossier, person: str) -> str:
    """Name who it is for: whoever the letter is to is spoken to."""
    is_reader = (dossier.letter_to(person) or LetterTo.SELF) is LetterTo.SELF
    return "u" if is_reader else dossier.names.person(person)


def receiver(dossier: Dossier, claim: str, words: Words) -> str:
    """Name who gets what is decided about, at the beginning of a sentence: mostly whom it is for."""
    person = dossier.person_of(claim)
    for_whom = whom(dossier, person)
    if dossier.form_code(claim) != SUBSIDY:
        return capital(for_whom)
    return capital(employer(dossier, person, words))


def employer(dossier: Dossier, person: str, words: Words) -> str:
    """Name somebody's employer inside a sentence."""
    piece = "krijgt-uw-werkgever" if whom(dossier, person) == "u" else "krijgt-werkgever"
    return words.text(piece, naam=dossier.names.person(person)).words


def form_said(dossier: Dossier, item: ClaimDecision, words: Words) -> Iterator[Text]:
    """Say in which form something is given, and of a pgb the most there is."""
    anchor, code = Anchor(Source.CLAIM, (item.claim,)), dossier.form_code(item.claim)
    if code is None:
        return
    piece = FORMS.get(code)
    if piece is not None:
        yield words.text(piece, anchor)
    else:
        yield words.text("plan-vorm", anchor, vorm=dossier.form(item.claim) or code)
    if code == BUDGET and item.lines:
        single = len(item.lines) == 1
        most = (
            show_cents(line.amount) if single else f"{show_cents(line.amount)} ({line.what})"
            for line in item.lines
        )
        yield words.text("vorm-pgb-hooguit", anchor, bedrag=enumerated(most))


def pays_nothing(part: PartDecision) -> bool:
    """Tell whether it was written down that nothing is paid; where nothing was written down, nobody knows."""
    return part.own_contribution is not None and as_part(part.own_contribution).lower() in NOTHING


def _own_contribution(part: PartDecision, words: Words) -> Iterator[Block]:
    """Say what somebody pays, where that was written down."""
    if part.own_contribution is None:
        return
    if pays_nothing(part):
        yield words.paragraph("eigen-bijdrage-niets")
    else:
        yield words.paragraph("eigen-bijdrage", bijdrage=as_part(part.own_contribution))


def agreements(part: PartDecision, words: Words) -> Section:
    """Say what was agreed: the conditions, what somebody pays, and when we look back."""
    blocks: list[Block] = []
    if part.conditions:
        blocks.append(Listed(tuple(Text(condition.strip()) for condition in part.conditions)))
    blocks.extend(_own_contribution(part, words))
    if part.evaluation:
        days = enumerated(show_date(day) for day in part.evaluation)
        blocks.append(words.paragraph("terugkijken", dagen=days))
    return Section(words.heading("afspraken-kop"), tuple(blocks))


def named(line: BudgetLine) -> str:
    """Name a line, with that its amount is a guess where it is."""
    is_plain = _GUESS in line.source.lower() and _GUESS not in line.what.lower()
    return f"{line.what} ({_GUESS})" if is_plain else line.what


def line_cells(line: BudgetLine) -> tuple[str, ...]:
    """Give what a row of a table says of a line, but for its source and what it waits for."""
    return (
        named(line),
        counted(line.quantity, line.unit),
        show_cents(line.price),
        show_cents(line.amount),
        show_date(line.since),
        show_date(line.until),
    )


def period(item: ClaimDecision, words: Words) -> Iterator[Text]:
    """Say from when and until when something is decided, as far as that is known."""
    anchor = Anchor(Source.CLAIM, (item.claim,))
    if item.since is not None and item.until is not None:
        yield words.text("periode", anchor, van=show_date(item.since), tot=show_date(item.until))
    elif item.since is not None:
        yield words.text("periode-vanaf", anchor, van=show_date(item.since))


def guessed(lines: Iterable[BudgetLine], words: Words) -> Iterator[Paragraph]:
    """Say of the amounts that are a guess what that means."""
    if any(_GUESS in line.source.lower() for line in lines):
        yield words.paragraph("bedrag-schatting")


def waits_for(item: ClaimDecision, line: BudgetLine, words: Words) -> str:
    """Give what a line waits for; what its whole claim waits for stands elsewhere in the document."""
    is_of_claim = line.condition is not None and line.condition == item.condition
    return words.text("voorwaarde-hierboven").words if is_of_claim else line.condition or ""
