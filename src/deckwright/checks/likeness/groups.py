"""Notes -> what they are to each other, and groups of those that are one thing to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from deckwright.cards.pairing.context import Context
from deckwright.checks.likeness.judge import Verdict, of_same_words, verdict
from deckwright.checks.likeness.pairs import pairs
from deckwright.checks.likeness.said import Said

COMPARED = 8
"""Of many notes with letter for letter one question, each is compared with so many before it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What two notes are to each other, by index, the earlier first."""

    first: int
    second: int
    verdict: Verdict


def edges(notes: Sequence[Said], settled: Collection[int] = ()) -> list[Edge]:
    """What is to be told of any two notes.

    Of letter for letter equal ones each is tied to one before it; where somebody has `settled` what one of them is to
    another, that one is tied to all.
    """
    context = Context([note.record for note in notes], [])
    found = list(_equal(notes, context, settled))
    for pair in pairs(notes):
        one, two = notes[pair.first], notes[pair.second]
        what = verdict(one, two, pair.compared, context) if one.key != two.key else None
        if what:
            found.append(Edge(pair.first, pair.second, what))
    return found


def _equal(notes: Sequence[Said], context: Context, settled: Collection[int]) -> Iterator[Edge]:
    """Of notes with one question: copies, those with like answers, and those that are answered otherwise."""
    asking: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, note in enumerate(notes):
        if any(note.key):
            asking[note.key][note.reply].append(at)
    for by_reply in asking.values():
        for copies in by_reply.values():
            yield from (Edge(copies[0], other, Verdict.COPY) for other in copies[1:])
        ats = [copies[0] for copies in by_reply.values()]
        yield from _tied(notes, [at for at in ats if at not in settled], context)
        for place, one in enumerate(ats):
            if one in settled:  # to all that are not, and to those of its kind behind it
                for other in (other for at, other in enumerate(ats) if at > place or other not in settled):
                    first, second = sorted((one, other))
                    if first != second:
                        yield Edge(first, second, of_same_words(notes[first], notes[second], context))


def _tied(notes: Sequence[Said], ats: Iterable[int], context: Context) -> Iterator[Edge]:
    """Each note tied to one before it that is answered alike, or else to the first."""
    apart: list[int] = []
    for at in ats:
        for other in apart[-COMPARED:]:
            if of_same_words(notes[other], notes[at], context) is not Verdict.AMBIGUOUS:
                yield Edge(other, at, Verdict.SAME)
                break
        else:
            if apart:
                yield Edge(apart[0], at, Verdict.AMBIGUOUS)
            apart.append(at)


def joined(found: Iterable[Edge]) -> list[list[int]]:
    """Notes that edges tie together, however many are between; each group in order."""
    root: dict[int, int] = {}

    def top(at: int) -> int:
        while root.setdefault(at, at) != at:
            at = root[at]
        return at

    for edge in found:
        one, two = sorted((top(edge.first), top(edge.second)))
        root[two] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for at in sorted(root):
        groups[top(at)].append(at)
    return list(groups.values())


def cliques(found: Sequence[Edge]) -> Iterator[list[int]]:
    """Notes of which every two are tied, so that every edge is in one group at least: what is but likely to hold for
    two neighbours need not hold for the ends of a chain."""
    beside: dict[int, set[int]] = defaultdict(set)
    for edge in found:
        beside[edge.first].add(edge.second)
        beside[edge.second].add(edge.first)
    covered: set[tuple[int, int]] = set()
    for edge in found:
        if (edge.first, edge.second) in covered:
            continue
        group = [edge.first, edge.second]
        for at in sorted(beside[edge.first] & beside[edge.second]):
            if all(at in beside[other] for other in group):
                group.append(at)
        group.sort()
        covered.update(combinations(group, 2))
        yield group
