"""Rules about notes that ask or say the same."""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from deckwright.cards.pairing.answers import Witness, compare_answers
from deckwright.cards.pairing.context import Context
from deckwright.cards.pairing.records import Record
from deckwright.cards.store import Card
from deckwright.cards.told import short
from deckwright.checks.likeness.groups import Edge, cliques, edges, joined
from deckwright.checks.likeness.judge import Verdict
from deckwright.checks.likeness.said import Reader, Said, names_of
from deckwright.checks.near import alike
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.text.characters import letters_and_digits

RELATED = 0.33
"""From which likeness of two answers' sketches on they are compared."""
ANSWERS = 0.85
"""From which share of equal characters on two answers are the same."""
PHRASE = 20
"""A stretch of characters that more answers have is a phrase, and says nothing of slipped answers."""
NAMED = 3
"""So many of the others are named where more notes ask the same."""

CODES = {
    Verdict.COPY: "same-question",
    Verdict.SAME: "same-question",
    Verdict.MAYBE: "similar-question",
    Verdict.AMBIGUOUS: "ambiguous-question",
}
"""What is to be told -> the rule that tells it. Two notes that `allow` keeps apart under one are so under all."""

_SHINGLE = 5
_SKETCH = 12


@dataclass
class Likeness:
    """Live notes, what is told of them, and what `allow` says need not be told."""

    cards: Sequence[Card]
    notes: Sequence[Said]
    told: list[Edge] = field(default_factory=list)
    allowed: list[Edge] = field(default_factory=list)

    def of(self, *verdicts: Verdict) -> Iterator[tuple[Card, ...]]:
        """Groups of notes that are one thing to each other."""
        found = [edge for edge in self.told if edge.verdict in verdicts]
        for group in cliques(found) if Verdict.MAYBE in verdicts else joined(found):
            yield tuple(self.cards[at] for at in group)

    def off(self, code: str) -> Iterator[Found]:
        """What is allowed, to be counted."""
        for edge in self.allowed:
            if CODES[edge.verdict] == code:
                yield Found(self.cards[edge.second], "", others=(self.cards[edge.first],), allowed=True)


@rule(
    "same-question",
    "warning",
    "notes that ask the same, in other words or in another document",
    example="- {question: What is dropout?, answer: A layer that drops units at random}\n"
    "- {question: Explain dropout., answer: It drops units at random}",
)
def same_question(deck: Deck) -> Iterator[Found]:
    likeness = _likeness(deck)
    copied = [set(map(_place, group)) for group in likeness.of(Verdict.COPY)]
    for group in likeness.of(Verdict.COPY, Verdict.SAME):
        always = any(len(one & set(map(_place, group))) > 1 for one in copied)
        yield _join(group, "asks the same as", always)
    yield from likeness.off("same-question")


@rule(
    "similar-question",
    "info",
    "notes that may ask the same: a look will tell",
    example="- {question: Why does dropout help?, answer: It keeps units from relying on each other}\n"
    "- {question: What is dropout good for?, answer: Units do not rely on each other}",
)
def similar_question(deck: Deck) -> Iterator[Found]:
    likeness = _likeness(deck)
    for group in likeness.of(Verdict.MAYBE):
        yield _join(group, "may ask the same as")
    yield from likeness.off("similar-question")


@rule(
    "ambiguous-question",
    "warning",
    "notes with one question and other answers: nobody can tell which answer is asked for",
    example="- {question: How is it installed?, answer: docker pull}\n"
    "- {question: How is it installed?, answer: apt install redis}",
)
def ambiguous_question(deck: Deck) -> Iterator[Found]:
    likeness = _likeness(deck)
    for first, *others in likeness.of(Verdict.AMBIGUOUS):
        where = ", ".join(f"{card.file}:{card.line}" for card in others[:NAMED])
        more = f" and {len(others) - NAMED:,} more" if len(others) > NAMED else ""
        message = f"{short(first.note.question)!r} is asked at {where}{more} too, and answered otherwise"
        remedy = "say in each question what it is about"
        yield Found(first, message, "question", remedy=remedy, others=tuple(others))
    yield from likeness.off("ambiguous-question")


def _likeness(deck: Deck) -> Likeness:
    found: Likeness = deck.once("likeness", lambda: _compared(deck))
    return found


def _compared(deck: Deck) -> Likeness:
    cards = list(deck.live())
    reader = Reader(names_of(deck.project.glossary), deck.project.language or "")
    found = Likeness(cards, [reader.said(card.note) for card in cards])
    for edge in edges(found.notes, {at for at, card in enumerate(cards) if CODES.values() & card.allow.keys()}):
        one, two = cards[edge.first], cards[edge.second]
        if edge.verdict is Verdict.COPY:
            found.told.append(edge)
        elif kept_apart(one, two, CODES[edge.verdict]):
            found.allowed.append(edge)
        elif not linked(one, two):
            found.told.append(edge)
    found.told = _each_once(found.told)
    return found


