"""Which note of the last reading is which note of the new one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from deckwright.cards.lock import LockedNote
from deckwright.note import Note


def match(old: Sequence[LockedNote], new: Sequence[Note]) -> dict[int, LockedNote]:
    """Indices of `new` -> the note of the last reading that each of them is.

    Equal question and answer first, then an equal question, then an equal answer: each only where the order of
    equals leaves no doubt. What is in no pair is new, or gone.
    """
    pairs: dict[int, LockedNote] = {}
    left = list(old)
    _pair(pairs, left, new, lambda note: (note.question, note.answer), one_each=False)
    _pair(pairs, left, new, lambda note: note.question, one_each=True)
    _pair(pairs, left, new, lambda note: note.answer, one_each=True)
    return pairs


def _pair(
    pairs: dict[int, LockedNote],
    left: list[LockedNote],
    new: Sequence[Note],
    by: Callable[[Any], Hashable],
    *,
    one_each: bool,
) -> None:
    """Pair what has one key, in order; with `one_each` only keys that occur once on both sides."""
    olds: dict[Hashable, list[LockedNote]] = {}
    for note in left:
        olds.setdefault(by(note), []).append(note)
    news: dict[Hashable, list[int]] = {}
    for at, reading in enumerate(new):
        if at not in pairs:
            news.setdefault(by(reading), []).append(at)
    for key, places in news.items():
        notes = olds.get(key, [])
        if key is None or (one_each and (len(places) != 1 or len(notes) != 1)):
            continue
        for at, note in zip(places, notes, strict=False):
            pairs[at] = note
            left.remove(note)
