"""Which notes are packed, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card
from deckwright.errors import DeckwrightError

Status = Literal["packed", "unanswered", "same-as", "skipped", "retired"]


def status_of(card: Card, locked: LockedNote | None) -> Status:
    """Whether a note is packed, looked at by itself; the first reason against it otherwise."""
    if locked and not locked.is_live:
        return "retired"
    if card.skip:
        return "skipped"
    if card.same_as:
        return "same-as"
    return "packed" if card.note.answered else "unanswered"


def statuses(cards: Sequence[Card], notes: Mapping[str, LockedNote]) -> list[Status]:
    """What becomes of each card. One whose `same_as` names a note that is left out is packed itself."""
    own = [status_of(card, notes.get(str(card.id))) for card in cards]
    at_of = {str(card.id): at for at, card in enumerate(cards) if card.id}
    found: dict[int, Status] = {}

    def resolve(at: int) -> Status:
        chain = []
        while at not in found and own[at] == "same-as" and at not in chain and str(cards[at].same_as) in at_of:
            chain.append(at)
            at = at_of[str(cards[at].same_as)]
        known = found.get(at, own[at])
        for one in reversed(chain):
            answered: Status = "packed" if cards[one].note.answered else "unanswered"
            known = found[one] = "same-as" if known in ("packed", "same-as") else answered
        return known

    return [found.get(at) or resolve(at) if own[at] == "same-as" else own[at] for at in range(len(cards))]


def check_same_as(cards: Sequence[Card]) -> None:
    """Raise DeckwrightError for a `same_as` that leads to no note, or in a circle."""
    for card, problem in same_as_problems(cards):
        raise DeckwrightError(
            problem,
            file=card.file,
            line=card.line,
            expected="the id of a note that is packed",
            remedy="mend it or take it out",
        )


def same_as_problems(cards: Sequence[Card]) -> Iterator[tuple[Card, str]]:
    """Every note whose `same_as` leads to no note or in a circle, with what is wrong."""
    by_id = {card.id: card for card in cards}
    for card in cards:
        if card.same_as and (problem := _problem(card, by_id)):
            yield card, problem


def _problem(card: Card, by_id: Mapping[str | None, Card]) -> str | None:
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
    return None


def same_as_left_out(cards: Sequence[Card], status: Sequence[Status]) -> Iterator[tuple[Card, str]]:
    """Every note that asks what another one asks, which is left out: it is packed itself, and that is told."""
    by_id = {card.id: status[at] for at, card in enumerate(cards)}
    for at, card in enumerate(cards):
        if card.same_as and status[at] in ("packed", "unanswered"):
            what = by_id.get(card.same_as)
            instead = "is packed itself" if status[at] == "packed" else "has no answer either"
            yield card, f"same_as names {card.same_as}, which is {what} and not packed; this note {instead}"
