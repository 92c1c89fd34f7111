"""Which notes are packed, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card
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
    return "packed" if card.note.answered else "unanswered"


def check_same_as(cards: Sequence[Card], status: Mapping[str, Status]) -> None:
    """Raise DeckwrightError for a `same_as` that leads to no packed note."""
    for card, problem in same_as_problems(cards, status):
        raise DeckwrightError(
            problem,
            file=card.file,
            line=card.line,
            expected="the id of a note that is packed",
            remedy="mend it or take it out",
        )


def same_as_problems(cards: Sequence[Card], status: Mapping[str, Status]) -> Iterator[tuple[Card, str]]:
    """Every note whose `same_as` leads to no packed note, with what is wrong."""
    by_id = {card.id: card for card in cards}
    for card in cards:
        if card.same_as and (problem := _problem(card, by_id, status)):
            yield card, problem


def _problem(card: Card, by_id: Mapping[str | None, Card], status: Mapping[str, Status]) -> str | None:
    seen = [card.id]
    target = card
    while target.same_as:
        if target.same_as in seen:
            return f"same_as leads in a circle: {' -> '.join(str(one) for one in (*seen, target.same_as))}"
        seen.append(target.same_as)
        following = by_id.get(target.same_as)
        if following is None:
            return f"same_as names {target.same_as}, and there is no such note"
        target = following
    what = status.get(str(target.id))
    return f"same_as names {target.id}, which is {what} and not packed" if what != "packed" else None
