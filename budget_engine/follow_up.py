"""What is still to be done about a sealed decision: to be sent, to be objected to until, to be looked back at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from budget_engine.afterwards import (
    Channel,
    Evaluation,
    Event,
    OnePart,
    Sending,
    evaluations,
    objection_until,
    parts_in,
    sent,
    told_until,
)
from budget_engine.case import Case
from budget_engine.decision import GIVES, Decision
from budget_engine.drafts.labels import capital, law_word
from budget_engine.facts import facts_of
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import show_date

_EARLY = timedelta(days=31)
"""A month: a talk that is held so long before the agreed day is that talk, earlier; before that it is another one."""

CHANNELS: Mapping[Channel, str] = {
    Channel.POST: "met de gewone post",
    Channel.REGISTERED: "aangetekend",
    Channel.MESSAGE_BOX: "via de Berichtenbox",
    Channel.SECURE_MAIL: "met beveiligde e-mail",
    Channel.HANDED_OVER: "in handen gegeven",
}


@dataclass(frozen=True)
class SealedPart:
    """A part-decision about one person as it was sealed, with what law and person are called."""

    part: OnePart
    law: str
    person: str
    decided_on: date
    evaluate_on: tuple[date, ...]
    is_granted: bool
    told_until: date | None
    """Until when objection is possible by the day of sending that was sealed, and so by what the letter says."""

    @property
    def called(self) -> str:
        """Say what it is and about whom."""
        return f"{self.law} voor {self.person}"


@dataclass(frozen=True)
class FollowUp:
    """How it stands with a part-decision: sent, until when objection is possible, and looked back at."""

    of: SealedPart
    sent: tuple[Event, Sending] | None
    objection_until: date | None
    looked_back: tuple[tuple[Event, Evaluation], ...]

    @property
    def is_told_otherwise(self) -> bool:
        """Tell whether the letter names another last day for objection than the day of sending gives."""
        known = (self.objection_until, self.of.told_until)
        return None not in known and self.objection_until != self.of.told_until

    @property
    def evaluate_on(self) -> date | None:
        """Give the first agreed day on which people did not look back yet.

        Looking back does for the days up to its own; where there are none, for the next one if that was near.
        """
        left = self.of.evaluate_on
        for day in sorted(what.day for _, what in self.looked_back):
            later = tuple(agreed for agreed in left if agreed > day)
            is_early = bool(left) and later == left and left[0] <= day + _EARLY
            left = later[1:] if is_early else later
        return left[0] if left else None


@dataclass(frozen=True)
class Left:
    """Something that is still to come, with its day and the days that are left where it has one."""

    text: str
    day: date | None = None
    days_left: int | None = None


def sealed_parts(case: Case, decision: Decision, rule_set: RuleSet) -> tuple[SealedPart, ...]:
    """Give every part-decision by person, in the order of the decision."""
    told = told_until(rule_set, facts_of(case, rule_set, decision.on))
    names = _names_apart((person.id, person.name or person.id) for person in case.persons)
    of_law = {part.law: part for part in decision.part_decisions}
    needs = {need.id: need.person for need in case.needs}
    person_of = {claim.id: needs[claim.need] for claim in case.claims}
    return tuple(
        SealedPart(
            part,
            capital(law_word(part.law, rule_set)),
            names.get(part.person, part.person),
            decision.on,
            tuple(sorted(of_law[part.law].evaluation)),
            any(
                item.result in GIVES
                for item in of_law[part.law].claims
                if person_of[item.claim] == part.person
            ),
            told,
        )
        for part in parts_in(case, decision)
    )


def _names_apart(called: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Give everybody a name that nobody else has: of people who are called the same the second gets a number.

    >>> _names_apart([("sem", "Sem"), ("sem-2", "Sem"), ("noor", "Noor")])
    {'sem': 'Sem', 'sem-2': 'Sem (2)', 'noor': 'Noor'}
    """
    found: dict[str, str] = {}
    for person, name in called:
        free = (name if place == 1 else f"{name} ({place})" for place in count(1))
        found[person] = next(item for item in free if item not in found.values())
    return found


def follow_ups(
    parts: Iterable[SealedPart], events: tuple[Event, ...], rule_set: RuleSet
) -> tuple[FollowUp, ...]:
    """Lay what happened beside each part-decision."""
    found = []
    for item in parts:
        known = sent(events, item.part)
        until = None if known is None else objection_until(rule_set, known[1].day)
        found.append(FollowUp(item, known, until, evaluations(events, item.part)))
    return tuple(found)


