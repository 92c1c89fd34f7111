"""Rules about notes that ask or say the same."""

from __future__ import annotations

import heapq
import unicodedata
import zlib
from collections.abc import Iterator

from rapidfuzz import fuzz

from deckwright.cards.store import Card
from deckwright.cards.told import short
from deckwright.checks.asking import Asked, Asking
from deckwright.checks.near import alike
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.project import Project
from deckwright.text.characters import letters_and_digits

SAME = 0.8
"""From which likeness on (0 to 1) two questions are the same."""
SIMILAR, OWN = 0.5, 0.25
"""From which likeness on they may be the same, where one has at most so much that the other lacks."""
RELATED, FEW = 0.33, 4
"""The same, where they share a piece that at most so many notes have."""
HELD = 0.25
"""The same, where besides one holds all that the other is about."""
HALF = 0.5
"""Where less than half of what two questions ask is common to both, they are not called the same."""
ANSWERS = 0.85
"""From which share of equal characters on two answers are the same."""
PHRASE = 20
"""A stretch of characters that more answers have is a phrase, and says nothing of slipped answers."""

_SHINGLE = 5
_SKETCH = 12


@rule(
    "same-question",
    "warning",
    "two notes that ask the same, in other words or in another document",
    example="- {question: What is dropout?, answer: …}\n- {question: Explain dropout., answer: …}",
)
def same_question(deck: Deck) -> Iterator[Found]:
    for one, other, likeness in deck.once("alike", lambda: list(_alike(deck))):
        if likeness >= SAME:
            yield _pair(one, other, "asks the same as")


@rule(
    "similar-question",
    "info",
    "two notes that may ask the same: a look will tell",
    example="- {question: What is collinearity?, answer: …}\n"
    "- {question: What is collinearity, and how is it cured?, answer: …}",
)
def similar_question(deck: Deck) -> Iterator[Found]:
    for one, other, likeness in deck.once("alike", lambda: list(_alike(deck))):
        if likeness < SAME:
            yield _pair(one, other, "may ask the same as")


def _alike(deck: Deck) -> Iterator[tuple[Card, Card, float]]:
    cards = [card for card in deck.live() if card.note.kind == "qa"]
    asking = _asking(deck.project)
    asked = [asking.of(card.note.question) for card in cards]
    found = dict.fromkeys(_letter_for_letter(cards), 1.0)
    for pair in alike([one.about for one in asked], HELD):
        near = pair.likeness >= SIMILAR and pair.apart <= OWN
        rare = pair.rarest <= FEW and (pair.likeness >= RELATED or pair.apart == 0)
        both_ask = asked[pair.first].asks_alike(asked[pair.second])
        if (near or rare) and both_ask:
            likeness = pair.likeness if both_ask >= HALF else min(pair.likeness, SIMILAR)
            found.setdefault((pair.first, pair.second), likeness)
    for (first, second), likeness in sorted(found.items()):
        if not linked(cards[first], cards[second]):
            yield cards[first], cards[second], likeness


def _asking(project: Project) -> Asking:
    names = {written: term for term, others in project.glossary.items() for written in others}
    terms = [*project.glossary, *(word for words in project.tags.values() for word in words)]
    return Asking(names, terms, [project.deck])


def _letter_for_letter(cards: list[Card]) -> set[tuple[int, int]]:
    first: dict[str, int] = {}
    found = set()
    for index, card in enumerate(cards):
        words = "".join(unicodedata.normalize("NFKC", card.note.question).casefold().split()).strip("?!.。…")
        if words in first:
            found.add((first[words], index))
        else:
            first[words] = index
    return found


def linked(one: Card, other: Card) -> bool:
    """Whether two notes say themselves how they belong together."""
    return _points(one, other) or _points(other, one)


def _points(one: Card, other: Card) -> bool:
    return other.id is not None and other.id in (one.same_as, one.split_from)


def _pair(one: Card, other: Card, how: str) -> Found:
    kept, joined = (one, other) if _worth(one) >= _worth(other) else (other, one)
    where = f"{kept.file}:{kept.line}"
    command = f"deckwright check --same-as {joined.id or 'ID'} {kept.id or 'ID'}"
    remedy = f"join them with `{command}`, or say why not under `allow:`"
    message = f"{short(joined.note.question)!r} {how} {short(kept.note.question)!r} ({where})"
    return Found(joined, message, "question", remedy=remedy, others=(kept,))


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
    asking = _asking(deck.project)
    for pair in alike([_sketch(text) for text in texts], RELATED, most_sharing=PHRASE):
        one, other = cards[pair.first], cards[pair.second]
        if linked(one, other) or not fuzz.ratio(texts[pair.first], texts[pair.second], score_cutoff=100 * ANSWERS):
            continue
        if alike_enough(asking.of(one.note.question), asking.of(other.note.question)):
            continue  # told as the same question
        message = f"the answer is nearly that of {short(one.note.question)!r} ({one.file}:{one.line})"
        yield Found(other, message, "answer", remedy="look which question it answers", others=(one,))


def alike_enough(one: Asked, other: Asked) -> bool:
    union = one.about | other.about
    return bool(union) and len(one.about & other.about) / len(union) >= SIMILAR


def _sketch(text: str) -> frozenset[int]:
    """The least hashes of a text's shingles: as many of two sketches agree as the texts do (Broder 1997)."""
    if len(text) < 4 * _SHINGLE:
        return frozenset()
    shingles = {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
    return frozenset(heapq.nsmallest(_SKETCH, (zlib.crc32(one.encode()) for one in shingles)))
