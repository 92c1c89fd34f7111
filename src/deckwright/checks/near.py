"""Which texts are alike among very many: time grows in step with their number.

Texts are sets of pieces, each weighing the more the fewer texts have it (the logarithm of their share). Two texts are
as alike as the weight of what they share is of the weight of all they have (weighted Jaccard). Only texts that share
one of their rarest pieces are compared: those whose likeness reaches the threshold must (prefix filtering, Chaudhuri
et al. 2006, "A primitive operator for similarity joins in data cleaning").
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

MOST_SHARING = 100
"""A piece that more texts have says too little of any of them to be looked up by."""


Piece = str | int
FEW_TEXTS = 20
"""Added to their number: among a handful of texts, what two of them share is not common."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, the earlier first, by index. `likeness` is 0 to 1; `rarest` is how many texts have the rarest piece
    that both have; `apart` is how much of the text that is more like the other the other lacks, 0 to 1."""

    first: int
    second: int
    likeness: float
    rarest: int
    apart: float


def alike(texts: Sequence[frozenset[Piece]], threshold: float, *, most_sharing: int = MOST_SHARING) -> Iterator[Pair]:
    """The pairs whose likeness is at least `threshold`."""
    spread = Counter(chain.from_iterable(texts))
    count = len(texts)
    weigh = {piece: math.log(1 + (count + FEW_TEXTS) / times) for piece, times in spread.items()}
    weights = [math.fsum(weigh[piece] for piece in text) for text in texts]
    having: dict[Piece, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        seen: set[int] = set()
        for piece in _rarest(text, weigh, weights[index], threshold):
            seen.update(having[piece])
            if spread[piece] <= most_sharing:
                having[piece].append(index)
        for other in sorted(seen):
            both = text & texts[other]
            shared = math.fsum(weigh[piece] for piece in both)
            likeness = shared / (weights[index] + weights[other] - shared)
            if likeness >= threshold:
                apart = 1 - shared / min(weights[index], weights[other])
                yield Pair(other, index, likeness, min(spread[piece] for piece in both), apart)


def _rarest(text: frozenset[Piece], weigh: dict[Piece, float], total: float, threshold: float) -> Iterator[Piece]:
    """The pieces of which one at least is shared with every text that is as alike as the threshold."""
    left = total
    for piece in sorted(text, key=lambda piece: (-weigh[piece], str(piece))):
        if left < threshold * total:
            return
        yield piece
        left -= weigh[piece]
