"""Rules about ids, merges that wait for a person, and what the linter itself is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.cards import told
from deckwright.cards.known import compared
from deckwright.checks.rule import Found, entered, rule
from deckwright.decks.deck import Deck

_GIVEN = re.compile(r"[a-z][a-z2-7]{12}")


@rule(
    "handmade-id",
    "warning",
    "an id that a person wrote: ids are given by `deckwright update`, and never change",
    example="- {id: dropout-1, question: …}",
)
def handmade_id(deck: Deck) -> Iterator[Found]:
    for card in deck.cards:
        if card.id is None:
            continue
        if card.id not in deck.lock.notes:
            message = f"the id {card.id} was not given by deckwright"
        elif not _GIVEN.fullmatch(card.id) and not _came_from_elsewhere(deck, card.id):
            message = f"the id {card.id} has not the form of those that deckwright gives"
        else:
            continue
        yield Found(card, message, "id", remedy="delete it, unless learners have it; `deckwright update` gives one")


def _came_from_elsewhere(deck: Deck, card_id: str) -> bool:
    """Whether it came with a document, or with a deck that was adopted."""
    known = deck.lock.notes[card_id]
    return known.seed is not None or known.adopted is not None


@rule(
    "conflict",
    "error",
    "a field that its document and an editor both changed, and nobody has settled",
    example="(a note whose line in deck.lock has `conflicts`)",
)
def conflict(deck: Deck) -> Iterator[Found]:
    by_id = {str(card.id): card for card in deck.cards}
    for note, card, name in told.conflicts(deck.lock.notes, by_id):
        if getattr(compared(card.note), name) == getattr(note, name):
            continue
        place = name if name != "kind" else ""
        yield Found(card, told.conflict_message(note, card, name), place, remedy=told.conflict_remedy(note))


@rule(
    "unsure",
    "error",
    "a question that may be one that its document had before, and nobody has settled whether it is",
    example="(a line in deck.lock with `doubt`)",
)
def unsure(deck: Deck) -> Iterator[Found]:
    by_id = {str(card.id): card for card in deck.cards}
    for doubts in told.asked_together(deck.lock.notes):
        card = by_id.get(doubts[0].old.id)
        if card:
            yield Found(card, told.doubt_message(doubts, by_id), "question", remedy=told.doubt_remedy(doubts))


@rule(
    "not-packed",
    "info",
    "a card that is not packed and bears no mark that says so",
    example="(a note whose line in deck.lock has `retired`)",
)
def not_packed(deck: Deck) -> Iterator[Found]:
    for cards, why in told.left_out_cards(deck.lock.notes, deck.cards):
        yield Found(cards[0], told.left_out_message(cards, why), remedy=told.LEFT_OUT_REMEDY)


@rule(
    "card-missing",
    "warning",
    "a note whose card is gone from cards/ since the last `deckwright update`",
    example="(a line in deck.lock whose id no card has)",
)
def card_missing(deck: Deck) -> Iterator[Found]:
    by_id = {str(card.id): card for card in deck.cards}
    for seed, message in told.missing_cards(deck.lock.notes, by_id):
        beside = (card for card in deck.cards if deck.lock.note(card.id).seed == seed)
        if card := next(beside, deck.cards[0] if deck.cards else None):
            yield Found(card, message, remedy=told.MISSING_REMEDY)


@rule(
    "ids-exchanged",
    "warning",
    "a card that asks what its document asks under another id: ids that changed places",
    example="- {id: xfvsawonosdf5, question: …}   # and that is the question of egm6j7ehet7aq",
)
def ids_exchanged(deck: Deck) -> Iterator[Found]:
    by_id = {str(card.id): card for card in deck.cards}
    for card, other in told.exchanged_ids(deck.lock.notes, by_id):
        yield Found(card, told.exchanged_message(card, other), "id", remedy=told.EXCHANGED_REMEDY)


@rule(
    "unused-allow",
    "info",
    "`allow:` for a rule that there is not",
    example="allow: {answer-to-long: it is a table}",
)
def unused_allow(deck: Deck) -> Iterator[Found]:
    for card in deck.cards:
        for code in card.allow:
            if code not in entered():
                yield Found(
                    card, f"there is no rule {code!r}", "allow", remedy="`deckwright check --rules` names them all"
                )
