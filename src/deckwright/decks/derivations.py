"""Derivations have numbers: what was recorded under one is compared under that one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from deckwright.cards.lockschema import LOCK
from deckwright.errors import DeckwrightError

T = TypeVar("T")


def derivation(known: Mapping[int, T], number: int, what: str) -> T:
    """The derivation of a number. Raises DeckwrightError, naming `what` was made by it, for one that is not known."""
    if number not in known:
        raise DeckwrightError(
            f"{what} was made by derivation {number}",
            file=LOCK,
            expected=f"one of 1 to {max(known)}",
            remedy="upgrade deckwright",
        )
    return known[number]
