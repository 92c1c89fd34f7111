"""For each note the few others that it may be like: time grows in step with their number.

A word, or a run of letters, weighs the more the fewer notes have it (the logarithm of their share). The rarest words of
a note lead to others; those that share the most weight are compared.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from deckwright.checks.likeness.said import Said

COMMON = 40
"""A word that more notes have leads to none of them."""

RAREST = 20
"""So many words of a note are looked up, the rarest first."""

NEAREST = 6
"""So many others are compared with a note."""

UNITS = 1 << 20
"""Weights are counted in parts of one, so that a sum does not depend on the order of a set."""

FEW_NOTES = 20
"""Added to their number: among a handful of notes, what two of them share is not common."""


class Weights:
    """What words and runs of letters weigh among these notes."""

    def __init__(self, texts: Iterable[frozenset[str]], count: int) -> None:
        self.spread = Counter(chain.from_iterable(texts))
        self._weigh = {
            piece: round(UNITS * math.log(1 + (count + FEW_NOTES) / times)) for piece, times in self.spread.items()
        }
        self._whole: dict[frozenset[str], float] = {}

    def of(self, pieces: Iterable[str]) -> float:
        return sum(map(self._weigh.__getitem__, pieces)) / UNITS

    def whole(self, pieces: frozenset[str]) -> float:
        """The same, kept for the next time."""
        if pieces not in self._whole:
            self._whole[pieces] = self.of(pieces)
        return self._whole[pieces]

    def one(self, piece: str) -> float:
        return self._weigh[piece] / UNITS


def candidates(notes: Sequence[Said], weights: Weights) -> list[tuple[int, int]]:
    """Pairs of notes, the earlier first, of which one is among those nearest to the other."""
    having: dict[str, list[int]] = defaultdict(list)
    for at, note in enumerate(notes):
        for word in note.words:
            if 1 < weights.spread[word] <= COMMON:
                having[word].append(at)
    found: set[tuple[int, int]] = set()
    for at, note in enumerate(notes):
        known = sorted((word for word in note.words if word in having), key=lambda word: (-weights.one(word), word))
        votes: dict[int, float] = defaultdict(float)
        for word in known[:RAREST]:
            for other in having[word]:
                votes[other] += weights.one(word)
        votes.pop(at, None)
        nearest = sorted(votes, key=lambda other: (-votes[other], other))[:NEAREST]
        found.update((min(at, other), max(at, other)) for other in nearest)
    return sorted(found)
