"""Rules about notes that point at other notes."""

from __future__ import annotations

from collections.abc import Iterator

from deckwright.cards.choose import same_as_left_out, same_as_problems
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck


@rule(
    "same-as",
    "error",
    "`same_as` that leads to no note, or in a circle",
    example="- {question: What is dropout?, same_as: q7k2m9x4t1bwz}   # and there is no such note",
)
def same_as(deck: Deck) -> Iterator[Found]:
    for card, problem in same_as_problems(deck.cards):
        yield Found(card, problem, "same_as", remedy="name the id of a note that is packed, or take it out")


@rule(
    "same-as-left-out",
    "warning",
    "`same_as` that names a note which is left out: this one is packed itself until that is settled",
    example="- {question: What is dropout?, answer: …, same_as: q7k2m9x4t1bwz}   # and that note is retired",
)
def left_out(deck: Deck) -> Iterator[Found]:
    for card, problem in same_as_left_out(deck.cards, deck.status):
        yield Found(card, problem, "same_as", remedy="name the id of a note that is packed, or take it out")


@rule(
    "split-from",
    "warning",
    "`split_from` that names no note",
    example="- {question: What is dropout?, answer: …, split_from: q7k2m9x4t1bwz}   # and there is no such note",
)
def split_from(deck: Deck) -> Iterator[Found]:
    ids = {card.id for card in deck.cards} | set(deck.lock.notes)
    for card in deck.cards:
        if card.split_from and card.split_from not in ids:
            yield Found(
                card, f"split_from names {card.split_from}, and there is no such note", remedy="mend or delete it"
            )
