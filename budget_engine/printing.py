"""What the command line shows to people: plain Dutch, one thought a line."""

from collections.abc import Container, Iterable, Iterator
from textwrap import wrap

from budget_engine.assessment import ClaimGate, Finding, Gate
from budget_engine.case import Nature
from budget_engine.decision import Decision, budgets_shown
from budget_engine.drafts.labels import (
    ANOTHER_DECIDES,
    CARRIERS,
    CONFIDENCE,
    EFFECTS,
    GATES,
    NOTHING_ASKED,
    ROUTES,
    advice_word,
    lacking_parameter,
    law_names,
    law_word,
)
from budget_engine.export import AssessmentReport
from budget_engine.goals import DIRECTIONS, told
from budget_engine.language.fact import Kind
from budget_engine.language.rule_set import RuleSet
from budget_engine.lineage import Basis, Figure
from budget_engine.replay import Outcome, Replay
from budget_engine.returns import Gain, PartyAmount, Returns
from budget_engine.returns.said import (
    Laws,
    amount_said,
    break_even_said,
    flag_said,
    gaps_said,
    source_said,
)
from budget_engine.routes import RouteOfNeed, RoutesOfNeed
from budget_engine.sentences.told import WeighingTold
from budget_engine.trace import MissingKind
from budget_engine.values import parse_cents, show_cents, show_date
from budget_engine.weighing import Weighed

WIDTH = 110  # columns; what fits a terminal beside a browser

_TRUTHS = {True: "", None: " (nog niet bekend of dit geldt)", False: " (geldt niet)"}

_SHORT = 12  # digits of a hash, for people; the whole stands in the JSON


def assessment_text(report: AssessmentReport, rule_set: RuleSet) -> Iterator[str]:
    """Write an assessment for people, each finding with where it stands and what follows from it."""
    yield f"Zaak {report.case}, gemeente {report.municipality}, beoordeeld op {show_date(report.on)}."
    yield f"Regels {report.rule_set[:_SHORT]}, betekenis {report.meaning}, motor {report.engine}."
    for words, effect, strength in EFFECTS:
        found = [item for item in report.findings if (item.effect, item.strength) == (effect, strength)]
        if found:
            yield from ("", f"{words}:")
            alike: dict[tuple[object, ...], list[Finding]] = {}
            for item in found:
                said = () if item.holds is False else (item.day, item.other_law)
                alike.setdefault((item.rule, item.holds, *said), []).append(item)
            for same in alike.values():
                yield from _findings(same, rule_set)
    yield from _questions(report, rule_set)
    yield from _routes(report, rule_set)
    if report.faults:
        yield ""
        yield "Fouten in tabellen (deze houden vaststellen tegen):"
        for fault in report.faults:
            yield f"  {fault.table} over {fault.about}: {fault.fault}"
    yield from _offered(report)
    others = (item for need in report.routes for item in need.routes if not item.own_decision)
    elsewhere = {claim.id for item in others for claim in item.claims if item.could_carry is not False}
    for alternative in report.alternatives:
        yield ""
        yield from _alternative(alternative, rule_set, elsewhere)
    if report.weighing is not None:
        yield ""
        yield from weighing_text(report.weighing)


def weighing_text(told: WeighingTold) -> Iterator[str]:
    """Write a weighing for people: the advice, what is weighed against what, and what is not and why."""
    yield "Weging. Het advies kijkt alleen naar de wet en naar de inschatting of elke vraag een antwoord krijgt."
    yield "Een mens besluit, en mag anders besluiten dan het advies."
    for item in told.advice:
        yield from _wrapped(item.text, "  ")
    yield ""
    yield from _wrapped(told.summary, "")
    if told.alone is not None:
        yield from _said(told.alone.sentences)
    for pair in told.tradeoffs:
        yield ""
        yield f"{pair.one} naast {pair.other}:"
        yield from _said(pair.sentences)
    for apart in told.standings:
        yield ""
        yield f"{apart.alternative}:"
        yield from _said(apart.sentences)


def _said(sentences: Iterable[str]) -> Iterator[str]:
    for said in sentences:
        together = said.replace("€ ", _UNBROKEN)
        for row in wrap(
            together, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False
        ):
            yield row.replace(_UNBROKEN, "€ ")


_UNBROKEN = "€\N{NO-BREAK SPACE}"
"""Keeps an amount on one line with its sign."""


