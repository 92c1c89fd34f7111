"""What two questions share, and where in them stands what they do not: facts by which their likelihood is estimated.

A reworded question keeps what is asked about and puts the rest otherwise; a sibling keeps the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckwright.cards.pairing.tables import Kind
from deckwright.cards.pairing.telling import asked
from deckwright.cards.pairing.wording import Change
from deckwright.cards.pairing.words import Word

MUCH_REPLACED = 40
MANY_SMALL_WORDS = 3
SEVERAL = 4
"""From so much on, more weight of words, small words, or words kept tell no more."""

BESIDE, NEAR = 1, 2
"""So many words from the asking word stands one at least, and all of what came, for it to be part of the asking."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Each from 0 to 1. `covered`: share kept of that question of which more was kept. `replaced`: how much content
    gave way to other. `phrased`: small words that are not in both. `several`: content words kept. `named`: a name
    stayed; `longest`: the longest words did; `first`: what is said first did; `ended`: what was said last went.
    `beside`: what came belongs to the asking word (which country). `asks`: both ask for a person, say;
    `asks_otherwise`: one does.
    """

    covered: float = 1.0
    replaced: float = 0.0
    phrased: float = 0.0
    several: float = 1.0
    named: float = 0.0
    longest: float = 1.0
    first: float = 1.0
    ended: float = 0.0
    beside: float = 0.0
    asks: float = 0.0
    asks_otherwise: float = 0.0


def shared(one: Sequence[Word], two: Sequence[Word], found: Change) -> Shared:
    """What two questions share, by the words of both and what changed."""
    said, says = ([word for word in words if word.says] for words in (one, two))
    went, came = (sum(word.weight for word in side) for side in (found.went, found.came))
    kept = [word for word in said if word not in found.went]
    return Shared(
        _covered(said, says, went, came),
        min(went, came, MUCH_REPLACED) / MUCH_REPLACED,
        min(_phrased(one, two), MANY_SMALL_WORDS) / MANY_SMALL_WORDS,
        min(len(kept), SEVERAL) / SEVERAL,
        float(any(word.name for word in kept)),
        float(_longest_stays(said, found.went) and _longest_stays(says, found.came)),
        float([word.norm for word in said[:1]] == [word.norm for word in says[:1]]),
        float(bool(said) and said[-1] in found.went),
        float(_is_beside(two, found.came)),
        float(bool(asked(one)) and asked(one) == asked(two)),
        float(asked(one) != asked(two)),
    )


def _covered(said: Sequence[Word], says: Sequence[Word], went: int, came: int) -> float:
    whole = [sum(word.weight for word in side) for side in (said, says)]
    return max(1 - went / whole[0], 1 - came / whole[1]) if all(whole) else 0.0


def _phrased(one: Iterable[Word], two: Iterable[Word]) -> int:
    a, b = (Counter(word.norm for word in side if not word.says) for side in (one, two))
    return ((a - b) + (b - a)).total()


def _longest_stays(words: Sequence[Word], changed: Sequence[Word]) -> bool:
    return bool(words) and max(words, key=lambda word: (word.weight, len(word.raw))) not in changed


def _is_beside(words: Sequence[Word], came: Sequence[Word]) -> bool:
    asking = next((at for at, word in enumerate(words) if word.kind is Kind.ASK), None)
    far = [abs(at - asking) for at, word in enumerate(words) if word in came] if asking is not None else []
    return bool(far) and min(far) <= BESIDE and max(far) <= NEAR
