"""How likely it is that the chosen reading is right as a whole, and what speaks against it, for people.

judge.py chooses among readings by the sum of many small things. This looks at the one that was chosen, with all that it
yields: right means that at most one in twenty of its notes or answers is wrong. The weights are learned (weights.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from deckwright.errors import counted
from deckwright.seeds.found import FoundNote, RunnerUp, Unused
from deckwright.seeds.weights import VERDICT

APART = 2.0
"""From so much more in its favour on (natural logarithm of the odds), a reading is not nearly tied with another."""

TAIL = 20
"""Characters that are added to the length of an answer, so that one word and three are much the same."""

OPENS = "\"'`*([<$-“«¿¡_"
"""Signs with which an answer may begin: quotation, markup, lists, the signs of questions and exclamations."""

USUAL = 3
"""Answers before the last from which on they say how long one is."""

SHORT = 25
"""Characters below which an answer is a few words."""

FEW = 5
"""Notes below which their number says no less: nothing was learned from documents so short."""


@dataclass(frozen=True)
class Evidence:
    """A chosen reading with all it yields: `likely` is what judge.py makes of it, by `row`; `rivals` read otherwise."""

    likely: float
    row: Mapping[str, float]
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
    def unopened(self) -> list[FoundNote]:
        """Notes whose answer begins with a sign, and no bracket, quotation mark or markup: something was left in it."""
        told = [(found, text) for found in self.notes if (text := (found.note.answer or "").strip())]
        return [found for found, text in told if not (text[0].isalnum() or text[0] in OPENS)]

    @cached_property
    def last(self) -> float:
        """How much longer the last answer is than most (natural logarithm): what ends a document may be in it."""
        most = sorted(self.lengths)[len(self.lengths) // 2] if len(self.lengths) > USUAL else 0
        return math.log((self.lengths[-1] + TAIL) / (most + TAIL)) if most else 0.0

    @cached_property
    def rival(self) -> RunnerUp | None:
        """The likeliest of those that read it otherwise."""
        return max(self.rivals, key=lambda one: one.confidence, default=None)

    def measures(self) -> dict[str, float]:
        """What speaks for and against it; time in step with the lines."""
        many = len(self.notes)
        return {
            "tie": tie(self.likely, self.rival.confidence if self.rival else 0.0),
            **{name: self.row[name] for name in ("worded", "covered", "like")},
            "places": min(1.0, len(self.places) / many),
            "last": self.last,
            "unopened": len(self.unopened) / many,
            "short": _mixed(self.short),
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


LOOKED_AT = 0.25
"""What a look at a whole reading weighs beside what judge.py makes of it, among readings that are nearly tied."""


def in_favour(evidence: Evidence) -> float:
    """What speaks for a reading, all in all: how likely it is by itself, and what it looks like as a whole."""
    seen = sum(VERDICT.get(name, 0.0) * value for name, value in evidence.measures().items() if name != "tie")
    return log_odds(evidence.likely) + LOOKED_AT * seen


MOST = 3
"""Doubts that are told."""

HEAVY = 0.25
"""What a measure takes from the sum from which on it is told."""


def doubts(evidence: Evidence) -> tuple[str, ...]:
    """What speaks most against a reading, in numbers that can be looked up in the document."""
    cost = {name: -VERDICT.get(name, 0.0) * value for name, value in evidence.measures().items() if name in _TOLD}
    worst = sorted((name for name in cost if cost[name] >= HEAVY), key=lambda name: -cost[name])
    told = [_TOLD[name](evidence) for name in worst[:MOST]]
    told += [_left(evidence)] if evidence.row["covered"] < MUCH and "places" not in worst[:MOST] else []
    return tuple(filter(None, (*told, _unanswered(evidence)))) or ("its marks seldom stand over questions",)


MUCH = 0.7
"""Share of the text that lies in notes, below which it is told how much does not."""


def _at(notes: Sequence[FoundNote]) -> str:
    return f"the first in line {notes[0].first.line + 1}"


def _left(one: Evidence) -> str:
    told = f"{1 - one.row['covered']:.0%} of the text lies in no note"
    return f"{told}, as from line {one.places[0].first + 1} on" if one.places else told


def _some(found: Sequence[FoundNote], one: Evidence, told: str) -> str:
    return f"{len(found)} of {len(one.notes)} {told}, {_at(found)}"


def _unanswered(one: Evidence) -> str:
    without = [found for found in one.notes if not found.note.answered]
    if len(without) == len(one.notes):
        return "no question has an answer"
    return _some(without, one, "have no answer") if without else ""


def _tie(one: Evidence) -> str:
    other = one.rival
    return f"{counted(len(one.notes), 'question')} this way, {other.notes} by {other.marker}" if other else ""


_TOLD: dict[str, Callable[[Evidence], str]] = {
    "tie": _tie,
    "places": _left,
    "short": lambda one: f"{one.short:.0%} of the answers are a few words, the others are not",
    "unopened": lambda one: _some(one.unopened, one, "have an answer that begins with a sign"),
    "few": lambda one: (
        f"there is little to go by: {'one question' if len(one.notes) == 1 else f'{len(one.notes)} questions'}"
    ),
    "last": lambda one: f"the last answer is {math.exp(one.last):.0f} times as long as most",
}
"""How a measure is told."""