def _offered(report: AssessmentReport) -> Iterator[str]:
    """Tell once of everything that some alternative counts on."""
    everything = {item.support: item for alternative in report.alternatives for item in alternative.input}
    if everything:
        yield from ("", "Eigen inbreng en netwerk:")
    for item in everything.values():
        yield f"  {item.support}:"
        yield from _wrapped(" ".join(item.sentences))


def _findings(same: list[Finding], rule_set: RuleSet) -> Iterator[str]:
    """Write findings of one rule with one outcome: the sentence once, then who it is about."""
    item = same[0]
    about = ", ".join(f"{one.about}{_marks(one)}" for one in same)
    until = "" if item.day is None or item.holds is False else f" Uiterlijk {show_date(item.day)}."
    yield f"  {about}{_TRUTHS[item.holds]}:{until}"
    yield from _wrapped(item.text)
    if item.holds is not False:
        for follows in what_follows(item):
            yield from _wrapped(follows)
    yield f"    {source_of(item.rule, rule_set)} (regel {item.rule})."


def what_follows(item: Finding) -> Iterator[str]:
    """Write what follows from a finding: who goes first, where it is sent on, what resolves it."""
    if item.other_law is not None:
        yield f"Eerst: {item.other_law.first_payer}."
        for said, word in (
            (item.other_law.claim_status, "Stand van die aanvraag"),
            (item.other_law.forwarding, "Doorsturen"),
            (item.other_law.bridge, "Tot die tijd"),
            (item.other_law.contact, "Bellen"),
        ):
            if said is not None:
                yield f"{word}: {said}"
    if item.resolved_by is not None:
        yield f"Opgelost met: {item.resolved_by}"


def source_of(finding: str, rule_set: RuleSet) -> str:
    """Write where a finding stands: the law and article, the ruling or who decided it, and whether it was read."""
    basis = rule_set.finding_basis[finding]
    verified = "; nog te verifiëren" if basis.to_verify else ""
    return citation(Basis.of(basis)) + verified


def citation(basis: Basis) -> str:
    """Write where something stands, and for a decision of a municipality who took it, where and since when."""
    said = [f"{basis.law}, {basis.article}"]
    if basis.ruling is not None:
        said.append(f"rechtspraak {basis.ruling}")
    if basis.decided_by is not None:
        kind = f"{basis.policy_kind} beleid, " if basis.policy_kind is not None else ""
        said.append(f"{kind}vastgesteld door {basis.decided_by}")
    if basis.publication is not None:
        said.append(basis.publication)
    if basis.in_force is not None:
        said.append(f"in werking sinds {show_date(basis.in_force)}")
    return "; ".join(said)


def figure_text(figure: Figure, rule_set: RuleSet) -> str:
    """Write a figure a finding rests on: its value, whose it is and since when, where it stands, how sure it is."""
    bounded = rule_set.parameter.get(figure.name) or rule_set.lookup_list[figure.name]
    keys = (rule_set.fact[name].choices.get(code, code) for name, code in figure.listed_for.items())
    row = f" ({', '.join(keys)})" if figure.listed_for else ""
    given = show_cents(parse_cents(figure.given)) if bounded.kind is Kind.AMOUNT else figure.given
    unit = f" {bounded.unit}" if bounded.unit else ""
    title = f"{bounded.title or figure.name.replace('_', ' ')}{row}"
    stop = "" if title.endswith("?") else ":"
    until = "" if figure.valid_until is None else f" tot en met {show_date(figure.valid_until)}"
    whose = f"{figure.municipality or 'landelijk'}, vanaf {show_date(figure.valid_from)}{until}"
    said = [f"{title}{stop} {given}{unit} ({whose})"]
    if figure.legal_basis is not None:
        said.append(citation(figure.legal_basis))
    said += [text for text in (figure.source, figure.url) if text is not None]
    if figure.confidence is not None:
        said.append(f"zekerheid {CONFIDENCE[figure.confidence]}")
    return "; ".join(said)


def _marks(item: Finding) -> str:
    disputed = " [hier zijn we het niet over eens]" if item.is_disputed else ""
    aside = f" [terzijde gesteld: {item.set_aside_on}]" if item.set_aside_on else ""
    return disputed + aside


