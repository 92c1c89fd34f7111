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
from statistics import pstdev

from deckwright.errors import counted
from deckwright.seeds.found import FoundNote, RunnerUp, Unused
from deckwright.seeds.page import Page
from deckwright.seeds.weights import VERDICT
from deckwright.seeds.words import question_likeness

TOPIC = 0.4
"""A line no likelier than this to ask is a topic."""

MINORITY = 0.3
"""Topics among questions, up to this share of them, are rather something else that was taken for one."""

SHORT = 25
"""Characters below which an answer is a few words."""

APART = 2.0
"""From so much more in its favour on (natural logarithm of the odds), a reading is not nearly tied with another."""

SPREAD = 10
"""Characters that are added to the length of an answer, so that one word and three are much the same."""


FEW = 5
"""Notes below which their number says no less: nothing was learned from documents so short."""


@dataclass(frozen=True)
class Evidence:
    """A chosen reading with all that it yields: `likely` is what judge.py makes of it, `rivals` read it otherwise."""

    page: Page
    likely: float
    worded: float
    covered: float
    notes: Sequence[FoundNote]
    unused: Sequence[Unused]
    rivals: Sequence[RunnerUp]

    @cached_property
    def places(self) -> list[Unused]:
        """Where words stand, under a heading or between notes, that no note has."""
        return [one for one in self.unused if one.code == "section-text"]

    @cached_property
    def lengths(self) -> list[int]:
        """The characters of every answer."""
        return [len(text.strip()) for found in self.notes if (text := found.note.answer)]

    @cached_property
    def short(self) -> float:
        """The share of answers that are a few words."""
        return sum(length < SHORT for length in self.lengths) / (len(self.lengths) or 1)

    @cached_property
    def optioned(self) -> float:
        """The share of notes with options."""
        return sum(bool(found.note.choices) for found in self.notes) / len(self.notes)

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
    def again(self) -> list[FoundNote]:
        """Notes whose question was asked before, word for word."""
        seen: set[str] = set()
        texts = [found.note.question.strip() for found in self.notes]
        return [one for one, text in zip(self.notes, texts, strict=True) if text in seen or seen.add(text)]  # type: ignore[func-returns-value]

    @cached_property
    def rival(self) -> RunnerUp | None:
        """The likeliest of those that read it otherwise."""
        return max(self.rivals, key=lambda one: one.confidence, default=None)

    def measures(self) -> dict[str, float]:
        """What speaks for and against it; time in step with the lines."""
        many = len(self.notes)
        spread = [math.log(length + SPREAD) for length in self.lengths]
        return {
            "likely": log_odds(self.likely),
            "tie": tie(self.likely, self.rival.confidence if self.rival else 0.0),
            "worded": self.worded,
            "covered": self.covered,
            "places": min(1.0, len(self.places) / many),
            "spread": pstdev(spread) if spread else 0.0,
            "short": _mixed(self.short),
            "optioned": _mixed(self.optioned),
            "unlike": len(self.unlike) / many,
            "some-topics": float(0 < len(self.topics) < MINORITY * many),
            "again": len(self.again) / many,
            "few": 1 / math.sqrt(max(many, FEW)),
        }


def log_odds(likely: float) -> float:
    bound = min(max(likely, 1e-4), 1 - 1e-4)
    return math.log(bound / (1 - bound))


def tie(likely: float, rival: float) -> float:
    """How near another reading comes to the chosen one: 1 where both are as likely, 0 where they are far apart."""
    return min(1.0, max(0.0, 1 - (log_odds(likely) - log_odds(rival)) / APART))


def _mixed(share: float) -> float:
    """1 where one half differs from the other, 0 where all are alike."""
    return 4 * share * (1 - share)


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
    told = [_TOLD[name](evidence) for name in worst[:MOST]]
    told += [_left(evidence)] if evidence.covered < MUCH and "places" not in worst[:MOST] else []
    return tuple(filter(None, (*told, _unanswered(evidence)))) or ("its marks seldom stand over questions",)


MUCH = 0.7
"""Share of the text that lies in notes, below which it is told how much does not."""


def _at(notes: Sequence[FoundNote]) -> str:
    return f"the first in line {notes[0].first.line + 1}"


def _left(one: Evidence) -> str:
    told = f"{1 - one.covered:.0%} of the text lies in no note"
    return f"{told}, as from line {one.places[0].first + 1} on" if one.places else told


def _spread(one: Evidence) -> str:
    longest = max(one.notes, key=lambda found: len((found.note.answer or "").strip()))
    most = sorted(one.lengths)[len(one.lengths) // 2]
    return (
        f"answers are of very unlike length: most of about {most} characters, the one to line {longest.first.line + 1} "
        f"of {max(one.lengths)}"
    )


def _unanswered(one: Evidence) -> str:
    without = [found for found in one.notes if not found.note.answered]
    mixed = 0 < len(without) < len(one.notes)
    return f"{len(without)} of {len(one.notes)} have no answer, {_at(without)}" if mixed else ""


def _tie(one: Evidence) -> str:
    other = one.rival
    return f"{counted(len(one.notes), 'question')} this way, {other.notes} by {other.marker}" if other else ""


_TOLD: dict[str, Callable[[Evidence], str]] = {
    "tie": _tie,
    "places": _left,
    "spread": _spread,
    "short": lambda one: f"{one.short:.0%} of the answers are a few words, the others are not",
    "optioned": lambda one: f"{one.optioned:.0%} of the questions have options, the others have none",
    "unlike": lambda one: f"{len(one.unlike)} of {len(one.notes)} are written unlike the others, {_at(one.unlike)}",
    "some-topics": lambda one: f"{len(one.topics)} read like topics among questions, {_at(one.topics)}",
    "again": lambda one: f"{len(one.again)} were asked before in the same words, {_at(one.again)}",
    "few": lambda one: (
        f"there is little to go by: {'one question' if len(one.notes) == 1 else f'{len(one.notes)} questions'}"
    ),
}
"""How a measure is told."""
