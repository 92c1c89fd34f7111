"""Many notes -> those pairs of them that may ask the same, with all that is known of each pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckwright.cards.pairing.context import Context
from deckwright.checks.likeness.candidates import Weights, candidates
from deckwright.checks.likeness.facts import Among, Compared, Near, Standing, compare, overlap
from deckwright.checks.likeness.said import Said

LIKE = 0.05
"""How alike two notes have to be for a closer look (facts.Near.likeness)."""

LOOKED_AT = 0.055
"""The same, of that likeness and of how alike both questions and both answers are by letters, on the average."""

CLOSE = 0.5
"""The same, of the likeness of either's likest."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes by index, the earlier first."""

    first: int
    second: int
    compared: Compared


def pairs(notes: Sequence[Said]) -> Iterator[Pair]:
    """The pairs of notes that are worth a judgement."""
    words = Weights((note.words for note in notes), len(notes))
    runs = Weights((note.letters for note in notes), len(notes))
    near = [_near(notes, one, two, words, runs) for one, two in candidates(notes, words)]
    among = Among(words, Context([note.record for note in notes], []))
    for one, standing in _standing([one for one in near if one.likeness >= LIKE]):
        a, b = notes[one.first], notes[one.second]
        sides = overlap(a.asked_letters, b.asked_letters, runs), overlap(a.answered_letters, b.answered_letters, runs)
        if one.likeness + (sides[0].held + sides[1].held) / 2 >= 2 * LOOKED_AT:
            yield Pair(one.first, one.second, compare(a, b, one, sides, standing, among))


def _near(notes: Sequence[Said], one: int, two: int, words: Weights, runs: Weights) -> Near:
    a, b = notes[one], notes[two]
    return Near(one, two, overlap(a.words, b.words, words), overlap(a.letters, b.letters, runs))


def _standing(near: Sequence[Near]) -> Iterator[tuple[Near, Standing]]:
    """Each pair that is about as alike as either's likest, with how it stands beside their other pairs."""
    best: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in near:
        for at in (one.first, one.second):
            best[at] = sorted((*best[at], one.likeness))[1:]
    for one in near:
        ends = best[one.first], best[one.second]
        if one.likeness < CLOSE * max(end[1] for end in ends):
            continue
        others = [end[0] if end[1] == one.likeness else end[1] for end in ends]
        mutual = all(end[1] == one.likeness for end in ends)
        yield one, Standing(mutual, one.likeness - max(others))
