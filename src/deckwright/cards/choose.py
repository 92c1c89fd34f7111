"""Which notes are packed, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card
from deckwright.errors import DeckwrightError

_CIRCLE = "same_as leads in a circle"
_SHOWN = 10
"""Ids of a circle that an error names."""
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
        chain: dict[int, None] = {}
        while at not in found and own[at] == "same-as" and at not in chain and str(cards[at].same_as) in at_of:
            chain[at] = None
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
    ends: dict[str, str | None] = {}
    for card in cards:
        if card.same_as and (problem := _end(card.same_as, by_id, ends)):
            yield card, f"{problem}: {_way(card, by_id)}" if problem == _CIRCLE else problem


def _end(named: str, by_id: Mapping[str | None, Card], ends: dict[str, str | None]) -> str | None:
    """What is wrong at the end of a chain of `same_as`; `ends` holds it for every note that was come by."""
    passed: dict[str, None] = {}
    problem: str | None = None
    at: str | None = named
    while at and at not in ends:
        if at in passed:
            problem = _CIRCLE
            break
        passed[at] = None
        if at not in by_id:
            problem = f"same_as names {at}, and there is no such note"
            break
        at = by_id[at].same_as
    else:
        problem = ends[at] if at else None
    ends |= dict.fromkeys(passed, problem)
    return problem


def _way(card: Card, by_id: Mapping[str | None, Card]) -> str:
    """The way from a note into a circle, as far as anybody reads it."""
    way = [str(card.id)]
    at = card.same_as
    while at and at not in way and len(way) < _SHOWN:
        way.append(at)
        at = by_id[at].same_as
    return " -> ".join((*way, str(at) if at in way else "…"))


def same_as_left_out(cards: Sequence[Card], status: Sequence[Status]) -> Iterator[tuple[Card, str]]:
    """Every note that asks what another one asks, which is left out: it is packed itself, and that is told."""
    by_id = {card.id: status[at] for at, card in enumerate(cards)}
    for at, card in enumerate(cards):
        if card.same_as and status[at] in ("packed", "unanswered"):
            what = by_id.get(card.same_as)
            instead = "is packed itself" if status[at] == "packed" else "has no answer either"
            yield card, f"same_as names {card.same_as}, which is {what} and not packed; this note {instead}"
