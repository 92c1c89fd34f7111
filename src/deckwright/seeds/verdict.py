"""How likely it is that the chosen reading is right as a whole, and what speaks against it, for people.

judge.py chooses among readings by the sum of many small things. This looks at the one that was chosen, with all that it
yields: right means that at most one in twenty of its notes or answers is wrong. The weights are learned (weights.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from deckwright.seeds.family import Family
from deckwright.seeds.found import FoundNote, RunnerUp, Unused
from deckwright.seeds.page import Page
from deckwright.seeds.vocabulary import names
from deckwright.seeds.weights import VERDICT
from deckwright.seeds.words import question_likeness

TOPIC = 0.4
"""A line no likelier than this to ask is a topic."""

MINORITY = 0.3
"""Topics among questions, up to this share of them, are rather something else that was taken for one."""

OPTIONS, SHORT = range(3, 7), 90
"""Lines in an answer, and characters in each, that look like options of which none is marked."""

_NOT_READ = ("section-text", "before-first-question")


@dataclass(frozen=True)
class Evidence:
    """A chosen reading with all that it yields: `likely` is what judge.py makes of it, `rivals` read it otherwise."""

    page: Page
    family: Family
    likely: float
    notes: Sequence[FoundNote]
    unused: Sequence[Unused]
    rivals: Sequence[RunnerUp]

    @cached_property
    def places(self) -> list[Unused]:
        """Where words stand that no note has."""
        return [one for one in self.unused if one.code in _NOT_READ]

    @cached_property
    def left(self) -> float:
        """The share of the document's characters in those places."""
        lines = self.page.lines
        left = sum(len(lines[at].strip()) for one in self.places for at in range(one.first, one.last + 1))
        return left / (sum(len(line.strip()) for line in lines) or 1)

    @cached_property
    def longest(self) -> tuple[float, FoundNote]:
        """How many times as long as most answers the longest is, and its note."""
        lengths = [len((found.note.answer or "").strip()) for found in self.notes]
        answers = sorted(filter(None, lengths)) or [0]
        at = lengths.index(max(lengths))
        return (lengths[at] + 40) / (answers[len(answers) // 2] + 40), self.notes[at]

    @cached_property
    def unlike(self) -> list[FoundNote]:
        """Notes whose first line is another kind of block than that of most."""
        kinds = [self.page.kind_at.get(found.first.line) for found in self.notes]
        most = Counter(kinds).most_common(1)[0][0]
        return [found for found, kind in zip(self.notes, kinds, strict=True) if kind is not most]

    @cached_property
    def topics(self) -> list[FoundNote]:
        """Notes that read like topics."""
        return [one for one in self.notes if question_likeness(one.note.question.partition("\n")[0]) <= TOPIC]

    @cached_property
    def listed(self) -> list[FoundNote]:
        """Notes whose answer looks like options."""
        return [one for one in self.notes if _looks_like_options(one.note.answer or "")]

    @cached_property
    def keyless(self) -> list[FoundNote]:
        """Notes with options of which none is right."""
        return [one for one in self.notes if one.note.choices and not any(c.correct for c in one.note.choices)]

    @cached_property
    def smaller(self) -> RunnerUp | None:
        """The rival with fewer notes that speaks loudest against this one."""
        fewer = [one for one in self.rivals if one.notes < len(self.notes)]
        return max(fewer, key=self.against, default=None)

    def against(self, other: RunnerUp) -> float:
        return other.confidence * (1 - other.notes / len(self.notes))

    def measures(self) -> dict[str, float]:
        """What speaks for and against it; time in step with the lines."""
        many = len(self.notes)
        answered = sum(one.note.answered for one in self.notes) / many
        topics = len(self.topics) / many
        bound = min(max(self.likely, 1e-4), 1 - 1e-4)
        return {
            "likely": math.log(bound / (1 - bound)),
            "worded": float(names("question", self.family.form)),
            "left": self.left,
            "places": min(1.0, sum(one.code == "section-text" for one in self.places) / many),
            "longest": math.log(self.longest[0]),
            "unlike": len(self.unlike) / many,
            "some-topics": float(0 < topics < MINORITY),
            "topics": topics,
            "listed": len(self.listed) / many,
            "keyless": len(self.keyless) / many,
            "half-answered": 4 * answered * (1 - answered),
            "few": 1 / math.sqrt(many),
            "rival": self.against(self.smaller) if self.smaller else 0.0,
        }


def _looks_like_options(answer: str) -> bool:
    lines = [line for line in answer.split("\n") if line.strip()]
    return len(lines) in OPTIONS and max(map(len, lines)) < SHORT


def verdict(measures: Mapping[str, float]) -> float:
    """The probability that a reading with these measures is right."""
    total = VERDICT["bias"] + sum(VERDICT.get(name, 0.0) * value for name, value in measures.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


MOST = 3
"""Doubts that are told."""

HEAVY = 0.25
"""What a measure takes from the sum from which on it is told."""


def doubts(evidence: Evidence) -> tuple[str, ...]:
    """What speaks most against a reading, in numbers that can be looked up in the document."""
    cost = {name: -VERDICT.get(name, 0.0) * value for name, value in evidence.measures().items() if name in _TOLD}
    worst = sorted((name for name in cost if cost[name] >= HEAVY), key=lambda name: -cost[name])
    told = dict.fromkeys(text for name in worst if (text := _TOLD[name](evidence)))
    return tuple(told)[:MOST] or ("its marks seldom stand over questions",)


def _line(notes: Sequence[FoundNote]) -> str:
    return f"line {notes[0].first.line + 1}"


def _left(one: Evidence) -> str:
    first = one.places[0].first + 1
    return f"{one.left:.0%} of the text, in {_counted(len(one.places), 'place')} from line {first} on, lies in no note"


def _longest(one: Evidence) -> str:
    times, note = one.longest
    return f"the answer to line {note.first.line + 1} is {times:.0f} times as long as most" if times >= 2 else ""


def _unanswered(one: Evidence) -> str:
    without = [found for found in one.notes if not found.note.answered]
    return f"{len(without)} of {len(one.notes)} have no answer, the first in {_line(without)}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


_TOLD: dict[str, Callable[[Evidence], str]] = {
    "left": _left,
    "places": _left,
    "longest": _longest,
    "unlike": lambda one: (
        f"{len(one.unlike)} of {len(one.notes)} are written unlike the others, the first in {_line(one.unlike)}"
    ),
    "some-topics": lambda one: (
        f"{len(one.topics)} of {len(one.notes)} read like topics among questions, the first in {_line(one.topics)}"
    ),
    "topics": lambda one: f"{len(one.topics)} of {len(one.notes)} read like topics rather than questions",
    "listed": lambda one: f"{_counted(len(one.listed), 'answer')} look like options of which none is marked as right",
    "keyless": lambda one: f"none of the options of {_counted(len(one.keyless), 'question')} is marked as right",
    "half-answered": _unanswered,
    "few": lambda one: f"there is little to go by: {_counted(len(one.notes), 'question')}",
    "rival": lambda one: (
        f"{_counted(len(one.notes), 'question')} this way, {one.smaller.notes} by {one.smaller.marker}"
        if one.smaller
        else ""
    ),
}
"""How a measure is told."""
