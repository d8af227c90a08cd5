"""The ledger in plain Dutch: who pays, where an amount comes from, what to know about it and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from budget_engine.case import CERTAINTY, Account, Nature, Party
from budget_engine.returns.amounts import Amount
from budget_engine.returns.break_even import BreakEven, Obstacle
from budget_engine.returns.gaps import GapKind
from budget_engine.returns.ledger import Line
from budget_engine.returns.of_alternatives import Returns
from budget_engine.returns.pockets import Flag, FlagKind
from budget_engine.values import print_basis_points, show_cents, show_date

Laws = Mapping[str, str]
"""What a law is called, by its code."""

PARTIES: Mapping[Party, str] = {
    Party.MUNICIPALITY: "de gemeente",
    Party.HEALTH_INSURER: "de zorgverzekeraar",
    Party.CARE_OFFICE: "het zorgkantoor",
    Party.UWV: "UWV",
    Party.SVB: "de SVB",
    Party.SCHOOL: "de school",
    Party.SCHOOL_PARTNERSHIP: "het samenwerkingsverband van scholen",
    Party.HOUSEHOLD: "het huishouden",
    Party.NETWORK: "het netwerk",
    Party.EMPLOYER: "de werkgever",
    Party.HOUSING_CORPORATION: "de woningcorporatie",
    Party.PROVIDER: "de aanbieder",
    Party.FUND: "het fonds",
    Party.OTHER: "een andere partij",
}
"""Who pays or gains, as a sentence names them; a list to choose from on the screen has other words."""


def amount_said(found: Amount | None) -> str:
    """Write an amount as a listing has it: low, likely and high in their places, one that is certain once.

    In a sentence a range is written by `sentences.names.money`.

    >>> amount_said(Amount(low_cents=100, likely_cents=None, high_cents=300)), amount_said(None)
    ('€ 1,00 / onbekend / € 3,00', 'onbekend')
    """
    if found is None:
        return "onbekend"
    ends = ["onbekend" if cents is None else show_cents(cents) for cents in found.ends]
    return ends[0] if len(set(ends)) == 1 else " / ".join(ends)


def accounts_said(accounts: Sequence[Account], laws: Laws) -> str:
    """Name parties inside a sentence, each with the law under which it pays or gains."""
    said = [
        PARTIES[item.party] + ("" if item.law is None else f" ({laws.get(item.law, item.law)})")
        for item in accounts
    ]
    return f"{', '.join(said[:-1])} en {said[-1]}" if len(said) > 1 else "".join(said)


# --- where an amount comes from --------------------------------------------------------------------------


def source_said(line: Line) -> Iterator[str]:
    """Say the prices, the source and the weak side of an amount; of a claim nothing, for its facts say it."""
    if line.claim is not None:
        return
    if line.price_year is None:
        yield "prijspeil niet bekend, niet geïndexeerd"
    elif line.indexed_to is None:
        yield f"prijspeil {line.price_year}, niet geïndexeerd"
    elif line.indexed_to != line.price_year:
        yield f"prijspeil {line.price_year}, met de prijsindex gebracht naar {line.indexed_to}"
    else:
        yield f"prijspeil {line.price_year}"
    yield f"bron: {line.source}" + (f" ({line.source_date})" if line.source_date else "")
    if line.weakness:
        yield f"zwakke kant: {line.weakness}"
    if line.to_verify:
        yield "nog niet nagekeken"


# --- break-even -------------------------------------------------------------------------------------------


def break_even_said(found: BreakEven, nature: Nature = Nature.AVOIDED) -> str:
    """Say how much smaller a chance must become, of a gain how much greater, or why that cannot be worked out.

    >>> break_even_said(BreakEven(at_low_bp=2240, at_high_bp=1600))
    'kostenneutraal bij de waarschijnlijke kosten als de kans daarop ten minste 16,0 tot 22,4 procentpunt kleiner wordt'
    """
    why = " en ".join(_OBSTACLES[item] for item in found.obstacles)
    if found.at_high_bp is None and found.at_low_bp is None:
        return f"niet uit te rekenen: {why}"
    if found.is_never:
        return f"ook als het zeker was, maakt het de kosten niet goed ({_shares_said(found)})"
    ends = {"bij het hoogste bedrag ": found.at_high_bp, "bij het laagste bedrag ": found.at_low_bp}
    reached = {end: points for end, points in ends.items() if points is not None and points <= CERTAINTY}
    said = []
    if reached:
        at = "".join(reached) if len(reached) == 1 else ""
        said.append(
            f"kostenneutraal bij de waarschijnlijke kosten als de kans daarop {at}ten minste "
            f"{points_said(list(reached.values()))} {change_said(nature)} wordt"
        )
    if found.is_never_at_low:
        said.append("bij het laagste bedrag maakt het de kosten niet goed, ook als het zeker was")
    if found.obstacles:
        said.append(f"de rest is niet uit te rekenen: {why}")
    return "; ".join(said)


def _shares_said(found: BreakEven) -> str:
    """Write the costs as a share of the amount that falls short of them, at the high end and at the low."""
    known = [points for points in (found.at_high_bp, found.at_low_bp) if points is not None]
    span = " tot ".join(dict.fromkeys(map(print_basis_points, known)))
    return span if found.at_low_bp is not None else f"{span} bij het hoogste bedrag"


def change_said(nature: Nature) -> str:
    """Say what has to happen to a chance: that of a cost becomes smaller, that of a gain greater."""
    return "groter" if nature is Nature.GAIN else "kleiner"


def points_said(shares: Sequence[int]) -> str:
    """Write how much a chance changes in percentage points, to a tenth; the same figure once.

    >>> points_said([1600, 2240]), points_said([1920, 1920])
    ('16,0 tot 22,4 procentpunt', '19,2 procentpunt')
    """
    span = dict.fromkeys(f"{tenths // 10},{tenths % 10}" for tenths in (points // 10 for points in shares))
    return f"{' tot '.join(span)} procentpunt"


_OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.NOTHING_AGAINST: "er staat niet bij welke aanvragen ertegenover staan",
    Obstacle.OTHER_GAINER: "wie betaalt, is niet wie dit krijgt",
    Obstacle.OTHER_PAYER: "wat een andere betaler uitgeeft, is niet bekend",
    Obstacle.COST_UNKNOWN: "de kosten van de aanvragen zijn niet bekend",
    Obstacle.AMOUNT_UNKNOWN: "het bedrag is niet helemaal bekend",
    Obstacle.AMOUNT_NOTHING: "het laagste bedrag is nul",
    Obstacle.OUT_OF_REACH: "het valt buiten de twee jaar",
}


# --- what to know -----------------------------------------------------------------------------------------


def flag_said(flag: Flag, returns: Returns, laws: Laws) -> str:
    """Say one thing to know about the money, with the parties named."""
    what = None if flag.line is None else returns.lines[flag.line].what
    who, other = accounts_said(flag.payers, laws), accounts_said(flag.gainers, laws)
    match flag.kind:
        case FlagKind.WRONG_POCKET:
            if flag.line is not None and returns.lines[flag.line].nature is Nature.GAIN:
                return f"Tegenover '{what}' staat hulp die {who} {_pays(flag.payers)}; het voordeel is voor {other}."
            return f"{what}: {who} {_pays(flag.payers)}, en {other} heeft er voordeel van."
        case FlagKind.WATERBED:
            if what is None:
                return (
                    f"Voor dezelfde vraag {_pays(flag.gainers)} {other} minder en {_pays(flag.payers)} {who} meer. "
                    "Naar de waarschijnlijke bedragen wordt het samen niet minder."
                )
            instead = f" in plaats van {other}" if other else ""
            return f"{what}: dit verdwijnt niet, {who} {_pays(flag.payers)} het dan{instead}."
        case FlagKind.NOT_DELIVERED:
            years = " en ".join(map(str, flag.years))
            begins = (
                "wanneer dit begint, is niet bekend"
                if flag.since is None
                else f"dit komt er pas vanaf {show_date(flag.since)}"
            )
            return f"{what}: {begins}. Dat het in {years} minder kost, is geen opbrengst."
        case kind:
            assert_never(kind)


def _pays(accounts: Sequence[Account]) -> str:
    return "betalen" if len(accounts) > 1 else "betaalt"


def gaps_said(returns: Returns) -> Iterator[str]:
    """Say what is missing, one thought a line: each with the lines it is about."""
    alike: dict[tuple[GapKind, str | None], list[str]] = {}
    for gap in returns.missing:
        if gap.payer is not None:
            yield (
                f"'{gap.what}' staat alleen bij 'als er niets verandert'. Wat het hier is, is niet bekend, en "
                f"daarom ook het verschil voor {PARTIES[gap.payer.party]} niet. Vervalt het hier zeker, "
                "schrijf het dan op als nul."
            )
        elif gap.alternative is not None:
            yield (
                f"Bij '{gap.name}' staat '{gap.what}' tegenover aanvragen die ook hier staan. Of het ook hier zo "
                "is, is niet opgeschreven."
            )
        elif gap.line is None:
            yield _WITHOUT_LINE
        elif gap.other_line is not None:
            one, other = returns.lines[gap.other_line].what, returns.lines[gap.line].what
            if gap.kind is GapKind.CLAIM_TOLD_TWICE:
                yield (
                    f"De aanvraag '{one}' en de regel '{other}' hebben dezelfde betaler, vraag en bedragen. "
                    "Is het hetzelfde, haal de regel dan weg; nu telt het twee keer."
                )
                continue
            named = [returns.lines[number].effect for number in (gap.other_line, gap.line)]
            now = f" Nu heet het daar '{named[0]}' en '{named[1]}'." if None not in named else ""
            yield (
                f"'{one}' en '{other}' lijken hetzelfde te zijn. "
                f"Is dat zo, geef ze dan hetzelfde effect; dan telt het één keer.{now}"
            )
        else:
            alike.setdefault((gap.kind, gap.price_year), []).append(returns.lines[gap.line].what)
    for (kind, year), lines in alike.items():
        yield f"{_GAPS[kind].format(year=year)}: {'; '.join(dict.fromkeys(lines))}."


_WITHOUT_LINE = (
    "Alleen wat het de gemeente oplevert, staat er. Wat levert het het huishouden op, of een ander?"
)
_GAPS: Mapping[GapKind, str] = {
    GapKind.AMOUNT: "Het bedrag is niet helemaal bekend",
    GapKind.CHANCE: "Hoe groot de kans is, durft niemand te zeggen",
    GapKind.PRICE_YEAR: "Van welk jaar de prijs is, is niet bekend",
    GapKind.NOT_INDEXED: "Prijspeil {year}, niet geïndexeerd",
    GapKind.OLD_PRICE: "Prijspeil {year}, oud en niet geïndexeerd",
    GapKind.SOURCE_DATE: "Van welke dag de bron is, staat er niet bij",
    GapKind.TO_VERIFY: "Het bedrag is nog niet nagekeken",
    GapKind.BENEFICIARY: "Wie er voordeel van heeft, staat er niet bij",
    GapKind.ONE_EFFECT: "Misschien is dit hetzelfde als een andere regel",
    GapKind.CLAIM_TOLD_TWICE: "Dit staat er misschien ook als aanvraag",
    GapKind.SURE_CHANCE: "De kans staat op 100%; kijk of dat klopt, of schrijf 'onbekend'",
    GapKind.ONLY_NOTHING_CHANGES: "Dit staat alleen bij 'als er niets verandert'",
    GapKind.ONLY_MUNICIPALITY: "Dit is er alleen voor de gemeente",
    GapKind.ALSO_HERE: "Of dit ook hier zo is, is niet opgeschreven",
}
