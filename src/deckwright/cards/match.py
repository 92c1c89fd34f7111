"""Which note of the last reading is which note of the new one: one assignment for a document.

First what is equal but for markup and wrapping, in order. Then, among what is left, by likeness: the surest pairs
first, and where several are as like, the one in the same place or under the same number. What is like but not like
enough, or like several, is doubtful: it is told, and never guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from deckwright.cards.likeness import Likeness, bare, likeness

DISTINCT = 16
"""Characters from which an answer can tell a note from all others, if no other has it."""

GIST, CLOSE = 0.4, 0.45
"""What a question must keep of its gist, and how close it must be, to be known again elsewhere by itself."""

GIST_SPELT, CLOSE_SPELT = 0.2, 0.72
"""The same for words in letters, where either will do: of the gist, runs of three letters."""

WORDS = 0.25
"""What an answer in spelt words must keep of them to be known again elsewhere by itself."""

LABEL = 0.1
"""What an equal number adds to the score of a pair: less than the same place, since lists are numbered anew."""

MARGIN = 0.08
"""By so much a pair must be liker than its rivals to be sure."""


class Text(Protocol):
    """What is compared of a note, of either reading."""

    @property
    def question(self) -> str | None: ...

    @property
    def answer(self) -> str | None: ...

    @property
    def label(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A note of a new reading: its words, and the number its document gives it."""

    question: str
    answer: str | None
    label: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """An old and a new note that may be one: their indices, and how alike they are."""

    old: int
    new: int
    likeness: Likeness


