"""A draft as the plain form of a case file and of a decision file: what the readers of `files` take.

Typed texts become what a file holds where they can be read; what cannot be read goes through as it was
typed, so that its reader names it at its place. Two options fill themselves until somebody says what is
in them: nothing changes, and the usual route.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from budget_engine.answer import Provenance
from budget_engine.case import AlternativeKind, Direction
from budget_engine.drafts import typed
from budget_engine.drafts.entry import EXISTS, Draft, Entry, Field, Given, joined
from budget_engine.glossary import UNKNOWN, WORDS
from budget_engine.language.fact import Kind
from budget_engine.language.rule_set import RuleSet
from budget_engine.rooms import person_and_law
from budget_engine.values import parse_cents, print_cents

Plain: TypeAlias = "dict[str, Any]"

MATTER, DECISION, TALK, GOALS = "zaak", "besluit", "gesprek", "doelen"
"""Places of a draft beside its lists of parts: the case as a whole, the decision, the talk and the goals."""

AFTER = "na"
"""The place of what is being typed about a sealed decision; it is no part of the case."""

OTHERS = WORDS["seen_otherwise"]
"""The list of those who see a goal otherwise, under the goal in an alternative."""

PARTS = tuple(WORDS[name] for name in ("persons", "needs", "support", "solutions", "claims", "alternatives"))
"""The lists of a case whose parts have a name of their own."""

ROOMS, SEEN_BY, CHECKS = WORDS["rooms"], WORDS["seen_by"], WORDS["checks"]
CUSTODY = WORDS["custody"]
"""What is kept of each room: who may see it, who was shown it, and of a person who has custody."""

DAYS = "evaluatie"
TALK_DAY = joined(TALK, "datum")
SEALED = (MATTER, GOALS, *PARTS, ROOMS, "afwijkingen", DECISION)
SEALED_FIELDS = ("gemeente", TALK_DAY)
"""What of a dossier comes into a case or a decision, and so into a record: all under these places, and these
fields. Notes, a safety note and what is typed after sealing never do."""
FACTS, VALUE = "feiten", "waarde"

ALWAYS: Mapping[str, AlternativeKind] = {
    "niets-verandert": AlternativeKind.NOTHING_CHANGES,
    "gewone-route": AlternativeKind.USUAL_ROUTE,
    "eigen-plan": AlternativeKind.OWN_PLAN,
}
"""The alternatives that every dossier has from the start, by their names."""

KIND_OF_FIELD: Mapping[str, Kind] = {
    **dict.fromkeys(("laag", "waarschijnlijk", "hoog", "prijs", "bedrag"), Kind.AMOUNT),
    **dict.fromkeys(
        ("op", "start", "van", "tot", "brondatum", "vastgelegd_op", "datum", "evaluatie"), Kind.DATE
    ),
    **dict.fromkeys(("aantal", "plaats"), Kind.NUMBER),
    "kans_laag": Kind.SHARE,
    "kans_waarschijnlijk": Kind.SHARE,
    "kans_hoog": Kind.SHARE,
}
"""How the fields that are no facts are typed, by their last step; all others are plain text."""


def kind_at(field: Field, rule_set: RuleSet) -> Kind:
    """Give the kind of value that a field holds: by its declaration where it is a fact."""
    *_, facts, name, _, last = ("", "", "", *field.split("/"))
    if facts == FACTS:
        declared = rule_set.fact.get(name) if last == VALUE else None
        return KIND_OF_FIELD.get(last, Kind.TEXT) if declared is None else declared.kind
    if field.startswith(PARTS[2]) or last == DAYS:
        return Kind.TEXT  # the `van` of support is a person, not a day; days stand one a line
    return KIND_OF_FIELD.get(last, Kind.TEXT)


def is_sealed(field: Field) -> bool:
    """Tell whether what is written in a field is sealed with the dossier, so that a change of it counts.

    >>> is_sealed("personen/sem/naam"), is_sealed("veiligheidsnotitie/sem"), is_sealed("gesprek/notities")
    (True, False, False)
    """
    return field in SEALED_FIELDS or field.partition("/")[0] in SEALED


def makes_case(field: Field) -> bool:
    """Tell whether what is written in a field comes into the case; what is not sealed and the decision never do.

    >>> makes_case("personen/sem/naam"), makes_case("besluit/reden"), makes_case("gesprek/notities")
    (True, False, False)
    """
    return is_sealed(field) and field.partition("/")[0] != DECISION


def case_plain(draft: Draft, rule_set: RuleSet) -> Plain:
    """Give the case that a draft makes so far, in the form of a case file."""
    tree = _Tree(draft, rule_set)
    plain: Plain = {"vorm": "1", "id": draft.case, "gemeente": draft.text("gemeente")}
    plain[MATTER] = tree.group(MATTER)
    for place in PARTS:
        plain[place] = [{"id": name, **tree.group(joined(place, name))} for name in draft.parts(place)]
    for part in plain["alternatieven"]:
        _complete(part, tree, plain["aanspraken"])
    plain["afwijkingen"] = tree.rows("afwijkingen")
    plain[ROOMS] = [_room(tree, room) for room in rooms_written(draft)]
    return plain


def place_of_room(room: str) -> Field:
    """Give the place of what is kept of a room: a slash in its name would be a step."""
    return joined(ROOMS, room.replace("/", "."))


def rooms_written(draft: Draft) -> list[str]:
    """Name the rooms of people who are there of which something is kept, in the order in which they were written."""
    names = dict.fromkeys(field.split("/")[1].replace(".", "/") for field in draft.under(ROOMS))
    people = draft.parts(PARTS[0])
    return [
        room
        for room in names
        if person_and_law(room)[0] in people
        and (
            any(draft.parts(joined(place_of_room(room), kind)) for kind in (SEEN_BY, CHECKS))
            or _has_custody(draft, room)
        )
    ]


def _has_custody(draft: Draft, room: str) -> list[str]:
    """List who of those who are there was named to have custody of whom a room is about."""
    people = draft.parts(PARTS[0])
    return [who for who in draft.chosen(joined(place_of_room(room), CUSTODY)) if who in people]


def _room(tree: "_Tree", room: str) -> Plain:
    person, law = person_and_law(room)
    own: Plain = {"persoon": person} if law is None else {"persoon": person, "wet": law}
    custody = _has_custody(tree.draft, room)
    own.update({CUSTODY: custody} if custody else {})
    return {**own, **{kind: tree.rows(joined(place_of_room(room), kind)) for kind in (SEEN_BY, CHECKS)}}


def decision_plain(draft: Draft, rule_set: RuleSet) -> Plain:
    """Give the decision that a draft makes so far, in the form of a decision file."""
    tree = _Tree(draft, rule_set)
    plain = {"vorm": "1", "zaak": draft.case, **tree.group(DECISION)}
    place = joined(DECISION, "deelbesluiten")
    plain["deelbesluiten"] = [_part_decision(tree, law) for law in draft.parts(place)]
    plain["niet_toegekend"] = tree.rows(joined(DECISION, "niet_toegekend"))
    return plain


def _part_decision(tree: "_Tree", law: str) -> Plain:
    place = joined(DECISION, "deelbesluiten", law)
    part = {"wet": law, **tree.group(place)}
    for field in ("voorwaarden", "evaluatie"):
        if isinstance(part.get(field), str):
            lines = [line.strip() for line in part[field].splitlines() if line.strip()]
            part[field] = [_read(KIND_OF_FIELD.get(field, Kind.TEXT), line) for line in lines]
    part["aanspraken"] = []
    for claim in tree.draft.parts(joined(place, "aanspraken")):
        own = joined(place, "aanspraken", claim)
        lines = [_priced(line) for line in tree.rows(joined(own, "regels"))]
        part["aanspraken"].append({"aanspraak": claim, **tree.group(own), "regels": lines})
    return part


def answer_numbers(draft: Draft, place: Field, fact: str) -> list[str]:
    """List the numbers of the answers to a fact that say something, the earliest first."""
    start = joined(place, FACTS, fact)
    numbers = {field[len(start) + 1 :].split("/")[0] for field in draft.under(start)}
    return sorted((n for n in numbers if draft.text(joined(start, n, VALUE)).strip()), key=int)


def _priced(line: Plain) -> Plain:
    """Work the amount of a budget line out, so that nobody types a product."""
    rest = {name: value for name, value in line.items() if name != "bedrag"}
    try:
        cents = int(line["aantal"]) * parse_cents(line["prijs"])
    except (KeyError, ValueError, TypeError):
        return rest
    return {**rest, "bedrag": print_cents(cents)}


def _complete(part: Plain, tree: "_Tree", claims: list[Plain]) -> None:
    """Fill in what an alternative has by itself: its kind, its claims, the goals and the preferences."""
    name = part["id"]
    place = joined(WORDS["alternatives"], name)
    part.setdefault("soort", str(AlternativeKind.VARIANT))
    if tree.draft.entry(joined(place, WORDS["claims"])) is None:
        part[WORDS["claims"]] = proposed_claims(AlternativeKind(part["soort"]), claims)
    lines = [_with_chance(line) for line in tree.rows(joined(place, WORDS["returns"]))]
    part[WORDS["returns"]] = [_without_nobody(line) for line in lines]
    part[WORDS["preference"]] = tree.rows(joined(place, WORDS["preference"]))
    part[GOALS] = [_goal(tree, number, joined(place, GOALS, number)) for number in tree.draft.parts(GOALS)]


def _goal(tree: "_Tree", number: str, place: Field) -> Plain:
    """Give a goal as it stands in an alternative; until somebody says how it turns out, it was not discussed."""
    goal = {
        WORDS["direction"]: str(Direction.NOT_DISCUSSED),
        **tree.group(joined(GOALS, number)),
        **tree.group(place),
    }
    others = tree.rows(joined(place, OTHERS))
    return {**goal, OTHERS: others} if others else goal


def proposed_claims(kind: AlternativeKind, claims: list[Plain]) -> list[str]:
    """Say which claims two alternatives hold by themselves; the others hold none until somebody says so.

    Nothing changes: what runs now. The usual route: what is given in kind, the first claim for each need
    under each law.
    """
    match kind:
        case AlternativeKind.NOTHING_CHANGES:
            return [claim["id"] for claim in claims if _answer(claim, "lopend") == "ja"]
        case AlternativeKind.USUAL_ROUTE:
            first: dict[tuple[str, str], str] = {}
            for claim in claims:
                if _answer(claim, "vorm") == "natura":
                    first.setdefault((str(claim.get("vraag")), str(claim.get("wet"))), claim["id"])
            return list(first.values())
        case AlternativeKind.OWN_PLAN | AlternativeKind.VARIANT:
            return []


def _answer(part: Plain, fact: str) -> str | None:
    answers = part.get(FACTS, {}).get(fact)
    return answers[-1].get(VALUE) if answers else None


def _with_chance(line: Plain) -> Plain:
    ends = {end: line[f"kans_{end}"] for end in ("laag", "waarschijnlijk", "hoog") if f"kans_{end}" in line}
    rest = {name: value for name, value in line.items() if not name.startswith("kans_")}
    return {**rest, "kans": ends} if ends else rest


def _without_nobody(line: Plain) -> Plain:
    """Leave out an account without a party: a law alone is nobody."""
    empty = [
        name
        for name in ("betaler", "baathebber")
        if isinstance(line.get(name), dict) and not line[name].get("partij")
    ]
    return {name: value for name, value in line.items() if name not in empty}


class _Tree:
    """The fields of a draft by their place."""

    def __init__(self, draft: Draft, rule_set: RuleSet) -> None:
        self.draft = draft
        self.rule_set = rule_set
        self.days = tuple(_talk_days(draft))

    def group(self, place: Field) -> Plain:
        """Give the fields directly under a place, its facts, and groups of fields such as a payer."""
        found: Plain = {}
        answers: dict[str, dict[int, Plain]] = {}
        for field in self.draft.under(place):
            given = self.draft.given(field)
            if not given or (isinstance(given, str) and not given.strip()):
                continue
            steps = field[len(place) + 1 :].split("/")
            if steps[0] == FACTS:
                self._add_answer(answers, steps[1:], self._read(field, given))
            elif len(steps) == 1 and steps[0] != EXISTS:
                found[steps[0]] = self._read(field, given)
            elif steps[0] in _GROUPS:
                found.setdefault(steps[0], {})[steps[1]] = self._read(field, given)
        facts = {name: self._in_order(place, name, numbered) for name, numbered in answers.items()}
        known = {name: listed for name, listed in facts.items() if listed}
        return {**found, FACTS: known} if known else found

    def rows(self, place: Field) -> list[Plain]:
        """Give the numbered groups under a place that are there."""
        return [self.group(joined(place, number)) for number in self.draft.parts(place)]

    def _read(self, field: Field, given: Given) -> Any:
        if not isinstance(given, str):
            return list(given or ())
        return _read(kind_at(field, self.rule_set), given)

    @staticmethod
    def _add_answer(answers: dict[str, dict[int, Plain]], steps: list[str], given: Any) -> None:
        name, number, *inside = steps
        answer = answers.setdefault(name, {}).setdefault(int(number), {})
        *groups, last = inside
        for group in groups:
            answer = answer.setdefault(group, {})
        answer[last] = given

    def _in_order(self, place: Field, name: str, answers: dict[int, Plain]) -> list[Plain]:
        found = []
        for number in sorted(answers):
            answer = answers[number]
            entry = _since(self.draft, joined(place, FACTS, name, str(number), VALUE))
            if entry is not None and answer.get(VALUE):  # as `answer_numbers` counts them
                found.append({**self._provenance(name, entry, answer), **answer})
        return found

    def _provenance(self, fact: str, entry: Entry, answer: Plain) -> Plain:
        """Say how we know an answer when nobody said otherwise: told in the talk; a judgement is the writer's."""
        known: Plain = {"vastgelegd_op": entry.at[:_DAY]}
        if "herkomst" in answer:
            return known
        day = self.talk_day(entry.number)
        if day is not None:
            known["op"] = day
        declared = self.rule_set.fact.get(fact)
        if declared is not None and declared.is_judgement and answer[VALUE] != UNKNOWN:
            return {**known, "herkomst": str(Provenance.JUDGEMENT), "door": entry.written_by}
        return {**known, "herkomst": str(Provenance.OWN_STATEMENT)}

    def talk_day(self, number: int) -> str | None:
        """Give the day of the talk that an entry belongs to: the last one named before it, else the first."""
        before = [day for named, day in self.days if named < number]
        return before[-1] if before else self.days[0][1] if self.days else None


def _since(draft: Draft, field: Field) -> Entry | None:
    """Give the entry since which a field says what it says: saying it again does not make it of later."""
    found = None
    for entry in reversed(draft.written_in(field)):
        if found is not None and entry.given != found.given:
            break
        found = entry
    return found


_GROUPS = frozenset({"betaler", "baathebber", "beslisser", "tweede_persoon", "eigen_inschatting"})
_DAY = 10  # characters of a day at the start of a moment


def _talk_days(draft: Draft) -> Iterator[tuple[int, str]]:
    """Walk the days of the talks with the entry from which each counts.

    A day that is typed again on the day itself mends the slip; on a later day it is another talk.
    """
    found: dict[str, tuple[int, str]] = {}
    for entry in draft.written_in(TALK_DAY):
        if isinstance(entry.given, str) and entry.given.strip():
            try:
                day = typed.canonical(Kind.DATE, entry.given)
            except ValueError:
                continue
            number, _ = found.get(entry.at[:_DAY], (entry.number, ""))
            found[entry.at[:_DAY]] = (number, day)
    yield from found.values()


def _read(kind: Kind, text: str) -> str:
    try:
        return typed.canonical(kind, text)
    except ValueError:
        return text
