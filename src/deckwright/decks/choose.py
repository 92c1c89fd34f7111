"""Which notes are packed, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card
from deckwright.decks.kinds import answered
from deckwright.errors import DeckwrightError

Status = Literal["packed", "unanswered", "same-as", "skipped", "retired"]


def status_of(card: Card, locked: LockedNote | None) -> Status:
    """Whether a note is packed; the first reason against it otherwise."""
    if locked and locked.retired:
        return "retired"
    if card.skip:
        return "skipped"
    if card.same_as:
        return "same-as"
    return "packed" if answered(card) else "unanswered"


def check_same_as(cards: Sequence[Card], status: Mapping[str, Status]) -> None:
    """Raise DeckwrightError for a `same_as` that leads to no packed note."""
    by_id = {card.id: card for card in cards}
    for card in cards:
        if not card.same_as:
            continue
        seen = [card.id]
        target = card
        while target.same_as:
            if target.same_as in seen:
                raise _error(
                    card, f"same_as leads in a circle: {' -> '.join(str(one) for one in (*seen, target.same_as))}"
                )
            seen.append(target.same_as)
            following = by_id.get(target.same_as)
            if following is None:
                raise _error(card, f"same_as names {target.same_as}, and there is no such note")
            target = following
        if status.get(str(target.id)) in ("unanswered", "skipped", "retired"):
            raise _error(card, f"same_as names {target.id}, which is {status[str(target.id)]} and not packed")


def _error(card: Card, problem: str) -> DeckwrightError:
    return DeckwrightError(
        problem,
        file=card.file,
        line=card.line,
        expected="the id of a note that is packed",
        remedy="mend it or take it out",
    )