def _questions(report: AssessmentReport, rule_set: RuleSet) -> Iterator[str]:
    if report.open_questions:
        yield ""
        yield "Nog te vragen of na te gaan:"
        for question in report.open_questions:
            touches = f"(raakt {', '.join(question.touches)})"
            if question.kind is MissingKind.PARAMETER:
                yield f"  {lacking_parameter(rule_set, question.asked_fact)} [{question.asked_fact}] {touches}"
            else:
                yield f"  {question.about}: {question.asked_fact} {touches}"
        yield "  Wat een antwoord kan veranderen, en wat niet gevraagd hoeft te worden: 'maatwerk vragen'."


def _routes(report: AssessmentReport, rule_set: RuleSet) -> Iterator[str]:
    """Write by which laws each need could be carried, in order, and where to turn when one is barred."""
    for need in report.routes:
        if not need.routes and not need.way_unknown and not need.without_route:
            continue
        yield ""
        yield f"Wegen voor {need.need} ({need.domain}), in de volgorde waarin zij voorgaan:"
        for item in need.routes:
            yield from _route(item, rule_set)
        for claim in (*need.way_unknown, *need.without_route):
            yield f"  {claim.id} ({GATES[claim.gate]}): {no_way(need, claim)}"
        if need.asked_once:
            once = ", ".join(f"{lack.about}: {lack.asked_fact}" for lack in need.asked_once)
            yield from _wrapped(f"vraag één keer, voor meer wegen: {once}", "  ")
        if need.instead:
            yield from _wrapped(instead(need), "  ")


def _route(item: RouteOfNeed, rule_set: RuleSet) -> Iterator[str]:
    yield f"  {item.title} ({under(item)}): {route_state(item)}"
    for claim in item.claims:
        yield f"    {claim.id}{gate_by(item, claim)}"
    if item.to_settle:
        yield from _wrapped(f"staat er nog tussen: {'; '.join(to_settle(item, rule_set))}")
    lacks = ", ".join(f"{lack.about}: {lack.asked_fact}" for lack in item.still_asked)
    if lacks:
        yield from _wrapped(f"nog nodig: {lacks}")
    if item.claims:
        yield from _wrapped(f"belanghebbend: {item.interested}")
        yield from _wrapped(f"wie het niet eens is: {item.remedy}")


def to_settle(item: RouteOfNeed, rule_set: RuleSet) -> list[str]:
    """Name what stands between the claims by a route and a grant."""
    named = rule_set.rule_named
    return [
        named[name].title if name in named else rule_set.consequence_of_finding[name].text
        for name in item.to_settle
    ]


def under(item: RouteOfNeed) -> str:
    """Say which law a route is under, and who carries it out."""
    by = CARRIERS.get(item.carried_out_by or "", item.carried_out_by)
    return item.law if by is None else f"{item.law}, {by}"


def gate_by(item: RouteOfNeed, claim: ClaimGate) -> str:
    """Say the gate of a claim by a route; nothing where the law does not carry the need at all."""
    return "" if item.could_carry is False else f": {_decided(claim.gate, is_own=item.own_decision)}"


def _decided(gate: Gate, *, is_own: bool) -> str:
    return GATES[gate] if is_own or gate is Gate.CLOSED else ANOTHER_DECIDES


def no_way(need: RoutesOfNeed, claim: ClaimGate) -> str:
    """Say why a claim stands under no route."""
    if claim in need.without_route:
        return f"deze wet heeft in het domein {need.domain} geen weg"
    return "nog niet bekend langs welke weg"


def instead(need: RoutesOfNeed) -> str:
    """Say where to turn when a route is barred: first what is in view, then what is still to be looked into."""
    route = {item.route: item for item in need.routes}
    said = [f"Niet langs: {', '.join(route[name].title for name in need.barred)}."]
    for could_carry, words in ((True, "Wel in beeld"), (None, "Nog te onderzoeken")):
        other = [route[name].title for name in need.instead if route[name].could_carry is could_carry]
        if other:
            said.append(f"{words}: {', '.join(other)}.")
    return " ".join(said)


def route_state(item: RouteOfNeed) -> str:
    """Say whether a law could carry a need, whether it was asked for, and whether somebody sees it otherwise."""
    asked = "; gevraagd" if item.claims else ""
    disputed = " (hier zijn we het niet over eens)" if item.is_disputed else ""
    return f"{ROUTES[item.could_carry]}{disputed}{asked}"


