"""What is missing before the money of an alternative can be read as it stands."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from budget_engine.case import CERTAINTY, Account, Alternative, Nature, Party
from budget_engine.effects import effect_key, is_nearly, words_key
from budget_engine.glossary import Noun
from budget_engine.returns.ledger import Line
from budget_engine.returns.prices import Prices


class GapKind(StrEnum):
    """What is missing."""

    AMOUNT = "bedrag"
    CHANCE = "kans"
    PRICE_YEAR = "prijsjaar"
    NOT_INDEXED = "niet_geindexeerd"
    OLD_PRICE = "oud_prijspeil"
    SOURCE_DATE = "brondatum"
    TO_VERIFY = "nakijken"
    BENEFICIARY = "baathebber"
    ONE_EFFECT = "misschien_een_effect"
    CLAIM_TOLD_TWICE = "staat_ook_als_aanspraak"
    SURE_CHANCE = "kans_honderd_procent"
    ONLY_NOTHING_CHANGES = "alleen_bij_niets_verandert"
    ONLY_MUNICIPALITY = "alleen_voor_de_gemeente"
    ALSO_HERE = "misschien_ook_hier"


class Gap(Noun):
    """One thing that is missing, with the number of the line it is about; `other_line` is a second one.

    What stands in another alternative alone has no line here: `what` is of the line there. Beside *niets verandert*
    `payer` is who pays it there; of any other, `alternative` is its id and `name` what the case calls it.
    """

    kind: GapKind
    line: int | None = None
    other_line: int | None = None
    claim: str | None = None
    price_year: str | None = None
    what: str | None = None
    payer: Account | None = None
    alternative: str | None = None
    name: str | None = None


def gaps_of(
    lines: Sequence[Line], alone: Sequence[Line], prices: Prices, *, others_pay_less: bool
) -> Iterator[Gap]:
    """Walk what is missing, line by line and then over all lines.

    `alone` are the lines of *niets verandert* that have no counterpart here.
    `others_pay_less` tells whether somebody beside the municipality is known to pay less than when nothing
    changes: then it is not for the municipality alone.
    """
    for number, line in enumerate(lines):
        if any(None in year.ends for year in line.years):
            yield Gap(kind=GapKind.AMOUNT, line=number, claim=line.claim)
        if line.claim is None:
            yield from _of_line(number, line, prices)
    yield from _told_twice(lines)
    yield from _claims_told_twice(lines)
    for line in alone:
        yield Gap(kind=GapKind.ONLY_NOTHING_CHANGES, what=line.what, payer=line.payer)
    unsure = [line for line in lines if line.nature is not Nature.CERTAIN]
    gainers = {line.beneficiary.party for line in unsure if line.beneficiary is not None}
    if gainers == {Party.MUNICIPALITY} and not others_pay_less:
        yield Gap(kind=GapKind.ONLY_MUNICIPALITY)


def _of_line(number: int, line: Line, prices: Prices) -> Iterator[Gap]:
    if line.nature is not Nature.CERTAIN:
        if line.known_chance is None:
            yield Gap(kind=GapKind.CHANCE, line=number)
        elif line.known_chance.low == CERTAINTY:
            yield Gap(kind=GapKind.SURE_CHANCE, line=number)
        if line.beneficiary is None:
            yield Gap(kind=GapKind.BENEFICIARY, line=number)
    if all(set(year.ends) <= {None, 0} for year in line.years):
        return  # without an amount there is no price to date
    if line.price_year is None:
        yield Gap(kind=GapKind.PRICE_YEAR, line=number)
    elif prices.is_behind(line.price_year) and line.indexed_to is None:
        kind = GapKind.OLD_PRICE if prices.is_old(line.price_year) else GapKind.NOT_INDEXED
        yield Gap(kind=kind, line=number, price_year=line.price_year)
    if line.source_date is None:
        yield Gap(kind=GapKind.SOURCE_DATE, line=number)
    if line.to_verify:
        yield Gap(kind=GapKind.TO_VERIFY, line=number)


def _told_twice(lines: Sequence[Line]) -> Iterator[Gap]:
    """Find lines that may tell one effect twice: the same amounts or words, and not the same effect.

    What is certain is asked about only where the names of two effects are almost the same. Two effects of other
    names were told apart by who wrote them.
    """
    for number, line in enumerate(lines):
        for other, earlier in enumerate(lines[:number]):
            same_amounts = line.years == earlier.years and any(year.high_cents for year in line.years)
            if not same_amounts and words_key(line.what) != words_key(earlier.what):
                continue
            key, known = effect_key(line.effect), effect_key(earlier.effect)
            if key is not None and known is not None:
                may_be_one = key != known and is_nearly(key, known)
            else:
                may_be_one = Nature.CERTAIN not in (line.nature, earlier.nature)
            if may_be_one:
                yield Gap(kind=GapKind.ONE_EFFECT, line=number, other_line=other)


def _claims_told_twice(lines: Sequence[Line]) -> Iterator[Gap]:
    """Find certain lines that tell what a claim costs: the same payer, need and amounts."""
    claims = [(number, line) for number, line in enumerate(lines) if line.claim is not None]
    for number, line in enumerate(lines):
        if line.claim is not None or line.nature is not Nature.CERTAIN or line.need is None:
            continue
        if not any(year.high_cents for year in line.years):
            continue
        for other, claim in claims:
            if (claim.payer, claim.need, claim.years) == (line.payer, line.need, line.years):
                yield Gap(kind=GapKind.CLAIM_TOLD_TWICE, line=number, other_line=other)


def elsewhere(
    alternative: Alternative, others: Sequence[Alternative], lines: Mapping[str, Sequence[Line]]
) -> Iterator[Gap]:
    """Find what another alternative hopes of claims that this one has too, while this one says nothing of it.

    An effect is told once, by the alternative that names it first. It is told here as well where a line has its
    effect or its words, of whatever nature: that it surely does not come about is something said too.
    """
    here = lines[alternative.id]
    told = {key for line in here for key in _keys(line)}
    for other in others:
        listed = lines[other.id][len(lines[other.id]) - len(other.returns) :]
        for written, line in zip(other.returns, listed, strict=True):
            is_here = bool(written.against) and set(written.against) <= set(alternative.claims)
            if line.nature is Nature.CERTAIN or not is_here or told & _keys(line):
                continue
            told |= _keys(line)
            yield Gap(
                kind=GapKind.ALSO_HERE,
                what=line.what,
                alternative=other.id,
                name=other.name or other.id,
            )


def _keys(line: Line) -> set[tuple[str, str]]:
    """Give by what a line is known in another alternative: its effect and its words."""
    key = effect_key(line.effect)
    return {("words", words_key(line.what))} | ({("effect", key)} if key is not None else set())
