"""What makes a text hard to read: the remarks, each at its place, and a few figures beside them.

No figure is added to another, and none becomes a mark or a level: a list of words and sentences to look at again
is what a writer can use. Sense and truth are not seen.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from budget_engine.glossary import Noun, YesNo
from budget_engine.language.jargon import JargonWord, words_in_use
from budget_engine.readable.flesch_douma import flesch_douma, syllables
from budget_engine.readable.frequency import Frequency
from budget_engine.readable.passive import passive
from budget_engine.readable.splitting import Piece, Split, Word

LONG = 20
"""Words: a sentence with more is called long. Our own choice: style guides of municipalities ask for 15 at most."""

RARE = 30
"""Zipf in tenths: a word below it is rare, met less than once in a million words (Van Heuven and others, 2014)."""

SHORT_WORD = 5
"""Letters: a shorter word is never called rare. Our own choice: short rare words are mostly names and codes."""


class RemarkKind(StrEnum):
    """What a remark is about."""

    LONG_SENTENCE = "lange zin"
    JARGON = "vakwoord"
    RARE_WORD = "zeldzaam woord"
    PASSIVE = "lijdende vorm"


class Sentence(Noun):
    """One sentence, heading or item of a list; places count characters from the start of the text."""

    number: int
    line: int
    begins: int
    ends: int
    text: str
    word_count: int


class Remark(Noun):
    """One place that could be easier, with the words that stand there."""

    kind: RemarkKind
    sentence: int
    line: int
    begins: int
    ends: int
    text: str
    word_count: int | None = None
    jargon: str | None = None
    plain: str | None = None
    explained: str | None = None
    zipf_tenths: int | None = None


class Readability(Noun):
    """All that was found in a text."""

    sentences: tuple[Sentence, ...]
    remarks: tuple[Remark, ...]
    word_count: int
    longest: int
    mean_tenths: int
    is_frequency_measured: YesNo
    flesch_douma_tenths: int | None = None

    def counted(self) -> Mapping[RemarkKind, int]:
        """Count the remarks of each kind."""
        found = Counter(remark.kind for remark in self.remarks)
        return {kind: found[kind] for kind in RemarkKind}

    def remarks_by_sentence(self) -> Mapping[int, list[Remark]]:
        """Give the remarks on each sentence that has any, by its number."""
        found: dict[int, list[Remark]] = {}
        for remark in self.remarks:
            found.setdefault(remark.sentence, []).append(remark)
        return found


@dataclass(frozen=True)
class _Known:
    """What words are laid beside."""

    jargon: Mapping[str, tuple[tuple[tuple[str, ...], JargonWord], ...]]
    names: frozenset[str]
    frequency: Frequency | None


def readability(
    text: str,
    jargon: Iterable[JargonWord],
    on: date,
    names: Collection[str] = (),
    *,
    frequency: Frequency | None,
) -> Readability:
    """Measure a text beside the words of the trade that are on the list on a day.

    `names` are of people and places: no part of one is called rare. Without a `frequency` no word is.
    """
    split = Split(text)
    known = _Known(_by_first_word(words_in_use(jargon, on)), _names(names, split), frequency)
    sentences = tuple(_sentences(split))
    remarks = [
        remark
        for piece, sentence in zip(split.pieces, sentences, strict=True)
        for remark in sorted(
            _remarks(piece, sentence, split, known), key=lambda item: (item.begins, -item.ends)
        )
    ]
    count = sum(sentence.word_count for sentence in sentences)
    spoken = [word.text for piece in split.pieces for word in piece.words if word.is_of_letters]
    return Readability(
        sentences=sentences,
        remarks=tuple(remarks),
        word_count=count,
        longest=max((sentence.word_count for sentence in sentences), default=0),
        mean_tenths=_rounded(10 * count, len(sentences)),
        is_frequency_measured=frequency is not None,
        flesch_douma_tenths=flesch_douma(len(sentences), len(spoken), sum(map(syllables, spoken))),
    )


def _rounded(total: int, number: int) -> int:
    """Divide, halves upwards; nothing gives 0."""
    return (2 * total + number) // (2 * number) if number else 0


def _sentences(split: Split) -> Iterator[Sentence]:
    for number, piece in enumerate(split.pieces, start=1):
        yield Sentence(
            number=number,
            line=split.line(piece.begins),
            begins=piece.begins,
            ends=piece.ends,
            text=" ".join(split.text[piece.begins : piece.ends].split()),
            word_count=len(piece.words),
        )


def _names(given: Collection[str], split: Split) -> frozenset[str]:
    """Gather what is a name: what was given, and what has a capital inside a sentence anywhere in the text."""
    told = (part.lower() for name in given for part in name.replace("’", "'").split())
    seen = (
        word.small
        for piece in split.pieces
        for word in piece.words
        if word.has_capital and not word.opens_sentence
    )
    return frozenset([*told, *seen])


def _by_first_word(
    words: Iterable[JargonWord],
) -> Mapping[str, tuple[tuple[tuple[str, ...], JargonWord], ...]]:
    """Give the forms to look for by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], JargonWord]]] = {}
    for item in words:
        for form in item.met_as:
            parts = tuple(part.rstrip(".") for part in form.replace("’", "'").split())
            found.setdefault(parts[0], []).append((parts, item))
    return {first: tuple(sorted(forms, key=lambda pair: -len(pair[0]))) for first, forms in found.items()}


def _remarks(piece: Piece, sentence: Sentence, split: Split, known: _Known) -> Iterator[Remark]:
    def remark(kind: RemarkKind, first: Word, last: Word, **more: object) -> Remark:
        return Remark.model_validate({
            "kind": kind, "sentence": sentence.number, "line": split.line(first.begins), "begins": first.begins,
            "ends": last.ends, "text": " ".join(split.text[first.begins : last.ends].split()), **more,
        })  # fmt: skip

    words = piece.words
    if len(words) > LONG:
        yield remark(RemarkKind.LONG_SENTENCE, words[0], words[-1], word_count=len(words))
    for first, last in passive(words):
        yield remark(RemarkKind.PASSIVE, first, last)
    explained = set[Word]()
    for start, end, item in _jargon(words, known):
        explained.update(words[start : end + 1])
        said = {"jargon": item.jargon, "plain": item.plain, "explained": item.explained}
        yield remark(RemarkKind.JARGON, words[start], words[end], **said)
    for word in words:
        zipf = None if word in explained else _zipf(word, known)
        if zipf is not None and zipf < RARE:
            yield remark(RemarkKind.RARE_WORD, word, word, zipf_tenths=zipf)


def _jargon(words: tuple[Word, ...], known: _Known) -> Iterator[tuple[int, int, JargonWord]]:
    """Walk the words of the trade in a sentence: where each begins and ends; the longest goes first."""
    small = [word.small.rstrip(".") for word in words]
    place = 0
    while place < len(small):
        forms = known.jargon.get(small[place], ())
        hit = next((pair for pair in forms if tuple(small[place : place + len(pair[0])]) == pair[0]), None)
        if hit is not None:
            yield place, place + len(hit[0]) - 1, hit[1]
        place += 1 if hit is None else len(hit[0])


def _zipf(word: Word, known: _Known) -> int | None:
    """Give how often a word is met; None for what is never called rare."""
    is_name = word.small in known.names or (word.has_capital and not word.opens_sentence)
    if known.frequency is None or is_name or not word.is_of_letters:
        return None
    return known.frequency(word.small) if sum(map(str.isalpha, word.text)) >= SHORT_WORD else None