def _wrapped(text: str, indent: str = "    ") -> Iterator[str]:
    yield from wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _alternative(item: Weighed, rule_set: RuleSet, elsewhere: Container[str]) -> Iterator[str]:
    advice = advice_word(item.advice, rule_set)
    law = GATES[item.law] if item.claims else NOTHING_ASKED
    yield f"Alternatief {item.id} ({item.kind}): {law}; advies: {advice}"
    for claim in item.claims:
        yield f"    {claim.id}: {_decided(claim.gate, is_own=claim.id not in elsewhere)}"
    if item.input:
        yield f"    eigen inbreng en netwerk: {', '.join(offered.support for offered in item.input)}"
    for goal in item.goals:
        yield f'    doel {goal.domain}: "{goal.own_words}" ({goal.said_by}): {DIRECTIONS[goal.direction]}'
        for said in told(goal, {})[1:]:
            yield from _wrapped(said, "      ")
    if item.dominated_by:
        yield f"    nergens beter dan: {', '.join(item.dominated_by)}"
    if item.returns is not None:
        yield from _money(item.returns, {code: law_word(code, rule_set) for code in law_names(rule_set)})


def _money(returns: Returns, laws: Laws) -> Iterator[str]:
    for year in returns.years:
        yield f"    {year.year}"
        yield from _parties(year.parties)
        yield f"      gemeente samen: {amount_said(year.municipality_together)}"
        yield f"      totaal: {amount_said(year.total)}"
    yield f"    twee jaar, gemeente samen: {amount_said(returns.two_years.municipality_together)}"
    for apart in returns.apart:
        yield f"    {apart.nature}, twee jaar, als het zeker was (telt nergens bij op):"
        both = apart.if_certain
        is_gain = apart.nature is Nature.GAIN  # told by who gets it, everything else by who pays
        yield from _parties(both.gainers.two_years.gainers if is_gain else both.payers.two_years.parties)
        yield f"      naar de kans: {amount_said(apart.expected.payers.two_years.total)}"
    for line in returns.lines:
        if line.claim is None:
            yield from _wrapped(f"{line.what}: {'; '.join(source_said(line))}")
        if line.break_even is not None:
            yield from _wrapped(f"kans onbekend; {break_even_said(line.break_even, line.nature)}", "      ")
    for flag in returns.flags:
        yield from _wrapped(f"let op: {flag_said(flag, returns, laws)}")
    for said in gaps_said(returns):
        yield from _wrapped(f"ontbreekt: {said}")


def _parties(parties: Iterable[PartyAmount | Gain]) -> Iterator[str]:
    for party in parties:
        yield f"      {party.party}{f' {party.law}' if party.law else ''}: {amount_said(party.amount)}"


def decision_text(decision: Decision, number: int, judged: Iterable[str]) -> Iterator[str]:
    """Write a sealed decision for people; `judged` tells own judgement, choice and advice apart."""
    yield f"Record {number}: besluit over {decision.case} op {show_date(decision.on)}, keuze {decision.chosen}."
    yield from _said(judged)
    for part, budget in zip(decision.part_decisions, budgets_shown(decision), strict=True):
        yield f"  {part.law}: door {part.decider.name} ({part.decider.function}), {show_cents(budget.cents)}"
        if budget.conditional_cents:
            yield f"      waarvan onder voorwaarde {show_cents(budget.conditional_cents)}"
        for claim in part.claims:
            yield f"      {claim.claim}: {claim.result}. {claim.reasons}"
    for wish in decision.not_granted:
        yield f"  niet toegekend: {wish.what}. {wish.reasons}"
    if decision.resident_view is not None:
        yield f"  zienswijze: {decision.resident_view}"


_OUTCOMES = {
    Outcome.SAME: "gelijk",
    Outcome.TEXT: "gelijk, alleen een tekst leest anders",
    Outcome.DIFFERENT: "anders",
    Outcome.REFUSED: "niet opnieuw doorgerekend",
}


def replay_text(replays: Iterable[Replay]) -> Iterator[str]:
    """Write for people what came of working records out again."""
    for replay in replays:
        yield f"Record {replay.number}: {_OUTCOMES[replay.outcome]}."
        for item in replay.differences:
            was = "" if item.sealed is None else f" verzegeld {item.sealed};"
            yield f"  {item.place}:{was} nu {item.found}"