def _each_once(told: Sequence[Edge]) -> list[Edge]:
    """Without what only may be between notes of which more is told: that they ask the same, or in the same words."""
    group: dict[int, set[int]] = {}
    for verdicts in ((Verdict.COPY, Verdict.SAME), (Verdict.AMBIGUOUS,)):
        for number, members in enumerate(joined([edge for edge in told if edge.verdict in verdicts])):
            for at in members:
                group.setdefault(at, set()).add(2 * number + (Verdict.AMBIGUOUS in verdicts))
    nothing: set[int] = set()
    return [
        edge
        for edge in told
        if edge.verdict is not Verdict.MAYBE
        or group.get(edge.first, nothing).isdisjoint(group.get(edge.second, nothing))
    ]


def kept_apart(one: Card, two: Card, code: str) -> bool:
    """Whether `allow` says of two notes, or of one of them and all others, that the rule does not hold."""
    return any(
        isinstance(side.allow.get(code), str) or any(other.id in side.apart(rule) for rule in CODES.values())
        for side, other in ((one, two), (two, one))
    )


def linked(one: Card, other: Card) -> bool:
    """Whether two notes say themselves how they belong together."""
    return _points(one, other) or _points(other, one)


def _points(one: Card, other: Card) -> bool:
    return other.id is not None and other.id in (one.same_as, one.split_from)


def _place(card: Card) -> tuple[str, int]:
    return card.file, card.line


def _join(group: Collection[Card], how: str, always: bool = False) -> Found:
    """One finding for all notes of a group: the best of them is kept, and told of the first of the others."""
    kept = max(group, key=_worth)
    others = [card for card in group if card is not kept]
    pairs = " ".join(f"--same-as {card.id or 'ID'} {kept.id or 'ID'}" for card in others[:NAMED])
    more = f", and so the other {len(others) - NAMED:,}" if len(others) > NAMED else ""
    why = "" if always else f", or say why not: `allow: {{same-question: {{{kept.id or 'ID'}: why}}}}`"
    message = f"{short(others[0].note.question)!r} {how} {short(kept.note.question)!r} ({kept.file}:{kept.line})"
    if len(others) > 1:
        message += f", and so do {len(others) - 1:,} more"
    remedy = f"join them with `deckwright check {pairs}`{more}{why}"
    return Found(others[0], message, "question", remedy=remedy, others=(kept, *others[1:]), always=always)


def _worth(card: Card) -> tuple[bool, int]:
    """Which of two notes is kept: the one with an answer, then the one with more of it."""
    return card.note.answer is not None, len(card.note.answer or "")


@rule(
    "same-answer",
    "warning",
    "two notes with other questions and nearly the same answer: one of them may have slipped",
    example="- {question: What is L1?, answer: The sum of the absolute weights…}\n"
    "- {question: What is L2?, answer: The sum of the absolute weights…}",
)
def same_answer(deck: Deck) -> Iterator[Found]:
    cards = [card for card in deck.live() if card.note.answer and card.note.kind == "qa"]
    texts = [letters_and_digits(card.note.answer or "").casefold() for card in cards]
    likeness = _likeness(deck)
    told = {
        (edge.first, edge.second) for edge in (*likeness.told, *likeness.allowed) if edge.verdict is not Verdict.MAYBE
    }
    at = {id(card): index for index, card in enumerate(likeness.cards)}
    for pair in alike([_sketch(text) for text in texts], RELATED, most_sharing=PHRASE):
        one, other = cards[pair.first], cards[pair.second]
        if linked(one, other) or not fuzz.ratio(texts[pair.first], texts[pair.second], score_cutoff=100 * ANSWERS):
            continue
        first, second = at[id(one)], at[id(other)]
        if (first, second) in told or _answered_otherwise(likeness.notes[first], likeness.notes[second]):
            continue  # told as the same question
        message = f"the answer is nearly that of {short(one.note.question)!r} ({one.file}:{one.line})"
        yield Found(other, message, "answer", remedy="look which question it answers", others=(one,))


def _answered_otherwise(one: Said, other: Said) -> bool:
    """Whether two answers that are much alike differ by a number, a name, an opposite, and so answer their own."""
    first, second = (Record(note.shown, note.whole_answer, around=note.record.language) for note in (one, other))
    return compare_answers(first, second, Context([first, second], [])).witness is Witness.AGAINST


def _sketch(text: str) -> frozenset[int]:
    """The least hashes of a text's shingles: as many of two sketches agree as the texts do (Broder 1997)."""
    if len(text) < 4 * _SHINGLE:
        return frozenset()
    shingles = {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
    return frozenset(heapq.nsmallest(_SKETCH, (zlib.crc32(one.encode()) for one in shingles)))