def left(found: Iterable[FollowUp], today: date) -> tuple[Left, ...]:
    """Give what is still to come of a sealed decision: what has no day first, then the first day first."""
    listed = tuple(found)
    unsent = [item.of.called for item in listed if item.sent is None]
    lines = [Left(f"Vastgesteld, nog niet verzonden: {', '.join(unsent)}")] if unsent else []
    dated: dict[tuple[date, str], list[str]] = {}
    for item in listed:
        if item.objection_until is not None and item.objection_until >= today:
            dated.setdefault((item.objection_until, "bezwaar tegen"), []).append(item.of.called)
        if item.evaluate_on is not None:
            dated.setdefault((item.evaluate_on, "terugkijken op"), []).append(item.of.called)
    return (
        *lines,
        *(
            Left(f"{what} {', '.join(called)}", day, (day - today).days)
            for (day, what), called in sorted(dated.items())
        ),
    )


def still_open(found: Mapping[int, tuple[FollowUp, ...]], today: date) -> Mapping[int, tuple[FollowUp, ...]]:
    """Give by record, the earliest first, what is still open of all but the last record of one dossier.

    That is what was not sent, also not anew by a later record, and what can still be objected to.
    """
    listed, result = list(found.items()), {}
    for place, (record, items) in enumerate(listed[:-1]):
        sent_later = {
            item.of.part for _, later in listed[place + 1 :] for item in later if item.sent is not None
        }
        result[record] = tuple(
            item
            for item in items
            if (item.sent is None and item.of.part not in sent_later)
            or (item.objection_until is not None and item.objection_until >= today)
        )
    return {record: items for record, items in result.items() if items}


def left_of_all(
    found: Mapping[int, tuple[FollowUp, ...]], unreadable: Mapping[int, str], today: date
) -> tuple[Left, ...]:
    """Give what is still to come of all records of one dossier, the last one last; of earlier ones it is said which.

    `unreadable` says of records why they cannot be read: what is still open of them cannot be known.
    """
    lines = [
        Left(f"Record {record} kan niet worden gelezen. Wat daarvan nog open staat, is niet te zien. {why}")
        for record, why in unreadable.items()
    ]
    lines += [line for items in list(found.values())[-1:] for line in left(items, today)]
    for record, items in still_open(found, today).items():
        unsent = [item.of.called for item in items if item.sent is None]
        if unsent:
            lines.append(
                Left(f"Eerder vastgesteld (record {record}), nog niet verzonden: {', '.join(unsent)}")
            )
        lines += [
            Left(f"bezwaar tegen {item.of.called} (record {record})", until, (until - today).days)
            for item in items
            if (until := item.objection_until) is not None and until >= today
        ]
    return tuple(sorted(lines, key=lambda line: (line.day is not None, line.day or date.min)))


# --- texts to copy -----------------------------------------------------------------------------------------


def case_system_lines(found: Iterable[FollowUp], case: str, record: int) -> str:
    """Write one line per part-decision, as it can be copied into another system."""
    return "\n".join(
        "; ".join(
            (
                case,
                item.of.called,
                f"besluit van {show_date(item.of.decided_on)}",
                f"record {record}",
                "nog niet verzonden" if item.sent is None else _sent(item.sent[1]),
                *(
                    ()
                    if item.objection_until is None
                    else (f"bezwaar tot en met {show_date(item.objection_until)}",)
                ),
            )
        )
        for item in found
    )


def file_note(found: Iterable[FollowUp], case: str, record: int, kept: str) -> str:
    """Write a note for the file: what was decided, sent and agreed, and by which record it can be checked."""
    listed = tuple(found)
    lines = [f"Zaak {case}. Vastgesteld als record {record}, kop {kept}."]
    for item in listed:
        how = "nog niet verzonden" if item.sent is None else _sent(item.sent[1])
        lines.append(f"{item.of.called}: besluit van {show_date(item.of.decided_on)}, {how}.")
        if item.objection_until is not None:
            lines.append(f"Bezwaar kan tot en met {show_date(item.objection_until)}.")
        lines += [
            f"Geëvalueerd op {show_date(what.day)} met {', '.join(what.present)}: {what.agreed}."
            + (f" {what.agreement}" if what.agreement else "")
            for _, what in item.looked_back
        ]
        if item.evaluate_on is not None:
            lines.append(f"Evaluatie op {show_date(item.evaluate_on)}.")
    return "\n".join(lines)


def _sent(sending: Sending) -> str:
    return f"verzonden op {show_date(sending.day)}, {CHANNELS[sending.channel]}"
