"""What the engine refuses, told in the words of a screen: no ids, no codes (second look, point 26)."""

import re
from collections.abc import Mapping

from budget_engine.decision import INTENDED, Result
from budget_engine.decision_checks import HEADING
from budget_engine.drafts.called import gone
from budget_engine.drafts.labels import ALTERNATIVES, RESULTS, law_word, question_of
from budget_engine.glossary import UNKNOWN
from budget_engine.reason import Mended, Named, Reason, Sort
from ui.session import Here

_WORDS_OF_THE_FILES: tuple[tuple[str, str], ...] = (
    ("het gekozen alternatief", "de gekozen variant"),
    ("Het alternatief", "De variant"),
    ("alternatief", "variant"),
    ("aanspraak", "aanvraag"),
    ("Aanspraak", "Aanvraag"),
    ("een aandachtspunt of een andere bevinding veranderen", "iets veranderen bij Let op"),
    ("een bevinding veranderen", "iets veranderen bij Let op"),
    (
        "Zet het voornemen in de zaak gelijk en beoordeel opnieuw.",
        "Kies bij deze aanvraag ‘Toets opnieuw met deze uitkomst’.",
    ),
)

_CODES: Mapping[str, str] = {
    **{code: word.lower() for code, word in RESULTS.items()},
    **{str(kind): word for kind, word in ALTERNATIVES.items()},
    **{code: code.replace("_", " ") for code in INTENDED.values()},
    INTENDED[Result.ENDED]: "beëindigen",
    "nog_open": "nog niet bepaald",
    UNKNOWN: "nog niet bekend",
}

PAGE_OF: Mapping[Mended, str] = {
    Mended.DECISION: "besluit",
    Mended.JUDGEMENT: "inschatting",
    Mended.ADVICE: "weging",
    Mended.ANSWERS: "feiten",
    Mended.OPTIONS: "mogelijkheden",
    Mended.FINDINGS: "letop",
}
"""The page on which a reason can be taken away."""

_QUOTED = re.compile("'([^']+)'")


def told(here: Here, reason: Reason | str) -> str:
    """Tell a reason as a colleague would."""
    if isinstance(reason, str):
        return in_words(reason)
    away = _away(here, reason)
    if away is not None:
        return f"‘{away}’ is weggehaald. Zet het terug, of haal het uit het besluit."
    plain = Reason(in_words(reason.sentence.removeprefix(HEADING)), reason.named)
    return plain.told(lambda named: _called(here, named))


def _away(here: Here, reason: Reason) -> str | None:
    """Name the first part that a reason is about and that was taken away, or None."""
    gone_now = gone(here.draft, here.view.rule_set)
    parts = (named for named in reason.named.values() if isinstance(named, Named) and named.sort is Sort.PART)
    return next((gone_now[name] for named in parts for name in named.names if name in gone_now), None)


def in_words(text: str) -> str:
    """Put the words of the screen in the place of those of the files, in a sentence of the engine."""
    for theirs, ours in _WORDS_OF_THE_FILES:
        text = text.replace(theirs, ours)
    return text.replace("'{", "‘{").replace("}'", "}’")


def problem(here: Here, text: str) -> str:
    """Tell what is wrong with a field; the parts of the case it names between quotes get their labels."""
    away = gone(here.draft, here.view.rule_set)
    named = _QUOTED.search(text)
    if named is not None and named[1] in away:
        return f"‘{away[named[1]]}’ is weggehaald. Kies iets anders, of zet het terug."
    return _QUOTED.sub(lambda found: f"‘{here.labels.get(found[1], found[1])}’", in_words(text))


def _called(here: Here, named: Named) -> str:
    rule_set = here.view.rule_set
    match named.sort:
        case Sort.PART:
            return "; ".join(here.labels.get(name, name) for name in named.names)
        case Sort.FACT:
            return "; ".join(question_of(rule_set.fact[name]) for name in named.names)
        case Sort.RULE:
            texts = {finding.rule: finding.text for finding in here.view.weighing.assessment.findings}
            return "; ".join(texts.get(name, name) for name in named.names)
        case Sort.LAW:
            return "; ".join(law_word(name, rule_set) for name in named.names)
        case Sort.CODE:
            return "; ".join(_CODES.get(name, name) for name in named.names)