@dataclass(slots=True)
class Matched:
    """`pairs`: index of a new note -> index of the old one that it is."""

    pairs: dict[int, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def match(old: Sequence[Text], new: Sequence[Text]) -> Matched:
    """Match two readings, both in the order of their documents."""
    return _Matcher(old, new).run()


@dataclass(frozen=True, slots=True)
class _Pair:
    old: int
    new: int
    likeness: Likeness
    in_place: bool
    score: float


class _Matcher:
    def __init__(self, old: Sequence[Text], new: Sequence[Text]) -> None:
        self.old = old
        self.new = new
        self.result = Matched()
        self.left_old = set(range(len(old)))
        self.left_new = set(range(len(new)))
        self.questions = Counter(bare(note.question or "") for note in old)
        self.answers = Counter(bare(note.answer) for note in (*old, *new) if note.answer)

    def run(self) -> Matched:
        self.equal(lambda note: (bare(note.question or ""), bare(note.answer or "")))
        self.equal(lambda note: bare(note.question or ""), alone=True)
        self.alike()
        return self.result

    def take(self, old: int, new: int) -> None:
        self.result.pairs[new] = old
        self.left_old.discard(old)
        self.left_new.discard(new)

    def equal(self, key: Callable[[Text], Hashable], *, alone: bool = False) -> None:
        """Pair what has one key: in order, or with `alone` only where just one on either side has it."""
        places: dict[Hashable, deque[int]] = {}
        for at in sorted(self.left_old):
            places.setdefault(key(self.old[at]), deque()).append(at)
        wanted = Counter(key(self.new[at]) for at in self.left_new)
        for at in sorted(self.left_new):
            name = key(self.new[at])
            there = places.get(name)
            if there and name and (not alone or (len(there) == 1 and wanted[name] == 1)):
                self.take(there.popleft(), at)

    def alike(self) -> None:
        anchors = _Anchors(self.result.pairs)
        pairs = self.candidates(anchors)
        sure = sorted(
            (pair for pair in pairs if self.is_sure(pair)), key=lambda pair: (-pair.score, pair.old, pair.new)
        )
        rivals = _Rivals(sure)
        for pair in sure:
            if pair.old in self.left_old and pair.new in self.left_new:
                if rivals.beaten(pair, self.left_old, self.left_new):
                    self.result.doubts.append(Doubt(pair.old, pair.new, pair.likeness))
                else:
                    self.take(pair.old, pair.new)
        for pair in sorted(pairs, key=lambda pair: -pair.score):
            if pair.old in self.left_old and pair.new in self.left_new and is_doubtful(pair.likeness):
                self.result.doubts.append(Doubt(pair.old, pair.new, pair.likeness))
        self.result.doubts = _one_each(self.result.doubts, self.left_old, self.left_new)

    def candidates(self, anchors: _Anchors) -> list[_Pair]:
        found = []
        for old in sorted(self.left_old):
            for new in sorted(self.left_new):
                one, two = self.old[old], self.new[new]
                like = likeness(one.question or "", one.answer, two.question or "", two.answer)
                if not (is_doubtful(like) or like.question.enough or like.answer.enough):
                    continue
                in_place = anchors.same_gap(old, new)
                score = like.score
                score += LABEL * bool(one.label and one.label == two.label)
                score += 0.15 * in_place + 0.15 * (in_place and anchors.rank(old) == anchors.rank(new, of_new=True))
                found.append(_Pair(old, new, like, in_place, score))
        return found

    def is_sure(self, pair: _Pair) -> bool:
        question, answer = pair.likeness.question, pair.likeness.answer
        if pair.in_place or (question.enough and answer.enough):
            return question.enough or answer.enough
        if answer.enough and answer.words >= WORDS and self.tells_apart(pair):
            return True
        if self.questions[bare(self.old[pair.old].question or "")] > 1:
            return False  # what many ask tells none of them apart
        return question.enough and self.keeps_its_gist(pair.likeness)

    @staticmethod
    def keeps_its_gist(like: Likeness) -> bool:
        if like.question.spelt:
            return like.gist >= GIST_SPELT or like.question.close >= CLOSE_SPELT
        return like.gist >= GIST and like.question.close >= CLOSE

    def tells_apart(self, pair: _Pair) -> bool:
        """Whether the answer is long enough, and no other note's, so that it alone can make the pair."""
        text = bare(self.old[pair.old].answer or "")
        return len(text) >= DISTINCT and self.answers[text] <= 2


def is_doubtful(like: Likeness) -> bool:
    """Whether two notes are alike enough for a person to decide."""
    return like.question.half or like.answer.half


class _Anchors:
    """The pairs that are equal: what stands between the same two of them stands in the same place."""

    def __init__(self, pairs: dict[int, int]) -> None:
        self.new = sorted(pairs)
        self.old_of = pairs
        self.old = sorted(pairs.values())

    def same_gap(self, old: int, new: int) -> bool:
        before, after = bisect_left(self.new, new), bisect_right(self.new, new)
        above = self.old_of[self.new[before - 1]] if before else None
        below = self.old_of[self.new[after]] if after < len(self.new) else None
        at = bisect_left(self.old, old)
        old_above = self.old[at - 1] if at else None
        old_below = self.old[at] if at < len(self.old) else None
        return above == old_above or below == old_below

    def rank(self, at: int, *, of_new: bool = False) -> int:
        """How many notes stand between this one and the anchor above it."""
        line = self.new if of_new else self.old
        before = bisect_left(line, at)
        return at - (line[before - 1] if before else -1)


class _Rivals:
    """For each side of a pair, the other pairs that want it."""

    def __init__(self, pairs: Sequence[_Pair]) -> None:
        self.by_old: dict[int, list[_Pair]] = {}
        self.by_new: dict[int, list[_Pair]] = {}
        for pair in pairs:
            self.by_old.setdefault(pair.old, []).append(pair)
            self.by_new.setdefault(pair.new, []).append(pair)

    def beaten(self, pair: _Pair, left_old: set[int], left_new: set[int]) -> bool:
        """Whether another pair for the same note is as good, and nothing tells which is right."""
        others = [one for one in self.by_old[pair.old] if one.new != pair.new and one.new in left_new]
        others += [one for one in self.by_new[pair.new] if one.old != pair.old and one.old in left_old]
        return any(other.score > pair.score - MARGIN for other in others)


def _one_each(doubts: Sequence[Doubt], left_old: set[int], left_new: set[int]) -> list[Doubt]:
    """The likeliest doubt for each note, for a person to look at."""
    seen_old: set[int] = set()
    seen_new: set[int] = set()
    kept = []
    for doubt in sorted(doubts, key=lambda one: -one.likeness.score):
        if doubt.old in left_old and doubt.new in left_new and doubt.old not in seen_old and doubt.new not in seen_new:
            seen_old.add(doubt.old)
            seen_new.add(doubt.new)
            kept.append(doubt)
    return sorted(kept, key=lambda one: one.new)
